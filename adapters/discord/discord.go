// Package discord is the conversation on Discord: direct messages, mentions in a
// channel, the /handvat command, buttons and forms.
//
// Messages come over the gateway, a websocket; commands, buttons and forms come the
// same way, or over HTTP where an administrator gave Discord an address for them. No
// privileged intent is needed: the bot reads what is said to it and nothing else.
//
// Types, routes and rate limits are those of discordgo. The gateway client is our own
// (package gateway), because discordgo's moves on in the stream before an event was
// taken down, tries for ever when it is refused, and cannot be stopped while it waits.
//
// It stores nothing. In memory it keeps, for fifteen minutes, how to answer a command
// or a press; the forms that buttons open; and the language of people's Discord.
package discord

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"sync/atomic"
	"time"

	dg "github.com/bwmarrin/discordgo"

	"github.com/handvat/handvat/adapters/recent"
	"github.com/handvat/handvat/bot/chat"
)

// Platform is the platform of everyone who talks on Discord.
const Platform chat.Platform = "discord"

// Config says how to reach Discord.
type Config struct {
	App       string   // application id
	Token     string   // of the bot
	PublicKey string   // of the application, in hex; empty if nothing comes over HTTP
	HTTPOnly  bool     // do not connect to the gateway: commands, buttons and forms only
	Guilds    []string // ids of the guilds that are served; empty means all that the bot is in
	Roles     []string // ids of roles: who has none of them is a guest; empty for no such roles

	Bookmark   Bookmark       // where an earlier run stopped reading
	OnBookmark func(Bookmark) // told where this one is: when connected, and at the end of Run; may be nil

	Client *http.Client     // for requests to Discord; default one with a time limit of 20 s
	Now    func() time.Time // default time.Now
}

// An Adapter serves Discord. It is a [chat.Adapter], and an [http.Handler] for the
// address where Discord sends interactions and webhook events.
type Adapter struct {
	lg   *slog.Logger
	cfg  Config
	in   chat.Inbox
	key  ed25519.PublicKey
	api  *dg.Session
	self atomic.Pointer[string] // the bot's own user id; the application's until the gateway told

	exchanges *recent.Memory[*exchange] // interactions that are being answered, by their event
	clicks    *recent.Memory[time.Time] // when a button was pressed, as one person sees it
	forms     *recent.Memory[form]      // what the buttons of messages open, see [form]
	locales   *recent.Memory[string]    // the languages of people's Discord
	guests    *recent.Memory[bool]      // whether people are guests
}

var _ chat.Adapter = (*Adapter)(nil)

// New returns an adapter that hands what people do to in. Log lines go to lg. The
// error says which part of cfg cannot be right.
func New(lg *slog.Logger, cfg Config, in chat.Inbox) (*Adapter, error) {
	a := &Adapter{lg: lg, cfg: cfg, in: in}
	if !snowflake(cfg.App) {
		return nil, Words.Say(func(w *texts) string { return w.Wrong.NoApp })
	}
	if cfg.PublicKey != "" {
		key, err := hex.DecodeString(cfg.PublicKey)
		if err != nil || len(key) != ed25519.PublicKeySize {
			return nil, Words.Say(func(w *texts) string { return w.Wrong.NoKey })
		}
		a.key = key
	}
	if cfg.HTTPOnly && a.key == nil {
		return nil, Words.Say(func(w *texts) string { return w.Wrong.NeedsKey })
	}
	if len(cfg.Roles) > 0 && len(cfg.Guilds) == 0 {
		return nil, Words.Say(func(w *texts) string { return w.Wrong.NoGuilds })
	}
	if a.cfg.Now == nil {
		a.cfg.Now = time.Now
	}
	now := a.cfg.Now
	a.exchanges, a.clicks = recent.New[*exchange](now, tokenLife, maxActs),
		recent.New[time.Time](now, clickLife, maxActs)
	a.forms, a.locales = recent.New[form](now, asLong, maxForms), recent.New[string](now, asLong, maxPeople)
	a.guests = recent.New[bool](now, guestLife, maxPeople)
	var err error
	if a.api, err = session(cfg.Token, cfg.Client); err != nil {
		return nil, err
	}
	a.self.Store(&a.cfg.App)
	return a, nil
}

// session is a discordgo session that only speaks REST, and neither waits nor tries
// again by itself: delivery decides on that.
func session(token string, client *http.Client) (*dg.Session, error) {
	if token == "" {
		return nil, Words.Say(func(w *texts) string { return w.Wrong.NoToken })
	}
	s, err := dg.New("Bot " + token)
	if err != nil {
		return nil, fmt.Errorf("discord: %w", err)
	}
	s.StateEnabled, s.ShouldRetryOnRateLimit, s.MaxRestRetries, s.LogLevel = false, false, 0, -1
	s.UserAgent = "DiscordBot (https://github.com/handvat/handvat, 1)"
	if client != nil {
		s.Client = client
	}
	return s, nil
}

// Platform returns [Platform].
func (a *Adapter) Platform() chat.Platform { return Platform }

// Run reads the gateway until ctx is done, connecting again whenever it must. Any
// other error means that Discord does not let this bot in.
func (a *Adapter) Run(ctx context.Context) error {
	if a.cfg.HTTPOnly {
		<-ctx.Done()
		return ctx.Err()
	}
	return a.receive(ctx)
}

// serves reports whether a guild is served; the empty one is a direct conversation.
func (a *Adapter) serves(guild string) bool {
	return guild == "" || len(a.cfg.Guilds) == 0 || slices.Contains(a.cfg.Guilds, guild)
}

// accept hands e to the inbox, trying for a while where that fails: Discord does not
// deliver again what it delivered. What came in is taken down also while ctx ends.
func (a *Adapter) accept(ctx context.Context, e chat.Event) error {
	err := chat.Persist(ctx, 6, 100*time.Millisecond, func() error {
		once, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		return a.in.Accept(once, e)
	})
	if err != nil {
		a.lg.Error("discord: event lost", "event", e.ID, "err", err)
	}
	return err
}
