package knowledge

import (
	"slices"
	"strings"
)

// maxCombinations bounds the work of checking a decision table.
const maxCombinations = 100_000

// decisionTable checks that every combination of answers ends in a row, and that
// every row can be reached.
func (l linter) decisionTable() {
	t := l.a.Table
	switch {
	case t.Conditions == 0:
		l.need(l.place("table"), "no-asked-columns", func(w *texts) string { return w.NoAskedColumns })
		return
	case t.Conditions == len(t.Header):
		l.need(l.place("table"), "no-result-column", func(w *texts) string { return w.NoResultColumn })
	case t.Conditions == 1:
		l.warn(l.place("table"), "asked-few", func(w *texts) string { return w.AskedFew })
	case t.Conditions > maxAsked:
		l.warn(l.place("header", maxAsked), "asked-many",
			func(w *texts) string { return w.AskedMany.With(t.Conditions) })
	}
	if n := len(l.a.Steps); n > 0 && n != t.Conditions {
		l.need(l.place("questions"), "questions-columns",
			func(w *texts) string { return w.QuestionsColumns.With(n, t.Conditions) })
	}
	if !l.cells() {
		return
	}
	values := make([][]string, t.Conditions)
	combinations := 1
	for c := range values {
		values[c] = t.Answers(c)
		if len(values[c]) < 2 {
			l.need(l.place("header", c), "one-answer", func(w *texts) string { return w.OneValue.With(t.Header[c]) })
		}
		combinations *= max(1, len(values[c]))
		if combinations > maxCombinations {
			l.need(l.place("table"), "table-large", func(w *texts) string { return w.TableLarge })
			return
		}
	}
	l.coverage(t, values)
}

// coverage walks through the combinations of answers, one column at a time.
func (l linter) coverage(t *Table, values [][]string) {
	reached := make([]bool, len(t.Rows))
	var gap []string
	var walk func(rows []int, answers []string)
	walk = func(rows []int, answers []string) {
		c := len(answers)
		if len(rows) == 0 {
			if gap == nil {
				gap = slices.Clone(answers)
			}
			return
		}
		if !slices.ContainsFunc(t.Rows[rows[0]][c:t.Conditions], func(cell string) bool { return cell != Any }) {
			reached[rows[0]] = true
			return
		}
		for _, v := range values[c] {
			var match []int
			for _, r := range rows {
				if cell := t.Rows[r][c]; cell == Any || strings.EqualFold(cell, v) {
					match = append(match, r)
				}
			}
			walk(match, append(answers, v))
		}
	}
	all := make([]int, len(t.Rows))
	for i := range all {
		all[i] = i
	}
	walk(all, nil)
	if gap != nil {
		said := make([]string, len(gap))
		for c, v := range gap {
			said[c] = t.Header[c] + " = " + v
		}
		l.need(l.place("table"), "table-gap",
			func(w *texts) string { return w.TableGap.With(strings.Join(said, ", ")) })
	}
	for r, ok := range reached {
		if !ok {
			l.need(l.place("table", r), "row-unreachable",
				func(w *texts) string { return w.RowUnreachable.With(r + 1) })
		}
	}
}

// cells reports empty cells, and whether all are filled.
func (l linter) cells() bool {
	t, filled := l.a.Table, true
	for r, row := range t.Rows {
		for c, cell := range row {
			filled = filled && (cell != "" || c > t.Conditions)
			if cell == "" && c < t.Conditions {
				l.need(l.place("table", r, c), "cell-empty", func(w *texts) string { return w.CellEmpty })
			} else if cell == "" && c == t.Conditions {
				l.need(l.place("table", r, c), "cell-empty", func(w *texts) string { return w.OutcomeEmpty })
			}
		}
	}
	return filled
}

// Answers lists the answers that the rows give for an asked column, in order,
// without [Any] and without doubles. Case does not matter.
func (t *Table) Answers(column int) []string {
	var list []string
	for _, row := range t.Rows {
		cell := row[column]
		if cell != Any && cell != "" &&
			!slices.ContainsFunc(list, func(v string) bool { return strings.EqualFold(v, cell) }) {
			list = append(list, cell)
		}
	}
	return list
}

// decisionTree checks that every road through the tree ends in an outcome, soon.
func (l linter) decisionTree() {
	tree := l.a.Tree
	for i, n := range tree {
		switch len(n.Answers) {
		case 0:
			l.need(l.place("tree", i), "dead-end", func(w *texts) string { return w.DeadEnd.With(i + 1) })
		case 1:
			l.need(l.place("tree", i), "one-answer", func(w *texts) string { return w.OneAnswer.With(i + 1) })
		}
		for j, b := range n.Answers {
			if slices.ContainsFunc(n.Answers[:j], func(o Branch) bool { return strings.EqualFold(o.Label, b.Label) }) {
				l.need(l.place("tree", i, j), "answer-twice",
					func(w *texts) string { return w.AnswerTwice.With(b.Label) })
			}
		}
	}
	depth := make([]int, len(tree)) // 0 is not seen, -1 is on the road now
	var walk func(i int) (deepest int, cycle bool)
	walk = func(i int) (int, bool) {
		if depth[i] != 0 {
			return depth[i], depth[i] < 0
		}
		depth[i] = -1
		deepest := 1
		for j, b := range tree[i].Answers {
			if b.Next < 0 || b.Next >= len(tree) {
				continue
			}
			below, cycle := walk(b.Next)
			if cycle {
				l.need(l.place("tree", i, j), "cycle", func(w *texts) string { return w.Cycle.With(b.Next + 1) })
				continue
			}
			deepest = max(deepest, below+1)
		}
		depth[i] = deepest
		return deepest, false
	}
	if deepest, _ := walk(0); deepest > maxDepth {
		l.need(l.place("tree"), "too-deep", func(w *texts) string { return w.TooDeep.With(deepest, maxDepth) })
	}
	for i, d := range depth {
		if d == 0 {
			l.need(l.place("tree", i), "question-unreachable",
				func(w *texts) string { return w.QuestionUnreachable.With(i + 1) })
		}
	}
}
