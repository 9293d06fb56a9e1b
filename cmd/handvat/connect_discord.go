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
	"github.com/handvat/handvat/bot/text"
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
		check: func(ctx context.Context, c *config, lang string) []finding { return checkDiscord(ctx, c, lang, nil) },
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
	noted, err := n.Recall(context.Background(), here)
	if err == nil && noted != "" {
		err = json.Unmarshal([]byte(noted), &last)
	}
	if err != nil {
		lg.Warn("discord: bookmark not read", "err", err)
		last = discord.Bookmark{} // the present will do
	}
	return last, func(at discord.Bookmark) {
		noted, err := json.Marshal(at)
		if err == nil {
			err = n.Note(context.Background(), here, string(noted), n.Now().Add(bookmarkLife))
		}
		if err != nil {
			lg.Warn("discord: bookmark not kept", "err", err)
		}
	}
}

// checkDiscord looks at everything about Discord, and tells it in a language. A client is for tests; it may be nil.
func checkDiscord(ctx context.Context, c *config, lang string, client *http.Client) []finding {
	w := words.In(lang).Doctor
	cfg := c.Discord.adapter()
	cfg.Client = client
	a, err := discord.New(slog.New(slog.DiscardHandler), cfg, nil)
	if err != nil {
		return []finding{{what: text.Tell(err, lang), do: w.DiscordCopy}}
	}
	s, err := a.Status(ctx)
	out := w.discord(cfg, s, err, lang)
	if cfg.PublicKey != "" && c.Public.Addr == "" {
		out = append(out, finding{what: w.Deaf.With("Discord"), do: w.Public + " " + w.DiscordPublic})
	}
	return out
}

// discord is what there is to say of s; err is why there is no s.
func (w *doctorTexts) discord(cfg discord.Config, s discord.Status, err error, lang string) (out []finding) {
	page := "https://discord.com/developers/applications/" + cfg.App
	switch {
	case err != nil && discord.TokenRefused(err):
		return []finding{{what: w.DiscordToken, do: w.DiscordTokenDo.With(page + "/bot")}}
	case err != nil:
		return []finding{{what: text.Tell(err, lang) + ".", do: w.DiscordReach}}
	case s.App != cfg.App:
		return []finding{{what: w.DiscordOther.With(s.App), do: w.DiscordOtherDo}}
	}
	bad := func(is bool, what, do string) {
		if is {
			out = append(out, finding{what: what, do: do})
		}
	}
	out = append(out, finding{what: w.DiscordIn.With(s.Name)})
	bad(cfg.PublicKey != "" && !strings.EqualFold(cfg.PublicKey, s.PublicKey), w.DiscordKey,
		w.DiscordKeyDo.With(s.PublicKey))
	bad(s.Endpoint != "" && cfg.PublicKey == "", w.DiscordNoKey.With(s.Endpoint),
		w.DiscordNoKeyDo.With(s.PublicKey, page+"/information"))
	bad(cfg.HTTPOnly && s.Endpoint == "", w.DiscordNoURL,
		w.DiscordNoURLDo.With(page+"/information", "https://YOUR-HOST"+discord.Route))
	bad(s.Commands == 0, w.DiscordWords, w.DiscordWordsDo)
	bad(s.Sessions == 1, w.DiscordOften, w.DiscordOftenDo)
	bad(len(s.Servers) == 0, w.DiscordNowhere, w.DiscordNowhereDo.With(discord.InviteURL(cfg.App)))
	if s.Privileged {
		out = append(out, finding{what: w.DiscordNosy, do: w.DiscordNosyDo.With(page + "/bot"), warn: true})
	}
	if len(s.Servers) > 0 {
		names := make([]string, len(s.Servers))
		for i, server := range s.Servers {
			names[i] = server.Name
		}
		out = append(out, finding{what: w.DiscordServers.With(strings.Join(names, ", "))})
	}
	return out
}

type connectDiscordCmd struct {
	connectFlags
	To string `placeholder:"ID"`

	client *http.Client // of the test; nil otherwise
}

// Run says how to begin; or registers the commands, checks what is configured, sends a
// test card, and says what to do next.
func (c *connectDiscordCmd) Run(ctx context.Context, std stdio, lg *slog.Logger) error {
	cfg, err := c.load()
	if err != nil {
		return err
	}
	w, lang := c.words()
	if cfg.Discord.AppID == "" || !cfg.Discord.Token.IsSet() {
		_, err := fmt.Fprint(std.out, w.DiscordGuide)
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
	if err := report(std.out, lang, "discord", checkDiscord(ctx, cfg, lang, c.client)); err != nil {
		return err
	}
	fmt.Fprintln(std.out, "\n"+w.DiscordInvite.With(discord.InviteURL(own.App)))
	if c.To == "" {
		fmt.Fprintln(std.out, w.DiscordTo)
		return nil
	}
	if _, err := a.Send(ctx, discord.Direct(c.To), "connect-test", testCard()); err != nil {
		what := finding{what: w.DiscordLost.With(text.Tell(err, lang)), do: w.DiscordAgain}
		var said *chat.SendError
		if errors.As(err, &said) && said.Gone {
			what.do = w.DiscordGone
		}
		return report(std.out, lang, "discord", []finding{what})
	}
	fmt.Fprintln(std.out, w.DiscordDone)
	return nil
}
