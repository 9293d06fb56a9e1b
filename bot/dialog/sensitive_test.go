package dialog

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/content"
	"github.com/handvat/handvat/knowledge"
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
		"ik word gek van deze spreadsheet":              "",
		"ik ben doodmoe van deze printer":               "",
		"ik ben doodmoe":                                "health",
		"ik word ziek van deze app":                     "",
		"sick of this form":                             "",
		"these macros are driving me insane":            "",
		"ik word gek van mijn baas die me uitscheldt":   "safety",
		"I'm exhausted and can't sleep":                 "health",
	} {
		if got := Sensitive(text.Normal(said)); got != want {
			t.Errorf("%q is %q, want %q", said, got, want)
		}
	}
}

// TestHeavy holds that what somebody does to another, or does wrong, and what is heavy for who writes is known, and
// that questions about work are not taken for it: also those that aids of the starter library answer.
func TestHeavy(t *testing.T) {
	list, err := os.ReadFile("testdata/heavy.tsv")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]int{}
	for line := range strings.Lines(string(list)) {
		kind, said, _ := strings.Cut(strings.TrimSpace(line), "\t")
		all[kind]++
		switch topic := Sensitive(text.Normal(said)); {
		case kind == "work" && topic != "":
			t.Errorf("%q is work, and was taken for %s", said, topic)
		case kind != "work" && topic == "":
			t.Errorf("%q was not known", said)
		}
	}
	if all["told"] < 50 || all["tuned"] < 110 || all["work"] < 40 {
		t.Errorf("%v", all)
	}
	files, _ := fs.Glob(content.FS, "*/*.md")
	for _, name := range files {
		src, _ := content.FS.ReadFile(name)
		a, _ := knowledge.Parse(name, src)
		for _, q := range append(a.Questions, a.Title, a.Task) {
			if topic := Sensitive(text.Normal(q)); topic != "" {
				t.Errorf("%q is what %s answers, and was taken for %s", q, a.Slug, topic)
			}
		}
	}
	if len(files) < 40 {
		t.Errorf("%d aids", len(files))
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
