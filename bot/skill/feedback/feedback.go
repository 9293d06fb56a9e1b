// Package feedback is the skill of feedback between colleagues: a person asks one
// colleague one question about themself; a giver writes, reads exactly what will be sent,
// and confirms it; a receiver reads, thanks and picks one thing to try. Nobody can ask about
// somebody else: who asks is who receives.
//
// What is written belongs to the giver until it is sent, and to the receiver alone from
// then on. The giver may call it back until it was read. If the giver deletes their data,
// what was read stays with the receiver, without a name, and what was not read goes. If
// the receiver deletes theirs, everything goes, for the giver too.
//
// That somebody declined, or left Handvat, is told to nobody: to who asked it looks as if no
// answer came. Of who never spoke with it who asks hears that at once. Nothing of this is in
// the journal but that it happened, without the other person.
package feedback

import (
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

// Skill lets colleagues ask, give and receive feedback. An argument is the number of an exchange, with more behind it.
var Skill = dialog.Skill{
	Name:   skill,
	Texts:  words,
	Tables: []store.Declared{&exchanges},
	Acts: map[string]dialog.Act{
		"ask":     dialog.May(people.TakePart, ask),
		"give":    dialog.May(people.TakePart, give),
		"list":    dialog.Mine(list),
		"offered": dialog.May(people.TakePart, offered),
		"skip":    dialog.Anyone(skip),
		"later":   dialog.Anyone(later),
		"ok":      dialog.Anyone(good),

		"question": dialog.May(people.TakePart, receiver(question)),
		"put":      dialog.May(people.TakePart, receiver(put)),
		"read":     dialog.Mine(receiver(read)),
		"thank":    dialog.Mine(receiver(thank)),
		"delete":   dialog.Mine(dialog.InPlace(receiver(remove))),

		"no":     dialog.May(people.TakePart, giver(decline)),
		"write":  dialog.May(people.TakePart, giver(write)),
		"draft":  dialog.May(people.TakePart, dialog.InPlace(giver(takeDraft))),
		"check":  dialog.May(people.TakePart, dialog.InPlace(giver(check))),
		"change": dialog.May(people.TakePart, dialog.InPlace(giver(change))),
		"send":   dialog.May(people.TakePart, dialog.InPlace(giver(send))),
		"back":   dialog.May(people.TakePart, giver(callBack)),
		"drop":   dialog.May(people.TakePart, dialog.InPlace(giver(drop))),
	},
	Commands: []string{"ask", "give", "list"},
	Due: map[string]dialog.Func{"offer": offer, "told": giver(told), "remind": giver(told), "thanks": giver(thanks),
		"got": receiver(got), "close": receiver(closing)},
	Jobs:  map[string]dialog.Func{"tend": tend},
	Used:  used,
	Lines: lines,
	Asks:  askFor,
}

// skill is its name; do is an action of it.
const skill = "feedback"

func do(act string, parts ...any) chat.Action { return dialog.Do(dialog.Verb(skill, act), parts...) }

// Limits in time and number.
const (
	maxOpen     = 3                  // questions of one person without an answer; messages of one that were not read
	keep        = privacy.KeepOwn    // from the last that happened
	keepStarted = privacy.KeepBegun  // what was begun and never sent
	awaits      = keep + keepStarted // who does not know Handvat yet
	maxQuestion = 300                // characters of a question or topic
	maxText     = 1200               // characters of feedback: it must fit the form to change it
)

// A step is what one of the two does in an exchange.
type step func(t *dialog.Turn, e exchange, more string) (chat.Reply, error)

// receiver makes an act of who asked, and receives. To anybody else the exchange is not there.
func receiver(do step) dialog.Func {
	return party(do, func(e exchange) people.ID { return e.Asker })
}

// giver makes an act of who was asked, and gives.
func giver(do step) dialog.Func {
	return party(do, func(e exchange) people.ID { return e.Giver })
}

func party(do step, who func(exchange) people.ID) dialog.Func {
	return dialog.Numbered(&exchanges, func(t *dialog.Turn, e exchange, more string) (chat.Reply, error) {
		if who(e) != t.Person.ID || !e.isKnownTo(string(t.Person.ID)) {
			return t.NotThere(), nil
		}
		return do(t, e, more)
	})
}

// used plans the offer to ask for feedback after the use of an aid, once. It says so only
// if nothing else does.
func used(t *dialog.Turn, a *knowledge.Aid) (note string, err error) {
	if a.FollowUp.Feedback == 0 || t.Person.Unseen || t.Person.Paused || t.Person.Home.IsZero() {
		return "", nil
	}
	added, err := t.Agenda.Add(t.Tx, agenda.Item{
		Key:    "feedback/offer/" + string(t.Person.ID) + "/" + dialog.AidRef(a),
		Kind:   agenda.Feedback,
		Person: t.Person.ID, In: chat.Place{Platform: t.Event.In.Platform},
		Due:     t.Now.AddDate(0, 0, a.FollowUp.Feedback),
		Action:  do("offer", dialog.AidRef(a)),
		Purpose: words.Say(func(w *texts) string { return w.OfferPurpose }), Series: dialog.Series(a), Priority: 3,
	})
	if !added || len(a.FollowUp.Reflect) > 0 {
		return "", err
	}
	return chat.Strip(t.W.NudgeFollow), err
}

// offer is the message some days after the use of an aid.
func offer(t *dialog.Turn, ref string) (chat.Reply, error) {
	a, ok := t.Aid(ref)
	if !ok {
		return chat.Reply{}, nil
	}
	f := words.In(t.W.Lang)
	t.NoteAid(journal.NudgeSent, a, 0, "feedback")
	return t.Aside(dialog.Noted(f.Offer.With(a.Title), chat.Strip(f.OfferPurpose), dialog.Primary(f.Ask, do("offered")),
		dialog.Button(t.W.NotNow, do("skip")))), nil
}

// offered is yes to the offer, skip is no.
func offered(t *dialog.Turn, _ string) (chat.Reply, error) {
	t.Note(journal.Entry{Kind: journal.NudgeAnswered, Detail: "yes"})
	return ask(t, "")
}

func skip(t *dialog.Turn, _ string) (chat.Reply, error) {
	t.Note(journal.Entry{Kind: journal.NudgeAnswered, Detail: "skipped"})
	return t.Say(t.W.Skipped), nil
}

// later leaves a message for another time; good ends a thank-you.
func later(t *dialog.Turn, _ string) (chat.Reply, error) { return t.Say(t.W.Skipped), nil }

func good(t *dialog.Turn, _ string) (chat.Reply, error) { return t.Say(words.In(t.W.Lang).Good), nil }

// ended is a sentence with its end.
func ended(s string) string {
	if strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}
