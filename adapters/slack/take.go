package slack

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"github.com/handvat/handvat/adapters/slack/blockkit"
	"github.com/handvat/handvat/bot/chat"
)

// How long things noted are kept.
const (
	listenFor = 8 * time.Hour // in a thread, after the bot was last named or spoken to there
	metFor    = 400 * 24 * time.Hour
)

// take does what a payload asks for, whichever way it came. It returns what goes back
// with the acknowledgement: nil, a string, or something for JSON. An error means that
// the payload was not taken down and should come again.
func (a *Adapter) take(ctx context.Context, k kind, payload []byte) (answer any, err error) {
	r, err := read(k, payload, a.selfID(), a.cfg.Now())
	if err != nil {
		a.lg.Warn("slack: a payload could not be read", "err", err)
		return nil, nil
	}
	if r.limited {
		a.lg.Error("slack: events are lost, there were more than 30,000 in an hour")
	}
	switch {
	case r.challenge != "":
		return r.challenge, nil
	case r.opened != "":
		return nil, a.opened(ctx, r)
	case r.hush:
		a.hush(ctx, r)
		return nil, nil
	case r.ask:
		a.openAskWindow(ctx, r)
		return nil, nil
	case r.event.Kind == 0:
		return nil, nil
	case r.unasked:
		if heard, err := a.listens(ctx, r.event); !heard || err != nil {
			return nil, err
		}
		r.event.Aside = true
	}
	e := r.event
	if e.Kind == chat.Left {
		return nil, a.in.Accept(ctx, e)
	}
	if r.click != "" {
		e.ID, _ = a.clicks.Claim(r.click, e.ID) // two clicks are one act
	}
	who := a.profile(ctx, e.From.ID)
	e.From.Name, e.Locale, e.Zone = who.name, who.locale, who.zone
	e.From.Guest = who.guest || e.From.Guest && !who.ours
	e.From.Unsure = !e.From.Guest && !who.told
	a.callByName(ctx, &e)
	if r.reply != "" {
		a.urls.Put(e.ID, &replyURL{url: r.reply})
	}
	if e.Kind == chat.Said && !e.Direct && !e.Private && !e.Aside && !e.From.Guest &&
		!e.From.Unsure {
		a.note(ctx, e.In, e.From.ID)
	}
	switch {
	case r.sent:
		return a.answerSubmission(ctx, r, e)
	case r.view != "", e.ReplyTo.IsZero() && e.Direct && r.trigger != "": // done in a window, or on the home tab
		return nil, a.answerInWindow(ctx, r, e)
	case k == command:
		return a.answerCommand(ctx, e)
	}
	a.awaited(e)
	return nil, a.in.Accept(ctx, e)
}

// answerCommand answers a slash command with its acknowledgement.
func (a *Adapter) answerCommand(ctx context.Context, e chat.Event) (any, error) {
	r, ok, err := a.answer(ctx, e)
	if err != nil || !ok {
		return nil, err
	}
	msg := webhook(r, a.blocks(r))
	if tooLong(msg) { // for a socket
		a.deliver(ctx, e.In, e.ID, r)
		return nil, nil
	}
	return msg, nil
}

// answer hands e to the inbox and waits a little for the reply, see
// [chat.Inbox.Answer]. A file of it is sent apart. ok is false if there is nothing to say now.
func (a *Adapter) answer(ctx context.Context, e chat.Event) (r chat.Reply, ok bool, err error) {
	wait, cancel := context.WithTimeout(ctx, a.cfg.Patience)
	defer cancel()
	if r, ok, err = a.in.Answer(wait, e); !ok || r.IsZero() {
		return r, false, err
	}
	r.Private = r.Private || e.Private
	if r.File != nil {
		a.deliver(ctx, e.In, e.ID, chat.Reply{File: r.File, Lang: r.Lang, Private: true})
		r.File = nil
	}
	return r, true, err
}

// answerSubmission answers a window that was sent with what to show in it. A reply
// that comes too late is posted in the direct conversation, and the window closes.
func (a *Adapter) answerSubmission(ctx context.Context, r reading, e chat.Event) (any, error) {
	reply, ok, err := a.answer(ctx, e)
	if err != nil {
		return nil, err
	}
	if !ok {
		return slack.NewClearViewSubmissionResponse(), nil
	}
	v := a.window(e, reply)
	return slack.NewUpdateViewSubmissionResponse(&v), nil
}

// answerInWindow answers a press in a window in that window, and one on the home tab
// in a new one. If Slack does not show it, the reply is posted in the direct
// conversation.
func (a *Adapter) answerInWindow(ctx context.Context, r reading, e chat.Event) error {
	reply, ok, err := a.answer(ctx, e)
	if err != nil || !ok {
		return err
	}
	v := a.window(e, reply)
	showing, cancel := context.WithTimeout(ctx, 800*time.Millisecond) // Slack waits for three seconds in all
	defer cancel()
	if r.view != "" {
		_, err = a.api.UpdateViewContext(showing, v, "", "", r.view)
	} else {
		_, err = a.api.OpenViewContext(showing, r.trigger, v)
	}
	if err == nil {
		return nil
	}
	a.lg.Warn("slack: a window was not shown", "event", e.ID, "err", chat.Bare(err))
	reply.Replace = chat.Ref{}
	a.deliver(ctx, e.In, e.ID, reply)
	return nil
}

