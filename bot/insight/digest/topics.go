package digest

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/handvat/handvat/knowledge/journal"
)

// A Topic is something people asked that no aid answers, in words that enough of them
// used.
type Topic struct {
	Key     string   `json:"key"`   // the same for the same topic in another week
	Text    string   `json:"text"`  // the shortest of the questions
	Texts   []string `json:"texts"` // some of the questions, scrubbed
	People  int      `json:"people"`
	Process string   `json:"process,omitempty"`
}

// Topics groups questions by the words they share. A topic is told of if its questions
// come from k groups of askers, and so from k people at least: [journal.GroupOf].
func Topics(qs []journal.Question, k Threshold) (out []Topic) {
	type topic struct {
		words map[string]bool // that at least half of its questions hold
		count map[string]int
		qs    []journal.Question
	}
	var all []*topic
	for _, q := range qs {
		if q.Outcome == "not" {
			continue
		}
		words := contentWords(q.Text)
		if len(words) == 0 {
			continue
		}
		var best *topic
		score := 0.0
		for _, t := range all {
			if s := alike(words, t.words); t.qs[0].Lang == q.Lang && s >= 0.5 && s > score {
				best, score = t, s
			}
		}
		if best == nil {
			best = &topic{count: map[string]int{}}
			all = append(all, best)
		}
		best.qs = append(best.qs, q)
		best.words = map[string]bool{}
		for _, w := range words {
			best.count[w]++
		}
		for w, n := range best.count {
			best.words[w] = 2*n >= len(best.qs)
		}
		maps.DeleteFunc(best.words, func(_ string, in bool) bool { return !in })
	}
	for _, t := range all {
		groups := map[int]bool{}
		texts := map[string]bool{}
		for _, q := range t.qs {
			groups[q.Group] = true
			texts[q.Text] = true
		}
		delete(groups, 0)
		if len(groups) < min(k.people(), journal.Groups) {
			continue
		}
		list := slices.SortedFunc(maps.Keys(texts), func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
		out = append(out, Topic{Key: strings.Join(slices.Sorted(maps.Keys(t.words)), " "), Text: list[0], Texts: list[:min(len(list), maxTexts)], People: floor(len(groups))})
	}
	slices.SortStableFunc(out, func(a, b Topic) int { return cmp.Or(cmp.Compare(b.People, a.People), cmp.Compare(a.Key, b.Key)) })
	return out
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
		hoeveel waar waarom wanneer welke wie moet moeten kan kunnen doen doet maak maken gaat gaan heeft hebben wordt worden voor naar
		over met deze dit dat die een het mijn onze jullie iets iemand niet nog wel als dan zijn waren weet weten willen graag vraag vragen nieuw nieuwe goed goede eigen
		what when where which does have with from this that they them your should could would about into make need want
		know please someone something there their question good`) {
		m[w] = true
	}
	return m
}()
