package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/handvat/handvat/adapters/terminal"
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
	show := progress(std.err)
	srcs, err := c.sources(show)
	if err != nil {
		return err
	}
	h, err := build(ctx, lg, now, c.Data, srcs, extras{synonyms: c.synonymFlags}, show)
	if err != nil {
		return err
	}
	locale := c.Lang
	if locale == "" {
		locale = os.Getenv("LANG")
	}
	talk := terminal.New(h.post, std.in, std.out, style(std), locale, now)
	h.post.Serve(terminal.Platform, talk, delivery.Rate{})
	h.plan.Serve(terminal.Platform, 0)

	ctx, stop := context.WithCancel(ctx)
	g, ctx := errgroup.WithContext(ctx)
	for _, run := range []func(context.Context) error{h.post.Run, h.plan.Run, h.find.Run, h.watch, h.jargon} {
		g.Go(func() error { return run(ctx) })
	}
	g.Go(func() error { defer stop(); return talk.Run(ctx) })
	return errors.Join(g.Wait(), h.close())
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
