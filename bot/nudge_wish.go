package bot

import (
	"fmt"
	"slices"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/delivery"
	"github.com/handvat/handvat/bot/words"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// stopAll takes everything off the agenda and pauses.
func (t *turn) stopAll() (chat.Reply, error) {
	if t.b.agenda != nil {
		if err := t.b.agenda.Stop(t.tx, t.p.ID, agenda.All); err != nil {
			return chat.Reply{}, err
		}
	}
	t.p.Paused, t.s.Awaits = true, chat.Action{}
	t.note(journal.Entry{Kind: journal.NudgeStopped, Detail: "all"})
	return t.say(t.w.AllStopped), nil
}

// nudges shows what is planned for a person, and lets them change it.
func (t *turn) nudges() (chat.Reply, error) {
	var items []agenda.Item
	if t.b.agenda != nil {
		var err error
		if items, err = t.b.agenda.Of(t.tx, t.p.ID); err != nil {
			return chat.Reply{}, err
		}
	}
	slices.SortFunc(items, func(x, y agenda.Item) int { return x.Due.Compare(y.Due) })
	var l chat.List
	for _, it := range items[:min(len(items), chat.MaxItems)] {
		ref, _ := cut(it.Action.Arg)
		if a, ok := t.aid(ref); ok {
			when, err := t.b.agenda.When(t.tx, it)
			if err != nil {
				return chat.Reply{}, err
			}
			l = append(l, sprintf(t.w.NudgeAround, a.Title, t.w.Date(when)))
		}
	}
	if len(l) == 0 {
		return t.say(t.w.NudgesNone), nil
	}
	c := chat.Card{Title: t.w.NudgesTitle, Body: []chat.Block{l}}
	for _, s := range t.w.Slots {
		c.Buttons = append(c.Buttons, button(s.Label, chat.Action{Verb: verbNudge, Arg: "-/slot/" + s.Key}))
	}
	c.Buttons = append(c.Buttons, button(t.w.WeekOff, chat.Action{Verb: verbNudge, Arg: "-/away/7"}), t.cmd("stop-all", t.w.StopAll))
	r := t.show(c)
	r.Private = !t.e.Direct
	return r, nil
}

// wish keeps when a person wants to be written to: at a moment of the day, or not for
// a number of days.
func (t *turn) wish(what string, n int) (chat.Reply, error) {
	if what == "slot" {
		return t.say(t.w.SlotSet), t.b.agenda.Slot(t.tx, t.p.ID, max(n, 0))
	}
	n = min(max(n, 1), 60)
	today := t.b.agenda.Day(t.p, t.now)
	err := t.b.agenda.Away(t.tx, t.p.ID, agenda.Span{From: today, To: today + agenda.Day(n)})
	return t.say(sprintf(t.w.WeekOffSet, t.w.Date(t.now.AddDate(0, 0, n)))), err
}

// welcomeBack lets messages come again after a pause.
func (t *turn) welcomeBack() error {
	if t.b.agenda == nil {
		return nil
	}
	return t.b.agenda.Answered(t.tx, t.p.ID)
}

// forgetNudges removes what is planned for a person and what they were sent.
func (t *turn) forgetNudges() error {
	if t.b.agenda == nil {
		return nil
	}
	return t.b.agenda.Forget(t.tx, t.p.ID)
}

// keptNudges is what the agenda keeps of a person.
func (t *turn) keptNudges() (agenda.Kept, error) {
	if t.b.agenda == nil {
		return agenda.Kept{}, nil
	}
	return t.b.agenda.KeptOf(t.tx, t.p.ID)
}

// tooBusy tells the agenda why an aid did not help somebody of a unit.
func (t *turn) tooBusy(reason string) error {
	if t.b.agenda == nil || t.p.Unseen {
		return nil
	}
	return t.b.agenda.Reason(t.tx, first(t.p.Units), reason)
}

// wantsQuiet reports whether a person who types "stop" to no card may well mean the
// messages that are planned for them.
func (t *turn) wantsQuiet() bool {
	if t.b.agenda == nil || !slices.Contains(t.w.Typed(verbStop), words.Normal(t.e.Text)) {
		return false
	}
	items, err := t.b.agenda.Of(t.tx, t.p.ID)
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
