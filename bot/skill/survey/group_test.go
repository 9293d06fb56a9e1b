package survey_test

import (
	"strings"
	"testing"

	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// TestALargerGroup holds that where eight people are needed for a figure, a sentence is told if sixteen could have
// written it, and that the texts say so.
func TestALargerGroup(t *testing.T) {
	for _, n := range []int{15, 16} {
		o := newOffice(t)
		o.Update(func(tx *store.Tx) error { return privacy.Raise(tx, 8) })
		asked := append(team("ks")[:min(n, 12)], team("plan")[:max(n-12, 0)]...)
		said := o.until(january, asked...)
		if len(said["ks1"]) != 1 || !strings.Contains(said["ks1"][0].Text, "vanaf 8 mensen") {
			t.Errorf("asked: %v", said["ks1"])
		}
		o.write("ks1", "Ik wist meteen hoe ik moest beginnen")
		if told := strings.Contains(o.week("dienst"), "Ik wist meteen"); told != (n >= 16) {
			t.Errorf("%d were asked: the sentence is told: %v", n, told)
		}
	}
}
