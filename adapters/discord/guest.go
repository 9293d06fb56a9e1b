package discord

import (
	"context"
	"slices"
	"time"

	dg "github.com/bwmarrin/discordgo"

	"github.com/handvat/handvat/bot/chat"
)

// A member is what Discord tells of somebody in a guild.
type member struct {
	Roles []string `json:"roles"` // ids
}

const (
	guestLife = time.Hour              // how long it is believed who is a guest
	lookUpIn  = 700 * time.Millisecond // how long somebody waits until Discord told
)

// isGuest reports whether somebody has none of the roles that members must have, if there are such roles. In a guild
// the payload tells, as m; in a direct conversation m is nil, and Discord is asked. As long as it does not say, that is
// unsure.
func (a *Adapter) isGuest(ctx context.Context, who string, m *member) (guest, unsure bool) {
	if len(a.cfg.Roles) == 0 {
		return false, false
	}
	if guest, ok := a.guests.Get(who); ok && m == nil {
		return guest, false
	}
	guest, told := !a.has(m), true
	if m == nil {
		if guest, told = a.askGuest(ctx, who); !told {
			return false, true
		}
	}
	a.guests.Put(who, guest)
	return guest, false
}

// know completes e with who of its people are guests; by is what the payload tells of who it is from.
func (a *Adapter) know(ctx context.Context, e *chat.Event, by *member) {
	e.From.Guest, e.From.Unsure = a.isGuest(ctx, e.From.ID, by)
	ctx, cancel := context.WithTimeout(ctx, lookUpIn)
	defer cancel()
	for i := range e.People {
		p := &e.People[i]
		p.Guest, p.Unsure = a.isGuest(ctx, p.ID, nil)
	}
}

// has reports whether m has one of the roles that members must have.
func (a *Adapter) has(m *member) bool {
	return m != nil && slices.ContainsFunc(m.Roles, func(r string) bool { return slices.Contains(a.cfg.Roles, r) })
}

// askGuest asks Discord whether somebody is a guest in all guilds that are served; told is false if it does not say.
func (a *Adapter) askGuest(ctx context.Context, who string) (guest, told bool) {
	ctx, cancel := context.WithTimeout(ctx, lookUpIn)
	defer cancel()
	told = true
	for _, guild := range a.cfg.Guilds {
		var m member
		err := call(ctx, a.api, request{method: "GET", address: dg.EndpointGuildMember(guild, who),
			bucket: dg.EndpointGuildMember(guild, ""), into: &m})
		switch c := code(err); {
		case err == nil && a.has(&m):
			return false, true
		case err != nil && c != dg.ErrCodeUnknownMember && c != dg.ErrCodeUnknownUser:
			a.lg.Warn("discord: a member was not looked up", "guild", guild, "err", err)
			told = false
		}
	}
	return true, told
}
