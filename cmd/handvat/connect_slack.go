package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"strings"

	"github.com/handvat/handvat/adapters/slack"
	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/delivery"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
)

// slackPlatform is the row of Slack.
func slackPlatform() platform {
	return platform{
		name:  "slack",
		talks: true,
		isSet: func(c *config) bool { return c.Slack.BotToken.IsSet() },
		// Slack allows about one message a second in a channel, and a few more at once.
		rate: delivery.Rate{PerSecond: 20, Burst: 40, ChannelPerSecond: 1, ChannelBurst: 5},
		start: func(lg *slog.Logger, c *config, h *bot.House) (connected, error) {
			cfg, err := c.Slack.adapter()
			if err != nil {
				return connected{}, err
			}
			cfg.Memory, cfg.Now, cfg.Group = delivery.Notes{DB: h.DB, Now: h.Now}, h.Now, h.Group.K()
			on := connected{adapter: slack.New(lg, cfg, h.Post)}
			switch {
			case cfg.SigningSecret != "":
				on.route = slack.Route
			case cfg.AppToken == "":
				return connected{}, words.Say(func(w *texts) string { return w.Wrong.SlackWay })
			}
			return on, nil
		},
		check: checkSlack,
	}
}

// adapter is the configuration of the adapter.
func (c *slackConfig) adapter() (slack.Config, error) {
	if c.APIURL != "" {
		u, err := url.Parse(c.APIURL)
		if err != nil || u.Scheme != "https" && loopbackOnly(u.Host) != nil {
			return slack.Config{}, words.Say(func(w *texts) string { return w.Wrong.NoAPI.With(c.APIURL) })
		}
	}
	return slack.Config{
		BotToken: c.BotToken.Reveal(), SigningSecret: c.SigningSecret.Reveal(),
		AppToken: c.AppToken.Reveal(), APIURL: c.APIURL,
		Prompts: func(lang string) []string { return dialog.In(lang).WelcomeAsk },
	}, nil
}

// checkSlack looks at everything about Slack, and tells it in a language.
func checkSlack(ctx context.Context, c *config, lang string) (out []finding) {
	w := words.In(lang).Doctor
	cfg, err := c.Slack.adapter()
	if err != nil {
		return []finding{{what: text.Tell(err, lang), do: w.SlackAddr}}
	}
	for _, f := range slack.Check(ctx, cfg, lang) {
		out = append(out, finding{what: f.What, do: f.Do})
	}
	if cfg.SigningSecret != "" && c.Public.Addr == "" {
		out = append(out, finding{what: w.Deaf.With("Slack"), do: w.Public + " " + w.SlackPublic})
	}
	return out
}

type connectSlackCmd struct {
	connectFlags
	Manifest bool
	Groups   bool
	Host     string `placeholder:"NAME"`
	To       string `placeholder:"ID"`
}

// Run prints the manifest, or checks what is configured and says what to do next.
func (c *connectSlackCmd) Run(ctx context.Context, std stdio, lg *slog.Logger) error {
	cfg, err := c.load()
	if err != nil {
		return err
	}
	w, lang := c.words()
	host := hostOf(c.Host, cfg)
	if c.Manifest {
		enc := json.NewEncoder(std.out)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		return enc.Encode(slack.Manifest(host, dialog.In("nl").WelcomeAsk))
	}
	if !cfg.Slack.BotToken.IsSet() {
		c.guide(std, host)
		return nil
	}
	if c.Groups {
		return c.groups(ctx, std.out, cfg)
	}
	if err := report(std.out, lang, "slack", checkSlack(ctx, cfg, lang)); err != nil {
		return err
	}
	if c.To == "" {
		fmt.Fprintln(std.out, "\n"+w.SlackTo)
		return nil
	}
	adapter, err := cfg.Slack.adapter()
	if err != nil {
		return err
	}
	if err := c.sendTest(ctx, std.out, slack.New(lg, adapter, nil),
		chat.Place{Platform: slack.Platform, Channel: c.To}); err != nil {
		return err
	}
	fmt.Fprintln(std.out, "\n"+w.SlackDone)
	return nil
}

// groups prints the user groups as a roster.
func (c *connectSlackCmd) groups(ctx context.Context, out io.Writer, cfg *config) error {
	adapter, err := cfg.Slack.adapter()
	if err != nil {
		return err
	}
	team, gs, err := slack.Groups(ctx, adapter)
	if err != nil {
		return err
	}
	var units []group
	for _, g := range gs {
		units = append(units, group{g.Handle, g.Name, g.Members})
	}
	c.printRoster(out, "slack", team, units)
	return nil
}

// guide says how an administrator gets what must be configured.
func (c *connectSlackCmd) guide(std stdio, host string) {
	w, _ := c.words()
	manifest, arrive, socket := "handvat connect slack --manifest", w.SlackToken, "\n"+w.SlackSocket+"\n"
	if host != "" {
		manifest, arrive, socket = manifest+" --host "+host, w.SlackHTTPS.With("https://"+host+slack.Route), ""
	}
	fmt.Fprint(std.out, strings.TrimSuffix(w.SlackGuide.With(manifest, arrive, socket), "\n"))
}
