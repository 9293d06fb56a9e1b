package teamplan

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
)

// maxPart is how long one part of a plan may be, in characters, so that ten actions fit
// a card.
const maxPart = 90

// usualWeeks lie between looks at a plan when nothing else is said.
const usualWeeks = 2

// ask shows a form, to nobody but the person, whom the rest of the channel need not see
// typing. The label is that of the button that sends it.
func ask(t *dialog.Turn, c chat.Card, label string, submit chat.Action) chat.Reply {
	not := dialog.Do(dialog.Fine)
	c.Buttons = []chat.Button{dialog.Submit(label, submit), dialog.Button(t.W.NotNow, not)}
	return t.Alone(t.Form(c, submit, not, not))
}

// question asks for a field, with an example.
func question(t *dialog.Turn, field string, q [2]string, need bool) chat.Question {
	return chat.Question{Field: field, Prompt: q[0], Hint: t.W.ForInstance.With(q[1]), Need: need}
}

// askGoal asks for what a new plan is to achieve.
func askGoal(t *dialog.Turn, _ string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	rhythm := chat.Question{Field: "weeks", Prompt: w.Rhythm}
	rhythm.Choices = dialog.Choices(w.Rhythms)
	return ask(t, chat.Card{Title: w.Title, Body: []chat.Block{
		chat.Text(w.Lead), question(t, dialog.AnswerField, w.Goal, true),
		question(t, "serves", w.Serves, false), rhythm,
	}}, t.W.Save, dialog.Do("teamplan/make")), nil
}

// create makes a plan, unless its channel has one.
func create(t *dialog.Turn, _ string) (chat.Reply, error) {
	if t.Answer == "" {
		return askGoal(t, "")
	}
	if n, p := here(t); n > 0 {
		return showWith(t, n, p, ""), nil
	}
	p := plan{Lang: t.W.Lang, Maker: t.Person.ID, Weeks: usualWeeks, Began: t.Today(), Changed: t.Now,
		Goal: dialog.Fit(t.Answer, maxPart), Serves: dialog.Fit(dialog.Clean(t.Event.Fields["serves"]), maxPart)}
	if n := dialog.Number(t.Event.Fields["weeks"]); n > 0 && n < usualWeeks {
		p.Weeks = n
	}
	if !t.Event.Direct {
		p.In = t.Event.In
		p.In.Thread = ""
	}
	n, err := plans.Add(t.Tx, p)
	return public(showWith(t, n, p, "")), errors.Join(err, schedule(t, n, p))
}

// ownPlan begins a plan of the person's own that serves the goal of the team.
func ownPlan(t *dialog.Turn, _ uint64, p plan) (chat.Reply, error) {
	t.Answer = p.Goal
	return t.Do(dialog.Do(dialog.PlanFor))
}

// The parts of an action, in the order they are asked. Until all that it needs is there
// they wait in the session.
const (
	what = iota
	who
	day
	check
	whose // pseudonym and name of the owner
	named
	parts
)

var actionFields = [...]string{"what", "who", "day", "check"}

// add begins to ask for an action, of the plan that the argument names or else that of the channel.
func add(t *dialog.Turn, arg string) (chat.Reply, error) {
	if arg != "" {
		return of(askAction)(t, arg)
	}
	n, p := here(t)
	if n == 0 {
		return t.Say(words.In(t.W.Lang).Direct), nil
	}
	return askAction(t, n, p)
}

func askAction(t *dialog.Turn, seq uint64, p plan) (chat.Reply, error) {
	if len(p.Actions) >= maxActions {
		return t.Say(words.In(t.W.Lang).Full), nil
	}
	t.Session.Draft = make([]string, parts)
	return askParts(t, seq, ""), nil
}

// askParts asks for the parts of an action that are not there yet, after something was
// said first if lead is not empty.
func askParts(t *dialog.Turn, seq uint64, lead string) chat.Reply {
	w, have := words.In(t.W.Lang), t.Session.Draft
	c := chat.Card{Title: w.Add}
	if lead != "" {
		c.Body = append(c.Body, chat.Text(lead))
	} else {
		c.Typed = w.Typed
	}
	for i, q := range [...][2]string{w.What, w.Who, w.When, w.Check} {
		if have[i] != "" || i == who && have[whose] != "" || i == check && lead != "" {
			continue
		}
		ask := question(t, actionFields[i], q, i != check)
		ask.Person = i == who
		c.Body = append(c.Body, ask)
	}
	return ask(t, c, t.W.Save, dialog.Do("teamplan/save", seq))
}

