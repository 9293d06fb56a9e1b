package teams

import (
	"context"
	"sync"
	"time"
)

// retryAfter is how long a fetch that failed is not tried again.
const retryAfter = 5 * time.Second

// A kept value is fetched when it is needed and kept as long as it is fresh. Callers
// that need it at the same time share one fetch.
type kept[T any] struct {
	fetch func(context.Context) (value T, fresh time.Duration, err error)
	apart time.Duration // the least time between two fetches that went well
	now   func() time.Time
	turn  chan struct{} // held by who fetches

	mu    sync.Mutex
	value T
	has   bool
	until time.Time // the value is fresh before this
	next  time.Time // there is no fetch before this
	err   error     // of the last fetch
}

func newKept[T any](now func() time.Time, apart time.Duration,
	fetch func(context.Context) (T, time.Duration, error)) *kept[T] {
	return &kept[T]{fetch: fetch, apart: apart, now: now, turn: make(chan struct{}, 1)}
}

// get returns the value; an old one when it is time for another that cannot be had.
func (k *kept[T]) get(ctx context.Context) (T, error) {
	k.mu.Lock()
	value, fresh := k.value, k.has && k.now().Before(k.until)
	k.mu.Unlock()
	if fresh {
		return value, nil
	}
	return k.renew(ctx)
}

// renew fetches the value, fresh or not, unless that was done a moment ago.
func (k *kept[T]) renew(ctx context.Context) (T, error) {
	select {
	case k.turn <- struct{}{}:
		defer func() { <-k.turn }()
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
	k.mu.Lock()
	early := k.now().Before(k.next)
	k.mu.Unlock()
	if !early {
		k.load(ctx)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.has {
		return k.value, nil
	}
	return k.value, k.err
}

// load fetches the value for everyone who waits, also when the first of them leaves.
func (k *kept[T]) load(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	value, fresh, err := k.fetch(ctx)
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.err = err; err != nil {
		k.next = k.now().Add(retryAfter)
		return
	}
	k.value, k.has = value, true
	k.until, k.next = k.now().Add(fresh), k.now().Add(k.apart)
}
