package chat

import "testing"

func TestClean(t *testing.T) {
	for s, want := range map[string]string{
		"hoi\r\nda\rg\t!": "hoi\nda\ng\t!", "\x1b[31mrood\x00": "[31mrood", "vals\u202Egnp\u2069": "valsgnp",
		"\xffx": "\uFFFDx", "é😀": "é😀",
		"hoe\u200b geef\u00ad ik\ufeff": "hoe geef ik", "👩\u200d💻": "👩\u200d💻", "a\r\n\rb": "a\n\nb",
	} {
		if got := Clean(s); got != want {
			t.Errorf("%q is %q, want %q", s, got, want)
		}
	}
}
