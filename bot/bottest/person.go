package bottest

import (
	"fmt"

	"github.com/handvat/handvat/bot/chat"
)

// A Person talks with the bot on a stage. Every reply they get must be within the
// limits of all platforms, and not be silence.
type Person struct {
	Name string
	Lang string // of their platform
	Last chat.Reply

	s *Stage
	t interface{ Fatalf(string, ...any) }
}

// Meet returns somebody on the platform "web" with this id, who speaks lang. Faults
// are t's.
func (s *Stage) Meet(t interface{ Fatalf(string, ...any) }, id, lang string) *Person {
	return &Person{Name: id, Lang: lang, s: s, t: t}
}

// Tell does one thing and returns what the bot answers.
func (p *Person) Tell(e chat.Event) chat.Reply {
	p.s.events++
	e.ID, e.From = fmt.Sprintf("%s-%d", p.Name, p.s.events), chat.Person{Platform: "web", ID: p.Name, Name: p.Name}
	e.In, e.Direct = chat.Place{Platform: "web", Channel: p.Name}, true
	e.Locale = p.Lang
	r, err := p.s.Tell(p.s.t.Context(), e)
	if err != nil {
		p.t.Fatalf("%+v: %v", e, err)
	}
	if r.IsZero() {
		p.t.Fatalf("%+v: silence", e)
	}
	if err := r.Validate(); err != nil {
		p.t.Fatalf("%+v: %v\n%s", e, err, r.Text)
	}
	p.Last = r
	return r
}

// Say types a text.
func (p *Person) Say(text string) chat.Reply {
	return p.Tell(chat.Event{Kind: chat.Said, Text: text})
}

// Press presses a button.
func (p *Person) Press(a chat.Action) chat.Reply {
	return p.Tell(chat.Event{Kind: chat.Pressed, Action: a})
}

// Do presses a button that does verb to arg.
func (p *Person) Do(verb, arg string) chat.Reply { return p.Press(chat.Action{Verb: verb, Arg: arg}) }

// Fill sends a form.
func (p *Person) Fill(a chat.Action, fields map[string]string, named ...chat.Person) chat.Reply {
	return p.Tell(chat.Event{Kind: chat.Filled, Action: a, Fields: fields, People: named})
}
