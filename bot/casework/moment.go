package casework

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/talk"
	"github.com/handvat/handvat/bot/words"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// remindAll plans what is to be asked about every case, such as those that came from a
// file.
func remindAll(tx *store.Tx, a *agenda.Agenda, now time.Time) error {
	all, err := cases.All(tx)
	if err != nil {
		return err
	}
	for _, c := range all {
		if err := remind(tx, a, c, now); err != nil {
			return err
		}
	}
	return nil
}

// remind plans the questions for the readings and reviews of a case that are still to
// come: each on its day, and once more three working days later. What was answered in
// the meantime is not asked any more. Planning them again changes nothing.
func remind(tx *store.Tx, a *agenda.Agenda, c *cases.Case, now time.Time) error {
	for _, i := range c.Plan.Indicators {
		for _, m := range i.Moments {
			state, _ := i.At(m, "")
			q := question{i.Owner, m.Date, talk.Do(verb, "moment", ref(c.ID), ref(i.ID), m.Kind), state == cases.Met || m.Absent != "" || c.Phase == cases.Closed}
			if err := q.plan(tx, a, c, now); err != nil {
				return err
			}
		}
	}
	for _, item := range c.Anchoring.Items {
		for _, months := range cases.ReviewMonths {
			day, _, r := c.Anchoring.Review(item, months, "")
			q := question{item.Owner, day, talk.Do(verb, "review", ref(c.ID), ref(item.ID), months), r.Answer != "" || c.Phase != cases.Anchored}
			if err := q.plan(tx, a, c, now); err != nil {
				return err
			}
		}
	}
	return nil
}

// A question is to be asked on a day, of the person who is responsible for an owner's
// things.
type question struct {
	owner    string
	day      cases.Day
	act      chat.Action
	answered bool // or no longer of use
}

// plan puts q on the agenda, or takes it off when it was answered.
func (q question) plan(tx *store.Tx, a *agenda.Agenda, c *cases.Case, now time.Time) error {
	prefix := "case/" + q.act.Arg + "/"
	if q.answered {
		return a.Cancel(tx, prefix)
	}
	who := people.ID(responsible(c, q.owner))
	if who == "" || q.day == "" {
		return nil
	}
	p, ok, err := people.ByID(tx, who)
	if !ok || err != nil || p.Home.IsZero() {
		return err
	}
	for n, due := range []cases.Day{q.day, workdays(q.day, 3)} {
		if due < cases.DayOf(now) {
			continue
		}
		if _, err := a.Add(tx, agenda.Item{
			Key: prefix + string(due) + "/" + string(who) + "/" + strconv.Itoa(n), Kind: agenda.Plan, Person: who, In: chat.Place{Platform: chat.Platform(p.Home.Platform)},
			Due: due.Time().Add(12 * time.Hour), Action: q.act, Purpose: words.In(c.Lang).Casework.Purpose, Priority: 6,
		}); err != nil {
			return err
		}
	}
	return nil
}

// responsible is the person who is asked for something with this owner: the one of that
// role, or else the adviser, or else the sponsor. Others are not in chat; whoever is
// asked sees whose it is.
func responsible(c *cases.Case, owner string) string {
	for _, r := range []cases.Role{c.Sponsor, c.Adviser} {
		if r.Person != "" && r.Name == owner {
			return r.Person
		}
	}
	if c.Adviser.Person != "" {
		return c.Adviser.Person
	}
	return c.Sponsor.Person
}

// moment is the message that it is time for a reading: "INDICATOR/KIND". Once there is
// one it is not sent.
func moment(t *talk.Turn, c *cases.Case, more string) (chat.Reply, error) {
	w := &t.W.Casework
	which, kind := talk.Cut(more)
	n := slices.IndexFunc(c.Plan.Indicators, func(i cases.Indicator) bool { return ref(i.ID) == which })
	if n < 0 {
		return chat.Reply{}, nil
	}
	i := c.Plan.Indicators[n]
	m, ok := i.Moment(cases.MomentKind(kind))
	if state, _ := i.At(m, today(t)); !ok || state == cases.Met || m.Absent != "" {
		return chat.Reply{}, nil
	}
	card := chat.Card{Body: []chat.Block{chat.Text(fmt.Sprintf(w.Moment[kind], chat.Strip(i.Name)))}, Note: w.Purpose, Buttons: []chat.Button{
		talk.Primary(w.FillIn, talk.Do(verb, "ask", ref(c.ID), "reading", which)),
		talk.Button(w.Absent, talk.Do(verb, "absent", ref(c.ID), which)),
	}}
	return t.Aside(card), nil
}

// absent takes that there is no value for the moment that is open.
func absent(t *talk.Turn, c *cases.Case, which string) (chat.Reply, error) {
	for n := range c.Plan.Indicators {
		if i := &c.Plan.Indicators[n]; ref(i.ID) == which && i.Absent(t.W.Casework.AbsentWhy, today(t)) {
			return t.Say(t.W.Casework.AbsentSaid), save(t, c)
		}
	}
	return show(t, c, ""), nil
}

