package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/insight/papers"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/settings"
	"github.com/handvat/handvat/knowledge/store"
)

type privacyCmd struct {
	Report privacyReportCmd `cmd:"" help:"Print the papers for the works council from the settings that hold: purposes, data map, who sees what, retention, a draft of the DPIA."`
}

type privacyReportCmd struct {
	configFlags
	langFlag
	Data   string `help:"Folder of the database, for what was changed." default:"handvat-data" type:"path" env:"HANDVAT_DATA"`
	Format string `help:"md or html." enum:"md,html" default:"md"`
}

// Run prints the papers. It changes nothing, and works while Handvat runs.
func (c *privacyReportCmd) Run(ctx context.Context, std stdio, now func() time.Time) error {
	cfg, err := c.load()
	if err != nil {
		return err
	}
	f := papers.Facts{Made: now(), Skills: bot.Declared(skills()), Version: "handvat " + version(), Channels: cfg.channels()}
	switch f.Group, f.Changes, err = cfg.inForce(ctx, c.Data, c.Lang); {
	case errors.Is(err, store.ErrInUse):
		f.NoLog, f.Group = true, privacy.Group(cfg.Privacy.K)
	case err != nil:
		return err
	}
	return formats[c.Format](std.out, papers.Write(f, c.Lang))
}

// inForce is the smallest group and the changes of settings in a data folder; if it has no database yet, the
// group that is set, and no changes.
func (c *config) inForce(ctx context.Context, data, lang string) (group privacy.Group, all []settings.Change, err error) {
	if _, err := os.Stat(filepath.Join(data, "handvat.db")); errors.Is(err, os.ErrNotExist) {
		return privacy.Group(c.Privacy.K), nil, nil
	}
	db, group, err := c.open(ctx, data, lang)
	if err != nil {
		return group, nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	err = db.View(ctx, func(tx *store.Tx) error { all = settings.Changes(tx); return nil })
	return group, all, err
}
