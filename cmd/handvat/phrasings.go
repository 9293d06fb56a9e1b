package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/find/phrasing"
	"github.com/handvat/handvat/knowledge/privacy"
)

// phrasingsCmd shows authors what was learned from use, and lets them have the last
// word. What too few people said is not shown, and cannot be settled.
type phrasingsCmd struct {
	langFlag
	dataFlags
	Approve  []string `placeholder:"ID"`
	Withdraw []string `placeholder:"ID"`
	Refuse   []string `placeholder:"ID"`
	JSON     bool
}

// Run settles the phrasings that were named and lists all that may be told.
func (c *phrasingsCmd) Run(ctx context.Context, p program) error {
	var all []phrasing.Said
	var group privacy.Group
	if err := c.desk(p, "").update(ctx, func(t *dialog.Turn) (err error) {
		if group, err = privacy.Load(t.Tx); err != nil {
			return err
		}
		for as, ids := range map[phrasing.State][]string{phrasing.Approved: c.Approve, phrasing.Withdrawn: c.Withdraw,
			phrasing.Refused: c.Refuse} {
			for _, id := range ids {
				bad := phrasing.Settle(t.Tx, id, as, group)
				if errors.Is(bad, phrasing.ErrNone) {
					bad = words.Say(func(w *texts) string { return w.Wrong.NoPhrasing.With(id) })
				}
				err = errors.Join(err, bad)
			}
		}
		all = phrasing.Told(t.Tx, group)
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
			"helped": l.Helped, "not": l.Not, "state": l.State})
		if err != nil {
			return err
		}
		fmt.Fprintf(p.out, "%s\n", line)
	}
	if !c.JSON {
		fmt.Fprintln(p.err, words.In(p.reads).Phrasings.With(group.K()))
	}
	return nil
}
