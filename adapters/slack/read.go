package slack

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
)

// A kind is how Slack brings a payload: over HTTP by its form, over a socket by the
// type of its envelope.
type kind int

const (
	events      kind = iota + 1 // of the Events API
	interactive                 // buttons, windows, shortcuts
	command                     // a slash command
)

// A reading is what a payload says: an event for the inbox, or something that the
// adapter sees to by itself.
type reading struct {
	event   chat.Event // its Kind is 0 if the inbox has no part in it
	unasked bool       // it was said in a thread without naming the bot
	reply   string     // response_url: where an answer for the asker alone can go
	trigger string     // trigger_id: allows to open a window for three seconds
	view    string     // the window it was done in
	sent    bool       // the window was submitted, and waits for what to show next
	click   string     // what was pressed where: two clicks on it are one act

	limited   bool   // Slack drops events: there were too many in an hour
	challenge string // Slack checks the address we gave
	opened    string // the tab of the app home that the person opened: "home" or "messages"
	ask       bool   // wants the window to ask a question
	hush      bool   // wants no more listening in the thread
}

// What a payload can be refused for. It is acknowledged all the same: Slack would
// only send it again.
var errUnreadable = errors.New("not what Slack sends")

// maxEventID is how many bytes an inbox takes for the ID of an event.
const maxEventID = 200

// maxSaid is how many characters of what someone says are read.
const maxSaid = 12000

// read reads a payload that came now. self is the user id of the bot, which the
// payload may know better; it may be empty.
func read(k kind, body []byte, self string, now time.Time) (r reading, err error) {
	switch k {
	case events:
		r, err = readEvent(body, self, now)
	case interactive:
		r, err = readInteraction(body, self, now)
	case command:
		r, err = readCommand(body, self, now)
	default:
		err = errUnreadable
	}
	if err == nil && len(r.event.ID) > maxEventID {
		err = fmt.Errorf("%w: the id %.70q…", errUnreadable, r.event.ID)
	}
	return r, err
}

// callback is a payload of the Events API. Blocks and attachments are not read: what
// a person said is in Text.
type callback struct {
	Type      string `json:"type"`
	Challenge string `json:"challenge"`
	TeamID    string `json:"team_id"`
	Grid      string `json:"enterprise_id"` // the organisation that the workspace is of, if it has several
	EventID   string `json:"event_id"`
	Event     struct {
		Type        string `json:"type"`
		Subtype     string `json:"subtype"`
		User        string `json:"user"`
		UserTeam    string `json:"user_team"`   // of the user, in a channel that is shared with others
		SourceTeam  string `json:"source_team"` // where it was said, likewise
		BotID       string `json:"bot_id"`
		Text        string `json:"text"`
		TS          string `json:"ts"`
		ThreadTS    string `json:"thread_ts"`
		Channel     string `json:"channel"`
		ChannelType string `json:"channel_type"`
		Tab         string `json:"tab"`
	} `json:"event"`
	Authorizations []struct {
		UserID string `json:"user_id"`
		IsBot  bool   `json:"is_bot"`
	} `json:"authorizations"`
}

func readEvent(body []byte, self string, now time.Time) (r reading, err error) {
	// Fields of events that are not ours may have any type, so that the event is read
	// only after its type is known to be ours.
	var head struct {
		callback
		Event json.RawMessage `json:"event"`
	}
	if err := json.Unmarshal(body, &head); err != nil {
		return r, fmt.Errorf("%w: %v", errUnreadable, err)
	}
	c := head.callback
	if c.Type == "url_verification" {
		r.challenge = c.Challenge
		return r, nil
	}
	r.limited = c.Type == "app_rate_limited"
	var typed struct {
		Type string `json:"type"`
	}
	if c.Type != "event_callback" || json.Unmarshal(head.Event, &typed) != nil {
		return r, nil
	}
	switch typed.Type {
	case "message", "app_mention", "app_home_opened":
	case "app_uninstalled", "tokens_revoked":
		// Slack names no one: it counts for the whole team.
		r.event = chat.Event{ID: eventID(c.TeamID, "", c.EventID, ""), Kind: chat.Left, Time: now,
			From: who(c.TeamID, ""), In: place(c.TeamID, "", "")}
		return r, checkIDs(c.TeamID, c.EventID)
	default:
		return r, nil
	}
	if err := json.Unmarshal(head.Event, &c.Event); err != nil {
		return r, fmt.Errorf("%w: event %.40q: %v", errUnreadable, c.EventID, err)
	}
	for _, a := range c.Authorizations {
		if a.IsBot {
			self = a.UserID
		}
	}
	e := c.Event
	switch {
	case e.User == "", e.BotID != "", e.User == self, e.User == "USLACKBOT":
		return r, nil // ours, or another bot's: answering could go on for ever
	case e.Type == "app_home_opened":
		r.opened = cmp.Or(e.Tab, "home")
		r.event.From, r.event.In = who(c.TeamID, e.User), place(c.TeamID, e.Channel, "")
		return r, checkIDs(c.TeamID, e.User, e.Channel)
	case e.Subtype != "" && e.Subtype != "file_share" && e.Subtype != "thread_broadcast":
		return r, nil // an edit, a deletion, a notice
	}
	return r, c.said(&r, self, now)
}

