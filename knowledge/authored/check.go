package authored

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/yamldoc"
)

// Folder is where a library keeps its campaigns.
const Folder = "campaigns"

// maxFile is the size of the largest file that is read, in bytes.
const maxFile = 64 << 10

// Load reads the campaigns of a library, in order of their file, with what is wrong in
// them. A file with an error is left out. A library without the folder has none.
func Load(fsys fs.FS, name string) (cs []*Campaign, ps knowledge.Problems) {
	ps = load(fsys, name, Folder, func(at string, src []byte) knowledge.Problems {
		c, more := Parse(at, src)
		if more.Errors() == 0 {
			cs = append(cs, c)
		}
		return more
	})
	return cs, ps
}

// load reads the files in a folder of a library, and returns what is wrong in them.
func load(fsys fs.FS, name, folder string,
	read func(at string, src []byte) knowledge.Problems) (ps knowledge.Problems) {
	files, err := fs.Glob(fsys, folder+"/*.yaml")
	if err != nil {
		return nil // only for a pattern that is wrong
	}
	for _, f := range files {
		at := path.Join(name, f)
		src, err := fs.ReadFile(fsys, f)
		if err != nil {
			ps = append(ps, problem(at, 0, "unreadable", func(w *texts) string { return w.Unreadable.With(err) }))
			continue
		}
		ps = append(ps, read(at, src)...)
	}
	return ps
}

func problem(file string, line int, code string, says func(*texts) string) knowledge.Problem {
	return knowledge.Problem{File: file, Line: line, Col: min(line, 1), Severity: knowledge.Error, Code: code,
		Says: Words.Say(says)}
}

// Parse reads one campaign. It must not be started when there are errors among the
// problems. Unknown fields are errors: a misspelt limit is no limit.
func Parse(file string, src []byte) (*Campaign, knowledge.Problems) {
	return parse(file, src, (*checker).campaign)
}

// parse reads a file into a T, and checks it.
func parse[T any](file string, src []byte, check func(*checker, *T)) (*T, knowledge.Problems) {
	v, k := new(T), checker{file: file}
	at, problems := yamldoc.Decode(src, v, yamldoc.Options{Max: maxFile, Lines: true})
	for _, p := range problems {
		k.ps = append(k.ps, knowledge.At(file, p))
	}
	if len(problems) > 0 {
		return nil, k.ps
	}
	k.at = at
	if v, ok := any(v).(interface {
		from(file string, at yamldoc.Places)
	}); ok {
		v.from(file, at)
	}
	check(&k, v)
	return v, k.ps
}

var idRE = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,29}$`)

// A checker says what cannot be true of a file.
type checker struct {
	file string
	at   yamldoc.Places
	ps   knowledge.Problems
}

// that adds a problem unless ok, at the field with a path, whose last part is its code.
func (k *checker) that(ok bool, path string, says func(*texts) string) {
	if !ok {
		k.add(path, lastField(path), says)
	}
}

// add adds a problem at the field with a path.
func (k *checker) add(path, code string, says func(*texts) string) {
	at := k.at.Of(path)
	p := problem(k.file, at.Line, code, says)
	p.Col = at.Col
	k.ps = append(k.ps, p)
}

// lastField is what a file calls the field with a path.
func lastField(path string) string {
	path, _, _ = strings.Cut(path[strings.LastIndex(path, ".")+1:], "[")
	return path
}

// text checks both languages of the field with a path, each at its own line.
func (k *checker) text(path string, t Text, most int) {
	field := lastField(path)
	for lang, said := range t.all {
		at, n := path+"."+lang, utf8.RuneCountInString(said)
		if strings.TrimSpace(said) == "" {
			k.add(at, field, func(w *texts) string { return w.BothLanguages.With(field) })
			return
		}
		if n > most {
			k.add(at, field, func(w *texts) string { return w.TextLong.With(field, n, most) })
		}
	}
}

// head checks what campaigns and scans begin with.
func (k *checker) head(id string, title, purpose Text, responsible string) {
	k.that(idRE.MatchString(id), "id", func(w *texts) string { return w.IDForm })
	k.text("title", title, 75)
	k.that(purpose != Text{}, "purpose", func(w *texts) string { return w.Purpose })
	if purpose != (Text{}) {
		k.text("purpose", purpose, 200)
	}
	k.that(responsible != "", "responsible", func(w *texts) string { return w.Responsible })
}

func (k *checker) campaign(c *Campaign) {
	k.head(c.ID, c.Title, c.Purpose, c.Responsible)
	if c.Rhythm.Start != "" {
		_, err := time.Parse(time.DateOnly, c.Rhythm.Start)
		k.that(err == nil, "rhythm.start", func(w *texts) string { return w.NoDay.With(c.Rhythm.Start) })
	}
	for i, d := range c.Rhythm.Days {
		_, ok := weekdays[d]
		k.that(ok, fmt.Sprintf("rhythm.days[%d]", i), func(w *texts) string { return w.NoWorkingDay.With(d) })
	}
	k.that(c.Rhythm.PerWeek >= 0 && c.Rhythm.PerWeek <= 3, "rhythm.per_week",
		func(w *texts) string { return w.PerWeek })
	k.that(slices.Contains([]string{"", "used", "answered", "never"}, c.Stop.When), "stop.when",
		func(w *texts) string { return w.StopWhen })
	k.that(c.Stop.Weeks >= 1 && c.Stop.Weeks <= 26, "stop.weeks", func(w *texts) string { return w.StopWeeks })
	k.that(c.Stop.Response >= 0 && c.Stop.Response <= 100, "stop.response",
		func(w *texts) string { return w.Percentage })
	k.that(len(c.Steps) > 0 && len(c.Steps) <= MaxSteps, "steps",
		func(w *texts) string { return w.Steps.With(MaxSteps) })
	for i, s := range c.Steps {
		step := fmt.Sprintf("steps[%d].", i)
		k.text(step+"text", s.Text, MaxText)
		k.that(s.After >= 0 && (i == 0 || s.After > c.Steps[i-1].After), step+"after",
			func(w *texts) string { return w.StepAfter.With(strconv.Itoa(i + 1)) })
		if k.ps.Errors() == 0 && s.After >= 7*c.Stop.Weeks {
			k.add(step+"after", "after", func(w *texts) string { return w.StepNever.With(strconv.Itoa(i + 1)) })
			k.ps[len(k.ps)-1].Severity = knowledge.Warning
		}
	}
}

// CheckAids is a problem for every aid that a campaign offers and that lives says is not
// there, where the file names it.
func (c *Campaign) CheckAids(lives func(slug string) bool) (ps knowledge.Problems) {
	for i, s := range c.Steps {
		ps = append(ps, c.missing(fmt.Sprintf("steps[%d].aid", i), s.Aid, lives)...)
	}
	return ps
}

// A source is the file that something was read from.
type source struct {
	file string
	at   yamldoc.Places
}

func (s *source) from(file string, at yamldoc.Places) { s.file, s.at = file, at }

// missing is the problem that the aid that stands at a path is not there.
func (s *source) missing(path, slug string, lives func(slug string) bool) knowledge.Problems {
	if slug == "" || lives(slug) {
		return nil
	}
	k := checker{file: s.file, at: s.at}
	k.that(false, path, func(w *texts) string { return w.NoAid.With(slug) })
	return k.ps
}
