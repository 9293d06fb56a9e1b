package main

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"time"
)

// A Secret is a token or a key. It is never printed, logged or written: every way to
// do so shows [secret]. The text is held by a function, so that nothing that looks
// into values finds it either.
type Secret struct{ reveal func() string }

// newSecret hides s; an empty s is no secret.
func newSecret(s string) Secret {
	if s = strings.TrimSpace(s); s == "" {
		return Secret{}
	}
	return Secret{func() string { return s }}
}

// Reveal is the secret itself, for who must use it; empty if there is none.
func (s Secret) Reveal() string {
	if s.reveal == nil {
		return ""
	}
	return s.reveal()
}

// IsSet reports whether there is a secret.
func (s Secret) IsSet() bool { return s.reveal != nil }

func (s Secret) String() string {
	if s.reveal == nil {
		return ""
	}
	return "[secret]"
}

// Format prints a secret the same for every verb.
func (s Secret) Format(f fmt.State, _ rune)    { io.WriteString(f, s.String()) }
func (s Secret) LogValue() slog.Value          { return slog.StringValue(s.String()) }
func (s Secret) MarshalText() ([]byte, error)  { return []byte(s.String()), nil }
func (s Secret) MarshalYAML() (any, error)     { return s.String(), nil }
func (s *Secret) UnmarshalText(b []byte) error { *s = newSecret(string(b)); return nil }

// UnmarshalYAML reads a secret that is written as text.
func (s *Secret) UnmarshalYAML(read func(any) error) error {
	var text string
	if err := read(&text); err != nil {
		return err
	}
	*s = newSecret(text)
	return nil
}

// A secretOf is one secret of the configuration, where it comes from, and when it
// ends.
type secretOf struct {
	name    string // in the file, such as "slack.bot_token"
	value   *Secret
	file    string // where to read it; empty if it is given itself
	expires Day    // the zero Day if not known
}

// load reads the secret from its file if it has one.
func (s secretOf) load() error {
	if s.file == "" {
		return nil
	}
	if s.value.IsSet() {
		return words.Say(func(w *texts) string { return w.Wrong.Both.With(s.name) })
	}
	data, err := os.ReadFile(s.file)
	if err != nil {
		return words.Say(func(w *texts) string { return w.Wrong.NoFile.With(s.name+"_file", s.file) })
	}
	if *s.value = newSecret(string(data)); !s.value.IsSet() {
		return words.Say(func(w *texts) string { return w.Wrong.EmptyFile.With(s.name+"_file", s.file) })
	}
	return nil
}

// A Day is a date, such as 2027-01-31; the zero Day is none.
type Day struct{ time.Time }

// UnmarshalText reads a date as 2027-01-31.
func (d *Day) UnmarshalText(b []byte) (err error) {
	if d.Time, err = time.Parse(time.DateOnly, strings.TrimSpace(string(b))); err != nil {
		return words.Say(func(w *texts) string { return w.Wrong.NoDate.With(strconv.Quote(string(b))) })
	}
	return nil
}
