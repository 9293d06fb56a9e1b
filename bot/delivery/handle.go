package delivery

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/store"
)

var (
	errLate   = errors.New("accepted too long ago")
	errSilent = errors.New("no reply was decided on")
	errPanic  = errors.New("panic")
)

// A queue holds the sequence numbers of events per place, in order. A place has
// at most one event handled at a time.
type queue struct {
	waiting map[string][]uint64 // by place; present from add until its last event is done
	ready   []string            // places with nothing being handled
}

// add puts seq behind what waits at place.
func (q *queue) add(place string, seq uint64) {
	seqs, busy := q.waiting[place]
	q.waiting[place] = append(seqs, seq)
	if !busy {
		q.ready = append(q.ready, place)
	}
}

// next takes an event of the place that has been ready longest.
func (q *queue) next() (place string, seq uint64) {
	place, q.ready = q.ready[0], q.ready[1:]
	seqs := q.waiting[place]
	q.waiting[place] = seqs[1:]
	return place, seqs[0]
}

// done says that the event taken from place has been handled.
func (q *queue) done(place string) {
	if len(q.waiting[place]) == 0 {
		delete(q.waiting, place)
		return
	}
	q.ready = append(q.ready, place)
}

// handled is what is left to do after an event was handled.
type handled struct {
	place string
	given uint64 // the message in the outbox that a request got; 0 if none did
}

// handleAll handles what is in the inbox. After stop it returns when the inbox is
// empty; after ctx it returns as soon as it can.
func (d *Delivery) handleAll(ctx context.Context, stop <-chan struct{}) {
	q := queue{waiting: map[string][]uint64{}}
	var (
		last     uint64 // the last event taken from the inbox
		busy     int
		done     = make(chan handled)
		given    []uint64 // messages that requests got since the last settling
		older    []uint64 // and before it
		settle   <-chan time.Time
		stopping bool
	)
	poll := time.NewTicker(pollEvery)
	defer poll.Stop()
	for {
		last = d.load(ctx, &q, last)
		for busy < d.workers && len(q.ready) > 0 && ctx.Err() == nil {
			place, seq := q.next()
			busy++
			go func() { done <- handled{place, d.handle(ctx, seq)} }()
		}
		if busy == 0 && (ctx.Err() != nil || stopping) {
			d.settle(context.WithoutCancel(ctx), append(older, given...))
			return
		}
		select {
		case <-d.arrived:
		case <-poll.C:
		case h := <-done:
			busy--
			q.done(h.place)
			if h.given == 0 {
				break
			}
			if given = append(given, h.given); settle == nil {
				settle = time.After(settleAfter)
			}
		case <-settle:
			settle = nil
			older, given = append(d.settle(ctx, older), given...), nil
			if len(older) > 0 {
				settle = time.After(settleAfter)
			}
		case <-stop:
			stop, stopping = nil, true
		}
	}
}

// load adds what was accepted after event number last, and returns the number of
// the last one now.
func (d *Delivery) load(ctx context.Context, q *queue, last uint64) uint64 {
	err := d.db.View(ctx, func(tx *store.Tx) error {
		// Only of whom it is: the rest is read when its turn has come.
		for k, row := range tx.Scan(inbox.Bucket, store.Num(last+1), nil) {
			last = store.FromNum(k)
			if place, _, err := cutPlace(row); err == nil {
				q.add(string(place), last)
			}
		}
		return nil
	})
	if err != nil && ctx.Err() == nil {
		d.lg.Error("inbox not read", "err", err)
	}
	return last
}

