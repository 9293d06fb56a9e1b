package weekly

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/digest"
	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// When the weekly messages come, in the zone of who gets them; the agenda moves them to a
// working day.
const (
	managersDay = 0 // Monday
	authorsDay  = 1 // Tuesday
	sponsorsDay = 2 // Wednesday
	hour        = 9
)

// Daily does what must be done each day: it counts what is new, works out the week that
// is over, puts the messages of the coming week on the agenda of who leads a unit, writes
// aids or is the sponsor of a case, and lets go of who was active in weeks of long ago.
// Run it before the journal is pruned.
func (s *Steering) Daily(ctx context.Context, db *store.DB, a *agenda.Agenda, now time.Time) error {
	if _, err := s.tally.Update(ctx); err != nil {
		return err
	}
	err := db.Update(ctx, func(tx *store.Tx) error {
		if err := s.Freeze(tx, s.last(now)); err != nil {
			return err
		}
		if err := s.freezeQuarter(tx, s.last(now)); err != nil {
			return err
		}
		return s.plan(tx, a, now)
	})
	if err != nil {
		return fmt.Errorf("steer: %w", err)
	}
	return s.tally.Close(ctx, now)
}

// plan puts on the agenda what tells of the week that now is in.
func (s *Steering) plan(tx *store.Tx, a *agenda.Agenda, now time.Time) error {
	us, err := people.Units(tx)
	if err != nil {
		return err
	}
	leads := map[people.ID]bool{}
	for _, u := range us {
		for _, id := range u.Managers {
			leads[id] = true
		}
	}
	w := s.last(now) + 1
	for p, err := range people.All(tx) {
		if err != nil {
			return err
		}
		if leads[p.ID] {
			if err := s.add(tx, a, p, "units", w, managersDay); err != nil {
				return err
			}
		}
		if slices.Contains(p.Roles, string(people.Author)) {
			if err := s.add(tx, a, p, "authors", w, authorsDay); err != nil {
				return err
			}
		}
	}
	return s.planSponsors(tx, a, w, now)
}

// add puts one message on the agenda, once. Who cannot be spoken to alone gets it by mail;
// who has no address either gets none.
func (s *Steering) add(tx *store.Tx, a *agenda.Agenda, p people.Profile, what string, w counts.Week, day int) error {
	in := chat.Place{Platform: chat.Platform(p.Home.Platform)}
	if p.Home.IsZero() {
		in = s.address(p)
	}
	if in.Platform == "" || p.Left {
		return nil
	}
	zone := s.tally.Zone()
	if loc, err := time.LoadLocation(p.TimeZone()); p.TimeZone() != "" && err == nil {
		zone = loc
	}
	monday := (w + 1).Monday(zone)
	due := time.Date(monday.Year(), monday.Month(), monday.Day()+day, hour, 0, 0, 0, zone)
	said := dialog.In(dialog.LangOf(p, ""))
	purpose := map[string]string{"units": digest.Words.In(said.Lang).Purpose, "authors": digest.Words.In(said.Lang).Authors.Purpose, "cases": words.In(said.Lang).Purpose}[what]
	_, err := a.Add(tx, agenda.Item{
		Key: "digest/" + what + "/" + string(p.ID) + "/" + w.String(), Kind: agenda.Digest, Person: p.ID,
		In: in, Due: due, Expires: due.AddDate(0, 0, 6),
		Action: chat.Action{Verb: verbTell, Arg: what}, Purpose: purpose, Series: "digest/" + what, Priority: 9,
	})
	return err
}
