// Command lexicon learns which Dutch and English words mean the same from pages that
// exist in both languages, and prints one "nl en probability" per line:
//
//	go run ./knowledge/find/text/lexicon DIR > knowledge/find/text/lexicon/tldr.txt
//
// DIR has the folders nl and en with one Markdown page per file; pages of one name are
// translations of each other. It is IBM's Model 1 (Brown et al., 1993), run in both
// directions; a pair is kept if both agree on it.
package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: lexicon DIR")
		os.Exit(2)
	}
	pairs, err := read(os.Args[1])
	if err == nil {
		err = write(os.Stdout, learn(pairs))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "lexicon:", err)
		os.Exit(1)
	}
}

// A pair is a text in both languages, as words.
type pair struct{ nl, en []string }

// read returns the aligned texts of the pages in dir: their first paragraphs, and
// their numbered items where both pages have equally many.
func read(dir string) ([]pair, error) {
	files, err := filepath.Glob(filepath.Join(dir, "nl", "*.md"))
	if err != nil {
		return nil, err
	}
	var out []pair
	for _, file := range files {
		nl, err := texts(file)
		if err != nil {
			return nil, err
		}
		en, err := texts(filepath.Join(dir, "en", filepath.Base(file)))
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if len(nl) == len(en) {
			for i := range nl {
				out = append(out, pair{nl[i], en[i]})
			}
		}
	}
	return out, nil
}

var (
	code = regexp.MustCompile("`[^`]*`|<[^>]*>|\\{\\{[^}]*\\}\\}")
	item = regexp.MustCompile(`^\d+\. `)
)

// texts returns the words of the first paragraph of a page, and of each numbered item.
func texts(file string) ([][]string, error) {
	src, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	_, body, _ := strings.Cut(strings.TrimPrefix(string(src), "---\n"), "\n---\n")
	out := [][]string{nil}
	for line := range strings.Lines(body) {
		plain := strings.ToLower(code.ReplaceAllString(line, " "))
		words := strings.FieldsFunc(plain, func(r rune) bool { return !unicode.IsLetter(r) })
		switch {
		case item.MatchString(line):
			out = append(out, words)
		case out[0] == nil && len(words) > 0:
			out[0] = words
		}
	}
	return out, nil
}

// An entry says that nl means en.
type entry struct {
	nl, en      string
	probability float64
}

// These say which pairs are sure enough to keep.
const (
	rounds         = 12
	minTimes       = 2    // how often the two words occur in one pair of texts
	minProbability = 0.12 // the geometric mean of both directions
)

// learn returns the entries that both directions agree on, in alphabetical order.
func learn(pairs []pair) []entry {
	forth := model1(pairs)
	back := make([]pair, len(pairs))
	together := map[[2]string]int{}
	for i, p := range pairs {
		back[i] = pair{p.en, p.nl}
		for _, n := range unique(p.nl) {
			for _, e := range unique(p.en) {
				together[[2]string{n, e}]++
			}
		}
	}
	backward := model1(back)
	var out []entry
	for n, es := range forth {
		for e, p := range es {
			both := math.Sqrt(p * backward[e][n])
			if both < minProbability || together[[2]string{n, e}] < minTimes || n == e || len(n) < 3 || len(e) < 2 {
				continue
			}
			out = append(out, entry{n, e, both})
		}
	}
	slices.SortFunc(out, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.nl, b.nl), cmp.Compare(a.en, b.en))
	})
	return out
}

func unique(words []string) []string {
	s := slices.Clone(words)
	slices.Sort(s)
	return slices.Compact(s)
}

// model1 returns for each word of the first language how likely it is rendered by
// each word of the second.
func model1(pairs []pair) map[string]map[string]float64 {
	t := map[string]map[string]float64{}
	for _, p := range pairs {
		for _, n := range p.nl {
			if t[n] == nil {
				t[n] = map[string]float64{}
			}
			for _, e := range p.en {
				t[n][e] = 1
			}
		}
	}
	for range rounds {
		count := map[string]map[string]float64{}
		for n := range t {
			count[n] = map[string]float64{}
		}
		for _, p := range pairs {
			for _, e := range p.en {
				sum := 1e-9
				for _, n := range p.nl {
					sum += t[n][e]
				}
				for _, n := range p.nl {
					count[n][e] += t[n][e] / sum
				}
			}
		}
		for _, n := range slices.Sorted(maps.Keys(count)) {
			var total float64
			for _, e := range slices.Sorted(maps.Keys(count[n])) {
				total += count[n][e]
			}
			for e := range count[n] {
				count[n][e] /= total
			}
		}
		t = count
	}
	return t
}

func write(w io.Writer, entries []entry) error {
	b := bufio.NewWriter(w)
	fmt.Fprintln(b, "# Learned by this folder's program from the tldr pages; see ATTRIBUTION.md.")
	for _, e := range entries {
		fmt.Fprintf(b, "%s %s %.2f\n", e.nl, e.en, e.probability)
	}
	return b.Flush()
}
