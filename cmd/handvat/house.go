package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/handvat/handvat/adapters/xapi/ledger"
	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/skill"
	"github.com/handvat/handvat/content"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/settings"
	"github.com/handvat/handvat/knowledge/store"
)

// libraryFlags say which aids there are, and where Handvat keeps what it remembers.
type libraryFlags struct {
	Library []string `help:"Folder with an organisation's own aids; may be repeated. A later folder overrides an earlier one, and all of them the starter library." placeholder:"DIR" type:"path" env:"HANDVAT_LIBRARY" sep:":"`
	Starter bool     `help:"Include the starter library." default:"true" negatable:"" env:"HANDVAT_STARTER"`
}

// sources are the places aids come from, the starter library first.
func (f libraryFlags) sources(show func(what string) func(done, total int)) ([]knowledge.Source, error) {
	var srcs []knowledge.Source
	if f.Starter {
		srcs = append(srcs, knowledge.Source{Name: "starter", FS: content.FS, Ours: true})
	}
	for _, dir := range f.Library {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			return nil, fmt.Errorf("--library %s: there is no such folder", dir)
		}
		srcs = append(srcs, knowledge.Source{Name: dir, Dir: dir, Progress: show("reading " + filepath.Base(dir))})
	}
	return srcs, nil
}

// houseOf is what a house is built from that commands share: a library, in the folder data.
func houseOf(lg *slog.Logger, now func() time.Time, std stdio, data string, lib libraryFlags, words synonymFlags) (bot.Config, error) {
	show := progress(std.err)
	srcs, err := lib.sources(show)
	if err != nil {
		return bot.Config{}, err
	}
	return bot.Config{Log: lg, Now: now, Data: data, Sources: srcs, Synonyms: *words.files(srcs), Skills: skills(), Progress: show}, nil
}

// countsOf returns the journal in db, counted by the weeks of digests.
func countsOf(ctx context.Context, db *store.DB) (c *counts.Counts, err error) {
	err = db.View(ctx, func(tx *store.Tx) error {
		zone, err := settings.Zone(tx)
		c = counts.New(db, zone)
		return err
	})
	return c, err
}

// countedOf is countsOf with everything that happened so far counted.
func countedOf(ctx context.Context, db *store.DB) (*counts.Counts, error) {
	counts, err := countsOf(ctx, db)
	if err == nil {
		_, err = counts.Update(ctx)
	}
	return counts, err
}

// turnOf is a turn of nobody at the command line.
func turnOf(tx *store.Tx, counts *counts.Counts, now time.Time, lang string) *dialog.Turn {
	return &dialog.Turn{Tx: tx, Now: now, W: dialog.In(lang), Skills: skills(), World: dialog.World{Zone: counts.Zone(), Counts: counts}}
}

// skills are what the bot can do, and what is kept of what a learning record store was told.
func skills() []dialog.Skill {
	return append(skill.All(), dialog.Skill{Name: "lrs", Texts: words, Tables: ledger.Tables()})
}
