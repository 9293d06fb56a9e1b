package slack

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/handvat/handvat/bot/chat"
)

var clock = time.Unix(1700000000, 0)

func mustRead(t testing.TB, k kind, v any) reading {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	r, err := read(k, data, bot, clock)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestOnePostIsOneEvent holds that a post and the mention in it read the same.
func TestOnePostIsOneEvent(t *testing.T) {
	text := "<@" + bot + "> hoe geef ik <https://example.org|feedback> aan <@U7> &amp; &lt;co&gt;?"
	m, a := mustRead(t, events, said("message", "U0ADA", hall, "1700000000.000100", text)),
		mustRead(t, events, said("app_mention", "U0ADA", hall, "1700000000.000100", text))
	if d := cmp.Diff(m.event, a.event); d != "" {
		t.Error(d)
	}
	want := chat.Event{
		ID: team + ":" + hall + ":1700000000.000100:U0ADA", Kind: chat.Said, Time: clock, From: who(team, "U0ADA"),
		In:     place(team, hall, "1700000000.000100"),
		Text:   "hoe geef ik feedback aan <@U7> & <co>?",
		People: []chat.Person{{Platform: Platform, Team: team, ID: "U7"}},
	}
	if d := cmp.Diff(want, m.event); d != "" {
		t.Error(d)
	}
	if userOf(want.ID) != "U0ADA" || userOf("nudge-1") != "" {
		t.Error(userOf(want.ID))
	}
}

func TestWhatIsNotForTheBot(t *testing.T) {
	change := func(p obj, k string, v any) obj { p["event"].(obj)[k] = v; return p }
	dm := func() obj { return said("message", "U0ADA", "D0ADA", "1700000000.000100", "hoi") }
	for name, p := range map[string]obj{
		"a bot":               change(dm(), "bot_id", "B9"),
		"ourselves":           change(dm(), "user", bot),
		"an edit":             change(dm(), "subtype", "message_changed"),
		"a channel":           said("message", "U0ADA", hall, "1700000000.000100", "hoi allemaal"),
		"another event":       event(obj{"type": "reaction_added", "item": obj{}}, "Ev1"),
		"an odd field of one": event(obj{"type": "reaction_added", "user": 7, "text": []int{}}, "Ev1"),
	} {
		if r := mustRead(t, events, p); r.event.Kind != 0 {
			t.Errorf("%s: %+v", name, r.event)
		}
	}
	r := mustRead(t, events, change(said("message", "U0ADA", hall, "1700000000.000200", "en dan?"), "thread_ts",
		"1700000000.000100"))
	if !r.unasked || r.event.In.Thread != "1700000000.000100" {
		t.Errorf("%+v", r)
	}
	for _, subtype := range []string{"file_share", "thread_broadcast"} {
		if r := mustRead(t, events, change(dm(), "subtype", subtype)); r.event.Kind != chat.Said {
			t.Errorf("%s is not read", subtype)
		}
	}
}

func TestReadLeft(t *testing.T) {
	for _, typ := range []string{"app_uninstalled", "tokens_revoked"} {
		r := mustRead(t, events, event(obj{"type": typ, "tokens": obj{"bot": []string{bot}}}, "Ev7"))
		if r.event.Kind != chat.Left || r.event.From.Team != team ||
			r.event.ID != mustRead(t, events, event(obj{"type": typ}, "Ev7")).event.ID {
			t.Errorf("%s: %+v", typ, r.event)
		}
	}
}

func TestReadShortcut(t *testing.T) {
	p := obj{"type": "message_action", "callback_id": shortcutFind, "trigger_id": "t.1",
		"response_url": "https://hooks.slack.com/x", "action_ts": "1700000000.7", "team": obj{"id": team},
		"user": obj{"id": "U0ADA"}, "channel": obj{"id": hall},
		"message": obj{"ts": "1.1", "text": "De *export* van <@U9|ben> lukt niet", "blocks": "odd"}}
	r := mustRead(t, interactive, p)
	if e := r.event; e.Kind != chat.Said || !e.Private || e.Text != "De *export* van <@U9> lukt niet" ||
		!slices.Equal(e.People, []chat.Person{{Platform: Platform, Team: team, ID: "U9", Name: "ben"}}) ||
		r.reply == "" {
		t.Errorf("%+v", r)
	}
	p["callback_id"] = "another"
	if r := mustRead(t, interactive, p); r.event.Kind != 0 {
		t.Errorf("another shortcut: %+v", r.event)
	}
}

func TestHeard(t *testing.T) {
	for in, want := range map[string]string{
		"<@U0BOT>":                      "",
		"<@U0BOT|handvat> hoi <@U0BOT>": "hoi",
		"<!here> <!subteam^S1|@team> <#C1|algemeen> <#C2>": "@here @team #algemeen #",
		"<!date^1^{date}|gisteren>":                        "gisteren",
		"<mailto:a@b.nl|a@b.nl>":                           "a@b.nl",
		"<https://example.org/?a=1&amp;b>":                 "https://example.org/?a=1&b",
		"a <b":                                             "a <b",
		"&amp;lt;":                                         "&lt;",
		"x\u202ey\x00z":                                    "xyz",
	} {
		if got, _, _ := heard(in, team, bot); got != want {
			t.Errorf("%q: heard %q, want %q", in, got, want)
		}
	}
}

// seeds are payloads of every kind.
func seeds(f *testing.F) {
	add := func(k kind, v any) {
		data, err := json.Marshal(v)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(int(k), data)
	}
	add(events, said("app_mention", "U0ADA", hall, "1.1", "<@U0BOT> hoi <!here>"))
	add(events, event(obj{"type": "app_home_opened", "user": "U0ADA", "channel": "D0ADA", "tab": "home"}, "Ev1"))
	add(events, event(obj{"type": "tokens_revoked"}, "Ev1"))
	add(events, obj{"type": "url_verification", "challenge": "c"})
	add(command, obj{"team_id": team, "user_id": "U0ADA", "channel_id": hall, "trigger_id": "1.2", "text": "hoi"})
	add(interactive, obj{"type": "block_actions", "team": obj{"id": team}, "user": obj{"id": "U0ADA"},
		"channel": obj{"id": "D0ADA"}, "container": obj{"message_ts": "1.1"},
		"state":   obj{"values": obj{"q.task": obj{"answer": obj{"value": "x"}}}},
		"actions": []obj{{"action_id": "submit.0", "value": "draft", "action_ts": "1.2"}}})
	add(interactive, obj{"type": "view_submission", "team": obj{"id": team}, "user": obj{"id": "U0ADA"},
		"view": obj{"id": "V1", "hash": "1.h", "callback_id": "card", "private_metadata": `{"c":"D0ADA","s":"draft"}`}})
}

// FuzzRead holds that no payload crashes the reader, and that what it reads can be
// taken down and answered.
func FuzzRead(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, k int, payload []byte) {
		r, err := read(kind(k), payload, bot, clock)
		if err != nil || r.event.Kind == 0 {
			return
		}
		e := r.event
		if e.ID == "" || len(e.ID) > 200 || e.In.Platform != Platform ||
			len(e.Action.Verb)+len(e.Action.Arg) > chat.MaxAction {
			t.Errorf("%+v", e)
		}
		if e.Kind != chat.Left && userOf(e.ID) != e.From.ID {
			t.Errorf("%s does not name %s", e.ID, e.From.ID)
		}
		if e.Kind == chat.Said && strings.ContainsAny(e.Text, "\x00\x1b\u202e") {
			t.Errorf("%q", e.Text)
		}
	})
}

// FuzzUnwrap holds that no body of a request crashes what finds the payload in it.
func FuzzUnwrap(f *testing.F) {
	f.Add("application/json", []byte("{}"))
	f.Add("application/x-www-form-urlencoded; charset=utf-8", []byte("payload=%7B%7D&x=%zz"))
	f.Fuzz(func(t *testing.T, contentType string, body []byte) {
		if k, payload, ok := unwrap(contentType, body); ok && k == command && !json.Valid(payload) {
			t.Errorf("%q", payload)
		}
	})
}
