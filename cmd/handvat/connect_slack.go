package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/url"

	"github.com/handvat/handvat/adapters/slack"
	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/delivery"
	"github.com/handvat/handvat/bot/dialog"
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
		return []finding{{what: err.Error(), do: w.SlackAddr}}
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
	configFlags
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
	if err := report(std.out, "slack", checkSlack(ctx, cfg, "en")); err != nil {
		return err
	}
	if c.To == "" {
		fmt.Fprintln(std.out, "\nNext: handvat connect slack --to YOUR-MEMBER-ID sends you a test card (your id is "+
			"in your Slack profile, under the three dots).")
		return nil
	}
	adapter, err := cfg.Slack.adapter()
	if err != nil {
		return err
	}
	if err := sendTest(ctx, std.out, slack.New(lg, adapter, nil),
		chat.Place{Platform: slack.Platform, Channel: c.To}); err != nil {
		return err
	}
	fmt.Fprintln(std.out, "\nNext: handvat serve, and ask something in Slack. handvat doctor checks all of this "+
		"again whenever you like.")
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
	printRoster(out, "slack", team, units)
	return nil
}

// guide says how an administrator gets what must be configured.
func (c *connectSlackCmd) guide(std stdio, host string) {
	manifest := "handvat connect slack --manifest"
	socket := "\nThis is for a socket, which needs no public address. Over https: add --host NAME.\n"
	arrive := `     HANDVAT_SLACK_APP_TOKEN       Basic Information, App-Level Tokens: make one with connections:write`
	if host != "" {
		manifest, socket = manifest+" --host "+host, ""
		arrive = `     HANDVAT_SLACK_SIGNING_SECRET  Basic Information, Signing Secret
     HANDVAT_PUBLIC_ADDR           where Handvat listens for Slack, such as :8090; let your
                                   proxy pass https://` + host + slack.Route + ` to it`
	}
	fmt.Fprintf(std.out, `Slack is not configured yet. Three steps:

  1. Open https://api.slack.com/apps?new_app=1, choose "From a manifest", and paste what
     this prints:  %s
  2. Install the app to your workspace, and set (as a variable, as its _FILE twin, or in
     the file that --config names):
     HANDVAT_SLACK_BOT_TOKEN       OAuth & Permissions, Bot User OAuth Token
%s
  3. Run handvat connect slack again: it checks everything and sends you a test card.
%s`, manifest, arrive, socket)
}
