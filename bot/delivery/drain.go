package delivery

import (
	"context"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/store"
)

// Drain handles everything in the inbox and sends everything in the outbox that may be sent now, in order, until
// there is nothing left or nothing that can be done at once. It is for a clock that is moved by hand, in the
// place of [Delivery.Run].
func (d *Delivery) Drain(ctx context.Context) error {
	for busy := true; busy && ctx.Err() == nil; {
		busy = false
		events, messages, err := d.pending(ctx)
		if err != nil {
			return err
		}
		for _, seq := range events {
			d.handle(ctx, seq)
			busy = true
		}
		for p, seqs := range messages {
			for _, seq := range seqs {
				o := d.send(ctx, d.posts[p].sender, seq)
				busy = busy || !o.again || o.soon
			}
		}
	}
	for _, p := range d.posts { // nobody runs that would take them
		p.mu.Lock()
		p.taken = nil
		p.mu.Unlock()
	}
	return ctx.Err()
}

// pending are the events in the inbox, and the messages that may be sent now by platform, in order.
func (d *Delivery) pending(ctx context.Context) (events []uint64, messages map[chat.Platform][]uint64, err error) {
	err = d.db.View(ctx, func(tx *store.Tx) error {
		events, messages = nil, map[chat.Platform][]uint64{}
		for k := range inbox.All(tx) {
			events = append(events, store.FromNum(k))
		}
		for k, l := range outbox.All(tx) {
			if p := parsePlace(l.place).Platform; d.posts[p] != nil && !l.is.After.After(d.now()) {
				messages[p] = append(messages[p], store.FromNum(k))
			}
		}
		return nil
	})
	return events, messages, err
}
