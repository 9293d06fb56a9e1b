package aid

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/journal"
)

// yes takes that an aid helped.
func yes(t *dialog.Turn, a *knowledge.Aid) (chat.Reply, error) {
	t.NoteAid(journal.Outcome, a, 0, "helped")
	t.Log[len(t.Log)-1].Value = took(t, a)
	if err := confirm(t, a, true, false); err != nil {
		return chat.Reply{}, err
	}
	c := dialog.Says(words.In(t.W.Lang).ThanksYes)
	if a.Plan != "" && !t.Short {
		c.Buttons = []chat.Button{dialog.Button(words.In(t.W.Lang).Plan, dialog.On(verbPlan, a))}
	}
	return used(t, a, t.Show(c))
}

// bit takes that an aid helped partly.
func bit(t *dialog.Turn, a *knowledge.Aid) (chat.Reply, error) {
	t.NoteAid(journal.Outcome, a, 0, "partly")
	c := dialog.Says(words.In(t.W.Lang).ThanksBit, ways(t, a)...)
	c.Buttons = append(c.Buttons[:min(len(c.Buttons), 2)], dialog.Button(t.W.WhoHelps, dialog.On(verbContact, a)))
	return t.Show(c), nil
}

// no takes that an aid did not help, and asks what got in the way.
func no(t *dialog.Turn, a *knowledge.Aid) (chat.Reply, error) {
	t.NoteAid(journal.Outcome, a, 0, "not")
	var bs []chat.Button
	for _, r := range words.In(t.W.Lang).Reasons {
		bs = append(bs, dialog.Button(r.Label, dialog.Do(verbReason, r.Key, dialog.AidRef(a))))
	}
	n := len(bs) - 1 // "other" comes by itself: five fit in a row
	asked := chat.Tap{Prompt: words.In(t.W.Lang).SorryNo, Options: bs[:n]}
	r := t.Show(chat.Card{Body: []chat.Block{asked}, Buttons: bs[n:]})
	t.Offer(words.In(t.W.Lang).OrElse, bs[n].Action)
	return r, nil
}

// unfit are the reasons that say of an aid that it is not for the question: the situation is another, or something
// else was meant. Time, a tool or the length of a card say nothing of that.
var unfit = []string{"not-my-situation", "other"}

// reason takes what got in the way: "KEY/AID". The authors get the question with it.
func reason(t *dialog.Turn, arg string) (chat.Reply, error) {
	key, ref := dialog.Cut(arg)
	a, ok := t.Aid(ref)
	known := slices.ContainsFunc(words.In(t.W.Lang).Reasons, func(r text.Choice) bool { return r.Key == key })
	if !ok || !known {
		return t.Say(t.W.Gone), nil
	}
	t.NoteAid(journal.Reason, a, 0, key)
	if !t.Person.Unseen {
		if err := t.Agenda.Reason(t.Tx, t.Person.Unit(), key); err != nil {
			return chat.Reply{}, err
		}
	}
	if slices.Contains(t.Session.Asked.Slugs, a.Slug) {
		if err := keepQuestion(t, "not", a.Slug, key); err != nil {
			return chat.Reply{}, err
		}
	}
	if slices.Contains(unfit, key) {
		if err := confirm(t, a, false, false); err != nil {
			return chat.Reply{}, err
		}
	}
	c := dialog.Says(words.In(t.W.Lang).ThanksReason,
		dialog.Primary(words.In(t.W.Lang).ContactYes, dialog.Do(verbContact, ref)),
		dialog.Button(words.In(t.W.Lang).No, dialog.Do(dialog.Fine)))
	for _, s := range t.Skills {
		if s.Stuck == nil {
			continue
		}
		note, more, err := s.Stuck(t, a, key)
		if err != nil {
			return chat.Reply{}, fmt.Errorf("%s: %w", s.Name, err)
		}
		c.Note = strings.TrimSpace(c.Note + "\n" + note)
		c.Buttons = append(c.Buttons, more...)
	}
	return t.Show(c), nil
}

// sameWork is how long after a question what a person does with an aid is taken to be
// about that question. A card that comes up another day, by itself or from a plan, is not.
const sameWork = 4 * time.Hour

// took is how many minutes it is since the question that an aid answered, rounded up; 0 if
// what the person does is about no question.
func took(t *dialog.Turn, a *knowledge.Aid) int {
	q := t.Session.Asked
	since := t.Now.Sub(q.Time)
	if q.Text.IsZero() || !slices.Contains(q.Slugs, a.Slug) || since > sameWork {
		return 0
	}
	return int((since + time.Minute - 1) / time.Minute)
}

// confirm lets the finder learn what a person said of an aid, if it is about the
// question they asked; picked means that they only picked it from a choice.
func confirm(t *dialog.Turn, a *knowledge.Aid, helped, picked bool) error {
	q := t.Session.Asked
	if q.Text.IsZero() || !slices.Contains(q.Slugs, a.Slug) || t.Now.Sub(q.Time) > sameWork {
		return nil
	}
	key := knowledge.Key{Slug: a.Slug, Lang: knowledge.Lang(q.Lang)}
	return t.Confirm(find.Confirmation{Key: key, Text: q.Text, Person: t.Who(), Helped: helped, Picked: picked,
		Time: t.Now})
}

// contactFor names who can help further: the contact of an aid, or the general one. Of
// "AID/card" it offers the aid too.
func contactFor(t *dialog.Turn, ref string) (chat.Reply, error) {
	ref, card := dialog.Cut(ref)
	role := t.Contact
	if ref == "" && len(t.Session.Asked.Slugs) > 0 {
		ref = t.Session.Asked.Slugs[0]
	}
	if a, ok := t.Aid(ref); ok {
		if a.Contact != "" {
			role = a.Contact
		}
		t.NoteAid(journal.ContactShown, a, 0, "")
		if card != "" {
			who := words.In(t.W.Lang).ContactOn.With(t.W.Label(role), a.Title)
			return t.Show(dialog.Says(who, dialog.Button(t.W.ShowCard, dialog.On(verbOpen, a)))), nil
		}
	} else {
		t.Note(journal.Entry{Kind: journal.ContactShown})
	}
	return t.Say(words.In(t.W.Lang).Contact.With(t.W.Label(role))), nil
}

// used tells the skills that an aid helped or was finished, and shows what follows.
func used(t *dialog.Turn, a *knowledge.Aid, r chat.Reply) (chat.Reply, error) {
	for _, s := range t.Skills {
		if s.Used == nil {
			continue
		}
		note, err := s.Used(t, a)
		if err != nil {
			return r, fmt.Errorf("%s: %w", s.Name, err)
		}
		if note != "" && r.Card != nil {
			r = dialog.WithNote(r, note)
		}
	}
	return r, nil
}
