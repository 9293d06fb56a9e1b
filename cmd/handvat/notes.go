package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/store"
)

// notes keep what adapters must know of a place after a restart, such as in which
// threads they listen. The store holds
//
//	notes: platform NUL team NUL channel NUL thread → note as JSON
type notes struct {
	db  *store.DB
	now func() time.Time
}

const notesBucket = "notes"

// A note is a text that holds until a time.
type note struct {
	Text  string
	Until time.Time
}

func noteKey(p chat.Place) []byte {
	return []byte(strings.Join([]string{string(p.Platform), p.Team, p.Channel, p.Thread}, "\x00"))
}

// Recall returns what was noted about p; empty if nothing is, or not any more.
func (n notes) Recall(ctx context.Context, p chat.Place) (text string, err error) {
	err = n.db.View(ctx, func(tx *store.Tx) error {
		var kept note
		if ok, err := tx.GetJSON(notesBucket, noteKey(p), &kept); !ok || err != nil {
			return err
		}
		if n.now().Before(kept.Until) {
			text = kept.Text
		}
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("notes: recall: %w", err)
	}
	return text, nil
}

// Note keeps text about p until then; empty text removes what was noted.
func (n notes) Note(ctx context.Context, p chat.Place, text string, until time.Time) error {
	err := n.db.Update(ctx, func(tx *store.Tx) error {
		if text == "" {
			return tx.Delete(notesBucket, noteKey(p))
		}
		return tx.PutJSON(notesBucket, noteKey(p), note{text, until})
	})
	if err != nil {
		return fmt.Errorf("notes: note: %w", err)
	}
	return nil
}

// forgetNotes removes what was noted about p and, with a channel, all its threads.
func forgetNotes(tx *store.Tx, p chat.Place) error {
	key := noteKey(p)
	if p.Thread != "" {
		return tx.Delete(notesBucket, key)
	}
	for k := range tx.ScanPrefix(notesBucket, key) { // it ends before the thread
		if err := tx.Delete(notesBucket, k); err != nil {
			return fmt.Errorf("notes: forget: %w", err)
		}
	}
	return nil
}

// prune removes the notes that hold no more.
func (n notes) prune(ctx context.Context, now time.Time) error {
	err := n.db.Update(ctx, func(tx *store.Tx) error {
		for k, row := range tx.Scan(notesBucket, nil, nil) {
			var kept note
			if json.Unmarshal(row, &kept) == nil && now.Before(kept.Until) {
				continue
			}
			if err := tx.Delete(notesBucket, k); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("notes: prune: %w", err)
	}
	return nil
}
