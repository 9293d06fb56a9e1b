package privacy

import (
	"strings"
	"testing"
)

func TestScrub(t *testing.T) {
	names := func(w string) bool { return w == "Sanne" || w == "Kees" }
	for in, want := range map[string]string{
		"hoe geef ik feedback?":                      "hoe geef ik feedback?",
		"mail jan.de.vries@bedrijf.nl over de 4 G's": "mail [mail] over de 4 G's",
		"bsn 123456782 klopt niet":                   "bsn [nr] klopt niet",
		"bsn 1234.56.782":                            "bsn [nr]",
		"bel 06-12345678 of +31 6 1234 5678":         "bel [nr] of [nr]",
		"zie https://intranet.example/x?user=7":      "zie [link]",
		"<@U123> en @sanne.jansen vragen":            "[@] en [@] vragen",
		"rekening NL91 ABNA 0417 1643 00":            "rekening [nr]",
		"mevrouw De Wit belt boos":                   "mevrouw [naam/name] belt boos",
		"mevrouw de Wit belt boos":                   "mevrouw [naam/name] belt boos",
		"dhr. van den Berg wil geld terug":           "dhr. [naam/name] wil geld terug",
		"my colleague Fatima El Amrani is late":      "my colleague [naam/name] is late",
		"mijn collega komt te laat":                  "mijn collega komt te laat",
		"Sanne zegt dat Kees boos is, en kees zelf?": "[naam/name] zegt dat [naam/name] boos is, en kees zelf?",
		"kenteken AB-12-CD staat verkeerd":           "kenteken [nr] staat verkeerd",
		"een kant-en-klare uitleg, stap 3 van 2026":  "een kant-en-klare uitleg, stap 3 van 2026",
		"regel 1\n\nregel\x00 2":                     "regel 1 regel 2",
		"order 4711-22 voor klant Acme":              "order [nr] voor klant [naam/name]",
	} {
		got := Scrub(in, names)
		if got != want {
			t.Errorf("Scrub(%q) = %q, want %q", in, got, want)
		}
		if again := Scrub(got, names); again != got {
			t.Errorf("scrubbing twice: %q, then %q", got, again)
		}
	}
	if n := len([]rune(Scrub(strings.Repeat("woord ", 200), nil))); n > maxQuestion {
		t.Errorf("%d characters", n)
	}
}

func FuzzScrub(f *testing.F) {
	f.Add("bel 06-12345678, mail a@b.nl")
	f.Add("NL91ABNA0417164300 <@U1> www.x.nl")
	f.Fuzz(func(t *testing.T, s string) {
		got := Scrub(s, nil)
		if len([]rune(got)) > maxQuestion {
			t.Errorf("%d characters", len([]rune(got)))
		}
		if mailRE.MatchString(got) {
			t.Errorf("%q still holds an address", got)
		}
	})
}
