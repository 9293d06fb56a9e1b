package teams

import (
	"context"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/handvat/handvat/bot/chat/conform"
)

func TestTokens(t *testing.T) {
	f := newFakeTeams(t)
	f.serve(new(inbox), nil)
	public, err := x509.MarshalPKIXPublicKey(&testKeys()["teams"].PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	pemKey := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public})
	claim := func(name string, v any) mint { return mint{claims: jwt.MapClaims{name: v}} }
	for _, c := range []struct {
		name string
		mint mint
		want int
	}{
		{"good", mint{}, 202},
		{"good, of a key for all channels", mint{key: "plain"}, 202},
		{"expired within the leeway", mint{exp: -4 * time.Minute}, 202},
		{"valid soon, within the leeway", mint{nbf: 4 * time.Minute}, 202},
		{"without nbf", claim("nbf", nil), 202},
		{"for two audiences", claim("aud", []string{testApp, "other"}), 401},
		{"for another audience", claim("aud", "other"), 401},
		{"for no audience", claim("aud", nil), 401},
		{"for an audience in other letters", claim("aud", strings.ToUpper("aaaa")+testApp), 401},
		{"of another issuer", claim("iss", "https://sts.windows.net/x/"), 401},
		{"of the government's issuer", claim("iss", "https://api.botframework.us"), 401},
		{"of no issuer", claim("iss", nil), 401},
		{"expired", mint{exp: -6 * time.Minute}, 401},
		{"without exp", claim("exp", nil), 401},
		{"with an exp that is no time", claim("exp", "tomorrow"), 401},
		{"not valid yet", mint{nbf: 6 * time.Minute}, 401},
		{"for another service", claim("serviceurl", "https://evil.example/"), 403},
		{"for the service with a slash", claim("serviceurl", f.service()+"/"), 403},
		{"for no service", claim("serviceurl", nil), 401},
		{"for a service in capitals", mint{claims: jwt.MapClaims{"serviceurl": nil, "serviceURL": f.service()}},
			202}, // JSON in Go does not mind; the value counts
		{"of a key for another channel", mint{key: "slack"}, 403},
		{"of a key that is not published", mint{key: "stranger"}, 401},
		{"of another key under a published name", mint{key: "stranger", kid: "teams"}, 401},
		{"of an unknown key", mint{kid: "nope"}, 401},
		{"RS384", mint{method: jwt.SigningMethodRS384}, 401},
		{"RS512", mint{method: jwt.SigningMethodRS512}, 401},
		{"PS256", mint{method: jwt.SigningMethodPS256}, 401},
		{"HS256 with the public key", mint{method: jwt.SigningMethodHS256, secret: pemKey}, 401},
		{"alg none", mint{method: jwt.SigningMethodNone, secret: jwt.UnsafeAllowNoneSignatureType}, 401},
	} {
		t.Run(c.name, func(t *testing.T) {
			body := must(encode(f.activity(conform.Ada, conform.Alone, object{"type": "message", "text": "hi"})))
			if got := f.deliver(body, "Bearer "+f.token(c.mint)).Code; got != c.want {
				t.Errorf("answered with %d, want %d", got, c.want)
			}
		})
	}
	good := f.token(mint{})
	for _, header := range []string{"", "Bearer", "Bearer ", good, "bearer " + good, "Basic " + good, "Bearer  " + good,
		"Bearer " + good[:len(good)-8], "Bearer " + good + "x", "Bearer a.b.c"} {
		body := must(encode(f.activity(conform.Ada, conform.Alone, object{"type": "message", "text": "hi"})))
		if got := f.deliver(body, header).Code; got != http.StatusUnauthorized {
			t.Errorf("the header %.20q is answered with %d", header, got)
		}
	}
}

