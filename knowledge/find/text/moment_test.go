package text

import (
	"os"
	"strings"
	"testing"

	"github.com/handvat/handvat/knowledge"
)

// TestMoments measures how well the moment of need is recognised, by the mean of the
// F1 of the five moments. The questions were written by the author of the rules, so
// the figure says that the rules do what they mean, not how people ask.
func TestMoments(t *testing.T) {
	text, err := os.ReadFile("testdata/moments.txt")
	if err != nil {
		t.Fatal(err)
	}
	type tally struct{ right, said, is float64 }
	by := map[knowledge.Moment]*tally{}
	for _, m := range knowledge.Moments {
		by[m] = &tally{}
	}
	for line := range strings.Lines(string(text)) {
		moment, question, ok := strings.Cut(strings.TrimSpace(line), " ")
		want := by[knowledge.Moment(moment)]
		if !ok || want == nil {
			continue
		}
		got := MomentOf(question)
		want.is++
		by[got].said++
		if string(got) == moment {
			want.right++
		} else {
			t.Logf("%q: %s, is %s", question, got, moment)
		}
	}
	var f1 float64
	for _, c := range by {
		f1 += 2 * c.right / (c.said + c.is) / float64(len(by))
	}
	t.Logf("macro-F1 %.3f", f1)
	if f1 < 0.85 {
		t.Errorf("macro-F1 %.3f is below 0.85", f1)
	}
}
