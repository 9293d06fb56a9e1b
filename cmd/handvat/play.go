package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/stage"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

type playCmd struct {
	langFlag
	synonymFlags
	encoderFlag
	File  []string `arg:""`
	Print bool
	Data  string `type:"path"`
}

// Run plays conversations, and tells what is said otherwise than written. A file that cannot be played does not
// stop the others.
func (c *playCmd) Run(ctx context.Context, p program) error {
	var errs []error
	if c.Data != "" && len(c.File) > 1 {
		return words.Say(func(w *texts) string { return w.Wrong.OnePlay })
	}
	for _, file := range c.File {
		err := c.play(ctx, p, file)
		if err != nil && !errors.Is(err, errTold) {
			fmt.Fprintln(p.err, "handvat:", text.Tell(err, p.reads))
			err = errTold
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// play plays one file, in a data folder that is gone afterwards unless it is to be kept.
func (c *playCmd) play(ctx context.Context, p program, file string) (err error) {
	play, err := stage.ReadPlay(file)
	if err != nil {
		return err
	}
	data, done, err := c.folder(play)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	if err := play.Copy(data); err != nil {
		return err
	}
	house, err := p.house(data, libraryFlags{Library: play.Library, Starter: play.Starter}, c.synonymFlags)
	if err != nil {
		return err
	}
	set := privacyConfig{K: play.Settings.Privacy.K}
	house.Rehearsal = true
	house.Embedder = c.embedder(nil)
	house.Before = func(ctx context.Context, h *bot.House) error {
		_, is, err := set.look(ctx, h.DB)
		if err == nil {
			err = h.DB.Update(ctx, func(tx *store.Tx) error { return privacy.Raise(tx, is.K()) })
		}
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		return nil
	}
	said, differs, err := play.On(ctx, house)
	if c.Print {
		fmt.Fprint(p.out, said)
	}
	for _, d := range differs {
		fmt.Fprint(p.out, d.In(p.reads))
	}
	if err == nil && len(differs) > 0 {
		err = errTold
	}
	return err
}

// folder makes the folder that a play is held in. Done lets go of it, or marks it as one in which nothing really
// happened.
func (c *playCmd) folder(play *stage.Play) (data string, done func() error, err error) {
	if c.Data == "" {
		data, err = os.MkdirTemp("", "handvat-play-")
		return data, func() error { return os.RemoveAll(data) }, err
	}
	return c.Data, func() error { return markSimulated(c.Data, play.Now) }, newFolder(c.Data)
}
