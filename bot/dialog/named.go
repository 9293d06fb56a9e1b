package dialog

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/people"
)

// A mistaken is who was named and cannot take part: a guest, or who may be one as far as their platform tells now, or
// a name that was typed and is nobody's on the roster, or that of several. It is an error, that [Turn.Act] tells the
// person.
type mistaken struct {
	who    chat.Person
	listed bool // there is a roster, and among are who it may be
	among  []people.Profile
}

func (mistaken) Error() string { return "who was named is not one colleague who may take part" }

// tell says what is wrong with a name, and has the person choose among who it may be. What was typed can be typed again
// with somebody else.
func (m mistaken) tell(t *Turn, a chat.Action) chat.Reply {
	name := Fit(Plain(m.who.Name), 60)
	said := t.W.Feedback.Nobody.With(name)
	var r chat.Reply
	switch {
	case m.who.Guest:
		said = t.W.Feedback.NoGuest.With(t.Name(m.who))
	case m.who.Unsure:
		said = t.W.Feedback.Unsure.With(t.Name(m.who))
	case !m.listed:
		said = t.W.Feedback.Unlisted.With(name)
	case len(m.among) >= chat.MaxButtons:
		var who []string
		for _, p := range m.among[:min(len(m.among), chat.MaxItems)] {
			who = append(who, p.Apart())
		}
		said = t.W.Feedback.Many.With(name, strings.Join(who, ", "))
	case len(m.among) > 0:
		r = t.Show(m.choices(t, name))
		t.Session.Named = &Naming{Kind: t.Event.Kind, Action: a, Said: t.Answer, Fields: maps.Clone(t.Event.Fields),
			Who: t.Event.People}
	}
	if t.Event.Kind == chat.Said {
		t.Session.Awaits = a
	}
	if r.IsZero() {
		r = t.Say(said)
	}
	return r
}

// choices shows who a name may be, told apart by address and unit.
func (m mistaken) choices(t *Turn, name string) chat.Card {
	c := chat.Card{Body: []chat.Block{chat.Text(t.W.Feedback.Several.With(name))}}
	for _, p := range m.among {
		label := p.Apart()
		if unit := t.unitOf(p); unit != "" {
			label += " (" + unit + ")"
		}
		c.Buttons = append(c.Buttons, Button(Fit(label, chat.MaxLabel), Do(Which, whoMark(p))))
	}
	c.Buttons = append(c.Buttons, t.NotNow())
	return c
}

// unitOf is what the unit of somebody is called; empty if they have none.
func (t *Turn) unitOf(p people.Profile) string {
	path, err := people.UnitPath(t.Tx, p.Unit())
	if err != nil || len(path) == 0 {
		return ""
	}
	return cmp.Or(path[0].Name, path[0].ID)
}

// apart is what tells one of those among from the others: their unit, or what [people.Profile.Apart] says where another
// is of it too.
func (t *Turn) apart(among []people.Profile, at int) string {
	says := t.unitOf(among[at])
	for i, p := range among {
		if says == "" || i != at && t.unitOf(p) == says {
			says = among[at].Apart()
			break
		}
	}
	return Fit(Plain(says), 60)
}

// A Naming is what somebody does with a colleague whose name several have, while they choose among those.
type Naming struct {
	Kind   chat.Kind
	Action chat.Action
	Said   string
	Fields map[string]string `json:",omitempty"`
	Who    []chat.Person     // the first that was typed, and is no one person's, is chosen
}

// whoMark names in a button, to who can find them by name, somebody of the roster.
func whoMark(p people.Profile) string {
	sum := sha256.Sum256([]byte("named " + string(p.ID)))
	return hex.EncodeToString(sum[:8])
}

// Chosen goes on with what the person does with a colleague, now that they chose which of those of one name it is.
func Chosen(t *Turn, mark string) (chat.Reply, error) {
	n := t.Session.Named
	if n == nil {
		return t.NotThere(), nil
	}
	t.Session.Named, t.Session.Awaits = nil, chat.Action{}
	for i, who := range n.Who {
		among, _ := people.ByName(t.Tx, who.Name)
		at := slices.IndexFunc(among, func(p people.Profile) bool { return whoMark(p) == mark })
		if !who.Typed || len(among) < 2 || at < 0 {
			continue
		}
		is := among[at].Identity
		t.Event.People = slices.Clone(n.Who)
		t.Event.People[i] = chat.Person{Platform: chat.Platform(is.Platform), Team: is.Team, ID: is.User,
			Name: who.Name, Apart: t.apart(among, at)}
		t.Event.Kind, t.Event.Fields, t.Answer = n.Kind, n.Fields, n.Said
		return t.Act(n.Action)
	}
	return t.NotThere(), nil
}

// Named is somebody who was picked or named; see [Turn.Colleagues]. Who is named by typing is looked up on the roster,
// or if there is none among who spoke with the bot. If nothing can be said to them, because they never spoke with the
// bot, [Turn.Act] tells the person, with what to do.
func (t *Turn) Named(who chat.Person, until time.Time) (people.Profile, error) {
	p, err := t.lookup(who, until, true)
	if err == nil && p.ID != t.Person.ID {
		t.reach(p, t.Name(who))
	}
	return p, err
}

// Lookup is [Turn.Named] where who was named is asked nothing: without a roster any name is taken.
func (t *Turn) Lookup(who chat.Person, until time.Time) (people.Profile, error) {
	return t.lookup(who, until, false)
}

func (t *Turn) lookup(who chat.Person, until time.Time, spoke bool) (people.Profile, error) {
	if (who.Guest || who.Unsure) && !people.May([]people.Role{people.Guest}, people.TakePart) {
		return people.Profile{}, mistaken{who: who}
	}
	is := people.Identity{Platform: string(who.Platform), Team: who.Team, User: who.ID}
	if who.Typed {
		known, found, err := people.Find(t.Tx, is)
		if err != nil || found && known.Listed && known.Leaves.IsZero() {
			return known, err
		}
		switch among, listed := people.ByName(t.Tx, who.Name); {
		case listed && len(among) == 1:
			return among[0], nil
		case listed, spoke && (!found || known.Met.IsZero()):
			return people.Profile{}, mistaken{who, listed, among}
		}
	}
	return people.Named(t.Tx, is, until)
}

// An absentee is somebody who was named and to whom nothing can be said.
type absentee struct {
	id   people.ID
	name string // empty if it is not known
}

// reach remembers that nothing can be said to somebody who was named, if so.
func (t *Turn) reach(p people.Profile, name string) {
	known := func(a absentee) bool { return a.id == p.ID }
	if p.Home.IsZero() && !p.Left && !slices.ContainsFunc(t.unreached, known) {
		t.unreached = append(t.unreached, absentee{p.ID, name})
	}
}

// tellUnreached is a reply that says first who cannot be reached of those the person named, and what to do.
func (t *Turn) tellUnreached(r chat.Reply) chat.Reply {
	if len(t.unreached) == 0 || r.IsZero() {
		return r
	}
	var names []string
	for _, a := range t.unreached {
		names = append(names, t.Called(a.name))
	}
	t.unreached = nil
	c := chat.Card{Body: Blocks(r.Text)}
	if r.Card != nil {
		c = *r.Card
	}
	c.Body = append(Blocks(t.W.Feedback.Unreached.With(t.W.Listed(names))), c.Body...)
	r.Card, r.Text = &c, c.Plain()
	return r
}
