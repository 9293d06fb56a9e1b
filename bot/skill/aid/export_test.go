package aid

import (
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// Words are what the skill says.
var Words = words

// Length is in how many parts an aid is walked.
func Length(a *knowledge.Aid) int { return length(a) }

// WhyAt is the reason of the step of an aid that a person is at; empty if it has none.
func WhyAt(tx *store.Tx, id people.ID, a *knowledge.Aid) (string, error) {
	r, ok, err := runs.Load(tx, runKey(id, a.Slug))
	if !ok || a.Type == knowledge.Checklist {
		return "", err
	}
	return whyOf(a, r.Step), err
}
