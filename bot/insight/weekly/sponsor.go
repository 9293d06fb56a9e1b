package weekly

import (
	"errors"
	"reflect"
	"slices"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// A standing is how a case stands, as far as its sponsor is told. It is kept to tell what
// changed.
type standing struct {
	Phase     cases.Phase `json:"phase"`
	Solutions int         `json:"solutions"`
	Delivered int         `json:"delivered"`
	Support   []string    `json:"support"`          // the state of each kind; empty if nobody takes care of it
	Missed    []string    `json:"missed,omitempty"` // indicator and kind of moment
	Slips     []string    `json:"slips,omitempty"`  // what does not stay
	Values    []float64   `json:"values,omitempty"` // of the indicators of result, the last of each
}

// told is what a sponsor was told last of a case.
type told struct {
	Week     counts.Week `json:"week"`
	Standing standing    `json:"standing"`
}

// standings are what sponsors were told last, by case, until the case is no more.
var standings = store.Table[told]{Bucket: "weekly.case", Was: "steer.case", Class: store.Working, Keep: store.Forever}

// standingOf is how a case stands on a day. Readings of too few people are not in it.
func standingOf(c *cases.Case, today cases.Day, group privacy.Group) standing {
	s := standing{Phase: c.Phase, Solutions: len(c.Solutions), Delivered: len(c.Delivered())}
	for _, b := range c.Support.All {
		state := ""
		if b.Owner != "" {
			state = string(b.State) + " " + b.Owner
		}
		s.Support = append(s.Support, state)
	}
	for _, m := range missed(c, today) {
		s.Missed = append(s.Missed, m.of.ID+" "+string(m.kind))
	}
	for _, a := range slipping(c, today) {
		s.Slips = append(s.Slips, a.ID)
	}
	for _, i := range c.Plan.Indicators {
		if last, ok := i.Told(group).Latest(); ok && i.Business() {
			s.Values = append(s.Values, last.Value)
		}
	}
	return s
}

// A gap is a moment of an indicator that has no reading.
type gap struct {
	of   cases.Indicator
	kind cases.MomentKind
	why  string // why there is none, once somebody said so
}

func missed(c *cases.Case, today cases.Day) (gs []gap) {
	for _, i := range c.Plan.Indicators {
		for _, m := range i.Moments {
			if state, _ := i.At(m, today); state == cases.Missed {
				gs = append(gs, gap{i, m.Kind, m.Absent})
			}
		}
	}
	return gs
}

// slipping is what should stay and is at risk.
func slipping(c *cases.Case, today cases.Day) (as []cases.Anchor) {
	if c.Phase != cases.Anchored {
		return nil
	}
	for _, item := range c.Anchoring.Items {
		if slices.ContainsFunc(cases.ReviewMonths, func(months int) bool {
			_, state, _ := c.Anchoring.Review(item, months, today)
			return state == cases.AtRisk
		}) {
			as = append(as, item)
		}
	}
	return as
}

// sponsors reports whether the person is a sponsor, by their role or of an open case.
func sponsors(t *dialog.Turn) (bool, error) {
	cs, err := sponsored(t.Tx, t.Person.ID, true)
	return len(cs) > 0 || slices.Contains(t.Roles, people.Sponsor), err
}

// sponsored returns the open cases that somebody is the sponsor of. Those of a unit they
// lead are left out unless all are asked for: the weekly message of the unit tells of them.
func sponsored(tx *store.Tx, id people.ID, all bool) (cs []*cases.Case, err error) {
	for _, c := range cases.Of(tx, string(id)) {
		if c.Sponsor.Person != string(id) || c.Phase == cases.Closed {
			continue
		}
		u, _, err := people.UnitByID(tx, c.Team)
		if err != nil {
			return nil, err
		}
		if all || !slices.Contains(u.Managers, id) {
			cs = append(cs, c)
		}
	}
	return cs, nil
}

// news are the cases that a sponsor must be told of in the week after w: what was told of
// them is not so any more, or four weeks old.
func news(t *dialog.Turn, id people.ID, w counts.Week) (cs []*cases.Case, err error) {
	all, err := sponsored(t.Tx, id, false)
	if err != nil {
		return nil, err
	}
	group, err := privacy.Load(t.Tx)
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		was, ok, err := standings.Load(t.Tx, []byte(c.ID))
		if err != nil {
			return nil, err
		}
		same := reflect.DeepEqual(was.Standing, standingOf(c, today(t), group))
		if !ok || !same || w >= was.Week+quietFor {
			cs = append(cs, c)
		}
	}
	return cs, nil
}

// planSponsors puts on the agenda what tells sponsors how their cases stand, if there is
// something to tell.
func planSponsors(t *dialog.Turn, w counts.Week) error {
	if day := (int(t.Now.In(t.Counts.Zone()).Weekday()) + 6) % 7; day <= days[toSponsors] {
		return nil // the message of this week is still to come
	}
	seen := map[people.ID]bool{"": true}
	for _, c := range cases.All(t.Tx) {
		id := people.ID(c.Sponsor.Person)
		if seen[id] {
			continue
		}
		seen[id] = true
		p, ok, err := people.ByID(t.Tx, id)
		if err != nil {
			return err
		}
		cs, err := news(t, id, w)
		if err == nil && ok && len(cs) > 0 {
			err = add(t, p, toSponsors, w)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// today is the day it is where weeks begin.
func today(t *dialog.Turn) cases.Day { return cases.DayOf(t.Now.In(t.Zone)) }

// tellSponsor is the message that fell due.
func tellSponsor(t *dialog.Turn, _ string) (chat.Reply, error) {
	w := Last(t)
	cs, err := news(t, t.Person.ID, w)
	if err != nil || len(cs) == 0 {
		return chat.Reply{}, err
	}
	card, err := sponsorCard(t, cs)
	if err != nil {
		return chat.Reply{}, err
	}
	group, err := privacy.Load(t.Tx)
	if err != nil {
		return chat.Reply{}, err
	}
	for _, c := range cs[:min(len(cs), maxCases)] {
		if err := standings.Save(t.Tx, []byte(c.ID), told{w, standingOf(c, today(t), group)}); err != nil {
			return chat.Reply{}, err
		}
	}
	t.Note(journal.Entry{Kind: journal.DigestSent, Detail: "sponsor"})
	card.Note += " " + words.In(t.W.Lang).Purpose
	return alsoByMail(t, t.Aside(card))
}

// showCases shows a sponsor how all their open cases stand.
func showCases(t *dialog.Turn, _ string) (chat.Reply, error) {
	cs, err := sponsored(t.Tx, t.Person.ID, true)
	if err != nil {
		return chat.Reply{}, err
	}
	if len(cs) == 0 {
		return t.Say(words.In(t.W.Lang).None), nil
	}
	card, err := sponsorCard(t, cs)
	return t.Show(card), err
}

// forgetCases forgets what was told of cases that are no more.
func forgetCases(tx *store.Tx) (err error) {
	for k := range standings.All(tx) {
		if _, ok := cases.Get(tx, string(k)); !ok {
			err = errors.Join(err, standings.Delete(tx, k))
		}
	}
	return err
}
