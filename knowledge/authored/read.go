package authored

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/goccy/go-yaml"

	"github.com/handvat/handvat/knowledge"
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
func load(fsys fs.FS, name, folder string, read func(at string, src []byte) knowledge.Problems) (ps knowledge.Problems) {
	files, err := fs.Glob(fsys, folder+"/*.yaml")
	if err != nil {
		return nil // only for a pattern that is wrong
	}
	for _, f := range files {
		at := path.Join(name, f)
		src, err := fs.ReadFile(fsys, f)
		if err != nil {
			ps = append(ps, problem(at, 0, "unreadable", "Dit bestand is niet te lezen: %v", "This file cannot be read: %v", err))
			continue
		}
		ps = append(ps, read(at, src)...)
	}
	return ps
}

func problem(file string, line int, code, nl, en string, args ...any) knowledge.Problem {
	return knowledge.Problem{File: file, Line: line, Col: min(line, 1), Severity: knowledge.Error, Code: code, NL: fmt.Sprintf(nl, args...), EN: fmt.Sprintf(en, args...)}
}

// Parse reads one campaign. It must not be started when there are errors among the
// problems. Unknown fields are errors: a misspelt limit is no limit.
func Parse(file string, src []byte) (c *Campaign, ps knowledge.Problems) {
	c = new(Campaign)
	if ps := parse(file, src, c); ps != nil {
		return nil, ps
	}
	k := checker{file: file, src: src}
	k.check(c)
	return c, k.ps
}

// parse reads a file into v, and returns what keeps it from that; nil if nothing does.
func parse(file string, src []byte, v any) knowledge.Problems {
	if len(src) > maxFile || !utf8.Valid(src) {
		return knowledge.Problems{problem(file, 1, "no-text", "Dit is geen tekst in UTF-8 van hooguit 64 kB", "This is no text in UTF-8 of at most 64 kB")}
	}
	if err := decode(src, v); err != nil {
		return knowledge.Problems{unread(file, src, err)}
	}
	return nil
}

// unread is the problem that the YAML reader stopped at. It shows the line itself: what the
// reader says of it is in no language of authors.
func unread(file string, src []byte, err error) knowledge.Problem {
	line, here := 1, ""
	var at yaml.Error
	if errors.As(err, &at) {
		if tok := at.GetToken(); tok != nil && tok.Position != nil {
			line = max(tok.Position.Line, 1)
		}
	}
	if lines := strings.Split(string(src), "\n"); line <= len(lines) {
		here = strings.TrimSpace(lines[line-1])
	}
	var unknown *yaml.UnknownFieldError
	if errors.As(err, &unknown) {
		name, _, _ := strings.Cut(here, ":")
		return problem(file, line, "yaml", "Het veld %s bestaat niet", "The field %s does not exist", name)
	}
	return problem(file, line, "yaml", "Dit is hier niet te lezen: %s. Kijk naar inspringen, aanhalingstekens en wat er bij dit veld hoort (een tekst staat er als {nl: …, en: …})", "This cannot be read here: %s. Look at indents, quotes and what belongs to this field (a text is given as {nl: …, en: …})", here)
}

// decode is the YAML reader, with a panic in it turned into an error.
func decode(src []byte, v any) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.New("yaml")
		}
	}()
	return yaml.NewDecoder(bytes.NewReader(src), yaml.Strict()).Decode(v)
}

