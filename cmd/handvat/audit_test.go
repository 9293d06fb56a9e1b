package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestAuditLog plays what others work with being changed, in chat, in files and at the desk, and holds that the log
// tells who did, as what and when, of who deleted their data the role only, and nothing of who asked what.
func TestAuditLog(t *testing.T) {
	src, err := os.ReadFile("testdata/cases/24-bidi-in-aid/rtl.md")
	if err != nil {
		t.Fatal(err)
	}
	data, library := t.TempDir(), t.TempDir()
	file := filepath.Join(library, "laptop-inleveren.md")
	if err := os.WriteFile(file, []byte(strings.Replace(string(src), " \u202e!", "", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	s := serve(t, "--data", data, "--library", library)
	ada, lena, mira := newVisitor(t, s.url), newVisitor(t, s.url), newVisitor(t, s.url)
	propose := func(what string) {
		for _, text := range []string{"schrijf mee", what, "Iemand in het team is jarig", "collega's",
			"1. Vouw het vel dubbel\n2. Vouw de vleugels\n3. Trek aan de staart", "Hij staat uit zichzelf"} {
			ada.say(text)
		}
		ada.sees("Iemand anders kijkt het na")
	}
	for who, what := range map[*visitor]string{lena: "Vouw een kraanvogel", mira: "Vouw een bootje"} {
		propose(what)
		who.say("hoe lever ik mijn laptop in?")
		who.say("concepten")
		who.say("zet live")
		who.sees("staat live")
	}
	mira.say("verwijder mijn gegevens")
	mira.say("ja")
	mira.say("ja")
	s.stop()
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	config, ours := writeFile(t, "handvat.yaml", "privacy: {k: 8}\n"), t.TempDir()
	if err := os.MkdirAll(filepath.Join(ours, "mydata"), 0o700); err != nil {
		t.Fatal(err)
	}
	mine := filepath.Join(ours, "mydata", "nl.yaml")
	for _, said := range []string{"Wat ik van je weet", "Wat ik van jou weet"} {
		if err := os.WriteFile(mine, []byte("title: "+said+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		s = serve(t, "--data", data, "--library", library, "--config", config, "--texts", ours)
		newVisitor(t, s.url).say("hoe vouw ik een kraanvogel?")
		s.stop()
	}
	units := writeFile(t, "units.csv", "unit\nhr\n")
	people := writeFile(t, "people.csv", "mail,unit,roles\na@example.org,hr,author\nb@example.org,hr,\n")
	plays(t, "people", "import", units, people, "--data", data, "--apply")
	said := plays(t, "audit", "--data", data)
	for _, want := range []string{
		`(?m)^\d{4}-\d\d-\d\d \d\d:\d\d  maker [0-9a-f]{8,}: live gezet: nl/vouw-een-kraanvogel$`,
		`(?m)  maker: live gezet: nl/vouw-een-bootje$`,
		`(?m)  bestand van de makers: weggehaald: nl/laptop-inleveren$`,
		`(?m)  beheerder: lijst van mensen: \+2 ~0 -0$`, `(?m)  beheerder: rechten: maker \+1$`,
		`(?m)  beheerder: configuratie: texts uit → mydata/nl \([0-9a-f]{8}\)$`,
		`(?m)  beheerder: configuratie: texts mydata/nl \([0-9a-f]{8}\) → mydata/nl \([0-9a-f]{8}\)$`,
		`(?m)  beheerder: configuratie: privacy.k 5 → 8$`} {
		if !regexp.MustCompile(want).MatchString(said) {
			t.Errorf("no %s in\n%s", want, said)
		}
	}
	if strings.Contains(said, "inleveren in?") || strings.Contains(said, "example.org") ||
		strings.Count(said, "kraanvogel") != 1 {
		t.Errorf("it tells who or what was asked:\n%s", said)
	}
	said = plays(t, "audit", "--data", data, "--lang", "en")
	if !strings.Contains(said, "administrator: list of people: +2") {
		t.Errorf("in English:\n%s", said)
	}
	if said := plays(t, "audit", "--data", data, "--json"); !strings.Contains(said, `"what":"published"`) {
		t.Errorf("as JSON:\n%s", said)
	}
	if said := plays(t, "privacy", "report", "--data", data); !strings.Contains(said, "wie hulpkaarten live zette") {
		t.Error("the papers do not tell of it")
	}
}
