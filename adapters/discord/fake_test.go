package discord

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	dg "github.com/bwmarrin/discordgo"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/conform"
)

// The ids of the fake's world.
const (
	fakeApp   = "100000000000000001"
	fakeBot   = "100000000000000009" // the same as the application's, but for bots of before 2018
	fakeGuild = "100000000000000002"
	fakeRoom  = "100000000000000003"
	fakeToken = "token.of-the.bot"
)

var people = map[string]user{
	conform.Ada: {ID: "200000000000000001", Name: "ada", Global: "Ada"},
	conform.Ben: {ID: "200000000000000002", Name: "ben", Global: "Ben"},
}

// fakeDiscord speaks Discord's wire format: REST with rate limits, the gateway, and
// interactions by the gateway or over HTTP.
type fakeDiscord struct {
	roles map[string][]string // of members of the guild, by user id
	t     testing.TB
	srv   *httptest.Server
	key   ed25519.PrivateKey
	over  bool // interactions come over HTTP

	mu       sync.Mutex
	ids      uint64
	posts    []*post
	acts     map[string]*act // by token
	fault    conform.Fault
	opened   map[string]bool // direct conversations the bot opened for one message
	requests []string        // method and route, in order
	commands []byte          // registered last
	gate     gate
}

// A post is a message of the bot.
type post struct {
	id, channel, to string // to is who sees it alone
	nonce           string
	body            parsedMessage
	raw             json.RawMessage // components
	files           []string
	edits           int
	loading         bool
	instead         bool // of one in company
	edited          string
}

type parsedMessage struct {
	Components []parsed        `json:"components"`
	Flags      dg.MessageFlags `json:"flags"`
	Nonce      string          `json:"nonce"`
	Enforce    bool            `json:"enforce_nonce"`
	Reference  *struct {
		ID string `json:"message_id"`
	} `json:"message_reference"`
}

// An act is an interaction of the fake's.
type act struct {
	id, token, who, channel string
	source                  *post
	acked                   chan struct{}
	kind                    dg.InteractionResponseType
	original                *post
	modal                   json.RawMessage
}

func newFake(t testing.TB) *fakeDiscord {
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	f := &fakeDiscord{t: t, key: key, acts: map[string]*act{}, opened: map[string]bool{}}
	f.gate.f = f
	f.gate.sessions = map[string]*gateSession{}
	f.srv = httptest.NewServer(f)
	t.Cleanup(func() { f.gate.cut(); f.srv.Close() })
	return f
}

func (f *fakeDiscord) config() Config {
	return Config{
		App: fakeApp, Token: fakeToken, PublicKey: hex.EncodeToString(f.key.Public().(ed25519.PublicKey)),
		Client: &http.Client{Timeout: 5 * time.Second, Transport: toFake{f.srv.Listener.Addr().String()}},
	}
}

func (f *fakeDiscord) adapter(in chat.Inbox, cfg Config) *Adapter {
	a, err := New(slog.New(slog.NewTextHandler(f.t.Output(), &slog.HandlerOptions{Level: slog.LevelDebug})), cfg, in)
	if err != nil {
		f.t.Fatal(err)
	}
	return a
}

// toFake sends requests for Discord to the fake.
type toFake struct{ host string }

func (t toFake) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL = &url.URL{Scheme: "http", Host: t.host, Path: r.URL.Path, RawQuery: r.URL.RawQuery}
	return http.DefaultTransport.RoundTrip(r)
}

// id is a new snowflake.
func (f *fakeDiscord) id() string {
	f.ids++
	return strconv.FormatUint(uint64(time.Now().UnixMilli()-1420070400000)<<22|f.ids&0xfff, 10)
}

func dmOf(who string) string { return "3" + people[who].ID[1:] }

func whoHas(id string) string {
	for name, u := range people {
		if u.ID == id || dmOf(name) == id {
			return name
		}
	}
	return ""
}

