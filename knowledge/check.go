package knowledge

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// CheckPaths checks the Markdown files at the paths, and below them where a path is
// a folder: each by itself, and those of a folder together. It returns what it found
// and how many aids and pages it looked at. Files that are none of those are told
// of and not counted, except when a path names one.
//
// Aids of the known sources may be referred to, but are not checked. The error is
// that a path cannot be read.
func CheckPaths(paths []string, known ...Source) (Problems, int, error) {
	set := checkSet{seen: make(map[string]bool), known: make(map[Key]bool)}
	for _, src := range known {
		for _, a := range parseAll(src.Files()) {
			set.known[a.Key()] = true
		}
	}
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, 0, err
		}
		if !info.IsDir() {
			set.read(path, true)
			set.neighbours(path)
			continue
		}
		err = filepath.WalkDir(path, func(name string, e fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case e.IsDir() && name != path && strings.HasPrefix(e.Name(), "."):
				return fs.SkipDir
			case !e.IsDir() && isAidName(e.Name()):
				set.read(name, false)
			}
			return nil
		})
		if err != nil {
			return nil, 0, err
		}
	}
	return set.problems(), len(set.docs), nil
}

// A checkSet is the files that are checked together.
type checkSet struct {
	docs  []*doc
	other Problems        // of files that are none
	seen  map[string]bool // file names read
	near  []*Aid          // aids of the library around the files
	known map[Key]bool    // aids that may be referred to
}

// read adds the file with this name. Unless it was asked for by name, a file
// without front matter is not one of ours.
func (s *checkSet) read(name string, asked bool) {
	name = filepath.Clean(name)
	if s.seen[name] {
		return
	}
	s.seen[name] = true
	src, err := readFile(os.DirFS(filepath.Dir(name)), filepath.Base(name))
	if err != nil {
		d := &doc{name: name}
		d.unreadable(err)
		s.docs = append(s.docs, d)
		return
	}
	if !asked && !looksLikeAid(filepath.ToSlash(name), src) {
		if d := noAid(filepath.ToSlash(name)); d != nil {
			s.other = append(s.other, d.problems...)
		}
		return
	}
	d := read(name, src)
	d.lint()
	s.docs = append(s.docs, d)
}

// neighbours reads what a file alone may refer to: the library around it.
func (s *checkSet) neighbours(name string) {
	dir := filepath.Dir(name)
	if base := Lang(filepath.Base(dir)); base == Dutch || base == English {
		dir = filepath.Dir(dir)
	}
	s.near = append(s.near, parseAll(os.DirFS(dir))...)
}

// parseAll reads the aids below fsys without checking them. What cannot be read here
// is not what is being checked.
func parseAll(fsys fs.FS) []*Aid {
	var aids []*Aid
	_ = fs.WalkDir(fsys, ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && isAidName(e.Name()) {
			if text, err := readFile(fsys, name); err == nil && looksLikeAid(name, text) {
				if a, _ := Parse(name, text); a != nil {
					aids = append(aids, a)
				}
			}
		}
		return nil
	})
	return aids
}

// problems is everything found, including what the files say about each other.
func (s *checkSet) problems() Problems {
	cross(s.docs, s.near, s.known)
	all := s.other
	for _, d := range s.docs {
		all = append(all, d.problems...)
	}
	return all.Sort()
}

// cross adds to the docs what is wrong between them: the same name twice, language
// versions that differ, references to an aid that is nowhere. Aids near are of the
// same library; those known exist elsewhere.
func cross(docs []*doc, near []*Aid, known map[Key]bool) {
	aids := make(map[Key]*Aid)
	slugs := make(map[string]bool)
	for k := range known {
		slugs[k.Slug] = true
	}
	for _, a := range near {
		slugs[a.Slug] = true
		aids[a.Key()] = a
	}
	first := make(map[Key]*doc)
	for _, d := range docs {
		if d.aid == nil || d.aid.Slug == "" {
			continue
		}
		k := d.aid.Key()
		slugs[k.Slug] = true
		if other := first[k]; other != nil {
			d.wrong(d.place("slug"), "slug-twice",
				func(w *texts) string { return w.SlugTwice.With(k.Slug, other.name) })
			continue
		}
		first[k], aids[k] = d, d.aid
	}
	for _, d := range docs {
		if d.aid == nil || first[d.aid.Key()] != d || !d.aid.IsRecipe() {
			continue
		}
		d.references(slugs)
		k := Key{d.aid.Slug, d.aid.Lang.Other()}
		switch other := aids[k]; {
		case other != nil && (d.aid.Lang == English || first[k] == nil): // say it once
			d.pair(other)
		case other == nil && !known[k]:
			d.warn(d.place("lang"), "no-translation",
				func(w *texts) string { return w.NoTranslation.With(w.Version[k.Lang]) })
		}
	}
}

// references reports the slugs that name no aid.
func (d *doc) references(slugs map[string]bool) {
	nowhere := func(slug string) func(*texts) string {
		return func(w *texts) string { return w.NoAid.With(slug) }
	}
	for i, slug := range d.aid.Related {
		if !slugs[slug] {
			d.warn(d.place("related", i), "related-nowhere", nowhere(slug))
		}
	}
	for i, n := range d.aid.Tree {
		for j, b := range n.Answers {
			if b.Aid != "" && !slugs[b.Aid] {
				d.warn(d.place("tree", i, j), "aid-nowhere", nowhere(b.Aid))
			}
		}
	}
	t := d.aid.Table
	if t == nil || d.aid.Type != DecisionTable {
		return
	}
	for c := t.Conditions; c < len(t.Header); c++ {
		if !slices.ContainsFunc(t.Rows, func(row []string) bool { return slugs[row[c]] }) {
			continue // it holds no slugs
		}
		for r, row := range t.Rows {
			if slugForm.MatchString(row[c]) && !slugs[row[c]] {
				d.warn(d.place("table", r, c), "aid-nowhere", nowhere(row[c]))
			}
		}
	}
}

// unreadable says that a file could not be read.
func (d *doc) unreadable(err error) {
	switch {
	case errors.Is(err, fs.ErrPermission):
		d.wrong(pos{}, "no-permission", func(w *texts) string { return w.NoPermission })
	case errors.Is(err, fs.ErrNotExist):
		d.wrong(pos{}, "gone", func(w *texts) string { return w.Gone })
	case errors.Is(err, errNotFile):
		d.wrong(pos{}, "not-a-file", func(w *texts) string { return w.NotAFile })
	default:
		d.wrong(pos{}, "unreadable", func(w *texts) string { return w.Unreadable.With(err) })
	}
}
