package knowledge

import (
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A body is a row of parts, each under a heading with an anchor such as {#quick}.
// What a part holds:
//
//	{#quick}      the answer that fits one screen: text and short lists
//	{#steps}      numbered steps; of a procedure "**Who** – what they do"
//	{#script}     numbered phases of a conversation
//	{#items}      numbered or bulleted points
//	{#table}      a table; a ? before a heading is asked, → is an outcome, the cell * fits all
//	{#questions}  decision table: how to ask each column, in order
//	              decision tree: numbered questions with "- answer: Label → 3", or
//	              "→ what to do", or "→ [what to do](slug of an aid)"
//	              worksheet: numbered "**Label** Question?" with "- example: …"
//	{#template}   a fenced block with {fill-in} marks
//	{#example}, {#why}   text
//	{#pitfalls}   bullets
//	{#plan}       one sentence: if …, then …
//
// Under a numbered point or bullet, "- say: …", "- detail: …", "- why: …" and
// "- check: …" belong to it.

// The anchors that name the parts of a body, in the order they are written. They
// are the same in every language.
var anchors = []string{"quick", "table", "steps", "script", "items", "questions", "template", "example", "pitfalls",
	"why", "plan"}

// shaping lists the anchors of the parts that make an aid its type, and so belong to
// some types only.
var shaping = []string{"table", "steps", "script", "items", "questions", "template"}

// shapes lists, for each type, the anchors of the part that makes it that type; the
// first is required, the others may be there too.
var shapes = map[Type][]string{
	Steps:         {"steps"},
	Procedure:     {"steps"},
	Checklist:     {"items"},
	DecisionTable: {"table", "questions"},
	DecisionTree:  {"questions"},
	Worksheet:     {"questions"},
	Reference:     {"table", "items"},
	Script:        {"script"},
	Example:       {"example", "items"},
	Template:      {"template", "steps"},
}

// A section is the part of a body under one heading with an anchor.
type section struct {
	anchor string
	at     pos
	from   int // the section's text is doc.text[from:to]
	to     int
	nodes  []ast.Node // its blocks
	base   int        // offset in doc.text of the text the nodes refer to
}

// blocks splits Markdown into blocks. Only what an aid may hold is known to it:
// inline marks stay as they are written, and HTML is text.
var blocks = parser.NewParser(parser.WithBlockParsers(
	util.Prioritized(parser.NewThematicBreakParser(), 200),
	util.Prioritized(parser.NewListParser(), 300),
	util.Prioritized(parser.NewListItemParser(), 400),
	util.Prioritized(parser.NewATXHeadingParser(), 600),
	util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
	util.Prioritized(parser.NewBlockquoteParser(), 800),
	util.Prioritized(parser.NewParagraphParser(), 1000),
))

// body reads the text from offset base on into the aid.
func (d *doc) body(base int) {
	root := blocks.Parse(text.NewReader([]byte(d.text[base:])))
	d.fenceClosed(root, base)
	for _, s := range d.sections(root, base) {
		d.mark(s.at, s.anchor)
		if strings.TrimSpace(d.text[s.from:s.to]) == "" {
			d.wrong(s.at, "empty-section", func(w *texts) string { return w.EmptySection.With(s.anchor) })
			continue
		}
		d.section(s)
	}
}

// section reads one section into the aid.
func (d *doc) section(s section) {
	a := d.aid
	if shape, ok := shapes[a.Type]; ok && slices.Contains(shaping, s.anchor) && !slices.Contains(shape, s.anchor) {
		d.wrong(s.at, "anchor-for-type",
			func(w *texts) string { return w.AnchorForType.With(a.Type, s.anchor, shape[0]) })
		return
	}
	d.mark(s.at, part(a.Type, s.anchor))
	switch s.anchor {
	case "quick":
		a.Quick = d.prose(s)
	case "example":
		a.Example = d.prose(s)
	case "why":
		a.Why = d.prose(s)
	case "plan":
		if a.Plan = oneLine(d.text[s.from:s.to]); startsBlock(a.Plan) {
			d.notText(s.at)
		}
	case "pitfalls":
		for _, it := range d.items(s) {
			d.mark(it.at, "pitfalls", len(a.Pitfalls))
			a.Pitfalls = append(a.Pitfalls, it.text)
		}
	case "table":
		a.Table = d.table(s)
	case "template":
		a.Template = d.template(s)
	case "questions":
		switch a.Type {
		case DecisionTree:
			a.Tree = d.tree(s)
		case Worksheet:
			a.Fields = d.fields(s)
		case DecisionTable:
			a.Steps = d.steps(s)
		default:
			d.wrong(s.at, "anchor-for-type", func(w *texts) string { return w.QuestionsForType })
		}
	default:
		a.Steps = d.steps(s)
	}
}

// part is the field of an aid that a section fills, as [doc.place] calls it.
func part(t Type, anchor string) string {
	switch {
	case anchor == "questions" && t == DecisionTree:
		return "tree"
	case anchor == "questions" && t == Worksheet:
		return "fields"
	case anchor == "questions", anchor == "script", anchor == "items":
		return "steps"
	}
	return anchor
}

var anchorMark = regexp.MustCompile(`\{#([^{}]*)\}[ \t#]*$`)

// sections cuts the body at its headings with an anchor. Text that belongs to no
// section is a problem, for it would be lost.
func (d *doc) sections(root ast.Node, base int) []section {
	var all []section
	stray := false
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		h, isHeading := n.(*ast.Heading)
		start := base + n.Pos()
		line := d.pos(start).line - 1
		if isHeading {
			if m := anchorMark.FindStringSubmatchIndex(d.line(line)); m != nil {
				name := d.line(line)[m[2]:m[3]]
				if len(all) > 0 {
					all[len(all)-1].to = d.lines[line]
				}
				all = append(all, section{anchor: name, at: d.pos(start), from: d.lines[line] + len(d.line(line)),
					to: len(d.text), base: base})
				stray = false
				continue
			}
			if h.Level <= 2 {
				d.wrong(d.pos(start), "heading-without-anchor", func(w *texts) string { return w.HeadingWithoutAnchor })
				if len(all) > 0 {
					all[len(all)-1].to = d.lines[line]
				}
				all = append(all, section{from: start, to: len(d.text), base: base})
				stray = true
				continue
			}
		}
		if len(all) == 0 {
			if !stray {
				d.wrong(d.pos(start), "text-outside", func(w *texts) string { return w.TextOutside })
			}
			stray = true
			continue
		}
		all[len(all)-1].nodes = append(all[len(all)-1].nodes, n)
	}
	return d.known(all)
}

// known keeps the sections whose anchor is known and new.
func (d *doc) known(all []section) []section {
	var keep []section
	for _, s := range all {
		switch {
		case s.anchor == "" && s.at == (pos{}): // the heading has been reported
		case !slices.Contains(anchors, s.anchor):
			d.unknown(s.at, "unknown-anchor", "anchor", s.anchor, anchors)
		case slices.ContainsFunc(keep, func(k section) bool { return k.anchor == s.anchor }):
			d.wrong(s.at, "anchor-twice", func(w *texts) string { return w.AnchorTwice.With(s.anchor) })
		default:
			keep = append(keep, s)
		}
	}
	return keep
}

// fenceClosed reports a block of code without an end, which swallows the rest of
// the file.
func (d *doc) fenceClosed(root ast.Node, base int) {
	code, ok := root.LastChild().(*ast.FencedCodeBlock)
	if !ok {
		return
	}
	at := d.pos(base + code.Pos())
	opening := strings.TrimLeft(d.line(at.line-1), " ")
	fence := opening[:len(opening)-len(strings.TrimLeft(opening, opening[:1]))]
	end := d.pos(len(strings.TrimRight(d.text, " \t\n"))).line
	last := strings.TrimRight(d.line(end-1), " \t")
	closing := strings.TrimLeft(last, " ")
	if end == at.line || len(last)-len(closing) > 3 || len(closing) < len(fence) ||
		strings.Trim(closing, fence[:1]) != "" {
		d.wrong(at, "fence-open", func(w *texts) string { return w.FenceOpen.With(fence) })
	}
}

// notText reports text that Markdown would read as a list, heading or block.
func (d *doc) notText(at pos) {
	d.wrong(at, "starts-block", func(w *texts) string { return w.StartsBlock })
}

var blockStart = regexp.MustCompile("^([-+*]([ \t]|$)|[0-9]{1,9}[.)]([ \t]|$)|#{1,6}([ \t]|$)|>|```|~~~)")

// startsBlock reports whether s, as the start of a paragraph, would be something
// else in Markdown.
func startsBlock(s string) bool {
	return blockStart.MatchString(s) || strings.Trim(s, "-_* \t") == ""
}