// window is what shows a reply to e, or its text alone if Slack would refuse that.
func (a *Adapter) window(e chat.Event, r chat.Reply) slack.ModalViewRequest {
	m := meta{Channel: e.In.Channel}
	v := window(r, r.Lang, m)
	data, err := json.Marshal(v)
	if err == nil {
		err = blockkit.CheckView(data)
	}
	if err == nil {
		return v
	}
	a.lg.Error("slack: a window is beyond Slack's limits, its text is shown", "event", e.ID, "err", err)
	return window(chat.Reply{Text: r.Text}, r.Lang, m)
}

// openAskWindow opens the window in which a person types a question.
func (a *Adapter) openAskWindow(ctx context.Context, r reading) {
	locale := a.profile(ctx, r.event.From.ID).locale
	if _, err := a.api.OpenViewContext(ctx, r.trigger,
		askWindow(locale, meta{Channel: r.event.In.Channel})); err != nil {
		a.lg.Warn("slack: a window was not opened", "err", chat.Bare(err))
	}
}

// opened shows a person the home tab, or greets who opens the conversation for the
// first time and offers questions to try.
func (a *Adapter) opened(ctx context.Context, r reading) error {
	e := r.event
	who := a.profile(ctx, e.From.ID)
	e.From.Name, e.Locale, e.Zone = who.name, who.locale, who.zone
	if r.opened == "home" {
		a.later("show the home tab", func(ctx context.Context) error {
			_, err := a.api.PublishViewContext(ctx,
				slack.PublishViewContextRequest{UserID: e.From.ID,
					View: homeTab(e.Locale, meta{Channel: e.In.Channel}, a.cfg.Group)})
			return err
		})
		return nil
	}
	if who.guest { // nothing is noted of them, so that they would be greeted each time
		return nil
	}
	a.suggest(e.In.Channel, e.Locale)
	met, err := a.cfg.Memory.Recall(ctx, e.In)
	if err != nil {
		return fmt.Errorf("slack: %w", err)
	}
	if met != "" {
		return nil
	}
	e.ID, e.Kind, e.Time = eventID(e.From.Team, e.In.Channel, "joined", e.From.ID), chat.Joined, a.cfg.Now()
	e.Direct = true
	if err := a.in.Accept(ctx, e); err != nil {
		return err
	}
	return a.cfg.Memory.Note(ctx, e.In, "met", a.cfg.Now().Add(metFor))
}

// suggest offers questions to try in a direct conversation.
func (a *Adapter) suggest(channel, lang string) {
	if a.cfg.Prompts == nil {
		return
	}
	// With thread_ts Slack would do nothing.
	p := slack.AssistantThreadsSetSuggestedPromptsParameters{ChannelID: channel}
	for _, q := range a.cfg.Prompts(lang) {
		if len(p.Prompts) < maxPrompts {
			p.AddPrompt(q, q)
		}
	}
	a.later("suggest questions", func(ctx context.Context) error {
		return a.api.SetAssistantThreadsSuggestedPromptsContext(ctx, p)
	})
}

// listens reports whether something said in a thread without naming the bot is meant
// for it: whether the bot was named there before by the same person, and nobody told
// it to stop listening.
func (a *Adapter) listens(ctx context.Context, e chat.Event) (bool, error) {
	noted, err := a.cfg.Memory.Recall(ctx, e.In)
	if err != nil {
		return false, fmt.Errorf("slack: %w", err)
	}
	asker, _, _ := strings.Cut(noted, " ")
	return asker == e.From.ID, nil
}

// note remembers that the bot was spoken to in a thread. That it may be forgotten is
// no reason to refuse what was said.
func (a *Adapter) note(ctx context.Context, p chat.Place, user string) {
	noted, err := a.cfg.Memory.Recall(ctx, p)
	if err == nil {
		if asker, _, _ := strings.Cut(noted, " "); asker != user {
			noted = user
		}
		err = a.cfg.Memory.Note(ctx, p, noted, a.cfg.Now().Add(listenFor))
	}
	if err != nil {
		a.lg.Warn("slack: a thread was not noted", "err", err)
	}
}

// untold reports whether a thread still has to be told that the bot listens in it,
// and returns what notes that it was.
func (a *Adapter) untold(ctx context.Context, p chat.Place) (told func(), ok bool) {
	if p.Thread == "" || isDirect(p.Channel) {
		return nil, false
	}
	asker, err := a.cfg.Memory.Recall(ctx, p)
	if err != nil || asker == "" || strings.Contains(asker, " ") {
		return nil, false
	}
	return func() {
		if err := a.cfg.Memory.Note(ctx, p, asker+" told", a.cfg.Now().Add(listenFor)); err != nil {
			a.lg.Warn("slack: a thread was not noted", "err", err)
		}
	}, true
}

// hush stops listening in a thread, and says so to who asked for it.
func (a *Adapter) hush(ctx context.Context, r reading) {
	if err := a.cfg.Memory.Note(ctx, r.event.In, "", a.cfg.Now()); err != nil {
		a.lg.Warn("slack: a thread was not forgotten", "err", err)
	}
	locale := a.profile(ctx, r.event.From.ID).locale
	reply := chat.Reply{Text: Words.In(locale).Hushed, Lang: locale, Private: true}
	a.later("say that the bot stopped listening", func(ctx context.Context) error {
		return a.whisper(ctx, r.event.In, r.event.From.ID, r.reply, reply)
	})
}
