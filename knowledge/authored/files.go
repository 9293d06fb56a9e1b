package authored

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/yamldoc"
)

// Files reads what authors keep in the folders of the library beside the aids, anew each time it is asked, so that
// a changed file counts at once. Of two files with one ID that of the later source counts; within a source the second
// is wrong. A file that is wrong or cannot be read is left out; Check tells why.
type Files []knowledge.Source

// Campaigns are the series of messages.
func (f Files) Campaigns() []*Campaign { return campaigns.in(f, nil) }

// Scans are a few closed questions each, asked once.
func (f Files) Scans() []*Scan { return scans.in(f, nil) }

// Paths are the starter paths for another role.
func (f Files) Paths() []*Path { return paths.in(f, nil) }

// Themes are the themes that a channel can follow.
func (f Files) Themes() []*Theme { return themes.in(f, nil) }

// Found is what files of all kinds hold, one for each file that was read, and what is wrong in them.
type Found struct {
	Campaigns []*Campaign
	Scans     []*Scan
	Paths     []*Path
	Themes    []*Theme
	Problems  knowledge.Problems

	added ids
}

// Check reads files of all kinds. What has errors is there too.
func (f Files) Check() (all Found) {
	all.Campaigns, all.Scans = campaigns.in(f, &all.Problems), scans.in(f, &all.Problems)
	all.Paths, all.Themes = paths.in(f, &all.Problems), themes.in(f, &all.Problems)
	all.added = ids{}
	return all
}

// Add reads one more file: of the kind that the folder it is in holds, or else a campaign. It is there with errors
// too. The files that are added are a source of their own.
func (f *Found) Add(file string, src []byte) {
	switch path.Base(path.Dir(file)) {
	case scans.folder:
		f.Scans = append(f.Scans, scans.add(f, file, src))
	case paths.folder:
		f.Paths = append(f.Paths, paths.add(f, file, src))
	case themes.folder:
		f.Themes = append(f.Themes, themes.add(f, file, src))
	default:
		f.Campaigns = append(f.Campaigns, campaigns.add(f, file, src))
	}
}

// CheckAids is a problem for every aid that is offered and that lives says is not there, where the file names it.
func (f *Found) CheckAids(lives func(slug string) bool) {
	for _, c := range f.Campaigns {
		for i, s := range c.Steps {
			f.Problems = append(f.Problems, c.missing(fmt.Sprintf("steps[%d].aid", i), s.Aid, lives)...)
		}
	}
	for _, p := range f.Paths {
		for i, part := range p.Parts {
			for n, slug := range part.Aids {
				f.Problems = append(f.Problems, p.missing(fmt.Sprintf("parts[%d].aids[%d]", i, n), slug, lives)...)
			}
		}
	}
}

// IsFolder reports whether a folder of this name in a library holds such files.
func IsFolder(name string) bool {
	return slices.Contains([]string{campaigns.folder, scans.folder, paths.folder, themes.folder}, name)
}

// A kind is one kind of file that authors keep.
type kind[T any] struct {
	folder string // of a library
	id     func(*T) string
	check  func(*checker, *T) // what the file holds
}

var (
	campaigns = kind[Campaign]{"campaigns", (*Campaign).ident, (*checker).campaign}
	scans     = kind[Scan]{"scans", (*Scan).ident, (*checker).scan}
	paths     = kind[Path]{"paths", (*Path).ident, (*checker).path}
	themes    = kind[Theme]{"themes", (*Theme).ident, (*checker).theme}
)

func (c *Campaign) ident() string { return c.ID }
func (s *Scan) ident() string     { return s.ID }
func (p *Path) ident() string     { return p.ID }
func (t *Theme) ident() string    { return t.ID }

// ByID returns the one with an id; nil if there is none.
func ByID[T interface{ ident() string }](all []T, id string) (one T) {
	if i := slices.IndexFunc(all, func(o T) bool { return o.ident() == id }); i >= 0 {
		one = all[i]
	}
	return one
}

// in reads what the sources have of the kind, in order of source and file. A source without the folder has none. A file
// with an error is left out, and one that a later source has too, unless ps is there to add what is wrong to.
func (k kind[T]) in(from Files, ps *knowledge.Problems) (all []*T) {
	for _, src := range from {
		fsys, have := src.Files(), ids{}
		files, _ := fs.Glob(fsys, k.folder+"/*.yaml") // fails only for a pattern that is wrong
		for _, f := range files {
			at := path.Join(src.Name, f)
			one, problems := k.read(fsys, f, at, have)
			if ps != nil {
				*ps, all = append(*ps, problems...), append(all, one)
				continue
			}
			if problems.Errors() > 0 {
				maps.DeleteFunc(have, func(_, of string) bool { return of == at })
				continue
			}
			if i := slices.IndexFunc(all, func(old *T) bool { return k.id(old) == k.id(one) }); i >= 0 {
				all[i] = one
			} else {
				all = append(all, one)
			}
		}
	}
	return all
}

// read is parse for a file of a source, which is called at.
func (k kind[T]) read(fsys fs.FS, file, at string, have ids) (*T, knowledge.Problems) {
	text, err := fs.ReadFile(fsys, file)
	if err != nil {
		says := Words.Say(func(w *texts) string { return w.Unreadable.With(err) })
		return new(T), knowledge.Problems{knowledge.At(at, yamldoc.Problem{Code: "unreadable", Says: says})}
	}
	return k.parse(at, text, have)
}

// add is what one more file holds; what is wrong in it is added to what was found.
func (k kind[T]) add(f *Found, file string, src []byte) *T {
	one, problems := k.parse(file, src, f.added)
	f.Problems = append(f.Problems, problems...)
	return one
}

// maxFile is the size of the largest file that is read, in bytes.
const maxFile = 64 << 10

// parse reads one file of a source that has others. What it holds must not be used when there are errors among the
// problems. Unknown fields are errors: a misspelt limit is no limit.
func (k kind[T]) parse(file string, src []byte, have ids) (*T, knowledge.Problems) {
	v, c := new(T), checker{source: source{file: file}, folder: k.folder, have: have}
	at, problems := yamldoc.Decode(src, v, yamldoc.Options{Max: maxFile, Lines: true})
	told, all := map[yamldoc.Place]bool{}, knowledge.Problems{} // of which fields it is told already what is wrong
	for _, p := range problems {
		all = append(all, knowledge.At(file, p))
		if p.Code != yamldoc.UnknownField && p.Code != yamldoc.FieldTwice {
			told[at.Field(p.Place)] = true
		}
	}
	if at == nil {
		return v, all
	}
	c.at = at
	if v, ok := any(v).(interface {
		from(source)
	}); ok {
		v.from(c.source)
	}
	k.check(&c, v)
	for _, p := range c.ps {
		if !told[yamldoc.Place{Line: p.Line, Col: p.Col}] {
			all = append(all, p)
		}
	}
	return v, all.Sort()
}
