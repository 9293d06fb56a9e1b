package find

import (
	"context"

	"github.com/handvat/handvat/knowledge/find/encode"
	"github.com/handvat/handvat/knowledge/find/phrasing"
	"github.com/handvat/handvat/knowledge/store"
)

// Confirm writes a confirmation down in tx, so that it is kept exactly when the event
// is that it came with; the next Find knows it. See [phrasing.Confirm].
func (f *Finder) Confirm(tx *store.Tx, c Confirmation) error { return phrasing.Confirm(tx, c) }

// Tables are what finding keeps, declared.
func Tables() []store.Declared { return append(phrasing.Tables(), encode.Tables()...) }

// view calls fn with what the store has; not at all without a store.
func (f *Finder) view(ctx context.Context, fn func(tx *store.Tx) error) error {
	if f.db == nil {
		return nil
	}
	return f.db.View(ctx, fn)
}

// maxCatchUp is how many changes of phrasings one Find takes in before it answers.
// It bounds the wait; the next Find takes in more.
const maxCatchUp = 100

// enoughNew is after how many new phrasings training anew is worth its time.
const enoughNew = 200

// changes returns the phrasings that changed after seq, at most limit of them (all
// if limit is 0), and the number of the last.
func (f *Finder) changes(ctx context.Context, seq uint64, limit int) (ps []Phrasing, last uint64, err error) {
	last = seq
	err = f.view(ctx, func(tx *store.Tx) (err error) {
		ps, last, err = phrasing.Changed(tx, seq, limit)
		return err
	})
	return ps, last, err
}

// catchUp takes in what was confirmed since the model last looked.
func (f *Finder) catchUp(ctx context.Context) error {
	f.mu.RLock()
	m := f.with.Model
	var seq uint64
	if m != nil {
		seq = m.Seq
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
	m = f.with.Model
	ps, last, err := f.changes(ctx, m.Seq, maxCatchUp)
	if err != nil {
		return err
	}
	for _, p := range ps {
		slug, was := m.Said(p.ID)
		m.Learn(p, f.with.Syn)
		f.learnMeaning(ctx, p.ID, slug, was)
		if p.Text == "" { // whoever said it took it back, and what was trained holds it
			f.ask()
		}
	}
	m.Seq = last
	if f.with.Vectors.On() && !f.with.Vectors.Inside() {
		f.with.Vectors.Ask()
	}
	if m.Since += len(ps); m.Since >= enoughNew {
		f.ask()
	}
	if !f.with.Joined() {
		f.with.Join()
	}
	return nil
}
