package delivery

import (
	"context"
	"time"

	"github.com/handvat/handvat/bot/chat"
)

const (
	tellAgain   = 5 * time.Minute // how long a place is not told again that nothing can be kept
	unableLimit = 2 * time.Second // for telling it: the platform waits for its acknowledgement
)

// Unable sets what a person gets, besides what the platform makes of it, when what they did could not be written down.
// The default is nothing.
func (d *Delivery) Unable(f func(e chat.Event) chat.Reply) { d.unable = f }

// tellUnable tells a person that what they did could not be written down, past the outbox, which cannot be written
// either. On a platform that is ours its page says so itself. Who cannot be told has at least the platform, which
// delivers again what was not accepted, or says that it did not arrive.
func (d *Delivery) tellUnable(ctx context.Context, e chat.Event) {
	p := d.posts[e.In.Platform]
	if d.unable == nil || p == nil || d.kept[e.In.Platform] || !asks(e.Kind) || !d.firstRefusal(e.In) {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, unableLimit)
	defer cancel()
	if _, err := p.sender.Send(ctx, e.In, e.ID+".unable", d.unable(e)); err != nil {
		d.lg.Warn("a person was not told that nothing can be kept", named(e), from(e), "err", err)
	}
}

// firstRefusal reports whether a place was not told lately, and notes that it is.
func (d *Delivery) firstRefusal(in chat.Place) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.now()
	if now.Sub(d.refused[in]) < tellAgain {
		return false
	}
	for place, at := range d.refused {
		if now.Sub(at) >= tellAgain {
			delete(d.refused, place)
		}
	}
	d.refused[in] = now
	return true
}
