package dialog

import (
	"testing"

	"github.com/handvat/handvat/bot/text"
)

func TestSensitive(t *testing.T) {
	for said, want := range map[string]string{
		"Ik zie het niet meer zitten":       CrisisTopic,
		"I don't want to live like this":    CrisisTopic,
		"Mijn chef raakt me ongewenst aan.": "safety",
		"my boss touched me":                "safety",
		"hoe ga ik om met een boze klant":   "",
		"this document touches on feedback": "",
	} {
		if got := Sensitive(text.Normal(said)); got != want {
			t.Errorf("%q is %q, want %q", said, got, want)
		}
	}
}

func TestRude(t *testing.T) {
	for said, want := range map[string]bool{
		"Kut bot!": true, "je bent dom": true, "you suck": true, "this is useless": true,
		"domein aanvragen": false, "klant noemt mij een sukkel, wat zeg ik dan": false, "how do I help a useless " +
			"colleague improve": false,
	} {
		if got := Rude(text.Normal(said)); got != want {
			t.Errorf("%q: %v", said, got)
		}
	}
}
