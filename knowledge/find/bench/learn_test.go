package bench

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// A learner is a finder with a store, and phrasings for it to learn.
type learner struct {
	*corpus
	f   *find.Finder
	db  *store.DB
	rnd *rand.Rand
	n   int // phrasings so far
}

func newLearner(b *testing.B, aids int) *learner {
	l := &learner{corpus: newCorpus(b, aids), rnd: rand.New(rand.NewPCG(3, 4))}
	var err error
	l.db, err = store.Open(filepath.Join(b.TempDir(), "db"))
	check(b, err)
	l.f, err = find.Open(slog.New(slog.DiscardHandler), filepath.Join(b.TempDir(), "index"), l.db)
	check(b, err)
	b.Cleanup(func() {
		check(b, l.f.Close())
		check(b, l.db.Close())
	})
	check(b, l.f.Sync(context.Background(), l.aids, nil))
	return l
}

// confirm confirms n questions, each some words of an aid with a word that nobody used.
func (l *learner) confirm(b *testing.B, n int) (last question) {
	check(b, l.db.Update(context.Background(), func(tx *store.Tx) error {
		for range n {
			a := l.aids[l.n%len(l.aids)]
			last = question{fmt.Sprintf("wort%d %s", l.n, cut(text(a), l.rnd)), a.Slug, a.Lang}
			last.text = last.text[:min(len(last.text), 200)]
			c := find.Confirmation{Key: a.Key(), Text: privacy.Scrubber{}.Scrub(last.text),
				Person: fmt.Sprint(l.n), Helped: true, Time: day}
			if err := l.f.Confirm(tx, c); err != nil {
				return err
			}
			l.n++
		}
		return nil
	}))
	return last
}

// BenchmarkLearn confirms phrasings and measures, by the clock of the wall and in work
// of the whole process, how long it takes until they are known. It does each once.
func BenchmarkLearn(b *testing.B) {
	for _, c := range []struct {
		name            string
		aids, phrasings int
		train           bool // anew, as Run does in the background
	}{
		{"one, 10000 aids", 10_000, 1, false},
		{"500, 150 aids", 150, 500, false},
		{"15000, 150 aids", 150, 15_000, true},
	} {
		if testing.Short() && c.aids > 1000 {
			continue
		}
		l := newLearner(b, c.aids)
		ask(b, l.f, l.questions[0])
		b.Run(c.name, func(b *testing.B) {
			began, before := time.Now(), work()
			last := l.confirm(b, c.phrasings)
			if c.train {
				check(b, l.f.Retrain(context.Background()))
			}
			for range c.phrasings/100 + 1 { // each Find takes in a hundred
				ask(b, l.f, last)
			}
			b.ReportMetric(time.Since(began).Seconds()*1000, "ms")
			b.ReportMetric((work()-before).Seconds()*1000, "work-ms")
			b.ReportMetric(0, "ns/op")
			if slugs := ask(b, l.f, last); len(slugs) == 0 || slugs[0] != last.slug {
				b.Errorf("%q: got %v, want %s", last.text, slugs, last.slug)
			}
		})
	}
}
