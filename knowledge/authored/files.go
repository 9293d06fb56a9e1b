package authored

import (
	"fmt"
	"io/fs"
	"path"
	"slices"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/yamldoc"
)

// Files reads what authors keep in the folders of the library beside the aids, anew each time it is asked, so that
// a changed file counts at once. Of two files with one ID that of the later source counts. A file that cannot be
// read is left out; Check tells why.
type Files []knowledge.Source

// Campaigns are the series of messages.
func (f Files) Campaigns() []*Campaign { return campaigns.in(f, nil) }

// Scans are a few closed questions each, asked once.
func (f Files) Scans() []*Scan { return scans.in(f, nil) }

// Paths are the starter paths for another role.
func (f Files) Paths() []*Path { return paths.in(f, nil) }

// Themes are the themes that a channel can follow.
func (f Files) Themes() []*Theme { return themes.in(f, nil) }

// Found is what files of all kinds hold, and what is wrong in them.
type Found struct {
	Campaigns []*Campaign
	Scans     []*Scan
	Paths     []*Path
	Themes    []*Theme
	Problems  knowledge.Problems
}

// Check reads files of all kinds. What has errors is there too, if anything could be made of it.
func (f Files) Check() (all Found) {
	all.Campaigns, all.Scans = campaigns.in(f, &all.Problems), scans.in(f, &all.Problems)
	all.Paths, all.Themes = paths.in(f, &all.Problems), themes.in(f, &all.Problems)
	return all
}

// Add reads one more file: of the kind that the folder it is in holds, or else a campaign. It is there with errors
// too, if anything could be made of it.
func (f *Found) Add(file string, src []byte) {
	switch path.Base(path.Dir(file)) {
	case scans.folder:
		f.Scans = scans.add(f.Scans, file, src, &f.Problems)
	case paths.folder:
		f.Paths = paths.add(f.Paths, file, src, &f.Problems)
	case themes.folder:
		f.Themes = themes.add(f.Themes, file, src, &f.Problems)
	default:
		f.Campaigns = campaigns.add(f.Campaigns, file, src, &f.Problems)
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
// with an error is left out, unless ps is there to add what is wrong to.
func (k kind[T]) in(from Files, ps *knowledge.Problems) (all []*T) {
	for _, src := range from {
		fsys := src.Files()
		files, _ := fs.Glob(fsys, k.folder+"/*.yaml") // fails only for a pattern that is wrong
		for _, f := range files {
			one, problems := k.read(fsys, f, path.Join(src.Name, f))
			if ps != nil {
				*ps = append(*ps, problems...)
			}
			if one == nil || ps == nil && problems.Errors() > 0 {
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
func (k kind[T]) read(fsys fs.FS, file, at string) (*T, knowledge.Problems) {
	text, err := fs.ReadFile(fsys, file)
	if err != nil {
		says := Words.Say(func(w *texts) string { return w.Unreadable.With(err) })
		return nil, knowledge.Problems{knowledge.At(at, yamldoc.Problem{Code: "unreadable", Says: says})}
	}
	return k.parse(at, text)
}

// add adds what one file holds to all, and what is wrong in it to ps.
func (k kind[T]) add(all []*T, file string, src []byte, ps *knowledge.Problems) []*T {
	one, problems := k.parse(file, src)
	if *ps = append(*ps, problems...); one != nil {
		all = append(all, one)
	}
	return all
}

// maxFile is the size of the largest file that is read, in bytes.
const maxFile = 64 << 10

// parse reads one file. What it holds must not be used when there are errors among the problems. Unknown fields are
// errors: a misspelt limit is no limit.
func (k kind[T]) parse(file string, src []byte) (*T, knowledge.Problems) {
	v, c := new(T), checker{source: source{file: file}}
	at, problems := yamldoc.Decode(src, v, yamldoc.Options{Max: maxFile, Lines: true})
	told, all := map[yamldoc.Place]bool{}, knowledge.Problems{} // of which fields it is told already what is wrong
	for _, p := range problems {
		all = append(all, knowledge.At(file, p))
		told[at.Field(p.Place)] = told[at.Field(p.Place)] || p.Code != yamldoc.UnknownField
	}
	if at == nil {
		return nil, all
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
