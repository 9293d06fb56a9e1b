// Package programme is the skill of going through a programme: who is in the team of a
// case gets, round each day on which people meet, an aid to prepare with and a question to
// look back with; before the first one why it is there, what is expected afterwards, and
// the question what they want with it themselves; and at any time one view of what comes.
//
// Nothing is sent before the case is in practice. What somebody wants with it is theirs:
// nobody else reads it. Whether people use it after 30, 90 and 180 days is asked, and
// counted, as after any training: who says they were there at the last day is registered.
//
// The store holds
//
//	programme.own: pseudonym NUL id of the case → own as JSON, until the case is gone
package programme

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

const (
	ownBucket = "programme.own"

	verb = "programme" // next; WHAT/CASE; WHAT/CASE/NUMBER/DAY of a touchpoint
)

// An own is what a person keeps about a programme.
type own struct {
	Title   string
	Goal    string `json:",omitempty"` // what they want with it, in their words
	Stopped bool   `json:",omitempty"` // nothing of it is sent to them
}

// A Finisher registers that somebody went through a programme, of which the last day was
// day, with the aid that goes with it, or nil.
type Finisher func(tx *store.Tx, p people.Profile, c *cases.Case, day time.Time, a *knowledge.Aid, now time.Time) error

// Skill lets people go through the programmes of their team. Who was there at the end is
// handed to finish, which may be nil.
func Skill(finish Finisher) dialog.Skill {
	return dialog.Skill{
		Name:   "programmes",
		Texts:  words,
		Title:  func(w *dialog.Words) string { return words.In(w.Lang).Title },
		Verbs:  map[string]dialog.Func{verb: func(t *dialog.Turn, arg string) (chat.Reply, error) { return act(t, arg, finish) }},
		Kept:   dialog.KeptIn(ownBucket),
		Forget: dialog.ForgetIn(ownBucket),
		Tend:   tend,
		Prune:  prune,
	}
}

// A visit is a turn of somebody about a programme of theirs.
type visit struct {
	*dialog.Turn
	c   *cases.Case
	own own
}

// act carries out what has to do with programmes.
func act(t *dialog.Turn, arg string, finish Finisher) (chat.Reply, error) {
	what, rest := dialog.Cut(arg)
	if what == "next" {
		return next(t)
	}
	r, rest := dialog.Cut(rest)
	all, err := running(t.Tx)
	if err != nil {
		return chat.Reply{}, err
	}
	i := slices.IndexFunc(all, func(c *cases.Case) bool { return ref(c.ID) == r })
	if i < 0 {
		return t.Past(), nil
	}
	v := visit{Turn: t, c: all[i]}
	if what == "lead" {
		return v.lead()
	}
	if !takesPart(t.Tx, v.c, t.Person) {
		return t.Past(), nil
	}
	if _, err := t.Tx.GetJSON(ownBucket, ownKey(t.Person.ID, v.c), &v.own); err != nil {
		return chat.Reply{}, err
	}
	if t.Event.Kind == chat.Due && v.own.Stopped {
		return chat.Reply{}, nil
	}
	switch what {
	case "start":
		return v.start()
	case "goal":
		return v.goal(""), nil
	case "set":
		return v.set()
	case "stop":
		return v.stop()
	case "fine":
		return t.Say(t.W.Skipped), nil
	}
	num, day := dialog.Cut(rest)
	n := dialog.Number(num)
	if n < 0 || n >= len(v.c.Programme.Events) || string(v.c.Programme.Events[n].Date) != day {
		return t.Past(), nil // it was moved or called off
	}
	switch what {
	case "before":
		return v.before(n)
	case "after":
		return v.after(n)
	case "was":
		return v.was(n, finish)
	}
	return t.Past(), nil
}

// running are the cases whose programme people go through: those in practice, until they
// are closed.
func running(tx *store.Tx) ([]*cases.Case, error) {
	all, err := cases.All(tx)
	return slices.DeleteFunc(all, func(c *cases.Case) bool {
		return c.Programme == nil || len(c.Programme.Events) == 0 || c.Team == "" || c.Phase.Before(cases.Praktijk) || c.Phase == cases.Closed
	}), err
}

// takesPart reports whether p is in the team of a case, or in a unit below it.
func takesPart(tx *store.Tx, c *cases.Case, p people.Profile) bool {
	return p.Unit() == c.Team || slices.Contains(people.UnitsBelow(tx, c.Team), p.Unit())
}

// maxRef is how many bytes of an action may name a case.
const maxRef = 24

// ref names a case in an action.
func ref(id string) string { return dialog.Ref(id, maxRef) }

func ownKey(id people.ID, c *cases.Case) []byte { return dialog.OwnKey(id, []byte(c.ID)) }

