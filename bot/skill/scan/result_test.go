package scan

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/privacy"
)

// TestResultsGiveNobodyAway holds that every number that is told, the rest, and every sum
// of them is of k people or more; that not everyone is told to have said the same; and that
// nothing is lost or counted twice.
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
		r := tell(q, counts, privacy.Group(k))
		sum := r.rest
		for _, l := range r.lines {
			told++
			n := 0
			for _, c := range l.choices {
				n += counts[c]
			}
			if l.people < k || n != l.people || l.people == all {
				t.Fatalf("%v with k %d tells %+v", counts, k, r)
			}
			sum += l.people
		}
		if len(r.lines) > 0 && (sum != all || r.rest > 0 && r.rest < k) || len(r.lines) == 0 && r.rest > 0 {
			t.Fatalf("%v with k %d tells %+v", counts, k, r)
		}
	})
	if told == 0 {
		t.Error("nothing was told")
	}
}

func TestExamplesOfTheRules(t *testing.T) {
	q := authored.Question{Answers: make([]authored.Text, 3)}
	if r := tell(q, []int{8, 7, 2}, 5); len(r.lines) != 1 || r.lines[0].people != 8 || r.rest != 9 {
		t.Errorf("8, 7, 2: %+v", r)
	}
	if r := tell(q, []int{8, 3, 0}, 5); len(r.lines) != 0 {
		t.Errorf("8, 3: %+v", r)
	}
	if r := tell(q, []int{0, 9, 0}, 5); len(r.lines) != 0 {
		t.Errorf("everyone: %+v", r)
	}
}
