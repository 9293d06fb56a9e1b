package main

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"github.com/handvat/handvat/content"
	"github.com/handvat/handvat/knowledge"
)

type aidsCmd struct {
	Check     aidsCheckCmd `cmd:""`
	List      aidsListCmd  `cmd:""`
	Show      aidsShowCmd  `cmd:""`
	Phrasings phrasingsCmd `cmd:""`
}

type aidsCheckCmd struct {
	Path []string `arg:"" type:"path"`
	Lang string   `default:"nl"`
	JSON bool
}

// Run checks the files and prints what their authors can improve.
func (c *aidsCheckCmd) Run(std stdio) error {
	lang := knowledge.Lang(c.Lang)
	jargon, paths := synonymsIn(c.Path)
	problems, n, err := knowledge.CheckPaths(paths, knowledge.Source{Name: "starter", FS: content.FS})
	if err != nil {
		return err
	}
	_, unclear, err := jargon.Load()
	if err != nil {
		return err
	}
	problems, n = append(problems, unclear...), n+len(jargon.Names)
	for _, p := range problems {
		if !c.JSON {
			fmt.Fprintln(std.out, p.String(lang))
			continue
		}
		line, err := json.Marshal(map[string]any{"file": p.File, "line": p.Line, "col": p.Col, "severity": p.Severity,
			"code": p.Code, "text": p.Text(lang)})
		if err != nil {
			return err
		}
		fmt.Fprintf(std.out, "%s\n", line)
	}
	errs := problems.Errors()
	if !c.JSON {
		w := words.In(string(lang))
		fmt.Fprintln(std.out, w.Done.With(w.Files.With(n),
			w.Errors.With(errs)+", "+w.Warnings.With(len(problems)-errs)))
	}
	if errs > 0 {
		return errTold
	}
	return nil
}

type aidsListCmd struct {
	libraryFlags
	Lang    string `enum:",nl,en" default:""`
	JSON    bool
	Orphans bool
}

// Run lists the aids.
func (c *aidsListCmd) Run(std stdio, lg *slog.Logger, now func() time.Time) error {
	lib, err := c.open(lg, now)
	if err != nil {
		return err
	}
	for _, a := range lib.All() {
		if c.Lang != "" && string(a.Lang) != c.Lang {
			continue
		}
		orphan := a.IsRecipe() && a.Goal == "" && a.Factor == ""
		if c.Orphans && !orphan {
			continue
		}
		origin, _ := lib.Origin(a.Key())
		if c.JSON {
			line, err := json.Marshal(map[string]any{"slug": a.Slug, "lang": a.Lang, "title": a.Title, "type": a.Type,
				"process": a.Process, "version": a.Version,
				"owner": a.Owner, "recipe": a.IsRecipe(), "goal": a.Goal, "factor": a.Factor,
				"orphan": orphan, "overdue": a.Overdue(now()), "source": origin.Source, "file": origin.File})
			if err != nil {
				return err
			}
			fmt.Fprintf(std.out, "%s\n", line)
			continue
		}
		fmt.Fprintf(std.out, "%-2s  %-32s  %-14s  %s\n", a.Lang, a.Slug, a.Type, a.Title)
	}
	return nil
}

type aidsShowCmd struct {
	libraryFlags
	Slug string `arg:""`
	Lang string `enum:"nl,en" default:"nl"`
}

// Run prints an aid.
func (c *aidsShowCmd) Run(std stdio, lg *slog.Logger, now func() time.Time) error {
	lib, err := c.open(lg, now)
	if err != nil {
		return err
	}
	a, ok := lib.Lookup(c.Slug, knowledge.Lang(c.Lang))
	if !ok {
		return words.Say(func(w *texts) string { return w.Wrong.NoAid.With(c.Slug) })
	}
	_, err = std.out.Write(knowledge.Format(a))
	return err
}

// open reads the library without keeping anything.
func (f libraryFlags) open(lg *slog.Logger, now func() time.Time) (*knowledge.Library, error) {
	srcs, err := f.sources(quiet)
	if err != nil {
		return nil, err
	}
	return knowledge.OpenLibrary(lg, nil, now, srcs...)
}
