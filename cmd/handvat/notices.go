package main

import (
	"html/template"
	"net/http"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/privacy"
)

// The pages that app stores link to. They say what the bot itself says when it is
// asked for privacy, in both languages.
var notice = template.Must(template.New("notice").Parse(`<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Handvat: privacy</title></head>
<body>{{range .}}<section lang="{{.Lang}}"><h1>{{.Title}}</h1>{{range .Lines}}<p>{{.}}</p>{{end}}</section>{{end}}
</body></html>
`))

type noticePart struct {
	Lang, Title string
	Lines       []string
}

// notices adds the pages for privacy and terms to the public listener.
func notices(mux *http.ServeMux, group privacy.Group) {
	var privacy, use []noticePart
	for _, lang := range text.First("nl", words.Langs()) {
		w := words.In(lang)
		privacy = append(privacy, noticePart{lang, w.Privacy,
			strings.Split(chat.Strip(dialog.In(lang).PrivacyOf(group)), "\n")})
		use = append(use, noticePart{lang, w.Terms, []string{w.Conditions}})
	}
	page := func(parts []noticePart) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
			notice.Execute(w, parts) // fails only when the connection is gone
		}
	}
	mux.HandleFunc("GET /privacy", page(privacy))
	mux.HandleFunc("GET /terms", page(use))
}
