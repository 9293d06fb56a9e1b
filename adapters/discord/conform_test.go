package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	dg "github.com/bwmarrin/discordgo"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/conform"
	"github.com/handvat/handvat/bot/delivery"
)

// TestConformance plays the scenarios of all adapters, once with interactions over
// the gateway and once with them over HTTP.
func TestConformance(t *testing.T) {
	for name, over := range map[string]bool{"gateway": false, "http": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			conform.Run(t, func(t *testing.T, d *delivery.Delivery) conform.Rig {
				f := newFake(t)
				f.over = over
				return &rig{f: f, a: f.adapter(d, f.config()), met: map[string]bool{}}
			})
		})
	}
}

// rig is an adapter before the fake.
type rig struct {
	f   *fakeDiscord
	a   *Adapter
	met map[string]bool
}

func (r *rig) Adapter() chat.Adapter { return r.a }

// Exact says that Discord drops a message that is sent twice.
func (r *rig) Exact() {}

func (r *rig) Fail(f conform.Fault) bool {
	if f == conform.Cut {
		r.f.gate.cut()
		return true
	}
	r.f.mu.Lock()
	defer r.f.mu.Unlock()
	r.f.fault = f
	return true
}

func (r *rig) Act(ctx context.Context, a conform.Act) error {
	if !r.met[a.Who] { // Discord tells the language when a person begins to type a command
		r.met[a.Who] = true
		if _, err := r.interact(ctx, a.Who, a.In, 1,
			map[string]any{"type": 4, "data": map[string]any{"name": "handvat"}}); err != nil {
			return err
		}
	}
	u := people[a.Who]
	text, mentioned := conform.Mention(a.Say, func(who string) string { return "<@" + people[who].ID + ">" })
	switch {
	case a.Leave:
		body, _ := json.Marshal(map[string]any{"version": 1, "application_id": fakeApp, "type": 1,
			"event": map[string]any{
				"type": "APPLICATION_DEAUTHORIZED", "timestamp": "2026-11-21T17:00:00.123456",
				"data": map[string]any{"user": u}}})
		for range max(a.Times, 1) {
			w := httptest.NewRecorder()
			r.a.ServeHTTP(w, r.f.signed(body, time.Now()))
			if w.Code != http.StatusNoContent {
				return fmt.Errorf("leaving: status %d", w.Code)
			}
		}
		return nil
	case a.Press != "" || a.Tick > 0:
		return r.press(ctx, a)
	case a.In == conform.Command:
		_, err := r.interact(ctx, a.Who, a.In, a.Times,
			map[string]any{"type": 2, "data": map[string]any{"type": 1, "name": "handvat", "options": []any{
				map[string]any{"type": 1, "name": "ask",
					"options": []any{map[string]any{"type": 3, "name": "question", "value": text}}}}}})
		return err
	}
	r.f.mu.Lock()
	m := map[string]any{"id": r.f.id(), "channel_id": dmOf(a.Who), "type": 0, "author": u, "content": text}
	r.f.mu.Unlock()
	mentions := []any{}
	for _, who := range slices.Compact(slices.Sorted(slices.Values(mentioned))) {
		mentions = append(mentions, people[who])
	}
	if a.In == conform.Company {
		m["channel_id"], m["guild_id"], m["content"] = fakeRoom, fakeGuild, "<@"+fakeBot+"> "+text
		mentions = append(mentions, map[string]any{"id": fakeBot, "username": "handvat", "bot": true})
	}
	m["mentions"] = mentions
	r.f.gate.dispatch("MESSAGE_CREATE", m, a.Times)
	return nil
}

