package knowledge

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// write puts files in a new folder and returns it.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		put(t, filepath.Join(dir, name), text)
	}
	return dir
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// codes is what was found, as "file code" per line without the folder.
func codes(dir string, problems Problems) string {
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintf(&b, "%s %s\n", strings.TrimPrefix(p.File, dir+"/"), p.Code)
	}
	return b.String()
}

// dutchRecipe is the Dutch version of recipe.
func dutchRecipe(t *testing.T) string {
	return strings.NewReplacer("lang: en", "lang: nl", `"Book a return"`, `"Boek een retour"`).Replace(recipe(t))
}

func TestCheckPaths(t *testing.T) {
	en, nl := recipe(t), dutchRecipe(t)
	dir := write(t, map[string]string{
		"en/book-return.md": strings.Replace(en, "risk: low", "related: [gone, page]\nrisk: low", 1),
		"nl/book-return.md": strings.Replace(strings.Replace(nl, "3. Book the return.\n", "3. Boek.\n4. Ga door.\n",
			1), "minutes: 5", "minutes: 6", 1),
		"en/old/twice.md": strings.Replace(en, "risk: low", "related: [gone, page]\nrisk: low", 1),
		"nl/alone.md":     strings.Replace(nl, "slug: book-return", "slug: alone", 1),
		"page.md": "---\nslug: page\nlang: en\ntitle: Page\ntype: reference\n" +
			"source: \"https://example.com\"\n---\nText.\n",
		"README.md":          "# Not an aid",
		"notes.md":           "No front matter, so not ours.",
		".git/book.md":       en,
		"en/picture.png":     "\x89PNG",
		"nl/sub/broken.md":   "---\nslug: [\n---\n",
		"en/.hidden.md":      en,
		"en/ATTRIBUTION.md":  "x",
		"en/too-large.md":    "---\n" + strings.Repeat("x", maxFile),
		"en/with-control.md": "---\nslug: x\n---\n\x00",
	})
	problems, n, err := CheckPaths([]string{dir})
	if err != nil {
		t.Fatal(err)
	}
	want := `en/book-return.md pair-field
en/book-return.md pair-field
en/book-return.md related-nowhere
en/book-return.md pair-count
en/old/twice.md file-name
en/old/twice.md slug-twice
en/too-large.md too-large
en/with-control.md control-character
nl/alone.md no-translation
nl/sub/broken.md yaml
notes.md no-aid
`
	if got := codes(dir, problems); n != 8 || got != want {
		t.Errorf("%d files:\n%s", n, got)
	}
	for _, p := range problems {
		if p.Code == "pair-count" &&
			p.Says.In("nl") != "Hier staan 3 stappen of punten; in de Nederlandse versie 4. Maak ze gelijk" {
			t.Errorf("got %q", p.Says.In("nl"))
		}
	}
}

// TestCheckOneFile: a file alone is compared with the library around it, and may
// refer to what is in it or in the starter library.
func TestCheckOneFile(t *testing.T) {
	dir := write(t, map[string]string{
		"en/book-return.md": strings.Replace(recipe(t), "risk: low",
			"related: [close-shop, feedback-4g, gone]\nrisk: low", 1),
		"nl/book-return.md": strings.Replace(strings.Replace(dutchRecipe(t), "minutes: 5", "minutes: 6", 1),
			"risk: low", "related: [close-shop, feedback-4g, gone]\nrisk: low", 1),
		"en/close-shop.md": testdata(t, "en/close-shop.md"),
	})
	problems, n, err := CheckPaths([]string{filepath.Join(dir, "nl/book-return.md")},
		Source{Name: "starter", Dir: "testdata"})
	if err != nil || n != 1 {
		t.Fatal(n, err)
	}
	if got := codes(dir, problems); got != "nl/book-return.md pair-field\nnl/book-return.md related-nowhere\n" {
		t.Errorf("got\n%s", got)
	}
	if _, _, err := CheckPaths([]string{filepath.Join(dir, "nowhere")}); err == nil {
		t.Error("no error for a path that does not exist")
	}
	problems, _, err = CheckPaths([]string{filepath.Join(dir, "en/close-shop.md"), "check_test.go"})
	if err != nil || codes(dir, problems) != "en/close-shop.md no-translation\ncheck_test.go no-front-matter\n" {
		t.Errorf("%v\n%s", err, codes(dir, problems))
	}
}

func TestLintPair(t *testing.T) {
	parse := func(s string) *Aid {
		a, problems := Parse("x.md", []byte(s))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		return a
	}
	a := parse(recipe(t))
	if got := LintPair(parse(dutchRecipe(t)), a); len(got) > 0 {
		t.Errorf("same versions: %v", got)
	}
	for _, c := range []struct{ old, new, want string }{
		{"moments: [apply]", "moments: [apply, solve]", "pair-field"},
		{"version: 1.0.0", "version: 1.0.1", "pair-field"},
		{"owner: sales-team", "owner: other", "pair-field"},
		{"3. Book the return.\n   - check: The screen says \"booked\".\n", "", "pair-count"},
		{"keywords: [returns, refund]", "keywords: [retour]", ""},
		{"Look at the goods,", "Kijk", ""},
	} {
		got := codes("", LintPair(parse(strings.Replace(dutchRecipe(t), c.old, c.new, 1)), a))
		if strings.TrimSpace(got) != c.want {
			t.Errorf("%q: got %q, want %q", c.new, got, c.want)
		}
	}
	tree := testdata(t, "en/refund-or-repair.md")
	other := strings.NewReplacer("lang: en", "lang: nl", "   - answer: No → Offer a repair\n", "").Replace(tree)
	if got := LintPair(parse(other), parse(tree)); len(got) != 1 ||
		got[0].Says.In("en") != "The answers to question 2 lead elsewhere in the Dutch version" {
		t.Errorf("tree: %v", got)
	}
}
