package main

import (
	"crypto/subtle"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/handvat/handvat/adapters/web"
	"github.com/handvat/handvat/knowledge/people"
)

// signInFlags say how people who use the web page are known, when a proxy that signs
// them in stands before it.
type signInFlags struct {
	SignInHeader     string   `env:"HANDVAT_SIGN_IN_HEADER" placeholder:"NAME"`
	SignInSecret     string   `env:"HANDVAT_SIGN_IN_SECRET" placeholder:"SECRET" hidden:""`
	SignInSecretFile string   `env:"HANDVAT_SIGN_IN_SECRET_FILE" placeholder:"FILE" type:"path"`
	Host             []string `env:"HANDVAT_HOST" placeholder:"HOST"`
	Author           []string `env:"HANDVAT_AUTHOR" placeholder:"NAME"`
}

// secretHeader carries the secret by which the proxy is known.
const secretHeader = "X-Handvat-Secret"

// minSecret is how long the secret must be: it is all that keeps others from asking
// in someone's name.
const minSecret = 20

// signIn returns what tells who sent a request; nil if sign-in is not set up.
func (f signInFlags) signIn() (func(*http.Request) (string, bool), error) {
	if f.SignInHeader == "" {
		if f.SignInSecret != "" || f.SignInSecretFile != "" {
			return nil, words.Say(func(w *texts) string { return w.Wrong.NoHeader })
		}
		return nil, nil
	}
	secret := f.SignInSecret
	if f.SignInSecretFile != "" {
		b, err := os.ReadFile(f.SignInSecretFile)
		if err != nil {
			return nil, fmt.Errorf("--sign-in-secret-file: %w", err)
		}
		secret = strings.TrimSpace(string(b))
	}
	if len(secret) < minSecret {
		return nil, words.Say(func(w *texts) string { return w.Wrong.NoSecret.With(minSecret, secretHeader) })
	}
	return func(r *http.Request) (string, bool) {
		ok := subtle.ConstantTimeCompare([]byte(r.Header.Get(secretHeader)), []byte(secret)) == 1
		names := r.Header.Values(f.SignInHeader)
		if !ok || len(names) != 1 || strings.TrimSpace(names[0]) == "" {
			return "", false
		}
		return strings.TrimSpace(names[0]), true
	}, nil
}

// told are the flags as they are told to whoever reads of settings: nobody is named.
func (f signInFlags) told() map[string]string {
	set := map[string]string{}
	if f.SignInHeader != "" {
		set["--sign-in-header"] = f.SignInHeader
	}
	if n := len(f.Author); n > 0 {
		set["--author"] = strconv.Itoa(n)
	}
	return set
}

// author tells who is named with --author: somebody who signs in on the web page, by their name there, and
// somebody on a chat platform by "slack:" and their id there.
func (f signInFlags) author() (func(people.Identity) bool, error) {
	named := map[people.Identity]bool{}
	for _, a := range f.Author {
		on, id, _ := strings.Cut(a, ":")
		switch {
		case id != "" && slices.ContainsFunc(platforms(), func(p platform) bool { return p.name == on }):
			named[people.Identity{Platform: on, User: id}] = true
		case f.SignInHeader == "":
			return nil, words.Say(func(w *texts) string { return w.Wrong.NoSignIn.With(a) })
		default:
			named[people.Identity{Platform: string(web.Platform), User: web.SignedIn(a).ID}] = true
		}
	}
	return func(who people.Identity) bool {
		return named[people.Identity{Platform: who.Platform,
			User: who.User}] // whatever the team: ids are of one person
	}, nil
}
