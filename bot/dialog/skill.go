package dialog

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
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
	"github.com/handvat/handvat/knowledge/audit"
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

// A Func carries out an action in a turn. Arg is the argument of the action.
type Func func(t *Turn, arg string) (chat.Reply, error)

// An Act is what a skill does when asked. The zero value lets nobody. What comes of it is the person's own: in company
// they alone see it, unless the act is [Act.Shared].
type Act struct {
	Right  people.Right // that the table of rights is asked for; help and menus follow from it
	audits people.Right // under which what it changes is in the audit log; empty if it is not
	mine   bool         // only who got the card may press its buttons
	shared bool         // everyone in the place sees what comes of it
	named  func(t *Turn) (bool, error)
	do     Func
	finds  func(s Session, e chat.Event) (text, lang string)
}

// Anyone lets everyone who may ask.
func Anyone(do Func) Act { return May(people.Ask, do) }

// May lets who has a right, for some units at least. For which is the act's to find out: see [Turn.MayFor]. Of a right
// that not everybody has the audit log keeps who used it to change something: what is in the Changes of its texts.
func May(right people.Right, do Func) Act {
	a := Act{Right: right, do: do}
	if !everybodys(right) {
		a.audits = right
	}
	return a
}

// Look is [May] of an act that only shows something, or asks for what another act takes. Who looks is kept nowhere.
func Look(right people.Right, do Func) Act { return Act{Right: right, do: do} }

// Audited is the act with what it changes in the audit log, as done by a right that it finds out by itself.
func (a Act) Audited(right people.Right) Act {
	a.audits = right
	return a
}

// everybodys reports whether every employee has a right, for everything.
func everybodys(right people.Right) bool {
	return people.ScopeOf(people.Employee, right) == people.Everywhere
}

// Mine is of the person's own: only whose card it is may press it. Whose it was is in the button, as a mark
// that tells nobody who that is.
func Mine(do Func) Act { return Act{Right: people.OwnData, mine: true, do: do} }

// NamedIf is the act with help naming it only to those, of who may, for whom something holds; nil for all.
func (a Act) NamedIf(holds func(t *Turn) (bool, error)) Act {
	a.named = holds
	return a
}

// Shared is the act in front of everyone in the place where it is done: it is about an aid, or about the team, and
// shows nothing of the person. It still answers them alone with what it shows by [Turn.Alone].
func (a Act) Shared() Act {
	a.shared = true
	return a
}

// Finding is the act with the library searched before its turn, for what of tells by where the conversation stands and
// the event: in a language, or else that of the turn. [Turn.Found] is what was found; for an empty text nothing.
func (a Act) Finding(of func(s Session, e chat.Event) (text, lang string)) Act {
	a.finds = of
	return a
}