func (v visit) do(what string, rest ...any) chat.Action {
	return dialog.Do(verb, append([]any{what, ref(v.c.ID)}, rest...)...)
}

// save keeps what is the person's own.
func (v visit) save() error {
	v.own.Title = v.c.Title
	return v.Tx.PutJSON(ownBucket, ownKey(v.Person.ID, v.c), v.own)
}

// aidFor is the aid that goes with a touchpoint, or else with the programme; nil if there
// is none.
func (v visit) aidFor(n int) *knowledge.Aid {
	slugs := v.c.Programme.Aids
	if n >= 0 && v.c.Programme.Events[n].Prepare != "" {
		slugs = append([]string{v.c.Programme.Events[n].Prepare}, slugs...)
	}
	for _, slug := range slugs {
		if a, ok := v.Lib.Lookup(slug, v.Lang()); ok {
			return a
		}
	}
	return nil
}

// goal asks what the person wants with the programme, after something was said first if
// lead is not empty.
func (v visit) goal(lead string) chat.Reply {
	w := words.In(v.W.Lang)
	card := chat.Card{Note: w.Private}
	if lead != "" {
		card.Body = append(card.Body, chat.Text(lead))
	}
	card.Body = append(card.Body, chat.Question{Field: dialog.AnswerField, Prompt: w.Ask[0], Hint: v.W.ForInstance.With(w.Ask[1]), Value: v.own.Goal, Need: true, Long: true})
	submit, not := v.do("set"), v.do("fine")
	card.Buttons = []chat.Button{dialog.Submit(v.W.Save, submit), dialog.Button(v.W.NotNow, not)}
	r := v.FormFor(card, submit, not, not)
	r.Private, r.Fleeting = !v.Event.Direct, v.own.Goal != ""
	return r
}

// set keeps what the person wants with the programme.
func (v visit) set() (chat.Reply, error) {
	w := words.In(v.W.Lang)
	said := strings.Join(strings.Fields(v.Filled(0)), " ")
	switch {
	case said == "":
		return v.goal(w.Nothing), nil
	case dialog.Crisis(said):
		return v.HelpNow()
	}
	if err := v.Conceal(); err != nil {
		return chat.Reply{}, err
	}
	v.own.Goal = dialog.Fit(said, 300)
	if err := v.save(); err != nil {
		return chat.Reply{}, err
	}
	return v.Show(chat.Card{Body: []chat.Block{chat.Text(w.Kept)}, Buttons: []chat.Button{dialog.Button(w.Next, dialog.Do(verb, "next"))}}), nil
}

// stop ends what is sent of the programme.
func (v visit) stop() (chat.Reply, error) {
	v.own.Stopped = true
	if err := v.save(); err != nil {
		return chat.Reply{}, err
	}
	if v.Agenda != nil {
		if err := v.Agenda.Stop(v.Tx, v.Person.ID, series(v.c)); err != nil {
			return chat.Reply{}, err
		}
	}
	return v.Say(words.In(v.W.Lang).Stopped.With(chat.Strip(v.c.Title))), nil
}

// series names everything on the agenda that is about a programme.
func series(c *cases.Case) string { return verb + "/" + ref(c.ID) }

// prune removes what people keep about programmes of cases that are gone.
func prune(tx *store.Tx, _ time.Time) error {
	for k, v := range tx.Scan(ownBucket, nil, nil) {
		i := slices.Index(k, 0)
		if i < 0 || !json.Valid(v) {
			return fmt.Errorf("programme: %q: damaged", k)
		}
		_, ok, err := cases.Get(tx, string(k[i+1:]))
		if err == nil && !ok {
			err = tx.Delete(ownBucket, k)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// tend puts on the agenda of everyone in the team of a case what is sent about its
// programme, and on that of who leads the team the aid to talk about it.
func tend(tx *store.Tx, a *agenda.Agenda, now time.Time) error {
	all, err := running(tx)
	if err != nil || len(all) == 0 {
		return err
	}
	units, leads := map[*cases.Case][]string{}, map[*cases.Case][]people.ID{}
	for _, c := range all {
		u, _, err := people.UnitByID(tx, c.Team)
		if err != nil {
			return err
		}
		units[c], leads[c] = append(people.UnitsBelow(tx, c.Team), c.Team), u.Managers
	}
	for p, err := range people.All(tx) {
		if err != nil {
			return err
		}
		if p.Home.IsZero() || p.Left {
			continue
		}
		for _, c := range all {
			if err := plan(tx, a, c, p, slices.Contains(units[c], p.Unit()), slices.Contains(leads[c], p.ID), now); err != nil {
				return fmt.Errorf("programme: %w", err)
			}
		}
	}
	return nil
}
