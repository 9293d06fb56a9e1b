package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/handvat/handvat/adapters/terminal"
	"github.com/handvat/handvat/adapters/web"
	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/delivery"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/people"
)

type chatCmd struct {
	libraryFlags
	synonymFlags
	encoderFlag
	Data   string   `default:"handvat-data" type:"path" env:"HANDVAT_DATA"`
	Lang   string   `default:""`
	Roster []string `placeholder:"FILE"`
	Really bool
	As     *string `placeholder:"MAIL"` // nil if it is not given
}

// Run talks with the person at the terminal until the input ends.
func (c *chatCmd) Run(ctx context.Context, p program) (err error) {
	p, ended := p.goOn(c.Data)
	defer func() { err = errors.Join(err, ended()) }()
	if c.As != nil && strings.TrimSpace(*c.As) == "" {
		return words.Say(func(w *texts) string { return w.Wrong.NoName })
	}
	lang := spoken(c.Lang)
	house, err := p.house(c.Data, c.libraryFlags, c.synonymFlags)
	if err != nil {
		return err
	}
	house.Platforms = []bot.Platform{{Open: func(h *bot.House, in *delivery.Delivery) (chat.Adapter, error) {
		seat, err := c.sit(ctx, h, p, lang)
		return terminal.New(in, p.in, p.out, style(p.stdio), seat, cmp.Or(c.Lang, locale()), p.now), err
	}}}
	house.Alone = c.As == nil
	house.Embedder = c.embedder(nil)
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

// sit takes over the roster, if one is given, and returns the seat of the person of it who was asked for.
func (c *chatCmd) sit(ctx context.Context, h *bot.House, p program, lang string) (seat terminal.Seat, err error) {
	var files taken
	if err := files.take(c.Roster...); err != nil {
		return seat, fmt.Errorf("--roster: %w", err)
	}
	roster, problems := files.roster(c.Roster)
	if err := h.Update(ctx, lang, func(t *dialog.Turn) error {
		if len(c.Roster) == 0 {
			return nil
		}
		us, err := people.Units(t.Tx)
		if err != nil {
			return err
		}
		roster.NameUnits(us)
		plan, more, err := roster.Plan(t.Tx)
		if problems = append(problems, more...); err != nil || len(problems) > 0 {
			return err
		}
		plan.Really = c.Really
		return takeOver(t, plan)
	}); err != nil {
		return seat, err
	}
	if err := p.told(problems, lang); err != nil || c.As == nil {
		return seat, err
	}
	damaged := 0
	named := func(name string) (all []chat.Person, err error) {
		err = h.View(ctx, lang, func(t *dialog.Turn) error {
			p, ok, err := people.Called(t.Tx, name, web.SignedIn(name).ID)
			damaged = people.Damaged(t.Tx)
			if ok {
				short, _, _ := strings.Cut(name, "@")
				is := p.Identity
				all = append(all, chat.Person{Platform: chat.Platform(is.Platform), Team: is.Team, ID: is.User,
					Name: short})
			}
			return err
		})
		return all, err
	}
	who, err := named(*c.As)
	if err == nil && len(who) == 0 {
		says := words.In(lang).NotListed.With(*c.As)
		if damaged > 0 {
			says = words.In(lang).Damaged.With(*c.As, damaged)
		}
		err = errors.New("--as " + says)
	}
	if err != nil {
		return seat, err
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
