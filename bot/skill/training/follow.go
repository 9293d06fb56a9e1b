package training

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// followed is a turn of somebody about a training they finished.
type followed struct {
	t      *dialog.Turn
	course uint64
	d      done
}

func (f followed) do(what string, rest ...any) chat.Action {
	return dialog.Do(verb, append([]any{what, f.course, f.d.Day}, rest...)...)
}

// aid is the job aid that goes with the training, if there is one.
func (f followed) aid() (*knowledge.Aid, bool) {
	if f.d.Aid == "" {
		return nil, false
	}
	return f.t.Aid(f.d.Aid)
}

// note enters a fact in the journal, about the aid if there is one.
func (f followed) note(k journal.Kind, detail string) {
	if a, ok := f.aid(); ok {
		f.t.NoteAid(k, a, 0, detail)
		return
	}
	f.t.Note(journal.Entry{Kind: k, Detail: detail})
}

// say is a message at the bot's own initiative. The first one says who registered the
// training; each can be refused, the first also with everything else.
func (f followed) say(c chat.Card, lead string) (chat.Reply, error) {
	w := f.t.W
	if !f.d.Told {
		group, err := privacy.Load(f.t.Tx)
		if err != nil {
			return chat.Reply{}, err
		}
		by := cmp.Or(f.d.By, w.Someone)
		told := words.In(w.Lang).Told.With(text.Capital(by), f.d.Title, f.date())
		c.Body = append([]chat.Block{chat.Text(told), chat.Text(words.In(w.Lang).Follow.With(text.Capital(by), group.K()))}, c.Body...)
	} else if lead != "" {
		c.Body = append([]chat.Block{chat.Text(lead)}, c.Body...)
	}
	c.Note = chat.Strip(words.In(w.Lang).Purpose)
	c.Buttons = append(c.Buttons, dialog.Button(w.StopSeries, f.do("stop")))
	if !f.d.Told {
		c.Buttons = append(c.Buttons, dialog.Button(w.StopAll, chat.Action{Verb: dialog.Command, Arg: "stop-all"}))
	}
	f.d.Told = true
	f.note(journal.NudgeSent, "training")
	return f.t.Typable(f.t.Aside(c), f.do("stop"), f.do("skip")), save(f.t.Tx, f.t.Person.ID, f.course, f.d)
}

// date is the day of the training, as people read it.
func (f followed) date() string {
	day, err := time.Parse(time.DateOnly, f.d.Day)
	if err != nil {
		return f.d.Day
	}
	return f.t.W.Date(day)
}

// since says how long ago the training was.
func (f followed) since(days int) string {
	w := words.In(f.t.W.Lang)
	ago := w.Ago[strconv.Itoa(days)]
	if ago == "" {
		ago = text.Capital(f.t.W.OnDate.With(f.date()))
	}
	return w.Finished.With(ago, f.d.Title)
}

// first tells somebody that their training was registered, and asks what they take with
// them if there is an aid to look back on.
func (f followed) first() (chat.Reply, error) {
	w := f.t.W
	a, ok := f.aid()
	if !ok || len(f.d.Back) == 0 {
		return f.say(chat.Card{Buttons: []chat.Button{dialog.Primary(words.In(w.Lang).OK, f.do("fine"))}}, "")
	}
	return f.say(chat.Card{Body: []chat.Block{chat.Text(words.In(w.Lang).BelongsTo.With(a.Title)), chat.Text(w.Training.TakeAway)},
		Buttons: []chat.Button{dialog.Primary(w.Write, dialog.On(dialog.Reflect, a, 0))}}, "")
}

// week looks back on the aid of the training.
func (f followed) week(days int) (chat.Reply, error) {
	w := f.t.W
	a, ok := f.aid()
	if !ok {
		return chat.Reply{}, nil
	}
	skip := dialog.Button(w.Skip, f.do("skip"))
	if a.FollowUp.Recall {
		return f.say(chat.Card{Body: []chat.Block{chat.Text(w.NudgeRecall.With(a.Title))},
			Buttons: []chat.Button{dialog.Primary(w.Write, dialog.On(dialog.Recall, a, days)), skip}}, f.since(days))
	}
	return f.say(chat.Card{Body: []chat.Block{f.question(days)}, Buttons: []chat.Button{skip}}, f.since(days))
}

// ask asks whether somebody uses at work what they learned.
func (f followed) ask(days int) (chat.Reply, error) {
	if !slices.Contains(asked, days) {
		return chat.Reply{}, nil
	}
	c := chat.Card{Body: []chat.Block{f.question(days)}, Buttons: []chat.Button{dialog.Button(f.t.W.Skip, f.do("skip"))}}
	if days == asked[len(asked)-1] {
		c.Body = append(c.Body, chat.Text(words.In(f.t.W.Lang).Last))
	}
	if err := count(f.t.Tx, f.course, days, func(n *tally) { n.Asked++ }); err != nil {
		return chat.Reply{}, err
	}
	return f.say(c, f.since(days))
}

