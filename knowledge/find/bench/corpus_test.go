package bench

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/handvat/handvat/content"
	"github.com/handvat/handvat/knowledge"
)

// A corpus is a library of real pages and copies of them with other words here and
// there, and questions that each ask for one of its aids.
type corpus struct {
	aids      []*knowledge.Aid
	questions []question
}

type question struct {
	text string
	slug string // of the aid it was made from
	lang knowledge.Lang
}

// pages returns the real pages: those of the libraries beside the repository if they
// are there, and always the starter library.
func pages(b *testing.B) (out []*knowledge.Aid) {
	b.Helper()
	libraries := []fs.FS{content.FS}
	if dir := filepath.Join("..", "..", "..", "..", "shared", "library"); isDir(dir) {
		libraries = append(libraries, os.DirFS(dir))
	}
	for _, lib := range libraries {
		check(b, fs.WalkDir(lib, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(name, ".md") {
				return err
			}
			src, err := fs.ReadFile(lib, name)
			if err != nil {
				return err
			}
			if a, _ := knowledge.Parse(name, src); a != nil && a.Title != "" {
				out = append(out, a)
			}
			return nil
		}))
	}
	return out
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// newCorpus makes n aids, always the same: the pages, then copies in which every
// third word is one from anywhere in the pages of that language.
func newCorpus(b *testing.B, n int) *corpus {
	b.Helper()
	rnd := rand.New(rand.NewPCG(1, 2))
	real := pages(b)
	vocabulary := map[knowledge.Lang][]string{}
	for _, a := range real {
		vocabulary[a.Lang] = append(vocabulary[a.Lang], strings.Fields(text(a))...)
	}
	c := new(corpus)
	for i := range n {
		a := *real[i%len(real)]
		a.Slug = fmt.Sprintf("%s-%d", a.Slug, i)
		if i >= len(real) {
			words := vocabulary[a.Lang]
			vary := func(s string) string {
				ws := strings.Fields(s)
				for j := range ws {
					if rnd.IntN(3) == 0 {
						ws[j] = words[rnd.IntN(len(words))]
					}
				}
				return strings.Join(ws, " ")
			}
			a.Title, a.Quick, a.Body, a.Questions = vary(a.Title), vary(a.Quick), varyParagraphs(a.Body, vary), nil
			a.Steps = slices.Clone(a.Steps)
			for j := range a.Steps {
				a.Steps[j].Text = vary(a.Steps[j].Text)
			}
		}
		c.aids = append(c.aids, &a)
	}
	for len(c.questions) < 1000 {
		a := c.aids[rnd.IntN(n)]
		ws := strings.Fields(a.Title + " " + cut(text(a), rnd))
		rnd.Shuffle(len(ws), func(i, j int) { ws[i], ws[j] = ws[j], ws[i] })
		if len(ws) < 4 {
			continue
		}
		lead := map[knowledge.Lang]string{knowledge.Dutch: "hoe kan ik ", knowledge.English: "how do i "}[a.Lang]
		words := strings.Join(ws[:min(len(ws), 3+rnd.IntN(6))], " ")
		c.questions = append(c.questions, question{lead + words, a.Slug, a.Lang})
	}
	return c
}

func varyParagraphs(s string, vary func(string) string) string {
	ps := strings.Split(s, "\n\n")
	for i := range ps {
		ps[i] = vary(ps[i])
	}
	return strings.Join(ps, "\n\n")
}

// cut returns some ten words in a row.
func cut(s string, rnd *rand.Rand) string {
	ws := strings.Fields(s)
	if len(ws) <= 10 {
		return s
	}
	at := rnd.IntN(len(ws) - 10)
	return strings.Join(ws[at:at+10], " ")
}

// text is what an aid says, besides its title.
func text(a *knowledge.Aid) string {
	_, summary, steps := fields(a)
	return summary + " " + steps
}

// fields are the three fields by which the other engines know an aid.
func fields(a *knowledge.Aid) (title, summary, steps string) {
	for _, s := range a.Steps {
		steps += s.Text + " " + s.Detail + " "
	}
	return a.Title, a.Quick + " " + strings.Join(a.Questions, " "), steps + a.Body
}

func check(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}
