package find_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find"
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
		a := &knowledge.Aid{Slug: fmt.Sprint("aid-", i), Lang: knowledge.English, Title: words(4), Quick: words(12), Status: knowledge.Published}
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

// BenchmarkFind asks a library of 10,000 aids, and a raw bleve index of the same with
// three fields, in one run: go test -bench Find -benchtime 3x ./knowledge/find
func BenchmarkFind(b *testing.B) {
	aids, questions := library(10_000)
	f, _ := open(b)
	began := time.Now()
	check(b, f.Sync(context.Background(), aids, nil))
	built := time.Since(began)
	b.Run("handvat", func(b *testing.B) {
		report(b, questions, func(q string) {
			_, err := f.Find(context.Background(), find.Query{Text: q, Lang: knowledge.English, Now: noon})
			check(b, err)
		})
		b.ReportMetric(built.Seconds(), "build-s")
	})
	idx := threeFields(b, aids)
	b.Run("bleve", func(b *testing.B) {
		report(b, questions, func(q string) {
			query := bleve.NewDisjunctionQuery()
			for i, name := range []string{"title", "summary", "steps"} {
				m := bleve.NewMatchQuery(q)
				m.SetField(name)
				m.SetBoost(float64(3 - i))
				query.AddQuery(m)
			}
			_, err := idx.Search(bleve.NewSearchRequest(query))
			check(b, err)
		})
	})
}

// report asks all questions b.N times and reports percentiles of one question.
func report(b *testing.B, questions []string, ask func(string)) {
	for _, q := range questions[:100] {
		ask(q)
	}
	var took []time.Duration
	for range b.N {
		for _, q := range questions {
			began := time.Now()
			ask(q)
			took = append(took, time.Since(began))
		}
	}
	slices.Sort(took)
	for _, p := range []int{50, 95, 99} {
		b.ReportMetric(took[len(took)*p/100].Seconds()*1000, fmt.Sprintf("p%d-ms", p))
	}
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapAlloc)/1e6, "heap-MB")
	b.ReportMetric(0, "ns/op")
}

// threeFields indexes aids the way one would without this package: BM25 over
// three fields, whose scores are added.
func threeFields(b *testing.B, aids []*knowledge.Aid) bleve.Index {
	m := bleve.NewIndexMapping()
	m.DefaultAnalyzer, m.ScoringModel = "en", "bm25"
	text := bleve.NewTextFieldMapping()
	text.Store, text.IncludeTermVectors, text.DocValues = false, false, false
	m.DefaultMapping = &mapping.DocumentMapping{Enabled: true, Properties: map[string]*mapping.DocumentMapping{}}
	for _, name := range []string{"title", "summary", "steps"} {
		m.DefaultMapping.AddFieldMappingsAt(name, text)
	}
	idx, err := bleve.NewUsing(filepath.Join(b.TempDir(), "bleve"), m, scorch.Name, scorch.Name, nil)
	check(b, err)
	b.Cleanup(func() { check(b, idx.Close()) })
	batch := idx.NewBatch()
	for i, a := range aids {
		steps := ""
		for _, s := range a.Steps {
			steps += s.Text + " "
		}
		check(b, batch.Index(a.Slug, map[string]string{"title": a.Title, "summary": a.Quick, "steps": steps}))
		if batch.Size() == 1000 || i == len(aids)-1 {
			check(b, idx.Batch(batch))
			batch = idx.NewBatch()
		}
	}
	return idx
}
