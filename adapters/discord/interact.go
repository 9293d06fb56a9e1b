package discord

import (
	"context"
	"errors"
	"time"

	dg "github.com/bwmarrin/discordgo"

	"github.com/handvat/handvat/bot/chat"
)

const (
	patience  = 1500 * time.Millisecond // how long an interaction waits for its answer; Discord gives it 3 s
	ackLimit  = 10 * time.Second        // for telling Discord, tries included
	lastLimit = 60 * time.Second        // for an answer that nobody else will deliver
)

// A callback is the first response to an interaction.
type callback struct {
	Type dg.InteractionResponseType `json:"type"`
	Data any                        `json:"data,omitempty"` // payload, modal or choices
}

// errTaken is the error of a callback when the interaction had one already.
var errTaken = errors.New("discord: acknowledged before")

// respond tells Discord the first response to an interaction.
type respond func(ctx context.Context, c callback) error

// An answer is what the inbox made of an event in time.
type answer struct {
	reply chat.Reply
	ok    bool
	err   error
}

// interact sees to it that in is answered: within [patience] at once, else the
// response is deferred and the answer comes by [Adapter.Send]. Nothing that we do
// ourselves can hold up the deferral.
func (a *Adapter) interact(ctx context.Context, in *interaction, first respond) {
	late := time.NewTimer(patience)
	defer late.Stop()
	e, x, ok := a.begin(ctx, in, first)
	if !ok {
		return
	}
	inTime, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var by *member
	if in.Member != nil {
		by = &in.Member.member
	}
	a.know(inTime, &e, by)
	answered := make(chan answer, 1)
	go func() {
		r, ok, err := a.in.Answer(inTime, e)
		answered <- answer{r, ok, err}
	}()
	var got answer
	select {
	case got = <-answered:
	case <-late.C:
		a.putOff(ctx, x, first)
		got = <-answered
	}
	switch {
	case got.err != nil: // time ran out while it was taken down, or it could not be
		a.putOff(ctx, x, first)
		if a.accept(ctx, e) != nil {
			a.last(ctx, e, chat.Reply{Text: sorry, Private: true})
		}
	case got.ok:
		a.answer(ctx, x, e, got.reply, first)
	default:
		a.putOff(ctx, x, first)
	}
}

// begin is the event that in is, and the exchange by which it is to be answered. ok is false if in is none, or is
// seen to already.
func (a *Adapter) begin(ctx context.Context, in *interaction, first respond) (e chat.Event, x *exchange, ok bool) {
	tell := func(c callback) (chat.Event, *exchange, bool) {
		a.tell(ctx, in, first, c)
		return e, nil, false
	}
	a.learn(in.User.ID, in.Locale)
	if in.Type == dg.InteractionApplicationCommandAutocomplete {
		return tell(callback{dg.InteractionApplicationCommandAutocompleteResult, struct {
			Choices []string `json:"choices"`
		}{[]string{}}})
	}
	if !a.serves(in.Guild) {
		a.lg.Warn("discord: interaction from a guild that is not served", "interaction", in.ID, "guild", in.Guild)
		return tell(only(sorryNotHere))
	}
	e, opens, err := in.event()
	if err != nil {
		a.lg.Warn("discord: interaction not understood", "interaction", in.ID, "err", err)
		return tell(only(sorry))
	}
	if opens != "" {
		return tell(callback{dg.InteractionResponseModal, a.modal(in, opens)})
	}
	x, isNew := a.openExchange(e.ID, in)
	if isNew && a.again(in) {
		x.close()
		return tell(callback{Type: dg.InteractionResponseDeferredMessageUpdate})
	}
	return e, x, isNew // one that is delivered again is answered at its first delivery
}

