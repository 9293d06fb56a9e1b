package find_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/store"
)

// open returns a finder and its store, both in a temporary folder.
func open(t testing.TB) (*find.Finder, *store.DB) {
	t.Helper()
	dir := t.TempDir()
	db, err := store.Open(filepath.Join(dir, "db"))
	check(t, err)
	f, err := find.Open(slog.New(slog.NewTextHandler(io.Discard, nil)), filepath.Join(dir, "index"), db)
	check(t, err)
	t.Cleanup(func() {
		check(t, f.Close())
		check(t, db.Close())
	})
	return f, db
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// aid makes a small aid.
func aid(lang knowledge.Lang, slug, title string, questions ...string) *knowledge.Aid {
	return &knowledge.Aid{Slug: slug, Lang: lang, Title: title, Questions: questions, Status: knowledge.Published}
}

// office is a small library in both languages.
func office() []*knowledge.Aid {
	return []*knowledge.Aid{
		aid("nl", "verlof", "Vraag verlof aan", "hoe vraag ik vakantie aan?", "mag ik morgen vrij?"),
		aid("nl", "brief", "Schrijf een brief aan een klant", "hoe schrijf ik een klantbrief?"),
		aid("nl", "wachtwoord", "Herstel je wachtwoord", "ik ben mijn wachtwoord vergeten"),
		aid("en", "wachtwoord", "Reset your password", "I forgot my password"),
		aid("nl", "huis", "Werk thuis", "mag ik vanuit huis werken?"),
		aid("en", "meeting", "Prepare a meeting", "how do I make an agenda for a meeting?"),
	}
}

func ask(t testing.TB, f *find.Finder, text string) find.Result {
	t.Helper()
	r, err := f.Find(context.Background(), find.Query{Text: text, Now: time.Now()})
	check(t, err)
	return r
}

func first(r find.Result) string {
	if len(r.Hits) == 0 {
		return "nothing"
	}
	return r.Hits[0].Key.String()
}

func TestFind(t *testing.T) {
	f, _ := open(t)
	check(t, f.Sync(context.Background(), office(), nil))
	for question, want := range map[string]string{
		"hoe vraag ik vakantie aan?":          "nl/verlof",
		"ik moet brieven schrijven":           "nl/brief",
		"wachtwoord vergeten":                 "nl/wachtwoord",
		"I have forgotten my password":        "en/wachtwoord",
		"wachtwoort kwijt":                    "nl/wachtwoord",
		"kan ik vanuit mijn huisje werken":    "nl/huis",
		"what goes on the agenda of meetings": "en/meeting",
	} {
		if got := first(ask(t, f, question)); got != want {
			t.Errorf("%q: got %s, want %s", question, got, want)
		}
	}
}

func TestSyncFollowsTheLibrary(t *testing.T) {
	f, _ := open(t)
	ctx := context.Background()
	aids := office()
	check(t, f.Sync(ctx, aids, nil))
	check(t, f.Sync(ctx, append(aids[1:], aid("nl", "ziek", "Meld je ziek", "ik ben ziek, wat nu?")), nil))
	if got := first(ask(t, f, "ik ben ziek")); got != "nl/ziek" {
		t.Errorf("new aid: got %s", got)
	}
	for _, h := range ask(t, f, "verlof aanvragen").Hits {
		if h.Key.Slug == "verlof" {
			t.Error("an aid that is gone is still found")
		}
	}
}

func TestConfirmedQuestionIsKnownAtOnce(t *testing.T) {
	f, db := open(t)
	ctx := context.Background()
	check(t, f.Sync(ctx, office(), nil))
	const question = "de deadline van mijn kwartaal zit klem"
	confirm(t, f, db, "p1", question, "verlof", true, noon)
	if got := first(ask(t, f, question)); got != "nl/verlof" {
		t.Errorf("after one confirmation: %s", got)
	}
	for i := range 10 {
		confirm(t, f, db, fmt.Sprint("q", i), question, "verlof", false, noon)
	}
	if got := first(ask(t, f, question)); got == "nl/verlof" {
		t.Errorf("after ten times no help: %s", got)
	}
}
