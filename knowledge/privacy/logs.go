package privacy

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"log/slog"
	"regexp"
	"strings"
	"sync"
	"time"
)

// Logs is a log in which nobody can be known. What names somebody is there as a digest under a key that is drawn anew
// each day, in UTC, and kept nowhere: lines about one person or event can be told together within a day, while the
// program runs, and never with those of another day. It is so for the attributes who, event and key whatever they say,
// and for what looks like an account, an address or a pseudonym in an error.
func Logs(h slog.Handler, now func() time.Time) slog.Handler {
	return &log{h, &aliases{now: now}}
}

type log struct {
	slog.Handler
	aliases *aliases
}

// Handle implements [slog.Handler].
func (l *log) Handle(ctx context.Context, r slog.Record) error {
	veiled := slog.NewRecord(r.Time, r.Level, r.Message, r.PC)
	r.Attrs(func(a slog.Attr) bool {
		veiled.AddAttrs(l.aliases.veil(a))
		return true
	})
	return l.Handler.Handle(ctx, veiled)
}

// WithAttrs implements [slog.Handler].
func (l *log) WithAttrs(as []slog.Attr) slog.Handler {
	veiled := make([]slog.Attr, len(as))
	for i, a := range as {
		veiled[i] = l.aliases.veil(a)
	}
	return &log{l.Handler.WithAttrs(veiled), l.aliases}
}

// WithGroup implements [slog.Handler].
func (l *log) WithGroup(name string) slog.Handler { return &log{l.Handler.WithGroup(name), l.aliases} }

// aliases are what a log calls people today.
type aliases struct {
	now func() time.Time

	mu  sync.Mutex
	day string
	key [sha256.Size]byte
}

// of is what the log calls somebody today.
func (a *aliases) of(name string) string {
	a.mu.Lock()
	if day := a.now().UTC().Format(time.DateOnly); day != a.day {
		a.day = day
		rand.Read(a.key[:]) // never fails: crypto/rand ends the program instead
	}
	mac := hmac.New(sha256.New, a.key[:])
	a.mu.Unlock()
	mac.Write([]byte(name))
	return "~" + strings.ToLower(base32.StdEncoding.EncodeToString(mac.Sum(nil)[:5]))
}

// named is what looks like somebody: an address, a pseudonym, a member or a direct conversation of Slack, a number of
// Discord, an account or a conversation of Teams, also where they stand in a URL.
var named = regexp.MustCompile(`[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+|\b[0-9a-f]{16}\b|` +
	`\b[UWD][0-9A-Z]*[0-9][0-9A-Z]{2,}\b|\b[0-9]{17,20}\b|\b(?:29|8|19|a)(?::|%3A)[\w%.@:=-]{8,}|` +
	`(?i:\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b)`)

// veil is an attribute as the log has it.
func (a *aliases) veil(at slog.Attr) slog.Attr {
	at.Value = at.Value.Resolve()
	err, isError := at.Value.Any().(error)
	switch {
	case at.Value.Kind() == slog.KindGroup:
		var in []slog.Attr
		for _, each := range at.Value.Group() {
			in = append(in, a.veil(each))
		}
		at.Value = slog.GroupValue(in...)
	case at.Key == "who", at.Key == "event", at.Key == "key":
		at.Value = slog.StringValue(a.of(at.Value.String()))
	case isError:
		at.Value = slog.StringValue(named.ReplaceAllStringFunc(err.Error(), a.of))
	}
	return at
}
