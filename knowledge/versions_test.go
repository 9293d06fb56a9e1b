package knowledge

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/handvat/handvat/knowledge/store"
)

// kept is what was written down of an aid in a version.
func kept(t *testing.T, db *store.DB, key Key, version string) (a *Aid, ok bool, err error) {
	err = db.View(t.Context(), func(tx *store.Tx) error {
		a, ok, err = KeptVersion(tx, key, version)
		return err
	})
	return a, ok, err
}

// TestLibraryVersions: what was live can be looked up, also after a restart; the
// same content is kept once, whoever restarts how often.
func TestLibraryVersions(t *testing.T) {
	dir := write(t, map[string]string{"en/book-return.md": recipe(t)})
	file := filepath.Join(dir, "en/book-return.md")
	db := openDB(t, t.TempDir())
	src := Source{Name: "own", Dir: dir}
	key := Key{"book-return", English}
	l := open(t, db, src)
	put(t, file, version(recipe(t), "1.1.0"))
	reload(t, l)
	put(t, file, version(recipe(t), "2.0.0"))
	reload(t, l)
	put(t, file, version(strings.Replace(recipe(t), "Ask for", "Look at", 1), "2.0.0"))
	reload(t, l)
	for _, want := range []string{"1.0.0", "1.1.0", "2.0.0"} {
		a, ok, err := kept(t, db, key, want)
		if err != nil || !ok || a.Version != want || a.Key() != key {
			t.Errorf("version %s: %v %v %v", want, a, ok, err)
		}
	}
	if a, _, _ := kept(t, db, key, "2.0.0"); a == nil || a.Steps[0].Text != "Look at the receipt." {
		t.Error("not the newest text of 2.0.0")
	}
	if a, ok, err := kept(t, db, key, "3.0.0"); ok || err != nil {
		t.Errorf("never was: %v %v", a, err)
	}
	before := content(t, db)
	for range 3 {
		l = open(t, db, src)
		if l.pending == nil || !l.pending.Empty() {
			t.Errorf("changed since the last run: %+v", l.pending)
		}
	}
	put(t, file, version(strings.Replace(recipe(t), "Ask for", "Look  at", 1), "2.0.0")) // the same, written otherwise
	open(t, db, src)
	if d := cmp.Diff(before, content(t, db)); d != "" {
		t.Errorf("a restart wrote: %s", d)
	}
	if n := len(before[versions.Bucket]); n != 4 {
		t.Errorf("%d versions kept, want 4", n)
	}
	put(t, file, recipe(t)) // back to what it was: nothing new to keep
	open(t, db, src)
	if n := len(content(t, db)[versions.Bucket]); n != 4 {
		t.Errorf("%d versions kept, want 4", n)
	}
	if a, _, _ := kept(t, db, key, "2.0.0"); a == nil || a.Steps[0].Text != "Look at the receipt." {
		t.Error("2.0.0 is gone")
	}
}

// content is all that is in the two buckets.
func content(t *testing.T, db *store.DB) map[string]map[string]string {
	t.Helper()
	all := make(map[string]map[string]string)
	err := db.View(t.Context(), func(tx *store.Tx) error {
		for _, b := range []string{versions.Bucket, records.Bucket} {
			all[b] = make(map[string]string)
			for k, v := range tx.Scan(b, nil, nil) {
				all[b][string(k)] = string(v)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestLibraryReportsSinceLastRun: what changed while the program was down is
// reported when it runs again, such as a new starter library.
func TestLibraryReportsSinceLastRun(t *testing.T) {
	db := openDB(t, t.TempDir())
	starter := func(en string) Source {
		return Source{Name: "starter", FS: fstest.MapFS{"en/book-return.md": {Data: []byte(en)}}}
	}
	run := func(l *Library) []*Changes {
		var got []*Changes
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		if err := l.Run(ctx,
			func(_ context.Context, c *Changes) { got = append(got, c) }); err != context.DeadlineExceeded {
			t.Errorf("run: %v", err)
		}
		return got
	}
	if got := run(open(t, db, starter(recipe(t)))); len(got) != 0 {
		t.Errorf("first run: %+v", got[0])
	}
	want := []*Changes{{Changed: []Key{{"book-return", English}},
		Major: []Upgrade{{Key{"book-return", English}, "1.0.0", "2.0.0"}}}}
	if d := cmp.Diff(want, run(open(t, db, starter(version(recipe(t), "2.0.0"))))); d != "" {
		t.Error(d)
	}
}
