package casework

import (
	"cmp"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/cases"
)

// free is the role of a case that nobody took in chat: first the one the person does
// not have.
func free(t *dialog.Turn, c *cases.Case) (*cases.Role, cases.By) {
	if c.Sponsor.Person == string(t.Person.ID) || c.Sponsor.Person != "" && c.Adviser.Person == "" {
		return &c.Adviser, cases.ByAdviser
	}
	return &c.Sponsor, cases.BySponsor
}

// askWho asks whom to invite for the other role, after something was said first if lead
// is not empty.
func askWho(t *dialog.Turn, c *cases.Case, lead string) chat.Reply {
	w := words.In(t.W.Lang)
	_, role := free(t, c)
	card := chat.Card{Body: dialog.Led(lead)}
	card.Body = append(card.Body, chat.Question{Field: "who", Prompt: w.InviteAsk.With(w.Roles[string(role)]),
		Hint: t.W.ForInstance.With("@sanne"), Need: true, Person: true})
	submit, not := do("reader", ref(c.ID)), do("show", ref(c.ID))
	card.Buttons = []chat.Button{dialog.Submit(w.Invite, submit), dialog.Button(t.W.NotNow, not)}
	return t.Form(card, submit, not, not)
}

// invite asks the colleague who was named to take the other role.
func invite(t *dialog.Turn, c *cases.Case, _ string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	if len(t.Event.People) != 1 {
		return askWho(t, c, w.InviteWho), nil
	}
	who := t.Event.People[0]
	inAYear := t.Now.AddDate(1, 0, 0) // until then it waits for who does not know Handvat
	p, err := t.Named(who, inAYear)
	switch {
	case err != nil:
		return chat.Reply{}, err
	case p.ID == t.Person.ID:
		return askWho(t, c, w.InviteSelf), nil
	}
	role, by := free(t, c)
	if role.Name == "" {
		role.Name = t.Name(who)
	}
	role.Invited = string(p.ID)
	if err := save(t, c); err != nil {
		return chat.Reply{}, err
	}
	does := do("offer", ref(c.ID), by)
	if _, err := t.Agenda.Add(t.Tx, agenda.Item{
		Key: does.Verb + "/" + does.Arg + "/" + string(p.ID), Kind: agenda.Feedback, Person: p.ID,
		In: chat.Place{Platform: t.Event.In.Platform}, Due: t.Now, Expires: inAYear, Action: does,
		Purpose: words.Say(func(w *texts) string { return w.OfferWhy }), Promised: true, Priority: 7,
	}); err != nil {
		return chat.Reply{}, err
	}
	return show(t, c, text.Capital(w.Invited.With(t.Name(who))))
}

// invited is the case, and the role in it, that the person was asked to take: CASE/ROLE. Ok is false if they were
// not, or are not any more.
func invited(t *dialog.Turn, arg string) (c *cases.Case, role, other *cases.Role, as string, ok bool) {
	r, as := dialog.Cut(arg)
	if c, ok = find(t.Tx, r); !ok {
		return nil, nil, nil, as, false
	}
	role, other = &c.Adviser, &c.Sponsor
	if as == string(cases.BySponsor) {
		role, other = other, role
	}
	return c, role, other, as, role.Invited == string(t.Person.ID)
}

// offer tells somebody that they are asked to work on a case.
func offer(t *dialog.Turn, arg string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	c, _, other, as, ok := invited(t, arg)
	if !ok {
		return chat.Reply{}, nil
	}
	from := text.Capital(cmp.Or(other.Name, t.W.Someone))
	says := w.Offer.With(chat.Strip(from), chat.Strip(c.Title), w.Roles[as])
	return t.Aside(dialog.Noted(says, w.OfferWhy, dialog.Primary(w.Join, do("join", ref(c.ID), as)), t.NotNow())), nil
}

// join takes that somebody who was asked will work on a case.
func join(t *dialog.Turn, arg string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	c, role, _, as, ok := invited(t, arg)
	if !ok {
		return t.Say(w.Gone), nil
	}
	t.Subject = c.ID
	role.Person, role.Invited = string(t.Person.ID), ""
	if err := save(t, c); err != nil {
		return chat.Reply{}, err
	}
	return show(t, c, w.Joined.With(w.Roles[as], chat.Strip(c.Title)))
}
