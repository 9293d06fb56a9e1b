package casework

import (
	"testing"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/terms"
	"github.com/handvat/handvat/knowledge/cases"
)

// TestSourceAndHowOften holds that how often there is a figure is read from behind its
// source.
func TestSourceAndHowOften(t *testing.T) {
	for typed, want := range map[string][2]string{
		"Het rapport, elke week":        {"Het rapport", "elke week"},
		"Finance, team Zuid, per maand": {"Finance, team Zuid", "per maand"},
		"The phone system, Every month": {"The phone system", "Every month"},
		"Finance, team Zuid":            {"Finance, team Zuid", ""},
		"Finance":                       {"Finance", ""},
	} {
		if source, often := sourceAndHowOften(typed); source != want[0] || often != want[1] {
			t.Errorf("%s: %q, %q", typed, source, often)
		}
	}
}

// TestEveryNeedHasItsQuestion holds that whatever a phase can ask for has a name, a
// question and a form, and so do the remarks.
func TestEveryNeedHasItsQuestion(t *testing.T) {
	bare := &cases.Case{Goal: cases.Goal{Direction: cases.Up, Current: &cases.Figure{Value: 1},
		Target: &cases.Figure{}}, Intake: []cases.Query{{}}, Factors: []cases.Factor{{ID: "f"}},
		Solutions: []cases.Solution{{Delivered: "2026-01-01"}},
		Plan: cases.Plan{Made: "2026-01-02", Rollout: "2026-01-01",
			Indicators: []cases.Indicator{{Level: cases.LevelResult}}}, Programme: &cases.Programme{},
		Anchoring: cases.Anchoring{Items: []cases.Anchor{{}}}}
	codes := map[string]bool{}
	for _, p := range cases.Phases {
		for _, c := range []*cases.Case{{Phase: p}, bare} {
			c.Phase = p
			for _, n := range cases.Missing(c) {
				codes[n.Code] = true
			}
		}
	}
	if len(codes) < 45 {
		t.Errorf("only %d needs", len(codes))
	}
	w := dialog.In("en")
	for code := range codes {
		if _, ok := forms[code]; !ok || terms.Words.In(w.Lang).Needs[code] == "" || words.In(w.Lang).Asks[code] == "" {
			t.Errorf("%s: form %v, name %q, question %q", code, ok, terms.Words.In(w.Lang).Needs[code],
				words.In(w.Lang).Asks[code])
		}
	}
	for code := range terms.Words.In(w.Lang).Needs {
		if !codes[code] {
			t.Errorf("nothing asks for %s", code)
		}
	}
}
