package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"

	"github.com/handvat/handvat/adapters/teams"
)

// connectTeamsCmd takes an administrator from a bot in Azure to an app in Teams.
type connectTeamsCmd struct {
	configFlags
	Package        string   `help:"@package" placeholder:"FILE" type:"path"`
	AppID          string   `help:"@appid" placeholder:"GUID" name:"app-id"`
	Domain         string   `help:"@domain" placeholder:"HOST"`
	Owner          string   `help:"Organisation that offers the app." default:"Handvat"`
	PackageVersion string   `help:"@packageversion" default:"1.0.0"`
	Team           []string `help:"@team" placeholder:"LINK" sep:"none"`
	Service        string   `help:"@service" default:"https://smba.trafficmanager.net/teams" placeholder:"URL"`
	To             string   `help:"@connectteams_to" placeholder:"GUID"`
}

// Run writes the package, or checks what is configured and says what to do next.
func (c *connectTeamsCmd) Run(ctx context.Context, std stdio, lg *slog.Logger) error {
	cfg, err := c.load()
	if err != nil {
		return err
	}
	if c.Package != "" {
		return c.pack(std, teams.App{ID: cmp.Or(c.AppID, cfg.Teams.AppID), Domain: hostOf(c.Domain, cfg),
			Version: c.PackageVersion, Owner: c.Owner})
	}
	if !teamsPlatform().isSet(cfg) {
		_, err := fmt.Fprintf(std.out, teamsGuide, teams.EndpointPath)
		return err
	}
	if len(c.Team) > 0 {
		return c.teams(ctx, std.out, cfg)
	}
	if err := report(std.out, "teams", checkTeams(ctx, cfg)); err != nil {
		return err
	}
	if c.To == "" {
		fmt.Fprintln(std.out, "\nNext: handvat serve, and say hello to the app in Teams. handvat connect teams --to "+
			"YOUR-OBJECT-ID sends a test card to someone who has the app.")
		return nil
	}
	a, err := teams.New(lg, cfg.Teams.adapter(), nil, nil)
	if err != nil {
		return err
	}
	return sendTest(ctx, std.out, a, teams.Person(cfg.Teams.Tenant, c.To))
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
	fmt.Fprintf(out, "# Guests and people of other organisations are left out: %d\n", left)
	printRoster(out, string(teams.Platform), cfg.Teams.Tenant, units)
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
	if err := os.WriteFile(c.Package, zip, 0o644); err != nil {
		return fmt.Errorf("the app package cannot be written: %w", err)
	}
	_, err = fmt.Fprintf(std.out, teamsNext, c.Package, app.Endpoint())
	return err
}

const teamsGuide = `Teams is not configured yet. It takes an Azure administrator and a Teams administrator.

  1. In Azure, make an "Azure Bot" of the type Single Tenant. On its page, set the messaging
     endpoint to https://YOUR-HOST%s and, under Channels, add Microsoft Teams.
  2. Set (as a variable, as its _FILE twin, or in the file that --config names):
     HANDVAT_TEAMS_APP_ID          Configuration, Microsoft App ID
     HANDVAT_TEAMS_TENANT          Configuration, App Tenant ID
     HANDVAT_TEAMS_SECRET          Manage Password, New client secret: its value, not its id
     HANDVAT_TEAMS_SECRET_EXPIRES  the day it ends, such as 2027-01-31
     HANDVAT_PUBLIC_ADDR           where Handvat listens, such as :8090; let your proxy pass
                                   the messaging endpoint to it
  3. Make the app package, and upload it in the Teams admin center:
     handvat connect teams --package handvat.zip --app-id APP-ID --domain YOUR-HOST
  4. Run handvat connect teams again: it checks everything.
`

const teamsNext = `%s is ready. What is left:

  1. In Azure, the messaging endpoint of the bot is %s
  2. In the Teams admin center, under Manage apps, upload the package and allow it.
  3. handvat connect teams checks the rest.
`

// checkTeams looks at everything about Teams.
func checkTeams(ctx context.Context, c *config) (out []finding) {
	a, err := teams.New(slog.New(slog.DiscardHandler), c.Teams.adapter(), nil, nil)
	if err != nil {
		return []finding{{what: err.Error(), do: "Set teams.app_id, teams.tenant and teams.secret. handvat connect " +
			"teams tells where they are."}}
	}
	if c.Teams.UnsafeLoopbackPlatform != (unsafeLoopback{}) {
		out = append(out, finding{what: "A stand-in on this machine is trusted instead of Microsoft.",
			do: "Leave teams.unsafe_loopback_platform out, unless this is a test."})
	}
	var refused *teams.TokenError
	switch err := a.Check(ctx); {
	case err == nil:
		out = append(out, finding{what: "Microsoft's keys can be read, and it gives this bot a token."})
	case errors.As(err, &refused):
		out = append(out, finding{what: err.Error(), do: tokenAdvice(refused)})
	default:
		out = append(out, finding{what: err.Error(), do: "Let this machine reach login.botframework.com and " +
			"login.microsoftonline.com over https, then try again."})
	}
	if c.Public.Addr == "" {
		out = append(out, finding{what: "Nothing listens for Teams' messages.",
			do: "Set public.addr, such as :8090, and let your proxy pass https to it."})
	}
	if c.Teams.SecretExpires.IsZero() {
		out = append(out, finding{what: "It is not known when the client secret ends.",
			do: "Set teams.secret_expires, such as 2027-01-31, so that doctor warns in time.", warn: true})
	}
	return out
}

// tokenAdvice is what to do when Microsoft gives no token.
func tokenAdvice(e *teams.TokenError) string {
	advice := map[string]string{
		"AADSTS7000215": "The client secret is wrong. Copy its value, not its id, from Certificates & secrets in " +
			"Azure.",
		"AADSTS7000222": "The client secret has expired. Make a new one under Certificates & secrets in Azure.",
		"AADSTS700016":  "The app id is not known in this tenant. Check both on the bot's page in Azure.",
		"AADSTS90002":   "There is no such tenant. Copy the directory id from the bot's page in Azure.",
		"AADSTS900023":  "The tenant is not a directory id. Copy it from the bot's page in Azure.",
	}
	if a, ok := advice[e.Number]; ok {
		return a
	}
	if e.Status >= 500 {
		return "Microsoft is having trouble. Try again later."
	}
	return "Check the app id, the client secret and the tenant id on the bot's page in Azure."
}
