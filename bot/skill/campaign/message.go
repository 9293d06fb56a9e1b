package campaign

import (
	"errors"
	"fmt"
	"slices"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/journal"
)

// message is a step as people read it.
func message(t *dialog.Turn, of authored.Campaign, step int) chat.Card {
	s, w := of.Steps[step], words.In(t.W.Lang)
	card := chat.Card{Body: dialog.Blocks(s.Text.In(t.W.Lang)), Note: chat.Strip(of.Purpose.In(t.W.Lang))}
	if a, ok := t.Aid(s.Aid); ok && s.Aid != "" {
		card.Body = append(card.Body, chat.Facts{{Label: a.Title, Value: fmt.Sprintf("%d min", a.Minutes)}})
		card.Buttons = append(card.Buttons, dialog.Primary(w.ShowAid, dialog.Do("campaign/open", of.ID, step)))
	}
	card.Buttons = append(card.Buttons, dialog.Button(w.Useful, dialog.Do("campaign/useful", of.ID, step)),
		dialog.Button(w.Leave, dialog.Do("campaign/leave", of.ID, step)))
	return card
}

// count adds to what became of the messages of this week, unless those to who is not counted in it.
func (r run) count(t *dialog.Turn, add tally) error {
	if !t.CountsIn(r.Started) {
		return nil
	}
	if r.Weeks == nil {
		r.Weeks = map[int]tally{}
	}
	week := r.week(t)
	r.Weeks[week] = r.Weeks[week].plus(add)
	return r.save(t)
}

// say is a message of a campaign that is due.
func say(t *dialog.Turn, arg string) (chat.Reply, error) {
	id, n := dialog.Cut(arg)
	step, key := dialog.Number(n), ownKey(t.Person.ID, id)
	r, ok, err := load(t, id)
	if err != nil || !ok || r.State != running || r.over(t) || step < 0 || step >= len(r.Campaign.Steps) {
		return chat.Reply{}, err
	}
	o, _, err := owns.Load(t.Tx, key)
	if err != nil || r.has(o, step) || lefts.Has(t.Tx, key) {
		return chat.Reply{}, err
	}
	sent := tally{Sent: 1}
	if !o.Started.Equal(r.Started) {
		o, sent.People = own{Campaign: id, Started: r.Started}, 1
	}
	if r.Owner == t.Person.ID { // who started it gets it to see it: silence is no sign that they want to be left alone
		err = t.Agenda.Heard(t.Tx, t.Person.ID)
	}
	o.Next, o.Ends = step+1, r.Ends
	if r.says(t) {
		err = errors.Join(err, r.save(t))
	}
	t.Note(journal.Entry{Kind: journal.NudgeSent, Aid: r.Campaign.Steps[step].Aid, Detail: "campaign"})
	stop := dialog.Do("campaign/leave", id, step)
	return t.Typable(t.Aside(message(t, r.Campaign, step)), stop, stop),
		errors.Join(err, r.count(t, sent), owns.Save(t.Tx, key, o))
}

// from makes the act of who got a step of a campaign.
func from(do func(t *dialog.Turn, r run, step int) (chat.Reply, error)) dialog.Func {
	return func(t *dialog.Turn, arg string) (chat.Reply, error) {
		id, n := dialog.Cut(arg)
		r, ok, err := load(t, id)
		step := dialog.Number(n)
		if err != nil || !ok || step < 0 || step >= len(r.Campaign.Steps) {
			return t.Past(), err
		}
		return do(t, r, step)
	}
}

// reacted counts that the person reacted to a step, the first time, until the campaign is over. Of who is not to be
// seen nothing is counted.
func reacted(t *dialog.Turn, r run, step int, add tally) error {
	key := ownKey(t.Person.ID, r.Campaign.ID)
	o, _, err := owns.Load(t.Tx, key)
	if err != nil || t.Person.Unseen || r.over(t) || !r.has(o, step) || o.Reacted > step {
		return err
	}
	add.Reacted = 1
	if o.Reacted == 0 {
		add.Answered = 1
	}
	o.Reacted = step + 1
	return errors.Join(r.count(t, add), owns.Save(t.Tx, key, o), done(t, r, "answered"))
}

// done takes the person out of a campaign that stops with what they did.
func done(t *dialog.Turn, r run, when string) error {
	if r.Campaign.Stop.When != when {
		return nil
	}
	return forGood(t, r)
}

// forGood takes the person out of a campaign for good.
func forGood(t *dialog.Turn, r run) error {
	return errors.Join(t.Agenda.Cancel(t.Tx, prefix(r)+string(t.Person.ID)+"/"),
		lefts.Save(t.Tx, ownKey(t.Person.ID, r.Campaign.ID), left{r.Campaign.ID, t.Now.UTC()}))
}

// useful takes the word of a person that a message was of use.
func useful(t *dialog.Turn, r run, step int) (chat.Reply, error) {
	t.Note(journal.Entry{Kind: journal.NudgeAnswered, Detail: "useful"})
	return t.Say(words.In(t.W.Lang).ThankYou), reacted(t, r, step, tally{Useful: 1})
}

// open shows the aid of a message.
func open(t *dialog.Turn, r run, step int) (chat.Reply, error) {
	t.Note(journal.Entry{Kind: journal.NudgeAnswered, Aid: r.Campaign.Steps[step].Aid, Detail: "opened"})
	if err := reacted(t, r, step, tally{Useful: 1}); err != nil {
		return chat.Reply{}, err
	}
	if a, ok := t.Aid(r.Campaign.Steps[step].Aid); ok {
		return t.Do(dialog.On(dialog.Open, a))
	}
	return t.Past(), nil
}

// leave takes the person out of a campaign because they want no more of it.
func leave(t *dialog.Turn, r run, step int) (chat.Reply, error) {
	t.Note(journal.Entry{Kind: journal.NudgeStopped, Detail: "series"})
	return t.Say(words.In(t.W.Lang).Left), errors.Join(reacted(t, r, step, tally{Left: 1}), forGood(t, r))
}

// used ends campaigns that stop when a person uses an aid of theirs.
func used(t *dialog.Turn, a *knowledge.Aid) (note string, err error) {
	if t.Person.Unseen {
		return "", nil
	}
	for _, r := range runs.All(t.Tx) {
		if r.State == running && slices.Contains(r.Campaign.Aids(), a.Slug) {
			err = errors.Join(err, done(t, r, "used"))
		}
	}
	return "", err
}
