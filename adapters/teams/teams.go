// Package teams is the chat on Microsoft Teams, by the Bot Framework's activity
// protocol: activities come in as HTTP requests with a signed token, answers go out
// to the Bot Connector or inside the request.
//
// It keeps nothing that must survive a restart. Where to post is written in the
// [chat.Place], whom an answer is for in the event's ID. In memory are, for a while,
// the answers to presses, the cards people see, files on offer, and who people are.
//
// How acts are answered:
//   - What is said is accepted, and answered by a message.
//   - A press is answered inside the request, within two seconds, or else by a
//     message. Alone with the bot the answer is a message below the card, or edits it.
//     In company the card changes for the person who pressed, and for nobody else.
//   - Private answers and files go to the conversation of the person with the bot.
//
// [Package] makes the app package by which an organisation installs the bot. What the
// bot says is not chosen here.
package teams

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/handvat/handvat/adapters/recent"
	"github.com/handvat/handvat/bot/chat"
)

// Platform is the platform of everyone who talks on Teams.
const Platform chat.Platform = "teams"

// anyTenant as [Config.Tenant] is for the multi-tenant bots of before 2025: every
// organisation that has the app is served.
const anyTenant = "botframework.com"

// Config says which bot this is.
type Config struct {
	App    string // the app id of the bot, a GUID
	Secret string // its client secret
	Tenant string // the organisation's directory id, a GUID; nobody else is served. Or botframework.com for all

	// UnsafeLoopbackPlatform stands in for Microsoft in tests on this machine. Nil is
	// Microsoft.
	UnsafeLoopbackPlatform *Loopback

	Now func() time.Time // default time.Now
}

// Loopback is where a stand-in for the platform is. Both addresses must lead to this
// machine. Tokens are checked all the same, with the keys of the stand-in.
type Loopback struct {
	Metadata string // its OpenID metadata
	Token    string // where it gives tokens
}

// A Finder finds job aids for the message extension.
type Finder interface {
	// Find returns at most limit aids for a question, best first; without a question,
	// some worth a look. lang is a BCP 47 tag, or empty.
	Find(ctx context.Context, question, lang string, limit int) ([]Found, error)
}

// Found is an aid that was found.
type Found struct {
	Title, Text string      // plain text
	Open        chat.Action // shows the aid
}

// Limits of time and size.
const (
	maxBody    = 256 << 10       // bytes of an activity
	answerIn   = 2 * time.Second // for an answer inside the request
	postIn     = 2 * time.Second // for posting it while the request waits
	requestIn  = 25 * time.Second
	viewsLife  = 24 * time.Hour
	viewsMost  = 2000
	aloneLife  = 24 * time.Hour
	aloneMost  = 10000
	pressMost  = 20000
	searchMost = 8 // aids in the message extension
)

// An Adapter serves Teams. It is a [chat.Adapter], and an [http.Handler] for the
// bot's messaging endpoint.
type Adapter struct {
	lg       *slog.Logger
	cfg      Config
	in       chat.Inbox
	find     Finder
	hosts    hosts
	verifier *verifier
	post     *connector
	presses  presses
	views    *recent.Memory[any]          // the card that a person sees in a message
	alone    *recent.Memory[conversation] // of a person with the bot
	files    *recent.Memory[offer]
	accounts accounts
	guests   *recent.Memory[bool] // whether people are guests, as far as the platform told, by tenant and id
}

var _ chat.Adapter = (*Adapter)(nil)

// New returns an adapter that hands what people do to in. The message extension finds
// with find; nil finds nothing. Log lines go to lg.
func New(lg *slog.Logger, cfg Config, in chat.Inbox, find Finder) (*Adapter, error) {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.App == "" || cfg.Secret == "" || cfg.Tenant == "" {
		return nil, Words.Say(func(w *texts) string { return w.Wrong.Unset })
	}
	meta, token := metadata, fmt.Sprintf(tokenURL, url.PathEscape(cfg.Tenant))
	stand := cfg.UnsafeLoopbackPlatform
	if stand != nil {
		for _, s := range []string{stand.Metadata, stand.Token} {
			if u, err := url.Parse(s); err != nil || !isLoopback(u) {
				return nil, Words.Say(func(w *texts) string { return w.Wrong.Away })
			}
		}
		meta, token = stand.Metadata, stand.Token
		lg.Warn("teams: a stand-in on this machine is trusted instead of Microsoft")
	}
	client := &http.Client{
		Timeout: requestIn,
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse
		}, // our token goes nowhere else
	}
	return &Adapter{
		lg: lg, cfg: cfg, in: in, find: find,
		hosts:    hosts{loopback: stand != nil},
		verifier: newVerifier(cfg.App, meta, client, cfg.Now),
		post:     &connector{client, newToken(cfg.App, cfg.Secret, token, client, cfg.Now), cfg.Now},
		presses:  newPresses(cfg.Now),
		views:    recent.New[any](cfg.Now, viewsLife, viewsMost),
		alone:    recent.New[conversation](cfg.Now, aloneLife, aloneMost),
		files:    recent.New[offer](cfg.Now, offerLife, offerMost),
		accounts: accounts{recent.New[account](cfg.Now, accountLife, accountMost)},
		guests:   recent.New[bool](cfg.Now, guestLife, accountMost),
	}, nil
}

