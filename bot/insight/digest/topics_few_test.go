package digest

import (
	"testing"

	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/privacy"
)

// TestATopicOfNearlyAllIsNotTold holds that the authors' list tells of what five people asked only where as many may
// not have.
func TestATopicOfNearlyAllIsNotTold(t *testing.T) {
	in := AuthorSource{K: 5}
	for g := range journal.Groups {
		in.Questions = append(in.Questions, journal.Question{Lang: "nl", Outcome: "none", Group: g + 1,
			Text: privacy.Scrubber{}.Scrub("hoe repareer ik de goudfolieprinter?")})
	}
	for members, people := range map[int]int{0: 5, 5: 0, 6: 0, 9: 0, 10: 5, 40: 5} {
		in.Members = members
		told := 0
		for _, it := range Authors(in).Items {
			told += it.People
		}
		if told != people {
			t.Errorf("of %d members it tells of %d, want %d", members, told, people)
		}
	}
}
