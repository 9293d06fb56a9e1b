package chat

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"strings"
	"testing"
	"time"
)

// everyBlock is a card with one of each block, all fields filled.
var everyBlock = Card{
	Title: "Feedback geven <b>",
	Body: []Block{
		Text("één *alinea* & \"meer\""),
		Heading("Kop"),
		List{"a", "b"},
		Steps{Start: 3, Items: []Step{{Text: "doe", Lines: []string{"zo"}, Say: "Ik zie …"}, {Text: "klaar"}}},
		Checklist{{Text: "vink", Detail: "aan", Done: true, Toggle: Action{"tick", "1"}}},
		Facts{{"Wie", "ada"}},
		Table{Header: []string{"als", "dan"}, Rows: [][]string{{"x", "y"}, {"", "z"}}},
		Plot{Title: "Op tijd", Says: "het stijgt", Unit: "%",
			Points: []Point{{Label: "week 1", Value: 2.5}, {Label: "week 2", Missing: true}}, Target: new(90.0)},
		Quote("zo zeg je het"),
		Code("regel 1\n\tregel 2"),
		Question{Field: "why", Prompt: "Waarom?", Hint: "kort", Choices: []Choice{{"a", "A"}}, Long: true, Value: "a",
			Need: true, Person: true, Many: true},
		Tap{"Hielp het?", []Button{{Label: "Ja", Action: Action{"helped", "yes"}}}},
	},
	Buttons: []Button{{Label: "Ja", Action: Action{"helped", "x"}, Style: Primary},
		{Label: "Lees", URL: "https://example.org/?a=1&b=2"}, {Label: "Weg", Style: Danger, Submit: true}},
	Note:  "v1.2, hr",
	Typed: "Typ ja of nee.",
}

func TestReplyKeepsEverythingInJSON(t *testing.T) {
	for name, r := range map[string]Reply{
		"silence":     {},
		"plain":       {Text: "hoi", Lang: "nl", Private: true, Replace: Ref{Place{"web", "t", "c", "d"}, "7"}},
		"empty card":  {Text: "x", Card: &Card{}},
		"every block": {Text: "x", Card: &everyBlock},
	} {
		data, err := json.Marshal(r)
		if err != nil {
			t.Fatal(name, err)
		}
		var back Reply
		if err := json.Unmarshal(data, &back); err != nil {
			t.Fatal(name, err)
		}
		if !reflect.DeepEqual(r, back) {
			t.Errorf("%s: wrote\n%+v\nread\n%+v", name, r, back)
		}
	}
}

func TestEntryKeepsEverythingInJSON(t *testing.T) {
	for _, e := range []Entry{
		{Seq: 1, Time: time.Unix(1, 2).UTC(), Key: "k",
			Event: &Event{ID: "k", Kind: Filled, Fields: map[string]string{"a": "b"}}},
		{Seq: 2, Time: time.Unix(3, 0).UTC(), Key: "k", Reply: &Reply{Text: "x", Card: &everyBlock}},
	} {
		data, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		var back Entry
		if err := json.Unmarshal(data, &back); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(e, back) {
			t.Errorf("wrote\n%+v\nread\n%+v", e, back)
		}
	}
}

func TestBadCardsAreRefusedInJSON(t *testing.T) {
	for in, want := range map[string]string{
		`{"Body":[{"kind":"text","value":"a"},{"kind":"video","value":"b"}]}`: `block 1: unknown kind "video"`,
		`{"Body":[{"value":"b"}]}`:                `block 0: unknown kind ""`,
		`{"Body":[{"kind":"table","value":"b"}]}`: `block 0: table: `,
		`{"Body":[{"kind":"text"}]}`:              `block 0: text: `,
		`{"Body":"a"}`:                            `chat: card: `,
	} {
		var c Card
		if err := json.Unmarshal([]byte(in), &c); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want an error with %q", in, err, want)
		}
	}
	for _, b := range []Block{nil, new(Text)} {
		if data, err := json.Marshal(Card{Body: []Block{b}}); err == nil {
			t.Errorf("%T was written as %s", b, data)
		}
	}
}

// TestEveryBlockHasAKind finds the blocks in the source, so that a new one cannot
// be forgotten here or in the fixture above.
func TestEveryBlockHasAKind(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "card.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{}
	for _, b := range everyBlock.Body {
		have[reflect.TypeOf(b).Name()] = BlockKind(b) != ""
	}
	blocks := 0
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Name.Name != "block" {
			continue
		}
		blocks++
		if name := f.Recv.List[0].Type.(*ast.Ident).Name; !have[name] {
			t.Errorf("%s has no kind in JSON, or is not in everyBlock", name)
		}
	}
	if blocks != len(everyBlock.Body) {
		t.Errorf("%d blocks in card.go, %d in everyBlock", blocks, len(everyBlock.Body))
	}
}
