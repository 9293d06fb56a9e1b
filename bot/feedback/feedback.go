// Package feedback is the skill of feedback between colleagues: a person asks one
// colleague one question about themself, or three fixed questions of a group; a giver
// writes, reads exactly what will be sent, and confirms it; a receiver reads, thanks and
// picks one thing to try. Nobody can ask about somebody else: who asks is who receives.
//
// The store holds, for a year,
//
//	feedback.exchange: number → exchange as JSON: between two people
//	feedback.of:       pseudonym NUL number of an exchange → the giver's draft as JSON; an empty one for the receiver
//	feedback.round:    number → round as JSON: the answers of a group, without who gave which
//	feedback.seat:     pseudonym NUL number of a round → seat as JSON: that they were asked, and their draft
//
// What is written belongs to the giver until it is sent, and to the receiver alone from
// then on. The giver may call it back until it was read. If the giver deletes their data,
// what was read stays with the receiver, without a name, and what was not read goes. If
// the receiver deletes theirs, everything goes, for the giver too.
//
// That somebody declined is told to nobody: to who asked it looks as if no answer came.
// Nothing of this is in the journal but that it happened, without the other person.
package feedback

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/talk"
	"github.com/handvat/handvat/bot/words"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// The verbs of the skill.
const (
	verb      = "feedback"       // WHAT/NUMBER/MORE: between two people
	verbRound = "round"          // WHAT/NUMBER/MORE: in a group
	verbOffer = "offer-feedback" // AID: to ask, after it was used
)

// Limits in time and number.
const (
	remindAfter = 3                    // working days
	closeAfter  = 10                   // working days
	maxOpen     = 3                    // questions of one person without an answer, and messages nobody asked for that were not read
	keep        = 365 * 24 * time.Hour // from the last that happened
	keepStarted = 7 * 24 * time.Hour   // what was begun and never sent
	maxQuestion = 300                  // characters of a question or topic
	maxText     = 1200                 // characters of feedback: it must fit the form to change it
)

// Skill lets colleagues ask, give and receive feedback.
func Skill() talk.Skill {
	return talk.Skill{
		Name:   "feedback",
		Title:  func(w *words.Words) string { return w.Feedback.Title },
		Acts:   map[string]talk.Act{verb: act, verbRound: actRound, verbOffer: offer},
		Used:   used,
		Kept:   kept,
		Forget: forget,
		Prune:  prune,
	}
}

// act carries out what two people do: "WHAT/NUMBER/MORE". Who is not part of an exchange
// finds nothing.
func act(t *talk.Turn, arg string) (r chat.Reply, err error) {
	what, rest := talk.Cut(arg)
	number, more := talk.Cut(rest)
	switch {
	case t.Agenda == nil: // nothing can be said to anybody else
		return t.Say(t.W.Gone), nil
	case what == "ask" && number == "":
		r, err = ask(t)
	case what == "give":
		r, err = give(t)
	case what == "list":
		r, err = list(t, talk.Number(number))
	case what == "offered":
		t.Note(journal.Entry{Kind: journal.NudgeAnswered, Detail: "yes"})
		r, err = ask(t)
	case what == "skip":
		t.Note(journal.Entry{Kind: journal.NudgeAnswered, Detail: "skipped"})
		r = t.Say(t.W.Skipped)
	case what == "later":
		r = t.Say(t.W.Skipped)
	case what == "ok":
		r = t.Say(t.W.Feedback.Good)
	default:
		r, err = within(t, what, number, more)
	}
	if err == nil && t.Event.Kind == chat.Due && (r.IsZero() || what == "thanks") {
		err = t.Agenda.Heard(t.Tx, t.Person.ID) // nothing was asked
	}
	return alone(t, r, slices.Contains([]string{"draft", "check", "change", "send", "drop", "delete"}, what)), err
}

// alone shows r to the person alone. In place of the card that was acted on, if that
// showed a text which now has gone elsewhere: the conversation is to keep none either.
func alone(t *talk.Turn, r chat.Reply, inPlace bool) chat.Reply {
	r.Private = r.Private || !t.Event.Direct
	if inPlace && t.Event.Direct && !r.IsZero() {
		r.Replace = t.Event.ReplyTo
	}
	return r
}

