package discord

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"time"

	dg "github.com/bwmarrin/discordgo"

	"github.com/handvat/handvat/bot/chat"
)

// errUnreadable is the error of a payload that is not what Discord sends.
var errUnreadable = errors.New("discord: unreadable payload")

// The parts of Discord's payloads that are read. Everything else is skipped, so that
// what Discord adds tomorrow does no harm.
type (
	user struct {
		ID     string `json:"id"`
		Name   string `json:"username"`
		Global string `json:"global_name"`
		Bot    bool   `json:"bot"`
	}
	message struct {
		ID        string          `json:"id"`
		Channel   string          `json:"channel_id"`
		Guild     string          `json:"guild_id"`
		Type      dg.MessageType  `json:"type"`
		Flags     dg.MessageFlags `json:"flags"`
		Author    user            `json:"author"`
		Member    *member         `json:"member"` // the author, in a guild
		Webhook   string          `json:"webhook_id"`
		Content   string          `json:"content"`
		Mentions  []user          `json:"mentions"`
		Edited    string          `json:"edited_timestamp"`
		Component []component     `json:"components"`
	}
	component struct {
		Type       dg.ComponentType `json:"type"`
		CustomID   string           `json:"custom_id"`
		Label      string           `json:"label"`
		Value      string           `json:"value"`
		Values     []string         `json:"values"`
		Component  *component       `json:"component"`  // of a label
		Components []component      `json:"components"` // of a row or a frame
	}
	option struct {
		Name    string          `json:"name"`
		Value   json.RawMessage `json:"value"`
		Options []option        `json:"options"`
	}
	interaction struct {
		ID      string             `json:"id"`
		App     string             `json:"application_id"`
		Type    dg.InteractionType `json:"type"`
		Token   string             `json:"token"`
		Guild   string             `json:"guild_id"`
		Channel string             `json:"channel_id"`
		Locale  string             `json:"locale"`
		User    *user              `json:"user"` // in a direct conversation
		Member  *struct {
			User user `json:"user"`
			member
		} `json:"member"` // in a guild
		Message *message `json:"message"` // what the component is on
		Data    struct {
			Name       string                    `json:"name"`
			Type       dg.ApplicationCommandType `json:"type"`
			Target     string                    `json:"target_id"`
			Options    []option                  `json:"options"`
			CustomID   string                    `json:"custom_id"`
			Components []component               `json:"components"`
			Resolved   struct {
				Messages map[string]message `json:"messages"`
				Users    map[string]user    `json:"users"`
			} `json:"resolved"`
		} `json:"data"`
	}
)

// who is u as the bot knows people. Discord's user ids are the same in every guild
// and in direct conversations, so that a person has no team.
func (u user) who() chat.Person {
	return chat.Person{Platform: Platform, ID: u.ID, Name: cmp.Or(u.Global, u.Name)}
}

// snowflake reports whether s is an id of Discord's.
func snowflake(s string) bool {
	return s != "" && len(s) <= 20 && strings.Trim(s, "0123456789") == ""
}

// born is when the thing with this id was made.
func born(id string) time.Time {
	n, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		return time.Time{}
	}
	const epoch = 1420070400000 // of Discord: the first second of 2015, in ms
	return time.UnixMilli(int64(n>>22) + epoch).UTC()
}

// An act's id says what it was and who did it, so that a reply can quote the message
// it answers and can be given to that person alone, also after a restart.
func actID(kind, id, who string) string { return "discord-" + kind + "-" + id + "-" + who }

// readActID reads what actID made; who is empty if key is something else.
func readActID(key string) (kind, id, who string) {
	p := strings.Split(key, "-")
	if len(p) != 4 || p[0] != "discord" || !snowflake(p[3]) {
		return "", "", ""
	}
	return p[1], p[2], p[3]
}

// alone is the thread of a place where only that person sees the bot's replies.
func alone(who string) string { return "@" + who }

// person is who a place is for alone; empty if it is not such a place.
func person(to chat.Place) string {
	who, ok := strings.CutPrefix(to.Thread, "@")
	if !ok || !snowflake(who) {
		return ""
	}
	return who
}