// Keys are read once, read again for a new key, and not for every made-up one.
func TestKeys(t *testing.T) {
	f := newFakeTeams(t)
	now := time.Now()
	v := newVerifier(testApp, f.srv.URL+"/openid", http.DefaultClient, func() time.Time { return now })
	check := func(m mint, good bool, reads int) {
		t.Helper()
		_, err := v.verify(t.Context(), "Bearer "+f.token(m))
		if good != (err == nil) {
			t.Errorf("%+v: %v", m, err)
		}
		if !good && !errors.Is(err, errRefused) {
			t.Errorf("%+v is not refused: %v", m, err)
		}
		f.mu.Lock()
		defer f.mu.Unlock()
		if f.reads != reads {
			t.Errorf("the keys were read %d times, want %d", f.reads, reads)
		}
	}
	var all sync.WaitGroup
	for range 20 { // at once
		all.Go(func() {
			if _, err := v.verify(t.Context(), "Bearer "+f.token(mint{})); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	check(mint{}, true, 1)
	for range 10 {
		check(mint{kid: "made-up"}, false, 1)
	}
	now = now.Add(keysApart)
	check(mint{kid: "made-up"}, false, 2)
	check(mint{kid: "made-up"}, false, 2)

	f.mu.Lock()
	f.kids = "-new"
	f.mu.Unlock()
	check(mint{kid: "teams-new"}, false, 2) // too early
	now = now.Add(keysApart)
	check(mint{kid: "teams-new"}, true, 3)
	check(mint{}, false, 3) // the old one is not published anymore
}

// Only keys that are strong, and there to sign with, are taken, and only from where the
// metadata is.
func TestKeySet(t *testing.T) {
	good := base64.RawURLEncoding.EncodeToString(testKeys()["teams"].N.Bytes())
	weak := base64.RawURLEncoding.EncodeToString(testKeys()["teams"].N.Bytes()[:128])
	where, set := "", ""
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/meta" {
			json.NewEncoder(w).Encode(object{"jwks_uri": where})
			return
		}
		fmt.Fprintf(w, `{"keys":[%s]}`, set)
	}))
	defer srv.Close()
	for _, c := range []struct {
		where, set string
		good       bool
	}{
		{srv.URL + "/keys", `{"kid":"a","kty":"RSA","n":"` + good + `","e":"AQAB"}`, true},
		{srv.URL + "/keys", `{"kid":"a","kty":"RSA","use":"sig","n":"` + good + `","e":"AQAB"}`, true},
		{srv.URL + "/keys", `{"kid":"a","kty":"RSA","use":"enc","n":"` + good + `","e":"AQAB"}`, false},
		{srv.URL + "/keys", `{"kid":"a","kty":"EC","n":"` + good + `","e":"AQAB"}`, false},
		{srv.URL + "/keys", `{"kid":"","kty":"RSA","n":"` + good + `","e":"AQAB"}`, false},
		{srv.URL + "/keys", `{"kid":"a","kty":"RSA","n":"` + weak + `","e":"AQAB"}`, false},
		{srv.URL + "/keys", `{"kid":"a","kty":"RSA","n":"` + good + `","e":"AQ"}`, false},
		{srv.URL + "/keys", `{"kid":"a","kty":"RSA","n":"` + good + `","e":"AQAAAAAB"}`, false},
		{srv.URL + "/keys", `{"kid":"a","kty":"RSA","n":"!","e":"AQAB"}`, false},
		{srv.URL + "/keys", `}`, false},
		{strings.Replace(srv.URL, "127.0.0.1", "localhost", 1) + "/keys",
			`{"kid":"a","kty":"RSA","n":"` + good + `","e":"AQAB"}`, false},
	} {
		where, set = c.where, c.set
		if keys, err := fetchKeys(t.Context(), http.DefaultClient, srv.URL+"/meta"); (err == nil) != c.good {
			t.Errorf("%s %.60s…: %d keys, %v", c.where, c.set, len(keys), err)
		}
	}
}

// When the keys cannot be read, the platform is told to come back; keys that were read
// before go on being used.
func TestKeysAway(t *testing.T) {
	f := newFakeTeams(t)
	now := time.Now()
	v := newVerifier(testApp, f.srv.URL+"/openid", http.DefaultClient, func() time.Time { return now })
	token := "Bearer " + f.token(mint{exp: 100 * time.Hour})
	if _, err := v.verify(t.Context(), token); err != nil {
		t.Fatal(err)
	}
	f.srv.Close()
	now = now.Add(keysFresh + time.Hour)
	if _, err := v.verify(t.Context(), token); err != nil {
		t.Errorf("a day later: %v", err)
	}
	v = newVerifier(testApp, f.srv.URL+"/openid", http.DefaultClient, func() time.Time { return now })
	if _, err := v.verify(t.Context(), token); err == nil || errors.Is(err, errRefused) {
		t.Errorf("without any keys: %v", err)
	}
}

