package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/store"
)

// clockFlags are for what goes by the clock.
type clockFlags struct {
	AcceptClock bool `help:"@accept_clock"`
}

// clockHeld says what waits for a clock that is trusted, why, and what to do.
func clockHeld(doubt string) string {
	return "waiting: what is done by the clock (retention, weekly messages, reminders), because " + doubt +
		". Questions are answered. If the clock is right: handvat doctor --accept-clock"
}

// clockFindings are whether the clock is trusted: by what is kept, or as the program that uses it wrote last.
func clockFindings(ctx context.Context, at desk, told string) []finding {
	if !isFile(filepath.Join(at.data, "handvat.db")) {
		return nil
	}
	var clock bot.Clock
	err := at.view(ctx, func(t *dialog.Turn) (err error) {
		clock, err = bot.ClockAt(t.Tx, t.Now)
		return err
	})
	switch {
	case err == nil:
		told = clock.Doubt()
	case !errors.Is(err, store.ErrInUse):
		return nil // told of the database
	}
	says := at.now().UTC().Format("2 January 2006 15:04 MST")
	switch {
	case told == "" && clock.Lost:
		return []finding{{what: fmt.Sprintf("It says %s. When it was trusted last is unreadable: it is held against "+
			"the newest record.", says), do: "If it is right: handvat doctor --accept-clock.", warn: true}}
	case told == "":
		return []finding{{what: "It says " + says + ", and is trusted."}}
	}
	return []finding{{what: "Nothing is deleted and nothing is sent by itself: " + told + ".",
		do: "Set the clock of the machine right, or if it is right: handvat doctor --accept-clock."}}
}

// acceptClock says that the clock is right, to the program that runs or to the next that does.
func acceptClock(data string, now time.Time) error {
	if !isFile(filepath.Join(data, "handvat.db")) {
		return fmt.Errorf("there is no Handvat database in %s. Name its folder with --data", data)
	}
	return bot.AcceptClock(data, now)
}
