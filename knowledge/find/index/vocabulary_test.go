package index

import (
	"testing"

	"github.com/handvat/handvat/knowledge"
)

// TestLike: a word that the library lacks stands for those that mean about the same.
func TestLike(t *testing.T) {
	v := newVocabulary(map[string]int{"vehicl": 1, "letter": 2, "vakantie": 1, "password": 1})
	for _, tt := range []struct {
		stem string
		lang knowledge.Lang
		want string
	}{
		{"truck", knowledge.English, "vehicl"}, {"holiday", knowledge.English, "vakantie"},
		{"vrachtwag", knowledge.Dutch, "vehicl"},
	} {
		got := v.like(tt.stem, tt.lang)
		if len(got) == 0 || got[0].Term != tt.want || got[0].Weight > 1.001 {
			t.Errorf("%s: %v, want %s first", tt.stem, got, tt.want)
		}
	}
	if got := v.like("xqzzt", knowledge.English); got != nil {
		t.Errorf("an unknown word is like %v", got)
	}
}
