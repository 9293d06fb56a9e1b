package bot

import (
	"slices"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/words"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/journal"
)

// helped takes what a person says of an aid: "yes/AID", "bit/AID" or "no/AID".
func (t *turn) helped(arg string) (chat.Reply, error) {
	answer, ref := cut(arg)
	a, ok := t.aid(ref)
	if !ok {
		return t.say(t.w.Gone), nil
	}
	switch answer {
	case "yes":
		t.noteAid(journal.Outcome, a, 0, "helped")
		if err := t.confirm(a, true); err != nil {
			return chat.Reply{}, err
		}
		c := chat.Card{Body: []chat.Block{chat.Text(t.w.ThanksYes)}}
		if a.Plan != "" && !t.short {
			c.Buttons = []chat.Button{button(t.w.Plan, on(verbPart, a, "plan"))}
		}
		return t.thenFollow(a, t.show(c))
	case "bit":
		t.noteAid(journal.Outcome, a, 0, "partly")
		c := chat.Card{Body: []chat.Block{chat.Text(t.w.ThanksBit)}, Buttons: t.ways(a)}
		c.Buttons = append(c.Buttons[:min(len(c.Buttons), 2)], button(t.w.WhoHelps, chat.Action{Verb: verbContact, Arg: aidRef(a)}))
		return t.show(c), nil
	}
	t.noteAid(journal.Outcome, a, 0, "not")
	if err := t.confirm(a, false); err != nil {
		return chat.Reply{}, err
	}
	tap := func(rs []words.Reason) (bs []chat.Button) {
		for _, r := range rs {
			bs = append(bs, button(r.Label, chat.Action{Verb: verbReason, Arg: r.Key + "/" + aidRef(a)}))
		}
		return bs
	}
	n := len(t.w.Reasons) - 1 // "other" comes by itself: five fit in a row
	return t.show(chat.Card{
		Body:    []chat.Block{chat.Tap{Prompt: t.w.SorryNo, Options: tap(t.w.Reasons[:n])}},
		Buttons: tap(t.w.Reasons[n:]),
	}), nil
}

// reason takes what got in the way: "KEY/AID". The authors get the question with it.
func (t *turn) reason(arg string) (chat.Reply, error) {
	key, ref := cut(arg)
	a, ok := t.aid(ref)
	known := slices.ContainsFunc(t.w.Reasons, func(r words.Reason) bool { return r.Key == key })
	if !ok || !known {
		return t.say(t.w.Gone), nil
	}
	t.noteAid(journal.Reason, a, 0, key)
	if err := t.tooBusy(key); err != nil {
		return chat.Reply{}, err
	}
	if slices.Contains(t.s.Asked.Slugs, a.Slug) {
		if err := t.keepQuestion("not", a.Slug, key); err != nil {
			return chat.Reply{}, err
		}
	}
	return t.show(chat.Card{
		Body: []chat.Block{chat.Text(t.w.ThanksReason)},
		Buttons: []chat.Button{
			primary(t.w.ContactYes, chat.Action{Verb: verbContact, Arg: ref}),
			button(t.w.No, chat.Action{Verb: verbFine}),
		},
	}), nil
}

// confirm lets the finder learn what a person said of an aid, if it is about the
// question they asked.
func (t *turn) confirm(a *knowledge.Aid, helped bool) error {
	q := t.s.Asked
	if q.Text == "" || !slices.Contains(q.Slugs, a.Slug) {
		return nil
	}
	key := knowledge.Key{Slug: a.Slug, Lang: knowledge.Lang(q.Lang)}
	return t.b.found.Confirm(t.tx, find.Confirmation{Key: key, Text: q.Text, Person: t.who(), Helped: helped, Time: t.now})
}

// who is the person's pseudonym, or nothing when they ask anonymously.
func (t *turn) who() string {
	if t.p.Unseen {
		return ""
	}
	return string(t.p.ID)
}

// contactFor names who can help further: the contact of an aid, or the general one.
func (t *turn) contactFor(ref string) (chat.Reply, error) {
	role := t.b.contact
	if ref == "" && len(t.s.Asked.Slugs) > 0 {
		ref = t.s.Asked.Slugs[0]
	}
	if a, ok := t.aid(ref); ok {
		if a.Contact != "" {
			role = a.Contact
		}
		t.noteAid(journal.ContactShown, a, 0, "")
	} else {
		t.note(journal.Entry{Kind: journal.ContactShown})
	}
	return t.say(sprintf(t.w.Contact, t.w.Label(role))), nil
}

// fine ends an offer that was turned down. With "nothing" there was none: the word
// that was typed works on a card, and no card is open.
func (t *turn) fine(arg string) (chat.Reply, error) {
	t.s.Awaits, t.s.Draft = chat.Action{}, nil
	if arg == "nothing" {
		if t.wantsQuiet() {
			return t.nudges()
		}
		return t.say(t.w.NothingOpen), nil
	}
	return t.say(t.w.Fine), nil
}