// answer gives Discord r, if that is possible as a first response.
func (a *Adapter) answer(ctx context.Context, x *exchange, e chat.Event, r chat.Reply, first respond) {
	pages := render(r)
	if len(pages) > 1 || pages[0].file != nil || x.isAcked() {
		a.putOff(ctx, x, first)
		a.last(ctx, e, r)
		return
	}
	kind := dg.InteractionResponseChannelMessageWithSource
	if x.edits(r) {
		kind = dg.InteractionResponseUpdateMessage
	} else if r.Private && !e.Direct || x.private {
		pages[0].Flags |= dg.MessageFlagsEphemeral
	}
	a.remember(pages[0].forms)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), ackLimit)
	defer cancel()
	switch err := first(ctx, callback{kind, pages[0]}); {
	case err == nil:
		x.close()
	case errors.Is(err, errTaken): // by a deferral, before a restart
		x.ack(a.cfg.Now())
		a.last(ctx, e, r)
	default:
		a.lg.Warn("discord: answer not taken, sending it otherwise", "event", e.ID, "err", err)
		x.close()
		a.last(ctx, e, r)
	}
}

// putOff tells Discord that the answer comes later, unless it was told something.
func (a *Adapter) putOff(ctx context.Context, x *exchange, first respond) {
	if x.isAcked() {
		return
	}
	c := callback{Type: dg.InteractionResponseDeferredMessageUpdate}
	if x.source == "" {
		c.Type = dg.InteractionResponseDeferredChannelMessageWithSource
		if x.private {
			c.Data = struct {
				Flags dg.MessageFlags `json:"flags"`
			}{dg.MessageFlagsEphemeral}
		}
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), ackLimit)
	defer cancel()
	if err := first(ctx, c); err != nil && !errors.Is(err, errTaken) {
		a.lg.Warn("discord: deferral not taken, the answer comes otherwise", "interaction", x.id, "err", err)
		x.close()
	}
	x.ack(a.cfg.Now())
}

// last delivers an answer that is with us alone: the inbox gave it away.
func (a *Adapter) last(ctx context.Context, e chat.Event, r chat.Reply) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastLimit)
	defer cancel()
	err := chat.Persist(ctx, 6, 300*time.Millisecond, func() error {
		_, err := a.Send(ctx, e.In, e.ID, r)
		return err
	})
	if err != nil {
		a.lg.Error("discord: answer not delivered", "event", e.ID, "err", err)
	}
}

// tell gives Discord a response that needs no event.
func (a *Adapter) tell(ctx context.Context, in *interaction, first respond, c callback) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), ackLimit)
	defer cancel()
	if err := first(ctx, c); err != nil && !errors.Is(err, errTaken) {
		a.lg.Warn("discord: response not taken", "interaction", in.ID, "err", err)
	}
}

// modal is the form that in's button opens. One that is not known anymore becomes a
// field for what one could as well type: the bot knows what it asked last.
func (a *Adapter) modal(in *interaction, id formID) modal {
	if f, ok := a.forms.Get(string(id)); ok {
		return f.modal()
	}
	label := sayModal
	if in.Message != nil {
		label = labelOf(in.Message.Component, in.Data.CustomID)
	}
	f := form{Title: label, Questions: []chat.Question{{Field: sayModal, Prompt: label, Long: true, Need: true}}}
	m := f.modal()
	m.CustomID = sayModal
	return m
}

// What the bot has no words for, because it never hears of it.
const (
	sorry        = "Dit ging mis; probeer het nog eens. / This went wrong; please try again."
	sorryNotHere = "Ik werk niet op deze server. / I do not work on this server."
)

// only is text for the person alone.
func only(text string) callback {
	p := render(chat.Reply{Text: text})[0]
	p.Flags |= dg.MessageFlagsEphemeral
	return callback{dg.InteractionResponseChannelMessageWithSource, p}
}

// callBack is the response of an interaction that came over the gateway. It tries
// again while Discord may still be waiting.
func (a *Adapter) callBack(in *interaction) respond {
	return func(ctx context.Context, c callback) (err error) {
		for n := range 3 {
			err = call(ctx, a.api, request{method: "POST",
				address: dg.EndpointInteractionResponse(in.ID, in.Token), body: c})
			var said *chat.SendError
			switch {
			case err == nil, n > 0 && code(err) == dg.ErrCodeInteractionHasAlreadyBeenAcknowledged: // by our first try
				return nil
			case code(err) == dg.ErrCodeInteractionHasAlreadyBeenAcknowledged:
				return errTaken
			case errors.As(err, &said) && (said.Permanent || said.Gone || said.RetryAfter > time.Second):
				return err
			}
			if chat.Pause(ctx, max(said.RetryAfter, 200*time.Millisecond)) != nil {
				return err
			}
		}
		return err
	}
}
