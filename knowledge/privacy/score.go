package privacy

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// weightLines say how much each piece of evidence counts, within a sentence and where one begins, by TestWeights.
//
//go:embed words/weights.txt
var weightLines string

// weights are weightLines, by what [reading.evidence] calls a piece.
var weights = sync.OnceValue(func() map[string][2]float64 {
	all := map[string][2]float64{}
	for line := range strings.Lines(weightLines) {
		what, much, _ := strings.Cut(line, ": ")
		var w [2]float64
		for n, f := range strings.Fields(much) {
			w[n], _ = strconv.ParseFloat(f, 64)
		}
		all[what] = w
	}
	return all
})

// beforeIt and afterIt are what the cues are called of the word before and behind.
var (
	beforeIt = prefixed("before ")
	afterIt  = prefixed("after ")
)

func prefixed(side string) (all []string) {
	for _, name := range cueNames {
		all = append(all, side+name)
	}
	return all
}

// likely reports whether the word at i, which has a capital within a sentence and is no given name of the lists, is a
// name: whether the evidence for it outweighs what is against it, as a logistic regression has it.
func (r *reading) likely(i int) bool {
	sum, all, place := 0.0, weights(), 0
	if r.at(i).start {
		place = 1
	}
	r.evidence(i, r.lex(i), nil, func(what string, much float64) { sum += all[what][place] * much })
	return sum > 0
}

// evidence tells what there is that says whether the word at i, which is l, is a name, and how much of it: the words
// around it, how it is spelt, and what else it is. Own is as [spelling] takes it.
func (r *reading) evidence(i int, l lex, own func(int) bool, tell func(what string, much float64)) {
	t, before, after := r.at(i), r.at(i-1), r.at(i+1)
	things, words := spelling(t.key, own)
	tell("any", 1)
	tell("spelt unlike things", things)
	tell("spelt unlike words", words)
	noun := before.cue == 0 && r.lex(i-1)&isWord != 0
	is := func(what string, so bool) {
		if so {
			tell(what, 1)
		}
	}
	is("surname", l&isSurname != 0)
	is("word", l&isWord != 0)
	is("compound", l&isCompound != 0)
	is("ends as surnames", likeSurname(t.key))
	is("short", len(t.key) < 5)
	is("long", len(t.key) > 10)
	is("hyphen", strings.Contains(t.key, "-"))
	is("owns", t.tail != "")
	is("acts", r.acts(i))
	is("did", r.did(i))
	is("feels", r.feels(i))
	is("breaks", r.breaks(i))
	is("among things", r.amongThings(i))
	is("opens a line", t.line)
	is("last", i+1 >= len(r.ts) || after.what == sign && i+2 >= len(r.ts))
	is("before determiner", r.det(i-1))
	is("before noun of determiner", noun && r.det(i-2))
	is("before that thing", r.is(i-2, thingBefore|thingOf))
	is("before that title", r.is(i-2, title|relation))
	is("before that with", r.is(i-2, with))
	is("before sign", before.what == sign && i > 0)
	is("before name", before.what == mark)
	is("before capital", before.cap && !before.start)
	is("before opening", before.start && before.cue == 0)
	is("before verb opening", before.start && r.is(i-1, verb|verbDoes))
	r.evidenceBehind(i, is)
	if slices.Contains(nearWords, before.key) {
		tell("follows "+before.key, 1)
	}
	for n := range cueNames {
		if before.what == word && before.cue&(1<<n) != 0 && !(1<<n == article && before.cue&conj != 0) {
			tell(beforeIt[n], 1)
		}
		if after.what == word && after.cue&(1<<n) != 0 {
			tell(afterIt[n], 1)
		}
	}
}

// evidenceBehind is what evidence there is in the word behind the one at i.
func (r *reading) evidenceBehind(i int, is func(what string, so bool)) {
	after, l := r.at(i+1), r.lex(i+1)
	is("after comma", after.text == ",")
	is("after sign", after.what == sign && i+1 < len(r.ts))
	is("after capital", after.cap && after.gap)
	is("after surname", after.cap && l&(isSurname|isGiven|isKnown) != 0)
	is("after thing", l&(isThing|isPlace) != 0)
	is("after word", after.what == word && !after.cap && after.cue == 0)
	is("after ending in en", strings.HasSuffix(after.key, "en"))
	is("after ending in ed", strings.HasSuffix(after.key, "ed"))
}

// nearWords are those that are evidence by themselves.
var nearWords = strings.Fields("in on to via from of by at with about for through into than van met bij naar voor op " +
	"aan door uit over tegen volgens")
