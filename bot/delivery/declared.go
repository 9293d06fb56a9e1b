package delivery

import (
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/store"
)

// Of the keys and rows, place is what [placeKey] makes.
var (
	// inbox are events that are not decided on yet, by number: place, accepted as JSON.
	inbox = store.Table[letter[accepted]]{Bucket: "delivery.inbox", Class: store.Working, Keep: talkLife,
		Since: func(l letter[accepted]) time.Time { return l.is.At },
		Write: letter[accepted].record, Read: readLetter[accepted]}

	// outbox are messages that are not delivered yet, by number: place, sending as JSON. An answer may have to wait for
	// as long as a conversation is kept: nobody tries while the program stands still.
	outbox = store.Table[letter[sending]]{Bucket: "delivery.outbox", Class: store.Working, Keep: time.Nanosecond,
		Since: func(l letter[sending]) time.Time {
			if l.is.answers() {
				return l.is.Expires.Add(talkLife - answerLife)
			}
			return l.is.Expires.Add(-1)
		},
		Write: letter[sending].record, Read: readLetter[sending]}

	// seen are when events were accepted, and when messages that were posted expire. See [seenKey].
	seen = store.Table[time.Time]{Bucket: "delivery.seen", Class: store.Working, Keep: seenLife,
		Since: func(t time.Time) time.Time { return t },
		Write: func(t time.Time) ([]byte, error) { return stamp(t), nil }, Read: readStamp}

	// refs are which entry of a conversation that is kept a message is. See [refKey].
	refs = store.Table[reference]{Bucket: "delivery.ref", Class: store.Working, Keep: talkLife,
		Since: func(r reference) time.Time { return r.Time }}

	// talk are conversations that are kept: place, number → stamp of its time, entry as JSON. Of fleeting replies it
	// holds only that there was one.
	talk = store.Table[chat.Entry]{Bucket: "delivery.talk", Class: store.Working, Keep: talkLife,
		Since: func(e chat.Entry) time.Time { return e.Time }, Write: writeEntry, Read: readEntry}
)

// Tables are what delivery keeps, declared; of tells where a person talks with the bot.
func Tables(of func(tx *store.Tx, person string) ([]chat.Place, error)) []store.Declared {
	return []store.Declared{
		&store.Kind{
			Tables: []store.Declared{&talk, &refs, &inbox, &outbox}, Class: store.Personal,
			Rows: func(tx *store.Tx, person string) (rows []any, err error) {
				places, err := of(tx, person)
				for _, p := range places {
					rows = append(rows, saidAlone(tx, p)...)
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
		notes, &seen,
	}
}

// A letter is something of a place.
type letter[T any] struct {
	place []byte
	is    T
}

func (l letter[T]) record() ([]byte, error) {
	data, err := json.Marshal(l.is)
	return slices.Concat(l.place, data), err
}

func readLetter[T any](_, val []byte) (l letter[T], err error) {
	place, rest, err := cutPlace(val)
	if err != nil {
		return l, err
	}
	l.place = place
	return l, json.Unmarshal(rest, &l.is)
}

func readStamp(_, val []byte) (t time.Time, err error) {
	if len(val) != 8 {
		return t, errDamaged
	}
	return unstamp(val), nil
}

func writeEntry(e chat.Entry) ([]byte, error) {
	data, err := json.Marshal(e)
	return append(stamp(e.Time), data...), err
}

func readEntry(_, val []byte) (e chat.Entry, err error) {
	if len(val) < 8 {
		return e, errDamaged
	}
	return e, json.Unmarshal(val[8:], &e)
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
func saidAlone(tx *store.Tx, p chat.Place) (rows []any) {
	alone := false
	for _, e := range talk.Scan(tx, placeKey(p)) {
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
	return rows
}
