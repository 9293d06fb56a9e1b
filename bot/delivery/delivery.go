// Package delivery makes sure that everything a person says to the bot is taken
// down before it is acknowledged, decided on exactly once, and answered, whatever
// crashes in between. It is the inbox of the adapters and the outbox of the bot.
//
// An event is accepted in one transaction, and decided on in one other: that takes
// it from the inbox, writes everything the [Decision] writes, and puts the reply
// in the outbox. A third removes the reply once the platform took it. So a crash
// leaves an event either accepted or answered, and a reply either waiting or gone.
// What was accepted or waiting is taken up by the next [Delivery.Run].
//
// Answers are delivered at least once: when it is unclear whether one arrived, it
// is sent again with the same key. Nudges ([Message.Once], and replies to
// [chat.Due]) are delivered at most once: then it is not.
//
// It is not a scheduler: bot/agenda says when. It reads no text and chooses no
// words.
package delivery

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// A Handler decides on events.
type Handler interface {
	// Handle does the thinking about e, which may be slow and must only read, and
	// returns what to do about it. It is called for the events of one place one
	// after another, for different places at the same time. It gets 30 seconds.
	// After a crash it may be called again for the same event; a Decision is kept
	// only once.
	Handle(ctx context.Context, e chat.Event) (Decision, error)
}

// A Decision writes what an event leads to and returns the reply. It runs inside
// the one transaction that also takes the event from the inbox and puts the reply
// in the outbox. It may run more than once, of which only the last run counts, so
// it must change nothing but tx.
//
// The zero Reply means silence, which is only for [chat.Left], [chat.Due] and what was said aside: to
// anything else it is an error.
type Decision func(tx *store.Tx) (chat.Reply, error)

// Limits and spans of time that hold for every platform.
const (
	maxID       = 200                 // bytes of an event's ID or a message's key
	maxEvent    = 256 << 10           // bytes of an event as JSON
	lateAfter   = 15 * time.Minute    // a question older than this gets an apology, not an answer
	maxBackoff  = 5 * time.Minute     // between tries to send a message
	answerLife  = 24 * time.Hour      // an answer that cannot be delivered for this long is dropped
	nudgeLife   = time.Hour           // likewise the reply to a Due event, from when that was accepted
	seenLife    = privacy.KeepHandled // how long a redelivery is recognised, at least
	talkLife    = privacy.KeepTalk
	thinkLimit  = 30 * time.Second // for one Handle
	sendLimit   = 30 * time.Second // for one Send
	drainLimit  = 10 * time.Second // for finishing after Run's context has ended
	settleAfter = time.Second      // how long an answer given inside a request is kept, in case the process dies
	pollEvery   = time.Minute      // how soon a message posted outside a Decision, or an inbox that failed, is read
)

// A Delivery is the inbox and the outbox. It implements [chat.Inbox]. Its settings
// must be made before [Delivery.Run].
type Delivery struct {
	lg  *slog.Logger
	db  *store.DB
	h   Handler
	now func() time.Time

	apologise func(e chat.Event, ref string, late bool) chat.Reply
	onGone    func(tx *store.Tx, place chat.Place) error
	held      func() bool // by the clock
	workers   int
	kept      map[chat.Platform]bool
	posts     map[chat.Platform]*post
	fleeting  fleeting

	arrived chan struct{} // holds one token when something was accepted

	mu      sync.Mutex
	waiting map[string]chan chat.Reply // calls of Answer, by event ID

	unable  func(e chat.Event) chat.Reply
	refused map[chat.Place]time.Time // when a place was told that nothing can be kept; see tellUnable
}

var _ chat.Inbox = (*Delivery)(nil)

// New returns a Delivery on db that asks h what to do. It does nothing until its
// Run.
func New(lg *slog.Logger, db *store.DB, h Handler, now func() time.Time) *Delivery {
	return &Delivery{
		lg: lg, db: db, h: h, now: now,
		apologise: sorry,
		onGone:    func(*store.Tx, chat.Place) error { return nil },
		held:      func() bool { return false },
		workers:   4,
		kept:      map[chat.Platform]bool{},
		posts:     map[chat.Platform]*post{},
		arrived:   make(chan struct{}, 1),
		waiting:   map[string]chan chat.Reply{},
		refused:   map[chat.Place]time.Time{},
	}
}

// Apologise sets what a person gets when there is no answer: ref is a short
// reference that the log has too, late means that the question waited so long
// that an answer would come out of nowhere. The default is one plain sentence in
// Dutch and English.
func (d *Delivery) Apologise(f func(e chat.Event, ref string, late bool) chat.Reply) { d.apologise = f }

// sorry is the apology by default.
func sorry(_ chat.Event, ref string, _ bool) chat.Reply {
	return chat.Reply{Text: "Dit ging mis; probeer het nog eens. / This went wrong; please try again. (" + ref + ")"}
}

// OnGone sets what happens when a platform says that a person blocked or removed
// the bot. It runs in the transaction that drops what was waiting for that place,
// possibly more than once. The default is nothing.
func (d *Delivery) OnGone(f func(tx *store.Tx, place chat.Place) error) { d.onGone = f }

// Hold sets whether the clock is not to be trusted now: then no message is too old, and those that are sent once wait.
// The default is no.
func (d *Delivery) Hold(held func() bool) { d.held = held }

// Keep makes delivery keep the conversations on p, so that [Delivery.History] can
// show them. It is for platforms that are ours and so have no memory of their own.
// On such a platform the [chat.Ref] that Send returns must have the message's key
// as its ID. What a reply that is fleeting says is remembered for an hour, and not after
// a restart. The default is to keep nothing.
func (d *Delivery) Keep(p chat.Platform) { d.kept[p] = true }

// Serve makes Run deliver what is meant for p through s, at most as fast as r
// allows. Messages for a platform that is not served wait until they expire.
func (d *Delivery) Serve(p chat.Platform, s chat.Sender, r Rate) { d.posts[p] = newPost(d, p, s, r) }

// Run handles what was accepted, also before a crash, and delivers what is in the
// outbox. When ctx ends it handles what is
// in the inbox and delivers the answers that can be delivered at once, for at most
// ten seconds, and returns ctx's error. Run must be called only once.
func (d *Delivery) Run(ctx context.Context) error {
	work, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(drainLimit, cancel) })()

	for _, p := range d.posts { // before anything new is decided
		if err := p.load(work, true); err != nil {
			return fmt.Errorf("delivery: %w", err)
		}
	}
	var posts sync.WaitGroup
	handled := make(chan struct{})
	for _, p := range d.posts {
		posts.Go(func() { p.run(work, handled) })
	}

	d.handleAll(work, ctx.Done())
	close(handled)
	posts.Wait()
	return ctx.Err()
}
