package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"

	"github.com/handvat/handvat/adapters/teams"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/store"
)

// connectTeamsCmd takes an administrator from a bot in Azure to an app in Teams.
type connectTeamsCmd struct {
	connectFlags
	Package        string   `placeholder:"FILE" type:"path"`
	AppID          string   `placeholder:"GUID" name:"app-id"`
	Domain         string   `placeholder:"HOST"`
	Owner          string   `default:"Handvat"`
	PackageVersion string   `default:"1.0.0"`
	Team           []string `placeholder:"LINK" sep:"none"`
	Service        string   `default:"https://smba.trafficmanager.net/teams" placeholder:"URL"`
	To             string   `placeholder:"GUID"`
}

// Run writes the package, or checks what is configured and says what to do next.
func (c *connectTeamsCmd) Run(ctx context.Context, std stdio, lg *slog.Logger) error {
	cfg, err := c.load()
	if err != nil {
		return err
	}
	w, lang := c.words()
	if c.Package != "" {
		return c.pack(std, teams.App{ID: cmp.Or(c.AppID, cfg.Teams.AppID), Domain: hostOf(c.Domain, cfg),
			Version: c.PackageVersion, Owner: c.Owner})
	}
	if !teamsPlatform().isSet(cfg) {
		_, err := fmt.Fprint(std.out, w.TeamsGuide.With(teams.EndpointPath))
		return err
	}
	if len(c.Team) > 0 {
		return c.teams(ctx, std.out, cfg)
	}
	if err := report(std.out, lang, "teams", checkTeams(ctx, cfg, lang)); err != nil {
		return err
	}
	if c.To == "" {
		fmt.Fprintln(std.out, "\n"+w.TeamsTo)
		return nil
	}
	a, err := teams.New(lg, cfg.Teams.adapter(), nil, nil)
	if err != nil {
		return err
	}
	return c.sendTest(ctx, std.out, a, teams.Person(cfg.Teams.Tenant, c.To))
}

// teams prints who is in the teams as a roster. Guests are left out.
func (c *connectTeamsCmd) teams(ctx context.Context, out io.Writer, cfg *config) error {
	a, err := teams.New(slog.New(slog.DiscardHandler), cfg.Teams.adapter(), nil, nil)
	if err != nil {
		return err
	}
	var units []group
	left := 0
	for _, link := range c.Team {
		g, err := a.Group(ctx, cmp.Or(c.Service, teams.DefaultService), link)
		if err != nil {
			return err
		}
		left += g.Left
		units = append(units, group{g.Name, g.Name, g.Members})
	}
	w, _ := c.words()
	fmt.Fprintln(out, "#", w.Left.With(left))
	c.printRoster(out, string(teams.Platform), cfg.Teams.Tenant, units)
	return nil
}

// pack writes the package of app and says what to do with it.
func (c *connectTeamsCmd) pack(std stdio, app teams.App) error {
	if err := app.Check(); err != nil {
		return err
	}
	zip, err := teams.Package(app)
	if err != nil {
		return err
	}
	if err := store.ReplaceFile(c.Package, zip, 0o644); err != nil {
		return fmt.Errorf("--package: %w", err)
	}
	w, _ := c.words()
	_, err = fmt.Fprint(std.out, w.TeamsNext.With(c.Package, app.Endpoint()))
	return err
}

// checkTeams looks at everything about Teams.
func checkTeams(ctx context.Context, c *config, lang string) (out []finding) {
	w := words.In(lang).Doctor
	a, err := teams.New(slog.New(slog.DiscardHandler), c.Teams.adapter(), nil, nil)
	if err != nil {
		return []finding{{what: text.Tell(err, lang), do: w.TeamsSet}}
	}
	if c.Teams.UnsafeLoopbackPlatform != (unsafeLoopback{}) {
		out = append(out, finding{what: w.TeamsStandIn, do: w.TeamsStandInDo})
	}
	var refused *teams.TokenError
	switch err := a.Check(ctx); {
	case err == nil:
		out = append(out, finding{what: w.TeamsIn})
	case errors.As(err, &refused):
		out = append(out, finding{what: text.Tell(err, lang), do: w.tokenAdvice(refused)})
	default:
		out = append(out, finding{what: text.Tell(err, lang), do: w.TeamsReach})
	}
	if c.Public.Addr == "" {
		out = append(out, finding{what: w.Deaf.With("Teams"), do: w.Public})
	}
	if c.Teams.SecretExpires.IsZero() {
		out = append(out, finding{what: w.TeamsEnds, do: w.TeamsEndsDo, warn: true})
	}
	return out
}

// tokenAdvice is what to do when Microsoft gives no token.
func (w *doctorTexts) tokenAdvice(e *teams.TokenError) string {
	switch advice, ok := w.TeamsToken[e.Number]; {
	case ok:
		return advice
	case e.Status >= 500:
		return w.TeamsBusy
	}
	return w.TeamsCheck
}
