package plans_test

import (
	"flag"
	"testing"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/plans"
)

var update = flag.Bool("update", false, "write the conversations in testdata anew")

func TestMain(m *testing.M) { bottest.Main(m) }

func TestConversations(t *testing.T) { bottest.Conversations(t, *update, plans.Skill(nil)) }
