package weekly

import (
	"errors"
	"slices"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/digest"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/people"
)

// What falls due, to whom.
const (
	toManagers = "managers"
	toAuthors  = "authors"
	toSponsors = "sponsors"
)

// hour is when the weekly messages come, in the zone of who gets them.
const hour = 9

// days are on which they come: days after Monday, which the agenda moves to a working day.
var days = map[string]int{toManagers: 0, toAuthors: 1, toSponsors: 2}

// daily counts what is new, works out the week that is over, and puts the messages of the coming week on the agenda
// of who leads a unit, writes aids or is the sponsor of a case.
func daily(t *dialog.Turn, _ string) (chat.Reply, error) {
	w := Last(t)
	did, _, err := ran.Load(t.Tx, weekKey(w+1))
	if err != nil {
		return chat.Reply{}, err
	}
	did[(t.Now.In(t.Counts.Zone()).Weekday()+6)%7]++
	return chat.Reply{}, errors.Join(ran.Save(t.Tx, weekKey(w+1), did), t.Counts.UpdateTx(t.Tx), Freeze(t, w),
		freezeEvents(t, w), freezeQuarter(t, w),
		plan(t, w+1), planSponsors(t, w+1), forgetCases(t.Tx))
}

// plan puts on the agenda what tells managers and authors of week w.
func plan(t *dialog.Turn, w counts.Week) error {
	us, err := people.Units(t.Tx)
	if err != nil {
		return err
	}
	leads := map[people.ID]bool{}
	for _, u := range us {
		for _, id := range u.Managers {
			leads[id] = true
		}
	}
	for p := range people.All(t.Tx) {
		if leads[p.ID] {
			if err := add(t, p, toManagers, w); err != nil {
				return err
			}
		}
		if slices.Contains(p.Roles, string(people.Author)) {
			if err := add(t, p, toAuthors, w); err != nil {
				return err
			}
		}
	}
	return nil
}

// add puts one message of week w on the agenda, once. Who cannot be spoken to alone gets it by mail;
// who has no address either gets none.
func add(t *dialog.Turn, p people.Profile, to string, w counts.Week) error {
	in := chat.Place{Platform: chat.Platform(p.Home.Platform)}
	if p.Home.IsZero() {
		in = address(t, p)
	}
	if in.Platform == "" || p.Left {
		return nil
	}
	zone := t.Counts.Zone()
	if loc, err := time.LoadLocation(p.TimeZone()); p.TimeZone() != "" && err == nil {
		zone = loc
	}
	monday := (w + 1).Monday(zone)
	due := time.Date(monday.Year(), monday.Month(), monday.Day()+days[to], hour, 0, 0, 0, zone)
	purpose := text.Said{}
	for _, lang := range digest.Words.Langs() {
		said := digest.Words.In(lang)
		purpose[lang] = map[string]string{toManagers: said.Purpose, toAuthors: said.Authors.Purpose,
			toSponsors: words.In(lang).Purpose}[to]
	}
	_, err := t.Agenda.Add(t.Tx, agenda.Item{
		Key: "digest/" + to + "/" + string(p.ID) + "/" + w.String(), Kind: agenda.Digest, Person: p.ID,
		In: in, Due: due, Expires: due.AddDate(0, 0, 6),
		Action: do(to), Purpose: purpose, Series: "digest/" + to, Priority: 9,
	})
	return err
}
