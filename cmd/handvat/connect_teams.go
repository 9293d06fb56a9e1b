package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/handvat/handvat/adapters/teams"
)

// connectTeamsCmd makes the app package by which an organisation installs Handvat.
type connectTeamsCmd struct {
	Package        string `help:"Write the app package to FILE, such as handvat.zip. Needs no network." placeholder:"FILE" type:"path"`
	AppID          string `help:"Microsoft app id of the bot, from its page in Azure." placeholder:"GUID" name:"app-id" env:"HANDVAT_TEAMS_APP_ID"`
	Domain         string `help:"Host name by which the internet reaches Handvat, such as handvat.example.org." placeholder:"HOST"`
	Owner          string `help:"Organisation that offers the app." default:"Handvat"`
	PackageVersion string `help:"Version of the package. Give a higher one each time you upload it again." default:"1.0.0"`
}

// Run writes the package and says what to do with it; without --package it says how to
// begin.
func (c *connectTeamsCmd) Run(std stdio) error {
	if c.Package == "" {
		_, err := fmt.Fprintf(std.out, teamsGuide, teams.EndpointPath)
		return err
	}
	app := teams.App{ID: c.AppID, Domain: c.Domain, Version: c.PackageVersion, Owner: c.Owner}
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

const teamsGuide = `Connecting Handvat to Microsoft Teams takes an Azure administrator and a Teams administrator.

1. In Azure, make an "Azure Bot" of the type Single Tenant. Note its Microsoft app id and the
   directory (tenant) id, and make a client secret: note its value, and the day it expires.
2. On the bot's page, set the messaging endpoint to https://YOUR-HOST%s
   and, under Channels, add Microsoft Teams.
3. Make the app package:
     handvat connect teams --package handvat.zip --app-id APP-ID --domain YOUR-HOST
`

const teamsNext = `%s is ready. What is left:

1. In Azure, the messaging endpoint of the bot is %s
2. In the Teams admin center, under Manage apps, upload the package and allow it.
3. Give Handvat the app id, the client secret and the tenant id, and restart it.
4. In Teams, find the app Handvat and say hello.
`

// checkTeams tries what a bot on Teams needs: the platform's keys and a token. problem
// is empty if all is well; next says what to do about it.
func checkTeams(ctx context.Context, a *teams.Adapter) (problem, next string) {
	err := a.Check(ctx)
	var refused *teams.TokenError
	switch {
	case err == nil:
		return "", ""
	case errors.As(err, &refused):
		return err.Error(), tokenAdvice(refused)
	}
	return err.Error(), "Let this machine reach login.botframework.com and login.microsoftonline.com over https, then try again."
}

// tokenAdvice is what to do when Microsoft gives no token.
func tokenAdvice(e *teams.TokenError) string {
	advice := map[string]string{
		"AADSTS7000215": "The client secret is wrong. Copy its value, not its id, from Certificates & secrets in Azure.",
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
