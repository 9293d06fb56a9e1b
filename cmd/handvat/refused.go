package main

import (
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"
)

// refusals log that a sign-in, a token or a signature was refused, at whatever address of ours: at most once a minute
// for each, with how many there were. What was given is not in it, nor who gave it.
type refusals struct {
	lg  *slog.Logger
	now func() time.Time

	mu   sync.Mutex
	seen map[string]*refused // by the first part of the path
}

func newRefusals(p program) *refusals {
	return &refusals{lg: p.lg, now: p.now, seen: map[string]*refused{}}
}

// refused is what was refused at one address.
type refused struct {
	told         time.Time // when it was logged last
	since, total int       // since then, and since the program began
}

const (
	tellRefused = time.Minute
	mostRefused = 100 // addresses that are told apart
)

// watch serves what h does, and sees what it refuses.
func (f *refusals) watch(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen := &statusWriter{ResponseWriter: w}
		h.ServeHTTP(seen, r)
		if seen.status == http.StatusUnauthorized || seen.status == http.StatusForbidden {
			f.note(r.URL.Path, seen.status)
		}
	})
}

func (f *refusals) note(path string, status int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	first, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	at := "/" + first
	if f.seen[at] == nil {
		if len(at) > 40 || len(f.seen) >= mostRefused {
			at = "elsewhere"
		}
		if f.seen[at] == nil {
			f.seen[at] = new(refused)
		}
	}
	r, now := f.seen[at], f.now()
	r.since++
	r.total++
	if !r.told.IsZero() && now.Sub(r.told) < tellRefused {
		return
	}
	f.lg.Warn("a request was refused: its sign-in, token or signature is not right", "at", at, "status", status,
		"times", r.since, "total", r.total)
	r.told, r.since = now, 0
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
func exposures(c *config, file string) (out []finding) {
	for _, name := range c.exposed(file) {
		out = append(out, finding{what: fmt.Sprintf("Everyone on this machine can read %s, which holds a secret.",
			name),
			do: "Take that right away: chmod o-rwx " + name, warn: true})
	}
	return out
}
