package yamldoc

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/bot/text/unseen"
)

func TestScalar(t *testing.T) {
	for src, want := range map[string]string{
		"a: een  tekst": "een tekst", "a: 'x'": "x", "a: |\n  twee\n  regels": "twee regels", "a: 5": "5",
		"a: 7.50": "7.50", "a: true": "true", "a:": "", "a: ~": "",
		"a: {b: c}": "!needs-quotes", "a: [b]": "!not-one-value", "a: &x b": "!yaml-alias", "a: !!str b": "!yaml-alias",
		"a:\n  b: c": "!needs-quotes",
	} {
		f, p := Read([]byte(src), 100)
		if p != nil {
			t.Fatalf("%q: %v", src, p)
		}
		got, p := Scalar(f.Fields[0].Value, "a")
		if p != nil {
			got = "!" + p.Code
			if p.Says.In("nl") == "" || p.Says.In("en") == "" ||
				strings.Contains(p.Says.In("nl")+p.Says.In("en"), "%!") {
				t.Errorf("%q: %v", src, *p)
			}
		}
		if got != want {
			t.Errorf("%q is %q, want %q", src, got, want)
		}
	}
}

// TestReadSaysWhy holds what a person is told who made a mistake in YAML.
func TestReadSaysWhy(t *testing.T) {
	for src, want := range map[string]string{
		"":                                      "1:1 There is nothing here",
		"# only this\n":                         "1:1 There is nothing here",
		"text\n":                                "1:1 Write fields",
		"- a\n":                                 "1:1 Write fields",
		"a: 1\n---\nb: 2\n":                     "1:1 There are two parts",
		"a: 1\nb:\n\tc: 2\n":                    "3:1 There is a tab here",
		"a:\n  b: 1\n\tc: 2\n":                  "3:1 There is a tab here",
		"a: b\r\nc:\r\n\td: e\r\n":              "3:1 There is a tab here",
		"\t- a\n":                               "1:1 There is a tab here",
		"a: @b\n":                               "1:4 A text cannot begin with this",
		"a: `b`\n":                              "1:4 A text cannot begin with this",
		"a: %b\n":                               "1:4 A text cannot begin with this",
		"a: \"b\n":                              "1:4 The quotation mark that opens here",
		"a: 'it's'\n":                           "1:8 This does not fit",
		"a: [b\nc: d\n":                         "1:4 The bracket [ or { that opens here",
		"a: 1\nb: [c, [d],\n  e\nf: g\n":        "2:4 The bracket [ or { that opens here",
		"a: {b: [c]\nd: e\n":                    "1:4 The bracket [ or { that opens here",
		"a: \"b\n  c\nd: \"e\"\n":               "1:4 The quotation mark that opens here",
		"a: \"b\n  c\"\nd: \"e\nf: \"g\"\n":     "3:4 The quotation mark that opens here",
		"a: {b: \"c, d: e}\nf: {g: \"h\"}\n":    "1:8 The quotation mark that opens here",
		"a: 's avonds\nb: x\nd: 'it's'\n":       "1:4 The quotation mark that opens here",
		"a: van 's avonds\nd: 'it's'\n":         "2:8 This does not fit",
		"a: \"b\n  c\"\nd: 'it's'\n":            "3:8 This does not fit",
		"# c\r\na: 1\r\n\r\nb: 'it's'\r\n":      "4:8 This does not fit",
		"a: {b: c\n":                            "1:4 The bracket [ or { that opens here",
		"a: ]\n":                                "1:4 A bracket closes here",
		"title: Feedback: zo\nb: c\n":           "1:8 There is a colon in a text here",
		"a: 1\n b: 2\n":                         "1:4 There is a colon in a text here, or the line below",
		"a:b\nc: d\n":                           "1:1 A field belongs here",
		"a: 1\nb\n":                             "2:1 A field belongs here",
		"a: \"\\q\"\n":                          "1:6 Between double quotation marks",
		"a:\u00a0b\nc: d\n":                     "1:3 There is a no-break space here",
		"a:\n  -\u00a0b\n  - c\n":               "2:4 There is a no-break space here",
		"a:\n\u00a0 b: c\n":                     "2:1 There is a no-break space here",
		"é: \u202eb\n":                          "1:4 There is an invisible control character here (U+202E)",
		"é: \xe9\n":                             "1:4 This character is not UTF-8",
		"a: " + strings.Repeat("x", 100) + "\n": "1:1 This file is larger than 0 kB",
	} {
		_, p := Read([]byte(src), 100)
		if p == nil {
			t.Errorf("%q: no problem, want %s", src, want)
		} else if got := fmt.Sprintf("%d:%d %s", p.Line, p.Col, p.Says.In("en")); !strings.HasPrefix(got, want) ||
			p.Says.In("nl") == "" || p.Says.In("nl") == p.Says.In("en") || p.Code == "" {
			t.Errorf("%q: %s (%s), want %s", src, got, p.Says.In("nl"), want)
		}
	}
	if _, p := Read([]byte("\ufeffa: [\n\tb,\n\tc]\n"), 100); p != nil {
		t.Errorf("what is no mistake: %v", p)
	}
}

type colour string

func (colour) Values() []string { return []string{"red", "blue"} }

type day string

func (day) Check(field, s string) (code string, says text.Said) {
	if len(s) != 10 {
		return "not-a-date", text.Said{"nl": field + " is een dag", "en": field + " is a day"}
	}
	return "", nil
}

type thing struct {
	Name   string   `yaml:"name"`
	Colour colour   `yaml:"colour,omitempty"`
	Day    day      `yaml:"day,omitempty"`
	Parts  []part   `yaml:"parts,omitempty"`
	Words  []string `yaml:"words,omitempty"`
	Best   *part    `yaml:"best,omitempty"`
	Hidden string   `yaml:"-"`
}

