package delivery

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/store"
)

// A Message is something to say that is not the reply to an event.
type Message struct {
	Key     string // the same Key within a day is the same message; at most 200 bytes, and no event's ID
	To      chat.Place
	Reply   chat.Reply
	Once    bool      // rather not at all than twice: for nudges and digests
	After   time.Time // not before this time; zero means at once
	Expires time.Time // dropped when not delivered by then; must be set
}

// Post puts m in the outbox, to be delivered if tx is kept: at once if tx is that
// of a [Decision], within a minute otherwise. Posting a message again within a day
// changes nothing.
func Post(tx *store.Tx, m Message) error {
	if err := add(tx, m); err != nil {
		return fmt.Errorf("delivery: post %.*q: %w", maxID, m.Key, err)
	}
	return nil
}

// add is Post without the name of the message in its error.
func add(tx *store.Tx, m Message) error {
	if err := checkID(m.Key); err != nil {
		return err
	}
	if m.To.Platform == "" || m.Reply.IsZero() || m.Expires.IsZero() {
		return errors.New("it needs To, Reply and Expires")
	}
	key := seenKey('m', m.Key)
	if seen.Has(tx, key) {
		return nil
	}
	// A message is seen when it expires, so it is remembered for a day after that.
	if err := seen.Save(tx, key, m.Expires); err != nil {
		return err
	}
	_, err := put(tx, m.To, sending{Key: m.Key, Reply: m.Reply, Once: m.Once, After: m.After, Expires: m.Expires})
	return err
}

// sending is a message in the outbox, after its place.
type sending struct {
	Key     string
	Reply   chat.Reply
	Answer  bool      `json:",omitempty"` // it replies to the event whose ID is Key
	Once    bool      `json:",omitempty"` // at most once
	Begun   bool      `json:",omitempty"` // of Once: it was or is being sent
	Told    bool      `json:",omitempty"` // it is in the conversation kept, or need not be
	After   time.Time `json:",omitzero"`
	Expires time.Time
}

// put adds s to the outbox and returns its number.
func put(tx *store.Tx, to chat.Place, s sending) (seq uint64, err error) {
	return outbox.Add(tx, letter[sending]{placeKey(to), s})
}

// set writes message number seq.
func set(tx *store.Tx, seq uint64, place []byte, s sending) error {
	return outbox.Save(tx, store.Num(seq), letter[sending]{place, s})
}

// over reports whether s is not to be sent any more. What answers somebody is tried once in any case: the program may
// have stood still for longer than it lives.
func (s sending) over(now time.Time) bool { return !now.Before(s.Expires) && !s.answers() }

// answers reports whether s answers somebody, and may be sent again to be sure that it came.
func (s sending) answers() bool { return s.Answer && !s.Once }

// onceFor reports whether the reply to e is a nudge.
func onceFor(e chat.Event) bool { return e.Kind == chat.Due }

// putReply adds the reply to an event to the outbox, and to the conversation if it is
// kept. A nudge lives from when it was due: after a standstill it would come at any hour.
func (d *Delivery) putReply(tx *store.Tx, in accepted, r chat.Reply) (seq uint64, err error) {
	now, e := d.now(), in.Event
	s := sending{Key: e.ID, Reply: r, Answer: true, Once: onceFor(e), Told: true, Expires: now.Add(answerLife)}
	if s.Once {
		s.Expires = in.At.Add(nudgeLife)
	}
	if d.kept[e.In.Platform] && !r.Parting {
		if err := d.say(tx, e.In, e.ID, r, now); err != nil {
			return 0, err
		}
	}
	return put(tx, e.In, s)
}

// say adds what the bot says to the conversation at a place.
func (d *Delivery) say(tx *store.Tx, place chat.Place, key string, r chat.Reply, now time.Time) error {
	if r.Fleeting {
		d.fleeting.hold(place, key, r, now)
	}
	r = unsaid(r)
	return tell(tx, place, chat.Entry{Time: now, Reply: &r, Key: key})
}

// errHeld says that a message waits for a clock that is trusted.
var errHeld = errors.New("the clock is not trusted")

// begin reads message number seq, and writes down that it is about to be sent
// where that must be known: of nudges, and in conversations kept. It reports false
// if there is nothing to send: the message was delivered, forgotten or dropped. The error is [errHeld] if it waits.
func (d *Delivery) begin(ctx context.Context, seq uint64) (to chat.Place, s sending, ok bool, err error) {
	now := d.now()
	var place []byte
	err = d.db.View(ctx, func(tx *store.Tx) error {
		place, s, ok, err = get(tx, seq)
		return err
	})
	if !ok || err != nil {
		return to, s, false, err
	}
	to = parsePlace(place)
	held := d.held()
	if held && s.Once {
		return to, s, false, errHeld
	}
	if s.Reply.Fleeting && d.kept[to.Platform] { // also after a restart
		if _, held := d.fleeting.get(to, s.Key, now); !held { // and may be without a name since
			d.fleeting.hold(to, s.Key, s.Reply, now)
		}
	}
	tells := d.kept[to.Platform] && !s.Told
	if (held || !s.over(now)) && !s.Once && !tells {
		return to, s, true, nil
	}
	var dropped bool
	err = d.db.Update(ctx, func(tx *store.Tx) error {
		dropped = false
		place, s, ok, err = get(tx, seq)
		switch {
		case !ok || err != nil:
			return err
		case !held && s.over(now), s.Begun:
			ok, dropped = false, true
			return outbox.Delete(tx, store.Num(seq))
		}
		if tells && !s.Told {
			if err := d.say(tx, to, s.Key, s.Reply, now); err != nil {
				return err
			}
		}
		s.Begun, s.Told = s.Once, true
		return set(tx, seq, place, s)
	})
	if err == nil && dropped {
		d.lg.Warn("message dropped", "seq", seq, "begun", s.Begun, "expires", s.Expires)
	}
	return to, s, ok, err
}

// get reads message number seq, if it is in the outbox.
func get(tx *store.Tx, seq uint64) (place []byte, s sending, ok bool, err error) {
	l, ok, err := outbox.Load(tx, store.Num(seq))
	return l.place, l.is, ok, err
}

// refKey is the key of a reference. It does not tell what the key of the message was: that may name a person.
func refKey(place []byte, key string) []byte {
	sum := sha256.Sum256([]byte(key))
	return append(append(slices.Clip(place), 'r'), sum[:16]...)
}

// reference is which entry of a conversation that is kept a message is.
type reference struct {
	Time time.Time
	Seq  uint64
}

// Waiting counts the messages for a platform that are still to be delivered.
func Waiting(tx *store.Tx, p chat.Platform) (n int) {
	for _, l := range outbox.All(tx) {
		if parsePlace(l.place).Platform == p {
			n++
		}
	}
	return n
}
