package main

import (
	"fmt"
	"net/http"

	"github.com/handvat/handvat/bot/text"
)

// inLanguage has h say in the language of who asks, rather than in that of the library for HTTP, that there is nothing
// at an address, or nothing for a method.
func inLanguage(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		lang := text.Accepted(r.Header.Get("Accept-Language"), words.Langs(), spoken(""))
		h.ServeHTTP(&astray{statusWriter: statusWriter{ResponseWriter: w}, lang: lang}, r)
	})
}

// An astray writes a response, and one in plain text that something is not there in a language.
type astray struct {
	statusWriter
	lang string
	told bool
}

func (w *astray) WriteHeader(status int) {
	says := ""
	if w.Header().Get("Content-Type") == "text/plain; charset=utf-8" {
		says = map[int]string{http.StatusNotFound: words.In(w.lang).Astray.Page,
			http.StatusMethodNotAllowed: words.In(w.lang).Astray.Method}[status]
	}
	if says == "" || w.status != 0 {
		w.statusWriter.WriteHeader(status)
		return
	}
	w.Header().Del("Content-Length")
	w.Header().Add("Vary", "Accept-Language")
	w.statusWriter.WriteHeader(status)
	fmt.Fprintln(w.ResponseWriter, says)
	w.told = true
}

func (w *astray) Write(says []byte) (int, error) {
	if w.told {
		return len(says), nil
	}
	return w.ResponseWriter.Write(says)
}
