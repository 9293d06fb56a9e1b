package main

import (
	"bufio"
	"context"
	"errors"
	"path/filepath"

	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/store"
)

type journalCmd struct {
	Export journalExportCmd `cmd:"" help:"Write the journal: what was used, by day, without persons and without units of fewer than 5 people."`
}

type journalExportCmd struct {
	Data   string `help:"Folder of the database; Handvat must not be running." default:"handvat-data" type:"path" env:"HANDVAT_DATA"`
	Format string `help:"jsonl or csv." enum:"jsonl,csv" default:"jsonl"`
}

// Run writes the journal to the standard output.
func (c *journalExportCmd) Run(ctx context.Context, std stdio) (err error) {
	db, err := store.Open(filepath.Join(c.Data, "handvat.db"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	out := bufio.NewWriter(std.out)
	if c.Format == "csv" {
		err = journal.New(db).ExportCSV(ctx, out)
	} else {
		err = journal.New(db).ExportJSONL(ctx, out)
	}
	return errors.Join(err, out.Flush())
}
