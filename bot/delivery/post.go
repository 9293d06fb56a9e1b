package delivery

import (
	"cmp"
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/store"
)

// A Rate is how fast messages may be sent on one platform. A limit of zero is no
// limit.
type Rate struct {
	PerSecond        float64 // messages per second on the platform as a whole
	Burst            int     // how many of them may come at once; at least 1
	ChannelPerSecond float64 // messages per second in one channel, its threads included
	ChannelBurst     int     // likewise; at least 1
	AtOnce           int     // sends at the same time, each in another channel; 8 if 0
}

// A post delivers the messages of one platform: those of one channel in order,
// those of different channels side by side, channels with answers first.
type post struct {
	d        *Delivery
	platform chat.Platform
	sender   chat.Sender
	atOnce   int
	arrived  chan struct{} // holds one token when there may be something new

	mu    sync.Mutex
	taken []item // answers that run has not seen yet

	// What follows belongs to run.

	last  uint64 // the last message read from the outbox
	lines lines
	all   *rate.Limiter
	hold  time.Time // nothing is sent before this: the platform has had enough
	full  *line     // the last line that was told to wait, since the platform took a message
	busy  int       // sends going on
	done  chan result
}

// result is what became of the first item of a line.
type result struct {
	line *line
	outcome
}

func newPost(d *Delivery, p chat.Platform, s chat.Sender, r Rate) *post {
	return &post{
		d: d, platform: p, sender: s,
		atOnce:  cmp.Or(r.AtOnce, 8),
		arrived: make(chan struct{}, 1),
		lines: lines{
			perLine: func() *rate.Limiter { return limiter(r.ChannelPerSecond, r.ChannelBurst) },
			all:     map[string]*line{},
		},
		all:  limiter(r.PerSecond, r.Burst),
		done: make(chan result),
	}
}

// take adds an answer that is in the outbox.
func (p *post) take(i item) {
	p.mu.Lock()
	p.taken = append(p.taken, i)
	p.mu.Unlock()
}

// run delivers until ctx or stop ends it: after ctx it returns as soon as it can,
// after stop when no answer can be sent at once. What is left waits for the next
// Run.
func (p *post) run(ctx context.Context, stop <-chan struct{}) {
	poll := time.NewTicker(pollEvery)
	defer poll.Stop()
	alarm := time.NewTimer(0)
	defer alarm.Stop()
	stopping := false
	for {
		if err := p.load(ctx, false); err != nil && ctx.Err() == nil {
			p.d.lg.Error("outbox not read", "err", err)
		}
		now := p.d.now()
		p.lines.ring(now)
		wait := p.startAll(ctx, now, stopping)
		if p.busy == 0 && (ctx.Err() != nil || stopping && wait == 0) {
			return
		}
		if next := p.lines.untilRing(now); wait == 0 || next > 0 && next < wait {
			wait = next
		}
		if alarm.Stop(); wait > 0 {
			alarm.Reset(wait)
		}
		select {
		case <-p.arrived:
		case <-poll.C:
		case <-alarm.C:
		case r := <-p.done:
			p.busy--
			p.finish(r, p.d.now())
		case <-stop:
			stop, stopping = nil, true
		}
	}
}

// load adds what came into the outbox: everything, or only the answers that were
// taken and the messages that were posted.
func (p *post) load(ctx context.Context, everything bool) error {
	p.mu.Lock()
	taken := p.taken
	p.taken = nil
	p.mu.Unlock()
	for _, i := range taken {
		p.lines.add(i)
	}
	return p.d.db.View(ctx, func(tx *store.Tx) error {
		for k, l := range outbox.Between(tx, store.Num(p.last+1), nil) {
			p.last = store.FromNum(k)
			if parsePlace(l.place).Platform != p.platform {
				continue
			}
			s := l.is
			i := item{seq: p.last, place: string(l.place), once: s.Once}
			switch {
			case s.Answer && !everything: // taken, or given inside a request
			case s.After.After(p.d.now()):
				p.lines.later(i, s.After)
			default:
				p.lines.add(i)
			}
		}
		return nil
	})
}

// startAll starts every send that may start now. If the platform's limit holds one
// back it returns for how long.
func (p *post) startAll(ctx context.Context, now time.Time, urgentOnly bool) (wait time.Duration) {
	for ctx.Err() == nil && p.busy < p.atOnce {
		l := p.lines.next(urgentOnly)
		if l == nil {
			return 0
		}
		if wait := max(p.hold.Sub(now), untilToken(p.all, now)); wait > 0 {
			return wait
		}
		if wait := untilToken(l.rate, now); wait > 0 {
			p.lines.rest(l, now.Add(wait))
			continue
		}
		p.all.AllowN(now, 1)
		l.rate.AllowN(now, 1)
		l.state = sends
		p.busy++
		seq := l.items[0].seq
		go func() { p.done <- result{l, p.d.send(ctx, p.sender, seq)} }()
	}
	return 0
}

// finish does what follows from a try to send.
func (p *post) finish(r result, now time.Time) {
	l := r.line
	switch {
	case r.soon:
		p.lines.ready(l)
	case r.held:
		p.lines.later(l.items[0], now.Add(pollEvery))
		p.lines.advance(l, now)
	case r.again && r.wait > 0:
		// One channel may be full; when two in a row are, the platform is.
		if p.full != nil && p.full != l {
			p.hold = now.Add(r.wait)
		}
		p.full = l
		p.lines.rest(l, now.Add(r.wait))
	case r.again:
		p.lines.rest(l, now.Add(backoff(time.Second, maxBackoff, l.failed)))
		l.failed++
	default:
		p.full = nil
		p.lines.advance(l, now)
	}
}
