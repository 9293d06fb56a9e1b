package evaluate

import (
	"crypto/sha256"
	"encoding/binary"
	"math/rand/v2"
	"strconv"
	"strings"
	"unicode"
)

// A word of a question gets an error with this chance, if it has as many letters. The
// shorter ones are mostly function words, so that is one error in about two words with
// content.
const (
	typoChance  = 0.5
	typoLetters = 4
)

// Misspelt returns the set with typing errors in the questions that are asked, the
// same for a seed wherever it is run. The phrasings that are learned from stay as
// they are.
func (s *Set) Misspelt(seed int) *Set {
	out := &Set{Name: s.Name, Aids: s.Aids}
	for _, q := range s.Questions {
		if q.Split != "train" {
			sum := sha256.Sum256([]byte(strconv.Itoa(seed) + q.ID))
			seed := rand.NewPCG(binary.BigEndian.Uint64(sum[:]), binary.BigEndian.Uint64(sum[8:]))
			q.Text = misspell(q.Text, rand.New(seed))
		}
		out.Questions = append(out.Questions, q)
	}
	return out
}

// misspell puts errors into the words of text.
func misspell(text string, rnd *rand.Rand) string {
	ws := strings.Split(text, " ")
	for i, w := range ws {
		if rs := []rune(w); letters(rs) >= typoLetters && rnd.Float64() < typoChance {
			ws[i] = string(slip(rs, rnd))
		}
	}
	return strings.Join(ws, " ")
}

func letters(rs []rune) int {
	n := 0
	for _, r := range rs {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// slip returns a word with one error: the key beside the right one, two letters
// swapped, one left out, or one typed twice.
func slip(w []rune, rnd *rand.Rand) []rune {
	i := rnd.IntN(len(w))
	for !unicode.IsLetter(w[i]) {
		i = rnd.IntN(len(w))
	}
	out := append([]rune(nil), w[:i]...)
	switch rnd.IntN(4) {
	case 0:
		if near := beside(unicode.ToLower(w[i])); near != "" {
			out = append(out, rune(near[rnd.IntN(len(near))]))
			return append(out, w[i+1:]...)
		}
	case 1:
		if i+1 < len(w) && unicode.IsLetter(w[i+1]) {
			return append(append(out, w[i+1], w[i]), w[i+2:]...)
		}
	case 2:
		return append(append(out, w[i]), w[i:]...)
	}
	return append(out, w[i+1:]...)
}

// beside returns the letters whose keys are beside that of r in its own row, on the
// keyboard that both languages use.
func beside(r rune) string {
	for _, row := range [...]string{"qwertyuiop", "asdfghjkl", "zxcvbnm"} {
		if i := strings.IndexRune(row, r); i >= 0 {
			return row[max(0, i-1):i] + row[min(i+1, len(row)):min(i+2, len(row))]
		}
	}
	return ""
}
