package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/terms"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/cases"
)

type caseCmd struct {
	Check     caseCheckCmd   `cmd:""`
	Example   caseExampleCmd `cmd:""`
	Import    caseImportCmd  `cmd:""`
	List      caseListCmd    `cmd:""`
	Show      caseShowCmd    `cmd:""`
	Reading   readingCmd     `cmd:""`
	ImportKPI importKPICmd   `cmd:"" name:"import-kpi"`
}

// langFlag is the language of what is printed.
type langFlag struct {
	Lang string `default:"nl"`
}

func (l langFlag) words() *dialog.Words { return dialog.In(l.Lang) }

type caseCheckCmd struct {
	langFlag
	File []string `arg:""`
}

// Run checks the files and prints what is wrong and what is missing.
func (c *caseCheckCmd) Run(std stdio) error {
	w, errs := c.words(), 0
	for _, file := range c.File {
		src, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		cs, problems := readCase(file, src, w)
		for _, p := range problems.Sort() {
			fmt.Fprintln(std.out, p.String(knowledge.Lang(c.Lang)))
		}
		if errs += problems.Errors(); problems.Errors() == 0 {
			printNeeds(std, w, cs)
		}
	}
	fmt.Fprintln(std.out, words.In(w.Lang).Done.With(words.In(w.Lang).Files.With(len(c.File)),
		words.In(w.Lang).Errors.With(errs)))
	if errs > 0 {
		return errTold
	}
	return nil
}

// readCase reads a case from a file. That it is in a phase whose needs are not met is a
// problem too.
func readCase(file string, src []byte, w *dialog.Words) (*cases.Case, knowledge.Problems) {
	c, places, problems := cases.Parse(file, src)
	if problems.Errors() > 0 {
		return nil, problems
	}
	for _, n := range cases.Unmet(c) {
		says, at := text.Said{}, places.Of(n.At)
		for _, lang := range terms.Words.Langs() {
			w := terms.Words.In(lang)
			says[lang] = w.Unmet.With(w.Phases[string(c.Phase)], terms.Need(lang, n.Code, n.Of))
		}
		if at.Line == 1 && at.Col == 1 { // nothing of it is there: what says that it should be is the phase
			at = places.Of("phase")
		}
		problems = append(problems, knowledge.Problem{File: file, Line: at.Line, Col: at.Col,
			Severity: knowledge.Error, Code: n.Code, Says: says})
	}
	return c, problems
}

// printNeeds prints what a case must still have for its phase, and what people should
// see about it.
func printNeeds(std stdio, w *dialog.Words, c *cases.Case) {
	phase := terms.Words.In(w.Lang).Phases[string(c.Phase)]
	missing := cases.Missing(c)
	switch {
	case len(missing) > 0:
		fmt.Fprintln(std.out, terms.Words.In(w.Lang).StillNeeds.With(phase))
	case c.Phase != cases.Closed:
		fmt.Fprintln(std.out, terms.Words.In(w.Lang).NeedsNone.With(phase))
	}
	for _, n := range missing {
		fmt.Fprintln(std.out, "-", terms.Need(w.Lang, n.Code, n.Of))
	}
	printRemarks(std, w, c)
}

// printRemarks prints what people should see about a case.
func printRemarks(std stdio, w *dialog.Words, c *cases.Case) {
	for _, r := range cases.Remarks(c) {
		fmt.Fprintln(std.out, "!", terms.Words.In(w.Lang).Remarks[string(r)])
	}
}

type caseExampleCmd struct{ langFlag }

// Run prints the example.
func (c *caseExampleCmd) Run(std stdio) error {
	_, err := std.out.Write(cases.Example(knowledge.Lang(c.Lang)))
	return err
}

type caseImportCmd struct {
	dataFlags
	taken
	langFlag
	File  string `arg:""`
	Apply bool
}

func (c *caseImportCmd) learn(stdio) error { return c.take(c.File) }

// Run shows what a file would change in its case, and changes it if that was asked.
func (c *caseImportCmd) Run(ctx context.Context, p program) error {
	w := c.words()
	cs, problems := readCase(c.File, c.Files[c.File], w)
	if err := p.told(problems, c.Lang); err != nil {
		return err
	}
	var what []cases.Difference
	at := c.desk(p, c.Lang)
	at.makes, at.dry = true, !c.Apply
	if err := at.update(ctx, func(t *dialog.Turn) (err error) {
		old, ok := cases.Get(t.Tx, cs.ID)
		if ok { // who took a role in chat is in no file
			cs.Sponsor.Person, cs.Sponsor.Invited = old.Sponsor.Person, old.Sponsor.Invited
			cs.Adviser.Person, cs.Adviser.Invited = old.Adviser.Person, old.Adviser.Invited
		}
		what, err = cases.Save(t.Tx, cs, cases.ByFile, t.Now)
		return err
	}); err != nil {
		return err
	}
	printRemarks(p.stdio, w, cs)
	printChanges(p.stdio, w, what, c.Apply)
	return nil
}

