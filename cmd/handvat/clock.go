package main

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/store"
)

// clockFlags are for what goes by the clock.
type clockFlags struct {
	AcceptClock bool
}

// clockHeld says what waits for a clock that is trusted, why, and what to do; empty if it is trusted.
func clockHeld(h *bot.House, lang string) string {
	doubt := h.Clock().Doubt(lang)
	if doubt == "" {
		return ""
	}
	return words.In(lang).ClockHeld.With(doubt)
}

// clockFindings are whether the clock is trusted: by what is kept, or as the program that uses it wrote last.
func clockFindings(ctx context.Context, at desk, was bot.Clock) []finding {
	if !isFile(filepath.Join(at.data, "handvat.db")) {
		return nil
	}
	w := words.In(at.lang).Doctor
	var clock bot.Clock
	err := at.view(ctx, func(t *dialog.Turn) (err error) {
		clock, err = bot.ClockAt(t.Tx, t.Now)
		return err
	})
	switch {
	case errors.Is(err, store.ErrInUse):
		clock = was
	case err != nil:
		return nil // told of the database
	}
	now := at.now().UTC()
	says := text.In(at.lang).Long(now) + now.Format(" 15:04 MST")
	switch doubt := clock.Doubt(at.lang); {
	case doubt != "":
		return []finding{{what: w.ClockHeld.With(doubt), do: w.ClockHeldDo}}
	case clock.Lost:
		return []finding{{what: w.ClockLost.With(says), do: w.ClockLostDo, warn: true}}
	}
	return []finding{{what: w.ClockGood.With(says)}}
}

// acceptClock says that the clock is right, to the program that runs or to the next that does.
func acceptClock(data string, now time.Time) error {
	if err := hasDatabase(data); err != nil {
		return err
	}
	return bot.AcceptClock(data, now)
}
