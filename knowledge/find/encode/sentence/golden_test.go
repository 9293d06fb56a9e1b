package sentence

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"
)

// TestGolden compares with vectors that the published package makes (convert.py --golden): what the file leaves out of
// it costs little. SENTENCE_GOLDEN names a larger file.
func TestGolden(t *testing.T) {
	path := "testdata/golden.jsonl"
	if p := os.Getenv("SENTENCE_GOLDEN"); p != "" {
		path = p
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []float64
	sum := 0.0
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var is struct {
			Text   string
			Vector []float64
		}
		if err := json.Unmarshal(lines.Bytes(), &is); err != nil {
			t.Fatal(err)
		}
		cos := 0.0
		norm := 0.0
		for i, x := range Vector(is.Text) {
			cos += float64(x) * is.Vector[i]
			norm += is.Vector[i] * is.Vector[i]
		}
		cos /= math.Sqrt(norm)
		all, sum = append(all, cos), sum+cos
		if cos < .95 && testing.Verbose() {
			t.Logf("%.3f %q", cos, is.Text)
		}
	}
	slices.Sort(all)
	mean, low := sum/float64(len(all)), all[len(all)/100]
	t.Logf("%d sentences: cosine %.4f in the mean, %.4f at the lowest hundredth, %.4f at the lowest", len(all), mean,
		low, all[0])
	if len(all) < 200 || mean < .99 || low < .97 {
		t.Error("this is another encoder")
	}
}
