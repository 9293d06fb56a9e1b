package find

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"runtime/debug"
	"sync"
	"time"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/store"
)

// Run trains the model anew, beside what is being asked, whenever aids, synonyms or
// many phrasings have changed, and asks for vectors if there is an embedder, until ctx
// is done; it returns ctx's error. Without it Handvat finds with the model and the
// vectors there are, and what has been learned since.
func (f *Finder) Run(ctx context.Context) error {
	var vectors sync.WaitGroup
	vectors.Go(func() { f.runVectors(ctx) })
	defer vectors.Wait()
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

// runVectors asks for vectors that are missing until ctx is done. After a failure it
// tries again a minute later, and twice as late each time, up to an hour.
func (f *Finder) runVectors(ctx context.Context) {
	wait := time.Minute
	var again <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return
		case <-f.unembedded:
			if again != nil {
				continue // it will be asked for with the rest
			}
		case <-again:
		}
		again = nil
		if err := f.Embed(ctx); err == nil {
			wait = time.Minute
		} else if ctx.Err() == nil {
			f.lg.Warn("find: vectors are missing; finding goes on without them", "err", err, "again", wait)
			again, wait = time.After(wait), min(2*wait, time.Hour)
		}
	}
}

// ask asks Run to train anew.
func (f *Finder) ask() {
	select {
	case f.stale <- struct{}{}:
	default: // it was asked already
	}
}

// Retrain learns anew from the aids and from all phrasings in the store, and keeps the
// model on disk. Asking goes on meanwhile.
func (f *Finder) Retrain(ctx context.Context) error {
	f.training.Lock()
	defer f.training.Unlock()
	f.mu.RLock()
	s, syn, first := f.shelf, f.syn, f.model == nil
	f.mu.RUnlock()
	var samples []sample
	for _, a := range s.all() {
		samples = append(samples, samplesOf(a)...)
	}
	ps, seq, err := f.changes(ctx, 0, 0)
	if err != nil {
		return err
	}
	for _, p := range ps {
		if s, ok := sampleOf(p); ok {
			samples = append(samples, s)
		}
	}
	m, examples := newModel(samples, syn)
	for i, a := range s.all() {
		m.aids[a.Key().String()] = s.digest[i]
	}
	m.seq = seq // what is confirmed from here on is learned at the next Find
	if m.mark, err = f.markOf(ctx, s, syn); err != nil {
		return err
	}
	if first { // better a model that has not been trained yet than none
		f.publish(m.fork())
	}
	if err := m.train(ctx, examples); err != nil {
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
	f.model = m
	f.join()
}

func (f *Finder) modelFile() string { return filepath.Join(f.dir, "model") }

// fit sees to it that there is a model for the shelf: the one in use, the one on disk,
// or a new one if neither will do.
func (f *Finder) fit(ctx context.Context) error {
	f.mu.RLock()
	s, m, syn := f.shelf, f.model, f.syn
	f.mu.RUnlock()
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
	if 2*m.knows(s) < len(s.aids) { // it says little about this library
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

// knows returns how many of the aids on a shelf the model has learned as they are.
func (m *model) knows(s *shelf) int {
	n := 0
	for i, a := range s.aids {
		if m.aids[a.Key().String()] == s.digest[i] {
			n++
		}
	}
	return n
}

// A mark tells what a model was trained on: the same mark, the same model.
type mark [sha256.Size]byte

// modelVersion changes whenever training comes out differently on the same texts, or
// the model's file is written differently.
const modelVersion = 5

// markOf returns the mark of a model that is trained now.
func (f *Finder) markOf(ctx context.Context, s *shelf, syn *Synonyms) (mark, error) {
	h := sha256.New()
	fmt.Fprintln(h, modelVersion, syn.text())
	h.Write(analysisMark())
	for i, a := range s.all() {
		fmt.Fprintln(h, a.Key(), s.digest[i])
	}
	if f.db == nil {
		return mark(h.Sum(nil)), nil
	}
	err := f.db.View(ctx, func(tx *store.Tx) error {
		for k, id := range tx.Scan(changeBucket, nil, nil) {
			h.Write(binary.AppendUvarint(k, uint64(len(id))))
			h.Write(id)
		}
		return nil
	})
	return mark(h.Sum(nil)), err
}

// maxNew is how many new or changed aids are learned before training anew; the others
// are found by their words until then.
const maxNew = 100

// learnNew teaches the model the aids that are not on the shelf as it knows them, in so
// far as that can be done without training.
func (f *Finder) learnNew(ctx context.Context) error {
	f.mu.RLock()
	s, m, syn := f.shelf, f.model, f.syn
	f.mu.RUnlock()
	if s == nil || m == nil {
		return nil
	}
	learnt := 0
	for i, a := range s.aids {
		key := a.Key().String()
		f.mu.RLock()
		known := m.aids[key] == s.digest[i]
		f.mu.RUnlock()
		if known {
			continue
		}
		f.ask()
		if learnt++; learnt > maxNew || ctx.Err() != nil {
			return ctx.Err()
		}
		es, about := m.examples(samplesOf(a), syn)
		f.mu.Lock()
		m.study(a.Key(), es, about)
		m.aids[key] = s.digest[i]
		if f.model == m {
			f.join()
		}
		f.mu.Unlock()
	}
	return nil
}

// examples returns the examples of samples of one slug, without their class, and what
// they are about together.
func (m *model) examples(samples []sample, syn *Synonyms) (out []example, about gist) {
	an, lex := newAnalyser(), theLexicon()
	out = make([]example, len(samples))
	for i, s := range samples {
		ws := an.words(s.text, s.lang)
		out[i] = example{terms: prune(m.weigh.weigh(bagOf(ws, s.lang, lex, syn)), maxTerms), cost: s.cost, body: !s.near}
		g := gistOf(ws, s.lang)
		about.add(&g, s.cost)
	}
	return out, about
}

// study learns the examples of an aid, and what they are about, in addition to what it
// may know of the slug.
func (m *model) study(key knowledge.Key, es []example, about gist) {
	_, known := m.class[key.Slug]
	class := m.classOf(key.Slug)
	if !known {
		m.center.add(class, es)
		m.gists.add(class, &about, 1)
	}
	for _, e := range es {
		if e.body {
			m.counts[class].body++
			continue
		}
		e.class = class
		m.counts[class].asked[langNumber(key.Lang)]++
		m.near.add(e.terms, class, 1)
		m.linear.learn(e, len(m.class))
	}
}
