package teams

import (
	"cmp"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/handvat/handvat/bot/chat"
)

// maxSaid is the most that is read of what a person says or fills in, in characters;
// the rest is left out.
const maxSaid = 8000

// errUnreadable is that an activity is none that the platform sends, or that our own
// cards lead to.
var errUnreadable = errors.New("teams: unreadable activity")

// A way is how the platform wants an answer.
type way int

const (
	byMessage way = iota + 1 // as a message, later
	byCard                   // inside the request: in the place of the card, or as a message
	byDialog                 // inside the request: as a dialog
	byInsert                 // inside the request: as a card to insert in a message
)

// An act is what a person did and the way to answer it. The way is 0 if nobody did
// anything that concerns us.
type act struct {
	chat.Event
	way   way
	picks string // the field of the answer that is the names of People; empty if there is none
	click string // what two clicks on the same button have in common; empty if it is no press
}

// read turns an activity that may be trusted into an act. service is the address of
// the connector it came from.
func read(a *activity, service string, now time.Time) (act, error) {
	switch a.Type {
	case "message":
		return readMessage(a, service, now)
	case "invoke":
		return readInvoke(a, service, now)
	case "installationUpdate", "conversationUpdate":
		return readPresence(a, service, now)
	}
	return act{}, nil
}

// began is the event that a is, without what is to be read from it. Acts that are the
// same have the same as.
func began(a *activity, service string, now time.Time, kind chat.Kind, as ...string) (act, error) {
	where := a.where(service)
	if root, _ := where.parts(); root == "" || plain(a.From.ID) == "" || len(a.From.ID)+len(where.id) > 4*maxID {
		return act{}, errUnreadable
	}
	if len(as) == 0 {
		as = []string{a.Type, a.ID}
		if a.ID == "" {
			as = append(as, a.Timestamp.String(), a.Text, string(a.Value))
		}
	}
	e := chat.Event{
		ID:     actID(plain(a.From.ID), append(as, a.Conversation.ID, a.From.ID)...),
		Kind:   kind,
		Time:   a.Timestamp,
		From:   a.From.who(a.tenant()),
		In:     where.place(),
		Direct: a.personal(),
	}
	if e.Time.IsZero() {
		e.Time = now
	}
	if a.ReplyToID != "" {
		e.ReplyTo = chat.Ref{Place: e.In, ID: plain(a.ReplyToID)}
	}
	e.Locale, e.Zone = a.Locale, a.LocalTimezone
	for _, en := range a.Entities {
		if en.Type == "clientInfo" {
			e.Locale, e.Zone = cmp.Or(e.Locale, en.Locale), cmp.Or(e.Zone, en.Timezone)
		}
	}
	e.Locale, e.Zone = name(e.Locale), name(e.Zone)
	return act{Event: e, way: byMessage}, nil
}

// readMessage reads what a person wrote, or what a button of an old client sent.
func readMessage(a *activity, service string, now time.Time) (act, error) {
	t, err := began(a, service, now, chat.Said)
	if err != nil {
		return t, err
	}
	if given, ok := readGiven(a.Value); ok {
		return t, given.into(&t)
	}
	t.ReplyTo = chat.Ref{} // a reply to a message is no act on it
	t.Text, t.People = said(a)
	return t, nil
}

// readInvoke reads an act that the platform wants answered inside the request.
func readInvoke(a *activity, service string, now time.Time) (act, error) {
	t, err := began(a, service, now, chat.Pressed)
	if err != nil {
		return t, err
	}
	if a.Name == "message/submitAction" {
		return readFeedback(a, t)
	}
	var v pressed
	if len(a.Value) > 0 && json.Unmarshal(a.Value, &v) != nil {
		return t, errUnreadable
	}
	data := v.Data
	switch a.Name {
	case "adaptiveCard/action":
		data, t.way = v.Action.Data, byCard
		t.Private = !t.Direct // the card changes for who pressed, and for nobody else
	case "task/fetch", "task/submit":
		t.way = byDialog
	case "composeExtension/fetchTask", "composeExtension/submitAction":
		t.elsewhere(byDialog)
		if v.Message != nil {
			t.Kind = chat.Said
			t.Text, t.People = v.Message.said(a.tenant())
			return t, nil
		}
	case "composeExtension/selectItem":
		t.elsewhere(byInsert)
		data = a.Value
	default:
		return act{}, nil
	}
	given, ok := readGiven(data)
	if !ok {
		return t, errUnreadable
	}
	return t, given.into(&t)
}

// elsewhere marks an act in the message extension: it may be done in a conversation
// without the bot, and only the person sees what comes of it.
func (t *act) elsewhere(how way) {
	t.way, t.Direct, t.Private, t.ReplyTo = how, false, true, chat.Ref{}
	if address, ok := strings.CutPrefix(t.In.Channel, direct); ok {
		t.In.Channel = company + address
	}
}

