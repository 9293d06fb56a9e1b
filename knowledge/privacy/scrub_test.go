package privacy

import (
	"strings"
	"testing"
)

func TestScrub(t *testing.T) {
	s := Scrubber{Known: func(w string) bool { return w == "sanne" || w == "kees" || w == "roos" }}
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
		"Sanne zegt dat Kees boos is, en kees zelf?": "[naam/name] zegt dat [naam/name] boos is, " +
			"en [naam/name] zelf?",
		"kenteken AB-12-CD staat verkeerd":               "kenteken [nr] staat verkeerd",
		"een kant-en-klare uitleg, stap 3 van 2026":      "een kant-en-klare uitleg, stap 3 van 2026",
		"regel 1\n\nregel\x00 2":                         "regel 1 regel 2",
		"order 4711-22 voor klant Zyx":                   "order [nr] voor klant [naam/name]",
		"hoe ga ik om met Jan de Vries van de planning?": "hoe ga ik om met [naam/name] van de planning?",
		"geboren op 12-03-1965, gestart op 1-9-2025":     "geboren op [nr], gestart op 1-9-2025",
		"pakket naar Kerkstraat 12b, 1234 AB Ede":        "pakket naar [adres/address], [adres/address] Ede",
		"fout 0x80070005 op 14:00-15:30, Oude Haven 7":   "fout 0x80070005 op 14:00-15:30, [adres/address]",
		"personeelsnummer 4821 mist in het rooster":      "personeelsnummer [nr] mist in het rooster",
		"the Henry hoover and the Singh file":            "the Henry hoover and the [naam/name] file",
		"is Clare's Law for us, and Clare's laptop?":     "is Clare's Law for us, and [naam/name]'s laptop?",
		"hoort notariskantoor De Jong bij Piet de Jong?": "hoort notariskantoor De Jong bij [naam/name]?",
		"Wil heeft error code 1603, wil je kijken?":      "[naam/name] heeft error code 1603, wil je kijken?",
		"overleg van 09.30-17.00 op 12-03-2026":          "overleg van 09.30-17.00 op 12-03-2026",
	} {
		got := s.Scrub(in)
		if got.String() != want {
			t.Errorf("Scrub(%q) = %q, want %q", in, got, want)
		}
		if again := s.Scrub(got.String()); again != got {
			t.Errorf("scrubbing twice: %q, then %q", got, again)
		}
	}
}

// FuzzScrub holds that scrubbing ends and never panics, leaves at most what it says and no number by which somebody is
// known, and changes nothing the second time.
func FuzzScrub(f *testing.F) {
	for _, l := range labelledOf(f, "names-dev.tsv") {
		f.Add(l.text)
	}
	f.Add("NL91ABNA0417164300 <@U1> www.x.nl")
	f.Add("'t 't O'' -a- @. .@a J.P. [naam/name]'s [@]'")
	f.Add(strings.Repeat("Hoi Jan de ", 90) + "06 12 34 56 78 90")
	s := roster(f)
	f.Fuzz(func(t *testing.T, text string) {
		got := s.Scrub(text)
		if n := len([]rune(got.String())); n > maxText {
			t.Errorf("%d characters", n)
		}
		if again := s.Scrub(got.String()); again != got {
			t.Errorf("scrubbing twice: %q, then %q", got, again)
		}
		if codeRE.MatchString(faultRE.ReplaceAllString(got.String(), " ")) || mailRE.MatchString(got.String()) {
			t.Errorf("%q still holds a number or an address", got)
		}
	})
}

// TestRoster holds that of a text for a job aid only who is on the roster and contact details are taken out.
func TestRoster(t *testing.T) {
	s := Scrubber{Known: func(w string) bool { return w == "kees" || w == "wit" }}
	for in, want := range map[string]string{
		"1. Bel Kees op 06-12345678\n2. Open  Exact": "1. Bel [naam/name] op [nr]\n2. Open Exact",
		"vraag kees's sleutel":                       "vraag [naam/name]'s sleutel",
		"Wit papier van Maria in de lade":            "Wit papier van Maria in de lade",
		"mail k.wit@voorbeeld.nl":                    "mail [mail]",
	} {
		if got := s.Roster(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}
