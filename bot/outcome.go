package bot

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/journal"
)

// helped takes what a person says of an aid: "yes/AID", "bit/AID" or "no/AID".
func (t *turn) helped(arg string) (chat.Reply, error) {
	answer, ref := dialog.Cut(arg)
	a, ok := t.Aid(ref)
	if !ok {
		return t.Say(t.W.Gone), nil
	}
	switch answer {
	case "yes":
		t.NoteAid(journal.Outcome, a, 0, "helped")
		t.Log[len(t.Log)-1].Value = t.took(a)
		if err := t.confirm(a, true); err != nil {
			return chat.Reply{}, err
		}
		c := chat.Card{Body: []chat.Block{chat.Text(words.In(t.W.Lang).ThanksYes)}}
		if a.Plan != "" && !t.short {
			c.Buttons = []chat.Button{dialog.Button(words.In(t.W.Lang).Plan, dialog.On(verbPart, a, "plan"))}
		}
		return t.used(a, t.Show(c))
	case "bit":
		t.NoteAid(journal.Outcome, a, 0, "partly")
		c := chat.Card{Body: []chat.Block{chat.Text(words.In(t.W.Lang).ThanksBit)}, Buttons: t.ways(a)}
		c.Buttons = append(c.Buttons[:min(len(c.Buttons), 2)], dialog.Button(t.W.WhoHelps, chat.Action{Verb: verbContact, Arg: dialog.AidRef(a)}))
		return t.Show(c), nil
	}
	t.NoteAid(journal.Outcome, a, 0, "not")
	if err := t.confirm(a, false); err != nil {
		return chat.Reply{}, err
	}
	tap := func(rs []text.Choice) (bs []chat.Button) {
		for _, r := range rs {
			bs = append(bs, dialog.Button(r.Label, chat.Action{Verb: verbReason, Arg: r.Key + "/" + dialog.AidRef(a)}))
		}
		return bs
	}
	n := len(words.In(t.W.Lang).Reasons) - 1 // "other" comes by itself: five fit in a row
	return t.Show(chat.Card{
		Body:    []chat.Block{chat.Tap{Prompt: words.In(t.W.Lang).SorryNo, Options: tap(words.In(t.W.Lang).Reasons[:n])}},
		Buttons: tap(words.In(t.W.Lang).Reasons[n:]),
	}), nil
}

// reason takes what got in the way: "KEY/AID". The authors get the question with it.
func (t *turn) reason(arg string) (chat.Reply, error) {
	key, ref := dialog.Cut(arg)
	a, ok := t.Aid(ref)
	known := slices.ContainsFunc(words.In(t.W.Lang).Reasons, func(r text.Choice) bool { return r.Key == key })
	if !ok || !known {
		return t.Say(t.W.Gone), nil
	}
	t.NoteAid(journal.Reason, a, 0, key)
	if err := t.tooBusy(key); err != nil {
		return chat.Reply{}, err
	}
	if slices.Contains(t.Session.Asked.Slugs, a.Slug) {
		if err := t.keepQuestion("not", a.Slug, key); err != nil {
			return chat.Reply{}, err
		}
	}
	c := chat.Card{
		Body: []chat.Block{chat.Text(words.In(t.W.Lang).ThanksReason)},
		Buttons: []chat.Button{
			dialog.Primary(words.In(t.W.Lang).ContactYes, chat.Action{Verb: verbContact, Arg: ref}),
			dialog.Button(words.In(t.W.Lang).No, chat.Action{Verb: verbFine}),
		},
	}
	for _, s := range t.b.skills {
		if s.Stuck == nil {
			continue
		}
		note, more, err := s.Stuck(t.Turn, a, key)
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
func (t *turn) took(a *knowledge.Aid) int {
	q := t.Session.Asked
	since := t.Now.Sub(q.Time)
	if q.Text == "" || !slices.Contains(q.Slugs, a.Slug) || since > sameWork {
		return 0
	}
	return int((since + time.Minute - 1) / time.Minute)
}

// confirm lets the finder learn what a person said of an aid, if it is about the
// question they asked.
func (t *turn) confirm(a *knowledge.Aid, helped bool) error {
	q := t.Session.Asked
	if q.Text == "" || !slices.Contains(q.Slugs, a.Slug) || t.Now.Sub(q.Time) > sameWork {
		return nil
	}
	key := knowledge.Key{Slug: a.Slug, Lang: knowledge.Lang(q.Lang)}
	return t.b.found.Confirm(t.Tx, find.Confirmation{Key: key, Text: q.Text, Person: t.Who(), Helped: helped, Time: t.Now})
}

// contactFor names who can help further: the contact of an aid, or the general one. Of
// "AID/card" it offers the aid too.
func (t *turn) contactFor(ref string) (chat.Reply, error) {
	ref, card := dialog.Cut(ref)
	role := t.b.contact
	if ref == "" && len(t.Session.Asked.Slugs) > 0 {
		ref = t.Session.Asked.Slugs[0]
	}
	if a, ok := t.Aid(ref); ok {
		if a.Contact != "" {
			role = a.Contact
		}
		t.NoteAid(journal.ContactShown, a, 0, "")
		if card != "" {
			return t.Show(chat.Card{Body: []chat.Block{chat.Text(words.In(t.W.Lang).ContactOn.With(t.W.Label(role), a.Title))}, Buttons: []chat.Button{dialog.Button(t.W.ShowCard, dialog.On(verbOpen, a))}}), nil
		}
	} else {
		t.Note(journal.Entry{Kind: journal.ContactShown})
	}
	return t.Say(words.In(t.W.Lang).Contact.With(t.W.Label(role))), nil
}

// fine ends an offer that was turned down. With "nothing" there was none: the word
// that was typed works on a card, and no card is open.
func (t *turn) fine(arg string) (chat.Reply, error) {
	t.Session.Awaits, t.Session.Draft = chat.Action{}, nil
	if arg == "nothing" {
		if t.wantsQuiet() {
			return t.nudges()
		}
		if len(t.Session.Offered) > 0 {
			return t.Say(words.In(t.W.Lang).NotHere), nil
		}
		return t.Say(words.In(t.W.Lang).NothingOpen), nil
	}
	return t.Say(t.W.Fine), nil
}