// ServeHTTP is Discord's REST API, and the gateway.
func (f *fakeDiscord) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/gateway/" {
		f.gate.ServeHTTP(w, r)
		return
	}
	route := strings.TrimPrefix(r.URL.Path, "/api/v9/")
	body, files := readBody(f.t, r)
	f.mu.Lock()
	f.requests = append(f.requests, r.Method+" "+route)
	f.mu.Unlock()
	p := strings.Split(route, "/")
	if (p[0] != "interactions" && p[0] != "webhooks") && r.Header.Get("Authorization") != "Bot "+fakeToken {
		refuse(w, 401, 0, "401: Unauthorized")
		return
	}
	h := w.Header()
	h.Set("X-RateLimit-Limit", "5")
	h.Set("X-RateLimit-Remaining", "4")
	h.Set("X-RateLimit-Reset-After", "0.05")
	h.Set("X-RateLimit-Bucket", "b")
	what := r.Method + " " + p[0]
	switch {
	case route == "gateway/bot":
		fmt.Fprintf(w, `{"url":"ws://%s/gateway","shards":1,"session_start_limit":{"total":1000,"remaining":999,
			"reset_after":14400000,"max_concurrency":1}}`, f.srv.Listener.Addr())
	case route == "users/@me/channels":
		var in struct {
			ID string `json:"recipient_id"`
		}
		_ = json.Unmarshal(body, &in)
		channel := dmOf(whoHas(in.ID))
		f.mu.Lock()
		f.opened[channel] = true
		f.mu.Unlock()
		fmt.Fprintf(w, `{"id":%q,"type":1}`, channel)
	case what == "PUT applications":
		f.mu.Lock()
		f.commands = body
		f.mu.Unlock()
		w.Write(body)
	case p[0] == "guilds" && len(p) == 4 && p[2] == "members":
		roles, ok := f.roles[p[3]]
		if !ok {
			refuse(w, 404, dg.ErrCodeUnknownMember, "Unknown Member")
			return
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"roles": roles})
	case route == "users/@me":
		fmt.Fprintf(w, `{"id":%q,"username":"handvat","bot":true}`, fakeBot)
	case route == "applications/@me":
		fmt.Fprintf(w, `{"id":%q,"name":"Handvat","verify_key":%q,"bot_public":true}`, fakeApp,
			hex.EncodeToString(f.key.Public().(ed25519.PublicKey)))
	case route == "users/@me/guilds":
		fmt.Fprintf(w, `[{"id":%q,"name":"Work"}]`, fakeGuild)
	default:
		f.message(w, what, p, body, files)
	}
}

// message is what posts or edits a message, and so what can fail.
func (f *fakeDiscord) message(w http.ResponseWriter, what string, p []string, body []byte, files []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	fault := f.fault
	if strings.HasPrefix(string(body), `{"type":8`) { // no message
		fault = 0
	}
	if fault != 0 {
		f.fault = 0
	}
	switch fault {
	case conform.TooMany:
		w.Header().Set("Retry-After", "1")
		w.Header().Set("X-RateLimit-Remaining", "0")
		w.Header().Set("X-RateLimit-Reset-After", "1.0")
		w.WriteHeader(429)
		io.WriteString(w, `{"message":"You are being rate limited.","retry_after":1.0,"global":false}`)
		return
	case conform.Broken:
		w.WriteHeader(500)
		return
	case conform.Blocked:
		refuse(w, 403, 50007, "Cannot send messages to this user")
		return
	case conform.Lost:
		f.do(httptest.NewRecorder(), what, p, body, files)
		panic(http.ErrAbortHandler) // the connection breaks
	}
	f.do(w, what, p, body, files)
}

func (f *fakeDiscord) do(w http.ResponseWriter, what string, p []string, body []byte, files []string) {
	if what == "POST interactions" {
		f.callback(w, f.acts[p[2]], body)
		return
	}
	if err := checkMessage(body); err != nil {
		refuse(w, 400, 50035, "Invalid Form Body: "+err.Error())
		return
	}
	var a *act
	if p[0] == "webhooks" {
		if a = f.acts[p[2]]; a == nil || a.kind == 0 {
			refuse(w, 404, 10015, "Unknown Webhook")
			return
		}
	}
	switch what {
	case "POST channels":
		f.create(w, &post{channel: p[1]}, body, files)
	case "PATCH channels":
		for _, m := range f.posts {
			if m.id == p[3] && m.to == "" {
				f.edit(w, m, body, files)
				return
			}
		}
		refuse(w, 404, 10008, "Unknown Message")
	case "PATCH webhooks":
		m := a.original
		if m == nil {
			m = a.source
		}
		f.edit(w, m, body, files)
	case "POST webhooks":
		f.create(w, &post{channel: a.channel, to: a.who}, body, files)
	default:
		refuse(w, 404, 0, "404: Not Found")
	}
}