// within carries out what the giver or the receiver of an exchange does.
func within(t *talk.Turn, what, number, more string) (chat.Reply, error) {
	type do func(t *talk.Turn, e exchange, more string) (chat.Reply, error)
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
func used(t *talk.Turn, a *knowledge.Aid) (note string, err error) {
	if t.Agenda == nil || a.FollowUp.Feedback == 0 || t.Person.Unseen || t.Person.Paused || t.Person.Home.IsZero() {
		return "", nil
	}
	added, err := t.Agenda.Add(t.Tx, agenda.Item{
		Key:    "feedback/offer/" + string(t.Person.ID) + "/" + talk.AidRef(a),
		Kind:   agenda.Feedback,
		Person: t.Person.ID, In: chat.Place{Platform: t.Event.In.Platform},
		Due:     t.Now.AddDate(0, 0, a.FollowUp.Feedback),
		Action:  talk.On(verbOffer, a),
		Purpose: t.W.Feedback.OfferPurpose, Series: talk.Series(a), Priority: 3,
	})
	if !added || len(a.FollowUp.Reflect) > 0 {
		return "", err
	}
	return chat.Strip(t.W.NudgeFollow), err
}

// offer is the message some days after the use of an aid.
func offer(t *talk.Turn, ref string) (chat.Reply, error) {
	a, ok := t.Aid(ref)
	if !ok || t.Event.Kind != chat.Due {
		return chat.Reply{}, nil
	}
	f := t.W.Feedback
	t.NoteAid(journal.NudgeSent, a, 0, "feedback")
	return t.Aside(chat.Card{Body: []chat.Block{chat.Text(fmt.Sprintf(f.Offer, a.Title))}, Note: chat.Strip(f.OfferPurpose), Buttons: []chat.Button{
		talk.Primary(f.Ask, talk.Do(verb, "offered")), talk.Button(t.W.NotNow, talk.Do(verb, "skip"))}}), nil
}

// tell plans a message to a person about something of a number: at most once for each
// what, as their own limits allow. after is the day, expires when it is no longer useful.
func tell(t *talk.Turn, to people.ID, verb, what string, number uint64, purpose string, after, expires time.Time) error {
	p, ok, err := people.ByID(t.Tx, to)
	if err != nil || !ok || p.Home.IsZero() {
		return err
	}
	seq, err := t.Tx.Next(ofBucket) // a message that was called off may be planned anew
	if err != nil {
		return err
	}
	_, err = t.Agenda.Add(t.Tx, agenda.Item{
		Key:    fmt.Sprintf("%s/%d/%s/%s/%d", verb, number, what, to, seq),
		Kind:   agenda.Feedback,
		Person: to, In: chat.Place{Platform: chat.Platform(p.Home.Platform)},
		Due: after, Expires: expires,
		Action:  talk.Do(verb, what, number),
		Purpose: purpose, Priority: 6,
	})
	return err
}

// hush takes messages about something of a number off the agenda.
func hush(t *talk.Turn, verb string, number uint64, whats ...string) (err error) {
	for _, what := range whats {
		err = errors.Join(err, t.Agenda.Cancel(t.Tx, fmt.Sprintf("%s/%d/%s/", verb, number, what)))
	}
	return err
}

// note enters in the journal that feedback moved. The text and the other are not in it.
// A message of a colleague is no message at the bot's own initiative, which the offer is.
func note(t *talk.Turn, detail string) {
	t.Note(journal.Entry{Kind: journal.FeedbackMoved, Detail: detail})
}

// colleagues are the people who were picked or named that can be written to, with their
// names, and the names of those that cannot. The person themself is not among them.
func colleagues(t *talk.Turn) (ps []people.Profile, names, unknown []string, err error) {
	for _, who := range t.Event.People {
		p, ok, err := people.Find(t.Tx, people.Identity{Platform: string(who.Platform), Team: who.Team, User: who.ID})
		switch same := func(o people.Profile) bool { return o.ID == p.ID }; {
		case err != nil:
			return nil, nil, nil, err
		case !ok || p.Left || p.Home.IsZero():
			unknown = append(unknown, nameOf(who))
		case p.ID != t.Person.ID && !slices.ContainsFunc(ps, same):
			ps, names = append(ps, p), append(names, nameOf(who))
		}
	}
	return ps, names, unknown, nil
}

// nameOf is the name a platform has for somebody; empty if it has none.
func nameOf(p chat.Person) string { return talk.Fit(plain(p.Name), 60) }

// shown is a name as cards show it.
func shown(t *talk.Turn, name string) string { return cmp.Or(name, t.W.Feedback.Colleague) }

// ended is a sentence with its end.
func ended(s string) string {
	if strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}

// plain is a text on one line, without marks.
func plain(s string) string {
	return chat.Strip(strings.Join(strings.Fields(talk.Clean(s)), " "))
}

// sentence is a sentence that may begin with a name, or with "a colleague".
func sentence(format string, args ...any) chat.Text {
	return chat.Text(words.Capital(fmt.Sprintf(format, args...)))
}

// spoken is what was typed besides the names of colleagues.
func spoken(t *talk.Turn) string {
	s := t.Answer
	for _, p := range t.Event.People {
		if i := strings.Index(strings.ToLower(s), "@"+strings.ToLower(p.Name)); i >= 0 && len(strings.ToLower(s)) == len(s) {
			s = s[:i] + s[i+1+len(p.Name):]
		}
	}
	return strings.Trim(s, " ,:;")
}

// mark tells one text from another in an action, so that what is sent is what was shown.
func mark(text string) string {
	h := fnv.New64a()
	h.Write([]byte(text)) // never fails
	return fmt.Sprintf("%016x", h.Sum64())
}

// exact shows a text as it is, in parts that fit.
func exact(text string) (bs []chat.Block) {
	for _, part := range talk.WrapLines(text, chat.MaxText) {
		bs = append(bs, chat.Code(part))
	}
	return bs
}

// crisis reports whether a text is a cry for help, which is answered and not kept.
func crisis(text string) bool { return talk.Sensitive(words.Normal(text)) == "crisis" }

func helpNow(t *talk.Turn) (chat.Reply, error) {
	return t.Do(chat.Action{Verb: talk.Personal, Arg: "crisis"})
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
	rounds, err := keptRounds(tx, id)
	return append(all, rounds...), err
}

func forget(tx *store.Tx, id people.ID) error {
	return errors.Join(forgetExchanges(tx, id), forgetRounds(tx, id))
}

func prune(tx *store.Tx, now time.Time) error {
	return errors.Join(pruneExchanges(tx, now), pruneRounds(tx, now))
}
