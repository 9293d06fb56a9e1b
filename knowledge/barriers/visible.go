package barriers

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
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
	in := areaOf(tx, unit)
	for _, h := range []bool{false, true} {
		from := len(all)
		for _, c := range Categories {
			s, err := in.seen(tx, Factor{c, h}, now, loc)
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

// An area is a unit and those below it, and how many people are counted in each by itself, which is reckoned when it is
// first asked.
type area struct {
	units []string
	sizes func() (map[string]int, error)
}

func areaOf(tx *store.Tx, unit string) area {
	units := append([]string{unit}, people.UnitsBelow(tx, unit)...)
	return area{units, sync.OnceValues(func() (sizes map[string]int, err error) {
		sizes = map[string]int{}
		for _, u := range units {
			if sizes[u], err = people.CountedIn(tx, u); err != nil {
				return nil, err
			}
		}
		return sizes, nil
	})}
}

// seen is what may be told of one factor in an area.
func (in area) seen(tx *store.Tx, f Factor, now time.Time, loc *time.Location) (s Seen, err error) {
	s.Factor = f
	if s.Answer, _, err = AnswerTo(tx, in.units[0], f); err != nil {
		return s, err
	}
	group, err := privacy.Load(tx)
	if err != nil {
		return s, err
	}
	need := group.For(f.String())
	since := monday(now, loc).AddDate(0, 0, 7).Add(-privacy.KeepUse) // all week the same, and nothing is pruned in it
	if s.Answer.Closed() && s.Answer.Time.After(since) {             // from then on it is another matter
		since = s.Answer.Time
	}
	if s.Answer.Closed() && now.Sub(s.Answer.Time) > privacy.KeepUse { // old news
		s.Answer = Answer{}
	}
	by, err := in.reporters(tx, f, since, monday(now, loc))
	if err != nil || len(by) == 0 {
		return s, err
	}
	sizes, err := in.sizes()
	if err != nil {
		return s, err
	}
	told, all := tell(by, sizes, need)
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

// reporters are who reported a factor in each unit of an area between two moments, with who left since.
func (in area) reporters(tx *store.Tx, f Factor, from, to time.Time) (map[string]crowds, error) {
	by := map[string]crowds{}
	for _, u := range in.units {
		who, err := reporters(tx, u, f, from, to)
		if err != nil {
			return nil, err
		}
		if len(who) > 0 {
			by[u] = who
		}
	}
	for k, p := range pasts.Scan(tx, store.Key(in.units[0], f.String(), "")) {
		if !p.Time.After(from) || !p.Time.Before(to) {
			continue
		}
		if by[p.Unit] == nil {
			by[p.Unit] = crowds{}
		}
		who := people.ID(strings.Split(string(k), "\x00")[2])
		by[p.Unit].of("")[who], by[p.Unit].of(p.Aid)[who] = true, true
	}
	return by, nil
}

// tells reports whether a factor is or will be told of an area, by all that was reported.
func (in area) tells(tx *store.Tx, f Factor) (bool, error) {
	by, err := in.reporters(tx, f, time.Time{}, time.Unix(1<<40, 0))
	if err != nil {
		return false, err
	}
	group, err := privacy.Load(tx)
	if err != nil {
		return false, err
	}
	sizes, err := in.sizes()
	told, _ := tell(by, sizes, group.For(f.String()))
	return len(told[""]) > 0, err
}

// tell returns who may be told of as a group, by aid, of those who reported in some units, and how many people all the
// units have.
func tell(by map[string]crowds, sizes map[string]int, need privacy.Group) (told crowds, all int) {
	told, few := crowds{}, crowds{}
	members := map[string]int{} // fewer, by aid, of all units than of those that a crowd in few is of
	for u, n := range sizes {
		all += n
		for aid, who := range by[u] {
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
	return told, all
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
