package main

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/handvat/handvat/adapters/xapi/ledger"
	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/delivery"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// A troubled is something that sends to the outside, and knows whether that works.
type troubled interface {
	// Trouble returns why nothing could be sent the last time, and since when; empty
	// if it could.
	Trouble() (what string, since time.Time)
}

// outsideFile is where a running program writes an [outsideState], for doctor: it cannot look into the database of
// another process.
const outsideFile = "outside.json"

// reportEvery is how often it is written.
const reportEvery = time.Minute

// An outsideState is what doctor asks of a running program.
type outsideState struct {
	Sending []sendingState `json:"sending,omitempty"`
	Aside   map[string]int `json:"aside,omitempty"`   // rows that could not be read, by table
	Unknown []string       `json:"unknown,omitempty"` // tables that no skill knows
	Clock   bot.Clock      `json:"clock,omitzero"`    // if it is not trusted
	Group   privacy.Group  `json:"group,omitempty"`   // the smallest that is told of
}

// A sendingState is how sending to one place outside goes.
type sendingState struct {
	Name    string    `json:"name"`
	Waiting int       `json:"waiting"` // what is still to be sent
	Refused int       `json:"refused,omitempty"`
	Stuck   int       `json:"stuck,omitempty"` // deletions that cannot be completed, and since when
	StuckAt time.Time `json:"stuck_since,omitzero"`
	Trouble string    `json:"trouble,omitempty"`
	Since   time.Time `json:"since,omitzero"` // of Trouble
	Time    time.Time `json:"time"`           // when this was so
}

// A sending is what goes out besides chat, by name, of a house.
type sending struct {
	*bot.House
	outside map[string]troubled
}

// outward returns what goes out of a house: its platforms that may be in trouble, and what else is named.
func outward(h *bot.House, also map[string]troubled) *sending {
	s := &sending{h, also}
	for _, a := range h.Adapters {
		if t, ok := a.(troubled); ok {
			s.outside[string(a.Platform())] = t
		}
	}
	return s
}

// report writes how sending goes, every minute until ctx is done.
func (h *sending) report(ctx context.Context) error {
	tick := time.NewTicker(reportEvery)
	defer tick.Stop()
	for {
		if err := h.writeOutside(ctx); err != nil && ctx.Err() == nil {
			h.Log.Error("how sending goes was not written", "err", err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// writeOutside writes how sending goes now.
func (h *sending) writeOutside(ctx context.Context) error {
	var all outsideState
	err := h.DB.View(ctx, func(tx *store.Tx) error {
		all.Aside, all.Unknown, all.Clock = store.Aside(tx), bot.Undeclared(tx, skills()), h.Clock()
		all.Group = h.Group
		for _, name := range slices.Sorted(maps.Keys(h.outside)) {
			s := sendingState{Name: name, Waiting: delivery.Waiting(tx, chat.Platform(name)), Time: h.Now().UTC()}
			s.Trouble, s.Since = h.outside[name].Trouble()
			if name == "xapi" {
				l, _, err := ledger.Load(tx)
				if err != nil {
					return err
				}
				s.Waiting, s.Refused = int(journal.Last(tx)-min(l.Told, journal.Last(tx))), l.Refused
				s.Waiting += ledger.Waiting(tx)
				s.Stuck, s.StuckAt = ledger.Stuck(tx)
			}
			all.Sending = append(all.Sending, s)
		}
		return nil
	})
	if err != nil {
		return err
	}
	state, err := json.MarshalIndent(all, "", " ")
	if err != nil {
		return err
	}
	return store.ReplaceFile(filepath.Join(h.Data, outsideFile), state, 0o600)
}

// readOutside is what the program wrote last in a data folder.
func readOutside(data, lang string) (all outsideState, found []finding) {
	state, err := os.ReadFile(filepath.Join(data, outsideFile))
	if errors.Is(err, fs.ErrNotExist) {
		return all, nil
	}
	if err == nil {
		err = json.Unmarshal(state, &all)
	}
	w := words.In(lang).Doctor
	switch path := (*fs.PathError)(nil); {
	case errors.As(err, &path):
		return all, []finding{{what: w.NoOutside.With(text.Tell(err, lang)), do: w.ShutDo}}
	case err != nil:
		return all, []finding{{what: w.NoOutside.With(text.Tell(err, lang)), do: w.NoOutsideDo.With(outsideFile)}}
	}
	return all, nil
}

// shut is what there is to say of a data folder that cannot be looked into, such as one that is somebody else's;
// nothing if it can, or is not there.
func shut(data, lang string) []finding {
	_, err := os.ReadDir(data)
	if err == nil { // what is in it may be out of reach all the same
		_, err = os.Stat(filepath.Join(data, outsideFile))
	}
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	w := words.In(lang).Doctor
	return []finding{{what: w.Shut.With(text.Tell(err, lang)), do: w.ShutDo}}
}

// sendingFindings are how sending went when the program last wrote it.
func sendingFindings(all []sendingState, lang string) (found []finding) {
	w := words.In(lang).Doctor
	for _, s := range all {
		at := minute(lang, s.Time) + " UTC"
		if s.Stuck > 0 {
			found = append(found, finding{what: w.Stuck.With(s.Name, s.Stuck, minute(lang, s.StuckAt)), do: w.StuckDo,
				warn: true})
		}
		switch {
		case s.Trouble != "":
			found = append(found, finding{
				what: w.Trouble.With(s.Name, s.Waiting, at, minute(lang, s.Since), s.Trouble),
				do:   w.TroubleDo.With(s.Name), warn: true})
		case s.Refused > 0:
			found = append(found, finding{what: w.Refused.With(s.Name, s.Waiting, at, s.Refused), do: w.RefusedDo,
				warn: true})
		default:
			found = append(found, finding{what: w.Waiting.With(s.Name, s.Waiting, at)})
		}
	}
	return found
}
