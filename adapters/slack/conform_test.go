package slack

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/conform"
	"github.com/handvat/handvat/bot/delivery"
)

func TestConformanceOverHTTP(t *testing.T) {
	t.Parallel()
	conform.Run(t, func(t *testing.T, d *delivery.Delivery) conform.Rig { return newRig(t, d, false) })
}

func TestConformanceOverSocket(t *testing.T) {
	t.Parallel()
	conform.Run(t, func(t *testing.T, d *delivery.Delivery) conform.Rig { return newRig(t, d, true) })
}

// A rig is the adapter in front of the fake.
type rig struct {
	*slackFake
	a *Adapter
}

var (
	_ conform.Faulty = (*rig)(nil)
	_ conform.Untidy = (*rig)(nil)
	_ conform.Exact  = (*rig)(nil)
)

func newRig(t testing.TB, in chat.Inbox, socket bool) *rig {
	f := newSlackFake(t)
	cfg := f.config()
	if socket {
		cfg.AppToken = "xapp-test"
	}
	a := New(slog.New(slog.NewTextHandler(t.Output(), nil)), cfg, in)
	if !socket {
		srv := httptest.NewServer(a)
		t.Cleanup(srv.Close)
		f.hook = srv.URL
	}
	return &rig{f, a}
}

func (r *rig) Adapter() chat.Adapter { return r.a }
func (r *rig) Exact()                {}

func (r *rig) Fail(fault conform.Fault) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if fault == conform.Cut {
		if r.socket == nil {
			return false
		}
		r.socket.WriteMessage(websocket.TextMessage,
			[]byte(`{"type":"disconnect","reason":"refresh_requested","debug_info":{"host":"x"}}`))
		r.socket.Close()
		return true
	}
	r.fault = fault
	return true
}

// slackID is what the people of the suite are called on Slack.
func slackID(who string) string { return "U0" + strings.ToUpper(who) }

func channelOf(who string, in conform.Where) string {
	if in == conform.Alone {
		return "D0" + strings.ToUpper(who)
	}
	return hall
}

func (r *rig) Screen(who string, in conform.Where) (out []conform.Message) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, p := range r.visible(who, in) {
		out = append(out, see(p))
	}
	return out
}

func (r *rig) visible(who string, in conform.Where) (out []*post) {
	for _, p := range r.posts {
		if p.channel == channelOf(who, in) && (p.only == "" && in != conform.Command || p.only == slackID(who)) {
			out = append(out, p)
		}
	}
	return out
}

func (r *rig) Act(ctx context.Context, a conform.Act) error {
	k, payloads, err := r.payloads(a)
	if err != nil {
		return err
	}
	for attempt := range max(a.Times, 1) {
		for _, p := range payloads {
			back, err := r.bring(ctx, k, p, attempt)
			if err != nil {
				return err
			}
			if k == command && len(bytes.TrimSpace(back)) > 0 {
				r.mu.Lock()
				r.show(&post{channel: channelOf(a.Who, a.In), only: slackID(a.Who)}, back)
				r.mu.Unlock()
			}
		}
	}
	return nil
}

// payloads are what Slack brings for an act.
func (r *rig) payloads(a conform.Act) (k kind, out []any, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	text, _ := conform.Mention(escape(a.Say), func(who string) string { return "<@" + slackID(who) + ">" })
	user, channel := slackID(a.Who), channelOf(a.Who, a.In)
	switch {
	case a.Leave:
		return events, []any{event(obj{"type": "app_uninstalled"}, "EvGone")}, nil
	case a.Say != "" && a.In == conform.Command:
		return command, []any{obj{"command": "/handvat", "text": text, "team_id": team, "user_id": user,
				"channel_id": channel, "trigger_id": "trigger." + r.stamp(),
				"response_url": r.address(channel, "", user)}},
			nil
	case a.Say != "" && a.In == conform.Alone:
		return events, []any{said("message", user, channel, r.stamp(), text)}, nil
	case a.Say != "": // a post that mentions the bot comes twice
		ts, text := r.stamp(), "<@"+bot+"> "+text
		return events, []any{said("app_mention", user, channel, ts, text),
			said("message", user, channel, ts, text)}, nil
	}
	seen := r.visible(a.Who, a.In)
	for i := len(seen) - 1; i >= 0; i-- {
		if e, ok := findButton(seen[i], a); ok {
			p := r.pressOn(seen[i], e, user, a)
			if !a.Double {
				return interactive, []any{p}, nil
			}
			return interactive, []any{p, r.pressOn(seen[i], e, user, a)}, nil
		}
	}
	return 0, nil, fmt.Errorf("nobody can press %q or tick %d", a.Press, a.Tick)
}

// event is an event as the Events API brings it.
func event(e obj, id string) obj {
	return obj{"token": "x", "type": "event_callback", "team_id": team, "api_app_id": "A1", "event_id": id,
		"event_time":     time.Now().Unix(),
		"authorizations": []obj{{"team_id": team, "user_id": bot, "is_bot": true}}, "event": e}
}

// said is the event of a post, or of the mention in one.
func said(typ, user, channel, ts, text string) obj {
	e := obj{"type": typ, "user": user, "text": text, "ts": ts, "event_ts": ts, "channel": channel, "team": team,
		"blocks": []obj{{"type": "rich_text", "block_id": "x", "elements": []obj{{"type": "hologram", "depth": 3}}}}}
	if typ == "message" {
		e["channel_type"] = map[bool]string{true: "im", false: "channel"}[strings.HasPrefix(channel, "D")]
	}
	return event(e, "Ev"+typ+ts)
}

