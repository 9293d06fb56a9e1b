package slack

import (
	"slices"

	"github.com/slack-go/slack"
)

// Route is where an [Adapter] is served over HTTP: events, interactions and commands
// all arrive there.
const Route = "/slack"

// Scopes returns what the bot token must allow, each for a reason.
func Scopes() []string {
	return []string{
		"app_mentions:read", // hear that the bot is named
		"channels:history",  // hear what follows in a thread the bot was named in; the rest is not read
		"chat:write",        // answer
		"commands",          // /handvat, and the message shortcut
		"files:write",       // give a person their own data
		"groups:history",    // as channels:history, in private channels
		"im:history",        // hear direct messages
		"im:write",          // open a direct conversation, for a file or a private answer
		"mpim:history",      // as channels:history, in conversations of a few
		"users:read",        // language, time zone and name
	}
}

// Manifest is the app as Slack wants it described. Host is where Slack reaches
// Handvat over https, such as "handvat.example.org"; if it is empty the app uses a
// socket instead. Prompts are questions to offer, four at most.
func Manifest(host string, prompts []string) slack.Manifest {
	url := ""
	if host != "" {
		url = "https://" + host + Route
	}
	m := slack.Manifest{
		Metadata: slack.ManifestMetadata{MajorVersion: 2, MinorVersion: 1},
		Display: slack.Display{
			Name:            "Handvat",
			Description:     "Hulp tijdens je werk / Help while you work",
			BackgroundColor: "#1f4e5f",
			LongDescription: "Handvat geeft je tijdens het werk de korte hulpkaart voor dat moment: " +
				"wat je doet, in welke volgorde, en wanneer het klaar is. " +
				"Vraag het in een bericht, noem Handvat in een kanaal, of typ /handvat.\n\n" +
				"Handvat gives you the short job aid for the moment you are stuck: " +
				"what to do, in which order, and when it is done. " +
				"Ask in a message, mention Handvat in a channel, or type /handvat. " +
				"Every answer was written by a colleague; nothing is made up. Your manager never sees what you ask.",
		},
		Features: slack.Features{
			AppHome: slack.AppHome{HomeTabEnabled: true, MessagesTabEnabled: true},
			BotUser: slack.BotUser{DisplayName: "Handvat", AlwaysOnline: true},
			AgentView: &slack.AgentView{
				AgentDescription: "Loop je ergens op vast? Vraag het, en je krijgt een korte hulpkaart. / " +
					"Stuck on something? Ask, and you get a short job aid.",
			},
			Shortcuts: []slack.Shortcut{{Name: "Find a job aid", CallbackID: shortcutFind,
				Type:        slack.MessageShortcut,
				Description: "Zoek een hulpkaart bij dit bericht / Find a job aid for this message"}},
			SlashCommands: []slack.ManifestSlashCommand{{Command: "/handvat",
				Description: "Vraag een hulpkaart; alleen jij ziet het / Ask for a job aid; only you see it",
				UsageHint:   "hoe geef ik feedback?", Url: url, ShouldEscape: true}},
		},
		OAuthConfig: slack.OAuthConfig{Scopes: slack.OAuthScopes{Bot: Scopes()}},
		Settings: slack.Settings{
			EventSubscriptions: &slack.EventSubscriptions{RequestUrl: url, BotEvents: []string{
				"app_home_opened", "app_mention", "app_uninstalled", "message.channels", "message.groups", "message.im",
				"message.mpim", "tokens_revoked",
			}},
			Interactivity:     &slack.Interactivity{IsEnabled: true, RequestUrl: url},
			SocketModeEnabled: host == "",
		},
	}
	for _, q := range prompts[:min(len(prompts), maxPrompts)] {
		m.Features.AgentView.SuggestedPrompts = append(m.Features.AgentView.SuggestedPrompts,
			slack.ManifestSuggestedPrompt{Title: q, Message: q})
	}
	return m
}

// maxPrompts is how many questions Slack offers.
const maxPrompts = 4

// missing lists the scopes that a token should allow and does not.
func missing(granted []string) (out []string) {
	for _, s := range Scopes() {
		if !slices.Contains(granted, s) {
			out = append(out, s)
		}
	}
	return out
}
