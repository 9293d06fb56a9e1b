// Package backup keeps everything that cannot be derived in one file: a tar archive, compressed with gzip, of
//
//	handvat.db        a copy of the database that holds nothing that was deleted
//	library/…         aids that were made in chat
//	authored/N/…      files of the folders that serve was given, N as in the manifest
//	settings/…        the file of settings, texts and word lists that serve was given
//	manifest.json     last: what there is of it, with the size and SHA-256 of each file
//
// As the manifest comes last, and says what must be there, a file that was cut off is never taken for whole. A backup
// gets its name only after it was read back. Restoring writes to a folder that holds nothing else; see [Restore].
package backup

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// What can be wrong.
var (
	ErrDamaged  = errors.New("this is no whole backup")
	ErrLonger   = fmt.Errorf("%w: something follows its end", ErrDamaged)
	ErrNotEmpty = errors.New("there is something in this folder")
)

// format is the only one so far.
const format = 1

const (
	manifestName = "manifest.json"
	databaseName = "handvat.db"
	maxManifest  = 64 << 20
)

// A Manifest says what is in a backup.
type Manifest struct {
	Format  int               `json:"format"`
	Made    time.Time         `json:"made"`
	Program string            `json:"program"` // version
	Counts  map[string]int    `json:"counts"`  // of what people know it by, such as people and aids
	From    map[string]string `json:"from"`    // where what stands under a name was
	Missing []string          `json:"missing"` // what was to be in it, and was not there
	Renamed map[string]string `json:"renamed"` // where a file was, quoted, whose name no backup can have
	Files   []File            `json:"files"`
}

// A File is one of the files in a backup.
type File struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// Contents are what a backup is made of.
type Contents struct {
	Manifest                   // without Files and Missing
	Database string            // a copy of the database that nobody writes to
	Also     map[string]string // files and folders, by the name they have in the backup
}

// Write writes a backup. Files that begin with a dot are left out, as no library reads them.
func Write(w io.Writer, c Contents) error {
	zip := gzip.NewWriter(w)
	a := &archive{tar: tar.NewWriter(zip), m: c.Manifest}
	a.m.Format, a.m.From, a.m.Renamed = format, map[string]string{}, map[string]string{}
	if err := a.file(databaseName, c.Database); err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	for _, name := range slices.Sorted(maps.Keys(c.Also)) {
		a.m.From[name] = c.Also[name]
		if err := a.tree(name, c.Also[name]); err != nil {
			return fmt.Errorf("backup: %w", err)
		}
	}
	text, err := json.MarshalIndent(a.m, "", " ")
	if err == nil {
		err = a.bytes(manifestName, text)
	}
	if err = errors.Join(err, a.tar.Close(), zip.Close()); err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	return nil
}

type archive struct {
	tar *tar.Writer
	m   Manifest
}

// tree adds a file, or the files of a folder. What is not there is noted.
func (a *archive) tree(name, from string) error {
	is, err := os.Stat(from)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		a.m.Missing = append(a.m.Missing, from)
		return nil
	case err != nil:
		return err
	case !is.IsDir():
		return a.small(name, from)
	}
	return fs.WalkDir(os.DirFS(from), ".", func(at string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case at != "." && strings.HasPrefix(e.Name(), "."):
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		case e.IsDir():
			return nil
		}
		file := filepath.Join(from, filepath.FromSlash(at))
		if is, err := os.Stat(file); err != nil || !is.Mode().IsRegular() { // a link to a file is one
			return nil
		}
		if err := a.small(path.Join(name, at), file); !errors.Is(err, fs.ErrNotExist) { // removed meanwhile
			return err
		}
		return nil
	})
}

// small adds a file that others may write to meanwhile.
func (a *archive) small(name, from string) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if safe := a.safe(name); safe != name {
		a.m.Renamed[safe] = strconv.Quote(from)
		name = safe
	}
	return a.bytes(name, text)
}

