package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestNotices(t *testing.T) {
	mux := http.NewServeMux()
	notices(mux, 8)
	for path, want := range map[string]string{"/privacy": "groepen van 8 mensen", "/terms": "your own judgement"} {
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) ||
			!strings.Contains(w.Body.String(), `lang="en"`) {
			t.Errorf("%s: %d\n%s", path, w.Code, w.Body)
		}
	}
}
