// Package casework is the skill of working on performance cases in chat: a line manager
// and an L&D adviser open one, fill in what its phase asks for, go on to the next phase,
// enter readings when it is time, and look after what must stay.
//
// Which question comes next is not decided here: it is the first thing that the case
// still misses, as knowledge/cases says. Reminders go to who has a role in the case, by
// the agenda and within its limits; what nobody answers shows in the case as missing.
//
// It keeps nothing of its own: cases, with who took which role, are in knowledge/cases.
package casework

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/terms"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

const verb = dialog.Case

// Skill lets people work on cases. The agenda may be nil if nothing is said later.
func Skill(a *agenda.Agenda) dialog.Skill {
	return dialog.Skill{
		Name:   "cases",
		Texts:  words,
		Title:  func(w *dialog.Words) string { return words.In(w.Lang).Title },
		Verbs:  map[string]dialog.Func{verb: act},
		Kept:   kept,
		Forget: func(tx *store.Tx, id people.ID) error { return cases.Leave(tx, string(id)) },
		Prune: func(tx *store.Tx, now time.Time) error {
			if _, err := cases.Prune(tx, now); err != nil || a == nil {
				return err
			}
			return remindAll(tx, a, now)
		},
	}
}

// kept returns in which cases a person has a role.
func kept(tx *store.Tx, id people.ID) ([]json.RawMessage, error) {
	mine, err := cases.Of(tx, string(id))
	all := []json.RawMessage{}
	for _, c := range mine {
		role := cases.BySponsor
		if c.Adviser.Person == string(id) {
			role = cases.ByAdviser
		}
		raw, err := json.Marshal(map[string]string{"case": c.ID, "title": c.Title, "role": string(role)})
		if err != nil {
			return nil, err
		}
		all = append(all, raw)
	}
	return all, err
}

// act carries out what has to do with cases: "WHAT/CASE" and what it needs besides.
func act(t *dialog.Turn, arg string) (chat.Reply, error) {
	what, rest := dialog.Cut(arg)
	r, more := dialog.Cut(rest)
	switch what {
	case "new":
		return begin(t)
	case "open":
		return open(t)
	case "list":
		return list(t)
	}
	c, ok, err := find(t.Tx, r)
	if err != nil {
		return chat.Reply{}, err
	}
	if what == "offer" || what == "join" {
		return join(t, c, what, more)
	}
	if ok {
		ok, err = may(t, c)
	}
	if !ok || err != nil {
		if t.Event.Kind == chat.Due {
			return chat.Reply{}, err
		}
		return t.Say(words.In(t.W.Lang).Gone), err
	}
	switch what {
	case "show":
		return show(t, c, "")
	case "ask":
		return ask(t, c, more, "")
	case "put":
		return put(t, c, more, "")
	case "pick":
		return pick(t, c, more)
	case "next":
		return next(t, c)
	case "back":
		return back(t, c)
	case "add":
		return add(t, c, more)
	case "tools":
		return tools(t, c), nil
	case "report":
		return reported(t, c)
	case "history":
		return history(t, c)
	case "asked":
		return asked(t, c, more == "keep")
	case "moment":
		return moment(t, c, more)
	case "absent":
		return absent(t, c, more)
	case "review":
		return review(t, c, more)
	case "reader":
		return invite(t, c)
	}
	return t.Say(words.In(t.W.Lang).Gone), nil
}

// may reports whether the person may work on a case: who has a role in it, who looks
// after the library, and who the roster gives the right for its team.
func may(t *dialog.Turn, c *cases.Case) (bool, error) {
	if me := string(t.Person.ID); c.Sponsor.Person == me || c.Adviser.Person == me || t.IsAuthor() {
		return true, nil
	}
	return t.MayFor(people.WorkCases, c.Team)
}

// ref names a case, or something of a case, in an action.
func ref(id string) string { return dialog.CaseRef(id) }

// find returns the case that an action names.
func find(tx *store.Tx, r string) (*cases.Case, bool, error) {
	if !strings.HasPrefix(r, "#") {
		return cases.Get(tx, r)
	}
	all, err := cases.All(tx)
	for _, c := range all {
		if ref(c.ID) == r {
			return c, true, nil
		}
	}
	return nil, false, err
}

// begin asks for the performance question, before anything else is offered.
func begin(t *dialog.Turn) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	if _, ok, err := mayOpen(t); !ok || err != nil {
		return t.Say(w.NotYours), err
	}
	not := chat.Action{Verb: dialog.Fine}
	c := chat.Card{Title: w.New, Body: []chat.Block{chat.Text(w.NewLead), chat.Question{Field: dialog.AnswerField, Prompt: w.Question[0], Hint: t.W.ForInstance.With(w.Question[1]), Need: true, Long: true}},
		Buttons: []chat.Button{dialog.Submit(t.W.Save, dialog.Do(verb, "open")), dialog.Button(t.W.NotNow, not)}}
	return t.FormFor(c, dialog.Do(verb, "open"), not, not), nil
}

