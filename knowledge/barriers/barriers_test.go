package barriers_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/handvat/handvat/knowledge/barriers"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

var (
	wednesday = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	nextWeek  = wednesday.AddDate(0, 0, 7)
	resources = barriers.Factor{Category: cases.Resources}
	support   = barriers.Factor{Category: cases.Leadership}
)

// A desk is a store with units: "service", with "desk" and "field" below it.
type desk struct {
	t  testing.TB
	db *store.DB
}

func open(t testing.TB) *desk {
	db, err := store.Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	d := &desk{t, db}
	r := new(people.Roster)
	if ps := r.Read("units.csv",
		[]byte("unit,name,parent\nservice,Service,\ndesk,Desk,service\nfield,Field,service\n")); len(ps) > 0 {
		t.Fatal(ps)
	}
	d.update(func(tx *store.Tx) error {
		plan, ps, err := r.Plan(tx)
		if err != nil || len(ps) > 0 {
			t.Fatal(err, ps)
		}
		return plan.Apply(tx, wednesday)
	})
	return d
}

func (d *desk) update(f func(*store.Tx) error) {
	d.t.Helper()
	if err := d.db.Update(d.t.Context(), f); err != nil {
		d.t.Fatal(err)
	}
}

func person(n int) people.ID { return people.ID(fmt.Sprintf("%016x", n+1)) }

// report lets people number from to to report a factor, each with an aid.
func (d *desk) report(unit string, f barriers.Factor, from, to int, aid string, at time.Time) {
	d.t.Helper()
	d.update(func(tx *store.Tx) error {
		for n := from; n < to; n++ {
			if _, err := barriers.Add(tx, barriers.Report{Person: person(n), Unit: unit, Factor: f, Aid: aid,
				Time: at}); err != nil {
				return err
			}
		}
		return nil
	})
}

// says is what is told of a unit, a line for each factor.
func (d *desk) says(unit string, at time.Time) string {
	d.t.Helper()
	var lines []string
	d.update(func(tx *store.Tx) error {
		all, err := barriers.Visible(tx, unit, at, time.UTC)
		for _, s := range all {
			lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %d %s %s", s.Factor, s.People, s.Answer.State,
				strings.Join(s.Aids, " "))))
		}
		return err
	})
	return strings.Join(lines, "; ")
}

func (d *desk) want(what, got, want string) {
	d.t.Helper()
	if strings.Join(strings.Fields(got), " ") != want {
		d.t.Errorf("%s: told %q, want %q", what, got, want)
	}
}

// TestFourPeopleAreNotTold holds that a hundred reports of four people are not told, and
// that the fifth person is told from the week after on.
func TestFourPeopleAreNotTold(t *testing.T) {
	d := open(t)
	for n := range 100 {
		d.report("desk", resources, n%4, n%4+1, fmt.Sprintf("aid-%d", n%7), wednesday.Add(time.Duration(n)*time.Minute))
	}
	d.want("four people", d.says("desk", nextWeek), "")
	d.report("desk", resources, 4, 5, "aid-1", wednesday)
	d.want("five people, this week", d.says("desk", wednesday.Add(time.Hour)), "")
	d.want("five people", d.says("desk", nextWeek), "resources 5 aid-1")
	d.want("the unit above", d.says("service", nextWeek), "resources 5 aid-1")
	d.want("the unit beside", d.says("field", nextWeek), "")
	d.report("desk", resources, 5, 9, "", wednesday)
	d.want("nine people", d.says("desk", nextWeek), "resources 5 aid-1")
	d.want("what it says of them after 120 days", d.says("desk", wednesday.Add(privacy.KeepUse+24*time.Hour)), "")
}

// TestSensitiveFactorsNeedTen holds that what is said of leadership needs twice as many.
func TestSensitiveFactorsNeedTen(t *testing.T) {
	d := open(t)
	d.report("desk", support, 0, 9, "", wednesday)
	d.want("nine people", d.says("desk", nextWeek), "")
	d.report("desk", support, 9, 10, "", wednesday)
	d.want("ten people", d.says("desk", nextWeek), "leadership 10")
	d.report("desk", barriers.Factor{Category: cases.Skill, Helps: true}, 0, 5, "", wednesday)
	d.want("what helps comes after what blocks", d.says("desk", nextWeek), "leadership 10; helps-skill 5")
}

