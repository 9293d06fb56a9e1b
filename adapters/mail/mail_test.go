package mail

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/chattest"
)

var manager = chat.Place{Platform: Platform, Channel: "manager@example.org"}

func TestSendsOverTLS(t *testing.T) {
	for _, how := range []string{startTLS, fullTLS} {
		s, c := newServer(t, how)
		c.User, c.Password = "bot", "pass word"
		m, err := New(c)
		if err != nil {
			t.Fatal(err)
		}
		if err := m.Check(t.Context()); err != nil {
			t.Errorf("%s: check: %v", how, err)
		}
		for range 2 {
			if ref, err := m.Send(t.Context(), manager, "digest/desk/2026-W47",
				chattest.Cards()["plot-nl"]); err != nil || !ref.IsZero() {
				t.Fatalf("%s: %v, %v", how, ref, err)
			}
		}
		if len(s.mails) != 2 || len(s.users) != 3 || s.users[0] != " bot pass word" || s.clear {
			t.Fatalf("%s: %d mails, users %q, in the clear %v", how, len(s.mails), s.users, s.clear)
		}
		first, again := parse(t, s.mails[0]), parse(t, s.mails[1])
		if first.id != again.id || !strings.HasSuffix(first.id, "@example.org>") || strings.Contains(first.id, "desk") {
			t.Errorf("ids %s and %s", first.id, again.id)
		}
		if first.header.Get("Auto-Submitted") != "auto-generated" || first.header.Get("To") != "<manager@example.org>" {
			t.Errorf("header %v", first.header)
		}
		if what, since := m.Trouble(); what != "" || !since.IsZero() {
			t.Errorf("trouble %s since %v", what, since)
		}
	}
}

// parsed is a message taken apart.
type parsed struct {
	id     string
	header mail.Header
	parts  map[string]string // by media type
}

func parse(t *testing.T, text string) parsed {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	p := parsed{id: m.Header.Get("Message-ID"), header: m.Header, parts: map[string]string{}}
	var walk func(kind string, body io.Reader)
	walk = func(kind string, body io.Reader) {
		media, params, err := mime.ParseMediaType(kind)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(media, "multipart/") {
			b, err := io.ReadAll(body)
			if err != nil {
				t.Fatal(err)
			}
			p.parts[media] += string(b)
			return
		}
		for r := multipart.NewReader(body, params["boundary"]); ; {
			part, err := r.NextPart()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			walk(part.Header.Get("Content-Type"), part)
		}
	}
	walk(m.Header.Get("Content-Type"), m.Body)
	return p
}

// TestNothingIsSentInTheClear holds that a server that offers no TLS, or whose
// certificate nobody vouches for, gets neither the password nor the message.
func TestNothingIsSentInTheClear(t *testing.T) {
	s, c := newServer(t, startTLS)
	c.User, c.Password = "bot", "secret"
	try := func(name string, c Config) {
		t.Helper()
		m, err := New(c)
		if err != nil {
			t.Fatal(err)
		}
		_, err = m.Send(t.Context(), manager, "k", chat.Reply{Text: "x"})
		var said *chat.SendError
		if !errors.As(err, &said) || said.Permanent || said.Ambiguous || said.Gone {
			t.Errorf("%s: %v", name, err)
		}
		if what, since := m.Trouble(); what == "" || since.IsZero() {
			t.Errorf("%s: no trouble", name)
		}
	}
	unknown := c
	unknown.Roots = nil
	try("unknown certificate", unknown)
	s.say("EHLO", "250-fake\n250 AUTH PLAIN")
	try("no STARTTLS", c)
	if len(s.mails) > 0 || len(s.users) > 0 {
		t.Errorf("mails %q, users %q", s.mails, s.users)
	}
}

// TestWhatTheServerSays holds what becomes of a message by where the server refuses it:
// whether it is tried again, given up, or perhaps there.
func TestWhatTheServerSays(t *testing.T) {
	for name, c := range map[string]struct {
		verb, answer         string
		permanent, ambiguous bool
		ok                   bool
	}{
		"busy at the door":      {verb: "connect", answer: "421 4.3.2 later"},
		"hangs up at the door":  {verb: "connect", answer: "hang up"},
		"wrong password":        {verb: "AUTH", answer: "535 5.7.8 no"},
		"sender refused":        {verb: "MAIL", answer: "550 5.7.1 not you"},
		"greylisted":            {verb: "RCPT", answer: "451 4.7.1 <manager@example.org> come back"},
		"our name":              {verb: "RCPT", answer: "504 5.5.2 <box>: Helo command rejected: need fully-qualified"},
		"our name, as unknown":  {verb: "RCPT", answer: "550 5.7.1 <box>: Helo command rejected: Host not found"},
		"our name, at once":     {verb: "MAIL", answer: "501 5.5.4 HELO name is not fully qualified"},
		"no such mailbox":       {verb: "RCPT", answer: "550 5.1.1 <manager@example.org> who?", permanent: true},
		"hangs up after RCPT":   {verb: "RCPT", answer: "hang up"},
		"no data":               {verb: "DATA", answer: "554 5.6.0 no", permanent: true},
		"full, at the end":      {verb: "end", answer: "452 4.2.2 full"},
		"refused, at the end":   {verb: "end", answer: "554 5.7.1 spam", permanent: true},
		"hangs up at the end":   {verb: "end", answer: "hang up", ambiguous: true},
		"taken, then hangs up":  {verb: "RSET", answer: "hang up", ok: true},
		"taken, then unwilling": {verb: "RSET", answer: "421 4.0.0 enough", ok: true},
	} {
		s, config := newServer(t, fullTLS)
		config.User, config.Password = "bot", "secret"
		s.say(c.verb, c.answer)
		m, err := New(config)
		if err != nil {
			t.Fatal(err)
		}
		_, err = m.Send(t.Context(), manager, "k", chat.Reply{Text: "Hoi"})
		if c.ok {
			if err != nil || len(s.mails) != 1 {
				t.Errorf("%s: %v, %d mails", name, err, len(s.mails))
			}
			continue
		}
		var said *chat.SendError
		if !errors.As(err, &said) || said.Permanent != c.permanent || said.Ambiguous != c.ambiguous || said.Gone {
			t.Errorf("%s: %#v", name, err)
		}
		if what, _ := m.Trouble(); strings.Contains(err.Error(), "manager@") || strings.Contains(what, "manager@") {
			t.Errorf("%s tells the address: %v", name, err)
		}
	}
}

