package yamldoc

import (
	"strings"
	"testing"
)

func TestScalar(t *testing.T) {
	for src, want := range map[string]string{
		"a: een  tekst": "een tekst", "a: 'x'": "x", "a: |\n  twee\n  regels": "twee regels", "a: 5": "5", "a: 7.50": "7.50", "a: true": "true", "a:": "", "a: ~": "",
		"a: {b: c}": "!needs-quotes", "a: [b]": "!not-one-value", "a: &x b": "!yaml-alias", "a: !!str b": "!yaml-alias", "a:\n  b: c": "!needs-quotes",
	} {
		f, err := Parse([]byte(src))
		if err != nil {
			t.Fatalf("%q: %v", src, err)
		}
		got, fault := Scalar(Fields(f.Docs[0].Body)[0].Value, "a")
		if fault != nil {
			got = "!" + fault.Code
			if fault.NL == "" || fault.EN == "" || strings.Contains(fault.NL+fault.EN, "%!") {
				t.Errorf("%q: %v", src, *fault)
			}
		}
		if got != want {
			t.Errorf("%q is %q, want %q", src, got, want)
		}
	}
}

func TestPlaces(t *testing.T) {
	f, err := Parse([]byte("a: 1\nb:\n  c: 2\n"))
	if err != nil {
		t.Fatal(err)
	}
	if line, col := Place(Fields(f.Docs[0].Body)[1].Value); line != 3 || col != 3 {
		t.Errorf("the fields of b are at %d:%d", line, col)
	}
	_, err = Parse([]byte("a: 1\nb: [x\n"))
	if line, _, why := Syntax(err); line != 2 || why == "?" {
		t.Errorf("what does not end is at line %d: %s", line, why)
	}
}
