package evaluate

import (
	"context"
	"sync"

	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/privacy"
)

// A remembering embedder gives the vector that it gave before for the same text, so that one trial after another takes
// no longer for it.
type remembering struct {
	find.Embedder
	mu  sync.Mutex
	had map[string][]float32
}

// Remembering returns an embedder that asks e for each text once.
func Remembering(e find.Embedder) find.Embedder {
	return &remembering{Embedder: e, had: map[string][]float32{}}
}

// Embed returns the vector of each text.
func (r *remembering) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var missing []string
	asked := map[string]bool{}
	for _, t := range texts {
		if r.had[t] == nil && !asked[t] {
			asked[t], missing = true, append(missing, t)
		}
	}
	vs, err := r.Embedder.Embed(ctx, missing)
	if err != nil {
		return nil, err
	}
	for i, v := range vs {
		r.had[missing[i]] = v
	}
	out := make([][]float32, len(texts))
	for i, t := range texts {
		out[i] = r.had[t]
	}
	return out, nil
}

// Ask returns the vector of a question.
func (r *remembering) Ask(ctx context.Context, question privacy.Scrubbed) ([]float32, bool) {
	text := privacy.Unmarked(question.String())
	r.mu.Lock()
	v, ok := r.had[text]
	r.mu.Unlock()
	if ok {
		return v, true
	}
	if v, ok = r.Embedder.Ask(ctx, question); ok {
		r.mu.Lock()
		r.had[text] = v
		r.mu.Unlock()
	}
	return v, ok
}
