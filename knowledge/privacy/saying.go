package privacy

import (
	"slices"
	"strings"
	"sync"
)

// idioms are sayings, works, firms and things with names in them, by each of their words; signs between them do not
// count.
var idioms = sync.OnceValue(func() map[string][][]string {
	all := map[string][][]string{}
	for line := range strings.Lines(sayingLines) {
		words := strings.Fields(line)
		for _, w := range words {
			all[w] = append(all[w], words)
		}
	}
	return all
})

func split(sayings ...string) (all [][]string) {
	for _, s := range sayings {
		all = append(all, strings.Fields(s))
	}
	return all
}

// idiom reports whether the word at i is in a saying, and that is not what somebody of the organisation is called.
func (r *reading) idiom(i int) bool {
	for _, words := range idioms()[r.key(i)] {
		for n, w := range words {
			if w != r.key(i) || !r.spells(i, n, words) {
				continue
			}
			firm := r.at(i-1).text == "&" || r.at(i+1).text == "&"
			if firm || slices.ContainsFunc(words, func(w string) bool { return r.lexOf(w)&isKnown == 0 }) {
				return true
			}
		}
	}
	return false
}

// key is the word at i as it is looked up among sayings, with what makes it possessive.
func (r *reading) key(i int) string {
	if t := r.ts[i]; t.tail != "" {
		return t.key + "'s"
	}
	return r.ts[i].key
}

// spells reports whether the words are those at i, of which n stand before it.
func (r *reading) spells(i, n int, words []string) bool {
	for n > 0 && i > 0 { // to its begin
		if i--; r.ts[i].what == word {
			n--
		}
	}
	if n > 0 {
		return false
	}
	for ; n < len(words) && i < len(r.ts); i++ {
		if r.ts[i].what == sign {
			continue
		}
		if r.key(i) != words[n] {
			return false
		}
		n++
	}
	return n == len(words)
}

// endings are those of surnames that are made of words.
var endings = strings.Fields("berg veld velde dijk kamp stra huis huizen horst man mans sen son burg hof brink beek " +
	"broek hout geest laar meer ing inga ma boer woud steen stein mann wijk donk voort bosch bos molen poel zand " +
	"ink bury ton ham worth ford well field wood ley stone brook by more land croft ridge shaw gate bank hill " +
	"ward wick stock stead bourne burn yard royd thwaite combe hurst garth")

// likeSurname reports whether a word that is made of two ends as surnames do.
func likeSurname(key string) bool {
	for _, e := range endings {
		if strings.HasSuffix(key, e) {
			return true
		}
	}
	return false
}

// breaking is what devices and programs do, and people do not.
var breaking = split("crashes", "crashed", "freezes", "froze", "lags", "hangs", "hangt", "hapert", "crasht", "crashte",
	"lekt", "leaks", "beeps", "piept", "synchroniseert", "syncs", "doet het niet", "doet niks", "doet niets",
	"does nothing", "werkt niet", "start niet", "laadt niet", "opent niet", "print niet", "loopt vast", "liep vast",
	"ligt eruit", "ligt plat", "is traag", "is slow", "is down", "is offline", "keeps crashing", "keeps freezing",
	"won't load", "won't open", "won't start", "won't print", "won't sync", "asks for", "vraagt om een",
	"geeft een fout", "geeft een foutmelding", "geeft foutcode", "geeft foutmelding", "gives an error",
	"shows an error", "shows error", "shows fault")

// breaks reports whether what comes behind the word at i is what a device or a program does.
func (r *reading) breaks(i int) bool {
	return slices.ContainsFunc(breaking, func(words []string) bool {
		for n, w := range words {
			if r.at(i+1+n).key != w {
				return false
			}
		}
		return true
	})
}
