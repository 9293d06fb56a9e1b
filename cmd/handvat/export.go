package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/insight/digest"
	"github.com/handvat/handvat/bot/insight/document"
	"github.com/handvat/handvat/bot/insight/weekly"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

type exportCmd struct {
	Weeks  exportWeeksCmd  `cmd:"" help:"Every figure that may be told of every unit's week, as in the digests."`
	Events exportEventsCmd `cmd:"" help:"What was used in the whole organisation, by week and aid."`
}

// exportFlags are what both exports share. There is no choice of groups: who can choose
// them can subtract them.
type exportFlags struct {
	configFlags
	Data   string `help:"Folder of the database; Handvat must not be running." default:"handvat-data" type:"path" env:"HANDVAT_DATA"`
	Format string `help:"jsonl or csv." enum:"jsonl,csv" default:"jsonl"`
}

// open opens the database, and says how small a group may be told of.
func (f exportFlags) open(ctx context.Context) (*store.DB, privacy.Group, error) {
	cfg, err := f.load()
	if err != nil {
		return nil, 0, err
	}
	return cfg.open(ctx, f.Data, "en")
}

// A figureRow is one figure of one unit in one week.
type figureRow struct {
	Week string `json:"week"`
	Unit string `json:"unit"`
	Name string `json:"figure"` // as digest names it; or most/, hard/ or reason/ and what of
	digest.Figure
}

type exportWeeksCmd struct{ exportFlags }

// Run writes the figures of all weeks that were worked out, and of the last one.
func (c *exportWeeksCmd) Run(ctx context.Context, std stdio, now func() time.Time) (err error) {
	db, _, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	counts, err := countedOf(ctx, db)
	if err != nil {
		return err
	}
	var rows []figureRow
	if err := db.Update(ctx, func(tx *store.Tx) error {
		t := turnOf(tx, counts, now(), "en")
		if err := weekly.Freeze(t, weekly.Last(t)); err != nil {
			return err
		}
		rows = nil
		told, err := weekly.Told(tx)
		for f := range told {
			rows = append(rows, figureRows(f)...)
		}
		return err
	}); err != nil {
		return err
	}
	header := []string{"week", "unit", "figure", "level", "value", "n", "people", "share", "withheld"}
	return writeRows(std.out, c.Format, header, rows, func(r figureRow) []any {
		return []any{r.Week, r.Unit, r.Name, int(r.Level), document.Count(r.Value), document.Count(r.N), document.Count(r.People), string(r.Share), r.Withheld}
	})
}

// figureRows are the figures of a unit's week.
func figureRows(f digest.Facts) (rows []figureRow) {
	add := func(name string, fig digest.Figure) {
		rows = append(rows, figureRow{f.Week.String(), f.Unit, name, fig})
	}
	for _, name := range slices.Sorted(maps.Keys(f.Figures)) {
		add(name, f.Figures[name])
	}
	for what, items := range map[string][]digest.Item{"most": f.Most, "hard": f.Hard, "reason": f.Reasons} {
		for _, i := range items {
			add(what+"/"+i.Key, digest.Figure{People: i.People, Level: digest.Reaction})
		}
	}
	slices.SortFunc(rows, func(a, b figureRow) int { return strings.Compare(a.Name, b.Name) })
	return rows
}

type exportEventsCmd struct{ exportFlags }

// Run writes what is in the journal, in groups.
func (c *exportEventsCmd) Run(ctx context.Context, std stdio) (err error) {
	db, group, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	counts, err := countsOf(ctx, db)
	if err != nil {
		return err
	}
	rows, err := journal.New(db).Export(ctx, counts.Zone(), group)
	if err != nil {
		return err
	}
	header := []string{"week", "kind", "aid", "detail", "others", "n", "people"}
	return writeRows(std.out, c.Format, header, rows, func(r journal.Row) []any {
		return []any{r.Week, r.Kind, r.Aid, r.Detail, r.Others, document.Count(r.N), document.Count(r.People)}
	})
}

// writeRows writes rows as JSON, one to a line, or as comma-separated values.
func writeRows[T any](w io.Writer, format string, header []string, rows []T, cells func(T) []any) error {
	if format == "csv" {
		return document.Comma(w, header, rows, cells)
	}
	out := bufio.NewWriter(w)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for _, r := range rows {
		if err := enc.Encode(r); err != nil {
			return err
		}
	}
	return out.Flush()
}
