package find

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/store"
)

// A Query is a question and what is known about the moment it is asked.
type Query struct {
	Text     string
	Lang     knowledge.Lang   // empty: decide from Text, or else take Prefer
	Prefer   knowledge.Lang   // the person's language
	Audience []string         // the roles the person has; empty means that nothing is known
	Moment   knowledge.Moment // empty: recognise it in Text
	Now      time.Time
	Limit    int  // how many hits at most; 0 means 3
	Private  bool // Text stays here: it is not sent to an embedder
}

// An Outcome is what to do with the hits.
type Outcome int

// The three outcomes.
const (
	None   Outcome = iota // no aid yet
	Choose                // let the person choose from the first two or three
	Answer                // give the first
)

// String returns "none", "choose" or "answer".
func (o Outcome) String() string { return [...]string{"none", "choose", "answer"}[o] }

// A Result is the answer to a Query.
type Result struct {
	Lang       knowledge.Lang // of the question
	Moment     knowledge.Moment
	Outcome    Outcome
	Confidence float64   // the calibrated chance that the first hit is right
	Hits       []Hit     // best first, also if the outcome is None
	Evidence   []float64 // what Confidence was made from, for calibration
}

// A Hit is an aid that may be the right one.
type Hit struct {
	Key        knowledge.Key
	Score      float64
	Confidence float64 // the calibrated chance that this hit is right
	Recipe     bool    // written for the library, rather than a page from elsewhere
	Signals    []Signal
	Features   []float64 // what Score was made from, for calibration
}

// A Signal is one reason why a hit stands where it stands.
type Signal struct {
	Name   string   // words, phrasings, likeness, meaning; moment, role, work, page, overdue
	Weight float64  // what it added to the score
	Words  []string // the words of the question that the aid has; with the signal words only
}

// A Finder finds aids. It is safe for concurrent use.
type Finder struct {
	lg  *slog.Logger
	db  *store.DB
	dir string

	syncing  sync.Mutex // held by Sync
	words    *words
	training sync.Mutex    // held while a model is trained; taken after syncing
	stale    chan struct{} // asks Run to train anew; holds one

	embedder   Embedder      // nil: none is configured
	unembedded chan struct{} // asks Run for vectors that are missing; holds one

	mu      sync.RWMutex // guards the fields below against a swap
	shelf   *shelf
	model   *model
	syn     *Synonyms
	slug    []int32  // the number on the shelf of each class; -1 if it is not there
	class   []int32  // the other way around
	vectors []vector // of aids and phrasings; none without an embedder
	cal     Calibration

	scratch sync.Pool // of *scratch
}

// Open opens the index in dir, which it makes if absent. A damaged index is removed
// and rebuilt at the next Sync, and the log says so. Nothing is found before the
// first Sync.
func Open(lg *slog.Logger, dir string, db *store.DB) (*Finder, error) {
	w, fresh, err := openWords(filepath.Join(dir, "words"))
	if err != nil {
		return nil, err
	}
	if fresh {
		lg.Warn("find: the index was damaged; it will be rebuilt from the library")
	}
	cal, err := ParseCalibration(defaultCalibration)
	if err != nil {
		return nil, err
	}
	f := &Finder{lg: lg, db: db, dir: dir, words: w, stale: make(chan struct{}, 1), unembedded: make(chan struct{}, 1), cal: cal}
	f.scratch.New = func() any { return &scratch{an: newAnalyser()} }
	return f, nil
}

// Close closes the index. No other method may be called afterwards.
func (f *Finder) Close() error {
	f.syncing.Lock()
	defer f.syncing.Unlock()
	f.mu.Lock()
	defer f.mu.Unlock()
	var err error
	if f.shelf != nil {
		err = f.shelf.close()
		f.shelf = nil
	}
	return errors.Join(err, f.words.close())
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
	if _, err := f.words.sync(ctx, aids, progress); err != nil {
		return err
	}
	next, err := newShelf(aids, f.words)
	if err != nil {
		return err
	}
	f.mu.Lock()
	old := f.shelf
	f.shelf = next
	f.join()
	f.mu.Unlock()
	if old != nil {
		if err := old.close(); err != nil {
			return fmt.Errorf("find: close the old view: %w", err)
		}
	}
	if err := f.fit(ctx); err != nil {
		return err
	}
	return f.recallVectors(ctx)
}

