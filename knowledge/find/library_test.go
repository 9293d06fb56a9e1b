package find_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/handvat/handvat/knowledge"
)

// library makes n aids of about seventy words, drawn as words are in real text: a few
// very often, most of them seldom. Questions are words of an aid with others around.
func library(n int) (aids []*knowledge.Aid, questions []string) {
	rnd := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(rnd, 1.1, 8, 19_999)
	word := func() string { return spell(zipf.Uint64()) }
	words := func(n int) string {
		ws := make([]string, n)
		for i := range ws {
			ws[i] = word()
		}
		return strings.Join(ws, " ")
	}
	for i := range n {
		a := aid(knowledge.English, fmt.Sprint("aid-", i), words(4))
		a.Quick = words(12)
		for range 6 {
			a.Steps = append(a.Steps, knowledge.Step{Text: words(9)})
		}
		aids = append(aids, a)
	}
	for range 1000 {
		a := aids[rnd.IntN(n)]
		ws := strings.Fields(a.Quick + " " + a.Steps[rnd.IntN(6)].Text)
		rnd.Shuffle(len(ws), func(i, j int) { ws[i], ws[j] = ws[j], ws[i] })
		questions = append(questions, "how do i "+strings.Join(ws[:3+rnd.IntN(5)], " "))
	}
	return aids, questions
}

// spell makes a word of a number.
func spell(n uint64) string {
	syllables := []string{"ba", "ko", "li", "mer", "nu", "pas", "ri", "ston", "ta", "vel"}
	s := ""
	for n++; n > 0; n /= 10 {
		s += syllables[n%10]
	}
	return s
}
