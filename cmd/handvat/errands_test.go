package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestErrandsWhileServing holds that whatever looks at what is kept, asks, or shows what it would import, prints the
// same, to the byte, while the program serves; and that what cannot be done meanwhile says what can.
func TestErrandsWhileServing(t *testing.T) {
	data, config := organised(t, 8), writeFile(t, "handvat.yaml", "privacy: {k: 6}\n")
	larger := writeFile(t, "larger.yaml", "privacy: {k: 8}\norganisation: {contact: hr}\n")
	lower := writeFile(t, "lower.yaml", "privacy: {k: 5}\n")
	serve(t, "--data", data, "--config", config).stop()
	out := filepath.Join(t.TempDir(), "report")
	roster := writeFile(t, "units.csv", "unit\nhr\n")
	values := writeFile(t, "values.csv", "case,indicator,value\nx,y,1\n")
	trained := writeFile(t, "trained.csv", "mail,training,date\nada@example.org,Klagen,2026-02-30\n")
	all := [][]string{{"audit"}, {"audit", "--json"}, {"export", "weeks"}, {"export", "weeks", "--format", "csv"},
		{"export", "events"}, {"export", "weeks", "--config", larger}, {"export", "weeks", "--config", lower},
		{"digest", "--unit", "desk"}, {"digest", "--unit", "desk", "--lang", "en", "--json"},
		{"digest", "--unit", "nowhere", "--lang", "en"}, {"digest", "--authors"},
		{"digest", "--authors", "--lang", "en"},
		{"report", "--case", "terugbellen"}, {"report", "--case", "terugbellen", "--format", "csv"},
		{"report", "--case", "terugbellen", "--out", out + ".xlsx"}, {"report", "--case", "none", "--lang", "en"},
		{"report", "--case", "terugbellen", "--out", out + ".html", "--config", larger},
		{"case", "list"}, {"case", "list", "--json"}, {"case", "show", "terugbellen"},
		{"case", "show", "terugbellen", "--yaml"}, {"case", "show", "none"}, {"people", "units"},
		{"people", "units", "--json"}, {"aids", "phrasings"}, {"aids", "phrasings", "--approve", "x"},
		{"privacy", "report"}, {"privacy", "report", "--lang", "en", "--config", larger},
		{"ask", "hoe", "vraag", "ik", "feedback"}, {"ask", "--json", "--explain", "how do I ask for feedback"},
		{"ask", "--lang", "en", "feedback vragen aan een collega"}, {"people", "import", roster, "--json"},
		{"people", "import", roster, "--lang", "en"}, {"people", "import", values}, {"people", "import", "no such.csv"},
		{"case", "import", writeFile(t, "case.yaml", "case: x\n")}, {"case", "import-kpi", values},
		{"training", "import", trained}, {"case", "reading", "terugbellen", "none", "130"}}
	prints := func(args []string) string {
		said := prints(t, append(args, "--data", data)...)
		for _, name := range []string{out + ".xlsx", out + ".html"} {
			made, err := os.ReadFile(name)
			if err == nil {
				if said += string(made); strings.HasSuffix(name, ".xlsx") { // its parts are in any order
					said = string(made[:4])
				}
				err = os.Remove(name)
			}
			if err != nil && !os.IsNotExist(err) {
				t.Error(err)
			}
		}
		return said
	}
	before := map[string]string{}
	for _, args := range slices.Concat(all, all) { // the first time weeks are worked out
		before[strings.Join(args, " ")] = prints(args)
	}
	serve(t, "--data", data, "--config", config)
	for _, args := range all {
		if said, was := prints(args), before[strings.Join(args, " ")]; said != was || said == "" {
			t.Errorf("%v says while it serves\n%s\nand says by itself\n%s", args, said, was)
		}
	}
	for lang, want := range map[string]string{"nl": "handvat ask --data " + data + " VRAAG\n",
		"en": "handvat ask --data " + data + " QUESTION\n"} {
		if said := prints([]string{"chat", "--lang", lang}); !strings.HasSuffix(said, want) {
			t.Errorf("chat --lang %s: %s", lang, said)
		}
	}
}

