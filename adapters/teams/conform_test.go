package teams

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/conform"
	"github.com/handvat/handvat/bot/delivery"
)

func TestConformance(t *testing.T) {
	conform.Run(t, func(t *testing.T, d *delivery.Delivery) conform.Rig {
		f := newFakeTeams(t)
		return &rig{f, f.serve(d, nil)}
	})
}

// A rig is the adapter on a fake platform, with clients that show cards. What only one
// person sees in company is a message of its own on their screen: their view of a
// card, a message in their own conversation with the bot, or, for a command, which is
// the action on a message, a dialog.
type rig struct {
	*fakeTeams
	a *Adapter
}

func (r *rig) Adapter() chat.Adapter { return r.a }

func (r *rig) Fail(f conform.Fault) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.fault = f
	return f != conform.Cut
}

func (r *rig) Act(_ context.Context, a conform.Act) error {
	var acts []object
	var on *post
	switch {
	case a.Leave:
		acts = []object{r.activity(a.Who, a.In, object{"type": "installationUpdate", "action": "remove"})}
	case a.Say != "":
		acts = []object{r.say(a)}
	default:
		var button *drawnAction
		if on, button = r.button(a); button == nil {
			return fmt.Errorf("%s sees no such button", a.Who)
		}
		for range map[bool]int{false: 1, true: 2}[a.Double] {
			acts = append(acts, r.press(a, on, button))
		}
	}
	var clicks sync.WaitGroup
	errs := make([]error, len(acts))
	for i, act := range acts {
		clicks.Go(func() {
			for range max(a.Times, 1) {
				errs[i] = errors.Join(errs[i], r.show(a, on, r.tell(act)))
			}
		})
	}
	clicks.Wait()
	return errors.Join(errs...)
}

// say is the activity of who types something. The platform writes text as HTML.
func (r *rig) say(a conform.Act) object {
	var entities, quoted []any
	text, _ := conform.Mention(html.EscapeString(a.Say), func(who string) string {
		name := strings.ToUpper(who[:1]) + who[1:]
		tag := "<at>" + name + "</at>"
		entities = append(entities, object{"type": "mention", "text": tag,
			"mentioned": object{"id": "29:" + who, "name": name}})
		if a.In == conform.Command {
			tag = fmt.Sprintf(`<at id="%d">%s</at>`, len(quoted), name)
			quoted = append(quoted, object{"id": len(quoted), "mentionText": name,
				"mentioned": object{"user": object{"userIdentityType": "aadUser", "id": "entra-" + who,
					"displayName": name}}})
		}
		return tag
	})
	switch a.In {
	case conform.Command:
		return r.activity(a.Who, a.In, object{"type": "invoke", "name": "composeExtension/fetchTask", "value": object{
			"commandId": "about", "messagePayload": object{"body": object{"contentType": "html",
				"content": "<div>" + text + "</div>"}, "mentions": quoted},
		}})
	case conform.Company:
		act := r.activity(a.Who, a.In, object{"type": "message", "text": "<at>Handvat</at> " + text})
		act["entities"] = append(append(act["entities"].([]any), entities...),
			object{"type": "mention", "text": "<at>Handvat</at>",
				"mentioned": object{"id": "28:" + testApp, "name": "Handvat"}})
		return act
	}
	act := r.activity(a.Who, a.In, object{"type": "message", "text": text})
	act["entities"] = append(act["entities"].([]any), entities...)
	return act
}

// button finds what is pressed on the newest message that has it.
func (r *rig) button(a conform.Act) (*post, *drawnAction) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, p := range slices.Backward(r.posts) {
		if !r.sees(a.Who, a.In, p) {
			continue
		}
		d := draw(p.content)
		if a.Tick > 0 && a.Tick <= len(d.ticks) {
			return p, d.ticks[a.Tick-1]
		}
		for _, b := range d.buttons {
			if a.Tick == 0 && b.title == a.Press {
				return p, b
			}
		}
	}
	return nil, nil
}

// press is the activity of a press, with what was filled in.
func (r *rig) press(a conform.Act, on *post, b *drawnAction) object {
	data := maps.Clone(b.data)
	for k, v := range a.Fill {
		data[fieldPrefix+k] = v
	}
	var ids []string
	for _, who := range a.Pick {
		ids = append(ids, "entra-"+who)
	}
	for _, field := range draw(on.content).pickers {
		data[field] = strings.Join(ids, ",")
	}
	if a.In == conform.Command {
		return r.activity(a.Who, a.In, object{"type": "invoke", "name": "composeExtension/submitAction",
			"value": object{"commandId": "about", "data": data}})
	}
	id := on.id
	if on.only != "" {
		id, _, _ = strings.Cut(on.id, "/") // a view is of a message
	}
	return r.activity(a.Who, a.In, object{"type": "invoke", "name": "adaptiveCard/action",
		"replyToId": id, "value": object{
			"action": object{"type": "Action.Execute", "verb": b.verb, "data": data}, "trigger": "manual",
		}})
}

