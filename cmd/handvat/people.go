package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/handvat/handvat/adapters/mail"
	"github.com/handvat/handvat/adapters/web"
	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/terms"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/audit"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
)

type peopleCmd struct {
	Import peopleImportCmd `cmd:""`
	Units  peopleUnitsCmd  `cmd:""`
}

type peopleImportCmd struct {
	dataFlags
	taken
	File   []string `arg:""`
	Apply  bool
	Really bool
	Lang   string `default:"nl"`
	JSON   bool
}

func (c *peopleImportCmd) learn(stdio) error { return c.take(c.File...) }

// Run shows what the roster would change, and changes it if that was asked.
func (c *peopleImportCmd) Run(ctx context.Context, p program) error {
	roster, problems := c.roster(c.File)
	var plan *people.Plan
	at := c.desk(p, c.Lang)
	at.makes = true
	if err := at.update(ctx, func(t *dialog.Turn) (err error) {
		var more knowledge.Problems
		plan, more, err = roster.Plan(t.Tx)
		if problems = append(problems, more...); len(problems) > 0 || err != nil || !c.Apply {
			return err
		}
		plan.Really = c.Really
		return takeOver(t, plan)
	}); err != nil {
		return err
	}
	if err := p.told(problems, c.Lang); err != nil {
		return err
	}
	for _, ch := range plan.Changes {
		if c.JSON {
			line, err := json.Marshal(ch)
			if err != nil {
				return err
			}
			fmt.Fprintf(p.out, "%s\n", line)
			continue
		}
		fmt.Fprintln(p.out, changeLine(ch, c.Lang))
	}
	if c.JSON {
		return nil
	}
	fmt.Fprintln(p.out, c.summary(len(plan.Changes)))
	if drop := (*people.DropError)(nil); !c.Apply && errors.As(plan.Drop(), &drop) {
		fmt.Fprintln(p.out, tooMany(drop, c.Lang))
	}
	return nil
}

// takeOver makes the changes of a roster, and writes down that it was done.
func takeOver(t *dialog.Turn, plan *people.Plan) error {
	err := plan.Apply(t.Tx, t.Now)
	if drop := (*people.DropError)(nil); errors.As(err, &drop) {
		return errors.New(tooMany(drop, t.W.Lang))
	}
	if err != nil {
		return err
	}
	if len(plan.Changes) == 0 {
		return nil
	}
	persons, rights := plan.Sum()
	err = t.Audit(people.Ask, audit.Roster, persons)
	if rights != "" {
		err = errors.Join(err, t.Audit(people.Ask, audit.Rights, rights))
	}
	return err
}

// tooMany says that many people are no longer on a roster, and what becomes of them.
func tooMany(d *people.DropError, lang string) string {
	return words.In(lang).Drop.With(d.Gone, d.Of, int(people.KeepLeavers.Hours()/24))
}

// summary says what was done, or what to do.
func (c *peopleImportCmd) summary(n int) string {
	w := terms.Words.In(c.Lang)
	switch {
	case n == 0:
		return w.Unchanged
	case !c.Apply:
		return w.NotApplied.With(n)
	}
	return w.Applied.With(n) + " " + words.In(c.Lang).Leavers.With(int(people.KeepLeavers.Hours()/24))
}

// changeLine is a change for people to read.
func changeLine(ch people.Change, lang string) string {
	w := words.In(lang)
	what := w.Rostered[ch.What]
	var edits []string
	for _, e := range ch.Edits {
		column := cmp.Or(w.Columns[e.Column], e.Column)
		e.From, e.To = rosterValue(lang, e.Column, e.From), rosterValue(lang, e.Column, e.To)
		switch {
		case e.From == "":
			edits = append(edits, column+" "+e.To)
		case e.To == "":
			edits = append(edits, column+" "+e.From+" → –")
		default:
			edits = append(edits, column+" "+e.From+" → "+e.To)
		}
	}
	if ch.Sign == "-" || len(edits) == 0 {
		return ch.Sign + " " + what + " " + ch.Name
	}
	return ch.Sign + " " + what + " " + ch.Name + ": " + strings.Join(edits, ", ")
}

// rosterValue is what people call what is in a column of a roster: roles and a language by their names.
func rosterValue(lang, column, value string) string {
	w := words.In(lang)
	switch column {
	case "roles":
		roles := strings.Fields(value)
		for i, r := range roles {
			roles[i] = cmp.Or(w.AuditRoles[r], r)
		}
		return text.In(lang).Listed(roles)
	case "lang":
		return cmp.Or(w.Langs[value], value)
	}
	return value
}

// roster reads the files of a roster, and knows its people by all their names.
func (t taken) roster(files []string) (*people.Roster, knowledge.Problems) {
	roster, problems := &people.Roster{Langs: dialog.Common.Langs()}, knowledge.Problems{}
	for _, file := range files {
		problems = append(problems, roster.Read(file, t.Files[file])...)
	}
	knownBy(roster)
	return roster, problems
}

// knownBy adds to every person of a roster by what else they are known: who signs in
// on the web page by the hash of their name there, which is their mail address or what
// the roster says.
func knownBy(r *people.Roster) {
	signedIn := func(name string) people.Identity {
		return people.Identity{Platform: string(web.Platform), User: web.SignedIn(name).ID}
	}
	for i := range r.People {
		p := &r.People[i]
		for j, who := range p.Identities {
			if who.Platform == string(web.Platform) {
				p.Identities[j] = signedIn(who.User)
			}
		}
		if p.Mail == "" {
			continue
		}
		p.Identities = append(p.Identities, people.Identity{Platform: string(mail.Platform),
			User: people.FoldMail(p.Mail)}, signedIn(p.Mail))
	}
}

type peopleUnitsCmd struct {
	langFlag
	dataFlags
	JSON bool
}

// Run lists the units. How many people a unit has is said of a [privacy.Group].
func (c *peopleUnitsCmd) Run(ctx context.Context, p program) error {
	var units []people.Unit
	var group privacy.Group
	if err := c.desk(p, "").open(ctx, func(h *bot.House) error {
		group = h.Group
		return h.View(ctx, "", func(t *dialog.Turn) (err error) {
			units, err = people.Units(t.Tx)
			return err
		})
	}); err != nil {
		return err
	}
	if !c.JSON {
		below := map[string][]people.Unit{}
		for _, u := range units {
			below[u.Parent] = append(below[u.Parent], u)
		}
		printTree(p.out, below, "", 0, group)
		return nil
	}
	for _, u := range units {
		line := map[string]any{"unit": u.ID, "name": u.Name, "parent": u.Parent, "managers": len(u.Managers),
			"zone": u.Zone, "lang": u.Lang}
		if line["withheld"] = !group.May(u.Size); group.May(u.Size) {
			line["people"] = u.Size
		}
		text, err := json.Marshal(line)
		if err != nil {
			return err
		}
		fmt.Fprintf(p.out, "%s\n", text)
	}
	return nil
}

// printTree prints the units that belong to one, each with those that belong to it.
func printTree(w io.Writer, below map[string][]people.Unit, parent string, depth int, group privacy.Group) {
	for _, u := range below[parent] {
		size := fmt.Sprintf("< %d", group.K())
		if group.May(u.Size) {
			size = fmt.Sprint(u.Size)
		}
		name := u.ID
		if people.UnitID(u.Name) != u.ID {
			name += " (" + u.Name + ")"
		}
		fmt.Fprintf(w, "%5s  %s%s\n", size, strings.Repeat("  ", depth), name)
		printTree(w, below, u.ID, depth+1, group)
	}
}
