package phrasing

import (
	"slices"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find/text"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// A Said is a phrasing that may be told, with how many people that is about at least.
type Said struct {
	Phrasing
	People int // who said it or one like it
	Refuse int // who said that the aid is not for it; 0 if they are too few
}

// A saying is a phrasing with its words, and who said it.
type saying struct {
	Phrasing
	words    []string
	yes, not []string
}

// Told returns what was learned that may be told, in order of aid: each phrasing that enough people said, or said
// with more words. So a phrasing has no word that only a few of them used; that they are few is not told either. The
// counts of a phrasing are of everybody who said as much, rounded.
func Told(tx *store.Tx, group privacy.Group) (all []Said) {
	an := text.NewAnalyser()
	byAid := map[knowledge.Key][]*saying{}
	var order []*saying
	at := map[string]*saying{}
	for _, p := range All(tx) {
		s := &saying{Phrasing: p, words: contentOf(an, p.Text, p.Key.Lang)}
		at[p.ID], order, byAid[p.Key] = s, append(order, s), append(byAid[p.Key], s)
	}
	for _, v := range voices.All(tx) {
		if s := at[v.ID]; s == nil {
			continue
		} else if v.Helped {
			s.yes = append(s.yes, v.Person)
		} else {
			s.not = append(s.not, v.Person)
		}
	}
	for _, s := range order {
		yes, not := people(byAid[s.Key], s.words)
		said := Said{Phrasing: s.Phrasing}
		said.Helped, said.Not = group.Round(yes), group.Round(not)
		if group.May(not) {
			said.Refuse = said.Not
		}
		if said.People = max(said.Helped, said.Not); said.People > 0 && s.Text != "" {
			all = append(all, said)
		}
	}
	return all
}

// people counts who said at least some words for an aid, and that it is not for them.
func people(of []*saying, words []string) (yes, not int) {
	said := [2]map[string]bool{{}, {}}
	for _, o := range of {
		if len(words) == 0 || !within(words, o.words) {
			continue
		}
		for i, who := range [2][]string{o.yes, o.not} {
			for _, p := range who {
				said[i][p] = true
			}
		}
	}
	return len(said[0]), len(said[1])
}

// maxLooked is how many phrasings of an aid Shared looks at: it is asked while somebody waits.
const maxLooked = 500

// Shared reports whether enough people confirmed a question for an aid, or one that says as much and more.
func Shared(tx *store.Tx, key knowledge.Key, question string, group privacy.Group) bool {
	an := text.NewAnalyser()
	words := contentOf(an, question, key.Lang)
	who := map[string]bool{}
	looked := 0
	for id, p := range phrasings.Scan(tx, []byte(key.Slug+".")) {
		if looked++; looked > maxLooked {
			return false
		}
		if p.Helped == 0 || len(words) == 0 || !within(words, contentOf(an, p.Text, knowledge.Lang(p.Lang))) {
			continue
		}
		for _, v := range voices.Scan(tx, store.Key(string(id), "")) {
			if v.Helped {
				who[v.Person] = true
			}
		}
		if group.May(len(who)) {
			return true
		}
	}
	return false
}

// contentOf are the words of a text that say what it is about, in order of the alphabet, without inflection.
func contentOf(an *text.Analyser, of string, lang knowledge.Lang) (words []string) {
	for _, w := range an.Words(of, lang) {
		if !w.Stop {
			words = append(words, w.Stem)
		}
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// within reports whether every one of some words is among others, which are in order.
func within(words, others []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { _, ok := slices.BinarySearch(others, w); return !ok })
}
