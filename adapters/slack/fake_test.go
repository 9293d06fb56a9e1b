package slack

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/handvat/handvat/adapters/slack/blockkit"
	"github.com/handvat/handvat/bot/chat/conform"
)

const (
	secret = "a-signing-secret-for-tests"
	team   = "T0TEAM"
	bot    = "U0BOT"
	hall   = "C0HALL"
)

// obj is a JSON object.
type obj = map[string]any

// A shownView is a view as Slack shows it.
type shownView struct {
	Type            string          `json:"type"`
	Blocks          json.RawMessage `json:"blocks"`
	PrivateMetadata string          `json:"private_metadata"`
	Submit          *struct {
		Text string `json:"text"`
	} `json:"submit"`
}

// A post is one message as Slack keeps it.
type post struct {
	channel, ts, thread string
	only                string // the one person who sees it; empty for everyone in the channel
	text                string
	blocks              json.RawMessage
	metadata            json.RawMessage
	files               []string
	edits               int
	odd                 []string // what of it could ping
}

// A slackFake is Slack: its Web API, its addresses for answers, and its sockets. It
// refuses what Slack refuses, and brings acts to an adapter over HTTP or a socket.
type slackFake struct {
	t    testing.TB
	srv  *httptest.Server
	hook string // where the adapter serves; empty for sockets

	n atomic.Int64 // stamps given out

	mu       sync.Mutex
	posts    []*post
	uploads  map[string]string // names of files by id
	hooks    map[string]*post  // addresses for answers: channel, thread and person; ts of what was acted on
	views    []json.RawMessage // shown in windows and on the home tab, in order
	calls    map[string]int    // of the Web API, by method
	last     map[string]url.Values
	fault    conform.Fault
	slowness time.Duration // of users.info
	refuse   string        // the method that fails once

	socket *websocket.Conn
	ready  chan struct{} // a socket is open
	acks   map[string]chan json.RawMessage
}

func newSlackFake(t testing.TB) *slackFake {
	f := &slackFake{t: t, uploads: map[string]string{}, hooks: map[string]*post{}, calls: map[string]int{},
		last:  map[string]url.Values{},
		ready: make(chan struct{}, 10), acks: map[string]chan json.RawMessage{}}
	mux := http.NewServeMux()
	for method, h := range map[string]func(url.Values) (any, string){
		"auth.test": func(url.Values) (any, string) {
			return obj{"user_id": bot, "team_id": team, "bot_id": "B0BOT", "team": "Handvat",
				"url": "https://handvat.slack.com/"}, ""
		},
		"users.info": f.usersInfo,
		"usergroups.list": func(url.Values) (any, string) {
			return obj{"usergroups": []obj{
				{"id": "S2", "handle": "magazijn", "name": "Magazijn", "users": []string{"U3"}},
				{"id": "S1", "handle": "balie", "name": "De balie", "users": []string{"U2", "U1"}},
				{"id": "S0", "handle": "oud", "name": "Oud", "date_delete": 1700000000, "users": []string{"U1"}},
			}}, ""
		},
		"chat.postMessage":                      f.postMessage,
		"chat.postEphemeral":                    f.postEphemeral,
		"chat.update":                           f.update,
		"conversations.open":                    f.open,
		"conversations.history":                 f.history,
		"conversations.replies":                 f.history,
		"files.getUploadURLExternal":            f.uploadURL,
		"files.completeUploadExternal":          f.uploaded,
		"views.open":                            f.view,
		"views.update":                          f.view,
		"views.publish":                         f.view,
		"assistant.threads.setStatus":           func(url.Values) (any, string) { return obj{}, "" },
		"assistant.threads.setSuggestedPrompts": func(url.Values) (any, string) { return obj{}, "" },
		"apps.connections.open": func(url.Values) (any, string) {
			return obj{"url": "ws" + strings.TrimPrefix(f.srv.URL, "http") + "/ws"}, ""
		},
	} {
		mux.HandleFunc("POST /api/"+method, func(w http.ResponseWriter, r *http.Request) { f.api(w, r, method, h) })
	}
	mux.HandleFunc("POST /hook/{id}", f.answer)
	mux.HandleFunc("POST /upload/{id}", func(_ http.ResponseWriter, r *http.Request) { io.Copy(io.Discard, r.Body) })
	mux.HandleFunc("GET /ws", f.serveSocket)
	f.srv = httptest.NewServer(mux)
	t.Cleanup(f.srv.Close)
	return f
}

func (f *slackFake) config() Config {
	return Config{Memory: new(notes), BotToken: "xoxb-test", SigningSecret: secret, APIURL: f.srv.URL + "/api/"}
}

