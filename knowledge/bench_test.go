package knowledge

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func BenchmarkParse(b *testing.B) {
	for _, name := range []string{"nl/feedback-4g.md", "nl/prestatievraagstuk-analyseren.md", "en/gitlab-page.md"} {
		src, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			b.Fatal(err)
		}
		b.Run(strings.TrimSuffix(filepath.Base(name), ".md"), func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			for b.Loop() {
				if a, _ := Check(name, src); a == nil {
					b.Fatal("no aid")
				}
			}
		})
	}
}

// pages writes n recipes or pages from elsewhere of about 2 kB and returns their folder.
func pages(b *testing.B, n int, recipes bool) string {
	b.Helper()
	recipe, err := os.ReadFile("testdata/nl/feedback-4g.md")
	if err != nil {
		b.Fatal(err)
	}
	dir := b.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "nl"), 0o755); err != nil {
		b.Fatal(err)
	}
	for i := range n {
		text := fmt.Sprintf(
			"---\nslug: page-%d\nlang: nl\ntitle: \"Pagina %d\"\ntype: reference\n"+
				"source: \"https://example.com/%d\"\n---\n\n%s", i, i, i,
			strings.Repeat("Een zin van een gewone pagina over het werk. ", 45))
		if recipes {
			text = strings.Replace(string(recipe), "slug: feedback-4g", fmt.Sprintf("slug: page-%d", i), 1)
		}
		if err := os.WriteFile(filepath.Join(dir, "nl", fmt.Sprintf("page-%d.md", i)), []byte(text),
			0o644); err != nil {
			b.Fatal(err)
		}
	}
	return dir
}

// BenchmarkLoad opens a library of 4,000 files, for the first time and again, and
// looks whether anything changed.
func BenchmarkLoad(b *testing.B) {
	for _, c := range []struct {
		name    string
		recipes bool
	}{{"pages", false}, {"recipes", true}} {
		src := Source{Name: "own", Dir: pages(b, 4000, c.recipes)}
		openOnce := func(b *testing.B, dir string) *Library {
			db := openDB(b, dir)
			l, err := OpenLibrary(quietLog, db, time.Now, src)
			if err != nil {
				b.Fatal(err)
			}
			if err := db.Close(); err != nil {
				b.Fatal(err)
			}
			if len(l.All()) != 4000 {
				b.Fatalf("%d live", len(l.All()))
			}
			return l
		}
		b.Run(c.name+"/first", func(b *testing.B) {
			for b.Loop() {
				openOnce(b, b.TempDir())
			}
		})
		b.Run(c.name+"/again", func(b *testing.B) {
			dir := b.TempDir()
			openOnce(b, dir)
			for b.Loop() {
				openOnce(b, dir)
			}
		})
		b.Run(c.name+"/look", func(b *testing.B) {
			l, err := OpenLibrary(quietLog, nil, func() time.Time { return time.Now().Add(time.Hour) }, src)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if c, _, err := l.reload(b.Context()); err != nil || !c.Empty() {
					b.Fatal(c, err)
				}
			}
		})
	}
}
