package survey

import (
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/terms"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// waitBucket is where sentences wait to be told, by unit.
const waitBucket = "pulse.waiting"

// maxQuote is how long a sentence may be, in characters.
const maxQuote = 200

// A quote is a sentence that its writer lets others read. It waits until a message tells
// it, and can be taken back until then; after that its text is not kept here.
type quote struct {
	Text  string    `json:"text,omitempty"`
	Time  time.Time `json:"time"`
	Month string    `json:"month"` // in which the writer was asked
	Unit  string    `json:"unit"`
	Told  bool      `json:"told,omitempty"`
}

// keepQuote is how long a sentence waits, and how long after it no other is asked for.
const keepQuote = privacy.KeepSentence

func waitKey(unit string, id people.ID) []byte { return []byte(unit + "\x00" + string(id)) }

// dated removes from s what is too old at now, and reports whether there was any.
func (s *state) dated(now time.Time) (was bool) {
	if s.Draft != "" && now.Sub(s.Asked) > late+24*time.Hour {
		s.Draft, was = "", true
	}
	if s.Quote != nil && now.Sub(s.Quote.Time) > keepQuote {
		s.Quote, was = nil, true
	}
	return was
}

// sentence carries out what has to do with the sentence of a person: write, save, share,
// drop.
func (p *Pulse) sentence(t *dialog.Turn, s state, what string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	switch {
	case what == "drop":
		return drop(t, s)
	case p.off[Quotes] || s.Quote != nil || s.What != Value || s.Open || t.Now.Sub(s.Asked) > late || t.Person.Unit() == "":
		return t.Say(w.Answered), nil
	case what == "write":
		return write(t), nil
	case what == "save":
		return draft(t, s)
	case what == "share" && s.Draft != "":
		s.Quote = &quote{Text: s.Draft, Time: t.Now, Month: s.Valued, Unit: t.Person.Unit()}
		s.Draft = ""
		if err := t.Tx.Put(waitBucket, waitKey(s.Quote.Unit, t.Person.ID), nil); err != nil {
			return chat.Reply{}, err
		}
		return t.Say(w.QuoteKept), save(t.Tx, t.Person.ID, s)
	}
	return t.Say(w.QuoteNone), nil
}

// write asks for a sentence.
func write(t *dialog.Turn) chat.Reply {
	w := words.In(t.W.Lang)
	submit, no := dialog.Do(verb, "quote", "save"), dialog.Do(verb, "quote", "drop")
	return t.Form(chat.Card{
		Body:    []chat.Block{chat.Question{Field: dialog.AnswerField, Prompt: w.QuoteAsk, Hint: t.W.ForInstance.With(w.QuoteHint), Need: true}},
		Buttons: []chat.Button{dialog.Submit(t.W.Next, submit), dialog.Button(t.W.NotNow, no)},
		Note:    w.QuoteNote,
	}, submit, no, no)
}

// draft shows a sentence in exactly the form in which others would read it.
func draft(t *dialog.Turn, s state) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	said := t.Filled(0)
	if said == "" {
		return write(t), nil
	}
	topic := dialog.Sensitive(text.Normal(said))
	if topic == "crisis" {
		return t.Do(chat.Action{Verb: dialog.Personal, Arg: topic})
	}
	if err := t.Conceal(); err != nil {
		return chat.Reply{}, err
	}
	if topic != "" {
		s.Draft = ""
		return t.Say(w.QuotePrivate), save(t.Tx, t.Person.ID, s)
	}
	isName, err := people.Names(t.Tx)
	if err != nil {
		return chat.Reply{}, err
	}
	group, err := privacy.Load(t.Tx)
	if err != nil {
		return chat.Reply{}, err
	}
	s.Draft = dialog.Fit(privacy.Scrub(marks.Replace(said), isName), maxQuote)
	t.Session.View = chat.Action{}
	c := chat.Card{Body: []chat.Block{chat.Text(w.QuoteShow), chat.Facts{{Label: terms.Words.In(t.W.Lang).OwnWords, Value: terms.Words.In(t.W.Lang).Quote.With(s.Draft)}}, chat.Text(w.QuoteTerms.With(group.Sensitive().K()))},
		Buttons: []chat.Button{dialog.Primary(w.QuoteShare, dialog.Do(verb, "quote", "share")), dialog.Button(w.QuoteAgain, dialog.Do(verb, "quote", "write")),
			dialog.Button(w.QuoteDrop, dialog.Do(verb, "quote", "drop"))}}
	return t.Own(c), save(t.Tx, t.Person.ID, s)
}

