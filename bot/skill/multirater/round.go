package multirater

import (
	"errors"
	"reflect"
	"slices"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// A round is three fixed questions of one person, about themself, to a group. Answers
// are added up as they come: nothing in it says who gave which, or when, and nothing is
// shown before it is closed.
type round struct {
	Number    uint64
	Asker     people.ID
	AskerName string
	Topic     string
	With      []people.ID `json:",omitempty"` // whom to ask, until they are
	Made      time.Time
	Asked     time.Time `json:",omitzero"`
	Closes    time.Time `json:",omitzero"`
	Invited   int
	Answers   int
	Counts    [5]int       // of answers on the scale, from 1; once closed those of 1 and 2, 3, and 4 and 5 together
	Good      privacy.Lean `json:",omitempty"` // where those of 4 and 5 may not be told in numbers
	Texts     [2][]string  // in the order of the alphabet
	Closed    bool         `json:",omitempty"`
}

// rounds are kept by number; they go with who asked them.
var rounds = store.Table[round]{
	Bucket: "multirater.round", Was: "feedback.round", Index: "multirater.of", Class: store.Shared,
	Keep: keep, Since: func(r round) time.Time { return latest(r.Made, r.Closes) },
	Owners: func(r round) []string { return []string{string(r.Asker)} }, Export: round.view,
}

// A seat is somebody's place in a round, with what they have not sent yet.
type seat struct {
	Round  uint64
	Asker  people.ID // whose it is: with them it goes
	Topic  string    // of the round, and when it was asked and closes, for who asks what is kept of them
	Asked  time.Time
	Closes time.Time
	part
}

// A part is what somebody did in a round so far.
type part struct {
	Told     int       `json:",omitempty"` // messages about it
	Declined bool      `json:",omitempty"`
	Done     bool      `json:",omitempty"`
	Scale    int       `json:",omitempty"`
	Texts    [2]string // empty once they are sent
	Time     time.Time `json:",omitzero"`
}

// seats are each person's own, by the number of the round, until that is closed. What they answered stays among the
// other answers: nothing leads to them.
var seats = store.Table[seat]{
	Bucket: "multirater.seat", Class: store.Personal,
	Keep: keepStarted, Since: func(s seat) time.Time { return s.Closes },
	Owners: func(s seat) []string { return []string{string(s.Asker)} }, Export: seat.view,
}

func (r round) waits(now time.Time) bool {
	return !r.Asked.IsZero() && !r.Closed && now.Before(r.Closes)
}

// add adds an answer to the others, so that it cannot be told from them.
func (r round) add(s part) round {
	r.Answers++
	r.Counts[s.Scale-1]++
	for i, text := range s.Texts {
		if text == "" {
			continue
		}
		at, _ := slices.BinarySearch(r.Texts[i], text)
		r.Texts[i] = slices.Insert(slices.Clone(r.Texts[i]), at, text)
	}
	return r
}

// close ends r. What may not be told is destroyed: who asked could guess who wrote what. Who asked knows whom they
// asked, so how good it goes is told in numbers only where k said so and as many did not.
func (r round) close(group privacy.Group) round {
	low, good := r.Counts[0]+r.Counts[1], r.Counts[3]+r.Counts[4]
	if !r.Closed {
		r.Good = group.Lean(good, r.Answers)
	}
	if r.Closed = true; !group.Hides(max(r.Answers, 1)) {
		r.Good = privacy.Unknown
	}
	r.Counts = [5]int{0: low, 2: r.Counts[2], 4: good}
	for i, n := range r.Counts {
		if !group.MayPart(n, r.Answers) {
			r.Counts[i] = 0
		}
	}
	for i := range r.Texts {
		if !group.MayAll(r.Answers, len(r.Texts[i])) {
			r.Texts[i] = nil
		}
	}
	return r
}

func (r round) save(tx *store.Tx) error { return rounds.Save(tx, store.Num(r.Number), r) }

// seat keeps what somebody did in r.
func (r round) seat(tx *store.Tx, id people.ID, p part) error {
	return seats.Save(tx, store.Own(id, r.Number), seat{r.Number, r.Asker, r.Topic, r.Asked, r.Closes, p})
}

// delete removes r, for everyone.
func (r round) delete(tx *store.Tx) error {
	err := rounds.Delete(tx, store.Num(r.Number))
	for k, s := range seats.All(tx) {
		if s.Round == r.Number {
			err = errors.Join(err, seats.Delete(tx, k))
		}
	}
	return err
}

// A view is what is kept of a person in a round, as they may read it. Who asked finds the answers when they are closed;
// who answered does not find theirs, because nobody knows which it is.
type view struct {
	Role    string      `json:"role"`
	Topic   string      `json:"topic"`
	Asked   time.Time   `json:"asked,omitzero"`
	Closes  time.Time   `json:"closes,omitzero"`
	Invited int         `json:"invited,omitempty"`
	Counts  [5]int      `json:"counts,omitzero"`
	Texts   [2][]string `json:"texts,omitzero"`
	Seat    *part       `json:"seat,omitempty"`
}

func (r round) view(string) any {
	v := view{Role: "asker of a group", Topic: r.Topic, Asked: r.Asked, Closes: r.Closes, Invited: r.Invited}
	if r.Closed {
		v.Counts, v.Texts = r.Counts, r.Texts
	}
	return v
}

func (s seat) view(string) any {
	return view{Role: "one of a group", Topic: s.Topic, Asked: s.Asked, Closes: s.Closes, Seat: &s.part}
}

// tend removes what was begun and never asked, and closes what is over: then nobody has a seat any more. What was
// closed is closed again, because a group may have become larger since.
func tend(t *dialog.Turn, _ string) (a chat.Reply, err error) {
	group, err := privacy.Load(t.Tx)
	if err != nil {
		return a, err
	}
	for _, r := range rounds.All(t.Tx) {
		switch {
		case r.Asked.IsZero() && t.Now.Sub(r.Made) > keepStarted:
			err = errors.Join(err, r.delete(t.Tx))
		case !r.Asked.IsZero() && !r.waits(t.Now):
			if c := r.close(group); !reflect.DeepEqual(c, r) {
				err = errors.Join(err, c.save(t.Tx))
			}
		}
	}
	for k, s := range seats.All(t.Tx) {
		if r, ok, bad := rounds.Load(t.Tx, store.Num(s.Round)); bad != nil || !ok || r.Closed {
			err = errors.Join(err, bad, seats.Delete(t.Tx, k))
		}
	}
	return a, err
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
