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

// TestDeletingReachesAnLRSThatMayNotBeRead plays the whole program with a key that may write and not read: what was
// told of who deletes their data is void, and what happens next is told.
func TestDeletingReachesAnLRSThatMayNotBeRead(t *testing.T) {
	var mu sync.Mutex
	var heard strings.Builder
	lrs := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if r.Method == http.MethodGet {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		mu.Lock()
		defer mu.Unlock()
		heard.Write(body)
	}))
	defer lrs.Close()
	for name, value := range map[string]string{"ENDPOINT": lrs.URL, "HOME": "https://example.org",
		"APPROVAL_BY": "director", "APPROVAL_AGREED": "2020-01-31"} {
		t.Setenv("HANDVAT_XAPI_"+name, value)
	}
	const voids, told = "http://adlnet.gov/expapi/verbs/voided", "http://adlnet.gov/expapi/verbs/experienced"
	count := func(verb string) int { mu.Lock(); defer mu.Unlock(); return strings.Count(heard.String(), verb) }
	until := func(verb string, more int) {
		t.Helper()
		for end := time.Now().Add(20 * time.Second); count(verb) <= more; time.Sleep(20 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("the LRS hears %s %d times", verb, count(verb))
			}
		}
	}
	data := t.TempDir()
	var v *visitor
	use := func(says ...string) {
		s := serve(t, "--data", data)
		if v == nil {
			v = newVisitor(t, s.url)
		}
		v.url = s.url
		for _, text := range says {
			v.say(text)
		}
		s.stop()
	}
	use("hoe geef ik feedback aan een collega?")
	use("verwijder mijn gegevens", "ja") // told when it starts
	until(told, 0)
	was := count(told)
	use("hoe voer ik een lastig klantgesprek?")
	until(voids, 0)
	serve(t, "--data", data)
	until(told, was)
	if n := count(voids); n == 0 {
		t.Error("nothing is void")
	}
}
