package dialog

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// A Skill is one thing the bot can do. What it keeps, forgets, lets whom do, is helped with and does by itself
// is what is declared here; there is no second list. It depends on nothing: what it needs of the world comes
// with the [Turn].
type Skill struct {
	Name   string           // of its folder; its verbs are "name/act"
	Texts  text.Texts       // nl.yaml and en.yaml beside it
	Tables []store.Declared // all that it keeps
	Acts   map[string]Act   // what people press and type, by name, behind a guard

	// Commands are the acts that can be typed, in the order of help. In what words, and what help says of
	// each, is in Texts. One that ends with a colon takes what is typed behind it, as in "note: …".
	Commands []string

	// Yields are the commands that do not interrupt: while an answer is awaited their words are that answer.
	Yields []string

	// Question is the act that answers what people ask in their own words. One skill has it.
	Question string

	// Meanwhile says that people use it in the middle of something else: what they were writing there goes on, and
	// it is no reaction to what the bot began itself.
	Meanwhile bool

	Due  map[string]Func // what comes due on the agenda, by name; nobody can press it
	Jobs map[string]Func // what the house does by itself each day, each in a turn of nobody

	// Used is told that an aid helped a person or was finished. What it returns is
	// added to the card in small print, such as that a message follows.
	Used func(t *Turn, a *knowledge.Aid) (note string, err error)

	// Stuck is told that an aid did not help a person, and why: one of the keys of
	// the choices of Reasons. It may return a note to add in small print, and a button to
	// say more with.
	Stuck func(t *Turn, a *knowledge.Aid, reason string) (note string, more []chat.Button, err error)

	// Waiting tells what people sent in that authors have not settled: how much, what a button says of that, and
	// what shows the first of it.
	Waiting func(tx *store.Tx, lang string) (n int, says string, show chat.Action)

	// Quotes are what people wrote for others to read, if they can here. One skill has them.
	Quotes Quotes

	// Changed is told that the library changed, in a turn of nobody: which aids came in a new major version.
	Changed func(t *Turn, ups []knowledge.Upgrade) error

	// Trained is told that the person finished a training, as they say themself.
	Trained func(t *Turn, f Training) error

	// Goal is what the person said that they want to do with something of this title, in their words; empty if they
	// did not.
	Goal func(t *Turn, title string) string

	// Learned is what may be told of whether people use what they learned in a training of this title, in sentences.
	Learned func(t *Turn, title string) ([]string, error)

	// Leaves is told that all that is kept of the person of the turn is about to go, to undo what no table can,
	// such as what others were shown.
	Leaves func(t *Turn) error

	// Lines are what the skill has for the person's list of what goes between them and colleagues: feedback.
	Lines func(t *Turn) ([]Line, error)

	// Asks puts a question of the person, about themself, to a colleague, for another skill, without a reminder.
	// Lead says why it cannot be put now; then nothing was.
	Asks func(t *Turn, to Colleague, question string) (r chat.Reply, lead string, err error)
}

// A Training is a training that people finished on a day.
type Training struct {
	Title string
	Day   time.Time      // any moment of it
	Aid   *knowledge.Aid // that goes with it; nil for none
	By    string         // who says so, as participants read it; empty for a colleague
	ByID  people.ID      // empty if that is nobody who talks with the bot
}

// Quotes are sentences that people wrote for others to read.
type Quotes interface {
	// Next returns the sentence that the weekly message of a unit may tell, of those shared before
	// a moment, if a group of need could have written it; empty if there is none.
	Next(tx *store.Tx, unit string, before time.Time, need privacy.Group) (string, error)

	// Told says that what Next returns was sent, and must not come again.
	Told(tx *store.Tx, unit string, before time.Time, need privacy.Group) error
}

// Check reports what is not declared.
func (s Skill) Check() (err error) {
	fault := func(format string, args ...any) {
		err = errors.Join(err, fmt.Errorf("skill %s: "+format, append([]any{s.Name}, args...)...))
	}
	if s.Texts == nil && len(s.Acts) > 0 {
		fault("it has no texts")
	}
	for _, table := range s.Tables {
		if bad := table.Check(); bad != nil {
			fault("%w", bad)
		}
	}
	for name, act := range s.Acts {
		if act.Right == "" || act.do == nil {
			fault("act %s has no guard", name)
		}
	}
	if s.Texts == nil {
		return err
	}
	if bad := s.Texts.Check(); bad != nil {
		fault("%w", bad)
	}
	for _, lang := range s.Texts.Langs() {
		common := s.Texts.Common(lang)
		for _, name := range s.Commands {
			if len(common.Commands[name]) == 0 {
				fault("command %q has no words in %s", name, lang)
			}
			if act := strings.TrimSuffix(name, ":"); s.Acts[act].do == nil {
				fault("command %q has no act %q", name, act)
			}
		}
		unsaid := maps.Clone(common.Keeps)
		for _, table := range s.Tables {
			for _, says := range table.Papers() {
				if common.Keeps[says.Buckets[0]] == "" {
					fault("%s does not tell what is in %s", lang, says.Buckets[0])
				}
				for _, bucket := range says.Buckets {
					delete(unsaid, bucket)
				}
			}
		}
		for bucket := range unsaid {
			fault("%s tells what is in %s, which is no table", lang, bucket)
		}
		for name, act := range s.Acts {
			if says := common.Changes[name] != ""; says != (act.audits != "") {
				fault("act %s: what changes something by a right that not all have, and nothing else, has words for "+
					"that in the Changes of %s; what only shows something is a Look", name, lang)
			}
		}
		for name := range common.Changes {
			if _, ok := s.Acts[name]; !ok {
				fault("%s tells what %s changed, which is no act", lang, name)
			}
		}
		for name := range common.Commands {
			if !slices.Contains(s.Commands, name) {
				fault("%s has words for %s, which is no command", lang, name)
			}
		}
	}
	return err
}

