package content_test

import (
	"io/fs"
	"log/slog"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/content"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/store"
)

// starter are the slugs of the starter library, in order of phase.
var starter = strings.Fields(`
	prestatievraagstuk-analyseren intake-met-de-lijn prestatiedoel-en-kloof blokkerende-factoren werk-observeren
	interview-topuitvoerder
	hulpkaart-of-training verkeerd-om-ontwerpen hulpkaart-schrijven type-hulpkaart-kiezen checklist-ontwerpen
	voorbeeld-hulpkaart hulpkaart-testen zeventig-twintig-tien or-instemming-voorbereiden
	seintjesreeks-plannen gesprek-voor-en-na-training toepassing-bespreken coachen-op-de-werkplek teamactieplan
	persoonlijk-plan als-dan-plan hulp-vragen nieuwe-werkwijze meekijken-bij-collega nieuwe-rol-startpad
	feedback-4g feedback-vragen feedback-ontvangen intervisie-begeleiden lastig-klantgesprek
	meetplan-schrijven effect-isoleren rendement-berekenen succesverhaal-interview weekbericht-lezen borgingsplan
	starr-reflectie reflectiecirkel nabespreking-houden`)

// long are the aids that rightly take more than ten minutes: meetings, interviews,
// an hour on the work floor and a design, which make no sense in halves.
var long = strings.Fields(`checklist-ontwerpen intake-met-de-lijn interview-topuitvoerder intervisie-begeleiden
	nabespreking-houden succesverhaal-interview verkeerd-om-ontwerpen werk-observeren`)

