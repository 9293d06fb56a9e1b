package web

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/text"
)

// The cookies of the page. Over https the first is named with the prefix __Host-, so
// that no other site of the same domain can set it.
const (
	whoCookie  = "handvat"
	langCookie = "handvat-lang"
)

// policy lets the page load its own files and talk to its own server, and nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// guard refuses requests under a foreign host name, which is how a website reaches a
// server on the visitor's own machine (DNS rebinding), and acts that another site
// sends. It sets the headers that keep a page to itself.
func (a *Adapter) guard(next http.Handler) http.Handler {
	origin := http.NewCrossOriginProtection()
	origin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Error(w, Words.In(languageOf(r)).Foreign, http.StatusForbidden)
	}))
	next = origin.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if !slices.Contains(a.cfg.Hosts, hostName(r.Host)) {
			http.Error(w, Words.In(languageOf(r)).Misnamed, http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// hostName is a Host header in lower case, without its port and brackets.
func hostName(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(strings.Trim(host, "[]"))
}

// secure reports whether the browser reached the page over https.
func (a *Adapter) secure(r *http.Request) bool { return a.cfg.HTTPS || r.TLS != nil }

func (a *Adapter) whoCookie(r *http.Request) string {
	if a.secure(r) {
		return "__Host-" + whoCookie
	}
	return whoCookie
}

// who is the person who sent r: the one who signed in, or else the one whose cookie r
// carries. ok is false if there is none. Their ID is a hash, so that nobody who sees one
// can become that person or knows who it is; their name is for colleagues they turn to.
func (a *Adapter) who(r *http.Request) (who chat.Person, ok bool) {
	if a.cfg.SignIn != nil {
		name, ok := a.cfg.SignIn(r)
		who = SignedIn(name)
		who.Name = shownName(name)
		return who, ok && name != ""
	}
	c, err := r.Cookie(a.whoCookie(r))
	if err != nil || len(c.Value) != len(rand.Text()) {
		return chat.Person{}, false
	}
	return personOf(c.Value), true
}

// SignedIn is the person who signs in with a name, however its Latin letters are capitalised. Letters that only look
// alike, or fold to those, are others.
func SignedIn(name string) chat.Person {
	return personOf("signed in\n" + strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, name))
}

// shownName is how colleagues see the person who signs in with a name: what stands before
// the @ of an address, its words with capitals.
func shownName(name string) string {
	name, _, _ = strings.Cut(name, "@")
	words := strings.FieldsFunc(name, func(r rune) bool { return r == '.' || r == '_' || r == ' ' })
	for i, w := range words {
		words[i] = text.Capital(w)
	}
	return strings.Join(words, " ")
}

func personOf(secret string) chat.Person {
	sum := sha256.Sum256([]byte("handvat web person\n" + secret))
	id := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:15])
	return chat.Person{Platform: Platform, ID: strings.ToLower(id)}
}

// placeOf is where the bot talks with who: everyone has one conversation.
func placeOf(who chat.Person) chat.Place { return chat.Place{Platform: Platform, Channel: who.ID} }

// meet gives a new person a cookie.
func (a *Adapter) meet(w http.ResponseWriter, r *http.Request) chat.Person {
	secret := rand.Text() // 128 bits
	a.setCookie(w, r, a.whoCookie(r), secret)
	return personOf(secret)
}

func (a *Adapter) setCookie(w http.ResponseWriter, r *http.Request, name, value string) {
	http.SetCookie(w, &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: 400 * 24 * 60 * 60,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: a.secure(r)})
}

// limits holds how fast each person may act.
type limits struct {
	rate  rate.Limit
	burst int

	mu sync.Mutex
	of map[string]*rate.Limiter // by Person.ID
}

// maxLimits is how many people limits remembers before it forgets those at rest.
const maxLimits = 10_000

func newLimits(r rate.Limit, burst int) *limits {
	return &limits{rate: r, burst: burst, of: map[string]*rate.Limiter{}}
}

// allow reports whether id may act now.
func (l *limits) allow(id string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.of) >= maxLimits {
		for id, lim := range l.of {
			if lim.TokensAt(now) >= float64(l.burst) {
				delete(l.of, id)
			}
		}
	}
	lim := l.of[id]
	if lim == nil {
		if len(l.of) >= maxLimits {
			return false
		}
		lim = rate.NewLimiter(l.rate, l.burst)
		l.of[id] = lim
	}
	return lim.AllowN(now, 1)
}
