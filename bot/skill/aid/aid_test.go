package aid_test

import (
	"flag"
	"testing"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/skill/reflection"
)

var update = flag.Bool("update", false, "write the conversations in testdata anew")

func TestMain(m *testing.M) { bottest.Main(m) }

func TestConversations(t *testing.T) { bottest.Conversations(t, *update, reflection.Skill) }
