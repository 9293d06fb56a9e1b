package find_test

import (
	"context"
	"io/fs"
	"testing"

	"github.com/handvat/handvat/content"
	"github.com/handvat/handvat/knowledge"
)

// TestStarterQuestions asks each question of each aid of the starter library: that
// aid must come first.
func TestStarterQuestions(t *testing.T) {
	var aids []*knowledge.Aid
	check(t, fs.WalkDir(content.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		src, err := fs.ReadFile(content.FS, name)
		if err != nil {
			return err
		}
		if a, _ := knowledge.Parse(name, src); a != nil {
			aids = append(aids, a)
		}
		return nil
	}))
	f, _ := open(t)
	check(t, f.Sync(context.Background(), aids, nil))
	for _, a := range aids {
		for _, q := range a.Questions {
			if got := first(ask(t, f, q)); got != a.Key().String() {
				t.Errorf("%q: got %s, want %s", q, got, a.Key())
			}
		}
	}
}
