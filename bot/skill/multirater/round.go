package multirater

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

const (
	roundBucket = "feedback.round"
	seatBucket  = "feedback.seat"
)

// A round is three fixed questions of one person, about themself, to a group. Answers
// are added up as they come: nothing in it says who gave which, or when, and nothing is
// shown before it is closed.
type round struct {
	Number    uint64
	Asker     people.ID
	AskerName string
	Topic     string
	With      []people.ID `json:",omitempty"` // whom to ask, until they are
	Made      time.Time
	Asked     time.Time `json:",omitzero"`
	Closes    time.Time `json:",omitzero"`
	Invited   int
	Answers   int
	Counts    [5]int      // of answers on the scale, from 1
	Texts     [2][]string // in the order of the alphabet
	Closed    bool        `json:",omitempty"`
}

// A seat is somebody's place in a round, with what they have not sent yet.
type seat struct {
	Told     int       `json:",omitempty"`
	Declined bool      `json:",omitempty"`
	Done     bool      `json:",omitempty"`
	Scale    int       `json:",omitempty"`
	Texts    [2]string // empty once they are sent
	Time     time.Time `json:",omitzero"`
}

func (r round) waits(now time.Time) bool {
	return !r.Asked.IsZero() && !r.Closed && now.Before(r.Closes)
}

// add adds an answer to the others, so that it cannot be told from them.
func (r round) add(s seat) round {
	r.Answers++
	r.Counts[s.Scale-1]++
	for i, text := range s.Texts {
		if text == "" {
			continue
		}
		at, _ := slices.BinarySearch(r.Texts[i], text)
		r.Texts[i] = slices.Insert(slices.Clone(r.Texts[i]), at, text)
	}
	return r
}

// close ends r. What fewer people than a group said is destroyed: who asked could guess who wrote what.
func (r round) close(group privacy.Group) round {
	r.Closed = true
	if !group.May(r.Answers) {
		r.Counts = [5]int{}
	}
	for i := range r.Texts {
		if !group.MayAll(r.Answers, len(r.Texts[i])) {
			r.Texts[i] = nil
		}
	}
	return r
}

func load(tx *store.Tx, number string) (r round, ok bool, err error) {
	ok, err = tx.GetJSON(roundBucket, store.Num(uint64(max(dialog.Number(number), 0))), &r)
	return r, ok, err
}

func (r round) save(tx *store.Tx) error { return tx.PutJSON(roundBucket, store.Num(r.Number), r) }

func (r round) keyOf(id people.ID) []byte { return dialog.OwnKey(id, store.Num(r.Number)) }

// seat is somebody's place in r, if they have one.
func (r round) seat(tx *store.Tx, id people.ID) (s seat, ok bool, err error) {
	ok, err = tx.GetJSON(seatBucket, r.keyOf(id), &s)
	return s, ok, err
}

func (r round) saveSeat(tx *store.Tx, id people.ID, s seat) error {
	return tx.PutJSON(seatBucket, r.keyOf(id), s)
}

// delete removes r, for everyone.
func (r round) delete(tx *store.Tx) error {
	err := tx.Delete(roundBucket, store.Num(r.Number))
	for k := range tx.Scan(seatBucket, nil, nil) {
		if strings.HasSuffix(string(k), string(store.Num(r.Number))) {
			err = errors.Join(err, tx.Delete(seatBucket, k))
		}
	}
	return err
}

// of returns the rounds that a person asked or has a seat in, the newest first.
func of(tx *store.Tx, id people.ID) (rs []round, err error) {
	prefix := dialog.OwnKey(id, nil)
	for k := range tx.ScanDown(seatBucket, prefix, store.After(prefix)) {
		var r round
		if ok, err := tx.GetJSON(roundBucket, k[len(prefix):], &r); err != nil {
			return nil, err
		} else if ok {
			rs = append(rs, r)
		}
	}
	return rs, nil
}

// kept is what is kept of a person in rounds. Who asked finds the answers when
// they are closed; who answered does not find theirs, because nobody knows which it is.
func kept(tx *store.Tx, id people.ID) (all []json.RawMessage, err error) {
	rs, err := of(tx, id)
	for _, r := range rs {
		v := struct {
			Role    string      `json:"role"`
			Topic   string      `json:"topic"`
			Asked   time.Time   `json:"asked,omitzero"`
			Closes  time.Time   `json:"closes,omitzero"`
			Invited int         `json:"invited,omitempty"`
			Counts  [5]int      `json:"counts,omitzero"`
			Texts   [2][]string `json:"texts,omitzero"`
			Seat    *seat       `json:"seat,omitempty"`
		}{Role: "asker of a group", Topic: r.Topic, Asked: r.Asked, Closes: r.Closes, Invited: r.Invited}
		switch s, _, err := r.seat(tx, id); {
		case err != nil:
			return nil, err
		case r.Asker != id:
			v.Role, v.Invited, v.Seat = "one of a group", 0, &s
		case r.Closed:
			v.Counts, v.Texts = r.Counts, r.Texts
		}
		row, err := json.Marshal(v)
		if err != nil {
			return nil, err
		}
		all = append(all, row)
	}
	return all, err
}

// forget removes the rounds a person asked and their seats in others. What they
// answered stays among the other answers: nothing leads to them.
func forget(tx *store.Tx, id people.ID) error {
	rs, err := of(tx, id)
	for _, r := range rs {
		if r.Asker == id {
			err = errors.Join(err, r.delete(tx))
		}
		err = errors.Join(err, tx.Delete(seatBucket, r.keyOf(id)))
	}
	return err
}

// prune removes what is too old at now, and closes what is over.
func prune(tx *store.Tx, now time.Time) error {
	group, err := privacy.Load(tx)
	if err != nil {
		return err
	}
	rounds := map[uint64]round{}
	for k, v := range tx.Scan(roundBucket, nil, nil) {
		var r round
		if err := json.Unmarshal(v, &r); err != nil {
			return fmt.Errorf("round %q: %w", k, err)
		}
		rounds[r.Number] = r
	}
	for n, r := range rounds {
		var err error
		switch {
		case now.Sub(latest(r.Made, r.Closes)) > keep, r.Asked.IsZero() && now.Sub(r.Made) > keepStarted:
			delete(rounds, n)
			err = r.delete(tx)
		case !r.Asked.IsZero() && !r.Closed && !r.waits(now):
			r = r.close(group)
			rounds[n], err = r, r.save(tx)
		}
		if err != nil {
			return fmt.Errorf("round %d: %w", n, err)
		}
	}
	for k := range tx.Scan(seatBucket, nil, nil) {
		id, n := people.ID(k[:max(len(k)-9, 0)]), store.FromNum(k[max(len(k)-8, 0):])
		if r, ok := rounds[n]; ok && (!r.Closed || r.Asker == id) {
			continue
		}
		if err := tx.Delete(seatBucket, k); err != nil {
			return err
		}
	}
	return nil
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
