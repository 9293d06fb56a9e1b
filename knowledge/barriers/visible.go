package barriers

import (
	"fmt"
	"maps"
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

// crowds are those who reported a factor, by aid; all of them under "".
type crowds map[string]crowd

// of is the crowd of an aid, made if absent.
func (c crowds) of(aid string) crowd {
	if c[aid] == nil {
		c[aid] = crowd{}
	}
	return c[aid]
}

// Visible returns what may be told of a unit and the units below it at now, the most
// reported first; what blocks comes before what helps. Reports count from the Monday
// after them, in the zone loc, for as long as they are kept.
//
// Where some of the units have too few reporters to be told by themselves, those count
// only if together they are enough: the figure of a unit never betrays the few whom the
// figures of its parts leave out. Who reads figures because of their role is not counted, and as many members of what
// is told of may not have reported it as did ([privacy.Group.Hides]).
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
	since := monday(now, loc).AddDate(0, 0, 7).Add(-privacy.KeepUse) // all week the same, and nothing is pruned in it
	if s.Answer.Closed() && s.Answer.Time.After(since) {             // from then on it is another matter
		since = s.Answer.Time
	}
	if s.Answer.Closed() && now.Sub(s.Answer.Time) > privacy.KeepUse { // old news
		s.Answer = Answer{}
	}
	told, few, all := crowds{}, crowds{}, 0
	members := map[string]int{} // fewer, by aid, of all units than of those that a crowd in few is of
	for _, u := range units {
		n, err := people.CountedIn(tx, u)
		if err != nil {
			return s, err
		}
		all += n
		by, err := reporters(tx, u, f, since, monday(now, loc))
		if err != nil {
			return s, err
		}
		for aid, who := range by {
			if need.May(len(who)) && need.Hides(n) {
				maps.Copy(told.of(aid), who)
				members[aid] -= n
			} else {
				maps.Copy(few.of(aid), who)
			}
		}
	}
	for aid, who := range few {
		if need.May(len(who)) && need.Hides(all+members[aid]) {
			maps.Copy(told.of(aid), who)
		}
	}
	for aid, who := range told {
		if aid != "" {
			s.Aids = append(s.Aids, aid)
		} else {
			s.People = group.AtLeast(len(who), all)
		}
	}
	slices.Sort(s.Aids)
	return s, nil
}

// reporters are who reported a factor in one unit, without who reads figures by now.
func reporters(tx *store.Tx, unit string, f Factor, from, to time.Time) (crowds, error) {
	by := crowds{}
	for _, r := range reports.Scan(tx, store.Key(unit, f.String(), "")) {
		if !r.Time.After(from) || !r.Time.Before(to) {
			continue
		}
		p, ok, err := people.ByID(tx, r.Person)
		if err != nil {
			return nil, err
		}
		if !ok || p.Counted() != "" {
			by.of("")[r.Person], by.of(r.Aid)[r.Person] = true, true
		}
	}
	return by, nil
}

// monday is the beginning of the week of t.
func monday(t time.Time, loc *time.Location) time.Time {
	y, m, d := t.In(loc).Date()
	return time.Date(y, m, d-int(t.In(loc).Weekday()+6)%7, 0, 0, 0, 0, loc)
}
