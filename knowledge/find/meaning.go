package find

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/handvat/handvat/knowledge/find/encode"
	"github.com/handvat/handvat/knowledge/find/learn"
)

func (f *Finder) meaningsFile() string { return filepath.Join(f.dir, "meanings") }

// recall uses what was learned of the texts by their vectors, if that is kept, and asks run for it otherwise.
func (f *Finder) recall(ctx context.Context) error {
	want := f.wanted()
	packed, all, err := f.with.Vectors.Kept(ctx, want)
	if err != nil {
		return err
	}
	if all && !f.Understands() {
		m, err := learn.LoadMeanings(f.meaningsFile(), want, packed)
		if err == nil {
			f.mean(ctx, m)
			return nil
		}
		if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, learn.ErrOther) {
			f.lg.Warn("find: what was learned from vectors was damaged; it is learned anew", "err", err)
		}
	}
	f.with.Vectors.Ask()
	return nil
}

// understand learns what texts mean by their vectors, keeps it, and uses it from the next question on.
func (f *Finder) understand(ctx context.Context, texts []encode.Text, packed [][]byte) error {
	f.mu.RLock()
	same := f.with.Meanings != nil && f.with.Meanings.TrainedOn(texts, packed)
	f.mu.RUnlock()
	if same {
		return nil
	}
	m, err := learn.TrainMeanings(ctx, texts, packed)
	if err != nil {
		return fmt.Errorf("find: learn from vectors: %w", err)
	}
	if err := m.Save(f.meaningsFile()); err != nil {
		f.lg.Warn("find: what was learned from vectors could not be kept; it will be learned again", "err", err)
	}
	f.mean(ctx, m)
	return nil
}

// mean makes m what is known of slugs by vectors from the next question on.
func (f *Finder) mean(ctx context.Context, m *learn.Meanings) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.with.Model != nil {
		for slug, text := range f.with.Model.Phrasings() { // what was confirmed meanwhile
			f.learnOne(ctx, m, slug, text)
		}
	}
	f.with.Meanings = m
	f.with.Join()
}

// learnMeaning takes in what a phrasing with an ID says now, by its vector; was is what it said before of a slug. f.mu
// is held.
func (f *Finder) learnMeaning(ctx context.Context, id, slug, was string) {
	m := f.with.Meanings
	if m == nil {
		return
	}
	nowOf, now := f.with.Model.Said(id)
	if nowOf == slug && now == was {
		return
	}
	if was != "" {
		m.Forget(slug, strings.TrimSpace(was))
		f.with.Vectors.Ask() // what is kept of it goes too
	}
	f.learnOne(ctx, m, nowOf, now)
}

// learnOne takes in one phrasing that m may not know.
func (f *Finder) learnOne(ctx context.Context, m *learn.Meanings, slug, text string) {
	if text = strings.TrimSpace(text); text != "" && !m.Knows(slug, text) {
		if v := f.with.Vectors.One(ctx, text); v != nil {
			m.Learn(slug, text, v)
		}
	}
}

// Understands reports whether there is something to compare the vector of a question with: whether the encoder inside
// the program is on, and its vectors of all texts are there.
func (f *Finder) Understands() bool {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.with.Meanings != nil
}
