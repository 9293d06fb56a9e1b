package discord

import (
	"embed"

	dg "github.com/bwmarrin/discordgo"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// Words are what Discord shows of the command and its parts, and what those say to the bot.
var Words = text.Load[texts](files)

type texts struct {
	About       string // of /handvat
	Ask         command
	Question    command               // the part of asking in which the question is typed
	Subcommands map[string]subcommand // by their name in English
	OnMessage   string                // a command on any message: find an aid for it
	Colleague   string                // whose name is not known

	Wrong struct{ NoApp, NoKey, NeedsKey, NoGuilds, NoToken string } // with settings
}

// A command is what one can choose, by its name, and what it is for.
type command struct{ Name, About string }

// A subcommand is a command, and what it says to the bot.
type subcommand struct{ Name, About, Typed string }

// localized are a text of ours in the languages that Discord also has, but for English, which is its first.
func localized(of func(*texts) string) map[dg.Locale]string {
	all := map[dg.Locale]string{}
	for _, lang := range Words.Langs() {
		if _, ok := dg.Locales[dg.Locale(lang)]; ok && lang != "en" {
			all[dg.Locale(lang)] = of(Words.In(lang))
		}
	}
	return all
}
