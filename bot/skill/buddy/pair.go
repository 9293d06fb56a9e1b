package buddy

import (
	"errors"
	"slices"
	"time"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// A pair is two people who work together within a case, or the request to. Who asked
// comes first.
type pair struct {
	Number   uint64
	Who      [2]people.ID
	Names    [2]string
	Case     string    `json:",omitempty"` // id; empty until it is chosen
	Title    string    `json:",omitempty"` // of the case
	Made     time.Time // when it was begun
	Closes   time.Time `json:",omitzero"`  // without an answer; zero until it was asked
	Told     int       `json:",omitempty"` // messages to the second about the request
	Declined bool      `json:",omitempty"` // for the second alone to know
	Agreed   time.Time `json:",omitzero"`
	Ended    time.Time `json:",omitzero"`
	Asks     [2]string // what each wants to ask about a draft, until it is asked
	Shown    [2]bool   // the other was asked to look at their draft
}

// pairs are kept by number, and go with either of the two, for both.
var pairs = store.Table[pair]{
	Bucket: "buddy.pair", Was: "pairs.pair", Index: "buddy.of", Class: store.Shared, Keep: keep, Since: pair.over,
	Owners: pair.knows, Export: pair.view,
}

// knows are the people who can find p: the second cannot before they were asked.
func (p pair) knows() []string {
	if p.Closes.IsZero() {
		return []string{string(p.Who[0])}
	}
	return []string{string(p.Who[0]), string(p.Who[1])}
}

// waits reports whether a yes may still come at now. A request that was declined waits like
// any other.
func (p pair) waits(now time.Time) bool {
	return !p.Closes.IsZero() && p.Agreed.IsZero() && p.Ended.IsZero() && now.Before(p.Closes)
}

// holds reports whether the two are a pair.
func (p pair) holds() bool { return !p.Agreed.IsZero() && p.Ended.IsZero() }

// unanswered reports whether p closed some time ago without ever being a pair: then it goes,
// whoever was asked, so that who does not know Handvat is not gone sooner than others.
func (p pair) unanswered(now time.Time) bool {
	return p.Agreed.IsZero() && p.Shown == [2]bool{} && now.Sub(p.Closes) > keepClosed
}

// last is when something happened last.
func (p pair) last() time.Time {
	return slices.MaxFunc([]time.Time{p.Made, p.Closes, p.Agreed, p.Ended}, time.Time.Compare)
}

// over is since when p is none; zero if the two are a pair.
func (p pair) over() time.Time {
	if p.holds() {
		return time.Time{}
	}
	return p.last()
}

// side is which of the two a person is; -1 for neither.
func (p pair) side(id people.ID) int { return slices.Index(p.Who[:], id) }

// other is the one of the two that a person works with.
func (p pair) other(id people.ID) dialog.Colleague {
	i := 1 - p.side(id)
	return dialog.Colleague{Profile: people.Profile{ID: p.Who[i]}, Called: p.Names[i]}
}

func (p pair) save(tx *store.Tx) error { return pairs.Save(tx, store.Num(p.Number), p) }

// delete removes p, and what was agreed within it, for both.
func (p pair) delete(t *dialog.Turn) error {
	return errors.Join(p.dropLooks(t), pairs.Delete(t.Tx, store.Num(p.Number)))
}

// dropLooks removes what the two agreed, with what was written and not sent, and the messages about it.
func (p pair) dropLooks(t *dialog.Turn) (err error) {
	for _, who := range p.Who {
		for k, l := range looks.Of(t.Tx, string(who)) {
			if l.Pair == p.Number {
				err = errors.Join(err, looks.Delete(t.Tx, k),
					t.Hush(skill, l.Number, "look-told", "look-remind", "look-agreed", "when"))
			}
		}
	}
	return err
}

// view is p as one of the two may read it.
func (p pair) view(person string) any {
	id := people.ID(person)
	return struct {
		With   string    `json:"pair_with"`
		Case   string    `json:"case,omitempty"`
		Begun  time.Time `json:"begun"`
		Closes time.Time `json:"closes,omitzero"`
		Agreed time.Time `json:"agreed,omitzero"`
		Ended  time.Time `json:"ended,omitzero"`
		Asks   string    `json:"wants_to_ask,omitempty"`
	}{p.other(id).Called, p.Title, p.Made, p.Closes, p.Agreed, p.Ended, p.Asks[p.side(id)]}
}
