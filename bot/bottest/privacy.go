package bottest

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
)

// Greeted is people who said hello, so that they are known and can be written to.
func (s *Stage) Greeted(t testing.TB, users ...string) (ps []*Person) {
	for _, user := range users {
		p := s.Meet(t, user, "nl")
		p.Say("hoi")
		ps = append(ps, p)
	}
	return ps
}

// Named is people as they are picked in a form.
func Named(ps ...*Person) (out []chat.Person) {
	for _, p := range ps {
		out = append(out, chat.Person{Platform: "web", ID: p.Name, Name: p.Name})
	}
	return out
}

// unreached finds what the bot says first to who names somebody whom it cannot write to.
var unreached = regexp.MustCompile(`(?m)^Let op: met .* heb ik nog geen eigen gesprek.*\n\n?`)

// WithoutUnreached is what somebody was told without who cannot be reached, which they must have been told.
func WithoutUnreached(t testing.TB, seen []string) (rest []string) {
	t.Helper()
	for _, s := range seen {
		rest = append(rest, unreached.ReplaceAllString(s, ""))
	}
	if slices.Equal(seen, rest) {
		t.Error("it is not told who cannot be reached")
	}
	return rest
}

// Everything is all that a person can make the bot say of them, with these lists of theirs: their data, their nudges
// and the file of their export.
func (p *Person) Everything(lists ...string) string {
	var b strings.Builder
	for _, text := range append(lists, "mijn gegevens", "seintjes", "exporteer") {
		r := p.Say(text)
		b.WriteString(r.Text + "\n")
		if r.File != nil {
			b.Write(r.File.Data)
		}
	}
	return b.String()
}

// Forge has somebody press every button that a skill has, and make all fall due that can, of the numbers below n that
// others were given. It returns what they were told.
func (s *Stage) Forge(t testing.TB, user string, skill dialog.Skill, n int) (said string) {
	t.Helper()
	acts := slices.Concat(slices.Collect(maps.Keys(skill.Acts)), slices.Collect(maps.Keys(skill.Due)))
	slices.Sort(acts)
	for _, act := range slices.Compact(acts) {
		for number := range n {
			for _, kind := range []chat.Kind{chat.Pressed, chat.Due} {
				r, err := s.Tell(t.Context(), chat.Event{ID: "forged", Kind: kind, Direct: true,
					From:   chat.Person{Platform: "web", ID: user, Name: user},
					In:     chat.Place{Platform: "web", Channel: user},
					Action: dialog.Do(dialog.Verb(skill.Name, act), number)})
				if err != nil {
					t.Fatal(err)
				}
				said += r.Text + "\n"
			}
		}
	}
	return said
}

// HoldsOnly fails unless a text stands in these buckets of the store and no others.
func (s *Stage) HoldsOnly(t testing.TB, when, text string, want ...string) {
	t.Helper()
	if in := s.Holds(text); !slices.Equal(in, want) {
		t.Errorf("%s, %q stands in %q, want %q", when, text, in, want)
	}
}

// BackupLacks fails if a text stands in a backup that is made now.
func (s *Stage) BackupLacks(t testing.TB, text string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "backup")
	if err := s.DB.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(file); err != nil || bytes.Contains(data, []byte(text)) {
		t.Errorf("a backup made now has %q, or %v", text, err)
	}
}
