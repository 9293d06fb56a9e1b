// Package slack is the Slack adapter: direct messages, mentions and the threads they
// open, the slash command, buttons, windows, the message shortcut and the home tab.
//
// What Slack brings arrives over HTTP, signed, or over a socket that the adapter
// opens (Socket Mode); from there on it is one road: a payload is read, handed to
// the inbox, and acknowledged when it is taken down. Answers are posted through the
// Web API; those for one person alone through the address that came with the
// question, as an ephemeral message, or in the direct conversation, in that order.
//
// It stores nothing by itself. What it must know after a restart, which is in which
// threads it listens and whom it met, goes into a [Memory]. An event's ID names the
// team, the channel, the moment and the person; see [Adapter.Send] for why.
//
// It serves one workspace per token and chooses no word that the bot says; only the
// texts of the home tab, the windows and the listening are here.
package slack

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"github.com/handvat/handvat/adapters/recent"
	"github.com/handvat/handvat/bot/chat"
)

// Config says how Slack is reached.
type Config struct {
	BotToken      string // xoxb-…; needed
	SigningSecret string // for payloads over HTTP; without it [Adapter.ServeHTTP] refuses all
	AppToken      string // xapp-…, for payloads over a socket; without it none is opened

	Group    int                        // of how many people figures are at least, for the home tab
	Prompts  func(lang string) []string // questions to offer who opens the conversation; none if nil
	Memory   Memory                     // needed but to send
	APIURL   string                     // default https://slack.com/api/
	Client   *http.Client               // default: one with a time limit of 10 s
	Now      func() time.Time           // default time.Now
	Patience time.Duration              // how long a request waits for an answer inside it; default 2 s
}

// A Memory keeps a note about a place.
type Memory interface {
	// Recall returns what was noted about p; empty if nothing is, or not any more.
	Recall(ctx context.Context, p chat.Place) (string, error)

	// Note keeps text about p until then, in place of what was noted before. Empty text
	// removes it.
	Note(ctx context.Context, p chat.Place, text string, until time.Time) error
}

// An Adapter serves a Slack workspace. It is a [chat.Adapter] and an [http.Handler].
type Adapter struct {
	lg  *slog.Logger
	cfg Config
	in  chat.Inbox
	api *slack.Client

	self     atomic.Pointer[slack.AuthTestResponse] // who the bot is; nil until Slack said it
	profiles *recent.Memory[profile]                // by user
	hold     atomic.Int64                           // Slack has had enough questions for profiles until then, in ns
	clicks   *recent.Memory[string]                 // the events of presses, by person, message and button
	urls     *recent.Memory[*replyURL]              // by event
	unsure   *recent.Memory[struct{}]               // keys of messages of which it is not known whether they arrived
	waiting  *recent.Memory[*awaiting]              // what was said in direct conversations, by event
	jobs     chan job                               // to do after an acknowledgement, some of it perhaps not at all
}

var (
	_ chat.Adapter = (*Adapter)(nil)
	_ http.Handler = (*Adapter)(nil)
)

// New returns an adapter that hands what people do to in. Log lines go to lg. It
// connects to nothing until its Run.
func New(lg *slog.Logger, cfg Config, in chat.Inbox) *Adapter {
	if cfg.Client == nil {
		cfg.Client = &http.Client{Timeout: 10 * time.Second}
	}
	cfg.APIURL, cfg.Patience = cmp.Or(cfg.APIURL, slack.APIURL), cmp.Or(cfg.Patience, 2*time.Second)
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	return &Adapter{
		lg: lg, cfg: cfg, in: in, jobs: make(chan job, 256),
		api: slack.New(cfg.BotToken, slack.OptionAPIURL(cfg.APIURL), slack.OptionHTTPClient(cfg.Client),
			slack.OptionAppLevelToken(cfg.AppToken)),
		profiles: recent.New[profile](cfg.Now, profileKept, most),
		clicks:   recent.New[string](cfg.Now, doubleClick, most),
		urls:     recent.New[*replyURL](cfg.Now, urlLife, most),
		unsure:   recent.New[struct{}](cfg.Now, unsureLife, most),
		waiting:  recent.New[*awaiting](cfg.Now, awaitingLife, most),
	}
}

