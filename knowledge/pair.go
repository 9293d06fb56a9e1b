package knowledge

import (
	"cmp"
	"reflect"
	"slices"
)

// pair says where the aid of d differs from its other language version in what must be the same: the shared fields
// and the number of steps, rows, items and answers.
func (d *doc) pair(other *Aid) {
	a, b := other, d.aid
	if !a.IsRecipe() || !b.IsRecipe() {
		return
	}
	l := linter{d, b}
	for _, f := range frontFields {
		if f.shared && !reflect.DeepEqual(reflect.ValueOf(f.of(a)).Elem().Interface(),
			reflect.ValueOf(f.of(b)).Elem().Interface()) {
			l.need(l.place(f.name), "pair-field",
				func(w *texts) string { return w.PairField.With(f.name, w.Version[a.Lang]) })
		}
	}
	if a.Type != b.Type {
		return
	}
	for _, c := range counts(a, b) {
		if c.a != c.b {
			l.need(l.place(c.part), "pair-count",
				func(w *texts) string { return w.PairCount.With(c.b, w.Counted[c.of], w.Version[a.Lang], c.a) })
		}
	}
	if a.Table != nil && b.Table != nil && a.Table.Conditions != b.Table.Conditions {
		l.need(l.place("table"), "pair-count", func(w *texts) string { return w.PairAsked.With(w.Version[a.Lang]) })
	}
	for i := range min(len(a.Tree), len(b.Tree)) {
		if !slices.EqualFunc(a.Tree[i].Answers, b.Tree[i].Answers,
			func(x, y Branch) bool { return x.Next == y.Next && x.Aid == y.Aid }) {
			l.need(l.place("tree", i), "pair-answers",
				func(w *texts) string { return w.PairAnswers.With(i+1, w.Version[a.Lang]) })
		}
	}
}

// A count is how many of one thing the two versions have.
type count struct {
	part, of string // of names them in the texts
	a, b     int
}

func counts(a, b *Aid) []count {
	tableA, tableB := cmp.Or(a.Table, new(Table)), cmp.Or(b.Table, new(Table))
	return []count{
		{"steps", "steps", len(a.Steps), len(b.Steps)},
		{"table", "rows", len(tableA.Rows), len(tableB.Rows)},
		{"table", "columns", len(tableA.Header), len(tableB.Header)},
		{"tree", "questions", len(a.Tree), len(b.Tree)},
		{"fields", "questions", len(a.Fields), len(b.Fields)},
	}
}
