package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/find/phrasing"
)

// phrasingsCmd shows authors what was learned from use, and lets them have the last
// word.
type phrasingsCmd struct {
	dataFlags
	Approve  []string `help:"@approve" placeholder:"ID"`
	Withdraw []string `help:"Never count this phrasing again; may be repeated." placeholder:"ID"`
	JSON     bool     `help:"Print one JSON object per phrasing."`
}

// Run settles the phrasings that were named and lists all of them.
func (c *phrasingsCmd) Run(ctx context.Context, p program) error {
	var all []phrasing.Phrasing
	if err := c.desk(p, "").update(ctx, func(t *dialog.Turn) (err error) {
		settle := func(ids []string, as phrasing.State) {
			for _, id := range ids {
				if bad := phrasing.Settle(t.Tx, id, as); bad != nil {
					err = errors.Join(err, fmt.Errorf("phrasing %s: %w. See: handvat aids phrasings", id, bad))
				}
			}
		}
		settle(c.Approve, phrasing.Approved)
		settle(c.Withdraw, phrasing.Withdrawn)
		all = phrasing.All(t.Tx)
		return err
	}); err != nil {
		return err
	}
	for _, l := range all {
		if !c.JSON {
			fmt.Fprintf(p.out, "%s  %-9s  +%d -%d  %-36s  %s\n", l.ID, l.State, l.Helped, l.Not, l.Key, l.Text)
			continue
		}
		line, err := json.Marshal(map[string]any{"id": l.ID, "slug": l.Key.Slug, "lang": l.Key.Lang, "text": l.Text,
			"helped": l.Helped, "not": l.Not,
			"state": l.State, "counts": l.Counts(),
			"first": l.First.Format("2006-01-02"), "last": l.Last.Format("2006-01-02")})
		if err != nil {
			return err
		}
		fmt.Fprintf(p.out, "%s\n", line)
	}
	return nil
}
