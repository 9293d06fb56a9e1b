package feedback

import (
	"errors"
	"iter"
	"slices"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// An exchange is feedback of one person to another about the other. It is about Asker
// always, asked or not: there is no way to ask about anybody else.
type exchange struct {
	Number    uint64
	Asker     people.ID // receives it
	AskerName string
	Giver     people.ID `json:",omitempty"` // empty once the giver deleted their data
	GiverName string    `json:",omitempty"`
	Given     bool      `json:",omitempty"` // nobody asked: the giver began it
	Question  string    `json:",omitempty"` // empty if nobody asked
	Made      time.Time // when it was begun
	Asked     time.Time `json:",omitzero"`  // when the question was put
	Closes    time.Time `json:",omitzero"`  // without an answer
	Closed    bool      `json:",omitempty"` // without an answer; the journal knows
	Told      int       `json:",omitempty"` // messages to the giver about it
	Once      bool      `json:",omitempty"` // the giver is not reminded
	Declined  bool      `json:",omitempty"` // for the giver alone to know
	Draft     draft     `json:",omitzero"`  // the giver's alone
	Text      string    `json:",omitempty"` // what was sent
	Sent      time.Time `json:",omitzero"`
	EverSent  bool      `json:",omitempty"` // the journal knows; it may be called back
	Read      time.Time `json:",omitzero"`
	Thanked   time.Time `json:",omitzero"`
}

// A draft is what a giver wrote and has not sent. It is theirs alone.
type draft struct {
	Way   string   `json:",omitempty"` // key of the model
	Parts []string `json:",omitempty"` // answers to its questions so far
	Text  string   `json:",omitempty"` // what would be sent
	Time  time.Time
}

// exchanges are kept by number, a year from the last that happened.
var exchanges = store.Table[exchange]{
	Bucket: "feedback.exchange", Index: "feedback.of", Class: store.Shared, Keep: keep, Since: exchange.last,
	Owners: exchange.between, Without: (*exchange).without, Export: exchange.view,
}

// between are the people in e, whether they know of it or not.
func (e exchange) between() []string {
	if e.Giver == "" {
		return []string{string(e.Asker)}
	}
	return []string{string(e.Asker), string(e.Giver)}
}

// isKnownTo reports whether a person can find e: the other one of the two cannot before it was put or sent to them.
func (e exchange) isKnownTo(id string) bool {
	return id == string(e.Asker) && (!e.Given || !e.Sent.IsZero()) ||
		id == string(e.Giver) && (e.Given || !e.Asked.IsZero())
}

// waits reports whether an answer may still come at now. A question that was declined
// waits like any other.
func (e exchange) waits(now time.Time) bool {
	return !e.Asked.IsZero() && e.Sent.IsZero() && now.Before(e.Closes)
}

// last is when something happened last.
func (e exchange) last() time.Time {
	return slices.MaxFunc([]time.Time{e.Made, e.Asked, e.Sent, e.Read}, time.Time.Compare)
}

// own yields the exchanges that the person can find, the one begun last first.
func own(t *dialog.Turn) iter.Seq2[[]byte, exchange] {
	return func(yield func([]byte, exchange) bool) {
		for k, e := range exchanges.OfDown(t.Tx, string(t.Person.ID)) {
			if e.isKnownTo(string(t.Person.ID)) && !yield(k, e) {
				return
			}
		}
	}
}

// begin makes a new exchange of the person, who asks or, if it is Given, gives.
func begin(t *dialog.Turn, e exchange) (exchange, error) {
	var err error
	id, called := t.Person.ID, dialog.NameOf(t.Event.From)
	if e.Made = t.Now; e.Given {
		e.Giver, e.GiverName = id, called
	} else {
		e.Asker, e.AskerName = id, called
	}
	e.Number, err = exchanges.Add(t.Tx, e)
	return e, errors.Join(err, e.save(t.Tx))
}

func (e exchange) save(tx *store.Tx) error { return exchanges.Save(tx, store.Num(e.Number), e) }

// delete removes e for both.
func (e exchange) delete(tx *store.Tx) error { return exchanges.Delete(tx, store.Num(e.Number)) }

// view is e as one of the two may read it, nil for whoever does not know of it. What was not read is not in it: reading
// is what ends the giver's right to call it back.
func (e exchange) view(id string) any {
	if !e.isKnownTo(id) {
		return nil
	}
	v := struct {
		Role     string    `json:"role"` // receiver or giver
		With     string    `json:"with,omitempty"`
		Question string    `json:"question,omitempty"`
		Begun    time.Time `json:"begun"`
		Asked    time.Time `json:"asked,omitzero"`
		Closes   time.Time `json:"closes,omitzero"`
		Declined bool      `json:"declined,omitempty"`
		Draft    draft     `json:"draft,omitzero"`
		Sent     time.Time `json:"sent,omitzero"`
		Read     time.Time `json:"read,omitzero"`
		Thanked  time.Time `json:"thanked,omitzero"`
		Text     string    `json:"text,omitempty"`
	}{Role: "receiver", With: e.GiverName, Question: e.Question, Begun: e.Made, Asked: e.Asked, Closes: e.Closes,
		Sent: e.Sent, Read: e.Read, Thanked: e.Thanked}
	if id != string(e.Asker) {
		v.Role, v.With, v.Declined, v.Draft = "giver", e.AskerName, e.Declined, e.Draft
	} else if !e.Read.IsZero() {
		v.Text = e.Text
	}
	return v
}

// without removes what a person asked and received, for both; and of what they gave everything that was not read, and
// their name from what was.
func (e *exchange) without(id string) (stays bool) {
	if id == string(e.Asker) || e.Asked.IsZero() && e.Read.IsZero() {
		return false
	}
	e.Giver, e.GiverName, e.Declined, e.Draft = "", "", false, draft{}
	if e.Read.IsZero() {
		e.Text, e.Sent = "", time.Time{}
	}
	return true
}

// tend removes what was begun and left, and closes what got no answer. That is the same whether somebody declined or
// not: who asked must not be able to tell, in their own data either.
func tend(t *dialog.Turn, _ string) (r chat.Reply, err error) {
	for _, e := range exchanges.All(t.Tx) {
		switch started := e.Asked.IsZero() && e.Sent.IsZero(); {
		case started && t.Now.Sub(e.Made) > keepStarted:
			err = errors.Join(err, e.delete(t.Tx))
		case !started && !e.Closed && e.Sent.IsZero() && !t.Now.Before(e.Closes):
			e.Closed = true
			err = errors.Join(err, e.save(t.Tx), noteFor(t, e.Asker, "expired"))
		}
	}
	return r, err
}

// noteFor enters in the journal that feedback of somebody moved without them.
func noteFor(t *dialog.Turn, id people.ID, detail string) error {
	p, ok, err := people.ByID(t.Tx, id)
	if err != nil || !ok || p.Unseen {
		return err
	}
	return journal.Append(t.Tx, journal.Entry{Time: t.Now, Kind: journal.FeedbackMoved, Detail: detail,
		Person: string(id), Unit: p.Counted(), Platform: p.Identity.Platform})
}
