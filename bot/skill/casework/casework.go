// Package casework is the skill of working on performance cases in chat: a line manager
// and an L&D adviser open one, fill in what its phase asks for, go on to the next phase,
// enter readings when it is time, and look after what must stay.
//
// Which question comes next is not decided here: it is the first thing that the case
// still misses, as knowledge/cases says. Reminders go to who has a role in the case, by
// the agenda and within its limits; what nobody answers shows in the case as missing.
//
// Cases, with who took which role, are in knowledge/cases.
package casework

import (
	"fmt"
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/terms"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// Skill lets people work on cases. Arguments begin with the case.
var Skill = dialog.Skill{
	Name:   "casework",
	Texts:  words,
	Tables: cases.Tables(),
	Acts: map[string]dialog.Act{
		"new":  dialog.Look(people.WorkCases, begin),
		"open": dialog.May(people.WorkCases, open),
		"list": dialog.Look(people.TakePart, list).NamedIf(works),
		"show": look(func(t *dialog.Turn, c *cases.Case, _ string) (chat.Reply, error) { return show(t, c, "") }),
		"ask": look(func(t *dialog.Turn, c *cases.Case, what string) (chat.Reply, error) {
			return ask(t, c, what, "")
		}),
		"put": on(func(t *dialog.Turn, c *cases.Case, what string) (chat.Reply, error) {
			return put(t, c, what, "")
		}),
		"pick":    on(pick),
		"next":    on(next),
		"back":    on(back),
		"add":     look(add),
		"tools":   look(tools),
		"report":  look(reported),
		"history": look(history),
		"asked":   look(asked),
		"keep":    on(keep),
		"absent":  on(absent),
		"answer":  on(answered),
		"reader":  on(invite),
		"join":    dialog.May(people.TakePart, join).Audited(people.WorkCases),
	},
	Commands: []string{"list", "new"},
	Due:      map[string]dialog.Func{"moment": of(moment), "review": of(review), "offer": offer},
	Jobs:     map[string]dialog.Func{"remind": remindAll},
}

// do is the action of an act of this skill.
func do(act string, parts ...any) chat.Action { return dialog.Do("casework/"+act, parts...) }

// of makes an act on a case that the person may work on. What its argument has besides is the rest.
func of(act func(t *dialog.Turn, c *cases.Case, rest string) (chat.Reply, error)) dialog.Func {
	return func(t *dialog.Turn, arg string) (chat.Reply, error) {
		r, rest := dialog.Cut(arg)
		c, ok := find(t.Tx, r)
		if ok {
			var err error
			if ok, err = may(t, c); err != nil {
				return chat.Reply{}, err
			}
		}
		switch {
		case ok:
			t.Subject = c.ID
			return act(t, c, rest)
		case t.Event.Kind == chat.Due:
			return chat.Reply{}, nil
		}
		return t.Say(words.In(t.W.Lang).Gone), nil
	}
}

// look is [of] behind its guard, of what only shows or asks something.
func look(act func(t *dialog.Turn, c *cases.Case, rest string) (chat.Reply, error)) dialog.Act {
	return dialog.Look(people.TakePart, of(act))
}

// on is [look] of what changes a case.
func on(act func(t *dialog.Turn, c *cases.Case, rest string) (chat.Reply, error)) dialog.Act {
	return look(act).Audited(people.WorkCases)
}

// may reports whether the person may work on a case: who has a role in it, and who has the right for its team.
func may(t *dialog.Turn, c *cases.Case) (bool, error) {
	if me := string(t.Person.ID); c.Sponsor.Person == me || c.Adviser.Person == me {
		return true, nil
	}
	return t.MayFor(people.WorkCases, c.Team)
}

// works reports whether the person may open cases, or works on one.
func works(t *dialog.Turn) (bool, error) {
	return t.May(people.WorkCases) || len(cases.Of(t.Tx, string(t.Person.ID))) > 0, nil
}

// ref names a case, or something of a case, in an action.
func ref(id string) string { return dialog.CaseRef(id) }

// find returns the case that an action names.
func find(tx *store.Tx, r string) (*cases.Case, bool) {
	if !strings.HasPrefix(r, "#") {
		return cases.Get(tx, r)
	}
	for _, c := range cases.All(tx) {
		if ref(c.ID) == r {
			return c, true
		}
	}
	return nil, false
}

// begin asks for the performance question, before anything else is offered.
func begin(t *dialog.Turn, _ string) (chat.Reply, error) {
	return newForm(t, words.In(t.W.Lang).NewLead), nil
}

// newForm is the form of the performance question.
func newForm(t *dialog.Turn, lead string) chat.Reply {
	w, not, submit := words.In(t.W.Lang), dialog.Do(dialog.Fine), do("open")
	c := chat.Card{Title: w.New,
		Body: []chat.Block{chat.Text(lead), chat.Question{Field: dialog.AnswerField, Prompt: w.Question[0],
			Hint: t.W.ForInstance.With(w.Question[1]), Need: true, Long: true}},
		Buttons: []chat.Button{dialog.Submit(t.W.Save, submit), dialog.Button(t.W.NotNow, not)}}
	return t.FormFor(c, submit, not, not)
}

// open opens a case with its question. Who leads a unit is the sponsor of a case about it, otherwise the adviser of
// one about no unit.
func open(t *dialog.Turn, _ string) (chat.Reply, error) {
	leads, err := people.Leads(t.Tx, t.Person.ID)
	if err != nil {
		return chat.Reply{}, err
	}
	question := strings.Join(strings.Fields(t.Answer), " ")
	if question == "" {
		return begin(t, "")
	}
	if dialog.Sensitive(text.Normal(question)) != "" || slices.ContainsFunc(strings.Fields(question), named(t)) {
		return notAbout(t)
	}
	c := &cases.Case{Lang: t.W.Lang, Title: dialog.Fit(strings.TrimRight(question, "?. "), 70),
		Question: dialog.Fit(question, 400), Phase: cases.Precisie, Opened: today(t)}
	c.ID = newID(t.Tx, c.Title)
	t.Subject = c.ID
	role := &c.Adviser
	if len(leads) > 0 {
		c.Team, role = leads[0], &c.Sponsor
	}
	if role.Person, role.Name = string(t.Person.ID), t.Name(t.Event.From); t.Person.Unseen {
		role.Name = t.W.Someone
	}
	if err := save(t, c); err != nil {
		return chat.Reply{}, err
	}
	w := words.In(t.W.Lang)
	return show(t, c, w.Opened+" "+w.YourRole.With(w.Roles[string(by(t, c))]))
}

// named tells which words are names of people, of the roster or given names.
func named(t *dialog.Turn) func(string) bool {
	return func(word string) bool {
		word = strings.TrimSuffix(strings.Trim(word, ".,;:!?()\"'"), "'s")
		return privacy.IsGiven(word) || t.Roster(word) != word
	}
}

// notAbout asks for a question about work, rather than about somebody, which is kept nowhere.
func notAbout(t *dialog.Turn) (chat.Reply, error) {
	if err := t.Conceal(); err != nil {
		return chat.Reply{}, err
	}
	return newForm(t, words.In(t.W.Lang).NotAbout), nil
}

// newID makes an id of a title that no case has.
func newID(tx *store.Tx, title string) string {
	id := slug(title, dialog.MaxCaseRef-3)
	for n := 1; ; n++ {
		try := id
		if n > 1 {
			try = fmt.Sprintf("%s-%d", id, n)
		}
		if _, taken := cases.Get(tx, try); !taken {
			return try
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
	case c.Adviser.Person != me && !t.May(people.PublishAids) && c.Team != "":
		return cases.BySponsor
	}
	return cases.ByAdviser
}

// save writes a case, and plans what is to be asked later.
func save(t *dialog.Turn, c *cases.Case) error {
	if _, err := cases.Save(t.Tx, c, by(t, c), t.Now); err != nil {
		return err
	}
	return remind(t, c)
}

// today is the day it is for the person.
func today(t *dialog.Turn) cases.Day { return cases.DayOf(t.Today()) }

// list shows the cases the person may work on.
func list(t *dialog.Turn, _ string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	card := chat.Card{Title: w.Mine}
	var rows [][]string
	for _, c := range cases.All(t.Tx) {
		ok, err := may(t, c)
		if err != nil {
			return chat.Reply{}, err
		}
		if !ok || c.Phase == cases.Closed {
			continue
		}
		if len(rows) < chat.MaxRows {
			phase := terms.Words.In(t.W.Lang).Phases[string(c.Phase)]
			rows = append(rows, []string{c.Title, phase, w.Still.With(len(cases.Missing(c)))})
		}
		if len(card.Buttons) < chat.MaxButtons-1 {
			card.Buttons = append(card.Buttons,
				dialog.Button(dialog.Fit(c.Title, chat.MaxLabel), do("show", ref(c.ID))))
		}
	}
	if len(rows) == 0 {
		if !t.May(people.WorkCases) {
			return t.Say(w.NotYours), nil
		}
		return t.Show(dialog.Says(w.None, dialog.Primary(w.New, do("new")))), nil
	}
	head := []string{w.Facts["question"], w.Facts["phase"], w.Facts["now"]}
	card.Body = []chat.Block{chat.Table{Header: head, Rows: rows}}
	card.Buttons = append(card.Buttons, dialog.Button(w.New, do("new")))
	return t.Show(card), nil
}
