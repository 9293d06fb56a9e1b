package evaluate

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// A Trial is one way to run a set.
type Trial struct {
	Learn       int // phrasings per aid; All for every one
	Seed        int // which phrasings are drawn
	Split       string
	Typos       bool              // with typing errors in the questions; see [Set.Misspelt]
	Calibrate   string            // the split to calibrate on, or empty
	Calibration *find.Calibration // nil: the built-in one
	Synonyms    *find.Synonyms    // nil: none
	Embedder    find.Embedder     // nil: none
}

// A bench is a finder with a set's library, ready to be asked.
type bench struct {
	set    *Set
	finder *find.Finder
	db     *store.DB
	dir    string
	build  time.Duration
	learn  time.Duration
	learnt int
}

// open indexes the library of a set and teaches it phrasings.
func open(ctx context.Context, s *Set, t Trial) (b *bench, err error) {
	b = &bench{set: s}
	if t.Typos {
		b.set = s.Misspelt(t.Seed)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, b.close())
		}
	}()
	if b.dir, err = os.MkdirTemp("", "handvat-eval-"); err != nil {
		return b, fmt.Errorf("evaluate: %w", err)
	}
	if b.db, err = store.Open(filepath.Join(b.dir, "handvat.db")); err != nil {
		return b, err
	}
	if b.finder, err = find.Open(slog.New(slog.DiscardHandler), filepath.Join(b.dir, "index"), b.db); err != nil {
		return b, err
	}
	if t.Calibration != nil {
		b.finder.Calibrate(*t.Calibration)
	}
	b.finder.SetSynonyms(t.Synonyms)
	b.finder.SetEmbedder(t.Embedder, scrub)
	began := time.Now()
	if err := b.finder.Sync(ctx, s.Aids, nil); err != nil {
		return b, err
	}
	b.build = time.Since(began)
	began = time.Now()
	if err := b.teach(ctx, s.Phrasings(t.Learn, t.Seed)); err != nil {
		return b, err
	}
	b.learn = time.Since(began)
	return b, b.finder.Embed(ctx)
}

// scrub takes the names out of a question of nobody in particular.
func scrub(_ context.Context, question string) (privacy.Scrubbed, error) {
	return privacy.Scrubber{}.Scrub(question), nil
}

// teach confirms the phrasings, each by another person, and learns them.
func (b *bench) teach(ctx context.Context, phrasings []Question) error {
	if len(phrasings) == 0 {
		return nil
	}
	b.learnt = len(phrasings)
	now := time.Now()
	err := b.db.Update(ctx, func(tx *store.Tx) error {
		for i, q := range phrasings {
			c := find.Confirmation{Key: knowledge.Key{Slug: q.Gold[0], Lang: q.Lang},
				Text:   privacy.Scrubber{}.Scrub(q.Text),
				Person: strconv.Itoa(i), Helped: true, Time: now}
			if err := b.finder.Confirm(tx, c); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return b.finder.Retrain(ctx)
}

func (b *bench) close() error {
	var errs []error
	if b.finder != nil {
		errs = append(errs, b.finder.Close())
	}
	if b.db != nil {
		errs = append(errs, b.db.Close())
	}
	return errors.Join(append(errs, os.RemoveAll(b.dir))...)
}

// depth is how many hits are asked for, to see at which rank the right one is.
const depth = 24

// An asked is a question with what was found for it.
type asked struct {
	Question
	result find.Result
	rank   float64 // of the best right hit; equal scores share theirs; 0 if not found
	took   time.Duration
}

// ask asks all questions of a split.
func (b *bench) ask(ctx context.Context, split string) ([]asked, error) {
	var out []asked
	for _, q := range b.set.Split(split) {
		began := time.Now()
		r, err := b.finder.Find(ctx, find.Query{Text: q.Text, Prefer: q.Lang, Now: began, Limit: depth})
		if err != nil {
			return nil, err
		}
		out = append(out, asked{q, r, rank(r.Hits, q.Gold), time.Since(began)})
	}
	if len(out) == 0 {
		return nil, Words.Say(func(w *texts) string { return w.NoQuestions.With(b.set.Name, split) })
	}
	return out, nil
}

// Run runs one trial of a set.
func Run(ctx context.Context, s *Set, t Trial) (Report, error) {
	b, err := open(ctx, s, t)
	if err != nil {
		return Report{}, err
	}
	if t.Calibrate != "" {
		c, err := calibrate(ctx, b, t)
		if err != nil {
			return Report{}, errors.Join(err, b.close())
		}
		b.finder.Calibrate(c)
	}
	qs, err := b.ask(ctx, t.Split)
	if err != nil {
		return Report{}, errors.Join(err, b.close())
	}
	r := measure(qs)
	r.Set, r.Aids, r.Phrasings, r.Learn, r.Seed = s.Name, len(s.Aids), b.learnt, t.Learn, t.Seed
	r.Build, r.Learned = b.build.Seconds(), b.learn.Seconds()
	r.IndexBytes = size(filepath.Join(b.dir, "index"))
	r.RSSBytes = resident()
	return r, b.close()
}

// size returns the bytes in the files of a folder.
func size(dir string) int64 {
	var sum int64
	_ = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			if info, err := d.Info(); err == nil {
				sum += info.Size()
			}
		}
		return nil
	})
	return sum
}

// resident returns the memory this process holds now, in bytes: what the system says
// where it says so (Linux), or else what Go's runtime has.
func resident() int64 {
	debug.FreeOSMemory()
	if status, err := os.ReadFile("/proc/self/status"); err == nil {
		for line := range strings.Lines(string(status)) {
			if f := strings.Fields(line); len(f) == 3 && f[0] == "VmRSS:" {
				if kb, err := strconv.ParseInt(f[1], 10, 64); err == nil {
					return kb * 1024
				}
			}
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys - m.HeapReleased)
}