// settle removes messages that requests got from the outbox, and returns those it
// could not remove.
func (d *Delivery) settle(ctx context.Context, given []uint64) []uint64 {
	if len(given) == 0 {
		return nil
	}
	err := d.db.Update(ctx, func(tx *store.Tx) error {
		for _, seq := range given {
			if err := outbox.Delete(tx, store.Num(seq)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		d.lg.Error("answers given are still in the outbox", "err", err)
		return given
	}
	return nil
}

// handle brings event number seq from the inbox to the outbox, unless ctx ends
// first. It returns the number of the reply in the outbox if a call of Answer got
// it, which then only has to be removed.
func (d *Delivery) handle(ctx context.Context, seq uint64) (given uint64) {
	in, ok, err := d.read(ctx, seq)
	if err != nil && ctx.Err() == nil {
		d.lg.Error("event not read", "seq", seq, "err", err)
	}
	if !ok || err != nil {
		return 0
	}
	e := in.Event
	var (
		decide Decision
		failed bool // decide apologises
	)
	fail := func(cause error) { decide, failed = d.apology(e, cause), true }
	late := func() bool { return !failed && asks(e.Kind) && d.now().Sub(in.At) > lateAfter }

	if late() {
		fail(errLate)
	} else if decide, err = d.think(ctx, e); err != nil && ctx.Err() == nil {
		fail(err)
	}
	for try := 0; ctx.Err() == nil; try++ {
		reply, out, err := d.conclude(ctx, seq, in, decide)
		var own *decisionError
		switch {
		case err == nil:
			return d.dispatch(e, reply, out)
		case ctx.Err() != nil:
			return 0
		case errors.As(err, &own) && (try >= 2 || errors.Is(err, errPanic) || errors.Is(err, errSilent)):
			fail(own.err)
			continue
		}
		d.lg.Warn("decision not kept, trying again", named(e), from(e), "try", try, "err", err)
		if chat.Pause(ctx, backoff(50*time.Millisecond, 10*time.Second, try)) != nil {
			return 0
		}
		if late() {
			fail(errLate)
		}
	}
	return 0 // still in the inbox
}

// read reads event number seq. It reports false if it is not in the inbox anymore.
func (d *Delivery) read(ctx context.Context, seq uint64) (in accepted, ok bool, err error) {
	err = d.db.View(ctx, func(tx *store.Tx) error {
		l, found, err := inbox.Load(tx, store.Num(seq))
		in, ok = l.is, found
		return err
	})
	return in, ok, err
}

// think is the handler's Handle with a time limit; a panic becomes an error.
func (d *Delivery) think(ctx context.Context, e chat.Event) (decide Decision, err error) {
	ctx, cancel := context.WithTimeout(ctx, thinkLimit)
	defer cancel()
	defer recovered(&err)
	return d.h.Handle(ctx, e)
}

// recovered makes a panic an error. It must be deferred.
func recovered(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("%w: %v\n%s", errPanic, p, debug.Stack())
	}
}

// A decisionError is what a Decision returned, as opposed to what went wrong while
// its changes were written.
type decisionError struct{ err error }

func (e *decisionError) Error() string { return e.err.Error() }
func (e *decisionError) Unwrap() error { return e.err }

// conclude runs decide in the transaction that takes event number seq from the
// inbox and puts the reply in the outbox, under the number out. It is 0 if there
// was nothing to say, or the event was forgotten in the meantime.
func (d *Delivery) conclude(ctx context.Context, seq uint64, in accepted, decide Decision) (reply chat.Reply,
	out uint64, err error) {
	err = d.db.Update(ctx, func(tx *store.Tx) error {
		reply, out = chat.Reply{}, 0
		if !inbox.Has(tx, store.Num(seq)) {
			return nil
		}
		if err := inbox.Delete(tx, store.Num(seq)); err != nil {
			return err
		}
		var err error
		if reply, err = run(decide, tx); err != nil {
			return &decisionError{err}
		}
		if reply.IsZero() {
			if silent(in.Event) {
				return nil
			}
			return &decisionError{errSilent}
		}
		out, err = d.putReply(tx, in, reply)
		return err
	})
	return reply, out, err
}

// run runs decide; a panic becomes an error.
func run(decide Decision, tx *store.Tx) (r chat.Reply, err error) {
	defer recovered(&err)
	return decide(tx)
}

// dispatch sees to it that the reply to e, message number out, is given or sent.
// It returns out if it was given to a call of Answer.
func (d *Delivery) dispatch(e chat.Event, reply chat.Reply, out uint64) (given uint64) {
	if out != 0 && d.handOver(e.ID, reply) {
		return out
	}
	for platform, p := range d.posts {
		if out != 0 && platform == e.In.Platform {
			p.take(item{seq: out, place: string(placeKey(e.In)), once: onceFor(e)})
		}
		wake(p.arrived) // the decision may have posted elsewhere too
	}
	return 0
}

// named tells a log which event it is: by the ID that its platform gave it, or by what falls due. Both that and whose
// it is are told as [privacy.Logs] tells of people.
func named(e chat.Event) slog.Attr {
	if e.Kind == chat.Due {
		return slog.String("due", e.Action.Verb)
	}
	return slog.String("event", e.ID)
}

// from tells a log whose event it is.
func from(e chat.Event) slog.Attr {
	return slog.String("who", strings.Join([]string{string(e.From.Platform), e.From.Team, e.From.ID}, "/"))
}

// apology is the decision on an event that went wrong because of cause, which
// goes to the log with the reference that the person gets.
func (d *Delivery) apology(e chat.Event, cause error) Decision {
	sum := sha256.Sum256([]byte(e.ID))
	ref := base32.StdEncoding.EncodeToString(sum[:5])[:6]
	d.lg.Error("event failed", named(e), from(e), "kind", e.Kind, "ref", ref, "err", cause)
	return func(*store.Tx) (r chat.Reply, err error) {
		if silent(e) {
			return chat.Reply{}, nil
		}
		defer func() {
			if p := recover(); p != nil || r.IsZero() {
				r = sorry(e, ref, false)
			}
		}()
		return d.apologise(e, ref, errors.Is(cause, errLate)), nil
	}
}