// TestASumDoesNotBetrayItsParts holds that the few of one unit are not the difference
// between the unit above and the unit beside.
func TestASumDoesNotBetrayItsParts(t *testing.T) {
	d := open(t)
	d.report("desk", resources, 0, 8, "", wednesday)
	d.report("field", resources, 8, 10, "", wednesday)
	d.want("the sum", d.says("service", nextWeek), "resources 5")
	d.report("field", resources, 10, 12, "", wednesday)
	d.want("the sum with four of them", d.says("service", nextWeek), "resources 5")
	d.report("field", resources, 12, 13, "", wednesday)
	d.want("the sum with five of them", d.says("service", nextWeek), "resources 10")
}

// TestAnswer follows a factor from open over agreed to gone, and a new beginning.
func TestAnswer(t *testing.T) {
	d := open(t)
	boss := person(99)
	agree := func(at time.Time, a barriers.Answer) (err error) {
		d.update(func(tx *store.Tx) error {
			err = barriers.Agree(tx, "desk", resources, a, at, time.UTC)
			return nil
		})
		return err
	}
	d.report("desk", resources, 0, 4, "", wednesday)
	if err := agree(nextWeek, barriers.Answer{Response: cases.Remove, Owner: boss}); !errors.Is(err,
		barriers.ErrTooFew) {
		t.Errorf("agreed on what four people reported: %v", err)
	}
	d.report("desk", resources, 4, 5, "", wednesday)
	if err := agree(nextWeek, barriers.Answer{Response: cases.Remove}); !errors.Is(err, barriers.ErrNoOwner) {
		t.Errorf("agreed without an owner: %v", err)
	}
	if err := agree(nextWeek, barriers.Answer{Response: cases.Remove, Owner: boss, Name: "Bo"}); err != nil {
		t.Fatal(err)
	}
	d.want("agreed", d.says("desk", nextWeek), "resources 5 agreed")
	d.update(func(tx *store.Tx) error {
		return barriers.Settle(tx, "desk", resources, cases.Gone, time.Time{}, nextWeek)
	})
	d.want("gone", d.says("desk", nextWeek), "resources 0 gone")
	d.report("desk", resources, 0, 5, "", nextWeek.Add(time.Hour))
	d.want("back again", d.says("desk", nextWeek.AddDate(0, 0, 7)), "resources 5 gone")
	if err := agree(nextWeek.AddDate(0, 0, 7), barriers.Answer{Response: cases.Accept, Owner: boss}); err != nil {
		t.Fatal(err)
	}
	d.want("accepted", d.says("desk", nextWeek.AddDate(0, 0, 7)), "resources 0 accepted")
	d.update(func(tx *store.Tx) error { return forget(tx, boss) })
	if in := d.holds(string(boss)); in != nil {
		t.Errorf("an owner who is gone is in %q", in)
	}
}

func (d *desk) holds(text string) (in []string) {
	d.update(func(tx *store.Tx) error {
		for b := range tx.Buckets() {
			for k, v := range tx.Scan(b, nil, nil) {
				if strings.Contains(string(k)+string(v), text) {
					in = append(in, b)
					break
				}
			}
		}
		return nil
	})
	return in
}

func forget(tx *store.Tx, id people.ID) (err error) {
	for _, table := range barriers.Tables() {
		err = errors.Join(err, table.Check(), table.Forget(tx, string(id)))
	}
	return err
}

func (d *desk) prune(now time.Time) {
	d.t.Helper()
	for _, table := range barriers.Tables() {
		if err := table.Prune(d.t.Context(), d.db, now); err != nil {
			d.t.Fatal(err)
		}
	}
}

// TestReportsGo holds that a report is gone when it is taken back, when its reporter is
// forgotten, and after 120 days.
func TestReportsGo(t *testing.T) {
	d := open(t)
	d.report("desk", resources, 0, 3, "aid", wednesday)
	d.update(func(tx *store.Tx) error {
		kept, err := barriers.Tables()[0].Kept(tx, string(person(0)))
		const want = `{"Unit":"desk","Factor":"resources","Aid":"aid","Time":"2026-11-25T12:00:00Z"}`
		if len(kept) != 1 || string(kept[0]) != want {
			t.Errorf("kept %s", kept)
		}
		return errors.Join(err, barriers.TakeBack(tx, person(0), resources), forget(tx, person(1)))
	})
	for n, want := range [][]string{nil, nil, {"barrier.mine", "barrier.report"}} {
		if in := d.holds(string(person(n))); !slices.Equal(in, want) {
			t.Errorf("person %d is in %q, want %q", n, in, want)
		}
	}
	d.prune(wednesday.Add(privacy.KeepUse - time.Second))
	if in := d.holds(string(person(2))); in == nil {
		t.Error("gone within 120 days")
	}
	d.prune(wednesday.Add(privacy.KeepUse))
	if in := d.holds(string(person(2))); in != nil {
		t.Errorf("after 120 days still in %q", in)
	}
}

