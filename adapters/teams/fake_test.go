package teams

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"io"
	"log/slog"
	"maps"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/conform"
)

const (
	testApp    = "11111111-2222-3333-4444-555555555555"
	testTenant = "99999999-8888-7777-6666-555555555555"
	testSecret = "s3cret"
)

// testKeys are the platform's keys: teams may sign for Teams, slack for another channel,
// plain for all, and stranger is not published.
var testKeys = sync.OnceValue(func() map[string]*rsa.PrivateKey {
	keys := map[string]*rsa.PrivateKey{}
	for _, name := range []string{"teams", "slack", "plain", "stranger"} {
		k, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			panic(err)
		}
		keys[name] = k
	}
	return keys
})

// A fakeTeams is Microsoft on loopback: keys, tokens, the Bot Connector, and what people
// see of it.
type fakeTeams struct {
	t   testing.TB
	srv *httptest.Server
	bot http.Handler

	mu      sync.Mutex
	acts    int
	posts   []*post // everything anyone saw of the bot, oldest first
	fault   conform.Fault
	status  int    // of the next answer of the connector, if not 0
	code    string // in it
	reads   int    // of the keys
	tokens  int    // given
	valid   string // the token that is good now
	uploads map[string][]byte
	lookups int    // of people
	roles   int    // looked up, of who asks
	kids    string // added to the name of every key
}

// A post is one message of the bot, or what one person sees in the place of one.
type post struct {
	conversation, id string
	only             string // who sees it; empty for everyone there
	content          map[string]any
	edits            int
}

func newFakeTeams(t testing.TB) *fakeTeams {
	f := &fakeTeams{t: t, uploads: map[string][]byte{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /openid", func(w http.ResponseWriter, _ *http.Request) {
		json.NewEncoder(w).Encode(object{"issuer": issuer, "jwks_uri": f.srv.URL + "/keys"})
	})
	mux.HandleFunc("GET /keys", f.serveKeys)
	mux.HandleFunc("POST /token", f.serveToken)
	mux.HandleFunc("POST /connector/v3/conversations", f.serveCreate)
	mux.HandleFunc("POST /connector/v3/conversations/{c}/activities", f.servePost)
	mux.HandleFunc("PUT /connector/v3/conversations/{c}/activities/{id}", f.servePost)
	mux.HandleFunc("GET /connector/v3/conversations/{c}/members/{id}", f.serveMember)
	mux.HandleFunc("GET /connector/v3/conversations/{c}/pagedmembers", f.serveMembers)
	mux.HandleFunc("GET /connector/v3/teams/{c}", func(w http.ResponseWriter, r *http.Request) {
		json.NewEncoder(w).Encode(object{"id": r.PathValue("c"), "name": "De balie"})
	})
	mux.HandleFunc("PUT /upload/{name}", func(_ http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		f.mu.Lock()
		defer f.mu.Unlock()
		f.uploads[r.PathValue("name")+" "+r.Header.Get("Content-Range")+r.Header.Get("Authorization")] = b
	})
	f.srv = httptest.NewServer(mux)
	t.Cleanup(f.srv.Close)
	return f
}

// config is a bot on f.
func (f *fakeTeams) config() Config {
	return Config{App: testApp, Secret: testSecret, Tenant: testTenant,
		UnsafeLoopbackPlatform: &Loopback{Metadata: f.srv.URL + "/openid", Token: f.srv.URL + "/token"}}
}

// serve puts a bot on f that hands what people do to in.
func (f *fakeTeams) serve(in chat.Inbox, find Finder) *Adapter {
	f.t.Helper()
	a, err := New(slog.New(slog.NewTextHandler(f.t.Output(), nil)), f.config(), in, find)
	if err != nil {
		f.t.Fatal(err)
	}
	f.bot = a
	return a
}

func (f *fakeTeams) service() string { return f.srv.URL + "/connector" }

func (f *fakeTeams) serveKeys(w http.ResponseWriter, _ *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.reads++
	var keys []object
	for name, k := range testKeys() {
		jwk := object{"kid": name + f.kids, "kty": "RSA", "use": "sig",
			"n": base64.RawURLEncoding.EncodeToString(k.N.Bytes()),
			"e": base64.RawURLEncoding.EncodeToString(big.NewInt(int64(k.E)).Bytes())}
		switch name {
		case "teams":
			jwk["endorsements"] = []string{"directline", "msteams"}
		case "slack":
			jwk["endorsements"] = []string{"slack"}
		case "stranger":
			continue
		}
		keys = append(keys, jwk)
	}
	json.NewEncoder(w).Encode(object{"keys": keys})
}