// mayOpen reports whether the person may open a case, and the unit it is about: the one
// they lead, if they lead one.
func mayOpen(t *dialog.Turn) (team string, ok bool, err error) {
	leads, err := people.Leads(t.Tx, t.Person.ID)
	if len(leads) > 0 || err != nil {
		return strings.Join(leads[:min(1, len(leads))], ""), err == nil, err
	}
	if t.IsAuthor() {
		return "", true, nil
	}
	ok, err = t.MayFor(people.WorkCases, "")
	return "", ok, err
}

// open opens a case with its question. Who leads a unit is the sponsor, otherwise the
// adviser.
func open(t *dialog.Turn) (chat.Reply, error) {
	team, ok, err := mayOpen(t)
	if !ok || err != nil {
		return t.Say(words.In(t.W.Lang).NotYours), err
	}
	question := strings.Join(strings.Fields(t.Answer), " ")
	if question == "" {
		return begin(t)
	}
	c := &cases.Case{Lang: t.W.Lang, Title: dialog.Fit(strings.TrimRight(question, "?. "), 70), Question: dialog.Fit(question, 400), Team: team, Phase: cases.Precisie, Opened: today(t)}
	if c.ID, err = newID(t.Tx, c.Title); err != nil {
		return chat.Reply{}, err
	}
	role := &c.Adviser
	if team != "" {
		role = &c.Sponsor
	}
	role.Person, role.Name = string(t.Person.ID), t.Name(t.Event.From)
	if err := save(t, c); err != nil {
		return chat.Reply{}, err
	}
	w := words.In(t.W.Lang)
	return show(t, c, w.Opened+" "+w.YourRole.With(w.Roles[string(by(t, c))]))
}

// newID makes an id of a title that no case has.
func newID(tx *store.Tx, title string) (string, error) {
	id := slug(title, dialog.MaxCaseRef-3)
	for n := 1; ; n++ {
		try := id
		if n > 1 {
			try = fmt.Sprintf("%s-%d", id, n)
		}
		if _, taken, err := cases.Get(tx, try); !taken || err != nil {
			return try, err
		}
	}
}

// slug makes an id of a text: its letters and digits, at most so many bytes.
func slug(text string, most int) string {
	id := knowledge.Slug(text, len(text), false)
	if len(id) > most {
		id = id[:most]
		if i := strings.LastIndex(id, "-"); i > most/2 {
			id = id[:i]
		}
	}
	if id = strings.Trim(id, "-"); len(id) < 2 {
		return "x" + id + "1"
	}
	return id
}

// by says in which role the person works on a case.
func by(t *dialog.Turn, c *cases.Case) cases.By {
	switch me := string(t.Person.ID); {
	case c.Sponsor.Person == me:
		return cases.BySponsor
	case c.Adviser.Person != me && !t.IsAuthor() && c.Team != "":
		return cases.BySponsor
	}
	return cases.ByAdviser
}

// save writes a case, and plans what is to be asked later.
func save(t *dialog.Turn, c *cases.Case) error {
	if _, err := cases.Save(t.Tx, c, by(t, c), t.Now); err != nil {
		return err
	}
	if t.Agenda == nil {
		return nil
	}
	return remind(t.Tx, t.Agenda, c, t.Now)
}

// today is the day it is for the person.
func today(t *dialog.Turn) cases.Day { return cases.DayOf(t.Today()) }

// list shows the cases the person may work on.
func list(t *dialog.Turn) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	all, err := cases.All(t.Tx)
	if err != nil {
		return chat.Reply{}, err
	}
	card := chat.Card{Title: w.Mine}
	var rows [][]string
	for _, c := range all {
		ok, err := may(t, c)
		if err != nil {
			return chat.Reply{}, err
		}
		if !ok || c.Phase == cases.Closed {
			continue
		}
		if len(rows) < chat.MaxRows {
			rows = append(rows, []string{c.Title, terms.Words.In(t.W.Lang).Phases[string(c.Phase)], w.Still.With(len(cases.Missing(c)))})
		}
		if len(card.Buttons) < chat.MaxButtons-1 {
			card.Buttons = append(card.Buttons, dialog.Button(dialog.Fit(c.Title, chat.MaxLabel), dialog.Do(verb, "show", ref(c.ID))))
		}
	}
	if len(rows) == 0 {
		_, ok, err := mayOpen(t)
		if !ok || err != nil {
			return t.Say(w.NotYours), err
		}
		return t.Show(chat.Card{Body: []chat.Block{chat.Text(w.None)}, Buttons: []chat.Button{dialog.Primary(w.New, dialog.Do(verb, "new"))}}), nil
	}
	card.Body = []chat.Block{chat.Table{Header: []string{w.Facts["question"], w.Facts["phase"], w.Facts["now"]}, Rows: rows}}
	card.Buttons = append(card.Buttons, dialog.Button(w.New, dialog.Do(verb, "new")))
	return t.Own(card), nil
}
