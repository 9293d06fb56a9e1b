package knowledge

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// A sum identifies content.
type sum = [sha256.Size]byte

// A file is one file of a source, as it was when last read.
type file struct {
	path    string
	size    int64
	changed time.Time // modification time
	read    time.Time // when it was read
	raw     sum       // of the file
	missing bool      // it was not there in the last walk

	doc  *doc // nil if it stands beside the aids, or comes from the store
	own  int  // how many of doc's problems are the file's own
	good *Aid // the last version without errors; nil if none is to be served
	sum  sum  // of good in canonical form
}

// sortedFiles is the files of one source in order of path.
func sortedFiles(m map[string]*file) []*file {
	return slices.SortedFunc(maps.Values(m), func(a, b *file) int { return cmp.Compare(a.path, b.path) })
}

// A walk is what was found below a source.
type walk struct {
	files   map[string]fs.FileInfo
	dirs    []string
	blocked map[string]Problem // folders and links that could not be followed, by path
}

// walkSource lists the Markdown files of a source without reading them. Hidden files
// and folders are passed over, and links to folders are not followed, so that a walk
// always ends.
func walkSource(src Source) walk {
	w := walk{files: make(map[string]fs.FileInfo), blocked: make(map[string]Problem)}
	fsys := src.Files()
	_ = fs.WalkDir(fsys, ".", func(name string, e fs.DirEntry, err error) error { // never returns an error
		switch {
		case err != nil:
			d := &doc{name: src.file(name)}
			d.unreadable(unwrapPath(err))
			w.blocked[name] = d.problems[0]
			return fs.SkipDir
		case name != "." && strings.HasPrefix(e.Name(), "."):
			if e.IsDir() {
				return fs.SkipDir
			}
		case e.IsDir():
			w.dirs = append(w.dirs, name)
		case e.Type()&fs.ModeSymlink != 0:
			info, err := fs.Stat(fsys, name)
			if err == nil && info.IsDir() {
				d := &doc{name: src.file(name)}
				d.warn(pos{}, "folder-link", func(w *texts) string { return w.FolderLink })
				w.blocked[name] = d.problems[0]
			} else if isAidName(e.Name()) {
				w.files[name] = info // nil if it leads nowhere: reading it says so
			}
		case isAidName(e.Name()):
			info, err := e.Info()
			if err == nil {
				w.files[name] = info
			}
		}
		return nil
	})
	return w
}

