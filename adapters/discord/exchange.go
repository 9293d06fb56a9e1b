package discord

import (
	"strings"
	"sync"
	"time"

	dg "github.com/bwmarrin/discordgo"

	"github.com/handvat/handvat/bot/chat"
)

const (
	tokenLife   = 15*time.Minute - 10*time.Second // how long an interaction can be answered, with a margin
	clickWindow = 3 * time.Second                 // presses on the same thing within this are one
	clickLife   = time.Minute                     // how long after a press the next may arrive
	asLong      = 365 * 24 * time.Hour            // of what is remembered as long as there is room
	maxActs     = 20_000                          // exchanges and clicks that are remembered
	maxPeople   = 20_000                          // people of whom something is remembered
)

// An exchange is an interaction that is being answered: what Send must know of it.
type exchange struct {
	id, app, token string
	source         string // the message that was acted on; empty for a command
	private        bool

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

func (x *exchange) isClosed() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.closed
}

func (x *exchange) close() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.closed = true
}

// edits reports whether r takes the place of the message that was acted on.
func (x *exchange) edits(r chat.Reply) bool { return x.source != "" && r.Replace.ID == x.source }

// openExchange remembers that in is being answered, by its event. It reports false if that is known already.
func (a *Adapter) openExchange(key string, in *interaction) (x *exchange, isNew bool) {
	x = &exchange{id: in.ID, app: in.App, token: in.Token, private: in.private(), acked: make(chan struct{})}
	if in.Message != nil {
		x.source = in.Message.ID
	}
	return a.exchanges.Claim(key, x)
}

// exchange is the one by which to answer the event key; nil if there is none left.
func (a *Adapter) exchange(key string) *exchange {
	x, ok := a.exchanges.Get(key)
	if !ok || x.isClosed() {
		return nil
	}
	return x
}

// again reports whether in is a press of what the same person pressed just before. An edit of the message makes
// its buttons others.
func (a *Adapter) again(in *interaction) bool {
	if in.Type != dg.InteractionMessageComponent || in.Message == nil {
		return false
	}
	at := born(in.ID)
	button := strings.Join([]string{in.User.ID, in.Message.ID, in.Message.Edited, in.Data.CustomID}, " ")
	before, ok := a.clicks.Put(button, at)
	return ok && at.Sub(before) < clickWindow
}

// learn remembers the language of somebody's Discord, which only interactions tell.
func (a *Adapter) learn(who, locale string) {
	if known, _ := a.locales.Get(who); locale != "" && locale != known {
		a.locales.Put(who, locale)
	}
}

// localeOf is the language of who; empty if it was not told lately.
func (a *Adapter) localeOf(who string) string {
	locale, _ := a.locales.Get(who)
	return locale
}
