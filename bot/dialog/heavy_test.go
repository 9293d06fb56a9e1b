package dialog

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/text"
)

// TestTold holds how many of what people tell is known, and that hardly any talk of work is taken for it. Both halves
// are by who wrote the structures, and knew the wordings: what strangers say is known less often.
func TestTold(t *testing.T) {
	list, err := os.ReadFile("testdata/told.tsv")
	if err != nil {
		t.Fatal(err)
	}
	all, known := map[string]int{}, map[string]int{}
	for line := range strings.Lines(string(list)) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) != 3 {
			continue
		}
		topic, half := Sensitive(text.Normal(f[2])), f[0]+" "+f[1]
		all[half]++
		if topic != "" && (f[1] != CrisisTopic || topic == CrisisTopic) {
			known[half]++
		}
	}
	for half, n := range all {
		is := 100 * known[half] / n
		t.Logf("%s: %d of %d", half, known[half], n)
		if _, kind, _ := strings.Cut(half, " "); kind == "work" && is > 1 || kind != "work" && is < 93 || n < 50 {
			t.Errorf("%s: %d of %d are taken for something", half, known[half], n)
		}
	}
	if len(all) != 10 {
		t.Errorf("%v", all)
	}
}

// TestToldByStrangers holds how much of what strangers tell is known, of each kind in each language, and how little of
// what they ask about their work is taken for it. Nobody who made this looked at those texts; whoever wrote them had
// seen nothing of it. A cry for help must be known as one, or as what also names the number to call.
func TestToldByStrangers(t *testing.T) {
	set, err := os.ReadFile("confide/testdata/kept-b.tsv")
	if err != nil {
		t.Fatal(err)
	}
	all, known := map[string]int{}, map[string]int{}
	for line := range strings.Lines(string(set)) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		kind := f[0] + " " + f[1]
		all[kind]++
		if topic := Sensitive(text.Normal(f[2])); topic != "" {
			known[kind]++
			if f[1] == CrisisTopic && topic == CrisisTopic {
				known[kind+" as such"]++
			}
		}
	}
	for kind, n := range all {
		is := 100 * known[kind] / n
		t.Logf("%s: %d of %d (%d)", kind, known[kind], n, known[kind+" as such"])
		switch _, of, _ := strings.Cut(kind, " "); {
		case of == "work" && is > 7, of == CrisisTopic && (is < 80 || 100*known[kind+" as such"]/n < 60),
			of != "work" && is < 60:
			t.Errorf("%s: %d of %d are taken for something", kind, known[kind], n)
		}
	}
	if len(all) != 14 {
		t.Errorf("%v", all)
	}
}

// TestToldOfQuestions holds that of questions that others asked, which are about work or things, not one in five
// hundred is taken for something personal: one of them in ten is looked at, and none that are kept for the figure.
func TestToldOfQuestions(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/eval/*/queries.jsonl")
	if len(files) == 0 {
		t.Skip("../shared/eval is not here")
	}
	seen, n, taken := map[string]bool{}, 0, 0
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(b)) {
			var q struct{ Text, Split string }
			if err := json.Unmarshal([]byte(line), &q); err != nil {
				t.Fatal(err)
			}
			if q.Split == "test" || seen[q.Text] {
				continue
			}
			if seen[q.Text] = true; len(seen)%10 != 0 {
				continue
			}
			if n++; Sensitive(text.Normal(q.Text)) != "" {
				taken++
			}
		}
	}
	t.Logf("%d of %d", taken, n)
	if n < 1000 || taken*500 > n {
		t.Errorf("%d of %d questions are taken for something personal", taken, n)
	}
}
