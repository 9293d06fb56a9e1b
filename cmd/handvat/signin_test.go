package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/handvat/handvat/adapters/web"
	"github.com/handvat/handvat/knowledge/people"
)

func TestSignInNeedsTheProxysSecret(t *testing.T) {
	secret := strings.Repeat("s3cret", 5)
	file := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(file, []byte(secret+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	who, err := signInFlags{SignInHeader: "X-Forwarded-Email", SignInSecretFile: file}.signIn()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		secret string
		names  []string
		want   string
	}{
		"signed in":  {secret, []string{"ada@example.org"}, "ada@example.org"},
		"no secret":  {"", []string{"ada@example.org"}, ""},
		"bad secret": {secret + "x", []string{"ada@example.org"}, ""},
		"nobody":     {secret, nil, ""},
		"two people": {secret, []string{"ada@example.org", "eve@example.org"}, ""},
		"empty":      {secret, []string{" "}, ""},
	} {
		r := &http.Request{Header: http.Header{}}
		if c.secret != "" {
			r.Header.Set(secretHeader, c.secret)
		}
		for _, n := range c.names {
			r.Header.Add("X-Forwarded-Email", n)
		}
		if got, ok := who(r); got != c.want || ok != (c.want != "") {
			t.Errorf("%s: %q, %v", name, got, ok)
		}
	}
	for name, f := range map[string]signInFlags{
		"no secret":      {SignInHeader: "X"},
		"short secret":   {SignInHeader: "X", SignInSecret: "short"},
		"secret only":    {SignInSecret: secret},
		"file not there": {SignInHeader: "X", SignInSecretFile: file + "x"},
	} {
		if _, err := f.signIn(); err == nil {
			t.Errorf("%s: no error", name)
		} else if strings.Contains(err.Error(), secret) {
			t.Errorf("%s: the error tells the secret", name)
		}
	}
}

func TestAuthors(t *testing.T) {
	signedIn := func(name string) people.Identity {
		return people.Identity{Platform: "web", User: web.SignedIn(name).ID}
	}
	ada, eve := signedIn("ada@example.org"), signedIn("eve@example.org")
	nobody, err := signInFlags{}.author()
	if err != nil || nobody(ada) || nobody(people.Identity{Platform: "slack", User: "U0EVE"}) {
		t.Errorf("somebody is an author whom nobody named (%v)", err)
	}
	f := signInFlags{SignInHeader: "X", Author: []string{"Ada@example.org", "slack:U0ADA"}}
	named, err := f.author()
	if err != nil {
		t.Fatal(err)
	}
	for who, want := range map[people.Identity]bool{
		ada: true, {Platform: "slack", Team: "T1", User: "U0ADA"}: true,
		eve: false, {Platform: "slack", Team: "T1", User: "U0EVE"}: false, {Platform: "teams", User: "U0ADA"}: false,
		{Platform: "slack", User: ada.User}: false,
	} {
		if named(who) != want {
			t.Errorf("%v is an author: %v", who, !want)
		}
	}
	if _, err := (signInFlags{Author: []string{"ada@example.org"}}).author(); err == nil {
		t.Error("somebody is named by a sign-in that there is not")
	}
}
