// Package yamldoc reads YAML that people write: the fields of aids, cases, rosters, campaigns
// and settings. It is the only reader of such files, and strict: a field that is not known or
// is there twice, a value of another kind, a reference or a tag is a problem, at its line and
// column, in words that a person understands. It quotes no values: one may be a secret.
package yamldoc

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
	"golang.org/x/text/unicode/norm"

	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/bot/text/unseen"
)

// A Place is a line and a column in characters, from 1.
type Place struct{ Line, Col int }

// A Problem is what is wrong at a place.
type Problem struct {
	Place
	Code string
	Says text.Said
}

// Codes of problems that readers tell apart.
const (
	Empty        = "empty" // there is nothing in the file
	UnknownField = "unknown-field"
	FieldTwice   = "field-twice"
)

// A File is one YAML document that is a mapping.
type File struct {
	Fields []*ast.MappingValueNode
	Twice  []Problem // the fields that were there already; they are left out
	root   ast.Node
	lines  []string
}

// Read parses a file of at most max bytes.
func Read(src []byte, max int) (*File, *Problem) {
	problem := func(code string, says func(*texts) string) (*File, *Problem) {
		return nil, &Problem{Place{1, 1}, code, Words.Say(says)}
	}
	if len(src) > max {
		return problem("too-large", func(w *texts) string { return w.TooLarge.With(max >> 10) })
	}
	text := plain(src)
	f := &File{lines: strings.Split(text, "\n")}
	if p := f.unreadable(text); p != nil {
		return nil, p
	}
	parsed, err := parse(text)
	if err != nil {
		return nil, f.syntax(err)
	}
	if len(parsed.Docs) > 1 {
		return problem("yaml", func(w *texts) string { return w.TwoParts })
	}
	if len(parsed.Docs) == 1 {
		f.root = parsed.Docs[0].Body
	}
	if f.root == nil || f.root.Type() == ast.NullType || f.root.Type() == ast.CommentType {
		return problem(Empty, func(w *texts) string { return w.Empty })
	}
	if Fields(f.root) == nil {
		return problem("yaml", func(w *texts) string { return w.NoFields })
	}
	hidden := new(escaped)
	if ast.Walk(hidden, f.root); hidden.p != nil {
		return nil, hidden.p
	}
	ast.Walk(once{f}, f.root)
	f.Fields = Fields(f.root)
	return f, nil
}

// plain is a file without the mark that it is UTF-8, and with line ends of which the parser does not lose count.
func plain(src []byte) string {
	return strings.ReplaceAll(strings.TrimPrefix(string(src), "\ufeff"), "\r\n", "\n")
}

// Plain is a file of at most max bytes for a reader that makes more of YAML than [Decode], with all that is wrong with
// it as YAML: nothing then, as the parser would say it otherwise, or only that it is [Empty]. Its letters are composed,
// as those of what people type are.
func Plain(src []byte, max int) ([]byte, []Problem) {
	f, p := Read(src, max)
	if p != nil {
		return nil, []Problem{*p}
	}
	problems := f.Twice
	ast.Walk(references{&problems}, f.root)
	return norm.NFC.Bytes([]byte(plain(src))), problems
}

// references finds what means a text that stands elsewhere, or has a kind of its own.
type references struct{ problems *[]Problem }

// Visit implements [ast.Visitor].
func (r references) Visit(n ast.Node) ast.Visitor {
	switch n.(type) {
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode, *ast.MergeKeyNode:
		_, p := Scalar(n, "")
		*r.problems = append(*r.problems, *p)
		return nil
	}
	return r
}

// once takes the fields out of a file that were there already.
type once struct{ *File }

// Visit implements [ast.Visitor].
func (f once) Visit(n ast.Node) ast.Visitor {
	if m, ok := n.(*ast.MappingNode); ok {
		seen := map[string]bool{}
		m.Values = slices.DeleteFunc(m.Values, func(v *ast.MappingValueNode) bool {
			key := Key(v)
			if seen[key] {
				says := Words.Say(func(w *texts) string { return w.FieldTwice })
				f.Twice = append(f.Twice, Problem{Of(v), FieldTwice, says})
				return true
			}
			seen[key] = true
			return false
		})
	}
	return f
}

// escaped finds a character that nobody sees and that a file has as an escape, such as "\u202e".
type escaped struct{ p *Problem }

// Visit implements [ast.Visitor].
func (e *escaped) Visit(n ast.Node) ast.Visitor {
	if s, ok := n.(*ast.StringNode); ok && e.p == nil {
		if i := strings.IndexFunc(s.Value, unseen.Is); i >= 0 {
			r, _ := utf8.DecodeRuneInString(s.Value[i:])
			e.p = invisible(Of(n), r)
		}
	}
	return e
}

func invisible(at Place, r rune) *Problem {
	says := func(w *texts) string { return w.ControlCharacter.With(fmt.Sprintf("%U", r)) }
	return &Problem{at, "control-character", Words.Say(says)}
}

// parse is the YAML parser, with a panic in it turned into an error.
func parse(text string) (f *ast.File, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.New("yaml")
		}
	}()
	return parser.ParseBytes([]byte(text), 0, parser.AllowDuplicateMapKey())
}

