package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/delivery"
)

// platforms are the chat platforms that can be configured. A new one is a row here, a
// section in config, and a subcommand of connect.
func platforms() []platform {
	return []platform{slackPlatform(), teamsPlatform(), discordPlatform(), mailPlatform()}
}

// A platform is a chat platform as the program knows it.
type platform struct {
	name  string
	talks bool // people talk with the bot there, rather than being sent something only
	isSet func(*config) bool
	rate  delivery.Rate // what the platform takes
	start func(*slog.Logger, *config, *bot.House) (connected, error)
	check checker
}

// A checker asks a platform whether what is configured works, and tells it in a language. It sends no message to
// anyone.
type checker func(ctx context.Context, c *config, lang string) []finding

// A finding is one thing that was looked at.
type finding struct {
	what string // what was found, as a sentence
	do   string // what to do about it, as a sentence; empty if it is well
	warn bool   // it works today; without it, what needs doing is trouble
}

// A connected platform is one that is ready to run.
type connected struct {
	adapter chat.Adapter
	// route is where the public listener serves the adapter, which is then an [http.Handler]; empty if nothing
	// arrives over HTTP.
	route string
}

// connect returns the platforms that are configured, and what serves those that arrive over HTTP: the public
// listener, with the routes of the adapters, which check who is calling as guard sees, and the pages app stores
// link to.
func connect(std program, c *config, guard *refusals) (all []bot.Platform, serve bot.Service) {
	public, routes := http.NewServeMux(), 0
	for _, p := range platforms() {
		if !p.isSet(c) {
			continue
		}
		row := bot.Platform{Rate: p.rate, Nudges: p.rate.PerSecond / 2, Clock: true} // the other half is for answers
		row.Open = func(h *bot.House, _ *delivery.Delivery) (chat.Adapter, error) {
			on, err := p.start(std.lg, c, h)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", p.name, err)
			}
			if on.route != "" {
				public.Handle(on.route, guard.watch(p.name, on.adapter.(http.Handler)))
				routes++
			}
			return on.adapter, nil
		}
		all = append(all, row)
	}
	return all, func(h *bot.House) (func(context.Context) error, error) {
		if routes == 0 {
			return nil, nil
		}
		notices(public, h.Group)
		if c.Public.Addr == "" {
			return nil, words.Say(func(w *texts) string { return w.Wrong.NoListener })
		}
		ln, err := net.Listen("tcp", c.Public.Addr)
		if err != nil {
			return nil, fmt.Errorf("public.addr: %w", err)
		}
		return func(ctx context.Context) error { return listen(ctx, ln, public) }, nil
	}
}
