package find

import (
	"context"
	"fmt"
	"strings"

	"github.com/handvat/handvat/knowledge/find/encode"
	"github.com/handvat/handvat/knowledge/find/learn"
)

// understand learns what texts mean by their vectors, and uses that from the next question on.
func (f *Finder) understand(ctx context.Context, texts []encode.Text, packed [][]byte) error {
	m, err := learn.TrainMeanings(ctx, texts, packed)
	if err != nil {
		return fmt.Errorf("find: learn from vectors: %w", err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.with.Model != nil {
		for slug, text := range f.with.Model.Phrasings() { // what was confirmed meanwhile
			f.learnOne(ctx, m, slug, text)
		}
	}
	f.with.Meanings = m
	f.with.Join()
	return nil
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

// understands reports whether there is something to compare the vector of a question with.
func (f *Finder) understands() bool {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.with.Meanings != nil
}
