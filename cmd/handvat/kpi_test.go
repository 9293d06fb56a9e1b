package main

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/audit"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/store"
)

// TestKPIInbox enters values as another program does: with the token only, all or
// nothing, and the same ones twice as once.
func TestKPIInbox(t *testing.T) {
	now := time.Date(2027, 4, 10, 9, 0, 0, 0, time.UTC)
	var logs bytes.Buffer
	h, err := bot.New(t.Context(), bot.Config{
		Log: slog.New(slog.NewTextHandler(&logs, nil)), Data: t.TempDir(), Desk: true,
		Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	db := h.DB
	c, _, _ := cases.Parse("", cases.Example(knowledge.English))
	if err := db.Update(t.Context(), func(tx *store.Tx) error {
		_,
			err := cases.Save(tx, c, cases.ByFile, now)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	const token = "0123456789abcdefghij"
	srv := httptest.NewServer(&kpiInbox{h, newSecret(token)})
	defer srv.Close()
	lang := ""
	post := func(auth, body string) (int, string) {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), "POST", srv.URL, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", auth)
		r.Header.Set("Accept-Language", lang)
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		text, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp.StatusCode, string(text)
	}
	const good = "case,indicator,date,value,unit\ncall-back,on-time,2027-04-07,86,%\n"
	for _, tt := range []struct {
		auth, body string
		status     int
		want       string
	}{
		{"", good, 401, "Bearer"},
		{"Bearer wrong", good, 401, "Bearer"},
		{"Basic " + token, good, 401, "Bearer"},
		{"Bearer " + token, good + "call-back,on-time,2027-04-08,186,%\n", 422, "values:3:30: 186 cannot be"},
		{"Bearer " + token, "not,csv\n", 422, "values:1:1"},
		{"Bearer " + token, strings.Repeat("x", maxKPI+1), 413, "kB"},
		{"Bearer " + token, "case\x00", 400, "values:1:5: This character"},
		{"Bearer " + token, good, 200, `{"changes":2}`},
		{"Bearer " + token, good, 200, `{"changes":0}`},
		{"Bearer " + token, "case;indicator;date;value;changed\r\ncall-back;on-time;2027-04-09;86,5%;new caf\xe9\r\n",
			200, `{"changes":3}`},
	} {
		if status, text := post(tt.auth, tt.body); status != tt.status || !strings.Contains(text, tt.want) {
			t.Errorf("%s %.40q: %d %s, want %d %s", tt.auth, tt.body, status, text, tt.status, tt.want)
		}
	}
	for _, tt := range []struct{ lang, auth, body, want string }{
		{"nl-NL, en;q=0.5", "", good, "Stuur het token mee"},
		{"en, nl;q=0.5", "", good, "Send the token"},
		{"nl", "Bearer " + token, strings.Repeat("x", maxKPI+1), "Er is niets ingevoerd"},
		{"en", "Bearer " + token, strings.Repeat("x", maxKPI+1), "Nothing was entered"},
		{"nl", "Bearer " + token, "case\x00", "values:1:5: Dit teken"},
		{"en", "Bearer " + token, "case\x00", "values:1:5: This character"},
	} {
		lang = tt.lang
		if _, said := post(tt.auth, tt.body); !strings.Contains(said, tt.want) {
			t.Errorf("%s: %s, want %s", tt.lang, said, tt.want)
		}
	}
	if err := db.View(t.Context(), func(tx *store.Tx) error {
		c, _ := cases.Get(tx, "call-back")
		if last, _ := c.Indicator("on-time").Latest(); last.Value != 86.5 || last.Date != "2027-04-09" ||
			last.Changed != "new café" {
			t.Errorf("the last reading is %+v", last)
		}
		if all := audit.All(tx); len(all) != 2 || all[0].Role != audit.Service || all[0].Person != "" {
			t.Errorf("the audit log holds %+v", all)
		}
		h := cases.History(tx, "call-back")
		if len(h) != 3 || h[1].By != cases.ByService {
			t.Errorf("%+v", h)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(logs.String(), token) {
		t.Error("the token is in the log")
	}
	if err := (kpiConfig{Token: newSecret("short")}).check(); err == nil || strings.Contains(err.Error(), "short") {
		t.Errorf("a short token: %v", err)
	}
}
