// Package chat is the vocabulary of a conversation: what a person did ([Event])
// and what the bot says back ([Reply], [Card]). It knows no platform and no
// storage, imports only the standard library, and does nothing on its own.
//
// Adapters translate between this package and one platform's wire format. The
// translation must be total: every [Block] renders on every platform. Messages
// are values; nobody changes one after it was handed over.
package chat

import (
	"context"
	"strings"
	"time"
)

// A Platform names a place people talk, such as "web".
type Platform string

// A Person is someone the bot talks with, as the platform knows them.
type Person struct {
	Platform Platform
	Team     string // workspace, tenant or guild; empty if the platform has none
	ID       string // stable on the platform; never shown to anyone
	Name     string // for display only; may be empty
	Apart    string // what tells them apart from others of that name; empty if nothing has to
	Typed    bool   // Name is what somebody typed, and ID follows from that: it may be nobody's
	Guest    bool   // of another organisation, or a guest of this one, as the platform says
	Unsure   bool   // the platform was asked whether they are a guest, and did not say
}

// A Place is where a message is, or should go.
type Place struct {
	Platform Platform
	Team     string // workspace, tenant or guild; empty if the platform has none
	Channel  string // channel or direct conversation
	Thread   string // empty at the top level
}

// A Kind says what a person did.
type Kind int

// The kinds of event.
const (
	Said    Kind = iota + 1 // wrote Text to the bot
	Pressed                 // pressed a button: Action
	Filled                  // submitted a card of questions: Action and Fields
	Joined                  // met the bot for the first time, or came back to it
	Left                    // blocked or removed the bot, which opts out; with an empty From.ID, the whole team did
	Due                     // nothing; the agenda reached Action
)

// An Event is one thing a person did, already freed of platform detail.
type Event struct {
	ID      string // redeliveries of the same act repeat it; at most 200 bytes
	Kind    Kind
	Time    time.Time
	From    Person
	In      Place
	Direct  bool   // a one-to-one conversation
	Private bool   // asked in company, but only the person can see the reply
	Aside   bool   // said in company without naming the bot, where it reads along: most likely to somebody else
	Text    string // what was said, without the mention of the bot
	Action  Action
	Fields  map[string]string // answers by [Question.Field]; an unanswered one may be absent
	People  []Person          // colleagues mentioned in Text or picked in a form, see [AddPerson]; never the bot
	Locale  string            // BCP 47; empty if unknown
	Zone    string            // IANA time zone; empty if unknown
	ReplyTo Ref               // the message acted on, if any
}

// A Reply is what the bot says. The zero Reply means silence.
type Reply struct {
	Text     string // always set: the whole meaning by itself, for notifications and screen readers
	Card     *Card  // nil for plain text
	Lang     string // BCP 47 language of the reply's words
	File     *File  // something to save, such as a person's own data; nil for none
	Private  bool   // only the person who asked should see it
	Fleeting bool   // shows private text: a conversation that is kept keeps that it was said, not what
	Parting  bool   // nothing is kept of it in a conversation: the person deleted their data
	Replace  Ref    // edit this message rather than post a new one; zero means post
}

// A File is something to save. It goes to the person who asked and nobody else.
type File struct {
	Name string // with its extension; no path
	Type string // media type
	Data []byte // at most 4 MB
}

// IsZero reports whether r says nothing.
func (r Reply) IsZero() bool { return r.Text == "" && r.Card == nil }

// A Ref identifies a posted message so that it can be edited.
type Ref struct {
	Place Place
	ID    string
}

// IsZero reports whether r refers to nothing.
func (r Ref) IsZero() bool { return r.ID == "" }

// An Action is what a button means: a verb and the thing it applies to. Together
// they are at most [MaxAction] bytes, so that an action fits every platform's
// button identifier. State lives in the store, never in an action.
type Action struct{ Verb, Arg string }

// IsZero reports whether a means nothing.
func (a Action) IsZero() bool { return a == Action{} }

// String is a as "verb arg", which is how buttons carry it.
func (a Action) String() string {
	if a.Arg == "" {
		return a.Verb
	}
	return a.Verb + " " + a.Arg
}

// ParseAction reads "verb arg". It reports false for what no button can carry.
func ParseAction(s string) (Action, bool) {
	verb, arg, _ := strings.Cut(s, " ")
	return Action{Verb: verb, Arg: arg}, verb != "" && len(verb)+len(arg) <= MaxAction
}

// A Sender posts replies on one platform.
type Sender interface {
	// Send posts r in a place, or edits the message r.Replace names, and returns
	// where the message now is. The error is a [*SendError] when the platform said
	// more than "it failed". A key that repeats is the same message, sent again
	// because the first try may not have arrived; a platform that can, drops it.
	Send(ctx context.Context, to Place, key string, r Reply) (Ref, error)
}

// An Adapter is one platform. It hands events to the [Inbox] given to its New.
type Adapter interface {
	Sender

	// Platform names the places this adapter serves.
	Platform() Platform

	// Run serves until ctx is done, then lets go of its connections and returns
	// ctx's error; any other error means the platform cannot be served.
	Run(ctx context.Context) error
}

// An Inbox takes events from adapters.
type Inbox interface {
	// Accept writes e down durably; when it returns nil, e will be answered exactly
	// once, whatever crashes, and the adapter may acknowledge it to its platform.
	// Accepting an event whose ID was accepted before changes nothing.
	Accept(ctx context.Context, e Event) error

	// Answer accepts e and waits for its reply, for platforms that want it inside
	// the request. ok is false when ctx ended first: then the reply is sent later,
	// by [Sender.Send]. When ok is true it is not sent again.
	Answer(ctx context.Context, e Event) (r Reply, ok bool, err error)
}
