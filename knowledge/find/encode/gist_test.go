package encode

import (
	"math"
	"testing"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find/text"
)

func gistOfText(s string, lang knowledge.Lang) Gist {
	return GistOf(text.NewAnalyser().Words(s, lang), lang)
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
		if a, b := about.Times(&same), about.Times(&different); a <= b+0.1 {
			t.Errorf("%q: %.2f to %q, %.2f to %q", tt.text, a, tt.same, b, tt.different)
		}
	}
}

// TestGistLength: a gist is the shorter the more words are unknown, and zero for none.
func TestGistLength(t *testing.T) {
	for text, want := range map[string]float64{
		"": 0, "the of": 0, "xqzzt": 0, "print a letter": 1, "print a qqzxk": 0.5,
	} {
		g := gistOfText(text, knowledge.English)
		if got := math.Sqrt(float64(g.Times(&g))); math.Abs(got-want) > 1e-4 {
			t.Errorf("%q: length %.3f, want %.3f", text, got, want)
		}
	}
}
