package teams

import (
	"time"

	"github.com/handvat/handvat/adapters/recent"
)

const (
	doubleClick = 4 * time.Second // two clicks on one button within this are one act
	pressLife   = time.Minute     // how long a press that comes again gets the same answer
)

// A press is an act that is answered inside a request. The platform may send it twice,
// and a finger may press twice: both get the one answer.
type press struct {
	id     string        // of the act
	done   chan struct{} // closed when there is an answer
	answer any           // nil if it comes later
	err    error         // why there will be none
}

// presses are the presses of the last minute.
type presses struct {
	acts   *recent.Memory[*press] // by the id of the act
	clicks *recent.Memory[*press] // by what two clicks have in common
}

func newPresses(now func() time.Time) presses {
	return presses{recent.New[*press](now, pressLife, pressMost), recent.New[*press](now, doubleClick, pressMost)}
}

// claim returns the press that t is. It reports false if another delivery of it, or
// the first of two clicks, came before.
func (ps presses) claim(t act) (p *press, first bool) {
	if p, ok := ps.acts.Get(t.ID); ok {
		return p, false
	}
	p = &press{id: t.ID, done: make(chan struct{})}
	if t.click != "" {
		if p, first = ps.clicks.Claim(t.click, p); !first {
			return p, false
		}
	}
	return ps.acts.Claim(t.ID, p)
}

// finish gives p its answer.
func (p *press) finish(answer any, err error) {
	p.answer, p.err = answer, err
	close(p.done)
}

// forget lets p be tried again.
func (ps presses) forget(t act) {
	ps.acts.Take(t.ID)
	ps.clicks.Take(t.click)
}
