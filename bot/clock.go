package bot

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/store"
)

// How far the clock may be from where it was last, ahead and back, before nothing is done by it; and from the newest
// record, where it is not known when it was trusted last: nobody need have said anything for some time.
const (
	maxJump  = 48 * time.Hour
	maxBack  = time.Minute
	maxQuiet = 30 * 24 * time.Hour
)

// beatEvery is how often the time is written down that the clock is trusted with.
const beatEvery = time.Minute

// beats is when the clock was trusted last.
var beats = store.Table[time.Time]{Bucket: "house.clock", Class: store.Working, Keep: store.Forever}

var theBeat = []byte("last")

// A Clock is what the clock of the machine says, and when the house did something by it last.
type Clock struct {
	Now   time.Time
	Last  time.Time     // as it was, or of the newest record if that is not known; zero if there is neither
	Ahead time.Duration // how far it may be after that
	Lost  bool          // what was written down cannot be read
}

// ClockAt is the clock of what is kept.
func ClockAt(tx *store.Tx, now time.Time) (Clock, error) {
	last, ok, err := beats.Load(tx, theBeat)
	c := Clock{Now: now, Last: last, Ahead: maxJump}
	if err == nil && !ok {
		c.Ahead, c.Lost = maxQuiet, beats.Has(tx, theBeat)
		c.Last, err = journal.Newest(tx)
	}
	return c, err
}

// Doubt says in a language why the clock is not to be trusted; empty if it is.
func (c Clock) Doubt(lang string) string {
	at := func(t time.Time) string { return text.In(lang).Long(t.UTC()) + t.UTC().Format(" 15:04 MST") }
	switch d := c.Now.Sub(c.Last); {
	case c.Last.IsZero():
	case d > c.Ahead:
		return words.In(lang).ClockAhead.With(at(c.Now), at(c.Last), int(d.Hours()/24))
	case d < -maxBack:
		return words.In(lang).ClockBack.With(at(c.Now), at(c.Last))
	}
	return ""
}

// A watch keeps whether a house trusts its clock.
type watch struct {
	mu    sync.Mutex
	doubt Clock // zero if it does
}

// Clock is the clock that the house does nothing by; zero if it does.
func (h *House) Clock() Clock {
	h.watch.mu.Lock()
	defer h.watch.mu.Unlock()
	return h.watch.doubt
}

// Doubt says, for who runs the program, why the house does nothing by its clock; empty if it does.
func (h *House) Doubt() string { return h.Clock().Doubt("en") }

func (h *House) doubts() bool { return h.Doubt() != "" }

// onTime reports whether anything may be done by the clock, and writes down that it is trusted. While it is not,
// nothing is deleted and nothing is said by itself: a clock that is wrong would have it all be too old, and tell of
// weeks that were not.
func (h *House) onTime(ctx context.Context) (ok bool, err error) {
	accepted := false
	if !h.Desk {
		if accepted, err = h.takeAcceptance(); err != nil {
			return false, err
		}
	}
	var c Clock
	err = h.DB.View(ctx, func(tx *store.Tx) error { c, err = ClockAt(tx, h.Now()); return err })
	if err != nil {
		return false, err
	}
	doubt, doubted := c.Doubt("en"), c
	if accepted || doubt == "" {
		doubt, doubted = "", Clock{}
	}
	was := h.Doubt()
	h.watch.mu.Lock()
	h.watch.doubt = doubted
	h.watch.mu.Unlock()
	switch {
	case doubt != "" && was == "":
		h.Log.Error("clock not trusted: nothing is deleted and nothing is said by itself; "+
			"if it is right, handvat doctor --accept-clock goes on", "why", doubt)
	case doubt == "" && was != "":
		h.Log.Warn("clock trusted again: what waited goes on", "now", c.Now)
	}
	if doubt != "" {
		return false, nil
	}
	if !h.Desk && (accepted || c.Now.Sub(c.Last) >= beatEvery) {
		err = h.beat(ctx, c.Now)
	}
	return err == nil, err
}

// beat writes down that the clock is trusted. What was there is set aside, and told, if it cannot be read.
func (h *House) beat(ctx context.Context, now time.Time) error {
	return h.DB.Update(ctx, func(tx *store.Tx) error {
		_, _, err := beats.Load(tx, theBeat)
		return errors.Join(err, beats.Save(tx, theBeat, now.UTC()))
	})
}

// Trust has the house go on by its clock as it is.
func (h *House) Trust(ctx context.Context) error {
	if err := h.beat(ctx, h.Now()); err != nil {
		return err
	}
	_, err := h.onTime(ctx)
	return err
}

// sameTime is how far two clocks that are right may be apart.
const sameTime = time.Hour

// wind looks at the clock before anything is done. At a desk it is only looked at.
func (h *House) wind(ctx context.Context) error {
	if h.Trusted {
		return h.Trust(ctx)
	}
	_, err := h.onTime(ctx)
	return err
}

// vouch goes on by a clock that was not trusted when a platform whose events have a time of its own tells the same
// time.
func (h *House) vouch(ctx context.Context, e chat.Event) error {
	if !h.vouches[e.In.Platform] || !h.doubts() || h.Now().Sub(e.Time).Abs() > sameTime {
		return nil
	}
	h.Log.Warn("clock trusted: a platform tells the same time", "platform", e.In.Platform)
	return h.Trust(ctx)
}

// acceptedFile is where somebody beside the program says that the clock is right: the time they saw.
const acceptedFile = "clock.accepted"

// AcceptClock says in a data folder that the clock is right. A house that runs there goes on within a minute, and one
// that does not when it starts.
func AcceptClock(data string, now time.Time) error {
	return os.WriteFile(filepath.Join(data, acceptedFile), []byte(now.UTC().Format(time.RFC3339)), 0o600)
}

// takeAcceptance reports whether somebody said that the clock is right, as it is now.
func (h *House) takeAcceptance() (ok bool, err error) {
	file := filepath.Join(h.Data, acceptedFile)
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	at, bad := time.Parse(time.RFC3339, string(text))
	return bad == nil && h.Now().Sub(at).Abs() <= maxJump/2, os.Remove(file)
}
