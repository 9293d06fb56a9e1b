// Package agenda remembers what the bot must say later, and keeps it humane: it
// decides when something is said, how much, and when it is better left unsaid. When
// an item falls due it becomes an ordinary [chat.Event] of kind [chat.Due], so time
// is one more thing that happens to the bot.
//
// An item leaves the agenda in the transaction that accepts its event, so it is said
// at most once, whatever crashes. What may be said to a person is limited (limits.go),
// and an item that has to wait for longer than three working days is dropped, which
// the journal knows; nothing piles up.
//
// It chooses no words and knows no aids: bot says what an item means. It is not a
// message queue either: bot/delivery brings what the bot says.
package agenda

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // machines without time zones exist; people without do not

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// A Kind says what sort of thing an item is.
type Kind string

// The kinds of item.
const (
	Reflection Kind = "reflection" // looks back; after two in a row comes something to do
	Plan       Kind = "plan"       // something to do: makes room for two reflections
	Feedback   Kind = "feedback"
	Change     Kind = "change"   // the way of working changed
	Campaign   Kind = "campaign" // a series that an author made
	Training   Kind = "training" // asks whether what was learned is used
	Pulse      Kind = "pulse"    // one short question, seldom
	Moment     Kind = "moment"   // of a team, in its channel, at its own time of the day
	Digest     Kind = "digest"   // at its own time of the day, outside quiet hours
)

// farewell is the kind of the closing message, whatever it came instead of: it is
// neither looking back nor something to do.
const farewell Kind = "farewell"

// Weekdays are days of the week.
type Weekdays []time.Weekday

// An Item is one thing to say later.
type Item struct {
	Key      string      // items with one Key are one item, for ever; at most 160 bytes
	Kind     Kind        // one of the kinds above
	Person   people.ID   `json:",omitempty"` // for whom; empty for everyone in a place, such as a team's channel
	In       chat.Place  // where; a person's own place, once known, comes first
	Due      time.Time   // the day on which to say it, in the person's own zone; for a digest and a moment the time too
	Days     Weekdays    `json:",omitempty"` // on which it may be said; empty for each working day
	Expires  time.Time   `json:",omitzero"`  // not said from then on, also if nobody could be reached; zero for never
	Action   chat.Action // what the event asks of the bot
	Instead  chat.Action `json:",omitzero"` // of a reflection: an action prompt to put between, if two came before
	Purpose  text.Said   // the line that says what it serves; required. At most 300 bytes
	Series   string      `json:",omitempty"` // what [Agenda.Stop] stops; at most 80 bytes
	Event    string      `json:",omitempty"` // what of Key stays when Due is set anew; empty for all of it
	Moves    int         `json:",omitempty"` // how often Due was set anew, where Event is not empty
	Promised bool        `json:",omitempty"` // the person was told that it comes: it is moved where others are dropped
	Priority int         `json:",omitempty"` // of items due at one moment the highest is first; 0 to 9
}

// ErrNoPurpose is wrapped by the error of an item that does not say what it serves.
var ErrNoPurpose = errors.New("it does not say what it serves")

const maxSeries = 80

// check refuses what could not be said, or should not be.
func (it Item) check() error {
	switch {
	case len(it.Purpose) == 0 || it.says(func(s string) bool { return strings.TrimSpace(s) == "" }):
		return ErrNoPurpose
	case it.Key == "" || len(it.Key) > 160 || len(it.Series) > maxSeries ||
		it.says(func(s string) bool { return len(s) > 300 }):
		return errors.New("its key, purpose or series is too long, or it has no key")
	case it.Kind != Reflection && it.Kind != Plan && it.Kind != Feedback && it.Kind != Change && it.Kind != Campaign &&
		it.Kind != Training && it.Kind != Pulse && it.Kind != Moment && it.Kind != Digest:
		return fmt.Errorf("unknown kind %q", it.Kind)
	case it.In.Platform == "" || strings.Contains(string(it.In.Platform), "\x00"):
		return errors.New("it is for nowhere: In has no platform")
	case it.Person == "" && it.In.Channel == "":
		return errors.New("it is for nobody: it has neither a person nor a channel")
	case it.Action.IsZero() || len(it.Action.Verb)+len(it.Action.Arg) > 90 ||
		len(it.Instead.Verb)+len(it.Instead.Arg) > 90:
		return errors.New("it has no action, or one of over 90 bytes")
	case it.Due.IsZero() || it.Priority < 0 || it.Priority > 9:
		return errors.New("it has no due day, or a priority outside 0 to 9")
	}
	return nil
}

