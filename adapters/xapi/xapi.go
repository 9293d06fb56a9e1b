// Package xapi tells a learning record store (LRS) what happened, as xAPI statements:
// that an aid was shown, finished, rated, applied. It is off unless an organisation
// turns it on, and tells only what profile.jsonld documents: no texts, no names, and
// for whom a keyed hash of the pseudonym that cannot be traced back here or there.
//
// It walks the journal by a cursor that others keep ([Outbox]), so what cannot be sent
// waits and nothing is sent twice under another id: a statement's id follows from its
// journal entry. Statements cannot be changed or deleted; who deletes their data has
// theirs voided ([Deletions]).
//
// It is not a way to read from an LRS, and knows no chat.
package xapi

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
)

// An Entry is one fact of the journal, with what is known of its aid.
type Entry struct {
	Seq       uint64
	Time      time.Time
	Kind      string // the journal's name of it, such as answer_shown
	Person    string // pseudonym
	Platform  string
	Lang      string
	Aid       string // slug
	Version   string
	Moment    string
	Detail    string
	Step      int
	Value     int
	Title     string // of the aid, in Lang; empty if it is no longer there
	Box       string // glass or black
	Checklist bool   // the aid is one
}

// An Outbox is what is still to be told.
type Outbox interface {
	// Next returns the first entries that were not told, n at most, and the number upto
	// which all are then looked at; 0 if there is nothing. Some entries may have been
	// passed over. From then on, [Deletions] must name what is deleted up to there.
	Next(ctx context.Context, n int) (es []Entry, upto uint64, err error)

	// Told says that everything up to a number was told, but for a few statements that
	// the LRS will never take.
	Told(ctx context.Context, upto uint64, refused int) error
}

// Deletions are the people whose statements must be voided.
type Deletions interface {
	// First returns one of them, of whom the LRS was asked the longest ago; ok is false if there is none.
	First(ctx context.Context) (d Deletion, ok bool, err error)

	// Voided says that the statements d.IDs are void and, when all is true, everything
	// else that the LRS had of this actor. Otherwise d is kept as it is without its IDs.
	Voided(ctx context.Context, d Deletion, all bool) error
}

// A Deletion is a person who deleted their data.
type Deletion struct {
	No    uint64
	Actor string    // see [Names.Actor]
	IDs   []string  // of statements that may have been told; see [Names.Statement]
	Whole bool      // there can be no others: who must not ask the LRS for them need not
	Since time.Time // since when the LRS does not let us find the others; zero if it does, or was not asked
	Tried time.Time // when it was asked last
}

// Config is the LRS, and who we are to it.
type Config struct {
	Endpoint string // https address, without /statements
	User     string
	Password string
	Version  string           // of xAPI: 1.0.3, the default, or 2.0.0
	Names    Names            // of actors and statements
	Batch    int              // statements in one request; 50 if 0
	Client   *http.Client     // nil for one that waits 30 seconds
	Now      func() time.Time // nil for time.Now
}

// How long it waits: for new entries, and between tries while the LRS does not take
// them.
const (
	lookEvery  = time.Minute
	firstWait  = 5 * time.Second
	longestTry = 10 * time.Minute
	longestAsk = 6 * time.Hour // however long an LRS asks to wait
)

// An Exporter tells one LRS.
type Exporter struct {
	lg        *slog.Logger
	c         Config
	outbox    Outbox
	deletions Deletions

	look, first, most time.Duration
	voidAt            time.Time // no deletion is tried before this
	unvoided          int       // deletions that failed in a row

	chat.Health // whether something could be told the last time
}

