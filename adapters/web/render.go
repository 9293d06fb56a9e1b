package web

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/insight/chart"
	"github.com/handvat/handvat/bot/text"
)

//go:embed ui/*.html
var ui embed.FS

// A renderer turns messages and pages into HTML. All of it is written by
// html/template, so that no text can become markup.
type renderer struct{ t *template.Template }

// newRenderer reads the templates, which are part of the program. asset is the address
// of a static file.
func newRenderer(asset func(name string) string) *renderer {
	return &renderer{template.Must(template.New("ui").Funcs(template.FuncMap{
		"asset": asset,
		"spans": func(s any) []chat.Span { return chat.Spans(fmt.Sprint(s)) },
		"strip": chat.Strip,
		"do":    chat.Action.String,
		"upper": strings.ToUpper,
		"own":   text.Own,
	}).ParseFS(ui, "ui/*.html"))}
}

// A page is what page.html shows.
type page struct {
	Lang     string
	Langs    []string // there are
	W        *texts
	Title    string
	Messages []view
	Seq      uint64 // of the newest entry shown
	Waiting  bool   // an answer is still to come
	Problem  string // why what was just sent was not taken
	Draft    string // what was just sent and not taken
	Max      int    // characters of a message
}

func (r *renderer) page(w io.Writer, p page) error { return r.t.ExecuteTemplate(w, "page", p) }

// message writes one message, as the element that takes its place on the page.
func (r *renderer) message(w io.Writer, v view) error { return r.t.ExecuteTemplate(w, "message", v) }

// A view is what message.html shows: a message with its words chosen.
type view struct {
	*message
	ID      string // of its element
	Act     string // the page's own name for the act that said it
	W       *texts
	Lang    string
	Card    *chat.Card
	Parts   []part
	Buttons []button
	Taps    []tap
	Asks    bool   // the card is a form
	Fill    string // the form's action, when its choices are the buttons
}

// A part is one block with what its template needs to know.
type part struct {
	Kind     string
	Block    chat.Block
	ID       string
	W        *texts
	Titled   bool // the card has a title, so that a heading comes under it
	Question chat.Question
	As       string // how a question is shown: buttons, radio, select, person, long or line
	Value    string // the answer so far
	Chart    chart.Chart
}

// A button is a [chat.Button] with what its template needs to know.
type button struct {
	chat.Button
	ID     string
	Do     string
	Class  string
	Picked bool
	W      *texts
}

// A tap is a [chat.Tap] with its buttons. Taps stand above the card's own buttons,
// whatever their place in the card: they are about all of it.
type tap struct {
	ID, Prompt string
	Options    []button
}

// viewOf chooses how m is shown on a page in lang.
func viewOf(m *message, lang string) view {
	v := view{message: m, ID: fmt.Sprintf("m%d", m.Seq), Lang: lang, W: Words.In(lang), Card: m.Reply.Card}
	if m.Mine {
		_, v.Act, _ = strings.Cut(m.Key, ".")
		return v
	}
	if m.Reply.Lang != "" {
		v.Lang, v.W = m.Reply.Lang, Words.In(m.Reply.Lang)
	}
	if v.Card == nil {
		return v
	}
	questions := v.Card.Questions()
	for i, b := range v.Card.Body {
		if t, ok := b.(chat.Tap); ok {
			v.Taps = append(v.Taps, tapOf(v, t, i))
			continue
		}
		p := part{Kind: chat.BlockKind(b), Block: b, ID: fmt.Sprintf("%s-%d", v.ID, i), W: v.W,
			Titled: v.Card.Title != ""}
		if pl, ok := b.(chat.Plot); ok {
			p.Chart = chart.Chart{Plot: pl, Lang: v.Lang}
		}
		if q, ok := b.(chat.Question); ok {
			p.Question, p.As, p.Value = q, shownAs(q), q.Value
			if m.Fields != nil {
				p.Value = m.Fields[q.Field]
			}
		}
		v.Parts = append(v.Parts, p)
	}
	v.Asks = len(questions) > 0
	single := len(questions) == 1 && len(questions[0].Choices) > 0 && len(questions[0].Choices) <= 5
	for i, b := range v.Card.Buttons {
		if single && b.Submit {
			v.Fill = b.Action.String() // each choice sends the form
			continue
		}
		v.Buttons = append(v.Buttons, buttonOf(v, b, fmt.Sprintf("%s-b%d", v.ID, i)))
	}
	if single {
		for i := range v.Parts {
			if v.Parts[i].Kind == "question" {
				v.Parts[i].As = "buttons"
			}
		}
	}
	return v
}

func tapOf(v view, t chat.Tap, i int) tap {
	out := tap{ID: fmt.Sprintf("%s-%d", v.ID, i), Prompt: t.Prompt}
	for j, b := range t.Options {
		out.Options = append(out.Options, buttonOf(v, b, fmt.Sprintf("%s-%d", out.ID, j)))
	}
	return out
}

func buttonOf(v view, b chat.Button, id string) button {
	out := button{Button: b, ID: id, Do: b.Action.String(), W: v.W}
	switch b.Style {
	case chat.Primary:
		out.Class = " primary"
	case chat.Danger:
		out.Class = " danger"
	}
	if b.URL == "" && b.Action == v.Picked {
		out.Picked = true
		out.Class += " picked"
	}
	return out
}

// shownAs is how q is shown among other questions.
func shownAs(q chat.Question) string {
	switch {
	case q.Person:
		return "person"
	case len(q.Choices) > 6:
		return "select"
	case len(q.Choices) > 0:
		return "radio"
	case q.Long:
		return "long"
	}
	return "line"
}
