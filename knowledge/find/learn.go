package find

import (
	"context"

	"github.com/handvat/handvat/knowledge/store"
)

// maxCatchUp is how many changes of phrasings one Find takes in before it answers.
// It bounds the wait; the next Find takes in more.
const maxCatchUp = 100

// enoughNew is after how many new phrasings training anew is worth its time.
const enoughNew = 200

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
	if f.embedder != nil {
		f.askVectors()
	}
	if f.model.since += len(ps); f.model.since >= enoughNew {
		f.ask()
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
	return sample{slug: p.Key.Slug, lang: lang, text: p.Text, cost: 1, near: true, not: n < 0, id: p.ID, net: p.Helped - p.Not}, n != 0
}

// A lesson is what was learned from one phrasing, so that it can be unlearned. It is
// not changed.
type lesson struct {
	sample sample
	alpha  []cell // its dual variables
	near   int32  // its number as a neighbour
}

// learn takes in a phrasing that is new or has changed, without training anew.
func (m *model) learn(p Phrasing, syn *Synonyms) {
	an, lex := newAnalyser(), theLexicon()
	read := func(s sample) ([]term, gist) {
		ws := an.words(s.text, s.lang)
		return prune(m.weigh.weigh(bagOf(ws, s.lang, lex, syn)), maxTerms), gistOf(ws, s.lang)
	}
	if old, ok := m.known[p.ID]; ok {
		ts, about := read(old.sample)
		m.linear.forget(ts, m.class[old.sample.slug], old.sample.not, old.alpha)
		m.gists.add(m.class[old.sample.slug], &about, -old.sample.gistWeight())
		m.near.remove(old.near)
		of := &m.counts[m.class[old.sample.slug]]
		of.phrasings--
		of.asked[langNumber(old.sample.lang)]--
		delete(m.known, p.ID)
	}
	s, ok := sampleOf(p)
	if !ok {
		return
	}
	ts, about := read(s)
	e := example{terms: ts, class: m.classOf(s.slug), cost: s.cost, not: s.not}
	m.gists.add(e.class, &about, s.gistWeight())
	near := m.near.add(e.terms, e.class, s.strength())
	m.known[p.ID] = &lesson{s, m.linear.learn(e, len(m.class)), near}
	of := &m.counts[e.class]
	of.phrasings++
	of.asked[langNumber(s.lang)]++
}
