package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/handvat/handvat/adapters/discord"
	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/delivery"
)

// discordPlatform is the row of Discord.
func discordPlatform() platform {
	return platform{
		name:  "discord",
		talks: true,
		isSet: func(c *config) bool { return c.Discord.Token.IsSet() },
		// Discord takes 50 requests a second, and about 5 messages in 5 seconds in one channel.
		rate: delivery.Rate{PerSecond: 40, Burst: 20, ChannelPerSecond: 1, ChannelBurst: 5},
		start: func(lg *slog.Logger, c *config, h *bot.House) (connected, error) {
			cfg := c.Discord.adapter()
			cfg.Now = h.Now
			cfg.Bookmark, cfg.OnBookmark = bookmarks(lg, delivery.Notes{DB: h.DB, Now: h.Now})
			a, err := discord.New(lg, cfg, h.Post)
			if err != nil {
				return connected{}, err
			}
			on := connected{adapter: a}
			if cfg.PublicKey != "" {
				on.route = discord.Route
			}
			return on, nil
		},
		check: func(ctx context.Context, c *config) []finding { return checkDiscord(ctx, c, nil) },
	}
}

// adapter is the configuration of the adapter.
func (c *discordConfig) adapter() discord.Config {
	return discord.Config{App: c.AppID, Token: c.Token.Reveal(), PublicKey: c.PublicKey, HTTPOnly: c.HTTPOnly,
		Guilds: c.Guilds, Roles: c.Roles}
}

// bookmarkLife is how long Discord keeps what a bot missed, at most.
const bookmarkLife = 10 * time.Minute

// bookmarks are where the run before this one stopped reading, and what notes where
// this one is, so that what is said during a restart is not missed.
func bookmarks(lg *slog.Logger, n delivery.Notes) (last discord.Bookmark, keep func(discord.Bookmark)) {
	here := chat.Place{Platform: discord.Platform}
	text, err := n.Recall(context.Background(), here)
	if err == nil && text != "" {
		err = json.Unmarshal([]byte(text), &last)
	}
	if err != nil {
		lg.Warn("discord: bookmark not read", "err", err)
		last = discord.Bookmark{} // the present will do
	}
	return last, func(at discord.Bookmark) {
		text, err := json.Marshal(at)
		if err == nil {
			err = n.Note(context.Background(), here, string(text), n.Now().Add(bookmarkLife))
		}
		if err != nil {
			lg.Warn("discord: bookmark not kept", "err", err)
		}
	}
}

// checkDiscord looks at everything about Discord. A client is for tests; it may be nil.
func checkDiscord(ctx context.Context, c *config, client *http.Client) []finding {
	cfg := c.Discord.adapter()
	cfg.Client = client
	a, err := discord.New(slog.New(slog.DiscardHandler), cfg, nil)
	if err != nil {
		return []finding{{what: err.Error(), do: "Copy it anew from the application's pages on " +
			"https://discord.com/developers/applications"}}
	}
	s, err := a.Status(ctx)
	out := discordFindings(cfg, s, err)
	if cfg.PublicKey != "" && c.Public.Addr == "" {
		out = append(out, finding{what: "Nothing listens for what Discord sends.",
			do: "Set public.addr, such as :8090, and let your proxy pass https to it; or leave the public key out, " +
				"and everything comes by the gateway."})
	}
	return out
}