type part struct {
	N  int     `yaml:"n"`
	F  float64 `yaml:"f,omitempty"`
	On bool    `yaml:"on,omitempty"`
}

func TestDecode(t *testing.T) {
	var got thing
	at, ps := Decode([]byte(
		"name: a  b\ncolour: red\nday: 2026-11-20\nparts:\n  - {n: 3, f: 1.5, on: true}\n  - n: 4\nwords: [x, y z]\n"+
			"best: {n: 0}\n"), &got, Options{Max: 1000, Required: true})
	want := thing{Name: "a b", Colour: "red", Day: "2026-11-20", Parts: []part{{3, 1.5, true}, {N: 4}},
		Words: []string{"x", "y z"}, Best: &part{}}
	if len(ps) > 0 || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v %v", got, ps)
	}
	for path, place := range map[string]Place{"parts[1].n": {6, 5}, "parts[1].none.at.all": {6, 5},
		"parts[0].on": {5, 20}, "none": {1, 1}, "words[1]": {7, 12}} {
		if p := at.Of(path); p != place {
			t.Errorf("%s stands at %v, want %v", path, p, place)
		}
	}
	const text = "name: |\n  two\n  lines\n"
	if Decode([]byte(text), &got, Options{Max: 1000, Lines: true}); got.Name != "two\nlines" {
		t.Errorf("%q", got.Name)
	}
	if Decode([]byte(text), &got, Options{Max: 1000}); got.Name != "two lines" {
		t.Errorf("%q", got.Name)
	}
}

func TestDecodeSaysWhatIsWrong(t *testing.T) {
	for src, want := range map[string]string{
		"nam: x\n": "1:1 The field \"nam\" does not exist. Do you mean \"name\"?",
		"name: x\nhidden: y\n": "2:1 The field \"hidden\" does not exist. Choose from: name, " +
			"colour, day, parts, words, best",
		"colour: red\n":                               "1:1 There is no name here",
		"name: x\ncolour: green\n":                    "2:9 colour is one of: red, blue",
		"name: x\nday: morgen\n":                      "2:6 day is a day",
		"name: x\nname: y\nparts: 3\n":                "2:1 This field is there already",
		"name: x\nparts: [{n: 3, f: 2, n: 4}]\n":      "2:22 This field is there already",
		"name: x\nparts: 3\n":                         "2:8 parts takes a list",
		"name: x\nparts: three\n  - n: 1\n  - f: 2\n": "2:1 parts takes a list",
		"# c\r\nname: x\r\n\r\nparts: 3\r\n":          "4:8 parts takes a list",
		"name: x\nparts: [3]\n":                       "2:9 parts takes fields: n, f, on",
		"name: x\nparts: [{n: veel}]\n":               "2:13 n is a whole number",
		"name: x\nbest: {n: 1, f: x}\n":               "2:17 f is a number with a point",
		"name: x\nbest: {n: 1, on: 1}\n":              "2:18 on is true or false",
		"name: x\nparts:\n  - {n: 1}\n  -\n":          "4:5 This item is empty",
		"name: {x: y}\n":                              "1:7 The text at name holds a colon",
		"name: *x\n":                                  "1:7 References and tags",
		"name: laptop #2 in\n":                        "1:14 What follows # is not read",
		"name: x\nwords:\n  - #2 in\n  - y\n":         "3:5 What follows # is not read",
		"name: x\nday: #2026-11-20\n":                 "2:6 What follows # is not read",
		"name: x\nwords: [a, \"b\\u202ec\"]\n":        "2:12 There is an invisible control character here (U+202E)",
		"name: x\n\"da\\by\": z\n":                    "2:1 There is an invisible control character here (U+0008)",
	} {
		_, ps := Decode([]byte(src), new(thing), Options{Max: 1000, Required: true})
		if len(ps) == 0 {
			t.Errorf("%q: no problem, want %s", src, want)
		} else if got := fmt.Sprintf("%d:%d %s", ps[0].Line, ps[0].Col, ps[0].Says.In("en")); !strings.HasPrefix(got,
			want) || ps[0].Says.In("nl") == ps[0].Says.In("en") {
			t.Errorf("%q: %s, want %s", src, got, want)
		}
	}
	for _, src := range []string{"name: x # a remark\n", "name: 'a #2' # why\n", "name: a#b\n",
		"# first\nname: x\n#last\n", "name: x\nday: # unknown\n"} {
		if _, ps := Decode([]byte(src), new(thing), Options{Max: 1000}); len(ps) > 0 {
			t.Errorf("%q: %v", src, ps)
		}
	}
}

// FuzzDecode: whatever is in a file, it is decoded or refused at a place in both languages, and what is decoded can be
// seen.
func FuzzDecode(f *testing.F) {
	f.Add("name: x\nparts:\n  - {n: 3}\nbest: *x\nwords: [a #b\n]\n")
	f.Add("name: \"x\\by\"\n")
	f.Fuzz(func(t *testing.T, src string) {
		var got thing
		at, ps := Decode([]byte(src), &got, Options{Max: 1000, Required: true})
		if len(ps) == 0 && strings.ContainsFunc(got.Name, unseen.Is) {
			t.Errorf("%q has a character that nobody sees", got.Name)
		}
		if at == nil && len(ps) == 0 {
			t.Fatal("nothing is made of it, and nothing is wrong")
		}
		for _, p := range ps {
			if p.Line < 1 || p.Col < 1 || p.Code == "" || p.Says.In("nl") == "" || p.Says.In("en") == "" {
				t.Fatalf("%+v", p)
			}
		}
	})
}
