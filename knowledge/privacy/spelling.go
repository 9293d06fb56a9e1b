package privacy

import (
	"iter"
	"math"
	"strings"
	"sync"
)

// What a word that is spelt alike can be: of people, of places and things, or one of the Dutch and English words.
const (
	ofPeople = iota
	ofThings
	ofWords
	spellings
)

// trigrams are how often three letters stand in a row, by what the words are they stand in.
type trigrams struct {
	seen [spellings][28 * 28 * 28]uint16
	all  [spellings]float64
}

// counted are the trigrams of the lists. Of the words, which are many, one in eight is counted.
var counted = sync.OnceValue(func() *trigrams {
	c := &trigrams{}
	lists := [spellings][]string{{givenWords, surnameWords}, {placeWords, thingWords}, {ordinaryWords}}
	for kind, lists := range lists {
		for _, list := range lists {
			n := 0
			for w := range strings.Lines(list) {
				if n++; kind == ofWords && n%8 != 0 {
					continue
				}
				for g := range threes(strings.TrimSuffix(w, "\n")) {
					c.seen[kind][g]++
					c.all[kind]++
				}
			}
		}
	}
	return c
})

// threes are a word's letters, three in a row, with what begins and ends it as one more.
func threes(key string) iter.Seq[int] {
	return func(yield func(int) bool) {
		g := 0
		for n := range len(key) + 1 {
			letter := 0
			if n < len(key) {
				if letter = 27; 'a' <= key[n] && key[n] <= 'z' {
					letter = int(key[n]-'a') + 1
				}
			}
			if g = (g*28 + letter) % (28 * 28 * 28); n > 0 && !yield(g) {
				return
			}
		}
	}
}

// spelling is how much likelier the letters of a word are in names than in places and things, and than in words: the
// logarithm, of each three letters on average. What the word itself brought to the counts of own is left out.
func spelling(key string, own func(kind int) bool) (things, words float64) {
	c := counted()
	var sum [spellings]float64
	n := 0.0
	for g := range threes(key) {
		n++
		for kind := range sum {
			many := float64(c.seen[kind][g])
			if own != nil && own(kind) {
				many = max(many-1, 0)
			}
			sum[kind] += math.Log((many + 0.3) / (c.all[kind] + 3000))
		}
	}
	n = max(n, 1)
	return (sum[ofPeople] - sum[ofThings]) / n, (sum[ofPeople] - sum[ofWords]) / n
}
