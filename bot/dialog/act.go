package dialog

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/audit"
	"github.com/handvat/handvat/knowledge/people"
)

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
	as     people.Role // that they have to whom it is named; empty for none
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

// NamedAs is [Act.NamedIf] of what makes somebody have a role, whatever the roster says: see [Turn.Is].
func (a Act) NamedAs(role people.Role, holds func(t *Turn) (bool, error)) Act {
	a.as, a.named = role, holds
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

// Is reports whether the person has a role, by the roster or by something that they do.
func (t *Turn) Is(role people.Role) (bool, error) {
	if slices.Contains(t.Roles, role) {
		return true, nil
	}
	for _, s := range t.Skills {
		for _, act := range s.Acts {
			if act.named != nil && act.as == role && t.May(act.Right) {
				return act.named(t)
			}
		}
	}
	return false, nil
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

// Refuse says to the person alone who may do what they may not. Colleagues are named only while there is no roster:
// after that nobody is one, and who is missing from it would take it to be about them.
func (t *Turn) Refuse(right people.Right) chat.Reply {
	var who []string
	roster := people.HasRoster(t.Tx)
	for _, r := range people.Everybody() {
		if people.ScopeOf(r, right) != people.Nowhere && (!roster || r != people.Colleague) {
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
