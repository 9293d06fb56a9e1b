package scan

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/privacy"
)

// TestResultsGiveNobodyAway holds that every number that is told is of k people or more, and leaves as many who gave
// another answer; and that what is told is the same with and without somebody's answer, where fewer than k gave it.
func TestResultsGiveNobodyAway(t *testing.T) {
	told := 0
	rapid.Check(t, func(t *rapid.T) {
		q := authored.Question{Scale: rapid.Bool().Draw(t, "scale"),
			Answers: make([]authored.Text, rapid.IntRange(2, 5).Draw(t, "answers"))}
		counts := make([]int, q.Choices())
		all := 0
		for i := range counts {
			counts[i] = rapid.IntRange(0, 14).Draw(t, "count")
			all += counts[i]
		}
		k := rapid.IntRange(5, 8).Draw(t, "k")
		lines := tell(q, counts, privacy.Group(k))
		for _, l := range lines {
			told++
			n := 0
			for _, c := range l.choices {
				n += counts[c]
			}
			if l.people < k || n-l.people >= k || n < l.people || l.people%k != 0 || all-n < k {
				t.Fatalf("%v with k %d tells %+v", counts, k, lines)
			}
		}
		i := rapid.IntRange(0, len(counts)-1).Draw(t, "whose")
		with := slices.Clone(counts)
		with[i]++
		// Of a scale, those who gave the answers that are told together did the same; and k who gave another.
		if n := counts[i]; n < k-1 && all-n >= k && !q.Scale && all-slices.Max(counts) >= k {
			if d := cmp.Diff(lines, tell(q, with, privacy.Group(k)), cmp.AllowUnexported(line{})); d != "" {
				t.Fatalf("%v with k %d tells of one who says %d: %s", counts, k, i, d)
			}
		}
	})
	if told == 0 {
		t.Error("nothing was told")
	}
}

func TestExamplesOfTheRules(t *testing.T) {
	q := authored.Question{Answers: make([]authored.Text, 3)}
	if r := tell(q, []int{8, 7, 2}, 5); len(r) != 2 || r[0].people != 5 || r[1].people != 5 {
		t.Errorf("8, 7, 2: %+v", r)
	}
	if r := tell(q, []int{8, 3, 0}, 5); len(r) != 0 {
		t.Errorf("8, 3: %+v", r)
	}
	if r := tell(q, []int{0, 9, 0}, 5); len(r) != 0 {
		t.Errorf("everyone: %+v", r)
	}
}
