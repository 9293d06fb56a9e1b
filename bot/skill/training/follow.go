package training

import (
	"cmp"
	"errors"
	"slices"
	"strconv"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// followed is a turn of somebody about a training they finished.
type followed struct {
	t *dialog.Turn
	entry
}

// of makes the act of a training of the person; its argument is "COURSE/DAY/DAYS/ANSWER".
func of(act func(f followed, days int, answer string) (chat.Reply, error)) dialog.Func {
	return func(t *dialog.Turn, arg string) (chat.Reply, error) {
		course, rest := dialog.Cut(arg)
		day, rest := dialog.Cut(rest)
		days, answer := dialog.Cut(rest)
		f := followed{t, entry{id: t.Person.ID, course: dialog.Seq(course)}}
		d, ok, err := dones.Load(t.Tx, key(f.id, f.course, day))
		if err != nil || !ok || d.Undone || d.Stopped && t.Event.Kind == chat.Due {
			return t.Past(), err
		}
		f.done = d
		return act(f, max(dialog.Number(days), 0), answer)
	}
}

func (f followed) do(act string, rest ...any) chat.Action {
	return dialog.Do("training/"+act, append([]any{f.course, f.Day}, rest...)...)
}

// aid is the job aid that goes with the training, if there is one.
func (f followed) aid() (*knowledge.Aid, bool) {
	if f.Aid == "" {
		return nil, false
	}
	return f.t.Aid(f.Aid)
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
	if !f.Told {
		group, err := privacy.Load(f.t.Tx)
		if err != nil {
			return chat.Reply{}, err
		}
		own, by := words.In(w.Lang), text.Capital(cmp.Or(f.By, w.Someone))
		told := []chat.Block{chat.Text(own.Told.With(by, f.Title, f.date())), chat.Text(own.Follow.With(by, group.K()))}
		c.Body = append(told, c.Body...)
	} else if lead != "" {
		c.Body = append([]chat.Block{chat.Text(lead)}, c.Body...)
	}
	c.Note = chat.Strip(words.In(w.Lang).Purpose)
	c.Buttons = append(c.Buttons, dialog.Button(w.StopSeries, f.do("stop")))
	if !f.Told {
		c.Buttons = append(c.Buttons, dialog.Button(w.StopAll, dialog.Do(dialog.StopAll)))
	}
	f.Told = true
	f.note(journal.NudgeSent, "training")
	return f.t.Typable(f.t.Aside(c), f.do("stop"), f.do("skip")), f.save(f.t.Tx)
}

// date is the day of the training, as people read it.
func (f followed) date() string { return f.t.W.Date(dialog.Day(f.Day)) }

// since says how long ago the training was.
func (f followed) since(days int) string {
	w := words.In(f.t.W.Lang)
	ago := w.Ago[strconv.Itoa(days)]
	if ago == "" {
		ago = text.Capital(f.t.W.OnDate.With(f.date()))
	}
	return w.Finished.With(ago, f.Title)
}

// first tells somebody that their training was registered, and asks what they take with
// them if there is an aid to look back on.
func (f followed) first(int, string) (chat.Reply, error) {
	w := f.t.W
	a, ok := f.aid()
	if !ok || len(f.Back) == 0 {
		return f.say(chat.Card{Buttons: []chat.Button{dialog.Primary(words.In(w.Lang).OK, f.do("fine"))}}, "")
	}
	f.t.Takes(dialog.On(dialog.Written, a, 0, "short"))
	belongs := chat.Text(words.In(w.Lang).BelongsTo.With(a.Title))
	return f.say(chat.Card{Body: []chat.Block{belongs, chat.Text(w.Training.TakeAway)},
		Buttons: []chat.Button{dialog.Primary(w.Write, dialog.On(dialog.Reflect, a, 0))}}, "")
}

// week looks back on the aid of the training. If authors took that away, it is asked all the same.
func (f followed) week(days int, _ string) (chat.Reply, error) {
	w := f.t.W
	skip := dialog.Button(w.Skip, f.do("skip"))
	if a, ok := f.aid(); ok && a.FollowUp.Recall {
		f.t.Takes(dialog.On(dialog.Known, a, days))
		return f.say(dialog.Says(w.NudgeRecall.With(a.Title),
			dialog.Primary(w.Write, dialog.On(dialog.Recall, a, days)), skip), f.since(days))
	}
	return f.say(chat.Card{Body: []chat.Block{f.question(days)}, Buttons: []chat.Button{skip}}, f.since(days))
}

// ask asks whether somebody uses at work what they learned.
func (f followed) ask(days int, _ string) (chat.Reply, error) {
	if !slices.Contains(asked, days) {
		return chat.Reply{}, nil
	}
	c := chat.Card{Body: []chat.Block{f.question(days)},
		Buttons: []chat.Button{dialog.Button(f.t.W.Skip, f.do("skip"))}}
	if goal := f.t.Goal(f.Title); goal != "" {
		w, tap := words.In(f.t.W.Lang), f.question(days)
		tap.Prompt = w.DidIt
		c.Body = []chat.Block{chat.Text(w.OwnGoal.With(chat.Strip(goal))), tap}
	}
	if days == asked[len(asked)-1] {
		c.Body = append(c.Body, chat.Text(words.In(f.t.W.Lang).Last))
	}
	if err := f.isAsked(days); err != nil {
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
	if !known || !slices.Contains(asked, days) && !slices.Contains(f.Back, days) {
		return f.t.Say(f.t.W.Gone), nil
	}
	before, again := f.Answers[days]
	if !again {
		f.note(journal.NudgeAnswered, "training")
		f.note(journal.Applied, answer)
		// It is told with the training and not with the unit: of a training of a unit and one more, the difference is
		// one.
		last := &f.t.Log[len(f.t.Log)-1]
		last.Value, last.Unit = days, ""
	}
	if f.Answers == nil {
		f.Answers = map[int]string{}
	}
	f.Answers[days] = answer
	if _, counts := f.Counts[days]; !counts {
		return f.answer(days, answer), f.save(f.t.Tx)
	}
	if err := f.save(f.t.Tx); err != nil {
		return chat.Reply{}, err
	}
	return f.answer(days, answer), f.count(days, func(n *tally) {
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

// fine takes that the person read the first message.
func (f followed) fine(int, string) (chat.Reply, error) { return f.t.Say(f.t.W.Skipped), nil }

// skip takes that the person answers nothing, this time.
func (f followed) skip(int, string) (chat.Reply, error) {
	f.note(journal.NudgeAnswered, "skipped")
	return f.t.Say(f.t.W.Skipped), nil
}

// answer is what is said to who says whether they use it: after a month with the look
// back on the aid.
func (f followed) answer(days int, answer string) chat.Reply {
	w, own := f.t.W, words.In(f.t.W.Lang)
	a, ok := f.aid()
	skip := dialog.Button(w.Skip, f.do("skip"))
	show := func(text string, bs ...chat.Button) chat.Reply {
		return f.t.Show(dialog.Says(text, append(bs, skip)...))
	}
	switch {
	case answer == "none" && ok:
		return f.t.Say(own.LaterAid.With(a.Title))
	case answer == "none":
		return f.t.Say(own.Later)
	case answer == "failed" && ok:
		return show(own.Failed, dialog.Primary(own.Blocked, dialog.On(dialog.InTheWay, a)),
			dialog.Button(w.ShowCard, dialog.On(dialog.Open, a)))
	case answer == "failed":
		return show(own.Shame, dialog.Primary(own.Blocked, dialog.Do(dialog.InTheWay)),
			dialog.Button(w.WhoHelps, dialog.Do(dialog.Contact)))
	case !ok || len(f.Back) == 0 || days > near+asked[0]:
		return f.t.Say(own.ThankYou)
	case days > near && a.FollowUp.Recall:
		return show(w.NudgeRecall.With(a.Title), dialog.Primary(w.Write, dialog.On(dialog.Recall, a, days)),
			dialog.Button(w.CanWithout, dialog.On(dialog.Without, a, days)))
	case days > near:
		return show(w.ReflectMonth, dialog.Primary(w.Write, dialog.On(dialog.Reflect, a, days)))
	}
	return show(w.AppliedGood, dialog.Primary(w.Write, dialog.On(dialog.Reflect, a, days)))
}

// stop ends what follows on the training, and the look backs on its aid.
func (f followed) stop(int, string) (chat.Reply, error) {
	f.Stopped = true
	f.note(journal.NudgeStopped, "series")
	err := errors.Join(f.save(f.t.Tx), f.t.Agenda.Cancel(f.t.Tx, prefix(f.id, f.course, f.Day)))
	if f.Aid != "" {
		err = errors.Join(err, f.t.Agenda.Cancel(f.t.Tx, dialog.LookBacks(f.id, f.Aid)))
	}
	return f.t.Say(words.In(f.t.W.Lang).Stopped.With(f.Title)), err
}

// isAsked counts that the person is asked one question about the course, unless they were of another day that they
// finished it on: a figure is of different people.
func (f *followed) isAsked(days int) error {
	for _, d := range dones.Scan(f.t.Tx, key(f.id, f.course, "")) {
		if _, counts := d.Counts[days]; counts {
			return nil
		}
	}
	if !people.Counts(f.t.Tx, f.t.Person) {
		return nil
	}
	err := f.count(days, func(n *tally) { n.Asked++ })
	d, _, bad := dones.Load(f.t.Tx, key(f.id, f.course, f.Day)) // as it is since a week began
	if f.Counts = d.Counts; f.Counts == nil {
		f.Counts = map[int]int{}
	}
	f.Counts[days] = 0
	return errors.Join(err, bad)
}

// count adds to the answers to one question about the course, unless of who reads them.
func (f followed) count(days int, add func(*tally)) error {
	c, ok, err := courses.Load(f.t.Tx, store.Num(f.course))
	if !ok || err != nil || !people.Counts(f.t.Tx, f.t.Person) {
		return err
	}
	group, err := privacy.Load(f.t.Tx)
	if err != nil {
		return err
	}
	if _, err := c.turn(f.t, f.course, group); err != nil {
		return err
	}
	if c.Now == nil {
		c.Now = map[int]tally{}
	}
	n := c.Now[days]
	add(&n)
	c.Now[days] = n
	return courses.Save(f.t.Tx, store.Num(f.course), c)
}
