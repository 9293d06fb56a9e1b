package dialog

import (
	"testing"

	"github.com/handvat/handvat/bot/text"
)

func TestSensitive(t *testing.T) {
	for said, want := range map[string]string{
		"Ik zie het niet meer zitten":                   CrisisTopic,
		"I don't want to live like this":                CrisisTopic,
		"Mijn chef raakt me ongewenst aan.":             "safety",
		"my boss touched me":                            "safety",
		"mijn baas pest mij":                            "safety",
		"Mijn chef kleineert me waar iedereen bij is":   "safety",
		"collega's sluiten mij buiten":                  "safety",
		"my boss bullies my colleague":                  "safety",
		"My manager shouts at us every day":             "safety",
		"mijn leidinggevende fraudeert met declaraties": "safety",
		"my supervisor takes bribes":                    "safety",
		"a colleague steals from the till":              "safety",
		"thuis is er huiselijk geweld":                  "safety",
		"ik word gediscrimineerd om mijn hoofddoek":     "safety",
		"I think I am burned out":                       "health",
		"ik ben opgebrand":                              "health",
		"mijn collega drinkt te veel":                   "health",
		"my colleague has a drinking problem":           "health",
		"I'm depressed":                                 "health",
		"mijn collega is ernstig ziek":                  "health",
		"I was fired yesterday":                         "conflict",
		"een klant scheldt mijn collega uit":            "",
		"a customer shouts at me":                       "",
		"hoe sluit ik de kassa af met een collega":      "",
		"hoe geef ik mijn baas feedback":                "",
		"how do I tell my boss no":                      "",
		"hoe herken ik fraude met een creditcard":       "",
		"hoe ga ik om met een boze klant":               "",
		"this document touches on feedback":             "",
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
