package cases

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/handvat/handvat/knowledge"
)

// A Value is one KPI value for an indicator of a case.
type Value struct {
	Case, Indicator string
	Unit            string // must be the indicator's; empty is not compared
	Reading
	Line int // in the file it came from; 0 if from none
}

// columns are the columns of a file of values: the first four it must have.
var columns = []string{"case", "indicator", "date", "value", "unit", "people", "changed"}

// maxValues bounds how many rows of a file are read.
const maxValues = 100_000

// ReadValues reads KPI values from CSV with a heading: case, indicator, date and value,
// and if they are there unit, people and changed. Columns are parted by commas, or by
// semicolons with decimal commas allowed, as spreadsheets write them in Dutch. The
// name appears in the problems. Rows with a problem are left out; a row that says the
// same thing about the same day twice is one.
func ReadValues(name string, src []byte) ([]Value, knowledge.Problems) {
	v := &valueReader{reader: reader{name: name}, seen: make(map[[3]string]Value)}
	if len(src) > maxFile*16 {
		v.problem(1, "too-large", "Dit bestand is te groot", "This file is too large")
		return nil, v.problems
	}
	text := strings.TrimPrefix(string(src), "\ufeff")
	head, _, _ := strings.Cut(text, "\n")
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	if strings.Count(head, ";") > strings.Count(head, ",") {
		r.Comma = ';'
	}
	if !v.heading(r) {
		return nil, v.problems
	}
	for len(v.values) < maxValues {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			line := 1
			var parse *csv.ParseError
			if errors.As(err, &parse) {
				line = parse.Line
			}
			v.problem(line, "csv", "Deze regel is niet te lezen als CSV: er staat een aanhalingsteken te veel of te weinig", "This line cannot be read as CSV: there is one quotation mark too many or too few")
			break
		}
		line, _ := r.FieldPos(0)
		v.row(line, row)
	}
	return v.values, v.problems
}

// A valueReader reads one file of values.
type valueReader struct {
	reader
	column map[string]int // name → number
	seen   map[[3]string]Value
	values []Value
}

func (v *valueReader) problem(line int, code, nl, en string, args ...any) {
	v.errorf(Place{line, 1}, code, nl, en, args...)
}

func (v *valueReader) heading(r *csv.Reader) bool {
	row, err := r.Read()
	if err != nil {
		row = nil
	}
	v.column = make(map[string]int)
	for i, name := range row {
		name = strings.ToLower(strings.TrimSpace(name))
		switch _, twice := v.column[name]; {
		case !slices.Contains(columns, name):
			v.problem(1, "unknown-column", "De kolom %q ken ik niet. Kies uit: %s", "I do not know the column %q. Choose from: %s", name, strings.Join(columns, ", "))
		case twice:
			v.problem(1, "column-twice", "De kolom %s staat er twee keer", "The column %s is there twice", name)
		}
		v.column[name] = i
	}
	for _, name := range columns[:4] {
		if _, ok := v.column[name]; !ok {
			v.problem(1, "no-column", "De kolom %s ontbreekt. De eerste regel noemt de kolommen: %s", "There is no column %s. The first line names the columns: %s", name, strings.Join(columns, ","))
		}
	}
	return len(v.problems) == 0
}