// Calibration returns the calibration in use.
func (f *Finder) Calibration() Calibration {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.cal
}

// Calibrate sets the calibration to use, instead of the built-in one.
func (f *Finder) Calibrate(c Calibration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.cal = c
}

// SetSynonyms sets the words that the organisation uses for one thing, which must not
// be changed afterwards; nil means none. They work from the next question on, and fully
// once a model was trained with them: by Run, by Retrain, or by the first Sync.
func (f *Finder) SetSynonyms(s *Synonyms) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if s.text() != f.syn.text() && f.model != nil {
		f.ask()
	}
	f.syn = s
}

// join finds the place on the shelf of each class of the model, and the class of each
// slug on the shelf.
func (f *Finder) join() {
	if f.shelf == nil || f.model == nil {
		return
	}
	f.slug, f.class = make([]int32, len(f.model.class)), make([]int32, len(f.shelf.slugs))
	for i := range f.class {
		f.class[i] = -1
	}
	for slug, class := range f.model.class {
		n, ok := f.shelf.number[slug]
		if !ok {
			n = -1
		} else {
			f.class[n] = class
		}
		f.slug[class] = n
	}
}

// Find returns the aids that fit a question, best first.
func (f *Finder) Find(ctx context.Context, q Query) (Result, error) {
	if err := f.catchUp(ctx); err != nil {
		return Result{}, err
	}
	var vec []float32
	if !q.Private {
		vec = f.questionVector(ctx, q.Text)
	}
	f.mu.RLock()
	defer f.mu.RUnlock()
	res := Result{Lang: q.Lang, Moment: q.Moment}
	if res.Lang == "" {
		res.Lang = pick(q.Text, q.Prefer)
	}
	if f.shelf == nil || f.model == nil {
		return res, ErrNotReady
	}
	if res.Moment == "" {
		res.Moment = momentOf(q.Text)
	}
	sc := f.scratch.Get().(*scratch)
	defer f.scratch.Put(sc)
	sc.meaning.reset(len(f.shelf.slugs))
	if vec != nil {
		f.meaning(vec, &sc.meaning)
	}
	cands, err := f.rank(ctx, sc, q, res.Lang, res.Moment)
	if err != nil || len(cands) == 0 {
		return res, err
	}
	verbatim := f.verbatim(cands, q.Text)
	res.Evidence = f.evidenceOf(cands, sc, res.Lang)
	if res.Outcome, res.Confidence = f.cal.outcome(res.Evidence); verbatim {
		res.Outcome, res.Confidence = Answer, max(res.Confidence, f.cal.Answer)
	}
	rest := 0.0 // what the others share of the chance that the first is wrong
	for _, c := range cands[1:] {
		rest += math.Exp(c.score - cands[0].score)
	}
	for i, c := range cands[:min(cmp.Or(q.Limit, 3), len(cands))] {
		a := f.shelf.aids[c.doc]
		h := Hit{Key: a.Key(), Score: c.score, Confidence: res.Confidence, Recipe: a.IsRecipe(), Features: c.x[:]}
		if i > 0 {
			h.Confidence = min(res.Confidence, (1-res.Confidence)*math.Exp(c.score-cands[0].score)/rest)
		}
		if i < explained {
			h.Signals = f.signalsOf(c, sc)
		}
		res.Hits = append(res.Hits, h)
	}
	return res, nil
}

// explained is how many hits come with their signals.
const explained = 5

// ErrNotReady means that the library has not been read yet: there was no Sync.
var ErrNotReady = errors.New("find: the library has not been read yet")
