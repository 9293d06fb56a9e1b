package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestEvalMeasuresEmbeddings has an endpoint that knows what a word means which no aid
// has: the question is found with it, and not without.
func TestEvalMeasuresEmbeddings(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var q struct{ Input []string }
		if err := json.NewDecoder(r.Body).Decode(&q); err != nil || r.Header.Get("Authorization") != "Bearer k" {
			http.Error(w, "no", http.StatusUnauthorized)
			return
		}
		var data []string
		for i, text := range q.Input {
			letter := strings.Count(text, "brief") + strings.Count(text, "ζωμς")
			data = append(data, fmt.Sprintf(`{"index":%d,"embedding":[%d,1]}`, i, letter))
		}
		fmt.Fprintf(w, `{"data":[%s]}`, strings.Join(data, ","))
	}))
	defer srv.Close()
	set := t.TempDir()
	for name, text := range map[string]string{
		"aids.jsonl": `{"id": "verlof", "lang": "nl", "title": "Vraag verlof aan", "summary": "Vul het formulier in."}
{"id": "brief", "lang": "nl", "title": "Schrijf een brief", "summary": "Begin met de aanhef."}
{"id": "weer", "lang": "nl", "title": "Werk bij slecht weer", "summary": "Kijk naar de strandvlag."}
`,
		"queries.jsonl": `{"id": "q", "lang": "nl", "text": "ζωμς", "gold": ["brief"], "split": "test"}` + "\n",
	} {
		if err := os.WriteFile(filepath.Join(set, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("HANDVAT_EMBEDDINGS_API_KEY", "k")
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, `"success1":0,`},
		{[]string{"--embeddings", srv.URL, "--embeddings-model", "m"}, `"success1":1,`},
	} {
		var out, errs bytes.Buffer
		if status := run(t.Context(), append([]string{"eval", "--json", set}, c.args...),
			stdio{strings.NewReader(""), &out, &errs}); status != 0 {
			t.Fatalf("%v: status %d: %s", c.args, status, &errs)
		}
		if !strings.Contains(out.String(), c.want) {
			t.Errorf("%v: %s, want %s", c.args, &out, c.want)
		}
	}
}

func TestEmbeddingsKeyComesFromTheEnvironmentOnly(t *testing.T) {
	file := filepath.Join(t.TempDir(), "handvat.yaml")
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("embeddings:\n  url: https://example.org/v1\n  model: m\n")
	t.Setenv("HANDVAT_EMBEDDINGS_API_KEY", "k")
	c, err := configFlags{Config: file}.load()
	if err != nil || c.Embeddings.URL != "https://example.org/v1" || c.Embeddings.Model != "m" ||
		c.Embeddings.APIKey.Reveal() != "k" {
		t.Errorf("%+v, %v", c, err)
	}
	write("embeddings:\n  api_key: in-a-file\n")
	if _, err := (configFlags{Config: file}).load(); err == nil || strings.Contains(err.Error(), "in-a-file") {
		t.Errorf("a key in the file: %v", err)
	}
}
