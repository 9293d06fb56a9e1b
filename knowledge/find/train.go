package find

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"runtime/debug"
	"sync"

	"github.com/handvat/handvat/knowledge/store"
)

// Run trains the model anew, beside what is being asked, whenever aids, synonyms or
// many phrasings have changed, and asks for vectors if there is an embedder, until ctx
// is done; it returns ctx's error. Without it Handvat finds with the model and the
// vectors there are, and what has been learned since.
func (f *Finder) Run(ctx context.Context) error {
	if f.with.vectors.on() {
		var wg sync.WaitGroup
		wg.Go(func() { f.with.vectors.run(ctx, f.lg, f.wanted) })
		defer wg.Wait()
	}
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-f.stale:
		}
		if err := f.Retrain(ctx); err != nil && ctx.Err() == nil {
			f.lg.Error("find: the model could not be trained; the old one serves on", "err", err)
		}
		debug.FreeOSMemory() // training takes far more than what is kept of it
	}
}

// ask asks Run to train anew.
func (f *Finder) ask() {
	select {
	case f.stale <- struct{}{}:
	default: // it was asked already
	}
}

// now returns what is found with: the shelf, the model and the synonyms of this moment.
func (f *Finder) now() (*shelf, *model, *Synonyms) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.with.shelf, f.with.model, f.with.syn
}

// Retrain learns anew from the aids and from all phrasings in the store, and keeps the
// model on disk. Asking goes on meanwhile.
func (f *Finder) Retrain(ctx context.Context) error {
	f.training.Lock()
	defer f.training.Unlock()
	s, old, syn := f.now()
	ps, seq, err := f.changes(ctx, 0, 0)
	if err != nil {
		return err
	}
	m := newModel(s.all(), s.digests(), ps, syn)
	m.seq = seq // what is confirmed from here on is learned at the next Find
	if m.mark, err = f.markOf(ctx, s, syn); err != nil {
		return err
	}
	if old == nil { // better a model that has not been trained yet than none
		f.publish(m.fork())
	}
	if err := m.train(ctx); err != nil {
		return fmt.Errorf("find: train: %w", err)
	}
	if err := m.save(f.modelFile()); err != nil {
		f.lg.Warn("find: the model could not be kept on disk; it will be trained again at the next start", "err", err)
	}
	f.publish(m)
	return f.learnNew(ctx)
}

// publish makes m the model from the next question on.
func (f *Finder) publish(m *model) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.with.model = m
	f.with.join()
}

func (f *Finder) modelFile() string { return filepath.Join(f.dir, "model") }

// fit sees to it that there is a model for the shelf: the one in use, the one on disk,
// or a new one if neither will do.
func (f *Finder) fit(ctx context.Context) error {
	s, m, syn := f.now()
	kept := m == nil
	if kept {
		var err error
		m, err = loadModel(f.modelFile())
		if err != nil {
			if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, errOtherModel) {
				f.lg.Warn("find: the model was damaged; it is trained anew", "err", err)
			}
			return f.Retrain(ctx)
		}
	}
	f.mu.RLock()
	known := 0
	for i, a := range s.aids {
		if m.knows(a.Key(), s.digest[i]) {
			known++
		}
	}
	f.mu.RUnlock()
	if 2*known < len(s.aids) { // it says little about this library
		return f.Retrain(ctx)
	}
	if kept {
		f.publish(m)
	}
	now, err := f.markOf(ctx, s, syn)
	if err != nil || now == m.mark {
		return err
	}
	f.ask()
	return f.learnNew(ctx)
}

// markOf returns the mark of a model that is trained now.
func (f *Finder) markOf(ctx context.Context, s *shelf, syn *Synonyms) (mark, error) {
	var state []byte
	err := f.view(ctx, func(tx *store.Tx) error {
		state = phrasingsState(tx)
		return nil
	})
	return newMark(s.all(), s.digests(), state, syn), err
}

// maxNew is how many new or changed aids are learned before training anew; the others
// are found by their words until then.
const maxNew = 100

// learnNew teaches the model the aids that are not on the shelf as it knows them, in so
// far as that can be done without training.
func (f *Finder) learnNew(ctx context.Context) error {
	s, m, syn := f.now()
	if s == nil || m == nil {
		return nil
	}
	learnt := 0
	for i, a := range s.aids {
		f.mu.RLock()
		known := m.knows(a.Key(), s.digest[i])
		f.mu.RUnlock()
		if known {
			continue
		}
		f.ask()
		if learnt++; learnt > maxNew || ctx.Err() != nil {
			return ctx.Err()
		}
		know := m.study(a, s.digest[i], syn)
		f.mu.Lock()
		know()
		if f.with.model == m {
			f.with.join()
		}
		f.mu.Unlock()
	}
	return nil
}
