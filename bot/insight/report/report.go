// Package report makes reports of performance cases: one per case, and one per quarter
// for the seven benefits of performance support. It is pure: what is known goes in, a
// [document.Document] comes out, and the same input gives the same bytes.
//
// Every figure in it carries its level of evaluation. A figure about people is of a [privacy.Group]
// or more, or withheld. Nothing is called an effect without a baseline and a method to
// isolate it, and what was not measured is called that.
package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/insight/document"
	"github.com/handvat/handvat/bot/insight/terms"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/privacy"
)

// A Figure is what use of the aids says about one level of evaluation, in a group.
type Figure struct {
	Key      string        // what it is of, as words.Report.Measures calls it
	Benefit  cases.Benefit // the benefit it tells about; empty if none
	Level    int           // of evaluation, 0 to 5
	Value    float64
	Unit     string
	N        int    // answers or events it rests on
	People   int    // distinct people it is of, at least
	Withheld bool   // too few people, or another group could be reckoned from it
	Period   string // such as "2026-Q4"
}

// A writer builds a document.
type writer struct {
	doc document.Document
	w   *text.Language
	r   *texts
	t   *terms.Texts
	k   privacy.Group // no figure about people is of fewer
}

func newWriter(lang string, k privacy.Group) *writer {
	w := text.In(lang)
	return &writer{doc: document.Document{Lang: w.Lang}, w: w, r: Words.In(w.Lang), t: terms.Words.In(w.Lang), k: k}
}

// visible is c without what is known of fewer than k people: such a reading is missing,
// and such an estimate is none.
func (b *writer) visible(c *cases.Case) *cases.Case {
	seen := *c
	seen.Plan.Indicators = slices.Clone(c.Plan.Indicators)
	for n := range seen.Plan.Indicators {
		i := &seen.Plan.Indicators[n]
		i.Moments = slices.Clone(i.Moments)
		for m, moment := range i.Moments {
			if state, r := i.At(moment, ""); state == cases.Met && r.Few(b.k) {
				i.Moments[m].Absent = b.r.TooLittle
			}
		}
		*i = i.Told(b.k)
		if e := i.Isolation.Estimate; e != nil && !b.k.May(e.Answered) {
			i.Isolation.Estimate = nil
		}
	}
	return &seen
}

// part begins a section.
func (b *writer) part(level int, heading string) {
	b.doc.Sections = append(b.doc.Sections, document.Section{Heading: heading, Level: level})
}

// add puts blocks in the section that was begun last. Empty ones are left out.
func (b *writer) add(blocks ...document.Block) {
	s := &b.doc.Sections[len(b.doc.Sections)-1]
	for _, bl := range blocks {
		switch bl := bl.(type) {
		case document.List:
			if len(bl) == 0 {
				continue
			}
		case document.Table:
			if len(bl.Rows) == 0 {
				continue
			}
		}
		s.Blocks = append(s.Blocks, bl)
	}
}

// say adds a paragraph, unless it is empty.
func (b *writer) say(text string) {
	if text != "" {
		b.add(document.Para(text))
	}
}

// remark adds small print.
func (b *writer) remark(text string) { b.add(document.Remark(text)) }

// note adds figures to those for whoever reckons on.
func (b *writer) note(rows ...document.Row) { b.doc.Rows = append(b.doc.Rows, rows...) }

// row is a figure of an indicator.
func row(section string, i cases.Indicator, kind string, when cases.Day, value float64) document.Row {
	return document.Row{Section: section, Level: i.Level, Measure: i.Name, Kind: kind, When: string(when),
		Value: &value, Unit: i.Unit}
}

// used notes a figure from use. It has no value where that must not be shown.
func (b *writer) used(section string, f Figure) document.Row {
	r := document.Row{Section: section, Level: f.Level, Measure: b.measure(f.Key), Kind: "use", When: f.Period,
		Unit: f.Unit}
	if f.Withheld || !b.k.May(f.People) {
		r.State = "withheld"
	} else {
		r.Value, r.N, r.People = &f.Value, f.N, f.People
	}
	b.note(r)
	return r
}

// told are the value of a figure from use, what it rests on, and of how many people it is.
func (b *writer) told(r document.Row) []string {
	if r.Value == nil {
		return []string{b.r.TooLittle, "–", "–"}
	}
	return []string{b.value(*r.Value, r.Unit), fmt.Sprint(r.N), fmt.Sprint(r.People)}
}

// columns are the headings of these columns.
func (b *writer) columns(names ...string) []string {
	head := make([]string, len(names))
	for i, n := range names {
		head[i] = b.r.Columns[n]
	}
	return head
}

// day writes a day in the language of the report, so that it stays on one line.
func (b *writer) day(d cases.Day) string {
	if d == "" {
		return "–"
	}
	return strings.ReplaceAll(b.w.Date(d.Time()), " ", "\u00a0")
}

// value writes a value with its unit; of money there are no cents.
func (b *writer) value(v float64, unit string) string {
	return b.w.Amount(v, unit, decimals(unit))
}

// difference writes a difference between two values: of shares it is in points.
func (b *writer) difference(v float64, unit string) string {
	return b.w.Difference(v, unit, decimals(unit))
}

func decimals(unit string) int {
	switch unit {
	case "€", "$", "£":
		return 0
	}
	return 2
}

// orDash is s, or a dash if it is empty.
func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
