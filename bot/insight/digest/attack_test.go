package digest

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// An act is what somebody did.
type act struct {
	kind   journal.Kind
	detail string
	aid    string
	n      int
}

// TestDigestsGiveNobodyAway plays someone who reads every digest of every unit, week after
// week, knows who works where, and moves people between units as they like, also in the
// middle of a week. For every number they read, and every sum or difference of numbers of
// units, and of parts and wholes of a question, it is looked up whose acts it is made of:
// never those of one to four people, and when the group was raised after the week, never
// of fewer than that. In any two weeks of the year a unit's group is the same, or five
// people came or went.
func TestDigestsGiveNobodyAway(t *testing.T) {
	db, err := store.Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tl := counts.New(db, amsterdam)
	checks(t, 60)
	round, moves, stretches := 0, 0, 0
	var told, shares, items [2]int // of the group that held, and of one that it was raised to later
	rapid.Check(t, func(t *rapid.T) {
		round++
		org := newOrganisation(t, round)
		err := db.Update(context.Background(), func(tx *store.Tx) error {
			var before []attacker
			var quarter []weekRead
			for range year { // weeks have nothing in common to subtract but who is counted where
				fs, rests, read, err := org.week(tx, tl)
				if err != nil {
					return err
				}
				if quarter = append(quarter, weekRead{read, fs, rests}); len(quarter) == year/4 {
					n, err := readQuarter(t, tx, quarter)
					if err != nil {
						return err
					}
					stretches, quarter = stretches+n, nil
				}
				last := 0
				for _, b := range before {
					last = read.moved(b)
				}
				moves += last
				before = append(before, read)
				for i, k := range []int{K, rapid.IntRange(K+1, 12).Draw(t, "raised to")} {
					read.k = k
					var of []Facts // as they are read
					for _, f := range fs {
						of = append(of, f.For(privacy.Group(k)))
					}
					for _, q := range append(questions, minutesSaved) {
						told[i] += read.question(of, q)
					}
					shares[i] += read.shares(of)
					items[i] += read.lists(of)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
	t.Logf("%d organisations, %v exact figures, %v shares, %v list items, %d moves, %d figures of a quarter", round,
		told, shares, items, moves, stretches)
	if min(told[0], told[1]) < 100 || min(shares[0], shares[1]) < 20 || min(items[0], items[1]) < 50 ||
		items[0] < 100 || moves < 5 || stretches < 20 {
		t.Error("too little was told for this to mean anything")
	}
}

// year is how many weeks the attacker reads.
const year = 52

// checks lets rapid look at n cases in this test.
func checks(t *testing.T, n int) {
	f := flag.Lookup("rapid.checks")
	was := f.Value.String()
	if err := f.Value.Set(strconv.Itoa(n)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Value.Set(was) }) // what it was it takes
}

// An organisation is people in units, whom the attacker moves.
type organisation struct {
	t     *rapid.T
	units []Unit
	in    []string // by person
	first int      // the number of the first person
	w     counts.Week
	busy  int
	rare  int // how many of what people could do they leave, for each they do
}

func newOrganisation(t *rapid.T, round int) *organisation {
	o := &organisation{t: t, units: randomTree(t, 6), first: 1000 * round, w: week47 + counts.Week((year+8)*round),
		busy: rapid.IntRange(1, 4).Draw(t, "busy"), rare: rapid.SampledFrom([]int{0, 0, 15}).Draw(t, "rare")}
	for i := range o.units { // of this organisation alone
		u := &o.units[i]
		u.ID += fmt.Sprint(round)
		if u.Parent != "" {
			u.Parent += fmt.Sprint(round)
		}
	}
	o.in = make([]string, rapid.IntRange(8, 40).Draw(t, "people"))
	for p := range o.in {
		o.in[p] = rapid.SampledFrom(o.units).Draw(t, "unit").ID
	}
	for i := range o.units {
		o.units[i].Own = 0
		for _, u := range o.in {
			if u == o.units[i].ID {
				o.units[i].Own++
			}
		}
	}
	return o
}

// week lets a week go by, and returns its facts and who reads them.
func (o *organisation) week(tx *store.Tx, tl *counts.Counts) ([]Facts, Rests, attacker, error) {
	read := attacker{t: o.t, tree: newTree(o.units), acts: map[int][]act{}, home: map[int]string{}, k: K}
	for day := range 5 {
		if rapid.IntRange(0, 2).Draw(o.t, "moves") == 0 { // one person, or a few
			to := rapid.SampledFrom(o.units).Draw(o.t, "to").ID
			for range rapid.IntRange(1, 6).Draw(o.t, "movers") {
				o.in[rapid.IntRange(0, len(o.in)-1).Draw(o.t, "mover")] = to
			}
		}
		at := o.w.Monday(amsterdam).AddDate(0, 0, day).Add(9 * time.Hour)
		for p := range o.in {
			for range rapid.IntRange(0, o.busy).Draw(o.t, "acts") {
				if rapid.IntRange(0, o.rare).Draw(o.t, "left") > 0 {
					continue
				}
				a := rapid.SampledFrom(possible).Draw(o.t, "act")
				read.acts[p] = append(read.acts[p], a)
				e := journal.Entry{Time: at, Kind: a.kind, Detail: a.detail, Aid: a.aid, Value: a.n, Unit: o.in[p],
					Person: who(o.first + p)}
				if err := journal.Append(tx, e); err != nil {
					return nil, Rests{}, read, err
				}
			}
		}
	}
	if err := tl.UpdateTx(tx); err != nil {
		return nil, Rests{}, read, err
	}
	for p := range o.in {
		unit, ok, err := home(tx, o.w, who(o.first+p))
		if err != nil {
			return nil, Rests{}, read, err
		}
		if ok {
			read.home[p] = unit
		}
	}
	rs, err := counts.ReadWeek(tx, o.w)
	fs, rests := CompileWeek(o.w, o.units, rs, counts.Days(tx, o.w), K)
	o.w++
	return fs, rests, read, err
}

// home reads in which unit a person is counted in a week from their record, which nobody but the counting reads:
// the unit they were last seen in, the week, the unit they began in, then the week and the unit of each move.
func home(tx *store.Tx, w counts.Week, person string) (unit string, ok bool, err error) {
	id, err := hex.DecodeString(person)
	if err != nil {
		return "", false, err
	}
	b, ok := tx.Get("tally.home", id)
	if !ok {
		return "", false, nil
	}
	var stays []uint64
	for len(b) > 0 {
		n, size := binary.Uvarint(b)
		if size <= 0 {
			return "", false, errors.New("a damaged record")
		}
		stays, b = append(stays, n), b[size:]
	}
	at := stays[2]
	for i := 3; i < len(stays) && counts.Week(stays[i]) <= w; i += 2 {
		at = stays[i+1]
	}
	unit, err = journal.Word(tx, at)
	return unit, true, err
}

// minutesSaved is what is told of time saved, as far as whose it is goes.
var minutesSaved = question{name: Saved, all: keys(journal.Rated, "minutes-50-60")}

// possible is what people do.
var possible = []act{
	{kind: journal.Asked, detail: "answer"}, {kind: journal.Asked, detail: "answer"},
	{kind: journal.Asked, detail: "none"},
	{kind: journal.Shown, aid: "x"}, {kind: journal.Shown, aid: "y"},
	{kind: journal.Outcome, aid: "x", detail: "helped"}, {kind: journal.Outcome, aid: "x", detail: "not"},
	{kind: journal.Outcome, aid: "y", detail: "helped"},
	{kind: journal.Reason, aid: "x", detail: "no-time"}, {kind: journal.Reason, aid: "x", detail: "too-long"},
	{kind: journal.Applied, aid: "x", detail: "yes"}, {kind: journal.Applied, aid: "x", detail: "failed"},
	{kind: journal.FactorReported, detail: "resources"}, {kind: journal.FactorReported, detail: "leadership"},
	{kind: journal.PlanMade},
	{kind: journal.Rated, detail: "room", n: 4}, {kind: journal.Rated, detail: "room", n: 2},
	{kind: journal.Rated, detail: "minutes-50-60", n: 60},
}

// An attacker has the digests of a week.
type attacker struct {
	t    *rapid.T
	tree *tree
	acts map[int][]act
	home map[int]string
	k    int // of how many people everything must be
}

// moved counts who is counted in another unit than in a week before. Who was not active
// yet in that week was where they were first.
func (a attacker) moved(before attacker) (n int) {
	changes := map[string]int{}
	for p, unit := range a.home {
		was, known := before.home[p]
		if !known {
			before.home[p] = unit
		}
		if known && was != unit {
			changes[was]++
			changes[unit]++
			n++
		}
	}
	for unit, n := range changes {
		if n < K {
			a.t.Fatalf("%d people came to or went from %s", n, unit)
		}
	}
	return n
}

// people are those counted in a unit or below it who did what one of the keys counts.
func (a attacker) people(u int, ks []counts.Key) map[int]bool {
	in := a.tree.within(u)
	who := map[int]bool{}
	for p, acts := range a.acts {
		at, ok := a.tree.at[a.home[p]]
		if !ok || in[at] == 0 {
			continue
		}
		if slices.ContainsFunc(acts, func(x act) bool { return slices.ContainsFunc(ks, x.is) }) {
			who[p] = true
		}
	}
	return who
}

func (x act) is(k counts.Key) bool {
	return x.kind == k.Kind && (k.Detail == "" || x.detail == k.Detail) && (k.Aid == "" || x.aid == k.Aid) &&
		(k.N == 0 || x.n == k.N)
}

// question combines all that is told exactly of a question. Each number is a sum over
// places (a unit, and one side of the question); whatever sum of places can be found
// must hold nobody at all who could have been in it, or five people who were.
func (a attacker) question(fs []Facts, q question) (told int) {
	sides := [][]counts.Key{q.all}
	if q.yes != nil {
		sides = [][]counts.Key{q.yes, q.no}
	}
	var known [][]int
	add := func(u int, which ...bool) {
		told++
		in := a.tree.within(u)
		v := make([]int, len(in)*len(sides))
		for s := range sides {
			for i, n := range in {
				if which[s] {
					v[s*len(in)+i] = n
				}
			}
		}
		known = append(known, v)
	}
	for u := range a.tree.units {
		total, f := q.name, fs[u].Figures[q.name]
		if q.name == Answered {
			total = Asked
		}
		if q.yes == nil {
			if f.Exact() {
				add(u, true)
			}
			continue
		}
		if t := fs[u].Figures[total]; !f.Withheld || !t.Withheld {
			add(u, true, true) // N of the figure is the whole
		}
		if f.Exact() {
			add(u, true, false)
		}
	}
	units := len(a.tree.units)
	combine(known, func(coef []int) {
		if !slices.Contains(coef, 1) || slices.ContainsFunc(coef, func(n int) bool { return n != 0 && n != 1 }) {
			return
		}
		who, members := map[int]bool{}, 0
		for s := range sides {
			for u := range units {
				if coef[s*units+u] == 0 {
					continue
				}
				members += a.tree.units[u].Own
				for p := range a.people(u, sides[s]) {
					if a.home[p] == a.tree.units[u].ID {
						who[p] = true
					}
				}
			}
		}
		if len(who) < a.k && (members > 0 || len(who) > 0) {
			a.t.Fatalf("%s: of what is told, %v can be found: it is about %d people %v. Units %v, people %v", q.name,
				coef, len(who), who, a.tree.units, a.home)
		}
	})
	return told
}

// shares are of five people or more, and never of all of a unit.
func (a attacker) shares(fs []Facts) (n int) {
	for u, f := range fs {
		for _, q := range questions {
			if fig := f.Figures[q.name]; fig.Share != "" {
				n++
				if who := a.people(u, q.all); len(who) < a.k || fig.People > len(who) || fig.Value != 0 {
					a.t.Fatalf("%s of %s: %+v is about %v", q.name, f.Unit, fig, who)
				}
			}
		}
	}
	return n
}

// lists hold what enough people had to do with, and tell of how many by fives.
func (a attacker) lists(fs []Facts) (n int) {
	for u, f := range fs {
		check := func(it Item, need int, k counts.Key) {
			n++
			if who := a.people(u, []counts.Key{k}); len(who) < need || it.People > len(who) || it.People%a.k != 0 {
				a.t.Fatalf("%s tells of %+v, which is about %v", f.Unit, it, who)
			}
		}
		for _, it := range f.Most {
			check(it, a.k, counts.Key{Kind: journal.Shown, Aid: it.Key})
		}
		for _, it := range f.Hard {
			check(it, a.k, counts.Key{Kind: journal.Outcome, Aid: it.Key, Detail: "not"})
		}
		for _, it := range f.Reasons {
			need := a.k
			if it.Key == "no-time" {
				need = 2 * a.k
			}
			check(it, need, counts.Key{Kind: journal.Reason, Detail: it.Key})
		}
		for _, c := range []string{"resources", "leadership"} {
			fig, ok := f.Figures[Factor+c]
			need := map[string]int{"resources": a.k, "leadership": 2 * a.k}[c]
			if who := a.people(u, keys(journal.FactorReported, c)); ok && !fig.Withheld && len(who) < need {
				a.t.Fatalf("%s tells %+v of %s, which %v reported", f.Unit, fig, c, who)
			}
		}
		if r := f.Figures[Reach]; r.Exact() {
			if who := a.people(u, keys(journal.Asked, "")); len(who) < a.k || r.N-r.Value < a.k {
				a.t.Fatalf("%s tells that %d of %d asked", f.Unit, r.Value, r.N)
			}
		}
	}
	return n
}

// TestFactsDependOnTheirWeekOnly holds that no other week is in what is told of a week, so
// that the digests of two weeks have nothing in common to subtract.
func TestFactsDependOnTheirWeekOnly(t *testing.T) {
	w := serviceWeek(t)
	before := w.compile(week47)
	w.now = w.now.AddDate(0, 0, 7)
	w.did("ks", span(1, 20), journal.Entry{Kind: journal.Asked, Detail: "answer"})
	after := w.compile(week47)
	if fmt.Sprint(before) != fmt.Sprint(after) {
		t.Errorf("the week after changes the week:\n%v\n%v", before, after)
	}
}
