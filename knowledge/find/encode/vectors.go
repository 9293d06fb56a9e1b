package encode

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/handvat/handvat/knowledge/find/score"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// kept are vectors, only if an organisation configured embeddings or turned the encoder on: hash of embedder and text →
// a signed byte per dimension.
//
// The texts are those of aids and of confirmed phrasings; a question's vector is not kept. It is derived: what is
// missing is asked for again.
var kept = store.Table[[]byte]{Bucket: "find.vectors", Class: store.Working, Keep: store.Forever,
	Write: func(packed []byte) ([]byte, error) { return packed, nil },
	Read:  func(_, val []byte) ([]byte, error) { return val, nil }}

// Tables are the vectors, declared.
func Tables() []store.Declared { return []store.Declared{&kept} }

// An Embedder turns texts into vectors that lie close together when the texts mean the
// same.
type Embedder interface {
	// Name tells the vectors of one embedder from those of another.
	Name() string
	// Embed returns the vector of each text, all of the same length. Nobody waits for it.
	Embed(ctx context.Context, texts []string) ([][]float32, error)
	// Inside reports whether texts stay in the program, so that private ones may be given too.
	Inside() bool
	// Ask returns the vector of a question, or ok false if that would take too long.
	Ask(ctx context.Context, question privacy.Scrubbed) (vector []float32, ok bool)
}

// Vectors are those of all texts by which slugs can be found. They are kept in the store,
// and in memory to be compared with questions. They are safe for concurrent use; without an
// embedder there are none.
type Vectors struct {
	db       *store.DB
	embedder Embedder
	missing  chan struct{} // asks run for vectors that are missing; holds one
	then     Then

	mu  sync.RWMutex
	all []vector
}

// A Scrub takes out of a question what leads to people, before it goes to an [Embedder] or is looked up.
type Scrub func(ctx context.Context, question string) (privacy.Scrubbed, error)

// Then is what is done with the vectors of an embedder inside the program whenever there are all that are wanted: in
// signed bytes, by text; nil for one without a direction.
type Then func(ctx context.Context, texts []Text, packed [][]byte) error

// NewVectors returns vectors that e makes and that are kept in db. Either may be nil. Those of an embedder inside the
// program go to then, and are not compared with questions here.
func NewVectors(db *store.DB, e Embedder, then Then) *Vectors {
	return &Vectors{db: db, embedder: e, missing: make(chan struct{}, 1), then: then}
}

// Inside reports whether there is an embedder that runs inside the program.
func (v *Vectors) Inside() bool { return v.On() && v.embedder.Inside() }

// One returns the vector of one text that is not kept yet, from an embedder inside the program; nil if it has none.
func (v *Vectors) One(ctx context.Context, text string) []float32 {
	vs, err := v.embedder.Embed(ctx, []string{text})
	if err != nil || len(vs) != 1 {
		return nil
	}
	return vs[0]
}

// On reports whether there is an embedder.
func (v *Vectors) On() bool { return v.embedder != nil }

// A Text is a text whose vector is a signal for a slug.
type Text struct {
	Slug, Text string
	Kind       Kind // told apart by an embedder inside the program only
}

// key returns the key under which the vector of a text is kept.
func (v *Vectors) key(w Text) [16]byte {
	sum := sha256.Sum256([]byte(v.embedder.Name() + "\x00" + w.Text))
	return [16]byte(sum[:16])
}

// Run asks for vectors that are missing until ctx is done. After a failure it tries again
// a minute later, and twice as late each time, up to an hour.
func (v *Vectors) Run(ctx context.Context, lg *slog.Logger, want func() []Text) {
	wait := time.Minute
	var again <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return
		case <-v.missing:
			if again != nil {
				continue // it will be asked for with the rest
			}
		case <-again:
		}
		again = nil
		if err := v.Embed(ctx, want()); err == nil {
			wait = time.Minute
		} else if ctx.Err() == nil {
			lg.Warn("find: vectors are missing; finding goes on without them", "err", err, "again", wait)
			again, wait = time.After(wait), min(2*wait, time.Hour)
		}
	}
}

// Ask asks run for the vectors that are missing.
func (v *Vectors) Ask() {
	select {
	case v.missing <- struct{}{}:
	default: // it was asked already
	}
}

// Kept returns the vectors of texts that the store has, in signed bytes, and whether it lacks none.
func (v *Vectors) Kept(ctx context.Context, want []Text) (packed [][]byte, all bool, err error) {
	have, err := v.kept(ctx, want)
	packed, all = v.packed(want, have)
	return packed, all, err
}

// packed puts vectors in the order of the texts.
func (v *Vectors) packed(want []Text, have map[[16]byte][]byte) (packed [][]byte, all bool) {
	packed, all = make([][]byte, len(want)), true
	for i, w := range want {
		of, ok := have[v.key(w)]
		packed[i], all = of, all && ok
	}
	return packed, all
}

// Recall uses the vectors that the store has, and asks run for those it lacks.
func (v *Vectors) Recall(ctx context.Context, want []Text) error {
	have, err := v.kept(ctx, want)
	if err != nil {
		return err
	}
	v.use(want, have)
	v.Ask()
	return nil
}

