package find

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/store"
)

// What is kept in the store, only if an organisation configured embeddings:
//
//	find.vectors  hash of endpoint, model and text → a signed byte per dimension
//
// The texts are those of aids and of confirmed phrasings; a question's vector is not
// kept. It is derived: what is missing is asked for again.
const vectorBucket = "find.vectors"

// An Embedder turns texts into vectors that lie close together when the texts mean the
// same.
type Embedder interface {
	// Name tells the vectors of one embedder from those of another.
	Name() string
	// Embed returns the vector of each text, all of the same length. Nobody waits for it.
	Embed(ctx context.Context, texts []string) ([][]float32, error)
	// Ask returns the vector of a question, or ok false if that would take too long.
	Ask(ctx context.Context, question string) (vector []float32, ok bool)
}

// SetEmbedder makes likeness of vectors one more signal; it is to be called before the
// first Sync. Run, or Embed, asks for the vectors of aids and phrasings, and every Find
// for that of its question.
func (f *Finder) SetEmbedder(e Embedder) { f.embedder = e }

// A vector is an embedding of length 1 in signed bytes.
type vector struct {
	slug string
	bits []int8
	norm float32 // the length of bits
}

// packVector makes bytes of an embedding; nil if it has no direction.
func packVector(v []float32) []byte {
	var most float32
	for _, x := range v {
		most = max(most, x, -x)
	}
	if most == 0 {
		return nil
	}
	out := make([]byte, len(v))
	for i, x := range v {
		out[i] = byte(int8(math.Round(float64(x / most * 127))))
	}
	return out
}

// newVector reads what packVector made.
func newVector(slug string, packed []byte) vector {
	v := vector{slug: slug, bits: make([]int8, len(packed))}
	var sum float64
	for i, b := range packed {
		v.bits[i] = int8(b)
		sum += float64(v.bits[i]) * float64(v.bits[i])
	}
	v.norm = float32(math.Sqrt(sum))
	return v
}

// cosine returns the likeness of v to q, whose length is norm.
func (v *vector) cosine(q []float32, norm float32) float32 {
	var sum float32
	for i, b := range v.bits {
		sum += float32(b) * q[i]
	}
	return sum / (v.norm * norm)
}

// A wanted is a text whose vector is a signal for a slug.
type wanted struct {
	slug, text string
	key        [16]byte
}

// maxEmbedded is how much of an aid's text is embedded, in bytes: its title, its
// questions, and what comes first of the rest.
const maxEmbedded = 1500

// wanted returns all texts whose vectors are a signal.
func (f *Finder) wanted() []wanted {
	f.mu.RLock()
	defer f.mu.RUnlock()
	var out []wanted
	add := func(slug, text string) {
		if text = strings.TrimSpace(text); text != "" {
			sum := sha256.Sum256([]byte(f.embedder.Name() + "\x00" + text))
			out = append(out, wanted{slug, text, [16]byte(sum[:16])})
		}
	}
	for _, a := range f.shelf.all() {
		add(a.Slug, textOf(a))
	}
	if f.model != nil {
		for _, id := range slices.Sorted(maps.Keys(f.model.known)) {
			if s := f.model.known[id].sample; !s.not {
				add(s.slug, s.text)
			}
		}
	}
	return out
}

// textOf returns the text of an aid that is embedded.
func textOf(a *knowledge.Aid) string {
	var b strings.Builder
	for _, p := range passages(a) {
		if b.Len() > 0 && b.Len()+len(p.text) > maxEmbedded {
			break
		}
		b.WriteString(p.text + "\n")
	}
	return strings.ToValidUTF8(b.String()[:min(b.Len(), 4*maxEmbedded)], "")
}

// Embed asks for the vectors that are missing, keeps them, and uses them from the next
// question on. Vectors that are no longer wanted are removed. Without an embedder it
// does nothing.
func (f *Finder) Embed(ctx context.Context) error {
	if f.embedder == nil {
		return nil
	}
	want := f.wanted()
	have, err := f.kept(ctx, want)
	if err != nil {
		return err
	}
	missing := slices.DeleteFunc(slices.Clone(want), func(w wanted) bool { _, ok := have[w.key]; return ok })
	for len(missing) > 0 {
		n := min(embedBatch, len(missing))
		if err := f.embed(ctx, missing[:n], have); err != nil {
			return err
		}
		missing = missing[n:]
	}
	f.useVectors(want, have)
	return f.dropVectors(ctx, have)
}

// embedBatch is how many vectors are asked for and kept at a time.
const embedBatch = 64

// errOtherLength means that no vector that was kept can be compared with new ones.
var errOtherLength = errors.New("find: vectors have another length than those that were kept, which are asked for again")

