package dialog

import (
	"os"
	"strings"
	"testing"
)

// TestPatternsMatchAsExpressions: what is looked for first takes no match away, in any text of the sets.
func TestPatternsMatchAsExpressions(t *testing.T) {
	all := []pattern{distress, home, unsafe, hurts, suffers, misdeeds, thefts, entrusted}
	for _, s := range structures() {
		all = append(all, s.pattern)
	}
	var texts []string
	for _, file := range []string{"testdata/heavy.tsv", "testdata/told.tsv"} {
		set, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(strings.ToLower(string(set))) {
			texts = append(texts, line, cast(wordsAndStops(line)))
		}
	}
	matched, run, of := 0, 0, 0
	for _, p := range all {
		for _, text := range texts {
			want := p.Regexp.MatchString(text)
			if got := p.MatchString(text); got != want {
				t.Errorf("MatchString(%q) = %v, want %v: %s", text, got, want, p)
			}
			if want {
				matched++
			}
			if of++; p.may(text) {
				run++
			}
		}
	}
	if matched == 0 {
		t.Fatal("no pattern matched any text")
	}
	if share := float64(run) / float64(of); share > .1 {
		t.Errorf("%.2f of the expressions were run, want at most .1", share)
	} else {
		t.Logf("%.3f of the expressions were run", share)
	}
}

func BenchmarkSensitive(b *testing.B) {
	for b.Loop() {
		Sensitive("hoe vraag ik een klant die boos is om zijn klantnummer als hij niet wil meewerken?")
	}
}

func BenchmarkCrisis(b *testing.B) {
	for b.Loop() {
		Crisis("Hoe vraag ik een klant die boos is om zijn klantnummer als hij niet wil meewerken?")
	}
}
