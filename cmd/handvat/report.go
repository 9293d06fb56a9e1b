package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

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

// Run makes the report and writes it.
func (c *reportCmd) Run(ctx context.Context, p program) (err error) {
	format := c.Format
	if format == "" && c.Out != "" {
		format = filepath.Ext(c.Out)[min(1, len(filepath.Ext(c.Out))):]
	}
	write, ok := formats[cmp.Or(format, "md")]
	if !ok {
		return words.Say(func(w *texts) string { return w.Wrong.NoFormat.With(c.Out) })
	}
	if format == "xlsx" && c.Out == "" {
		return words.Say(func(w *texts) string { return w.Wrong.Workbook })
	}
	doc, err := c.make(ctx, p)
	if err != nil {
		return err
	}
	if c.Out == "" {
		return write(p.out, doc)
	}
	f, err := os.Create(c.Out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return write(f, doc)
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