// review asks whether something is still there after a number of months, or takes the
// answer: "ITEM/MONTHS" or "ITEM/MONTHS/ANSWER".
func review(t *talk.Turn, c *cases.Case, more string) (chat.Reply, error) {
	w := &t.W.Casework
	which, rest := talk.Cut(more)
	num, said := talk.Cut(rest)
	months := talk.Number(num)
	n := slices.IndexFunc(c.Anchoring.Items, func(a cases.Anchor) bool { return ref(a.ID) == which })
	if n < 0 || !slices.Contains(cases.ReviewMonths, months) {
		return chat.Reply{}, nil
	}
	item := &c.Anchoring.Items[n]
	answered := slices.ContainsFunc(item.Reviews, func(r cases.Review) bool { return r.Months == months })
	if said == "" {
		if answered {
			return chat.Reply{}, nil
		}
		card := chat.Card{Body: []chat.Block{chat.Text(fmt.Sprintf(w.Review, months, chat.Strip(item.What)))}, Note: w.Purpose}
		for _, r := range w.Reviews {
			card.Buttons = append(card.Buttons, talk.Button(r.Label, talk.Do(verb, "review", ref(c.ID), which, months, r.Key)))
		}
		return t.Aside(card), nil
	}
	if !slices.ContainsFunc(w.Reviews, func(r words.Reason) bool { return r.Key == said }) {
		return t.Say(t.W.Gone), nil
	}
	item.Reviews = slices.DeleteFunc(slices.Clone(item.Reviews), func(r cases.Review) bool { return r.Months == months })
	item.Reviews = append(item.Reviews, cases.Review{Months: months, Answer: cases.StillThere(said), Date: today(t)})
	if err := save(t, c); err != nil {
		return chat.Reply{}, err
	}
	if said != string(cases.Slipped) {
		return t.Say(w.ReviewGood), nil
	}
	card := chat.Card{Body: []chat.Block{chat.Text(w.ReviewBad)}}
	if a, ok := t.Lib.Lookup("borgingsplan", t.Lang()); ok {
		card.Buttons = append(card.Buttons, talk.Primary(talk.Fit(a.Title, chat.MaxLabel), talk.On(talk.Open, a)), talk.Button(t.W.WhoHelps, talk.On(talk.Contact, a)))
	}
	return t.Show(card), nil
}

// free is the role of a case that nobody took in chat: first the one the person does
// not have.
func free(t *talk.Turn, c *cases.Case) (*cases.Role, cases.By) {
	if c.Sponsor.Person == string(t.Person.ID) || c.Sponsor.Person != "" && c.Adviser.Person == "" {
		return &c.Adviser, cases.ByAdviser
	}
	return &c.Sponsor, cases.BySponsor
}

// askWho asks whom to invite for the other role, after something was said first if lead
// is not empty.
func askWho(t *talk.Turn, c *cases.Case, lead string) chat.Reply {
	w := &t.W.Casework
	_, role := free(t, c)
	card := chat.Card{}
	if lead != "" {
		card.Body = append(card.Body, chat.Text(lead))
	}
	card.Body = append(card.Body, chat.Question{Field: "who", Prompt: fmt.Sprintf(w.InviteAsk, w.Roles[string(role)]), Hint: fmt.Sprintf(t.W.ForInstance, "@sanne"), Need: true, Person: true})
	submit, not := talk.Do(verb, "reader", ref(c.ID)), talk.Do(verb, "show", ref(c.ID))
	card.Buttons = []chat.Button{talk.Submit(w.Invite, submit), talk.Button(t.W.NotNow, not)}
	r := t.Form(card, submit, not, not)
	r.Private = !t.Event.Direct
	return r
}

// invite asks the colleague who was named to take the other role.
func invite(t *talk.Turn, c *cases.Case) (chat.Reply, error) {
	w := &t.W.Casework
	if len(t.Event.People) != 1 {
		return askWho(t, c, w.InviteWho), nil
	}
	who := t.Event.People[0]
	p, ok, err := people.Find(t.Tx, people.Identity{Platform: string(who.Platform), Team: who.Team, User: who.ID})
	switch {
	case err != nil:
		return chat.Reply{}, err
	case !ok || p.Home.IsZero() || p.Left:
		return askWho(t, c, words.Capital(fmt.Sprintf(w.Never, t.Name(who)))), nil
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
			Due: t.Now, Action: talk.Do(verb, "offer", ref(c.ID), by), Purpose: w.OfferWhy, Priority: 7}); err != nil {
			return chat.Reply{}, err
		}
	}
	return show(t, c, words.Capital(fmt.Sprintf(w.Invited, t.Name(who)))), nil
}

// join tells somebody that they are asked to work on a case, or takes that they will.
func join(t *talk.Turn, c *cases.Case, what, as string) (chat.Reply, error) {
	w := &t.W.Casework
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
		from := words.Capital(cmp.Or(other.Name, t.W.Someone))
		card := chat.Card{Body: []chat.Block{chat.Text(fmt.Sprintf(w.Offer, chat.Strip(from), chat.Strip(c.Title), w.Roles[as]))}, Note: w.OfferWhy,
			Buttons: []chat.Button{talk.Primary(w.Join, talk.Do(verb, "join", ref(c.ID), as)), talk.Button(t.W.NotNow, chat.Action{Verb: talk.Fine})}}
		return t.Aside(card), nil
	}
	role.Person, role.Invited = string(t.Person.ID), ""
	if err := save(t, c); err != nil {
		return chat.Reply{}, err
	}
	return show(t, c, fmt.Sprintf(w.Joined, w.Roles[as], chat.Strip(c.Title))), nil
}
