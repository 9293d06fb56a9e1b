package scan_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/skill/scan"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// TestALargerGroup holds that where eight people are needed, a scan is for eight, an answer of seven is not told,
// and one of eight is; and that the texts say so.
func TestALargerGroup(t *testing.T) {
	for _, n := range []int{7, 8} {
		s := bottest.New(t, scan.Skill)
		s.Update(func(tx *store.Tx) error { return privacy.Raise(tx, 8) })
		lena := s.Meet(t, "lena", "nl") // looks after the library
		lena.Say("hoi")
		var ps []*bottest.Person
		meet := func(upto int) {
			for len(ps) < upto {
				p := s.Meet(t, fmt.Sprint("p", len(ps)), "nl")
				p.Say("hoi")
				ps = append(ps, p)
			}
		}
		meet(6)
		if r := lena.Do("scan/start", "werkscan"); !strings.Contains(r.Text, "minder dan 16 mensen") {
			t.Errorf("for seven: %s", r.Text)
		}
		meet(16)
		lena.Do("scan/go", "werkscan")
		for range 5 { // what a scan asks is planned each day
			s.Day(1)
		}
		for i, p := range ps[:8+n] { // eight say 1, the others 5
			p.Do("scan/answer", fmt.Sprintf("werkscan/0/%d", map[bool]int{true: 0, false: 4}[i < 8]))
		}
		s.Day(10)
		r := lena.Do("scan/show", "werkscan")
		if told := strings.Contains(r.Text, "4 – 5: minstens 8 mensen"); told != (n == 8) ||
			!strings.Contains(r.Text, "8 of meer mensen") {
			t.Errorf("%d answers: %s", n, r.Text)
		}
	}
}
