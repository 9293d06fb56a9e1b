package reflection

import (
	"slices"
	"time"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
)

// Days from which a look back asks for other things.
const (
	weekLater  = 5
	monthLater = 21
)

// followUp plans the series of an aid after it helped or was finished, once for each
// person. It reports whether it did now.
func followUp(t *dialog.Turn, a *knowledge.Aid) (planned bool, err error) {
	if t.Agenda == nil || t.Person.Unseen || t.Person.Paused || t.Person.Home.IsZero() {
		return false, nil
	}
	for _, day := range a.FollowUp.Reflect {
		it := dialog.LookBack(t.Person, dialog.AidRef(a), day, t.Now)
		it.Purpose = words.In(t.W.Lang).NudgePurpose
		added, err := t.Agenda.Add(t.Tx, it)
		if err != nil {
			return false, err
		}
		planned = planned || added
	}
	return planned, nil
}

// used plans the series of an aid, and says so: who would rather not can say so at
// once.
func used(t *dialog.Turn, a *knowledge.Aid) (note string, err error) {
	planned, err := followUp(t, a)
	if !planned || err != nil {
		return "", err
	}
	for _, w := range t.Typed(chat.Action{Verb: "stop"}) {
		t.Offer(w, dialog.On(verbNudge, a, "stop"))
	}
	return chat.Strip(t.W.NudgeFollow), nil
}

// nudge carries out what has to do with the series of an aid: "AID/WHAT" or
// "AID/WHAT/DAY/ANSWER".
func nudge(t *dialog.Turn, arg string) (chat.Reply, error) {
	if t.Agenda == nil {
		return t.Say(t.W.Gone), nil
	}
	ref, rest := dialog.Cut(arg)
	what, rest := dialog.Cut(rest)
	a, ok := t.Aid(ref)
	if !ok {
		if t.Event.Kind == chat.Due {
			return chat.Reply{}, nil
		}
		return t.Say(t.W.Gone), nil
	}
	n, answer := dialog.Cut(rest)
	day := dialog.Number(n)
	switch what {
	case "day":
		return lookBack(t, a, day), nil
	case "plan":
		t.NoteAid(journal.NudgeSent, a, 0, "plan")
		return proposePlan(t, a, ""), nil
	case "skip":
		t.NoteAid(journal.NudgeAnswered, a, 0, "skipped")
		return t.Say(t.W.Skipped), nil
	case "without":
		t.NoteAid(journal.NudgeAnswered, a, 0, "without")
		return endSeries(t, a, words.In(t.W.Lang).Without)
	case "stop":
		t.NoteAid(journal.NudgeStopped, a, 0, "series")
		return endSeries(t, a, words.In(t.W.Lang).SeriesEnded)
	case "applied":
		return applied(t, a, day, answer), nil
	case "recalled":
		return recalled(t, a, day, answer), nil
	}
	return t.Say(t.W.Gone), nil
}

// lookBack is the message a number of days after the first use of an aid.
func lookBack(t *dialog.Turn, a *knowledge.Aid, day int) chat.Reply {
	t.NoteAid(journal.NudgeSent, a, 0, "reflection")
	c := chat.Card{Note: chat.Strip(words.In(t.W.Lang).NudgePurpose)}
	write := dialog.Primary(t.W.Write, dialog.On(verbReflect, a, "write", day))
	switch when := ago(t, day); {
	case day >= weekLater && a.FollowUp.Recall:
		c.Body = []chat.Block{chat.Text(t.W.NudgeRecall.With(a.Title))}
		write.Action = dialog.On(verbReflect, a, "recall", day)
	case day >= monthLater:
		c.Body = []chat.Block{chat.Text(words.In(t.W.Lang).NudgeMonth.With(when, a.Title))}
	case day >= weekLater:
		c.Body = []chat.Block{chat.Text(words.In(t.W.Lang).NudgeWeek.With(when, a.Title)), askApplied(t, a, day)}
	default:
		c.Body = []chat.Block{chat.Text(words.In(t.W.Lang).NudgeFirst.With(when, a.Title))}
	}
	last := len(a.FollowUp.Reflect) > 0 && day >= slices.Max(a.FollowUp.Reflect)
	if last {
		c.Body = append(c.Body, chat.Text(words.In(t.W.Lang).NudgeLast))
	}
	if day < weekLater || day >= monthLater || a.FollowUp.Recall {
		c.Buttons = append(c.Buttons, write)
	}
	if day >= monthLater {
		c.Buttons = append(c.Buttons, dialog.Button(t.W.CanWithout, dialog.On(verbNudge, a, "without", day)))
	}
	c.Buttons = append(c.Buttons, skip(t, a, day))
	if !last {
		c.Buttons = append(c.Buttons, dialog.Button(t.W.StopSeries, dialog.On(verbNudge, a, "stop")))
	}
	return t.Typable(t.Aside(c), dialog.On(verbNudge, a, "stop"), dialog.On(verbNudge, a, "skip", day))
}

