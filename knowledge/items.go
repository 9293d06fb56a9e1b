package knowledge

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// An item is one entry of a list with the marked lines that belong to it:
//
//  1. Name the effect.
//     - say: "So I didn't know a customer would call back."
//     - why: The effect shows it is about the work.
type item struct {
	text  string
	at    pos
	lines []marked
}

// A marked line is a nested entry such as "why: …".
type marked struct {
	mark, text string
	at         pos
}

// dutch maps Dutch words an author may write to the marks that are the same in
// every language.
var dutch = map[string]string{
	"zeg": "say", "zin": "say", "uitleg": "detail", "waarom": "why", "controle": "check",
	"klaar": "check", "antwoord": "answer", "voorbeeld": "example", "bijvoorbeeld": "example",
}

// items reads the lists of a section, whose nested entries may have the given marks;
// without marks there may be none. Whatever else is in the section is a problem.
func (d *doc) items(s section, marks ...string) []item {
	var items []item
	for _, n := range s.nodes {
		list, ok := n.(*ast.List)
		if !ok {
			d.wrong(d.nodePos(s, n), "text-in-list", func(w *texts) string { return w.TextInList.With(s.anchor) })
			continue
		}
		for n := list.FirstChild(); n != nil; n = n.NextSibling() {
			text, at := d.itemText(s, n)
			if m, ok := d.marked(text, at, marks); ok && !list.IsOrdered() && len(items) > 0 {
				items[len(items)-1].add(d, m) // indented too little: it is meant for the item above
				d.nested(s, n, &items[len(items)-1], nil)
				continue
			}
			if text = strings.TrimLeft(taskMark.ReplaceAllString(text, ""), " "); text == "" {
				d.wrong(at, "empty-item", func(w *texts) string { return w.EmptyItem })
			} else if startsBlock(text) {
				d.notText(at)
			}
			items = append(items, item{text: text, at: at})
			d.numbered(at, len(items))
			d.nested(s, n, &items[len(items)-1], marks)
		}
	}
	return items
}

var written = regexp.MustCompile(`^ {0,3}([0-9]{1,9})[.)]`)

// numbered checks that the number written before an item is the one it has. Answers
// of a decision tree refer to it; elsewhere every item may be written as 1.
func (d *doc) numbered(at pos, number int) {
	m := written.FindStringSubmatch(d.line(at.line - 1))
	if m == nil || m[1] == strconv.Itoa(number) || m[1] == "1" && d.aid.Type != DecisionTree {
		return
	}
	sev := Warning
	if d.aid.Type == DecisionTree {
		sev = Error
	}
	d.add(sev, at, "numbering", Words.Say(func(w *texts) string { return w.Numbering.With(number, m[1]) }))
}

// taskMark is the box of a task list, which says nothing in an aid.
var taskMark = regexp.MustCompile(`^(\[[ xX]\]( +|$))+`)

// nested reads the marked lines in a list item into it.
func (d *doc) nested(s section, n ast.Node, it *item, marks []string) {
	for n := n.FirstChild(); n != nil; n = n.NextSibling() {
		if n == n.Parent().FirstChild() && isParagraph(n) {
			continue // the item's own text
		}
		list, ok := n.(*ast.List)
		switch {
		case len(marks) == 0:
			d.wrong(d.nodePos(s, n), "text-in-item", func(w *texts) string { return w.OneParagraph })
			continue
		case !ok:
			d.wrong(d.nodePos(s, n), "text-in-item",
				func(w *texts) string { return w.TextInItem.With(marks[min(1, len(marks)-1)]) })
			continue
		}
		for n := list.FirstChild(); n != nil; n = n.NextSibling() {
			text, at := d.itemText(s, n)
			m, ok := d.marked(text, at, marks)
			if !ok {
				d.badMark(text, at, marks)
				continue
			}
			it.add(d, m)
			d.nested(s, n, it, nil)
		}
	}
}

