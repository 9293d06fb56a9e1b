package discord

import (
	"context"
	"slices"
	"time"

	dg "github.com/bwmarrin/discordgo"
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
// the payload tells, as m; in a direct conversation m is nil, and Discord is asked. As long as it does not say, they
// are none.
func (a *Adapter) isGuest(ctx context.Context, who string, m *member) bool {
	if len(a.cfg.Roles) == 0 {
		return false
	}
	if guest, ok := a.guests.Get(who); ok && m == nil {
		return guest
	}
	guest, told := !a.has(m), true
	if m == nil {
		if guest, told = a.askGuest(ctx, who); !told {
			return false
		}
	}
	a.guests.Put(who, guest)
	return guest
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