// The stand-in for the platform must be on this machine.
func TestLoopback(t *testing.T) {
	for address, good := range map[string]bool{
		"http://127.0.0.1:1/x": true, "http://localhost:1/x": true, "https://[::1]/x": true, "http://127.8.9.1/": true,
		"http://example.org/": false, "http://10.0.0.1/": false, "http://localhost.example.org/": false,
		"ftp://127.0.0.1/": false,
		"//127.0.0.1/":     false, "": false, "http://127.0.0.1.nip.io/": false, "http://0.0.0.0/": false,
	} {
		cfg := Config{App: testApp, Secret: "s", Tenant: testTenant,
			UnsafeLoopbackPlatform: &Loopback{Metadata: "http://localhost/", Token: address}}
		if _, err := New(quiet, cfg, new(inbox), nil); (err == nil) != good {
			t.Errorf("%s: %v", address, err)
		}
		cfg.UnsafeLoopbackPlatform = &Loopback{Metadata: address, Token: "http://localhost/"}
		if _, err := New(quiet, cfg, new(inbox), nil); (err == nil) != good {
			t.Errorf("%s: %v", address, err)
		}
	}
	if _, err := New(quiet, Config{App: testApp, Secret: "s"}, new(inbox), nil); err == nil {
		t.Error("a bot without a tenant")
	}
}

// Our token goes to the Bot Connector only.
func TestConnectorHosts(t *testing.T) {
	for service, good := range map[string]bool{
		"https://smba.trafficmanager.net/emea/":              true,
		"https://smba.trafficmanager.net/emea/" + testTenant: true,
		"https://smba.infra.gcc.teams.microsoft.com/teams":   true,
		"http://smba.trafficmanager.net/emea/":               false,
		"https://smba.trafficmanager.net.evil.example/":      false,
		"https://evil.example/smba.trafficmanager.net":       false,
		"https://smba.trafficmanager.net@evil.example/":      false,
		"https://user@smba.trafficmanager.net/":              false,
		"https://smba.trafficmanager.net:8443/":              false,
		"https://smba.trafficmanager.net/?x=1":               false,
		"https://smba.trafficmanager.net/#x":                 false,
		"http://127.0.0.1:3978/":                             false,
		"":                                                   false,
	} {
		if _, err := (hosts{}).connector(service); (err == nil) != good {
			t.Errorf("%s: %v", service, err)
		}
	}
	if _, err := (hosts{loopback: true}).connector("http://127.0.0.1:3978/_connector"); err != nil {
		t.Error(err)
	}
}

// The token we send with is kept until shortly before it expires, and one request for
// it serves everyone who waits.
func TestOwnToken(t *testing.T) {
	f := newFakeTeams(t)
	now := time.Now()
	k := newToken(testApp, testSecret, f.srv.URL+"/token", http.DefaultClient, func() time.Time { return now })
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if _, err := k.get(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	given := func() int { f.mu.Lock(); defer f.mu.Unlock(); return f.tokens }
	now = now.Add(54 * time.Minute)
	first, _ := k.get(t.Context())
	if given() != 1 {
		t.Errorf("%d tokens", given())
	}
	now = now.Add(2 * time.Minute)
	if second, _ := k.get(t.Context()); second == first || given() != 2 {
		t.Errorf("%d tokens", given())
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	k.turn <- struct{}{}
	if _, err := k.renew(ended); !errors.Is(err, context.Canceled) {
		t.Errorf("waiting for a fetch: %v", err)
	}
}

// What is wrong with a secret is said by its number, and the secret itself nowhere.
func TestWrongSecret(t *testing.T) {
	f := newFakeTeams(t)
	cfg := f.config()
	cfg.Secret = "hunter2"
	a, err := New(quiet, cfg, new(inbox), nil)
	if err != nil {
		t.Fatal(err)
	}
	err = a.Check(t.Context())
	var te *TokenError
	if !errors.As(err, &te) || te.Code != "invalid_client" || te.Number != "AADSTS7000215" ||
		strings.Contains(err.Error(), "hunter2") {
		t.Errorf("%v", err)
	}
}
