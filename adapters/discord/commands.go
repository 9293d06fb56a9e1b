package discord

import (
	"net/url"
	"strings"

	dg "github.com/bwmarrin/discordgo"
)

// The command and its parts. Each is also in Dutch; Discord shows people the names of
// their own language and sends us these.
const (
	rootCommand    = "handvat"
	askCommand     = "ask"
	questionOption = "question"
	sayModal       = "+say" // no verb begins with a plus
)

// A subcommand is something one can type to the bot, as a command.
type subcommand struct {
	name, nameNL   string
	about, aboutNL string
	typed, typedNL string // what it says to the bot
}

var subcommands = []subcommand{
	{"help", "hulp", "What I can do for you", "Wat ik voor je kan doen", "help", "help"},
	{"overview", "overzicht", "All job aids, by kind of work", "Alle hulpkaarten, per soort werk", "browse", "overzicht"},
	{"my-data", "mijn-gegevens", "What I know of you; only you see it", "Wat ik van je weet; alleen jij ziet het", "my data", "mijn gegevens"},
	{"pause", "pauze", "No more nudges; asking is always possible", "Geen seintjes meer; vragen kan altijd", "pause", "pauze"},
	{"resume", "hervat", "Nudges again", "Weer seintjes", "resume", "hervat"},
	{"language", "taal", "Nederlands or English", "Nederlands of Engels", "language", "taal"},
}

// Commands are the commands to register: /handvat in both languages, and "find a job
// aid" on any message.
func Commands() []*dg.ApplicationCommand {
	in := []dg.InteractionContextType{dg.InteractionContextGuild, dg.InteractionContextBotDM}
	root := &dg.ApplicationCommand{
		Type: dg.ChatApplicationCommand, Name: rootCommand, Contexts: &in,
		Description:              "The right job aid while you work",
		DescriptionLocalizations: &map[dg.Locale]string{dg.Dutch: "De juiste hulpkaart tijdens je werk"},
		Options: []*dg.ApplicationCommandOption{{
			Type: dg.ApplicationCommandOptionSubCommand, Name: askCommand, NameLocalizations: dutch("vraag"),
			Description: "Ask how to do something; only you see the answer", DescriptionLocalizations: dutch("Vraag hoe je iets doet; alleen jij ziet het antwoord"),
			Options: []*dg.ApplicationCommandOption{{
				Type: dg.ApplicationCommandOptionString, Name: questionOption, NameLocalizations: dutch("vraag"), Required: true, MaxLength: 1000,
				Description: "In your own words", DescriptionLocalizations: dutch("In je eigen woorden"),
			}},
		}},
	}
	for _, c := range subcommands {
		root.Options = append(root.Options, &dg.ApplicationCommandOption{
			Type: dg.ApplicationCommandOptionSubCommand, Name: c.name, NameLocalizations: dutch(c.nameNL),
			Description: c.about, DescriptionLocalizations: dutch(c.aboutNL),
		})
	}
	onMessage := dutch("Zoek hier een hulpkaart bij")
	return []*dg.ApplicationCommand{root, {
		Type: dg.MessageApplicationCommand, Name: "Find a job aid for this", NameLocalizations: &onMessage, Contexts: &in,
	}}
}

func dutch(s string) map[dg.Locale]string { return map[dg.Locale]string{dg.Dutch: s} }

// permissions are what the bot needs in a guild, and no more.
const permissions = dg.PermissionViewChannel | dg.PermissionSendMessages | dg.PermissionSendMessagesInThreads |
	dg.PermissionAttachFiles | dg.PermissionReadMessageHistory

// InviteURL is where an administrator adds the bot with this application id to a
// guild.
func InviteURL(app string) string {
	q := url.Values{
		"client_id":   {app},
		"scope":       {"bot applications.commands"},
		"permissions": {formatInt(permissions)},
	}
	return strings.TrimSuffix(dg.EndpointDiscord, "/") + "/oauth2/authorize?" + q.Encode()
}
