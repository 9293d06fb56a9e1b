package main

import (
	"bufio"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/simulate"
	"github.com/handvat/handvat/bot/stage"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// simulatedFile marks a data folder as one in which nothing really happened.
const simulatedFile = "SIMULATED.txt"

const simulatedText = `Everything in this folder is made up: it was played by "handvat simulate" with people
who do not exist. Never mix it with the data of a real organisation.

Alles in deze map is verzonnen: "handvat simulate" speelde het na met mensen die niet
bestaan. Meng het nooit met de gegevens van een echte organisatie.
`

// simulatedUntil is the moment until which the data of a folder was played; ok is false
// if it was not played at all.
func simulatedUntil(data string) (until time.Time, ok bool) {
	text, err := os.ReadFile(filepath.Join(data, simulatedFile))
	if err != nil {
		return until, false
	}
	_, last, _ := strings.Cut(string(text), "\nuntil ")
	until, err = time.Parse(time.RFC3339, strings.TrimSpace(last))
	return until, err == nil
}

// clockOf is the clock that a command goes by: where its data folder was played it stands still at the end of that.
func clockOf(cmd *kong.Context, real func() time.Time) func() time.Time {
	if data := given(cmd, "data"); data != "" {
		if until, played := simulatedUntil(data); played {
			return func() time.Time { return until }
		}
	}
	return real
}

// goOn has time go by in a data folder that was played. Done notes how far it came there.
func (p program) goOn(data string) (on program, done func() error) {
	until, played := simulatedUntil(data)
	if !played {
		return p, func() error { return nil }
	}
	began := p.real()
	p.now = func() time.Time { return until.Add(p.real().Sub(began)) }
	return p, func() error { return markSimulated(data, p.now().Add(time.Second)) }
}

type simulateCmd struct {
	langFlag
	libraryFlags
	Data   string `required:"" type:"path"`
	People int    `default:"60"`
	Units  int    `default:"5"`
	Weeks  int    `default:"13"`
	Seed   uint64 `default:"1"`
	From   string `default:"2026-11-30"`
}

// Run plays an organisation through the real bot.
func (c *simulateCmd) Run(ctx context.Context, p program) (err error) {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		return err
	}
	from, err := time.ParseInLocation(time.DateOnly, c.From, zone)
	if err != nil || from.Weekday() != time.Monday {
		return words.Say(func(w *texts) string { return w.Wrong.NoMonday.With(c.From) })
	}
	org, err := simulate.New(c.People, c.Units, c.Seed)
	if errors.Is(err, simulate.ErrCrowd) {
		return words.Say(func(w *texts) string { return w.Wrong.Crowd.With(c.People, c.Units) })
	}
	if err != nil {
		return err
	}
	if err := c.folder(from); err != nil {
		return err
	}
	house, err := p.house(c.Data, c.libraryFlags, synonymFlags{})
	if err != nil {
		return err
	}
	house.Rehearsal = true
	core := new(rehearsal)
	if core.Stage, err = stage.Open(ctx, house, from.UTC(), stage.Platform{Name: simulate.Platform}); err != nil {
		return err
	}
	h := core.House
	defer func() { err = errors.Join(err, core.Close()) }()
	if core.cases, err = newCaseload(from); err != nil {
		return err
	}
	if err := core.cases.day(ctx, h.DB, from); err != nil {
		return err
	}
	if err := enrol(ctx, h.DB, org, from); err != nil {
		return err
	}
	heard, closeAll := transcripts(filepath.Join(c.Data, "transcripts"), org)
	play := &simulate.Play{Of: org, Core: core, Aids: h.Lib.All(), Heard: heard}
	events, err := play.Weeks(ctx, from, c.Weeks, progress(p.err)(words.In(p.reads).Playing.With(c.Weeks)))
	if err := errors.Join(err, closeAll()); err != nil {
		return err
	}
	n := 0
	for _, err := range h.Journal.After(ctx, 0) {
		if err != nil {
			return err
		}
		n++
	}
	w := words.In(p.reads).Played
	_, err = fmt.Fprintf(p.out, "%s\n%s; %s; %s.\n%s\n",
		w.Who.With(w.People.With(c.People), w.Units.With(c.Units), w.Weeks.With(c.Weeks), c.From, c.Seed),
		w.Did.With(events), w.Facts.With(n), w.Began.With(core.said),
		w.Read.With(filepath.Join(c.Data, "transcripts")))
	return err
}

// folder makes the data folder, marked as one in which nothing really happened.
func (c *simulateCmd) folder(from time.Time) error {
	if err := newFolder(c.Data); err != nil {
		return err
	}
	if err := os.Mkdir(filepath.Join(c.Data, "transcripts"), 0o700); err != nil {
		return err
	}
	return markSimulated(c.Data, from.AddDate(0, 0, 7*c.Weeks).Add(9*time.Hour))
}

