package knowledge

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// seeds are real aids of every type to begin fuzzing from.
func seeds(f *testing.F) [][]byte {
	f.Helper()
	names, err := filepath.Glob("testdata/*/*.md")
	if err != nil || len(names) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	var all [][]byte
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		all = append(all, src)
	}
	return all
}

// FuzzParse: whatever is in a file, Parse returns; and what it reads without errors
// survives Format.
func FuzzParse(f *testing.F) {
	for _, src := range seeds(f) {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		_, found := Check("nl/x.md", src)
		for _, p := range found {
			if p.Line < 1 || p.Col < 1 || p.Says.In("nl") == "" || p.Says.In("en") == "" || p.Code == "" ||
				strings.Contains(p.Says.In("nl")+p.Says.In("en"), "%!(") && !bytes.Contains(src, []byte("%!(")) {
				t.Fatalf("unfinished problem: %+v", p)
			}
		}
		a, problems := Parse("nl/x.md", src)
		if a == nil && problems.Errors() == 0 {
			t.Fatal("no aid and no error")
		}
		if problems.Errors() > 0 {
			return
		}
		roundTrip(t, a)
	})
}

// roundTrip checks that a survives being written and read, and that writing it
// again changes nothing.
func roundTrip(t *testing.T, a *Aid) {
	t.Helper()
	out := Format(a)
	b, problems := Parse("x.md", out)
	if problems.Errors() > 0 {
		t.Fatalf("what Format writes has errors: %v\n%s", problems, out)
	}
	if d := cmp.Diff(a, b); d != "" {
		t.Fatalf("Parse(Format(a)) differs from a (-a +b):\n%s\n%s", d, out)
	}
	if again := Format(b); !bytes.Equal(out, again) {
		t.Fatalf("Format is not idempotent:\n%s\n%s", out, again)
	}
}