// safe is a name as every disk and the manifest can have it: with %, and the byte in hexadecimal, for what is no UTF-8,
// a backslash or a character that does not show. It is another than those of the files before.
func (a *archive) safe(name string) string {
	var b strings.Builder
	for rest := name; rest != ""; {
		r, n := utf8.DecodeRuneInString(rest)
		if r == utf8.RuneError && n == 1 || r == '\\' || !unicode.IsPrint(r) {
			for _, c := range []byte(rest[:n]) {
				fmt.Fprintf(&b, "%%%02X", c)
			}
		} else {
			b.WriteString(rest[:n])
		}
		rest = rest[n:]
	}
	if b.String() == name {
		return name
	}
	for slices.ContainsFunc(a.m.Files, func(f File) bool { return f.Name == b.String() }) {
		b.WriteString("%")
	}
	return b.String()
}

func (a *archive) bytes(name string, text []byte) error {
	return a.add(name, int64(len(text)), bytes.NewReader(text))
}

func (a *archive) file(name, from string) error {
	f, err := os.Open(from)
	if err != nil {
		return err
	}
	defer f.Close()
	is, err := f.Stat()
	if err != nil {
		return err
	}
	return a.add(name, is.Size(), f)
}

func (a *archive) add(name string, size int64, from io.Reader) error {
	head := &tar.Header{Name: name, Mode: 0o600, Size: size, Format: tar.FormatPAX}
	if err := a.tar.WriteHeader(head); err != nil {
		return err
	}
	sum := sha256.New()
	if _, err := io.Copy(a.tar, io.TeeReader(from, sum)); err != nil {
		return err
	}
	a.m.Files = append(a.m.Files, File{name, size, hex.EncodeToString(sum.Sum(nil))})
	return nil
}

// Read reads a backup to its end and compares it with its manifest; take gets each file before that is known. An
// error wraps [ErrDamaged] unless it is of take, or of r.
func Read(r io.Reader, take func(name string, content io.Reader) error) (m Manifest, err error) {
	bad := func(what string) (Manifest, error) { return Manifest{}, fmt.Errorf("%w: %s", ErrDamaged, what) }
	whole := bufio.NewReader(r)
	zip, err := gzip.NewReader(whole)
	if err != nil {
		return bad(err.Error())
	}
	zip.Multistream(false)
	in := tar.NewReader(zip)
	got := map[string]File{}
	for m.Format == 0 {
		head, err := in.Next()
		if err != nil {
			return bad(err.Error()) // there is no end before the manifest
		}
		name := head.Name
		if _, twice := got[name]; twice || head.Typeflag != tar.TypeReg || !ours(name) {
			return bad(fmt.Sprintf("%q has no place in it", name))
		}
		if name == manifestName {
			if err := json.NewDecoder(io.LimitReader(in, min(head.Size, maxManifest))).Decode(&m); err != nil {
				return bad("manifest: " + err.Error())
			}
			if m.Format != format {
				return bad(fmt.Sprintf("it is of format %d; this program knows %d", m.Format, format))
			}
			break
		}
		sum := sha256.New()
		content := &counted{r: io.TeeReader(in, sum)}
		if err := take(name, content); err != nil {
			return Manifest{}, err
		}
		if _, err := io.Copy(io.Discard, content); err != nil {
			return bad(err.Error())
		}
		got[name] = File{name, content.n, hex.EncodeToString(sum.Sum(nil))}
	}
	if _, err := in.Next(); err != io.EOF {
		return bad("something follows its manifest")
	}
	inside, err := io.Copy(io.Discard, zip) // to its checksum
	if err != nil {
		return bad(err.Error())
	}
	if _, err := whole.ReadByte(); inside > 0 || err == nil {
		return Manifest{}, ErrLonger
	} else if err != io.EOF {
		return Manifest{}, err
	}
	for _, f := range m.Files {
		if got[f.Name] != f {
			return bad(fmt.Sprintf("%q is not as it was", f.Name))
		}
	}
	if _, ok := got[databaseName]; !ok || len(got) != len(m.Files) {
		return bad("its manifest does not say what is in it")
	}
	return m, nil
}

