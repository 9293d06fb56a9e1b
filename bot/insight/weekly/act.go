package weekly

import (
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

// settlements are what was done with actions, by unit, week and number of the action.
var settlements = store.Table[digest.Settled]{Bucket: "weekly.settled", Was: "steer.settled", Class: store.Working,
	Keep:     keep,
	SinceKey: overUnitKey}

// do is the action of an act of this skill.
func do(act string, parts ...any) chat.Action { return dialog.Do("weekly/"+act, parts...) }

// show shows the last digest of a unit, or else of the person's own.
func show(t *dialog.Turn, unit string) (chat.Reply, error) {
	w := digest.Words.In(t.W.Lang)
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
		return t.Say(w.None), nil
	}
	if ok, err := t.MayFor(people.SeeDigest, unit); !ok || err != nil {
		return t.Say(w.NotYours), err
	}
	d, ok, err := Week(t, unit, Last(t), langOf(t, unit))
	if err != nil {
		return chat.Reply{}, err
	}
	if !ok {
		return t.Say(w.None), nil
	}
	if err := send(t, d); err != nil {
		return chat.Reply{}, err
	}
	return t.Show(card(t, d, leads)), nil
}

// card is the card of a digest, with what the person may do: who leads the unit settles
// its actions, and sees the other units they lead.
func card(t *dialog.Turn, d digest.Week, leads []string) chat.Card {
	c := digest.Card(d, t.W.Lang)
	leader := slices.Contains(leads, d.Unit)
	if !leader {
		c.Body = slices.DeleteFunc(c.Body, func(b chat.Block) bool { _, is := b.(chat.Tap); return is })
	}
	for _, unit := range leads {
		u, ok, err := people.UnitByID(t.Tx, unit)
		if ok && err == nil && unit != d.Unit && leader && len(c.Buttons) < 3 {
			c.Buttons = append(c.Buttons, dialog.Button(u.Name, do("show", unit)))
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

// settle keeps what a manager does with an action, WEEK/N/STATE/UNIT, and asks for the next.
func settle(t *dialog.Turn, arg string) (chat.Reply, error) {
	words := digest.Words.In(t.W.Lang)
	week, rest := dialog.Cut(arg)
	number, rest := dialog.Cut(rest)
	state, unit := dialog.Cut(rest)
	leads, err := people.Leads(t.Tx, t.Person.ID)
	if err != nil {
		return chat.Reply{}, err
	}
	if !slices.Contains(leads, unit) {
		return t.Say(words.NotYours), nil
	}
	var w counts.Week
	if err := w.UnmarshalText([]byte(week)); err != nil {
		return t.Say(t.W.Gone), nil
	}
	d, ok, err := sent.Load(t.Tx, unitKey(unit, weekKey(w)))
	said, known := words.Settled[state]
	n := dialog.Number(number)
	if err != nil || !ok || !known || n < 0 || n >= len(d.Actions) {
		return t.Say(t.W.Gone), err
	}
	key := unitKey(unit, append(weekKey(w), store.Num(uint64(n))...))
	settled := digest.Settled{Action: d.Actions[n], State: digest.State(state), Week: w}
	t.Subject = unit
	if err := settlements.Save(t.Tx, key, settled); err != nil {
		return chat.Reply{}, err
	}
	t.Note(journal.Entry{Kind: journal.ActionSettled, Detail: settledAs[settled.State]})
	next, ok := digest.SettleCard(d, n+1, t.W.Lang)
	if !ok {
		return t.Say(said), nil
	}
	next.Body = append([]chat.Block{chat.Text(said + " " + words.SettleNext)}, next.Body...)
	return t.Show(next), nil
}

// settledAs is how the journal calls what was done with an action.
var settledAs = map[digest.State]string{digest.OnIt: "on-it", digest.Later: "later", digest.NotNeeded: "not-needed"}

// quietFor is after how many weeks with nothing to tell that is told.
const quietFor = 4

// tellManager is the message that fell due to who leads units.
func tellManager(t *dialog.Turn, _ string) (chat.Reply, error) {
	leads, err := people.Leads(t.Tx, t.Person.ID)
	if err != nil {
		return chat.Reply{}, err
	}
	var first *digest.Week
	for _, unit := range leads {
		d, ok, err := Week(t, unit, Last(t), langOf(t, unit))
		if err != nil {
			return chat.Reply{}, err
		}
		if !ok {
			continue
		}
		tells, err := tells(t, d)
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
	c := card(t, *first, leads)
	c.Note = strings.TrimSpace(c.Note + " " + digest.Words.In(t.W.Lang).Purpose)
	return alsoByMail(t, t.Aside(c))
}

// tells keeps a digest as sent, and reports whether it is worth a message: it has news, or
// there was none for four weeks.
func tells(t *dialog.Turn, d digest.Week) (bool, error) {
	if err := send(t, d); err != nil {
		return false, err
	}
	quiet := d.Quiet + 1
	if d.New() || quiet >= quietFor {
		quiet = 0
	}
	return quiet == 0, quiets.Save(t.Tx, []byte(d.Unit), quiet)
}
