package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"strings"

	gomail "github.com/wneessen/go-mail"

	"github.com/handvat/handvat/bot/chat"
)

// client is a connection to the server that is not open yet.
func (m *Mail) client() (*gomail.Client, error) {
	options := []gomail.Option{
		gomail.WithPort(m.c.Port), gomail.WithTimeout(sendTime), gomail.WithoutNoop(),
		gomail.WithTLSConfig(&tls.Config{ServerName: m.c.Host, RootCAs: m.c.Roots, MinVersion: tls.VersionTLS12}),
	}
	if m.c.Helo != "" {
		options = append(options, gomail.WithHELO(m.c.Helo))
	}
	switch m.c.TLS {
	case fullTLS:
		options = append(options, gomail.WithSSL())
	case startTLS:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	}
	if m.c.User != "" {
		auth := gomail.SMTPAuthAutoDiscover
		if m.c.TLS == noTLS {
			auth = gomail.SMTPAuthPlainNoEnc
		}
		options = append(options, gomail.WithSMTPAuth(auth), gomail.WithUsername(m.c.User),
			gomail.WithPassword(m.c.Password))
	}
	return gomail.NewClient(m.c.Host, options...)
}

// Check connects, signs in, asks whether mail of ours would be taken, and goes away. It sends
// nothing: the message is ours to ourselves, and it ends before its text.
func (m *Mail) Check(ctx context.Context) error {
	client, err := m.client()
	if err != nil {
		return fmt.Errorf("mail: connect: %w", err)
	}
	conn, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return fmt.Errorf("mail: connect: %w", err)
	}
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	defer func() { _ = client.CloseWithSMTPClient(conn) }() // what counts was said before
	refused := conn.Mail(m.from.Address)
	if refused != nil && !refusedHelo(refused) {
		return fmt.Errorf("mail: %s", reasons[gomail.ErrSMTPMailFrom])
	}
	if refused == nil { // nobody may read what is sent to us: that says nothing
		refused = conn.Rcpt(m.from.Address)
	}
	if refusedHelo(refused) {
		return errHelo()
	}
	return nil
}

// errHelo says what to do when a server does not like how it was greeted.
func errHelo() error { return Words.Say(func(w *texts) string { return w.Wrong.RefusedHelo }) }

// refusedHelo reports whether a server refuses, at whatever we ask it, how it was greeted.
func refusedHelo(err error) bool {
	if err == nil {
		return false
	}
	said := strings.ToLower(err.Error())
	return strings.Contains(said, "504 5.5.2") || strings.Contains(said, "helo command rejected") ||
		strings.Contains(said, "helo") && strings.Contains(said, "fully")
}

// classify turns what go-mail says of a message into a [*chat.SendError]; nil if the
// server took it. The error says where it went wrong and with which codes, and leaves
// out what the server wrote, because that often repeats the address.
func classify(err error) error {
	var said *gomail.SendError
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &said):
		return &chat.SendError{Err: fmt.Errorf("mail: not sent: %w", err), Ambiguous: true}
	case said.Reason == gomail.ErrSMTPReset:
		return nil // it took the message, and then did not want to go on
	}
	out := &chat.SendError{Err: fmt.Errorf("mail: %s", reasons[said.Reason])}
	code := said.ErrorCode()
	if code != 0 {
		out.Err = fmt.Errorf("mail: %s: %d %s", reasons[said.Reason], code, said.EnhancedStatusCode())
	}
	if refusedHelo(err) {
		out.Err = errHelo() // as wrong for every message
		return out
	}
	switch said.Reason {
	case gomail.ErrSMTPRcptTo, gomail.ErrSMTPData, gomail.ErrSMTPDataClose:
		out.Permanent = code >= 500
		// When the end of the message was sent and no answer came, the server may have it.
		out.Ambiguous = said.Reason == gomail.ErrSMTPDataClose && code == 0
	case gomail.ErrGetSender, gomail.ErrGetRcpts, gomail.ErrNoUnencoded:
		out.Permanent = true
	case gomail.ErrAmbiguous:
		out.Ambiguous = true
	} // a sender that is refused may be allowed once an administrator has seen it in doctor
	return out
}

// reasons are what the server was asked when it went wrong.
var reasons = map[gomail.SendErrReason]string{
	gomail.ErrGetSender:     "the sender is wrong",
	gomail.ErrGetRcpts:      "the address is wrong",
	gomail.ErrSMTPMailFrom:  "the server refuses the sender",
	gomail.ErrSMTPRcptTo:    "the server refuses the address",
	gomail.ErrSMTPData:      "the server refuses a message",
	gomail.ErrSMTPDataClose: "the server did not accept the message",
	gomail.ErrSMTPReset:     "the server ended the conversation",
	gomail.ErrWriteContent:  "the message was cut off on its way",
	gomail.ErrConnCheck:     "the connection was lost",
	gomail.ErrNoUnencoded:   "the server takes no 8-bit text",
	gomail.ErrAmbiguous:     "something went wrong",
}