// discordFindings is what there is to say of s; err is why there is no s.
func discordFindings(cfg discord.Config, s discord.Status, err error) (out []finding) {
	portal := "https://discord.com/developers/applications/" + cfg.App
	bad := func(is bool, what, do string) {
		if is {
			out = append(out, finding{what: what, do: do})
		}
	}
	switch {
	case err != nil && discord.TokenRefused(err):
		bad(true, "Discord does not know this token.", "Make a new one with Reset Token on "+
			portal+"/bot and set discord.token.")
		return out
	case err != nil:
		bad(true, err.Error()+".", "Let this machine reach discord.com over https, then try again.")
		return out
	case s.App != cfg.App:
		bad(true, "The token is of another application, "+s.App+".",
			"Set discord.app_id and discord.token of the same application.")
		return out
	}
	out = append(out, finding{what: fmt.Sprintf("Discord knows the bot as %s.", s.Name)})
	bad(cfg.PublicKey != "" && !strings.EqualFold(cfg.PublicKey, s.PublicKey),
		"The public key is not that of this application.", "Set discord.public_key to "+s.PublicKey)
	bad(s.Endpoint != "" && cfg.PublicKey == "", "Discord sends commands and buttons to "+
		s.Endpoint+", and Handvat cannot tell that they are Discord's.",
		"Set discord.public_key to "+s.PublicKey+", or clear the Interactions Endpoint URL on "+portal+"/information")
	bad(cfg.HTTPOnly && s.Endpoint == "", "Discord does not know where to send commands and buttons.",
		"Set the Interactions Endpoint URL on "+
			portal+"/information to https://YOUR-HOST"+discord.Route+" while Handvat runs.")
	bad(s.Commands == 0, "/handvat is not registered.", "Run handvat connect discord.")
	bad(s.Sessions == 1, "The bot connected so often today that Discord is about to reset its token.",
		"Look in the log why the connection does not last.")
	bad(len(s.Servers) == 0, "The bot is in no server yet.",
		"As an administrator of your server, open "+discord.InviteURL(cfg.App))
	if s.Privileged {
		out = append(out, finding{what: "The bot may read more than it needs.",
			do: "Turn off all Privileged Gateway Intents on " + portal + "/bot", warn: true})
	}
	if len(s.Servers) > 0 {
		names := make([]string, len(s.Servers))
		for i, server := range s.Servers {
			names[i] = server.Name
		}
		out = append(out, finding{what: "The bot is in " + strings.Join(names, ", ") + "."})
	}
	return out
}

type connectDiscordCmd struct {
	configFlags
	To string `help:"@connectdiscord_to" placeholder:"ID"`

	client *http.Client // of the test; nil otherwise
}

// Run says how to begin; or registers the commands, checks what is configured, sends a
// test card, and says what to do next.
func (c *connectDiscordCmd) Run(ctx context.Context, std stdio, lg *slog.Logger) error {
	cfg, err := c.load()
	if err != nil {
		return err
	}
	if cfg.Discord.AppID == "" || !cfg.Discord.Token.IsSet() {
		_, err := fmt.Fprint(std.out, discordGuide)
		return err
	}
	own := cfg.Discord.adapter()
	own.Client = c.client
	a, err := discord.New(lg, own, nil)
	if err != nil {
		return err
	}
	if err := a.Register(ctx); err != nil { // what is wrong, the check says better
		lg.Warn("discord: commands not registered", "err", err)
	}
	if err := report(std.out, "discord", checkDiscord(ctx, cfg, c.client)); err != nil {
		return err
	}
	fmt.Fprintf(std.out, "\nTo invite the bot to another server: %s\n", discord.InviteURL(own.App))
	if c.To == "" {
		fmt.Fprintln(std.out, "Next: handvat connect discord --to YOUR-USER-ID sends you a test card.")
		return nil
	}
	if _, err := a.Send(ctx, discord.Direct(c.To), "connect-test", testCard()); err != nil {
		what := finding{what: "The test card did not arrive: " + err.Error() + ".", do: "Try again in a minute."}
		var said *chat.SendError
		if errors.As(err, &said) && said.Gone {
			what.do = "Check the user id. They must be in a server with the bot, and allow direct messages of its " +
				"members."
		}
		return report(std.out, "discord", []finding{what})
	}
	fmt.Fprintln(std.out, "A test card is on its way. Look whether it is there.\nNext: handvat serve, then press a "+
		"button on the card, type /handvat, or send the bot a message.")
	return nil
}

const discordGuide = `Discord is not configured yet. Four steps:

  1. On https://discord.com/developers/applications make a New Application.
  2. On its Bot page leave all Privileged Gateway Intents off, turn off Public Bot so that
     only you can invite it, and press Reset Token.
  3. Set (as variables, or in the file that --config names):
     HANDVAT_DISCORD_APP_ID      General Information, Application ID
     HANDVAT_DISCORD_TOKEN_FILE  a file that holds the token and only Handvat can read
  4. Run handvat connect discord again: it registers /handvat, tells how to invite the bot,
     and checks everything.

Where Handvat has a public https address, Discord can deliver commands and buttons there
instead of by the gateway: set HANDVAT_DISCORD_PUBLIC_KEY (General Information, Public Key).
`
