package backup

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/handvat/handvat/knowledge/store"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// contents are a small database, an aid made in chat, a library with what is no part of it, and a folder that is gone.
func contents(t testing.TB) Contents {
	t.Helper()
	dir := t.TempDir()
	db, err := store.Open(filepath.Join(dir, "db"))
	must(t, err)
	must(t, db.Update(t.Context(), func(tx *store.Tx) error { return tx.Put("b", []byte("k"), []byte("v")) }))
	must(t, db.Close())
	files := map[string]string{"own/nl/a.md": "# A", "lib/en/b.md": "# B", "lib/.git/c": "no", "conf": "x"}
	for name, text := range files {
		must(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755))
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	return Contents{
		Manifest: Manifest{Made: time.Unix(1e9, 0).UTC(), Program: "test", Counts: map[string]int{"people": 3}},
		Database: filepath.Join(dir, "db"), Also: map[string]string{"library": filepath.Join(dir, "own"),
			"authored/0": filepath.Join(dir, "lib"), "settings/conf": filepath.Join(dir, "conf"),
			"authored/1": filepath.Join(dir, "gone")}}
}

func made(t testing.TB) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "b.tar.gz")
	_, err := Make(file, func(w io.Writer) error { return Write(w, contents(t)) })
	must(t, err)
	return file
}

func TestRestoreIsWhatWasBackedUp(t *testing.T) {
	file, data := made(t), filepath.Join(t.TempDir(), "data")
	m, err := Restore(file, data)
	must(t, err)
	if m.Counts["people"] != 3 || len(m.Files) != 4 || len(m.Missing) != 1 {
		t.Errorf("%+v", m)
	}
	for name, want := range map[string]string{"library/nl/a.md": "# A", "restored/authored/0/en/b.md": "# B",
		"restored/settings/conf": "x"} {
		if got, err := os.ReadFile(filepath.Join(data, name)); string(got) != want || err != nil {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	db, err := store.Open(filepath.Join(data, databaseName))
	must(t, err)
	defer db.Close()
	must(t, db.View(t.Context(), func(tx *store.Tx) error {
		if v, _ := tx.Get("b", []byte("k")); string(v) != "v" {
			t.Errorf("%q", v)
		}
		return nil
	}))
	if _, err := Restore(file, data); !errors.Is(err, ErrNotEmpty) {
		t.Errorf("over data: %v", err)
	}
	if _, err := Make(file, func(io.Writer) error { return nil }); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over a backup: %v", err)
	}
}

// TestCutOrChangedIsRefused cuts a backup off at every length, and changes every byte of it.
func TestCutOrChangedIsRefused(t *testing.T) {
	whole, err := os.ReadFile(made(t))
	must(t, err)
	read := func(b []byte) error {
		_, err := Read(bytes.NewReader(b), func(string, io.Reader) error { return nil })
		return err
	}
	is, err := Read(bytes.NewReader(whole), func(string, io.Reader) error { return nil })
	must(t, err)
	for n := range whole {
		if err := read(whole[:n]); !errors.Is(err, ErrDamaged) {
			t.Fatalf("cut at %d: %v", n, err)
		}
	}
	zip, err := gzip.NewReader(bytes.NewReader(whole))
	must(t, err)
	inside, err := io.ReadAll(zip)
	must(t, err)
	var more bytes.Buffer // behind the end of what was packed
	pack := gzip.NewWriter(&more)
	_, err = pack.Write(append(inside, 0))
	must(t, errors.Join(err, pack.Close()))
	for _, bad := range [][]byte{more.Bytes(), append(bytes.Clone(whole), 0), slices.Concat(whole, whole)} {
		if err := read(bad); !errors.Is(err, ErrLonger) || !errors.Is(err, ErrDamaged) {
			t.Errorf("longer: %v", err)
		}
	}
	for n := range whole {
		bad := bytes.Clone(whole)
		bad[n] ^= 0x5a
		m, err := Read(bytes.NewReader(bad), func(string, io.Reader) error { return nil })
		if err == nil && reflect.DeepEqual(m, is) { // gzip's time, or bits of a byte that nothing is in
			continue
		}
		if !errors.Is(err, ErrDamaged) {
			t.Fatalf("changed at %d: %v", n, err)
		}
	}
}

// TestKeep removes only whole backups with a name as a backup has, the oldest first. What is damaged or of a later
// moment than the one that was made is left, and counts for nothing.
func TestKeep(t *testing.T) {
	dir, at := t.TempDir(), time.Date(2026, 11, 30, 1, 0, 0, 0, time.UTC)
	whole, err := os.ReadFile(made(t))
	must(t, err)
	var names []string
	for i := range 7 {
		names = append(names, filepath.Base(Name(dir, at.AddDate(0, 0, i))))
		must(t, os.WriteFile(filepath.Join(dir, names[i]), whole, 0o600))
	}
	must(t, os.WriteFile(filepath.Join(dir, names[0]), nil, 0o600))
	must(t, os.WriteFile(filepath.Join(dir, names[4]), whole[:len(whole)/2], 0o600))
	others := []string{"handvat-1.tar.gz", "handvat-20261130-010000.tar.gz.old", "photo.jpg"}
	for _, name := range others {
		must(t, os.WriteFile(filepath.Join(dir, name), nil, 0o600))
	}
	removed, odd, err := Keep(filepath.Join(dir, names[5]), 2)
	must(t, err)
	if !slices.Equal(removed, names[1:3]) || !slices.Equal(odd, []string{names[6], names[4], names[0]}) {
		t.Errorf("removed %v, odd %v", removed, odd)
	}
	left, err := os.ReadDir(dir)
	must(t, err)
	if len(left) != len(others)+5 {
		t.Errorf("left %v", left)
	}
}

// FuzzRead holds that whatever is read as a backup is whole or refused, and nothing has a name outside of its place:
// of what is made up, and of the same compressed, as hardly anything made up is what compression leaves.
func FuzzRead(f *testing.F) {
	whole, err := os.ReadFile(made(f))
	must(f, err)
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	small := contents(f)
	must(f, os.WriteFile(small.Database, []byte("not opened here"), 0o600))
	var z bytes.Buffer
	must(f, Write(&z, small))
	zip, err := gzip.NewReader(&z)
	must(f, err)
	inside, err := io.ReadAll(zip)
	must(f, err)
	f.Add(inside)
	f.Fuzz(func(t *testing.T, b []byte) {
		var z bytes.Buffer
		zip := gzip.NewWriter(&z)
		_, err := zip.Write(b)
		must(t, errors.Join(err, zip.Close()))
		for _, b := range [][]byte{b, z.Bytes()} {
			m, err := Read(bytes.NewReader(b), func(name string, _ io.Reader) error {
				if !filepath.IsLocal(name) {
					t.Errorf("%q", name)
				}
				return nil
			})
			if err == nil && len(m.Files) == 0 {
				t.Error("nothing is whole")
			}
		}
	})
}
