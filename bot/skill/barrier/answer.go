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

// agreeing makes an act of who may agree on what blocks a unit, with the key of their response. Without one they are
// asked for that first.
func agreeing(do func(t *dialog.Turn, unit string, f barriers.Factor, key string) (chat.Reply, error)) dialog.Func {
	return on(func(t *dialog.Turn, f barriers.Factor, rest string) (chat.Reply, error) {
		unit, key := dialog.Cut(rest)
		may, err := t.MayFor(people.WorkCases, unit)
		switch {
		case !may || err != nil:
			return t.Refuse(people.WorkCases), err
		case f.Helps || key != "" && response(t.W, key) == "":
			return t.Say(t.W.Gone), nil
		case key == "":
			return askHow(t, unit, f)
		}
		t.Subject = unit + "/" + f.String()
		return do(t, unit, f, key)
	})
}

// askHow asks what is agreed about a factor.
func askHow(t *dialog.Turn, unit string, f barriers.Factor) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	all, err := barriers.Visible(t.Tx, unit, t.Now, t.Zone)
	if err != nil {
		return chat.Reply{}, err
	}
	i := slices.IndexFunc(all, func(x barriers.Seen) bool { return x.Factor == f && x.People > 0 })
	if i < 0 {
		return t.Say(w.TooFew), nil
	}
	tap := chat.Tap{Prompt: w.HowTo.With(label(t.W, f), all[i].People)}
	for _, r := range w.Responses {
		tap.Options = append(tap.Options, dialog.Button(r.Label, dialog.Do("barrier/agree", f, unit, r.Key)))
	}
	t.Session.View = chat.Action{}
	return t.Show(chat.Card{Body: []chat.Block{tap},
		Buttons: []chat.Button{t.NotNow()}}), nil
}

// agree asks who sees to what is agreed.
func agree(t *dialog.Turn, unit string, f barriers.Factor, response string) (chat.Reply, error) {
	return askOwner(t, unit, f, response, ""), nil
}

// askOwner asks who sees to what was agreed, after something was said first if lead is
// not empty. Who types need name only the owner.
func askOwner(t *dialog.Turn, unit string, f barriers.Factor, response, lead string) chat.Reply {
	w := words.In(t.W.Lang)
	c := chat.Card{Body: dialog.Led(lead,
		chat.Question{Field: "who", Prompt: w.Owner, Hint: t.W.ForInstance.With("@ben"), Need: true, Person: true},
		chat.Question{Field: "what", Prompt: w.What[0], Hint: t.W.ForInstance.With(w.What[1])},
		chat.Question{Field: "day", Prompt: w.When[0], Hint: t.W.ForInstance.With(w.When[1])})}
	submit, not := dialog.Do("barrier/save", f, unit, response), dialog.Do(dialog.Fine)
	c.Buttons = []chat.Button{dialog.Submit(t.W.Save, submit), dialog.Button(t.W.NotNow, not)}
	return t.Form(c, submit, not, not)
}

// save writes down what was agreed, and puts it on the owner's agenda.
func save(t *dialog.Turn, unit string, f barriers.Factor, response string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	a := barriers.Answer{Response: cases.Response(response), Day: t.Today().AddDate(0, 0, usualTerm),
		What: dialog.Fit(dialog.Clean(t.Event.Fields["what"]), 200)}
	if said := dialog.Clean(t.Event.Fields["day"]); said != "" {
		day, ok := text.Day(said, t.Today())
		switch {
		case !ok:
			return askOwner(t, unit, f, response, t.W.Plans.NoDay), nil
		case day.Before(t.Today()):
			return askOwner(t, unit, f, response, t.W.Plans.PastDay), nil
		}
		a.Day = day
	}
	owner, me := t.Person, slices.Contains(t.W.TeamPlans.Me, text.Normal(t.Answer+t.Event.Fields["who"]))
	switch named := t.Event.People; {
	case len(named) == 1 && !me:
		var err error // who does not know Handvat is an owner like anyone
		if owner, err = t.Named(named[0], t.Now.AddDate(1, 0, 0)); err != nil {
			return chat.Reply{}, err
		}
		a.Name = t.Name(named[0])
	case len(named) == 0 && me:
		a.Name = t.Name(t.Event.From)
	default:
		return askOwner(t, unit, f, response, w.NeedOwner), nil
	}
	a.Owner = owner.ID
	err := barriers.Agree(t.Tx, unit, f, a, t.Now, t.Zone)
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
	if err != nil || !ok {
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
		Key: key(unit, f) + strconv.Itoa(a.Round), Event: key(unit, f), Moves: a.Round, Kind: agenda.Plan,
		Person: a.Owner, In: chat.Place{Platform: chat.Platform(owner.Identity.Platform)},
		Due: a.Day.Add(12 * time.Hour), Action: dialog.Do("barrier/ask", f, unit),
		Purpose: words.Say(func(w *texts) string { return w.Purpose }), Promised: true, Priority: 6,
	})
	return err
}

func unplan(t *dialog.Turn, unit string, f barriers.Factor) error {
	return t.Agenda.Cancel(t.Tx, key(unit, f))
}

// isGone asks the owner whether a factor is gone.
func isGone(t *dialog.Turn, f barriers.Factor, unit string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	a, ok, err := barriers.AnswerTo(t.Tx, unit, f)
	if err != nil || !ok || a.State != cases.Agreed || a.Owner != t.Person.ID {
		return chat.Reply{}, err
	}
	t.Note(journal.Entry{Kind: journal.NudgeSent, Detail: "factor"})
	c := dialog.Noted(w.IsGone.With(label(t.W, f)), chat.Strip(w.Purpose),
		dialog.Button(w.Gone, dialog.Do("barrier/gone", f, unit)),
		dialog.Button(w.NotYet, dialog.Do("barrier/later", f, unit)),
		dialog.Button(response(t.W, "accept"), dialog.Do("barrier/accept", f, unit)))
	if a.What != "" {
		c.Body = append(c.Body, chat.Text(a.What))
	}
	return t.Aside(c), nil
}

// settle takes what became of a factor: its owner says so, or who may agree on it.
func settle(state cases.FactorState) func(*dialog.Turn, barriers.Factor, string) (chat.Reply, error) {
	return func(t *dialog.Turn, f barriers.Factor, unit string) (chat.Reply, error) {
		w := words.In(t.W.Lang)
		a, ok, err := barriers.AnswerTo(t.Tx, unit, f)
		if err != nil {
			return chat.Reply{}, err
		}
		may, err := t.MayFor(people.WorkCases, unit)
		switch {
		case err != nil || !may && a.Owner != t.Person.ID:
			return t.Refuse(people.WorkCases), err
		case !ok:
			return t.Say(t.W.Gone), nil
		}
		day := t.Today().AddDate(0, 0, usualTerm)
		t.Subject = unit + "/" + f.String()
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
		asks, err := t.Promise(a.Owner, day)
		return t.Say(w.LaterSaid.With(asks)), errors.Join(err, plan(t, unit, f))
	}
}
