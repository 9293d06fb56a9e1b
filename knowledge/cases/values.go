package cases

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/table"
	"github.com/handvat/handvat/knowledge/yamldoc"
)

// A Value is one KPI value for an indicator of a case.
type Value struct {
	Case, Indicator string
	Unit            string // must be the indicator's; empty is not compared
	Reading
	Line int // in the file it came from; 0 if from none

	row table.Row // likewise
}

// In returns where the value has a column, or else where it begins.
func (v Value) In(column string) yamldoc.Place {
	c := v.row.Cell(column)
	return yamldoc.Place{Line: c.Line, Col: c.Col}
}

// ofFault are the columns that a fault of a value is about.
func ofFault(code string) string {
	switch code {
	case "no-such-indicator", "no-baseline":
		return "indicator"
	case "wrong-unit":
		return "unit"
	case "future":
		return "date"
	case "few-people":
		return "people"
	}
	return "value"
}

// columns are the columns of a file of values.
var columns = []table.Column{
	{Name: "case", Also: []string{"vraagstuk", "casus"}, Must: true},
	{Name: "indicator", Must: true},
	{Name: "date", Also: []string{"datum", "day", "dag"}, Must: true},
	{Name: "value", Also: []string{"waarde"}, Must: true},
	{Name: "unit", Also: []string{"eenheid"}, Short: true},
	{Name: "people", Also: []string{"mensen", "aantal-mensen"}, Short: true},
	{Name: "changed", Also: []string{"veranderd", "gewijzigd"}, Short: true},
}

// ReadValues reads KPI values from a table (see [table.Read]): case, indicator, date and
// value, and if they are there unit, people and changed. The name appears in the problems.
// Rows with a problem are left out; a row that says the same thing about the same day
// twice is one.
func ReadValues(name string, src []byte) ([]Value, knowledge.Problems) {
	t, ps := table.Read(name, src)
	if ps != nil {
		return nil, ps
	}
	rows, ps := t.Rows(columns)
	v := &valueReader{reader: reader{name: name, problems: ps}, seen: make(map[[3]string]Value)}
	for _, r := range rows {
		v.row(r)
	}
	return v.values, v.problems.Sort()
}

// A valueReader reads one file of values.
type valueReader struct {
	reader
	seen   map[[3]string]Value
	values []Value
}

// row adds the value of one row, or says what is wrong with it.
func (v *valueReader) row(r table.Row) {
	problem := func(column, code string, says func(*texts) string) {
		c := r.Cell(column)
		v.add(yamldoc.Place{Line: c.Line, Col: c.Col}, code, Words.Say(says))
	}
	val := Value{Case: r.Get("case"), Indicator: r.Get("indicator"), Unit: r.Get("unit"), Line: r.Line, row: r}
	val.Date, val.Changed = Day(r.Get("date")), r.Get("changed")
	for _, c := range columns {
		if c.Must && r.Get(c.Name) == "" {
			problem(c.Name, "empty", func(w *texts) string { return w.EmptyCell.With(c) })
			return
		}
	}
	if _, err := time.Parse(time.DateOnly, string(val.Date)); err != nil {
		problem("date", "not-a-date", func(w *texts) string { return w.NotADay.With(strconv.Quote(string(val.Date))) })
		return
	}
	var percent bool
	var fault *table.Fault
	switch val.Reading.Value, percent, fault = r.Cell("value").Number(); {
	case fault != nil && fault.Code == table.NotNumber:
		problem("value", fault.Code, func(w *texts) string { return w.NotNumber.With(strconv.Quote(r.Get("value"))) })
		return
	case fault != nil:
		c := r.Cell("value")
		v.add(yamldoc.Place{Line: c.Line, Col: c.Col}, fault.Code, fault.Says)
		return
	case percent && val.Unit == "":
		val.Unit = "%"
	case percent && !sameUnit(val.Unit, "%"):
		problem("value", "wrong-unit", func(w *texts) string { return w.WrongPercent.With(r.Get("value"), val.Unit) })
		return
	}
	if p := r.Get("people"); p != "" {
		var err error
		if val.People, err = strconv.Atoi(p); err != nil || val.People < 0 {
			problem("people", "not-a-number", func(w *texts) string { return w.NotPeople.With(strconv.Quote(p)) })
			return
		}
	}
	key := [3]string{val.Case, val.Indicator, string(val.Date)}
	if o, twice := v.seen[key]; twice {
		if o.Reading != val.Reading {
			problem("value", "twice",
				func(w *texts) string { return w.ValueTwice.With(val.Indicator, val.Date, o.Line) })
		}
		return
	}
	v.seen[key] = val
	v.values = append(v.values, val)
}

// sameUnit reports whether two units are one, however percent is written.
func sameUnit(a, b string) bool {
	percent := []string{"%", "procent", "percent"}
	return a == b || slices.Contains(percent, a) && slices.Contains(percent, b)
}

// Fits returns what is wrong with putting v in c today, where figures are of a group; nil if nothing is.
func (c *Case) Fits(v Value, today Day, group privacy.Group) *table.Fault {
	i := c.Indicator(v.Indicator)
	switch {
	case i == nil:
		var ids []string
		for _, i := range c.Plan.Indicators {
			ids = append(ids, i.ID)
		}
		return fault("no-such-indicator",
			func(w *texts) string {
				return w.HasNoIndicator.With(c.ID, strconv.Quote(v.Indicator), strings.Join(ids, ", "))
			})
	case i.Baseline == nil || i.Baseline.Date == "":
		return fault("no-baseline", func(w *texts) string { return w.NoBaseline.With(i.ID) })
	case v.Unit != "" && !sameUnit(v.Unit, i.Unit):
		return fault("wrong-unit",
			func(w *texts) string { return w.WrongUnit.With(i.ID, strconv.Quote(i.Unit), strconv.Quote(v.Unit)) })
	case v.Date > today:
		return fault("future", func(w *texts) string { return w.Future.With(v.Date) })
	case v.Few(group):
		return fault("few-people", func(w *texts) string { return w.TooFewPeople.With(v.People, group.K()) })
	case !i.Allows(v.Reading.Value):
		return fault("impossible", i.impossible(v.Reading.Value))
	}
	return nil
}

func fault(code string, says func(*texts) string) *table.Fault {
	return &table.Fault{Code: code, Says: Words.Say(says)}
}

// Merge puts the values that belong to c in it, and returns what is wrong with the
// others, at their place in the named file. A value that is there already changes
// nothing, so that the same file can be read again.
func (c *Case) Merge(name string, values []Value, today Day, group privacy.Group) knowledge.Problems {
	r := &reader{name: name}
	for _, v := range values {
		if v.Case != c.ID {
			continue
		}
		if f := c.Fits(v, today, group); f != nil {
			r.add(v.In(ofFault(f.Code)), f.Code, f.Says)
			continue
		}
		c.Indicator(v.Indicator).Put(v.Reading)
	}
	return r.problems
}
