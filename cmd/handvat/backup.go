package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/handvat/handvat/knowledge/store"
)

type backupCmd struct {
	File string `arg:"" help:"New file to write, such as handvat-2026-11-21.db." type:"path"`
	Data string `help:"Folder of the database; Handvat must not be running." default:"handvat-data" type:"path" env:"HANDVAT_DATA"`
}

// Run copies the database without what was deleted from it. To restore it, put it in
// the data folder as handvat.db.
func (c *backupCmd) Run(ctx context.Context, std stdio) (err error) {
	db, err := store.Open(filepath.Join(c.Data, "handvat.db"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := db.Backup(ctx, c.File); err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.out, "The backup is in %s. To restore it, put it in a data folder as handvat.db.\n", c.File)
	return err
}