func (f *fakeTeams) serveToken(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if r.FormValue("grant_type") != "client_credentials" || r.FormValue("client_id") != testApp ||
		r.FormValue("scope") != tokenScope || r.FormValue("client_secret") != testSecret {
		w.WriteHeader(http.StatusUnauthorized)
		json.NewEncoder(w).Encode(object{"error": "invalid_client",
			"error_description": "AADSTS7000215: Invalid client secret provided: " + r.FormValue("client_secret")})
		return
	}
	f.tokens++
	f.valid = rand.Text()
	json.NewEncoder(w).Encode(object{"token_type": "Bearer", "expires_in": 3600, "access_token": f.valid})
}

// broken answers with what goes wrong now. done reports whether the message arrives
// all the same.
func (f *fakeTeams) broken(w http.ResponseWriter, r *http.Request) (broken, done bool) {
	fault, status, code := f.fault, f.status, f.code
	f.fault, f.status, f.code = 0, 0, ""
	if r.Header.Get("Authorization") != "Bearer "+f.valid {
		status, code = http.StatusUnauthorized, "Unauthorized"
	}
	switch fault {
	case conform.TooMany:
		w.Header().Set("Retry-After", "1")
		status, code = http.StatusTooManyRequests, "TooManyRequests"
	case conform.Broken:
		status, code = http.StatusInternalServerError, "ServiceError"
	case conform.Blocked:
		status, code = http.StatusForbidden, "MessageWritesBlocked"
	case conform.Lost:
		if c, _, err := http.NewResponseController(w).Hijack(); err == nil {
			c.Close()
		}
		return true, true
	}
	if status == 0 {
		return false, true
	}
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(object{"error": object{"code": code, "message": "no"}})
	return true, false
}

// serveCreate makes the conversation of one person with the bot.
func (f *fakeTeams) serveCreate(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if bad, _ := f.broken(w, r); bad {
		return
	}
	var in struct {
		Bot      account
		Members  []account
		IsGroup  bool
		TenantID string
	}
	if json.NewDecoder(r.Body).Decode(&in) != nil || in.Bot.ID != "28:"+testApp || len(in.Members) != 1 ||
		in.TenantID != testTenant || in.IsGroup {
		f.t.Errorf("a conversation is made of %+v", in)
	}
	w.WriteHeader(http.StatusCreated)
	json.NewEncoder(w).Encode(object{"id": "a:aside-" + in.Members[0].ID})
}

