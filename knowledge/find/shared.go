package find

import (
	"maps"
	"sync"
	"weak"

	"github.com/handvat/handvat/knowledge/find/learn"
)

// Models are models in which there are no phrasings, by what they were trained on, for as long as a finder uses them:
// finders of the same aids train once, and share what does not change. The zero value is ready, and it is safe for
// concurrent use; nil has none.
type Models struct {
	mu sync.Mutex
	by map[learn.Mark]weak.Pointer[learn.Model]
}

// Share has the finder use models that others trained, and lets others use its own. It is to be called before the first
// Sync.
func (f *Finder) Share(m *Models) { f.models = m }

// of returns the model that was trained on the same; nil if there is none.
func (ms *Models) of(mark learn.Mark) *learn.Model {
	if ms == nil {
		return nil
	}
	ms.mu.Lock()
	defer ms.mu.Unlock()
	return ms.by[mark].Value()
}

// add lets others have a model, which must not be changed afterwards.
func (ms *Models) add(m *learn.Model) {
	ms.mu.Lock()
	defer ms.mu.Unlock()
	maps.DeleteFunc(ms.by, func(_ learn.Mark, p weak.Pointer[learn.Model]) bool { return p.Value() == nil })
	if ms.by == nil {
		ms.by = map[learn.Mark]weak.Pointer[learn.Model]{}
	}
	ms.by[m.Mark] = weak.Make(m)
}