// add adds a marked line to it. Only answers may be there more than once.
func (it *item) add(d *doc, m marked) {
	if m.text == "" {
		d.wrong(m.at, "empty-item", func(w *texts) string { return w.EmptyMark.With(m.mark) })
		return
	}
	if m.mark != "answer" && it.get(m.mark) != "" {
		d.wrong(m.at, "mark-twice", func(w *texts) string { return w.MarkTwice.With(m.mark) })
		return
	}
	it.lines = append(it.lines, m)
}

// get is the text after a mark; empty if it is not there.
func (it item) get(mark string) string {
	for _, m := range it.lines {
		if m.mark == mark {
			return m.text
		}
	}
	return ""
}

var markStart = regexp.MustCompile(`^(\p{L}+):(?: +(.*))?$`)

// marked splits "why: text". It reports whether the mark is one of those given.
func (d *doc) marked(text string, at pos, marks []string) (marked, bool) {
	m := markStart.FindStringSubmatch(text)
	if m == nil || !slices.Contains(marks, m[1]) {
		return marked{}, false
	}
	return marked{m[1], m[2], at}, true
}

// badMark reports a nested entry that has none of the marks.
func (d *doc) badMark(text string, at pos, marks []string) {
	m := markStart.FindStringSubmatch(text)
	if m == nil {
		d.wrong(at, "no-mark", func(w *texts) string { return w.NoMark.With(strings.Join(marks, ":, ") + ":") })
		return
	}
	if word := dutch[strings.ToLower(m[1])]; slices.Contains(marks, word) {
		d.wrong(at, "unknown-mark", func(w *texts) string { return w.ForeignMark.With(word, m[1]) })
		return
	}
	d.unknown(at, "unknown-mark", "mark", m[1], marks)
}

// glued is a number or dash of an item without the space that makes it one: what follows belongs to the item before.
var glued = regexp.MustCompile(`^[ \t]*((?:[0-9]{1,9}[.)](?:\p{L}{2}|[*"“„‘'\[])|[-+](?:\p{Lu}\p{L}|[*"“„‘'\[])))`)

// prose is a section as it stands, in which chat shows a glued item as text.
func (d *doc) prose(s section) string {
	at, fenced := s.from, false
	for line := range strings.Lines(d.text[s.from:s.to]) {
		fenced = fenced != fence.MatchString(line)
		if m := glued.FindStringSubmatchIndex(line); m != nil && !fenced {
			d.warn(d.pos(at+m[2]), "glued-item", func(w *texts) string { return w.GluedItem })
		}
		at += len(line)
	}
	return trimBlank(d.text[s.from:s.to])
}

var fence = regexp.MustCompile("^ *(?:```|~~~)")

// itemText is the first paragraph of a list item as one line, and where it stands.
func (d *doc) itemText(s section, n ast.Node) (string, pos) {
	first := n.FirstChild()
	if first == nil || !isParagraph(first) {
		return "", d.nodePos(s, n)
	}
	var words []string
	lines := first.Lines()
	for i := range lines.Len() {
		seg := lines.At(i)
		if m := glued.FindStringSubmatchIndex(d.text[s.base+seg.Start : s.base+seg.Stop]); m != nil && i > 0 {
			at := d.pos(s.base + seg.Start + m[2])
			d.wrong(at, "glued-item", func(w *texts) string { return w.GluedItem })
		}
		words = append(words, strings.Fields(d.text[s.base+seg.Start:s.base+seg.Stop])...)
	}
	return strings.Join(words, " "), d.pos(s.base + lines.At(0).Start)
}

func isParagraph(n ast.Node) bool {
	switch n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		return true
	}
	return false
}

// nodePos is where a block stands in the file.
func (d *doc) nodePos(s section, n ast.Node) pos {
	if lines := n.Lines(); lines != nil && lines.Len() > 0 && isParagraph(n) {
		return d.pos(s.base + lines.At(0).Start)
	}
	if p := n.Pos(); p >= 0 {
		return d.pos(s.base + p)
	}
	return s.at
}

