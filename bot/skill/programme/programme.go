// Package programme is the skill of going through a programme: who is in the team of a
// case gets, round each day on which people meet, an aid to prepare with and a question to
// look back with; before the first one why it is there, what is expected afterwards, and
// the question what they want with it themselves; and at any time one view of what comes.
//
// Nothing is sent before the case is in practice. What somebody wants with it is theirs:
// nobody else reads it. Whether people use it after 30, 90 and 180 days is asked, and
// counted, as after any training: who says they were there at the last day is registered.
package programme

import (
	"errors"
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// Skill lets people go through the programmes of their team.
var Skill = dialog.Skill{
	Name:   "programme",
	Texts:  words,
	Tables: []store.Declared{&owns},
	Acts: map[string]dialog.Act{
		"next": dialog.Mine(next),
		"goal": dialog.Mine(of(visit.goal)),
		"set":  dialog.Mine(of(visit.set)),
		"was":  dialog.Mine(at(visit.was)),
		"fine": dialog.Mine(of(visit.fine)),
		"stop": dialog.Mine(of(visit.stop)),
	},
	Commands: []string{"next"},
	Due: map[string]dialog.Func{
		"lead":   lead,
		"start":  of(visit.start),
		"before": at(visit.before),
		"after":  at(visit.after),
		"ask":    at(visit.askFeedback),
	},
	Jobs: map[string]dialog.Func{"plan": planAll, "forget": forgetGone},
	Goal: goalOf,
}

// An own is what a person keeps about a programme.
type own struct {
	Title   string
	Goal    string `json:",omitempty"` // what they want with it, in their words
	Stopped bool   `json:",omitempty"` // nothing of it is sent to them
}

// owns are the programmes of people, by case, until that is gone.
var owns = store.Table[own]{Bucket: "programme.own", Class: store.Personal, Keep: store.Forever}

func key(id people.ID, c *cases.Case) []byte { return store.Key(string(id), c.ID) }

// A visit is a turn of somebody about a programme of theirs.
type visit struct {
	*dialog.Turn
	c   *cases.Case
	own own
	at  string // "NUMBER/DAY" of a touchpoint, or empty
}

// of makes the act of a programme of the person; its argument is "CASE", or "CASE/NUMBER/DAY".
func of(act func(visit) (chat.Reply, error)) dialog.Func {
	return func(t *dialog.Turn, arg string) (chat.Reply, error) {
		r, rest := dialog.Cut(arg)
		c, ok := find(t, r)
		if !ok || !takesPart(t.Tx, c, t.Person) {
			return t.Past(), nil
		}
		own, _, err := owns.Load(t.Tx, key(t.Person.ID, c))
		if err != nil || own.Stopped && t.Event.Kind == chat.Due {
			return chat.Reply{}, err
		}
		return act(visit{t, c, own, rest})
	}
}

// at makes the act of a touchpoint, unless it was moved or called off.
func at(act func(v visit, n int) (chat.Reply, error)) dialog.Func {
	return of(func(v visit) (chat.Reply, error) {
		num, day := dialog.Cut(v.at)
		n := dialog.Number(num)
		if n < 0 || n >= len(v.c.Programme.Events) || string(v.c.Programme.Events[n].Date) != day {
			return v.Past(), nil
		}
		return act(v, n)
	})
}

// find returns the case that an action names, if people go through its programme.
func find(t *dialog.Turn, named string) (c *cases.Case, ok bool) {
	all := running(t.Tx)
	if i := slices.IndexFunc(all, func(c *cases.Case) bool { return ref(c.ID) == named }); i >= 0 {
		return all[i], true
	}
	return nil, false
}

// running are the cases whose programme people go through: those in practice, until they
// are closed.
func running(tx *store.Tx) []*cases.Case {
	return slices.DeleteFunc(cases.All(tx), func(c *cases.Case) bool {
		return c.Programme == nil || len(c.Programme.Events) == 0 || c.Team == "" ||
			c.Phase.Before(cases.Praktijk) || c.Phase == cases.Closed
	})
}

// takesPart reports whether p is in the team of a case, or in a unit below it.
func takesPart(tx *store.Tx, c *cases.Case, p people.Profile) bool {
	return p.Unit() == c.Team || slices.Contains(people.UnitsBelow(tx, c.Team), p.Unit())
}

// ref names a case in an action.
func ref(id string) string { return dialog.CaseRef(id) }

func (v visit) do(act string, rest ...any) chat.Action {
	return dialog.Do("programme/"+act, append([]any{ref(v.c.ID)}, rest...)...)
}

// save keeps what is the person's own.
func (v visit) save() error {
	v.own.Title = v.c.Title
	return owns.Save(v.Tx, key(v.Person.ID, v.c), v.own)
}

// aidFor is the aid that goes with a touchpoint, or else with the programme; nil if there
// is none.
func (v visit) aidFor(n int) *knowledge.Aid {
	slugs := v.c.Programme.Aids
	if n >= 0 {
		e := v.c.Programme.Events[n]
		if slugs = append([]string{e.Prepare}, slugs...); e.Kind == cases.Feedback {
			slugs = slugs[:1]
		}
	}
	for _, slug := range slugs {
		if a, ok := v.Lib.Lookup(slug, v.Lang()); ok {
			return a
		}
	}
	return nil
}

// goal asks what the person wants with the programme.
func (v visit) goal() (chat.Reply, error) { return v.form(""), nil }

// form asks for a goal, after something was said first if lead is not empty.
func (v visit) form(lead string) chat.Reply {
	w := words.In(v.W.Lang)
	card := chat.Card{Note: w.Private, Body: dialog.Led(lead)}
	card.Body = append(card.Body, chat.Question{Field: dialog.AnswerField, Prompt: w.Ask[0],
		Hint: v.W.ForInstance.With(w.Ask[1]), Value: v.own.Goal, Need: true, Long: true})
	submit, not := v.do("set"), v.do("fine")
	card.Buttons = []chat.Button{dialog.Submit(v.W.Save, submit), dialog.Button(v.W.NotNow, not)}
	r := v.FormFor(card, submit, not, not)
	r.Fleeting = v.own.Goal != ""
	return r
}

// set keeps what the person wants with the programme.
func (v visit) set() (chat.Reply, error) {
	w := words.In(v.W.Lang)
	said := strings.Join(strings.Fields(v.Filled(0)), " ")
	switch {
	case said == "":
		return v.form(w.Nothing), nil
	case dialog.Crisis(said):
		return v.HelpNow()
	}
	if err := v.Conceal(); err != nil {
		return chat.Reply{}, err
	}
	v.own.Goal = w.ICan.With(dialog.Fit(w.doing(said), 300))
	next := dialog.Button(w.Next, dialog.Do("programme/next"))
	return v.Fleeting(dialog.Says(w.Kept.With(dialog.LowerFirst(v.own.Goal)), next)), v.save()
}

// doing is what somebody wants to be able to do, as it stands behind "I can".
func (w *texts) doing(said string) string {
	said = strings.TrimRight(said, ".")
	for _, begin := range w.Begins {
		if len(said) > len(begin) && strings.EqualFold(said[:len(begin)+1], begin+" ") {
			return said[len(begin)+1:]
		}
	}
	return dialog.LowerFirst(said)
}

// fine takes that the person lets it be, this time.
func (v visit) fine() (chat.Reply, error) { return v.Say(v.W.Skipped), nil }

// stop ends what is sent of the programme.
func (v visit) stop() (chat.Reply, error) {
	v.own.Stopped = true
	err := errors.Join(v.save(), v.Agenda.Stop(v.Tx, v.Person.ID, series(v.c)))
	return v.Say(words.In(v.W.Lang).Stopped.With(chat.Strip(v.c.Title))), err
}

// series names everything on the agenda that is about a programme.
func series(c *cases.Case) string { return "programme/" + ref(c.ID) }

// goalOf is what the person wants with the programme of a title.
func goalOf(t *dialog.Turn, title string) string {
	for _, own := range owns.Of(t.Tx, string(t.Person.ID)) {
		if text.Normal(own.Title) == text.Normal(title) {
			return own.Goal
		}
	}
	return ""
}

// forgetGone removes what people keep about programmes of cases that are gone.
func forgetGone(t *dialog.Turn, _ string) (_ chat.Reply, err error) {
	for k := range owns.All(t.Tx) {
		if _, ok := cases.Get(t.Tx, string(k[len(store.Owner(k))+1:])); !ok {
			err = errors.Join(err, owns.Delete(t.Tx, k))
		}
	}
	return chat.Reply{}, err
}
