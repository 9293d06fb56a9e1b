package slack

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"github.com/handvat/handvat/adapters/slack/blockkit"
	"github.com/handvat/handvat/bot/chat"
)

// Send implements [chat.Sender]. A reply for one person alone reaches the person that
// key names, since a place names none: keys of replies to events are their IDs. A
// message whose first try may have arrived is looked for before it is posted again,
// by the key it carries.
func (a *Adapter) Send(ctx context.Context, to chat.Place, key string, r chat.Reply) (chat.Ref, error) {
	ref, err := a.send(ctx, to, key, r)
	if err != nil {
		said := explain(err)
		if said.Ambiguous {
			a.unsure.Put(key, struct{}{})
		}
		return chat.Ref{}, said
	}
	a.unsure.Take(key)
	a.arrived(key)
	return ref, nil
}

// send is Send, with errors as they are.
func (a *Adapter) send(ctx context.Context, to chat.Place, key string, r chat.Reply) (chat.Ref, error) {
	user := userOf(key)
	switch {
	case r.File != nil:
		return chat.Ref{}, a.upload(ctx, to, user, r)
	case strings.HasPrefix(r.Replace.ID, whispered):
		return r.Replace, a.rewhisper(ctx, to, user, a.replyAt(key), r)
	case !r.Replace.IsZero():
		return a.edit(ctx, to, key, r)
	case r.Private:
		return chat.Ref{}, a.whisper(ctx, to, user, a.replyAt(key), r)
	}
	return a.post(ctx, to, key, r)
}

// post posts a message that everyone in the place sees.
func (a *Adapter) post(ctx context.Context, to chat.Place, key string, r chat.Reply) (chat.Ref, error) {
	if _, unsure := a.unsure.Get(key); unsure {
		if ref, ok := a.find(ctx, to, key); ok {
			return ref, nil
		}
	}
	blocks := a.blocks(r)
	told, tell := a.untold(ctx, to)
	if tell && len(blocks) < blockkit.MaxMessage {
		blocks = append(blocks, listening(r.Lang))
	}
	opts := append(message(r, blocks), slack.MsgOptionMetadata(mark(key)))
	if to.Thread != "" {
		opts = append(opts, slack.MsgOptionTS(to.Thread))
	}
	channel, ts, err := a.api.PostMessageContext(ctx, to.Channel, opts...)
	if err != nil {
		return chat.Ref{}, err
	}
	if tell {
		told()
	}
	to.Channel = channel
	return chat.Ref{Place: to, ID: ts}, nil
}

// edit edits a message; if it is not there any more, a new one is posted.
func (a *Adapter) edit(ctx context.Context, to chat.Place, key string, r chat.Reply) (chat.Ref, error) {
	_, _, _, err := a.api.UpdateMessageContext(ctx, r.Replace.Place.Channel, r.Replace.ID, message(r, a.blocks(r))...)
	if code := codeOf(err); code == "message_not_found" || code == "cant_update_message" ||
		code == "edit_window_closed" {
		return a.post(ctx, to, key, r)
	}
	return r.Replace, err
}

// whisper shows a message to one person: at the address that came with what they did,
// else as an ephemeral message, else in their direct conversation.
func (a *Adapter) whisper(ctx context.Context, to chat.Place, user, address string, r chat.Reply) error {
	blocks := a.blocks(r)
	if address != "" {
		msg := webhook(r, blocks)
		msg.ThreadTimestamp = to.Thread
		if done, err := a.respond(ctx, address, msg); done {
			return err
		}
	}
	opts := message(r, blocks)
	if to.Thread != "" {
		opts = append(opts, slack.MsgOptionTS(to.Thread))
	}
	if isDirect(to.Channel) { // in a direct conversation everything is private, and stays
		_, _, err := a.api.PostMessageContext(ctx, to.Channel, opts...)
		if codeOf(err) != "channel_not_found" || user == "" {
			return err
		}
	} else if user != "" {
		_, err := a.api.PostEphemeralContext(ctx, to.Channel, user, opts...)
		if !slices.Contains([]string{"not_in_channel", "user_not_in_channel", "channel_not_found",
			"is_archived"}, codeOf(err)) {
			return err
		}
	}
	if user == "" {
		return slack.SlackErrorResponse{Err: errNobody}
	}
	_, _, err := a.api.PostMessageContext(ctx, user, message(r, blocks)...)
	return err
}

// rewhisper edits a message that one person sees, or shows a new one.
func (a *Adapter) rewhisper(ctx context.Context, to chat.Place, user, address string, r chat.Reply) error {
	if address != "" {
		msg := webhook(r, a.blocks(r))
		msg.ReplaceOriginal = true
		if done, err := a.respond(ctx, address, msg); done {
			return err
		}
	}
	return a.whisper(ctx, to, user, "", r)
}