func TestConfigIsChecked(t *testing.T) {
	good := Config{Host: "smtp.example.org", From: "handvat@example.org"}
	for name, change := range map[string]func(*Config){
		"no host":         func(c *Config) { c.Host = "" },
		"no sender":       func(c *Config) { c.From = "" },
		"unknown tls":     func(c *Config) { c.TLS = "ssl" },
		"in the clear":    func(c *Config) { c.TLS = noTLS },
		"password alone":  func(c *Config) { c.Password = "x" },
		"page over http":  func(c *Config) { c.Page = "http://handvat.example.org" },
		"sender of many":  func(c *Config) { c.From = "a@b.nl, c@d.nl" },
		"sender with CR":  func(c *Config) { c.From = "a@b.nl\r\nBcc: c@d.nl" },
		"local, by name?": func(c *Config) { c.Host, c.TLS = "localhost.example.org", noTLS },
	} {
		c := good
		change(&c)
		if _, err := New(c); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if m, err := New(good); err != nil || m.c.Port != 587 || m.c.TLS != startTLS {
		t.Errorf("%+v, %v", m, err)
	}
}

// TestNoPlaceForHeaders holds that neither an address nor a text can add a header.
func TestNoPlaceForHeaders(t *testing.T) {
	s, c := newServer(t, fullTLS)
	m, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	var said *chat.SendError
	for _, address := range []string{"a@b.nl\r\nBcc: eve@example.org", "a@b.nl, eve@example.org",
		"Eve <eve@example.org>", ""} {
		_, err := m.Send(t.Context(), chat.Place{Channel: address}, "k", chat.Reply{Text: "x"})
		if !errors.As(err, &said) || !said.Permanent {
			t.Errorf("%q: %v", address, err)
		}
	}
	r := chat.Reply{Lang: "nl", Text: "x", Card: &chat.Card{Title: "Hoi\r\nBcc: eve@example.org",
		Body: []chat.Block{chat.Text("x")}}}
	if _, err := m.Send(t.Context(), manager, "k", r); err != nil {
		t.Fatal(err)
	}
	if got := parse(t, s.mails[0]); got.header.Get("Bcc") != "" {
		t.Errorf("header %v", got.header)
	}
}

// TestHelo holds that a server is greeted by a name with a domain: that of the sender, or the one that is set; and that
// who refuses it is told of before anything is sent.
func TestHelo(t *testing.T) {
	for _, c := range []struct{ helo, from, want string }{
		{"", "Handvat <handvat@example.org>", "example.org"}, {"mail.example.net", "a@example.org", "mail.example.net"},
		{"", "Handvat <handvat@bücher.example>", "xn--bcher-kva.example"},
	} {
		s, config := newServer(t, startTLS)
		config.Helo, config.From = c.helo, c.from
		m, err := New(config)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := m.Send(t.Context(), manager, "k", chat.Reply{Text: "Hoi"}); err != nil {
			t.Fatal(err)
		}
		if err := m.Check(t.Context()); err != nil {
			t.Fatal(err)
		}
		s.mu.Lock()
		for _, h := range s.helos {
			if h != c.want {
				t.Errorf("greeted as %q, want %q", h, c.want)
			}
		}
		if len(s.helos) < 2 || len(s.mails) != 1 {
			t.Errorf("greeted %d times, %d mails", len(s.helos), len(s.mails))
		}
		s.mu.Unlock()
		s.say("RCPT", "504 5.5.2 <box>: Helo command rejected: need fully-qualified hostname")
		if err := m.Check(t.Context()); err == nil || !strings.Contains(err.Error(), "mail.helo") {
			t.Errorf("not told: %v", err)
		}
		s.say("RCPT", "550 5.1.1 nobody reads this")
		if err := m.Check(t.Context()); err != nil {
			t.Errorf("a sender without a mailbox: %v", err)
		}
		s.say("MAIL", "550 5.7.1 not you")
		if err := m.Check(t.Context()); err == nil || strings.Contains(err.Error(), "helo") {
			t.Errorf("a sender who is refused: %v", err)
		}
	}
	for _, helo := range []string{"box", "a b.example", "x.example\r\nMAIL FROM:<a@b>", ".example"} {
		if _, err := New(Config{Host: "h", From: "a@example.org", Helo: helo}); err == nil {
			t.Errorf("%q is taken", helo)
		}
	}
}
