package chat

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"
)

// A SendError is what a platform said when it did not take a message.
type SendError struct {
	Err        error
	RetryAfter time.Duration // wait at least this long before the next try; 0 if the platform did not say
	Ambiguous  bool          // the message may have arrived all the same
	Gone       bool          // the person blocked or removed the bot: do not try again, counts as opting out
	Permanent  bool          // the platform will never take this message: do not try again
}

func (e *SendError) Error() string { return e.Err.Error() }
func (e *SendError) Unwrap() error { return e.Err }

// Pause waits for span, or until ctx ends and returns its error. It is the wait before what a
// platform did not take is tried again.
func Pause(ctx context.Context, span time.Duration) error {
	select {
	case <-time.After(span):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Persist does something until it works, a number of times at most. Between tries it waits: twice as long each time,
// or as long as a [SendError] asks. What is gone or permanent is not tried again, nor is anything once ctx ended. The
// error is that of the last try.
func Persist(ctx context.Context, tries int, wait time.Duration, do func() error) error {
	for try := 1; ; try++ {
		err := do()
		said := new(SendError)
		errors.As(err, &said)
		if err == nil || try == tries || said.Gone || said.Permanent {
			return err
		}
		if Pause(ctx, max(said.RetryAfter, wait)) != nil {
			return err
		}
		wait *= 2
	}
}

// NotSent is the error of a request to a platform without an answer. Only one that never left is known not to have
// arrived.
func NotSent(p Platform, err error) *SendError {
	err = Bare(err)
	dial := new(net.OpError)
	left := !errors.As(err, &dial) || dial.Op != "dial"
	return &SendError{Err: fmt.Errorf("%s: send: %w", p, err), Ambiguous: left}
}

// Bare is the error of a request without the address it was about: who knows that may read where people talk, or
// answer in our name.
func Bare(err error) error {
	if at := new(url.Error); errors.As(err, &at) {
		return at.Err
	}
	return err
}

// RetryAfter reads the header of that name, in seconds or as a date; 0 if it does not say.
func RetryAfter(header string, now time.Time) time.Duration {
	var d time.Duration
	if n, err := strconv.ParseFloat(header, 64); err == nil {
		d = time.Duration(min(n, 1<<30) * float64(time.Second))
	} else if at, err := http.ParseTime(header); err == nil {
		d = at.Sub(now)
	}
	return max(d, 0)
}

// A Health is whether something worked the last time. It is safe for concurrent use.
type Health struct {
	mu    sync.Mutex
	what  string
	since time.Time
}

// Note remembers how it went, at a moment.
func (h *Health) Note(err error, now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case err == nil:
		h.what, h.since = "", time.Time{}
		return
	case h.what == "":
		h.since = now
	}
	h.what = err.Error()
}

// Trouble returns why it did not work the last time, and since when it does not; empty if it did, or was not tried.
func (h *Health) Trouble() (what string, since time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.what, h.since
}
