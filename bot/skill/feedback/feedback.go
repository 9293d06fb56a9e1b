// Package feedback is the skill of feedback between colleagues: a person asks one
// colleague one question about themself; a giver writes, reads exactly what will be sent,
// and confirms it; a receiver reads, thanks and picks one thing to try. Nobody can ask about
// somebody else: who asks is who receives.
//
// The store holds, for a year,
//
//	feedback.exchange: number → exchange as JSON: between two people
//	feedback.of:       pseudonym NUL number of an exchange → the giver's draft as JSON; an empty one for the receiver
//
// What is written belongs to the giver until it is sent, and to the receiver alone from
// then on. The giver may call it back until it was read. If the giver deletes their data,
// what was read stays with the receiver, without a name, and what was not read goes. If
// the receiver deletes theirs, everything goes, for the giver too.
//
// That somebody declined, or does not know Handvat, is told to nobody: to who asked it looks
// as if no answer came. Nothing of this is in the journal but that it happened, without the
// other person.
package feedback

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// The verbs of the skill.
const (
	verb      = "feedback"       // WHAT/NUMBER/MORE
	verbOffer = "offer-feedback" // AID: to ask, after it was used
)

// Limits in time and number.
const (
	maxOpen     = 3                  // questions of one person without an answer, and messages nobody asked for that were not read
	keep        = privacy.KeepOwn    // from the last that happened
	keepStarted = privacy.KeepBegun  // what was begun and never sent
	awaits      = keep + keepStarted // who does not know Handvat yet
	maxQuestion = 300                // characters of a question or topic
	maxText     = 1200               // characters of feedback: it must fit the form to change it
)

// A Lister returns what else a person's list of feedback is to show.
type Lister func(t *dialog.Turn) ([]dialog.Line, error)

// Skill lets colleagues ask, give and receive feedback. What a group is asked is listed by
// rounds; without it, which is nil, that is not offered.
func Skill(rounds Lister) dialog.Skill {
	return dialog.Skill{
		Name:   "feedback",
		Texts:  words,
		Title:  func(w *dialog.Words) string { return words.In(w.Lang).Title },
		Verbs:  map[string]dialog.Func{verb: func(t *dialog.Turn, arg string) (chat.Reply, error) { return act(t, arg, rounds) }, verbOffer: offer},
		Used:   used,
		Kept:   kept,
		Forget: forget,
		Prune:  prune,
	}
}

// act carries out what two people do: "WHAT/NUMBER/MORE". Who is not part of an exchange
// finds nothing.
func act(t *dialog.Turn, arg string, rounds Lister) (r chat.Reply, err error) {
	what, rest := dialog.Cut(arg)
	number, more := dialog.Cut(rest)
	switch {
	case t.Agenda == nil: // nothing can be said to anybody else
		return t.Say(t.W.Gone), nil
	case what == "ask" && number == "":
		r, err = ask(t)
	case what == "give":
		r, err = give(t)
	case what == "list":
		r, err = list(t, dialog.Number(number), rounds)
	case what == "offered":
		t.Note(journal.Entry{Kind: journal.NudgeAnswered, Detail: "yes"})
		r, err = ask(t)
	case what == "skip":
		t.Note(journal.Entry{Kind: journal.NudgeAnswered, Detail: "skipped"})
		r = t.Say(t.W.Skipped)
	case what == "later":
		r = t.Say(t.W.Skipped)
	case what == "ok":
		r = t.Say(words.In(t.W.Lang).Good)
	default:
		r, err = within(t, what, number, more)
	}
	if err == nil && t.Event.Kind == chat.Due && (r.IsZero() || what == "thanks") {
		err = t.Agenda.Heard(t.Tx, t.Person.ID) // nothing was asked
	}
	return t.Alone(r, slices.Contains([]string{"draft", "check", "change", "send", "drop", "delete"}, what)), err
}

// within carries out what the giver or the receiver of an exchange does.
func within(t *dialog.Turn, what, number, more string) (chat.Reply, error) {
	type do func(t *dialog.Turn, e exchange, more string) (chat.Reply, error)
	receiver := map[string]do{"ask": question, "put": put, "delete": remove, "got": got, "close": closing,
		"read": read, "thank": thank}[what]
	giver := map[string]do{"told": told, "remind": told, "no": decline, "write": write, "draft": takeDraft, "check": check,
		"change": change, "send": send, "back": callBack, "drop": drop, "thanks": thanks}[what]
	e, ok, err := load(t.Tx, number)
	ok = ok && e.knownTo(t.Tx, t.Person.ID)
	switch {
	case err != nil:
		return chat.Reply{}, err
	case ok && receiver != nil && e.Asker == t.Person.ID:
		return receiver(t, e, more)
	case ok && giver != nil && e.Giver == t.Person.ID:
		return giver(t, e, more)
	case t.Event.Kind == chat.Due: // it is over
		return chat.Reply{}, nil
	}
	return t.Say(t.W.Feedback.Nothing), nil
}

// used plans the offer to ask for feedback after the use of an aid, once. It says so only
// if nothing else does.
func used(t *dialog.Turn, a *knowledge.Aid) (note string, err error) {
	if t.Agenda == nil || a.FollowUp.Feedback == 0 || t.Person.Unseen || t.Person.Paused || t.Person.Home.IsZero() {
		return "", nil
	}
	added, err := t.Agenda.Add(t.Tx, agenda.Item{
		Key:    "feedback/offer/" + string(t.Person.ID) + "/" + dialog.AidRef(a),
		Kind:   agenda.Feedback,
		Person: t.Person.ID, In: chat.Place{Platform: t.Event.In.Platform},
		Due:     t.Now.AddDate(0, 0, a.FollowUp.Feedback),
		Action:  dialog.On(verbOffer, a),
		Purpose: words.In(t.W.Lang).OfferPurpose, Series: dialog.Series(a), Priority: 3,
	})
	if !added || len(a.FollowUp.Reflect) > 0 {
		return "", err
	}
	return chat.Strip(t.W.NudgeFollow), err
}

// offer is the message some days after the use of an aid.
func offer(t *dialog.Turn, ref string) (chat.Reply, error) {
	a, ok := t.Aid(ref)
	if !ok || t.Event.Kind != chat.Due {
		return chat.Reply{}, nil
	}
	f := words.In(t.W.Lang)
	t.NoteAid(journal.NudgeSent, a, 0, "feedback")
	return t.Aside(chat.Card{Body: []chat.Block{chat.Text(f.Offer.With(a.Title))}, Note: chat.Strip(f.OfferPurpose), Buttons: []chat.Button{
		dialog.Primary(f.Ask, dialog.Do(verb, "offered")), dialog.Button(t.W.NotNow, dialog.Do(verb, "skip"))}}), nil
}

// note enters in the journal that feedback moved. The text and the other are not in it.
// A message of a colleague is no message at the bot's own initiative, which the offer is.
func note(t *dialog.Turn, detail string) {
	t.Note(journal.Entry{Kind: journal.FeedbackMoved, Detail: detail})
}

// ended is a sentence with its end.
func ended(s string) string {
	if strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}

// kept is what is kept of a person, as they may read it.
func kept(tx *store.Tx, id people.ID) ([]json.RawMessage, error) {
	es, err := of(tx, id)
	if err != nil {
		return nil, err
	}
	all := []json.RawMessage{}
	for _, e := range es {
		row, err := e.view(tx, id)
		if err != nil {
			return nil, err
		}
		all = append(all, row)
	}
	return all, nil
}