// addAction takes an action that was filled in or typed. Without exactly one owner and a
// day it is not saved: the bot says what is missing, and remembers the rest.
func addAction(t *dialog.Turn, seq uint64, p plan) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	if len(p.Actions) >= maxActions {
		return t.Say(w.Full), nil
	}
	if len(t.Session.Draft) != parts {
		t.Session.Draft = make([]string, parts)
	}
	have := t.Session.Draft
	for i, v := range said(t, have) {
		if v != "" {
			have[i] = dialog.Fit(v, maxPart)
		}
	}
	if problem, err := findOwner(t, have); problem != "" || err != nil {
		return askParts(t, seq, problem), err
	}
	due, ok := text.Day(have[day], t.Today())
	switch {
	case have[what] == "":
		return askParts(t, seq, w.NeedWhat), nil
	case have[day] == "":
		return askParts(t, seq, w.NeedDay), nil
	case !ok || due.Before(t.Today()):
		have[day] = ""
		if !ok {
			return askParts(t, seq, t.W.Plans.NoDay), nil
		}
		return askParts(t, seq, t.W.Plans.PastDay), nil
	}
	p.Last++
	a := action{Number: p.Last, What: have[what], Check: have[check],
		Owner: people.ID(have[whose]), Name: have[named], Day: due}
	p.Actions = append(p.Actions, a)
	t.Session.Draft = nil
	t.Note(journal.Entry{Kind: journal.TeamPlanMade, Value: 1})
	lead := w.Added.With(a.What, ownerOf(t, a), t.W.Date(a.Day))
	err := errors.Join(save(t, seq, p), planReminder(t, seq, a), schedule(t, seq, p))
	return public(showWith(t, seq, p, lead)), err
}

// said is what was filled in or typed for the parts of an action: parts that are named,
// or the answer to the first that is missing.
func said(t *dialog.Turn, have []string) []string {
	v := make([]string, check+1)
	if t.Event.Kind == chat.Filled {
		for i, f := range actionFields {
			v[i] = dialog.Clean(t.Event.Fields[f])
		}
		return v
	}
	if v, ok := dialog.Labelled(t.Answer, words.In(t.W.Lang).Labels[:]); ok {
		v[what] = withoutNames(v[what], t.Event.People)
		return v
	}
	switch {
	case len(t.Event.People) > 0 && have[what] != "":
		v[who] = t.Answer
	case have[what] == "":
		v[what] = t.Answer
	case have[whose] == "":
		v[who] = t.Answer
	default:
		v[day] = t.Answer
	}
	return v
}

var spaces = regexp.MustCompile(`\s+`)

// withoutNames is a text without mentions of people.
func withoutNames(s string, named []chat.Person) string {
	for _, p := range named {
		s = strings.ReplaceAll(s, "@"+p.Name, "")
	}
	return strings.TrimSpace(spaces.ReplaceAllString(s, " "))
}

// findOwner writes down who the owner of an action is, unless that is known already. The
// problem says what is wrong.
func findOwner(t *dialog.Turn, have []string) (problem string, err error) {
	w := words.In(t.W.Lang)
	owner, me := t.Event.From, slices.Contains(t.W.TeamPlans.Me, text.Normal(have[who]))
	switch others := t.Event.People; {
	case len(others) > 1, len(others) == 1 && me:
		have[who], have[whose] = "", ""
		return w.OneOwner, nil
	case len(others) == 1:
		owner = others[0]
	case me:
	case have[whose] != "":
		return "", nil
	case have[what] == "":
		return w.NeedWhat, nil
	default:
		have[who] = ""
		return w.NeedWho, nil
	}
	p := t.Person
	if owner != t.Event.From { // who never talked with the bot owns an action like anyone
		p, err = t.Named(owner, t.Now.Add(privacy.KeepOwn))
	}
	have[whose], have[named] = string(p.ID), t.Name(owner)
	return "", err
}
