// Package dialog is one turn of a conversation: who speaks, in which language, where the
// conversation stands, and the ways to reply. The bot and its skills are written with
// it; a [Skill] adds verbs to the bot without the bot knowing more of it.
//
// It decides no words and keeps nothing by itself: package bot loads a [Turn] before an
// action is carried out and writes down what became of it.
package dialog

import (
	"strings"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// A Library is the aids that are live.
type Library interface {
	// Lookup returns the aid in the language preferred, or in the other one.
	Lookup(slug string, prefer knowledge.Lang) (*knowledge.Aid, bool)

	// All returns every aid that is live, in order of its key.
	All() []*knowledge.Aid

	// Origin tells which source an aid came from.
	Origin(knowledge.Key) (knowledge.Origin, bool)
}

// A World is what skills need besides what a turn is about.
type World struct {
	Zone     *time.Location // in which weeks begin, and days of who has no zone of their own
	Authored Authored
	Counts   *counts.Counts
	Mail     chat.Platform // on which a mail address is a place; empty if there is none
	Doubts   func() bool   // whether the clock is not to be trusted; nil for never
	Contact  string        // the role that is asked where no aid names one
}

// Authored is what authors keep in files beside the aids, as it is now.
type Authored interface {
	Campaigns() []*authored.Campaign
	Scans() []*authored.Scan
	Paths() []*authored.Path
	Themes() []*authored.Theme
}

// A Turn is the handling of one event inside its transaction.
type Turn struct {
	Tx      *store.Tx
	Event   chat.Event
	Answer  string // what was typed or filled in, for actions that take it
	Moment  knowledge.Moment
	Found   find.Result // for a question, or for what the act looks for
	Waits   chat.Action // what was being filled in when a question came instead
	Now     time.Time
	Person  people.Profile // saved when the turn ends
	Roles   []people.Role  // of the person, those of who is on no roster included
	Session Session        // saved when the turn ends
	W       *Words         // in the language of the reply
	Lib     Library
	Agenda  *agenda.Agenda // nil if nothing is said later
	Log     []journal.Entry
	Short   bool    // say it in fewer words
	Erased  bool    // the person deleted their data: nothing of this turn is kept
	Skills  []Skill // all there are
	World

	// Subject is what is being changed, for the audit log: the name of something authored, such as a campaign; never a
	// person, or what somebody wrote. It may be empty.
	Subject string

	unreached []absentee // who were named in this turn
	shared    bool       // everyone in the place sees what comes of the act that is carried out
	audited   bool       // what was changed is written down

	// Do carries out another action, in this turn.
	Do func(chat.Action) (chat.Reply, error)

	// Publish puts an aid live, as a file of the library that takes the place of what is
	// there under its key.
	Publish func(*knowledge.Aid) error

	// Conceal removes the text of this event from wherever it was written down on
	// arrival, because it is the person's own or not to be kept.
	Conceal func() error

	// Together says that people of the place of the event talk with each other for so long, about what they were all
	// asked: what they say is not for the bot. Nothing or less ends that.
	Together func(time.Duration) error

	// Retract makes what was said in answer to an event in a place read as r, where the conversation is kept: it
	// was shown to somebody who may not read it any more.
	Retract func(in chat.Place, event string, r chat.Reply) error

	// Unname takes the person of this turn, who deletes their data, out of the conversations of others: no mention is
	// of them, and what others were told goes through unname, text by text with its language; once this turn is done
	// also what is remembered of it, and kept nowhere.
	Unname func(unname func(lang, text string) string) error

	// Confirm lets finding learn what the person said of an aid.
	Confirm func(find.Confirmation) error
}

// A Session is where one conversation stands.
type Session struct {
	Lang    string      // of the last reply
	Offered []Offer     // what can be typed now, besides commands
	View    chat.Action // what is on the screen; "shorter" shows it again
	Asked   Asked       // the last question
	Awaits  chat.Action // free text answers this; zero if it is a question
	Any     bool        `json:",omitempty"` // what looks like a question answers Awaits too
	Asks    bool        `json:",omitempty"` // what answers Awaits is a question, to somebody else
	Prompt  string      `json:",omitempty"` // what is asked that Awaits answers
	Choices []string    `json:",omitempty"` // the answers that what Awaits can be picked from, in the order shown
	Nudge   chat.Action `json:",omitzero"`  // free text answers this, which the bot began by itself; zero for nothing
	Began   time.Time   `json:",omitzero"`  // when the bot began Nudge; two weeks later nothing answers it any more
	Nudged  time.Time   `json:",omitzero"`  // when Nudge was answered first; more may follow, for some minutes
	Telling bool        `json:",omitempty"` // the last that the person did was to answer Nudge
	Unsure  string      `json:",omitempty"` // hash of an answer that is a question if typed once more, or the reverse
	Team    time.Time   `json:",omitzero"`  // until when people of a place talk about what all were asked
	Draft   []string    // answers so far of what is asked in several turns, such as a proposal for a new aid
	Serves  Serves      `json:",omitzero"`  // what the proposal for a new aid is for
	Named   *Naming     `json:",omitempty"` // what waits for which colleague is meant; nil for nothing
	Private time.Time   `json:",omitzero"`  // when they said what is kept nowhere; what goes on with it is not either
	Seen    time.Time
}

// Serves says for which goal a new aid is made, and against which blocking factor. The zero
// value is for none.
type Serves struct {
	Goal   string `json:",omitempty"` // id, such as of a case
	Factor string `json:",omitempty"` // id
	Text   string `json:",omitempty"` // the factor, as people read it
}

// An Offer is a button of the last reply, or a word that stands for it.
type Offer struct {
	Label  string // as text.Normal makes it
	Action chat.Action
	Ticks  bool `json:",omitempty"` // it is one of those of which several may be chosen
}

// Asked is a question and what came of it.
type Asked struct {
	Text  privacy.Scrubbed // empty if they ask anonymously: it is kept nowhere then
	Lang  string
	Slugs []string // the aids that were offered, best first
	Rest  []string `json:",omitempty"` // others that were found, best first
	Why   string   // why the first of them, in a few words
	Time  time.Time
}

// Lang is the language of the turn.
func (t *Turn) Lang() knowledge.Lang { return knowledge.Lang(t.W.Lang) }

// Who is the person's pseudonym, or nothing when they ask anonymously.
func (t *Turn) Who() string {
	if t.Person.Unseen {
		return ""
	}
	return string(t.Person.ID)
}

// Today is the day it is for the person: midnight UTC of it.
func (t *Turn) Today() time.Time {
	if t.Agenda == nil {
		return t.Now.UTC().Truncate(24 * time.Hour)
	}
	return t.Agenda.Day(t.Person, t.Now).At(0, time.UTC)
}

// Name is how a person is called in front of others.
func (t *Turn) Name(p chat.Person) string {
	return t.Called(NameOf(p))
}

// Aid returns the aid an argument names, in the language of the turn if it exists.
func (t *Turn) Aid(ref string) (*knowledge.Aid, bool) {
	if strings.HasPrefix(ref, "#") {
		for _, a := range t.Lib.All() {
			if AidRef(a) == ref {
				return t.Lib.Lookup(a.Slug, t.Lang())
			}
		}
		return nil, false
	}
	return t.Lib.Lookup(ref, t.Lang())
}

// Planned is what an item of the agenda is called: the aid that it is about, or else what it serves, without the
// "Why I ask: " before it.
func (t *Turn) Planned(it agenda.Item) string {
	ref, _ := Cut(it.Action.Arg)
	if a, ok := t.Aid(ref); ok {
		return a.Title
	}
	what := it.Purpose.In(t.W.Lang)
	if _, why, ok := strings.Cut(what, ": "); ok {
		what = text.Capital(why)
	}
	return strings.TrimRight(what, ".")
}

// Scrub is a text as others may read it: without what leads to people.
func (t *Turn) Scrub(text string) privacy.Scrubbed {
	names := []string{t.Event.From.Name}
	for _, p := range t.Event.People {
		names = append(names, p.Name)
	}
	return people.Scrubber(t.Tx, names...).Scrub(text)
}

// Own is what a person writes for themself as it is kept: without what leads to people if they ask anonymously.
func (t *Turn) Own(text string) string {
	if t.Person.Unseen {
		return t.Scrub(text).String()
	}
	return text
}

// Roster is a text of who writes for a job aid, as others may read it: without the names of the roster, and without
// contact details.
func (t *Turn) Roster(text string) string {
	return people.Scrubber(t.Tx, t.Event.From.Name).Roster(text)
}

// Note enters a fact in the journal, with what is known of every turn.
func (t *Turn) Note(e journal.Entry) {
	e.Time, e.Platform = t.Now, string(t.Event.In.Platform)
	if !t.Person.Unseen {
		e.Person = string(t.Person.ID)
		e.Unit = t.Person.Counted()
	}
	if e.Lang == "" {
		e.Lang = t.W.Lang
	}
	t.Log = append(t.Log, e)
}

// NoteAid enters a fact about an aid in the journal.
func (t *Turn) NoteAid(k journal.Kind, a *knowledge.Aid, step int, detail string) {
	moment := t.Moment
	if moment == "" && len(a.Moments) > 0 {
		moment = a.Moments[0]
	}
	t.Note(journal.Entry{Kind: k, Aid: a.Slug, Version: a.Version, Lang: string(a.Lang), Step: step, Detail: detail,
		Moment: string(moment)})
}

// Warnings are what a person must know before they trust an aid.
func (t *Turn) Warnings(a *knowledge.Aid) (bs []chat.Block) {
	if a.Lang != t.Lang() && t.Lang().Known() { // no aid is in another
		bs = append(bs, chat.Text("*"+t.W.OtherLang.With(t.W.Language.Name(string(a.Lang)))+"*"))
	}
	if !a.IsFor(t.Person.Roles) {
		bs = append(bs, chat.Text("*"+t.W.OtherRole+"*"))
	}
	if a.Overdue(t.Now) {
		bs = append(bs, chat.Text("**"+t.W.Overdue.With(t.W.Date(a.ReviewBy))+"**"))
	}
	return bs
}

// UsualLang is the language in which an organisation is spoken to that names none.
const UsualLang = knowledge.Dutch
