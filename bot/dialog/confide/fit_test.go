package confide

import (
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/dialog/meant/fit"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/content"
	"github.com/handvat/handvat/knowledge"
)

var update = flag.Bool("update", false, "fit the weights anew, by the sets here and ../shared/eval")

// A told is a text, and what it is about.
type told struct{ lang, kind, text string }

// setOf reads a set: language, topic and text, in columns.
func setOf(t testing.TB, name string) (all []told) {
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") {
			continue
		}
		if len(f) > 1 && f[1] == "body" {
			f[1] = "harassment"
		}
		if len(f) != 3 || !slices.Contains(kinds, f[1]) {
			t.Fatalf("%s: %q", name, line)
		}
		all = append(all, told{f[0], f[1], text.Normal(f[2])})
	}
	return all
}

// tuned are the sets that weights are fitted by.
var tuned = []string{"tune-a.tsv", "tune-c.tsv", "tune-d.tsv", "tune-e.tsv", "../../testdata/told.tsv"}

// asked are questions for training and tuning, of those about things that nobody suffers.
func asked(t testing.TB) (all []told) {
	files, _ := filepath.Glob("../../../../shared/eval/*/queries.jsonl")
	if len(files) == 0 {
		t.Skip("../shared/eval is not here")
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for line := range strings.Lines(string(b)) {
			var q struct{ Text, Split string }
			if err := json.Unmarshal([]byte(line), &q); err != nil {
				t.Fatal(err)
			}
			if n++; q.Split != "test" && n%4 == 0 {
				all = append(all, told{kind: kinds[work], text: text.Normal(q.Text)})
			}
		}
	}
	return all
}

// answers are the questions that the aids of the starter library answer, of which none tells what somebody suffers.
func answers(t testing.TB) (all []told) {
	files, err := fs.Glob(content.FS, "*/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		src, _ := fs.ReadFile(content.FS, name)
		a, _ := knowledge.Parse(name, src)
		for _, q := range append(a.Questions, a.Title, a.Task) {
			all = append(all, told{kind: kinds[work], text: text.Normal(q)})
		}
	}
	return all
}

// traps is how often what the library answers, and talk of work that was once taken for something private, is told.
const traps = 12

// inverse is what the weights may weigh: the C of the regression, by tune-a on weights of the other sets.
const inverse = 5

// TestFit fits the weights anew, with -update.
func TestFit(t *testing.T) {
	if !*update {
		t.Skip("fits with -update only")
	}
	all := asked(t)
	for range traps {
		all = append(all, answers(t)...)
		all = append(all, setOf(t, "traps.tsv")...)
	}
	for _, name := range tuned {
		all = append(all, setOf(t, name)...)
	}
	texts, class := make([]string, len(all)), make([]int, len(all))
	for i, one := range all {
		texts[i], class[i] = one.text, slices.Index(kinds, one.kind)
	}
	weights, err := fit.Weights(texts, class, inverse)
	if err != nil {
		t.Logf("stopped: %v", err)
	}
	if err := os.WriteFile("weights.bin", weights, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestLongText holds that what is told in the midst of much else is known.
func TestLongText(t *testing.T) {
	long := "vandaag heb ik met de klant over de levering gesproken. " +
		"we spraken af dat de tweede pallet dinsdag komt. " +
		"daarna het overleg over de planning van juni. " +
		"mijn baas grijpt me elke dag bij mijn heupen. " +
		"morgen maak ik het verslag af."
	if Topic(long) == "" {
		t.Error("not known")
	}
	if got := Topic(strings.Replace(long, "mijn baas grijpt me elke dag bij mijn heupen. ", "", 1)); got != "" {
		t.Errorf("without it: %q", got)
	}
	if got := Topic("mijn baas"); got != "" {
		t.Errorf("two words: %q", got)
	}
}

func BenchmarkTopic(b *testing.B) {
	for i := 0; b.Loop(); i++ {
		Topic(fmt.Sprint("hoe vraag ik een klant die boos is om zijn klantnummer als hij niet wil meewerken?", i))
	}
}
