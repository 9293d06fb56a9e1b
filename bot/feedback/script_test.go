package feedback_test

import (
	"flag"
	"testing"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/feedback"
	"github.com/handvat/handvat/bot/plans"
	"github.com/handvat/handvat/bot/reflect"
	"github.com/handvat/handvat/bot/rounds"
)

var update = flag.Bool("update", false, "write the conversations in testdata anew")

func TestMain(m *testing.M) { bottest.Main(m) }

func TestConversations(t *testing.T) {
	bottest.Conversations(t, *update, reflect.Skill(), plans.Skill(nil), feedback.Skill(rounds.Lines), rounds.Skill())
}