// hardSpace is a mark of YAML with a space after it that only looks like one.
var hardSpace = regexp.MustCompile(`^[ \t]*(?:-|(?:- +)?[\w-]+:|-?[ \t]*)` +
	`([\x{a0}\x{2000}-\x{200a}\x{202f}\x{205f}\x{3000}])`)

// unreadable says what in a file is no text that can be read; nil if all is.
func (f *File) unreadable(text string) *Problem {
	at := func(i int) Place {
		before := text[:i]
		line := before[strings.LastIndex(before, "\n")+1:]
		return Place{strings.Count(before, "\n") + 1, utf8.RuneCountInString(line) + 1}
	}
	hard := false
	for i, r := range text {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(text[i:], "\ufffd"):
			return &Problem{at(i), "not-utf8", Words.Say(func(w *texts) string { return w.NotUTF8 })}
		case unseen.Is(r):
			return invisible(at(i), r)
		}
		hard = hard || IsHardSpace(r)
	}
	if !hard {
		return nil
	}
	for n, line := range f.lines {
		if m := hardSpace.FindStringSubmatchIndex(line); m != nil {
			return &Problem{Place{n + 1, utf8.RuneCountInString(line[:m[2]]) + 1}, "hard-space", HardSpace()}
		}
	}
	return nil
}

// IsHardSpace reports whether r looks like a space and is none to YAML and Markdown.
func IsHardSpace(r rune) bool {
	return r >= 0xa0 && (r == 0xa0 || r >= 0x2000 && r <= 0x200a || r == 0x202f || r == 0x205f || r == 0x3000)
}

// HardSpace says that a space which may not break stands where a space or an indent
// belongs.
func HardSpace() text.Said { return Words.Say(func(w *texts) string { return w.HardSpace }) }

// Fields are the keys with their values of a mapping; nil if n is none.
func Fields(n ast.Node) []*ast.MappingValueNode {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}
	}
	return nil
}

// Key is the name of a field.
func Key(f *ast.MappingValueNode) string { return f.Key.GetToken().Value }

// Of is where n stands in the text it was parsed from. A mapping over several lines stands
// at its first key.
func Of(n ast.Node) Place {
	if m, ok := n.(*ast.MappingNode); ok && !m.IsFlowStyle && len(m.Values) > 0 {
		n = m.Values[0].Key
	}
	if v, ok := n.(*ast.MappingValueNode); ok {
		n = v.Key
	}
	return placeOf(n.GetToken())
}

func placeOf(t *token.Token) Place {
	if t == nil || t.Position == nil {
		return Place{1, 1}
	}
	return Place{max(1, t.Position.Line), max(1, t.Position.Column)}
}

// Scalar is the text of a single value of a field, on one line; empty if there is none. The
// problem is nil, or says what else is there.
func Scalar(n ast.Node, field string) (text string, p *Problem) {
	problem := func(code string, says func(*texts) string) (string, *Problem) {
		return "", &Problem{Of(n), code, Words.Say(says)}
	}
	switch n := n.(type) {
	case *ast.StringNode:
		return oneLine(n.Value), nil
	case *ast.LiteralNode:
		return oneLine(n.Value.Value), nil
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return oneLine(n.GetToken().Value), nil
	case *ast.NullNode:
		return "", nil
	// what they mean could be larger than the file
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode, *ast.MergeKeyNode:
		return problem("yaml-alias", func(w *texts) string { return w.YamlAlias })
	case *ast.MappingNode, *ast.MappingValueNode:
		return problem("needs-quotes", func(w *texts) string { return w.NeedsQuotes.With(field) })
	}
	return problem("not-one-value", func(w *texts) string { return w.NotOneValue.With(field) })
}

// Cut is the problem that the text of a value ends at a #, as a comment begins there: always
// one for a sentence, and otherwise where the # has no space after it, as in "laptop #2".
func (f *File) Cut(n ast.Node, sentence bool) *Problem {
	at, glued, ok := f.comment(n)
	if !ok || !glued && !sentence {
		return nil
	}
	return &Problem{at, "hash", Words.Say(func(w *texts) string { return w.Hash })}
}

// onlyComment is a line on which a field or an item has a comment for a value.
var onlyComment = regexp.MustCompile(`^\s*(?:- +)?(?:[\w-]+: +)?#\S`)

// comment is where a comment begins behind the text of n on the same line, and whether it
// is glued to its #.
func (f *File) comment(n ast.Node) (at Place, glued, ok bool) {
	t := n.GetToken()
	switch {
	case t == nil:
	case n.Type() == ast.NullType:
		at = placeOf(t)
		if line := f.lines[min(at.Line, len(f.lines))-1]; onlyComment.MatchString(line) {
			return Place{at.Line, utf8.RuneCountInString(line[:strings.Index(line, "#")]) + 1}, true, true
		}
	case t.Type == token.StringType && t.Next != nil && t.Next.Type == token.CommentType &&
		!strings.HasSuffix(t.Origin, "\n"):
		return placeOf(t.Next), !strings.HasPrefix(t.Next.Value, " "), true
	}
	return Place{}, false, false
}

