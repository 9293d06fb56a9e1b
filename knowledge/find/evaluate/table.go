package evaluate

import (
	"fmt"
	"strconv"
	"strings"
)

// Header is the line above the rows of a table.
const Header = QualityHeader + "   p50    p99 ms"

// Row returns a report as one line of a table. Shares are in percent.
func (r Report) Row() string {
	return fmt.Sprintf("%s %5.2f  %5.2f", r.Quality(), r.P50, r.P99)
}

// QualityHeader is the line above rows without times.
const QualityHeader = "set             learn  aids  asked    s@1   s@3    mrr  cover  prec.  right  refuse"

// Quality returns the part of a row that is the same on every machine.
func (r Report) Quality() string {
	learn := strconv.Itoa(r.Learn)
	if r.Learn == All {
		learn = "all"
	}
	return fmt.Sprintf("%-15s %5s %5d %6d  %5.1f %5.1f  %.3f  %5.1f  %5.1f  %5.1f   %5.1f",
		r.Set, learn, r.Aids, r.Queries, 100*r.Success1, 100*r.Success3, r.MRR, 100*r.Coverage, 100*r.Precision,
		100*r.InScopeRight, 100*r.OOSRecall)
}

// ReliabilityTable returns how confidence compares with the truth, a line for each
// tenth that has questions.
func (r Report) ReliabilityTable() string {
	var b strings.Builder
	fmt.Fprintln(&b, "confidence  questions  predicted  observed")
	for _, bin := range r.Reliability {
		fmt.Fprintf(&b, "%.1f to %.1f  %9d  %9.3f  %8.3f\n",
			bin.From, bin.From+0.1, bin.Questions, bin.Predicted, bin.Observed)
	}
	return b.String()
}
