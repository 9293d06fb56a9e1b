package knowledge

import (
	"reflect"
	"slices"
)

// LintPair says where the two language versions of one aid differ in what must be
// the same: the shared fields and the number of steps, rows, items and answers. The
// problems are those of b, and have no place.
func LintPair(a, b *Aid) Problems {
	d := &doc{aid: b}
	d.pair(a)
	return d.problems
}

// pair compares the aid of d with its other language version.
func (d *doc) pair(other *Aid) {
	a, b := other, d.aid
	if !a.IsRecipe() || !b.IsRecipe() {
		return
	}
	l := linter{d, b}
	for _, f := range frontFields {
		if f.shared && !reflect.DeepEqual(reflect.ValueOf(f.of(a)).Elem().Interface(), reflect.ValueOf(f.of(b)).Elem().Interface()) {
			l.need(l.place(f.name), "pair-field", "%[1]s is anders dan in de %[2]s versie. Maak ze gelijk", "%[1]s differs from the %[3]s version. Make them the same", f.name, dutchName(a.Lang), englishName(a.Lang))
		}
	}
	if a.Type != b.Type {
		return
	}
	for _, c := range counts(a, b) {
		if c.a != c.b {
			l.need(l.place(c.part), "pair-count", "Hier staan %[1]d %[3]s; in de %[5]s versie %[2]d. Maak ze gelijk", "There are %[1]d %[4]s here; in the %[6]s version %[2]d. Make them the same", c.b, c.a, c.nl, c.en, dutchName(a.Lang), englishName(a.Lang))
		}
	}
	if a.Table != nil && b.Table != nil && a.Table.Conditions != b.Table.Conditions {
		l.need(l.place("table"), "pair-count", "De %[1]s versie heeft een ander aantal kolommen met een ?", "The %[2]s version has another number of columns with a ?", dutchName(a.Lang), englishName(a.Lang))
	}
	for i := range min(len(a.Tree), len(b.Tree)) {
		if !slices.EqualFunc(a.Tree[i].Answers, b.Tree[i].Answers, func(x, y Branch) bool { return x.Next == y.Next && x.Aid == y.Aid }) {
			l.need(l.place("tree", i), "pair-answers", "De antwoorden van vraag %[1]d leiden in de %[2]s versie ergens anders heen", "The answers to question %[1]d lead elsewhere in the %[3]s version", i+1, dutchName(a.Lang), englishName(a.Lang))
		}
	}
}

// A count is how many of one thing the two versions have.
type count struct {
	part, nl, en string
	a, b         int
}

func counts(a, b *Aid) []count {
	rows := func(t *Table) (rows, columns int) {
		if t == nil {
			return 0, 0
		}
		return len(t.Rows), len(t.Header)
	}
	rowsA, columnsA := rows(a.Table)
	rowsB, columnsB := rows(b.Table)
	return []count{
		{"steps", "stappen of punten", "steps or items", len(a.Steps), len(b.Steps)},
		{"table", "rijen", "rows", rowsA, rowsB},
		{"table", "kolommen", "columns", columnsA, columnsB},
		{"tree", "vragen", "questions", len(a.Tree), len(b.Tree)},
		{"fields", "vragen", "questions", len(a.Fields), len(b.Fields)},
	}
}

func dutchName(l Lang) string {
	return map[Lang]string{Dutch: "Nederlandse", English: "Engelse"}[l]
}

func englishName(l Lang) string {
	return map[Lang]string{Dutch: "Dutch", English: "English"}[l]
}