// steps reads numbered steps, phases or items.
func (d *doc) steps(s section) []Step {
	var steps []Step
	for i, it := range d.items(s, "say", "detail", "why", "check") {
		d.mark(it.at, "steps", i)
		st := Step{Text: it.text, Say: unquote(it.get("say")), Detail: it.get("detail"), Why: it.get("why"),
			Check: it.get("check")}
		if m := actorStart.FindStringSubmatch(it.text); m != nil && d.aid.Type == Procedure {
			st.Actor, st.Text = m[1], m[2]
		}
		steps = append(steps, st)
	}
	return steps
}

var actorStart = regexp.MustCompile(`^\*\*([^*]*[^* ])\*\* ?[–—-] ?([^ ].*)$`)

// unquote is a sample sentence without the quotation marks around it.
func unquote(s string) string {
	for _, q := range []string{`""`, "“”", "„”", "«»", "‘’"} {
		marks := []rune(q)
		inner, ok := strings.CutPrefix(s, string(marks[0]))
		if !ok {
			continue
		}
		inner, ok = strings.CutSuffix(inner, string(marks[1]))
		if ok && !strings.ContainsAny(inner, `"“”„«»‘`) && strings.TrimSpace(inner) != "" {
			return strings.TrimSpace(inner)
		}
	}
	return s
}

// fields reads the questions of a worksheet: "**Label** Question?".
func (d *doc) fields(s section) []Field {
	var fields []Field
	for i, it := range d.items(s, "example", "detail", "why") {
		d.mark(it.at, "fields", i)
		m := labelStart.FindStringSubmatch(it.text)
		if m == nil || strings.Trim(m[1], ": ") == "" {
			d.wrong(it.at, "no-label", func(w *texts) string { return w.NoLabel.With(i + 1) })
			m = []string{"", "", it.text}
		}
		label := strings.TrimRight(m[1], ": ")
		fields = append(fields, Field{Label: label, Prompt: m[2], Example: it.get("example"), Detail: it.get("detail"),
			Why: it.get("why")})
	}
	return fields
}

var labelStart = regexp.MustCompile(`^\*\*([^* ][^*]*)\*\*:? ?(.*)$`)

// tree reads the questions of a decision tree.
func (d *doc) tree(s section) []Node {
	items := d.items(s, "answer", "why", "detail")
	var tree []Node
	for i, it := range items {
		d.mark(it.at, "tree", i)
		n := Node{Question: it.text, Why: it.get("why"), Detail: it.get("detail")}
		for _, m := range it.lines {
			if m.mark == "answer" {
				d.mark(m.at, "tree", i, len(n.Answers))
				n.Answers = append(n.Answers, d.branch(m, len(items)))
			}
		}
		tree = append(tree, n)
	}
	return tree
}

var (
	arrow      = regexp.MustCompile(` ?(→|->) ?`)
	questionNo = regexp.MustCompile(`^[0-9]+$`)
	wholeLink  = regexp.MustCompile(`^\[([^\]\[]*[^\]\[ ])\]\(([a-z0-9-]+)\)$`)
)

// branch reads an answer: "Label → 3", "Label → what to do" or
// "Label → [what to do](slug)", in a tree of n questions.
func (d *doc) branch(m marked, n int) Branch {
	cut := arrow.FindStringIndex(m.text)
	if cut == nil || cut[0] == 0 || cut[1] == len(m.text) {
		d.wrong(m.at, "no-arrow", func(w *texts) string { return w.NoArrow })
		return Branch{Label: m.text, Next: -1}
	}
	label, target := m.text[:cut[0]], m.text[cut[1]:]
	if questionNo.MatchString(target) {
		next, err := strconv.Atoi(target)
		if err != nil || next < 1 || next > n {
			d.wrong(m.at, "no-question", func(w *texts) string { return w.NoQuestion.With(target, n) })
			return Branch{Label: label, Next: -1}
		}
		return Branch{Label: label, Next: next - 1}
	}
	if l := wholeLink.FindStringSubmatch(target); l != nil {
		return Branch{Label: label, Next: -1, Outcome: strings.TrimSpace(l[1]), Aid: l[2]}
	}
	return Branch{Label: label, Next: -1, Outcome: target}
}