// ours reports whether a name is one that Write gives.
func ours(name string) bool {
	top, rest, below := strings.Cut(name, "/")
	switch top {
	case databaseName, manifestName:
		return !below
	case "library", "authored", "settings":
		return below && rest != "" && filepath.IsLocal(name) && path.Clean(name) == name && !strings.Contains(name, `\`)
	}
	return false
}

type counted struct {
	r io.Reader
	n int64
}

func (c *counted) Read(p []byte) (n int, err error) {
	n, err = c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// Verify reads a backup and reports what is in it.
func Verify(file string) (Manifest, error) {
	f, err := os.Open(file)
	if err != nil {
		return Manifest{}, err
	}
	defer f.Close()
	return Read(f, func(string, io.Reader) error { return nil })
}

// Make makes the backup file that fill writes. It is written under another name, brought to the disk, read back, and
// only then gets its name: whenever the program or the machine stops, there is no file under that name or a whole
// one. A file that is there already is never replaced; then the error wraps [fs.ErrExist].
func Make(file string, fill func(w io.Writer) error) (m Manifest, err error) {
	if _, err := os.Lstat(file); err == nil {
		return m, &fs.PathError{Op: "backup", Path: file, Err: fs.ErrExist}
	}
	clear(file + partly)
	f, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+partly)
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, f.Close()); _ = os.Remove(f.Name()) }() // its other name stays
	if err := errors.Join(fill(f), f.Sync()); err != nil {
		return m, err
	}
	if m, err = Verify(f.Name()); err != nil {
		return m, err
	}
	if err := os.Link(f.Name(), file); errors.Is(err, fs.ErrExist) {
		return m, err
	} else if err != nil { // a disk without links
		if err := os.Rename(f.Name(), file); err != nil {
			return m, err
		}
	}
	return m, syncDir(filepath.Dir(file))
}

// partly is between the name of a backup that is being made and something random.
const partly = ".part-"

// clear removes backups that were begun under a name more than a day ago: one that is younger may be of somebody who
// makes it now.
func clear(begin string) {
	old, _ := filepath.Glob(begin + "*") // a name that is no pattern is left
	for _, name := range old {
		if is, err := os.Lstat(name); err == nil && is.Mode().IsRegular() && time.Since(is.ModTime()) >= 24*time.Hour {
			_ = os.Remove(name)
		}
	}
}

// nightly is how Name gives names.
const nightly = "handvat-20060102-150405.tar.gz"

// Name is the name of a backup of a moment in a folder, or of the first second after it that names none there.
func Name(folder string, at time.Time) string {
	for ; ; at = at.Add(time.Second) {
		file := filepath.Join(folder, at.UTC().Format(nightly))
		if _, err := os.Lstat(file); err != nil {
			return file
		}
	}
}

// Keep removes all but the last n whole backups in the folder of the file that was just made, which is one of them and
// has a name as [Name] gives it, and what is left of backups that did not get theirs within a day. Files with such a
// name that are no whole backup, or of a later moment, are left, count for nothing and are returned as odd.
func Keep(made string, n int) (removed, odd []string, err error) {
	folder, last := filepath.Dir(made), filepath.Base(made)
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, nil, err
	}
	kept := 1
	for _, e := range slices.Backward(entries) { // they are sorted, and so by time
		file := filepath.Join(folder, e.Name())
		if name, _, part := strings.Cut(e.Name(), partly); part && dated(name) {
			clear(file)
		}
		if !dated(e.Name()) || e.Name() == last {
			continue
		}
		if _, bad := Verify(file); e.Name() > last || !e.Type().IsRegular() || bad != nil {
			odd = append(odd, e.Name())
		} else if kept < n {
			kept++
		} else if bad := os.Remove(file); bad != nil {
			err = errors.Join(err, bad)
		} else {
			removed = append(removed, e.Name())
		}
	}
	slices.Reverse(removed)
	return removed, odd, err
}

// dated reports whether a file has a name as [Name] gives it.
func dated(name string) bool {
	at, err := time.Parse(nightly, name)
	return err == nil && at.Format(nightly) == name
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
