package training

import (
	"errors"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

const (
	maxNote  = 500 // characters
	maxNotes = 6   // shown at a time: they fit a card
)

// A note is what somebody wrote down during a training, for themself alone.
type note struct {
	Text string    `json:"text"`
	Time time.Time `json:"time"`
}

// notes are what people wrote, by number.
var notes = store.Table[note]{Bucket: "training.note", Class: store.Personal,
	Keep: privacy.KeepTalk, Since: func(n note) time.Time { return n.Time }}

// takeNote keeps what was typed behind "note:", and plans that it comes back the next day.
// What sounds like a crisis is answered and not kept.
func takeNote(t *dialog.Turn, _ string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	text := dialog.Fit(dialog.Clean(t.Answer), maxNote)
	switch {
	case text == "":
		return t.Say(w.NoteEmpty), nil
	case dialog.Crisis(text):
		return t.HelpNow()
	}
	if err := t.Conceal(); err != nil {
		return chat.Reply{}, err
	}
	if _, err := notes.AddOwn(t.Tx, string(t.Person.ID), note{t.Own(text), t.Now}); err != nil {
		return chat.Reply{}, err
	}
	if t.Person.Unseen || t.Person.Paused || t.Person.Home.IsZero() {
		return t.Say(w.NoteKept), nil
	}
	day := t.Today().Format(time.DateOnly)
	_, err := t.Agenda.Add(t.Tx, agenda.Item{Key: "note/" + string(t.Person.ID) + "/" + day, Kind: agenda.Plan,
		Person: t.Person.ID, In: chat.Place{Platform: t.Event.In.Platform}, Due: t.Now.AddDate(0, 0, 1),
		Action: dialog.Do("training/offer", day), Purpose: dialog.WhyPlan(), Promised: true, Priority: 5})
	tomorrow := t.Today().AddDate(0, 0, 1)
	on, bad := t.Promise(t.Person.ID, tomorrow)
	if on != t.W.Date(tomorrow) {
		return t.Say(w.NoteBackOn.With(on)), errors.Join(err, bad)
	}
	return t.Say(w.NoteBack), errors.Join(err, bad)
}

// notesOf are the notes of a person, the newest first.
func notesOf(t *dialog.Turn) (ns []note) {
	for _, n := range notes.ScanDown(t.Tx, store.Key(string(t.Person.ID), "")) {
		ns = append(ns, n)
	}
	return ns
}

// offerPlan is the message the day after: the notes are not in it, one reads them when one
// wants to.
func offerPlan(t *dialog.Turn, day string) (chat.Reply, error) {
	if len(notesOf(t)) == 0 {
		return chat.Reply{}, nil
	}
	t.Note(journal.Entry{Kind: journal.NudgeSent, Detail: "plan"})
	offer := chat.Text(words.In(t.W.Lang).NoteOffer.With(t.W.Date(dialog.Day(day))))
	return t.Aside(chat.Card{Body: []chat.Block{offer}, Note: chat.Strip(t.W.PlanPurpose), Buttons: []chat.Button{
		dialog.Primary(words.In(t.W.Lang).NotesShow, dialog.Do("training/notes")),
		t.NotNow()}}), nil
}

// listNotes shows a person their notes, the newest first, and offers to make a plan.
func listNotes(t *dialog.Turn, _ string) (chat.Reply, error) {
	w, ns := words.In(t.W.Lang), notesOf(t)
	if len(ns) == 0 {
		return t.Say(w.NotesNone), nil
	}
	c := chat.Card{Title: w.Notes, Note: w.NotesNote, Buttons: []chat.Button{
		dialog.Primary(t.W.PlanMake, dialog.Do(dialog.PlanNew)),
		dialog.Button(t.W.Delete, dialog.Do("training/del-notes"))}}
	for _, n := range ns[:min(len(ns), maxNotes)] {
		c.Body = append(c.Body, chat.Code(n.Text))
	}
	return t.Fleeting(c), nil
}

// dropNotes deletes the notes of a person.
func dropNotes(t *dialog.Turn, _ string) (chat.Reply, error) {
	return t.Say(words.In(t.W.Lang).NotesGone), notes.Forget(t.Tx, string(t.Person.ID))
}
