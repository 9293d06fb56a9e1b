package bot

import (
	"context"
	"slices"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/delivery"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// identity is how people knows the person a platform names.
func identity(p chat.Person) people.Identity {
	return people.Identity{Platform: string(p.Platform), Team: p.Team, User: p.ID}
}

// rolesOf returns the roles of a person in this turn. Who is alone with the bot has them all.
func (b *Bot) rolesOf(tx *store.Tx, p people.Profile, from chat.Person) []people.Role {
	roles := people.RolesOf(tx, p, from.Guest)
	var more []people.Role
	switch {
	case from.Guest:
	case b.alone:
		more = people.Roles()
	case b.isAuthor(p):
		more = []people.Role{people.Author}
	}
	for _, r := range more {
		if !slices.Contains(roles, r) {
			roles = append(roles, r)
		}
	}
	return roles
}

// isAuthor reports whether a setting makes p an author.
func (b *Bot) isAuthor(p people.Profile) bool {
	return b.author(p.Identity) || slices.ContainsFunc(p.Also, b.author)
}

// turnedAway is what a guest gets who is not let in, and who may be one as far as their platform tells now: a sentence.
// Nothing is kept of them. Who may be about to harm themselves gets the numbers to call, as anybody does.
func turnedAway(e chat.Event) delivery.Decision {
	return func(*store.Tx) (chat.Reply, error) {
		if e.Kind == chat.Left || e.Kind == chat.Due || e.Aside {
			return chat.Reply{}, nil
		}
		lang := dialog.In(langOf(e)).Lang
		says := words.In(lang).NoGuests
		if e.From.Unsure {
			says = words.In(lang).Unsure
		}
		if dialog.Crisis(e.Text) {
			says = dialog.In(lang).Crisis
		}
		return chat.Reply{Text: says, Lang: lang, Private: e.Private || !e.Direct}, nil
	}
}

// find finds aids for the person of an event. Guests get those that are for anyone.
func (b *Bot) find(ctx context.Context, from chat.Person, q find.Query) (find.Result, error) {
	if !from.Guest {
		return b.found.Find(ctx, q)
	}
	q.Audience = nil
	res, err := b.found.Find(ctx, q)
	first := len(res.Hits) > 0 && !b.isOpen(res.Hits[0])
	res.Hits = slices.DeleteFunc(slices.Clone(res.Hits), func(h find.Hit) bool { return !b.isOpen(h) })
	switch {
	case len(res.Hits) == 0:
		res.Outcome = find.None
	case first && res.Outcome == find.Answer:
		res.Outcome = find.Choose // what is left comes closest
	}
	return res, err
}

// isOpen reports whether an aid that was found is for anyone.
func (b *Bot) isOpen(h find.Hit) bool {
	_, ok := forAnyone{b.lib}.Lookup(h.Key.Slug, h.Key.Lang)
	return ok
}

// forAnyone is the part of a library that guests see: the aids without an audience.
type forAnyone struct{ dialog.Library }

// Lookup implements [dialog.Library].
func (l forAnyone) Lookup(slug string, prefer knowledge.Lang) (*knowledge.Aid, bool) {
	a, ok := l.Library.Lookup(slug, prefer)
	if !ok || len(a.Audience) > 0 {
		return nil, false
	}
	return a, true
}

// All implements [dialog.Library].
func (l forAnyone) All() []*knowledge.Aid {
	return slices.DeleteFunc(slices.Clone(l.Library.All()), func(a *knowledge.Aid) bool { return len(a.Audience) > 0 })
}
