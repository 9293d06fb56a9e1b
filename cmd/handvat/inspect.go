package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/handvat/handvat/adapters/control"
	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// An inspection is what doctor asks of a database.
type inspection struct {
	Deep bool   `json:"deep"` // every page is read too
	K    int    `json:"k"`    // the smallest group that is configured; 0 if none is
	Lang string `json:"lang"`
}

func (i inspection) words() doctorTexts { return words.In(i.Lang).Doctor }

// lost is what there is to say of what cannot be read, and what to do about it.
func (i inspection) lost(h *bot.House, err error) finding {
	h.Log.Info("the database cannot be read", "err", err)
	return i.trouble(err, h.Data)
}

// trouble is what an error of the database of a folder says, and what to do about it.
func (i inspection) trouble(err error, data string) finding {
	w := i.words()
	told := finding{what: inWords(err, i.Lang, data), do: w.Restore}
	switch {
	case errors.Is(err, store.ErrFull), errors.Is(err, store.ErrReadOnly):
		told.do = w.KeptDo
	case errors.Is(err, privacy.ErrUnreadable):
		told.do = w.GroupLostDo
	}
	return told
}

// inspect writes what is to be said of the database of a data folder: in the program that serves it, or here, or as
// the program that uses it wrote last. It returns [errTold] if there is trouble.
func (i inspection) inspect(ctx context.Context, p program, data string, was outsideState) error {
	flags, err := json.Marshal(i)
	if err != nil {
		return err
	}
	status, err := either(ctx, data, control.Request{Command: "doctor", Flags: flags},
		control.Answer{Out: p.out, Err: p.err, Data: io.Discard},
		func() error { return i.here(ctx, dataFlags{data}.desk(p, i.Lang)) })
	switch {
	case errors.Is(err, store.ErrInUse):
		w := i.words()
		return report(p.out, i.Lang, "database", append(i.aside(was), finding{what: w.Starting, do: w.StartingDo}))
	case err == nil && status != 0:
		return errTold
	}
	return err
}

// here looks at a database that no program serves. The error is [store.ErrInUse] if one has it open all the same.
func (i inspection) here(ctx context.Context, at desk) error {
	w := i.words()
	if errors.As(hasDatabase(at.data), new(text.Said)) {
		return report(at.out, i.Lang, "database", []finding{{what: w.NoData.With(at.data), do: w.NoDataDo}})
	}
	var trouble error
	err := at.open(ctx, func(h *bot.House) error { trouble = i.tell(ctx, at.out, h); return nil })
	switch {
	case errors.Is(err, store.ErrInUse):
		return err
	case err != nil:
		at.lg.Info("the database cannot be read", "err", err)
		trouble = report(at.out, i.Lang, "database", []finding{i.trouble(err, at.data)})
	}
	return trouble
}

// tell writes what is to be said of a house.
func (i inspection) tell(ctx context.Context, w io.Writer, h *bot.House) error {
	return errors.Join(report(w, i.Lang, "database", i.look(ctx, h)),
		report(w, i.Lang, "refused", refusedFindings(ctx, h, i.Lang)))
}

// look looks at the database of a house.
func (i inspection) look(ctx context.Context, h *bot.House) (found []finding) {
	w := i.words()
	var now outsideState
	var groups []finding
	err := h.DB.View(ctx, func(tx *store.Tx) (err error) {
		now.Aside, now.Unknown = store.Aside(tx), bot.Undeclared(tx, skills())
		groups, err = i.groups(tx)
		return err
	})
	found = append(found, i.aside(now)...)
	if err = errors.Join(err, h.DB.Probe(ctx)); err != nil {
		found = append(found, i.lost(h, err))
	}
	read := w.RowsRead
	if i.Deep {
		read = w.PagesRead
		damage, err := h.DB.Deep(ctx)
		if len(damage) > 0 {
			err = fmt.Errorf("%w: %w", store.ErrCorrupt, errors.Join(damage...))
		}
		if err != nil {
			found = append(found, i.lost(h, err))
		}
	}
	if found = append(found, i.unreadable(ctx, h)...); len(found) == 0 {
		found = append(found, finding{what: read})
	}
	return slices.Compact(append(groups, found...))
}

// groups are what is to be said of the smallest group that is set and the one that holds.
func (i inspection) groups(tx *store.Tx) (found []finding, err error) {
	w := i.words()
	holds, err := heldGroup(tx)
	if err != nil {
		return nil, err
	}
	set, bad := (&privacyConfig{K: i.K}).group(holds)
	switch {
	case bad != nil:
		found = append(found, finding{what: text.Tell(bad, i.Lang), do: w.GroupDo})
	case set > holds:
		found = append(found, finding{what: w.GroupComes.With(set.K(), holds.K())})
	}
	if n := people.Listed(tx); n > 0 && n < set.K() && set.K() > privacy.Group(0).K() {
		found = append(found, finding{what: w.GroupOver.With(set.K(), n), do: w.GroupOverDo, warn: true})
	}
	return found, nil
}

// unreadable are the rows that cannot be read, met or not, by table.
func (i inspection) unreadable(ctx context.Context, h *bot.House) (found []finding) {
	w, unread := i.words(), map[string]int{}
	for _, s := range bot.Declared(skills()) {
		for _, table := range s.Tables {
			err := h.DB.View(ctx, func(tx *store.Tx) error {
				table.Unreadable(tx, func(bucket string, n int) {
					if n > 0 {
						unread[bucket] += n
					}
				})
				return nil
			})
			if err != nil {
				found = append(found, i.lost(h, err))
			}
		}
	}
	for _, bucket := range slices.Sorted(maps.Keys(unread)) {
		found = append(found, finding{what: w.Unreadable.With(bucket, unread[bucket]), do: w.Restore})
	}
	return found
}

// aside are the rows that could not be read and were set aside, and tables that no skill knows.
func (i inspection) aside(now outsideState) (found []finding) {
	w := i.words()
	for _, bucket := range slices.Sorted(maps.Keys(now.Aside)) {
		found = append(found, finding{what: w.SetAside.With(bucket, now.Aside[bucket]), do: w.Restore})
	}
	for _, bucket := range now.Unknown {
		found = append(found, finding{what: w.Unknown.With(bucket), do: w.UnknownDo, warn: true})
	}
	return found
}
