package main

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/handvat/handvat/knowledge/find/evaluate"
)

var updateEval = flag.Bool("update-eval", false, "write the golden tables of finding anew")

// evalSets are the sets beside the repository whose figures are kept in
// testdata/eval.golden, with the numbers of phrasings that each has.
var evalSets = []struct {
	name  string
	learn []int
	slow  bool // takes long: not with the race detector
}{
	{"xsid-nl", []int{0, 10, evaluate.All}, false},
	{"xsid-en", []int{0, 10, evaluate.All}, false},
	{"xsid-en2nl", []int{0, 10, evaluate.All}, false},
	{"xsid-nl-gaps", []int{0, 10, evaluate.All}, false},
	{"gnome-nl-desc", []int{0}, true},
	{"gnome-en-desc", []int{0}, true},
	{"gnome-nl2en", []int{0}, true},
	{"clinc150", []int{0, 10, evaluate.All}, true},
	{"tldr-nl", []int{0, evaluate.All}, true},
	{"tldr-nl-gaps", []int{0, evaluate.All}, true},
	{"tldr-nl2en", []int{0}, true},
	{"nl2bash-tldr", []int{0, 10, evaluate.All}, true},
}

// TestEvalOffice reruns the small set of our own, which is always there.
func TestEvalOffice(t *testing.T) {
	rows := append([]string{evaluate.Words.In("en").Header},
		evalRows(t, "../../knowledge/find/evaluate/testdata/office", []int{0, evaluate.All})...)
	golden(t, "testdata/eval-office.golden", rows)
}

// TestEvalSets reruns the sets of ../shared/eval against the golden table: the fast
// ones always, the others (some five minutes) unless the race detector is on or
// tests are to be short.
func TestEvalSets(t *testing.T) {
	root := filepath.Join("..", "..", "..", "shared", "eval")
	if _, err := os.Stat(root); err != nil {
		t.Skip("the sets in ../shared/eval are not beside this repository")
	}
	for _, s := range evalSets {
		t.Run(s.name, func(t *testing.T) {
			if s.slow && (raceEnabled || testing.Short()) {
				t.Skip("takes minutes; run without -race and -short")
			}
			for _, row := range evalRows(t, filepath.Join(root, s.name), s.learn) {
				checkRow(t, "testdata/eval.golden", row)
			}
		})
	}
}

// evalRows runs a set, for seeds 1 to 3 where phrasings are drawn.
func evalRows(t *testing.T, dir string, learn []int) []string {
	t.Helper()
	s, err := evaluate.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for _, k := range learn {
		seeds := []int{1, 2, 3}
		if k <= 0 {
			seeds = seeds[:1]
		}
		var rs []evaluate.Report
		for _, seed := range seeds {
			r, err := evaluate.Run(context.Background(), s, evaluate.Trial{Learn: k, Seed: seed, Split: "test"})
			if err != nil {
				t.Fatal(err)
			}
			rs = append(rs, r)
		}
		rows = append(rows, evaluate.Mean(rs).Quality())
	}
	return rows
}

// golden compares all rows of a file.
func golden(t *testing.T, file string, rows []string) {
	t.Helper()
	got := strings.Join(rows, "\n") + "\n"
	if *updateEval {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("finding has changed; if on purpose, run the tests with -update-eval.\ngot:\n%swant:\n%s", got, want)
	}
}

// checkRow compares one row of a file, found by its set and number of phrasings.
func checkRow(t *testing.T, file, row string) {
	t.Helper()
	old, err := os.ReadFile(file)
	if err != nil && !*updateEval {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(old)), "\n")
	if lines[0] == "" {
		lines = []string{evaluate.Words.In("en").Header}
	}
	at := len(lines)
	for i, l := range lines {
		if f, g := strings.Fields(l), strings.Fields(row); f[0] == g[0] && f[1] == g[1] {
			at = i
		}
	}
	if *updateEval {
		if at == len(lines) {
			lines = append(lines, row)
		}
		lines[at] = row
		if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if at == len(lines) || lines[at] != row {
		was := "(no such row)"
		if at < len(lines) {
			was = lines[at]
		}
		t.Errorf("finding has changed; if on purpose, run with -update-eval.\n    %s\ngot %s\nwas %s",
			evaluate.Words.In("en").Header, row, was)
	}
}
