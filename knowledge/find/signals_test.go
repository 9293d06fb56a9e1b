package find_test

import (
	"context"
	"slices"
	"testing"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find"
)

// TestSignalsBesideText has two aids with the same text; what sets them apart decides
// which comes first, and the signal is named on the aid that has it.
func TestSignalsBesideText(t *testing.T) {
	type aidOf = func(a *knowledge.Aid)
	moment := func(m knowledge.Moment) aidOf {
		return func(a *knowledge.Aid) { a.Moments = []knowledge.Moment{m} }
	}
	audience := func(role string) aidOf { return func(a *knowledge.Aid) { a.Audience = []string{role} } }
	review := func(months int) aidOf { return func(a *knowledge.Aid) { a.ReviewBy = noon.AddDate(0, months, 0) } }
	for _, tt := range []struct {
		name        string
		better      aidOf
		worse       aidOf
		query       find.Query
		signal      string
		ofTheBetter bool // the signal raises the better, rather than lowering the worse
	}{
		{"moment of need", moment(knowledge.Change), moment(knowledge.New),
			find.Query{Moment: knowledge.Change}, "moment", true},
		{"a tie goes to apply", moment(knowledge.Apply), moment(knowledge.More),
			find.Query{Moment: knowledge.Change}, "work", true},
		{"a tie goes to solve", moment(knowledge.Solve), moment(knowledge.New),
			find.Query{Moment: knowledge.Change}, "work", true},
		{"role", audience("manager"), audience("employee"),
			find.Query{Audience: []string{"employee", "manager"}}, "role", true},
		{"a recipe before a page", func(*knowledge.Aid) {}, func(a *knowledge.Aid) { a.Source = "https://example.org" },
			find.Query{}, "page", false},
		{"reviewed before overdue", review(1), review(-1),
			find.Query{}, "overdue", false},
	} {
		for _, swapped := range []bool{false, true} { // so that order of name decides nothing
			better := aid("nl", "a", "Leen een dienstfiets", "kan ik een fiets lenen?")
			worse := aid("nl", "b", "Leen een dienstfiets", "kan ik een fiets lenen?")
			if swapped {
				better.Slug, worse.Slug = worse.Slug, better.Slug
			}
			tt.better(better)
			tt.worse(worse)
			f, _ := open(t)
			check(t, f.Sync(context.Background(), append(office(), better, worse), nil))
			q := tt.query
			q.Text, q.Now = "fiets lenen", noon
			r, err := f.Find(context.Background(), q)
			check(t, err)
			if len(r.Hits) < 2 || r.Hits[0].Key != better.Key() || r.Hits[1].Key != worse.Key() {
				t.Errorf("%s: got %v", tt.name, r.Hits)
				continue
			}
			has := func(h find.Hit) bool {
				return slices.ContainsFunc(h.Signals, func(s find.Signal) bool { return s.Name == tt.signal })
			}
			if has(r.Hits[0]) != tt.ofTheBetter || has(r.Hits[1]) == tt.ofTheBetter {
				t.Errorf("%s: signals %+v and %+v", tt.name, r.Hits[0].Signals, r.Hits[1].Signals)
			}
		}
	}
}

// TestWhatHelpedOthers expects a confirmed question to lift an aid above its twin, and
// the reason to be told.
func TestWhatHelpedOthers(t *testing.T) {
	f, db := open(t)
	a, b := aid("nl", "a", "Leen een dienstfiets"), aid("nl", "b", "Leen een dienstfiets")
	check(t, f.Sync(context.Background(), append(office(), a, b), nil))
	for _, p := range []string{"p1", "p2", "p3", "p4", "p5"} {
		confirm(t, f, db, p, "op de fiets naar de klant", "b", true, noon)
	}
	r := ask(t, f, "met de fiets naar een klant")
	if got := first(r); got != "nl/b" {
		t.Errorf("got %s", got)
	}
	told := func(s find.Signal) bool { return s.Name == "phrasings" && s.Weight > 0 }
	if !slices.ContainsFunc(r.Hits[0].Signals, told) {
		t.Errorf("no signal of phrasings: %+v", r.Hits[0].Signals)
	}
}

// TestTeamsAreOfEveryone expects an aid for teams to be found by everybody.
func TestTeamsAreOfEveryone(t *testing.T) {
	team := aid("nl", "terugblik", "Blik samen terug", "hoe kijken we terug?")
	team.Audience = []string{"team", "manager"}
	f, _ := open(t)
	check(t, f.Sync(context.Background(), append(office(), team), nil))
	q := find.Query{Text: "hoe kijken we terug?", Audience: []string{"employee"}, Now: noon}
	r, err := f.Find(context.Background(), q)
	check(t, err)
	if got := first(r); got != "nl/terugblik" {
		t.Errorf("got %s", got)
	}
}
