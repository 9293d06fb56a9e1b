package text

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Line1 is a text with one argument, Line2 with two, and so on.
type (
	Line1 struct{ form }
	Line2 struct{ form }
	Line3 struct{ form }
	Line4 struct{ form }
	Line5 struct{ form }
	Line7 struct{ form }
)

// With is the line with its arguments. One that is a float64 is written as the language writes it; see
// [Language.Figure]. The name of a file is as [Name] shows it.
func (l Line1) With(a any) string                   { return l.with(a) }
func (l Line2) With(a, b any) string                { return l.with(a, b) }
func (l Line3) With(a, b, c any) string             { return l.with(a, b, c) }
func (l Line4) With(a, b, c, d any) string          { return l.with(a, b, c, d) }
func (l Line5) With(a, b, c, d, e any) string       { return l.with(a, b, c, d, e) }
func (l Line7) With(a, b, c, d, e, f, g any) string { return l.with(a, b, c, d, e, f, g) }

func (l *Line1) bind(lang *Language, args []string) []problem { return l.bound(lang, args, 1) }
func (l *Line2) bind(lang *Language, args []string) []problem { return l.bound(lang, args, 2) }
func (l *Line3) bind(lang *Language, args []string) []problem { return l.bound(lang, args, 3) }
func (l *Line4) bind(lang *Language, args []string) []problem { return l.bound(lang, args, 4) }
func (l *Line5) bind(lang *Language, args []string) []problem { return l.bound(lang, args, 5) }
func (l *Line7) bind(lang *Language, args []string) []problem { return l.bound(lang, args, 7) }

// A Choice is one of several answers, by its key.
type Choice struct {
	Key, Label string

	_ Labels `of:"Label"`
}

// A form is a text for each plural of its language: other, and one, few and so on if they differ. Which it is
// follows from the argument n, which the text need not say.
type form struct {
	texts map[string]string
	each  bool // they were given by their plurals
	args  []string
	lang  *Language // nil until it is known to be whole
}

// UnmarshalYAML reads one text, or a map of plurals.
func (f *form) UnmarshalYAML(read func(any) error) error {
	var one string
	if read(&one) == nil {
		*f = form{texts: map[string]string{"other": one}}
		return nil
	}
	*f = form{each: true}
	return read(&f.texts)
}

// bare are the texts without their arguments.
func (f *form) bare() (texts []string) {
	for _, text := range f.texts {
		texts = append(texts, argument.ReplaceAllString(text, ""))
	}
	return texts
}

// with puts the arguments into the text.
func (f form) with(args ...any) string {
	text := f.texts["other"]
	if i := slices.Index(f.args, "n"); i >= 0 && len(f.texts) > 1 {
		if own, ok := f.texts[f.lang.plural(args[i])]; ok {
			text = own
		}
	}
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, after, _ := strings.Cut(rest, "}")
		if i := slices.Index(f.args, name); i >= 0 {
			said := fmt.Sprint(args[i])
			if v, ok := args[i].(float64); ok {
				said = f.lang.Figure(v)
			} else if slices.Contains(ofFiles, name) {
				said = Name(said)
			}
			b.WriteString(within(said, after))
			text = after
		} else {
			b.WriteByte('{')
			text = rest
		}
	}
}

// ofFiles are the arguments that are names of files and folders.
var ofFiles = []string{"file", "folder", "mark"}

// within is an argument as it stands before the rest of a text: a sentence does not end where that goes on with a
// colon, and ends once.
func within(said, rest string) string {
	if rest = strings.TrimLeft(rest, "*"); strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, ".") {
		if short := strings.TrimSuffix(said, "."); !strings.HasSuffix(short, ".") {
			return short
		}
	}
	return said
}

// argument is how a text says where an argument goes.
var argument = regexp.MustCompile(`\{\s*\pL+\s*\}`)

// bound gives a line its language and arguments, and tells of those that it leaves out or does not have.
func (f *form) bound(lang *Language, args []string, n int) (ps []problem) {
	if len(args) != n {
		return []problem{func(_ *facts, key string) string {
			return fmt.Sprintf("%s: its tag names %d arguments, not %d", key, len(args), n)
		}}
	}
	if blank(f.texts["other"]) {
		return []problem{func(w *facts, key string) string { return w.Faults.NoOther.With(key) }}
	}
	f.args = make([]string, n)
	for i, arg := range args {
		f.args[i] = strings.TrimSuffix(arg, "?")
	}
	if f.lang == nil { // of this file, not of the one that it overrules
		f.lang = lang
		ps = f.plurals()
	}
	for name, text := range f.texts {
		for i, arg := range f.args {
			said := "{" + arg + "}"
			may := arg != args[i] || arg == "n" && !f.each
			if name == "other" && !may && !strings.Contains(text, said) {
				ps = append(ps, func(w *facts, key string) string { return w.Faults.LeavesOut.With(key, said) })
			}
			text = strings.ReplaceAll(text, said, "")
		}
		for _, said := range argument.FindAllString(text, -1) {
			ps = append(ps, func(w *facts, key string) string { return w.Faults.Strange.With(key, said) })
		}
	}
	return ps
}

// plurals finds a plural that the language of a text does not have, one that it has and the text leaves out, and one
// of which nothing is said.
func (f *form) plurals() (ps []problem) {
	if !f.each {
		return nil
	}
	have := f.lang.plurals()
	for _, name := range slices.Sorted(maps.Keys(f.texts)) {
		if !slices.Contains(have, name) {
			ps = append(ps, func(w *facts, key string) string {
				return w.Faults.NoPlural.With(key, name, strings.Join(have, ", "))
			})
		} else if blank(f.texts[name]) {
			ps = append(ps, func(w *facts, key string) string { return w.Faults.Empty.With(key + "." + name) })
		}
	}
	for _, name := range have {
		if _, ok := f.texts[name]; !ok && slices.Contains(f.args, "n") {
			ps = append(ps, func(w *facts, key string) string { return w.Faults.NeedsPlural.With(key, name) })
		}
	}
	return ps
}