// Verb is the verb of an act of a skill.
func Verb(skill, act string) string { return skill + "/" + act }

// SkillOf returns the skill of a verb, and what the verb is called there.
func SkillOf(all []Skill, verb string) (s Skill, name string) {
	skill, name, _ := strings.Cut(verb, "/")
	if i := slices.IndexFunc(all, func(s Skill) bool { return s.Name == skill }); i >= 0 {
		s = all[i]
	}
	return s, name
}

// Skill is [SkillOf] of all there are.
func (t *Turn) Skill(verb string) (s Skill, name string) { return SkillOf(t.Skills, verb) }

// May reports whether the person has a right, for some units at least.
func (t *Turn) May(right people.Right) bool { return people.May(t.Roles, right) }

// MayFor reports whether the person has a right for a unit; an empty unit is the whole organisation.
func (t *Turn) MayFor(right people.Right, unit string) (bool, error) {
	return people.MayFor(t.Tx, t.Person, t.Roles, right, unit)
}

// Units are the units that the person leads, and their own; with a right for the whole organisation those at the
// top of it too.
func (t *Turn) Units(right people.Right) ([]string, error) {
	units, err := people.Leads(t.Tx, t.Person.ID)
	if err != nil {
		return nil, err
	}
	if own := t.Person.Unit(); own != "" && !slices.Contains(units, own) {
		units = append(units, own)
	}
	if all, err := t.MayFor(right, ""); !all || err != nil {
		return units, err
	}
	us, err := people.Units(t.Tx)
	for _, u := range us {
		if u.Parent == "" && !slices.Contains(units, u.ID) {
			units = append(units, u.ID)
		}
	}
	return units, err
}

// LedUnit is the unit for which the person uses a right that has units, where nothing tells one, as a channel does not:
// their own, or else the first that they lead; not ok if they may for none.
func (t *Turn) LedUnit(right people.Right) (unit string, ok bool, err error) {
	unit = t.Person.Unit()
	if ok, err = t.MayFor(right, unit); ok || err != nil {
		return unit, ok, err
	}
	led, err := people.Leads(t.Tx, t.Person.ID)
	if err != nil || len(led) == 0 {
		return "", false, err
	}
	return led[0], true, nil
}

// OfOthers says who may change what a unit has begun, if the person may not by a right; empty if they may.
func (t *Turn) OfOthers(right people.Right, unit string) (string, error) {
	may, err := t.MayFor(right, unit)
	if may || err != nil {
		return "", err
	}
	u, ok, err := people.UnitByID(t.Tx, unit)
	if !ok { // of nobody's, or of one that is no more
		return t.W.OfAuthors, err
	}
	return t.W.OfUnit.With(chat.Strip(cmp.Or(u.Name, u.ID))), nil
}

// Trained tells all skills that the person finished a training.
func (t *Turn) Trained(f Training) (err error) {
	for _, s := range t.Skills {
		if s.Trained != nil {
			err = errors.Join(err, s.Trained(t, f))
		}
	}
	return err
}

// Goal is what the person said that they want to do with something of this title; empty if they did not.
func (t *Turn) Goal(title string) string {
	for _, s := range t.Skills {
		if s.Goal == nil {
			continue
		}
		if goal := s.Goal(t, title); goal != "" {
			return goal
		}
	}
	return ""
}

// Learned is what may be told of whether people use what they learned in a training of this title.
func (t *Turn) Learned(title string) (says []string, err error) {
	for _, s := range t.Skills {
		if s.Learned != nil {
			some, bad := s.Learned(t, title)
			says, err = append(says, some...), errors.Join(err, bad)
		}
	}
	return says, err
}

// Kept tells how many things each skill keeps of the person, by what they are called; nothing of a skill that says no
// such name.
func (t *Turn) Kept() (all chat.Facts, err error) {
	for _, s := range t.Skills {
		if s.Texts == nil || s.Texts.Common(t.W.Lang).Title == "" {
			continue
		}
		kept, bad := s.KeptOf(t.Tx, t.Person.ID)
		n, common := map[string]int{}, s.Texts.Common(t.W.Lang)
		for bucket, rows := range kept {
			n[cmp.Or(common.Titles[bucket], common.Title)] += len(rows)
		}
		err = errors.Join(err, bad)
		for _, label := range slices.Sorted(maps.Keys(n)) {
			all = append(all, chat.Fact{Label: label, Value: strconv.Itoa(n[label])})
		}
	}
	return all, err
}

// KeptOf returns what a skill keeps of a person by table, for their own export.
func (s Skill) KeptOf(tx *store.Tx, id people.ID) (map[string][]json.RawMessage, error) {
	all := map[string][]json.RawMessage{}
	for _, table := range s.Tables {
		rows, err := table.Kept(tx, string(id))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.Name, err)
		}
		if len(rows) > 0 {
			all[table.Papers()[0].Buckets[0]] = rows
		}
	}
	return all, nil
}

// Without takes a person out of what a skill keeps, as far as its tables are meant.
func (s Skill) Without(tx *store.Tx, id people.ID, meant func(store.Declared) bool) (err error) {
	for _, table := range s.Tables {
		if meant(table) {
			err = errors.Join(err, table.Forget(tx, string(id)))
		}
	}
	return err
}

// Age removes what a skill keeps for too long, in short transactions.
func (s Skill) Age(ctx context.Context, db *store.DB, now time.Time) (err error) {
	for _, table := range s.Tables {
		err = errors.Join(err, table.Prune(ctx, db, now))
	}
	return err
}
