package survey

import (
	"errors"
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

// maxQuote is how long a sentence may be, in characters.
const maxQuote = 200

// A quote is a sentence that its writer lets others read. It waits until a message tells
// it, and can be taken back until then; after that its text is not kept here.
type quote struct {
	Person people.ID        `json:"person,omitempty"` // who wrote it
	Text   privacy.Scrubbed `json:"text,omitzero"`
	Time   time.Time        `json:"time"`
	Month  string           `json:"month"` // in which the writer was asked
	Told   bool             `json:"told,omitempty"`
}

// A sketch is a sentence that may not be shared yet, of who was asked at a time.
type sketch struct {
	Text  privacy.Scrubbed `json:"sentence"`
	Asked time.Time        `json:"asked"`
}

var (
	// sentences wait to be told, by unit. None other is asked for as long as one is kept.
	sentences = store.Table[quote]{Bucket: "survey.waiting", Class: store.Shared,
		Owners: func(q quote) []string { return []string{string(q.Person)} },
		Export: func(q quote, _ string) any { q.Person = ""; return q },
		Keep:   privacy.KeepSentence, Since: func(q quote) time.Time { return q.Time }}

	drafts = store.Table[sketch]{Bucket: "survey.draft", Class: store.Personal, Keep: late + 24*time.Hour,
		Since: func(d sketch) time.Time { return d.Asked }}
)

// waitKey is the key of the sentence of a person in a unit.
func waitKey(unit string, id people.ID) []byte { return store.Key(unit, string(id)) }

// hasWritten reports whether a sentence of the person waits, or was told lately.
func (s state) hasWritten(t *dialog.Turn) bool {
	return s.Wrote != "" && sentences.Has(t.Tx, waitKey(s.Wrote, t.Person.ID))
}

// writable makes an act of who may write a sentence now.
func writable(act func(t *dialog.Turn, s state) (chat.Reply, error)) dialog.Func {
	return of(func(t *dialog.Turn, s state, _ string) (chat.Reply, error) {
		over := s.What != Value || s.Open || t.Now.Sub(s.Asked) > late
		if over || !asks(t.Tx, Quotes) || s.hasWritten(t) || t.Person.Unit() == "" {
			return t.Say(words.In(t.W.Lang).Answered), nil
		}
		return act(t, s)
	})
}

// write asks for a sentence.
func write(t *dialog.Turn, _ state) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	submit, no := dialog.Do("survey/save"), dialog.Do("survey/drop")
	return t.Form(chat.Card{
		Body: []chat.Block{chat.Question{Field: dialog.AnswerField, Prompt: w.QuoteAsk,
			Hint: t.W.ForInstance.With(w.QuoteHint), Need: true}},
		Buttons: []chat.Button{dialog.Submit(t.W.Next, submit), dialog.Button(t.W.NotNow, no)},
		Note:    w.QuoteNote,
	}, submit, no, no), nil
}

// draft shows a sentence in exactly the form in which others would read it.
func draft(t *dialog.Turn, s state) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	said := t.Filled(0)
	if said == "" {
		return write(t, s)
	}
	topic := dialog.Sensitive(text.Normal(said))
	if topic == dialog.CrisisTopic {
		return t.HelpNow()
	}
	if err := t.Conceal(); err != nil {
		return chat.Reply{}, err
	}
	if topic != "" {
		return t.Say(w.QuotePrivate), drafts.Delete(t.Tx, key(t.Person.ID))
	}
	group, err := privacy.Load(t.Tx)
	if err != nil {
		return chat.Reply{}, err
	}
	d := sketch{t.Scrub(marks.Replace(said)).Fit(maxQuote), s.Asked}
	t.Session.View = chat.Action{}
	own := terms.Words.In(t.W.Lang)
	shown := chat.Fact{Label: own.OwnWords, Value: own.Quote.With(d.Text.String())}
	terms := chat.Text(w.QuoteTerms.With(group.Sensitive().K()))
	c := chat.Card{Body: []chat.Block{chat.Text(w.QuoteShow), chat.Facts{shown}, terms},
		Buttons: []chat.Button{dialog.Primary(w.QuoteShare, dialog.Do("survey/share")),
			dialog.Button(w.QuoteAgain, dialog.Do("survey/write")),
			dialog.Button(w.QuoteDrop, dialog.Do("survey/drop"))}}
	return t.Show(c), drafts.Save(t.Tx, key(t.Person.ID), d)
}

