package privacy

import (
	"flag"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write words/weights.txt anew")

// A piece of evidence, and how much of it there is.
type piece struct {
	what string
	much float64
}

// A judged is a word with a capital within a sentence, what there is to judge it by, and what it is.
type judged struct {
	text     string
	evidence []piece
	name     bool
	place    int // 0 within a sentence, 1 where one begins
}

// judgedOf are the words of sentences by which the weights are fitted. Words of the lists are learnt from as if they
// were in none: what a list knows needs no weights.
func judgedOf(t testing.TB, half string) (js []judged) {
	for _, l := range labelledOf(t, "names-"+half+".tsv") {
		r := &reading{Scrubber{}, map[string]lex{}, tokens(contacts(oneSpace(l.text)))}
		for i := 0; i < len(r.ts); i++ {
			n := r.goneAt(i, l.gone)
			for _, as := range r.asIf(i, n > 0) {
				lx := r.lex(i)
				own := func(kind int) bool {
					return []bool{lx&(isGiven|isSurname) != 0, lx&(isThing|isPlace) != 0, lx&isWord != 0}[kind]
				}
				j := judged{r.ts[i].text, nil, n > 0, 0}
				if r.ts[i].start {
					j.place = 1
				}
				r.evidence(i, as, own, func(what string, much float64) {
					j.evidence = append(j.evidence, piece{what, much})
				})
				js = append(js, j)
			}
			for k := i; k < i+n; k++ {
				r.ts[k].what, r.ts[k].text = mark, markName
			}
			i += max(n-1, 0)
		}
	}
	return js
}

// asIf is what the word at i is learnt from as: as it is if it is looked at, and as what it was if no list had it.
func (r *reading) asIf(i int, name bool) (as []lex) {
	t, l := r.at(i), r.lex(i)
	if t.what != word || !t.cap || t.caps || len(t.key) < 3 ||
		t.cue&(month|pronoun|article|particle|title) != 0 || !name && l&(aName&^isSurname) != 0 {
		return nil
	}
	if l&isWord != 0 && t.start { // which is looked at in other ways
		return nil
	}
	if l&isSurname != 0 && l&(isGiven|isSoft|isThing|isPlace) == 0 {
		as = append(as, l&(isWord|isSurname))
	}
	if unlisted := isCompoundWord(t.key); unlisted && (l&isWord == 0 || !name) {
		as = append(as, isCompound)
	} else if l&isWord == 0 {
		as = append(as, 0)
	}
	return as
}

// goneAt is how many tokens from i on are one of the names.
func (r *reading) goneAt(i int, names []string) int {
	for _, name := range names {
		want := tokens(name)
		if i+len(want) <= len(r.ts) && slices.EqualFunc(want, r.ts[i:i+len(want)], func(a, b token) bool {
			return a.what == b.what && (a.text == b.text || a.what == word && a.key == b.key)
		}) {
			return len(want)
		}
	}
	return 0
}

// fit is a logistic regression: the weights under which what is known of the words is likeliest, kept small.
func fit(js []judged) map[string]float64 {
	w, sum := map[string]float64{}, map[string]float64{}
	for range 400 {
		grad := map[string]float64{}
		for _, j := range js {
			miss := j.chance(w)
			if j.name {
				miss--
			}
			for _, e := range j.evidence {
				grad[e.what] += miss * e.much
			}
		}
		for what, g := range grad {
			if what != "any" {
				g += w[what]
			}
			sum[what] += g * g
			w[what] -= 0.5 * g / math.Sqrt(sum[what]+1e-9)
		}
	}
	w["any"] += math.Log(worse)
	w["compound"] -= math.Log(worse) // which most of them are words
	return w
}

func (j judged) score(w map[string]float64) (sum float64) {
	for _, e := range j.evidence {
		sum += w[e.what] * e.much
	}
	return sum
}

func (j judged) chance(w map[string]float64) float64 { return 1 / (1 + math.Exp(-j.score(w))) }

// worse is how many times as bad it is that a name stays as that a word goes which is none: of 4, 6, 8 and 12 what did
// least harm, with every name of dev gone.
const worse = 4

// TestWeights fits the weights on the sentences for tuning, and holds that words/weights.txt has them.
func TestWeights(t *testing.T) {
	var js [2][]judged
	for _, half := range tuned {
		for _, j := range judgedOf(t, half) {
			js[j.place] = append(js[j.place], j)
		}
	}
	within, opening := fit(js[0]), fit(js[1])
	all := maps.Clone(within)
	maps.Copy(all, opening)
	var b strings.Builder
	for _, what := range slices.Sorted(maps.Keys(all)) {
		fmt.Fprintf(&b, "%s: %.2f %.2f\n", what, within[what], opening[what])
	}
	if *update {
		if err := os.WriteFile(filepath.Join("words", "weights.txt"), []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	held := weights()
	if len(held) != len(all) {
		t.Errorf("words/weights.txt has %d weights, and the sentences %d (-update writes it anew)", len(held), len(all))
	}
	for what := range all {
		if h := held[what]; math.Abs(h[0]-within[what]) > 0.02 || math.Abs(h[1]-opening[what]) > 0.02 {
			t.Errorf("%s is %v, and by the sentences %.2f and %.2f (-update writes it anew)", what, h, within[what],
				opening[what])
		}
	}
}
