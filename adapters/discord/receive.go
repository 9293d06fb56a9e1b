package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"sync"
	"time"

	dg "github.com/bwmarrin/discordgo"

	"github.com/handvat/handvat/adapters/discord/gateway"
	"github.com/handvat/handvat/bot/chat"
)

const (
	intents = dg.IntentGuilds | dg.IntentGuildMessages | dg.IntentDirectMessages // none privileged
	lanes   = 8                                                                  // messages taken down at the same time
)

// A Bookmark is a place in Discord's stream of events.
type Bookmark = gateway.Bookmark

// A receiver takes events from the gateway to where they are taken down: messages in
// lanes, those of one channel in one lane and so in order; interactions each beside
// the others.
type receiver struct {
	a       *Adapter
	seed    maphash.Seed
	lanes   [lanes]chan func()
	working sync.WaitGroup
}

// receive reads the gateway until ctx is done, and finishes what came in.
func (a *Adapter) receive(ctx context.Context) error {
	r := &receiver{a: a, seed: maphash.MakeSeed()}
	for i := range r.lanes {
		r.lanes[i] = make(chan func(), 256)
		r.working.Go(func() {
			for work := range r.lanes[i] {
				work()
			}
		})
	}
	err := gateway.Run(ctx, gateway.Config{
		Log: a.lg, Token: a.api.Token, Intents: int(intents), Find: a.gateway, Handle: r.handle,
		Bookmark: a.resume(ctx), OnBookmark: a.cfg.OnBookmark,
	})
	for _, l := range r.lanes {
		close(l)
	}
	r.working.Wait()
	if errors.Is(err, gateway.ErrRefused) {
		return fmt.Errorf("discord: %w. To find out more: handvat connect discord", err)
	}
	return err
}

// resume is where to read on. A session that is resumed does not tell who the bot is,
// so that is asked here; without an answer there is no reading on.
func (a *Adapter) resume(ctx context.Context) Bookmark {
	if a.cfg.Bookmark.Session == "" {
		return Bookmark{}
	}
	var me user
	err := call(ctx, a.api, request{method: "GET", address: dg.EndpointUser("@me"),
		bucket: dg.EndpointUser("@me"), into: &me})
	if err != nil || !snowflake(me.ID) {
		a.lg.Warn("discord: not reading on where the last run stopped", "err", err)
		return Bookmark{}
	}
	a.self.Store(&me.ID)
	return a.cfg.Bookmark
}

// gateway asks where to connect to.
func (a *Adapter) gateway(ctx context.Context) (address string, wait time.Duration, err error) {
	var g struct {
		URL   string `json:"url"`
		Limit struct {
			Remaining int   `json:"remaining"`
			After     int64 `json:"reset_after"` // ms
		} `json:"session_start_limit"`
	}
	err = call(ctx, a.api, request{method: "GET", address: dg.EndpointGatewayBot,
		bucket: dg.EndpointGatewayBot, into: &g})
	var said *chat.SendError
	switch {
	case TokenRefused(err):
		return "", 0, fmt.Errorf("%w: the bot token is not valid", gateway.ErrRefused)
	case errors.As(err, &said):
		return "", said.RetryAfter, err
	case g.Limit.Remaining <= 1 && g.Limit.After > 0: // one more and Discord takes the token away
		return "", time.Duration(g.Limit.After) * time.Millisecond, errors.New("discord: too many sessions today")
	}
	return g.URL, 0, nil
}

// handle passes on one event.
func (r *receiver) handle(ctx context.Context, kind string, data json.RawMessage, taken func()) {
	switch kind {
	case "READY":
		var ready struct {
			User user `json:"user"`
		}
		if err := json.Unmarshal(data, &ready); err == nil && snowflake(ready.User.ID) {
			r.a.self.Store(&ready.User.ID)
		}
		r.a.lg.Info("discord: ready")
	case "MESSAGE_CREATE":
		r.message(ctx, data, taken)
		return
	case "INTERACTION_CREATE":
		r.interaction(ctx, data, taken)
		return
	}
	taken()
}

// message takes down a message that is meant for the bot.
func (r *receiver) message(ctx context.Context, raw json.RawMessage, taken func()) {
	e, by, ok, err := readMessage(raw, *r.a.self.Load(), r.a.localeOf)
	if err != nil {
		r.a.lg.Warn("discord: message not understood", "err", err)
	}
	if !ok || err != nil || !r.a.serves(e.In.Team) {
		taken()
		return
	}
	r.lanes[maphash.String(r.seed, e.In.Channel)%lanes] <- func() {
		defer taken()
		r.a.know(ctx, &e, by)
		_ = r.a.accept(ctx, e) // logged; Discord has no way to be told
	}
}

// interaction answers an interaction.
func (r *receiver) interaction(ctx context.Context, raw json.RawMessage, taken func()) {
	in, err := readInteraction(raw)
	if err != nil || in.App != r.a.cfg.App {
		r.a.lg.Warn("discord: interaction not understood", "err", err)
		taken()
		return
	}
	r.working.Go(func() {
		defer taken()
		r.a.interact(ctx, in, r.a.callBack(in))
	})
}
