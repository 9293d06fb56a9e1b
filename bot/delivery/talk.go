package delivery

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/store"
)

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
	if e.Seq, err = tx.Next(talk.Bucket); err != nil {
		return err
	}
	if e.Reply != nil {
		if err = refs.Save(tx, refKey(placeKey(place), e.Key), reference{Time: e.Time, Seq: e.Seq}); err != nil {
			return err
		}
	}
	return putEntry(tx, place, e)
}

// retell makes the entry that r replaces read as r. It reports false if there is
// no such entry at place.
func retell(tx *store.Tx, place chat.Place, r chat.Reply) (done bool, err error) {
	ref, ok, err := refs.Load(tx, refKey(placeKey(place), r.Replace.ID))
	if !ok || err != nil {
		return false, err
	}
	e, ok, err := talk.Load(tx, append(placeKey(place), store.Num(ref.Seq)...))
	if !ok || err != nil {
		return false, err
	}
	r.Replace = chat.Ref{}
	e.Reply = &r
	return true, putEntry(tx, place, e)
}

// putEntry writes e.
func putEntry(tx *store.Tx, place chat.Place, e chat.Entry) error {
	return talk.Save(tx, append(placeKey(place), store.Num(e.Seq)...), e)
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
		for k, e := range talk.ScanDown(tx, key) {
			if len(entries) >= limit || bytes.Compare(k, from) < 0 {
				break
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
	var err error
	for k := range tx.ScanPrefix(talk.Bucket, prefix) { // also of what cannot be read
		err = errors.Join(err, talk.Delete(tx, k))
	}
	for k := range tx.ScanPrefix(refs.Bucket, prefix) {
		err = errors.Join(err, refs.Delete(tx, k))
	}
	for k, l := range inbox.All(tx) {
		if bytes.HasPrefix(l.place, prefix) {
			err = errors.Join(err, inbox.Delete(tx, k))
		}
	}
	for k, l := range outbox.All(tx) {
		if bytes.HasPrefix(l.place, prefix) {
			err = errors.Join(err, outbox.Delete(tx, k))
		}
	}
	if err != nil {
		return fmt.Errorf("delivery: forget: %w", err)
	}
	return nil
}
