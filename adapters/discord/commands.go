package discord

import (
	"net/url"
	"strconv"
	"strings"

	dg "github.com/bwmarrin/discordgo"
)

// The command and its parts. Discord shows people the names of their own language and sends us these.
const (
	rootCommand    = "handvat"
	askCommand     = "ask"
	questionOption = "question"
	sayModal       = "+say" // no verb begins with a plus
)

// subcommands are what one can type to the bot as a command, in the order in which Discord shows them.
var subcommands = []string{"help", "overview", "my-data", "pause", "resume", "language"}

// toRegister are the commands to register: /handvat in each language, and "find a job
// aid" on any message.
func toRegister() []*dg.ApplicationCommand {
	in := []dg.InteractionContextType{dg.InteractionContextGuild, dg.InteractionContextBotDM}
	en := Words.In("en")
	about := localized(func(w *texts) string { return w.About })
	root := &dg.ApplicationCommand{Type: dg.ChatApplicationCommand, Name: rootCommand, Contexts: &in,
		Description: en.About, DescriptionLocalizations: &about}
	ask := commandOption(dg.ApplicationCommandOptionSubCommand, askCommand, func(w *texts) command { return w.Ask })
	question := commandOption(dg.ApplicationCommandOptionString, questionOption, func(w *texts) command {
		return w.Question
	})
	question.Required, question.MaxLength = true, 1000
	ask.Options = []*dg.ApplicationCommandOption{question}
	root.Options = []*dg.ApplicationCommandOption{ask}
	for _, name := range subcommands {
		root.Options = append(root.Options, commandOption(dg.ApplicationCommandOptionSubCommand, name,
			func(w *texts) command {
				return command{w.Subcommands[name].Name, w.Subcommands[name].About}
			}))
	}
	onMessage := localized(func(w *texts) string { return w.OnMessage })
	return []*dg.ApplicationCommand{root, {
		Type: dg.MessageApplicationCommand, Name: en.OnMessage, NameLocalizations: &onMessage, Contexts: &in,
	}}
}

// commandOption is a part of a command, with its name and what it is for in each language.
func commandOption(kind dg.ApplicationCommandOptionType, name string,
	of func(*texts) command) *dg.ApplicationCommandOption {
	return &dg.ApplicationCommandOption{
		Type: kind, Name: name,
		NameLocalizations:        localized(func(w *texts) string { return of(w).Name }),
		Description:              of(Words.In("en")).About,
		DescriptionLocalizations: localized(func(w *texts) string { return of(w).About }),
	}
}

// permissions are what the bot needs in a guild, and no more.
const permissions = dg.PermissionViewChannel | dg.PermissionSendMessages | dg.PermissionSendMessagesInThreads |
	dg.PermissionAttachFiles | dg.PermissionReadMessageHistory

// InviteURL is where an administrator adds the bot with this application id to a
// guild.
func InviteURL(app string) string {
	q := url.Values{
		"client_id":   {app},
		"scope":       {"bot applications.commands"},
		"permissions": {strconv.Itoa(permissions)},
	}
	return strings.TrimSuffix(dg.EndpointDiscord, "/") + "/oauth2/authorize?" + q.Encode()
}
