package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/audit"
	"github.com/handvat/handvat/knowledge/settings"
)

type auditCmd struct {
	dataFlags
	langFlag
	JSON bool
}

// Run prints who changed what, oldest first. A person is told by their pseudonym.
func (c *auditCmd) Run(ctx context.Context, p program) error {
	var all []audit.Entry
	zone := time.UTC
	if err := c.desk(p, c.Lang).view(ctx, func(t *dialog.Turn) (err error) {
		all = audit.All(t.Tx)
		zone, err = settings.Zone(t.Tx)
		return err
	}); err != nil {
		return err
	}
	w := words.In(c.Lang)
	for _, e := range all {
		if c.JSON {
			line, err := json.Marshal(map[string]any{"time": e.Time, "role": e.Role, "person": e.Person,
				"what": e.Kind, "of": e.Of})
			if err != nil {
				return err
			}
			fmt.Fprintf(p.out, "%s\n", line)
			continue
		}
		who := cmp.Or(w.AuditRoles[string(e.Role)], string(e.Role))
		if e.Person != "" {
			who += " " + string(e.Person)
		}
		fmt.Fprintf(p.out, "%s  %s: %s\n", e.Time.In(zone).Format("2006-01-02 15:04"), who,
			strings.TrimSuffix(c.what(e.Kind)+": "+c.of(e.Of), ": "))
	}
	if len(all) == 0 && !c.JSON {
		fmt.Fprintln(p.out, w.NoAudit)
	}
	return nil
}

// of says what it was about: the roles and states in it have names.
func (c *auditCmd) of(about string) string {
	w, says := words.In(c.Lang), strings.Fields(about)
	for i, word := range says {
		sign := word[:len(word)-len(strings.TrimLeft(word, "+-"))]
		says[i] = sign + cmp.Or(w.AuditRoles[word[len(sign):]], w.AuditedAs[word[len(sign):]], word[len(sign):])
	}
	return strings.Join(says, " ")
}

// what says what changed.
func (c *auditCmd) what(k audit.Kind) string {
	s, act := dialog.SkillOf(bot.Declared(skills()), string(k))
	if s.Texts != nil {
		return cmp.Or(s.Texts.Common(c.Lang).Changes[act], string(k))
	}
	return cmp.Or(words.In(c.Lang).Audited[string(k)], string(k))
}