// readMessage reads a MESSAGE_CREATE. ok is false if it is not meant for the bot,
// whose own id is self: it is the bot's or another bot's, or in a guild and without
// a mention. by is the author as a member of the guild. locale tells the language of a person, if that is known.
func readMessage(raw []byte, self string, locale func(who string) string) (e chat.Event, by *member,
	ok bool, err error) {
	var m message
	if err := json.Unmarshal(raw, &m); err != nil || !snowflake(m.ID) || !snowflake(m.Channel) {
		return e, nil, false, errUnreadable
	}
	byPerson := !m.Author.Bot && m.Webhook == "" && snowflake(m.Author.ID) && m.Author.ID != self
	if !byPerson || m.Type != dg.MessageTypeDefault && m.Type != dg.MessageTypeReply {
		return e, nil, false, nil
	}
	users := map[string]user{}
	for _, u := range m.Mentions {
		users[u.ID] = u
	}
	if _, mentioned := users[self]; m.Guild != "" && !mentioned {
		return e, nil, false, nil
	}
	e = chat.Event{
		ID: actID("m", m.ID, m.Author.ID), Kind: chat.Said, Time: born(m.ID),
		From: m.Author.who(), In: chat.Place{Platform: Platform, Team: m.Guild, Channel: m.Channel},
		Direct: m.Guild == "", Locale: locale(m.Author.ID),
	}
	e.Text, e.People = said(m.Content, self, users, e.Locale)
	return e, m.Member, true, nil
}

// readInteraction reads an interaction, and checks what all kinds of it have.
func readInteraction(raw []byte) (*interaction, error) {
	in := new(interaction)
	if err := json.Unmarshal(raw, in); err != nil {
		return nil, errUnreadable
	}
	if in.Type == dg.InteractionPing {
		return in, nil
	}
	if in.Member != nil {
		in.User = &in.Member.User
	}
	if in.User == nil || !snowflake(in.ID) || !snowflake(in.Channel) || !snowflake(in.User.ID) || !snowflake(in.App) ||
		in.Guild != "" && !snowflake(in.Guild) || in.Message != nil && !snowflake(in.Message.ID) ||
		!plainToken(in.Token) {
		return nil, errUnreadable
	}
	return in, nil
}

// plainToken reports whether s can be part of an address as it is.
func plainToken(s string) bool {
	return s != "" && len(s) <= 1024 && strings.IndexFunc(s, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && !strings.ContainsRune("-_.=~", r)
	}) < 0
}

// private reports whether only the person sees the reply to in: to every command
// given in company, and to what they do on a message that only they see.
func (in *interaction) private() bool {
	if in.Guild == "" {
		return false
	}
	return in.Message == nil || in.Message.Flags&dg.MessageFlagsEphemeral != 0
}

// event is in as an event. opens names the form to show instead, if the button does
// that. The error is [errUnreadable] if it is nothing that our messages and commands
// can lead to.
func (in *interaction) event() (e chat.Event, opens formID, err error) {
	e = chat.Event{
		ID: actID("i", in.ID, in.User.ID), Time: born(in.ID), From: in.User.who(),
		In:     chat.Place{Platform: Platform, Team: in.Guild, Channel: in.Channel},
		Direct: in.Guild == "", Private: in.private(), Locale: in.Locale,
	}
	if e.Private {
		e.In.Thread = alone(in.User.ID)
	}
	if in.Message != nil {
		e.ReplyTo = chat.Ref{Place: e.In, ID: in.Message.ID}
	}
	ok := true
	switch in.Type {
	case dg.InteractionApplicationCommand:
		e.Kind = chat.Said
		e.Text, e.People, ok = in.command()
	case dg.InteractionMessageComponent:
		e.Kind = chat.Pressed
		e.Action, opens, ok = readButton(in.Data.CustomID)
	case dg.InteractionModalSubmit:
		filled := answers{fields: map[string]string{}, users: in.Data.Resolved.Users, locale: in.Locale}
		filled.read(in.Data.Components)
		if in.Data.CustomID == sayModal {
			e.Kind, e.Text = chat.Said, filled.fields[sayModal]
			break
		}
		e.Kind, e.Fields, e.People = chat.Filled, filled.fields, filled.people
		e.Action, ok = chat.ParseAction(in.Data.CustomID)
	default:
		ok = false
	}
	if !ok {
		return e, opens, fmt.Errorf("%w: interaction %s of type %d", errUnreadable, in.ID, in.Type)
	}
	return e, opens, nil
}