// Platform returns [Platform].
func (a *Adapter) Platform() chat.Platform { return Platform }

// Run waits until ctx is done: the platform comes to us.
func (a *Adapter) Run(ctx context.Context) error {
	<-ctx.Done()
	return ctx.Err()
}

// Check reports whether the platform's keys can be read and it gives us a token. The
// error of a refused secret wraps a [*TokenError].
func (a *Adapter) Check(ctx context.Context) error {
	if _, err := a.verifier.keys.get(ctx); err != nil {
		return fmt.Errorf("teams: %w", err)
	}
	if _, err := a.post.token.get(ctx); err != nil {
		return fmt.Errorf("teams: %w", err)
	}
	return nil
}

// Send posts r, or edits what it replaces. The key of an answer is the event's ID,
// which tells whom it is for.
func (a *Adapter) Send(ctx context.Context, to chat.Place, key string, r chat.Reply) (chat.Ref, error) {
	asker := actor(key)
	if !r.Replace.IsZero() {
		to = cmp.Or(r.Replace.Place, to)
	}
	where, err := a.hosts.conversation(to)
	if err != nil {
		return chat.Ref{}, &chat.SendError{Err: err, Permanent: true}
	}
	if where.person != "" || (r.Private || r.File != nil) && !where.direct {
		if where, err = a.aside(ctx, where, cmp.Or(where.person, asker)); err != nil {
			return chat.Ref{}, err
		}
		r.Replace = chat.Ref{} // it is elsewhere
	}
	if where.direct {
		asker = ""
	}
	m := compose(r, asker)
	if r.File != nil {
		m.Attachments = append(m.Attachments, a.offer(r, actor(key)))
	}
	if err := checkMessage(m); err != nil {
		return chat.Ref{}, &chat.SendError{Err: err, Permanent: true}
	}
	method, address := http.MethodPost, where.address()
	if !r.Replace.IsZero() {
		method, address = http.MethodPut, address+"/"+url.PathEscape(r.Replace.ID)
	}
	id, err := a.post.do(ctx, method, address, m)
	if err != nil {
		return chat.Ref{}, err
	}
	ref := chat.Ref{Place: where.place(), ID: cmp.Or(r.Replace.ID, id)}
	if len(m.Attachments) > 0 && m.Attachments[0].ContentType == cardType {
		a.views.Put(viewKey(ref, ""), m.Attachments[0].Content)
	}
	return ref, nil
}

// aside is the conversation of the bot with one person of a company.
func (a *Adapter) aside(ctx context.Context, from conversation, user string) (conversation, error) {
	if user == "" {
		return conversation{}, &chat.SendError{Err: errors.New("teams: a private message for nobody"), Permanent: true}
	}
	key := from.tenant + " " + user
	if c, ok := a.alone.Get(key); ok {
		return c, nil
	}
	c, err := a.post.alone(ctx, a.cfg.App, user, from)
	if err == nil {
		a.alone.Put(key, c)
	}
	return c, err
}

// viewKey names what user sees of a message; with no user, what everyone sees.
func viewKey(m chat.Ref, user string) string {
	return m.Place.Channel + " " + m.ID + " " + user
}

// ServeHTTP takes one activity. Nothing of it is read before its token was verified,
// and it is not acknowledged before it was written down.
func (a *Adapter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	g, err := a.verifier.verify(r.Context(), r.Header.Get("Authorization"))
	if err != nil {
		a.refuse(w, r, http.StatusUnauthorized, err)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		a.refuse(w, r, http.StatusRequestEntityTooLarge, errUnreadable)
		return
	}
	var in activity
	if json.Unmarshal(body, &in) != nil {
		a.refuse(w, r, http.StatusBadRequest, errUnreadable)
		return
	}
	service, err := a.admit(g, &in)
	if err != nil {
		a.refuse(w, r, http.StatusForbidden, err)
		return
	}
	a.serve(w, r, &in, service)
}

// admit holds an activity to its token, and to the organisation we serve. It returns
// the address of the connector it came from.
func (a *Adapter) admit(g grant, in *activity) (service string, err error) {
	if err := g.covers(in); err != nil {
		return "", err
	}
	if a.cfg.Tenant != anyTenant && in.tenant() != a.cfg.Tenant {
		return "", fmt.Errorf("teams: activity: %w: it is of another organisation", errRefused)
	}
	service, err = a.hosts.connector(in.ServiceURL)
	if err != nil {
		return "", fmt.Errorf("teams: service: %w: %w", errRefused, err)
	}
	return service, nil
}

// refuse answers with a status, or with 503 when it is not the request that is wrong.
func (a *Adapter) refuse(w http.ResponseWriter, r *http.Request, status int, err error) {
	if !errors.Is(err, errRefused) && !errors.Is(err, errUnreadable) {
		status = http.StatusServiceUnavailable
		w.Header().Set("Retry-After", "5")
	}
	a.lg.WarnContext(r.Context(), "teams: request refused", "status", status, "err", err)
	w.WriteHeader(status)
}
