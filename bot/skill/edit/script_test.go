package edit_test

import (
	"flag"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/skill/barrier"
	"github.com/handvat/handvat/bot/skill/edit"
)

var update = flag.Bool("update", false, "write the conversations in testdata anew")

func TestMain(m *testing.M) { bottest.Main(m) }

// starter says that an author's tap may change what came with Handvat.
func starter(source string) bool { return source == "starter" }

func TestConversations(t *testing.T) {
	bottest.Conversations(t, *update, edit.Skill(starter), barrier.Skill(time.UTC))
}
