package web

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/handvat/handvat/bot/chat"
)

var ada = personOf("ada")

func TestRead(t *testing.T) {
	place := placeOf(ada)
	base := chat.Event{ID: ada.ID + ".a-1", From: ada, In: place, Direct: true}
	with := func(kind chat.Kind, change func(*chat.Event)) chat.Event {
		e := base
		e.Kind = kind
		change(&e)
		return e
	}
	for _, tt := range []struct {
		name, body string
		want       chat.Event
	}{
		{"said", "id=a-1&text=+hoe+geef+ik%0D%0Afeedback%3F%00%1B%E2%80%AE+&zone=Europe/Amsterdam",
			with(chat.Said, func(e *chat.Event) {
				e.Text, e.Zone = "hoe geef ik\nfeedback?", "Europe/Amsterdam"
			})},
		{"pressed", "id=a-1&to=m1&do=step+feedback-4g/3+x", with(chat.Pressed, func(e *chat.Event) {
			e.Action, e.ReplyTo = chat.Action{Verb: "step", Arg: "feedback-4g/3 x"}, chat.Ref{Place: place, ID: "m1"}
		})},
		{"filled", "id=a-1&to=m1&fill=draft&q.task=+boeken+&q.who=&other=x", with(chat.Filled, func(e *chat.Event) {
			e.Action, e.Fields, e.ReplyTo = chat.Action{Verb: "draft"}, map[string]string{"task": "boeken"},
				chat.Ref{Place: place, ID: "m1"}
		})},
		{"mentioned", "id=a-1&text=vraag+@Ben@Example.org,+niet+a@b.nl", with(chat.Said, func(e *chat.Event) {
			e.Text, e.People = "vraag @Ben@Example.org, niet a@b.nl",
				[]chat.Person{named("ben@example.org", "Ben@Example.org")}
		})},
		{"named", "id=a-1&fill=plan&p.with=@ben,+Cleo+%0Ade+Wit,BEN,&q.what=iets",
			with(chat.Filled, func(e *chat.Event) {
				e.Action, e.Fields = chat.Action{Verb: "plan"},
					map[string]string{"with": "ben, Cleo de Wit", "what": "iets"}
				e.People = []chat.Person{named("ben", "ben"), named("cleo de wit", "Cleo de Wit")}
			})},
		{"nobody named", "id=a-1&fill=plan&p.with=+,+@", with(chat.Filled, func(e *chat.Event) {
			e.Action, e.Fields = chat.Action{Verb: "plan"}, map[string]string{}
		})},
		{"not a zone", "id=a-1&text=x&zone=../../etc/passwd%0A", with(chat.Said, func(e *chat.Event) { e.Text = "x" })},
	} {
		got, err := read(tt.want.Kind, ada, tt.body, "fresh")
		if err != nil || !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: got %+v, %v\nwant %+v", tt.name, got, err, tt.want)
		}
	}
	if got, _ := read(chat.Said, ada, "text=x", "fresh"); got.ID != ada.ID+".fresh" {
		t.Errorf("an act without a name is called %s", got.ID)
	}
}

// named is who signs in with a name, as someone wrote it.
func named(signIn, written string) chat.Person {
	p := SignedIn(signIn)
	p.Name, p.Typed = written, true
	return p
}

func TestReadRefuses(t *testing.T) {
	long := strings.Repeat("é", maxSaid+3)
	for _, tt := range []struct {
		name string
		kind chat.Kind
		body string
		want error
	}{
		{"nothing", chat.Said, "id=a", errEmpty},
		{"blank", chat.Said, "id=a&text=+%00%0A", errEmpty},
		{"long", chat.Said, "id=a&text=" + long, tooLong(3)},
		{"long form", chat.Filled, "id=a&fill=x&q.a=" + long, tooLong(3)},
		{"broken", chat.Said, "id=a&text=%zz", errUnreadable},
		{"strange id", chat.Said, "id=a.b&text=x", errUnreadable},
		{"long id", chat.Said, "id=" + strings.Repeat("a", 65) + "&text=x", errUnreadable},
		{"no action", chat.Pressed, "id=a", errUnreadable},
		{"long action", chat.Pressed, "id=a&do=x+" + strings.Repeat("a", 90), errUnreadable},
		{"strange action", chat.Pressed, "id=a&do=x%00", errUnreadable},
		{"strange field", chat.Filled, "id=a&fill=x&q.A=1", errUnreadable},
		{"strange message", chat.Pressed, "id=a&do=x&to=%00", errUnreadable},
		{"no such kind", chat.Due, "id=a&do=x", errUnreadable},
	} {
		if _, err := read(tt.kind, ada, tt.body, "fresh"); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
}

// Whatever a browser sends is refused, or becomes an event within the limits.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"id=a&text=hoi&zone=Europe/Amsterdam", "id=a&do=step+x/1&to=m1",
		"id=a&fill=x&q.a=1&q.b=%ff", "text=%E2%80%AE%00", "%zz", "q.=1&fill=+"} {
		for kind := chat.Said; kind <= chat.Filled; kind++ {
			f.Add(int(kind), s)
		}
	}
	f.Fuzz(func(t *testing.T, kind int, body string) {
		e, err := read(chat.Kind(kind), ada, body, "fresh")
		if err != nil {
			return
		}
		if e.From != ada || e.In != placeOf(ada) || len(e.ID) > 200 || !strings.HasPrefix(e.ID, ada.ID+".") {
			t.Errorf("not an event of ada's: %+v", e)
		}
		texts := []string{e.Text, e.Action.Verb, e.Action.Arg, e.Zone, e.ReplyTo.ID}
		for field, v := range e.Fields {
			texts = append(texts, v)
			if field == "" || len(field) > chat.MaxField {
				t.Errorf("field %q", field)
			}
		}
		for _, s := range texts {
			if !utf8.ValidString(s) || utf8.RuneCountInString(s) > maxSaid ||
				strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }) {
				t.Errorf("%q is over a limit or holds what cannot be seen", s)
			}
		}
		if len(e.Action.Verb)+len(e.Action.Arg) > chat.MaxAction {
			t.Errorf("action %+v", e.Action)
		}
		if a := e.Action; !a.IsZero() {
			if again, err := action(a.String()); err != nil || again != a {
				t.Errorf("action %+v is written as %q, which reads as %+v, %v", a, a.String(), again, err)
			}
		}
	})
}
