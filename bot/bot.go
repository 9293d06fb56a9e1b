// Package bot is the house: it understands an event, begins a turn, hands it to a skill and ends it. Nothing that it
// can do is here but small talk and help, and what it says of itself is what its skills declare ([dialog.Skill]).
//
// An event comes in, [Bot.Handle] finds what it needs, and returns a decision that bot/delivery runs inside one
// transaction: journal entries, state and reply are written together or not at all. A person's event is understood
// (understand.go) as an [chat.Action], whether it was pressed or typed, and its verb names the act of a skill.
package bot

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/delivery"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// A Finder finds aids, and learns from what people confirm.
type Finder interface {
	Find(context.Context, find.Query) (find.Result, error)
	Confirm(*store.Tx, find.Confirmation) error
}

// A Bot answers events. It is safe for concurrent use.
type Bot struct {
	lg    *slog.Logger
	db    *store.DB
	lib   dialog.Library
	found Finder
	now   func() time.Time

	agenda  *agenda.Agenda // nil if nothing is said later
	author  func(people.Identity) bool
	alone   bool // the person may all
	guests  bool // are let in
	offers  bool // a code that makes the first author
	secret  secret
	skills  []dialog.Skill
	world   dialog.World
	vouch   func(context.Context, chat.Event) error // for the clock
	conceal func(*store.Tx, chat.Event) error
	retract func(*store.Tx, chat.Place, string, chat.Reply) error
	unname  func(*store.Tx, people.Profile, func(lang, text string) string) error // in the conversations of others
	names   sync.Map                                                              // of languages; see namesOf
}

var _ delivery.Handler = (*Bot)(nil)

// newBot returns the bot of a house.
func newBot(h *House) *Bot {
	b := &Bot{lg: h.Log, db: h.DB, lib: h.Lib, found: h.Find, now: h.Now,
		author: h.Author, alone: h.Alone, guests: h.Guests, offers: h.Code != nil,
		vouch: h.vouch, conceal: delivery.Conceal, retract: delivery.Retract,
		unname: func(tx *store.Tx, who people.Profile, unname func(lang, text string) string) error {
			if h.Post == nil {
				return nil
			}
			all := append([]people.Identity{who.Identity}, who.Also...)
			return h.Post.Unname(tx, func(p chat.Person) bool { return slices.Contains(all, identity(p)) }, unname)
		}}
	if b.author == nil {
		b.author = func(people.Identity) bool { return false }
	}
	return b
}

// Handle decides on one event.
func (b *Bot) Handle(ctx context.Context, e chat.Event) (delivery.Decision, error) {
	if err := b.vouch(ctx, e); err != nil {
		return nil, fmt.Errorf("bot: vouch: %w", err)
	}
	if e.Kind == chat.Left && e.From.ID == "" {
		return teamGone(e.From.Platform, e.From.Team), nil
	}
	if e.From.Guest = e.From.Guest || e.From.Unsure; e.From.Guest && !b.guests {
		return turnedAway(e), nil
	}
	e = withoutBlanks(chat.Composed(e))
	in, err := b.understand(ctx, e)
	if err != nil {
		return nil, fmt.Errorf("bot: understand: %w", err)
	}
	return func(tx *store.Tx) (chat.Reply, error) {
		t, err := b.begin(tx, e, in)
		if err != nil {
			return chat.Reply{}, fmt.Errorf("bot: begin: %w", err)
		}
		r, err := t.do(in.action)
		if err != nil {
			return chat.Reply{}, fmt.Errorf("bot: %s: %w", in.action.Verb, err)
		}
		return t.end(r)
	}, nil
}

// unable is what a person gets when nothing can be kept; see [delivery.Delivery.Unable].
func unable(e chat.Event) chat.Reply {
	w := dialog.In(langOf(e))
	return chat.Reply{Text: words.In(w.Lang).Unable, Lang: w.Lang, Private: e.Private || !e.Direct}
}

// apologise is what a person gets when there is no answer; see
// [delivery.Delivery.Apologise].
func apologise(e chat.Event, ref string, late bool) chat.Reply {
	w := dialog.In(langOf(e))
	says := words.In(w.Lang).Error
	if late {
		says = words.In(w.Lang).Late
	}
	return chat.Reply{Text: says.With(ref), Lang: w.Lang, Private: e.Private || !e.Direct}
}
