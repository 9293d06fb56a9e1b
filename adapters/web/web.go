// Package web is the web chat: one page on which a person asks and is helped, live by
// server-sent events, on a phone as well as with a keyboard or a screen reader.
//
// It stores nothing. What was said comes from a [History], and every connection reads
// there what is new; [Adapter.Send] only says that there is something new. A person is
// whoever holds a random cookie: there is no sign-in, so that the page must not be
// served to the open internet.
//
// It is not the console for authors and managers, and it chooses no word that the bot
// says: only the words of the page itself are here.
package web

import (
	"bytes"
	"cmp"
	"context"
	"embed"
	"fmt"
	"log/slog"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"time"

	"golang.org/x/time/rate"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/text"
)

// Platform is the platform of everyone who talks on the page.
const Platform chat.Platform = "web"

//go:embed static
var static embed.FS

// Config says how the page is served. The zero Config serves this machine only.
type Config struct {
	Title string   // name of the bot on the page; default Handvat
	Hosts []string // host names, without port, the page may be asked for by; default localhost, 127.0.0.1 and ::1
	// SignIn tells who sent a request, as whatever stands before this server found out,
	// such as a mail address; ok is false for nobody. Default nil: everyone is known by
	// a cookie, and nobody knows who they are.
	SignIn func(r *http.Request) (name string, ok bool)

	HTTPS     bool             // browsers reach the page over https, through a proxy perhaps: cookies are Secure
	Rate      rate.Limit       // acts per second of one person, in the long run; default 2
	Burst     int              // acts of one person at once; default 20
	Streams   int              // open pages, of everyone together; default 2000
	PerPerson int              // open pages of one person that are kept live: the newest; default 4
	Heartbeat time.Duration    // between signs of life to an open page; default 20 s
	Now       func() time.Time // default time.Now
}

// History is what was said before.
type History interface {
	// History returns what was said at p after the entry whose Seq is after, oldest
	// first: the last limit entries of it, each as it reads now. An entry is in it
	// before [chat.Sender.Send] is called for it.
	History(ctx context.Context, p chat.Place, after uint64, limit int) ([]chat.Entry, error)
}

// An Adapter serves the page. It is a [chat.Adapter] and an [http.Handler].
type Adapter struct {
	lg      *slog.Logger
	cfg     Config
	in      chat.Inbox
	history History
	assets  *assets
	render  *renderer
	limits  *limits
	streams *streams
	handler http.Handler
}

// New returns an adapter that hands what people do to in, and shows them what h holds.
// Log lines go to lg.
func New(lg *slog.Logger, cfg Config, in chat.Inbox, h History) *Adapter {
	cfg = cfg.withDefaults()
	a := &Adapter{lg: lg, cfg: cfg, in: in, history: h, assets: newAssets(static),
		limits: newLimits(cfg.Rate, cfg.Burst), streams: newStreams(cfg.Streams, cfg.PerPerson)}
	a.render = newRenderer(a.assets.address)
	a.handler = a.guard(a.routes())
	return a
}

func (c Config) withDefaults() Config {
	c.Title = cmp.Or(c.Title, "Handvat")
	if len(c.Hosts) == 0 {
		c.Hosts = []string{"localhost", "127.0.0.1", "::1"}
	}
	c.Rate, c.Burst = cmp.Or(c.Rate, 2), cmp.Or(c.Burst, 20)
	c.Streams, c.PerPerson = cmp.Or(c.Streams, 2000), cmp.Or(c.PerPerson, 4)
	c.Heartbeat = cmp.Or(c.Heartbeat, 20*time.Second)
	if c.Now == nil {
		c.Now = time.Now
	}
	return c
}

// routes is every address the adapter serves.
func (a *Adapter) routes() http.Handler {
	mux := http.NewServeMux()
	for pattern, h := range map[string]http.HandlerFunc{
		"GET /{$}":           a.home,              // the page, with the conversation so far
		"GET /events":        a.events,            // what is new, as server-sent events
		"POST /say":          a.act(chat.Said),    // a question
		"POST /press":        a.act(chat.Pressed), // a button or a tick
		"POST /fill":         a.act(chat.Filled),  // a form
		"GET /file/{seq}":    a.file,              // what the bot gave to save
		"GET /static/{name}": a.assets.ServeHTTP,
	} {
		mux.HandleFunc(pattern, h)
	}
	return mux
}

