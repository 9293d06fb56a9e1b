package confide

import (
	"encoding/binary"
	"encoding/json"
	"flag"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
	"gonum.org/v1/gonum/optimize"

	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/content"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find/encode/sentence"
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
	n, size := len(all), sentence.Size+1
	x, class := make([]float64, 0, n*size), make([]int, n)
	for i, one := range all {
		for _, v := range sentence.Vector(one.text) {
			x = append(x, float64(v))
		}
		x, class[i] = append(x, 1), slices.Index(kinds, one.kind)
	}
	best, err := optimize.Minimize(loss(x, class, size), make([]float64, len(kinds)*size),
		&optimize.Settings{MajorIterations: 300, GradientThreshold: 1e-3}, &optimize.LBFGS{})
	if err != nil {
		t.Logf("stopped: %v", err)
	}
	var out []byte
	for _, w := range best.X {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(float32(w)))
	}
	if err := os.WriteFile("weights.bin", out, 0o644); err != nil {
		t.Fatal(err)
	}
}

// loss is that of the regression, and its gradient, for weights of each class of so many numbers.
func loss(x []float64, class []int, size int) optimize.Problem {
	n, k, blasOf := len(class), len(kinds), gonum.Implementation{}
	p := make([]float64, n*k)
	var at []float64
	sum := 0.0
	look := func(w []float64) {
		if slices.Equal(at, w) {
			return
		}
		at, sum = slices.Clone(w), 0
		blasOf.Dgemm(blas.NoTrans, blas.Trans, n, k, size, 1, x, size, w, size, 0, p, k)
		for i := range n {
			row := p[i*k : (i+1)*k]
			top, all := slices.Max(row), 0.0
			for c := range row {
				row[c] = math.Exp(row[c] - top)
				all += row[c]
			}
			for c := range row {
				row[c] /= all
			}
			sum -= math.Log(row[class[i]])
			row[class[i]]--
		}
		for i, v := range w {
			if i%size < size-1 {
				sum += v * v / (2 * inverse)
			}
		}
	}
	return optimize.Problem{
		Func: func(w []float64) float64 { look(w); return sum },
		Grad: func(g, w []float64) {
			look(w)
			blasOf.Dgemm(blas.Trans, blas.NoTrans, k, size, n, 1, p, k, x, size, 0, g, size)
			for i, v := range w {
				if i%size < size-1 {
					g[i] += v / inverse
				}
			}
		},
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
	for b.Loop() {
		clear(seen.topics)
		Topic("hoe vraag ik een klant die boos is om zijn klantnummer als hij niet wil meewerken?")
	}
}
