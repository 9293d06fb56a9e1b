package knowledge

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// TestFormatKeepsTestdata: real aids survive being written and read again.
func TestFormatKeepsTestdata(t *testing.T) {
	names, err := filepath.Glob("testdata/*/*.md")
	if err != nil || len(names) < 10 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		a, _ := Parse(name, src)
		roundTrip(t, a)
	}
}

func TestFormatGolden(t *testing.T) {
	for _, name := range []string{"en/refund-or-repair.md", "en/return-terms.md"} {
		a := parseFile(t, name)
		golden := filepath.Join("testdata", "canonical", filepath.Base(name)+".golden")
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(Format(a)); got != string(want) {
			t.Errorf("%s:\n%s", golden, got)
		}
	}
}

// TestFormatKeepsHeadings: of a heading of a table only the marks before it are read as marks.
func TestFormatKeepsHeadings(t *testing.T) {
	src := "---\nslug: x\nlang: en\ntitle: \"X\"\ntype: decision-table\n---\n\n## T {#table}\n\n" +
		"| ? A | -> B | → C |\n|---|---|---|\n| 1 | 2 | 3 |\n"
	a, problems := Parse("x.md", []byte(src))
	if problems.Errors() > 0 || !slices.Equal(a.Table.Header, []string{"A", "B", "C"}) {
		t.Fatalf("the headings are %q: %v", a.Table.Header, problems)
	}
	for _, h := range []string{"A->", "A -> B", "A→", "A?", "A|B", `A\`} {
		a.Table.Header = []string{h, h, h}
		roundTrip(t, a)
	}
}

// TestFormatRoundTrip: any aid an author could have written survives being written
// and read again.
func TestFormatRoundTrip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a := anyAid(rt)
		out := Format(a)
		b, problems := Parse("x.md", out)
		if problems.Errors() > 0 {
			rt.Fatalf("%v\n%s", problems, out)
		}
		if string(Format(b)) != string(out) {
			rt.Fatalf("not idempotent:\n%s\n%s", out, Format(b))
		}
		if !sameAid(a, b) {
			rt.Fatalf("differs:\n%+v\n%+v\n%s", a, b, out)
		}
	})
}

// anyAid draws an aid of any type. Its texts hold what disturbs Markdown and YAML,
// but begin with a word, as Parse demands.
func anyAid(t *rapid.T) *Aid {
	words := rapid.StringMatching(
		`[A-Za-zéë][a-z0-9:#|*_"'\[\]{}()<>\\&!%@,→–ñ-]{0,12}( [a-z0-9:#|*_"'{}()\\→-]{1,8}){0,4}`)
	text := func(name string) string { return oneLine(words.Draw(t, name)) }
	maybe := func(name string) string {
		if rapid.Bool().Draw(t, "has "+name) {
			return text(name)
		}
		return ""
	}
	list := func(name string) []string {
		var l []string
		for range rapid.IntRange(0, 3).Draw(t, name+"s") {
			l = append(l, text(name))
		}
		return l
	}
	day := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	a := &Aid{
		Slug: "any-aid", Lang: rapid.SampledFrom(Langs).Draw(t, "lang"), Title: text("title"),
		Type: rapid.SampledFrom(Types).Draw(t, "type"), Moments: []Moment{Apply, Solve},
		Task: maybe("task"), Trigger: list("trigger"), Questions: list("question"), Keywords: list("keyword"),
		Needs:   list("need"),
		Minutes: rapid.IntRange(0, 60).Draw(t, "minutes"), Status: Draft, Reviewed: day, Version: "1.2.3",
		FollowUp: FollowUp{Reflect: []int{1, 7}, Recall: rapid.Bool().Draw(t, "recall")},
		Quick:    maybe("quick"), Why: maybe("why"), Plan: maybe("plan"), Pitfalls: list("pitfall"),
		Example: maybe("example"),
	}
	n := rapid.IntRange(1, 12).Draw(t, "parts")
	switch a.Type {
	case DecisionTree:
		for range n {
			node := Node{Question: text("question"), Why: maybe("why"), Detail: maybe("detail")}
			node.Answers = []Branch{
				{Label: "Yes", Next: rapid.IntRange(0, n-1).Draw(t, "next")},
				{Label: "No, " + "not so", Next: -1, Outcome: "Do " + text("outcome")},
				{Label: "Else", Next: -1, Outcome: "Do it", Aid: "other-aid"},
			}
			a.Tree = append(a.Tree, node)
		}
	case Worksheet:
		for range n {
			a.Fields = append(a.Fields, Field{Label: "What", Prompt: maybe("prompt"), Example: maybe("example"),
				Detail: maybe("detail"), Why: maybe("why")})
		}
	case DecisionTable, Reference:
		a.Table = &Table{Header: []string{"One", text("header"), "Three"}}
		if a.Type == DecisionTable {
			a.Table.Conditions = 2
		}
		for range n {
			a.Table.Rows = append(a.Table.Rows, []string{maybe("cell"), Any, text("cell")})
		}
	case Template:
		a.Template = "Dear {name},\n\n" + rapid.StringMatching("[a-z`~#\n -]{0,30}[a-z]").Draw(t, "template")
	default:
		for range n {
			s := Step{Text: text("step"), Say: maybe("say"), Detail: maybe("detail"), Why: maybe("why"),
				Check: maybe("check")}
			if a.Type == Procedure {
				s.Actor = "Team"
			}
			a.Steps = append(a.Steps, s)
		}
	}
	return a
}

// sameAid reports whether a and b are the same, where no list and an empty list are.
func sameAid(a, b *Aid) bool { return cmp.Equal(a, b, cmpopts.EquateEmpty()) }
