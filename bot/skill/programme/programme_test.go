package programme_test

import (
	"flag"
	"slices"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/skill/programme"
	"github.com/handvat/handvat/bot/skill/reflection"
	"github.com/handvat/handvat/bot/skill/training"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/store"
)

var update = flag.Bool("update", false, "write the conversations in testdata anew")

func TestMain(m *testing.M) { bottest.Main(m) }

// stage is a stage with a team of ada and bob, led by mo, eve in another team, and a case
// of the team with a programme of two days on which people meet, from 3 December.
func stage(t testing.TB, skills ...dialog.Skill) *bottest.Stage {
	s := bottest.New(t, skills...)
	s.Roster(map[string]string{"units.csv": "unit,name\ncustomer-service,Customer Service\nsales,Sales\n",
		"people.csv": "platform,user,unit,manager " +
			"of\nweb,ada,customer-service,\nweb,bob,customer-service,\nweb,eve,sales,\nweb,mo,,customer-service\n"})
	change(s, t, func(*cases.Case) {})
	return s
}

// change puts the case on a stage, with changes.
func change(s *bottest.Stage, t testing.TB, f func(*cases.Case)) {
	c, _, problems := cases.Parse("", cases.Example(knowledge.English))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	c.Programme = &cases.Programme{Goal: "I can calmly call back an angry customer in my work",
		Aids:  []string{"lastig-klantgesprek"},
		Learn: cases.Stage{From: "2026-12-03", To: "2026-12-10"},
		Events: []cases.Touchpoint{{Kind: cases.Meeting, Date: "2026-12-03", Title: "Start with the team",
			Prepare: "feedback-4g"}, {Kind: cases.Coaching, Date: "2026-12-10", Title: "Listening in"}}}
	f(c)
	s.Update(func(tx *store.Tx) error {
		_, err := cases.Save(tx, c, cases.ByFile, s.Now)
		return err
	})
}

// TestConversations plays scripts on that stage.
func TestConversations(t *testing.T) {
	bottest.ConversationsOn(t, *update, func(t testing.TB) *bottest.Stage {
		return stage(t, reflection.Skill, programme.Skill, training.Skill)
	})
}

// TestOnlyTheTeamIsWritten holds that messages go to the members of the team and who leads
// it, to nobody before the case is in practice, and to nobody who stopped; and that who
// was there at the last day is registered, once it is over.
func TestOnlyTheTeamIsWritten(t *testing.T) {
	s := stage(t, reflection.Skill, programme.Skill, training.Skill)
	registered := func() bool { return slices.Contains(s.Holds("2026-12-10"), "training.done") }
	ps := map[string]*bottest.Person{}
	for _, user := range []string{"ada", "bob", "eve", "mo"} {
		ps[user] = s.Meet(t, user, "en")
		ps[user].Say("help")
	}
	change(s, t, func(c *cases.Case) { c.Phase = cases.Programma })
	if said := s.Day(2); len(said) > 0 {
		t.Errorf("before practice: %v", said)
	}
	change(s, t, func(*cases.Case) {})
	ps["bob"].Do("programme/stop", "call-back")
	ps["eve"].Do("programme/set", "call-back")
	for act, of := range map[string]string{"start": "", "goal": "", "was": "/1/2026-12-10", "before": "/0/2026-12-03"} {
		if r := ps["eve"].Do("programme/"+act, "call-back"+of); strings.Contains(r.Text, "customer") {
			t.Errorf("eve sees %s", r.Text)
		}
	}
	ps["ada"].Do("programme/was", "call-back/1/2026-12-10")
	if registered() {
		t.Error("registered before it was")
	}
	n := map[string]int{}
	for range 25 {
		for user, said := range s.Day(1) {
			n[user] += len(said)
			ps[user].Do("programme/next", "") // who never answers is written to less and less
		}
	}
	if n["ada"] != 5 || n["mo"] != 1 || n["bob"] != 0 || n["eve"] != 0 {
		t.Errorf("messages: %v", n)
	}
	ps["ada"].Do("programme/was", "call-back/1/2026-12-10")
	if id := string(s.Person("ada").ID); !registered() || !slices.Contains(s.Holds(id), "training.done") {
		t.Error("she is not registered")
	}
}

// TestAGoalIsOnesOwn holds that what somebody wants with a programme is in one place, is
// read by nobody else, and goes with them and with the case.
func TestAGoalIsOnesOwn(t *testing.T) {
	s := stage(t, programme.Skill)
	ada, bob := s.Meet(t, "ada", "en"), s.Meet(t, "bob", "en")
	ada.Say("help")
	bob.Say("help")
	ada.Do("programme/goal", "call-back")
	ada.Say("Keep calm with zebras")
	if in := s.Holds("zebras"); len(in) != 1 || in[0] != "programme.own" {
		t.Errorf("it is in %v", in)
	}
	if r := ada.Say("what is next"); !strings.Contains(r.Text, "zebras") || !r.Fleeting {
		t.Errorf("the own goal is not shown: %s", r.Text)
	}
	if r := bob.Say("what is next"); strings.Contains(r.Text, "zebras") ||
		!strings.Contains(r.Text, "Start with the team") {
		t.Errorf("bob reads %s", r.Text)
	}
	s.Update(func(tx *store.Tx) error { return cases.Delete(tx, "call-back") })
	s.Day(2)
	if in := s.Holds("zebras"); len(in) > 0 {
		t.Errorf("it outlives the case in %v", in)
	}
}