// library reads every aid. The test fails at a file that cannot be read.
func library(t *testing.T) map[knowledge.Key]*knowledge.Aid {
	t.Helper()
	aids := make(map[knowledge.Key]*knowledge.Aid)
	for _, lang := range knowledge.Langs {
		names, err := fs.Glob(content.FS, path.Join(string(lang), "*.md"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			src, err := fs.ReadFile(content.FS, name)
			if err != nil {
				t.Fatal(err)
			}
			a, problems := knowledge.Parse(name, src)
			if a == nil || problems.Errors() > 0 {
				t.Fatalf("%s: %v", name, problems)
			}
			aids[a.Key()] = a
		}
	}
	return aids
}

// TestAids holds every file against the linter. Besides the length of the aids in
// long, there is nothing to say about any of them.
func TestAids(t *testing.T) {
	problems, n, err := knowledge.CheckPaths([]string{"nl", "en"})
	if err != nil || n == 0 {
		t.Fatalf("checked %d aids: %v", n, err)
	}
	for _, p := range problems {
		slug := strings.TrimSuffix(filepath.Base(p.File), ".md")
		if p.Code == "minutes-long" && slices.Contains(long, slug) {
			continue
		}
		t.Error(p.String(knowledge.English))
	}
}

// TestPresent checks that each aid is there in both languages, and no other.
func TestPresent(t *testing.T) {
	aids := library(t)
	for _, slug := range starter {
		for _, lang := range knowledge.Langs {
			a := aids[knowledge.Key{Slug: slug, Lang: lang}]
			if a == nil {
				t.Errorf("%s/%s.md is missing", lang, slug)
			} else if a.Status != knowledge.Published || a.License != "CC-BY-4.0" {
				t.Errorf("%s: status %q, license %q", a.Key(), a.Status, a.License)
			}
		}
	}
	if want := 2 * len(starter); len(aids) != want {
		t.Errorf("%d aids, the list names %d", len(aids), want)
	}
}

// TestCoverage checks that the library has something for every type, moment, phase
// and box, in each language.
func TestCoverage(t *testing.T) {
	for _, lang := range knowledge.Langs {
		count := make(map[string]int)
		for key, a := range library(t) {
			if key.Lang != lang {
				continue
			}
			count[string(a.Type)]++
			count[string(a.Box)]++
			count[a.Phase]++
			for _, m := range a.Moments {
				count[string(m)]++
			}
		}
		atLeast := map[string]int{"black": 1, "glass": 1, "precisie": 6, "programma": 6, "praktijk": 6, "prestatie": 6}
		for _, typ := range knowledge.Types {
			atLeast[string(typ)] = 1
		}
		for _, m := range knowledge.Moments {
			atLeast[string(m)] = 1
		}
		for what, n := range atLeast {
			if count[what] < n {
				t.Errorf("%s: %d aids for %s, want at least %d", lang, count[what], what, n)
			}
		}
	}
}

// TestChain checks that every verb of the method, from analysing to anchoring, has
// an aid in both languages.
func TestChain(t *testing.T) {
	chain := map[string]string{
		"analyse":   "prestatievraagstuk-analyseren",
		"design":    "verkeerd-om-ontwerpen",
		"develop":   "hulpkaart-schrijven",
		"implement": "nieuwe-werkwijze",
		"execute":   "toepassing-bespreken",
		"measure":   "meetplan-schrijven",
		"improve":   "weekbericht-lezen",
		"anchor":    "borgingsplan",
	}
	aids := library(t)
	for verb, slug := range chain {
		for _, lang := range knowledge.Langs {
			if aids[knowledge.Key{Slug: slug, Lang: lang}] == nil {
				t.Errorf("nothing in %s to %s: %s is missing", lang, verb, slug)
			}
		}
	}
}

// TestSize checks that no aid asks for more than nine steps, items or questions.
func TestSize(t *testing.T) {
	for key, a := range library(t) {
		if n := max(len(a.Steps), len(a.Fields), len(a.Tree)); n > 9 {
			t.Errorf("%s: %d steps, items or questions", key, n)
		}
	}
}

// TestWhy checks that a glass-box aid has a reason for most of its steps, and one
// for the whole to fall back on.
func TestWhy(t *testing.T) {
	for key, a := range library(t) {
		if a.Why == "" {
			t.Errorf("%s has no {#why}", key)
		}
		if a.Box != knowledge.Glass {
			continue
		}
		parts, whys := 0, 0
		count := func(why string) {
			parts++
			if why != "" {
				whys++
			}
		}
		for _, s := range a.Steps {
			count(s.Why)
		}
		for _, f := range a.Fields {
			count(f.Why)
		}
		for _, n := range a.Tree {
			count(n.Why)
		}
		if 3*whys < 2*parts {
			t.Errorf("%s: %d of %d steps say why", key, whys, parts)
		}
	}
}

var ratio = regexp.MustCompile(`(?i)[0-9]+ *(%|percent|per cent|procent)`)

// TestDescriptive checks that the aid on 70:20:10 says in its first two sentences
// that the model is descriptive, and that it sets no share as a target.
func TestDescriptive(t *testing.T) {
	aids := library(t)
	words := map[knowledge.Lang]string{knowledge.Dutch: "beschrijvend", knowledge.English: "descriptive"}
	for lang, word := range words {
		key := knowledge.Key{Slug: "zeventig-twintig-tien", Lang: lang}
		a := aids[key]
		if a == nil {
			t.Fatalf("%s is missing", key)
		}
		if s := strings.SplitAfterN(a.Quick, ". ", 3); len(s) < 3 || !strings.Contains(s[0]+s[1], word) {
			t.Errorf("%s: the first two sentences do not say %q", key, word)
		}
		if found := ratio.FindString(string(knowledge.Format(a))); found != "" {
			t.Errorf("%s names a share: %q", key, found)
		}
	}
}

// finder returns a finder that knows the whole library and has learned nothing.
func finder(t *testing.T) *find.Finder {
	t.Helper()
	dir := t.TempDir()
	db, err := store.Open(filepath.Join(dir, "db"))
	if err != nil {
		t.Fatal(err)
	}
	f, err := find.Open(slog.New(slog.DiscardHandler), filepath.Join(dir, "index"), db)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	var aids []*knowledge.Aid
	for _, a := range library(t) {
		aids = append(aids, a)
	}
	if err := f.Sync(t.Context(), aids, nil); err != nil {
		t.Fatal(err)
	}
	return f
}

// TestFound asks every aid's own questions, as its readers would, and wants that
// aid first. Then it asks how to do what the program lets authors and managers do:
// the program can be asked for help with itself.
func TestFound(t *testing.T) {
	f := finder(t)
	for key, a := range library(t) {
		for _, q := range a.Questions {
			if got := first(t, f, q, key.Lang); got != key {
				t.Errorf("%q finds %s, want %s", q, got, key)
			}
		}
	}
	for slug, questions := range map[string][2]string{
		"hulpkaart-schrijven": {"hoe zet ik een nieuwe hulpkaart op?", "how can I make my own job aid?"},
		"hulpkaart-testen":    {"hoe probeer ik mijn kaart uit?", "how do I try out my card?"},
		"prestatievraagstuk-analyseren": {"hoe begin ik een prestatievraagstuk?",
			"how do I start a performance problem analysis?"},
		"weekbericht-lezen":     {"wat betekent het weekbericht?", "what does the weekly digest mean?"},
		"seintjesreeks-plannen": {"hoe stel ik een reeks seintjes in?", "how do I set up a series of nudges?"},
		"meetplan-schrijven":    {"hoe vul ik het meetplan in?", "how do I fill in the measurement plan?"},
		"borgingsplan":          {"hoe vul ik het borgingsplan in?", "how do I fill in the anchoring plan?"},
	} {
		for i, lang := range knowledge.Langs {
			want := knowledge.Key{Slug: slug, Lang: lang}
			if got := first(t, f, questions[i], lang); got != want {
				t.Errorf("%q finds %s, want %s", questions[i], got, want)
			}
		}
	}
}

// first is the first aid found for someone who reads lang.
func first(t *testing.T, f *find.Finder, question string, lang knowledge.Lang) knowledge.Key {
	t.Helper()
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	r, err := f.Find(t.Context(), find.Query{Text: question, Prefer: lang, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Hits) == 0 {
		return knowledge.Key{}
	}
	return r.Hits[0].Key
}

// sized says how large a group is, or must be.
var sized = regexp.MustCompile(`(?i)(\d+|vijf|five|acht|eight|tien|ten) ` +
	`(mensen of meer|of meer mensen|people or more|or more people)|` +
	`(groepen|mensen|groups) (vanaf|van|of|from) (\d+|vijf|five)`)

// TestNoGroupSize holds that no aid tells how large a group must be: that is a setting of the organisation.
func TestNoGroupSize(t *testing.T) {
	for _, says := range []string{"cijfers van vijf mensen of meer", "groups of 5 or more", "groepen vanaf 5 mensen"} {
		if !sized.MatchString(says) {
			t.Errorf("%q is not seen", says)
		}
	}
	err := fs.WalkDir(content.FS, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(content.FS, file)
		if says := sized.Find(text); says != nil {
			t.Errorf("%s: %q", file, says)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
