package find

import (
	"context"

	"github.com/handvat/handvat/knowledge/store"
)

// maxCatchUp is how many changes of phrasings one Find takes in before it answers.
// It bounds the wait; the next Find takes in more.
const maxCatchUp = 100

// changes returns the phrasings that changed after seq, at most limit of them (all
// if limit is 0), and the number of the last.
func (f *Finder) changes(ctx context.Context, seq uint64, limit int) (ps []Phrasing, last uint64, err error) {
	last = seq
	if f.db == nil {
		return nil, last, nil
	}
	err = f.db.View(ctx, func(tx *store.Tx) error {
		for k, id := range tx.Scan(changeBucket, store.Num(seq+1), nil) {
			p, err := readPhrasing(tx, string(id))
			if err != nil {
				return err
			}
			ps, last = append(ps, p), store.FromNum(k)
			if limit > 0 && len(ps) == limit {
				break
			}
		}
		return nil
	})
	return ps, last, err
}

// catchUp takes in what was confirmed since the model last looked.
func (f *Finder) catchUp(ctx context.Context) error {
	f.mu.RLock()
	m := f.model
	var seq uint64
	if m != nil {
		seq = m.seq
	}
	f.mu.RUnlock()
	if m == nil {
		return nil
	}
	ps, _, err := f.changes(ctx, seq, 1)
	if err != nil || len(ps) == 0 {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	ps, last, err := f.changes(ctx, f.model.seq, maxCatchUp)
	if err != nil {
		return err
	}
	for _, p := range ps {
		f.model.learn(p, f.syn)
	}
	f.model.seq = last
	if len(f.slug) != len(f.model.class) {
		f.join()
	}
	return nil
}

// sampleOf makes a sample of a phrasing; ok is false if there is nothing to learn.
func sampleOf(p Phrasing) (s sample, ok bool) {
	n := p.Counts()
	lang, sure := DetectLang(p.Text)
	if sure < 0.6 {
		lang = p.Key.Lang
	}
	return sample{id: p.ID, slug: p.Key.Slug, lang: lang, text: p.Text, cost: 1, near: true, not: n < 0}, n != 0
}
