package training

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

const (
	noteBucket = "training.note"

	verbNote = "note" // "note:" takes one; list; delete; offer/DAY

	keepNote = privacy.KeepTalk
	maxNote  = 500 // characters
	maxNotes = 6   // shown at a time: they fit a card
)

// A note is what somebody wrote down during a training, for themself alone.
type note struct {
	Text string    `json:"text"`
	Time time.Time `json:"time"`
}

// actNote carries out what has to do with a person's own notes.
func actNote(t *dialog.Turn, arg string) (chat.Reply, error) {
	what, rest := dialog.Cut(arg)
	switch what {
	case "note:":
		return takeNote(t)
	case "list":
		return listNotes(t)
	case "delete":
		return t.Say(words.In(t.W.Lang).NotesGone), dialog.ForgetIn(noteBucket)(t.Tx, t.Person.ID)
	case "offer":
		return offerPlan(t, rest)
	}
	return t.Say(t.W.Gone), nil
}

// takeNote keeps what was typed behind "note:", and plans that it comes back the next day.
// What sounds like a crisis is answered and not kept.
func takeNote(t *dialog.Turn) (chat.Reply, error) {
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
	seq, err := t.Tx.Next(noteBucket)
	if err != nil {
		return chat.Reply{}, err
	}
	if err := t.Tx.PutJSON(noteBucket, dialog.OwnKey(t.Person.ID, store.Num(seq)), note{text, t.Now}); err != nil {
		return chat.Reply{}, err
	}
	said := w.NoteKept
	if t.Agenda != nil && !t.Person.Unseen && !t.Person.Paused && !t.Person.Home.IsZero() {
		day := t.Today().Format(time.DateOnly)
		if _, err := t.Agenda.Add(t.Tx, agenda.Item{Key: "note/" + string(t.Person.ID) + "/" + day, Kind: agenda.Plan,
			Person: t.Person.ID, In: chat.Place{Platform: t.Event.In.Platform}, Due: t.Now.AddDate(0, 0, 1),
			Action: dialog.Do(verbNote, "offer", day), Purpose: t.W.PlanPurpose, Priority: 5}); err != nil {
			return chat.Reply{}, err
		}
		said = w.NoteBack
	}
	r := t.Say(said)
	r.Private = !t.Event.Direct
	return r, nil
}

// notesOf are the notes of a person, the newest first.
func notesOf(tx *store.Tx, id people.ID) (ns []note, err error) {
	prefix := dialog.OwnKey(id, nil)
	for _, v := range tx.ScanDown(noteBucket, prefix, store.After(prefix)) {
		var n note
		if err := json.Unmarshal(v, &n); err != nil {
			return nil, fmt.Errorf("note: %w", err)
		}
		ns = append(ns, n)
	}
	return ns, nil
}

// offerPlan is the message the day after: the notes are not in it, one reads them when one
// wants to.
func offerPlan(t *dialog.Turn, day string) (chat.Reply, error) {
	ns, err := notesOf(t.Tx, t.Person.ID)
	if err != nil || len(ns) == 0 || t.Event.Kind != chat.Due {
		return chat.Reply{}, err
	}
	on, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return chat.Reply{}, nil
	}
	t.Note(journal.Entry{Kind: journal.NudgeSent, Detail: "plan"})
	return t.Aside(chat.Card{Body: []chat.Block{chat.Text(words.In(t.W.Lang).NoteOffer.With(t.W.Date(on)))}, Note: chat.Strip(t.W.PlanPurpose), Buttons: []chat.Button{
		dialog.Primary(words.In(t.W.Lang).NotesShow, dialog.Do(verbNote, "list")), dialog.Button(t.W.NotNow, chat.Action{Verb: dialog.Fine})}}), nil
}

// listNotes shows a person their notes, the newest first, and offers to make a plan.
func listNotes(t *dialog.Turn) (chat.Reply, error) {
	ns, err := notesOf(t.Tx, t.Person.ID)
	if err != nil || len(ns) == 0 {
		return t.Say(words.In(t.W.Lang).NotesNone), err
	}
	c := chat.Card{Title: words.In(t.W.Lang).Notes, Note: words.In(t.W.Lang).NotesNote, Buttons: []chat.Button{
		dialog.Primary(t.W.PlanMake, dialog.Do(dialog.Plan, "new")), dialog.Button(t.W.Delete, dialog.Do(verbNote, "delete"))}}
	for _, n := range ns[:min(len(ns), maxNotes)] {
		c.Body = append(c.Body, chat.Code(n.Text))
	}
	return t.OwnText(c), nil
}
