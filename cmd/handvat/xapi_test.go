package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestServeTellsAnLRS plays the whole program: without approval it does not start; with
// it, a question in the chat becomes a statement at the LRS without a word of it.
func TestServeTellsAnLRS(t *testing.T) {
	var mu sync.Mutex
	var heard []string
	lrs := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		switch {
		case r.Method == http.MethodGet:
			_ = json.NewEncoder(w).Encode(map[string]any{"statements": []string{}, "more": ""})
		default:
			heard = append(heard, string(body))
		}
	}))
	defer lrs.Close()
	t.Setenv("HANDVAT_XAPI_ENDPOINT", lrs.URL)
	t.Setenv("HANDVAT_XAPI_HOME", "https://example.org")
	data := t.TempDir()
	var errs strings.Builder
	if status := run(t.Context(), []string{"serve", "--addr", "localhost:0", "--data", data},
		stdio{strings.NewReader(""), io.Discard, &errs}); status != 1 ||
		!strings.Contains(errs.String(), "works_council_agreed") {
		t.Fatalf("without approval: %d %s", status, errs.String())
	}
	t.Setenv("HANDVAT_XAPI_APPROVAL_BY", "director")
	t.Setenv("HANDVAT_XAPI_APPROVAL_AGREED", "2020-01-31")
	all := func() string { mu.Lock(); defer mu.Unlock(); return strings.Join(heard, "\n") }
	until := func(what string) {
		t.Helper()
		for end := time.Now().Add(20 * time.Second); !strings.Contains(all(), what); time.Sleep(20 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("the LRS never hears %s, but\n%s", what, all())
			}
		}
	}
	first := serve(t, "--data", data)
	v := newVisitor(t, first.url)
	v.say("hoe geef ik feedback aan een collega?")
	v.sees("feedback")
	first.stop()
	serve(t, "--data", data)
	until(`"id":"http://adlnet.gov/expapi/verbs/experienced"`)
	if said := all(); strings.Contains(said, "collega") || strings.Contains(said, "response") {
		t.Errorf("the LRS hears too much: %s", said)
	}
}
