package find

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find/encode"
	"github.com/handvat/handvat/knowledge/find/index"
	"github.com/handvat/handvat/knowledge/find/learn"
	"github.com/handvat/handvat/knowledge/find/phrasing"
	"github.com/handvat/handvat/knowledge/find/rank"
	"github.com/handvat/handvat/knowledge/find/text"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// A Finder finds aids. It is safe for concurrent use.
type Finder struct {
	lg  *slog.Logger
	db  *store.DB // nil: nothing is confirmed, and no vector is kept
	dir string

	syncing  sync.Mutex // held by Sync
	words    *index.Index
	training sync.Mutex    // held while a model is trained; taken after syncing
	stale    chan struct{} // asks Run to train anew; holds one
	models   *Models       // that others trained
	trained  *learn.Model  // what the model was before it learned, if others may use it; guarded by training
	scrub    encode.Scrub  // nil: questions are looked up as they are

	mu   sync.RWMutex // guards what is found with against a change
	with rank.Ranker
}

// Open opens the index in dir, which it makes if absent. A damaged index is removed
// and rebuilt at the next Sync, and the log says so. Nothing is found before the
// first Sync.
func Open(lg *slog.Logger, dir string, db *store.DB) (*Finder, error) {
	w, fresh, err := index.Open(filepath.Join(dir, "words"))
	if err != nil {
		return nil, err
	}
	if fresh {
		lg.Warn("find: the index was damaged; it will be rebuilt from the library")
	}
	cal, err := rank.BuiltIn()
	if err != nil {
		return nil, err
	}
	encoderCal, err := rank.WithEncoder()
	if err != nil {
		return nil, err
	}
	f := &Finder{lg: lg, db: db, dir: dir, words: w, stale: make(chan struct{}, 1)}
	f.with.Cal, f.with.EncoderCal, f.with.Vectors = cal, encoderCal, encode.NewVectors(db, nil, nil)
	return f, nil
}

// Close closes the index. No other method may be called afterwards.
func (f *Finder) Close() error {
	f.syncing.Lock()
	defer f.syncing.Unlock()
	f.mu.Lock()
	defer f.mu.Unlock()
	var err error
	if f.with.Shelf != nil {
		err = f.with.Shelf.Close()
		f.with.Shelf = nil
	}
	return errors.Join(err, f.words.Close())
}

// Sync makes the index hold exactly the aids, which must not be changed afterwards.
// Only what has changed is analysed again. Asking goes on meanwhile, with the aids
// there were.
//
// The first Sync also sees to it that there is a model: the one on disk, or a new one.
// A model that was trained on other aids serves on, and learns the titles and questions
// of what is new; Run trains it anew. progress may be nil.
func (f *Finder) Sync(ctx context.Context, aids []*knowledge.Aid, progress func(done, total int)) error {
	f.syncing.Lock()
	defer f.syncing.Unlock()
	aids = slices.Clone(aids)
	slices.SortFunc(aids, func(a, b *knowledge.Aid) int { return cmp.Compare(a.Key().String(), b.Key().String()) })
	if err := f.words.Sync(ctx, aids, progress); err != nil {
		return err
	}
	next, err := f.words.Shelf(aids)
	if err != nil {
		return err
	}
	f.mu.Lock()
	old := f.with.Shelf
	f.with.Shelf = next
	f.with.Join()
	f.mu.Unlock()
	if old != nil {
		if err := old.Close(); err != nil {
			return fmt.Errorf("find: close the old view: %w", err)
		}
	}
	if err := f.fit(ctx); err != nil || !f.with.Vectors.On() {
		return err
	}
	if f.with.Vectors.Inside() {
		return f.recall(ctx)
	}
	return f.with.Vectors.Recall(ctx, f.wanted())
}

// Calibration returns the calibration in use.
func (f *Finder) Calibration() Calibration {
	f.mu.RLock()
	defer f.mu.RUnlock()
	if f.with.Vectors.Inside() {
		return f.with.EncoderCal
	}
	return f.with.Cal
}

// Calibrate sets the calibration to use, instead of the built-in one: for questions with vectors of the encoder inside
// the program if it weighs them, or else for those without.
func (f *Finder) Calibrate(c Calibration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if c.Encoder() {
		f.with.EncoderCal = c
	} else {
		f.with.Cal = c
	}
}

// SetSynonyms sets the words that the organisation uses for one thing, which must not
// be changed afterwards; nil means none. They work from the next question on, and fully
// once a model was trained with them: by Run, by Retrain, or by the first Sync.
func (f *Finder) SetSynonyms(s *Synonyms) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if s.Text() != f.with.Syn.Text() && f.with.Model != nil {
		f.ask()
	}
	f.with.Syn = s
}