// serveMember tells who is in a conversation: Cleo, by either of her ids.
func (f *fakeTeams) serveMember(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	id := r.PathValue("id")
	if own, ok := map[string]object{
		"29:" + conform.Ada: {"userRole": "user", "tenantId": testTenant}, "29:" + conform.Ben: {"userRole": "user"},
		"29:guest":     {"userRole": "guest", "tenantId": testTenant},
		"29:federated": {"userRole": "user", "tenantId": "elsewhere"},
	}[id]; ok { // of who asks
		f.roles++
		json.NewEncoder(w).Encode(own)
		return
	}
	f.lookups++
	if r.Header.Get("Authorization") != "Bearer "+f.valid {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if r.PathValue("c") != "19:hall@thread.v2" || id != "29:cleo" && id != "entra-cleo" {
		w.WriteHeader(http.StatusNotFound)
		json.NewEncoder(w).Encode(object{"error": object{"code": "MemberNotFoundInConversation", "message": "no"}})
		return
	}
	json.NewEncoder(w).Encode(object{"id": "29:cleo", "objectId": "entra-cleo", "name": "Cleo",
		"email": "cleo@example.org", "tenantId": testTenant, "userRole": "user"})
}

// servePost takes a message or an edit.
func (f *fakeTeams) servePost(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	f.mu.Lock()
	defer f.mu.Unlock()
	bad, done := f.broken(w, r)
	var content map[string]any
	if err := json.Unmarshal(body, &content); err != nil || content["type"] != "message" || 2*len(body) > 2*maxMessage {
		f.t.Errorf("the bot sends %s: %v", body, err)
	}
	if !done {
		return
	}
	conversation, id := r.PathValue("c"), r.PathValue("id")
	for _, p := range f.posts {
		if id != "" && p.conversation == conversation && p.id == id {
			p.content = content
			p.edits++
			id = p.id
		}
	}
	if r.Method == http.MethodPost {
		id = f.add(conversation, "", content)
	}
	if !bad {
		w.WriteHeader(http.StatusCreated)
		json.NewEncoder(w).Encode(object{"id": id})
	}
}

// add shows something new.
func (f *fakeTeams) add(conversation, only string, content map[string]any) (id string) {
	id = "m" + rand.Text()
	f.posts = append(f.posts, &post{conversation: conversation, id: id, only: only, content: content})
	return id
}

// A mint makes tokens. The zero mint makes a good one for f.
type mint struct {
	key, kid string
	method   jwt.SigningMethod
	secret   any
	claims   jwt.MapClaims // set; a nil value leaves the claim out
	exp, nbf time.Duration // from now; 0 is an hour, and a minute ago
}

func (f *fakeTeams) token(m mint) string {
	f.t.Helper()
	if m.key == "" {
		m.key = "teams"
	}
	if m.kid == "" {
		m.kid = m.key
	}
	if m.exp == 0 {
		m.exp = time.Hour
	}
	if m.nbf == 0 {
		m.nbf = -time.Minute
	}
	claims := jwt.MapClaims{"iss": issuer, "aud": testApp, "serviceurl": f.service(),
		"exp": time.Now().Add(m.exp).Unix(), "nbf": time.Now().Add(m.nbf).Unix()}
	maps.Copy(claims, m.claims)
	maps.DeleteFunc(claims, func(_ string, v any) bool { return v == nil })
	if m.method == nil {
		m.method = jwt.SigningMethodRS256
	}
	if m.secret == nil {
		m.secret = testKeys()[m.key]
	}
	tok := jwt.NewWithClaims(m.method, claims)
	tok.Header["kid"] = m.kid
	s, err := tok.SignedString(m.secret)
	if err != nil {
		f.t.Fatal(err)
	}
	return s
}

// activity is something that who does, as the platform says it.
func (f *fakeTeams) activity(who string, in conform.Where, more object) object {
	f.mu.Lock()
	f.acts++
	id := "act" + rand.Text()
	f.mu.Unlock()
	locale := map[string]string{conform.Ada: "nl-NL", conform.Ben: "en-GB"}[who]
	a := object{
		"id": id, "timestamp": time.Now().UTC().Format(time.RFC3339Nano), "serviceUrl": f.service(),
		"channelId": "msteams",
		"from":      object{"id": "29:" + who, "aadObjectId": "entra-" + who, "name": who},
		"recipient": object{"id": "28:" + testApp, "name": "Handvat"},
		"conversation": object{"id": conversationOf(who, in),
			"conversationType": map[bool]string{true: "personal", false: "groupChat"}[in == conform.Alone],
			"isGroup":          in != conform.Alone, "tenantId": testTenant},
		"channelData": object{"tenant": object{"id": testTenant}},
		"entities": []any{object{"type": "clientInfo", "locale": locale, "country": "NL", "platform": "Web",
			"timezone": "Europe/Amsterdam"}},
		"locale": locale,
	}
	maps.Copy(a, more)
	return a
}

func conversationOf(who string, in conform.Where) string {
	if in == conform.Alone {
		return "a:alone-" + who
	}
	return "19:hall@thread.v2"
}

// deliver gives body to the bot with a token, and returns its answer.
func (f *fakeTeams) deliver(body []byte, authorization string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, EndpointPath, strings.NewReader(string(body)))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", authorization)
	w := httptest.NewRecorder()
	f.bot.ServeHTTP(w, r)
	return w
}

// tell delivers an activity as the platform does.
func (f *fakeTeams) tell(a object) *httptest.ResponseRecorder {
	f.t.Helper()
	body, err := json.Marshal(a)
	if err != nil {
		f.t.Fatal(err)
	}
	return f.deliver(body, "Bearer "+f.token(mint{}))
}

// saw is what was posted to a conversation.
func (f *fakeTeams) saw(conversation string) (out []*post) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, p := range f.posts {
		if p.conversation == conversation {
			out = append(out, p)
		}
	}
	return out
}