// Embed asks for the vectors that are missing, keeps them, and uses them from the next
// question on. Vectors that are no longer wanted are removed.
func (v *Vectors) Embed(ctx context.Context, want []Text) error {
	have, err := v.kept(ctx, want)
	if err != nil {
		return err
	}
	missing := slices.DeleteFunc(slices.Clone(want), func(w Text) bool { _, ok := have[v.key(w)]; return ok })
	batch := embedBatch
	if v.Inside() {
		batch = insideBatch
	}
	for part := range slices.Chunk(missing, batch) {
		if err := v.request(ctx, part, have); err != nil {
			return err
		}
	}
	if !v.Inside() {
		v.use(want, have)
		return v.drop(ctx, have)
	}
	if err := v.drop(ctx, have); err != nil {
		return err
	}
	packed, _ := v.packed(want, have)
	return v.then(ctx, want, packed)
}

// How many vectors are asked for and kept at a time: of an endpoint, and of an embedder inside the program, which
// takes some seconds for as many.
const (
	embedBatch  = 64
	insideBatch = 512
)

// errOtherLength means that no vector that was kept can be compared with new ones.
var errOtherLength = errors.New("find: vectors have another length than those that were kept, " +
	"which are asked for again")

// request asks for vectors, keeps them in the store and adds them to have.
func (v *Vectors) request(ctx context.Context, ws []Text, have map[[16]byte][]byte) error {
	texts := make([]string, len(ws))
	for i, w := range ws {
		texts[i] = w.Text
	}
	vs, err := v.embedder.Embed(ctx, texts)
	if err != nil {
		return fmt.Errorf("find: embed: %w", err)
	}
	for _, old := range have {
		if len(old) > 0 && len(old) != len(vs[0]) { // the model behind the name is another one now
			clear(have)
			return errors.Join(errOtherLength, v.drop(ctx, have))
		}
	}
	for i, w := range ws {
		have[v.key(w)] = Pack(vs[i])
	}
	if v.db == nil {
		return nil
	}
	return v.db.Update(ctx, func(tx *store.Tx) error {
		for _, w := range ws {
			key := v.key(w)
			if err := kept.Save(tx, key[:], have[key]); err != nil {
				return fmt.Errorf("find: keep a vector: %w", err)
			}
		}
		return nil
	})
}

// kept returns those of the vectors that are in the store.
func (v *Vectors) kept(ctx context.Context, want []Text) (map[[16]byte][]byte, error) {
	have := map[[16]byte][]byte{}
	if v.db == nil {
		return have, nil
	}
	err := v.db.View(ctx, func(tx *store.Tx) error {
		for _, w := range want {
			key := v.key(w)
			if packed, ok, _ := kept.Load(tx, key[:]); ok { // an error fails the transaction
				have[key] = packed
			}
		}
		return nil
	})
	return have, err
}

// drop removes all vectors from the store but those in have.
func (v *Vectors) drop(ctx context.Context, have map[[16]byte][]byte) error {
	if v.db == nil {
		return nil
	}
	return v.db.Update(ctx, func(tx *store.Tx) error {
		for k := range kept.All(tx) {
			if len(k) == 16 {
				if _, ok := have[[16]byte(k)]; ok {
					continue
				}
			}
			if err := kept.Delete(tx, k); err != nil {
				return fmt.Errorf("find: remove a vector: %w", err)
			}
		}
		return nil
	})
}

// use makes the vectors in have a signal from the next question on.
func (v *Vectors) use(want []Text, have map[[16]byte][]byte) {
	var all []vector
	for _, w := range want {
		if packed := have[v.key(w)]; len(packed) > 0 {
			all = append(all, newVector(w.Slug, packed))
		}
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.all = all
}

// Question returns the vector of a question; nil if there is nothing to compare it with, or
// it does not come in time.
func (v *Vectors) Question(ctx context.Context, question privacy.Scrubbed) []float32 {
	v.mu.RLock()
	none := len(v.all) == 0 && !v.Inside()
	v.mu.RUnlock()
	if none || strings.TrimSpace(question.String()) == "" {
		return nil
	}
	q, _ := v.embedder.Ask(ctx, question)
	return q
}

// Score adds to out, by the number of a slug, how much closer each lies to a question than
// usual: 1 for the closest if that stands out, next to nothing for those that do not come
// near it. Cosines differ much between models, so they are compared with each other only:
// what counts is how many standard deviations a slug is above the mean.
func (v *Vectors) Score(q []float32, number map[string]int32, out *score.Sparse) {
	norm := float32(math.Sqrt(float64(inner(q, q))))
	if norm == 0 {
		return
	}
	v.mu.RLock()
	defer v.mu.RUnlock()
	for i := range v.all {
		w := &v.all[i]
		slug, ok := number[w.slug]
		if !ok || len(w.bits) != len(q) {
			continue
		}
		cos := w.cosine(q, norm) + 1 // above zero
		out.Add(slug, 0)
		out.By[slug] = max(out.By[slug], cos)
	}
	var sum, square, best float64
	for _, slug := range out.Hits {
		v := float64(out.By[slug])
		sum, square, best = sum+v, square+v*v, max(best, v)
	}
	n := float64(len(out.Hits))
	mean := sum / n
	spread := math.Sqrt(max(0, square/n-mean*mean))
	for _, slug := range out.Hits {
		if spread < 1e-6 {
			out.By[slug] = 0
			continue
		}
		z := (float64(out.By[slug]) - mean) / spread
		out.By[slug] = float32(math.Exp(z-(best-mean)/spread) * min(1, max(0, z)/standsOut))
	}
}

// standsOut is how many standard deviations above the mean a likeness counts fully.
const standsOut = 3
