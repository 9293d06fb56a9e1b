package agenda

import (
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// heard is the inbox of these tests: a bucket, so that what a transaction that was
// not kept accepted is not there either.
type heard struct{}

func (heard) AcceptTx(tx *store.Tx, e chat.Event) (isNew bool, err error) {
	n, err := tx.Next("heard")
	if err != nil {
		return false, err
	}
	return true, tx.PutJSON("heard", store.Num(n), e)
}

// A desk is an agenda on a real store with a clock that tests move.
type desk struct {
	t   testing.TB
	db  *store.DB
	a   *Agenda
	now time.Time
	seq uint64 // the last event heard
}

func newDesk(t testing.TB, now time.Time) *desk {
	t.Helper()
	db, err := store.Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	d := &desk{t: t, db: db, now: now}
	d.restart()
	return d
}

// restart is what a new process has: the store, and nothing in memory.
func (d *desk) restart() {
	d.a = New(slog.New(slog.DiscardHandler), d.db, heard{}, func() time.Time { return d.now })
	d.a.Serve("web", 1e6)
}

func (d *desk) update(fn func(tx *store.Tx) error) {
	d.t.Helper()
	if err := d.db.Update(d.t.Context(), fn); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) add(its ...Item) (added int) {
	d.t.Helper()
	d.update(func(tx *store.Tx) error {
		added = 0
		for _, it := range its {
			ok, err := d.a.Add(tx, it)
			if err != nil {
				return err
			}
			if ok {
				added++
			}
		}
		return nil
	})
	return added
}

// tick lets the agenda do what is due, and returns the events of it.
func (d *desk) tick() (es []chat.Event) {
	d.t.Helper()
	n, err := d.a.Tick(d.t.Context())
	if err != nil {
		d.t.Fatal(err)
	}
	if n == 0 {
		return nil
	}
	err = d.db.View(d.t.Context(), func(tx *store.Tx) error {
		for k := range tx.Scan("heard", store.Num(d.seq+1), nil) {
			var e chat.Event
			if _, err := tx.GetJSON("heard", k, &e); err != nil {
				return err
			}
			d.seq = store.FromNum(k)
			es = append(es, e)
		}
		return nil
	})
	if err != nil || len(es) != n {
		d.t.Fatalf("%d events, %d heard, %v", n, len(es), err)
	}
	return es
}

// until lets time pass in steps, and returns what was heard as "Mon 2 Jan 15:04 arg".
func (d *desk) until(end time.Time, step time.Duration) (said []string) {
	d.t.Helper()
	for ; d.now.Before(end); d.now = d.now.Add(step) {
		for _, e := range d.tick() {
			said = append(said, d.now.In(end.Location()).Format("Mon 2 Jan 15:04 ")+e.Action.Arg)
		}
	}
	return said
}

// person makes a profile, whose home is the channel of its user.
func (d *desk) person(user string, change func(*people.Profile)) (id people.ID) {
	d.t.Helper()
	d.update(func(tx *store.Tx) error {
		p, _, err := people.Meet(tx, people.Identity{Platform: "web", User: user}, d.now)
		if err != nil {
			return err
		}
		p.Home = people.Home{Platform: "web", Channel: user}
		if change != nil {
			change(&p)
		}
		id = p.ID
		return people.Save(tx, p)
	})
	return id
}

// dropped lists why items were dropped, by the journal.
func (d *desk) dropped() (why []string) {
	d.t.Helper()
	for e, err := range journal.New(d.db).After(d.t.Context(), 0) {
		if err != nil {
			d.t.Fatal(err)
		}
		if e.Kind == journal.NudgeDropped {
			why = append(why, e.Detail)
		}
	}
	return why
}

// pending counts the rows that still wait in each bucket.
func (d *desk) pending() (n [3]int) {
	d.t.Helper()
	err := d.db.View(d.t.Context(), func(tx *store.Tx) error {
		for i, b := range []string{items.Bucket, dues.Bucket, whose.Bucket} {
			for _, v := range tx.Scan(b, nil, nil) {
				if len(v) > 0 || b == dues.Bucket {
					n[i]++
				}
			}
		}
		return nil
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return n
}

func reflection(id people.ID, key string, due time.Time) Item {
	return Item{Key: key, Kind: Reflection, Person: id, In: chat.Place{Platform: "web"}, Due: due, Action: act(key),
		Purpose: text.Said{"en": "what you learned stays"}}
}

func TestSeries(t *testing.T) {
	d := newDesk(t, at(t, "2026-11-24 15:00"))
	ada := d.person("ada", nil)
	d.update(func(tx *store.Tx) error { return d.a.Slot(tx, ada, 10*60) })
	items := []Item{reflection(ada, "1", d.now.AddDate(0, 0, 1)), reflection(ada, "7", d.now.AddDate(0, 0, 7)),
		reflection(ada, "30", d.now.AddDate(0, 0, 30))}
	items[2].Instead = act("plan")
	if n := d.add(items...); n != 3 {
		t.Fatalf("%d added", n)
	}
	if n := d.add(items...); n != 0 {
		t.Fatalf("%d added again", n)
	}
	said := d.until(at(t, "2027-02-01 00:00"), time.Hour)
	want := []string{"Wed 25 Nov 10:00 1", "Tue 1 Dec 10:00 7", "Thu 24 Dec 10:00 plan", "Mon 28 Dec 10:00 30"}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if n := d.add(items...); n != 0 || d.pending() != [3]int{} {
		t.Errorf("%d added once done; pending %v", n, d.pending())
	}
}

func TestAddRefuses(t *testing.T) {
	d := newDesk(t, at(t, "2026-11-24 15:00"))
	good := reflection("0123456789abcdef", "k", d.now)
	for name, change := range map[string]func(*Item){
		"no purpose": func(i *Item) { i.Purpose = text.Said{"en": " \n"} }, "no key": func(i *Item) { i.Key = "" },
		"a long key": func(i *Item) { i.Key = strings.Repeat("k", 161) },
		"no kind":    func(i *Item) { i.Kind = "" }, "nowhere": func(i *Item) { i.In = chat.Place{} },
		"nobody":    func(i *Item) { i.Person = "" },
		"no action": func(i *Item) { i.Action = chat.Action{} }, "no day": func(i *Item) { i.Due = time.Time{} },
		"priority": func(i *Item) { i.Priority = 10 },
	} {
		it := good
		change(&it)
		err := d.db.Update(t.Context(), func(tx *store.Tx) error {
			_, err := d.a.Add(tx, it)
			return err
		})
		if err == nil || errors.Is(err, ErrNoPurpose) != (name == "no purpose") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if d.add(good) != 1 {
		t.Error("a good item was not added")
	}
}

// TestStopCancelForget holds that what was taken off is never said and never comes
// back, and that nothing is left of somebody who is forgotten.
func TestStopCancelForget(t *testing.T) {
	d := newDesk(t, at(t, "2026-11-24 15:00"))
	ada, bob := d.person("ada", nil), d.person("bob", nil)
	var its []Item
	for _, id := range []people.ID{ada, bob} {
		for _, s := range []string{"x", "y"} {
			for i := range 2 {
				it := reflection(id, s+string(rune('0'+i))+"/"+string(id), d.now.AddDate(0, 0, 1+2*i))
				it.Series, it.Kind = s, Change
				its = append(its, it)
			}
		}
	}
	d.add(its...)
	keys := func(id people.ID) (ks string) {
		d.update(func(tx *store.Tx) error {
			items, err := d.a.Of(tx, id)
			ks = ""
			for _, it := range items {
				ks += it.Key[:2] + " "
			}
			return err
		})
		return ks
	}
	d.update(func(tx *store.Tx) error { return d.a.Stop(tx, ada, "x") })
	if got := keys(ada) + "/ " + keys(bob); got != "y0 y1 / x0 x1 y0 y1 " {
		t.Errorf("after a series stopped: %s", got)
	}
	d.update(func(tx *store.Tx) error { return d.a.Cancel(tx, "y1") })
	if got := keys(ada) + "/ " + keys(bob); got != "y0 / x0 x1 y0 " {
		t.Errorf("after a cancel: %s", got)
	}
	d.update(func(tx *store.Tx) error { return d.a.Stop(tx, ada, All) })
	if d.add(its...) != 0 || keys(ada) != "" {
		t.Error("what was stopped came back")
	}
	d.update(func(tx *store.Tx) error { return errors.Join(d.a.Answered(tx, ada), d.a.Forget(tx, ada)) })
	d.update(func(tx *store.Tx) error {
		for _, b := range []string{items.Bucket, dues.Bucket, whose.Bucket, digests.Bucket, states.Bucket} {
			for k, v := range tx.Scan(b, nil, nil) {
				if strings.Contains(string(k)+string(v), string(ada)) {
					t.Errorf("%s still has %q", b, k)
				}
			}
		}
		return nil
	})
	if said := d.until(at(t, "2026-12-10 00:00"), time.Hour); len(said) != 3 {
		t.Errorf("bob was told %q, adds up to 3", said)
	}
}

// TestThreeSeriesAtOnce holds that a fourth series ends the one begun first.
func TestThreeSeriesAtOnce(t *testing.T) {
	d := newDesk(t, at(t, "2026-11-24 15:00"))
	ada := d.person("ada", nil)
	for _, s := range []string{"a", "b", "c", "d"} {
		for i := range 2 {
			it := reflection(ada, s+string(rune('0'+i)), d.now.AddDate(0, 0, 40+i))
			it.Series = s
			d.add(it)
		}
		d.now = d.now.Add(time.Hour)
	}
	d.update(func(tx *store.Tx) error {
		items, err := d.a.Of(tx, ada)
		if len(items) != 6 || items[0].Series != "b" {
			t.Errorf("left: %v", items)
		}
		return err
	})
	if why := d.dropped(); !cmp.Equal(why, []string{"merged", "merged"}) {
		t.Errorf("dropped: %q", why)
	}
}

// TestDigestsComeOnTheirDay holds that what else is said in a week leaves room for a
// digest, that a digest is none of the three series, and that it ends none.
func TestDigestsComeOnTheirDay(t *testing.T) {
	d := newDesk(t, at(t, "2026-11-24 15:00")) // a Tuesday
	ada := d.person("ada", nil)
	for i := range 4 {
		d.add(reflection(ada, string(rune('a'+i)), d.now.AddDate(0, 0, 1+i)))
	}
	for _, s := range []string{"x", "y", "z"} {
		it := reflection(ada, s, d.now.AddDate(0, 0, 60))
		it.Series = s
		d.add(it)
	}
	d.add(Item{Key: "digest", Kind: Digest, Series: "digest", Person: ada, In: chat.Place{Platform: "web"}, Due: at(t,
		"2026-11-30 09:00"), Action: act("digest"), Purpose: text.Said{"en": "what the team asked"}})
	said := d.until(at(t, "2026-12-01 08:00"), 10*time.Minute)
	n := 0
	for _, s := range said {
		if s == "Mon 30 Nov 09:00 digest" {
			n++
		}
	}
	if n != 1 || len(said) != 3 {
		t.Errorf("said %q", said)
	}
	d.update(func(tx *store.Tx) error {
		items, err := d.a.Of(tx, ada)
		series := map[string]bool{}
		for _, it := range items {
			series[it.Series] = true
		}
		if !series["x"] || !series["y"] || !series["z"] {
			t.Errorf("left: %v", series)
		}
		return err
	})
}

// TestMonthOff holds that after a month switched off nothing floods: what is too late
// is dropped, and the journal says so.
func TestMonthOff(t *testing.T) {
	d := newDesk(t, at(t, "2026-11-01 12:00"))
	ada := d.person("ada", nil)
	for i := range 60 {
		it := reflection(ada, "k"+d.now.AddDate(0, 0, i).Format("0102"), d.now.AddDate(0, 0, i))
		it.Kind = Change
		d.add(it)
	}
	d.now = at(t, "2026-12-01 11:00")
	d.restart()
	var said []string
	for range 3 {
		for _, e := range d.tick() {
			said = append(said, e.Action.Arg)
		}
	}
	if len(said) != 1 {
		t.Errorf("at once after a month: %q", said)
	}
	late := 0
	for _, why := range d.dropped() {
		if why == "late" {
			late++
		}
	}
	if late < 20 {
		t.Errorf("%d late items dropped", late)
	}
}

// TestWaitsForWhoIsNotReached holds that an item that expires waits until then for somebody
// who has not spoken yet, and that one which does not is dropped.
func TestWaitsForWhoIsNotReached(t *testing.T) {
	d := newDesk(t, at(t, "2026-11-23 11:00"))
	away := func(p *people.Profile) { p.Home = people.Home{} }
	gus, hal, ivo := d.person("gus", away), d.person("hal", away), d.person("ivo", away)
	ask := func(id people.ID, key string, expires time.Time) Item {
		return Item{Key: key, Kind: Feedback, Person: id, In: chat.Place{Platform: "web"}, Due: d.now, Expires: expires,
			Action: act(key), Purpose: text.Said{"en": "p"}}
	}
	d.add(ask(gus, "comes", d.now.AddDate(0, 0, 14)), ask(hal, "never", d.now.AddDate(0, 0, 14)),
		ask(ivo, "now", time.Time{}))
	if said := d.until(at(t, "2026-12-02 18:00"), time.Hour); len(said) != 0 {
		t.Errorf("said %q to nobody", said)
	}
	d.person("gus", nil)
	if said := d.until(at(t, "2026-12-20 18:00"), time.Hour); len(said) != 1 ||
		!strings.HasPrefix(said[0], "Thu 3 Dec") {
		t.Errorf("said %q", said)
	}
	if why := d.dropped(); fmt.Sprint(why) != "[nowhere nowhere]" || d.pending() != [3]int{} {
		t.Errorf("dropped %v, left %v", why, d.pending())
	}
}

// TestOnlyWhatIsServed holds that what is planned for a platform that is not served
// now is not lost, nor in the way.
func TestOnlyWhatIsServed(t *testing.T) {
	d := newDesk(t, at(t, "2026-11-24 11:00"))
	for _, p := range []chat.Platform{"a", "web", "z"} {
		d.add(Item{Key: string(p), Kind: Change, In: chat.Place{Platform: p, Channel: "team"}, Due: d.now.AddDate(0, 0,
			-1), Action: act(string(p)), Purpose: text.Said{"en": "p"}})
	}
	if es := d.tick(); len(es) != 1 || es[0].In.Platform != "web" {
		t.Errorf("heard %v", es)
	}
	d.a.Serve("z", 1)
	if es := d.tick(); len(es) != 1 || es[0].In.Platform != "z" {
		t.Errorf("then heard %v", es)
	}
}

// TestDamageIsNotInTheWay holds that an item that cannot be read stops no other.
func TestDamageIsNotInTheWay(t *testing.T) {
	d := newDesk(t, at(t, "2026-11-24 11:00"))
	ada, bob := d.person("ada", nil), d.person("bob", nil)
	d.add(reflection(ada, "a", d.now), reflection(bob, "b", d.now), reflection(bob, "c", d.now.AddDate(0, 0, 1)))
	d.update(func(tx *store.Tx) error {
		return errors.Join(tx.Put(states.Bucket, []byte(ada), []byte("{")),
			tx.Put(items.Bucket, []byte("c"), []byte("{")),
			tx.Put(dues.Bucket, linePrefix("web"), nil))
	})
	if said := d.until(at(t, "2026-11-26 12:00"), time.Hour); len(said) != 1 {
		t.Errorf("said %q", said)
	}
}

// TestAwayAgain holds that an absence still counts when the clock is set back to it, also
// if another was told of meanwhile.
func TestAwayAgain(t *testing.T) {
	d := newDesk(t, at(t, "2026-11-23 08:00"))
	ada := d.person("ada", nil)
	away := func(from, to string) {
		d.update(func(tx *store.Tx) error {
			return d.a.Away(tx, ada, Span{dayOf(at(t, from), d.a.zone), dayOf(at(t, to), d.a.zone)})
		})
	}
	away("2026-11-24 12:00", "2026-11-25 12:00")
	d.now = at(t, "2026-12-20 08:00")
	away("2026-12-24 12:00", "2026-12-31 12:00")
	d.now = at(t, "2026-11-23 20:00")
	d.add(reflection(ada, "r", at(t, "2026-11-24 10:00")))
	if said := d.until(at(t, "2026-11-25 23:00"), time.Hour); len(said) != 0 {
		t.Errorf("while away: %q", said)
	}
	if said := d.until(at(t, "2026-11-26 23:00"), time.Hour); len(said) != 1 {
		t.Errorf("back again: %q", said)
	}
}

// TestUnsaid holds that what was not said after all leaves no trace in what somebody was sent, and that a message after
// it comes as if it had not been due; and that what was answered meanwhile stays answered.
func TestUnsaid(t *testing.T) {
	d := newDesk(t, at(t, "2026-11-23 12:00"))
	ada := d.person("ada", func(p *people.Profile) { p.Units = []string{"desk"} })
	now := func() (s state) {
		d.update(func(tx *store.Tx) (err error) { s, err = load(tx, ada); return err })
		return s
	}
	due := func(key string, kind Kind) {
		it := reflection(ada, key, d.now)
		it.Kind = kind
		d.add(it)
		d.now = d.now.AddDate(0, 0, 1)
		if _, err := d.a.Tick(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	due("asked", Feedback)
	before := now()
	due("weekly", Digest)
	if s := now(); len(s.Days) != 2 || s.Open {
		t.Fatalf("it was not due: %+v", s)
	}
	d.update(func(tx *store.Tx) error { return d.a.Unsaid(tx, ada) })
	after := now()
	before.Before, after.Before = nil, nil
	if !reflect.DeepEqual(before, after) {
		t.Errorf("it left a trace: %+v, was %+v", after, before)
	}
	due("weekly 2", Digest)
	d.update(func(tx *store.Tx) error { return errors.Join(d.a.Answered(tx, ada), d.a.Unsaid(tx, ada)) })
	if s := now(); s.ignored() != 0 || len(s.Days) != 1 {
		t.Errorf("what was answered is not: %+v", s)
	}
}

// TestHeard holds that what asks nothing is not ignored by silence, and that what was
// ignored before it still is.
func TestHeard(t *testing.T) {
	d := newDesk(t, at(t, "2026-11-23 12:00"))
	ada := d.person("ada", func(p *people.Profile) { p.Units = []string{"desk"} })
	ignored := func() (n int) {
		d.update(func(tx *store.Tx) error {
			s, err := load(tx, ada)
			n = s.ignored()
			return err
		})
		return n
	}
	for i, want := range []int{1, 1, 2} {
		it := reflection(ada, fmt.Sprint("k", i), d.now)
		it.Kind = Feedback
		d.add(it)
		d.now = d.now.AddDate(0, 0, 2)
		if _, err := d.a.Tick(t.Context()); err != nil {
			t.Fatal(err)
		}
		if i == 1 {
			d.update(func(tx *store.Tx) error { return d.a.Heard(tx, ada) })
			d.update(func(tx *store.Tx) error { return d.a.Heard(tx, ada) }) // once is enough
		}
		if n := ignored(); n != want {
			t.Errorf("after message %d %d are ignored, want %d", i+1, n, want)
		}
		d.now = d.now.AddDate(0, 0, 5)
	}
	d.update(func(tx *store.Tx) error {
		var r response
		_, err := tx.GetJSON(responses.Bucket, []byte("desk"), &r)
		sent := 0
		for _, w := range r.Weeks {
			sent += w.Sent
		}
		if sent != 2 {
			t.Errorf("%d messages count for the unit, want 2", sent)
		}
		return err
	})
}

// TestFarewellIsNoActionPrompt holds that a goodbye that comes instead of something to do
// does not make room for more reflection prompts: nobody was asked to do anything.
func TestFarewellIsNoActionPrompt(t *testing.T) {
	d := newDesk(t, at(t, "2026-11-02 08:00"))
	ada := d.person("ada", nil)
	for i, kind := range []Kind{Reflection, Reflection, Feedback, Feedback, Plan} {
		it := reflection(ada, fmt.Sprint("k", i), d.now.AddDate(0, 0, 7*i))
		it.Kind = kind
		d.add(it)
	}
	said := d.until(at(t, "2026-12-05 00:00"), time.Hour)
	if n := len(said); n != 5 || !strings.HasSuffix(said[4], "goodbye") {
		t.Fatalf("said %q", said)
	}
	d.update(func(tx *store.Tx) error {
		n, err := d.a.InRow(tx, ada)
		if n != 2 {
			t.Errorf("%d reflection prompts in a row after a goodbye, want 2", n)
		}
		return err
	})
}

// TestRunWaits holds that Run hands over by itself, in time that passes by itself.
func TestRunWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, time.Now()) // midnight UTC, 1 January 2000, a Saturday
		d.a = New(slog.New(slog.DiscardHandler), d.db, heard{}, time.Now)
		d.a.Serve("web", 0)
		ada := d.person("ada", nil)
		d.update(func(tx *store.Tx) error { return d.a.Slot(tx, ada, 11*60) })
		d.add(reflection(ada, "k", time.Now()))
		ended := make(chan error, 1)
		go func() { ended <- d.a.Run(t.Context()) }()
		time.Sleep(58*time.Hour - time.Second) // Monday 10:59:59 in Amsterdam
		if n := d.pending(); n[0] != 1 {
			t.Errorf("pending before its moment: %v", n)
		}
		time.Sleep(2 * pollEvery)
		if n := d.pending(); n[0] != 0 {
			t.Errorf("pending after its moment: %v", n)
		}
	})
}

// TestWave holds that 50,000 people due on one Monday are spread over the window and
// the rate of the platform, and are all written to.
func TestWave(t *testing.T) {
	people := 50_000 / scale
	d := newDesk(t, at(t, "2026-11-20 12:00"))
	d.a.Serve("web", 0)
	crowd(d, people)
	inSteps(d, people, func(tx *store.Tx, i int) error {
		_, err := d.a.Add(tx, reflection(pseudonym(i), "wave/"+string(pseudonym(i)), at(t, "2026-11-23 08:00")))
		return err
	})
	total, most, first, last := 0, 0, time.Time{}, time.Time{}
	d.now = at(t, "2026-11-23 09:00")
	for ; d.now.Before(at(t, "2026-11-23 17:30")); d.now = d.now.Add(time.Minute) {
		n, err := d.a.Tick(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if n > 0 {
			if total == 0 {
				first = d.now
			}
			last = d.now
		}
		total, most = total+n, max(most, n)
		if total == people {
			break
		}
	}
	t.Logf("%d of %d between %s and %s, at most %d in a minute", total, people, first.Format("15:04"),
		last.Format("15:04"), most)
	if total != people || first.Before(at(t, "2026-11-23 09:30")) || last.After(at(t, "2026-11-23 16:30")) ||
		most > 10*burst {
		t.Error("that is no humane wave")
	}
}
