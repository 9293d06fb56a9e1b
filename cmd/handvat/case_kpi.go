package main

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/terms"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/table"
	"github.com/handvat/handvat/knowledge/yamldoc"
)

type readingCmd struct {
	dataFlags
	langFlag
	ID        string `arg:""`
	Indicator string `arg:""`
	Value     string `arg:"" optional:""`
	Date      string `placeholder:"2027-01-15"`
	Unit      string
	People    int
	Changed   string
	Absent    string `name:"not-available" placeholder:"WHY"`
}

// Run enters a reading, or that there is none.
func (c *readingCmd) Run(ctx context.Context, p program) error {
	w, today := c.words(), cases.DayOf(p.now())
	v := cases.Value{Case: c.ID, Indicator: c.Indicator, Unit: c.Unit,
		Reading: cases.Reading{Date: today, People: c.People, Changed: c.Changed}}
	if c.Date != "" {
		if _, err := time.Parse(time.DateOnly, c.Date); err != nil {
			return words.Say(func(w *texts) string { return w.Wrong.NoDate.With("--date " + c.Date) })
		}
		v.Date = cases.Day(c.Date)
	}
	if c.Value == "" && c.Absent == "" {
		return words.Say(func(w *texts) string { return w.Wrong.NoValue })
	}
	if c.Value != "" {
		value, percent, fault := table.Number(c.Value, map[string]rune{"nl": ',', "en": '.'}[c.Lang])
		if fault != nil {
			return errors.New(fault.Says.In(c.Lang))
		}
		if v.Reading.Value = value; percent && v.Unit == "" {
			v.Unit = "%"
		}
	}
	var what []cases.Difference
	at := c.desk(p, c.Lang)
	at.makes = true
	if err := at.update(ctx, func(t *dialog.Turn) error {
		cs, err := getCase(t, c.ID)
		if err != nil {
			return err
		}
		group, err := privacy.Load(t.Tx)
		if err != nil {
			return err
		}
		if f := cs.Fits(v, today, group); f != nil && (c.Value != "" || f.Code == "no-such-indicator") {
			return errors.New(f.Says.In(c.Lang))
		}
		if i := cs.Indicator(c.Indicator); c.Value != "" {
			i.Put(v.Reading)
		} else if !i.Absent(c.Absent, v.Date) {
			return errors.New(terms.Words.In(w.Lang).NoMoment.With(c.Indicator))
		}
		what, err = cases.Save(t.Tx, cs, cases.ByCommand, t.Now)
		return err
	}); err != nil {
		return err
	}
	printChanges(p.stdio, w, what, true)
	return nil
}

type importKPICmd struct {
	dataFlags
	taken
	langFlag
	File  string `arg:""`
	Apply bool
}

func (c *importKPICmd) learn(stdio) error { return c.take(c.File) }

// Run shows what a file of values would change, and changes it if that was asked. One
// bad row keeps all of them out.
func (c *importKPICmd) Run(ctx context.Context, p program) (err error) {
	values, problems := cases.ReadValues(c.File, c.Files[c.File])
	var what []cases.Difference
	if len(problems) == 0 || len(values) > 0 {
		at := c.desk(p, c.Lang)
		at.makes, at.dry = true, !c.Apply
		err = at.update(ctx, func(t *dialog.Turn) error {
			what, problems, err = mergeValues(t, c.File, values, problems, cases.ByFile)
			return err
		})
	}
	if err := p.told(problems, c.Lang); err != nil {
		return err
	}
	if err == nil {
		printChanges(p.stdio, c.words(), what, c.Apply)
	}
	return err
}

// mergeValues puts values in their cases, and returns what changed, by case and field,
// and what is wrong, also with the rows that were not read. With problems it fails, so that nothing is kept.
func mergeValues(t *dialog.Turn, file string, values []cases.Value, unread knowledge.Problems,
	by cases.By) (what []cases.Difference, problems knowledge.Problems, err error) {
	problems = unread
	all := cases.All(t.Tx)
	group, err := privacy.Load(t.Tx)
	if err != nil {
		return nil, problems, err
	}
	for _, v := range values {
		if !slices.ContainsFunc(all, func(c *cases.Case) bool { return c.ID == v.Case }) {
			problems = append(problems, knowledge.At(file, yamldoc.Problem{Place: v.In("case"), Code: "no-such-case",
				Says: words.Say(func(w *texts) string { return w.NoCase.With(v.Case) })}))
		}
	}
	for _, c := range all {
		problems = append(problems, c.Merge(file, values, cases.DayOf(t.Now), group)...)
		changed, err := cases.Save(t.Tx, c, by, t.Now)
		if err != nil {
			return nil, problems, err
		}
		for _, d := range changed {
			d.Field = c.ID + "." + d.Field
			what = append(what, d)
		}
	}
	if len(problems) > 0 {
		err = errTold
	}
	return what, problems, err
}
