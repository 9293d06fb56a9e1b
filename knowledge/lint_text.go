package knowledge

import (
	"regexp"
	"strings"
)

// What fits one screen of a phone, as the first answer must.
const (
	quickChars  = 600 // characters of the quick text
	quickLines  = 7   // lines of it that are not blank
	screenWidth = 40  // characters on a line of a phone
	screenLines = 22  // lines for title, quick text and result, above the buttons
)

// texts checks how the title and the steps begin, and that every text that chat
// shows as one line or button is short enough for it.
func (l linter) texts() {
	a := l.a
	if a.Title != "" {
		l.verb(a.Title, l.place("title"), "title-verb", func(w *texts) string { return w.TitleVerb })
	}
	if a.Type == Steps || a.Type == Procedure {
		for i, s := range a.Steps {
			l.verb(s.Text, l.place("steps", i), "step-verb", func(w *texts) string { return w.StepVerb.With(i + 1) })
		}
	}
	l.lengths()
}

// The lengths that chat can show without cutting, in characters.
const (
	maxLabel = 75   // of a button, and of what a question is called
	maxLine  = 300  // of a step or a question
	maxPart  = 1500 // of any other text
)

// lengths checks every text against what chat can show.
func (l linter) lengths() {
	a := l.a
	for i, s := range a.Steps {
		l.short(s.Text, maxLine, "steps", i)
		l.short(s.Say+s.Detail+s.Why+s.Check, maxPart, "steps", i)
	}
	for i, n := range a.Tree {
		l.short(n.Question, maxLine, "tree", i)
		l.short(n.Detail+n.Why, maxPart, "tree", i)
		for j, b := range n.Answers {
			l.short(b.Label, maxLabel, "tree", i, j)
			l.short(b.Outcome, maxLine, "tree", i, j)
		}
	}
	for i, f := range a.Fields {
		l.short(f.Label, maxLabel, "fields", i)
		l.short(f.Prompt, maxLine, "fields", i)
		l.short(f.Example+f.Detail+f.Why, maxPart, "fields", i)
	}
	if t := a.Table; t != nil {
		for i, h := range t.Header {
			l.short(h, maxLabel, "header", i)
		}
		for c := range t.Conditions {
			for _, answer := range t.Answers(c) {
				l.short(answer, maxLabel, "header", c)
			}
		}
	}
	l.short(a.Template, maxPart, "template")
	l.short(a.Example, maxPart, "example")
	l.short(a.Why, maxPart, "why")
}

// short reports a text longer than most characters.
func (l linter) short(s string, most int, part string, path ...int) {
	if n := length(s); n > most {
		l.need(l.place(part, path...), "text-long", func(w *texts) string { return w.TextLong.With(n, most) })
	}
}

// verb reports a text that does not begin with a verb: as needed for publication
// when that is certain, as a warning when it only looks so.
func (l linter) verb(s string, at pos, code string, says func(*texts) string) {
	switch beginning(s, l.a.Lang) {
	case noVerb:
		l.need(at, code, says)
	case perhapsNoVerb:
		l.warn(at, code, says)
	}
}

// quick checks the first answer.
func (l linter) quick() {
	a := l.a
	if a.Quick == "" {
		l.need(l.place("quick"), "no-quick", func(w *texts) string { return w.NoQuick })
		return
	}
	if n := length(a.Quick); n > quickChars {
		l.need(l.place("quick"), "quick-long",
			func(w *texts) string { return w.QuickLong.With(n, quickChars, n-quickChars) })
	}
	lines, rows := 0, 0
	for line := range strings.Lines(a.Title + "\n" + a.Quick + "\n" + a.Result) {
		if line = strings.TrimSpace(line); line != "" {
			lines++
			rows += (length(line) + screenWidth - 1) / screenWidth
		}
	}
	lines -= min(1, len(a.Title)) + min(1, len(a.Result))
	if lines > quickLines {
		l.need(l.place("quick"), "quick-lines", func(w *texts) string { return w.QuickLines.With(lines, quickLines) })
	} else if rows > screenLines {
		l.warn(l.place("quick"), "quick-screen", func(w *texts) string { return w.QuickScreen })
	}
}

var (
	ifThen = map[Lang]*regexp.Regexp{
		Dutch:   regexp.MustCompile(`(?is)\bals\b.*\bdan\b`),
		English: regexp.MustCompile(`(?is)\bif\b.*\bthen\b`),
	}
)

// parts checks the parts that any type may have.
func (l linter) parts() {
	a := l.a
	if form := ifThen[a.Lang]; a.Plan != "" && form != nil && !form.MatchString(a.Plan) {
		l.warn(l.place("plan"), "plan-form", func(w *texts) string { return w.PlanForm })
	}
	if len(a.Pitfalls) > 7 {
		l.warn(l.place("pitfalls", 7), "pitfalls-many",
			func(w *texts) string { return w.PitfallsMany.With(len(a.Pitfalls)) })
	}
	if a.Type != Checklist {
		for _, f := range []struct{ name, value string }{{"pause_point", a.PausePoint},
			{"check_style", string(a.CheckStyle)}} {
			if f.value != "" {
				l.warn(l.place(f.name), "only-checklist", func(w *texts) string { return w.OnlyChecklist.With(f.name) })
			}
		}
	}
}
