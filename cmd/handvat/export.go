package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/digest"
	"github.com/handvat/handvat/bot/insight/document"
	"github.com/handvat/handvat/bot/insight/weekly"
	"github.com/handvat/handvat/knowledge/journal"
)

type exportCmd struct {
	Weeks  exportWeeksCmd  `cmd:""`
	Events exportEventsCmd `cmd:""`
}

// exportFlags are what both exports share. There is no choice of groups: who can choose
// them can subtract them.
type exportFlags struct {
	langFlag
	configFlags
	dataFlags
	clockFlags
	Format string `enum:"jsonl,csv" default:"jsonl"`
}

// desk is where what is exported is kept.
func (f exportFlags) desk(p program) (desk, error) {
	cfg, err := f.load()
	if err != nil {
		return desk{}, err
	}
	at := f.dataFlags.desk(p, "en")
	at.set, at.clock = &cfg.Privacy, &f.clockFlags
	return at, nil
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
func (c *exportWeeksCmd) Run(ctx context.Context, p program) error {
	at, err := c.desk(p)
	if err != nil {
		return err
	}
	var rows []figureRow
	if err := at.workOut(ctx, func(t *dialog.Turn) error {
		if err := weekly.Freeze(t, weekly.Last(t)); err != nil {
			return err
		}
		rows = nil
		told, err := weekly.Told(t.Tx)
		for f := range told {
			rows = append(rows, figureRows(f)...)
		}
		return err
	}); err != nil {
		return err
	}
	header := []string{"week", "unit", "figure", "level", "value", "n", "people", "share", "withheld"}
	return writeRows(p.out, c.Format, header, rows, func(r figureRow) []any {
		return []any{r.Week, r.Unit, r.Name, int(r.Level), document.Count(r.Value), document.Count(r.N),
			document.Count(r.People), string(r.Share), r.Withheld}
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

// Run writes what is in the journal of the weeks that are over, in groups of people of the roster.
func (c *exportEventsCmd) Run(ctx context.Context, p program) error {
	at, err := c.desk(p)
	if err != nil {
		return err
	}
	var rows []journal.Row
	if err := at.workOut(ctx, func(t *dialog.Turn) (err error) {
		rows, err = weekly.Events(t)
		return err
	}); err != nil {
		return err
	}
	header := []string{"week", "kind", "aid", "detail", "n", "people"}
	return writeRows(p.out, c.Format, header, rows, func(r journal.Row) []any {
		return []any{r.Week, r.Kind, r.Aid, r.Detail, document.Count(r.N), document.Count(r.People)}
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
