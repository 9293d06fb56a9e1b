package reflection

import (
	"slices"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
)

// What can be typed to any of the messages.
const (
	verbStop = "reflection/stop"
	verbSkip = "reflection/skip"
)

// Days from which a look back asks for other things.
const (
	weekLater  = 5
	monthLater = 21
)

// followUp plans the series of an aid after it helped or was finished, once for each
// person. It reports whether it did now.
func followUp(t *dialog.Turn, a *knowledge.Aid) (planned bool, err error) {
	if t.Person.Unseen || t.Person.Paused || t.Person.Home.IsZero() {
		return false, nil
	}
	for _, day := range a.FollowUp.Reflect {
		it := dialog.LookBack(t.Person, dialog.AidRef(a), day, t.Now)
		it.Purpose = words.Say(func(w *texts) string { return w.NudgePurpose })
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
	t.OfferPress("stop", dialog.On(verbStop, a))
	return chat.Strip(t.W.NudgeFollow), nil
}

// skip passes over one look back.
func skip(t *dialog.Turn, a *knowledge.Aid, _ int, _ string) (chat.Reply, error) {
	t.NoteAid(journal.NudgeAnswered, a, 0, "skipped")
	return t.Say(t.W.Skipped), nil
}

// without ends the series of an aid that the person can do without.
func without(t *dialog.Turn, a *knowledge.Aid, _ int, _ string) (chat.Reply, error) {
	t.NoteAid(journal.NudgeAnswered, a, 0, "without")
	return endSeries(t, a, words.In(t.W.Lang).Without)
}

// stop ends the series of an aid.
func stop(t *dialog.Turn, a *knowledge.Aid, _ int, _ string) (chat.Reply, error) {
	t.NoteAid(journal.NudgeStopped, a, 0, "series")
	return endSeries(t, a, words.In(t.W.Lang).SeriesEnded)
}

// doPlan is the message that comes in the place of a third look back in a row.
func doPlan(t *dialog.Turn, a *knowledge.Aid, _ int, _ string) (chat.Reply, error) {
	t.NoteAid(journal.NudgeSent, a, 0, "plan")
	return proposePlan(t, a, ""), nil
}

// proposePlan offers to make an if-then plan with an aid, after something was said
// first if lead is not empty.
func proposePlan(t *dialog.Turn, a *knowledge.Aid, lead string) chat.Reply {
	plan := dialog.Primary(t.W.PlanMake, dialog.On(dialog.PlanAid, a))
	c := chat.Card{Buttons: []chat.Button{plan, skipButton(t, a, 0)}}
	show := t.Show
	if lead != "" {
		c.Body = append(c.Body, chat.Text(lead))
	} else { // at the bot's own initiative
		show = t.Aside
		c.Note = chat.Strip(t.W.PlanPurpose)
		c.Buttons = append(c.Buttons, dialog.Button(t.W.StopSeries, dialog.On(verbStop, a)))
	}
	c.Body = append(c.Body, chat.Text(words.In(t.W.Lang).PlanPropose.With(a.Title)))
	return t.Typable(show(c), dialog.On(verbStop, a), dialog.On(verbSkip, a, 0))
}

// lookBack is the message a number of days after the first use of an aid.
func lookBack(t *dialog.Turn, a *knowledge.Aid, day int, _ string) (chat.Reply, error) {
	t.NoteAid(journal.NudgeSent, a, 0, "reflection")
	w := words.In(t.W.Lang)
	c := chat.Card{Note: chat.Strip(w.NudgePurpose)}
	write := dialog.Primary(t.W.Write, dialog.On(dialog.Reflect, a, day))
	switch when := ago(t, day); {
	case day >= weekLater && a.FollowUp.Recall:
		c.Body = []chat.Block{chat.Text(t.W.NudgeRecall.With(a.Title))}
		write.Action = dialog.On(dialog.Recall, a, day)
	case day >= monthLater:
		c.Body = []chat.Block{chat.Text(w.NudgeMonth.With(when, a.Title))}
	case day >= weekLater:
		c.Body = []chat.Block{chat.Text(w.NudgeWeek.With(when, a.Title)), askApplied(t, a, day)}
	default:
		c.Body = []chat.Block{chat.Text(w.NudgeFirst.With(when, a.Title))}
	}
	last := len(a.FollowUp.Reflect) > 0 && day >= slices.Max(a.FollowUp.Reflect)
	if last {
		c.Body = append(c.Body, chat.Text(w.NudgeLast))
	}
	if day < weekLater || day >= monthLater || a.FollowUp.Recall {
		c.Buttons = append(c.Buttons, write)
	}
	if day >= monthLater {
		c.Buttons = append(c.Buttons, dialog.Button(t.W.CanWithout, dialog.On(dialog.Without, a, day)))
	}
	c.Buttons = append(c.Buttons, skipButton(t, a, day))
	if !last {
		c.Buttons = append(c.Buttons, dialog.Button(t.W.StopSeries, dialog.On(verbStop, a)))
	}
	if t.Takes(dialog.On(dialog.Written, a, day, "short")); write.Action.Verb == dialog.Recall {
		t.Takes(dialog.On(dialog.Known, a, day))
	}
	return t.Typable(t.Aside(c), dialog.On(verbStop, a), dialog.On(verbSkip, a, day)), nil
}

func skipButton(t *dialog.Turn, a *knowledge.Aid, day int) chat.Button {
	return dialog.Button(t.W.Skip, dialog.On(verbSkip, a, day))
}

// ago says in words when an aid was first used: the message about it was due a number
// of days after that, and may come later.
func ago(t *dialog.Turn, day int) string {
	due, err := time.Parse(time.RFC3339, t.Event.Fields[agenda.FieldDue])
	if err != nil {
		due = t.Now
	}
	w := words.In(t.W.Lang)
	first := due.AddDate(0, 0, -day)
	on := t.Agenda.Day(t.Person, first)
	switch days := t.Agenda.Day(t.Person, t.Now) - on; {
	case days == 1:
		return w.Yesterday
	case days > 1 && days < 7:
		return w.OnWeekday.With(t.W.Weekday(on.Weekday()))
	case days >= 7 && days < 9:
		return w.WeekAgo
	case days >= 28 && days < 35:
		return w.MonthAgo
	}
	return t.W.OnDate.With(t.W.Date(first))
}

// options are answers to one question, which an act takes.
func options(verb string, a *knowledge.Aid, day int, answers []text.Choice) (bs []chat.Button) {
	for _, r := range answers {
		bs = append(bs, dialog.Button(r.Label, dialog.On(verb, a, day, r.Key)))
	}
	return bs
}

func askApplied(t *dialog.Turn, a *knowledge.Aid, day int) chat.Tap {
	return chat.Tap{Prompt: words.In(t.W.Lang).AppliedAsk, Options: options("reflection/applied", a, day, t.W.Applied)}
}

// applied takes whether an aid was used at work.
func applied(t *dialog.Turn, a *knowledge.Aid, day int, answer string) (chat.Reply, error) {
	if !slices.ContainsFunc(t.W.Applied, func(r text.Choice) bool { return r.Key == answer }) {
		return t.Say(t.W.Gone), nil
	}
	t.NoteAid(journal.Applied, a, 0, answer)
	t.Log[len(t.Log)-1].Value = day
	switch answer {
	case "none":
		return t.Say(words.In(t.W.Lang).AppliedNone), nil
	case "failed":
		return t.Show(dialog.Says(words.In(t.W.Lang).AppliedFail,
			dialog.Primary(t.W.ShowCard, dialog.On(dialog.Open, a)),
			dialog.Button(t.W.WhoHelps, dialog.On(dialog.Contact, a)), skipButton(t, a, day))), nil
	}
	return t.Show(dialog.Says(t.W.AppliedGood, dialog.Primary(t.W.Write, dialog.On(dialog.Reflect, a, day)),
		skipButton(t, a, day))), nil
}

// recalled takes how much a person thinks they knew, and asks what comes next.
func recalled(t *dialog.Turn, a *knowledge.Aid, day int, answer string) (chat.Reply, error) {
	if !slices.ContainsFunc(words.In(t.W.Lang).Recalled, func(r text.Choice) bool { return r.Key == answer }) {
		return t.Say(t.W.Gone), nil
	}
	t.NoteAid(journal.Recalled, a, 0, answer)
	if day >= monthLater {
		return t.Show(dialog.Says(t.W.ReflectMonth, dialog.Primary(t.W.Write, dialog.On(dialog.Reflect, a, day)),
			dialog.Button(t.W.CanWithout, dialog.On(dialog.Without, a, day)), skipButton(t, a, day))), nil
	}
	return t.Show(chat.Card{Body: []chat.Block{askApplied(t, a, day)},
		Buttons: []chat.Button{skipButton(t, a, day)}}), nil
}

// endSeries takes what is planned about an aid off the agenda.
func endSeries(t *dialog.Turn, a *knowledge.Aid, says text.Line1) (chat.Reply, error) {
	err := t.Agenda.Stop(t.Tx, t.Person.ID, dialog.Series(a))
	return t.Say(says.With(a.Title)), err
}
