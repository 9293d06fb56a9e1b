package main

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"

	"github.com/handvat/handvat/adapters/web"
	"github.com/handvat/handvat/knowledge/people"
)

// signInFlags say how people who use the web page are known, when a proxy that signs
// them in stands before it.
type signInFlags struct {
	SignInHeader     string   `help:"@signinheader" env:"HANDVAT_SIGN_IN_HEADER" placeholder:"NAME"`
	SignInSecret     string   `help:"@signinsecret" env:"HANDVAT_SIGN_IN_SECRET" placeholder:"SECRET" hidden:""`
	SignInSecretFile string   `help:"@secretfile" env:"HANDVAT_SIGN_IN_SECRET_FILE" placeholder:"FILE" type:"path"`
	Host             []string `help:"@signin_host" env:"HANDVAT_HOST" placeholder:"HOST"`
	Author           []string `help:"@author" env:"HANDVAT_AUTHOR" placeholder:"NAME"`
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
			return nil, errors.New("a sign-in secret is set but --sign-in-header is not: name the header in which " +
				"the proxy passes who someone is")
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
		return nil, fmt.Errorf("--sign-in-header needs a secret of at least %d characters that the proxy sends as "+
			"%s: set --sign-in-secret-file", minSecret, secretHeader)
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
			return nil, fmt.Errorf("--author %s: nobody signs in without --sign-in-header. Name somebody on a chat "+
				"platform as "+
				"PLATFORM:USER-ID, such as slack:U0123456789", a)
		default:
			named[people.Identity{Platform: string(web.Platform), User: web.SignedIn(a).ID}] = true
		}
	}
	return func(who people.Identity) bool {
		return named[people.Identity{Platform: who.Platform,
			User: who.User}] // whatever the team: ids are of one person
	}, nil
}
