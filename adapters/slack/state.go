package slack

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/slack-go/slack"

	"github.com/handvat/handvat/bot/chat"
)

// A profile is what Slack knows of a person that we use.
type profile struct {
	locale, zone string
	name         string    // what colleagues call them
	bot          bool      // they are none
	guest        bool      // invited to some channels only, or of another organisation
	ours         bool      // of the organisation of the bot's workspace
	told         bool      // Slack said all this, now or earlier
	until        time.Time // asked for again after this
}

const (
	most        = 20000                  // of each kind of thing that is remembered
	profileLife = time.Hour              // how long a profile is believed
	profileKept = 24 * time.Hour         // how long it will do when Slack does not tell
	profileFail = time.Minute            // how long a failure to get one is believed
	profileWait = 250 * time.Millisecond // how long a person waits for the first one
	unsureLife  = 24 * time.Hour
	doubleClick = 1500 * time.Millisecond // within what time two presses are one act
)

// profile returns what Slack knows of a person; nothing if Slack does not say so
// quickly: an answer matters more.
func (a *Adapter) profile(ctx context.Context, user string) profile {
	now := a.cfg.Now()
	p, ok := a.profiles.Get(user)
	if ok && now.Before(p.until) || now.UnixNano() < a.hold.Load() {
		return p
	}
	ctx, cancel := context.WithTimeout(ctx, profileWait)
	defer cancel()
	u, err := a.api.GetUserInfoContext(ctx, user)
	if err == nil {
		name := clean(strings.Join(strings.Fields(cmp.Or(u.Profile.DisplayName, u.Profile.RealName, u.RealName)), " "))
		p = profile{locale: u.Locale, zone: u.TZ, name: chat.Short(name, maxName), bot: u.IsBot, told: true,
			until: now.Add(profileLife)}
		p.guest, p.ours = a.belongs(u)
	} else {
		a.lg.Warn("slack: no profile", "err", chat.Bare(err))
		p.until = now.Add(profileFail)
		if limited := new(slack.RateLimitedError); errors.As(err, &limited) {
			a.hold.Store(now.Add(limited.RetryAfter).UnixNano())
		}
	}
	a.profiles.Put(user, p)
	return p
}

// belongs tells whether Slack says that somebody is a guest, and whether it says that they are of the organisation of
// the bot's workspace.
func (a *Adapter) belongs(u *slack.User) (guest, ours bool) {
	guest = u.IsRestricted || u.IsUltraRestricted || u.IsStranger
	self := a.self.Load()
	if self == nil || u.TeamID == "" {
		return guest, false
	}
	grid := self.EnterpriseID
	ours = !isForeign(u.TeamID, self.TeamID, grid) || grid != "" && u.Enterprise.EnterpriseID == grid
	return guest || !ours, ours
}

// maxName is how many characters of a name are read.
const maxName = 80

// callByName names the people of e, in its text and its answers too, which have tokens
// for them. Who is no person is left out of them, and who has no name that Slack tells
// quickly becomes "a colleague": nobody is shown an id.
func (a *Adapter) callByName(ctx context.Context, e *chat.Event) {
	bots := make([]bool, len(e.People))
	var asking sync.WaitGroup
	for i := range e.People {
		asking.Go(func() {
			p := a.profile(ctx, e.People[i].ID)
			e.People[i].Name, bots[i] = cmp.Or(p.name, e.People[i].Name), p.bot
			e.People[i].Guest, e.People[i].Unsure = p.guest, !p.told
		})
	}
	asking.Wait()
	var inText, inAnswer []string
	var people []chat.Person
	for i, p := range e.People {
		name := cmp.Or(p.Name, Words.In(e.Locale).Colleague)
		inText, inAnswer = append(inText, token(p.ID), "@"+name), append(inAnswer, token(p.ID), name)
		if !bots[i] {
			people = append(people, p)
		}
	}
	e.People, e.Text = people, strings.NewReplacer(inText...).Replace(e.Text)
	for field, v := range e.Fields {
		e.Fields[field] = strings.NewReplacer(inAnswer...).Replace(v)
	}
}

// A replyURL is an address to answer one act at, for that person alone.
type replyURL struct {
	url  string
	uses atomic.Int32
}

// Slack lets an address be used five times in half an hour.
const (
	urlUses = 5
	urlLife = 29 * time.Minute
)

// replyAt returns the address to answer event at, and counts its use; empty if there is none left.
func (a *Adapter) replyAt(event string) string {
	if r, ok := a.urls.Get(event); ok && r.uses.Add(1) <= urlUses {
		return r.url
	}
	return ""
}

// markType is the type of the metadata that messages carry.
const markType = "handvat_message"

// mark is the metadata of a message: its key, in a form that tells nobody anything.
func mark(key string) slack.SlackMetadata {
	sum := sha256.Sum256([]byte(key))
	return slack.SlackMetadata{EventType: markType,
		EventPayload: map[string]any{"key": base32.StdEncoding.EncodeToString(sum[:10])}}
}

// find looks for the message with key among the newest of a place.
func (a *Adapter) find(ctx context.Context, at chat.Place, key string) (chat.Ref, bool) {
	const newest = 15
	var msgs []slack.Message
	var err error
	if at.Thread != "" {
		msgs, _, _, err = a.api.GetConversationRepliesContext(ctx,
			&slack.GetConversationRepliesParameters{ChannelID: at.Channel, Timestamp: at.Thread, Limit: 200,
				IncludeAllMetadata: true})
	} else {
		var h *slack.GetConversationHistoryResponse
		if h, err = a.api.GetConversationHistoryContext(ctx,
			&slack.GetConversationHistoryParameters{ChannelID: at.Channel, Limit: newest,
				IncludeAllMetadata: true}); err == nil {
			msgs = h.Messages
		}
	}
	if err != nil {
		a.lg.Warn("slack: cannot see whether a message arrived", "err", chat.Bare(err))
		return chat.Ref{}, false
	}
	want := mark(key).EventPayload["key"]
	for _, m := range msgs {
		if m.Metadata.EventType == markType && m.Metadata.EventPayload["key"] == want {
			return chat.Ref{Place: at, ID: m.Timestamp}, true
		}
	}
	return chat.Ref{}, false
}