// marks takes out what would change how a sentence is shown.
var marks = strings.NewReplacer("*", "", "`", "", "[", "", "]", "", "<", "", ">", "", "_", " ")

// drop takes back a sentence, or what was written of one.
func drop(t *dialog.Turn, s state) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	switch {
	case s.Quote != nil && s.Quote.Told:
		return t.Say(w.QuoteTold), nil
	case s.Quote == nil && s.Draft == "":
		if t.Event.Kind == chat.Pressed { // of the form
			return t.Say(t.W.Fine), nil
		}
		return t.Say(w.QuoteNone), nil
	}
	if s.Quote != nil {
		if err := t.Tx.Delete(waitBucket, waitKey(s.Quote.Unit, t.Person.ID)); err != nil {
			return chat.Reply{}, err
		}
	}
	s.Quote, s.Draft = nil, ""
	return t.Say(w.QuoteGone), save(t.Tx, t.Person.ID, s)
}

// forget removes everything kept of a person. A sentence that was told stays where it was
// told, where nobody's name is.
func forget(tx *store.Tx, id people.ID) error {
	s, err := load(tx, id)
	if err == nil && s.Quote != nil {
		err = tx.Delete(waitBucket, waitKey(s.Quote.Unit, id))
	}
	if err == nil {
		err = tx.Delete(bucket, []byte(id))
	}
	return err
}

// Next returns the sentence that the message of a unit may tell, of those shared before a
// moment: the oldest one of which a group of need of the unit and below it were asked for one
// in the same month, and not so many of a smaller unit around its writer. It returns
// nothing if there is none.
func (p *Pulse) Next(tx *store.Tx, unit string, before time.Time, need privacy.Group) (string, error) {
	_, s, err := p.waiting(tx, unit, before, need)
	if err != nil || s.Quote == nil {
		return "", err
	}
	return s.Quote.Text, nil
}

// Told is told that a message of a unit was sent with what [Pulse.Next] returned.
func (p *Pulse) Told(tx *store.Tx, unit string, before time.Time, need privacy.Group) error {
	id, s, err := p.waiting(tx, unit, before, need)
	if err != nil || s.Quote == nil {
		return err
	}
	if err := tx.Delete(waitBucket, waitKey(s.Quote.Unit, id)); err != nil {
		return err
	}
	s.Quote.Text, s.Quote.Told = "", true
	return save(tx, id, s)
}

// waiting finds whose sentence comes next; the state has none if nobody's does.
func (p *Pulse) waiting(tx *store.Tx, unit string, before time.Time, need privacy.Group) (who people.ID, first state, err error) {
	for _, u := range append([]string{unit}, people.UnitsBelow(tx, unit)...) {
		prefix := waitKey(u, "")
		for k := range tx.ScanPrefix(waitBucket, prefix) {
			id := people.ID(k[len(prefix):])
			s, err := load(tx, id)
			if err != nil {
				return "", state{}, err
			}
			if p.off[Quotes] || s.Quote == nil || !s.Quote.Time.Before(before) || first.Quote != nil && !s.Quote.Time.Before(first.Quote.Time) {
				continue
			}
			told, err := around(tx, s.Quote, need)
			if err != nil {
				return "", state{}, err
			}
			if told == unit {
				who, first = id, s
			}
		}
	}
	return who, first, nil
}

// around is the smallest unit around the writer of q in which a group of need was asked in
// the same month; empty if there is none.
func around(tx *store.Tx, q *quote, need privacy.Group) (string, error) {
	path, err := people.UnitPath(tx, q.Unit)
	if err != nil {
		return "", err
	}
	for _, u := range path {
		ids, err := people.Members(tx, u.ID)
		if err != nil {
			return "", err
		}
		n := 0
		for _, id := range ids {
			s, err := load(tx, id)
			if err != nil {
				return "", err
			}
			if s.Valued == q.Month {
				n++
			}
		}
		if need.May(n) {
			return u.ID, nil
		}
	}
	return "", nil
}