// Unknown says that a name is none of those known, with the nearest of them if one is
// near. What the name is of is a field, a property, an anchor or a mark.
func Unknown(what, name string, known []string) text.Said {
	best, least := "", 3
	for _, k := range known {
		if n := distance(name, k); n < least {
			best, least = k, n
		}
	}
	return Words.Say(func(w *texts) string {
		if best != "" {
			return w.NearMiss.With(w.What[what], strconv.Quote(name), strconv.Quote(best))
		}
		return w.Unknown.With(w.What[what], strconv.Quote(name), strings.Join(known, ", "))
	})
}

// distance is the number of letters to insert, delete or change to make b of a
// (Levenshtein). Names longer than 40 bytes are far from everything.
func distance(a, b string) int {
	if len(a) > 40 {
		return len(a)
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0]++
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

func oneLine(s string) string { return strings.Join(strings.Fields(unseen.Out(s)), " ") }

// faults tell what the parser says in words of people, by a part of its sentence.
var faults = []struct {
	part string
	says func(*texts) string
}{
	{"reserved character", func(w *texts) string { return w.FirstCharacter }},
	{"directive", func(w *texts) string { return w.FirstCharacter }},
	{"alias", func(w *texts) string { return w.YamlAlias }},
	{"anchor", func(w *texts) string { return w.YamlAlias }},
	{"tag", func(w *texts) string { return w.YamlAlias }},
	{"merge key", func(w *texts) string { return w.YamlAlias }},
	{"document separator", func(w *texts) string { return w.TwoParts }},
	{"end character", func(w *texts) string { return w.QuoteOpen }},
	{"escape character", func(w *texts) string { return w.Backslash }},
	{"must be specified", func(w *texts) string { return w.Comma }},
	{"end token", func(w *texts) string { return w.BracketOpen }},
	{"corresponding to", func(w *texts) string { return w.BracketClose }},
	{"mapping value is not allowed", func(w *texts) string { return w.Colon }},
	{"unexpected key name", func(w *texts) string { return w.FieldHere }},
	{"non-map value", func(w *texts) string { return w.FieldHere }},
	{"is not allowed in this context", func(w *texts) string { return w.NotHere }},
	{"map key", func(w *texts) string { return w.FieldHere }},
	{"mapping key", func(w *texts) string { return w.FieldHere }},
	{"key for this map", func(w *texts) string { return w.FieldHere }},
	{"", func(w *texts) string { return w.NotReadable }},
}

// openQuote is a line with a quotation mark that opens a text and does not close on it.
var openQuote = regexp.MustCompile(`^\s*(?:- +)?(?:[\w-]+: +)?('[^']*)$|` +
	`^[^"]*(?:"[^"]*"[^"]*)*(?:^|[\s[{,])("[^"]*)$`)

// opened is where a quotation mark or a bracket opens whose end is missing, with what the parser says of that, if it
// stopped only on a later line; and otherwise where and why it stopped.
func (f *File) opened(stop Place, says string) (Place, string) {
	end := min(stop.Line, len(f.lines))
	last := f.lines[end-1]
	at := func(n, byte int) Place { return Place{n, utf8.RuneCountInString(f.lines[n-1][:byte]) + 1} }
	for n := end - 1; n > 0; n-- {
		line := f.lines[n-1]
		if m := openQuote.FindStringSubmatchIndex(line); m != nil {
			if i := max(m[2], m[4]); strings.Contains(last, line[i:i+1]) {
				return at(n, i), "end character"
			}
		}
		if strings.ContainsAny(line, `"'`) {
			break // where a text opened before, it closes here
		}
	}
	for n := end - 1; n > 0 && strings.Contains(says, "must be specified"); n-- {
		if i := openBracket(f.lines[n-1]); i >= 0 {
			return at(n, i), "end token"
		}
	}
	return stop, says
}

// openBracket is where the last bracket of a line opens that does not close on it; -1 if none does.
func openBracket(line string) int {
	open := []int{-1}
	for i, r := range line {
		switch {
		case r == '[' || r == '{':
			open = append(open, i)
		case (r == ']' || r == '}') && len(open) > 1:
			open = open[:len(open)-1]
		}
	}
	return open[len(open)-1]
}

// syntax is where and why the parser stopped.
func (f *File) syntax(err error) *Problem {
	p, message := &Problem{Place: Place{1, 1}, Code: "yaml"}, ""
	var stop *yaml.SyntaxError
	if errors.As(err, &stop) {
		p.Place, message = placeOf(stop.Token), stop.Message
	}
	line := f.lines[min(p.Line, len(f.lines))-1]
	if tab := strings.IndexByte(line, '\t'); tab >= 0 && strings.TrimLeft(line[:tab], " ") == "" {
		p.Col = tab + 1
		p.Says = Words.Say(func(w *texts) string { return w.Tab })
		return p
	}
	p.Place, message = f.opened(p.Place, message)
	for _, fault := range faults {
		if strings.Contains(message, fault.part) {
			p.Says = Words.Say(fault.says)
			break
		}
	}
	return p
}
