package bottest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/handvat/handvat/bot/chat/script"
	"github.com/handvat/handvat/bot/dialog"
)

// Conversations plays every script in testdata of the package that is tested, each on a
// new stage with these skills, and compares what the bot says with what it said; with
// update it writes that down instead.
func Conversations(t *testing.T, update bool, skills ...dialog.Skill) {
	ConversationsOn(t, update, func(t testing.TB) *Stage { return New(t, skills...) })
}

// ConversationsOn is [Conversations] on stages that raise makes.
func ConversationsOn(t *testing.T, update bool, raise func(testing.TB) *Stage) {
	names, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatalf("%v, %v", names, err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got, _, err := script.Script{Text: string(text)}.Play(t.Context(), raise(t))
			if err != nil {
				t.Fatal(err)
			}
			if update {
				if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if d := cmp.Diff(strings.Split(string(text), "\n"), strings.Split(got, "\n")); d != "" && !update {
				t.Errorf("the conversation is not what it was (-was +is); read it, and if it is better, run with "+
					"-update:\n%s", d)
			}
		})
	}
}
