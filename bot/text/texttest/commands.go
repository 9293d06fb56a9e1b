// Package texttest tells tests what people can type, as the catalogues say.
package texttest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/goccy/go-yaml"
)

// Typed returns what can be typed in a language, by what it means: of a skill, as "plan/list". Root is the folder of
// the module.
func Typed(t testing.TB, root, lang string) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for _, at := range []string{"bot", "bot/*", "bot/insight/*", "bot/skill/*"} {
		files, err := filepath.Glob(filepath.Join(root, at, lang+".yaml"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			var says struct{ Commands, Presses map[string][]string }
			data, err := os.ReadFile(file)
			if err == nil {
				err = yaml.Unmarshal(data, &says)
			}
			if err != nil {
				t.Fatal(err)
			}
			of := ""
			if at == "bot/skill/*" {
				of = filepath.Base(filepath.Dir(file)) + "/"
			}
			for _, words := range []map[string][]string{says.Commands, says.Presses} {
				for key, ws := range words {
					all[of+key] = ws
				}
			}
		}
	}
	return all
}
