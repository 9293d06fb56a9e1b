package discord

import (
	"context"
	"errors"

	dg "github.com/bwmarrin/discordgo"

	"github.com/handvat/handvat/bot/chat"
)

// A Status is what Discord knows of the bot: what an administrator set up, and what
// is still to be done.
type Status struct {
	App, Name  string
	PublicKey  string   // of the application, in hex
	Endpoint   string   // where interactions go over HTTP; empty if they come over the gateway
	Public     bool     // anyone may add the bot to a server
	Privileged bool     // the bot has privileged intents, which it does not need
	Servers    []Server // at most 200 that the bot is in
	Commands   int      // registered
	Sessions   int      // connections to the gateway left today
}

// A Server is a guild that the bot is in.
type Server struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Flags of an application: the privileged intents it was given.
const privileged = 1<<12 | 1<<13 | 1<<14 | 1<<15 | 1<<18 | 1<<19

// Status asks Discord for the status of the bot. The error is what the first question
// that failed was answered with; see [TokenRefused].
func (a *Adapter) Status(ctx context.Context) (s Status, err error) {
	var app struct {
		ID       string `json:"id"`
		Name     string `json:"name"`
		Key      string `json:"verify_key"`
		Endpoint string `json:"interactions_endpoint_url"`
		Public   bool   `json:"bot_public"`
		Flags    int    `json:"flags"`
	}
	var commands []struct{}
	var gate struct {
		Limit struct {
			Remaining int `json:"remaining"`
		} `json:"session_start_limit"`
	}
	for _, q := range []struct {
		address string
		into    any
	}{
		{dg.EndpointAPI + "applications/@me", &app},
		{dg.EndpointUserGuilds("@me"), &s.Servers},
		{dg.EndpointApplicationGlobalCommands(a.cfg.App), &commands},
		{dg.EndpointGatewayBot, &gate},
	} {
		if err := call(ctx, a.api, request{method: "GET", address: q.address, bucket: q.address,
			into: q.into}); err != nil {
			return s, err
		}
		if app.ID != a.cfg.App { // then the other questions are about another bot
			break
		}
	}
	s.App, s.Name, s.PublicKey, s.Endpoint, s.Public = app.ID, app.Name, app.Key, app.Endpoint, app.Public
	s.Privileged = app.Flags&privileged != 0
	s.Commands, s.Sessions = len(commands), gate.Limit.Remaining
	return s, nil
}

// TokenRefused reports whether err says that Discord does not know the bot's token.
func TokenRefused(err error) bool {
	var e *apiError
	return errors.As(err, &e) && e.Status == 401
}

// Register tells Discord the commands of the bot, everywhere.
func (a *Adapter) Register(ctx context.Context) error {
	address := dg.EndpointApplicationGlobalCommands(a.cfg.App)
	return call(ctx, a.api, request{method: "PUT", address: address, bucket: address, body: toRegister()})
}

// Direct is the place where only that person sees what is sent, by their user id.
func Direct(user string) chat.Place {
	return chat.Place{Platform: Platform, Thread: alone(user)}
}
