package teams

import (
	"sync"
	"time"
)

// recent remembers the last things put in it, for a while: what may be forgotten in a
// restart.
type recent[V any] struct {
	life time.Duration
	most int // things; beyond that the oldest is forgotten
	now  func() time.Time

	mu    sync.Mutex
	all   map[string]remembered[V]
	order []remembered[V] // as they were put; some are not in all anymore
}

type remembered[V any] struct {
	key   string
	value V
	at    time.Time
}

func newRecent[V any](now func() time.Time, life time.Duration, most int) *recent[V] {
	return &recent[V]{life: life, most: most, now: now, all: map[string]remembered[V]{}}
}

// put remembers v as key.
func (r *recent[V]) put(key string, v V) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.set(key, v)
}

func (r *recent[V]) set(key string, v V) {
	m := remembered[V]{key, v, r.now()}
	r.all[key], r.order = m, append(r.order, m)
	for len(r.order) > r.most || m.at.Sub(r.order[0].at) >= r.life {
		oldest := r.order[0]
		r.order = r.order[1:]
		if now, ok := r.all[oldest.key]; ok && now.at.Equal(oldest.at) {
			delete(r.all, oldest.key)
		}
	}
}

// get returns what is remembered as key.
func (r *recent[V]) get(key string) (V, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.find(key, r.life)
}

func (r *recent[V]) find(key string, life time.Duration) (v V, ok bool) {
	m, ok := r.all[key]
	if !ok || r.now().Sub(m.at) >= life {
		return v, false
	}
	return m.value, true
}

// take returns what is remembered as key and forgets it.
func (r *recent[V]) take(key string) (V, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	v, ok := r.find(key, r.life)
	delete(r.all, key)
	return v, ok
}

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
type presses struct{ *recent[*press] }

// claim returns the press that t is. It reports false if another delivery of it, or
// the first of two clicks, came before.
func (ps presses) claim(t act) (p *press, first bool) {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	if p, ok := ps.find(t.ID, pressLife); ok {
		return p, false
	}
	if p, ok := ps.find(t.click, doubleClick); ok && t.click != "" {
		return p, false
	}
	p = &press{id: t.ID, done: make(chan struct{})}
	ps.set(t.ID, p)
	if t.click != "" {
		ps.set(t.click, p)
	}
	return p, true
}

// finish gives p its answer.
func (p *press) finish(answer any, err error) {
	p.answer, p.err = answer, err
	close(p.done)
}

// forget lets p be tried again.
func (ps presses) forget(t act) {
	ps.take(t.ID)
	ps.take(t.click)
}
