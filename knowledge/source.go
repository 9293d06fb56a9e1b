package knowledge

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
)

// A Source is one place aids come from: the folders nl and en anywhere below it, or
// any Markdown files whose front matter says their language.
type Source struct {
	Name string // shown as where an aid comes from, such as "starter"; unique
	FS   fs.FS  // the files; may be nil when Dir is set
	Dir  string // the folder on disk, which is watched; empty for files that never change
	Ours bool   // nobody in the organisation edits the files: an aid that is put live may take the place of one

	Readings *Readings // of files that never change, which other libraries of them may use; nil for none

	// Progress, if not nil, is told how many of the files have been read while the
	// library is opened. It is called by one goroutine at a time.
	Progress func(done, total int)
}

// Files is the file system of s.
func (s Source) Files() fs.FS {
	if s.Dir != "" {
		return os.DirFS(s.Dir)
	}
	return s.FS
}

// file is the name by which problems call a file of s.
func (s Source) file(name string) string {
	if s.Dir != "" {
		return path.Join(s.Dir, name)
	}
	return path.Join(s.Name, name)
}

// isAidName reports whether a file with this base name may be an aid, rather than
// hidden or about the library itself.
func isAidName(base string) bool {
	base = strings.ToLower(base)
	return strings.HasSuffix(base, ".md") && !strings.HasPrefix(base, ".") && base != "readme.md" &&
		base != "attribution.md"
}

// looksLikeAid reports whether the file with this path and text is meant as an aid: it
// has front matter, or it is in the folder of a language.
func looksLikeAid(name string, src []byte) bool {
	dir := Lang(path.Base(path.Dir(name)))
	return dir == Dutch || dir == English || hasFront(src)
}

// aside is how files are called that stand beside aids and are known to be none.
var aside = regexp.MustCompile(`^(?i:readme|license|contributing|changelog|code_of_conduct|security)\b`)

// noAid tells of a file that no aid is read from, unless it is called as what stands beside aids; then it is nil.
func noAid(name string) *doc {
	if aside.MatchString(path.Base(name)) {
		return nil
	}
	d := &doc{name: name}
	d.warn(pos{1, 1}, "no-aid", func(w *texts) string { return w.NoAidFile })
	return d
}

var errNotFile = errors.New("not a regular file")

// readFile reads a file up to just over [maxFile] bytes, which [Parse] then refuses.
func readFile(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errNotFile
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxFile+1))
}
