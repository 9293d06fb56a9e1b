package training

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// undoWithin is how long a registration may be taken back: before the first question
// whether it is used.
const undoWithin = 14 * 24 * time.Hour

// undoAct takes back what the person registered at one moment.
func undoAct(course uint64, day string, noted time.Time) chat.Action {
	return dialog.Do(verb, "undo", course, day, noted.Unix())
}

// lastOwn is the last of a course that the person registered and may take back.
func lastOwn(t *dialog.Turn, course uint64) (d done, ok bool, err error) {
	err = each(t.Tx, func(_ people.ID, n uint64, one *done) (bool, error) {
		if n == course && one.ByID == t.Person.ID && !one.Undone && t.Now.Sub(one.Noted) <= undoWithin && !one.Noted.Before(d.Noted) {
			d, ok = *one, true
		}
		return false, nil
	})
	return d, ok, err
}

// An entry is a registration of one person.
type entry struct {
	id people.ID
	d  done
}

// undo takes back what the person registered at one moment, "COURSE/DAY/MOMENT": of who is
// named, or of all if it was one or all is set. Who was told of it is told nothing more.
func undo(t *dialog.Turn, arg string, all bool) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	number, rest := dialog.Cut(arg)
	on, noted := dialog.Cut(rest)
	course := uint64(max(dialog.Number(number), 0))
	var batch []entry
	err := each(t.Tx, func(id people.ID, n uint64, d *done) (bool, error) {
		if n == course && d.Day == on && d.ByID == t.Person.ID && !d.Undone && d.Noted.Unix() == int64(dialog.Number(noted)) {
			batch = append(batch, entry{id, *d})
		}
		return false, nil
	})
	switch {
	case err != nil:
		return chat.Reply{}, err
	case len(batch) == 0:
		return t.Say(t.W.Gone), nil
	case t.Now.Sub(batch[0].d.Noted) > undoWithin:
		return t.Say(w.UndoLate), nil
	}
	var names, strange []string
	if len(t.Event.People) > 0 {
		if batch, names, strange, err = among(t, batch); err != nil {
			return chat.Reply{}, err
		}
	} else if len(batch) > 1 && !all {
		return undoForm(t, arg, len(batch), ""), nil
	}
	if len(batch) == 0 {
		return undoForm(t, arg, 0, w.UndoStrange.With(strings.Join(strange, ", "))), nil
	}
	for _, e := range batch {
		err = errors.Join(err, takeBack(t, e, course))
	}
	if err = errors.Join(err, hideEmpty(t.Tx, course)); err != nil {
		return chat.Reply{}, err
	}
	said := w.Undone.With(batch[0].d.Title)
	switch {
	case len(names) > 0:
		said = w.UndoneOf.With(batch[0].d.Title, strings.Join(names, ", "))
	case len(batch) > 1:
		said = w.UndoneAll.With(batch[0].d.Title, len(batch))
	}
	c := chat.Card{Body: []chat.Block{chat.Text(said)}, Note: w.UndoneNote,
		Buttons: []chat.Button{dialog.Button(w.Register, dialog.Do(verb, "set"))}}
	if len(strange) > 0 {
		c.Body = append(c.Body, chat.Text(w.UndoStrange.With(strings.Join(strange, ", "))))
	}
	return t.Own(c), nil
}

// among are the registrations of who is named, with their names, and the names of who is
// not among them.
func among(t *dialog.Turn, batch []entry) (named []entry, names, strange []string, err error) {
	for _, who := range t.Event.People {
		p, _, err := people.Find(t.Tx, people.Identity{Platform: string(who.Platform), Team: who.Team, User: who.ID})
		if err != nil {
			return nil, nil, nil, err
		}
		i := slices.IndexFunc(batch, func(e entry) bool { return e.id == p.ID })
		if i < 0 {
			strange = append(strange, t.Name(who))
			continue
		}
		named, names = append(named, batch[i]), append(names, t.Name(who))
	}
	return named, names, strange, nil
}

// undoForm asks of whom to take it back.
func undoForm(t *dialog.Turn, arg string, n int, lead string) chat.Reply {
	w := words.In(t.W.Lang)
	submit, not := dialog.Do(verb, "undo", arg), chat.Action{Verb: dialog.Fine}
	c := chat.Card{Title: w.Undo, Body: []chat.Block{
		chat.Question{Field: dialog.AnswerField, Prompt: w.UndoWho[0], Hint: t.W.ForInstance.With(w.UndoWho[1]), Need: true, Person: true, Many: true}},
		Buttons: []chat.Button{dialog.Submit(w.Undo, submit)}}
	if lead != "" {
		c.Body = append([]chat.Block{chat.Text(lead)}, c.Body...)
	}
	if n > 0 {
		c.Buttons = append(c.Buttons, dialog.Button(w.UndoEveryone.With(n), dialog.Do(verb, "undo-all", arg)))
	}
	c.Buttons = append(c.Buttons, dialog.Button(t.W.NotNow, not))
	r := t.Form(c, submit, not, not)
	r.Private = !t.Event.Direct
	return r
}

// takeBack undoes one registration, and what follows on it. Of who was not told of it
// nothing is left.
func takeBack(t *dialog.Turn, e entry, course uint64) error {
	err := unplan(t, e, course)
	p, ok, err2 := people.ByID(t.Tx, e.id)
	if err2 == nil && ok && !p.Unseen {
		err2 = journal.Append(t.Tx, journal.Entry{Time: t.Now, Kind: journal.Trained, Person: string(e.id), Unit: p.Unit(), Detail: courseID(course), Value: -1, Platform: p.Home.Platform})
	}
	if !e.d.Told {
		return errors.Join(err, err2, t.Tx.Delete(doneBucket, doneKey(e.id, course, e.d.Day)))
	}
	e.d.Undone = true
	return errors.Join(err, err2, save(t.Tx, e.id, course, e.d))
}

// unplan takes what follows on a registration off the agenda, with the look backs on the aid
// that it stands in for.
func unplan(t *dialog.Turn, e entry, course uint64) error {
	items, err := t.Agenda.Of(t.Tx, e.id)
	for _, it := range items {
		if it.Action.Verb == verb && strings.Contains(it.Action.Arg, fmt.Sprintf("/%d/%s/", course, e.d.Day)) {
			err = errors.Join(err, t.Agenda.CancelOne(t.Tx, it.Key))
		}
	}
	return err
}

// hideEmpty takes a course off the list if nobody is registered for it any more.
func hideEmpty(tx *store.Tx, number uint64) error {
	left := false
	err := each(tx, func(_ people.ID, n uint64, d *done) (bool, error) {
		left = left || n == number && !d.Undone
		return false, nil
	})
	var c course
	ok, err2 := tx.GetJSON(courseBucket, store.Num(number), &c)
	if left || !ok || len(c.Now) > 0 || err != nil || err2 != nil {
		return errors.Join(err, err2)
	}
	c.Empty = true
	return tx.PutJSON(courseBucket, store.Num(number), c)
}

// heed makes d remember what became of the course when it was registered by mistake: who was
// told of it is not told again, and who stopped hears no more of it.
func (d *done) heed(tx *store.Tx, id people.ID, course uint64) error {
	for k, v := range tx.ScanPrefix(doneBucket, doneKey(id, course, "")) {
		var s stored
		if err := json.Unmarshal(v, &s); err != nil {
			return fmt.Errorf("training %q: %w", k, err)
		}
		if s.Done.Undone {
			d.Told, d.Stopped = true, d.Stopped || s.Done.Stopped
			d.Planned = d.Stopped
		}
	}
	return nil
}