// callback is the first response to an interaction.
func (f *fakeDiscord) callback(w http.ResponseWriter, a *act, body []byte) {
	var c struct {
		Type dg.InteractionResponseType
		Data json.RawMessage
	}
	if err := json.Unmarshal(body, &c); err != nil || a == nil {
		refuse(w, 404, 10062, "Unknown interaction")
		return
	}
	if a.kind != 0 {
		refuse(w, 400, 40060, "Interaction has already been acknowledged.")
		return
	}
	var flags struct{ Flags dg.MessageFlags }
	_ = json.Unmarshal(c.Data, &flags)
	var err error
	switch c.Type {
	case dg.InteractionResponseChannelMessageWithSource, dg.InteractionResponseUpdateMessage:
		err = checkMessage(c.Data)
	case dg.InteractionResponseModal:
		err = checkModal(c.Data)
		a.modal = c.Data
	}
	if err != nil {
		refuse(w, 400, 50035, err.Error())
		return
	}
	a.kind = c.Type
	a.original = &post{channel: a.channel, to: a.who}
	switch c.Type {
	case dg.InteractionResponseChannelMessageWithSource:
		f.create(httptest.NewRecorder(), a.original, c.Data, nil)
	case dg.InteractionResponseDeferredChannelMessageWithSource:
		a.original.id, a.original.loading = f.id(), true
		a.original.body.Flags = flags.Flags
		if flags.Flags&dg.MessageFlagsEphemeral == 0 {
			a.original.to = ""
		}
		f.posts = append(f.posts, a.original)
	case dg.InteractionResponseUpdateMessage:
		a.original = nil
		f.edit(httptest.NewRecorder(), a.source, c.Data, nil)
	default:
		a.original = nil
	}
	close(a.acked)
	w.WriteHeader(http.StatusNoContent)
}

func (f *fakeDiscord) create(w http.ResponseWriter, m *post, body []byte, files []string) {
	if err := json.Unmarshal(body, &m.body); err != nil {
		refuse(w, 400, 50109, "not JSON")
		return
	}
	if m.to != "" && m.body.Flags&dg.MessageFlagsEphemeral == 0 {
		m.to = ""
	}
	if m.body.Enforce {
		for _, old := range f.posts {
			if old.nonce == m.body.Nonce && old.channel == m.channel {
				fmt.Fprintf(w, `{"id":%q,"channel_id":%q}`, old.id, old.channel)
				return
			}
		}
	}
	m.id, m.nonce, m.files = f.id(), m.body.Nonce, files
	m.raw = components(body)
	m.instead = f.opened[m.channel]
	delete(f.opened, m.channel)
	f.posts = append(f.posts, m)
	fmt.Fprintf(w, `{"id":%q,"channel_id":%q}`, m.id, m.channel)
}

func (f *fakeDiscord) edit(w http.ResponseWriter, m *post, body []byte, files []string) {
	flags := m.body.Flags
	m.body = parsedMessage{}
	_ = json.Unmarshal(body, &m.body)
	m.body.Flags |= flags
	m.raw = components(body)
	m.files = files
	if !m.loading {
		m.edits++
		m.edited = time.Now().UTC().Format(time.RFC3339Nano)
	}
	m.loading = false
	fmt.Fprintf(w, `{"id":%q,"channel_id":%q}`, m.id, m.channel)
}

// components are those of a body, as Discord gives them back.
func components(body []byte) json.RawMessage {
	var m struct{ Components json.RawMessage }
	_ = json.Unmarshal(body, &m)
	return m.Components
}

func refuse(w http.ResponseWriter, status, code int, text string) {
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"message": text, "code": code})
}

// readBody is the JSON of a request, and the names of the files with it.
func readBody(t testing.TB, r *http.Request) (body []byte, files []string) {
	kind, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind != "multipart/form-data" {
		body, _ = io.ReadAll(r.Body)
		return body, nil
	}
	for mr := multipart.NewReader(r.Body, params["boundary"]); ; {
		part, err := mr.NextPart()
		if err != nil {
			return body, files
		}
		data, err := io.ReadAll(part)
		switch {
		case err != nil:
			t.Error(err)
		case part.FormName() == "payload_json":
			body = data
		default:
			files = append(files, part.FileName())
		}
	}
}

// signed is a request of Discord's over HTTP.
func (f *fakeDiscord) signed(body []byte, at time.Time) *http.Request {
	r := httptest.NewRequest("POST", "/discord", bytes.NewReader(body))
	stamp := strconv.FormatInt(at.Unix(), 10)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Signature-Timestamp", stamp)
	r.Header.Set("X-Signature-Ed25519", hex.EncodeToString(ed25519.Sign(f.key, append([]byte(stamp), body...))))
	return r
}