// press presses a button, and fills in and submits the form if it opens one.
func (r *rig) press(ctx context.Context, a conform.Act) error {
	seen := r.f.sees(a.Who, a.In)
	for i := len(seen) - 1; i >= 0; i-- {
		for _, b := range buttons(seen[i].body.Components) {
			tick := strconv.Itoa(a.Tick)
			if b.CustomID == nil ||
				*b.Label != a.Press && (a.Tick == 0 || *b.Label != tick && *b.Label != "✓ "+tick) {
				continue
			}
			press := map[string]any{"type": 3, "data": map[string]any{"component_type": 2, "custom_id": b.CustomID}}
			if seen[i].edited != "" {
				press["edited"] = seen[i].edited
			}
			x, err := r.interactOn(ctx, seen[i], a, a.Times, press)
			if err == nil && a.Double {
				_, err = r.interactOn(ctx, seen[i], a, 1, press)
			}
			if err != nil || x.modal == nil {
				return err
			}
			return r.submit(ctx, seen[i], a, x.modal)
		}
	}
	return fmt.Errorf("%s sees no button %q, item %d", a.Who, a.Press, a.Tick)
}

// submit sends a modal with what was filled in.
func (r *rig) submit(ctx context.Context, on *post, a conform.Act, raw json.RawMessage) error {
	var m parsed
	if err := json.Unmarshal(raw, &m); err != nil {
		return err
	}
	var filled []any
	users := map[string]any{}
	for i, l := range m.Components {
		in := map[string]any{"type": l.Component.Type, "id": i + 2, "custom_id": *l.Component.CustomID}
		v, ok := a.Fill[*l.Component.CustomID]
		switch {
		case l.Component.Type == dg.UserSelectMenuComponent:
			picked := []string{}
			for _, who := range a.Pick {
				picked = append(picked, people[who].ID)
				users[people[who].ID] = people[who]
			}
			in["values"] = picked
		case l.Component.Type == dg.SelectMenuComponent && ok:
			in["values"] = []string{v}
		case l.Component.Type == dg.SelectMenuComponent:
			in["values"] = []string{}
		default:
			in["value"] = v
		}
		filled = append(filled, map[string]any{"type": 18, "id": i + 1, "component": in})
	}
	_, err := r.interactOn(ctx, on, a, 1, map[string]any{"type": 5,
		"data": map[string]any{"custom_id": *m.CustomID, "components": filled,
			"resolved": map[string]any{"users": users}}})
	return err
}

func (r *rig) interactOn(ctx context.Context, on *post, a conform.Act, times int, in map[string]any) (*act, error) {
	message := map[string]any{"id": on.id, "channel_id": on.channel, "flags": on.body.Flags, "components": on.raw,
		"author": map[string]any{"id": fakeBot, "bot": true}}
	if e, ok := in["edited"]; ok {
		message["edited_timestamp"] = e
	}
	out := map[string]any{"message": message}
	for k, v := range in {
		out[k] = v
	}
	delete(out, "edited")
	return r.interact(ctx, a.Who, a.In, times, out)
}

// interact delivers an interaction and waits for the first response, for as long as
// Discord does.
func (r *rig) interact(ctx context.Context, who string, in conform.Where, times int,
	data map[string]any) (*act, error) {
	u := people[who]
	r.f.mu.Lock()
	x := &act{id: r.f.id(), who: who, channel: dmOf(who), acked: make(chan struct{})}
	x.token = "secret-" + x.id
	r.f.acts[x.token] = x
	if m, ok := data["message"].(map[string]any); ok {
		for _, p := range r.f.posts {
			if p.id == m["id"] {
				x.source = p
			}
		}
	}
	body := map[string]any{"id": x.id, "application_id": fakeApp, "token": x.token, "version": 1,
		"channel_id": x.channel,
		"locale":     map[string]string{conform.Ada: "nl", conform.Ben: "en-GB"}[who]}
	if in == conform.Alone {
		body["user"] = u
	} else {
		x.channel = fakeRoom
		body["channel_id"], body["guild_id"], body["member"] = fakeRoom, fakeGuild, map[string]any{"user": u}
	}
	r.f.mu.Unlock()
	for k, v := range data {
		body[k] = v
	}
	raw, err := json.Marshal(body)
	if err != nil {
		return x, err
	}
	if r.f.over {
		for range max(times, 1) {
			if err := r.post(x, raw); err != nil {
				return x, err
			}
		}
	} else {
		r.f.gate.dispatch("INTERACTION_CREATE", json.RawMessage(raw), times)
	}
	select {
	case <-x.acked:
		return x, nil
	case <-time.After(3 * time.Second):
		return x, errors.New("Discord says: the application did not respond")
	case <-ctx.Done():
		return x, ctx.Err()
	}
}