// says reports whether a purpose of it, in one of the languages, is such.
func (it Item) says(such func(string) bool) bool {
	for _, says := range it.Purpose {
		if such(says) {
			return true
		}
	}
	return false
}

// An Inbox takes events inside a transaction of the caller, each only once.
type Inbox interface {
	AcceptTx(tx *store.Tx, e chat.Event) (isNew bool, err error)
}

// An Agenda is the items in a store. It is safe for concurrent use, except for its
// settings, which must be made first.
type Agenda struct {
	lg  *slog.Logger
	db  *store.DB
	in  Inbox
	now func() time.Time

	zone    *time.Location
	closing chat.Action
	when    func(context.Context) (bool, error)
	rates   map[chat.Platform]float64

	mu      sync.Mutex
	zones   map[string]*time.Location
	buckets map[chat.Platform]*bucket
}

// New returns the agenda kept in db, which hands what is due to in.
func New(lg *slog.Logger, db *store.DB, in Inbox, now func() time.Time) *Agenda {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		panic(err) // it is part of the program
	}
	return &Agenda{lg: lg, db: db, in: in, now: now, zone: zone,
		closing: chat.Action{Verb: "nudge", Arg: "goodbye"},
		when:    func(context.Context) (bool, error) { return true, nil }, rates: map[chat.Platform]float64{},
		zones: map[string]*time.Location{}, buckets: map[chat.Platform]*bucket{}}
}

// Zone sets the time zone of people whose own is not known, and of places. The
// default is Europe/Amsterdam.
func (a *Agenda) Zone(loc *time.Location) { a.zone = loc }

// Serve makes Run hand over what is planned for p, at most perSecond items a second
// so that answers have room; 0 stands for 10, with which a wave of 36,000 takes an
// hour. What is planned for a platform that is not served waits, and is dropped when
// it was held too long.
func (a *Agenda) Serve(p chat.Platform, perSecond float64) { a.rates[p] = cmp.Or(perSecond, usualRate) }

// Closing sets the action of the message that says goodbye to somebody who ignored
// four others. The default is "nudge goodbye".
func (a *Agenda) Closing(act chat.Action) { a.closing = act }

// ByClock sets whether anything may be said by the clock as it is now. The default is yes.
func (a *Agenda) ByClock(may func(context.Context) (bool, error)) { a.when = may }

// Add puts an item on the agenda. It reports false if one with its Key ever was: then
// nothing changes. Of the series of a person the three started last go on, and
// adding to a fourth ends the one started first.
//
// The error wraps [ErrNoPurpose] if the item does not say what it serves.
func (a *Agenda) Add(tx *store.Tx, it Item) (added bool, err error) {
	if err := it.check(); err != nil {
		return false, fmt.Errorf("agenda: add %s: %w", it.Kind, err)
	}
	if key := []byte(it.Key); items.Has(tx, key) || items.SetAside(tx, key) {
		return false, nil
	}
	now := a.now()
	if s := it.sharing(); it.Person != "" && s != "" {
		if err := a.makeRoom(tx, it.Person, s, now); err != nil {
			return false, fmt.Errorf("agenda: add %s: %w", it.Kind, err)
		}
	}
	w, err := a.whoIs(tx, it)
	if err != nil {
		return false, fmt.Errorf("agenda: add %s: %w", it.Kind, err)
	}
	at, _ := w.clock.moment(it, w.clock.due(it))
	if err := put(tx, planned{Item: it, At: at, Added: now}); err != nil {
		return false, fmt.Errorf("agenda: add %s: %w", it.Kind, err)
	}
	return true, nil
}

// AddAnew is [Agenda.Add] under a Key that was never used: the item's with a number behind,
// which counts how often there was one and tells nothing else.
func (a *Agenda) AddAnew(tx *store.Tx, it Item) error {
	key := it.Key
	for n := 1; ; n++ {
		it.Key = fmt.Sprintf("%s/%d", key, n)
		if added, err := a.Add(tx, it); added || err != nil {
			return err
		}
	}
}
