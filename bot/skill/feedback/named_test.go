package feedback_test

import (
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/skill/feedback"
)

// TestWhichOfOneName fills in a form with a name that two people have: who is meant is chosen on the next card, by
// number too, and what was filled in beside the name goes on with it.
func TestWhichOfOneName(t *testing.T) {
	s := bottest.New(t, feedback.Skill)
	s.Roster(map[string]string{"units.csv": "unit,name\nbalie,De balie\nkas,De kassa\n",
		"people.csv": "platform,user,mail,unit\nweb,ada,ada@example.org,balie\n" +
			"web,m1,mira.jansen@example.org,balie\nweb,m2,mira.bos@example.org,kas\n"})
	ada := s.Meet(t, "ada", "nl")
	s.Meet(t, "m1", "nl").Say("hoi")
	r := ada.Fill(dialog.Do("feedback/ask"), map[string]string{"answer": "Mira", "answer1": "Hoe ging het?"},
		chat.Person{Platform: "web", ID: "mira", Name: "Mira", Typed: true})
	if !strings.Contains(r.Text, "Wie bedoel je?") || len(r.Card.Buttons) != 3 ||
		r.Card.Buttons[0].Label != "mira.bos@example.org (De kassa)" {
		t.Fatalf("not asked which: %s", r.Text)
	}
	if r := ada.Say("2"); !strings.HasPrefix(r.Text, "Oké, ik vraag het aan Mira") {
		t.Errorf("what was filled in is lost: %s", r.Text)
	}
	if told := s.Day(1)["m1"]; len(told) != 1 || !strings.Contains(told[0].Text, "Hoe ging het?") {
		t.Errorf("who is meant is told %v", told)
	}
	if again := ada.Press(r.Card.Buttons[0].Action); !strings.Contains(again.Text, "niet meer") {
		t.Errorf("a button of a name that was chosen does something: %s", again.Text)
	}
}
