package buddy_test

import (
	"flag"
	"testing"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/skill/buddy"
	"github.com/handvat/handvat/bot/skill/feedback"
	"github.com/handvat/handvat/bot/skill/plan"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/store"
)

var update = flag.Bool("update", false, "write the conversations in testdata anew")

func TestMain(m *testing.M) { bottest.Main(m) }

// stage is a stage with a case of the team of ada, ben and cas; eve works elsewhere.
func stage(t testing.TB) *bottest.Stage {
	s := bottest.New(t, feedback.Skill, plan.Skill, buddy.Skill)
	s.Roster(map[string]string{"units.csv": "unit,name\ncustomer-service,Customer Service\nsales,Sales\n",
		"people.csv": "platform,user,unit\n" +
			"web,ada,customer-service\nweb,ben,customer-service\nweb,cas,customer-service\nweb,eve,sales\n"})
	put(t, s, func(*cases.Case) {})
	return s
}

// put puts the case on a stage, with changes.
func put(t testing.TB, s *bottest.Stage, change func(*cases.Case)) {
	t.Helper()
	c, _, problems := cases.Parse("", cases.Example(knowledge.English))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	c.Team, c.Title = "customer-service", "Call back within 24 hours"
	change(c)
	s.Update(func(tx *store.Tx) error {
		_, err := cases.Save(tx, c, cases.ByFile, s.Now)
		return err
	})
}

// TestConversations plays scripts on that stage.
func TestConversations(t *testing.T) { bottest.ConversationsOn(t, *update, stage) }

// named is somebody as they are picked in a form.
func named(user string) chat.Person { return chat.Person{Platform: "web", ID: user, Name: user} }
