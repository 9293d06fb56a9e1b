package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"

	"github.com/handvat/handvat/adapters/control"
	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// An inspection is what doctor asks of a database.
type inspection struct {
	Deep bool `json:"deep"` // every page is read too
	K    int  `json:"k"`    // the smallest group that is configured; 0 if none is
}

// restoreAdvice is what to do where something is lost.
const restoreAdvice = "What is lost is in an earlier backup: handvat restore FILE --data NEWFOLDER."

// inspect writes what is to be said of the database of a data folder: in the program that serves it, or here, or as
// the program that uses it wrote last. It returns [errTold] if there is trouble.
func (i inspection) inspect(ctx context.Context, p program, data string, was outsideState) error {
	flags, err := json.Marshal(i)
	if err != nil {
		return err
	}
	status, err := control.Call(ctx, data, control.Request{Command: "doctor", Flags: flags},
		control.Answer{Out: p.out, Err: p.err, Data: io.Discard})
	if err == nil && status != 0 {
		return errTold
	}
	if !errors.Is(err, control.ErrNobody) {
		return err
	}
	return i.here(ctx, dataFlags{data}.desk(p, ""), was)
}

// here looks at a database that no program serves.
func (i inspection) here(ctx context.Context, at desk, was outsideState) error {
	file := filepath.Join(at.data, "handvat.db")
	if !isFile(file) && !isFile(file+".mark") {
		return report(at.out, "database", []finding{{what: fmt.Sprintf("There is no Handvat database in %s.", at.data),
			do: "Name its folder with --data; handvat serve makes one where there is none."}})
	}
	var trouble error
	err := at.open(ctx, func(h *bot.House) error { trouble = i.tell(ctx, at.out, h); return nil })
	switch {
	case errors.Is(err, store.ErrInUse):
		return report(at.out, "database", asideFindings(was))
	case err != nil:
		trouble = report(at.out, "database", []finding{{what: fmt.Sprintf("It cannot be read: %v.", err),
			do: restoreAdvice}})
	}
	return trouble
}

// tell writes what is to be said of a house.
func (i inspection) tell(ctx context.Context, w io.Writer, h *bot.House) error {
	return errors.Join(report(w, "database", i.look(ctx, h)), report(w, "refused", refusedFindings(ctx, h)))
}

// look looks at the database of a house.
func (i inspection) look(ctx context.Context, h *bot.House) (found []finding) {
	var now outsideState
	err := h.DB.View(ctx, func(tx *store.Tx) error {
		now.Aside, now.Unknown = store.Aside(tx), bot.Undeclared(tx, skills())
		group, err := privacy.Load(tx)
		if err == nil && i.K != 0 && i.K < group.K() {
			found = append(found, finding{what: fmt.Sprintf("privacy.k is %d, and %d was agreed before: figures are "+
				"of %d people or more.", i.K, group.K(), group.K()),
				do: fmt.Sprintf("Set privacy.k to %d or more, or leave it "+
					"out; serve does not start with less.", group.K())})
		}
		return err
	})
	found = append(found, asideFindings(now)...)
	if bad := h.DB.Probe(ctx); bad != nil {
		err = errors.Join(err, bad)
	}
	if err != nil {
		found = append(found, finding{what: fmt.Sprintf("%v.", err), do: restoreAdvice})
	}
	read := "row"
	if i.Deep {
		read = "page and row"
		damage, err := h.DB.Deep(ctx)
		if err != nil {
			damage = append(damage, err)
		}
		for _, d := range damage {
			found = append(found, finding{what: fmt.Sprintf("%v.", d), do: restoreAdvice})
		}
	}
	if found = append(found, unreadable(ctx, h.DB)...); len(found) == 0 {
		found = append(found, finding{what: fmt.Sprintf("Every %s can be read.", read)})
		if !i.Deep {
			found[0].what += " With --deep every page is read too."
		}
	}
	return found
}

// unreadable are the rows that cannot be read, met or not, by table.
func unreadable(ctx context.Context, db *store.DB) (found []finding) {
	unread := map[string]int{}
	for _, s := range bot.Declared(skills()) {
		for _, table := range s.Tables {
			err := db.View(ctx, func(tx *store.Tx) error {
				table.Unreadable(tx, func(bucket string, n int) {
					if n > 0 {
						unread[bucket] += n
					}
				})
				return nil
			})
			if err != nil {
				found = append(found, finding{what: fmt.Sprintf("%v.", err), do: restoreAdvice})
			}
		}
	}
	for _, bucket := range slices.Sorted(maps.Keys(unread)) {
		found = append(found, finding{what: fmt.Sprintf("%s: unreadable: %d. The rest goes on.", bucket,
			unread[bucket]), do: restoreAdvice})
	}
	return found
}

// asideFindings are the rows that could not be read and were set aside, and tables that no skill knows.
func asideFindings(now outsideState) (found []finding) {
	for _, bucket := range slices.Sorted(maps.Keys(now.Aside)) {
		found = append(found, finding{what: fmt.Sprintf("%s: unreadable and set aside: %d. The rest goes on.", bucket,
			now.Aside[bucket]), do: restoreAdvice})
	}
	for _, bucket := range now.Unknown {
		found = append(found, finding{what: fmt.Sprintf("%s: no skill knows what is in it.", bucket),
			do: "It may be of a later Handvat: go on with that, or restore a backup.", warn: true})
	}
	return found
}
