package find_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find"
)

// synonyms reads synonyms that must be right.
func synonyms(t *testing.T, text string) *find.Synonyms {
	t.Helper()
	s := new(find.Synonyms)
	for _, p := range s.Add("synonyms.txt", []byte(text)) {
		t.Error(p.String(knowledge.English))
	}
	return s
}

func TestSynonyms(t *testing.T) {
	f, _ := open(t)
	ctx := context.Background()
	check(t, f.Sync(ctx, office(), nil))
	questions := map[string]string{
		"snipper dag":               "nl/verlof",
		"een SNIPPER dag of twee":   "nl/verlof",
		"sesam doet het niet":       "nl/wachtwoord",
		"the thing with the sesame": "en/wachtwoord",
		"een heidag plannen":        "en/meeting",
	}
	knows := func() (n int) {
		for q, want := range questions {
			if first(ask(t, f, q)) == want {
				n++
			}
		}
		return n
	}
	if n := knows(); n == len(questions) {
		t.Fatalf("%d of %d are found without synonyms: they show nothing", n, len(questions))
	}
	s := synonyms(t, "\ufeff# words of ours\r\nsnipper dag, vakantie\r\n\r\n"+
		"sesam, Sésame, wachtwoord, password\nheidag, meeting\n")
	f.SetSynonyms(s)
	for _, when := range []string{"at once", "trained"} {
		for q, want := range questions {
			if got := first(ask(t, f, q)); got != want {
				t.Errorf("%s, %q: got %s, want %s", when, q, got, want)
			}
		}
		check(t, f.Retrain(ctx))
	}
	f.SetSynonyms(nil)
	check(t, f.Retrain(ctx))
	if n := knows(); n == len(questions) {
		t.Error("synonyms that were taken away still count")
	}
}

// TestSynonymProblems expects each line with a problem to be told by its number, in
// both languages, and the others to count.
func TestSynonymProblems(t *testing.T) {
	var s find.Synonyms
	ps := s.Add("jargon.txt", []byte("snipperdag, vakantie\nalleen\n# fine\nlos,, vast\nhet, de\n"+
		"veel te veel woorden samen, kort\n\xff\xfe, x\nsesam, wachtwoord\n"))
	want := []string{
		"2:1: Zet twee", "4:1: Tussen twee komma's", "5:1: \"het\" is", "6:1: Gebruik hooguit 3",
		"7:1: Deze regel is geen UTF-8",
	}
	for i, p := range ps {
		if got := p.String(knowledge.Dutch); i >= len(want) || !strings.HasPrefix(got, "jargon.txt:"+want[i]) {
			t.Errorf("problem %d: %s", i, got)
		}
		if p.Says.In("en") == "" || p.Says.In("en") == p.Says.In("nl") {
			t.Errorf("no English: %+v", p)
		}
	}
	if len(ps) != len(want) {
		t.Errorf("%d problems, want %d", len(ps), len(want))
	}
	f, _ := open(t)
	f.SetSynonyms(&s)
	check(t, f.Sync(context.Background(), office(), nil))
	for q, w := range map[string]string{"snipperdag": "nl/verlof", "sesam": "nl/wachtwoord"} {
		if got := first(ask(t, f, q)); got != w {
			t.Errorf("%q: got %s", q, got)
		}
	}
}

// TestManySynonyms expects a long file to cost little.
func TestManySynonyms(t *testing.T) {
	var b strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&b, "jargon%d, vakjargon nummer%d, vakantie\n", i, i)
	}
	f, _ := open(t)
	f.SetSynonyms(synonyms(t, b.String()))
	check(t, f.Sync(context.Background(), office(), nil))
	if got := first(ask(t, f, "jargon4999")); got != "nl/verlof" {
		t.Errorf("got %s", got)
	}
}
