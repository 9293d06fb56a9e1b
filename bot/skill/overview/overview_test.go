package overview_test

import (
	"flag"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/skill/feedback"
	"github.com/handvat/handvat/bot/skill/overview"
	"github.com/handvat/handvat/bot/skill/plan"
	"github.com/handvat/handvat/bot/skill/reflection"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

var update = flag.Bool("update", false, "write the conversations in testdata anew")

func TestMain(m *testing.M) { bottest.Main(m) }

// all are the skills of these tests.
func all() []dialog.Skill {
	return []dialog.Skill{reflection.Skill, plan.Skill, feedback.Skill, overview.Skill}
}

func TestConversations(t *testing.T) { bottest.Conversations(t, *update, all()...) }

// TestNobodyElse lets people of every role try to get the overview of another, in every
// way there is to name one.
func TestNobodyElse(t *testing.T) {
	s := bottest.New(t, all()...)
	ada := s.Meet(t, "ada", "nl")
	ada.Say("hoe voer ik een lastig klantgesprek?")
	ada.Say("ja")
	if r := ada.Say("hoe gaat het met mij?"); !strings.Contains(r.Text, "klantgesprek") {
		t.Fatalf("one's own: %q", r.Text)
	}
	adas := string(s.Person("ada").ID)
	for _, role := range people.Roles() {
		eve := s.Meet(t, "eve-"+string(role), "nl")
		eve.Say("hoi")
		s.Update(func(tx *store.Tx) error {
			p := s.Person(eve.Name)
			p.Roles, p.Units = []string{string(people.Employee), string(role)}, []string{"balie"} // as a roster says it
			return people.Save(tx, p)
		})
		named := []chat.Person{{Platform: "web", ID: "ada", Name: "ada"}}
		for _, r := range []chat.Reply{
			eve.Do("overview/me", adas), eve.Do("overview/me", "ada"), eve.Do("overview/me",
				"@ada"), eve.Do("overview/other", adas), eve.Do("overview/other", ""),
			eve.Tell(chat.Event{Kind: chat.Said, Text: "hoe gaat het met @ada?", People: named}),
			eve.Tell(chat.Event{Kind: chat.Said, Text: "hoe gaat het met mij @ada", People: named}),
			eve.Tell(chat.Event{Kind: chat.Filled, Action: chat.Action{Verb: "overview/me"},
				Fields: map[string]string{"answer": adas, "person": adas}, People: named}),
		} {
			if !strings.Contains(r.Text, "alleen over zichzelf") {
				t.Errorf("%s is answered %q", role, r.Text)
			}
		}
		if r := eve.Do("overview/me", ""); strings.Contains(r.Text, "klantgesprek") {
			t.Errorf("%s sees what ada did in their own: %q", role, r.Text)
		}
	}
	if said := s.Day(0); len(said) != 0 {
		t.Errorf("somebody was told: %v", said)
	}
}

// TestInCompany holds that who asks in a channel is answered alone.
func TestInCompany(t *testing.T) {
	s := bottest.New(t, all()...)
	e := chat.Event{ID: "1", Kind: chat.Said, Text: "hoe gaat het met mij?",
		From: chat.Person{Platform: "web", ID: "ada"}, In: chat.Place{Platform: "web", Channel: "team"}, Locale: "nl"}
	if r, err := s.Tell(t.Context(), e); err != nil || !r.Private {
		t.Errorf("%+v, %v", r, err)
	}
}
