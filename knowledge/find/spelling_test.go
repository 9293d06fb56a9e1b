package find_test

import (
	"context"
	"testing"
)

// TestSlips asks with each kind of slip of the hand, in a word that the library has
// and in one that only the lexicon has.
func TestSlips(t *testing.T) {
	f, _ := open(t)
	check(t, f.Sync(context.Background(), office(), nil))
	for _, question := range []string{
		"wachtwoord vergeten", "wachtword vergeten", "wachtwooord vergeten", "wachtwoors vergetne", "wahctwoord",
		"paswsord", "pasword",
	} {
		if got := first(ask(t, f, question)); got != "nl/wachtwoord" {
			t.Errorf("%q: got %s", question, got)
		}
	}
}
