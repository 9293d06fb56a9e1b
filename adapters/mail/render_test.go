package mail

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/chattest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// newMail is a sender that connects nowhere.
func newMail(t testing.TB) *Mail {
	t.Helper()
	m, err := New(Config{Host: "localhost", TLS: noTLS, From: "Handvat <handvat@example.org>",
		Page: "https://handvat.example.org/"})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// golden compares got with a file in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; run go test with -update and look at what it writes", err)
	}
	if got != string(want) {
		t.Errorf("%s is\n%s\nwant\n%s", name, got, want)
	}
}

// TestCards holds every canonical card to its golden mail, and looks for what no mail
// may hold: anything that is fetched from elsewhere when it is read.
func TestCards(t *testing.T) {
	for name, r := range chattest.Cards() {
		b, err := newMail(t).render(r)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		_, body, _ := strings.Cut(b.html, "<body")
		golden(t, name+".html", "<body"+body)
		golden(t, name+".txt", "Subject: "+b.subject+"\n\n"+b.text)
		for _, bad := range []string{"<script", "<link", "<form", "<input", "src=\"http", "url(",
			"ZgotmplZ", "onerror="} {
			if strings.Contains(strings.ToLower(b.html), strings.ToLower(bad)) {
				t.Errorf("%s holds %s", name, bad)
			}
		}
		if len(b.html) > 90<<10 {
			t.Errorf("%s has %d bytes: mail clients cut off after 102 kB", name, len(b.html))
		}
	}
}

func TestSubject(t *testing.T) {
	for want, r := range map[string]chat.Reply{
		"Week 47":                      {Text: "x", Card: &chat.Card{Title: "Week 47"}},
		"één":                          {Text: "**één**\r\nBcc: eve@example.org"},
		strings.Repeat("a", 149) + "…": {Text: strings.Repeat("a", 400)},
	} {
		if got := subject(r); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
