package authored

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/yamldoc"
)

var idRE = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,29}$`)

// ids are the files of one source, by folder and the id that is in them.
type ids map[string]string

// A checker says what cannot be true of a file.
type checker struct {
	source
	folder string // of the kind
	have   ids
	ps     knowledge.Problems
}

// that adds a problem unless ok, at the field with a path, whose last part is its code.
func (k *checker) that(ok bool, path string, says func(*texts) string) {
	if !ok {
		k.add(path, lastField(path), says)
	}
}

// add adds a problem at the field with a path.
func (k *checker) add(path, code string, says func(*texts) string) {
	k.ps = append(k.ps, knowledge.At(k.file, yamldoc.Problem{Place: k.at.Of(path), Code: code, Says: Words.Say(says)}))
}

// lastField is what a file calls the field with a path.
func lastField(path string) string {
	path, _, _ = strings.Cut(path[strings.LastIndex(path, ".")+1:], "[")
	return path
}

// text checks both languages of the field with a path, each at its own line.
func (k *checker) text(path string, t Text, most int) {
	field, missing := lastField(path), []string(nil)
	for lang, said := range t.all {
		at, n := path+"."+lang, utf8.RuneCountInString(said)
		if strings.TrimSpace(said) == "" {
			missing = append(missing, at)
		}
		if n > most {
			k.add(at, field, func(w *texts) string { return w.TextLong.With(field, n, most) })
		}
	}
	if len(missing) > 0 {
		k.add(missing[0], field, func(w *texts) string { return w.BothLanguages.With(field) })
	}
}

// head checks what campaigns and scans begin with.
func (k *checker) head(id string, title, purpose Text, responsible string) {
	k.that(idRE.MatchString(id), "id", func(w *texts) string { return w.IDForm })
	other, twice := k.have[k.folder+"/"+id]
	k.that(!twice || other == k.file || id == "", "id",
		func(w *texts) string { return w.IDTwice.With(id, other) })
	if !twice {
		k.have[k.folder+"/"+id] = k.file
	}
	k.text("title", title, 75)
	if purpose != (Text{}) {
		k.text("purpose", purpose, 200)
	} else {
		k.add("purpose", "purpose", func(w *texts) string { return w.Purpose })
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
	_, given := k.at["rhythm.per_week"]
	k.that(c.Rhythm.PerWeek > 0 || !given, "rhythm.per_week", func(w *texts) string { return w.PerWeekLeast })
	k.that(c.Rhythm.PerWeek <= 3, "rhythm.per_week", func(w *texts) string { return w.PerWeek })
	k.that(slices.Contains([]string{"", "used", "answered", "never"}, c.Stop.When), "stop.when",
		func(w *texts) string { return w.StopWhen })
	k.that(c.Stop.Weeks >= 1 && c.Stop.Weeks <= 26, "stop.weeks", func(w *texts) string { return w.StopWeeks })
	k.that(c.Stop.Response >= 0 && c.Stop.Response <= 100, "stop.response",
		func(w *texts) string { return w.Percentage })
	k.that(len(c.Steps) > 0 && len(c.Steps) <= maxSteps, "steps",
		func(w *texts) string { return w.Steps.With(maxSteps) })
	for i, s := range c.Steps {
		step := fmt.Sprintf("steps[%d].", i)
		k.text(step+"text", s.Text, maxText)
		k.that(s.After >= 0 && (i == 0 || s.After > c.Steps[i-1].After), step+"after",
			func(w *texts) string { return w.StepAfter.With(strconv.Itoa(i + 1)) })
		if c.Stop.Weeks > 0 && s.After-c.Steps[0].After >= 7*c.Stop.Weeks {
			k.add(step+"after", "after", func(w *texts) string { return w.StepNever.With(strconv.Itoa(i + 1)) })
			k.ps[len(k.ps)-1].Severity = knowledge.Warning
		}
	}
}

// A source is the file that something was read from.
type source struct {
	file string
	at   yamldoc.Places
}

func (s *source) from(file source) { *s = file }

// missing is the problem that the aid that stands at a path is not there.
func (s *source) missing(path, slug string, lives func(slug string) bool) knowledge.Problems {
	k := checker{source: *s}
	k.that(slug == "" || lives(slug), path, func(w *texts) string { return w.NoAid.With(slug) })
	return k.ps
}
