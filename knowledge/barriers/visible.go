package barriers

import (
	"fmt"
	"slices"
	"time"

	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// A Seen is a factor that enough people of a unit reported, or that something was agreed
// about after they did.
type Seen struct {
	Factor Factor
	People int      // at least so many, as [privacy.Group] rounds them; 0 if too few report it now
	Aids   []string // slugs of the aids for which enough of them did, in order
	Answer Answer   // zero if nothing was agreed
}

// crowd is different people.
type crowd map[people.ID]bool

func (c crowd) add(others crowd) {
	for id := range others {
		c[id] = true
	}
}

// Visible returns what may be told of a unit and the units below it at now, the most
// reported first; what blocks comes before what helps. Reports count from the Monday
// after them, in the zone loc, for as long as they are kept.
//
// Where some of the units have too few reporters to be told by themselves, those count
// only if together they are enough: the figure of a unit never betrays the few whom the
// figures of its parts leave out.
func Visible(tx *store.Tx, unit string, now time.Time, loc *time.Location) (all []Seen, err error) {
	units := append([]string{unit}, people.UnitsBelow(tx, unit)...)
	for _, h := range []bool{false, true} {
		from := len(all)
		for _, c := range Categories {
			s, err := seen(tx, units, Factor{c, h}, now, loc)
			if err != nil {
				return nil, fmt.Errorf("barriers: visible: %w", err)
			}
			if s.People > 0 || s.Answer.State != "" {
				all = append(all, s)
			}
		}
		slices.SortStableFunc(all[from:], func(x, y Seen) int { return y.People - x.People })
	}
	return all, nil
}

// seen is what may be told of one factor in units, of which the first is above the others.
func seen(tx *store.Tx, units []string, f Factor, now time.Time, loc *time.Location) (s Seen, err error) {
	s.Factor = f
	if s.Answer, _, err = AnswerTo(tx, units[0], f); err != nil {
		return s, err
	}
	group, err := privacy.Load(tx)
	if err != nil {
		return s, err
	}
	need := group
	if f.Sensitive() {
		need = group.Sensitive()
	}
	since := now.Add(-privacy.KeepUse)
	if s.Answer.Closed() && s.Answer.Time.After(since) { // from then on it is another matter
		since = s.Answer.Time
	}
	if s.Answer.Closed() && now.Sub(s.Answer.Time) > privacy.KeepUse { // old news
		s.Answer = Answer{}
	}
	told, few := map[string]crowd{}, map[string]crowd{} // by aid; all of them under ""
	for _, u := range units {
		for aid, who := range reporters(tx, u, f, since, monday(now, loc)) {
			into := told
			if !need.May(len(who)) {
				into = few
			}
			if into[aid] == nil {
				into[aid] = crowd{}
			}
			into[aid].add(who)
		}
	}
	for aid, who := range few {
		if !need.May(len(who)) {
			continue
		}
		if told[aid] == nil {
			told[aid] = crowd{}
		}
		told[aid].add(who)
	}
	for aid, who := range told {
		if aid != "" {
			s.Aids = append(s.Aids, aid)
		} else {
			s.People = group.Round(len(who))
		}
	}
	slices.Sort(s.Aids)
	return s, nil
}

// reporters are who reported a factor in one unit, by aid; under "" all of them.
func reporters(tx *store.Tx, unit string, f Factor, from, to time.Time) map[string]crowd {
	by := map[string]crowd{}
	for _, r := range reports.Scan(tx, store.Key(unit, f.String(), "")) {
		if !r.Time.After(from) || !r.Time.Before(to) {
			continue
		}
		for _, about := range []string{"", r.Aid} {
			if by[about] == nil {
				by[about] = crowd{}
			}
			by[about][r.Person] = true
		}
	}
	return by
}

// monday is the beginning of the week of t.
func monday(t time.Time, loc *time.Location) time.Time {
	y, m, d := t.In(loc).Date()
	return time.Date(y, m, d-int(t.In(loc).Weekday()+6)%7, 0, 0, 0, 0, loc)
}