// post delivers an interaction over HTTP. Discord uses the response when it came,
// though the adapter may have more to do.
func (r *rig) post(x *act, raw []byte) error {
	srv := httptest.NewServer(r.a)
	r.f.t.Cleanup(srv.Close)
	req := r.f.signed(raw, time.Now())
	out, err := http.NewRequest("POST", srv.URL, strings.NewReader(string(raw)))
	if err != nil {
		return err
	}
	out.Header = req.Header
	resp, err := http.DefaultClient.Do(out)
	if err != nil {
		return err
	}
	_, body, err := readResponse(resp)
	if err != nil || resp.StatusCode == http.StatusConflict {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d", resp.StatusCode)
	}
	r.f.mu.Lock()
	defer r.f.mu.Unlock()
	w := httptest.NewRecorder()
	if r.f.callback(w, x, body); w.Code != http.StatusNoContent {
		return fmt.Errorf("response refused: %s", w.Body)
	}
	return nil
}

func readResponse(resp *http.Response) (int, []byte, error) {
	defer resp.Body.Close()
	var raw json.RawMessage
	err := json.NewDecoder(resp.Body).Decode(&raw)
	if resp.StatusCode != http.StatusOK {
		err = nil
	}
	return resp.StatusCode, raw, err
}

// sees are the messages that a person sees somewhere, oldest first. An answer that
// could not be given in company for them alone counts as seen there.
func (f *fakeDiscord) sees(who string, in conform.Where) (out []*post) {
	f.mu.Lock()
	defer f.mu.Unlock()
	channel := fakeRoom
	if in == conform.Alone {
		channel = dmOf(who)
	}
	for _, p := range f.posts {
		here := p.channel == channel && !p.instead || in != conform.Alone && p.channel == dmOf(who) && p.instead
		if here && !p.loading && (p.to == "" || p.to == who) {
			q := *p
			out = append(out, &q)
		}
	}
	return out
}

func buttons(cs []parsed) (out []parsed) {
	for _, c := range cs {
		if c.Type == dg.ButtonComponent {
			out = append(out, c)
		}
		out = append(out, buttons(c.Components)...)
	}
	return out
}

var (
	ticked = regexp.MustCompile("(?m)^`\\[([ x])\\]` \\*\\*")
	digits = regexp.MustCompile(`^(✓ )?\d+$`)
	pings  = regexp.MustCompile(`<[@#:/!a-z]|@everyone|@here|\]\(j`)
)

func (r *rig) Screen(who string, in conform.Where) (out []conform.Message) {
	for _, p := range r.f.sees(who, in) {
		var text strings.Builder
		var walk func(cs []parsed)
		walk = func(cs []parsed) {
			for _, c := range cs {
				if c.Content != nil {
					text.WriteString(*c.Content + "\n")
				}
				walk(c.Components)
			}
		}
		walk(p.body.Components)
		m := conform.Message{Text: readable(text.String()), Files: p.files, Edits: p.edits,
			Private: p.to != "" || in != conform.Alone && p.instead}
		for _, b := range buttons(p.body.Components) {
			if !digits.MatchString(*b.Label) {
				m.Buttons = append(m.Buttons, *b.Label)
			}
		}
		for _, t := range ticked.FindAllStringSubmatch(text.String(), -1) {
			m.Ticks = append(m.Ticks, t[1] == "x")
		}
		if bad := pings.FindString(unescaped(text.String())); bad != "" {
			m.Pings = append(m.Pings, bad)
		}
		out = append(out, m)
	}
	return out
}