// show does what a client does with the answer to an act.
func (r *rig) show(a conform.Act, on *post, w interface{ Result() *http.Response }) error {
	resp := w.Result()
	if resp.StatusCode != http.StatusOK && resp.StatusCode != http.StatusAccepted {
		return fmt.Errorf("the bot answers %d", resp.StatusCode)
	}
	var in struct {
		Type  string
		Value json.RawMessage
		Task  struct {
			Type  string
			Value json.RawMessage
		}
	}
	if resp.StatusCode == http.StatusOK {
		if err := json.NewDecoder(resp.Body).Decode(&in); err != nil {
			return fmt.Errorf("the bot's answer: %w", err)
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case in.Task.Type == "continue":
		var dialog struct{ Card map[string]any }
		if err := json.Unmarshal(in.Task.Value, &dialog); err != nil {
			return err
		}
		r.add(dialogOf(a.Who), a.Who, object{"type": "message", "attachments": []any{dialog.Card}})
	case in.Type == cardType:
		var card map[string]any
		if err := json.Unmarshal(in.Value, &card); err != nil {
			return err
		}
		content := object{"type": "message", "attachments": []any{map[string]any{"contentType": cardType,
			"content": card}}}
		if a.In == conform.Alone {
			on.content = content
			return nil
		}
		r.view(a.Who, on, content)
	}
	return nil
}

// view is what one person sees from now on in the place of a message.
func (r *rig) view(who string, on *post, content object) {
	id, _, _ := strings.Cut(on.id, "/")
	id += "/" + who
	for _, p := range r.posts {
		if p.id == id {
			if string(must(json.Marshal(p.content))) != string(must(json.Marshal(content))) {
				p.edits++
			}
			p.content = content
			return
		}
	}
	r.posts = append(r.posts, &post{conversation: on.conversation, id: id, only: who, content: content})
}

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}

func dialogOf(who string) string { return "dialog-" + who }

// sees reports whether who sees p in a place.
func (r *rig) sees(who string, in conform.Where, p *post) bool {
	if p.only != "" && p.only != who {
		return false
	}
	aside := p.conversation == "a:aside-29:"+who
	switch in {
	case conform.Alone:
		return p.conversation == conversationOf(who, in)
	case conform.Command:
		return p.conversation == dialogOf(who) || aside
	}
	return p.conversation == conversationOf(who, in) || aside
}

func (r *rig) Screen(who string, in conform.Where) (out []conform.Message) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, p := range r.posts {
		if !r.sees(who, in, p) {
			continue
		}
		d := draw(p.content)
		m := conform.Message{Text: strings.Join(d.text, "\n"), Fields: d.fields, Files: d.files,
			Edits: p.edits, Pings: d.pings,
			Private: p.only != "" || strings.HasPrefix(p.conversation, "a:aside")}
		for _, b := range d.buttons {
			m.Buttons = append(m.Buttons, b.title)
		}
		for _, tick := range d.ticks {
			m.Ticks = append(m.Ticks, tick.done)
		}
		out = append(out, m)
	}
	return out
}