// ServeHTTP serves the page and everything it asks for.
func (a *Adapter) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.handler.ServeHTTP(w, r) }

// Platform returns [Platform].
func (a *Adapter) Platform() chat.Platform { return Platform }

// Send tells the open pages of a place that there is something new in its history. It
// cannot fail: a person who has no page open reads it later.
func (a *Adapter) Send(_ context.Context, to chat.Place, key string, r chat.Reply) (chat.Ref, error) {
	a.streams.wake(to.Channel)
	if !r.Replace.IsZero() {
		return r.Replace, nil
	}
	return chat.Ref{Place: to, ID: key}, nil
}

// Run waits until ctx is done, then ends every open stream, so that a server can stop
// without waiting for them. Pages connect again by themselves.
func (a *Adapter) Run(ctx context.Context) error {
	<-ctx.Done()
	a.streams.close()
	return ctx.Err()
}

// home shows the page, or changes its language.
func (a *Adapter) home(w http.ResponseWriter, r *http.Request) {
	if lang := r.FormValue("lang"); slices.Contains(Words.Langs(), lang) {
		a.setCookie(w, r, langCookie, lang)
		http.Redirect(w, r, "/", http.StatusSeeOther)
		return
	}
	who, ok := a.who(r)
	switch {
	case !ok && a.cfg.SignIn != nil:
		http.Error(w, Words.In(languageOf(r)).SignIn, http.StatusUnauthorized)
		return
	case !ok:
		who = a.meet(w, r)
	}
	a.show(w, r, who, http.StatusOK, "", "")
}

// show writes the page with the conversation of who, and with a problem if there is
// one with what they just sent: draft.
func (a *Adapter) show(w http.ResponseWriter, r *http.Request, who chat.Person, status int, problem, draft string) {
	lang := languageOf(r)
	c, err := a.conversation(r.Context(), who)
	if err != nil {
		a.lg.ErrorContext(r.Context(), "conversation not read", "err", err)
		status, problem = http.StatusServiceUnavailable, Words.In(lang).Down
	}
	p := page{Lang: lang, Langs: text.First(first, Words.Langs()), W: Words.In(lang), Title: a.cfg.Title, Seq: c.seq,
		Waiting: c.waiting, Problem: problem, Draft: draft, Max: maxSaid}
	for _, m := range c.messages {
		p.Messages = append(p.Messages, viewOf(m, lang))
	}
	var b bytes.Buffer
	if err := a.render.page(&b, p); err != nil {
		a.lg.ErrorContext(r.Context(), "page not written", "err", err)
		http.Error(w, Words.In(lang).Down, http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	w.Write(b.Bytes())
}

// conversation reads what was said with who.
func (a *Adapter) conversation(ctx context.Context, who chat.Person) (*conversation, error) {
	entries, err := a.history.History(ctx, placeOf(who), 0, maxEntries)
	if err != nil {
		return new(conversation), fmt.Errorf("web: read history: %w", err)
	}
	return fold(entries), nil
}

// file gives what the bot gave to save, to the person it was said to.
func (a *Adapter) file(w http.ResponseWriter, r *http.Request) {
	who, _ := a.who(r)
	c, err := a.conversation(r.Context(), who)
	if err != nil {
		a.lg.ErrorContext(r.Context(), "conversation not read", "err", err)
	}
	for _, m := range c.messages {
		if f := m.Reply.File; f != nil && r.PathValue("seq") == strconv.FormatUint(m.Seq, 10) {
			w.Header().Set("Content-Type", f.Type)
			w.Header().Set("Content-Disposition",
				mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
			w.Write(f.Data)
			return
		}
	}
	http.NotFound(w, r)
}