// TestImportsWhileServing holds that what is imported while the program serves is known to it at once and is in the
// audit log, and that a roster that shrinks asks first.
func TestImportsWhileServing(t *testing.T) {
	data := organised(t, 8)
	serve(t, "--data", data)
	few := writeFile(t, "few.csv", "mail,unit\nada@example.org,desk\n")
	more := writeFile(t, "units.csv", "unit,name\ndesk,Balie\nhr,Personeel\n")
	trained := writeFile(t, "trained.csv",
		"mail,training,date\nada@example.org,Klagen,"+time.Now().Format(time.DateOnly)+"\n")
	for _, does := range []struct{ args, want string }{
		{"people import " + few + " " + more + " --apply", "--really"},
		{"people units", "   40    desk (Balie)\n"},
		{"people import " + few + " " + more + " --apply --really --lang en", "53 changes made"},
		{"people units", "hr (Personeel)\n"},
		{"training import " + trained, "+ ada@example.org: Klagen"},
		{"training import " + trained + " --lang en", "0 noted, 1 known already"},
		{"case reading terugbellen tijd 130", "130"},
		{"audit --lang en", "administrator: command: training import\n"},
		{"audit --lang en", "administrator: list of people: +1 ~0 -48\n"},
	} {
		if said := prints(t, append(strings.Fields(does.args), "--data", data)...); !strings.Contains(said, does.want) {
			t.Errorf("%s says\n%s\nwant %q", does.args, said, does.want)
		}
	}
}

// TestOnlyWhatTookEffectIsLogged holds that of a start that fails, whatever of it failed, no setting is kept or told.
func TestOnlyWhatTookEffectIsLogged(t *testing.T) {
	data := t.TempDir()
	serve(t, "--data", data).stop()
	was := prints(t, "privacy", "report", "--data", data)
	for _, bad := range []string{"", "signing_secret: s"} { // no way in, and no address for the one there is
		config := writeFile(t, "handvat.yaml", "privacy: {k: 9}\norganisation: {zone: America/Paramaribo}\n"+
			"slack:\n  bot_token: xoxb-1\n  "+bad+"\n")
		command(t, 1, "serve", "--addr", freeAddr(t), "--data", data, "--config", config)
		if is := prints(t, "privacy", "report", "--data", data); is != was {
			t.Errorf("after a start that failed:\n%s\nbefore it:\n%s", is, was)
		}
	}
	config := writeFile(t, "handvat.yaml",
		"slack: {bot_token: xoxb-1, app_token: xapp-1, api_url: 'http://127.0.0.1:1/'}\n")
	serve(t, "--data", data, "--config", config)
	if is := prints(t, "privacy", "report", "--data", data); !strings.Contains(is, "slack off → on") {
		t.Error(is)
	}
}

// TestSettingsAreTold holds that the audit log tells which settings differ from the default at the first start, and
// each change of them by configuration since: which, from what, to what; but no secret and nobody by name.
func TestSettingsAreTold(t *testing.T) {
	data := t.TempDir()
	for _, start := range []struct{ config, author, want string }{
		{"privacy: {k: 8, not_asked: [room]}\norganisation: {guests: true, contact: hr}\nkpi: {token: " +
			"aaaaaaaaaaaaaaaaaaaaaaaa}\nmail: {host: mail.example.org, from: lena@example.org}\n", "slack:U1",
			"configuration: start; configuration: privacy.k 5 → 8; configuration: mail off → mail.example.org; " +
				"configuration: web off → on; configuration: --author default → 1; " +
				"configuration: organisation.contact default → hr; configuration: organisation.guests off → on; " +
				"configuration: privacy.not_asked default → room"},
		{"privacy: {k: 8, not_asked: [room]}\norganisation: {guests: true, contact: hr}\nkpi: {token: " +
			"bbbbbbbbbbbbbbbbbbbbbbbb}\nmail: {host: mail.example.org, from: mira@example.org}\n", "slack:U2", ""},
		{"privacy: {k: 9, not_asked: [room, value]}\norganisation: {zone: Europe/Brussels}\nweb: {title: Help}\n", "",
			"configuration: privacy.k 8 → 9; configuration: organisation.zone Europe/Amsterdam → Europe/Brussels; " +
				"configuration: mail mail.example.org → off; configuration: --author 1 → default; " +
				"configuration: organisation.contact hr → default; configuration: organisation.guests on → off; " +
				"configuration: privacy.not_asked room → room, value; configuration: web.title default → Help"},
	} {
		was := prints(t, "audit", "--lang", "en", "--data", data)
		args := []string{"--data", data, "--config", writeFile(t, "handvat.yaml", start.config)}
		if start.author != "" {
			args = append(args, "--author", start.author)
		}
		serve(t, args...).stop()
		var said []string
		for line := range strings.Lines(strings.TrimPrefix(prints(t, "audit", "--lang", "en", "--data", data), was)) {
			_, what, _ := strings.Cut(strings.TrimSpace(line), "administrator: ")
			said = append(said, what)
		}
		if got := strings.Join(said, "; "); got != start.want {
			t.Errorf("%s\nis told as\n%s\nwant\n%s", start.config, got, start.want)
		}
	}
}
