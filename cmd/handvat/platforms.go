package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"

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
	isSet func(*config) bool
	start func(*slog.Logger, *config, *house) (connected, error)
	check checker
}

// A checker asks a platform whether what is configured works. It sends no message to
// anyone.
type checker func(context.Context, *config) []finding

// A finding is one thing that was looked at.
type finding struct {
	what string // what was found, as a sentence
	do   string // what to do about it, as a sentence; empty if it is well
	warn bool   // it works today; without it, what needs doing is trouble
}

// A connected platform is one that is ready to run.
type connected struct {
	adapter chat.Adapter
	rate    delivery.Rate
	route   string // where the public listener serves the adapter, which is then an [http.Handler]; empty if nothing arrives over HTTP
}

// connect makes what is configured ready, and returns what must run: the adapters, and
// the public listener if something arrives over HTTP. That serves the routes of the
// adapters, which check who is calling, and the pages app stores link to.
func connect(lg *slog.Logger, c *config, h *house) (runs []func(context.Context) error, err error) {
	public, routes := http.NewServeMux(), 0
	for _, p := range platforms() {
		if !p.isSet(c) {
			continue
		}
		on, err := p.start(lg, c, h)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.name, err)
		}
		h.post.Serve(on.adapter.Platform(), on.adapter, on.rate)
		h.plan.Serve(on.adapter.Platform(), on.rate.PerSecond/2) // the other half is for answers
		runs = append(runs, on.adapter.Run)
		if t, ok := on.adapter.(troubled); ok {
			h.outside[p.name] = t
		}
		if on.route != "" {
			public.Handle(on.route, on.adapter.(http.Handler))
			routes++
		}
	}
	if routes == 0 {
		return runs, nil
	}
	notices(public, h.group)
	if c.Public.Addr == "" {
		return nil, fmt.Errorf("messages of a chat platform arrive over https, and nothing listens for them. Set public.addr, such as :8090, or --public-addr, and let your proxy pass https to it")
	}
	ln, err := net.Listen("tcp", c.Public.Addr)
	if err != nil {
		return nil, fmt.Errorf("public.addr: cannot listen on %s: %w", c.Public.Addr, err)
	}
	return append(runs, func(ctx context.Context) error { return listen(ctx, ln, public) }), nil
}
