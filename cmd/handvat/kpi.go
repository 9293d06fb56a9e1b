package main

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/audit"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/table"
)

// kpiConfig lets another program enter values of indicators over HTTP.
type kpiConfig struct {
	Token     Secret `yaml:"token" env:"TOKEN"` // at least 20 characters; without it nothing can be entered
	TokenFile string `yaml:"token_file" env:"TOKEN_FILE"`
}

// check refuses a token that can be guessed.
func (c kpiConfig) check() error {
	if c.Token.IsSet() && len(c.Token.Reveal()) < minSecret {
		return words.Say(func(w *texts) string { return w.Wrong.ShortToken.With(minSecret) })
	}
	return nil
}

// maxKPI is how many bytes of values one request may hold.
const maxKPI = 1 << 20

// A kpiInbox takes values of indicators: POST with the token as "Authorization: Bearer"
// and a table as `handvat case import-kpi` reads it. Entering the same values again changes
// nothing. One bad row keeps all of them out; the answer says which, as lines of text in the language that is asked
// for with Accept-Language.
type kpiInbox struct {
	*bot.House
	token Secret
}

func (k *kpiInbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	lang := text.Accepted(r.Header.Get("Accept-Language"), words.Langs(), "en")
	says := words.In(lang).Wrong
	given, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok || subtle.ConstantTimeCompare([]byte(given), []byte(k.token.Reveal())) != 1 {
		w.Header().Set("WWW-Authenticate", "Bearer")
		http.Error(w, says.NoToken, http.StatusUnauthorized)
		return
	}
	src, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxKPI))
	if err != nil {
		http.Error(w, says.ManyValues.With(maxKPI>>10), http.StatusRequestEntityTooLarge)
		return
	}
	n, problems, err := k.enter(r.Context(), src)
	switch {
	case len(problems) > 0:
		status := http.StatusUnprocessableEntity
		if problems[0].Code == table.NotText {
			status = http.StatusBadRequest
		}
		w.WriteHeader(status)
		for _, p := range problems.Sort() {
			fmt.Fprintln(w, p.String(knowledge.Lang(lang)))
		}
	case err != nil:
		k.Log.Error("values were not entered", "err", err)
		http.Error(w, says.ValuesLost, http.StatusInternalServerError)
	default:
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]int{"changes": n}) // nobody is left to tell
	}
}

// enter keeps the values in src, and returns how many fields that changed, or what is
// wrong with them.
func (k *kpiInbox) enter(ctx context.Context, src []byte) (n int, problems knowledge.Problems, err error) {
	values, problems := cases.ReadValues("values", src)
	if len(problems) > 0 && len(values) == 0 {
		return 0, problems, nil
	}
	err = k.Update(ctx, "", func(t *dialog.Turn) error {
		what, wrong, err := mergeValues(t, "values", values, problems, cases.ByService)
		if n, problems = len(what), wrong; n > 0 && err == nil {
			err = audit.Add(t.Tx, audit.Entry{Time: t.Now, Role: audit.Service, Kind: audit.Command, Of: "kpi"})
		}
		return err
	})
	if errors.Is(err, errTold) {
		err = nil
	}
	return n, problems, err
}
