package main

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/handvat/handvat/adapters/xapi/ledger"
	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/skill"
	"github.com/handvat/handvat/content"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/audit"
	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// A program is what all commands share: where they read and write, their log and their clock.
type program struct {
	stdio
	lg    *slog.Logger
	now   func() time.Time // of the data folder: its own where that was played
	real  func() time.Time // of this machine
	texts string           // folder of the organisation's own; empty for none
	doing string           // the command, such as "case import <file>"
	reads string           // language in which it is told what is wrong

	serves *bot.House // that runs, for a command that another program asks for; nil for none
}

// libraryFlags say which aids there are.
type libraryFlags struct {
	Library []string `placeholder:"DIR" type:"path" env:"HANDVAT_LIBRARY" sep:":"`
	Starter bool     `default:"true" negatable:"" env:"HANDVAT_STARTER"`
}

// Houses of one process, such as those of plays, read the starter library once and train once on the same aids.
var (
	readings knowledge.Readings
	models   find.Models
)

// sources are the places aids come from, the starter library first.
func (f libraryFlags) sources(show func(what string) func(done, total int)) ([]knowledge.Source, error) {
	var srcs []knowledge.Source
	if f.Starter {
		srcs = append(srcs, knowledge.Source{Name: "starter", FS: content.FS, Ours: true, Readings: &readings})
	}
	for _, dir := range f.Library {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			return nil, words.Say(func(w *texts) string { return w.Wrong.NoLibrary.With(dir) })
		}
		reading := words.In(spoken("")).Reading.With(filepath.Base(dir))
		srcs = append(srcs, knowledge.Source{Name: dir, Dir: dir, Progress: show(reading)})
	}
	return srcs, nil
}

// house is what every house is built from: its skills, and a library, in the folder data.
func (p program) house(data string, lib libraryFlags, words synonymFlags) (bot.Config, error) {
	show := progress(p.err)
	srcs, err := lib.sources(show)
	if err != nil {
		return bot.Config{}, err
	}
	return bot.Config{Log: p.lg, Now: p.now, Data: data, Sources: srcs, Synonyms: *words.files(srcs), Skills: skills(),
		Models: &models, Progress: show}, nil
}

// skills are what the bot can do, and what is kept of what a learning record store was told.
func skills() []dialog.Skill {
	return append(skill.All(), dialog.Skill{Name: "lrs", Texts: words, Tables: ledger.Tables()})
}

// dataFlags say where the database is.
type dataFlags struct {
	Data string `default:"handvat-data" type:"path" env:"HANDVAT_DATA"`
}

// desk is where work on the data is done.
func (f dataFlags) desk(p program, lang string) desk {
	return desk{program: p, data: f.Data, lang: lang}
}

// A desk is where a command works on what is kept: the house of a data folder, with nobody to talk with. What is shown
// goes by the larger of the smallest group that is set and the one that holds.
type desk struct {
	program
	data  string
	lang  string       // of turns
	lib   libraryFlags // besides the aids that were approved in chat; zero for none
	clock *clockFlags  // work that goes by the clock waits for one that is trusted; nil if it does not
	set   *privacyConfig
	makes bool // the folder may be new
	dry   bool // what is done is not kept
}

// view shows do what is kept.
func (d desk) view(ctx context.Context, do func(*dialog.Turn) error) error {
	return d.open(ctx, func(h *bot.House) error { return h.View(ctx, d.lang, do) })
}

// errDry ends a transaction whose changes are only shown.
var errDry = errors.New("only shown")

// update has do change what is kept, which the audit log has as the command.
func (d desk) update(ctx context.Context, do func(*dialog.Turn) error) error {
	return d.workOut(ctx, func(t *dialog.Turn) error {
		t.Subject, _, _ = strings.Cut(d.doing, " <")
		return t.Audited(people.Ask, audit.Command, func() error { return do(t) })
	})
}

// workOut has do keep what it works out of what is kept, and nothing besides. By a smallest group that is larger than
// the one that holds nothing is kept.
func (d desk) workOut(ctx context.Context, do func(*dialog.Turn) error) error {
	err := d.open(ctx, func(h *bot.House) error {
		return h.Update(ctx, d.lang, func(t *dialog.Turn) error {
			larger, err := d.raise(t.Tx)
			if err == nil {
				err = do(t)
			}
			if err != nil || !d.dry && !larger {
				return err
			}
			return errDry
		})
	})
	if errors.Is(err, errDry) {
		return nil
	}
	return err
}

// raise has what is shown go by the smallest group that is set, and reports whether that is larger than what is kept.
func (d desk) raise(tx *store.Tx) (larger bool, err error) {
	if d.set == nil {
		return false, nil
	}
	holds, err := heldGroup(tx)
	if err != nil {
		return false, err
	}
	group, err := d.set.group(holds)
	kept, bad := privacy.Load(tx)
	if err = errors.Join(err, bad); err != nil || group == kept {
		return false, err
	}
	return true, privacy.Raise(tx, group.K())
}

// hasDatabase returns an error if there is no database in a data folder, nor a mark that there was one, or if that
// cannot be seen.
func hasDatabase(data string) error {
	file := filepath.Join(data, "handvat.db")
	_, err := os.Stat(file)
	if errors.Is(err, fs.ErrNotExist) {
		if isFile(file + ".mark") {
			return nil
		}
		return words.Say(func(w *texts) string { return w.Wrong.NoDatabase.With(data) })
	}
	return err
}

// open builds the house for as long as do works in it. A folder without a database is an error where none may be
// made: a mistyped name is no empty organisation.
func (d desk) open(ctx context.Context, do func(*bot.House) error) error {
	if d.serves != nil && d.clock != nil && d.clock.AcceptClock {
		return errors.Join(acceptClock(d.data, d.now()), do(d.serves))
	}
	if d.serves != nil {
		return d.in(d.serves, do)
	}
	if !d.makes {
		if err := hasDatabase(d.data); err != nil {
			return err
		}
	}
	house, err := d.house(d.data, d.lib, synonymFlags{})
	if err != nil {
		return err
	}
	house.Desk = true
	house.Trusted = d.clock != nil && d.clock.AcceptClock
	h, err := bot.New(ctx, house)
	if err != nil {
		return err
	}
	return errors.Join(d.in(h, do), h.Close())
}

// in has do work in a house, unless it goes by a clock that is not trusted.
func (d desk) in(h *bot.House, do func(*bot.House) error) error {
	if doubt := h.Clock(); d.clock != nil && doubt.Doubt("en") != "" {
		says := words.Say(func(w *texts) string { return w.Wrong.Doubted })
		for lang, do := range says {
			says[lang] = doubt.Doubt(lang) + ". " + do
		}
		return says
	}
	return do(h)
}
