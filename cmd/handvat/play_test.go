package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestPlay holds that whatever cannot be read or done in a play is told with its line, in a sentence; what is well
// is played by testdata/play.txtar.
func TestPlay(t *testing.T) {
	t.Setenv("LANG", "en_GB.UTF-8")
	const light = "---\nstarter: false\n---\n"
	for text, says := range map[string]string{
		"---\nrooster: x\n---\n": `:2:1: The field "rooster" does not exist. ` +
			`Do you mean "roster"?`,
		"---\nstarter: soms\n---\n":                   ":2:10: ",
		"---\nsettings:\n  privacy:\n    q: 7\n---\n": `:4:5: The field "q" does not exist`,
		"---\nsettings: {zone: Mars/Olympus}\n---\n":  ":2:12: There is no time zone Mars/Olympus",
		"---\nsettings: {privacy: {k: 2}}\n---\n":     ":2:22: k is 2",
		"---\nlanguage: de\n---\n":                    ":2:1: There are no texts in de. Choose from en, nl",
		"---\nstart: monday\n---\n":                   ":2:1: start is a date and a time",
		"---\nplatform: web,,slack\n---\n":            ":2:1: platform is a name",
		"---\nlibrary: [nowhere]\n---\n":              ":2:11: There is no folder nowhere",
		"---\ncases: [nowhere.yaml]\n---\n":           ":2:9: There is no file nowhere.yaml",
		light + "@ library more\n":                    ":4: @ library more: There are no files of authors here",
		"---\nroster: nowhere.csv\n---\n": ":2:1: roster is a table of more than one line, " +
			"or the name of a file",
		"---\nstarter: false\n> ada: hoi\n":  ":1:1: The header does not end",
		light + "> ada: hoi\n[Weg]\n":        ":5: [Weg]: there is no button [Weg] on the last card",
		light + "> ada: hoi\n> ada: [Weg]\n": ":5: > ada: [Weg]: there is no button [Weg] on the last card",
		light + "> ada: {nee}\n":             ":4: > ada: {nee}: the last card asks nothing",
		light + "[Help]\n":                   ":4: [Help]: nobody spoke yet",
		light + "> ada: hoi\n[Help] bea\n":   ":5: [Help] bea: nobody spoke yet",
		light + "> ada: hoi\n@ +2x\n":        ":5: @ +2x: this is no time that can pass",
		light + "> ada: hoi\n@ morgen\n":     ":5: @ morgen: this is no line",
		light + "> ada\n":                    ":4: > ada: who says what?",
		light + "> ada and bea: hoi\n":       ":4: > ada and bea: hoi: before the colon",
		light + "> ada @: hoi\n":             ":4: > ada @: hoi: before the colon",
		light + "< Hoi\n":                    ":4: < Hoi: nobody says or does anything",
		light + "> ada: hoi\n<~ (\n":         ":5: <~ (: this is no regular expression",

		"---\nroster: |\n    platform,user,roles\n    web,a,baas\n---\n": ":4:11: There is no role baas",
	} {
		file := filepath.Join(t.TempDir(), "play.txt")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		var out, errs bytes.Buffer
		status := run(t.Context(), []string{"play", file}, stdio{strings.NewReader(""), &out, &errs})
		if want := "handvat: " + file; status != 1 || !strings.HasPrefix(errs.String(), want) ||
			!strings.Contains(errs.String(), says) {
			t.Errorf("%q: status %d, %s%s", text, status, out.String(), errs.String())
		}
	}
}
