package discord

import (
	"sync"
	"time"

	dg "github.com/bwmarrin/discordgo"

	"github.com/handvat/handvat/bot/chat"
)

const (
	tokenLife   = 15*time.Minute - 10*time.Second // how long an interaction can be answered, with a margin
	clickWindow = 3 * time.Second                 // presses on the same thing within this are one
	maxLocales  = 20_000
)

// An exchange is an interaction that is being answered: what Send must know of it.
type exchange struct {
	id, app, token string
	source         string // the message that was acted on; empty for a command
	private        bool
	expires        time.Time

	mu     sync.Mutex
	acked  chan struct{} // closed when Discord has the first response
	since  time.Time     // when that was
	closed bool          // it cannot be answered this way, or was
	pages  int           // how many messages of the answer Discord took
}

// ack says that Discord has the first response.
func (x *exchange) ack(now time.Time) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.since.IsZero() {
		x.since = now
		close(x.acked)
	}
}

func (x *exchange) isAcked() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return !x.since.IsZero()
}

func (x *exchange) close() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.closed = true
}

// edits reports whether r takes the place of the message that was acted on.
func (x *exchange) edits(r chat.Reply) bool { return x.source != "" && r.Replace.ID == x.source }

// exchanges are the interactions of the last quarter of an hour, by their event.
type exchanges struct {
	mu    sync.Mutex
	known map[string]*exchange
	order []string
}

// open remembers in. It reports false if it is known already.
func (xs *exchanges) open(key string, in *interaction, now time.Time) (x *exchange, isNew bool) {
	xs.mu.Lock()
	defer xs.mu.Unlock()
	if x, ok := xs.known[key]; ok {
		return x, false
	}
	if xs.known == nil {
		xs.known = map[string]*exchange{}
	}
	for len(xs.order) > 0 && now.After(xs.known[xs.order[0]].expires) {
		delete(xs.known, xs.order[0])
		xs.order = xs.order[1:]
	}
	x = &exchange{id: in.ID, app: in.App, token: in.Token, private: in.private(), expires: now.Add(tokenLife), acked: make(chan struct{})}
	if in.Message != nil {
		x.source = in.Message.ID
	}
	xs.known[key] = x
	xs.order = append(xs.order, key)
	return x, true
}

// get is the exchange by which to answer the event key; nil if there is none left.
func (xs *exchanges) get(key string, now time.Time) *exchange {
	xs.mu.Lock()
	defer xs.mu.Unlock()
	x := xs.known[key]
	if x == nil || now.After(x.expires) {
		return nil
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.closed {
		return nil
	}
	return x
}

// clicks tell a second click from a second thought.
type clicks struct {
	mu   sync.Mutex
	last map[click]time.Time
}

// click is a button as a person saw it: an edit of the message makes it another.
type click struct{ who, message, edited, button string }

// again reports whether in is a press of what the same person pressed just before.
func (cs *clicks) again(in *interaction) bool {
	if in.Type != dg.InteractionMessageComponent || in.Message == nil {
		return false
	}
	cs.mu.Lock()
	defer cs.mu.Unlock()
	at := born(in.ID)
	if len(cs.last) > 1000 {
		for c, t := range cs.last {
			if at.Sub(t) > clickWindow {
				delete(cs.last, c)
			}
		}
	}
	if cs.last == nil {
		cs.last = map[click]time.Time{}
	}
	c := click{in.User.ID, in.Message.ID, in.Message.Edited, in.Data.CustomID}
	before, ok := cs.last[c]
	cs.last[c] = at
	return ok && at.Sub(before) < clickWindow
}

// locales are the languages of people's Discord, which only interactions tell.
type locales struct {
	mu    sync.Mutex
	known map[string]string
}

func (ls *locales) learn(who, locale string) {
	if locale == "" {
		return
	}
	ls.mu.Lock()
	defer ls.mu.Unlock()
	if ls.known == nil || len(ls.known) >= maxLocales {
		ls.known = map[string]string{}
	}
	ls.known[who] = locale
}

// of is the language of who; empty if it was not told lately.
func (ls *locales) of(who string) string {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	return ls.known[who]
}