// api serves one method of the Web API, with the fault there may be.
func (f *slackFake) api(w http.ResponseWriter, r *http.Request, method string, h func(url.Values) (any, string)) {
	r.ParseForm()
	if r.MultipartForm == nil && strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
		r.ParseMultipartForm(1 << 20)
	}
	form := r.Form
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		form = url.Values{}
		var body map[string]json.RawMessage
		json.NewDecoder(r.Body).Decode(&body)
		for k, v := range body {
			var s string
			if json.Unmarshal(v, &s) != nil {
				s = string(v)
			}
			form.Set(k, s)
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls[method]++
	if method == f.refuse {
		f.refuse = ""
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	f.last[method] = form
	f.faulty(w, strings.HasPrefix(method, "chat."), func(w http.ResponseWriter) {
		out, code := h(form)
		w.Header().Set("Content-Type", "application/json")
		if code != "" {
			fmt.Fprintf(w, `{"ok":false,"error":%q}`, code)
			return
		}
		data, _ := json.Marshal(out)
		w.Write(append([]byte(`{"ok":true,`), bytes.TrimPrefix(data, []byte("{"))...))
	})
}

// faulty does what do does, or goes wrong as was arranged.
func (f *slackFake) faulty(w http.ResponseWriter, may bool, do func(http.ResponseWriter)) {
	fault := f.fault
	if !may || fault == 0 {
		do(w)
		return
	}
	f.fault = 0
	switch fault {
	case conform.TooMany:
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(http.StatusTooManyRequests)
	case conform.Broken:
		w.WriteHeader(http.StatusInternalServerError)
	case conform.Blocked:
		io.WriteString(w, `{"ok":false,"error":"user_disabled"}`)
	case conform.Lost:
		do(httptest.NewRecorder())
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			f.t.Error(err)
			return
		}
		conn.Close()
	}
}

// kept are copies of all messages.
func (f *slackFake) kept() (out []post) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, p := range f.posts {
		out = append(out, *p)
	}
	return out
}

// called is how often a method was called, and with what the last time.
func (f *slackFake) called(method string) (int, url.Values) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.calls[method], f.last[method]
}

func (f *slackFake) stamp() string {
	return fmt.Sprintf("%d.%06d", time.Now().Unix(), f.n.Add(1))
}

// keep keeps a message if Slack would, else it says why not.
func (f *slackFake) keep(p *post, v url.Values) string {
	p.text, p.blocks, p.metadata = v.Get("text"), json.RawMessage(v.Get("blocks")), json.RawMessage(v.Get("metadata"))
	if p.text == "" && len(p.blocks) == 0 {
		return "no_text"
	}
	if err := blockkit.Check(p.blocks, blockkit.Message); err != nil {
		f.t.Errorf("Slack refuses: %v", err)
		return "invalid_blocks"
	}
	p.odd = odd(p.text, p.blocks)
	if v.Get("parse") == "full" || v.Get("link_names") == "1" || v.Get("link_names") == "true" {
		p.odd = append(p.odd, "names in the text are linked")
	}
	return ""
}

func (f *slackFake) postMessage(v url.Values) (any, string) {
	channel := v.Get("channel")
	if strings.HasPrefix(channel, "U") {
		channel = "D" + channel[1:]
	}
	if !slices.Contains([]string{hall, "D0ADA", "D0BEN"}, channel) {
		return nil, "channel_not_found"
	}
	p := &post{channel: channel, ts: f.stamp(), thread: v.Get("thread_ts")}
	if code := f.keep(p, v); code != "" {
		return nil, code
	}
	f.posts = append(f.posts, p)
	return obj{"channel": channel, "ts": p.ts}, ""
}

func (f *slackFake) postEphemeral(v url.Values) (any, string) {
	p := &post{channel: v.Get("channel"), ts: f.stamp(), thread: v.Get("thread_ts"), only: v.Get("user")}
	if p.channel != hall {
		return nil, "not_in_channel"
	}
	if code := f.keep(p, v); code != "" {
		return nil, code
	}
	f.posts = append(f.posts, p)
	return obj{"message_ts": p.ts}, ""
}

func (f *slackFake) update(v url.Values) (any, string) {
	for _, p := range f.posts {
		if p.channel == v.Get("channel") && p.ts == v.Get("ts") && p.only == "" {
			p.edits++
			return obj{"channel": p.channel, "ts": p.ts}, f.keep(p, v)
		}
	}
	return nil, "message_not_found"
}

