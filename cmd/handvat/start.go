package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/handvat/handvat/adapters/control"
	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/settings"
)

// A start is what becomes of the settings when a program begins to serve: they are looked at as soon as the database is
// open, and hold once all else that is built does. From the first on commands can reach it, and wait for the second.
type start struct {
	program
	*config
	given    settings.Given
	was, is  privacy.Group
	commands *control.Listener // nil if it could not be opened yet
}

// before looks at the smallest group, and opens the socket.
func (s *start) before(ctx context.Context, h *bot.House) (err error) {
	if s.was, s.is, err = s.Privacy.look(ctx, h.DB); err != nil {
		return err
	}
	h.Group = s.is
	s.open(h, false)
	return os.RemoveAll(filepath.Join(h.Data, underWay)) // of a program that was killed
}

// open opens the socket, without which all else goes on. Told says that it was logged already if it cannot be.
func (s *start) open(h *bot.House, told bool) {
	var err error
	if s.commands, err = control.Listen(h.Data); err != nil && !told {
		h.Log.Error("commands cannot reach this program while it runs", "err", err)
	}
}

// keep has the settings hold, and answers commands: one at a time.
func (s *start) keep(ctx context.Context) bot.Service {
	return func(h *bot.House) (func(context.Context) error, error) {
		if err := keepSettings(ctx, h.DB, s.config, s.is, s.given, s.now()); err != nil {
			return nil, err
		}
		if s.is > s.was {
			fmt.Fprintln(s.err, words.In(s.reads).Raised.With(s.was.K(), s.is.K()))
		}
		one := make(chan struct{}, 1)
		do := func(ctx context.Context, r control.Request, to control.Answer) (int, error) {
			select {
			case one <- struct{}{}:
				defer func() { <-one }()
			case <-ctx.Done():
				return 1, ctx.Err()
			}
			return s.carryOut(ctx, h, r, to)
		}
		return func(ctx context.Context) error {
			for ; ; s.open(h, true) {
				if s.commands != nil {
					if err := s.commands.Serve(ctx, do); ctx.Err() == nil {
						h.Log.Error("commands cannot reach this program for now", "err", err)
					}
				}
				select {
				case <-ctx.Done():
					return ctx.Err()
				case <-time.After(5 * time.Second):
				}
			}
		}, nil
	}
}

// close lets go of the socket of a program that did not begin.
func (s *start) close() {
	if s.commands != nil {
		_ = s.commands.Close()
	}
}

func (s *start) carryOut(ctx context.Context, h *bot.House, r control.Request, to control.Answer) (int, error) {
	switch r.Command {
	case "backup":
		var lang string
		if err := json.Unmarshal(r.Flags, &lang); err != nil {
			return 1, err
		}
		if err := archive(ctx, h, to.Data); err != nil {
			return 1, errors.New(inWords(err, lang, h.Data))
		}
		return 0, nil
	case "doctor":
		var c inspection
		if err := json.Unmarshal(r.Flags, &c); err != nil {
			return 1, err
		}
		if err := c.tell(ctx, to.Out, h); err != nil {
			return 1, nil // it is told
		}
		return 0, nil
	}
	return s.errand(ctx, h, r, to)
}
