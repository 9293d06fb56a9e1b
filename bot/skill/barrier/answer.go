package barrier

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/barriers"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
)

// usualTerm is how many days an owner has when nothing else is said.
const usualTerm = 28

// response is the name of a response; empty if there is none.
func response(w *dialog.Words, key string) string {
	for _, r := range words.In(w.Lang).Responses {
		if r.Key == key {
			return r.Label
		}
	}
	return ""
}

func responds(w *dialog.Words, key string) bool { return response(w, key) != "" }

// respond asks what is agreed about a factor.
func (s skill) respond(t *dialog.Turn, unit string, f barriers.Factor) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	if may, err := mayAgree(t, unit); !may || err != nil {
		return t.Say(w.NotYours), err
	}
	all, err := barriers.Visible(t.Tx, unit, t.Now, s.zone)
	if err != nil {
		return chat.Reply{}, err
	}
	i := slices.IndexFunc(all, func(x barriers.Seen) bool { return x.Factor == f && x.People > 0 })
	if i < 0 {
		return t.Say(w.TooFew), nil
	}
	tap := chat.Tap{Prompt: w.HowTo.With(label(t.W, f), all[i].People)}
	for _, r := range w.Responses {
		tap.Options = append(tap.Options, dialog.Button(r.Label, dialog.Do(verb, "agree", r.Key, f, unit)))
	}
	t.Session.View = chat.Action{}
	return t.Own(chat.Card{Body: []chat.Block{tap}, Buttons: []chat.Button{dialog.Button(t.W.NotNow, chat.Action{Verb: dialog.Fine})}}), nil
}

// askOwner asks who sees to what was agreed, after something was said first if lead is
// not empty. Who types need name only the owner.
func (s skill) askOwner(t *dialog.Turn, unit string, f barriers.Factor, response, lead string) chat.Reply {
	w := words.In(t.W.Lang)
	c := chat.Card{}
	if lead != "" {
		c.Body = append(c.Body, chat.Text(lead))
	}
	c.Body = append(c.Body, chat.Question{Field: "who", Prompt: w.Owner, Hint: t.W.ForInstance.With("@ben"), Need: true, Person: true},
		chat.Question{Field: "what", Prompt: w.What[0], Hint: t.W.ForInstance.With(w.What[1])},
		chat.Question{Field: "day", Prompt: w.When[0], Hint: t.W.ForInstance.With(w.When[1])})
	submit, not := dialog.Do(verb, "save", response, f, unit), chat.Action{Verb: dialog.Fine}
	c.Buttons = []chat.Button{dialog.Submit(t.W.Save, submit), dialog.Button(t.W.NotNow, not)}
	r := t.Form(c, submit, not, not)
	r.Private = !t.Event.Direct
	return r
}

// agree writes down what was agreed, and puts it on the owner's agenda.
func (s skill) agree(t *dialog.Turn, unit string, f barriers.Factor, response string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	if may, err := mayAgree(t, unit); !may || err != nil {
		return t.Say(w.NotYours), err
	}
	a := barriers.Answer{Response: cases.Response(response), What: dialog.Fit(dialog.Clean(t.Event.Fields["what"]), 200), Day: t.Today().AddDate(0, 0, usualTerm)}
	if said := dialog.Clean(t.Event.Fields["day"]); said != "" {
		day, ok := text.Day(said, t.Today())
		switch {
		case !ok:
			return s.askOwner(t, unit, f, response, t.W.Plans.NoDay), nil
		case day.Before(t.Today()):
			return s.askOwner(t, unit, f, response, t.W.Plans.PastDay), nil
		}
		a.Day = day
	}
	owner, me := t.Person, slices.Contains(t.W.TeamPlans.Me, text.Normal(t.Answer+t.Event.Fields["who"]))
	switch named := t.Event.People; {
	case len(named) == 1 && !me:
		var err error // who does not know Handvat is an owner like anyone: nobody learns who uses it
		if owner, err = people.Named(t.Tx, people.Identity{Platform: string(named[0].Platform), Team: named[0].Team, User: named[0].ID}, t.Now.AddDate(1, 0, 0)); err != nil {
			return chat.Reply{}, err
		}
		a.Name = t.Name(named[0])
	case len(named) == 0 && me:
		a.Name = t.Name(t.Event.From)
	default:
		return s.askOwner(t, unit, f, response, w.NeedOwner), nil
	}
	a.Owner = owner.ID
	err := barriers.Agree(t.Tx, unit, f, a, t.Now, s.zone)
	if errors.Is(err, barriers.ErrTooFew) {
		return t.Say(w.TooFew), nil
	} else if err != nil {
		return chat.Reply{}, err
	}
	t.Note(journal.Entry{Kind: journal.FactorAnswered, Detail: response})
	if a.Response == cases.Accept {
		return t.Say(w.Accepted), unplan(t, unit, f)
	}
	return t.Say(w.Agreed.With(a.Name, t.W.Date(a.Day))), plan(t, unit, f)
}

