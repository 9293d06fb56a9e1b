package slack

import (
	"context"
	"errors"
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

// Check asks Slack whether everything in cfg works, and says in a language what to do where it does not. It sends no
// message to anyone.
func Check(ctx context.Context, cfg Config, lang string) (out []Finding) {
	w := Words.In(lang).Checked
	add := func(what, do string) { out = append(out, Finding{what, do}) }
	a := New(slog.New(slog.DiscardHandler), cfg, nil)
	self, err := a.api.AuthTestContext(ctx)
	switch {
	case !strings.HasPrefix(cfg.BotToken, "xoxb-"):
		add(w.NotBot, w.NotBotDo)
	case err != nil && codeOf(err) == "":
		add(w.BotUnseen.With(w.why(err)), w.Reach)
	case err != nil:
		add(w.BotRefused.With(w.why(err)), w.BotRefusedDo)
	default:
		add(w.BotGood.With(self.User, self.Team), "")
		granted := strings.FieldsFunc(self.Header.Get("X-OAuth-Scopes"), func(r rune) bool {
			return r == ',' || r == ' '
		})
		if lacks := missing(granted); len(lacks) > 0 {
			add(w.Lacks.With(strings.Join(lacks, ", ")), w.LacksDo)
		} else {
			add(w.Allows, "")
		}
	}
	switch {
	case cfg.AppToken == "" && cfg.SigningSecret == "":
		add(w.Deaf, w.DeafDo)
	case cfg.SigningSecret != "" && !looksSigned.MatchString(cfg.SigningSecret):
		add(w.Unsigned, w.UnsignedDo)
	case cfg.SigningSecret != "":
		add(w.Signed, "")
	}
	if cfg.AppToken == "" {
		return out
	}
	switch _, _, err := socketmode.New(a.api).OpenContext(ctx); {
	case err != nil && codeOf(err) == "":
		add(w.AppUnseen.With(w.why(err)), w.Reach)
	case err != nil:
		add(w.AppRefused.With(w.why(err)), w.AppRefusedDo)
	default:
		add(w.AppGood, "")
	}
	return out
}

// why is an error of Slack's in one word, without addresses, which can hold secrets.
func (w *checked) why(err error) string {
	if code := codeOf(err); code != "" {
		return code
	}
	if limited := new(slack.RateLimitedError); errors.As(err, &limited) {
		return w.TooMany.With(limited.RetryAfter)
	}
	return w.Away
}