// marks takes out what would change how a sentence is shown.
var marks = strings.NewReplacer("*", "", "`", "", "[", "", "]", "", "<", "", ">", "", "_", " ")

// share lets others read the sentence that was shown.
func share(t *dialog.Turn, s state) (chat.Reply, error) {
	d, ok, err := drafts.Load(t.Tx, key(t.Person.ID))
	if err != nil || !ok {
		return t.Say(words.In(t.W.Lang).QuoteNone), err
	}
	s.Wrote = t.Person.Unit()
	q := quote{Person: t.Person.ID, Text: d.Text, Time: t.Now, Month: s.Valued}
	err = sentences.Save(t.Tx, waitKey(s.Wrote, t.Person.ID), q)
	return t.Say(words.In(t.W.Lang).QuoteKept), errors.Join(err, drafts.Delete(t.Tx, key(t.Person.ID)), save(t, s))
}

// drop takes back a sentence, or what was written of one.
func drop(t *dialog.Turn, s state, _ string) (chat.Reply, error) {
	w, at := words.In(t.W.Lang), waitKey(s.Wrote, t.Person.ID)
	q, waits, err := sentences.Load(t.Tx, at)
	switch {
	case err != nil:
		return chat.Reply{}, err
	case q.Told:
		return t.Say(w.QuoteTold), nil
	case waits || drafts.Has(t.Tx, key(t.Person.ID)):
		return t.Say(w.QuoteGone), errors.Join(sentences.Delete(t.Tx, at), drafts.Delete(t.Tx, key(t.Person.ID)))
	case t.Event.Kind == chat.Pressed: // of the form
		return t.Say(t.W.Fine), nil
	}
	return t.Say(w.QuoteNone), nil
}

// Sentences are what people wrote for others to read.
type Sentences struct{}

// Next returns the sentence that the message of a unit may tell, of those shared before a
// moment: the oldest one of which a group of need of the unit and below it were asked for one
// in the same month, and not so many of a smaller unit around its writer. It returns
// nothing if there is none.
func (Sentences) Next(tx *store.Tx, unit string, before time.Time, need privacy.Group) (string, error) {
	_, q, err := waiting(tx, unit, before, need)
	return q.Text.String(), err
}

// Told is told that a message of a unit was sent with what [Sentences.Next] returned.
func (Sentences) Told(tx *store.Tx, unit string, before time.Time, need privacy.Group) error {
	at, q, err := waiting(tx, unit, before, need)
	if err != nil || at == nil {
		return err
	}
	q.Text, q.Told = privacy.Scrubbed{}, true
	return sentences.Save(tx, at, q)
}

// waiting finds the sentence that comes next, with its key; nil if none does.
func waiting(tx *store.Tx, unit string, before time.Time, need privacy.Group) (at []byte, first quote, err error) {
	if !asks(tx, Quotes) {
		return nil, first, nil
	}
	for _, u := range append([]string{unit}, people.UnitsBelow(tx, unit)...) {
		for k, q := range sentences.Scan(tx, waitKey(u, "")) {
			if q.Told || !q.Time.Before(before) || at != nil && !q.Time.Before(first.Time) {
				continue
			}
			tells, err := around(tx, u, q.Month, need)
			if err != nil {
				return nil, first, err
			}
			if tells == unit {
				at, first = k, q
			}
		}
	}
	return at, first, nil
}

// around is the smallest unit around a unit in which a group of need was asked in a month;
// empty if there is none.
func around(tx *store.Tx, unit, month string, need privacy.Group) (string, error) {
	path, err := people.UnitPath(tx, unit)
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
			s, _, err := persons.Load(tx, key(id))
			p, _, bad := people.ByID(tx, id)
			if err = errors.Join(err, bad); err != nil {
				return "", err
			}
			if s.Valued == month && p.Counted() != "" {
				n++
			}
		}
		if need.May(n) {
			return u.ID, nil
		}
	}
	return "", nil
}
