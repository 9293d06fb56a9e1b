package delivery

import (
	"fmt"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/store"
)

// Conceal takes what a person wrote in e out of the conversation that is kept: the
// entry stays, without its text and fields, and without a name. It is for texts that are too personal to
// keep, and belongs in the [Decision] on e. An event that is not kept is no error.
func Conceal(tx *store.Tx, e chat.Event) error {
	for _, entry := range talk.ScanDown(tx, placeKey(e.In)) {
		if entry.Event == nil || entry.Key != e.ID {
			continue
		}
		entry.Event.Text, entry.Event.Fields, entry.Event.People, entry.Event.From.Name = "", nil, nil, ""
		if err := putEntry(tx, e.In, entry); err != nil {
			return fmt.Errorf("delivery: conceal: %w", err)
		}
		return nil
	}
	return nil
}

// Retract makes what was said in answer to an event read as r in the conversation that
// is kept of a place: it was shown to somebody who may not read it any more. An answer
// that is not kept, as on platforms that keep their own conversations, is no error.
func Retract(tx *store.Tx, place chat.Place, event string, r chat.Reply) error {
	r.Replace = chat.Ref{Place: place, ID: event}
	if _, err := retell(tx, place, r); err != nil {
		return fmt.Errorf("delivery: retract %s: %w", event, err)
	}
	return nil
}
