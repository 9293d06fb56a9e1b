package casework

import (
	"cmp"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/people"
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
	card := chat.Card{}
	if lead != "" {
		card.Body = append(card.Body, chat.Text(lead))
	}
	card.Body = append(card.Body, chat.Question{Field: "who", Prompt: w.InviteAsk.With(w.Roles[string(role)]), Hint: t.W.ForInstance.With("@sanne"), Need: true, Person: true})
	submit, not := dialog.Do(verb, "reader", ref(c.ID)), dialog.Do(verb, "show", ref(c.ID))
	card.Buttons = []chat.Button{dialog.Submit(w.Invite, submit), dialog.Button(t.W.NotNow, not)}
	r := t.Form(card, submit, not, not)
	r.Private = !t.Event.Direct
	return r
}

// invite asks the colleague who was named to take the other role.
func invite(t *dialog.Turn, c *cases.Case) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	if len(t.Event.People) != 1 {
		return askWho(t, c, w.InviteWho), nil
	}
	who := t.Event.People[0]
	inAYear := t.Now.AddDate(1, 0, 0) // until then it waits for who does not know Handvat
	p, err := people.Named(t.Tx, people.Identity{Platform: string(who.Platform), Team: who.Team, User: who.ID}, inAYear)
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
	if t.Agenda != nil {
		if _, err := t.Agenda.Add(t.Tx, agenda.Item{Key: "case/offer/" + ref(c.ID) + "/" + string(by) + "/" + string(p.ID), Kind: agenda.Feedback, Person: p.ID, In: chat.Place{Platform: t.Event.In.Platform},
			Due: t.Now, Expires: inAYear, Action: dialog.Do(verb, "offer", ref(c.ID), by), Purpose: w.OfferWhy, Priority: 7}); err != nil {
			return chat.Reply{}, err
		}
	}
	return show(t, c, text.Capital(w.Invited.With(t.Name(who))))
}

// join tells somebody that they are asked to work on a case, or takes that they will.
func join(t *dialog.Turn, c *cases.Case, what, as string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	var role, other *cases.Role
	if c != nil {
		role, other = &c.Adviser, &c.Sponsor
		if as == string(cases.BySponsor) {
			role, other = other, role
		}
	}
	if role == nil || role.Invited != string(t.Person.ID) {
		if t.Event.Kind == chat.Due {
			return chat.Reply{}, nil
		}
		return t.Say(w.Gone), nil
	}
	if what == "offer" {
		from := text.Capital(cmp.Or(other.Name, t.W.Someone))
		card := chat.Card{Body: []chat.Block{chat.Text(w.Offer.With(chat.Strip(from), chat.Strip(c.Title), w.Roles[as]))}, Note: w.OfferWhy,
			Buttons: []chat.Button{dialog.Primary(w.Join, dialog.Do(verb, "join", ref(c.ID), as)), dialog.Button(t.W.NotNow, chat.Action{Verb: dialog.Fine})}}
		return t.Aside(card), nil
	}
	role.Person, role.Invited = string(t.Person.ID), ""
	if err := save(t, c); err != nil {
		return chat.Reply{}, err
	}
	return show(t, c, w.Joined.With(w.Roles[as], chat.Strip(c.Title)))
}