// TestWhoLeavesIsNotMissed holds that what is told of five stays as it was when one of them is forgotten, and knows
// nothing of who that was, for as long as their report would have counted; and that of four nothing stays.
func TestWhoLeavesIsNotMissed(t *testing.T) {
	d := open(t)
	d.report("desk", resources, 0, 5, "aid", wednesday)
	d.report("desk", barriers.Factor{Category: cases.Skill}, 0, 4, "", wednesday)
	const before = "resources 5 aid"
	d.want("before", d.says("desk", nextWeek), before)
	d.update(func(tx *store.Tx) error { return forget(tx, person(0)) })
	d.want("once one is forgotten", d.says("desk", nextWeek), before)
	d.want("above", d.says("service", nextWeek), before)
	if in := d.holds(string(person(0))); in != nil {
		t.Errorf("who is forgotten is in %q", in)
	}
	d.report("desk", barriers.Factor{Category: cases.Skill}, 10, 11, "", wednesday)
	d.want("four that are left, of five", d.says("desk", nextWeek), before)
	d.prune(wednesday.Add(privacy.KeepUse))
	d.want("in the end", d.says("desk", nextWeek), "")
}

// TestNothingIsToldOfTheFew plays reports at random and holds that whatever is told rests
// on enough people, says no more than that, and never on a few of a part only.
func TestNothingIsToldOfTheFew(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		d := open(t)
		f := rapid.SampledFrom([]barriers.Factor{resources, support}).Draw(r, "factor")
		smallest := rapid.SampledFrom([]int{5, 8}).Draw(r, "smallest group")
		d.update(func(tx *store.Tx) error { return privacy.Raise(tx, smallest) })
		k := smallest
		if f.Category == cases.Leadership || f.Category == cases.Capacity {
			k *= 2
		}
		by := map[string]map[int]bool{"service": {}, "desk": {}, "field": {}}
		for range rapid.IntRange(0, 60).Draw(r, "reports") {
			unit, n := rapid.SampledFrom([]string{"service", "desk", "field"}).Draw(r, "unit"),
				rapid.IntRange(0, 25).Draw(r, "person")
			by[unit][n] = true
		}
		d.update(func(tx *store.Tx) error {
			for unit, who := range by {
				for n := range who {
					if _, err := barriers.Add(tx, barriers.Report{Person: person(n), Unit: unit, Factor: f,
						Time: wednesday}); err != nil {
						return err
					}
				}
			}
			return nil
		})
		told, few := map[int]bool{}, map[int]bool{}
		for _, who := range by {
			into := told
			if len(who) < k {
				into = few
			}
			for n := range who {
				into[n] = true
			}
		}
		most := len(told)
		if len(few) >= k {
			for n := range few {
				told[n] = true
			}
			most = len(told)
		}
		for unit, limit := range map[string]int{"service": most, "desk": len(by["desk"]), "field": len(by["field"])} {
			d.update(func(tx *store.Tx) error {
				all, err := barriers.Visible(tx, unit, nextWeek, time.UTC)
				for _, s := range all {
					if s.People < k || s.People%smallest != 0 || s.People > limit || limit < k {
						r.Errorf("%s: told of %d people, there are %d", unit, s.People, limit)
					}
				}
				if len(all) == 0 && limit >= k {
					r.Errorf("%s: %d people are not told", unit, limit)
				}
				return err
			})
		}
	})
}

// TestMost holds that what blocks most is told by how many people report it where most do, and of no fewer than may be
// told.
func TestMost(t *testing.T) {
	d := open(t)
	d.report("desk", resources, 0, 6, "", wednesday)
	d.report("field", resources, 20, 30, "", wednesday)
	d.report("desk", barriers.Factor{Category: cases.Process}, 0, 4, "", wednesday)
	d.report("desk", barriers.Factor{Category: cases.Skill, Helps: true}, 0, 6, "", wednesday)
	d.report("desk", barriers.Factor{Category: cases.Expectation}, 0, 5, "", wednesday)
	d.report("desk", support, 0, 6, "", wednesday) // needs ten
	for _, c := range []struct {
		n     int
		units []string
		want  string
	}{{3, []string{"desk", "field"}, "resources 10, expectation 5, "}, {1, []string{"desk"}, "expectation 5, "},
		{3, nil, ""}} {
		d.update(func(tx *store.Tx) error {
			most, err := barriers.Most(tx, c.units, c.n, nextWeek, time.UTC)
			says := ""
			for _, s := range most {
				says += fmt.Sprintf("%s %d, ", s.Factor, s.People)
			}
			if says != c.want {
				t.Errorf("of %v is told %q, want %q", c.units, says, c.want)
			}
			return err
		})
	}
}
