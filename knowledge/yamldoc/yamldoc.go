// Package yamldoc reads YAML that people write: the fields of aids, cases, rosters, campaigns
// and settings. It is the only reader of such files, and strict: a field that is not known or
// is there twice, a value of another kind, a reference or a tag is a problem, at its line and
// column, in words that a person understands. It quotes no values: one may be a secret.
package yamldoc

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// A Place is a line and a column in characters, from 1.
type Place struct{ Line, Col int }

// A Problem is what is wrong at a place, in Dutch and in English.
type Problem struct {
	Place
	Code, NL, EN string
}

// Codes of problems that readers tell apart.
const (
	Empty        = "empty" // there is nothing in the file
	UnknownField = "unknown-field"
)

// A File is one YAML document that is a mapping.
type File struct {
	Fields []*ast.MappingValueNode
	root   ast.Node
	lines  []string
}

// Read parses a file of at most max bytes.
func Read(src []byte, max int) (*File, *Problem) {
	problem := func(code, nl, en string) (*File, *Problem) {
		return nil, &Problem{Place{1, 1}, code, nl, en}
	}
	if len(src) > max {
		return problem("too-large", fmt.Sprintf("Dit bestand is groter dan %d kB. Maak het korter", max>>10),
			fmt.Sprintf("This file is larger than %d kB. Make it shorter", max>>10))
	}
	text := strings.TrimPrefix(string(src), "\ufeff")
	f := &File{lines: strings.Split(text, "\n")}
	if p := f.unreadable(text); p != nil {
		return nil, p
	}
	parsed, err := parse(text)
	if err != nil {
		return nil, f.syntax(err)
	}
	if len(parsed.Docs) > 1 {
		return problem("yaml", "Hier staan twee stukken met een regel --- ertussen; één kan er gelezen worden",
			"There are two parts with a line --- between them; one can be read")
	}
	if len(parsed.Docs) == 1 {
		f.root = parsed.Docs[0].Body
	}
	if f.root == nil || f.root.Type() == ast.NullType || f.root.Type() == ast.CommentType {
		return problem(Empty, "Hier staat niets. Schrijf velden als \"title: …\", elk op een eigen regel",
			"There is nothing here. Write fields such as \"title: …\", each on its own line")
	}
	if f.Fields = Fields(f.root); f.Fields == nil {
		return problem("yaml", "Schrijf velden als \"title: …\", elk op een eigen regel",
			"Write fields such as \"title: …\", each on its own line")
	}
	return f, nil
}

// parse is the YAML parser, with a panic in it turned into an error.
func parse(text string) (f *ast.File, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.New("yaml")
		}
	}()
	return parser.ParseBytes([]byte(text), 0)
}

// Invisible reports whether r is a character that nobody sees and that changes what is
// read or shown: a control character other than a tab or a line end, or one that turns the
// direction of the text after it.
func Invisible(r rune) bool {
	return unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r' ||
		r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
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
			return &Problem{at(i), "not-utf8", "Dit teken is geen UTF-8. Bewaar het bestand als UTF-8",
				"This character is not UTF-8. Save the file as UTF-8"}
		case Invisible(r):
			return &Problem{at(i), "control-character",
				fmt.Sprintf("Hier staat een onzichtbaar stuurteken (%U). Haal het weg", r),
				fmt.Sprintf("There is an invisible control character here (%U). Remove it", r)}
		}
		hard = hard || IsHardSpace(r)
	}
	if !hard {
		return nil
	}
	for n, line := range f.lines {
		if m := hardSpace.FindStringSubmatchIndex(line); m != nil {
			nl, en := HardSpace()
			return &Problem{Place{n + 1, utf8.RuneCountInString(line[:m[2]]) + 1}, "hard-space", nl, en}
		}
	}
	return nil
}

// IsHardSpace reports whether r looks like a space and is none to YAML and Markdown.
func IsHardSpace(r rune) bool {
	return r >= 0xa0 && (r == 0xa0 || r >= 0x2000 && r <= 0x200a || r == 0x202f || r == 0x205f || r == 0x3000)
}

// HardSpace says in both languages that a space which may not break stands where a space
// or an indent belongs.
func HardSpace() (nl, en string) {
	return "Hier staat een harde spatie (op een Mac: Option+spatie). Typ er een gewone spatie voor in de plaats",
		"There is a no-break space here (on a Mac: Option+space). Type an ordinary space in its place"
}

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
	problem := func(code, nl, en string, args ...any) (string, *Problem) {
		return "", &Problem{Of(n), code, fmt.Sprintf(nl, args...), fmt.Sprintf(en, args...)}
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
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode, *ast.MergeKeyNode: // what they mean could be larger than the file
		return problem("yaml-alias",
			"Verwijzingen en tags met &, * of ! kunnen hier niet. Schrijf de tekst uit, tussen aanhalingstekens",
			"References and tags with &, * or ! cannot be used here. Write the text out, between quotes")
	case *ast.MappingNode, *ast.MappingValueNode:
		return problem("needs-quotes", "Bij %s staat een dubbele punt in de tekst. Zet de tekst tussen aanhalingstekens",
			"The text at %s holds a colon. Put the text between quotes", field)
	}
	return problem("not-one-value", "Bij %s hoort één waarde", "%s takes one value", field)
}