// key is what the keys of the questions to the owner begin with. They say of what and
// not of whom: keys stay.
func key(unit string, f barriers.Factor) string { return "factor/" + unit + "/" + f.String() + "/" }

// plan puts it on the agenda to ask the owner whether a factor is gone.
func plan(t *dialog.Turn, unit string, f barriers.Factor) error {
	a, ok, err := barriers.AnswerTo(t.Tx, unit, f)
	if err != nil || !ok || t.Agenda == nil {
		return err
	}
	owner, ok, err := people.ByID(t.Tx, a.Owner)
	if err != nil || !ok {
		return err
	}
	if err := unplan(t, unit, f); err != nil {
		return err
	}
	_, err = t.Agenda.Add(t.Tx, agenda.Item{
		Key: key(unit, f) + strconv.Itoa(a.Round), Kind: agenda.Plan, Person: a.Owner, In: chat.Place{Platform: chat.Platform(owner.Identity.Platform)},
		Due: a.Day.Add(12 * time.Hour), Action: dialog.Do(verb, "ask", f, unit), Purpose: words.In(t.W.Lang).Purpose, Priority: 6,
	})
	return err
}

func unplan(t *dialog.Turn, unit string, f barriers.Factor) error {
	if t.Agenda == nil {
		return nil
	}
	return t.Agenda.Cancel(t.Tx, key(unit, f))
}

// isGone asks the owner whether a factor is gone.
func isGone(t *dialog.Turn, unit string, f barriers.Factor) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	a, ok, err := barriers.AnswerTo(t.Tx, unit, f)
	if err != nil || !ok || a.State != cases.Agreed || a.Owner != t.Person.ID {
		return t.Past(), err
	}
	t.Note(journal.Entry{Kind: journal.NudgeSent, Detail: "factor"})
	c := chat.Card{Body: []chat.Block{chat.Text(w.IsGone.With(label(t.W, f)))}, Note: chat.Strip(w.Purpose), Buttons: []chat.Button{
		dialog.Button(w.Gone, dialog.Do(verb, "gone", f, unit)), dialog.Button(w.NotYet, dialog.Do(verb, "later", f, unit)), dialog.Button(response(t.W, "accept"), dialog.Do(verb, "accept", f, unit))}}
	if a.What != "" {
		c.Body = append(c.Body, chat.Text(a.What))
	}
	return t.Aside(c), nil
}

// settle takes what became of a factor: its owner says so, or who may agree on it.
func (s skill) settle(t *dialog.Turn, unit string, f barriers.Factor, state cases.FactorState) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	a, ok, err := barriers.AnswerTo(t.Tx, unit, f)
	if err != nil {
		return chat.Reply{}, err
	}
	may, err := mayAgree(t, unit)
	if err != nil || !may && a.Owner != t.Person.ID || !ok {
		return t.Say(w.NotYours), err
	}
	day := t.Today().AddDate(0, 0, usualTerm)
	if err := barriers.Settle(t.Tx, unit, f, state, day, t.Now); err != nil {
		return chat.Reply{}, err
	}
	switch state {
	case cases.Gone:
		return t.Say(w.GoneSaid), unplan(t, unit, f)
	case cases.Accepted:
		t.Note(journal.Entry{Kind: journal.FactorAnswered, Detail: string(cases.Accept)})
		return t.Say(w.Accepted), unplan(t, unit, f)
	}
	return t.Say(w.LaterSaid.With(t.W.Date(day))), plan(t, unit, f)
}
