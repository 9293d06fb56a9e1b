package bench

import (
	"context"
	"database/sql"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	_ "modernc.org/sqlite"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find"
)

// An engine finds the slugs of at most ten aids for a question, best first.
type engine func(q question) []string

// handvat is the finder as it serves people, without phrasings.
func handvat(b *testing.B, aids []*knowledge.Aid) engine {
	f := finder(b, filepath.Join(b.TempDir(), "index"), aids)
	b.Cleanup(func() { check(b, f.Close()) })
	return func(q question) []string { return ask(b, f, q) }
}

func finder(b *testing.B, dir string, aids []*knowledge.Aid) *find.Finder {
	f, err := find.Open(slog.New(slog.DiscardHandler), dir, nil)
	check(b, err)
	check(b, f.Sync(context.Background(), aids, nil))
	return f
}

func ask(b *testing.B, f *find.Finder, q question) (out []string) {
	r, err := f.Find(context.Background(), find.Query{Text: q.text, Lang: q.lang, Now: day, Limit: 10})
	check(b, err)
	for _, h := range r.Hits {
		out = append(out, h.Key.Slug)
	}
	return out
}

var day = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// rawBleve is BM25 over three fields, whose scores are added: bleve as its documentation
// shows it.
func rawBleve(b *testing.B, aids []*knowledge.Aid) engine {
	m := bleve.NewIndexMapping()
	m.DefaultAnalyzer, m.ScoringModel = "en", "bm25"
	field := bleve.NewTextFieldMapping()
	field.Store, field.IncludeTermVectors, field.DocValues = false, false, false
	m.DefaultMapping = &mapping.DocumentMapping{Enabled: true, Properties: map[string]*mapping.DocumentMapping{}}
	names := []string{"title", "summary", "steps"}
	for _, name := range names {
		m.DefaultMapping.AddFieldMappingsAt(name, field)
	}
	idx, err := bleve.NewUsing(filepath.Join(b.TempDir(), "bleve"), m, scorch.Name, scorch.Name, nil)
	check(b, err)
	b.Cleanup(func() { check(b, idx.Close()) })
	batch := idx.NewBatch()
	for i, a := range aids {
		title, summary, steps := fields(a)
		check(b, batch.Index(a.Slug, map[string]string{"title": title, "summary": summary, "steps": steps}))
		if batch.Size() == 1000 || i == len(aids)-1 {
			check(b, idx.Batch(batch))
			batch = idx.NewBatch()
		}
	}
	return func(q question) (out []string) {
		query := bleve.NewDisjunctionQuery()
		for i, name := range names {
			m := bleve.NewMatchQuery(q.text)
			m.SetField(name)
			m.SetBoost(float64(3 - i))
			query.AddQuery(m)
		}
		r, err := idx.Search(bleve.NewSearchRequest(query))
		check(b, err)
		for _, h := range r.Hits {
			out = append(out, h.ID)
		}
		return out
	}
}

// fts5 is SQLite's full-text search with its own BM25 over the same three fields.
func fts5(b *testing.B, aids []*knowledge.Aid) engine {
	db, err := sql.Open("sqlite", filepath.Join(b.TempDir(), "fts.db"))
	check(b, err)
	b.Cleanup(func() { check(b, db.Close()) })
	db.SetMaxOpenConns(1)
	_, err = db.Exec(`CREATE VIRTUAL TABLE t
		USING fts5(slug UNINDEXED, title, summary, steps, tokenize='porter unicode61')`)
	check(b, err)
	tx, err := db.Begin()
	check(b, err)
	insert, err := tx.Prepare(`INSERT INTO t VALUES (?, ?, ?, ?)`)
	check(b, err)
	for _, a := range aids {
		title, summary, steps := fields(a)
		_, err := insert.Exec(a.Slug, title, summary, steps)
		check(b, err)
	}
	check(b, tx.Commit())
	_, err = db.Exec(`INSERT INTO t(t) VALUES ('optimize')`)
	check(b, err)
	find, err := db.Prepare(`SELECT slug FROM t WHERE t MATCH ? ORDER BY bm25(t, 0, 3, 2, 1) LIMIT 10`)
	check(b, err)
	return func(q question) (out []string) {
		rows, err := find.Query(`"` + strings.Join(words(q.text), `" OR "`) + `"`)
		check(b, err)
		defer rows.Close()
		for rows.Next() {
			var slug string
			check(b, rows.Scan(&slug))
			out = append(out, slug)
		}
		check(b, rows.Err())
		return out
	}
}

// words splits a text at what is no letter or digit.
func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}
