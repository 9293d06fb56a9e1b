package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/papers"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/settings"
	"github.com/handvat/handvat/knowledge/store"
)

type privacyCmd struct {
	Report privacyReportCmd `cmd:""`
}

type privacyReportCmd struct {
	configFlags
	langFlag
	Data   string `default:"handvat-data" type:"path" env:"HANDVAT_DATA"`
	Format string `enum:"md,html" default:"md"`
}

// Run prints the papers. It works while Handvat runs, and where there is no database yet: then with the group that is
// set. Nothing is changed.
func (c *privacyReportCmd) Run(ctx context.Context, p program) error {
	cfg, err := c.load()
	if err != nil {
		return err
	}
	f := papers.Facts{Made: p.now(), Skills: bot.Declared(skills()), Version: "handvat " + version(),
		Channels: cfg.channels()}
	var holds privacy.Group
	if errors.As(hasDatabase(c.Data), new(text.Said)) {
		fmt.Fprintln(p.err, words.In(c.Lang).BySetting.With(c.Data))
	} else {
		err = dataFlags{c.Data}.desk(p, c.Lang).view(ctx, func(t *dialog.Turn) (err error) {
			f.Changes = settings.Changes(t.Tx)
			holds, err = heldGroup(t.Tx)
			return err
		})
	}
	if f.NoLog = errors.Is(err, store.ErrInUse); f.NoLog {
		was, _ := readOutside(c.Data, c.Lang)
		holds, err = was.Group, nil
	}
	if err != nil {
		return err
	}
	if f.Group, err = cfg.Privacy.group(holds); err != nil {
		return err
	}
	return formats[c.Format](p.out, papers.Write(f, c.Lang))
}