// embed asks for vectors, keeps them in the store and adds them to have.
func (f *Finder) embed(ctx context.Context, ws []wanted, have map[[16]byte][]byte) error {
	texts := make([]string, len(ws))
	for i, w := range ws {
		texts[i] = w.text
	}
	vs, err := f.embedder.Embed(ctx, texts)
	if err != nil {
		return fmt.Errorf("find: embed: %w", err)
	}
	for _, old := range have {
		if len(old) > 0 && len(old) != len(vs[0]) { // the model behind the name is another one now
			clear(have)
			return errors.Join(errOtherLength, f.dropVectors(ctx, have))
		}
	}
	for i, w := range ws {
		have[w.key] = packVector(vs[i])
	}
	if f.db == nil {
		return nil
	}
	return f.db.Update(ctx, func(tx *store.Tx) error {
		for _, w := range ws {
			if err := tx.Put(vectorBucket, w.key[:], have[w.key]); err != nil {
				return fmt.Errorf("find: keep a vector: %w", err)
			}
		}
		return nil
	})
}

// kept returns those of the vectors that are in the store.
func (f *Finder) kept(ctx context.Context, want []wanted) (map[[16]byte][]byte, error) {
	have := map[[16]byte][]byte{}
	if f.db == nil {
		return have, nil
	}
	err := f.db.View(ctx, func(tx *store.Tx) error {
		for _, w := range want {
			if v, ok := tx.Get(vectorBucket, w.key[:]); ok {
				have[w.key] = v
			}
		}
		return nil
	})
	return have, err
}

// dropVectors removes all vectors from the store but those in have.
func (f *Finder) dropVectors(ctx context.Context, have map[[16]byte][]byte) error {
	if f.db == nil {
		return nil
	}
	return f.db.Update(ctx, func(tx *store.Tx) error {
		for k := range tx.Scan(vectorBucket, nil, nil) {
			if len(k) == 16 {
				if _, ok := have[[16]byte(k)]; ok {
					continue
				}
			}
			if err := tx.Delete(vectorBucket, k); err != nil {
				return fmt.Errorf("find: remove a vector: %w", err)
			}
		}
		return nil
	})
}

// useVectors makes the vectors in have a signal from the next question on.
func (f *Finder) useVectors(want []wanted, have map[[16]byte][]byte) {
	var vs []vector
	for _, w := range want {
		if packed := have[w.key]; len(packed) > 0 {
			vs = append(vs, newVector(w.slug, packed))
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.vectors = vs
}

// recallVectors uses the vectors that the store has, and asks Run for those it lacks.
func (f *Finder) recallVectors(ctx context.Context) error {
	if f.embedder == nil {
		return nil
	}
	want := f.wanted()
	have, err := f.kept(ctx, want)
	if err != nil {
		return err
	}
	f.useVectors(want, have)
	f.askVectors()
	return nil
}

// askVectors asks Run for the vectors that are missing.
func (f *Finder) askVectors() {
	select {
	case f.unembedded <- struct{}{}:
	default: // it was asked already
	}
}

// questionVector returns the vector of a question, nil without.
func (f *Finder) questionVector(ctx context.Context, text string) []float32 {
	if f.embedder == nil {
		return nil
	}
	f.mu.RLock()
	none := len(f.vectors) == 0
	f.mu.RUnlock()
	if none || strings.TrimSpace(text) == "" {
		return nil
	}
	v, _ := f.embedder.Ask(ctx, text)
	return v
}

// meaning adds to out, by slug, how much closer each lies to a question than usual: 1
// for the closest if that stands out, next to nothing for those that do not come near
// it. Cosines differ much between models, so they are compared with each other only:
// what counts is how many standard deviations a slug is above the mean.
func (f *Finder) meaning(q []float32, out *scores) {
	norm := sqrt(inner(q, q))
	if norm == 0 {
		return
	}
	for i := range f.vectors {
		v := &f.vectors[i]
		slug, ok := f.shelf.number[v.slug]
		if !ok || len(v.bits) != len(q) {
			continue
		}
		cos := v.cosine(q, norm) + 1 // above zero
		out.add(slug, 0)
		out.by[slug] = max(out.by[slug], cos)
	}
	var sum, square, best float64
	for _, slug := range out.hits {
		v := float64(out.by[slug])
		sum, square, best = sum+v, square+v*v, max(best, v)
	}
	n := float64(len(out.hits))
	mean := sum / n
	spread := math.Sqrt(max(0, square/n-mean*mean))
	for _, slug := range out.hits {
		if spread < 1e-6 {
			out.by[slug] = 0
			continue
		}
		z := (float64(out.by[slug]) - mean) / spread
		out.by[slug] = float32(math.Exp(z-(best-mean)/spread) * min(1, max(0, z)/standsOut))
	}
}

// standsOut is how many standard deviations above the mean a likeness counts fully.
const standsOut = 3

func inner(a, b []float32) (sum float32) {
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}
