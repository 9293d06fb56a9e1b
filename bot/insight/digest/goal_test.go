package digest

import (
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/chat"
)

// TestGoalLine holds that a goal is told from its baseline to the latest reading and the
// target, and as on course, behind or without a reading, in both languages.
func TestGoalLine(t *testing.T) {
	v := func(f float64) *float64 { return &f }
	for _, c := range []struct {
		g      Goal
		nl, en string
	}{
		{Goal{Name: "X", Unit: "%", Baseline: v(65), Previous: v(71), Current: v(76), Target: v(90), Behind: true},
			"Doel X: 65% → 76% (doel 90%), ligt achter; vorige keer 71%.",
			"Goal X: 65% → 76% (target 90%), behind; 71% last time."},
		{Goal{Name: "X", Unit: "%", Baseline: v(65), Previous: v(65), Current: v(89), Target: v(90)},
			"Doel X: 65% → 89% (doel 90%), op koers.", "Goal X: 65% → 89% (target 90%), on course."},
		{Goal{Name: "X", Unit: "%", Baseline: v(65), Current: v(65), Target: v(90), Behind: true},
			"Doel X: 65% (doel 90%), nog geen meting na het begin.",
			"Goal X: 65% (target 90%), no reading since the start yet."},
		{Goal{Name: "X", Target: v(90)}, "Doel X: nog geen cijfer (doel 90).", "Goal X: no figure yet (target 90)."},
		{Goal{Name: "X", Previous: v(3), Current: v(4)}, "X: 3 → 4.", "X: 3 → 4."},
	} {
		w := Week{Week: week47, Name: "KS", K: K, Small: true, Goals: []Goal{c.g}}
		for lang, want := range map[string]string{"nl": c.nl, "en": c.en} {
			card := Card(w, lang)
			if text := card.Plain(); !strings.Contains(text, want) {
				t.Errorf("%s: no %q in\n%s", lang, want, text)
			}
		}
	}
}

// TestGoalNextToUse holds that the readings of a goal are drawn next to the questions of
// the same weeks.
func TestGoalNextToUse(t *testing.T) {
	v := func(f float64) *float64 { return &f }
	w := Week{Week: week47, Name: "KS", K: K, Size: 20, Figures: map[string]Figure{Asked: {Value: 12, N: 12,
		People: 5}}, Before: []Before{{Week: week47 - 1, Asked: 9}},
		Goals: []Goal{{Name: "X", Unit: "%", Current: v(76), Target: v(90),
			Points: []Point{{"2026-11-02", v(71)}, {"2026-11-16", v(76)}}}}}
	var plots []string
	for _, b := range Card(w, "nl").Body {
		if p, ok := b.(chat.Plot); ok {
			plots = append(plots, p.Title)
		}
	}
	if got := strings.Join(plots, ", "); got != "X, Vragen per week" {
		t.Errorf("drawn are %q", got)
	}
}
