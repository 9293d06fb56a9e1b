package delivery

import (
	"errors"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/store"
)

// Tables are what delivery keeps, declared; of tells where a person talks with the bot. [Delivery.Prune] removes
// what is too old, in short transactions.
func Tables(of func(tx *store.Tx, person string) ([]chat.Place, error)) []store.Declared {
	return []store.Declared{
		&store.Kind{
			Says: store.Paper{Buckets: []string{talk, refs, inbox, outbox}, Class: store.Personal, Keep: talkLife},
			Rows: func(tx *store.Tx, person string) (rows []any, err error) {
				places, err := of(tx, person)
				for _, p := range places {
					lines, bad := saidAlone(tx, p)
					rows, err = append(rows, lines...), errors.Join(err, bad)
				}
				return rows, err
			},
			Without: func(tx *store.Tx, person string) error {
				places, err := of(tx, person)
				for _, p := range places {
					err = errors.Join(err, forget(tx, p))
				}
				return err
			},
		},
		notes,
		&store.Kind{Says: store.Paper{Buckets: []string{seen}, Class: store.Working, Keep: seenLife}},
	}
}

// A spoken is what was said in a conversation, as its export shows it.
type spoken struct {
	Time     time.Time         `json:"time"`
	You      string            `json:"you,omitempty"`
	Filled   map[string]string `json:"filled,omitempty"`
	Answered string            `json:"answered,omitempty"`
}

// saidAlone is what is kept of a conversation of one person with the bot, oldest first. What was said in company is
// not one person's.
func saidAlone(tx *store.Tx, p chat.Place) (rows []any, err error) {
	alone := false
	for _, row := range tx.ScanPrefix(talk, placeKey(p)) {
		e, err := readEntry(row)
		if err != nil {
			return nil, err
		}
		s := spoken{Time: e.Time}
		if e.Event != nil {
			alone, s.You, s.Filled = e.Event.Direct, e.Event.Text, e.Event.Fields
		} else if e.Reply != nil {
			s.Answered = e.Reply.Text
		}
		if alone {
			rows = append(rows, s)
		}
	}
	return rows, nil
}
