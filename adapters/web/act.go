package web

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
)

// A refusal is why an act was not taken.
type refusal struct {
	status int
	words  string // for the person
	draft  string // what they said, to be given back
}

// act takes one act of kind from the page. The page's script gets a status, and sees
// the answer on its stream; a plain form gets the page, once the answer is on it.
func (a *Adapter) act(kind chat.Kind) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		who, refused := a.take(w, r, kind)
		switch {
		case refused != nil && (byScript(r) || who.ID == ""):
			http.Error(w, refused.words, refused.status)
		case refused != nil:
			a.show(w, r, who, refused.status, refused.words, refused.draft)
		case byScript(r):
			w.WriteHeader(http.StatusAccepted)
		default:
			http.Redirect(w, r, "/#text", http.StatusSeeOther)
		}
	}
}

// byScript reports whether the page's script sent r, rather than a plain form.
func byScript(r *http.Request) bool {
	return !strings.Contains(r.Header.Get("Accept"), "text/html")
}

// take hands the act that r carries to the inbox.
func (a *Adapter) take(w http.ResponseWriter, r *http.Request, kind chat.Kind) (who chat.Person, refused *refusal) {
	lang := languageOf(r)
	say := Words.In(lang)
	who, ok := a.who(r)
	if !ok {
		return who, &refusal{http.StatusUnauthorized, say.Expired, ""}
	}
	if !a.limits.allow(who.ID, a.cfg.Now()) {
		w.Header().Set("Retry-After", "5")
		return who, &refusal{http.StatusTooManyRequests, say.Busy, ""}
	}
	e, refused := event(w, r, kind, who, say)
	if refused != nil {
		return who, refused
	}
	e.Time, e.Locale = a.cfg.Now(), lang
	e.People = slices.DeleteFunc(e.People, func(p chat.Person) bool {
		// Who does not sign in has no name to be found by.
		return a.cfg.SignIn == nil || strings.EqualFold(p.Name, a.cfg.Title)
	})
	if err := a.in.Accept(r.Context(), e); err != nil {
		a.lg.ErrorContext(r.Context(), "event not accepted", "event", e.ID, "err", err)
		return who, &refusal{http.StatusServiceUnavailable, say.Down, e.Text}
	}
	a.streams.wake(who.ID)
	if !byScript(r) {
		a.await(r.Context(), who, e.ID)
	}
	return who, nil
}

// event reads the event that r carries.
func event(w http.ResponseWriter, r *http.Request, kind chat.Kind, who chat.Person, say *texts) (chat.Event, *refusal) {
	mediaType, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	if mediaType != "application/x-www-form-urlencoded" {
		return chat.Event{}, &refusal{http.StatusUnsupportedMediaType, say.Unreadable, ""}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if tooBig := new(http.MaxBytesError); errors.As(err, &tooBig) {
		return chat.Event{}, &refusal{http.StatusRequestEntityTooLarge, say.TooBig, ""}
	} else if err != nil {
		return chat.Event{}, &refusal{http.StatusBadRequest, say.Unreadable, ""}
	}
	e, err := read(kind, who, string(body), rand.Text())
	var over tooLong
	var many tooMany
	switch {
	case errors.Is(err, errEmpty):
		return e, &refusal{http.StatusUnprocessableEntity, say.Empty, ""}
	case errors.As(err, &over):
		return e, &refusal{http.StatusUnprocessableEntity, say.TooLong.With(int(over)), e.Text}
	case errors.As(err, &many):
		return e, &refusal{http.StatusUnprocessableEntity, say.TooMany.With(int(many), chat.MaxPeople), ""}
	case err != nil:
		return e, &refusal{http.StatusBadRequest, say.Unreadable, ""}
	}
	return e, nil
}

// await waits until the event was answered, but not for long. It is for a page without
// JavaScript, which shows only what is there when it loads.
func (a *Adapter) await(ctx context.Context, who chat.Person, event string) {
	st := a.streams.open(who.ID)
	if st == nil {
		return
	}
	defer a.streams.leave(who.ID, st)
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	for {
		if c, err := a.conversation(ctx, who); err != nil || c.find(event) != nil {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-st.gone:
			return
		case <-st.news:
		}
	}
}
