package find

import (
	"math"
	"slices"
	"testing"

	"github.com/handvat/handvat/knowledge"
)

func gistOfText(text string, lang knowledge.Lang) gist {
	return gistOf(newAnalyser().words(text, lang), lang)
}

// TestGists: texts about the same are closer than others, in either language and
// across the two.
func TestGists(t *testing.T) {
	const nl, en = knowledge.Dutch, knowledge.English
	for _, tt := range []struct {
		lang            knowledge.Lang
		text            string
		sameLang        knowledge.Lang
		same, different string // different is in the language of same
	}{
		{en, "my car broke down", en, "the vehicle has engine trouble", "request a day of vacation"},
		{en, "transfer money to my savings", en, "deposit cash in a bank account", "book a hotel room"},
		{nl, "de trein heeft vertraging", nl, "mijn bus komt te laat", "het recept voor soep"},
		{nl, "ik heb koorts", en, "the patient is ill", "print a document"},
		{en, "the invoice was not paid", nl, "een betaling aan de leverancier", "het weer van morgen"},
		{nl, "het ziekenhuisbezoek", en, "a visit to the hospital", "restart the computer"},
	} {
		about := gistOfText(tt.text, tt.lang)
		same, different := gistOfText(tt.same, tt.sameLang), gistOfText(tt.different, tt.sameLang)
		if a, b := about.times(&same), about.times(&different); a <= b+0.1 {
			t.Errorf("%q: %.2f to %q, %.2f to %q", tt.text, a, tt.same, b, tt.different)
		}
	}
}

// TestGistLength: a gist is the shorter the more words are unknown, and zero for none.
func TestGistLength(t *testing.T) {
	for text, want := range map[string]float64{"": 0, "the of": 0, "xqzzt": 0, "print a letter": 1, "print a qqzxk": 0.5} {
		g := gistOfText(text, knowledge.English)
		if got := math.Sqrt(float64(g.times(&g))); math.Abs(got-want) > 1e-4 {
			t.Errorf("%q: length %.3f, want %.3f", text, got, want)
		}
	}
}

// TestGistsOfClasses: a text that is taken out again leaves a class as it was, and a
// class that has none scores nothing.
func TestGistsOfClasses(t *testing.T) {
	g := newGists(nil)
	car, money := gistOfText("my car broke down", knowledge.English), gistOfText("transfer money", knowledge.English)
	g.add(2, &car, 1)
	before := slices.Clone(g.sums)
	g.add(2, &money, 1)
	g.add(2, &money, -1)
	for i := range before {
		if math.Abs(float64(before[i]-g.sums[i])) > 1e-5 {
			t.Fatal("the text is still there")
		}
	}
	out := make(dense, 4) // one class more than there are
	vehicle := gistOfText("the engine of a vehicle", knowledge.English)
	g.score(&vehicle, out)
	if out[0] != 0 || out[1] != 0 || out[3] != 0 || out[2] < 0.2 || out[2] > 1 {
		t.Errorf("scores %v", out)
	}
	g.score(&gist{}, out)
	if out[2] != 0 {
		t.Errorf("nothing is about %v", out)
	}
}

// TestLike: a word that the library lacks stands for those that mean about the same.
func TestLike(t *testing.T) {
	v := newVocabulary(map[string]int{"vehicl": 1, "letter": 2, "vakantie": 1, "password": 1})
	for _, tt := range []struct {
		stem string
		lang knowledge.Lang
		want string
	}{{"truck", knowledge.English, "vehicl"}, {"holiday", knowledge.English, "vakantie"}, {"vrachtwag", knowledge.Dutch, "vehicl"}} {
		got := v.like(tt.stem, tt.lang)
		if len(got) == 0 || got[0].term != tt.want || got[0].weight > 1.001 {
			t.Errorf("%s: %v, want %s first", tt.stem, got, tt.want)
		}
	}
	if got := v.like("xqzzt", knowledge.English); got != nil {
		t.Errorf("an unknown word is like %v", got)
	}
}
