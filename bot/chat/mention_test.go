package chat

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestNamed(t *testing.T) {
	for text, want := range map[string][]string{
		"@ben":                                   {"ben"},
		"vraag @Ben, @ada en @BEN.":              {"Ben", "ada"},
		"(@jan.de-vries_2)":                      {"jan.de-vries_2"},
		"@ben@example.org!":                      {"ben@example.org"},
		"mail naar ben@example.org":              nil,
		" ben.smit@example.org\n":                {"ben.smit@example.org"},
		"@ @@ @. @1 a@b":                         nil,
		"@@ben":                                  nil,
		"@zoë\n@Łukasz":                          {"zoë", "Łukasz"},
		"":                                       nil,
		"een @":                                  nil,
		"`@ben`":                                 {"ben"},
		strings.Repeat("@", 3) + "x @ben- @ben_": {"ben"},
	} {
		if got := Named(text); !slices.Equal(got, want) {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
	}
	var many strings.Builder
	for i := range 2 * MaxPeople {
		fmt.Fprintf(&many, "@n%d ", i)
	}
	if n := len(Named(many.String())); n != MaxPeople {
		t.Errorf("%d people are named, want %d", n, MaxPeople)
	}
}

func TestListed(t *testing.T) {
	for text, want := range map[string][]string{
		"ben":                     {"ben"},
		" @ben, Ada de Wit,,BEN ": {"ben", "Ada de Wit"},
		" , @ ,":                  nil,
	} {
		if got := Listed(text); !slices.Equal(got, want) {
			t.Errorf("%q lists %q, want %q", text, got, want)
		}
	}
}
