package bot_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/nl"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/store"
)

// manyAids makes n pages of words with a long tail, and questions about them.
func manyAids(n int) (as []*knowledge.Aid, questions []string) {
	word := func(i, salt int) string {
		k := (i*2654435761 + salt*40503) % 20011
		k = k * k / 20011 // few words are common, most are rare
		return fmt.Sprintf("%s%s%d", []string{"werk", "klant", "order", "plan", "team", "taak", "meld", "druk"}[k%8],
			[]string{"en", "ing", "blad", "er", "lijst"}[k%5], k)
	}
	for i := range n {
		var body strings.Builder
		for j := range 60 {
			body.WriteString(word(i*61+j, j) + " ")
		}
		title := fmt.Sprintf("Doe %s met %s", word(i, 7), word(i, 11))
		as = append(as, &knowledge.Aid{Slug: fmt.Sprintf("aid-%d", i), Lang: knowledge.Dutch, Title: title,
			Type: knowledge.Reference, Source: "https://example.org/x", Status: knowledge.Published,
			Body: body.String()})
		if i%(n/200+1) == 0 {
			questions = append(questions, fmt.Sprintf("hoe doe ik %s met %s en %s", word(i, 7), word(i*61+3, 3),
				word(i*61+9, 9)))
		}
	}
	return as, questions
}

// fixed is a library that never changes.
type fixed struct{ as []*knowledge.Aid }

func (f fixed) Lookup(slug string, _ knowledge.Lang) (*knowledge.Aid, bool) {
	for _, a := range f.as {
		if a.Slug == slug {
			return a, true
		}
	}
	return nil, false
}
func (f fixed) All() []*knowledge.Aid                               { return f.as }
func (fixed) Origin(knowledge.Key) (o knowledge.Origin, known bool) { return o, false }

// BenchmarkAsk answers questions over 10,000 aids, from the event to the reply, and
// side by side with a raw bleve query over three fields of the same aids. It reports
// the 99th percentile of both, in milliseconds, and their ratio.
func BenchmarkAsk(b *testing.B) {
	aids, questions := manyAids(10_000)
	s := bottest.NewLearning(b)
	if err := s.Find.Sync(b.Context(), aids, nil); err != nil {
		b.Fatal(err)
	}
	s.Bot.Serves(fixed{aids})
	raw := rawIndex(b, aids)

	var ours, theirs []time.Duration
	i := 0
	for b.Loop() {
		q := questions[i%len(questions)]
		i++
		e := chat.Event{ID: fmt.Sprintf("e%d", i), Kind: chat.Said, Text: q,
			From: chat.Person{Platform: "web", ID: "ada"}, Direct: true,
			In: chat.Place{Platform: "web", Channel: "ada"}}
		begin := time.Now()
		decide, err := s.Bot.Handle(b.Context(), e)
		if err != nil {
			b.Fatal(err)
		}
		err = s.DB.View(b.Context(), func(*store.Tx) error { return nil })
		if err != nil {
			b.Fatal(err)
		}
		if err := s.DB.Update(b.Context(), func(tx *store.Tx) error { _, err := decide(tx); return err }); err != nil {
			b.Fatal(err)
		}
		ours = append(ours, time.Since(begin))

		begin = time.Now()
		rawAsk(b, raw, q)
		theirs = append(theirs, time.Since(begin))
	}
	p99 := func(ds []time.Duration) float64 {
		slices.Sort(ds)
		return float64(ds[len(ds)*99/100].Microseconds()) / 1000
	}
	b.ReportMetric(p99(ours), "ask-p99-ms")
	b.ReportMetric(p99(theirs), "bleve-p99-ms")
	b.ReportMetric(p99(ours)/p99(theirs), "ask/bleve")
}

func rawIndex(b *testing.B, aids []*knowledge.Aid) bleve.Index {
	m := bleve.NewIndexMapping()
	m.DefaultAnalyzer = "nl"
	ix, err := bleve.New(b.TempDir()+"/raw", m)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { ix.Close() })
	batch := ix.NewBatch()
	for i, a := range aids {
		if err := batch.Index(a.Slug, map[string]string{"title": a.Title, "summary": a.Body[:100],
			"steps": a.Body}); err != nil {
			b.Fatal(err)
		}
		if i%1000 == 999 || i == len(aids)-1 {
			if err := ix.Batch(batch); err != nil {
				b.Fatal(err)
			}
			batch.Reset()
		}
	}
	return ix
}

func rawAsk(b *testing.B, ix bleve.Index, q string) {
	query := bleve.NewDisjunctionQuery()
	for field, boost := range map[string]float64{"title": 3, "summary": 2, "steps": 1} {
		m := bleve.NewMatchQuery(q)
		m.SetField(field)
		m.SetBoost(boost)
		query.AddQuery(m)
	}
	if _, err := ix.SearchInContext(context.Background(), bleve.NewSearchRequest(query)); err != nil {
		b.Fatal(err)
	}
}