// command is a command in the words one would type for it.
func (in *interaction) command() (text string, people []chat.Person, ok bool) {
	d := in.Data
	users := map[string]user{}
	maps.Copy(users, d.Resolved.Users)
	if d.Type == dg.MessageApplicationCommand {
		m, ok := d.Resolved.Messages[d.Target]
		for _, u := range m.Mentions {
			users[u.ID] = u
		}
		text, people = said(m.Content, in.App, users, in.Locale)
		return text, people, ok
	}
	if len(d.Options) == 0 { // a command without subcommands, or one of an older version
		return "help", nil, true
	}
	sub := d.Options[0]
	if sub.Name == askCommand {
		for _, o := range sub.Options {
			if o.Name == questionOption {
				err := json.Unmarshal(o.Value, &text)
				text, people = said(text, in.App, users, in.Locale)
				return text, people, err == nil
			}
		}
		return "", nil, true
	}
	if c, ok := Words.In(in.Locale).Subcommands[sub.Name]; ok {
		return c.Typed, nil, true
	}
	return "", nil, false
}

// answers are what was filled in. Answers left empty are absent.
type answers struct {
	fields map[string]string
	people []chat.Person // who were picked
	users  map[string]user
	locale string
}

// read collects answers from labels and from rows.
func (a *answers) read(cs []component) {
	for _, c := range cs {
		a.read(c.Components)
		if c.Component != nil {
			a.read([]component{*c.Component})
		}
		v := strings.TrimSpace(strings.ReplaceAll(c.Value, "\r\n", "\n"))
		switch {
		case c.Type == dg.UserSelectMenuComponent:
			v = a.pick(c.Values)
		case len(c.Values) > 0:
			v = c.Values[0]
		}
		if c.CustomID != "" && v != "" {
			a.fields[c.CustomID] = v
		}
	}
}

// labelOf is the label of the button with this custom_id.
func labelOf(cs []component, id string) string {
	for _, c := range cs {
		if c.CustomID == id && c.Label != "" {
			return c.Label
		}
		if l := labelOf(c.Components, id); l != "" {
			return l
		}
	}
	return ""
}

// A hook is what Discord tells by itself, outside the gateway.
type hook struct {
	Type  *int `json:"type"` // 0: are you there; 1: an event
	Event struct {
		Type string `json:"type"`
		Time string `json:"timestamp"`
		Data struct {
			User user `json:"user"`
		} `json:"data"`
	} `json:"event"`
}

// readHook reads a webhook event: a person added the bot to their account, or took
// it off. ok is false if it is something else.
func readHook(raw []byte) (e chat.Event, ok bool, err error) {
	var h hook
	if err := json.Unmarshal(raw, &h); err != nil || h.Type == nil {
		return e, false, errUnreadable
	}
	switch h.Event.Type {
	case "APPLICATION_AUTHORIZED":
		e.Kind = chat.Joined
	case "APPLICATION_DEAUTHORIZED":
		e.Kind = chat.Left
	default:
		return e, false, nil
	}
	at, err := time.Parse("2006-01-02T15:04:05.999999999",
		strings.TrimSuffix(strings.TrimSuffix(h.Event.Time, "Z"), "+00:00"))
	u := h.Event.Data.User
	if err != nil || !snowflake(u.ID) || at.UnixNano() < 0 { // long before there was a Discord
		return e, false, errUnreadable
	}
	e.ID = actID("h", strconv.FormatInt(at.UnixNano(), 10), u.ID)
	e.Time, e.From, e.Private = at, u.who(), true
	e.In = chat.Place{Platform: Platform, Thread: alone(u.ID)}
	return e, true, nil
}
