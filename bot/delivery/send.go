package delivery

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/store"
)

// outcome is what became of one try to send a message.
type outcome struct {
	again bool          // the message is still to be sent
	soon  bool          // again at once, in another form
	held  bool          // again when the clock is trusted; others go first
	wait  time.Duration // again, but not before this; 0 leaves it to backoff
}

// send tries to deliver message number seq through s. It writes down what came of
// it; if ctx ends before that could be done, the next Run finds the message as it
// was.
func (d *Delivery) send(ctx context.Context, s chat.Sender, seq uint64) outcome {
	to, m, ok, err := d.begin(ctx, seq)
	if errors.Is(err, errHeld) {
		return outcome{again: true, held: true}
	}
	if err != nil {
		d.logSend(ctx, "message not read", seq, err)
		return outcome{again: true}
	}
	if !ok {
		return outcome{}
	}
	err = try(ctx, s, to, m)
	if err == nil {
		d.record(ctx, seq, func(tx *store.Tx) error { return outbox.Delete(tx, store.Num(seq)) })
		return outcome{}
	}
	d.logSend(ctx, "message not sent", seq, err)

	said := &chat.SendError{Err: err, Ambiguous: true} // unless the adapter knows more
	errors.As(err, &said)
	plain := chat.Reply{Text: m.Reply.Text, Lang: m.Reply.Lang, Private: m.Reply.Private, Fleeting: m.Reply.Fleeting}
	switch {
	case said.Gone:
		err := d.db.Update(context.WithoutCancel(ctx), func(tx *store.Tx) error {
			return errors.Join(outbox.Delete(tx, store.Num(seq)), d.onGone(tx, to))
		})
		if err == nil {
			return outcome{}
		}
		d.logSend(ctx, "opting out not recorded", seq, err)
		d.record(ctx, seq, func(tx *store.Tx) error { return change(tx, seq, func(s *sending) { s.Begun = false }) })

	case said.Permanent && (m.Reply.Card != nil || !m.Reply.Replace.IsZero()) && plain.Text != "":
		// The text is the whole meaning by itself: better plain than nothing.
		d.record(ctx, seq, func(tx *store.Tx) error {
			return change(tx, seq, func(s *sending) { s.Reply, s.Begun = plain, false })
		})
		return outcome{again: true, soon: true}

	case said.Permanent, m.Once && said.Ambiguous,
		m.answers() && !d.held() && d.now().Add(maxBackoff).After(m.Expires):
		d.lg.Error("message dropped", "seq", seq, "permanent", said.Permanent)
		d.record(ctx, seq, func(tx *store.Tx) error { return outbox.Delete(tx, store.Num(seq)) })
		return outcome{}

	case m.Once:
		d.record(ctx, seq, func(tx *store.Tx) error { return change(tx, seq, func(s *sending) { s.Begun = false }) })
	}
	return outcome{again: true, wait: said.RetryAfter}
}

// try is the sender's Send with a time limit; a panic becomes an error.
func try(ctx context.Context, s chat.Sender, to chat.Place, m sending) (err error) {
	ctx, cancel := context.WithTimeout(ctx, sendLimit)
	defer cancel()
	defer recovered(&err)
	_, err = s.Send(ctx, to, m.Key, m.Reply)
	return err
}

// record keeps trying to run fn in a transaction, so that what happened outside is
// not forgotten when the disk is full.
func (d *Delivery) record(ctx context.Context, seq uint64, fn func(*store.Tx) error) {
	for n := 0; ; n++ {
		err := d.db.Update(context.WithoutCancel(ctx), fn)
		if err == nil {
			return
		}
		d.lg.Error("outcome not recorded, trying again", "seq", seq, "err", err)
		if chat.Pause(ctx, backoff(50*time.Millisecond, 10*time.Second, n)) != nil {
			return
		}
	}
}

// change rewrites message number seq, if it is still there.
func change(tx *store.Tx, seq uint64, edit func(*sending)) error {
	place, s, ok, err := get(tx, seq)
	if !ok || err != nil {
		return err
	}
	edit(&s)
	return set(tx, seq, place, s)
}

// logSend logs what went wrong with a message, by its number, unless it is that we stop: its key may name a person
// beside the account that an error tells of.
func (d *Delivery) logSend(ctx context.Context, what string, seq uint64, err error) {
	if ctx.Err() == nil {
		d.lg.Warn(what, "seq", seq, "err", err)
	}
}

// backoff is how long to wait after failure number n, from 0: first, doubled every
// time up to most, of which a random half is taken off at most so that those who
// failed together do not come back together.
func backoff(first, most time.Duration, n int) time.Duration {
	d := min(most, first<<min(n, 20))
	return d/2 + rand.N(d/2+1)
}
