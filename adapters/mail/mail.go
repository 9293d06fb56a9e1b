// Package mail sends replies as mail: what a manager or an author should also find in
// their mailbox. It only sends; nobody can talk with the bot by mail, so a button that
// is no link is named as something to do in chat.
//
// Each message is HTML and plain text beside it, with plots as images inside the
// message: nothing is fetched when it is read, and nothing tells that it was. A place
// is an address. It keeps nothing; delivery's outbox makes it durable, and a message
// that is sent again has the same Message-ID.
package mail

import (
	"cmp"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"net"
	"net/mail"
	"regexp"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
	"golang.org/x/net/idna"

	"github.com/handvat/handvat/bot/chat"
)

// Platform names the places that are addresses.
const Platform chat.Platform = "mail"

// How the connection is kept secret.
const (
	startTLS = "starttls" // on from the first words on; the default, and port 587
	fullTLS  = "tls"      // from the start; port 465
	noTLS    = "none"     // not at all: for a server on this machine only; port 25
)

// Config is the server that takes our mail, and who we are to it.
type Config struct {
	Host     string
	Port     int    // 0 for the usual one
	TLS      string // starttls, tls or none; empty for starttls
	User     string // empty to send without signing in
	Password string
	Helo     string           // the name we greet the server by; empty for the domain of From
	From     string           // the sender, such as "Handvat <handvat@example.org>"
	Page     string           // https address of the chat page, for who wants to answer; may be empty
	Roots    *x509.CertPool   // who may vouch for the server; nil for those of the system
	Now      func() time.Time // nil for time.Now
}

// sendTime is how long one message may take; delivery gives up after 30 seconds.
const sendTime = 25 * time.Second

// A Mail sends mail. It is safe for concurrent use.
type Mail struct {
	c    Config
	from *mail.Address

	chat.Health // of the last message; its trouble has no addresses
}

var _ chat.Adapter = (*Mail)(nil)

// New checks c and connects to nothing.
func New(c Config) (*Mail, error) {
	c.TLS = cmp.Or(c.TLS, startTLS)
	from, err := mail.ParseAddress(c.From)
	usual := map[string]int{startTLS: 587, fullTLS: 465, noTLS: 25}
	switch {
	case c.Host == "":
		return nil, Words.Say(func(w *texts) string { return w.Wrong.NoHost })
	case err != nil:
		return nil, Words.Say(func(w *texts) string { return w.Wrong.NoSender.With(c.From) })
	case usual[c.TLS] == 0:
		return nil, Words.Say(func(w *texts) string {
			return w.Wrong.NoTLS.With(c.TLS, strings.Join([]string{startTLS, fullTLS, noTLS}, ", "))
		})
	case c.TLS == noTLS && !loopback(c.Host):
		return nil, Words.Say(func(w *texts) string { return w.Wrong.Open.With(c.Host, startTLS+", "+fullTLS) })
	case c.User == "" && c.Password != "":
		return nil, Words.Say(func(w *texts) string { return w.Wrong.NoUser })
	case c.Helo != "" && !hostName.MatchString(c.Helo):
		return nil, Words.Say(func(w *texts) string { return w.Wrong.NoHelo.With(c.Helo) })
	case c.Page != "" && !strings.HasPrefix(c.Page, "https://"):
		return nil, Words.Say(func(w *texts) string { return w.Wrong.NoPage.With(c.Page) })
	}
	if _, domain, _ := strings.Cut(from.Address, "@"); c.Helo == "" {
		if ascii, err := idna.Lookup.ToASCII(domain); err == nil && hostName.MatchString(ascii) {
			c.Helo = ascii
		}
	}
	c.Port = cmp.Or(c.Port, usual[c.TLS])
	if c.Now == nil {
		c.Now = time.Now
	}
	return &Mail{c: c, from: from}, nil
}

// hostName is a name with a domain, as servers want to be greeted by: the name of this machine is
// often a single word.
var hostName = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?\.[A-Za-z0-9-]+$`)

// loopback reports whether host is this machine.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Platform is [Platform].
func (m *Mail) Platform() chat.Platform { return Platform }

// Run waits until ctx is done: mail has nothing to receive.
func (m *Mail) Run(ctx context.Context) error {
	<-ctx.Done()
	return ctx.Err()
}

// Send sends r to the address that is the channel of a place. A mail cannot be edited:
// one that replaces another is a new one. The Ref is empty, so that nothing remembers
// an address.
func (m *Mail) Send(ctx context.Context, to chat.Place, key string, r chat.Reply) (chat.Ref, error) {
	msg, err := m.message(to, key, r)
	if err != nil {
		return chat.Ref{}, m.note(&chat.SendError{Err: err, Permanent: true})
	}
	client, err := m.dial(ctx)
	if err != nil {
		return chat.Ref{}, m.note(&chat.SendError{Err: fmt.Errorf("mail: connect: %w", err)})
	}
	defer context.AfterFunc(ctx, func() { _ = client.Close() })()
	err = client.Send(msg)
	_ = client.Close() // what counts was said before
	if err = classify(err); err != nil {
		return chat.Ref{}, m.note(err)
	}
	return chat.Ref{}, m.note(nil)
}

// message is r as a message to an address. Its Message-ID follows from the key and the
// place, so that servers can tell one that is sent again.
func (m *Mail) message(to chat.Place, key string, r chat.Reply) (*gomail.Msg, error) {
	body, err := m.render(r)
	if err != nil {
		return nil, fmt.Errorf("mail: render: %w", err)
	}
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithCharset(gomail.CharsetUTF8),
		gomail.WithEncoding(gomail.EncodingQP))
	msg.FromMailAddress(m.from)
	addr, err := mail.ParseAddress(to.Channel)
	if err != nil || addr.Name != "" {
		return nil, fmt.Errorf("mail: the place is no address")
	}
	msg.ToMailAddress(addr)
	msg.Subject(body.subject)
	sum := sha256.Sum256([]byte(key + "\x00" + to.Channel))
	_, domain, _ := strings.Cut(m.from.Address, "@")
	msg.SetMessageIDWithValue(hex.EncodeToString(sum[:16]) + "@" + domain)
	msg.SetDateWithValue(m.c.Now())
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // nobody's holiday message answers this
	msg.SetGenHeader("X-Auto-Response-Suppress", "All")
	if r.Lang != "" {
		msg.SetGenHeader(gomail.HeaderContentLang, r.Lang)
	}
	msg.SetBodyString(gomail.TypeTextPlain, body.text)
	msg.AddAlternativeString(gomail.TypeTextHTML, body.html)
	for _, img := range body.images {
		if err := msg.EmbedReader(img.name, strings.NewReader(string(img.data)), gomail.WithFileContentID(img.name),
			gomail.WithFileContentType("image/png")); err != nil {
			return nil, fmt.Errorf("mail: image: %w", err)
		}
	}
	if f := r.File; f != nil {
		if err := msg.AttachReader(f.Name, strings.NewReader(string(f.Data)),
			gomail.WithFileContentType(gomail.ContentType(f.Type))); err != nil {
			return nil, fmt.Errorf("mail: attach: %w", err)
		}
	}
	return msg, nil
}

// dial connects and signs in.
func (m *Mail) dial(ctx context.Context) (*gomail.Client, error) {
	client, err := m.client()
	if err != nil {
		return nil, err
	}
	return client, client.DialWithContext(ctx)
}

// note remembers whether the last message was sent, and returns err.
func (m *Mail) note(err error) error {
	m.Note(err, m.c.Now())
	return err
}
