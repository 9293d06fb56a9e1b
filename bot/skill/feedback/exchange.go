package feedback

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

const (
	exchangeBucket = "feedback.exchange"
	ofBucket       = "feedback.of"
)

// An exchange is feedback of one person to another about the other. It is about Asker
// always, asked or not: there is no way to ask about anybody else.
type exchange struct {
	Number    uint64
	Asker     people.ID // receives it
	AskerName string
	Giver     people.ID `json:",omitempty"` // empty once the giver deleted their data
	GiverName string    `json:",omitempty"`
	Question  string    `json:",omitempty"` // empty if nobody asked
	Made      time.Time // when it was begun
	Asked     time.Time `json:",omitzero"`  // when the question was put
	Closes    time.Time `json:",omitzero"`  // without an answer
	Closed    bool      `json:",omitempty"` // without an answer; the journal knows
	Told      int       `json:",omitempty"` // messages to the giver about it
	Once      bool      `json:",omitempty"` // the giver is not reminded
	Declined  bool      `json:",omitempty"` // for the giver alone to know
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

// waits reports whether an answer may still come at now. A question that was declined
// waits like any other.
func (e exchange) waits(now time.Time) bool {
	return !e.Asked.IsZero() && e.Sent.IsZero() && now.Before(e.Closes)
}

// last is when something happened last.
func (e exchange) last() time.Time {
	return slices.MaxFunc([]time.Time{e.Made, e.Asked, e.Sent, e.Read}, time.Time.Compare)
}

// load reads the exchange of a number in an action.
func load(tx *store.Tx, number string) (e exchange, ok bool, err error) {
	ok, err = tx.GetJSON(exchangeBucket, store.Num(uint64(max(dialog.Number(number), 0))), &e)
	return e, ok, err
}

// begin makes a new exchange, which its maker can find.
func begin(tx *store.Tx, e exchange, maker people.ID) (exchange, error) {
	var err error
	if e.Number, err = tx.Next(exchangeBucket); err != nil {
		return e, err
	}
	return e, errors.Join(e.save(tx), e.showTo(tx, maker))
}

func (e exchange) save(tx *store.Tx) error {
	return tx.PutJSON(exchangeBucket, store.Num(e.Number), e)
}

func (e exchange) keyOf(id people.ID) []byte { return dialog.OwnKey(id, store.Num(e.Number)) }

// showTo lets a person find e among their own.
func (e exchange) showTo(tx *store.Tx, id people.ID) error {
	if e.knownTo(tx, id) {
		return nil
	}
	return tx.PutJSON(ofBucket, e.keyOf(id), draft{})
}

// knownTo reports whether a person can find e: the other one of the two cannot before it
// was put or sent to them.
func (e exchange) knownTo(tx *store.Tx, id people.ID) bool {
	_, ok := tx.Get(ofBucket, e.keyOf(id))
	return ok
}

// hideFrom takes e from what a person finds, with their draft.
func (e exchange) hideFrom(tx *store.Tx, id people.ID) error { return tx.Delete(ofBucket, e.keyOf(id)) }

// delete removes e for both.
func (e exchange) delete(tx *store.Tx) error {
	return errors.Join(e.hideFrom(tx, e.Asker), e.hideFrom(tx, e.Giver), tx.Delete(exchangeBucket, store.Num(e.Number)))
}

// draft is what the giver wrote so far.
func (e exchange) draft(tx *store.Tx) (d draft, err error) {
	_, err = tx.GetJSON(ofBucket, e.keyOf(e.Giver), &d)
	return d, err
}

func (e exchange) saveDraft(tx *store.Tx, d draft) error {
	return tx.PutJSON(ofBucket, e.keyOf(e.Giver), d)
}

// of returns the exchanges that a person can find, the one begun last first.
func of(tx *store.Tx, id people.ID) (es []exchange, err error) {
	prefix := dialog.OwnKey(id, nil)
	for k := range tx.ScanDown(ofBucket, prefix, store.After(prefix)) {
		var e exchange
		if ok, err := tx.GetJSON(exchangeBucket, k[len(prefix):], &e); err != nil {
			return nil, err
		} else if ok {
			es = append(es, e)
		}
	}
	return es, nil
}

// view is e as one of the two may read it. What was not read is not in it: reading is
// what ends the giver's right to call it back.
func (e exchange) view(tx *store.Tx, id people.ID) (json.RawMessage, error) {
	v := struct {
		Role     string    `json:"role"` // receiver or giver
		With     string    `json:"with,omitempty"`
		Question string    `json:"question,omitempty"`
		Begun    time.Time `json:"begun"`
		Asked    time.Time `json:"asked,omitzero"`
		Closes   time.Time `json:"closes,omitzero"`
		Declined bool      `json:"declined,omitempty"`
		Draft    *draft    `json:"draft,omitempty"`
		Sent     time.Time `json:"sent,omitzero"`
		Read     time.Time `json:"read,omitzero"`
		Thanked  time.Time `json:"thanked,omitzero"`
		Text     string    `json:"text,omitempty"`
	}{Role: "receiver", With: e.GiverName, Question: e.Question, Begun: e.Made, Asked: e.Asked, Closes: e.Closes, Sent: e.Sent, Read: e.Read, Thanked: e.Thanked}
	if !e.Read.IsZero() {
		v.Text = e.Text
	}
	if id != e.Asker {
		v.Role, v.With, v.Text, v.Declined = "giver", e.AskerName, "", e.Declined
		d, err := e.draft(tx)
		if err != nil {
			return nil, err
		}
		if !d.Time.IsZero() {
			v.Draft = &d
		}
	}
	return json.Marshal(v)
}

// forget removes what a person asked and received, for both; and of what they
// gave everything that was not read, and their name from what was.
func forget(tx *store.Tx, id people.ID) error {
	es, err := of(tx, id)
	if err != nil {
		return err
	}
	for _, e := range es {
		switch {
		case e.Asker == id || e.Asked.IsZero() && e.Read.IsZero():
			err = e.delete(tx)
		default:
			err = e.hideFrom(tx, id)
			e.Giver, e.GiverName, e.Declined = "", "", false
			if e.Read.IsZero() {
				e.Text, e.Sent = "", time.Time{}
			}
			err = errors.Join(err, e.save(tx))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// prune removes what is too old at now, and closes what got no answer.
func prune(tx *store.Tx, now time.Time) error {
	var all []exchange
	for k, v := range tx.Scan(exchangeBucket, nil, nil) {
		var e exchange
		if err := json.Unmarshal(v, &e); err != nil {
			return fmt.Errorf("exchange %q: %w", k, err)
		}
		all = append(all, e)
	}
	for _, e := range all {
		var err error
		switch started := e.Asked.IsZero() && e.Sent.IsZero(); {
		case now.Sub(e.last()) > keep, started && now.Sub(e.Made) > keepStarted:
			err = e.delete(tx)
		case !started && !e.Closed && e.Sent.IsZero() && !now.Before(e.Closes):
			err = e.close(tx, now)
		}
		if err != nil {
			return fmt.Errorf("exchange %d: %w", e.Number, err)
		}
	}
	return nil
}

// close ends the wait for an answer. It is the same whether somebody declined or not:
// who asked must not be able to tell, in their own data either.
func (e exchange) close(tx *store.Tx, now time.Time) error {
	e.Closed = true
	return errors.Join(e.save(tx), noteFor(tx, e.Asker, "expired", now))
}

// noteFor enters in the journal that feedback of somebody moved without them.
func noteFor(tx *store.Tx, id people.ID, detail string, now time.Time) error {
	p, ok, err := people.ByID(tx, id)
	if err != nil || !ok || p.Unseen {
		return err
	}
	return journal.Append(tx, journal.Entry{Time: now, Kind: journal.FeedbackMoved, Person: string(id), Unit: p.Unit(), Platform: p.Identity.Platform, Detail: detail})
}
