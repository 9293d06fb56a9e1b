package teams

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
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
		return Words.Say(func(w *texts) string { return w.Wrong.NoApp.With(a.ID) })
	case !domainRE.MatchString(a.Domain):
		return Words.Say(func(w *texts) string { return w.Wrong.NoDomain.With(a.Domain) })
	case !versionRE.MatchString(a.Version):
		return Words.Say(func(w *texts) string { return w.Wrong.NoVersion.With(a.Version) })
	case len([]rune(a.Owner)) > 32:
		return Words.Say(func(w *texts) string { return w.Wrong.LongOwner.With(a.Owner) })
	}
	return nil
}

// Endpoint is what the bot's page in Azure calls its messaging endpoint.
func (a App) Endpoint() string { return "https://" + a.Domain + EndpointPath }

// EndpointPath is where the adapter must be served.
const EndpointPath = "/api/messages"

// Package is the app package of a: a zip with the manifest, its texts in other languages
// than English and the icons. It is the same bytes every time.
func Package(a App) ([]byte, error) {
	var out bytes.Buffer
	if err := a.pack(&out); err != nil {
		return nil, fmt.Errorf("teams: package: %w", err)
	}
	return out.Bytes(), nil
}

func (a App) pack(out io.Writer) error {
	if err := a.Check(); err != nil {
		return err
	}
	a.Owner = cmp.Or(a.Owner, "Handvat")
	z := zip.NewWriter(out)
	put := func(name string, data []byte, err error) error {
		if err != nil {
			return err
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate,
			Modified: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err == nil {
			_, err = w.Write(data)
		}
		return err
	}
	putJSON := func(name string, v any) error {
		data, err := json.MarshalIndent(v, "", "  ")
		return put(name, data, err)
	}
	errs := []error{putJSON("manifest.json", a.manifest())}
	for _, lang := range languages() {
		errs = append(errs, putJSON(lang+".json", localized(lang)))
	}
	color, outline, err := icons()
	errs = append(errs, put("color.png", color, err), put("outline.png", outline, err), z.Close())
	return errors.Join(errs...)
}

// languages are those of the manifest, but for English, in which it is written.
func languages() []string {
	return slices.DeleteFunc(Words.Langs(), func(lang string) bool { return lang == "en" })
}

const schemas = "https://developer.microsoft.com/json-schemas/teams/v1.30/"

type object = map[string]any

// manifest is the app manifest, of version 1.30.
func (a App) manifest() object {
	w := Words.In("en").App
	var others []any
	for _, lang := range languages() {
		others = append(others, object{"languageTag": lang, "file": lang + ".json"})
	}
	home := "https://" + a.Domain
	return object{
		"$schema":         schemas + "MicrosoftTeams.schema.json",
		"manifestVersion": "1.30",
		"version":         a.Version,
		"id":              a.ID,
		"developer": object{"name": a.Owner, "websiteUrl": home, "privacyUrl": home + "/privacy",
			"termsOfUseUrl": home + "/terms"},
		"name":             object{"short": "Handvat", "full": w.Name},
		"description":      object{"short": w.Short, "full": w.Long},
		"localizationInfo": object{"defaultLanguageTag": "en", "additionalLanguages": others},
		"icons":            object{"color": "color.png", "outline": "outline.png"},
		"accentColor":      accent,
		"bots": []any{object{
			"botId": a.ID, "scopes": []any{"personal", "team", "groupChat"}, "supportsFiles": true,
			"commandLists": []any{object{"scopes": []any{"personal"}, "commands": []any{
				object{"title": "help", "description": w.Help},
				object{"title": "privacy", "description": w.Privacy},
			}}},
		}},
		"composeExtensions": []any{object{
			"botId": a.ID,
			"commands": []any{
				object{
					"id": "search", "type": "query", "title": w.Find, "description": w.FindAbout,
					"context": []any{"compose", "commandBox"}, "initialRun": true,
					"parameters": []any{object{"name": searchParameter, "title": w.Doing, "description": w.DoingHint,
						"inputType": "text"}},
				},
				object{
					"id": "about", "type": "action", "title": w.This, "description": w.ThisAbout,
					"context": []any{"message"}, "fetchTask": true,
				},
			},
		}},
		"permissions":  []any{"identity", "messageTeamMembers"},
		"validDomains": []any{a.Domain},
	}
}

// localized are the texts of the manifest in another language than English, by where they stand in it.
func localized(lang string) object {
	w := Words.In(lang).App
	const commands, search, about = "bots[0].commandLists[0].commands", "composeExtensions[0].commands[0].",
		"composeExtensions[0].commands[1]."
	return object{
		"$schema":                            schemas + "MicrosoftTeams.Localization.schema.json",
		"name.short":                         "Handvat",
		"name.full":                          w.Name,
		"description.short":                  w.Short,
		"description.full":                   w.Long,
		commands + "[0].description":         w.Help,
		commands + "[1].description":         w.Privacy,
		search + "title":                     w.Find,
		search + "description":               w.FindAbout,
		search + "parameters[0].title":       w.Doing,
		search + "parameters[0].description": w.DoingHint,
		about + "title":                      w.This,
		about + "description":                w.ThisAbout,
	}
}
