package main

import (
	"context"
	"fmt"
	"log/slog"
	"strings"

	"github.com/handvat/handvat/adapters/teams"
	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/delivery"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find"
)

// teamsPlatform is the row of Teams.
func teamsPlatform() platform {
	return platform{
		name:  "teams",
		talks: true,
		isSet: func(c *config) bool { return c.Teams.AppID != "" || c.Teams.Secret.IsSet() },
		// Teams takes 30 messages a second from an app, and in one conversation 7 in a second and 60 in half a
		// minute.
		rate: delivery.Rate{PerSecond: 25, Burst: 25, ChannelPerSecond: 2, ChannelBurst: 7},
		start: func(lg *slog.Logger, c *config, h *bot.House) (connected, error) {
			cfg := c.Teams.adapter()
			cfg.Now = h.Now
			a, err := teams.New(lg, cfg, h.Post, aidFinder{h})
			if err != nil {
				return connected{}, err
			}
			return connected{adapter: a, route: "POST " + teams.EndpointPath}, nil
		},
		check: checkTeams,
	}
}

// adapter is the configuration of the adapter.
func (c *teamsConfig) adapter() teams.Config {
	cfg := teams.Config{App: c.AppID, Secret: c.Secret.Reveal(), Tenant: c.Tenant}
	if u := c.UnsafeLoopbackPlatform; u != (unsafeLoopback{}) {
		cfg.UnsafeLoopbackPlatform = &teams.Loopback{Metadata: u.Metadata, Token: u.Token}
	}
	return cfg
}

// aidFinder finds aids for the message extension. It looks only: nothing is learned or
// entered before an aid is chosen.
type aidFinder struct{ h *bot.House }

// maxHint is how many characters are shown of an aid in a list.
const maxHint = 120

// Find implements [teams.Finder].
func (f aidFinder) Find(ctx context.Context, question, lang string, limit int) ([]teams.Found, error) {
	prefer := knowledge.English
	if lang == "" || strings.HasPrefix(strings.ToLower(lang), "nl") {
		prefer = knowledge.Dutch
	}
	var out []teams.Found
	add := func(slug string) {
		if a, ok := f.h.Lib.Lookup(slug, prefer); ok && len(out) < limit {
			out = append(out, teams.Found{Title: chat.Strip(a.Title), Text: hint(a),
				Open: chat.Action{Verb: dialog.Open, Arg: a.Slug}})
		}
	}
	if question == "" {
		for _, a := range f.h.Lib.All() {
			if a.Lang == prefer && a.IsRecipe() {
				add(a.Slug)
			}
		}
		return out, nil
	}
	res, err := f.h.Find.Find(ctx, find.Query{Text: question, Prefer: prefer, Now: f.h.Now(), Limit: limit})
	if err != nil {
		return nil, fmt.Errorf("find for Teams: %w", err)
	}
	for _, hit := range res.Hits {
		add(hit.Key.Slug)
	}
	return out, nil
}

// hint is the first moment an aid is for, or else its result.
func hint(a *knowledge.Aid) string {
	text := a.Result
	if len(a.Trigger) > 0 {
		text = a.Trigger[0]
	}
	if r := []rune(chat.Strip(text)); len(r) > maxHint {
		return string(r[:maxHint-1]) + "…"
	}
	return chat.Strip(text)
}
