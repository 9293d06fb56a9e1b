package evaluate

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/handvat/handvat/bot/text"
)

// Header is the line above the rows of a table, in a language.
func Header(lang string) string { return Words.In(lang).Header + Words.In(lang).Times }

// Row returns a report as one line of a table in a language. Shares are in percent.
func (r Report) Row(lang string) string {
	return r.row(pointed(fmt.Sprintf("%s  %5.2f  %5.2f", r.quality(), r.P50, r.P99), lang))
}

// Quality returns the part of a row that is the same on every machine, in English.
func (r Report) Quality() string { return r.row(r.quality()) }

func (r Report) row(figures string) string { return fmt.Sprintf("%-15s %s", r.Set, figures) }

func (r Report) quality() string {
	learn := strconv.Itoa(r.Learn)
	if r.Learn == All {
		learn = "all"
	}
	return fmt.Sprintf("%5s %5d %6d  %5.1f %5.1f  %.3f  %5.1f  %5.1f  %5.1f   %5.1f",
		learn, r.Aids, r.Queries, 100*r.Success1, 100*r.Success3, r.MRR, 100*r.Coverage, 100*r.Precision,
		100*r.InScopeRight, 100*r.OOSRecall)
}

// pointed is figures with the decimal sign of a language.
func pointed(figures, lang string) string {
	return strings.ReplaceAll(figures, ".", text.Facts.In(lang).Point)
}

// ReliabilityTable returns how confidence compares with the truth, in a language, a line for each tenth that has
// questions.
func (r Report) ReliabilityTable(lang string) string {
	var b strings.Builder
	w := Words.In(lang)
	fmt.Fprintln(&b, w.Reliability)
	for _, bin := range r.Reliability {
		tenth := fmt.Sprintf("%.1f–%.1f", bin.From, bin.From+0.1)
		fmt.Fprintln(&b, pointed(fmt.Sprintf("%-10s  %9d  %9.3f  %8.3f", tenth, bin.Questions, bin.Predicted,
			bin.Observed), lang))
	}
	return b.String()
}