func (f followed) question(days int) chat.Tap {
	tap := chat.Tap{Prompt: words.In(f.t.W.Lang).Used}
	for _, r := range f.t.W.Applied {
		tap.Options = append(tap.Options, dialog.Button(r.Label, f.do("used", days, r.Key)))
	}
	return tap
}

// using reports whether an answer says that what was learned is used.
func using(answer string) bool { return answer == "yes" || answer == "partly" }

// used takes whether somebody uses what they learned. Who answers again changes their
// answer; the journal has the first.
func (f followed) used(days int, answer string) (chat.Reply, error) {
	known := slices.ContainsFunc(f.t.W.Applied, func(r text.Choice) bool { return r.Key == answer })
	if !known || !slices.Contains(asked, days) && !slices.Contains(f.d.Back, days) {
		return f.t.Say(f.t.W.Gone), nil
	}
	before, again := f.d.Answers[days]
	if !again {
		f.note(journal.Applied, answer)
		f.t.Log[len(f.t.Log)-1].Value = days
	}
	if f.d.Answers == nil {
		f.d.Answers = map[int]string{}
	}
	f.d.Answers[days] = answer
	err := save(f.t.Tx, f.t.Person.ID, f.course, f.d)
	if err == nil && slices.Contains(asked, days) {
		err = count(f.t.Tx, f.course, days, func(n *tally) {
			if again && using(before) {
				n.Using--
			}
			if using(answer) {
				n.Using++
			}
			if !again {
				n.Answered++
			}
		})
	}
	if err != nil {
		return chat.Reply{}, err
	}
	return f.answer(days, answer), nil
}

// answer is what is said to who says whether they use it: after a month with the look
// back on the aid.
func (f followed) answer(days int, answer string) chat.Reply {
	w := f.t.W
	a, ok := f.aid()
	skip := dialog.Button(w.Skip, f.do("skip"))
	switch {
	case answer == "none" && ok:
		return f.t.Say(words.In(w.Lang).LaterAid.With(a.Title))
	case answer == "none":
		return f.t.Say(words.In(w.Lang).Later)
	case answer == "failed" && ok:
		return f.t.Show(chat.Card{Body: []chat.Block{chat.Text(words.In(w.Lang).Failed)}, Buttons: []chat.Button{
			dialog.Primary(words.In(w.Lang).Blocked, dialog.Do(dialog.Factor, "blocks", dialog.AidRef(a))), dialog.Button(w.ShowCard, dialog.On(dialog.Open, a)), skip}})
	case answer == "failed":
		return f.t.Show(chat.Card{Body: []chat.Block{chat.Text(words.In(w.Lang).Shame)}, Buttons: []chat.Button{
			dialog.Primary(words.In(w.Lang).Blocked, dialog.Do(dialog.Factor, "blocks", "")), dialog.Button(w.WhoHelps, chat.Action{Verb: dialog.Contact}), skip}})
	case !ok || len(f.d.Back) == 0 || days > near+asked[0]:
		return f.t.Say(words.In(w.Lang).ThankYou)
	case days > near && a.FollowUp.Recall:
		return f.t.Show(chat.Card{Body: []chat.Block{chat.Text(w.NudgeRecall.With(a.Title))}, Buttons: []chat.Button{
			dialog.Primary(w.Write, dialog.On(dialog.Recall, a, days)), dialog.Button(w.CanWithout, dialog.On(dialog.Without, a, days)), skip}})
	case days > near:
		return f.t.Show(chat.Card{Body: []chat.Block{chat.Text(w.ReflectMonth)}, Buttons: []chat.Button{
			dialog.Primary(w.Write, dialog.On(dialog.Reflect, a, days)), skip}})
	}
	return f.t.Show(chat.Card{Body: []chat.Block{chat.Text(w.AppliedGood)}, Buttons: []chat.Button{
		dialog.Primary(w.Write, dialog.On(dialog.Reflect, a, days)), skip}})
}

// stop ends what follows on the training, and the look backs on its aid.
func (f followed) stop() (chat.Reply, error) {
	f.d.Stopped = true
	f.note(journal.NudgeStopped, "series")
	id := f.t.Person.ID
	err := errors.Join(save(f.t.Tx, id, f.course, f.d), f.t.Agenda.Cancel(f.t.Tx, prefix(id, f.course, f.d.Day)))
	if f.d.Aid != "" {
		err = errors.Join(err, f.t.Agenda.Cancel(f.t.Tx, dialog.LookBacks(id, f.d.Aid)))
	}
	return f.t.Say(words.In(f.t.W.Lang).Stopped.With(f.d.Title)), err
}

// count adds to the answers to one question about a course.
func count(tx *store.Tx, number uint64, days int, f func(*tally)) error {
	var c course
	ok, err := tx.GetJSON(courseBucket, store.Num(number), &c)
	if !ok || err != nil {
		return err
	}
	if c.Now == nil {
		c.Now = map[int]tally{}
	}
	n := c.Now[days]
	f(&n)
	c.Now[days] = n
	return tx.PutJSON(courseBucket, store.Num(number), c)
}
