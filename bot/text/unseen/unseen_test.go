package unseen

import "testing"

// TestOut: two texts that look the same are the same, and a script or emoji that needs a
// joiner keeps it.
func TestOut(t *testing.T) {
	for in, want := range map[string]string{
		"a@example.org\u200b": "a@example.org", "\ufeffada": "ada", "bel\u00adlen": "bellen", "a\u200db": "ab",
		"a\u2060b\u200e\u200f": "ab", "\u202eab\u2066c\u2069": "abc", "": "", "café": "café", "a\u034fb": "ab",
		"👩\u200d💻": "👩\u200d💻", "می\u200cروم": "می\u200cروم",
		"a \u200d b": "a  b", "x\U000e0041": "x",
		"a\u3164b": "ab",
	} {
		if got := Out(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
	for r, want := range map[rune]bool{'\x00': true, '\u202e': true, '\u2068': true, '\u0085': true,
		'\n': false, '\t': false, '\u200b': false, 'a': false} {
		if Is(r) != want {
			t.Errorf("%U: %v", r, Is(r))
		}
	}
}