var idRE = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,29}$`)

// A checker says what cannot be true of a campaign.
type checker struct {
	file string
	src  []byte
	step int // that is checked, from 0
	ps   knowledge.Problems
}

// that adds a problem unless ok. It stands at the line that has field, and
// for a step at that of the step.
func (k *checker) that(ok bool, field, nl, en string, args ...any) {
	if ok {
		return
	}
	line, skip := 1, k.step
	for i, l := range strings.Split(string(k.src), "\n") {
		if before, _, ok := strings.Cut(l, field+":"); ok && (before == "" || strings.HasSuffix(before, " ") || strings.HasSuffix(before, "{")) {
			if line = i + 1; skip == 0 {
				break
			}
			skip--
		}
	}
	k.ps = append(k.ps, problem(k.file, line, field, nl, en, args...))
}

func (k *checker) text(field string, t Text, most int) {
	k.that(strings.TrimSpace(t.NL) != "" && strings.TrimSpace(t.EN) != "", field, "%s moet er in het Nederlands (nl) en in het Engels (en) staan", "%s must be there in Dutch (nl) and in English (en)", field)
	n := max(utf8.RuneCountInString(t.NL), utf8.RuneCountInString(t.EN))
	k.that(n <= most, field, "%s heeft %d tekens; hooguit %d past", "%s has %d characters; at most %d fits", field, n, most)
}

// head checks what campaigns and scans begin with.
func (k *checker) head(id string, title, purpose Text, responsible string) {
	k.that(idRE.MatchString(id), "id", "Geef een id van hooguit 30 kleine letters, cijfers en streepjes", "Give an id of at most 30 lower-case letters, digits and hyphens")
	k.text("title", title, 75)
	k.that(purpose != Text{}, "purpose", "Schrijf waar deze reeks voor dient (purpose): een seintje zonder die regel gaat niet uit", "Write what this series serves (purpose): no message goes out without that line")
	if purpose != (Text{}) {
		k.text("purpose", purpose, 200)
	}
	k.that(responsible != "", "responsible", "Noem wie ervoor staat (responsible), bijvoorbeeld ld-team", "Name who answers for it (responsible), such as ld-team")
}

func (k *checker) check(c *Campaign) {
	k.head(c.ID, c.Title, c.Purpose, c.Responsible)
	if c.Rhythm.Start != "" {
		_, err := time.Parse(time.DateOnly, c.Rhythm.Start)
		k.that(err == nil, "start", "%s is geen dag; schrijf die als 2026-12-07", "%s is no day; write it as 2026-12-07", c.Rhythm.Start)
	}
	for _, d := range c.Rhythm.Days {
		_, ok := weekdays[d]
		k.that(ok, "days", "%s is geen werkdag; kies uit mon, tue, wed, thu en fri", "%s is no working day; choose from mon, tue, wed, thu and fri", d)
	}
	k.that(c.Rhythm.PerWeek >= 0 && c.Rhythm.PerWeek <= 3, "per_week", "Meer dan 3 seintjes per week krijgt niemand", "Nobody gets more than 3 messages a week")
	k.that(slices.Contains([]string{"", "used", "answered", "never"}, c.Stop.When), "when", "Kies used, answered of never", "Choose used, answered or never")
	k.that(c.Stop.Weeks >= 1 && c.Stop.Weeks <= 26, "stop", "Schrijf na hoeveel weken de reeks ophoudt (stop: weeks, 1 tot 26)", "Write after how many weeks the series ends (stop: weeks, 1 to 26)")
	k.that(c.Stop.Response >= 0 && c.Stop.Response <= 100, "response", "Een percentage ligt tussen 0 en 100", "A percentage lies between 0 and 100")
	k.that(len(c.Steps) > 0 && len(c.Steps) <= MaxSteps, "steps", "Schrijf 1 tot %d berichten (steps)", "Write 1 to %d messages (steps)", MaxSteps)
	for i, s := range c.Steps {
		k.step = i
		k.text("text", s.Text, MaxText)
		k.that(s.After >= 0 && (i == 0 || s.After > c.Steps[i-1].After), "after", "Bericht %s komt niet na het vorige; after telt dagen vanaf de eerste dag", "Message %s does not come after the one before; after counts days from the first", strconv.Itoa(i+1))
	}
}

// CheckAids adds a problem for every aid that a campaign offers and that lives says is
// not there.
func (c *Campaign) CheckAids(file string, lives func(slug string) bool) knowledge.Problems {
	return missing(file, c.Aids(), lives)
}

// missing is a problem for each of the aids that lives says is not there.
func missing(file string, slugs []string, lives func(slug string) bool) (ps knowledge.Problems) {
	for _, slug := range slugs {
		if !lives(slug) {
			ps = append(ps, problem(file, 0, "aid", "Er is geen hulpkaart %s", "There is no job aid %s", slug))
		}
	}
	return ps
}
