package delivery

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/store"
)

// errTooLarge is wrapped by the error of an event of more than 256 KB.
var errTooLarge = errors.New("too large")

// accepted is an event in the inbox, after its place.
type accepted struct {
	At    time.Time // by our clock
	Event chat.Event
}

// Accept implements [chat.Inbox]. It costs one durable commit, which accepts that
// arrive together share. A redelivery is recognised for at least 24 hours.
//
// The error wraps [errTooLarge], or [store.ErrFull] when the disk is full; then
// nothing was taken down and the platform should deliver again.
func (d *Delivery) Accept(ctx context.Context, e chat.Event) error {
	_, err := d.accept(ctx, e)
	return err
}

// accept is Accept, and reports whether e is new.
func (d *Delivery) accept(ctx context.Context, e chat.Event) (isNew bool, err error) {
	row, err := d.check(e)
	if err == nil {
		err = d.db.Update(ctx, func(tx *store.Tx) (err error) {
			isNew, err = d.take(tx, e, row)
			return err
		})
		if err != nil && ctx.Err() == nil {
			d.tellUnable(ctx, e)
		}
	}
	if err != nil {
		return false, fmt.Errorf("delivery: accept: %w", err)
	}
	return isNew, nil
}

// check refuses an event that cannot be taken, and returns it as it is written down.
func (d *Delivery) check(e chat.Event) (row []byte, err error) {
	if err := checkEvent(e); err != nil {
		return nil, err
	}
	row, err = letter[accepted]{placeKey(e.In), accepted{At: d.now(), Event: e}}.record()
	if err == nil && len(row) > maxEvent {
		err = fmt.Errorf("%w: it has %d bytes, of at most %d", errTooLarge, len(row), maxEvent)
	}
	return row, err
}

// take writes e down as row, unless it was before, and wakes Run once it is kept.
func (d *Delivery) take(tx *store.Tx, e chat.Event, row []byte) (isNew bool, err error) {
	key, now := seenKey('e', e.ID), d.now()
	if seen.Has(tx, key) {
		return false, nil
	}
	if err := seen.Save(tx, key, now); err != nil {
		return false, err
	}
	seq, err := tx.Next(inbox.Bucket)
	if err != nil {
		return false, err
	}
	if err := tx.Put(inbox.Bucket, store.Num(seq), row); err != nil {
		return false, err
	}
	tx.OnCommit(func() { wake(d.arrived) })
	if d.kept[e.In.Platform] && asks(e.Kind) {
		return true, tell(tx, e.In, chat.Entry{Time: now, Event: &e, Key: e.ID})
	}
	return true, nil
}

// checkEvent refuses an event that could not be handled or answered.
func checkEvent(e chat.Event) error {
	if err := checkID(e.ID); err != nil {
		return err
	}
	if e.Kind < chat.Said || e.Kind > chat.Due {
		return fmt.Errorf("unknown kind %d", e.Kind)
	}
	if e.In.Platform == "" {
		return errors.New("it happened nowhere: In has no platform")
	}
	return nil
}

// asks reports whether k is something a person did and waits for a reply to.
func asks(k chat.Kind) bool { return k == chat.Said || k == chat.Pressed || k == chat.Filled }

// silent reports whether no reply to e is a good reply.
func silent(e chat.Event) bool { return e.Kind == chat.Left || e.Kind == chat.Due || e.Aside }

// seenKey is the key of an event's ID ('e') or a message's key ('m'). It does not tell what that was: an ID may name
// a person. IDs that differ in their last two bytes only have keys that begin alike, so that those of a platform that
// counts lie together, and a commit of many writes few pages.
func seenKey(kind byte, id string) []byte {
	near, all := sha256.Sum256([]byte(id[:max(0, len(id)-2)])), sha256.Sum256([]byte(id))
	return append(append([]byte{kind}, near[:4]...), all[:8]...)
}

// Answer implements [chat.Inbox]. A redelivered event is never answered here (ok
// is false): the first delivery of it is, or will be.
//
// The reply stays in the outbox for one to two seconds after Answer returned it. If
// the process dies in that time the reply is sent after the restart, as nobody knows
// whether the request got it.
func (d *Delivery) Answer(ctx context.Context, e chat.Event) (r chat.Reply, ok bool, err error) {
	reply := make(chan chat.Reply, 1)
	if !d.expect(e.ID, reply) {
		return chat.Reply{}, false, d.Accept(ctx, e)
	}
	isNew, err := d.accept(ctx, e)
	if err != nil || !isNew {
		d.forgo(e.ID)
		return chat.Reply{}, false, err
	}
	select {
	case r := <-reply:
		return r, true, nil
	case <-ctx.Done():
	}
	if d.forgo(e.ID) {
		return chat.Reply{}, false, nil
	}
	return <-reply, true, nil // it was handed over just now
}

// expect makes reply get the reply to event id. It reports false if another call
// of Answer waits for it.
func (d *Delivery) expect(id string, reply chan chat.Reply) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.waiting[id] != nil {
		return false
	}
	d.waiting[id] = reply
	return true
}

// forgo ends what expect began. It reports false if the reply was handed over.
func (d *Delivery) forgo(id string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	_, ok := d.waiting[id]
	delete(d.waiting, id)
	return ok
}

// handOver gives r to the call of Answer that waits for it, if there still is one.
func (d *Delivery) handOver(id string, r chat.Reply) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	reply, ok := d.waiting[id]
	if ok {
		delete(d.waiting, id)
		reply <- r
	}
	return ok
}

// wake puts a token in c if it has none.
func wake(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
