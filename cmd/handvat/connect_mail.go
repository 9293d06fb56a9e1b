package main

import (
	"context"
	"crypto/x509"
	"fmt"
	"log/slog"
	"os"

	"github.com/handvat/handvat/adapters/mail"
	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/delivery"
	"github.com/handvat/handvat/bot/text"
)

// mailPlatform is the row of mail, which is a platform one can only send to.
func mailPlatform() platform {
	return platform{
		name:  "mail",
		isSet: func(c *config) bool { return c.Mail.Host != "" },
		rate:  delivery.Rate{PerSecond: 5, Burst: 10, AtOnce: 3},
		start: func(_ *slog.Logger, c *config, _ *bot.House) (connected, error) {
			m, err := c.Mail.sender()
			return connected{adapter: m}, err
		},
		check: checkMail,
	}
}

// sender is what sends mail as configured.
func (c *mailConfig) sender() (*mail.Mail, error) {
	var roots *x509.CertPool
	if c.RootsFile != "" {
		pem, err := os.ReadFile(c.RootsFile)
		if err != nil {
			return nil, fmt.Errorf("mail.roots_file: %w", err)
		}
		if roots = x509.NewCertPool(); !roots.AppendCertsFromPEM(pem) {
			return nil, words.Say(func(w *texts) string { return w.Wrong.NotPEM.With(c.RootsFile) })
		}
	}
	return mail.New(mail.Config{Host: c.Host, Port: c.Port, TLS: c.TLS, User: c.User, Password: c.Password.Reveal(),
		Helo: c.Helo, From: c.From, Page: c.Page, Roots: roots})
}

// checkMail connects to the server and signs in. It sends nothing.
func checkMail(ctx context.Context, c *config, lang string) []finding {
	w := words.In(lang).Doctor
	m, err := c.Mail.sender()
	if err != nil {
		return []finding{{what: text.Tell(err, lang), do: w.MailDo}}
	}
	if err := m.Check(ctx); err != nil {
		return []finding{{what: w.MailOut.With(text.Tell(err, lang)), do: w.MailOutDo}}
	}
	return []finding{{what: w.MailIn.With(c.Mail.Host)}}
}

type connectMailCmd struct {
	connectFlags
	To string `placeholder:"ADDRESS"`
}

// Run checks the server, and sends a test if that was asked.
func (c *connectMailCmd) Run(ctx context.Context, std stdio) error {
	cfg, err := c.load()
	if err != nil {
		return err
	}
	_, lang := c.words()
	if err := report(std.out, lang, "mail", checkMail(ctx, cfg, lang)); err != nil || c.To == "" {
		return err
	}
	m, err := cfg.Mail.sender()
	if err != nil {
		return err
	}
	return c.sendTest(ctx, std.out, m, chat.Place{Platform: mail.Platform, Channel: c.To})
}
