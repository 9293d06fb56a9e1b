package chat

import (
	"fmt"
	"strings"
	"testing"
)

func TestSpans(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"plain", "plain"},
		{"say **this** now", "say |B:this| now"},
		{"*a* and _b_", "I:a| and |I:b"},
		{"snake_case_name", "snake_case_name"},
		{"2 * 3 * 4", "2 * 3 * 4"},
		{"`a*b*` c", "C:a*b*| c"},
		{"**bold with `code`**", "B:bold with |BC:code"},
		{"[HR](https://hr.example/x)", "L:HR"},
		{"[x](javascript:alert(1))", "[x](javascript:alert(1))"},
		{"[x](http://plain.example)", "[x](http://plain.example)"},
		{"**open", "**open"},
		{"<b>&amp;@here", "<b>&amp;@here"},
		{"", ""},
	} {
		var parts []string
		for _, s := range Spans(c.in) {
			k := ""
			for on, n := range map[string]bool{"B": s.Bold, "I": s.Italic, "C": s.Code, "L": s.URL != ""} {
				if n {
					k += on
				}
			}
			if k == "CB" {
				k = "BC"
			}
			if k != "" {
				k += ":"
			}
			parts = append(parts, k+s.Text)
		}
		if got := strings.Join(parts, "|"); got != c.want {
			t.Errorf("Spans(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func FuzzSpans(f *testing.F) {
	f.Add("**a** _b_ [c](https://d.e) `f`")
	f.Add("[[**_`")
	f.Add("*00000000\xc6*\xb1") // the two bytes around the mark would be one letter
	f.Fuzz(func(t *testing.T, s string) {
		var all string
		for _, sp := range Spans(s) {
			all += sp.Text
			if sp.URL != "" && !strings.HasPrefix(strings.ToLower(sp.URL), "https://") {
				t.Errorf("link to %q", sp.URL)
			}
		}
		for _, r := range all { // nothing is invented: every character was in s
			if !strings.ContainsRune(s, r) && r != '\uFFFD' {
				t.Errorf("%q is not in %q", r, s)
			}
		}
	})
}

func ExampleStrip() {
	fmt.Println(Strip("Ask **one** person, see [the guide](https://example.org/g)."))
	// Output: Ask one person, see the guide (https://example.org/g).
}
