package knowledge

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// watched runs a library on dir and returns it with the changes it reports.
func watched(t *testing.T, dir string) (*Library, <-chan *Changes) {
	t.Helper()
	l := open(t, openDB(t, t.TempDir()), Source{Name: "own", Dir: dir})
	changes := make(chan *Changes, 100)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() {
		ended <- l.Run(ctx, func(_ context.Context, c *Changes) { changes <- c })
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("run ended with %v", err)
		}
	})
	return l, changes
}

// within waits until the library is as wanted, for the two seconds that are promised.
func within(t *testing.T, what string, wanted func() bool) {
	t.Helper()
	start := time.Now()
	for !wanted() {
		if time.Since(start) > 2*time.Second {
			t.Fatalf("%s: not within two seconds", what)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func TestRunFollowsFiles(t *testing.T) {
	dir := write(t, map[string]string{"en/book-return.md": recipe(t)})
	file := filepath.Join(dir, "en/book-return.md")
	l, changes := watched(t, dir)
	live := func(want string) func() bool { return func() bool { return keys(l) == want } }

	put(t, file, version(recipe(t), "1.0.1"))
	within(t, "a changed file", live("en/book-return@1.0.1"))

	put(t, filepath.Join(dir, "new/nl/book-return.md"), dutchRecipe(t))
	within(t, "a file in a new folder", live("nl/book-return@1.0.0 en/book-return@1.0.1"))
	put(t, filepath.Join(dir, "new/nl/book-return.md"), version(dutchRecipe(t), "1.0.1"))
	within(t, "a change in a new folder", live("nl/book-return@1.0.1 en/book-return@1.0.1"))

	// As editors save: write beside it, move the old one away, rename.
	put(t, file+".tmp", version(recipe(t), "1.0.2"))
	if err := errors.Join(os.Rename(file, file+"~"), os.Rename(file+".tmp", file)); err != nil {
		t.Fatal(err)
	}
	within(t, "a file saved by rename", live("nl/book-return@1.0.1 en/book-return@1.0.2"))

	put(t, file, "---\nslug: [\n---\n")
	within(t, "a broken file", func() bool { return l.Problems().Errors() > 0 })
	if !live("nl/book-return@1.0.1 en/book-return@1.0.2")() {
		t.Errorf("the last good version is gone: %s", keys(l))
	}

	if err := os.RemoveAll(filepath.Join(dir, "new")); err != nil {
		t.Fatal(err)
	}
	within(t, "a removed folder", live("en/book-return@1.0.2"))

	var got []string // what was reported, a moment after it went live
	within(t, "the last report", func() bool {
		for len(changes) > 0 {
			c := <-changes
			for what, keys := range map[string][]Key{"+": c.Added, "*": c.Changed, "-": c.Removed} {
				for _, k := range keys {
					got = append(got, what+k.String())
				}
			}
		}
		return len(got) >= 5
	})
	want := "*en/book-return +nl/book-return *nl/book-return *en/book-return -nl/book-return"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("reported %s\nwant %s", s, want)
	}
}

// TestRunWithoutNotice: a change of which nobody gives notice is live as soon. It is
// made here before Run watches the folder.
func TestRunWithoutNotice(t *testing.T) {
	dir := write(t, map[string]string{"en/book-return.md": recipe(t)})
	l := open(t, nil, Source{Name: "own", Dir: dir})
	w := &watcher{failed: make(map[string]bool)} // without help of the operating system
	var live bool
	onChange := func(context.Context, *Changes) { live = true }
	if next := l.look(t.Context(), w, onChange); next < soonest || next > latest || live {
		t.Errorf("next look after %v, changed: %v", next, live)
	}
	put(t, filepath.Join(dir, "en/book-return.md"), version(recipe(t), "1.0.1"))
	l.look(t.Context(), w, onChange)
	if !live || keys(l) != "en/book-return@1.0.1" {
		t.Errorf("live: %s", keys(l))
	}
}

// TestRunSameSecondSameSize: two changes that the file system's clock cannot tell
// apart are both seen.
func TestRunSameSecondSameSize(t *testing.T) {
	dir := write(t, map[string]string{"en/book-return.md": recipe(t)})
	file := filepath.Join(dir, "en/book-return.md")
	l := open(t, nil, Source{Name: "own", Dir: dir})
	stamp := time.Now()
	for _, minutes := range []string{"6", "7"} {
		put(t, file, strings.Replace(recipe(t), "minutes: 5", "minutes: "+minutes, 1))
		if err := os.Chtimes(file, stamp, stamp); err != nil {
			t.Fatal(err)
		}
		reload(t, l)
		if a, _ := l.Get("book-return", English); a.Minutes != int(minutes[0]-'0') {
			t.Errorf("minutes %d, want %s", a.Minutes, minutes)
		}
	}
}
