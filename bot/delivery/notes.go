package delivery

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/store"
)

// Notes keep what adapters must know of a place after a restart, such as in which threads they listen.
type Notes struct {
	DB  *store.DB
	Now func() time.Time
}

// A note is a text that holds until a time.
type note struct {
	Text  string
	Until time.Time
}

// notes are all notes, by place: platform NUL team NUL channel NUL thread.
var notes = &store.Table[note]{Bucket: "delivery.note", Was: "notes", Class: store.Working, Keep: time.Nanosecond,
	Since: func(n note) time.Time { return n.Until.Add(-1) }}

func noteKey(p chat.Place) []byte {
	return []byte(strings.Join([]string{string(p.Platform), p.Team, p.Channel, p.Thread}, "\x00"))
}

// Recall returns what was noted about p; empty if nothing is, or not any more.
func (n Notes) Recall(ctx context.Context, p chat.Place) (text string, err error) {
	err = n.DB.View(ctx, func(tx *store.Tx) error {
		kept, _, err := notes.Load(tx, noteKey(p))
		if n.Now().Before(kept.Until) {
			text = kept.Text
		}
		return err
	})
	if err != nil {
		return "", fmt.Errorf("delivery: recall: %w", err)
	}
	return text, nil
}

// Note keeps text about p until then; empty text removes what was noted.
func (n Notes) Note(ctx context.Context, p chat.Place, text string, until time.Time) error {
	err := n.DB.Update(ctx, func(tx *store.Tx) error {
		if text == "" {
			return notes.Delete(tx, noteKey(p))
		}
		return notes.Save(tx, noteKey(p), note{text, until})
	})
	if err != nil {
		return fmt.Errorf("delivery: note: %w", err)
	}
	return nil
}

// forgetNotes removes what was noted about p and, with a channel, all its threads.
func forgetNotes(tx *store.Tx, p chat.Place) error {
	if p.Thread != "" {
		return notes.Delete(tx, noteKey(p))
	}
	for k := range notes.Scan(tx, noteKey(p)) { // it ends before the thread
		if err := notes.Delete(tx, k); err != nil {
			return err
		}
	}
	return nil
}
