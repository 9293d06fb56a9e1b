package weekly

import (
	"fmt"
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/digest"
	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// act carries out what people ask for or press:
//
//	show, show/UNIT            the last digest of a unit
//	cases                      how the cases stand that the person is the sponsor of
//	authors, draft/N, good/AID, change/AID, see/AID    the list of authors, and what is done with it
//	WEEK/N/STATE/UNIT          settle an action
func (s *Steering) act(t *dialog.Turn, arg string) (chat.Reply, error) {
	what, rest := dialog.Cut(arg)
	switch what {
	case "show":
		return s.show(t, rest)
	case "cases":
		return s.showCases(t)
	case "authors", "draft", "good", "change", "see":
		return s.author(t, what, rest)
	}
	var w counts.Week
	if err := w.UnmarshalText([]byte(what)); err != nil {
		return t.Say(t.W.Gone), nil
	}
	n, rest := dialog.Cut(rest)
	state, unit := dialog.Cut(rest)
	return s.settle(t, w, dialog.Number(n), digest.State(state), unit)
}

// show shows the last digest of a unit, or else of the person's own.
func (s *Steering) show(t *dialog.Turn, unit string) (chat.Reply, error) {
	leads, err := people.Leads(t.Tx, t.Person.ID)
	if err != nil {
		return chat.Reply{}, err
	}
	if unit == "" {
		unit = t.Person.Unit()
		if unit == "" && len(leads) > 0 {
			unit = leads[0]
		}
	}
	if unit == "" {
		return t.Say(digest.Words.In(t.W.Lang).None), nil
	}
	if ok, err := t.MayFor(people.SeeDigest, unit); !ok || err != nil {
		return t.Say(digest.Words.In(t.W.Lang).NotYours), err
	}
	d, ok, err := s.Week(t.Tx, unit, s.last(t.Now), t.Now, t.Lib, langOf(t, unit))
	if err != nil {
		return chat.Reply{}, err
	}
	if !ok {
		return t.Say(digest.Words.In(t.W.Lang).None), nil
	}
	if err := s.send(t.Tx, d); err != nil {
		return chat.Reply{}, err
	}
	return t.Own(s.card(t, d, leads)), nil
}

// card is the card of a digest, with what the person may do: who leads the unit settles
// its actions, and sees the other units they lead.
func (s *Steering) card(t *dialog.Turn, d digest.Week, leads []string) chat.Card {
	c := digest.Card(d, t.W.Lang)
	leader := slices.Contains(leads, d.Unit)
	if !leader {
		c.Body = slices.DeleteFunc(c.Body, func(b chat.Block) bool { _, is := b.(chat.Tap); return is })
	}
	for _, unit := range leads {
		u, ok, err := people.UnitByID(t.Tx, unit)
		if ok && err == nil && unit != d.Unit && leader && len(c.Buttons) < 3 {
			c.Buttons = append(c.Buttons, dialog.Button(u.Name, dialog.Do(digest.Verb, "show", unit)))
		}
	}
	return c
}

// langOf is the language of a unit, as it or a unit above it has one.
func langOf(t *dialog.Turn, unit string) string {
	path, err := people.UnitPath(t.Tx, unit)
	for _, u := range path {
		if err == nil && u.Lang != "" {
			return u.Lang
		}
	}
	return t.W.Lang
}

// settle keeps what a manager does with an action, and asks for the next.
func (s *Steering) settle(t *dialog.Turn, w counts.Week, n int, state digest.State, unit string) (chat.Reply, error) {
	leads, err := people.Leads(t.Tx, t.Person.ID)
	if err != nil {
		return chat.Reply{}, err
	}
	if !slices.Contains(leads, unit) {
		return t.Say(digest.Words.In(t.W.Lang).NotYours), nil
	}
	var d digest.Week
	ok, err := t.Tx.GetJSON(sentBucket, unitKey(unit, weekKey(w)), &d)
	if err != nil {
		return chat.Reply{}, err
	}
	said, known := digest.Words.In(t.W.Lang).Settled[string(state)]
	if !ok || !known || n < 0 || n >= len(d.Actions) {
		return t.Say(t.W.Gone), nil
	}
	key := unitKey(unit, append(weekKey(w), store.Num(uint64(n))...))
	if err := t.Tx.PutJSON(settledBucket, key, digest.Settled{Action: d.Actions[n], State: state, Week: w}); err != nil {
		return chat.Reply{}, err
	}
	t.Note(journal.Entry{Kind: journal.ActionSettled, Detail: settledAs[state]})
	next, ok := digest.SettleCard(d, n+1, t.W.Lang)
	if !ok {
		return t.Say(said), nil
	}
	next.Body = append([]chat.Block{chat.Text(said + " " + digest.Words.In(t.W.Lang).SettleNext)}, next.Body...)
	return t.Own(next), nil
}

// settledAs is how the journal calls what was done with an action.
var settledAs = map[digest.State]string{digest.OnIt: "on-it", digest.Later: "later", digest.NotNeeded: "not-needed"}

// verbTell is the verb of what falls due.
const verbTell = "digest"

// quietFor is after how many weeks with nothing to tell that is told.
const quietFor = 4

// tell is the weekly message that fell due: "units" to who leads them, "authors" to
// authors, "cases" to sponsors.
func (s *Steering) tell(t *dialog.Turn, arg string) (chat.Reply, error) {
	if t.Event.Kind != chat.Due { // nobody has a button for it
		return t.Say(t.W.Gone), nil
	}
	switch arg {
	case "authors":
		return s.tellAuthor(t)
	case "cases":
		return s.tellSponsor(t)
	}
	leads, err := people.Leads(t.Tx, t.Person.ID)
	if err != nil {
		return chat.Reply{}, err
	}
	var first *digest.Week
	for _, unit := range leads {
		d, ok, err := s.Week(t.Tx, unit, s.last(t.Now), t.Now, t.Lib, langOf(t, unit))
		if err != nil {
			return chat.Reply{}, err
		}
		if !ok {
			continue
		}
		tells, err := s.tells(t, d)
		if err != nil {
			return chat.Reply{}, err
		}
		if tells && first == nil {
			first = &d
		}
	}
	if first == nil {
		return chat.Reply{}, nil
	}
	t.Note(journal.Entry{Kind: journal.DigestSent, Detail: "manager"})
	c := s.card(t, *first, leads)
	c.Note = strings.TrimSpace(c.Note + " " + digest.Words.In(t.W.Lang).Purpose)
	return s.alsoByMail(t, t.Aside(c))
}

// tells keeps a digest as sent, and reports whether it is worth a message: it has news, or
// there was none for four weeks.
func (s *Steering) tells(t *dialog.Turn, d digest.Week) (bool, error) {
	if err := s.send(t.Tx, d); err != nil {
		return false, err
	}
	quiet := d.Quiet + 1
	if d.New() || quiet >= quietFor {
		quiet = 0
	}
	if err := t.Tx.PutJSON(quietBucket, []byte(d.Unit), quiet); err != nil {
		return false, fmt.Errorf("steer: quiet %s: %w", d.Unit, err)
	}
	return quiet == 0, nil
}