// unwrapPath is err without the path, which is said already.
func unwrapPath(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// under reports whether a path is in or below a folder that could not be walked.
func (w walk) under(path string) bool {
	for dir := range w.blocked {
		if dir == "." || path == dir || strings.HasPrefix(path, dir+"/") {
			return true
		}
	}
	return false
}

// open reads source i for the first time.
func (l *Library) open(ctx context.Context, i int) error {
	src := l.sources[i]
	w := walkSource(src)
	var jobs []*file
	for name, info := range w.files {
		f := &file{path: name}
		f.stat(info)
		l.files[i][name] = f
		jobs = append(jobs, f)
	}
	l.readAll(src, jobs)
	if err := l.recall(ctx, i, w); err != nil {
		return err
	}
	for _, f := range jobs {
		l.report(src, f)
	}
	if p, ok := w.blocked["."]; ok && len(l.files[i]) == 0 {
		return p
	}
	l.blocked[i] = w.blocked
	return nil
}

// stat remembers what identifies the state of the file without reading it.
func (f *file) stat(info fs.FileInfo) {
	if info != nil {
		f.size, f.changed = info.Size(), info.ModTime()
	}
}

// readAll reads and checks the files, on all processors.
func (l *Library) readAll(src Source, jobs []*file) {
	slices.SortFunc(jobs, func(a, b *file) int { return cmp.Compare(a.path, b.path) })
	var (
		wg   sync.WaitGroup
		next atomic.Int64
		mu   sync.Mutex // guards done and the calls of Progress
		done int
	)
	fsys := src.Files()
	for range min(len(jobs), runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for n := next.Add(1) - 1; int(n) < len(jobs); n = next.Add(1) - 1 {
				jobs[n].load(src, fsys, l.now())
				if src.Progress != nil {
					mu.Lock()
					done++
					src.Progress(done, len(jobs))
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
}

// load reads the file. What is wrong with it is in its doc; good is replaced only by
// a version without errors, or when the author took the aid back.
func (f *file) load(src Source, fsys fs.FS, now time.Time) {
	f.read = now
	text, err := readFile(fsys, f.path)
	name := src.file(f.path)
	if err != nil {
		f.raw = sum{}
		f.doc = &doc{name: name}
		f.doc.unreadable(unwrapPath(err))
		f.own = len(f.doc.problems)
		return
	}
	raw := sha256.Sum256(text)
	if raw == f.raw {
		return
	}
	f.raw = raw
	if !looksLikeAid(name, text) && f.good == nil {
		if f.doc, f.own = noAid(name), 0; f.doc != nil {
			f.own = 1
		}
		return
	}
	r := src.read(name, text, raw)
	d := r.doc.copy()
	f.doc, f.own = d, len(d.problems)
	switch {
	case d.problems.Errors() == 0:
		f.good, f.sum = d.aid, r.sum
	case d.withdrawn():
		f.good = nil
	}
}

// forget lets go of what is needed only to read the file.
func (d *doc) forget() {
	d.problems.Sort()
	d.text, d.lines = "", nil
	if d.aid != nil && !d.aid.IsRecipe() {
		d.at = map[string]pos{"slug": d.at["slug"]}
	}
}

// report writes to the log that a file is not live as it is.
func (l *Library) report(src Source, f *file) {
	if f.doc == nil || f.doc.problems.Errors() == 0 {
		return
	}
	first := f.doc.problems[slices.IndexFunc(f.doc.problems, func(p Problem) bool { return p.Severity == Error })]
	l.log.Warn("aid file rejected", "source", src.Name, "file", f.path, "line", first.Line, "rule", first.Code,
		"errors", f.doc.problems.Errors(), "earlier_version_live", f.good != nil)
}

// settled is how much older than its reading a file must be before its size and
// time say that it has not changed since: file systems keep time in coarse steps.
const settled = 2 * time.Second

// A scan is what a look at a source on disk found.
type scan struct {
	changed bool     // something to build a new snapshot for
	again   bool     // look again soon: a file is not there, but may be being replaced
	dirs    []string // folders, by name on disk
	took    time.Duration
}

// rescan looks for changes in source i and reads what changed.
func (l *Library) rescan(i int) (s scan) {
	src, files := l.sources[i], l.files[i]
	start := time.Now()
	w := walkSource(src)
	s.took = time.Since(start)
	var jobs []*file
	for name, info := range w.files {
		f := files[name]
		if f == nil {
			f = &file{path: name}
			files[name] = f
		}
		f.missing = false
		same := info != nil && f.size == info.Size() && f.changed.Equal(info.ModTime())
		if !same || f.raw == (sum{}) || f.read.Sub(f.changed) < settled {
			f.stat(info)
			jobs = append(jobs, f)
		}
	}
	before := make(map[*file]file)
	for _, f := range jobs {
		before[f] = *f
	}
	src.Progress = nil
	l.readAll(src, jobs)
	s.changed = !maps.EqualFunc(l.blocked[i], w.blocked, Problem.equal)
	for _, f := range jobs {
		was := before[f]
		if f.raw == was.raw && slices.EqualFunc(f.problems(), was.problems(), Problem.equal) {
			continue
		}
		s.changed = true
		l.report(src, f)
	}
	for name, f := range files {
		switch _, there := w.files[name]; {
		case there || w.under(name):
		case f.missing:
			delete(files, name)
			s.changed = true
		default:
			f.missing, s.again = true, true
		}
	}
	l.blocked[i] = w.blocked
	for _, d := range w.dirs {
		s.dirs = append(s.dirs, src.file(d))
	}
	return s
}

// problems is the file's own problems.
func (f *file) problems() Problems {
	if f.doc == nil {
		return nil
	}
	return slices.Clone(f.doc.problems[:f.own])
}

// reload brings the library up to date with the files on disk. When the versions
// cannot be kept, the aids are live all the same, err says so, and the next reload
// tries again.
func (l *Library) reload(ctx context.Context) (c *Changes, found scan, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, src := range l.sources {
		if src.Dir == "" {
			continue
		}
		s := l.rescan(i)
		found.changed = found.changed || s.changed
		found.again = found.again || s.again
		found.dirs = append(found.dirs, s.dirs...)
		found.took += s.took
	}
	c = new(Changes)
	if found.changed {
		next := l.build()
		c = next.diff(l.live.Load().was())
		l.live.Store(next)
		l.unkept = true
	}
	if l.unkept {
		err = l.keep(ctx, l.live.Load())
		l.unkept = err != nil
	}
	return c, found, err
}
