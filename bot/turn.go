package bot

import (
	"slices"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// A turn is the handling of one event inside its transaction.
type turn struct {
	*dialog.Turn
	b   *Bot
	in  intent
	met bool // this is the first event of the person

	form dialog.Session // as it was, where a form goes on waiting; see intent.waits

	above []byte // key of the session of the whole conversation, if that one goes on in a thread of it
}

// begin reads who the event is from and where the conversation stands. What is due in
// a place is from nobody.
func (b *Bot) begin(tx *store.Tx, e chat.Event, in intent) (*turn, error) {
	t := &turn{b: b, in: in, Turn: &dialog.Turn{Tx: tx, Event: e, Now: b.now(), W: dialog.In(string(in.lang)),
		Answer: in.answer, Moment: in.moment, Found: in.found, Waits: in.waits,
		Skills: b.skills, World: b.world, Lib: b.lib, Agenda: b.agenda, Conceal: func() error {
			return b.conceal(tx, e)
		}}}
	t.Retract = b.retracts(tx)
	t.Unname = func(unname func(lang, text string) string) error { return b.unname(tx, t.Person, unname) }
	t.Do, t.Publish = t.do, t.publish
	t.Confirm = func(c find.Confirmation) error { return b.found.Confirm(tx, c) }
	if e.From.Guest {
		t.Lib = forAnyone{b.lib}
	}
	if e.From.ID != "" {
		var err error
		if t.Person, t.met, err = meet(tx, e, t.Now); err != nil {
			return nil, err
		}
	}
	t.Roles = b.rolesOf(tx, t.Person, e.From)
	if t.Person.ID != "" && !b.alone {
		t.Person.Writes = b.isAuthor(t.Person)
	}
	var err error
	if t.Session, t.above, err = sessionOf(tx, t.Person.ID, e, t.Now); err != nil {
		return nil, err
	}
	t.form = t.Session
	t.Together = func(d time.Duration) error { return together(tx, e.In, t.Now.Add(d)) }
	if e.Kind == chat.Due {
		t.Session.Nudge, t.Session.Nudged = chat.Action{}, time.Time{}
	}
	if e.Kind != chat.Due { // of that the person knows nothing yet
		t.Person.Left = e.Kind == chat.Left
	}
	if e.Direct && e.Kind != chat.Due { // what is due may go where nobody can answer
		t.Person.Home = people.Home{Platform: string(e.In.Platform), Team: e.In.Team, Channel: e.In.Channel}
	}
	if name := dialog.NameOf(e.From); name != "" && e.Kind != chat.Due && !t.Person.Unseen {
		t.Person.Called = name
	}
	if e.Zone != "" {
		t.Person.Zone = e.Zone
	}
	if in.spoken || t.Person.Spoken == "" && e.Kind != chat.Due {
		t.Person.Spoken = string(in.lang)
	}
	t.Short = t.Person.Short
	if t.met {
		t.Note(journal.Entry{Kind: journal.Met})
	}
	return t, nil
}

// meet returns who an event is from. Nobody is met by what is due to them.
func meet(tx *store.Tx, e chat.Event, now time.Time) (p people.Profile, met bool, err error) {
	if e.Kind == chat.Due {
		if p, ok, err := people.Find(tx, identity(e.From)); ok || err != nil {
			return p, false, err
		}
	}
	return people.Meet(tx, identity(e.From), now)
}

// end writes what the turn leads to.
func (t *turn) end(r chat.Reply) (chat.Reply, error) {
	if t.Erased || t.in.action.Verb == verbOurs && t.Event.Aside { // nothing was said to the bot
		return r, nil
	}
	if t.met && t.Event.Kind == chat.Said && r.Card != nil && t.in.action.Verb == t.b.question() {
		group, err := privacy.Load(t.Tx)
		if err != nil {
			return r, err
		}
		note := words.In(t.W.Lang).FirstNote.With(group.K())
		if !t.Event.Direct {
			note = words.In(t.W.Lang).FirstHere
		}
		r = dialog.WithNote(r, note)
	}
	switch {
	case t.Event.Kind != chat.Due:
	case r.IsZero() && t.Event.Direct && t.Person.ID != "":
		if err := t.Agenda.Unsaid(t.Tx, t.Person.ID); err != nil {
			return r, err
		}
	case r.IsZero():
	case t.Person.ID != "":
		t.nudged(r)
	default: // all in a place were told or asked something
		t.Session.Team = t.Now.Add(dialog.TalkTime)
	}
	if t.in.mayAsk && !r.IsZero() {
		r, t.Session.Unsure = withLine(r, words.In(t.W.Lang).OrAsk), hashOf(text.Normal(t.in.answer))
	}
	s, _ := t.Skill(t.in.waits.Verb)
	if unsaid := t.in.action.Verb == verbUnsaid; unsaid || !t.in.waits.IsZero() && s.Question == "" &&
		t.Session.Awaits.IsZero() && !r.IsZero() { // the worksheet of an aid says so itself
		r = t.stillOpen(r)
	}
	if t.Person.Unseen { // what they asked, and what they got, stands nowhere beside who they are
		if err := t.Conceal(); err != nil {
			return r, err
		}
		r.Fleeting, t.Session.Nudge, t.Session.Nudged = true, chat.Action{}, time.Time{}
	}
	t.Session.Lang, t.Session.Seen = t.W.Lang, t.Now
	if err := sessions.Save(t.Tx, sessionKey(t.Person.ID, t.Event.In), t.Session); err != nil {
		return r, err
	}
	if t.above != nil {
		if err := sessions.Save(t.Tx, t.above, t.Session); err != nil {
			return r, err
		}
	}
	if t.Person.ID != "" {
		if err := people.Save(t.Tx, t.Person); err != nil {
			return r, err
		}
	}
	return r, journal.Append(t.Tx, t.Log...)
}

// stillOpen has what was being filled in when something else was typed wait on, and says so below r.
func (t *turn) stillOpen(r chat.Reply) chat.Reply {
	form, w := t.form, words.In(t.W.Lang)
	t.Session.Awaits, t.Session.Any, t.Session.Named = t.in.waits, form.Any, form.Named
	t.Session.Choices, t.Session.Asks, t.Session.Prompt = form.Choices, form.Asks, form.Prompt
	for _, o := range form.Offered {
		if dialog.Number(o.Label) < 0 { // a number is of what is shown last
			t.Offer(o.Label, o.Action)
		}
	}
	says := w.StillOpenBare
	if form.Prompt != "" {
		says = w.StillOpen.With(form.Prompt)
	}
	if t.in.action.Verb != verbUnsaid {
		says += " " + w.OrAnswer
		t.Session.Unsure = hashOf(text.Normal(t.in.action.Arg))
	}
	return withLine(r, says)
}

// do carries out an action. What is said at the bot's own initiative is not said to who does not want it, and who
// answers it is there again.
func (t *turn) do(a chat.Action) (chat.Reply, error) {
	s, act := t.Skill(a.Verb)
	if asked := &t.Session; t.Event.Kind != chat.Due && !asked.Nudge.IsZero() {
		of, _ := t.Skill(asked.Nudge.Verb)
		looks := s.Meanwhile || of.Name == s.Name && slices.Contains(s.Commands, act) // at what they were asked about
		if asked.Telling = a == asked.Nudge; asked.Nudged.IsZero() && (asked.Telling || !looks) {
			asked.Nudged = t.Now
		}
	}
	switch {
	case t.Event.Kind == chat.Due:
		if t.Person.Paused || t.Person.Left || t.Person.Unseen { // since it was accepted
			return chat.Reply{}, nil
		}
	case !s.Meanwhile:
		t.Session.Awaits, t.Session.Named = chat.Action{}, nil // what was being written is not, with this
		if a.Verb == t.b.question() {
			t.Session.Nudge = chat.Action{}
		}
		if err := t.Agenda.Answered(t.Tx, t.Person.ID); err != nil {
			return chat.Reply{}, err
		}
	}
	return t.Act(a)
}
