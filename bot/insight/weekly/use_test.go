package weekly

import (
	"testing"

	"github.com/handvat/handvat/bot/insight/digest"
	"github.com/handvat/handvat/bot/insight/report"
)

// TestUseAddsUpWhatWasTold holds that a report counts nothing that the weekly digests
// do not tell: a withheld or rough week adds nothing, and without any it is withheld.
func TestUseAddsUpWhatWasTold(t *testing.T) {
	week := func(f digest.Figure) digest.Facts {
		f.Level = digest.Reaction
		return digest.Facts{Figures: map[string]digest.Figure{digest.Helped: f}}
	}
	told := week(digest.Figure{Value: 8, N: 10, People: 5})
	more := week(digest.Figure{Value: 6, N: 10, People: 10})
	rough := week(digest.Figure{N: 40, People: 20, Share: digest.Most})
	hidden := week(digest.Figure{Withheld: true})
	m := measure{name: digest.Helped, key: "helped"}
	for _, tt := range []struct {
		weeks []digest.Facts
		want  report.Figure
	}{
		{[]digest.Facts{told, hidden, more, rough},
			report.Figure{Key: "helped", Level: 1, Value: 70, Unit: "%", N: 20, People: 10, Period: "p"}},
		{[]digest.Facts{hidden, rough, {}}, report.Figure{Key: "helped", Level: 1, Withheld: true, Period: "p"}},
	} {
		if got := m.sum(tt.weeks, "p"); got != tt.want {
			t.Errorf("%+v, want %+v", got, tt.want)
		}
	}
	m.count = true
	if got := m.sum([]digest.Facts{told, more}, "p"); got.Value != 14 || got.Unit != "" {
		t.Errorf("%+v", got)
	}
}
