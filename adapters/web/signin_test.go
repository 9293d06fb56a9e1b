package web

import (
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/chat"
)

// TestSignIn holds that with sign-in everyone is who they signed in as, on every
// route, that a cookie makes no difference, and that nobody else gets in.
func TestSignIn(t *testing.T) {
	f := newFake(script)
	_, srv := f.serve(t, Config{SignIn: func(r *http.Request) (string, bool) {
		name := r.Header.Get("X-Name")
		return name, name != "nobody"
	}})
	call := func(method, path, name, cookie string) *http.Response {
		t.Helper()
		req, err := http.NewRequest(method, srv.URL+path,
			strings.NewReader(url.Values{"text": {"hoi"}, "id": {"a1"}}.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if name != "" {
			req.Header.Set("X-Name", name)
		}
		if cookie != "" {
			req.AddCookie(&http.Cookie{Name: whoCookie, Value: cookie})
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { resp.Body.Close() })
		return resp
	}
	for _, name := range []string{"", "nobody"} {
		for _, route := range []string{"GET /", "GET /events", "POST /say", "POST /press",
			"POST /fill", "GET /file/1"} {
			method, path, _ := strings.Cut(route, " ")
			if resp := call(method, path, name, strings.Repeat("A", 26)); resp.StatusCode < 400 {
				t.Errorf("%s as %q: %s", route, name, resp.Status)
			} else if len(resp.Cookies()) > 0 {
				t.Errorf("%s as %q set a cookie", route, name)
			}
		}
	}
	if resp := call("POST", "/say", "Ada@example.org", ""); resp.StatusCode >= 400 {
		t.Fatal(resp.Status)
	}
	said := f.events(chat.Said)
	if len(said) != 1 || said[0].From.ID != SignedIn("ada@example.org").ID || said[0].From.Name != "Ada" ||
		said[0].In.Channel != said[0].From.ID || strings.Contains(fmt.Sprint(said), "example") {
		t.Errorf("%+v", said)
	}
}

// TestMention holds that a name is a person where people sign in, and nobody where they
// do not; and that the bot is nobody.
func TestMention(t *testing.T) {
	for signIn, want := range map[bool][]chat.Person{true: {named("ben", "Ben")}, false: nil} {
		f := newFake(script)
		cfg := Config{}
		if signIn {
			cfg.SignIn = func(*http.Request) (string, bool) { return "ada", true }
		}
		_, srv := f.serve(t, cfg)
		jar, err := cookiejar.New(nil)
		if err != nil {
			t.Fatal(err)
		}
		c := http.Client{Jar: jar}
		for _, call := range []func() (*http.Response, error){
			func() (*http.Response, error) { return c.Get(srv.URL) },
			func() (*http.Response, error) {
				return c.PostForm(srv.URL+"/say", url.Values{"text": {"@handvat vraag @Ben"}})
			},
		} {
			resp, err := call()
			if err != nil || resp.StatusCode >= 400 {
				t.Fatal(resp, err)
			}
			resp.Body.Close()
		}
		if got := f.events(chat.Said)[0].People; !slices.Equal(got, want) {
			t.Errorf("with sign-in %v the people are %v", signIn, got)
		}
	}
}

// TestSignedInByTheLetter holds that capitals of an address make nobody else, and a letter that only folds to one does.
func TestSignedInByTheLetter(t *testing.T) {
	kees := SignedIn("kees@example.org").ID
	if SignedIn("Kees@Example.ORG").ID != kees || SignedIn("\u212aees@example.org").ID == kees {
		t.Error("people are not told apart by their letters")
	}
}