// Platform returns [Platform].
func (a *Adapter) Platform() chat.Platform { return Platform }

// Run learns who the bot is, opens a socket if there is a token for it, and does what
// need not be done inside a request, until ctx is done. A token that Slack refuses is
// logged and tried again: everything else can go on without.
func (a *Adapter) Run(ctx context.Context) error {
	var running sync.WaitGroup
	defer running.Wait()
	const workers = 4
	for range workers {
		running.Go(func() { a.work(ctx) })
	}
	running.Go(func() { a.introduce(ctx) })
	if a.cfg.AppToken != "" {
		running.Go(func() { a.listen(ctx) })
	}
	<-ctx.Done()
	return ctx.Err()
}

// introduce asks Slack who the bot is, until it says so.
func (a *Adapter) introduce(ctx context.Context) {
	for wait := time.Second; ; wait = min(2*wait, time.Minute) {
		self, err := a.api.AuthTestContext(ctx)
		if err == nil {
			a.self.Store(self)
			return
		}
		if ctx.Err() == nil {
			a.lg.Error("slack: no answer to the bot token yet; handvat doctor tells what to do", "err", chat.Bare(err))
		}
		if chat.Pause(ctx, wait) != nil {
			return
		}
	}
}

// selfID is the user id of the bot; empty if not known yet.
func (a *Adapter) selfID() string {
	if s := a.self.Load(); s != nil {
		return s.UserID
	}
	return ""
}

// listen keeps a socket open until ctx is done. Slack's library reconnects by itself,
// and gives up only when the token is refused; that may be mended.
func (a *Adapter) listen(ctx context.Context) {
	for {
		// A message may hold as much as a request over HTTP.
		socket := socketmode.New(a.api, socketmode.OptionReadLimit(maxBody))
		done, err := make(chan struct{}), error(nil)
		go func() {
			defer close(done)
			err = socket.RunContext(ctx)
		}()
		a.receive(ctx, socket, done)
		<-done
		if ctx.Err() != nil {
			return
		}
		a.lg.Error("slack: the socket was refused", "err", chat.Bare(err))
		if chat.Pause(ctx, time.Minute) != nil {
			return
		}
	}
}

// A job is something small to do after an acknowledgement.
type job struct {
	what   string
	do     func(ctx context.Context) error
	answer bool // a person waits for it: it is tried again when it fails
}

// later does something soon, in [Adapter.Run]; not at all if there is too much to do.
func (a *Adapter) later(what string, do func(ctx context.Context) error) {
	select {
	case a.jobs <- job{what: what, do: do}:
	default:
		a.lg.Warn("slack: left undone", "what", what)
	}
}

// deliver sends what is left of an answer that was given inside a request: the inbox
// does not send it again.
func (a *Adapter) deliver(ctx context.Context, to chat.Place, key string, r chat.Reply) {
	do := func(ctx context.Context) error { _, err := a.Send(ctx, to, key, r); return err }
	select {
	case a.jobs <- job{"send an answer", do, true}:
	case <-ctx.Done():
		a.lg.Error("slack: an answer is lost, there was too much to do", "event", key)
	}
}

// work does jobs until ctx is done. An answer is tried a few times, other things once
// more when Slack says that it has had enough.
func (a *Adapter) work(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case j := <-a.jobs:
			if err := a.try(ctx, j); err != nil && ctx.Err() == nil {
				a.lg.Warn("slack: not done", "what", j.what, "err", chat.Bare(err))
			}
		}
	}
}

// try does j, and again if that is worth it.
func (a *Adapter) try(ctx context.Context, j job) error {
	tries := 2
	if j.answer {
		tries = 5
	}
	return chat.Persist(ctx, tries, time.Second, func() error {
		err := a.doOnce(ctx, j)
		if err == nil || j.answer {
			return err
		}
		said := explain(err)
		said.Permanent = said.RetryAfter == 0
		return said
	})
}

func (a *Adapter) doOnce(ctx context.Context, j job) (err error) {
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return j.do(ctx)
}
