package discord

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strconv"
	"time"

	dg "github.com/bwmarrin/discordgo"

	"github.com/handvat/handvat/bot/chat"
)

// sent is what Discord says of a message it took.
type sent struct {
	ID string `json:"id"`
}

// Send posts r, or edits the message it replaces. The answer to an interaction of the
// last quarter of an hour goes by its own way, which works wherever the person could
// press or type; everything else is a message in the channel. What is private and has
// no such way goes by direct message.
//
// A long reply is several messages; the reference is to the last, which has the
// buttons. Posting with the same key again within minutes posts nothing new.
func (a *Adapter) Send(ctx context.Context, to chat.Place, key string, r chat.Reply) (chat.Ref, error) {
	pages := render(r)
	a.remember(pages[len(pages)-1].forms)
	if x := a.exchange(key); x != nil {
		select {
		case <-x.acked:
		case <-ctx.Done():
			return chat.Ref{}, &chat.SendError{Err: ctx.Err()}
		}
		ref, err := a.sendBy(ctx, x, to, r, pages)
		if !expired(err) {
			return ref, err
		}
		if a.cfg.Now().Sub(x.since) < 5*time.Second { // Discord may not have our response yet
			return chat.Ref{}, &chat.SendError{Err: err, RetryAfter: time.Second}
		}
		x.close()
	}
	return a.sendTo(ctx, to, key, r, pages)
}

// expired reports whether err says that an interaction cannot be answered anymore.
func expired(err error) bool {
	switch code(err) {
	case dg.ErrCodeUnknownWebhook, dg.ErrCodeUnknownInteraction, codeBadToken:
		return true
	}
	return false
}

// sendBy answers an interaction that was acknowledged before.
func (a *Adapter) sendBy(ctx context.Context, x *exchange, to chat.Place, r chat.Reply,
	pages []payload) (ref chat.Ref, err error) {
	for x.pages < len(pages) {
		req := request{body: pages[x.pages], into: new(sent)}
		switch {
		case x.pages == 0 && (x.source == "" || x.edits(r)):
			req.method, req.address = "PATCH", dg.EndpointWebhookMessage(x.app, x.token, "@original")
		default:
			p := pages[x.pages]
			if x.private || to.Team != "" && (r.Private || r.File != nil) {
				p.Flags |= dg.MessageFlagsEphemeral
			}
			req.method, req.address, req.body = "POST", dg.EndpointWebhookToken(x.app, x.token)+"?wait=true", p
		}
		if err := call(ctx, a.api, req); err != nil {
			return chat.Ref{}, err
		}
		x.pages++
		ref = chat.Ref{Place: to, ID: req.into.(*sent).ID}
	}
	x.close()
	return ref, nil
}

// sendTo posts or edits messages in a channel.
func (a *Adapter) sendTo(ctx context.Context, to chat.Place, key string, r chat.Reply,
	pages []payload) (chat.Ref, error) {
	kind, question, asker := readActID(key)
	who, channel := person(to), to.Channel
	if who == "" && to.Team != "" && (r.Private || r.File != nil) {
		if who = asker; who == "" {
			return chat.Ref{}, &chat.SendError{Err: errors.New("discord: a private reply to nobody"), Permanent: true}
		}
	}
	if who != "" {
		dm, err := a.open(ctx, who)
		if err != nil {
			return chat.Ref{}, err
		}
		channel = dm
	}
	var ref chat.Ref
	for i, p := range pages {
		if i == 0 && !r.Replace.IsZero() && who == "" {
			err := call(ctx, a.api, request{method: "PATCH", address: dg.EndpointChannelMessage(channel, r.Replace.ID),
				bucket: dg.EndpointChannelMessage(channel, ""), body: p})
			if err == nil {
				ref = r.Replace
				continue
			}
			if c := code(err); c != dg.ErrCodeUnknownMessage && c != dg.ErrCodeCannotEditFromAnotherUser {
				return chat.Ref{}, err
			} // it was removed: post it anew
		}
		if i == 0 && kind == "m" && to.Team != "" && who == "" {
			quote := false
			p.Reference = &dg.MessageReference{MessageID: question, FailIfNotExists: &quote}
		}
		p.Nonce, p.EnforceNonce = nonce(key, i), true
		var m sent
		err := call(ctx, a.api, request{method: "POST", address: dg.EndpointChannelMessages(channel),
			bucket: dg.EndpointChannelMessages(channel), body: p, into: &m})
		if c := code(err); who == "" && to.Team != "" && asker != "" &&
			(c == dg.ErrCodeMissingPermissions || c == dg.ErrCodeMissingAccess) {
			r.Private = true // the bot may listen there but not speak: answer the asker alone
			return a.sendTo(ctx, to, key, r, pages)
		}
		if err != nil {
			return chat.Ref{}, err
		}
		ref = chat.Ref{Place: to, ID: m.ID}
	}
	return ref, nil
}

// open is the channel of the direct conversation with who.
func (a *Adapter) open(ctx context.Context, who string) (channel string, err error) {
	var dm sent
	body := struct {
		Recipient string `json:"recipient_id"`
	}{who}
	err = call(ctx, a.api, request{method: "POST", address: dg.EndpointUserChannels("@me"),
		bucket: dg.EndpointUserChannels("@me"), body: body, into: &dm})
	return dm.ID, err
}

// nonce is what Discord knows a message by, so that it takes it once: message number
// i of those with this key.
func nonce(key string, i int) string {
	sum := sha256.Sum256([]byte(key + "/" + strconv.Itoa(i)))
	return base64.RawURLEncoding.EncodeToString(sum[:18])
}
