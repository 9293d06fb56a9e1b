package main

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/adapters/xapi/ledger"
	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/delivery"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/store"
)

// stuck is a way out that does not work since a time.
type stuck struct{ since time.Time }

func (s stuck) Trouble() (string, time.Time) {
	return "mail: the server refuses the sender: 550 5.7.1", s.since
}

// TestDoctorShowsWhatWaits holds that what a running program could not send is shown by
// another one, which cannot look into its database.
func TestDoctorShowsWhatWaits(t *testing.T) {
	data := t.TempDir()
	db, err := store.Open(data + "/handvat.db")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	now := time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)
	h := &sending{House: &bot.House{DB: db, Config: bot.Config{Data: data, Now: func() time.Time {
		return now
	}, Log: slog.New(slog.DiscardHandler)}},
		outside: map[string]troubled{"mail": stuck{now.Add(-time.Hour)}, "xapi": stuck{now}}}
	err = db.Update(t.Context(), func(tx *store.Tx) error {
		for _, key := range []string{"a", "b"} {
			m := delivery.Message{Key: key, To: chat.Place{Platform: "mail", Channel: "manager@example.org"},
				Reply: chat.Reply{Text: "Week 47"}, Expires: now.Add(time.Hour)}
			if err := delivery.Post(tx, m); err != nil {
				return err
			}
		}
		if err := journal.Append(tx, journal.Entry{Time: now, Kind: journal.Met}); err != nil {
			return err
		}
		return ledger.State{Home: "https://example.org", Refused: 3}.Save(tx)
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop() // it writes before it looks whether to go on
	if err := h.writeOutside(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := h.report(ctx); err != context.Canceled {
		t.Error(err)
	}
	var out, errs strings.Builder
	if status := run(t.Context(), []string{"doctor", "--lang=en", "--data", data},
		stdio{strings.NewReader(""), &out, &errs}); status != 1 {
		t.Errorf("%d %s", status, errs.String())
	}
	for _, want := range []string{"mail: 2 waiting", "550 5.7.1", "since 23 November 08:30", "nothing is lost",
		"xapi: 1 waiting", "Handvat is starting"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("doctor does not say %q:\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "manager@") {
		t.Error("doctor tells an address")
	}
}

// TestDoctorTellsWhatWasSetAside holds that rows that could not be read are counted by table, while the program runs
// and when it does not.
func TestDoctorTellsWhatWasSetAside(t *testing.T) {
	data := t.TempDir()
	db, err := store.Open(data + "/handvat.db")
	if err != nil {
		t.Fatal(err)
	}
	rows := store.Table[struct{ N int }]{Bucket: "test.rows", Class: store.Working, Keep: store.Forever}
	err = db.Update(t.Context(), func(tx *store.Tx) error {
		for _, key := range []string{"a", "b"} {
			if err := tx.Put(rows.Bucket, []byte(key), []byte("{")); err != nil {
				return err
			}
		}
		for range rows.All(tx) {
			t.Error("a row that cannot be read is read")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	doctor := func() string {
		var out, errs strings.Builder
		if status := run(t.Context(), []string{"doctor", "--lang=en", "--data", data},
			stdio{strings.NewReader(""), &out, &errs}); status != 1 {
			t.Errorf("%d %s", status, errs.String())
		}
		return out.String()
	}
	h := &sending{House: &bot.House{DB: db, Config: bot.Config{Data: data, Now: time.Now}}}
	if err := h.writeOutside(t.Context()); err != nil {
		t.Fatal(err)
	}
	const want = "test.rows: unreadable and set aside: 2."
	if got := doctor(); !strings.Contains(got, want) {
		t.Errorf("while the database is in use:\n%s", got)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if got := doctor(); !strings.Contains(got, want) {
		t.Errorf("of the database:\n%s", got)
	}
}

// TestAClosedFolder holds that of a data folder that is somebody else's doctor says that, and what to do; who may read
// everything is not asked.
func TestAClosedFolder(t *testing.T) {
	data := t.TempDir()
	if err := os.Chmod(data, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(data, 0o700) })
	if _, err := os.ReadDir(data); err == nil {
		t.Skip("this user may read everything")
	}
	for lang, wants := range map[string][]string{"nl": {"FOUT    gegevens De map met gegevens is niet te lezen. ",
		"dit programma heeft er geen recht toe", "→ Doe dit als de gebruiker die handvat serve draait"},
		"en": {"FAIL  data     The data folder cannot be read. ", "this program has no right to it",
			"→ Do this as the user that runs handvat serve"}} {
		var out, errs bytes.Buffer
		status := run(t.Context(), []string{"doctor", "--lang", lang, "--data", data},
			stdio{strings.NewReader(""), &out, &errs})
		for _, want := range wants {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%q is not told", want)
			}
		}
		if status != 1 || errs.Len() > 0 || strings.Contains(out.String(), outsideFile) {
			t.Errorf("status %d\n%s%s", status, out.String(), errs.String())
		}
	}
}
