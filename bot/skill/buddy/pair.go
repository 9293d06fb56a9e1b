package buddy

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

const (
	pairBucket = "pairs.pair"
	ofBucket   = "pairs.of"
)

// A pair is two people who work together within a case, or the request to. Who asked
// comes first.
type pair struct {
	Number   uint64
	Who      [2]people.ID
	Names    [2]string
	Case     string    `json:",omitempty"` // id; empty until it is chosen
	Title    string    `json:",omitempty"` // of the case
	Made     time.Time // when it was begun
	Closes   time.Time `json:",omitzero"`  // without an answer; zero until it was asked
	Told     int       `json:",omitempty"` // messages to the second about the request
	Declined bool      `json:",omitempty"` // for the second alone to know
	Agreed   time.Time `json:",omitzero"`
	Ended    time.Time `json:",omitzero"`
	Asks     [2]string // what each wants to ask about a draft, until it is asked
	Shown    [2]bool   // the other was asked to look at their draft
}

// waits reports whether a yes may still come at now. A request that was declined waits like
// any other.
func (p pair) waits(now time.Time) bool {
	return !p.Closes.IsZero() && p.Agreed.IsZero() && p.Ended.IsZero() && now.Before(p.Closes)
}

// holds reports whether the two are a pair.
func (p pair) holds() bool { return !p.Agreed.IsZero() && p.Ended.IsZero() }

// unanswered reports whether p closed some time ago without ever being a pair: then it goes,
// whoever was asked, so that who does not know Handvat is not gone sooner than others.
func (p pair) unanswered(now time.Time) bool {
	return p.Agreed.IsZero() && p.Shown == [2]bool{} && now.Sub(p.Closes) > keepClosed
}

// last is when something happened last.
func (p pair) last() time.Time {
	return slices.MaxFunc([]time.Time{p.Made, p.Closes, p.Agreed, p.Ended}, time.Time.Compare)
}

// side is which of the two a person is; -1 for neither.
func (p pair) side(id people.ID) int { return slices.Index(p.Who[:], id) }

// other is the one of the two that a person works with.
func (p pair) other(id people.ID) dialog.Colleague {
	i := 1 - p.side(id)
	return dialog.Colleague{Profile: people.Profile{ID: p.Who[i]}, Called: p.Names[i]}
}

func (p pair) keyOf(id people.ID) []byte { return dialog.OwnKey(id, store.Num(p.Number)) }

func load(tx *store.Tx, number string) (p pair, ok bool, err error) {
	ok, err = tx.GetJSON(pairBucket, store.Num(uint64(max(dialog.Number(number), 0))), &p)
	return p, ok, err
}

func (p pair) save(tx *store.Tx) error { return tx.PutJSON(pairBucket, store.Num(p.Number), p) }

// delete removes p, and what was agreed within it, for both.
func (p pair) delete(tx *store.Tx) error {
	return errors.Join(dropLooks(tx, p.Number), tx.Delete(ofBucket, p.keyOf(p.Who[0])), tx.Delete(ofBucket, p.keyOf(p.Who[1])), tx.Delete(pairBucket, store.Num(p.Number)))
}

// of returns the pairs that a person is part of or was asked for, the one begun last first.
func of(tx *store.Tx, id people.ID) (ps []pair, err error) {
	prefix := dialog.OwnKey(id, nil)
	for k := range tx.ScanDown(ofBucket, prefix, store.After(prefix)) {
		var p pair
		if ok, err := tx.GetJSON(pairBucket, k[len(prefix):], &p); err != nil {
			return nil, err
		} else if ok {
			ps = append(ps, p)
		}
	}
	return ps, nil
}

// view is p as one of the two may read it.
func (p pair) view(id people.ID) any {
	return struct {
		With   string    `json:"pair_with"`
		Case   string    `json:"case,omitempty"`
		Begun  time.Time `json:"begun"`
		Closes time.Time `json:"closes,omitzero"`
		Agreed time.Time `json:"agreed,omitzero"`
		Ended  time.Time `json:"ended,omitzero"`
		Asks   string    `json:"wants_to_ask,omitempty"`
	}{p.other(id).Called, p.Title, p.Made, p.Closes, p.Agreed, p.Ended, p.Asks[p.side(id)]}
}

// forget removes the pairs of a person, for both, with what was agreed within them; what
// was seen of them; and their name from what they saw.
func forget(tx *store.Tx, id people.ID) error {
	ps, err := of(tx, id)
	if err != nil {
		return err
	}
	for _, p := range ps {
		if err := p.delete(tx); err != nil {
			return err
		}
	}
	return errors.Join(dialog.ForgetIn(seenBucket)(tx, id), hideObserver(tx, id))
}

// prune removes what is too old at now.
func prune(tx *store.Tx, now time.Time) error {
	var all []pair
	for k, v := range tx.Scan(pairBucket, nil, nil) {
		var p pair
		if err := json.Unmarshal(v, &p); err != nil {
			return fmt.Errorf("pair %q: %w", k, err)
		}
		all = append(all, p)
	}
	for _, p := range all {
		_, there, err := cases.Get(tx, p.Case)
		if err != nil {
			return err
		}
		switch {
		case p.Closes.IsZero() && now.Sub(p.Made) <= keepStarted: // it is being begun
		case p.Closes.IsZero(), !there, p.unanswered(now), now.Sub(p.last()) > keep && !p.holds():
			err = p.delete(tx)
		}
		if err != nil {
			return fmt.Errorf("pair %d: %w", p.Number, err)
		}
	}
	return pruneLooks(tx, now)
}
