package slack

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"strings"
	"sync"
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
	until        time.Time // asked for again after this
}

// How long profiles are believed, how long a failure to get one is, and how long a
// person waits for the first one.
const (
	profileLife = time.Hour
	profileFail = time.Minute
	profileWait = 250 * time.Millisecond
)

type profiles struct {
	mu    sync.Mutex
	known map[string]profile // by user
	hold  time.Time          // Slack has had enough questions until then
}

// profile returns what Slack knows of a person; nothing if Slack does not say so
// quickly: an answer matters more.
func (a *Adapter) profile(ctx context.Context, user string) profile {
	now := a.cfg.Now()
	a.profiles.mu.Lock()
	p, ok := a.profiles.known[user]
	held := now.Before(a.profiles.hold)
	a.profiles.mu.Unlock()
	if ok && now.Before(p.until) || held {
		return p
	}
	ctx, cancel := context.WithTimeout(ctx, profileWait)
	defer cancel()
	u, err := a.api.GetUserInfoContext(ctx, user)

	a.profiles.mu.Lock()
	defer a.profiles.mu.Unlock()
	if err == nil {
		name := clean(strings.Join(strings.Fields(cmp.Or(u.Profile.DisplayName, u.Profile.RealName, u.RealName)), " "))
		p = profile{locale: u.Locale, zone: u.TZ, name: short(name, maxName), bot: u.IsBot, until: now.Add(profileLife)}
		p.guest, p.ours = a.belongs(u)
	} else {
		a.lg.Warn("slack: no profile", "err", bare(err))
		p.until = now.Add(profileFail)
		if limited := new(slack.RateLimitedError); errors.As(err, &limited) {
			a.profiles.hold = now.Add(limited.RetryAfter)
		}
	}
	prune(a.profiles.known, func(p profile) bool { return now.After(p.until) })
	a.profiles.known[user] = p
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

// A click is the last press on a button by someone.
type click struct {
	at time.Time
	id string // of its event
}

// doubleClick is within what time two presses are one act.
const doubleClick = 1500 * time.Millisecond

type clicks struct {
	mu   sync.Mutex
	last map[string]click // by person, message and button
}

// act returns the id of the event of a press on what: id, or that of the press just
// before it. What is empty is no press.
func (c *clicks) act(what, id string, now time.Time) string {
	if what == "" {
		return id
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if last, ok := c.last[what]; ok && now.Sub(last.at) < doubleClick {
		return last.id
	}
	prune(c.last, func(c click) bool { return now.Sub(c.at) > doubleClick })
	c.last[what] = click{now, id}
	return id
}

// A replyURL is an address to answer one act at, for that person alone.
type replyURL struct {
	url   string
	uses  int
	until time.Time
}

// Slack lets an address be used five times in half an hour.
const (
	urlUses = 5
	urlLife = 29 * time.Minute
)

type replyURLs struct {
	mu    sync.Mutex
	known map[string]replyURL // by event
}

func (u *replyURLs) add(event, url string, now time.Time) {
	u.mu.Lock()
	defer u.mu.Unlock()
	prune(u.known, func(r replyURL) bool { return now.After(r.until) })
	u.known[event] = replyURL{url, urlUses, now.Add(urlLife)}
}

// take returns the address to answer event at, and counts its use.
func (u *replyURLs) take(event string, now time.Time) (url string, ok bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	r := u.known[event]
	if r.uses == 0 || now.After(r.until) {
		delete(u.known, event)
		return "", false
	}
	r.uses--
	u.known[event] = r
	return r.url, true
}

// unsure holds the keys of messages of which it is not known whether they arrived.
type unsure struct {
	mu   sync.Mutex
	keys map[string]time.Time
}

func (u *unsure) add(key string, now time.Time) {
	u.mu.Lock()
	defer u.mu.Unlock()
	prune(u.keys, func(t time.Time) bool { return now.Sub(t) > 24*time.Hour })
	u.keys[key] = now
}

func (u *unsure) remove(key string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	delete(u.keys, key)
}

func (u *unsure) has(key string) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	_, ok := u.keys[key]
	return ok
}

// markType is the type of the metadata that messages carry.
const markType = "handvat_message"

// mark is the metadata of a message: its key, in a form that tells nobody anything.
func mark(key string) slack.SlackMetadata {
	sum := sha256.Sum256([]byte(key))
	return slack.SlackMetadata{EventType: markType, EventPayload: map[string]any{"key": base32.StdEncoding.EncodeToString(sum[:10])}}
}

// find looks for the message with key among the newest of a place.
func (a *Adapter) find(ctx context.Context, at chat.Place, key string) (chat.Ref, bool) {
	const newest = 15
	var msgs []slack.Message
	var err error
	if at.Thread != "" {
		msgs, _, _, err = a.api.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{ChannelID: at.Channel, Timestamp: at.Thread, Limit: 200, IncludeAllMetadata: true})
	} else {
		var h *slack.GetConversationHistoryResponse
		if h, err = a.api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{ChannelID: at.Channel, Limit: newest, IncludeAllMetadata: true}); err == nil {
			msgs = h.Messages
		}
	}
	if err != nil {
		a.lg.Warn("slack: cannot see whether a message arrived", "err", bare(err))
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

// forgetful is the Memory of one process.
type forgetful struct {
	now   func() time.Time
	mu    sync.Mutex
	notes map[chat.Place]note
}

type note struct {
	text  string
	until time.Time
}

func (f *forgetful) Recall(_ context.Context, p chat.Place) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if n := f.notes[p]; f.now().Before(n.until) {
		return n.text, nil
	}
	return "", nil
}

func (f *forgetful) Note(_ context.Context, p chat.Place, text string, until time.Time) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.now()
	prune(f.notes, func(n note) bool { return now.After(n.until) })
	f.notes[p] = note{text, until}
	if text == "" {
		delete(f.notes, p)
	}
	return nil
}

// pruneAt is from how many entries on what is old is looked for.
const pruneAt = 4096

// prune removes what is old from a map that has grown large.
func prune[K comparable, V any](m map[K]V, old func(V) bool) {
	if len(m) < pruneAt || len(m)%64 != 0 {
		return
	}
	for k, v := range m {
		if old(v) {
			delete(m, k)
		}
	}
}
