package bot

import (
	"fmt"
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/delivery"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// stopAll takes everything off the agenda and pauses.
func (t *turn) stopAll() (chat.Reply, error) {
	if t.Agenda != nil {
		if err := t.Agenda.Stop(t.Tx, t.Person.ID, agenda.All); err != nil {
			return chat.Reply{}, err
		}
	}
	t.Person.Paused, t.Session.Awaits = true, chat.Action{}
	t.Note(journal.Entry{Kind: journal.NudgeStopped, Detail: "all"})
	return t.Say(words.In(t.W.Lang).AllStopped), nil
}

// nudges shows what is planned for a person, and lets them change it.
func (t *turn) nudges() (chat.Reply, error) {
	var items []agenda.Item
	if t.Agenda != nil {
		var err error
		if items, err = t.Agenda.Of(t.Tx, t.Person.ID); err != nil {
			return chat.Reply{}, err
		}
	}
	slices.SortFunc(items, func(x, y agenda.Item) int { return x.Due.Compare(y.Due) })
	var l chat.List
	for _, it := range items[:min(len(items), chat.MaxItems)] {
		ref, _ := dialog.Cut(it.Action.Arg)
		what := it.Purpose // "Why I ask: …"
		if _, why, ok := strings.Cut(what, ": "); ok {
			what = text.Capital(strings.TrimRight(why, "."))
		}
		if a, ok := t.Aid(ref); ok {
			what = a.Title
		}
		when, err := t.Agenda.When(t.Tx, it)
		if err != nil {
			return chat.Reply{}, err
		}
		l = append(l, words.In(t.W.Lang).NudgeAround.With(what, t.W.Date(when)))
	}
	if len(l) == 0 {
		return t.Say(words.In(t.W.Lang).NudgesNone), nil
	}
	c := chat.Card{Title: words.In(t.W.Lang).NudgesTitle, Body: []chat.Block{l}, Note: words.In(t.W.Lang).NudgesFewer}
	for _, s := range words.In(t.W.Lang).Slots {
		c.Buttons = append(c.Buttons, dialog.Button(s.Label, dialog.Do(verbWish, "slot", s.Key)))
	}
	c.Buttons = append(c.Buttons, dialog.Button(words.In(t.W.Lang).WeekOff, dialog.Do(verbWish, "away", 7)), t.cmd("stop-all", t.W.StopAll))
	r := t.Show(c)
	r.Private = !t.Event.Direct
	return r, nil
}

// wish keeps when a person wants to be written to: "slot/N", at a moment of the day,
// "most/N", so many times a week at most, "away/N", not for a number of days, or "quiet",
// not today. "goodbye" is the last message to who ignored four.
func (t *turn) wish(arg string) (chat.Reply, error) {
	what, n := dialog.Cut(arg)
	if t.Agenda == nil {
		return t.Say(t.W.Gone), nil
	}
	switch what {
	case "goodbye":
		if t.Person.Paused || t.Person.Left || t.Person.Unseen {
			return chat.Reply{}, nil
		}
		t.Note(journal.Entry{Kind: journal.NudgeSent, Detail: "goodbye"})
		return t.Aside(chat.Card{Body: []chat.Block{chat.Text(words.In(t.W.Lang).Goodbye)}}), nil
	case "quiet":
		return t.Say(words.In(t.W.Lang).QuietSet), t.Agenda.Quiet(t.Tx, t.Person.ID, t.Agenda.Tomorrow(t.Person, t.Now))
	case "slot":
		return t.Say(words.In(t.W.Lang).SlotSet), t.Agenda.Slot(t.Tx, t.Person.ID, max(dialog.Number(n), 0))
	case "most":
		most := max(dialog.Number(n), 1)
		return t.Say(words.In(t.W.Lang).MostSet.With(most)), t.Agenda.Most(t.Tx, t.Person.ID, most)
	}
	days := min(max(dialog.Number(n), 1), 60)
	today := t.Agenda.Day(t.Person, t.Now)
	err := t.Agenda.Away(t.Tx, t.Person.ID, agenda.Span{From: today, To: today + agenda.Day(days)})
	return t.Say(words.In(t.W.Lang).WeekOffSet.With(t.W.Date(t.Now.AddDate(0, 0, days)))), err
}

// welcomeBack lets messages come again after a pause.
func (t *turn) welcomeBack() error {
	if t.Agenda == nil {
		return nil
	}
	return t.Agenda.Answered(t.Tx, t.Person.ID)
}

// tooBusy tells the agenda why an aid did not help somebody of a unit.
func (t *turn) tooBusy(reason string) error {
	if t.Agenda == nil || t.Person.Unseen {
		return nil
	}
	return t.Agenda.Reason(t.Tx, first(t.Person.Units), reason)
}

// wantsQuiet reports whether a person who types "stop" to no card may well mean the
// messages that are planned for them.
func (t *turn) wantsQuiet() bool {
	if t.Agenda == nil || !slices.Contains(t.typed(verbStop), text.Normal(t.Event.Text)) {
		return false
	}
	items, err := t.Agenda.Of(t.Tx, t.Person.ID)
	return err == nil && len(items) > 0
}

// Gone takes note that whoever lives in a place blocked or removed the bot, as a
// platform said when something was sent; see [delivery.Delivery.OnGone]. They are told
// nothing more until they come back by themselves.
func (b *Bot) Gone(tx *store.Tx, place chat.Place) error {
	home := people.Home{Platform: string(place.Platform), Team: place.Team, Channel: place.Channel}
	return left(tx, func(p people.Profile) bool { return p.Home == home })
}

// teamGone takes note that a whole team removed the bot.
func teamGone(platform chat.Platform, team string) delivery.Decision {
	return func(tx *store.Tx) (chat.Reply, error) {
		return chat.Reply{}, left(tx, func(p people.Profile) bool {
			return p.Identity.Platform == string(platform) && p.Identity.Team == team
		})
	}
}

// left marks the people who as having left.
func left(tx *store.Tx, who func(people.Profile) bool) error {
	for p, err := range people.All(tx) {
		if err != nil {
			return fmt.Errorf("bot: gone: %w", err)
		}
		if p.Left || !who(p) {
			continue
		}
		p.Left = true
		if err := people.Save(tx, p); err != nil {
			return fmt.Errorf("bot: gone: %w", err)
		}
	}
	return nil
}
