package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/skill/training"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

type trainingCmd struct {
	Import trainingImportCmd `cmd:"" help:"Read who finished which training. They are told so, and asked after 30, 90 and 180 days whether they use it."`
}

type trainingImportCmd struct {
	libraryFlags
	Data string   `help:"Folder of the database; Handvat must not be running." default:"handvat-data" type:"path" env:"HANDVAT_DATA"`
	File []string `arg:"" help:"CSV or XLSX files: platform, team and user, or mail; training; date; aid (its slug or words of its title, may be empty)."`
	By   string   `help:"Who registers it, as the people read it. The default is the L&D team."`
	Lang string   `help:"Language of the messages: nl or en." enum:"nl,en" default:"nl"`
}

// Run registers what the files list, or nothing if a line is wrong. What was registered
// before stays as it is.
func (c *trainingImportCmd) Run(ctx context.Context, std stdio, lg *slog.Logger, now func() time.Time) (err error) {
	srcs, err := c.sources(progress(std.err))
	if err != nil {
		return err
	}
	lib, err := knowledge.OpenLibrary(lg, nil, now, srcs...)
	if err != nil {
		return err
	}
	y, m, d := now().Date()
	today := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	var rows []training.Row
	var problems knowledge.Problems
	for _, file := range c.File {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		read, ps := training.Read(file, text, lib, today)
		rows, problems = append(rows, read...), append(problems, ps...)
	}
	for _, p := range problems {
		fmt.Fprintln(std.err, p.String(knowledge.Lang(c.Lang)))
	}
	if len(problems) > 0 {
		return errTold
	}
	db, err := makeData(c.Data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var lines []string
	if err := db.Update(ctx, func(tx *store.Tx) error {
		lines, err = c.register(tx, rows, today, now())
		return err
	}); err != nil {
		return err
	}
	for _, line := range lines {
		fmt.Fprintln(std.out, line)
	}
	return nil
}

// register keeps the rows, and says of each what came of it, with a sum at the end.
func (c *trainingImportCmd) register(tx *store.Tx, rows []training.Row, today, now time.Time) (lines []string, err error) {
	w := dialog.In(c.Lang)
	say := words.In(c.Lang)
	noted, already, left := 0, 0, 0
	for _, r := range rows {
		skip := func(why string) {
			left++
			lines = append(lines, r.Line.Problem(text.Said{c.Lang: "~ " + why}).String(knowledge.Lang(c.Lang)))
		}
		name := cmp.Or(r.Mail, r.Who.Platform+" "+r.Who.User)
		if training.TooOld(r.Day, today) {
			skip(say.TooOld.With(w.Date(r.Day)))
			continue
		}
		p, err := profileOf(tx, r)
		if err != nil {
			return nil, err
		}
		isNew, err := training.Register(tx, p, dialog.Training{Title: r.Title, Day: r.Day, Aid: r.Aid, By: cmp.Or(c.By, say.TrainedBy)}, false, now)
		if err != nil {
			return nil, err
		}
		if !isNew {
			already++
			continue
		}
		noted++
		lines = append(lines, fmt.Sprintf("+ %s: %s, %s", name, r.Title, w.Date(r.Day)))
	}
	return append(lines, say.Trained.With(noted, already, left)), nil
}

// profileOf finds whom a row is about, in all the ways they may be known. Who does not know
// Handvat yet is waited for: nobody learns who uses it.
func profileOf(tx *store.Tx, r training.Row) (people.Profile, error) {
	who := people.RosterPerson{Mail: r.Mail}
	if r.Who.User != "" {
		who.Identities = []people.Identity{r.Who}
	}
	roster := people.Roster{People: []people.RosterPerson{who}}
	knownBy(&roster)
	ids := roster.People[0].Identities
	for _, id := range ids {
		if p, ok, err := people.Find(tx, id); ok || err != nil {
			return p, err
		}
	}
	id := r.Who
	if id.User == "" {
		id = ids[len(ids)-1] // signed in with that mail address
	}
	return people.Named(tx, id, training.KeptUntil(r.Day))
}
