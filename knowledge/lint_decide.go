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
		l.need(l.place("table"), "no-asked-columns", "Zet een ? voor de kop van elke kolom die de bot moet vragen", "Put a ? before the heading of each column the bot should ask")
		return
	case t.Conditions == len(t.Header):
		l.need(l.place("table"), "no-result-column", "Er is geen kolom met een uitkomst. Zet → voor de kop ervan", "There is no column with an outcome. Put → before its heading")
	case t.Conditions == 1:
		l.warnf(l.place("table"), "asked-few", "Er is maar één vraag. Een naslagtabel is dan korter", "There is only one question. A reference table is shorter then")
	case t.Conditions > maxAsked:
		l.warnf(l.place("header", maxAsked), "asked-many", "De tabel stelt %d vragen; kies de 2 tot 4 die het verschil maken", "The table asks %d questions; choose the 2 to 4 that make the difference", t.Conditions)
	}
	if n := len(l.a.Steps); n > 0 && n != t.Conditions {
		l.need(l.place("questions"), "questions-columns", "Er zijn %[1]d vragen onder {#questions} en %[2]d kolommen met een ?. Schrijf per kolom één vraag", "There are %[1]d questions under {#questions} and %[2]d columns with a ?. Write one question per column", n, t.Conditions)
	}
	if !l.cells() {
		return
	}
	values := make([][]string, t.Conditions)
	combinations := 1
	for c := range values {
		values[c] = t.Answers(c)
		if len(values[c]) < 2 {
			l.need(l.place("header", c), "one-answer", "Bij \"%s\" is maar één antwoord mogelijk. Haal de kolom weg of voeg een rij toe", "There is only one possible answer to \"%s\". Remove the column or add a row", t.Header[c])
		}
		combinations *= max(1, len(values[c]))
		if combinations > maxCombinations {
			l.need(l.place("table"), "table-large", "Deze tabel heeft te veel combinaties om te overzien. Splits hem", "This table has too many combinations to oversee. Split it")
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
		l.need(l.place("table"), "table-gap", "Geen rij past bij: %s. Voeg een rij toe, of een laatste rij met overal *", "No row fits: %s. Add a row, or a last row with * everywhere", strings.Join(said, ", "))
	}
	for r, ok := range reached {
		if !ok {
			l.need(l.place("table", r), "row-unreachable", "Rij %d wordt nooit bereikt: de rijen erboven passen al op alles. Haal hem weg of zet hem hoger", "Row %d is never reached: the rows above it already fit everything. Remove it or move it up", r+1)
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
				l.need(l.place("table", r, c), "cell-empty", "Deze cel is leeg. Zet er een antwoord in, of * als het niet uitmaakt", "This cell is empty. Put an answer in it, or * if it does not matter")
			} else if cell == "" && c == t.Conditions {
				l.need(l.place("table", r, c), "cell-empty", "Deze uitkomst is leeg. Schrijf wat iemand dan doet", "This outcome is empty. Write what someone does then")
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
		if cell != Any && cell != "" && !slices.ContainsFunc(list, func(v string) bool { return strings.EqualFold(v, cell) }) {
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
			l.need(l.place("tree", i), "dead-end", "Vraag %d heeft geen antwoorden. Zet eronder - answer: Ja → …", "Question %d has no answers. Put below it - answer: Yes → …", i+1)
		case 1:
			l.need(l.place("tree", i), "one-answer", "Vraag %d heeft maar één antwoord", "Question %d has only one answer", i+1)
		}
		for j, b := range n.Answers {
			if slices.ContainsFunc(n.Answers[:j], func(o Branch) bool { return strings.EqualFold(o.Label, b.Label) }) {
				l.need(l.place("tree", i, j), "answer-twice", "Het antwoord \"%s\" staat er twee keer", "The answer \"%s\" is there twice", b.Label)
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
				l.need(l.place("tree", i, j), "cycle", "Dit antwoord brengt iemand terug bij vraag %d, zonder einde", "This answer brings someone back to question %d, without end", b.Next+1)
				continue
			}
			deepest = max(deepest, below+1)
		}
		depth[i] = deepest
		return deepest, false
	}
	if deepest, _ := walk(0); deepest > maxDepth {
		l.need(l.place("tree"), "too-deep", "Soms moet iemand %[1]d vragen beantwoorden; %[2]d is het meeste. Splits de boom", "Sometimes one has to answer %[1]d questions; %[2]d is the most. Split the tree", deepest, maxDepth)
	}
	for i, d := range depth {
		if d == 0 {
			l.need(l.place("tree", i), "question-unreachable", "Geen antwoord leidt naar vraag %d", "No answer leads to question %d", i+1)
		}
	}
}
