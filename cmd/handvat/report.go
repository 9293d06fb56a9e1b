package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	reports "github.com/handvat/handvat/bot/report"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/store"
)

type reportCmd struct {
	dataFlags
	langFlag
	Case       string `help:"Report on the case with this id." placeholder:"ID" xor:"what" required:""`
	Quarter    string `help:"Report on the seven benefits in this quarter." placeholder:"2026-Q4" xor:"what" required:""`
	Format     string `help:"md, html, csv or xlsx; by default what the name of --out ends with, or md." enum:",md,html,csv,xlsx" default:""`
	Out        string `help:"File to write, in the place of the standard output." placeholder:"FILE"`
	References bool   `help:"With --quarter, show figures of the source documents too, with their origin. They are no norm."`
}

// Run makes the report and writes it.
func (c *reportCmd) Run(ctx context.Context, std stdio, now func() time.Time) (err error) {
	format := c.Format
	if format == "" && c.Out != "" {
		format = filepath.Ext(c.Out)[min(1, len(filepath.Ext(c.Out))):]
	}
	write, ok := map[string]func(io.Writer, reports.Document) error{"": reports.Markdown, "md": reports.Markdown, "html": reports.HTML, "csv": reports.CSV, "xlsx": reports.XLSX}[format]
	if !ok {
		return fmt.Errorf("--out %s: say the format with --format md, html, csv or xlsx", c.Out)
	}
	if format == "xlsx" && c.Out == "" {
		return errors.New("a workbook is written to a file: add --out report.xlsx")
	}
	var doc reports.Document
	if err := c.view(ctx, func(tx *store.Tx) (err error) {
		if c.Case != "" {
			doc, err = c.ofCase(tx, now())
		} else {
			doc, err = c.ofQuarter(tx, now())
		}
		return err
	}); err != nil {
		return err
	}
	if c.Out == "" {
		return write(std.out, doc)
	}
	f, err := os.Create(c.Out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return write(f, doc)
}

func (c *reportCmd) ofCase(tx *store.Tx, now time.Time) (reports.Document, error) {
	cs, err := getCase(tx, c.Case, c.words())
	if err != nil {
		return reports.Document{}, err
	}
	history, err := cases.History(tx, c.Case)
	return reports.Case(reports.CaseInput{Case: cs, History: history, Today: cases.DayOf(now), Lang: c.Lang}), err
}

func (c *reportCmd) ofQuarter(tx *store.Tx, now time.Time) (reports.Document, error) {
	q, err := reports.ParseQuarter(c.Quarter)
	if err != nil {
		return reports.Document{}, err
	}
	all, err := cases.All(tx)
	return reports.ByQuarter(reports.QuarterInput{Quarter: q, Cases: all, References: c.References, Today: cases.DayOf(now), Lang: c.Lang}), err
}
