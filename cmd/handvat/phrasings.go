package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"

	"github.com/handvat/handvat/knowledge/find"
)

// phrasingsCmd shows authors what was learned from use, and lets them have the last
// word.
type phrasingsCmd struct {
	Data     string   `help:"Folder of the database; Handvat must not be running." default:"handvat-data" type:"path" env:"HANDVAT_DATA"`
	Approve  []string `help:"Count this phrasing from now on, whatever people confirm; may be repeated." placeholder:"ID"`
	Withdraw []string `help:"Never count this phrasing again; may be repeated." placeholder:"ID"`
	JSON     bool     `help:"Print one JSON object per phrasing."`
}

// Run settles the phrasings that were named and lists all of them.
func (c *phrasingsCmd) Run(ctx context.Context, std stdio, lg *slog.Logger) (err error) {
	db, err := openData(c.Data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	f, err := find.Open(lg, filepath.Join(c.Data, "index"), db)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	settle := func(ids []string, as func(context.Context, string) error) error {
		for _, id := range ids {
			if err := as(ctx, id); err != nil {
				return fmt.Errorf("phrasing %s: %w. See: handvat aids phrasings", id, err)
			}
		}
		return nil
	}
	if err := errors.Join(settle(c.Approve, f.Approve), settle(c.Withdraw, f.Withdraw)); err != nil {
		return err
	}
	ps, err := f.Phrasings(ctx)
	if err != nil {
		return err
	}
	for _, p := range ps {
		if !c.JSON {
			fmt.Fprintf(std.out, "%s  %-9s  +%d -%d  %-36s  %s\n", p.ID, p.State, p.Helped, p.Not, p.Key, p.Text)
			continue
		}
		line, err := json.Marshal(map[string]any{"id": p.ID, "slug": p.Key.Slug, "lang": p.Key.Lang, "text": p.Text, "helped": p.Helped, "not": p.Not,
			"state": p.State, "counts": p.Counts(), "first": p.First.Format("2006-01-02"), "last": p.Last.Format("2006-01-02")})
		if err != nil {
			return err
		}
		fmt.Fprintf(std.out, "%s\n", line)
	}
	return nil
}
