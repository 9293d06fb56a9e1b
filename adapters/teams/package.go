package teams

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"time"
)

// App is what an app package says of the bot.
type App struct {
	ID      string // the app id of the bot, a GUID
	Domain  string // where Handvat is served, such as handvat.example.org
	Version string // of the package, such as 1.0.0; a later one replaces an earlier one
	Owner   string // the organisation that offers it; default Handvat. At most 32 characters
}

var (
	guidRE    = regexp.MustCompile(`^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$`)
	domainRE  = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$`)
	versionRE = regexp.MustCompile(`^(0|[1-9][0-9]{0,4})(\.(0|[1-9][0-9]{0,4})){2}$`)
)

// Check reports what is wrong with a.
func (a App) Check() error {
	switch {
	case !guidRE.MatchString(a.ID):
		return fmt.Errorf("the app id %q is not like 11111111-2222-3333-4444-555555555555: copy it from the bot's page in Azure", a.ID)
	case !domainRE.MatchString(a.Domain):
		return fmt.Errorf("the domain %q is not like handvat.example.org: give the host name only, without https:// and path", a.Domain)
	case !versionRE.MatchString(a.Version):
		return fmt.Errorf("the version %q is not like 1.0.0", a.Version)
	case len([]rune(a.Owner)) > 32:
		return fmt.Errorf("the owner %q has more than 32 characters", a.Owner)
	}
	return nil
}

// Endpoint is what the bot's page in Azure calls its messaging endpoint.
func (a App) Endpoint() string { return "https://" + a.Domain + EndpointPath }

// EndpointPath is where the adapter must be served.
const EndpointPath = "/api/messages"

// Package is the app package of a: a zip with the manifest, its Dutch texts and the
// icons. It is the same bytes every time.
func Package(a App) ([]byte, error) {
	if err := a.Check(); err != nil {
		return nil, fmt.Errorf("teams: package: %w", err)
	}
	if a.Owner == "" {
		a.Owner = "Handvat"
	}
	manifest, err := json.MarshalIndent(a.manifest(), "", "  ")
	if err != nil {
		return nil, fmt.Errorf("teams: package: %w", err)
	}
	dutch, err := json.MarshalIndent(dutchTexts, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("teams: package: %w", err)
	}
	color, outline, err := icons()
	if err != nil {
		return nil, fmt.Errorf("teams: package: %w", err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range []struct {
		name string
		data []byte
	}{{"manifest.json", manifest}, {"nl.json", dutch}, {"color.png", color}, {"outline.png", outline}} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return nil, fmt.Errorf("teams: package: %w", err)
		}
		if _, err := w.Write(f.data); err != nil {
			return nil, fmt.Errorf("teams: package: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("teams: package: %w", err)
	}
	return out.Bytes(), nil
}

type object = map[string]any

// manifest is the app manifest, of version 1.30.
func (a App) manifest() object {
	const schemas = "https://developer.microsoft.com/json-schemas/teams/v1.30/"
	home := "https://" + a.Domain
	return object{
		"$schema":         schemas + "MicrosoftTeams.schema.json",
		"manifestVersion": "1.30",
		"version":         a.Version,
		"id":              a.ID,
		"developer":       object{"name": a.Owner, "websiteUrl": home, "privacyUrl": home + "/privacy", "termsOfUseUrl": home + "/terms"},
		"name":            object{"short": "Handvat", "full": "Handvat: help while you work"},
		"description": object{
			"short": "The right job aid, at the moment you need it.",
			"full":  "Stuck in the middle of your work? Ask Handvat in your own words. You get the job aid for that moment: short, step by step, written by your own colleagues. Handvat never makes up an answer, and nobody can see what you asked.",
		},
		"localizationInfo": object{"defaultLanguageTag": "en", "additionalLanguages": []any{object{"languageTag": "nl", "file": "nl.json"}}},
		"icons":            object{"color": "color.png", "outline": "outline.png"},
		"accentColor":      accent,
		"bots": []any{object{
			"botId": a.ID, "scopes": []any{"personal", "team", "groupChat"}, "supportsFiles": true,
			"commandLists": []any{object{"scopes": []any{"personal"}, "commands": []any{
				object{"title": "help", "description": "What can I ask?"},
				object{"title": "privacy", "description": "What is kept of me, and who can see it?"},
			}}},
		}},
		"composeExtensions": []any{object{
			"botId": a.ID,
			"commands": []any{
				object{
					"id": "search", "type": "query", "title": "Find a job aid", "description": "Find a job aid and put it in your message",
					"context": []any{"compose", "commandBox"}, "initialRun": true,
					"parameters": []any{object{"name": searchParameter, "title": "What are you doing?", "description": "Say it in your own words", "inputType": "text"}},
				},
				object{
					"id": "about", "type": "action", "title": "Find a job aid for this", "description": "Find the job aid that fits this message; only you see it",
					"context": []any{"message"}, "fetchTask": true,
				},
			},
		}},
		"permissions":  []any{"identity", "messageTeamMembers"},
		"validDomains": []any{a.Domain},
	}
}

// dutchTexts are the texts of the manifest in Dutch.
var dutchTexts = object{
	"$schema":           "https://developer.microsoft.com/json-schemas/teams/v1.30/MicrosoftTeams.Localization.schema.json",
	"name.short":        "Handvat",
	"name.full":         "Handvat: hulp tijdens je werk",
	"description.short": "De juiste hulpkaart, op het moment dat je hem nodig hebt.",
	"description.full":  "Loop je vast midden in je werk? Vraag het Handvat in je eigen woorden. Je krijgt de hulpkaart voor dat moment: kort, stap voor stap, geschreven door je eigen collega's. Handvat verzint nooit een antwoord, en niemand ziet wat je vroeg.",
	"bots[0].commandLists[0].commands[0].description":            "Wat kan ik vragen?",
	"bots[0].commandLists[0].commands[1].description":            "Wat wordt er van mij bewaard, en wie ziet dat?",
	"composeExtensions[0].commands[0].title":                     "Zoek een hulpkaart",
	"composeExtensions[0].commands[0].description":               "Zoek een hulpkaart en zet hem in je bericht",
	"composeExtensions[0].commands[0].parameters[0].title":       "Wat ben je aan het doen?",
	"composeExtensions[0].commands[0].parameters[0].description": "Zeg het in je eigen woorden",
	"composeExtensions[0].commands[1].title":                     "Zoek hier een hulpkaart bij",
	"composeExtensions[0].commands[1].description":               "Zoek de hulpkaart die bij dit bericht past; alleen jij ziet hem",
}