func (f *slackFake) usersInfo(v url.Values) (any, string) {
	time.Sleep(f.slowness)
	locale := map[string]string{"U0ADA": "nl-NL", "U0BEN": "en-GB"}[v.Get("user")]
	if v.Get("user") == "U0OTHER" {
		return obj{"user": obj{"id": "U0OTHER", "is_bot": true, "real_name": "Other"}}, ""
	}
	if is := map[string]obj{
		"U0SINGLE": {"team_id": team, "is_restricted": true, "is_ultra_restricted": true},
		"U0EXT":    {"team_id": "T0OTHER", "is_stranger": true},
		"U0MULTI":  {"team_id": team, "is_restricted": true}, "U0OURS": {"team_id": team},
		"U0FAR": {"team_id": "T0OTHER"},
	}[v.Get("user")]; is != nil {
		return obj{"user": is}, ""
	}
	if locale == "" {
		return nil, "user_not_found"
	}
	name := map[string]string{"U0ADA": "Ada", "U0BEN": "Ben"}[v.Get("user")]
	return obj{"user": obj{"id": v.Get("user"), "locale": locale, "tz": "Europe/Amsterdam",
		"real_name": name + " de Tester", "profile": obj{"display_name": name}}}, ""
}

func (f *slackFake) open(v url.Values) (any, string) {
	return obj{"channel": obj{"id": "D" + strings.TrimPrefix(v.Get("users"), "U")}}, ""
}

func (f *slackFake) history(v url.Values) (any, string) {
	out := []obj{}
	for _, p := range slices.Backward(f.posts) {
		if p.channel == v.Get("channel") && p.only == "" && p.thread == v.Get("ts") {
			out = append(out, obj{"ts": p.ts, "text": p.text, "metadata": p.metadata})
		}
	}
	return obj{"messages": out}, ""
}

func (f *slackFake) uploadURL(v url.Values) (any, string) {
	id := "F" + strings.ReplaceAll(f.stamp(), ".", "")
	f.uploads[id] = v.Get("filename")
	return obj{"upload_url": f.srv.URL + "/upload/" + id, "file_id": id}, ""
}

func (f *slackFake) uploaded(v url.Values) (any, string) {
	var files []struct{ ID string }
	json.Unmarshal([]byte(v.Get("files")), &files)
	p := &post{channel: v.Get("channel_id"), ts: f.stamp(), thread: v.Get("thread_ts"), text: v.Get("initial_comment")}
	for _, file := range files {
		p.files = append(p.files, f.uploads[file.ID])
	}
	p.odd = odd(p.text, nil)
	f.posts = append(f.posts, p)
	return obj{"files": []obj{{"id": files[0].ID}}}, ""
}

func (f *slackFake) view(v url.Values) (any, string) {
	view := json.RawMessage(v.Get("view"))
	if err := blockkit.CheckView(view); err != nil {
		f.t.Errorf("Slack refuses: %v", err)
		return nil, "invalid_arguments"
	}
	if v.Has("trigger_id") && !strings.HasPrefix(v.Get("trigger_id"), "trigger.") {
		return nil, "invalid_trigger_id"
	}
	f.views = append(f.views, view)
	return obj{"view": obj{"id": "V" + strconv.Itoa(len(f.views))}}, ""
}

// answer takes what is posted to an address that came with a payload.
func (f *slackFake) answer(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	f.mu.Lock()
	defer f.mu.Unlock()
	to := f.hooks[r.PathValue("id")]
	if to == nil {
		http.Error(w, "expired_url", http.StatusNotFound)
		return
	}
	f.faulty(w, true, func(w http.ResponseWriter) {
		f.show(to, body)
		io.WriteString(w, "ok")
	})
}

// show shows an answer for one person: at an address, or in an acknowledgement.
func (f *slackFake) show(to *post, body []byte) {
	var m struct {
		Text            string          `json:"text"`
		Blocks          json.RawMessage `json:"blocks"`
		ReplaceOriginal bool            `json:"replace_original"`
		ResponseType    string          `json:"response_type"`
		ThreadTS        string          `json:"thread_ts"`
	}
	if err := json.Unmarshal(body, &m); err != nil {
		f.t.Errorf("%v in %s", err, body)
		return
	}
	v := url.Values{"text": {m.Text}, "blocks": {string(m.Blocks)}}
	if m.ReplaceOriginal {
		for _, p := range f.posts {
			if p.ts == to.ts {
				p.edits++
				f.keep(p, v)
				return
			}
		}
	}
	p := &post{channel: to.channel, ts: f.stamp(), thread: m.ThreadTS, only: to.only}
	if m.ResponseType == "in_channel" {
		p.only = ""
	}
	if f.keep(p, v) == "" {
		f.posts = append(f.posts, p)
	}
}

// address is a new address for answers about p, for one person.
func (f *slackFake) address(channel, ts, user string) string {
	id := strings.ReplaceAll(f.stamp(), ".", "")
	f.hooks[id] = &post{channel: channel, ts: ts, only: user}
	return f.srv.URL + "/hook/" + id
}