// row adds the value of one row, or says what is wrong with it.
func (v *valueReader) row(line int, row []string) {
	get := func(column string) string {
		if i, ok := v.column[column]; ok && i < len(row) {
			return oneLine(row[i])
		}
		return ""
	}
	val := Value{Case: get("case"), Indicator: get("indicator"), Unit: get("unit"), Line: line}
	val.Date, val.Changed = Day(get("date")), get("changed")
	for _, name := range columns[:4] {
		if get(name) == "" {
			v.problem(line, "empty", "%s is leeg. Is het niet gemeten? Laat dan de hele regel weg", "%s is empty. Was it not measured? Leave out the line then", name)
			return
		}
	}
	if _, err := time.Parse(time.DateOnly, string(val.Date)); err != nil {
		v.problem(line, "not-a-date", "%q is geen datum als 2027-03-31 (jaar, maand, dag)", "%q is not a date such as 2027-03-31 (year, month, day)", val.Date)
		return
	}
	var err error
	if val.Reading.Value, err = Number(get("value")); err != nil {
		v.problem(line, "not-a-number", "%q is geen getal. De eenheid staat in de kolom unit", "%q is not a number. The unit is in the column unit", get("value"))
		return
	}
	if p := get("people"); p != "" {
		if val.People, err = strconv.Atoi(p); err != nil || val.People < 0 {
			v.problem(line, "not-a-number", "%q is geen aantal mensen", "%q is not a number of people", p)
			return
		}
	}
	key := [3]string{val.Case, val.Indicator, string(val.Date)}
	if o, twice := v.seen[key]; twice {
		if o.Reading != val.Reading {
			v.problem(line, "twice", "Voor %s op %s staat er al een andere waarde op regel %d", "There is another value for %s on %s already, in line %d", val.Indicator, val.Date, o.Line)
		}
		return
	}
	v.seen[key] = val
	v.values = append(v.values, val)
}

// Number reads a number with a decimal point or comma.
func Number(s string) (float64, error) {
	if strings.Count(s, ",") == 1 && !strings.Contains(s, ".") {
		s = strings.Replace(s, ",", ".", 1)
	}
	f, err := strconv.ParseFloat(s, 64)
	if err == nil && (math.IsNaN(f) || math.IsInf(f, 0)) {
		err = strconv.ErrRange
	}
	return f, err
}

// A Fault says what is wrong with a value, in both languages.
type Fault struct{ Code, NL, EN string }

// Fits returns what is wrong with putting v in c today; nil if nothing is.
func (c *Case) Fits(v Value, today Day) *Fault {
	i := c.Indicator(v.Indicator)
	switch {
	case i == nil:
		var ids []string
		for _, i := range c.Plan.Indicators {
			ids = append(ids, i.ID)
		}
		list := strings.Join(ids, ", ")
		return &Fault{"no-such-indicator", fmt.Sprintf("%s heeft geen indicator %q. Kies uit: %s", c.ID, v.Indicator, list), fmt.Sprintf("%s has no indicator %q. Choose from: %s", c.ID, v.Indicator, list)}
	case i.Baseline == nil || i.Baseline.Date == "":
		return &Fault{"no-baseline", fmt.Sprintf("Van %s is de beginstand met de datum nog niet bekend; zonder begin valt er niets te meten", i.ID), fmt.Sprintf("The baseline of %s with its date is not known yet; without a beginning there is nothing to measure", i.ID)}
	case v.Unit != "" && v.Unit != i.Unit:
		return &Fault{"wrong-unit", fmt.Sprintf("%s wordt gemeten in %q, niet in %q", i.ID, i.Unit, v.Unit), fmt.Sprintf("%s is measured in %q, not in %q", i.ID, i.Unit, v.Unit)}
	case v.Date > today:
		return &Fault{"future", fmt.Sprintf("%s ligt in de toekomst", v.Date), fmt.Sprintf("%s is in the future", v.Date)}
	case v.People > 0 && v.People < MinPeople:
		return &Fault{"few-people", fmt.Sprintf("Een cijfer van %d mensen wordt niet bewaard: %d is het minste", v.People, MinPeople), fmt.Sprintf("A figure of %d people is not kept: %d is the least", v.People, MinPeople)}
	case !i.Allows(v.Reading.Value):
		nl, en := i.bounds()
		return &Fault{"impossible", Decimal(v.Reading.Value) + " kan niet: " + nl, Decimal(v.Reading.Value) + " cannot be: " + en}
	}
	return nil
}

// Merge puts the values that belong to c in it, and returns what is wrong with the
// others, at their line of the named file. A value that is there already changes
// nothing, so that the same file can be read again.
func (c *Case) Merge(name string, values []Value, today Day) knowledge.Problems {
	r := &reader{name: name}
	for _, v := range values {
		if v.Case != c.ID {
			continue
		}
		if f := c.Fits(v, today); f != nil {
			r.errorf(Place{v.Line, 1}, f.Code, f.NL, f.EN)
			continue
		}
		c.Indicator(v.Indicator).Put(v.Reading)
	}
	return r.problems
}