// printChanges prints what changes, and whether it did.
func printChanges(std stdio, w *dialog.Words, what []cases.Difference, applied bool) {
	for _, d := range what {
		field := terms.Field(w.Lang, d.Field)
		from, to := terms.Value(w.Lang, d.Field, d.From), terms.Value(w.Lang, d.Field, d.To)
		switch {
		case d.From == "":
			fmt.Fprintf(std.out, "+ %s: %s\n", field, to)
		case d.To == "":
			fmt.Fprintf(std.out, "- %s: %s\n", field, from)
		default:
			fmt.Fprintf(std.out, "~ %s: %s → %s\n", field, from, to)
		}
	}
	switch {
	case len(what) == 0:
		fmt.Fprintln(std.out, terms.Words.In(w.Lang).Unchanged)
	case applied:
		fmt.Fprintln(std.out, terms.Words.In(w.Lang).Applied.With(len(what)))
	default:
		fmt.Fprintln(std.out, terms.Words.In(w.Lang).NotApplied.With(len(what)))
	}
}

type caseListCmd struct {
	dataFlags
	langFlag
	JSON bool
}

// Run lists the cases.
func (c *caseListCmd) Run(ctx context.Context, p program) error {
	var all []*cases.Case
	if err := c.desk(p, c.Lang).view(ctx,
		func(t *dialog.Turn) error { all = cases.All(t.Tx); return nil }); err != nil {
		return err
	}
	w := c.words()
	for _, cs := range all {
		if !c.JSON {
			fmt.Fprintf(p.out, "%-24s  %-10s  %s\n", cs.ID, terms.Words.In(w.Lang).Phases[string(cs.Phase)], cs.Title)
			continue
		}
		line, err := json.Marshal(map[string]any{"id": cs.ID, "phase": cs.Phase, "title": cs.Title, "team": cs.Team,
			"missing": len(cases.Missing(cs)), "delivered": len(cs.Delivered())})
		if err != nil {
			return err
		}
		fmt.Fprintf(p.out, "%s\n", line)
	}
	return nil
}

type caseShowCmd struct {
	dataFlags
	langFlag
	ID   string `arg:""`
	YAML bool
	JSON bool
}

// Run shows a case.
func (c *caseShowCmd) Run(ctx context.Context, p program) error {
	w := c.words()
	var cs *cases.Case
	var history []cases.Change
	if err := c.desk(p, c.Lang).view(ctx, func(t *dialog.Turn) (err error) {
		if cs, err = getCase(t, c.ID); err != nil {
			return err
		}
		history = cases.History(t.Tx, c.ID)
		return nil
	}); err != nil {
		return err
	}
	file, err := cases.Format(cs)
	if err != nil {
		return err
	}
	switch {
	case c.YAML:
		_, err = p.out.Write(file)
		return err
	case c.JSON:
		fields, err := yaml.YAMLToJSON(file)
		if err != nil {
			return err
		}
		out, err := json.MarshalIndent(map[string]any{"case": json.RawMessage(fields), "missing": cases.Missing(cs),
			"remarks": cases.Remarks(cs), "history": history}, "", "  ")
		fmt.Fprintf(p.out, "%s\n", out)
		return err
	}
	phase := terms.Words.In(w.Lang).Phases[string(cs.Phase)]
	fmt.Fprintf(p.out, "%s\n%s: %s\n", cs.Title, phase, terms.Words.In(w.Lang).PhaseAsks[string(cs.Phase)])
	if gap, known := cs.Goal.Gap(); known {
		better := terms.Words.In(w.Lang).Higher
		if cs.Goal.Direction == cases.Down {
			better = terms.Words.In(w.Lang).Lower
		}
		fmt.Fprintln(p.out, terms.Words.In(w.Lang).Gap.With(w.Difference(gap, cs.Goal.Unit, 2), better))
	}
	printNeeds(p.stdio, w, cs)
	for _, ch := range history {
		var fields []string
		for _, d := range ch.What {
			fields = append(fields, terms.Field(w.Lang, d.Field))
		}
		if len(fields) > 4 {
			fields = append(fields[:3], "…")
		}
		fmt.Fprintf(p.out, "%s  %s  %s: %s\n", ch.At.Format(time.DateOnly), terms.Words.In(w.Lang).By[string(ch.By)],
			terms.Words.In(w.Lang).Fields.With(len(ch.What)), strings.Join(fields, "; "))
	}
	return nil
}

// getCase returns the case with an id, or an error that says what to do.
func getCase(t *dialog.Turn, id string) (*cases.Case, error) {
	c, ok := cases.Get(t.Tx, id)
	if !ok {
		return nil, errors.New(terms.Words.In(t.W.Lang).NoCase.With(id))
	}
	return c, nil
}
