package barrier_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// TestALargerGroup holds that where eight people are needed, a factor that seven report is not told and one of
// eight is, and twice as many for what is sensitive; and that the texts say so.
func TestALargerGroup(t *testing.T) {
	for factor, need := range map[string]int{"resources": 8, "leadership": 16} {
		for _, n := range []int{need - 1, need} {
			s := raise(t)
			s.Update(func(tx *store.Tx) error { return privacy.Raise(tx, 8) })
			var members strings.Builder
			members.WriteString("platform,user,unit,roles,manager-of\nweb,mia,desk,manager,desk\n")
			for i := range 2 * need { // as many of them may not have said it
				fmt.Fprintf(&members, "web,u%d,desk,employee,\n", i)
			}
			s.Roster(map[string]string{"units.csv": "unit,name\ndesk,Balie\n", "people.csv": members.String()})
			for i := range n {
				r := s.Meet(t, fmt.Sprint("u", i), "nl").Do("barrier/said", factor+"/")
				if !strings.Contains(r.Text, "zodra acht mensen van je team het zeggen, en bij tijd of steun 16") {
					t.Fatalf("said: %s", r.Text)
				}
			}
			s.Day(7)
			r := s.Meet(t, "mia", "nl").Do("barrier/unit", "desk")
			if told := strings.Contains(r.Text, fmt.Sprintf("minstens %d mensen", need)); told != (n == need) {
				t.Errorf("%s of %d people:\n%s", factor, n, r.Text)
			}
			if !strings.Contains(r.Text, "Groepen van acht mensen of meer, bij tijd en steun 16") {
				t.Errorf("shown: %s", r.Text)
			}
		}
	}
}