// New checks c and connects to nothing.
func New(lg *slog.Logger, c Config, o Outbox, d Deletions) (*Exporter, error) {
	c.Version, c.Batch = cmp.Or(c.Version, "1.0.3"), cmp.Or(c.Batch, 50)
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Client == nil {
		c.Client = &http.Client{Timeout: 30 * time.Second}
	}
	client := *c.Client
	client.CheckRedirect = func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse // the password goes nowhere else
	}
	c.Client = &client
	c.Endpoint = strings.TrimSuffix(strings.TrimSuffix(c.Endpoint, "/"), "/statements")
	u, err := url.Parse(c.Endpoint)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && !(u.Scheme == "http" && loopback(u.Hostname())):
		return nil, Words.Say(func(w *texts) string { return w.NoEndpoint.With(c.Endpoint) })
	case c.Version != "1.0.3" && c.Version != "2.0.0":
		return nil, Words.Say(func(w *texts) string { return w.NoVersion.With(c.Version) })
	case c.Batch < 1 || c.Batch > 500:
		return nil, Words.Say(func(w *texts) string { return w.NoBatch })
	}
	if err := c.Names.check(); err != nil {
		return nil, err
	}
	return &Exporter{lg: lg, c: c, outbox: o, deletions: d, look: lookEvery, first: firstWait, most: longestTry}, nil
}

// loopback reports whether host is this machine.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Run tells until ctx is done, and returns ctx's error. While the LRS does not take
// what it is told, it waits ever longer, or as long as the LRS asks.
func (x *Exporter) Run(ctx context.Context) error {
	for failed := 0; ; {
		more, err := x.turn(ctx)
		wait := x.look
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			x.lg.Warn("xapi: not told, trying again", "err", err)
			var again *tryAgain
			if wait = backoff(x.first, x.most, failed); errors.As(err, &again) && again.after > 0 {
				wait = min(again.after, longestAsk)
			}
			failed++
		case more:
			wait, failed = 0, 0
		default:
			failed = 0
		}
		x.Note(err, x.c.Now())
		if err := chat.Pause(ctx, wait); err != nil {
			return err
		}
	}
}

// turn voids for one person who deleted their data, and tells one batch: neither waits for the other. more reports
// that there may be more to do at once.
func (x *Exporter) turn(ctx context.Context) (more bool, err error) {
	voided, err := x.voidOne(ctx)
	if err != nil {
		return false, err
	}
	told, err := x.tell(ctx)
	return voided || told, err
}

// voidOne voids for one person, if it is time. That the LRS does not let us is no error: it is written down with the
// deletion, and tried again ever later.
func (x *Exporter) voidOne(ctx context.Context) (voided bool, err error) {
	now := x.c.Now()
	if now.Before(x.voidAt) {
		return false, nil
	}
	d, ok, err := x.deletions.First(ctx)
	if err != nil || !ok {
		return false, err
	}
	err = x.void(ctx, d)
	if err == nil {
		x.unvoided, x.voidAt = 0, time.Time{}
		return true, nil
	}
	if ctx.Err() != nil {
		return false, err
	}
	wait := backoff(x.first, x.most, x.unvoided)
	var again *tryAgain
	if errors.As(err, &again) && again.after > 0 {
		wait = min(again.after, longestAsk)
	}
	x.unvoided, x.voidAt = x.unvoided+1, now.Add(wait)
	x.lg.Warn("xapi: a deletion waits, trying again", "no", d.No, "err", err)
	return false, nil
}

// tell tells one batch.
func (x *Exporter) tell(ctx context.Context) (more bool, err error) {
	es, upto, err := x.outbox.Next(ctx, x.c.Batch)
	if err != nil || upto == 0 {
		return false, err
	}
	var all []statement
	for _, e := range es {
		if s, ok := x.c.Names.statement(e); ok {
			all = append(all, s)
		}
	}
	refused, err := x.post(ctx, all)
	if err != nil {
		return false, err
	}
	return true, x.outbox.Told(ctx, upto, refused)
}

// backoff is how long to wait after failure number n, from 0: first, doubled every time
// up to most, of which a random half is taken off at most.
func backoff(first, most time.Duration, n int) time.Duration {
	d := min(most, first<<min(n, 20))
	return d/2 + rand.N(d/2+1)
}
