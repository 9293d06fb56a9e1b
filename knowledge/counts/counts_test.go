package counts

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/store"
)

// monday is the first moment of 2026-W47 in Amsterdam.
var (
	amsterdam = must(time.LoadLocation("Europe/Amsterdam"))
	monday    = time.Date(2026, 11, 16, 0, 0, 0, 0, amsterdam)
	week47    = WeekOf(monday)
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func open(t testing.TB) *store.DB {
	db, err := store.Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

type fatal interface{ Fatal(...any) }

func update(t fatal, db *store.DB, fn func(tx *store.Tx) error) {
	if err := db.Update(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}

func add(t fatal, db *store.DB, es ...journal.Entry) {
	update(t, db, func(tx *store.Tx) error { return journal.Append(tx, es...) })
}

func count(t fatal, tl *Counts) {
	if _, err := tl.Update(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func rollup(t fatal, db *store.DB, w Week, unit string) (r *Rollup) {
	err := db.View(context.Background(), func(tx *store.Tx) (err error) { r, err = Read(tx, w, unit); return err })
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func who(i int) string { return fmt.Sprintf("%016x", i) }

// dump is all that is kept, but for how often it was counted, and how far: who is
// forgotten may have done the last thing of all.
func dump(t fatal, db *store.DB) string {
	var b bytes.Buffer
	err := db.View(context.Background(), func(tx *store.Tx) error {
		for _, bucket := range []string{cells.Bucket, onDays.Bucket, homes.Bucket} {
			for k, v := range tx.Scan(bucket, nil, nil) {
				fmt.Fprintf(&b, "%s %x %x\n", bucket, k, v)
			}
		}
		s, err := load(tx)
		s.Rebuilds, s.Forgets, s.Cursor = 0, 0, 0
		fmt.Fprintf(&b, "%+v\n", s)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWeeks(t *testing.T) {
	for _, x := range []struct{ at, week string }{
		{"2026-11-16T00:00:00+01:00", "2026-W47"},
		{"2026-11-15T23:59:59+01:00", "2026-W46"},
		{"2026-11-22T23:30:00Z", "2026-W48"}, // already Monday in Amsterdam
		{"2026-03-29T23:59:59+02:00", "2026-W13"},
		{"2026-03-30T00:00:00+02:00", "2026-W14"}, // after the night without 02:30
		{"2026-10-25T23:59:59+01:00", "2026-W43"}, // after the night with two of them
		{"2026-10-26T00:00:00+01:00", "2026-W44"},
		{"2027-01-03T12:00:00+01:00", "2026-W53"},
		{"2027-01-04T00:00:00+01:00", "2027-W01"},
		{"2024-12-30T09:00:00+01:00", "2025-W01"},
	} {
		at := must(time.Parse(time.RFC3339, x.at))
		w := WeekOf(at.In(amsterdam))
		s := spanOf(at.UnixMilli(), amsterdam)
		if w.String() != x.week || s.week != w || !s.holds(at.UnixMilli()) {
			t.Errorf("%s is in %s, by span in %s; want %s", x.at, w, s.week, x.week)
		}
		if back, err := ParseWeek(x.week); back != w || err != nil {
			t.Errorf("%s is read as %v, %v", x.week, back, err)
		}
		if d := (int(at.In(amsterdam).Weekday()) + 6) % 7; s.day(at.UnixMilli()) != d {
			t.Errorf("%s is day %d, want %d", x.at, s.day(at.UnixMilli()), d)
		}
	}
	for _, bad := range []string{"", "2026-W54", "2025-W53", "2026-W00", "2026-47", "2026-W4", "W47", "2026-W47x"} {
		if w, err := ParseWeek(bad); err == nil {
			t.Errorf("%q is read as %s", bad, w)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		at := time.Unix(rapid.Int64Range(1e9, 3e9).Draw(t, "at"), 0).In(amsterdam)
		w := WeekOf(at)
		if m := w.Monday(amsterdam); at.Before(m) || !at.Before((w + 1).Monday(amsterdam)) ||
			m.Weekday() != time.Monday {
			t.Fatalf("%s is put in the week of %s", at, m)
		}
	})
}

func TestCountsAndPeople(t *testing.T) {
	db := open(t)
	tl := New(db, amsterdam)
	asked := func(p int, detail string) journal.Entry {
		return journal.Entry{Time: monday.Add(time.Hour), Kind: journal.Asked, Person: who(p), Unit: "sales",
			Detail: detail}
	}
	outcome := func(p int, aid, detail string) journal.Entry {
		return journal.Entry{Time: monday.Add(time.Hour), Kind: journal.Outcome, Person: who(p), Unit: "sales",
			Aid: aid, Detail: detail}
	}
	add(t, db, asked(1, "answer"), asked(1, "answer"), asked(2, "none"), asked(3, "sensitive"),
		outcome(1, "a", "helped"), outcome(2, "a", "not"), outcome(2, "b", "helped"),
		journal.Entry{Time: monday, Kind: journal.Asked, Unit: "sales", Detail: "answer"}, // anonymously
		journal.Entry{Time: monday, Kind: journal.SettingChanged, Person: who(9), Unit: "sales", Detail: "short"})
	count(t, tl)
	r := rollup(t, db, week47, "sales")
	for _, x := range []struct {
		keys []Key
		want Figure
	}{
		{[]Key{{Kind: journal.Asked}}, Figure{4, 2}},
		{[]Key{{Kind: journal.Asked, Detail: "answer"}}, Figure{3, 1}},
		{[]Key{{Kind: journal.Asked, Detail: "sensitive"}}, Figure{}},
		{[]Key{{Kind: journal.Outcome}}, Figure{3, 2}},
		{[]Key{{Kind: journal.Outcome, Detail: "helped"}}, Figure{2, 2}},
		{[]Key{{Kind: journal.Outcome, Aid: "a"}}, Figure{2, 2}},
		{[]Key{{Kind: journal.Outcome, Aid: "b"}, {Kind: journal.Outcome, Aid: "a", Detail: "helped"}}, Figure{2, 2}},
		{[]Key{{Kind: Late}}, Figure{}},
	} {
		if got := r.Sum(x.keys...); got != x.want {
			t.Errorf("%v: %v, want %v", x.keys, got, x.want)
		}
	}
	if r.All != (Figure{7, 2}) {
		t.Errorf("all %v", r.All)
	}

	// What comes after the week was told of is late, and is counted all the same.
	update(t, db, func(tx *store.Tx) error { return Seal(tx, week47) })
	add(t, db, asked(4, "answer"))
	count(t, tl)
	r = rollup(t, db, week47, "sales")
	if got := r.Sum(Key{Kind: Late}); got != (Figure{1, 1}) || r.Sum(Key{Kind: journal.Asked}) != (Figure{5, 3}) {
		t.Errorf("late %v, asked %v", got, r.Sum(Key{Kind: journal.Asked}))
	}
	update(t, db, func(tx *store.Tx) error {
		if d := Days(tx, week47); d != [7]uint64{10} {
			t.Errorf("days %v", d)
		}
		return nil
	})
}

// TestCountingIsTheSame plays histories and holds that counting in any steps, counting
// all at once and counting again give the same, byte for byte, and that the figures are
// those of a simple count.
func TestCountingIsTheSame(t *testing.T) {
	dir := t.TempDir()
	round := 0
	kinds := []journal.Kind{journal.Asked, journal.Outcome, journal.Applied, journal.RunStopped, journal.Reflected,
		journal.Met}
	rapid.Check(t, func(t *rapid.T) {
		round++
		db := must(store.Open(filepath.Join(dir, fmt.Sprint(round))))
		defer db.Close()
		once := must(store.Open(filepath.Join(dir, fmt.Sprint(round, "b"))))
		defer once.Close()
		tl := New(db, amsterdam)
		unit := map[int]string{}
		now := monday
		forgotten := map[string]bool{}
		sealed := false
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			switch rapid.IntRange(0, 9).Draw(t, "do") {
			case 0:
				p := who(rapid.IntRange(1, 20).Draw(t, "forget"))
				forgotten[p] = true
				update(t, db, func(tx *store.Tx) error {
					if err := tl.Forget(tx, p); err != nil {
						return err
					}
					return journal.Forget(tx, p)
				})
			case 1:
				sealed = true
				update(t, db, func(tx *store.Tx) error { return Seal(tx, WeekOf(now)) })
			case 2: // some move
				to := rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(t, "to")
				for range rapid.IntRange(1, 7).Draw(t, "movers") {
					unit[rapid.IntRange(1, 20).Draw(t, "mover")] = to
				}
			case 3:
				for {
					n, err := tl.update(context.Background(), rapid.IntRange(1, 30).Draw(t, "limit"))
					if err != nil {
						t.Fatal(err)
					}
					if n == 0 {
						break
					}
				}
			default:
				var es []journal.Entry
				for range rapid.IntRange(1, 40).Draw(t, "entries") {
					now = now.Add(time.Duration(rapid.IntRange(-30, 60).Draw(t, "hours")) * time.Hour)
					i := rapid.IntRange(0, 20).Draw(t, "who")
					e := journal.Entry{Time: now, Kind: rapid.SampledFrom(kinds).Draw(t, "kind"),
						Aid:    rapid.SampledFrom([]string{"", "x", "y"}).Draw(t, "aid"),
						Detail: rapid.SampledFrom([]string{"helped", "answer", "sensitive"}).Draw(t, "detail"),
						Step:   i % 3}
					if i > 0 && !forgotten[who(i)] {
						e.Person, e.Unit = who(i), unit[i]
					}
					es = append(es, e)
				}
				add(t, db, es...)
			}
		}
		count(t, tl)
		got := dump(t, db)
		if _, err := tl.Rebuild(context.Background()); err != nil {
			t.Fatal(err)
		}
		if again := dump(t, db); again != got {
			t.Fatalf("counted again:\n%s\nbefore:\n%s", again, got)
		}
		if len(forgotten) > 0 || sealed { // the whole history is not there any more
			simple(t, db)
			return
		}
		var es []journal.Entry
		for e, err := range journal.New(db).After(context.Background(), 0) {
			if err != nil {
				t.Fatal(err)
			}
			es = append(es, e)
		}
		add(t, once, es...)
		count(t, New(once, amsterdam))
		if all := dump(t, once); all != got {
			t.Fatalf("counted at once:\n%s\nin steps:\n%s", all, got)
		}
		simple(t, db)
	})
}

// simple holds the totals of every kind in every week against a plain count, and that
// nobody is counted in two units in one week; what people did outside any unit is counted apart.
func simple(t *rapid.T, db *store.DB) {
	type place struct {
		w Week
		k journal.Kind
	}
	n, people := map[place]int{}, map[place]map[string]bool{}
	for e, err := range journal.New(db).After(context.Background(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := counted[e.Kind]; !ok || e.Kind == journal.Asked && e.Detail == hidden {
			continue
		}
		p := place{WeekOf(e.Time.In(amsterdam)), e.Kind}
		n[p]++
		if people[p] == nil {
			people[p] = map[string]bool{}
		}
		if e.Person != "" {
			people[p][fmt.Sprint(e.Person, e.Unit == "")] = true
		}
	}
	got, gotPeople := map[place]int{}, map[place]int{}
	err := db.View(context.Background(), func(tx *store.Tx) error {
		var first Week
		for k := range tx.Scan(cells.Bucket, nil, nil) {
			first = Week(binary.BigEndian.Uint32(k))
			break
		}
		for w := first; w < first+60; w++ {
			rs, err := ReadWeek(tx, w)
			if err != nil {
				return err
			}
			in := map[uint64]string{}
			for _, r := range rs {
				for k := range counted {
					f := r.Sum(Key{Kind: k})
					got[place{w, k}] += f.N
					gotPeople[place{w, k}] += f.People
				}
				c, _, err := read(tx, w, r.Unit)
				if err != nil {
					return err
				}
				for _, p := range c.people {
					if r.Unit == "" {
						continue
					}
					if other, ok := in[p]; ok {
						t.Fatalf("%x is counted in %q and %q", p, other, r.Unit)
					}
					in[p] = r.Unit
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for p, want := range n {
		if got[p] != want || gotPeople[p] != len(people[p]) {
			t.Fatalf("%s in %s: %d by %d, want %d by %d", p.k, p.w, got[p], gotPeople[p], want, len(people[p]))
		}
	}
}

func TestMoves(t *testing.T) {
	db := open(t)
	tl := New(db, amsterdam)
	at := func(week, p int, unit string) {
		add(t, db, journal.Entry{Time: monday.AddDate(0, 0, 7*week), Kind: journal.Asked, Person: who(p), Unit: unit,
			Detail: "answer"})
	}
	people := func(week int, unit string) int {
		count(t, tl)
		return rollup(t, db, week47+Week(week), unit).Sum(Key{Kind: journal.Asked}).People
	}
	for p := 1; p <= 10; p++ {
		at(0, p, "a")
		at(0, p+10, "b")
	}
	for p := 1; p <= 4; p++ { // four go from a to b
		at(1, p, "b")
		at(2, p, "b")
	}
	if a, b := people(2, "a"), people(2, "b"); a != 4 || b != 0 {
		t.Errorf("four moved: %d in a, %d in b; want them where they were", a, b)
	}
	at(2, 5, "b") // and a fifth
	at(3, 1, "b")
	at(3, 5, "b")
	if a, b := people(3, "a"), people(3, "b"); a != 0 || b != 2 {
		t.Errorf("five moved: %d in a, %d in b; want all in b", a, b)
	}
	if a := people(2, "a"); a != 5 {
		t.Errorf("%d in a the week before, want 5", a)
	}
	at(3, 30, "c")
	at(3, 31, "") // nobody knows of which unit
	at(4, 31, "a")
	at(5, 31, "a")
	if c, a := people(3, "c"), people(5, "a"); c != 1 || a != 1 {
		t.Errorf("%d in c, %d in a: who is new need not wait", c, a)
	}
}

// TestClosedWeeksKnowNobody holds that a pseudonym leaves the tally when the journal
// lets go of its entries, and that the numbers stay.
func TestClosedWeeksKnowNobody(t *testing.T) {
	db := open(t)
	tl := New(db, amsterdam)
	for day := range 300 {
		now := monday.AddDate(0, 0, day).Add(10 * time.Hour)
		var es []journal.Entry
		for p := 1; p <= 7; p++ {
			es = append(es, journal.Entry{Time: now, Kind: journal.Outcome, Person: who(day/30*100 + p), Unit: "a",
				Aid: "x", Detail: []string{"helped", "not"}[p%2]})
		}
		add(t, db, es...)
		if day%3 > 0 && day < 299 {
			continue
		}
		count(t, tl)
		if err := tl.Close(t.Context(), now); err != nil {
			t.Fatal(err)
		}
		prune(t, db, journal.Tables(), now)
	}
	before := dump(t, db)
	if _, err := tl.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if again := dump(t, db); again != before {
		t.Error("counting again after pruning changes something")
	}
	for m := range 10 {
		p := fmt.Sprintf("%016x", m*100+1)
		if kept := strings.Contains(before, p); kept != (299-(m*30+29)/7*7 < 120) {
			t.Errorf("pseudonym of day %d is kept: %t", m*30, kept)
		}
	}
	r := rollup(t, db, week47, "a")
	helped, all := r.Sum(Key{Kind: journal.Outcome, Detail: "helped"}), r.Sum(Key{Kind: journal.Outcome})
	if !r.Closed || helped != (Figure{21, 3}) || all != (Figure{49, 7}) ||
		r.Sum(Key{Kind: journal.Outcome, Aid: "x"}) != all || r.All != all {
		t.Errorf("closed %t: helped %v, all %v, %v", r.Closed, helped, all, r.All)
	}
	prune(t, db, tl.Tables(), monday.AddDate(2, 1, 0))
	if r := rollup(t, db, week47, "a"); r.All.N != 0 {
		t.Error("a week of over 24 months ago is kept")
	}
}

// prune has tables let go of what is too old.
func prune(t *testing.T, db *store.DB, tables []store.Declared, now time.Time) {
	t.Helper()
	for _, table := range tables {
		if err := table.Prune(t.Context(), db, now); err != nil {
			t.Fatal(err)
		}
	}
}

// TestDamagedRow: a row that cannot be read is counted again, with all the others.
func TestDamagedRow(t *testing.T) {
	db := open(t)
	tl := New(db, amsterdam)
	person := map[string]string{"sales": who(1), "stock": who(2)}
	asked := func(unit string) journal.Entry {
		return journal.Entry{Time: monday.Add(time.Hour), Kind: journal.Asked, Person: person[unit], Unit: unit,
			Detail: "answer"}
	}
	add(t, db, asked("sales"), asked("stock"))
	count(t, tl)
	update(t, db, func(tx *store.Tx) error {
		return tx.Put(cells.Bucket, cellKey(week47, "sales"), []byte("\x01\x02000000000000000000000\x01\x01"))
	})
	add(t, db, asked("sales"), asked("stock"))
	count(t, tl)
	for _, unit := range []string{"sales", "stock"} {
		if f := rollup(t, db, week47, unit).Sum(Key{Kind: journal.Asked, Detail: "answer"}); f != (Figure{2, 1}) {
			t.Errorf("%s after the damage: %+v", unit, f)
		}
	}
}

func FuzzDecode(f *testing.F) {
	c := newCell()
	c.add(key{kind: journal.Asked, detail: 3}).by.add(c.at(7))
	c.add(key{kind: journal.Applied, detail: 4, n: -7}).by.add(c.at(9))
	f.Add(c.encode())
	c.shut()
	f.Add(c.encode())
	f.Add([]byte("\x01\x02000000000000000000000\x01\x01")) // one pseudonym twice, and its second place counted
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := decode(b)
		if err != nil {
			return
		}
		if !bytes.Equal(c.encode(), b) {
			t.Errorf("%x is written as %x", b, c.encode())
		}
		again, err := decode(c.encode())
		if err != nil || !bytes.Equal(again.encode(), c.encode()) {
			t.Errorf("%x is not read back: %v", b, err)
		}
	})
}