var (
	fenced   = regexp.MustCompile("(?s)```\n(.*?)\n```")
	link     = regexp.MustCompile(`\[((?:[^\]\\]|\\.)*)\]\(<([^>]*)>\)`)
	prefix   = regexp.MustCompile(`(?m)^(#{1,3} |-# |> |- )+`)
	escaping = regexp.MustCompile(`\\([^0-9A-Za-z\s])`)
	marks    = regexp.MustCompile("[*_`]+")
)

// unescaped is what is left of text without what is escaped, and without links and
// code, which mean nothing there.
func unescaped(s string) string {
	s = fenced.ReplaceAllString(s, "")
	return escaping.ReplaceAllString(link.ReplaceAllString(s, "$1"), "")
}

// readable is text as Discord draws it, without its looks.
func readable(s string) string {
	var b strings.Builder
	from := 0
	plain := func(s string) {
		s = prefix.ReplaceAllString(link.ReplaceAllString(s, "$1"), "")
		at := 0
		for _, m := range escaping.FindAllStringSubmatchIndex(s, -1) {
			b.WriteString(marks.ReplaceAllString(s[at:m[0]], ""))
			b.WriteString(s[m[2]:m[3]])
			at = m[1]
		}
		b.WriteString(marks.ReplaceAllString(s[at:], ""))
	}
	for _, m := range fenced.FindAllStringSubmatchIndex(s, -1) {
		plain(s[from:m[0]])
		b.WriteString(strings.ReplaceAll(s[m[2]:m[3]], "\u200b", ""))
		from = m[1]
	}
	plain(s[from:])
	return b.String()
}

// Mess delivers what Discord never should.
func (r *rig) Mess(ctx context.Context) error {
	for _, d := range []string{`[]`, `{"id":5}`, `{"id":"x","channel_id":"y"}`, `null`,
		`{"id":"1","channel_id":"2","author":{"id":"3"},"type":99,"content":"x"}`} {
		r.f.gate.dispatch("MESSAGE_CREATE", json.RawMessage(d), 1)
		r.f.gate.dispatch("INTERACTION_CREATE", json.RawMessage(d), 1)
		r.f.gate.dispatch("NEW_THING", json.RawMessage(d), 1)
	}
	r.f.gate.frame(`{"op":42,"d":null}`)
	for _, c := range []struct {
		body   string
		forged bool
		want   int
	}{
		{`{"type":1}`, true, http.StatusUnauthorized},
		{`{`, false, http.StatusBadRequest},
		{`{"type":2,"token":"x"}`, false, http.StatusBadRequest},
		{`{"type":1,"event":{"type":"APPLICATION_DEAUTHORIZED"}}`, false, http.StatusBadRequest},
		{strings.Repeat("x", maxBody+1), false, http.StatusRequestEntityTooLarge},
	} {
		req := r.f.signed([]byte(c.body), time.Now())
		if c.forged {
			req.Header.Set("X-Signature-Ed25519", strings.Repeat("0", 128))
		}
		w := httptest.NewRecorder()
		if r.a.ServeHTTP(w, req); w.Code != c.want {
			return fmt.Errorf("%.50s is answered with %d, want %d", c.body, w.Code, c.want)
		}
	}
	for _, in := range []map[string]any{
		{"type": 99, "data": map[string]any{}},
		{"type": 2, "data": map[string]any{"type": 1, "name": "handvat",
			"options": []any{map[string]any{"name": "gone"}}}},
	} {
		x, err := r.interact(ctx, conform.Ben, conform.Company, 1, in)
		if err != nil || x.kind != dg.InteractionResponseChannelMessageWithSource || x.original.to != conform.Ben {
			return fmt.Errorf("%v: %v, response of type %d", in, err, x.kind)
		}
	}
	return nil
}