// Cut is the problem that the text of a value ends at a #, as a comment begins there: always
// one for a sentence, and otherwise where the # has no space after it, as in "laptop #2".
func (f *File) Cut(n ast.Node, sentence bool) *Problem {
	at, glued, ok := f.comment(n)
	if !ok || !glued && !sentence {
		return nil
	}
	return &Problem{at, "hash", "Wat na # staat, wordt niet gelezen. Zet de tekst tussen aanhalingstekens",
		"What follows # is not read. Put the text between quotes"}
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

// Unknown says in both languages that a name is none of those known, with the nearest of
// them if one is near. What the name is of is given with its article, such as "Het veld".
func Unknown(nl, en, name string, known []string) (string, string) {
	best, least := "", 3
	for _, k := range known {
		if n := distance(name, k); n < least {
			best, least = k, n
		}
	}
	if best != "" {
		return fmt.Sprintf("%s %q bestaat niet. Bedoel je %q?", nl, name, best),
			fmt.Sprintf("%s %q does not exist. Do you mean %q?", en, name, best)
	}
	list := strings.Join(known, ", ")
	return fmt.Sprintf("%s %q bestaat niet. Kies uit: %s", nl, name, list),
		fmt.Sprintf("%s %q does not exist. Choose from: %s", en, name, list)
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

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// faults tell in words of people what the parser says, by a part of its sentence.
var faults = []struct{ says, nl, en string }{
	{"already defined", "Dit veld staat er al. Voeg ze samen", "This field is there already. Join them"},
	{"reserved character", "Een tekst kan hier niet met dit teken beginnen. Zet de tekst tussen aanhalingstekens",
		"A text cannot begin with this character here. Put the text between quotes"},
	{"unexpected directive", "Een tekst kan hier niet met dit teken beginnen. Zet de tekst tussen aanhalingstekens",
		"A text cannot begin with this character here. Put the text between quotes"},
	{"end character", "Het aanhalingsteken dat hier opent, sluit nergens. Zet er een achter de tekst",
		"The quotation mark that opens here closes nowhere. Put one behind the text"},
	{"escape character", "Tussen dubbele aanhalingstekens schrijf je \\ als \\\\",
		"Between double quotation marks write \\ as \\\\"},
	{"must be specified", "Een haak [ of { die hiervoor opent, sluit niet. Zet ] of } achter het laatste punt",
		"A bracket [ or { that opens before this does not close. Put ] or } behind the last item"},
	{"end token", "De haak [ of { die hier opent, sluit niet. Zet ] of } achter het laatste punt",
		"The bracket [ or { that opens here does not close. Put ] or } behind the last item"},
	{"corresponding to", "Hier sluit een haak die nergens opent. Zet tekst met haken tussen aanhalingstekens",
		"A bracket closes here that opens nowhere. Put text with brackets between quotes"},
	{"mapping value is not allowed", "Hier staat een dubbele punt in een tekst, of de regel eronder springt te ver in. " +
		"Zet de tekst tussen aanhalingstekens, of laat velden onder elkaar beginnen",
		"There is a colon in a text here, or the line below has too large an indent. " +
			"Put the text between quotes, or let fields begin below each other"},
	{"unexpected key name", "Hier hoort een veld: een naam, een dubbele punt en een spatie, zoals \"title: …\"",
		"A field belongs here: a name, a colon and a space, such as \"title: …\""},
	{"non-map value", "Hier hoort een veld: een naam, een dubbele punt en een spatie, zoals \"title: …\"",
		"A field belongs here: a name, a colon and a space, such as \"title: …\""},
	{"is not allowed in this context", "Dit past niet bij wat ervoor staat. Kijk naar het inspringen, " +
		"en zet een tekst met aanhalingstekens erin helemaal tussen aanhalingstekens",
		"This does not fit what is before it. Look at the indents, " +
			"and put a text that holds quotation marks between quotes as a whole"},
	{"", "Dit is hier niet te lezen. Kijk naar inspringen, dubbele punten en aanhalingstekens",
		"This cannot be read here. Look at indents, colons and quotation marks"},
}

// syntax is where and why the parser stopped.
func (f *File) syntax(err error) *Problem {
	p, says := &Problem{Place: Place{1, 1}, Code: "yaml"}, ""
	var stop *yaml.SyntaxError
	if errors.As(err, &stop) {
		p.Place, says = placeOf(stop.Token), stop.Message
	}
	line := f.lines[min(p.Line, len(f.lines))-1]
	if tab := strings.IndexByte(line, '\t'); tab >= 0 && strings.TrimLeft(line[:tab], " ") == "" {
		p.Col = tab + 1
		p.NL = "Hier staat een tab. Spring in met spaties: twee voor elke stap"
		p.EN = "There is a tab here. Indent with spaces: two for each step"
		return p
	}
	for _, fault := range faults {
		if strings.Contains(says, fault.says) {
			p.NL, p.EN = fault.nl, fault.en
			break
		}
	}
	return p
}
