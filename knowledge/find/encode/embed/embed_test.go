package embed_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/handvat/handvat/knowledge/find/encode/embed"

	"github.com/handvat/handvat/knowledge/privacy"
)

// client returns a client of an endpoint that answers every request with handler.
func client(t *testing.T, handler http.HandlerFunc) *embed.Client {
	t.Helper()
	srv := httptest.NewServer(handler)
	t.Cleanup(srv.Close)
	c, err := embed.New(slog.New(slog.DiscardHandler), embed.Config{URL: srv.URL, Model: "m"})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAnswersThatDoNotFit(t *testing.T) {
	for name, answer := range map[string]string{
		"not JSON": "<html>secret text</html>",
		"empty":    `{}`,
		"too few":  `{"data":[{"index":0,"embedding":[1]}]}`,
		"too many": `{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1]},` +
			`{"index":1,"embedding":[1]}]}`,
		"out of range":  `{"data":[{"index":0,"embedding":[1]},{"index":2,"embedding":[1]}]}`,
		"below zero":    `{"data":[{"index":-1,"embedding":[1]},{"index":1,"embedding":[1]}]}`,
		"two lengths":   `{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1,2]}]}`,
		"no dimensions": `{"data":[{"index":0,"embedding":[]},{"index":1,"embedding":[]}]}`,
		"a string":      `{"data":[{"index":0,"embedding":"AAAA"}]}`,
		"cut":           `{"data":[{"index":0,"embedding":[1,2`,
	} {
		c := client(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, answer) })
		vs, err := c.Embed(context.Background(), []string{"secret text", "other"})
		if err == nil {
			t.Errorf("%s: got %v", name, vs)
		} else if strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: the error quotes the answer: %v", name, err)
		}
	}
}

func TestBatchesKeepTheirOrder(t *testing.T) {
	requests := 0
	c := client(t, func(w http.ResponseWriter, r *http.Request) {
		requests++
		body, _ := io.ReadAll(r.Body)
		n := strings.Count(string(body), "text ")
		fmt.Fprint(w, `{"data":[`)
		for i := range n {
			if i > 0 {
				fmt.Fprint(w, ",")
			}
			fmt.Fprintf(w, `{"index":%d,"embedding":[%d,%d]}`, i, requests, i)
		}
		fmt.Fprint(w, "]}")
	})
	texts := make([]string, 130)
	for i := range texts {
		texts[i] = fmt.Sprint("text ", i)
	}
	vs, err := c.Embed(context.Background(), texts)
	if err != nil || len(vs) != 130 || requests != 3 {
		t.Fatalf("%d vectors in %d requests, %v", len(vs), requests, err)
	}
	for i, v := range vs {
		if int(v[0]) != i/64+1 || int(v[1]) != i%64 {
			t.Errorf("text %d has the vector of another: %v", i, v)
		}
	}
}

// TestRedirectIsNotFollowed keeps texts and key where they were meant for.
func TestRedirectIsNotFollowed(t *testing.T) {
	other := 0
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { other++ }))
	defer elsewhere.Close()
	c := client(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, elsewhere.URL, http.StatusTemporaryRedirect)
	})
	if _, ok := c.Ask(context.Background(), privacy.Scrubber{}.Scrub("x")); ok || other > 0 {
		t.Errorf("ok %v, asked elsewhere %d times", ok, other)
	}
}

func TestConfigIsChecked(t *testing.T) {
	for _, cfg := range []embed.Config{
		{}, {URL: "api.example.org/v1", Model: "m"}, {URL: "ftp://example.org", Model: "m"},
		{URL: "https://example.org"},
		{URL: "https://user:pass@example.org", Model: "m"}, {URL: "https://example.org?key=x", Model: "m"},
		{URL: "://", Model: "m"},
	} {
		if _, err := embed.New(slog.New(slog.DiscardHandler), cfg); err == nil {
			t.Errorf("%s %s: no error", cfg.URL, cfg.Model)
		}
	}
}
