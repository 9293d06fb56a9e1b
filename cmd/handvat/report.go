package main

import (
	"cmp"
	"context"
	"io"
	"path/filepath"
	"strings"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/document"
	reports "github.com/handvat/handvat/bot/insight/report"
	"github.com/handvat/handvat/bot/insight/weekly"
)

// formats are how a document is written.
var formats = map[string]func(io.Writer, document.Document) error{"md": document.Markdown, "html": document.HTML,
	"csv": document.CSV, "xlsx": document.XLSX}

type reportCmd struct {
	dataFlags
	clockFlags
	configFlags
	langFlag
	Case       string `placeholder:"ID" xor:"what" required:""`
	Quarter    string `placeholder:"2026-Q4" xor:"what" required:""`
	Unit       string `placeholder:"ID"`
	Format     string `enum:",md,html,csv,xlsx" default:""`
	Out        string `placeholder:"FILE"`
	References bool
}

// file is what the report is written to, in the format that its name says; empty for standard output.
func (c *reportCmd) file() (string, error) {
	if c.Format == "" {
		c.Format = cmp.Or(strings.TrimPrefix(filepath.Ext(c.Out), "."), "md")
	}
	if formats[c.Format] == nil {
		return "", words.Say(func(w *texts) string { return w.Wrong.NoFormat.With(c.Out) })
	}
	if c.Format == "xlsx" && c.Out == "" {
		return "", words.Say(func(w *texts) string { return w.Wrong.Workbook })
	}
	return c.Out, nil
}

// Run makes the report and writes it.
func (c *reportCmd) Run(ctx context.Context, p program) error {
	doc, err := c.make(ctx, p)
	if err != nil {
		return err
	}
	return formats[c.Format](p.out, doc)
}

// make makes the report from what is in the database.
func (c *reportCmd) make(ctx context.Context, p program) (doc document.Document, err error) {
	cfg, err := c.load()
	if err != nil {
		return doc, err
	}
	at := c.desk(p, c.Lang)
	at.set, at.clock = &cfg.Privacy, &c.clockFlags
	_, played := simulatedUntil(c.Data)
	err = at.workOut(ctx, func(t *dialog.Turn) (err error) {
		if err := t.Counts.UpdateTx(t.Tx); err != nil {
			return err
		}
		if c.Case != "" {
			doc, err = c.ofCase(t, played)
		} else {
			doc, err = c.ofQuarter(t, played)
		}
		return err
	})
	return doc, err
}

func (c *reportCmd) ofCase(t *dialog.Turn, simulated bool) (document.Document, error) {
	cs, err := getCase(t, c.Case)
	if err != nil {
		return document.Document{}, err
	}
	in, err := weekly.OfCase(t, cs)
	in.Simulated = simulated
	return reports.Case(in), err
}

func (c *reportCmd) ofQuarter(t *dialog.Turn, simulated bool) (document.Document, error) {
	q, err := reports.ParseQuarter(c.Quarter)
	if err != nil {
		return document.Document{}, words.Say(func(w *texts) string { return w.Wrong.NoQuarter.With(c.Quarter) })
	}
	in, err := weekly.OfQuarter(t, q, c.Unit)
	in.References, in.Simulated = c.References, simulated
	return reports.ByQuarter(in), err
}
