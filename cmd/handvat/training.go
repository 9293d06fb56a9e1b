package main

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/skill/training"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

type trainingCmd struct {
	Import trainingImportCmd `cmd:""`
}

type trainingImportCmd struct {
	libraryFlags
	dataFlags
	taken
	File []string `arg:""`
	By   string
	Lang string `default:"nl"`
}

func (c *trainingImportCmd) learn(stdio) error { return c.take(c.File...) }

// Run registers what the files list, or nothing if a line is wrong. What was registered
// before stays as it is.
func (c *trainingImportCmd) Run(ctx context.Context, p program) error {
	at := c.desk(p, c.Lang)
	at.lib, at.makes = c.libraryFlags, true
	var lines []string
	err := at.update(ctx, func(t *dialog.Turn) error {
		var rows []training.Row
		var problems knowledge.Problems
		y, m, d := t.Now.Date()
		today := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
		for _, file := range c.File {
			read, ps := training.Read(file, c.Files[file], t.Lib, today)
			rows, problems = append(rows, read...), append(problems, ps...)
		}
		err := p.told(problems, c.Lang)
		if err == nil {
			lines, err = c.register(t, rows, today)
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, line := range lines {
		fmt.Fprintln(p.out, line)
	}
	return nil
}

// register keeps the rows, and says of each what came of it, with a sum at the end.
func (c *trainingImportCmd) register(t *dialog.Turn, rows []training.Row, today time.Time) (lines []string,
	err error) {
	say := words.In(c.Lang)
	noted, already, left := 0, 0, 0
	for _, r := range rows {
		skip := func(why string) {
			left++
			lines = append(lines, r.Line.Problem(text.Said{c.Lang: "~ " + why}).String(knowledge.Lang(c.Lang)))
		}
		name := cmp.Or(r.Mail, r.Who.Platform+" "+r.Who.User)
		if training.TooOld(r.Day, today) {
			skip(say.TooOld.With(t.W.Date(r.Day)))
			continue
		}
		p, err := profileOf(t.Tx, r)
		if err != nil {
			return nil, err
		}
		isNew, err := training.Register(t.Tx, p, dialog.Training{Title: r.Title, Day: r.Day, Aid: r.Aid,
			By: cmp.Or(c.By, say.TrainedBy)}, false, t.Now)
		if err != nil {
			return nil, err
		}
		if !isNew {
			already++
			continue
		}
		noted++
		lines = append(lines, fmt.Sprintf("+ %s: %s, %s", name, r.Title, t.W.Date(r.Day)))
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