func skip(t *dialog.Turn, a *knowledge.Aid, day int) chat.Button {
	return dialog.Button(t.W.Skip, dialog.On(verbNudge, a, "skip", day))
}

// ago says in words when an aid was first used: the message about it was due a number
// of days after that, and may come later.
func ago(t *dialog.Turn, day int) string {
	due, err := time.Parse(time.RFC3339, t.Event.Fields[agenda.FieldDue])
	if err != nil {
		due = t.Now
	}
	first := due.AddDate(0, 0, -day)
	on := t.Agenda.Day(t.Person, first)
	switch days := t.Agenda.Day(t.Person, t.Now) - on; {
	case days == 1:
		return words.In(t.W.Lang).Yesterday
	case days > 1 && days < 7:
		return words.In(t.W.Lang).OnWeekday.With(t.W.Weekdays[on.Weekday()])
	case days >= 7 && days < 9:
		return words.In(t.W.Lang).WeekAgo
	case days >= 28 && days < 35:
		return words.In(t.W.Lang).MonthAgo
	}
	return t.W.OnDate.With(t.W.Date(first))
}

// options are answers to one question, which a verb of [nudge] takes.
func options(t *dialog.Turn, a *knowledge.Aid, what string, day int, answers []text.Choice) (bs []chat.Button) {
	for _, r := range answers {
		bs = append(bs, dialog.Button(r.Label, dialog.On(verbNudge, a, what, day, r.Key)))
	}
	return bs
}

func askApplied(t *dialog.Turn, a *knowledge.Aid, day int) chat.Tap {
	return chat.Tap{Prompt: words.In(t.W.Lang).AppliedAsk, Options: options(t, a, "applied", day, t.W.Applied)}
}

// applied takes whether an aid was used at work.
func applied(t *dialog.Turn, a *knowledge.Aid, day int, answer string) chat.Reply {
	if !slices.ContainsFunc(t.W.Applied, func(r text.Choice) bool { return r.Key == answer }) {
		return t.Say(t.W.Gone)
	}
	t.NoteAid(journal.Applied, a, 0, answer)
	t.Log[len(t.Log)-1].Value = day
	switch answer {
	case "none":
		return t.Say(words.In(t.W.Lang).AppliedNone)
	case "failed":
		return t.Show(chat.Card{Body: []chat.Block{chat.Text(words.In(t.W.Lang).AppliedFail)}, Buttons: []chat.Button{
			dialog.Primary(t.W.ShowCard, dialog.On(dialog.Open, a)), dialog.Button(t.W.WhoHelps, dialog.On(dialog.Contact, a)), skip(t, a, day)}})
	}
	return t.Show(chat.Card{Body: []chat.Block{chat.Text(t.W.AppliedGood)}, Buttons: []chat.Button{
		dialog.Primary(t.W.Write, dialog.On(verbReflect, a, "write", day)), skip(t, a, day)}})
}

// recalled takes how much a person thinks they knew, and asks what comes next.
func recalled(t *dialog.Turn, a *knowledge.Aid, day int, answer string) chat.Reply {
	if !slices.ContainsFunc(words.In(t.W.Lang).Recalled, func(r text.Choice) bool { return r.Key == answer }) {
		return t.Say(t.W.Gone)
	}
	t.NoteAid(journal.Recalled, a, 0, answer)
	if day >= monthLater {
		return t.Show(chat.Card{Body: []chat.Block{chat.Text(t.W.ReflectMonth)}, Buttons: []chat.Button{
			dialog.Primary(t.W.Write, dialog.On(verbReflect, a, "write", day)), dialog.Button(t.W.CanWithout, dialog.On(verbNudge, a, "without", day)), skip(t, a, day)}})
	}
	return t.Show(chat.Card{Body: []chat.Block{askApplied(t, a, day)}, Buttons: []chat.Button{skip(t, a, day)}})
}

// endSeries takes what is planned about an aid off the agenda.
func endSeries(t *dialog.Turn, a *knowledge.Aid, says text.Line1) (chat.Reply, error) {
	err := t.Agenda.Stop(t.Tx, t.Person.ID, dialog.Series(a))
	return t.Say(says.With(a.Title)), err
}
