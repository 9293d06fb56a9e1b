package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/audit"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// refusals log and count that a sign-in, a token or a signature was refused, by where it came in: at most once a
// minute for each, with how many there were. What was given is not in it, nor who gave it.
type refusals struct {
	lg  *slog.Logger
	now func() time.Time

	mu      sync.Mutex
	seen    map[string]*refused // by where it came in
	uncount map[string]int      // of them, what is not in the store yet
}

func newRefusals(p program) *refusals {
	return &refusals{lg: p.lg, now: p.now, seen: map[string]*refused{}, uncount: map[string]int{}}
}

// refused is what was refused in one place.
type refused struct {
	told         time.Time // when it was logged last
	since, total int       // since then, and since the program began
}

const (
	tellRefused  = time.Minute
	countRefused = 2 * time.Second
)

// watch serves what h does, and sees what it refuses. At is what h is called: a platform, "kpi", or "page".
func (f *refusals) watch(at string, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen := &statusWriter{ResponseWriter: w}
		h.ServeHTTP(seen, r)
		if seen.status == http.StatusUnauthorized || seen.status == http.StatusForbidden {
			f.note(at, seen.status)
		}
	})
}

func (f *refusals) note(at string, status int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.seen[at] == nil {
		f.seen[at] = new(refused)
	}
	r, now := f.seen[at], f.now()
	f.uncount[at]++
	r.since++
	r.total++
	if !r.told.IsZero() && now.Sub(r.told) < tellRefused {
		return
	}
	f.lg.Warn("a request was refused: its sign-in, token or signature is not right", "at", at, "status", status,
		"times", r.since, "total", r.total)
	r.told, r.since = now, 0
}

// count counts in the store of a house what was refused, until it ends.
func (f *refusals) count(h *bot.House) (func(context.Context) error, error) {
	return func(ctx context.Context) error {
		tick := time.NewTicker(countRefused)
		defer tick.Stop()
		for {
			if err := f.write(ctx, h.DB); err != nil && ctx.Err() == nil {
				f.lg.Error("what was refused was not counted", "err", err)
			}
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-tick.C:
			}
		}
	}, nil
}

// write counts what was refused and is not counted yet. If that fails it is counted the next time.
func (f *refusals) write(ctx context.Context, db *store.DB) error {
	f.mu.Lock()
	all := f.uncount
	f.uncount = map[string]int{}
	f.mu.Unlock()
	if len(all) == 0 {
		return nil
	}
	err := db.Update(ctx, func(tx *store.Tx) (err error) {
		for at, n := range all {
			err = errors.Join(err, audit.Refuse(tx, at, n, f.now()))
		}
		return err
	})
	if err != nil {
		f.mu.Lock()
		defer f.mu.Unlock()
		for at, n := range all {
			f.uncount[at] += n
		}
	}
	return err
}

// refusedFindings are what was refused, by day.
func refusedFindings(ctx context.Context, h *bot.House, lang string) (found []finding) {
	w := words.In(lang).Doctor
	var days []time.Time
	where := map[time.Time][]string{}
	err := h.DB.View(ctx, func(tx *store.Tx) error {
		for _, r := range audit.Refusals(tx) {
			if where[r.Day] == nil {
				days = append(days, r.Day)
			}
			where[r.Day] = append(where[r.Day], fmt.Sprintf("%s %d", cmp.Or(w.Names[r.What], r.What), r.Times))
		}
		return nil
	})
	if err != nil {
		return []finding{inspection{Lang: lang}.lost(h, err)}
	}
	if len(days) == 0 {
		return []finding{{what: w.NoSignIns.With(privacy.Days(privacy.KeepLapsed))}}
	}
	for _, day := range days {
		found = append(found, finding{what: w.SignIns.With(text.In(lang).Long(day), strings.Join(where[day], ", "))})
	}
	return found
}

// A statusWriter remembers how a request was answered.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets streams flush.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// Flush makes pages that stay open [http.Flusher]s.
func (w *statusWriter) Flush() { _ = http.NewResponseController(w.ResponseWriter).Flush() }

// exposed are the files with secrets that everyone on this machine can read: the file of the configuration where one
// stands in it, those it names, and others.
func (c *config) exposed(file string, others ...string) (files []string) {
	all := map[string]bool{}
	for _, name := range others {
		all[name] = true
	}
	for _, s := range c.secrets() {
		if s.file != "" {
			all[s.file] = true
		}
	}
	if c.inFile {
		all[file] = true
	}
	for name := range all {
		if info, err := os.Stat(name); err == nil && info.Mode().IsRegular() && info.Mode().Perm()&0o004 != 0 {
			files = append(files, name)
		}
	}
	return files
}

// exposures are what doctor says of them.
func exposures(c *config, file, lang string) (out []finding) {
	w := words.In(lang).Doctor
	for _, name := range c.exposed(file) {
		out = append(out, finding{what: w.Exposed.With(name), do: w.ExposedDo.With(name), warn: true})
	}
	return out
}