// Mess delivers what no platform should.
func (r *rig) Mess(context.Context) error {
	good := "Bearer " + r.token(mint{})
	say := func(more object) []byte {
		return must(json.Marshal(r.activity(conform.Ada, conform.Alone, more)))
	}
	hi := object{"type": "message", "text": "hi"}
	execute := func(data any) object {
		return object{"type": "invoke", "name": "adaptiveCard/action", "value": object{"action": object{"data": data}}}
	}
	for _, c := range []struct {
		what, token string
		body        []byte
		want        int
	}{
		{"no token", "", say(hi), 401},
		{"another's signature", "Bearer " + r.token(mint{key: "stranger", kid: "teams"}), say(hi), 401},
		{"another service", "Bearer " + r.token(mint{claims: map[string]any{"serviceurl": "https://evil.example/"}}),
			say(hi), 403},
		{"another channel", good, say(object{"type": "message", "text": "hi", "channelId": "slack"}), 403},
		{"another organisation", good, say(object{"type": "message", "text": "hi",
			"channelData": object{"tenant": object{"id": "other"}}}), 403},
		{"no JSON", good, []byte(`{"type": "mess`), 400},
		{"JSON of the wrong kind", good, []byte(`[1, 2]`), 400},
		{"no person", good, say(object{"type": "message", "text": "hi", "from": object{}}), 400},
		{"too large", good, say(object{"type": "message", "text": strings.Repeat("x", maxBody)}), 413},
		{"unknown kind", good, say(object{"type": "surprise"}), 200},
		{"a reaction", good, say(object{"type": "messageReaction"}), 200},
		{"unknown invoke", good, say(object{"type": "invoke", "name": "surprise/me"}), 501},
		{"a press without data", good, say(execute(nil)), 400},
		{"a press of another card", good, say(execute(object{"x": 1})), 400},
		{"a press too long", good, say(execute(object{"do": "go " + strings.Repeat("x", 200)})), 400},
		{"a form with too long a field", good,
			say(execute(object{"fill": "go", "q." + strings.Repeat("x", 200): "a"})), 400},
	} {
		if got := r.deliver(c.body, c.token).Code; got != c.want {
			return fmt.Errorf("%s is answered with %d, want %d", c.what, got, c.want)
		}
	}
	return nil
}

// What a client makes of a message.
type drawn struct {
	text          []string
	buttons       []*drawnAction // those of a tap first
	ticks         []*drawnAction
	fields, files []string
	pickers       []string // the inputs for colleagues
	pings         []string
}

type drawnAction struct {
	title, verb string
	data        map[string]any
	done        bool // the item is ticked
}

func draw(content map[string]any) *drawn {
	d := new(drawn)
	if text, _ := content["text"].(string); text != "" {
		d.text = append(d.text, text)
		if content["textFormat"] != "plain" || strings.ContainsAny(text, "<>&") {
			d.pings = append(d.pings, text)
		}
	}
	if content["entities"] != nil {
		d.pings = append(d.pings, fmt.Sprint(content["entities"]))
	}
	attachments, _ := content["attachments"].([]any)
	for _, at := range attachments {
		at := at.(map[string]any)
		if at["contentType"] == consentType {
			d.files = append(d.files, at["name"].(string))
			continue
		}
		card := at["content"].(map[string]any)
		if teams, _ := card["msteams"].(map[string]any); teams["entities"] != nil {
			d.pings = append(d.pings, fmt.Sprint(teams["entities"]))
		}
		var taps, main []*drawnAction
		for _, e := range card["body"].([]any) {
			e := e.(map[string]any)
			before := len(d.buttons)
			d.element(e)
			if e["type"] == "Container" && e["separator"] == true {
				taps = append(taps, d.buttons[before:]...)
			} else {
				main = append(main, d.buttons[before:]...)
			}
		}
		d.buttons = append(taps, main...)
	}
	return d
}

func (d *drawn) element(e map[string]any) {
	var line string
	for _, key := range []string{"text", "label"} {
		if s, ok := e[key].(string); ok {
			line += s
		}
	}
	if e["type"] == "TextBlock" && !bare(line) {
		d.pings = append(d.pings, line)
	}
	inlines, _ := e["inlines"].([]any)
	for _, t := range inlines {
		line += t.(map[string]any)["text"].(string)
	}
	if line != "" {
		d.text = append(d.text, line)
	}
	if id, ok := e["id"].(string); ok {
		d.fields = append(d.fields, strings.TrimPrefix(strings.TrimPrefix(id, fieldPrefix), personPrefix))
		if strings.HasPrefix(id, personPrefix) && e["choices.data"] != nil {
			d.pickers = append(d.pickers, id)
		}
	}
	start := len(d.text)
	for _, key := range []string{"items", "columns"} {
		list, _ := e[key].([]any)
		for _, inner := range list {
			d.element(inner.(map[string]any))
		}
	}
	actions, _ := e["actions"].([]any)
	for _, a := range actions {
		d.buttons = append(d.buttons, drawAction(a))
	}
	if e["selectAction"] == nil {
		return
	}
	if a := drawAction(e["selectAction"]); strings.ContainsAny(d.text[start], "☐☑") {
		a.done = strings.Contains(d.text[start], "☑")
		d.ticks = append(d.ticks, a)
	} else {
		d.buttons = append(d.buttons, a)
	}
}

func drawAction(v any) *drawnAction {
	a := v.(map[string]any)
	out := &drawnAction{title: a["title"].(string)}
	out.verb, _ = a["verb"].(string)
	out.data, _ = a["data"].(map[string]any)
	return out
}
