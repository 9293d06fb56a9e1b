package survey_test

import (
	"flag"
	"testing"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/skill/survey"
)

var update = flag.Bool("update", false, "write the conversations in testdata anew")

func TestMain(m *testing.M) { bottest.Main(m) }

func TestConversations(t *testing.T) {
	bottest.ConversationsOn(t, *update, func(t testing.TB) *bottest.Stage {
		s := bottest.New(t, survey.Skill)
		s.Roster(map[string]string{"units.csv": "unit\ndesk\n",
			"people.csv": "platform,user,unit\nweb,ada,desk\nweb,ben,desk\n"})
		return s
	})
}
