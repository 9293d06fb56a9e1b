package multirater_test

import (
	"flag"
	"slices"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/skill/feedback"
	"github.com/handvat/handvat/bot/skill/multirater"
	"github.com/handvat/handvat/bot/skill/plan"
	"github.com/handvat/handvat/bot/skill/reflection"
)

var update = flag.Bool("update", false, "write the conversations in testdata anew")

func TestMain(m *testing.M) { bottest.Main(m) }

func TestConversations(t *testing.T) {
	bottest.Conversations(t, *update, reflection.Skill, plan.Skill, feedback.Skill, multirater.Skill)
}

// stage is one on which everybody said hello.
func stage(t *testing.T, users ...string) (*bottest.Stage, []*bottest.Person) {
	s := bottest.New(t, feedback.Skill, multirater.Skill)
	var ps []*bottest.Person
	for _, user := range users {
		p := s.Meet(t, user, "nl")
		p.Say("hoi")
		ps = append(ps, p)
	}
	return s, ps
}

// named is somebody as they are picked in a form.
func named(ps ...*bottest.Person) (out []chat.Person) {
	for _, p := range ps {
		out = append(out, chat.Person{Platform: "web", ID: p.Name, Name: p.Name})
	}
	return out
}

// action is what a button on the last card does.
func action(t *testing.T, p *bottest.Person, label string) chat.Action {
	t.Helper()
	for _, b := range p.Last.Card.Buttons {
		if b.Label == label {
			return b.Action
		}
	}
	t.Fatalf("%s has no button %q:\n%s", p.Name, label, p.Last.Text)
	return chat.Action{}
}

// everything is all a person can make the bot say of them.
func everything(p *bottest.Person) string {
	var b strings.Builder
	for _, text := range []string{"mijn feedback", "mijn gegevens", "seintjes", "exporteer"} {
		r := p.Say(text)
		b.WriteString(r.Text + "\n")
		if r.File != nil {
			b.Write(r.File.Data)
		}
	}
	return b.String()
}

// holds fails unless a text stands in these buckets and no others.
func holds(t *testing.T, s *bottest.Stage, when, text string, want ...string) {
	t.Helper()
	if in := s.Holds(text); !slices.Equal(in, want) {
		t.Errorf("%s, %q stands in %q, want %q", when, text, in, want)
	}
}
