package knowledge

import (
	"regexp"
	"strings"
)

// A markup is a kind of writing that other programs show as something else and chat shows as it
// stands.
type markup struct {
	in   string         // a line that has it has one of these
	re   *regexp.Regexp // group 1, or else all, is what is told
	not  string         // the part that may have it
	code string
	says func(w *texts) string
}

func shown(w *texts) string { return w.Markup }

// marks are what an author may have taken along from another program.
var marks = []markup{
	{"<", regexp.MustCompile(`(?i)</?(?:a|abbr|b|big|blockquote|br|center|code|d[dlt]|del|details|div|em|font|h[1-6]|` +
		`hr|i|iframe|img|ins|kbd|li|mark|ol|p|pre|q|s|samp|script|small|span|strike|strong|style|su[bp]|summary|` +
		`t(?:able|body|[dhrt]|head)|ul?|var|video)(?:\s[^<>]*)?/?>|<!--`), "", "html",
		func(w *texts) string { return w.Html }},
	{"\\", regexp.MustCompile(`\\(?:[!-/:-@^_{}~` + "`" + `\[\]]|$)`), "", "markup", shown},
	{"\\", regexp.MustCompile(`\\\|`), "table", "markup", shown},
	{"&", regexp.MustCompile(`&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});`), "", "markup", shown},
	{"[", regexp.MustCompile(`!\[[^\]]*\][(\[]|!?\[\[[^\]]+\]\]`), "", "picture",
		func(w *texts) string { return w.Picture }},
	{"[", regexp.MustCompile(`\[\^[^\]]+\]|\[[^\]\[]+\]\[[^\]\[]*\]|^ {0,3}\[[^\]\[]+\]:\s`), "", "markup", shown},
	{"[", regexp.MustCompile(`\[[^\]\[]+\]\((?:[^h()][^()]*|h(?:[^t()]|t[^t()]|tt[^p()]|ttp[^s()])[^()]*)\)`),
		"questions", "link", func(w *texts) string { return w.LinkForm }},
	{">", regexp.MustCompile(`^(?:\s*(?:[-*+]|[0-9]+[.)]))?\s*(>)(?:\s|\[|$)`), "example", "markup", shown},
	{">", regexp.MustCompile(`^\s*> *\[!`), "", "markup", shown},
	{"[", regexp.MustCompile(`^\s*(?:[-*+]|[0-9]+[.)])\s+(\[[ xX]\])\s`), "", "markup", shown},
	{"~=$*", regexp.MustCompile(`~~[^~\s][^~]*~~|==[^=\s][^=]*==|\$\$|\*\*\*`), "", "markup", shown},
	{"_", regexp.MustCompile(`(?:^|[\s(])(__[^_\s][^_]*__)(?:\W|$)`), "", "markup", shown},
	{":", regexp.MustCompile(`(?:^|\s)(:[a-z][a-z0-9_+-]+:)(?:[\s.,!?]|$)`), "", "markup", shown},
	{"=:", regexp.MustCompile(`^\s*(?:={3,}|:::.*)\s*$`), "", "markup", shown},
	{"|", regexp.MustCompile(`^\s*\|.*\|\s*$`), "table", "markup", shown},
}

// code is text between backquotes, which is shown as it stands on purpose.
var code = regexp.MustCompile("`[^`\n]+`")

// markupOf is the first mark in a line of a part, and where it is; nil if there is none.
func markupOf(line, part string) (m *markup, at int) {
	if strings.Contains(line, "`") {
		line = code.ReplaceAllStringFunc(line, func(s string) string { return strings.Repeat("x", len(s)) })
	}
	for i := range marks {
		if !strings.ContainsAny(line, marks[i].in) || marks[i].not == part && part != "" {
			continue
		}
		found := marks[i].re.FindStringSubmatchIndex(line)
		if found == nil {
			continue
		}
		if len(found) > 2 {
			found = found[2:]
		}
		if m == nil || found[0] < at {
			m, at = &marks[i], found[0]
		}
	}
	return m, at
}

// typographic is a text between the quotation marks of a word processor, which are none to YAML.
var typographic = regexp.MustCompile(`^[‘’‚“”„«].*[’‘”“»]$`)

// markup warns of what chat shows as it stands: once on a line, in every part.
func (l linter) markup() {
	a := l.a
	for _, f := range []struct {
		name  string
		texts []string
	}{{"title", []string{a.Title}}, {"task", []string{a.Task}}, {"trigger", a.Trigger}, {"not_when", a.NotWhen},
		{"questions", a.Questions}, {"needs", a.Needs}, {"result", []string{a.Result}},
		{"pause_point", []string{a.PausePoint}}} {
		for i, s := range f.texts {
			if m, _ := markupOf(s, f.name); m != nil {
				l.warn(l.place(f.name, i), m.code, m.says)
			} else if typographic.MatchString(s) {
				l.warn(l.place(f.name, i), "smart-quotes", func(w *texts) string { return w.SmartQuotes })
			}
		}
	}
	text, at := l.text, func(n int, before string) pos { return pos{n, length(before) + 1} }
	if text == "" { // written in chat
		text, at = string(Format(a)), func(int, string) pos { return pos{} }
	}
	part, fenced, n := "", false, 0
	for line := range strings.Lines(text) {
		line, n = strings.TrimRight(line, "\n"), n+1
		fenced = fenced != fence.MatchString(line)
		if anchor := anchorMark.FindStringSubmatch(line); !fenced && anchor != nil {
			part = anchor[1]
			continue
		}
		if fenced || part == "" {
			continue
		}
		if m, i := markupOf(line, part); m != nil {
			l.warn(at(n, line[:i]), m.code, m.says)
		}
	}
}