// Finds is what an act looks for.
func (a Act) Finds(s Session, e chat.Event) (text, lang string) {
	if a.finds == nil {
		return "", ""
	}
	return a.finds(s, e)
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

// MayDo reports whether the person may do what a verb does.
func (t *Turn) MayDo(verb string) bool {
	s, name := t.Skill(verb)
	act := s.Acts[name]
	return act.do != nil && t.May(act.Right)
}

// Audit writes down that the person changed what others work with, by a right; of nobody that the administrator did.
func (t *Turn) Audit(right people.Right, what audit.Kind, of string) error {
	e := audit.Entry{Time: t.Now, Person: people.ID(t.Who()), Role: people.Admin, Kind: what, Of: of}
	if t.Person.ID != "" && len(t.Roles) > 0 {
		as := slices.DeleteFunc(slices.Clone(t.Roles), func(r people.Role) bool {
			return people.ScopeOf(r, right) == people.Nowhere
		})
		if len(as) == 0 { // it is theirs for another reason, such as a role in a case
			as = t.Roles
		}
		e.Role = as[0]
		if e.Role == people.Employee && len(as) > 1 { // they did it as what they are besides
			e.Role = as[1]
		}
	}
	t.audited = true
	return audit.Add(t.Tx, e)
}

// Audited does something, and if that changed what is kept, [Turn.Audit] writes that down, unless it did already.
func (t *Turn) Audited(right people.Right, what audit.Kind, do func() error) error {
	before, outer := t.Tx.Changes(), t.audited
	t.audited = false
	err := do()
	if err == nil && t.Tx.Changes() != before && !t.audited {
		err = t.Audit(right, what, t.Subject)
	}
	t.audited = t.audited || outer
	return err
}

// Names reports whether help names to the person what a verb does: they may do it, and it is of use to them.
func (t *Turn) Names(verb string) (bool, error) {
	s, name := t.Skill(verb)
	if named := s.Acts[name].named; t.MayDo(verb) && named != nil {
		return named(t)
	}
	return t.MayDo(verb), nil
}

// BelongsTo reports whether what a verb does comes with a role: it gives a right to it that not every employee has
// everywhere, or it is named to some only.
func (t *Turn) BelongsTo(verb string, role people.Role) bool {
	s, name := t.Skill(verb)
	act := s.Acts[name]
	everybody := everybodys(act.Right)
	switch {
	case role == people.Employee:
		return everybody && act.named == nil
	case act.named != nil:
		return true
	}
	return !everybody && people.ScopeOf(role, act.Right) != people.Nowhere
}

// Act carries out an action of a skill that is declared, if the person may. What falls due is nobody's to press.
func (t *Turn) Act(a chat.Action) (chat.Reply, error) {
	s, name := t.Skill(a.Verb)
	if t.Event.Kind == chat.Due && a == t.Event.Action {
		if do := s.Due[name]; do != nil {
			return do(t, a.Arg)
		}
		return chat.Reply{}, nil // the skill, or what it did, is no longer there: silence
	}
	act := s.Acts[name]
	if act.do == nil { // a button of an older version, or a made-up one
		return t.Alone(t.Say(t.W.Gone)), nil
	}
	rest, whose, marked := cutMark(a.Arg)
	switch {
	case !t.May(act.Right):
		return t.Refuse(act.Right), nil
	case !act.mine || a != t.Event.Action: // also if another act does this one in the same turn
	case marked && whose != t.mark(), !marked && t.Event.Kind == chat.Pressed && !t.Event.Direct:
		return t.Alone(t.Say(t.W.NotYours)), nil
	}
	defer func(was bool) { t.shared = was }(t.shared)
	t.shared = act.shared
	var r chat.Reply
	does := func() (err error) { r, err = act.do(t, rest); return err }
	var err error
	if act.audits == "" {
		err = does()
	} else {
		err = t.Audited(act.audits, audit.Kind(a.Verb), does)
	}
	if wrong := (mistaken{}); errors.As(err, &wrong) {
		return t.Alone(wrong.tell(t, a)), nil
	}
	r = t.tellUnreached(r)
	if act.shared {
		return r, err
	}
	return t.Alone(r), err
}

// Refuse says to the person alone who may do what they may not. What colleagues may while there is no roster is told to
// guests only: anyone else who is refused it is on a roster or missing from one, and would take it to be about them.
func (t *Turn) Refuse(right people.Right) chat.Reply {
	var who []string
	guest := slices.Contains(t.Roles, people.Guest)
	for _, r := range people.Everybody() {
		if people.ScopeOf(r, right) != people.Nowhere && (guest || r != people.Colleague) {
			who = append(who, t.W.Roles[string(r)])
		}
	}
	return t.Alone(t.Say(t.W.Refused.With(t.W.Listed(who))))
}

// stamp marks an action that is one person's with whose it is.
func (t *Turn) stamp(a chat.Action) chat.Action {
	s, name := t.Skill(a.Verb)
	if _, _, marked := cutMark(a.Arg); s.Acts[name].mine && !marked {
		a.Arg += markSign + t.mark()
	}
	return a
}

// markSign stands between the argument of an action and whose it is.
const markSign = "~"

// mark tells whose a card is.
func (t *Turn) mark() string {
	sum := sha256.Sum256([]byte("card of " + string(t.Person.ID)))
	return hex.EncodeToString(sum[:4])
}

func cutMark(arg string) (rest, mark string, ok bool) {
	i := strings.LastIndex(arg, markSign)
	if i < 0 || len(arg)-i-1 != 8 {
		return arg, "", false
	}
	return arg[:i], arg[i+1:], true
}

// Kept tells how many things each skill keeps of the person, by what they are called; nothing of a skill that says no
// such name.
func (t *Turn) Kept() (all chat.Facts, err error) {
	for _, s := range t.Skills {
		if s.Texts == nil || s.Texts.Common(t.W.Lang).Title == "" {
			continue
		}
		kept, bad := s.KeptOf(t.Tx, t.Person.ID)
		n := 0
		for _, rows := range kept {
			n += len(rows)
		}
		if err = errors.Join(err, bad); n > 0 {
			all = append(all, chat.Fact{Label: s.Texts.Common(t.W.Lang).Title, Value: strconv.Itoa(n)})
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
