package teamplan_test

import (
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/skill/plan"
	"github.com/handvat/handvat/bot/skill/teamplan"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// TestWhichGoals holds that who asks sees the goals of their team below those of the
// organisation that they serve: not those of another team, and nobody's own plan.
func TestWhichGoals(t *testing.T) {
	s := bottest.New(t, teamplan.Skill, plan.Skill)
	ada, bob := s.Meet(t, "ada", "nl"), s.Meet(t, "bob", "en")
	if r := ada.Say("welke doelen dienen wij?"); !strings.Contains(r.Text, "nog geen doel") {
		t.Errorf("without goals: %q", r.Text)
	}
	bob.Say("hello")
	s.Update(func(tx *store.Tx) error {
		for user, unit := range map[string]string{"ada": "balie", "bob": "post"} {
			p := s.Person(user)
			p.Units = []string{unit}
			if err := people.Save(tx, p); err != nil {
				return err
			}
		}
		for id, team := range map[string]string{"bellen": "balie", "sorteren": "post"} {
			c := &cases.Case{ID: id, Title: id, Team: team, Phase: cases.Precisie,
				Goal: cases.Goal{What: "Doel van " + team, Serves: "Tevreden klanten"}}
			if _, err := cases.Save(tx, c, cases.ByFile, s.Now); err != nil {
				return err
			}
		}
		return nil
	})
	s.Roster(map[string]string{"units.csv": "unit,name\nbalie,Balie\npost,Post\n",
		"people.csv": "platform,user,unit\nweb,ada,balie\nweb,bob,post\n"})
	channel := func(kind chat.Kind, text string, fields map[string]string) chat.Reply {
		e := chat.Event{ID: "event " + text, Kind: kind, From: chat.Person{Platform: "web", ID: "ada", Name: "Ada"},
			In: chat.Place{Platform: "web", Channel: "balie"}, Locale: "nl", Text: text,
			Action: dialog.Do("teamplan/make"), Fields: fields}
		r, err := s.Tell(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	channel(chat.Filled, "", map[string]string{"answer": "Iedereen belt terug", "serves": "tevreden klanten."})
	ada.Say("mijn plannen")
	ada.Say("doel: rustig blijven; als: iemand schreeuwt; dan: haal ik adem; wanneer: vrijdag")
	for _, r := range []chat.Reply{ada.Say("welke doelen dienen wij"), channel(chat.Said, "onze doelen", nil)} {
		if !strings.Contains(r.Text, "Tevreden klanten\n\n- Doel van balie\n- Iedereen belt terug") ||
			strings.Contains(r.Text, "post") || strings.Contains(r.Text, "rustig") {
			t.Errorf("ada reads %q", r.Text)
		}
	}
	if r := bob.Say("which goals do we serve?"); !strings.Contains(r.Text, "Doel van post") ||
		strings.Contains(r.Text, "balie") || strings.Contains(r.Text, "belt terug") {
		t.Errorf("bob reads %q", r.Text)
	}
}
