package main

import (
	"context"
	"log/slog"

	"github.com/handvat/handvat/adapters/xapi"
	"github.com/handvat/handvat/adapters/xapi/ledger"
	"github.com/handvat/handvat/bot"
)

// tellLRS is what tells the LRS as configured; nil if none is. [config.checkExports] has seen that it was approved.
func tellLRS(ctx context.Context, lg *slog.Logger, c *config, h *bot.House) (*xapi.Exporter, error) {
	if c.XAPI.Endpoint == "" {
		return nil, nil
	}
	l := ledger.Ledger{DB: h.DB, Lib: h.Lib, From: c.XAPI.Approval.Agreed.Time}
	names, err := l.Names(ctx, c.XAPI.Home)
	if err != nil {
		return nil, err
	}
	return c.XAPI.exporter(lg, names, l, l)
}

// exporter is what tells the LRS.
func (c *xapiConfig) exporter(lg *slog.Logger, n xapi.Names, o xapi.Outbox, d xapi.Deletions) (*xapi.Exporter, error) {
	return xapi.New(lg, xapi.Config{Endpoint: c.Endpoint, User: c.User, Password: c.Password.Reveal(),
		Version: c.Version, Batch: c.Batch, Names: n}, o, d)
}
