package delivery

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/store"
)

const talk = "delivery.talk"

// tell adds an entry to the conversation at a place, or changes the entry that a
// reply replaces.
func tell(tx *store.Tx, place chat.Place, e chat.Entry) error {
	if e.Reply != nil && !e.Reply.Replace.IsZero() {
		done, err := retell(tx, place, *e.Reply)
		if done || err != nil {
			return err
		}
	}
	var err error
	if e.Seq, err = tx.Next(talk); err != nil {
		return err
	}
	if e.Reply != nil {
		err = tx.PutJSON(refs, refKey(placeKey(place), e.Key), reference{Time: e.Time, Seq: e.Seq})
		if err != nil {
			return err
		}
	}
	return putEntry(tx, place, e)
}

// retell makes the entry that r replaces read as r. It reports false if there is
// no such entry at place.
func retell(tx *store.Tx, place chat.Place, r chat.Reply) (done bool, err error) {
	var ref reference
	ok, err := tx.GetJSON(refs, refKey(placeKey(place), r.Replace.ID), &ref)
	if !ok || err != nil {
		return false, err
	}
	row, ok := tx.Get(talk, append(placeKey(place), store.Num(ref.Seq)...))
	if !ok {
		return false, nil
	}
	e, err := readEntry(row)
	if err != nil {
		return false, err
	}
	r.Replace = chat.Ref{}
	e.Reply = &r
	return true, putEntry(tx, place, e)
}

// putEntry writes e.
func putEntry(tx *store.Tx, place chat.Place, e chat.Entry) error {
	row, err := join(stamp(e.Time), e)
	if err != nil {
		return err
	}
	return tx.Put(talk, append(placeKey(place), store.Num(e.Seq)...), row)
}

// readEntry reads what putEntry wrote.
func readEntry(row []byte) (e chat.Entry, err error) {
	if len(row) < 8 {
		return e, errDamaged
	}
	return e, json.Unmarshal(row[8:], &e)
}

// History returns what was said at place after entry number after, oldest first:
// the last limit entries of it. It knows only platforms that are kept, see
// [Delivery.Keep], and the last 30 days. A fleeting reply that is no longer remembered is
// there without text.
func (d *Delivery) History(ctx context.Context, place chat.Place, after uint64, limit int) (entries []chat.Entry,
	err error) {
	key := placeKey(place)
	from := append(bytes.Clone(key), store.Num(after+1)...)
	err = d.db.View(ctx, func(tx *store.Tx) error {
		for _, row := range tx.ScanDown(talk, from, store.After(key)) {
			if len(entries) >= limit {
				break
			}
			e, err := readEntry(row)
			if err != nil {
				return err
			}
			if e.Reply != nil && e.Reply.Fleeting {
				if r, ok := d.fleeting.get(place, e.Key, d.now()); ok {
					e.Reply = &r
				}
			}
			entries = append(entries, e)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("delivery: history: %w", err)
	}
	slices.Reverse(entries)
	return entries, nil
}

// forget removes everything about place that is not yet handled, not yet delivered
// or kept, and with a channel all of its threads. Called in a [Decision], the
// reply to it is still delivered, and is then the first entry of the conversation.
func forget(tx *store.Tx, place chat.Place) error {
	if err := forgetNotes(tx, place); err != nil {
		return err
	}
	prefix := wholePlace(place)
	for _, bucket := range []string{talk, refs} {
		for k := range tx.ScanPrefix(bucket, prefix) {
			if err := tx.Delete(bucket, k); err != nil {
				return fmt.Errorf("delivery: forget: %w", err)
			}
		}
	}
	for _, bucket := range []string{inbox, outbox} {
		for k, row := range tx.Scan(bucket, nil, nil) {
			if !bytes.HasPrefix(row, prefix) {
				continue
			}
			if err := tx.Delete(bucket, k); err != nil {
				return fmt.Errorf("delivery: forget: %w", err)
			}
		}
	}
	return nil
}

// Prune removes what is too old at now: see the package comment for how long
// things are kept. Run does it daily.
func (d *Delivery) Prune(ctx context.Context, now time.Time) error {
	if err := d.db.Update(ctx, func(tx *store.Tx) error { return notes.Prune(tx, now) }); err != nil {
		return fmt.Errorf("delivery: prune: %w", err)
	}
	for bucket, old := range map[string]func(row []byte) bool{
		seen: func(row []byte) bool { return now.Sub(unstamp(row)) > seenLife },
		talk: func(row []byte) bool { return now.Sub(unstamp(row)) > talkLife },
		refs: func(row []byte) bool {
			var r reference
			return json.Unmarshal(row, &r) != nil || now.Sub(r.Time) > talkLife
		},
		outbox: func(row []byte) bool { // of platforms that are not served anymore
			var s sending
			_, err := split(row, &s)
			return err == nil && now.Sub(s.Expires) > 0
		},
	} {
		if err := d.prune(ctx, bucket, old); err != nil {
			return fmt.Errorf("delivery: prune %s: %w", bucket, err)
		}
	}
	return nil
}

// pruneStep is how many records prune looks at in one transaction.
const pruneStep = 5000

// prune removes the records of bucket that are old, in short transactions.
func (d *Delivery) prune(ctx context.Context, bucket string, old func(row []byte) bool) error {
	for from := []byte{}; from != nil; {
		var gone [][]byte
		looked, next := 0, []byte(nil)
		err := d.db.View(ctx, func(tx *store.Tx) error {
			for k, row := range tx.Scan(bucket, from, nil) {
				if looked++; looked > pruneStep {
					next = k
					break
				}
				if old(row) {
					gone = append(gone, k)
				}
			}
			return nil
		})
		if err == nil && len(gone) > 0 {
			err = d.db.Update(ctx, func(tx *store.Tx) error {
				for _, k := range gone {
					if row, ok := tx.Get(bucket, k); !ok || !old(row) {
						continue // it changed in the meantime
					}
					if err := tx.Delete(bucket, k); err != nil {
						return err
					}
				}
				return nil
			})
		}
		if err != nil {
			return err
		}
		from = next
	}
	return nil
}

// pruneDaily prunes now and every day until ctx ends.
func (d *Delivery) pruneDaily(ctx context.Context) {
	for {
		if err := d.Prune(ctx, d.now()); err != nil && ctx.Err() == nil {
			d.lg.Error("not pruned", "err", err)
		}
		if chat.Pause(ctx, pruneEvery) != nil {
			return
		}
	}
}
