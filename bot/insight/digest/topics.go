package digest

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/privacy"
)

// A Topic is something people asked that no aid answers, in words that enough of them
// used.
type Topic struct {
	Key    string   `json:"key"`   // the same for the same topic in another week
	Text   string   `json:"text"`  // the shortest of the questions
	Texts  []string `json:"texts"` // some of the questions, scrubbed
	People int      `json:"people"`
}

// A heap is questions that share words.
type heap struct {
	words map[string]bool // that at least half of its questions hold
	count map[string]int
	qs    []journal.Question
}

// put adds a question, with its words, to those of h.
func (h *heap) put(q journal.Question, words []string) {
	h.qs = append(h.qs, q)
	h.words = map[string]bool{}
	for _, w := range words {
		h.count[w]++
	}
	for w, n := range h.count {
		if 2*n >= len(h.qs) {
			h.words[w] = true
		}
	}
}

// Topics groups questions by the words they share. A topic is told of if its questions
// come from k groups of askers, and so from k people at least: [journal.GroupOf]. There are
// [journal.Groups] of those: where k is more, no topic can be told of. Nor is one where k of so many members who could
// have asked are nearly all of them; members is 0 if it is not known how many there are.
func Topics(qs []journal.Question, k privacy.Group, members int) (out []Topic) {
	if !k.Hides(members) {
		return nil
	}
	for _, h := range heaps(qs) {
		groups, texts := map[int]bool{}, map[string]bool{}
		for _, q := range h.qs {
			groups[q.Group] = true
			texts[q.Text.String()] = true
		}
		delete(groups, 0)
		if !k.May(len(groups)) {
			continue
		}
		short := func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) }
		list := slices.SortedFunc(maps.Keys(texts), short)
		key := strings.Join(slices.Sorted(maps.Keys(h.words)), " ")
		out = append(out, Topic{Key: key, Text: list[0], Texts: list[:min(len(list), maxTexts)],
			People: k.AtLeast(len(groups), members)})
	}
	slices.SortStableFunc(out, func(a, b Topic) int {
		return cmp.Or(cmp.Compare(b.People, a.People), cmp.Compare(a.Key, b.Key))
	})
	return out
}

// heaps puts each question that nothing was found for with those it is most alike.
func heaps(qs []journal.Question) (all []*heap) {
	for _, q := range qs {
		words := contentWords(privacy.Unmarked(q.Text.String())) // two that name somebody are not alike for it
		if q.Outcome == "not" || len(words) == 0 {
			continue
		}
		var best *heap
		score := 0.0
		for _, h := range all {
			if s := alike(words, h.words); h.qs[0].Lang == q.Lang && s >= 0.5 && s > score {
				best, score = h, s
			}
		}
		if best == nil {
			best = &heap{count: map[string]int{}}
			all = append(all, best)
		}
		best.put(q, words)
	}
	return all
}

// maxTexts is how many questions of a topic are shown.
const maxTexts = 8

// alike is which part of the words of the shorter is in the other too.
func alike(words []string, topic map[string]bool) float64 {
	n := 0
	for _, w := range words {
		if topic[w] {
			n++
		}
	}
	return float64(n) / float64(max(1, min(len(words), len(topic))))
}

// contentWords are the different words of a question that say what it is about, without
// their endings.
func contentWords(text string) (ws []string) {
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len([]rune(w)) < 4 || stop[w] {
			continue
		}
		for _, end := range []string{"en", "s", "e", "t"} {
			if r := strings.TrimSuffix(w, end); r != w && len([]rune(r)) >= 4 {
				w = r
				break
			}
		}
		if !slices.Contains(ws, w) {
			ws = append(ws, w)
		}
	}
	slices.Sort(ws)
	return ws
}

// stop are words of four letters and more that questions are made of.
var stop = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`
		hoeveel waar waarom wanneer welke wie moet moeten kan kunnen doen doet maak maken gaat gaan heeft hebben
		wordt worden voor naar over met deze dit dat die een het mijn onze jullie iets iemand niet nog wel als dan
		zijn waren weet weten willen graag vraag vragen nieuw nieuwe goed goede eigen
		what when where which does have with from this that they them your should could would about into make need want
		know please someone something there their question good`) {
		m[w] = true
	}
	return m
}()
