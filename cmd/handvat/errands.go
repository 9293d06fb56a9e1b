package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/handvat/handvat/adapters/control"
	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/insight/papers"
	"github.com/handvat/handvat/knowledge/store"
)

// An errand is a command that the program which serves the data folder can do as well, and prints the same. What it
// needs of where it was given, such as the files that it reads, it learns there.
type errand interface {
	Run(ctx context.Context, p program) error
}

// errands are all of them, by name.
func errands() map[string]errand {
	return map[string]errand{"audit": new(auditCmd), "export weeks": new(exportWeeksCmd),
		"export events": new(exportEventsCmd), "report": new(reportCmd), "digest": new(digestCmd), "ask": new(askCmd),
		"case list": new(caseListCmd), "case show": new(caseShowCmd), "case import": new(caseImportCmd),
		"case import-kpi": new(importKPICmd), "case reading": new(readingCmd), "people units": new(peopleUnitsCmd),
		"people import": new(peopleImportCmd), "training import": new(trainingImportCmd),
		"aids phrasings": new(phrasingsCmd), "privacy report": new(privacyReportCmd)}
}

// asked is an errand as it is asked of the program that serves.
type asked struct {
	Command json.RawMessage
	Reads   string
}

// A known is what an errand needs of the configuration of who asks.
type known struct {
	Privacy  privacyConfig
	Channels []papers.Channel
}

// learn reads the configuration for another program.
func (f *configFlags) learn(stdio) error {
	c, err := f.load()
	if err == nil {
		f.Known = &known{c.Privacy, c.channels()}
	}
	return err
}

// taken are files that a command reads, by name, as they were where it was given.
type taken struct {
	Files map[string][]byte `kong:"-"`
}

func (t *taken) take(names ...string) (err error) {
	t.Files = map[string][]byte{}
	for _, name := range names {
		if t.Files[name], err = os.ReadFile(name); err != nil {
			return err
		}
	}
	return nil
}

// carryOut carries a command out: an errand in the program that serves its data folder, if there is one.
func (p program) carryOut(ctx context.Context, cmd *kong.Context) (err error) {
	name, _, _ := strings.Cut(p.doing, " <")
	if errands()[name] == nil {
		return cmd.Run(p, p.lg, p.now)
	}
	command := cmd.Selected().Target.Addr().Interface().(errand)
	if c, ok := command.(interface{ file() (string, error) }); ok {
		var file string
		if file, err = c.file(); err != nil {
			return err
		}
		if out := p.out; file != "" {
			var made bytes.Buffer
			p.out = &made
			defer func() {
				if p.out = out; err == nil {
					err = store.ReplaceFile(file, made.Bytes(), 0o666)
				}
			}()
		}
	}
	if c, ok := command.(interface{ learn(stdio) error }); ok {
		if err := c.learn(p.stdio); err != nil {
			return err
		}
	}
	text, err := json.Marshal(command)
	if err == nil {
		text, err = json.Marshal(asked{text, p.reads})
	}
	if err != nil {
		return err
	}
	status, err := either(ctx, given(cmd, "data"), control.Request{Command: name, Flags: text},
		control.Answer{Out: p.out, Err: p.err, Data: p.out}, func() error { return command.Run(ctx, p) })
	if err == nil && status != 0 {
		return errTold
	}
	return err
}

// errand carries an errand out that another program asks for.
func (s *start) errand(ctx context.Context, h *bot.House, r control.Request, to control.Answer) (int, error) {
	command := errands()[r.Command]
	if command == nil {
		return 1, fmt.Errorf("%q cannot be done while Handvat runs: stop it first", r.Command)
	}
	var c asked
	err := json.Unmarshal(r.Flags, &c)
	if err == nil {
		err = json.Unmarshal(c.Command, command)
	}
	if err != nil {
		return 1, err
	}
	p := s.program
	p.stdio = stdio{strings.NewReader(""), to.Data, to.Err} // which may be of any bytes
	p.doing, p.reads, p.serves = r.Command, c.Reads, h
	switch err := command.Run(ctx, p); {
	case errors.Is(err, errTold):
		return 1, nil
	case err != nil:
		return 1, errors.New(inWords(err, c.Reads, h.Data))
	}
	return 0, nil
}

// either has the program that serves a data folder carry out a command, or does it here where there is none, or no
// folder. The error is [store.ErrInUse] if one has the database open all the same.
func either(ctx context.Context, data string, r control.Request, to control.Answer, here func() error) (int, error) {
	if data == "" {
		return 0, here()
	}
	status, err := control.Call(ctx, data, r, to)
	if !errors.Is(err, control.ErrNobody) {
		return status, err
	}
	if err = here(); !errors.Is(err, store.ErrInUse) {
		return 0, err
	}
	if status, bad := control.Call(ctx, data, r, to); !errors.Is(bad, control.ErrNobody) { // it began meanwhile
		return status, bad
	}
	return 0, err
}
