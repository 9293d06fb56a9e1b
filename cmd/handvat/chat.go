package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"strconv"
	"time"

	"github.com/handvat/handvat/adapters/terminal"
	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/delivery"
)

type chatCmd struct {
	libraryFlags
	synonymFlags
	Data string `help:"Folder for the database and the index." default:"handvat-data" type:"path" env:"HANDVAT_DATA"`
	Lang string `help:"Language to begin in: nl or en. The default is that of the environment." enum:",nl,en" default:""`
}

// Run talks with the person at the terminal until the input ends.
func (c *chatCmd) Run(ctx context.Context, std stdio, lg *slog.Logger, now func() time.Time) error {
	locale := c.Lang
	if locale == "" {
		locale = os.Getenv("LANG")
	}
	house, err := houseOf(lg, now, std, c.Data, c.libraryFlags, c.synonymFlags)
	if err != nil {
		return err
	}
	house.Platforms = []bot.Platform{{Open: func(_ *bot.House, in *delivery.Delivery) (chat.Adapter, error) {
		return terminal.New(in, std.in, std.out, style(std), locale, now), nil
	}}}
	house.Alone = true
	h, err := bot.New(ctx, house)
	if err != nil {
		return err
	}
	err = h.Run(ctx)
	if errors.Is(err, context.Canceled) && ctx.Err() == nil { // the input ended
		err = nil
	}
	return errors.Join(err, h.Close())
}

// style is how text looks on the output: with colours and wrapped if it is a
// terminal, as wide as COLUMNS says or 80 columns.
func style(std stdio) terminal.Style {
	s := terminal.Style{Width: 80}
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n >= 20 {
		s.Width = min(n, 100)
	}
	s.Color = isTerminal(std.out) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	return s
}
