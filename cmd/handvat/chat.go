package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/handvat/handvat/adapters/terminal"
	"github.com/handvat/handvat/adapters/web"
	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/delivery"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

type chatCmd struct {
	libraryFlags
	synonymFlags
	Data   string   `help:"Folder for the database and the index." default:"handvat-data" type:"path" env:"HANDVAT_DATA"`
	Lang   string   `help:"Language to begin in: nl or en. The default is that of the environment." enum:",nl,en" default:""`
	Roster []string `help:"File as of handvat people import; may be repeated. Giving it once is enough." placeholder:"FILE"`
	As     string   `help:"Who of the roster you are, by mail address or user name. Without it you may do all." placeholder:"MAIL"`
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
	var seat terminal.Seat
	house.Before = func(ctx context.Context, db *store.DB) (err error) {
		if err = c.list(ctx, db, std, now()); err == nil && c.As != "" {
			seat, err = c.seat(ctx, db)
		}
		return err
	}
	house.Platforms = []bot.Platform{{Open: func(_ *bot.House, in *delivery.Delivery) (chat.Adapter, error) {
		return terminal.New(in, std.in, std.out, style(std), seat, locale, now), nil
	}}}
	house.Alone = c.As == ""
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

// list takes over the roster, if one is given.
func (c *chatCmd) list(ctx context.Context, db *store.DB, std stdio, now time.Time) error {
	if len(c.Roster) == 0 {
		return nil
	}
	roster, problems, err := readRoster(c.Roster)
	if err != nil {
		return fmt.Errorf("--roster: %w", err)
	}
	if err := db.Update(ctx, func(tx *store.Tx) error {
		if len(problems) > 0 {
			return nil
		}
		var plan *people.Plan
		if plan, problems, err = roster.Plan(tx); err != nil || len(problems) > 0 {
			return err
		}
		return plan.Apply(tx, now)
	}); err != nil {
		return err
	}
	for _, p := range problems {
		fmt.Fprintln(std.err, p.String(knowledge.Lang(cmp.Or(c.Lang, "en"))))
	}
	if len(problems) > 0 {
		return errTold
	}
	return nil
}

// seat is that of the person of the roster who was asked for.
func (c *chatCmd) seat(ctx context.Context, db *store.DB) (terminal.Seat, error) {
	named := func(name string) (all []chat.Person, err error) {
		err = db.View(ctx, func(tx *store.Tx) error {
			p, ok, err := people.Called(tx, name, web.SignedIn(name).ID)
			if ok {
				short, _, _ := strings.Cut(name, "@")
				is := p.Identity
				all = append(all, chat.Person{Platform: chat.Platform(is.Platform), Team: is.Team, ID: is.User, Name: short})
			}
			return err
		})
		return all, err
	}
	who, err := named(c.As)
	if err != nil {
		return terminal.Seat{}, err
	}
	if len(who) == 0 {
		return terminal.Seat{}, fmt.Errorf("--as %s: nobody on the organisation's list has this mail address or user name. "+
			"Give one that stands in its column mail or user; or give the list that has it with --roster FILE. "+
			"Without --as you talk as yourself, and may do all", c.As)
	}
	channel := strings.Join([]string{string(who[0].Platform), who[0].Team, who[0].ID}, "/")
	return terminal.Seat{
		Who:   who[0],
		Where: chat.Place{Platform: terminal.Platform, Channel: channel},
		Named: func(name string) []chat.Person {
			all, err := named(name)
			if err != nil {
				return nil // they stay somebody whom nobody knows
			}
			return all
		},
	}, nil
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
