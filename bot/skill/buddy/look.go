package buddy

import (
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// grace is how many days after the last one what was seen may still be written down.
const grace = 3

// A look is that one of a pair looks along with the other, or is asked to. Who is observed
// begins it, chooses the points and the days, and confirms them; then the observer does.
type look struct {
	Number   uint64
	Pair     uint64
	Observed people.ID
	Observer people.ID
	Names    [2]string // of the observed and the observer
	Points   []string
	From, To string // first and last day, as [time.DateOnly]
	Made     time.Time
	Asked    time.Time `json:",omitzero"`
	Told     int       `json:",omitempty"` // messages to the observer about the request
	Declined bool      `json:",omitempty"` // for the observer alone to know
	Agreed   time.Time `json:",omitzero"`
	Note     note      `json:",omitzero"` // the observer's alone
}

// A note is what an observer wrote and has not sent. It is theirs alone.
type note struct {
	Facts, Question string
	Time            time.Time `json:",omitzero"`
}

// looks are kept by number, and go with either of the two, for both.
var looks = store.Table[look]{
	Bucket: "buddy.look", Was: "pairs.look", Index: "buddy.part", Class: store.Shared, Keep: keepStarted,
	Since:  look.ends,
	Owners: look.knows, Export: look.view,
}

// knows are the people who can find l: the observer cannot before they were asked.
func (l look) knows() []string {
	if l.Asked.IsZero() {
		return []string{string(l.Observed)}
	}
	return []string{string(l.Observed), string(l.Observer)}
}

// over reports whether nothing can come of l any more on a day.
func (l look) over(today time.Time) bool {
	if l.Agreed.IsZero() {
		return today.After(dialog.Day(l.To))
	}
	return today.After(dialog.Day(l.To).AddDate(0, 0, grace))
}

// ends is the last day of l; of what was never asked, when it was begun.
func (l look) ends() time.Time {
	if l.Asked.IsZero() {
		return l.Made
	}
	return dialog.Day(l.To).AddDate(0, 0, grace)
}

// waits reports whether a yes may still come. A request that was declined waits like any
// other.
func (l look) waits(today time.Time) bool {
	return !l.Asked.IsZero() && l.Agreed.IsZero() && !l.over(today)
}

func (l look) save(tx *store.Tx) error { return looks.Save(tx, store.Num(l.Number), l) }

// delete removes l with what was written and not sent.
func (l look) delete(tx *store.Tx) error { return looks.Delete(tx, store.Num(l.Number)) }

// view is l as one of the two may read it.
func (l look) view(person string) any {
	v := struct {
		Role   string   `json:"role"`
		With   string   `json:"with"`
		Points []string `json:"points"`
		From   string   `json:"from,omitempty"`
		To     string   `json:"to,omitempty"`
		Note   note     `json:"not_sent,omitzero"`
	}{"observed", l.Names[1], l.Points, l.From, l.To, note{}}
	if string(l.Observer) == person {
		v.Role, v.With, v.Note = "observer", l.Names[0], l.Note
	}
	return v
}

// A lookStep is what one of the two does about looking along.
type lookStep func(t *dialog.Turn, l look, more string) (chat.Reply, error)

// looking makes an act about looking along of either of the two. To anybody else it is not there.
func looking(do lookStep) dialog.Func {
	return dialog.Numbered(&looks, func(t *dialog.Turn, l look, more string) (chat.Reply, error) {
		if !slices.Contains(l.knows(), string(t.Person.ID)) {
			return t.NotThere(), nil
		}
		return do(t, l, more)
	})
}

// observed makes an act of who is looked along with, observer of who looks.
func observed(do lookStep) dialog.Func {
	return looking(func(t *dialog.Turn, l look, more string) (chat.Reply, error) {
		if l.Observed != t.Person.ID {
			return t.NotThere(), nil
		}
		return do(t, l, more)
	})
}

func observer(do lookStep) dialog.Func {
	return looking(func(t *dialog.Turn, l look, more string) (chat.Reply, error) {
		if l.Observer != t.Person.ID {
			return t.NotThere(), nil
		}
		return do(t, l, more)
	})
}

// lookLines are what a person agreed to look at, in their own list.
func lookLines(t *dialog.Turn) (ls []dialog.Line) {
	w := words.In(t.W.Lang)
	for _, l := range looks.OfDown(t.Tx, string(t.Person.ID)) {
		if l.Asked.IsZero() || l.over(t.Today()) {
			continue
		}
		add := func(says, label, act string) {
			do := dialog.Button(label, do(act, l.Number))
			ls = append(ls, dialog.Line{Time: l.Asked, Text: text.Capital(says), Do: do})
		}
		switch mine, days := l.Observed == t.Person.ID, l.days(t); {
		case mine && l.Agreed.IsZero():
			add(w.LineLookAsked.With(t.Called(l.Names[1]), days), t.W.Feedback.TakeBack, "look-drop")
		case mine:
			add(w.LineLooks.With(t.Called(l.Names[1]), days), w.CallOff, "look-off")
		case l.Agreed.IsZero():
			add(w.LineLookTold.With(t.Called(l.Names[0]), days), w.LookYes, "look-yes")
		default:
			add(w.LineLook.With(t.Called(l.Names[0]), days), w.Fill, "fill")
		}
	}
	return ls
}

// days says in which days it is, as people read them.
func (l look) days(t *dialog.Turn) string {
	if l.From == l.To {
		return words.In(t.W.Lang).On.With(t.W.Date(dialog.Day(l.From)))
	}
	return words.In(t.W.Lang).Between.With(t.W.Date(dialog.Day(l.From)), t.W.Date(dialog.Day(l.To)))
}

// text is what would be sent of n.
func (n note) text(asks text.Line1) string {
	if n.Question == "" {
		return n.Facts
	}
	return strings.TrimSpace(n.Facts + "\n\n" + asks.With(n.Question))
}
