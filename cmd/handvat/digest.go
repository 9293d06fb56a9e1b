package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/digest"
	"github.com/handvat/handvat/bot/insight/document"
	"github.com/handvat/handvat/bot/insight/weekly"
	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/people"
)

type digestCmd struct {
	libraryFlags
	configFlags
	dataFlags
	clockFlags
	Unit    string `xor:"what" required:""`
	Authors bool   `xor:"what" required:""`
	Week    string `default:"last"`
	Format  string `enum:"md,html" default:"md"`
	JSON    bool
	Lang    string `default:""`
}

// Run prints one digest, as it was sent if it was.
func (c *digestCmd) Run(ctx context.Context, p program) error {
	cfg, err := c.load()
	if err != nil {
		return err
	}
	var week counts.Week // 0 for the last
	if c.Week != "last" {
		if week, err = counts.ParseWeek(c.Week); err != nil {
			return words.Say(func(w *texts) string { return w.Wrong.NoWeek.With(c.Week) })
		}
	}
	at := c.desk(p, c.Lang)
	at.lib, at.set, at.clock = c.libraryFlags, &cfg.Privacy, &c.clockFlags
	if c.Authors {
		return c.authors(ctx, at)
	}
	var d digest.Week
	var lang string
	err = at.workOut(ctx, func(t *dialog.Turn) (err error) {
		if lang, err = c.langOf(t); err != nil {
			return err
		}
		t.W = dialog.In(lang)
		if week == 0 {
			week = weekly.Last(t)
		}
		if err := t.Counts.UpdateTx(t.Tx); err != nil {
			return err
		}
		var ok bool
		if d, ok, err = weekly.Week(t, c.Unit, week, lang); err == nil && !ok {
			err = fmt.Errorf("--week %s: %s", c.Week, digest.Words.In(at.reads).NotOver.With(week))
		}
		return err
	})
	if err != nil {
		return err
	}
	return c.print(p.out, d, digest.Card(d, lang), lang)
}

// langOf is the language that was asked for, or else that of the unit.
func (c *digestCmd) langOf(t *dialog.Turn) (string, error) {
	path, err := people.UnitPath(t.Tx, c.Unit)
	if err != nil {
		return "", err
	}
	if len(path) == 0 {
		return "", words.Say(func(w *texts) string { return w.Wrong.NoUnit.With(c.Unit) })
	}
	lang := c.Lang
	for _, u := range path {
		lang = cmp.Or(lang, u.Lang)
	}
	return cmp.Or(lang, string(dialog.UsualLang)), nil
}

// authors prints the list of authors.
func (c *digestCmd) authors(ctx context.Context, at desk) error {
	var l digest.List
	lang := at.reads
	err := at.workOut(ctx, func(t *dialog.Turn) (err error) {
		t.W = dialog.In(lang)
		l, err = weekly.List(t)
		return err
	})
	if err != nil {
		return err
	}
	return c.print(at.out, l, digest.AuthorsCard(l, lang), lang)
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
