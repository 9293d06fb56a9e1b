package knowledge

import (
	"os"
	"testing"
)

func TestStarterLibraryHasNoErrors(t *testing.T) {
	if _, err := os.Stat("../content/nl"); err != nil {
		t.Fatal(err)
	}
	problems, n, err := CheckPaths([]string{"../content"})
	if err != nil {
		t.Fatal(err)
	}
	if n == 0 {
		t.Fatal("no aids")
	}
	for _, p := range problems {
		if p.Severity == Error {
			t.Error(p.String(English))
		}
	}
}
