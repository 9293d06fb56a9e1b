package knowledge

import (
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/handvat/handvat/knowledge/store"
)

var quietLog = slog.New(slog.NewTextHandler(io.Discard, nil))

func openDB(t testing.TB, dir string) *store.DB {
	t.Helper()
	db, err := store.Open(filepath.Join(dir, "handvat.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func open(t *testing.T, db *store.DB, sources ...Source) *Library {
	t.Helper()
	l, err := OpenLibrary(quietLog, db, time.Now, sources...)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// keys is what is live, with the versions.
func keys(l *Library) string {
	var list []string
	for _, a := range l.All() {
		list = append(list, a.Key().String()+"@"+a.Version)
	}
	return strings.Join(list, " ")
}

// reload makes l look twice, as Run does when a file has gone.
func reload(t *testing.T, l *Library) *Changes {
	t.Helper()
	c, s, err := l.reload(t.Context())
	if err == nil && s.again {
		c, _, err = l.reload(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func version(src, v string) string {
	return strings.Replace(src, "version: 1.0.0", "version: "+v, 1)
}

func status(src, s string) string {
	return strings.Replace(src, "status: published", "status: "+s, 1)
}

func TestLibraryServesPublished(t *testing.T) {
	en := recipe(t)
	dir := write(t, map[string]string{
		"en/book-return.md": en,
		"nl/book-return.md": dutchRecipe(t),
		"en/draft.md":       status(strings.Replace(en, "slug: book-return", "slug: draft", 1), "draft"),
		"en/retired.md":     status(strings.Replace(en, "slug: book-return", "slug: retired", 1), "retired"),
		"deep/down/page.md": testdata(t, "en/gitlab-page.md"),
		"README.md":         "x",
	})
	l := open(t, nil, Source{Name: "own", Dir: dir})
	if got := keys(l); got != "nl/book-return@1.0.0 en/book-return@1.0.0 en/gitlab-page@" {
		t.Errorf("live: %s", got)
	}
	if a, ok := l.Get("book-return", Dutch); !ok || a.Title != "Boek een retour" {
		t.Errorf("get: %v", a)
	}
	if _, ok := l.Get("gitlab-page", Dutch); ok {
		t.Error("there is no Dutch page")
	}
	if a, ok := l.Lookup("gitlab-page", Dutch); !ok || a.Lang != English {
		t.Errorf("lookup: %v", a)
	}
	if _, ok := l.Lookup("draft", English); ok {
		t.Error("a draft is served")
	}
}

// TestLibraryLocalWins: an organisation's own version replaces the starter's, per
// language, and one can see which is used.
func TestLibraryLocalWins(t *testing.T) {
	starter := fstest.MapFS{
		"en/book-return.md": {Data: []byte(recipe(t))},
		"nl/book-return.md": {Data: []byte(dutchRecipe(t))},
		"en/close-shop.md":  {Data: []byte(testdata(t, "en/close-shop.md"))},
	}
	own := write(t, map[string]string{"book-return.md": version(recipe(t), "3.0.0")})
	l := open(t, nil, Source{Name: "starter", FS: starter}, Source{Name: "own", Dir: own})
	if got := keys(l); got != "nl/book-return@1.0.0 en/book-return@3.0.0 en/close-shop@1.0.0" {
		t.Errorf("live: %s", got)
	}
	got, ok := l.Origin(Key{"book-return", English})
	if d := cmp.Diff(Origin{Source: "own", File: filepath.Join(own, "book-return.md"), Overrides: []string{"starter"}},
		got); !ok || d != "" {
		t.Error(d)
	}
	if got, _ := l.Origin(Key{"book-return", Dutch}); got.Source != "starter" ||
		got.File != "starter/nl/book-return.md" || got.Overrides != nil {
		t.Errorf("origin: %+v", got)
	}
	// A draft or a broken file does not hide what it would replace.
	for _, text := range []string{status(recipe(t), "draft"), "---\nslug: [\n---\n"} {
		put(t, filepath.Join(own, "book-return.md"), version(recipe(t), "3.0.0"))
		l := open(t, nil, Source{Name: "starter", FS: starter}, Source{Name: "own", Dir: own})
		if err := os.Remove(filepath.Join(own, "book-return.md")); err != nil {
			t.Fatal(err)
		}
		reload(t, l)
		put(t, filepath.Join(own, "book-return.md"), text)
		reload(t, l)
		if a, ok := l.Get("book-return", English); !ok || a.Version != "1.0.0" {
			t.Errorf("%.20q: live is %v", text, a)
		}
	}
}

func TestLibraryReload(t *testing.T) {
	dir := write(t, map[string]string{"en/book-return.md": recipe(t)})
	file := filepath.Join(dir, "en/book-return.md")
	l := open(t, nil, Source{Name: "own", Dir: dir})
	key := Key{"book-return", English}
	if c := reload(t, l); !c.Empty() {
		t.Errorf("nothing changed, got %+v", c)
	}
	put(t, file, version(recipe(t), "2.1.0"))
	if d := cmp.Diff(&Changes{Changed: []Key{key}, Major: []Upgrade{{key, "1.0.0", "2.1.0"}}}, reload(t, l)); d != "" {
		t.Error(d)
	}
	put(t, file, version(recipe(t), "2.2.0"))
	if d := cmp.Diff(&Changes{Changed: []Key{key}}, reload(t, l)); d != "" {
		t.Error(d)
	}
	put(t, file, version(recipe(t), "2.2.0")+"\n\n") // not another content
	if c := reload(t, l); !c.Empty() {
		t.Errorf("an empty line is no change, got %+v", c)
	}
	put(t, filepath.Join(dir, "nl/new/book-return.md"), dutchRecipe(t))
	if d := cmp.Diff(&Changes{Added: []Key{{"book-return", Dutch}}}, reload(t, l)); d != "" {
		t.Error(d)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if c, s, err := l.reload(t.Context()); err != nil || !c.Empty() || !s.again {
		t.Errorf("a file may be gone for a moment while it is replaced: %+v", c)
	}
	if d := cmp.Diff(&Changes{Removed: []Key{key}}, reload(t, l)); d != "" {
		t.Error(d)
	}
}

// TestLibraryBadFile: whatever happens to a file, what was live from it stays, and
// the problem is reported.
func TestLibraryBadFile(t *testing.T) {
	good := recipe(t)
	for name, text := range map[string]string{
		"empty":    "",
		"plain":    "# Book a return\n",
		"broken":   "---\nslug: [\n---\n",
		"untitled": strings.Replace(good, "title:", "titel:", 1),
		"renamed":  strings.Replace(good, "slug: book-return", "slug: B", 1),
		"too many": good + strings.Repeat("1. Do it.\n", 12),
		"large":    good + strings.Repeat("x", 10<<20),
		"not text": good + "\xff",
		"control":  good + "\x00",
		"half":     good[:len(good)/4],
	} {
		t.Run(name, func(t *testing.T) {
			dir := write(t, map[string]string{"en/book-return.md": good})
			db := openDB(t, t.TempDir())
			l := open(t, db, Source{Name: "own", Dir: dir})
			put(t, filepath.Join(dir, "en/book-return.md"), text)
			for _, when := range []string{"now", "after a restart", "after another"} {
				if c := reload(t, l); !c.Empty() {
					t.Errorf("%s: changed: %+v", when, c)
				}
				if got := keys(l); got != "en/book-return@1.0.0" {
					t.Errorf("%s: live: %s", when, got)
				}
				if l.Problems().Errors() == 0 {
					t.Errorf("%s: no problem reported", when)
				}
				l = open(t, db, Source{Name: "own", Dir: dir})
			}
			put(t, filepath.Join(dir, "en/book-return.md"), version(good, "1.0.1"))
			reload(t, l)
			if got := keys(l); got != "en/book-return@1.0.1" {
				t.Errorf("after repair: live: %s", got)
			}
			if l.Problems().Errors() != 0 {
				t.Errorf("after repair: %v", l.Problems())
			}
		})
	}
}

func TestLibraryBadFromTheStart(t *testing.T) {
	dir := write(t, map[string]string{"en/book-return.md": strings.Replace(recipe(t), "title:", "titel:", 1)})
	l := open(t, openDB(t, t.TempDir()), Source{Name: "own", Dir: dir})
	if len(l.All()) != 0 || l.Problems().Errors() == 0 {
		t.Errorf("live: %s, problems: %v", keys(l), l.Problems())
	}
}

// TestLibraryWithdrawn: an author who takes an aid back is obeyed, errors or not.
func TestLibraryWithdrawn(t *testing.T) {
	dir := write(t, map[string]string{"en/book-return.md": recipe(t)})
	db := openDB(t, t.TempDir())
	l := open(t, db, Source{Name: "own", Dir: dir})
	put(t, filepath.Join(dir, "en/book-return.md"),
		strings.Replace(status(recipe(t), "retired"), "box: black", "box: ?", 1))
	if c := reload(t, l); len(c.Removed) != 1 {
		t.Errorf("changes: %+v", c)
	}
	if l := open(t, db, Source{Name: "own", Dir: dir}); len(l.All()) != 0 {
		t.Errorf("live after a restart: %s", keys(l))
	}
}

func TestLibraryDoubleSlug(t *testing.T) {
	dir := write(t, map[string]string{"a/book-return.md": recipe(t), "b/book-return.md": version(recipe(t), "2.0.0")})
	l := open(t, nil, Source{Name: "own", Dir: dir})
	if got := keys(l); got != "en/book-return@1.0.0" {
		t.Errorf("live: %s", got)
	}
	if got := codes(dir, l.Problems()); !strings.Contains(got, "b/book-return.md slug-twice\n") ||
		strings.Contains(got, "a/book-return.md slug-twice") {
		t.Errorf("problems:\n%s", got)
	}
}

// TestLibraryOddFolders: links in circles, folders and files without permission and
// files that are none of ours do not stop the rest.
func TestLibraryOddFolders(t *testing.T) {
	dir := write(t, map[string]string{"en/book-return.md": recipe(t), "other/real.md": testdata(t, "en/gitlab-page.md"),
		"notes.md": "# Notes"})
	for link, to := range map[string]string{"en/loop": "..", "self.md": "self.md", "dangling.md": "nowhere.md",
		"folder.md": "other", "linked.md": filepath.Join(dir, "other/real.md")} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	l := open(t, nil, Source{Name: "own", Dir: dir})
	if got := keys(l); got != "en/book-return@1.0.0 en/gitlab-page@" {
		t.Errorf("live: %s", got)
	}
	want := `dangling.md gone
en/book-return.md no-translation
en/loop folder-link
folder.md folder-link
notes.md no-aid
other/real.md slug-twice
self.md unreadable
`
	if got := codes(dir, l.Problems()); got != want {
		t.Errorf("problems:\n%s", got)
	}
}

// A guarded file system refuses to open what is forbidden.
type guarded struct {
	fs.FS
	forbidden string
}

func (g guarded) Open(name string) (fs.File, error) {
	if name == g.forbidden {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return g.FS.Open(name)
}

// TestLibraryPermission: what may not be read any more stays live.
func TestLibraryPermission(t *testing.T) {
	files := fstest.MapFS{"en/book-return.md": {Data: []byte(recipe(t))},
		"nl/book-return.md": {Data: []byte(dutchRecipe(t))}}
	for _, forbidden := range []string{"nl/book-return.md", "nl"} {
		db := openDB(t, t.TempDir())
		all := keys(open(t, db, Source{Name: "own", FS: files}))
		l := open(t, db, Source{Name: "own", FS: guarded{files, forbidden}})
		if got := keys(l); got != all {
			t.Errorf("without %s: live: %s", forbidden, got)
		}
		if got := codes("own", l.Problems()); got != forbidden+" no-permission\n" {
			t.Errorf("problems: %s", got)
		}
		l = open(t, nil, Source{Name: "own", FS: guarded{files, forbidden}})
		if got := keys(l); got != "en/book-return@1.0.0" {
			t.Errorf("never read %s: live: %s", forbidden, got)
		}
	}
}

// TestLibrarySourceGone: a folder that cannot be reached loses nothing; one that
// never was there is an error.
func TestLibrarySourceGone(t *testing.T) {
	dir := write(t, map[string]string{"share/en/book-return.md": recipe(t)})
	src := Source{Name: "own", Dir: filepath.Join(dir, "share")}
	db := openDB(t, t.TempDir())
	if _, err := OpenLibrary(quietLog, db, time.Now,
		Source{Name: "typo", Dir: filepath.Join(dir, "shar")}); err == nil {
		t.Error("no error for a folder that is not there")
	}
	l := open(t, db, src)
	if err := os.Rename(src.Dir, src.Dir+"-unplugged"); err != nil {
		t.Fatal(err)
	}
	for _, when := range []string{"now", "after a restart"} {
		if c := reload(t, l); !c.Empty() || keys(l) != "en/book-return@1.0.0" || l.Problems().Errors() != 1 {
			t.Errorf("%s: %+v, live: %s, problems: %v", when, c, keys(l), l.Problems())
		}
		l = open(t, db, src)
	}
	if err := os.Rename(src.Dir+"-unplugged", src.Dir); err != nil {
		t.Fatal(err)
	}
	if c := reload(t, l); !c.Empty() || l.Problems().Errors() != 0 {
		t.Errorf("back again: %+v, problems: %v", c, l.Problems())
	}
}

func TestLibraryNamesDiffer(t *testing.T) {
	if _, err := OpenLibrary(quietLog, nil, time.Now, Source{Name: "a", FS: fstest.MapFS{}},
		Source{Name: "a", FS: fstest.MapFS{}}); err == nil {
		t.Error("two sources with one name")
	}
}

func TestLibraryProgress(t *testing.T) {
	var done []int
	total := 0
	src := Source{Name: "own", FS: os.DirFS("testdata"), Progress: func(d, n int) { done, total = append(done, d), n }}
	open(t, nil, src)
	if len(done) != total || total < 10 || done[total-1] != total || done[0] != 1 {
		t.Errorf("%v of %d", done, total)
	}
}

// TestLibraryReadersDoNotWait: readers see whole snapshots while files change. It is
// for the race detector.
func TestLibraryReadersDoNotWait(t *testing.T) {
	dir := write(t, map[string]string{"en/book-return.md": recipe(t), "nl/book-return.md": dutchRecipe(t)})
	l := open(t, openDB(t, t.TempDir()), Source{Name: "own", Dir: dir})
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if a, ok := l.Lookup("book-return", Dutch); !ok || len(a.Steps) != 3 || len(l.All()) != 2 {
					t.Error("half a library")
					return
				}
				l.Problems()
			}
		})
	}
	for i := range 20 {
		put(t, filepath.Join(dir, "nl/book-return.md"),
			strings.Replace(dutchRecipe(t), "minutes: 5", "minutes: "+string(rune('1'+i%9)), 1))
		if _, _, err := l.reload(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	close(stop)
	wg.Wait()
}
