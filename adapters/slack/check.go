package slack

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"strings"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// A Finding is one thing that was looked at.
type Finding struct {
	What string // what was found, as a sentence
	Do   string // what to do about it; empty if it is well
}

// looksSigned is what a signing secret looks like.
var looksSigned = regexp.MustCompile(`^[0-9a-f]{32}$`)

// Check asks Slack whether everything in cfg works, and says what to do where it does
// not. It sends no message to anyone.
func Check(ctx context.Context, cfg Config) (out []Finding) {
	add := func(what, do string) { out = append(out, Finding{what, do}) }
	a := New(slog.New(slog.DiscardHandler), cfg, nil)
	self, err := a.api.AuthTestContext(ctx)
	switch {
	case !strings.HasPrefix(cfg.BotToken, "xoxb-"):
		add("The bot token does not begin with xoxb-.",
			"Copy the Bot User OAuth Token of the page OAuth & Permissions.")
	case err != nil && codeOf(err) == "":
		add("The bot token could not be checked: "+why(err)+".",
			"Look whether this machine may reach slack.com over https, and try again.")
	case err != nil:
		add("Slack does not accept the bot token: "+why(err),
			"Install the app to the workspace again, "+
				"and copy the Bot User OAuth Token of the page OAuth & Permissions.")
	default:
		add(fmt.Sprintf("The bot token is good: %s in the workspace %s.", self.User, self.Team), "")
		granted := strings.FieldsFunc(self.Header.Get("X-OAuth-Scopes"), func(r rune) bool {
			return r == ',' || r == ' '
		})
		if lacks := missing(granted); len(lacks) > 0 {
			add("The bot token does not allow: "+strings.Join(lacks, ", ")+".",
				"Put the app's manifest in again (handvat connect slack --manifest), and install the app again.")
		} else {
			add("The bot token allows all that is needed.", "")
		}
	}
	switch {
	case cfg.AppToken == "" && cfg.SigningSecret == "":
		add("Nothing can arrive: there is no signing secret and no app token.",
			"Over https, set the signing secret of the page Basic Information. "+
				"Without a public address, make an app-level token with connections:write there.")
	case cfg.SigningSecret != "" && !looksSigned.MatchString(cfg.SigningSecret):
		add("The signing secret is not 32 hexadecimal digits.",
			"Copy the Signing Secret of the page Basic Information; it is not the Client Secret, nor a token.")
	case cfg.SigningSecret != "":
		add("The signing secret has the right form. Only a message of Slack shows whether it is the right one.", "")
	}
	if cfg.AppToken == "" {
		return out
	}
	switch _, _, err := socketmode.New(a.api).OpenContext(ctx); {
	case err != nil && codeOf(err) == "":
		add("The app token could not be checked: "+why(err)+".",
			"Look whether this machine may reach slack.com over https, and try again.")
	case err != nil:
		add("Slack opens no socket with the app token: "+why(err),
			"Make an app-level token with the scope connections:write on the page Basic Information, "+
				"and switch Socket Mode on.")
	default:
		add("Slack opens a socket with the app token.", "")
	}
	return out
}

// why is an error of Slack's in one word, without addresses, which can hold secrets.
func why(err error) string {
	if code := codeOf(err); code != "" {
		return code
	}
	if limited := new(slack.RateLimitedError); errors.As(err, &limited) {
		return "too many requests, try again in " + limited.RetryAfter.String()
	}
	return "Slack cannot be reached"
}
