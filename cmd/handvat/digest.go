package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/digest"
	"github.com/handvat/handvat/bot/insight/document"
	"github.com/handvat/handvat/bot/insight/weekly"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

type digestCmd struct {
	libraryFlags
	configFlags
	Data    string `help:"Folder of the database; Handvat must not be running." default:"handvat-data" type:"path" env:"HANDVAT_DATA"`
	Unit    string `help:"ID of the unit; see: handvat people units." xor:"what" required:""`
	Authors bool   `help:"The list of authors instead." xor:"what" required:""`
	Week    string `help:"A week such as 2026-W47, or last." default:"last"`
	Format  string `help:"md or html." enum:"md,html" default:"md"`
	JSON    bool   `help:"Print the data instead: every figure is an object with value, level, n and people, or withheld."`
	Lang    string `help:"nl or en; the unit's own if it is not given." enum:"nl,en," default:""`
}

// Run prints one digest, as it was sent if it was.
func (c *digestCmd) Run(ctx context.Context, std stdio, lg *slog.Logger, now func() time.Time) (err error) {
	cfg, err := c.load()
	if err != nil {
		return err
	}
	var week counts.Week // 0 for the last
	if c.Week != "last" {
		if week, err = counts.ParseWeek(c.Week); err != nil {
			return fmt.Errorf("--week %s: give a week such as 2026-W47, or last", c.Week)
		}
	}
	db, _, err := cfg.open(ctx, c.Data, c.Lang)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	srcs, err := c.sources(progress(std.err))
	if err != nil {
		return err
	}
	lib, err := knowledge.OpenLibrary(lg, db, now, srcs...)
	if err != nil {
		return err
	}
	counts, err := countedOf(ctx, db)
	if err != nil {
		return err
	}
	turn := func(tx *store.Tx, lang string) *dialog.Turn {
		t := turnOf(tx, counts, now(), lang)
		t.Lib = lib
		return t
	}
	if c.Authors {
		var l digest.List
		lang := cmp.Or(c.Lang, "nl")
		err := db.Update(ctx, func(tx *store.Tx) (err error) {
			t := turn(tx, lang)
			if monday := (weekly.Last(t) + 1).Monday(counts.Zone()); monday.After(t.Now) { // simulated
				t.Now = monday
			}
			l, err = weekly.List(t)
			return err
		})
		if err != nil {
			return err
		}
		return c.print(std.out, l, digest.AuthorsCard(l, lang), lang)
	}
	var d digest.Week
	lang, ok := c.Lang, false
	err = db.Update(ctx, func(tx *store.Tx) error {
		path, err := people.UnitPath(tx, c.Unit)
		if err != nil {
			return err
		}
		for _, u := range path {
			lang = cmp.Or(lang, u.Lang)
		}
		lang = cmp.Or(lang, "nl")
		if len(path) == 0 {
			return fmt.Errorf("--unit %s: there is no such unit. See: handvat people units", c.Unit)
		}
		t := turn(tx, lang)
		if week == 0 {
			week = weekly.Last(t)
		}
		d, ok, err = weekly.Week(t, c.Unit, week, lang)
		return err
	})
	if err != nil {
		return err
	}
	if !ok {
		return fmt.Errorf("--week %s: %s", c.Week, digest.Words.In("en").NotOver.With(week))
	}
	return c.print(std.out, d, digest.Card(d, lang), lang)
}

// print writes data or its card.
func (c *digestCmd) print(w io.Writer, data any, card chat.Card, lang string) error {
	if c.JSON {
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		return enc.Encode(data)
	}
	return formats[c.Format](w, document.OfCard(card, lang))
}