// SetEmbedder makes likeness of vectors one more signal; it is to be called before the
// first Sync. Run, or Embed, asks for the vectors of aids and phrasings, and every Find
// for that of its question, as scrub lets it out. A nil e means no such signal. By what
// scrub leaves of a question also the phrasings are known that people confirmed.
func (f *Finder) SetEmbedder(e Embedder, scrub encode.Scrub) {
	f.scrub = scrub
	f.with.Vectors = encode.NewVectors(f.db, e, f.understand)
}

// Embed asks for the vectors that are missing, keeps them, and uses them from the next
// question on. Vectors that are no longer wanted are removed. Without an embedder it
// does nothing.
func (f *Finder) Embed(ctx context.Context) error {
	if !f.with.Vectors.On() {
		return nil
	}
	return f.with.Vectors.Embed(ctx, f.wanted())
}

// wanted returns all texts whose vectors are a signal.
func (f *Finder) wanted() []encode.Text {
	f.mu.RLock()
	defer f.mu.RUnlock()
	var out []encode.Text
	had := map[encode.Text]bool{}
	add := func(slug, text string, kind encode.Kind) {
		t := encode.Text{Slug: slug, Text: strings.TrimSpace(text), Kind: kind}
		if t.Text != "" && !had[t] {
			had[t] = true
			out = append(out, t)
		}
	}
	s := cmp.Or(f.with.Shelf, new(index.Shelf))
	for _, a := range s.Aids {
		if !f.with.Vectors.Inside() {
			add(a.Slug, text.BeginningOf(a), encode.Body)
			continue
		}
		for _, p := range text.Passages(a) {
			if p.Asked {
				add(a.Slug, p.Text, encode.Asked)
				continue
			}
			add(a.Slug, prose(p.Text), encode.Body)
		}
	}
	if f.with.Model != nil {
		for slug, text := range f.with.Model.Phrasings() {
			add(slug, text, encode.Phrased)
		}
	}
	return out
}

// Find returns the aids that fit a question, best first. Before the first Sync it is an error.
func (f *Finder) Find(ctx context.Context, q Query) (Result, error) {
	if err := f.catchUp(ctx); err != nil {
		return Result{}, err
	}
	var said privacy.Scrubbed
	if f.scrub != nil {
		var err error
		if said, err = f.scrub(ctx, q.Text); err != nil {
			return Result{}, fmt.Errorf("find: scrub: %w", err)
		}
		q.Said = said.String()
	}
	var vec []float32
	if inside := f.with.Vectors.Inside(); inside && f.Understands() || !inside && !q.Private {
		vec = f.with.Vectors.Question(ctx, said)
	}
	res, err := f.rank(ctx, q, vec)
	if err != nil {
		return res, err
	}
	return res, f.quiet(ctx, q, res)
}

// rank is Find with what is found with at this moment.
func (f *Finder) rank(ctx context.Context, q Query, vec []float32) (Result, error) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.with.Find(ctx, q, vec)
}

// quiet makes the reasons of what was found say that it helped others only where they are so many that it may be
// told: what fewer confirmed is one more likeness.
func (f *Finder) quiet(ctx context.Context, q Query, res Result) error {
	said := privacy.Unmarked(cmp.Or(q.Said, q.Text))
	for n := range res.Hits {
		h := &res.Hits[n]
		at := func(name string) int {
			return slices.IndexFunc(h.Signals, func(s Signal) bool { return s.Name == name })
		}
		if i := at("phrasings"); i >= 0 {
			shared := false
			err := f.view(ctx, func(tx *store.Tx) error {
				group, err := privacy.Load(tx)
				shared = phrasing.Shared(tx, knowledge.Key{Slug: h.Key.Slug, Lang: res.Lang}, said, group)
				return err
			})
			if err != nil {
				return err
			}
			if like := at("likeness"); !shared && like >= 0 {
				h.Signals[like].Weight += h.Signals[i].Weight
				h.Signals = slices.Delete(h.Signals, i, i+1)
			} else if !shared {
				h.Signals[i].Name = "likeness"
			}
		}
	}
	return nil
}

// prose is a text without what is no language: options, paths, placeholders and the like, of which a vector says
// nothing that somebody asks for.
func prose(text string) string {
	words := strings.Fields(text)
	kept := slices.DeleteFunc(words, func(w string) bool {
		w = strings.Trim(w, ".,;:!?()\"'`*_")
		return strings.ContainsAny(w, "{}[]<>/\\|=$@#~^%&+") || strings.HasPrefix(w, "-") && len(w) > 1
	})
	return strings.Join(kept, " ")
}
