package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/handvat/handvat/adapters/xapi"
	"github.com/handvat/handvat/bot/text"
)

// checkXAPI asks the LRS whether it takes what we would tell. It tells nothing.
func checkXAPI(ctx context.Context, c *config, now time.Time, lang string) (out []finding) {
	w := words.In(lang).Doctor
	if err := c.XAPI.Approval.check("xapi", now); err != nil {
		out = append(out, finding{what: w.XAPISilent.With(text.Tell(err, lang)), do: w.XAPISilentDo})
	}
	x, err := c.XAPI.exporter(slog.New(slog.DiscardHandler), xapi.Names{Home: c.XAPI.Home, Key: make([]byte, 32)},
		nil, nil)
	if err != nil {
		return append(out, finding{what: text.Tell(err, lang) + ".", do: w.XAPIDo})
	}
	canVoid, err := x.Check(ctx)
	switch {
	case err != nil:
		out = append(out, finding{what: w.XAPIOut.With(text.Tell(err, lang)), do: w.XAPIOutDo})
	case !canVoid:
		out = append(out, finding{what: w.XAPIBlind, do: w.XAPIBlindDo})
	default:
		out = append(out, finding{what: w.XAPIIn})
	}
	return out
}

type connectXAPICmd struct {
	connectFlags
	Profile bool
}

// Run prints the profile, or checks the LRS.
func (c *connectXAPICmd) Run(ctx context.Context, std stdio, now func() time.Time) error {
	if c.Profile {
		_, err := std.out.Write(xapi.Profile)
		return err
	}
	cfg, err := c.load()
	if err != nil {
		return err
	}
	w, lang := c.words()
	if cfg.XAPI.Endpoint == "" {
		fmt.Fprintln(std.out, w.XAPINone)
		return nil
	}
	return report(std.out, lang, "xapi", checkXAPI(ctx, cfg, now(), lang))
}
