package training

import (
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
	return dialog.Do("training/undo", course, day, noted.Unix())
}

// lastOwn is the last of a course that the person registered and may take back; of no course if there is none.
func lastOwn(t *dialog.Turn, course uint64) (last entry) {
	for e := range entries(t.Tx) {
		if e.course == course && e.isBy(t) && t.Now.Sub(e.Noted) <= undoWithin && !e.Noted.Before(last.Noted) {
			last = e
		}
	}
	return last
}

// isBy reports whether the person registered e, and did not take it back.
func (e entry) isBy(t *dialog.Turn) bool { return e.ByID == t.Person.ID && !e.Undone }

// undoSome takes back what the person registered at one moment, of who is named.
func undoSome(t *dialog.Turn, arg string) (chat.Reply, error) { return undo(t, arg, false) }

// undoAll takes it back of everyone.
func undoAll(t *dialog.Turn, arg string) (chat.Reply, error) { return undo(t, arg, true) }

// undo takes back what the person registered at one moment, "COURSE/DAY/MOMENT": of who is
// named, or of all if it was one or all is set. Who was told of it is told nothing more.
func undo(t *dialog.Turn, arg string, all bool) (_ chat.Reply, err error) {
	w := words.In(t.W.Lang)
	n, rest := dialog.Cut(arg)
	on, noted := dialog.Cut(rest)
	var batch []entry
	for e := range entries(t.Tx) {
		if e.course == dialog.Seq(n) && e.Day == on && e.isBy(t) && e.Noted.Unix() == int64(dialog.Number(noted)) {
			batch = append(batch, e)
		}
	}
	switch {
	case len(batch) == 0:
		return t.Say(t.W.Gone), nil
	case t.Now.Sub(batch[0].Noted) > undoWithin:
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
	t.Subject = batch[0].Title
	for _, e := range batch {
		err = errors.Join(err, takeBack(t, e))
	}
	if err = errors.Join(err, hideEmpty(t.Tx, batch[0].course)); err != nil {
		return chat.Reply{}, err
	}
	said := w.Undone.With(batch[0].Title)
	switch {
	case len(names) > 0:
		said = w.UndoneOf.With(batch[0].Title, strings.Join(names, ", "))
	case len(batch) > 1:
		said = w.UndoneAll.With(batch[0].Title, len(batch))
	}
	c := dialog.Noted(said, w.UndoneNote, dialog.Button(w.Register, dialog.Do("training/register")))
	if len(strange) > 0 {
		c.Body = append(c.Body, chat.Text(w.UndoStrange.With(strings.Join(strange, ", "))))
	}
	return t.Show(c), nil
}

// among are the registrations of who is named, with their names, and the names of who is
// not among them.
func among(t *dialog.Turn, batch []entry) (named []entry, names, strange []string, err error) {
	for _, who := range t.Event.People {
		p, err := t.Lookup(who, t.Now)
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
	submit, not := dialog.Do("training/undo", arg), dialog.Do(dialog.Fine)
	c := chat.Card{Title: w.Undo, Body: []chat.Block{
		chat.Question{Field: dialog.AnswerField, Prompt: w.UndoWho[0], Hint: t.W.ForInstance.With(w.UndoWho[1]),
			Need:   true,
			Person: true, Many: true}},
		Buttons: []chat.Button{dialog.Submit(w.Undo, submit)}}
	if lead != "" {
		c.Body = append([]chat.Block{chat.Text(lead)}, c.Body...)
	}
	if n > 0 {
		c.Buttons = append(c.Buttons, dialog.Button(w.UndoEveryone.With(n), dialog.Do("training/undo-all", arg)))
	}
	c.Buttons = append(c.Buttons, dialog.Button(t.W.NotNow, not))
	return t.Form(c, submit, not, not)
}

// takeBack undoes one registration, and what follows on it. Of who was not told of it
// nothing is left.
func takeBack(t *dialog.Turn, e entry) error {
	err := unplan(t, e)
	p, ok, err2 := people.ByID(t.Tx, e.id)
	if err2 == nil && ok && !p.Unseen {
		err2 = journal.Append(t.Tx, journal.Entry{Time: t.Now, Kind: journal.Trained, Person: string(e.id),
			Unit:   p.Counted(),
			Detail: courseID(e.course), Value: -1, Platform: p.Home.Platform})
	}
	if !e.Told {
		return errors.Join(err, err2, dones.Delete(t.Tx, key(e.id, e.course, e.Day)))
	}
	e.Undone = true
	return errors.Join(err, err2, e.save(t.Tx))
}

// unplan takes what follows on a registration off the agenda, with the look backs on the aid
// that it stands in for.
func unplan(t *dialog.Turn, e entry) error {
	items, err := t.Agenda.Of(t.Tx, e.id)
	about := fmt.Sprintf("%d/%s/", e.course, e.Day)
	for _, it := range items {
		if s, _ := t.Skill(it.Action.Verb); s.Name == "training" && strings.HasPrefix(it.Action.Arg, about) {
			err = errors.Join(err, t.Agenda.CancelOne(t.Tx, it.Key))
		}
	}
	return err
}

// hideEmpty takes a course off the list if nobody is registered for it any more.
func hideEmpty(tx *store.Tx, number uint64) error {
	for e := range entries(tx) {
		if e.course == number && !e.Undone {
			return nil
		}
	}
	c, ok, err := courses.Load(tx, store.Num(number))
	if !ok || len(c.Now) > 0 || err != nil {
		return err
	}
	c.Empty = true
	return courses.Save(tx, store.Num(number), c)
}

// heed makes e remember what became of the course when it was registered by mistake: who was
// told of it is not told again, and who stopped hears no more of it.
func (e *entry) heed(tx *store.Tx) {
	for _, d := range dones.Scan(tx, key(e.id, e.course, "")) {
		if d.Undone {
			e.Told, e.Stopped = true, e.Stopped || d.Stopped
			e.Planned = e.Stopped
		}
	}
}
