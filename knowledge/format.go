package knowledge

import (
	"bytes"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Format writes a as a file in canonical form: fields in a fixed order, parts under
// the same headings in every aid of a language. What [Parse] reads from it without
// errors is a again, so comments in the front matter and the authors' own words for
// headings are all that is lost of a file.
func Format(a *Aid) []byte {
	w := &writer{lang: a.Lang}
	w.line("---")
	for _, f := range frontFields {
		w.field(f, a)
	}
	w.line("---")
	if !a.IsRecipe() {
		w.part("", a.Body)
		return w.Bytes()
	}
	w.part("quick", a.Quick)
	w.table(a.Table)
	w.shape(a)
	if a.Template != "" {
		fence := "```"
		for strings.Contains(a.Template, fence) {
			fence += "`"
		}
		w.part("template", fence+"\n"+a.Template+"\n"+fence)
	}
	w.part("example", a.Example)
	if len(a.Pitfalls) > 0 {
		w.part("pitfalls", "- "+strings.Join(a.Pitfalls, "\n- "))
	}
	w.part("why", a.Why)
	w.part("plan", a.Plan)
	return w.Bytes()
}

// headings are the words over each part, in Dutch and English.
var headings = map[string][2]string{
	"quick":     {"Kort", "In short"},
	"table":     {"Tabel", "Table"},
	"steps":     {"Stappen", "Steps"},
	"script":    {"Gesprek", "Conversation"},
	"items":     {"Punten", "Items"},
	"questions": {"Vragen", "Questions"},
	"template":  {"Sjabloon", "Template"},
	"example":   {"Voorbeeld", "Example"},
	"pitfalls":  {"Valkuilen", "Pitfalls"},
	"why":       {"Waarom dit werkt", "Why this works"},
	"plan":      {"Nu jij", "Your turn"},
}

// A writer writes one file.
type writer struct {
	bytes.Buffer
	lang Lang
}

func (w *writer) line(parts ...string) {
	for _, p := range parts {
		w.WriteString(p)
	}
	w.WriteByte('\n')
}

// part writes a text under the heading of its anchor; nothing if it is empty.
func (w *writer) part(anchor, text string) {
	if text == "" {
		return
	}
	w.line()
	if h, ok := headings[anchor]; ok {
		words := h[1]
		if w.lang == Dutch {
			words = h[0]
		}
		w.line("## ", words, " {#", anchor, "}")
		w.line()
	}
	w.line(text)
}

// field writes one field of the front matter, unless it is empty or says what is
// true without it.
func (w *writer) field(f frontField, a *Aid) {
	switch v := f.of(a).(type) {
	case *FollowUp:
		if s := v.format(); s != "" {
			w.line("follow_up: {", s, "}")
		}
	case *time.Time:
		if !v.IsZero() {
			w.line(f.name, ": ", v.Format(time.DateOnly))
		}
	case *int:
		if *v != 0 {
			w.line(f.name, ": ", strconv.Itoa(*v))
		}
	case *Status:
		if *v != "" && (a.IsRecipe() || *v != Published) {
			w.line(f.name, ": ", scalar(string(*v), f.style))
		}
	default:
		w.text(f, reflect.ValueOf(v).Elem())
	}
}

// text writes a field that holds one text or a list of texts.
func (w *writer) text(f frontField, v reflect.Value) {
	if v.Len() == 0 {
		return
	}
	if v.Kind() == reflect.String {
		w.line(f.name, ": ", scalar(v.String(), f.style))
		return
	}
	var list []string
	for i := range v.Len() {
		list = append(list, scalar(v.Index(i).String(), f.style))
	}
	if f.style == block {
		w.line(f.name, ":\n  - ", strings.Join(list, "\n  - "))
		return
	}
	w.line(f.name, ": [", strings.Join(list, ", "), "]")
}

var plainScalar = regexp.MustCompile(`^[\p{L}0-9][\p{L}0-9./+-]*( [\p{L}0-9][\p{L}0-9./+-]*)*$`)

// scalar is s as YAML: as it stands where that is safe and the style allows it.
func scalar(s string, st style) string {
	if st == plain && plainScalar.MatchString(s) && !strings.EqualFold(s, "null") {
		return s
	}
	return `"` + yamlEscapes.Replace(s) + `"`
}

// yamlEscapes escapes what means something between double quotes in YAML.
var yamlEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

func (f FollowUp) format() string {
	var parts []string
	if len(f.Reflect) > 0 {
		var days []string
		for _, d := range f.Reflect {
			days = append(days, strconv.Itoa(d))
		}
		parts = append(parts, "reflect: ["+strings.Join(days, ", ")+"]")
	}
	if f.Feedback != 0 {
		parts = append(parts, "feedback: "+strconv.Itoa(f.Feedback))
	}
	if f.Recall {
		parts = append(parts, "recall: true")
	}
	return strings.Join(parts, ", ")
}

// table writes a decision table or a table of facts.
func (w *writer) table(t *Table) {
	if t == nil {
		return
	}
	rows := make([]string, 0, len(t.Rows)+2)
	head := make([]string, len(t.Header))
	for i, h := range t.Header {
		switch {
		case i < t.Conditions:
			h = "? " + h
		case t.Conditions > 0:
			h = "→ " + h
		}
		head[i] = h
	}
	rows = append(rows, row(head), strings.Repeat("|---", len(head))+"|")
	for _, r := range t.Rows {
		rows = append(rows, row(r))
	}
	w.part("table", strings.Join(rows, "\n"))
}

func row(cells []string) string {
	line := "|"
	for _, c := range cells {
		line += " " + strings.ReplaceAll(c, "|", `\|`) + " |"
	}
	return line
}

// shape writes the list that makes an aid its type.
func (w *writer) shape(a *Aid) {
	var b bytes.Buffer
	item := func(i int, text string, lines ...string) {
		number := strconv.Itoa(i+1) + ". "
		b.WriteString(number + text + "\n")
		for j := 0; j+1 < len(lines); j += 2 {
			if lines[j+1] != "" {
				b.WriteString(strings.Repeat(" ", len(number)) + "- " + lines[j] + ": " + lines[j+1] + "\n")
			}
		}
	}
	for i, s := range a.Steps {
		text := s.Text
		if s.Actor != "" {
			text = "**" + s.Actor + "** – " + s.Text
		}
		item(i, text, "say", quoteSay(s.Say), "detail", s.Detail, "why", s.Why, "check", s.Check)
	}
	for i, n := range a.Tree {
		lines := []string{"detail", n.Detail, "why", n.Why}
		for _, br := range n.Answers {
			lines = append(lines, "answer", br.Label+" → "+br.target())
		}
		item(i, n.Question, lines...)
	}
	for i, f := range a.Fields {
		item(i, strings.TrimSpace("**"+f.Label+"** "+f.Prompt), "example", f.Example, "detail", f.Detail, "why", f.Why)
	}
	w.part(listAnchor(a), strings.TrimSuffix(b.String(), "\n"))
}

// listAnchor is the anchor under which the list of an aid stands.
func listAnchor(a *Aid) string {
	for _, anchor := range []string{"steps", "script", "items", "questions"} {
		if slices.Contains(shapes[a.Type], anchor) {
			return anchor
		}
	}
	return "steps"
}

func (b Branch) target() string {
	switch {
	case b.Next >= 0:
		return strconv.Itoa(b.Next + 1)
	case b.Aid != "":
		return "[" + b.Outcome + "](" + b.Aid + ")"
	}
	return b.Outcome
}

// quoteSay puts quotation marks around a sample sentence that has none within it.
func quoteSay(s string) string {
	if s == "" || unquote(`"`+s+`"`) != s {
		return s
	}
	return `"` + s + `"`
}