// respond posts to an address that came with a payload. It reports false if another
// way must be found: the address is used up, too old, or none of Slack's.
func (a *Adapter) respond(ctx context.Context, address string, msg *slack.WebhookMessage) (done bool, err error) {
	if !a.slackURL(address) {
		a.lg.Warn("slack: an address for answers is not Slack's")
		return false, nil
	}
	err = slack.PostWebhookCustomHTTPContext(ctx, address, a.cfg.Client, msg)
	status := new(slack.StatusCodeError)
	if errors.As(err, status) && status.Code >= 400 && status.Code < 500 {
		return false, nil
	}
	return true, err
}

// slackURL reports whether an address is Slack's own, or that of the API we were told
// to use.
func (a *Adapter) slackURL(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	if api, err := url.Parse(a.cfg.APIURL); err == nil && a.cfg.APIURL != slack.APIURL && u.Host == api.Host {
		return true
	}
	return u.Scheme == "https" && (u.Host == "hooks.slack.com" || u.Host == "hooks.slack-gov.com")
}

// upload gives a person a file, in their direct conversation: nobody else may see it.
func (a *Adapter) upload(ctx context.Context, to chat.Place, user string, r chat.Reply) error {
	channel := to.Channel
	if !isDirect(channel) {
		if user == "" {
			return slack.SlackErrorResponse{Err: errNobody}
		}
		dm, _, _, err := a.api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{user}})
		if err != nil {
			return err
		}
		channel = dm.ID
	}
	_, err := a.api.UploadFileContext(ctx, slack.UploadFileParameters{
		Channel: channel, Filename: r.File.Name, Title: r.File.Name, FileSize: len(r.File.Data),
		Reader: bytes.NewReader(r.File.Data), InitialComment: escape(r.Text),
	})
	return err
}

// blocks is blocksOf, or the text alone if Slack would refuse them: better plain than
// nothing.
func (a *Adapter) blocks(r chat.Reply) []slack.Block {
	blocks := blocksOf(r, blockkit.Message)
	data, err := json.Marshal(blocks)
	if err == nil {
		err = blockkit.Check(data, blockkit.Message)
	}
	if err == nil {
		return blocks
	}
	a.lg.Error("slack: a card is beyond Slack's limits, its text is sent", "err", err)
	return blocksOf(chat.Reply{Text: r.Text}, blockkit.Message)
}

// message is how a reply is posted. Slack makes no mentions and no previews of it.
func message(r chat.Reply, blocks []slack.Block) []slack.MsgOption {
	return []slack.MsgOption{
		slack.MsgOptionText(escape(r.Text), false), slack.MsgOptionBlocks(blocks...), slack.MsgOptionParse(false),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl(),
	}
}

// webhook is message for one person, as an answer to a payload.
func webhook(r chat.Reply, blocks []slack.Block) *slack.WebhookMessage {
	return &slack.WebhookMessage{Text: escape(r.Text), Blocks: &slack.Blocks{BlockSet: blocks},
		ResponseType: slack.ResponseTypeEphemeral}
}

// maxAck is how many bytes may go back over a socket with an acknowledgement: Slack
// drops more without saying so.
const maxAck = 19 << 10

func tooLong(msg *slack.WebhookMessage) bool {
	data, err := json.Marshal(msg)
	return err != nil || len(data) > maxAck
}

// errNobody is our own code for a reply for one person when it is not known whom.
const errNobody = "no_user_for_private_reply"

// codeOf is what Slack's API said; empty if it said nothing.
func codeOf(err error) string {
	if said := new(slack.SlackErrorResponse); errors.As(err, said) {
		return said.Err
	}
	return ""
}

// explain says what an error means for the message.
func explain(err error) *chat.SendError {
	err = chat.Bare(err)
	out := &chat.SendError{Err: fmt.Errorf("slack: send: %w", err)}
	if limited := new(slack.RateLimitedError); errors.As(err, &limited) {
		out.RetryAfter = max(limited.RetryAfter, time.Second)
		return out
	}
	switch code := codeOf(err); code {
	case "":
		return chat.NotSent(Platform, err)
	case "ratelimited", "rate_limited", "message_limit_exceeded":
		out.RetryAfter = 30 * time.Second
	case "user_disabled", "user_not_found", "users_not_found", "cannot_dm_bot", "channel_not_found", "not_in_channel",
		"is_archived", "messages_tab_disabled":
		out.Gone = true
	case "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope",
		"no_permission", "team_access_not_granted", "ekm_access_denied":
		// Our set-up is wrong: nobody opted out, and it may be mended.
		out.RetryAfter = time.Minute
	case "internal_error", "fatal_error", "service_unavailable", "request_timeout":
		out.Ambiguous = true
	default:
		out.Permanent = true
	}
	return out
}
