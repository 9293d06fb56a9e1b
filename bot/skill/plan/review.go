package plan

import (
	"errors"
	"strconv"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/journal"
)

// dayKey is what the keys of the look back on a plan begin with. They do not say whose
// it is: keys stay.
func dayKey(seq uint64) string { return "plan/" + strconv.FormatUint(seq, 10) + "/day/" }

// schedule puts the look back on a plan on the agenda, in place of an earlier one.
func schedule(t *dialog.Turn, seq uint64, p plan) error {
	if p.State != active {
		return nil
	}
	key := dayKey(seq) + strconv.Itoa(p.Moves)
	items, err := t.Agenda.Of(t.Tx, t.Person.ID)
	if err != nil {
		return err
	}
	for _, it := range items {
		if it.Key == key {
			return nil
		}
	}
	if err := cancel(t, seq); err != nil {
		return err
	}
	_, err = t.Agenda.Add(t.Tx, agenda.Item{
		Key: key, Event: dayKey(seq), Moves: p.Moves, Kind: agenda.Plan,
		Person: t.Person.ID, In: chat.Place{Platform: t.Event.In.Platform},
		Due: p.Day.Add(12 * time.Hour), Action: dialog.Do("plan/ask", seq),
		Purpose: words.Say(func(w *texts) string { return w.Purpose }), Promised: true, Priority: 6,
	})
	return err
}

// cancel takes the look back on a plan off the agenda.
func cancel(t *dialog.Turn, seq uint64) error { return t.Agenda.Cancel(t.Tx, dayKey(seq)) }

// note enters a fact about a plan in the journal, without what it says.
func note(t *dialog.Turn, k journal.Kind, p plan, detail string) {
	if a, ok := t.Aid(p.Aid); ok && p.Aid != "" {
		t.NoteAid(k, a, 0, detail)
		return
	}
	t.Note(journal.Entry{Kind: k, Detail: detail})
}

// howIsIt asks what became of a plan.
func howIsIt(t *dialog.Turn, seq uint64) chat.Tap {
	w := words.In(t.W.Lang)
	return chat.Tap{Prompt: w.HowIsIt, Options: []chat.Button{
		dialog.Button(w.Done, dialog.Do("plan/done", seq)),
		dialog.Button(t.W.Plans.Move, dialog.Do("plan/when", seq)),
		dialog.Button(w.Drop, dialog.Do("plan/drop", seq)),
	}}
}

// review is the message on the day of a plan.
func review(t *dialog.Turn, seq uint64, p plan) (chat.Reply, error) {
	if p.State != active {
		return chat.Reply{}, nil
	}
	w := words.In(t.W.Lang)
	note(t, journal.NudgeSent, p, "plan")
	ifThen := chat.Facts{{Label: w.Short[1], Value: p.If}, {Label: w.Short[2], Value: p.Then}}
	return t.Aside(chat.Card{
		Body: []chat.Block{chat.Text(w.Review.With(chat.Strip(p.Goal))), ifThen, howIsIt(t, seq)},
		Note: chat.Strip(w.Purpose),
	}), nil
}

// finish ends a plan that was done.
func finish(t *dialog.Turn, seq uint64, p plan) (chat.Reply, error) {
	return end(t, seq, p, done, words.In(t.W.Lang).DoneSaid)
}

// letGo ends a plan that was not.
func letGo(t *dialog.Turn, seq uint64, p plan) (chat.Reply, error) {
	return end(t, seq, p, dropped, words.In(t.W.Lang).DropSaid)
}

func end(t *dialog.Turn, seq uint64, p plan, as state, said string) (chat.Reply, error) {
	p.State = as
	note(t, journal.PlanDone, p, string(p.State))
	if _, err := save(t, seq, p); err != nil {
		return chat.Reply{}, err
	}
	return t.Say(said), cancel(t, seq)
}

// when asks for another day to look back on a plan.
func when(t *dialog.Turn, seq uint64, _ plan) (chat.Reply, error) { return askDay(t, seq, ""), nil }

// askDay asks for another day to look back on a plan, after something was said first if
// lead is not empty.
func askDay(t *dialog.Turn, seq uint64, lead string) chat.Reply {
	w := words.In(t.W.Lang)
	ask := chat.Question{Field: dialog.AnswerField, Prompt: w.MoveAsk, Hint: t.W.ForInstance.With(w.When[1]),
		Need: true}
	return form(t, chat.Card{Body: dialog.Led(lead, ask)}, dialog.Do("plan/move", seq), seq)
}

// move takes another day to look back on a plan.
func move(t *dialog.Turn, seq uint64, p plan) (chat.Reply, error) {
	before := p.Day
	if problem := p.setDay(t, t.Answer); problem != "" {
		return askDay(t, seq, problem), nil
	}
	if p.State = active; p.missing() {
		p.State = draft
	}
	if !p.Day.Equal(before) {
		note(t, journal.PlanDone, p, "moved")
	}
	if _, err := save(t, seq, p); err != nil {
		return chat.Reply{}, err
	}
	day, err := t.Promise(t.Person.ID, p.Day)
	return t.Say(words.In(t.W.Lang).MovedSaid.With(day)), errors.Join(err, schedule(t, seq, p))
}
