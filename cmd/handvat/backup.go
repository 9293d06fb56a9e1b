package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/handvat/handvat/bot"
)

type backupCmd struct {
	File string `arg:"" help:"New file to write, such as handvat-2026-11-21.db." type:"path"`
	dataFlags
}

// Run copies the database without what was deleted from it. To restore it, put it in
// the data folder as handvat.db.
func (c *backupCmd) Run(ctx context.Context, p program) error {
	err := c.desk(p, "").open(ctx, func(h *bot.House) error { return h.DB.Backup(ctx, c.File) })
	switch {
	case errors.Is(err, os.ErrExist):
		return fmt.Errorf("%s is there already. Give the backup another name", c.File)
	case errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("there is no folder %s to put the backup in", filepath.Dir(c.File))
	case err != nil:
		return err
	}
	_, err = fmt.Fprintf(p.out, "The backup is in %s. To restore it, put it in a data folder as handvat.db.\n", c.File)
	return err
}
