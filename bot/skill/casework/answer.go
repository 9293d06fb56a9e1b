package casework

import (
	"strconv"
	"strings"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/table"
)

// taken reads an answer; problem says what is wrong with it.
func taken(t *dialog.Turn, c *cases.Case, code string, n int, f form, chosen string) (a answer, problem string) {
	w := words.In(t.W.Lang)
	filled := func(i int) string { return strings.Join(strings.Fields(t.Filled(i)), " ") }
	a = answer{text: filled(0), day: today(t), note: filled(2)}
	switch {
	case f.choices != nil:
		if chosen != "" {
			a.text = chosen
		}
		for _, r := range f.choices(t.W, c) {
			if a.text == r.Key || text.Normal(a.text) == text.Normal(r.Label) {
				a.text = r.Key
				return a, ""
			}
		}
		return a, w.NotChoice
	case a.text == "":
		return a, words.In(t.W.Lang).Nothing
	case f.figure:
		return figure(t, a, unitOf(c, code, n), code)
	case f.day:
		day, ok := text.Day(a.text, a.day.Time())
		if !ok {
			return a, t.W.Plans.NoDay
		}
		a.day = cases.DayOf(day)
	}
	a.text = dialog.Fit(a.text, 400)
	return a, ""
}

// figure reads "71", "71% op 31 okt" or the two fields of a form. A day without a year
// is the last one that was, except of a target.
func figure(t *dialog.Turn, a answer, unit, code string) (answer, string) {
	decimal := '.'
	if t.W.Lang == "nl" {
		decimal = ','
	}
	first, rest, _ := strings.Cut(a.text, " ")
	if strings.HasSuffix(first, "%") && unit != "%" && unit != "" {
		return a, words.In(t.W.Lang).WrongUnit.With(unit)
	}
	var fault *table.Fault
	switch a.value, _, fault = table.Number(strings.TrimRight(first, "%.,"), decimal); {
	case fault != nil && fault.Code == table.Ambiguous:
		return a, fault.Says.In(t.W.Lang)
	case fault != nil:
		return a, words.In(t.W.Lang).NotNumber
	}
	if day := t.Filled(1); day != "" {
		rest = day
	}
	rest = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(rest), unit))
	for _, word := range []string{"op ", "on ", "in "} {
		rest = strings.TrimPrefix(rest, word)
	}
	if rest == "" {
		return a, ""
	}
	now := a.day
	day, ok := text.Day(rest, now.Time())
	if !ok {
		return a, t.W.Plans.NoDay
	}
	a.day = cases.DayOf(day)
	past := code != "target" && code != "gap"
	if past && a.day > now && !strings.Contains(rest, strconv.Itoa(day.Year())) {
		a.day = cases.DayOf(day.AddDate(-1, 0, 0))
	}
	if past && a.day > now {
		return a, words.In(t.W.Lang).Future.With(t.W.Date(a.day.Time()))
	}
	return a, ""
}