// newFolder makes a folder for what is made up, unless there is something in it.
func newFolder(data string) error {
	if entries, err := os.ReadDir(data); err == nil && len(entries) > 0 {
		return words.Say(func(w *texts) string { return w.Wrong.NotEmpty.With(data) })
	}
	return os.MkdirAll(data, 0o700)
}

// markSimulated marks a folder as one in which nothing really happened, until a moment.
func markSimulated(data string, until time.Time) error {
	text := fmt.Sprintf("%s\nuntil %s\n", simulatedText, until.Format(time.RFC3339))
	return os.WriteFile(filepath.Join(data, simulatedFile), []byte(text), 0o600)
}

// A rehearsal is a stage with the people and the cases of an organisation that does not exist.
type rehearsal struct {
	*stage.Stage
	cases *caseload
	said  int
}

// Set moves the clock.
func (r *rehearsal) Set(now time.Time) { r.Now = now.UTC() }

// Tell hands over events of different people.
func (r *rehearsal) Tell(ctx context.Context, es []chat.Event) ([]chat.Reply, error) {
	sent, err := r.Stage.Tell(ctx, es...)
	if err != nil {
		return nil, err
	}
	by := map[string]chat.Reply{}
	for _, m := range sent {
		by[m.Key] = m.Reply
	}
	replies := make([]chat.Reply, len(es))
	for i, e := range es {
		replies[i] = by[e.ID]
		if err := replies[i].Validate(); err != nil {
			return nil, fmt.Errorf("event %s, %v: %w", e.ID, e.Action, err)
		}
	}
	return replies, nil
}

// Due returns what the bot says by itself now.
func (r *rehearsal) Due(ctx context.Context) (said []simulate.Said, err error) {
	sent, err := r.Advance(ctx)
	for _, m := range sent {
		said = append(said, simulate.Said{In: m.To, Reply: m.Reply})
	}
	r.said += len(said)
	return said, err
}

// Day is the end of a day. Finding is trained anew once a week, on the same day each time.
func (r *rehearsal) Day(ctx context.Context) error {
	if r.Now.Weekday() == time.Sunday {
		if err := r.House.Find.Retrain(ctx); err != nil {
			return err
		}
	}
	return r.cases.day(ctx, r.House.DB, r.Now)
}

// enrol makes the people of an organisation known, with pseudonyms that follow from
// their names, and their units by way of a roster.
func enrol(ctx context.Context, db *store.DB, org *simulate.Organisation, now time.Time) error {
	var roster people.Roster
	for _, u := range org.Units {
		roster.Units = append(roster.Units, people.RosterUnit{Unit: people.Unit{ID: u.ID, Name: u.Name,
			Parent: u.Parent, Lang: u.Lang, Zone: "Europe/Amsterdam"}})
	}
	return db.Update(ctx, func(tx *store.Tx) error {
		for i, p := range org.People {
			who := people.Identity{Platform: string(simulate.Platform), User: p.Name}
			if err := people.Enrol(tx, pseudonym(p.Name), who); err != nil {
				return err
			}
			r := people.RosterPerson{Identities: []people.Identity{who}, Unit: p.Unit,
				Roles: []people.Role{people.Employee}, Zone: "Europe/Amsterdam", Lang: p.Lang,
				Line: people.Line{File: "simulated", No: i + 1}}
			switch p.Role {
			case "manager":
				r.Roles, r.ManagerOf = append(r.Roles, people.Manager), []string{p.Unit}
			case "author":
				r.Roles = append(r.Roles, people.Author)
			}
			roster.People = append(roster.People, r)
		}
		plan, problems, err := roster.Plan(tx)
		if err != nil || len(problems) > 0 {
			return fmt.Errorf("simulate: roster: %v %w", problems, err)
		}
		return plan.Apply(tx, now)
	})
}

// pseudonym is the same for a name each time.
func pseudonym(name string) people.ID {
	h := fnv.New64a()
	io.WriteString(h, "simulated "+name) // never fails
	return people.ID(hex.EncodeToString(h.Sum(nil)))
}

// transcripts writes down what is said with a few people: of those who speak each
// language, lead a unit or write aids, who asks most.
func transcripts(dir string, org *simulate.Organisation) (heard simulate.Heard, closeAll func() error) {
	files := map[*simulate.Person]*bufio.Writer{}
	var closers []func() error
	var failed error
	for what, p := range org.Busiest() {
		f, err := os.Create(filepath.Join(dir, fmt.Sprintf("%s-%s.md", what, p.Name)))
		if err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		w := bufio.NewWriter(f)
		fmt.Fprintf(w, "# SIMULATED: %s (%s, %s, %s)\n", p.Name, p.Role, p.Unit, p.Lang)
		files[p] = w
		closers = append(closers, w.Flush, f.Close)
	}
	heard = func(at time.Time, p *simulate.Person, e chat.Event, r chat.Reply) {
		if w := files[p]; w != nil && failed == nil {
			failed = simulate.Write(w, at, e, r)
		}
	}
	return heard, func() error {
		for _, c := range closers {
			failed = errors.Join(failed, c())
		}
		return failed
	}
}