// said reads what somebody said: to the bot self, or in a thread where it may listen.
func (c callback) said(r *reading, self string, now time.Time) error {
	e := c.Event
	direct := e.ChannelType == "im"
	text, people, named := heard(e.Text, c.TeamID, self)
	if !direct && !named && e.Type != "app_mention" {
		if e.ThreadTS == "" {
			return nil
		}
		r.unasked = true
	}
	thread := e.ThreadTS
	if !direct {
		thread = cmp.Or(thread, e.TS)
	}
	if err := checkIDs(c.TeamID, e.Channel, e.TS, e.User, cmp.Or(thread, "none")); err != nil {
		return err
	}
	r.event = chat.Event{
		ID: eventID(c.TeamID, e.Channel, e.TS, e.User), Kind: chat.Said, Time: moment(e.TS, now),
		From: who(c.TeamID, e.User), In: place(c.TeamID, e.Channel, thread), Direct: direct, Text: text, People: people,
	}
	r.event.From.Guest = isForeign(cmp.Or(e.UserTeam, e.SourceTeam), c.TeamID, c.Grid)
	return nil
}

// readCommand reads "/handvat …". Its answer is for the asker alone, wherever it was
// typed: Slack does not say whether a direct conversation is that with the bot.
func readCommand(body []byte, self string, now time.Time) (r reading, err error) {
	var c struct {
		TeamID      string `json:"team_id"`
		ChannelID   string `json:"channel_id"`
		UserID      string `json:"user_id"`
		Text        string `json:"text"`
		ResponseURL string `json:"response_url"`
		TriggerID   string `json:"trigger_id"`
	}
	if err := json.Unmarshal(body, &c); err != nil {
		return r, fmt.Errorf("%w: %v", errUnreadable, err)
	}
	if err := checkIDs(c.TeamID, c.ChannelID, c.UserID, c.TriggerID); err != nil {
		return r, err
	}
	text, people, _ := heard(c.Text, c.TeamID, self)
	r.reply, r.trigger = c.ResponseURL, c.TriggerID
	r.event = chat.Event{
		ID: eventID(c.TeamID, c.ChannelID, c.TriggerID, c.UserID), Kind: chat.Said, Time: now,
		From: who(c.TeamID, c.UserID), In: place(c.TeamID, c.ChannelID, ""), Private: true, Text: text, People: people,
	}
	return r, nil
}

// Platform names the places of this adapter.
const Platform chat.Platform = "slack"

func who(team, user string) chat.Person {
	return chat.Person{Platform: Platform, Team: team, ID: user}
}

// isForeign reports whether the team that somebody is of, as far as Slack says, is another than the workspace that
// the bot is in and than the organisation of that.
func isForeign(of, team, grid string) bool { return of != "" && of != team && of != grid }

func place(team, channel, thread string) chat.Place {
	return chat.Place{Platform: Platform, Team: team, Channel: channel, Thread: thread}
}

// eventID names one act: the team and channel it was done in, the stamp that Slack
// gave it there, and who did it. A post that Slack brings both as a message and as a
// mention has one, and so has everything delivered twice. The user at its end is how
// [Adapter.Send] knows whom a private answer is for.
func eventID(team, channel, stamp, user string) string {
	return strings.Join([]string{team, channel, stamp, user}, ":")
}

// userOf is who did the act that key names; empty if it is no eventID.
func userOf(key string) string {
	parts := strings.Split(key, ":")
	if len(parts) != 4 {
		return ""
	}
	return parts[3]
}

// postOf is the channel and the stamp of the message that key names.
func postOf(key string) (channel, stamp string) {
	if parts := strings.Split(key, ":"); len(parts) == 4 {
		return parts[1], parts[2]
	}
	return "", ""
}

// checkIDs refuses what cannot be a part of an event's ID.
func checkIDs(ids ...string) error {
	for _, id := range ids {
		const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-"
		if id == "" || len(id) > 64 || strings.Trim(id, plain) != "" {
			return fmt.Errorf("%w: the id %.70q", errUnreadable, id)
		}
	}
	return nil
}

// moment is the time of Slack's stamp "1700000000.000100"; now if it is none.
func moment(ts string, now time.Time) time.Time {
	seconds, _, _ := strings.Cut(ts, ".")
	n, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil || n <= 0 {
		return now
	}
	return time.Unix(n, 0)
}
