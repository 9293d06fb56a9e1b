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
	ada := people.Identity{Platform: "web", User: web.SignedIn("ada@example.org").ID}
	if !(signInFlags{}).author()(ada) {
		t.Error("without sign-in this machine's person is an author")
	}
	f := signInFlags{SignInHeader: "X", Author: []string{"Ada@example.org"}}
	if !f.author()(ada) || f.author()(people.Identity{Platform: "web", User: web.SignedIn("eve@example.org").ID}) {
		t.Error("authors are not who was named")
	}
}
