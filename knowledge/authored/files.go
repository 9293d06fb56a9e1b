package authored

import (
	"io/fs"
	"slices"

	"github.com/handvat/handvat/knowledge"
)

// Files reads what authors keep in the folders of the library beside the aids, anew each time it is asked, so that
// a changed file counts at once. Of two files with one ID that of the later source counts. A file that cannot be
// read is left out; Check tells why.
type Files []knowledge.Source

// Campaigns are the series of messages.
func (f Files) Campaigns() []*Campaign {
	all, _ := merged(f, Load, func(c *Campaign) string { return c.ID })
	return all
}

// Scans are a few closed questions each, asked once.
func (f Files) Scans() []*Scan {
	all, _ := merged(f, LoadScans, func(s *Scan) string { return s.ID })
	return all
}

// Paths are the starter paths for another role.
func (f Files) Paths() []*Path {
	all, _ := merged(f, LoadPaths, func(p *Path) string { return p.ID })
	return all
}

// Themes are the themes that a channel can follow.
func (f Files) Themes() []*Theme {
	all, _ := merged(f, LoadThemes, func(t *Theme) string { return t.ID })
	return all
}

// Check returns what is wrong with the files.
func (f Files) Check() (ps knowledge.Problems) {
	_, campaigns := merged(f, Load, func(c *Campaign) string { return c.ID })
	_, scans := merged(f, LoadScans, func(s *Scan) string { return s.ID })
	_, paths := merged(f, LoadPaths, func(p *Path) string { return p.ID })
	_, themes := merged(f, LoadThemes, func(t *Theme) string { return t.ID })
	return slices.Concat(campaigns, scans, paths, themes)
}

// merged reads one kind of file of all sources.
func merged[T any](from Files, load func(fsys fs.FS, name string) ([]T, knowledge.Problems),
	id func(T) string) (all []T, ps knowledge.Problems) {
	for _, src := range from {
		found, problems := load(src.Files(), src.Name)
		ps = append(ps, problems...)
		for _, one := range found {
			if i := slices.IndexFunc(all, func(old T) bool { return id(old) == id(one) }); i >= 0 {
				all[i] = one
			} else {
				all = append(all, one)
			}
		}
	}
	return all, ps
}
