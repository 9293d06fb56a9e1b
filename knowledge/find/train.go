package find

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"runtime/debug"
	"sync"

	"github.com/handvat/handvat/knowledge/find/index"
	"github.com/handvat/handvat/knowledge/find/learn"
	"github.com/handvat/handvat/knowledge/find/phrasing"
	"github.com/handvat/handvat/knowledge/store"
)

// Run trains the model anew, beside what is being asked, whenever aids, synonyms or
// many phrasings have changed, and asks for vectors if there is an embedder, until ctx
// is done; it returns ctx's error. Without it Handvat finds with the model and the
// vectors there are, and what has been learned since.
func (f *Finder) Run(ctx context.Context) error {
	if f.with.Vectors.On() {
		var wg sync.WaitGroup
		wg.Go(func() { f.with.Vectors.Run(ctx, f.lg, f.wanted) })
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

// now returns what is found with: the shelf, an empty one if there is none yet, the model and
// the synonyms of this moment.
func (f *Finder) now() (*index.Shelf, *learn.Model, *Synonyms) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return cmp.Or(f.with.Shelf, new(index.Shelf)), f.with.Model, f.with.Syn
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
	mark, err := f.markOf(ctx, s, syn)
	if err != nil {
		return err
	}
	var m *learn.Model
	if len(ps) == 0 {
		m = f.models.of(mark)
	}
	if m == nil {
		m = learn.New(s.Aids, s.Digest, ps, syn)
		m.Mark, m.Seq = mark, seq
		if old == nil { // better a model that has not been trained yet than none
			f.publish(m.Fork())
		}
		if err := m.Train(ctx); err != nil {
			return fmt.Errorf("find: train: %w", err)
		}
	}
	if f.trained = nil; len(ps) == 0 && f.models != nil {
		f.models.add(m)
		f.trained, m = m, m.Fork()
	}
	m.Seq = seq // what is confirmed from here on is learned at the next Find
	if err := m.Save(f.modelFile()); err != nil {
		f.lg.Warn("find: the model could not be kept on disk; it will be trained again at the next start", "err", err)
	}
	f.publish(m)
	if f.with.Vectors.Inside() {
		f.with.Vectors.Ask()
	}
	return f.learnNew(ctx)
}

// publish makes m the model from the next question on.
func (f *Finder) publish(m *learn.Model) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.with.Model = m
	f.with.Join()
}

func (f *Finder) modelFile() string { return filepath.Join(f.dir, "model") }

// fit sees to it that there is a model for the shelf: the one in use, the one on disk,
// or a new one if neither will do.
func (f *Finder) fit(ctx context.Context) error {
	s, m, syn := f.now()
	kept := m == nil
	if kept {
		var err error
		m, err = learn.Load(f.modelFile())
		if err != nil {
			if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, learn.ErrOther) {
				f.lg.Warn("find: the model was damaged; it is trained anew", "err", err)
			}
			return f.Retrain(ctx)
		}
	}
	f.mu.RLock()
	known := 0
	for i, a := range s.Aids {
		if m.Knows(a.Key(), s.Digest[i]) {
			known++
		}
	}
	f.mu.RUnlock()
	if 2*known < len(s.Aids) { // it says little about this library
		return f.Retrain(ctx)
	}
	if kept {
		f.publish(m)
	}
	now, err := f.markOf(ctx, s, syn)
	if err != nil || now == m.Mark {
		return err
	}
	f.ask()
	return f.learnNew(ctx)
}

// markOf returns the mark of a model that is trained now.
func (f *Finder) markOf(ctx context.Context, s *index.Shelf, syn *Synonyms) (learn.Mark, error) {
	var state []byte
	err := f.view(ctx, func(tx *store.Tx) error {
		state = phrasing.Fingerprint(tx)
		return nil
	})
	return learn.TrainedOn(s.Aids, s.Digest, state, syn), err
}

// maxNew is how many new or changed aids are learned before training anew; the others
// are found by their words until then.
const maxNew = 100

// learnNew teaches the model the aids that are not on the shelf as it knows them, in so
// far as that can be done without training.
func (f *Finder) learnNew(ctx context.Context) error {
	s, m, syn := f.now()
	if m == nil {
		return nil
	}
	learnt := 0
	for i, a := range s.Aids {
		f.mu.RLock()
		known := m.Knows(a.Key(), s.Digest[i])
		f.mu.RUnlock()
		if known {
			continue
		}
		f.ask()
		if learnt++; learnt > maxNew || ctx.Err() != nil {
			return ctx.Err()
		}
		know := m.Study(a, s.Digest[i], syn)
		f.mu.Lock()
		know()
		if f.with.Model == m {
			f.with.Join()
		}
		f.mu.Unlock()
	}
	return nil
}
