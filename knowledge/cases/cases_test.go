package cases

import (
	"errors"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// example returns the complete case in Dutch.
func example(t *testing.T) *Case {
	t.Helper()
	return parsed(t, string(Example(knowledge.Dutch)))
}

func parsed(t *testing.T, src string) *Case {
	t.Helper()
	c, _, problems := Parse("case.yaml", []byte(src))
	for _, p := range problems {
		t.Errorf("%s", p.String(knowledge.English))
	}
	if t.Failed() {
		t.FailNow()
	}
	return c
}

func opened(t *testing.T) *store.DB {
	t.Helper()
	db, err := store.Open(filepath.Join(t.TempDir(), "handvat.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9 {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// TestExamplesAreComplete holds that both examples are good cases that lack nothing
// but the reviews, and survive being written and read.
func TestExamplesAreComplete(t *testing.T) {
	for _, lang := range knowledge.Langs {
		c := parsed(t, string(Example(lang)))
		if n := append(Unmet(c), Missing(c)...); len(n) > 0 {
			t.Errorf("%s lacks %v", lang, n)
		}
		src, err := Format(c)
		if err != nil {
			t.Fatal(err)
		}
		again := parsed(t, string(src))
		if d := cmp.Diff(c, again); d != "" {
			t.Errorf("%s (-read +again):\n%s\n%s", lang, d, src)
		}
		if d := diff(c, again); d != nil {
			t.Errorf("%s: %v", lang, d)
		}
	}
}

// TestEachPhaseAsks takes one thing away at a time and holds that the phase says so, in
// its own words and at the place in the file.
func TestEachPhaseAsks(t *testing.T) {
	for _, tt := range []struct {
		phase  Phase
		code   string
		change func(*Case)
	}{
		{Precisie, "question", func(c *Case) { c.Question = "" }},
		{Precisie, "sponsor", func(c *Case) { c.Sponsor = Role{} }},
		{Precisie, "current", func(c *Case) { c.Goal.Current = nil }},
		{Precisie, "current", func(c *Case) { c.Goal.Current.Date = "" }},
		{Precisie, "goal-measure", func(c *Case) { c.Goal.Measure = "" }},
		{Precisie, "gap", func(c *Case) { c.Goal.Current.Value = 90 }},
		{Precisie, "gap", func(c *Case) { c.Goal.Direction = Down }},
		{Precisie, "input-target-group", func(c *Case) { c.Inputs = c.Inputs[1:] }},
		{Precisie, "input-data", func(c *Case) { c.Inputs = c.Inputs[:2] }},
		{Precisie, "intake", func(c *Case) { c.Intake[0].Answer = "" }},
		{Precisie, "factor", func(c *Case) { c.Factors, c.Solutions = nil, nil }},
		{Precisie, "factor-owner", func(c *Case) { c.Factors[0].Owner = "" }},
		{Programma, "solution", func(c *Case) { c.Solutions = nil; c.Factors = nil }},
		{Programma, "factor-open", func(c *Case) { c.Solutions = c.Solutions[:2] }},
		{Programma, "application-goal", func(c *Case) { c.Programme.Goal = "" }},
		{Programma, "indicator", func(c *Case) { c.Plan.Indicators = nil }},
		{Programma, "plan-late", func(c *Case) { c.Plan.Made = c.Plan.Rollout }},
		{Programma, "baseline", func(c *Case) { c.Plan.Indicators[0].Baseline = nil }},
		{Programma, "moment-interim",
			func(c *Case) { m := &c.Plan.Indicators[0].Moments; *m = slices.Delete(*m, 1, 2) }},
		{Programma, "isolation", func(c *Case) { c.Plan.Indicators[0].Isolation = Isolation{} }},
		{Praktijk, "delivered", func(c *Case) {
			for n := range c.Solutions {
				c.Solutions[n].Delivered = ""
			}
		}},
		{Praktijk, "solution-link", func(c *Case) { c.Solutions[0].Link = "" }},
		{Praktijk, "reading-interim",
			func(c *Case) { c.Plan.Indicators[0].Readings = c.Plan.Indicators[0].Readings[3:] }},
		{Prestatie, "reading-end", func(c *Case) { r := &c.Plan.Indicators[0].Readings; *r = (*r)[:4] }},
		{Prestatie, "anchor", func(c *Case) { c.Anchoring.Items = nil }},
		{Prestatie, "anchor-signal", func(c *Case) { c.Anchoring.Items[0].Signal = "" }},
		{Anchored, "review-12", func(c *Case) {}},
	} {
		c := example(t)
		tt.change(c)
		c.Phase = tt.phase
		all := Missing(c)
		i := slices.IndexFunc(all, func(n Need) bool { return n.Code == tt.code })
		if i < 0 {
			t.Errorf("%s does not ask for %s: %v", tt.phase, tt.code, all)
			continue
		}
		if all[i].Phase != tt.phase {
			t.Errorf("%s is asked by %s", tt.code, all[i].Phase)
		}
		if tt.phase != Anchored {
			c.Phase = Closed
			if !slices.Contains(Unmet(c), all[i]) {
				t.Errorf("a later phase forgets %s", tt.code)
			}
		}
	}
}

// TestSaveHoldsBackAndRemembers walks a case on and back.
func TestSaveHoldsBackAndRemembers(t *testing.T) {
	db, now := opened(t), time.Date(2026, 9, 14, 10, 0, 0, 0, time.UTC)
	save := func(c *Case, by By) (what []Difference, err error) {
		t.Helper()
		err = db.Update(t.Context(), func(tx *store.Tx) error {
			var err error
			what, err = Save(tx, c, by, now)
			return err
		})
		return what, err
	}
	c := &Case{ID: "terugbellen", Title: "Terugbellen", Phase: Precisie}
	if _, err := save(c, BySponsor); err != nil {
		t.Fatal(err)
	}
	c.Phase = Programma
	if _, err := save(c, BySponsor); !errors.Is(err, ErrPhase) {
		t.Errorf("a case without anything moved on: %v", err)
	}
	full := example(t)
	full.Phase, full.Adviser.Person = Praktijk, "0123456789abcdef"
	what, err := save(full, ByAdviser)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(what, Difference{"phase", "precisie", "praktijk"}) ||
		!slices.Contains(what, Difference{"goal.current.value", "", "71"}) {
		t.Errorf("the change is %v", what)
	}
	full.Goal.Current, full.Phase = nil, Precisie
	if _, err := save(full, BySponsor); err != nil {
		t.Errorf("a case cannot go back: %v", err)
	}
	if what, err := save(full, BySponsor); err != nil || what != nil {
		t.Errorf("nothing changed, yet %v %v", what, err)
	}
	full.Factors[0].Severity = 9
	if _, err := save(full, BySponsor); err == nil {
		t.Error("an impossible severity was kept")
	}
	if err := db.View(t.Context(), func(tx *store.Tx) error {
		c, ok := Get(tx, "terugbellen")
		if !ok || c.Adviser.Person != "0123456789abcdef" || c.Phase != Precisie {
			t.Errorf("%+v %v", c, ok)
		}
		h := History(tx, "terugbellen")
		if len(h) != 3 || h[1].By != ByAdviser || !h[1].At.Equal(now) ||
			!slices.Contains(h[2].What, Difference{"phase", "praktijk", "precisie"}) {
			t.Errorf("the history is %v", h)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

func TestPruneKeepsWhatLives(t *testing.T) {
	db, now := opened(t), time.Date(2026, 9, 14, 10, 0, 0, 0, time.UTC)
	open, done := &Case{ID: "open", Title: "Open", Phase: Precisie}, example(t)
	done.Phase = Closed
	for n := range done.Anchoring.Items {
		for _, m := range ReviewMonths {
			done.Anchoring.Items[n].Reviews = append(done.Anchoring.Items[n].Reviews, Review{Months: m, Answer: Still})
		}
	}
	err := db.Update(t.Context(), func(tx *store.Tx) error {
		_, err := Save(tx, open, ByFile, now)
		_, err2 := Save(tx, done, ByFile, now)
		return errors.Join(err, err2)
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		when time.Time
		left int
	}{{now.AddDate(0, privacy.KeepCaseAfter, 0).Add(-time.Second), 2}, {now.AddDate(0, privacy.KeepCaseAfter, 0), 1},
		{now.AddDate(9, 0, 0), 1}} {
		if err := Tables()[0].Prune(t.Context(), db, tt.when); err != nil {
			t.Fatal(err)
		}
		if err := db.View(t.Context(), func(tx *store.Tx) error {
			all, h := All(tx), History(tx, done.ID)
			if len(all) != tt.left || all[len(all)-1].ID != "open" && tt.left == 1 || (tt.left == 1) != (len(h) == 0) {
				t.Errorf("%v: left are %d, history %v", tt.when, len(all), h)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
}

func TestGapFollowsTheDirection(t *testing.T) {
	for _, tt := range []struct {
		dir             Direction
		now, want, left float64
	}{{Up, 71, 90, 19}, {Down, 40, 15, 25}, {Up, 90, 90, 0}, {Up, 95, 90, -5}, {Down, 10, 15, -5}} {
		gap, known := Goal{Direction: tt.dir, Current: &Figure{Value: tt.now}, Target: &Figure{Value: tt.want}}.Gap()
		if !known || gap != tt.left {
			t.Errorf("%+v: %v %v", tt, gap, known)
		}
	}
	if _, known := (Goal{Direction: Up, Target: &Figure{Value: 3}}).Gap(); known {
		t.Error("a gap without a current value")
	}
}

// TestAMissedMomentIsMissing holds that a moment without a reading is missed, never a
// value.
func TestAMissedMomentIsMissing(t *testing.T) {
	i := Indicator{Readings: []Reading{{Date: "2026-12-20", Value: 3}, {Date: "2027-01-20", Value: 5}}}
	m := Moment{Kind: AtInterim, Date: "2027-01-15"}
	for _, tt := range []struct {
		readings []Reading
		absent   string
		today    Day
		want     MomentState
		value    float64
	}{
		{i.Readings, "", "2027-01-15", Met, 5},
		{i.Readings[:1], "", "2027-01-14", Planned, 0},
		{i.Readings[:1], "", "2027-01-15", Due, 0},
		{i.Readings[:1], "", "2027-01-29", Due, 0},
		{i.Readings[:1], "", "2027-01-30", Missed, 0},
		{nil, "nobody knew", "2027-01-16", Missed, 0},
	} {
		m.Absent = tt.absent
		state, r := Indicator{Readings: tt.readings}.At(m, tt.today)
		if state != tt.want || r.Value != tt.value {
			t.Errorf("%+v: %s %v", tt, state, r)
		}
	}
}

func TestStanding(t *testing.T) {
	i := Indicator{Direction: Up, Baseline: &Figure{71, "2026-10-31"}, Target: &Figure{90, "2027-03-31"}}
	if s := i.Standing(); s != NoData {
		t.Error(s)
	}
	// the line is at 77.05 on 18 December
	for v, want := range map[float64]Standing{76: Behind, 77.2: OnCourse, 70: Behind} {
		i.Readings = []Reading{{Date: "2026-12-18", Value: v}}
		if s := i.Standing(); s != want {
			t.Errorf("%v is %s", v, s)
		}
	}
	down := Indicator{Direction: Down, Baseline: &Figure{40, "2026-10-31"}, Target: &Figure{15, "2027-03-31"},
		Readings: []Reading{{Date: "2027-04-30", Value: 14}}}
	if s := down.Standing(); s != OnCourse {
		t.Error(s)
	}
}

func TestDayPlus(t *testing.T) {
	for _, tt := range []struct {
		from   Day
		months int
		days   int
		want   Day
	}{{"2027-01-31", 1, 0, "2027-02-28"}, {"2027-03-31", 3, 0, "2027-06-30"}, {"2027-11-30", 3, 0, "2028-02-29"},
		{"2026-12-30", 0, 3, "2027-01-02"}, {"", 3, 0, ""}} {
		if got := tt.from.Plus(tt.months, tt.days); got != tt.want {
			t.Errorf("%s plus %d months %d days is %s, want %s", tt.from, tt.months, tt.days, got, tt.want)
		}
	}
}

func TestReviewsAreAtRiskWhenNobodyAnswers(t *testing.T) {
	a := Anchoring{Start: "2027-03-31",
		Items: []Anchor{{ID: "x", Reviews: []Review{{Months: 1, Answer: Sometimes}, {Months: 6, Answer: Slipped}}}}}
	for _, tt := range []struct {
		months int
		today  Day
		day    Day
		want   ReviewState
	}{{1, "2027-05-01", "2027-04-30", ReviewDone}, {3, "2027-06-29", "2027-06-30", ReviewPlanned},
		{3, "2027-07-14", "2027-06-30", ReviewDue}, {3, "2027-07-15", "2027-06-30", AtRisk},
		{6, "2027-10-01", "2027-09-30", AtRisk}} {
		day, state, _ := a.Review(a.Items[0], tt.months, tt.today)
		if day != tt.day || state != tt.want {
			t.Errorf("%+v: %s %s", tt, day, state)
		}
	}
}

func TestRemarks(t *testing.T) {
	c := example(t)
	if r := Remarks(c); len(r) != 0 {
		t.Errorf("the example has remarks: %v", r)
	}
	c.Programme.Aids, c.Support.Financial.Owner, c.Worth.Costs.Anchoring, c.Worth.Costs.AnchoringTime = nil, "", 0, 0
	c.Plan.Indicators = c.Plan.Indicators[2:]
	c.Factors[2].Category = Capacity
	want := []Remark{NoBusinessValue, MostEnvironment, TackedOn, NoAnchoringCost, NoFinancial}
	if r := Remarks(c); !slices.Equal(r, want) {
		t.Errorf("%v, want %v", r, want)
	}
}

// TestNoRatio holds that the tags of 70:20:10 are counted and held against nothing.
func TestNoRatio(t *testing.T) {
	c := example(t)
	if n := c.Tags(); n[InWork] != 2 || n[Together] != 1 || n[Formal] != 0 {
		t.Error(n)
	}
	c.Solutions = []Solution{{ID: "course", Text: "A course", Kind: Learning, Tag: Formal, Owner: "x",
		Factor: "geen-recht"}}
	for _, r := range Remarks(c) {
		if strings.Contains(string(r), "70") {
			t.Error(r)
		}
	}
}
