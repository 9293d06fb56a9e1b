package scan_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/skill/scan"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

func TestMain(m *testing.M) { bottest.Main(m) }

// TestAScan lets an author start the starter scan, and twelve people answer it: each once,
// in their own time, as much of it as they like. Nothing is told before it is over, and
// nothing of fewer than five people after.
func TestAScan(t *testing.T) {
	s := bottest.New(t, scan.Skill)
	var ps []*bottest.Person
	for i := range 12 {
		p := s.Meet(t, fmt.Sprint("p", i), "nl")
		p.Say("help")
		ps = append(ps, p)
	}
	lena := s.Meet(t, "lena", "nl") // looks after the library
	if r := ps[0].Say("scans"); !strings.Contains(r.Text, "voor makers") {
		t.Errorf("who is no author reads %s", r.Text)
	}
	lena.Say("scans")
	if r := lena.Do("scan/look", "werkscan/1"); !strings.Contains(r.Text, "Te weinig tijd") ||
		strings.Contains(r.Text, "Sla over") {
		t.Errorf("looked at: %s", r.Text)
	}
	if r := lena.Do("scan/start", "werkscan"); !strings.Contains(r.Text, "minstens 5 mensen") ||
		!strings.Contains(r.Text, "14 dagen") {
		t.Errorf("before it is started: %s", r.Text)
	}
	lena.Do("scan/go", "werkscan")

	asked := map[string]chat.Reply{}
	for range 5 {
		for who, said := range s.Day(1) {
			if _, twice := asked[who]; twice || len(said) != 1 {
				t.Fatalf("%s is asked %v", who, said)
			}
			asked[who] = said[0]
		}
	}
	if len(asked) != 13 {
		t.Fatalf("%d people were asked", len(asked))
	}
	if err := asked["p1"].Validate(); err != nil {
		t.Error(err)
	}
	if text := asked["p1"].Text; !strings.Contains(text, "vraag 1 van 4") ||
		!strings.Contains(text, "1 = helemaal niet") || !strings.Contains(text, "bewaar niet wie wat koos") ||
		!strings.Contains(text, "Waarom deze vragen") {
		t.Errorf("asked is %s", text)
	}
	for i, p := range ps[:10] {
		p.Do("scan/answer", fmt.Sprintf("werkscan/0/%d", i%2)) // 1 or 2: told together, and all the same
		p.Do("scan/answer", "werkscan/0/4")                    // again: does not count
		p.Do("scan/answer", fmt.Sprintf("werkscan/1/%d", map[bool]int{true: 2, false: i % 2}[i < 6]))
		p.Do("scan/skip", "werkscan/2")
		if r := p.Do("scan/answer", fmt.Sprintf("werkscan/3/%d",
			map[bool]int{true: 4, false: 0}[i < 5])); !strings.Contains(r.Text, "Dank je wel") {
			t.Errorf("at the end: %s", r.Text)
		}
	}
	if r := ps[10].Say("stop"); strings.Contains(r.Text, "vraag 2") {
		t.Errorf("after stop: %s", r.Text)
	}
	if r := lena.Do("scan/show", "werkscan"); strings.Contains(r.Text, "mensen") ||
		!strings.Contains(r.Text, "niet eerder") {
		t.Errorf("told while it is open: %s", r.Text)
	}
	for _, bucket := range s.Holds("werkscan/1/2") {
		if strings.HasPrefix(bucket, "scan.") {
			t.Errorf("%s holds an answer", bucket)
		}
	}

	s.Day(10)
	r := lena.Do("scan/show", "werkscan")
	for _, want := range []string{"gesloten op", "vaakst op?\n\nTe weinig", "1 – 2: minstens 5 mensen",
		"4 – 5: minstens 5 mensen", "Aantallen van 5"} {
		if !strings.Contains(r.Text, want) {
			t.Errorf("not told: %q\n%s", want, r.Text)
		}
	}
	if strings.Contains(r.Text, "6 mensen") || strings.Contains(r.Text, "10 mensen") ||
		strings.Count(r.Text, "Te weinig antwoorden") != 3 {
		t.Errorf("told is\n%s", r.Text)
	}
	ps[11].Do("scan/answer", "werkscan/0/0") // too late
	if again := lena.Do("scan/show", "werkscan"); again.Text != r.Text {
		t.Errorf("it changed:\n%s", again.Text)
	}
	s.Update(func(tx *store.Tx) error { return privacy.Raise(tx, 6) })
	if strings.Contains(lena.Do("scan/show", "werkscan").Text, "minstens 5 mensen") {
		t.Error("five are told where six are needed")
	}
	if r := lena.Do("scan/start", "werkscan"); !strings.Contains(r.Text, "kan opnieuw vanaf") {
		t.Errorf("started again: %s", r.Text)
	}
	ps[0].Say("verwijder mijn gegevens")
	ps[0].Say("ja")
	s.Day(40)
	if s.Holds("\"next\":") != nil {
		t.Errorf("how far people were is still in %v", s.Holds("\"next\":"))
	}
}

// TestASmallGroup holds that a scan for fewer people than answers are told of is not
// started.
func TestASmallGroup(t *testing.T) {
	s := bottest.New(t, scan.Skill)
	lena := s.Meet(t, "lena", "en")
	lena.Say("help")
	for _, act := range []string{"scan/start", "scan/go"} {
		if r := lena.Do(act, "werkscan"); !strings.Contains(r.Text, "fewer than 10") {
			t.Errorf("%s: %s", act, r.Text)
		}
	}
}
