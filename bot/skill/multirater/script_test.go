package multirater_test

import (
	"flag"
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
	return s, s.Greeted(t, users...)
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
