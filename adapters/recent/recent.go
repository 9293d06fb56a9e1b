// Package recent remembers what an adapter saw lately: who somebody is, what was pressed, how to answer. It is for
// what may be forgotten in a restart, and stores nothing.
package recent

import (
	"sync"
	"time"
)

// A Memory remembers the last things put in it, for a while. It is safe for concurrent use.
type Memory[V any] struct {
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

// New returns a memory of at most so many things, each for life.
func New[V any](now func() time.Time, life time.Duration, most int) *Memory[V] {
	return &Memory[V]{life: life, most: most, now: now, all: map[string]remembered[V]{}}
}

// Put remembers v as key, and returns what was remembered as key before.
func (m *Memory[V]) Put(key string, v V) (before V, ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	before, ok = m.find(key)
	m.set(key, v)
	return before, ok
}

// Claim remembers v as key if nothing is. It returns what is remembered as key then, and whether that is v.
func (m *Memory[V]) Claim(key string, v V) (kept V, first bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if kept, ok := m.find(key); ok {
		return kept, false
	}
	m.set(key, v)
	return v, true
}

// Get returns what is remembered as key.
func (m *Memory[V]) Get(key string) (v V, ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.find(key)
}

// Take returns what is remembered as key and forgets it.
func (m *Memory[V]) Take(key string) (v V, ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	v, ok = m.find(key)
	delete(m.all, key)
	return v, ok
}

func (m *Memory[V]) find(key string) (v V, ok bool) {
	r, ok := m.all[key]
	if !ok || m.now().Sub(r.at) >= m.life {
		return v, false
	}
	return r.value, true
}

func (m *Memory[V]) set(key string, v V) {
	r := remembered[V]{key, v, m.now()}
	m.all[key], m.order = r, append(m.order, r)
	for len(m.order) > m.most || r.at.Sub(m.order[0].at) >= m.life {
		oldest := m.order[0]
		m.order = m.order[1:]
		if now, ok := m.all[oldest.key]; ok && now.at.Equal(oldest.at) {
			delete(m.all, oldest.key)
		}
	}
}