// findButton finds what an act presses or ticks on a message.
func findButton(p *post, a conform.Act) (button obj, ok bool) {
	each(p.blocks, func(v obj) {
		if v["type"] != "button" {
			return
		}
		label := v["text"].(obj)["text"].(string)
		if a.Press != "" && label == a.Press || a.Tick > 0 && strings.TrimSuffix(label, " ✓") == fmt.Sprint(a.Tick) {
			button, ok = v, true
		}
	})
	return button, ok
}

// pressOn is the payload of a press on a button.
func (r *rig) pressOn(p *post, button obj, user string, a conform.Act) obj {
	values := obj{}
	var picked []string
	for _, who := range a.Pick {
		picked = append(picked, slackID(who))
	}
	each(p.blocks, func(v obj) {
		element, _ := v["element"].(obj)
		switch id, _ := v["block_id"].(string); element["type"] {
		case "users_select":
			values[id] = obj{idAnswer: obj{"type": "users_select", "selected_user": append(picked, "")[0]}}
		case "multi_users_select":
			values[id] = obj{idAnswer: obj{"type": "multi_users_select", "selected_users": picked}}
		}
	})
	for field, v := range a.Fill {
		answer := obj{"type": "plain_text_input", "value": v}
		if bytes.Contains(p.blocks, fmt.Appendf(nil, `"value":%q`, v)) {
			answer = obj{"type": "radio_buttons", "value": nil, "selected_option": obj{"value": v}}
		}
		values[fieldBlock+field] = obj{idAnswer: answer}
	}
	container := obj{"type": "message", "message_ts": p.ts, "channel_id": p.channel, "is_ephemeral": p.only != ""}
	if p.thread != "" {
		container["thread_ts"] = p.thread
	}
	message := obj{"ts": p.ts, "blocks": p.blocks}
	if p.edits > 0 {
		message["edited"] = obj{"user": bot, "ts": fmt.Sprintf("%s%d", p.ts, p.edits)}
	}
	return obj{
		"message": message,
		"type":    "block_actions", "team": obj{"id": team}, "user": obj{"id": user, "team_id": team},
		"channel":   obj{"id": p.channel, "name": "x"},
		"container": container, "trigger_id": "trigger." + r.stamp(), "response_url": r.address(p.channel, p.ts, user),
		"state": obj{"values": values},
		"actions": []obj{{"type": "button", "action_id": button["action_id"], "block_id": "b", "value": button["value"],
			"action_ts": r.stamp()}},
	}
}

// Mess implements [conform.Untidy].
func (r *rig) Mess(ctx context.Context) error {
	for _, p := range []any{
		event(obj{"type": "message", "user": 7}, "Ev1"),
		event(obj{"type": "reaction_added", "user": obj{"id": 1}}, "Ev2"),
		event(obj{"type": "message", "user": "U0ADA", "channel": "D:0", "ts": "x y"}, "Ev3"),
		event(obj{"type": "message", "bot_id": "B1", "user": "U0OTHER", "channel": "D0ADA", "channel_type": "im",
			"text": "hi", "ts": "1.1"}, "Ev4"),
		event(obj{"type": "message", "subtype": "message_changed", "user": "U0ADA", "channel": "D0ADA",
			"channel_type": "im", "ts": "1.2"}, "Ev5"),
		event(obj{"type": "message", "user": "U0ADA", "channel": hall, "channel_type": "channel",
			"text": "not to the bot", "ts": "1.3"}, "Ev6"),
		event(obj{"type": "message", "user": "U0ADA", "channel": hall, "channel_type": "channel",
			"text": "nor in a thread", "ts": "1.4", "thread_ts": "1.3"}, "Ev7"),
		obj{"type": "app_rate_limited"}, obj{}, "text", 7, []int{},
	} {
		if _, err := r.bring(ctx, events, p, 0); err != nil {
			return fmt.Errorf("%v: %w", p, err)
		}
	}
	for _, p := range []any{obj{"type": "block_actions"}, obj{"type": "block_suggestion"},
		obj{"type": "view_submission", "team": obj{"id": team}, "user": obj{"id": "U0ADA"}}, "text"} {
		if _, err := r.bring(ctx, interactive, p, 0); err != nil {
			return fmt.Errorf("%v: %w", p, err)
		}
	}
	if r.hook == "" {
		return r.messySocket(ctx)
	}
	large := `{"type":"event_callback","pad":"` + strings.Repeat("x", maxBody) + `"}`
	for body, want := range map[string]int{large: http.StatusRequestEntityTooLarge, "{": http.StatusOK,
		"": http.StatusOK} {
		if status, _, err := r.knock(ctx, body, "application/json", 0, func(http.Header) {}); err != nil ||
			status != want {
			return fmt.Errorf("%.20s… is answered with %d, %v", body, status, err)
		}
	}
	status, _, err := r.knock(ctx, "{}", "application/json", 0,
		func(h http.Header) { h.Set("X-Slack-Signature", "v0=00") })
	if err == nil && status != http.StatusUnauthorized {
		err = fmt.Errorf("a bad signature is answered with %d", status)
	}
	return err
}

// messySocket sends what is no envelope.
func (r *rig) messySocket(context.Context) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.socket == nil {
		return errors.New("no socket")
	}
	for _, m := range []any{obj{"type": "hologram", "envelope_id": "h1"}, obj{"type": "events_api"}, obj{},
		json.RawMessage("7")} {
		if err := r.socket.WriteJSON(m); err != nil {
			return err
		}
	}
	return nil
}