// readFeedback reads what was typed under a thumb. The thumb by itself is nothing to
// answer, and says of no aid that it helped: the cards ask that themselves.
func readFeedback(a *activity, t act) (act, error) {
	var f feedback
	var typed struct {
		Text string `json:"feedbackText"`
	}
	if json.Unmarshal(a.Value, &f) != nil {
		return t, errUnreadable
	}
	if f.Value.Text == "" || json.Unmarshal([]byte(f.Value.Text), &typed) != nil || clean(typed.Text) == "" {
		return act{}, nil
	}
	t.Kind, t.Text = chat.Said, clean(typed.Text)
	return t, nil
}

// readPresence reads that someone installed the bot or removed it, or that it was added to a conversation or removed
// from it. Who removes it from a group does not opt out. The platform tells of it twice, in two kinds of activity, so
// that all of a day are the same act.
func readPresence(a *activity, service string, now time.Time) (act, error) {
	isBot := func(who account) bool { return who.ID != "" && who.ID == a.Recipient.ID }
	day := now.UTC().Format(time.DateOnly)
	switch {
	case strings.HasPrefix(a.Action, "add"), slices.ContainsFunc(a.Added, isBot):
		return began(a, service, now, chat.Joined, "joined", day)
	case a.personal() && (strings.HasPrefix(a.Action, "remove") || slices.ContainsFunc(a.Removed, isBot)):
		return began(a, service, now, chat.Left, "left", day)
	}
	return act{}, nil
}

// given is what a button of ours sends, and what was filled in beside it.
type given struct {
	do     chat.Action
	fills  bool
	card   string // which card the button was on
	fields map[string]string
	picks  string // the question for a colleague; empty if there is none
	picked string // the ids of who was picked
}

// readGiven reads data that [renderer.data] wrote, with the answers to questions among
// it. It reports false if it is none of ours.
func readGiven(data json.RawMessage) (given, bool) {
	var in map[string]any
	if len(data) == 0 || json.Unmarshal(data, &in) != nil {
		return given{}, false
	}
	do, pressed := in[keyDo].(string)
	fill, fills := in[keyFill].(string)
	if fills {
		do = fill
	}
	var g given
	g.do.Verb, g.do.Arg, _ = strings.Cut(do, " ")
	g.fills, g.fields = fills, map[string]string{}
	g.card, _ = in[keyCard].(string)
	for k, v := range in {
		s, isText := v.(string)
		if field, ok := strings.CutPrefix(k, fieldPrefix); ok && isText {
			g.fields[field] = clean(s)
		}
		if field, ok := strings.CutPrefix(k, personPrefix); ok && isText && s != "" {
			g.picks, g.picked = field, clean(s)
		}
	}
	return g, pressed || fills
}

// into makes t the act that g is.
func (g given) into(t *act) error {
	if g.do.Verb == "" || len(g.do.Verb)+len(g.do.Arg) > chat.MaxAction || clean(g.do.Verb) != g.do.Verb ||
		!utf8.ValidString(g.do.Arg) {
		return errUnreadable
	}
	t.Kind, t.Action = chat.Pressed, g.do
	same := []string{t.From.ID, t.In.Channel, t.In.Thread, t.ReplyTo.ID, g.card, g.do.Verb, g.do.Arg}
	if g.fills {
		t.Kind, t.Fields = chat.Filled, map[string]string{}
		total := 0
		for _, k := range slices.Sorted(maps.Keys(g.fields)) {
			v := g.fields[k]
			total += utf8.RuneCountInString(v)
			if k == "" || len(k) > chat.MaxField || len(g.fields) > 2*chat.MaxQuestion || total > maxSaid {
				return errUnreadable
			}
			if v != "" {
				t.Fields[k] = v
				same = append(same, k, v)
			}
		}
		if g.picks != "" {
			if len(g.picks) > chat.MaxField {
				return errUnreadable
			}
			t.picks, t.People = g.picks, picked(g.picked, t.From.Team)
			same = append(same, g.picks, g.picked)
		}
	}
	t.click = actID("", same...)
	return nil
}

// clean is what someone wrote, as plain text without control characters.
func clean(s string) string {
	s = strings.TrimSpace(strings.ReplaceAll(chat.Clean(s), "\u00a0", " "))
	if utf8.RuneCountInString(s) > maxSaid {
		s = string([]rune(s)[:maxSaid])
	}
	return s
}

// plain is an id or a name on one line, without what is no text.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}

// name is s if it looks like the name of a language or a time zone, else empty.
func name(s string) string {
	const allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-/"
	if len(s) > 64 || strings.Trim(s, allowed) != "" {
		return ""
	}
	return s
}
