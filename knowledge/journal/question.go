package journal

import (
	"fmt"
	"strconv"
	"time"

	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// A Question is what someone asked that no aid answered well, kept for the authors:
// scrubbed, without the asker, to the day, and for [privacy.KeepQuestion] only.
type Question struct {
	Day     time.Time        `json:"day"` // the day, UTC; no time of day
	Lang    string           `json:"lang"`
	Text    privacy.Scrubbed `json:"text"`
	Outcome string           `json:"outcome"`       // none, choose, not: what came of it
	Aid     string           `json:"aid,omitempty"` // the aid that did not help
	Reason  string           `json:"reason,omitempty"`
	Group   int              `json:"group,omitempty"` // of [GroupOf] the asker; 0 if they asked anonymously
}

// Groups is in how many groups people are, at random.
const Groups = 8

// GroupOf returns which of the groups a person is in, 1 to [Groups]; 0 for nobody. Each
// group has an eighth of all people, so that it leads to none of them; but questions of
// five groups were asked by five people at least. It is three bits of the pseudonym,
// which is drawn at random.
func GroupOf(person string) int {
	if person == "" {
		return 0
	}
	n, err := strconv.ParseUint(person[len(person)-1:], 16, 8)
	if err != nil {
		return 0
	}
	return int(n%Groups) + 1
}

// Keep adds a question for the authors.
func Keep(tx *store.Tx, q Question) error {
	q.Day = q.Day.UTC().Truncate(24 * time.Hour)
	if _, err := questions.Add(tx, q); err != nil {
		return fmt.Errorf("journal: keep question: %w", err)
	}
	return nil
}

// Questions returns the questions kept, oldest first.
func Questions(tx *store.Tx) (qs []Question) {
	for _, q := range questions.All(tx) {
		qs = append(qs, q)
	}
	return qs
}
