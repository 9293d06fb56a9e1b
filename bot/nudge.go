package bot

import (
	"slices"
	"strconv"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/words"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
)

// Agenda lets the bot say things later. Without one it only answers.
func (b *Bot) Agenda(a *agenda.Agenda) {
	a.Closing(chat.Action{Verb: verbNudge, Arg: "-/goodbye"})
	b.agenda = a
}

// Days from which a look back asks for other things.
const (
	weekLater  = 5
	monthLater = 21
)

// series names what one aid leads to on the agenda.
func series(a *knowledge.Aid) string { return "reflect/" + aidRef(a) }

// followUp plans the series of an aid after it helped or was finished, once for each
// person. It reports whether it did now.
func (t *turn) followUp(a *knowledge.Aid) (planned bool, err error) {
	if t.b.agenda == nil || t.p.Unseen || t.p.Paused || t.p.Home.IsZero() {
		return false, nil
	}
	for _, day := range a.FollowUp.Reflect {
		added, err := t.b.agenda.Add(t.tx, agenda.Item{
			Key:    series(a) + "/" + string(t.p.ID) + "/" + strconv.Itoa(day),
			Kind:   agenda.Reflection,
			Person: t.p.ID, In: chat.Place{Platform: t.e.In.Platform},
			Due:    t.now.AddDate(0, 0, day),
			Action: on(verbNudge, a, "day", day), Instead: on(verbNudge, a, "plan"),
			Purpose: t.w.NudgePurpose, Series: series(a), Priority: 5,
		})
		if err != nil {
			return false, err
		}
		planned = planned || added
	}
	return planned, nil
}

// thenFollow plans the series of an aid, and says so on the card: who would rather
// not can say so at once.
func (t *turn) thenFollow(a *knowledge.Aid, r chat.Reply) (chat.Reply, error) {
	planned, err := t.followUp(a)
	if !planned || err != nil || r.Card == nil {
		return r, err
	}
	c := *r.Card
	c.Note = chat.Strip(t.w.NudgeFollow)
	r.Card, r.Text = &c, c.Plain()
	for _, w := range t.w.Typed(verbStop) {
		t.offer(w, on(verbNudge, a, "stop"))
	}
	return r, nil
}

// nudge carries out what has to do with a message at the bot's own initiative:
// "AID/WHAT" or "AID/WHAT/DAY/ANSWER", where AID is a dash if there is none.
func (t *turn) nudge(arg string) (chat.Reply, error) {
	if t.b.agenda == nil {
		return t.say(t.w.Gone), nil
	}
	due := t.e.Kind == chat.Due
	if due && (t.p.Paused || t.p.Left || t.p.Unseen) { // since it was accepted
		return chat.Reply{}, nil
	}
	if !due {
		t.s.Awaits = chat.Action{} // what was being written is not, with this
		if err := t.b.agenda.Answered(t.tx, t.p.ID); err != nil {
			return chat.Reply{}, err
		}
	}
	ref, rest := cut(arg)
	what, rest := cut(rest)
	switch what {
	case "goodbye":
		t.note(journal.Entry{Kind: journal.NudgeSent, Detail: "goodbye"})
		return t.aside(chat.Card{Body: []chat.Block{chat.Text(t.w.Goodbye)}}), nil
	case "slot", "away":
		return t.wish(what, number(rest))
	}
	a, ok := t.aid(ref)
	if !ok {
		if due {
			return chat.Reply{}, nil
		}
		return t.say(t.w.Gone), nil
	}
	n, answer := cut(rest)
	day := number(n)
	switch what {
	case "day":
		return t.lookBack(a, day), nil
	case "plan":
		t.noteAid(journal.NudgeSent, a, 0, "plan")
		return t.proposePlan(a, ""), nil
	case "skip":
		t.noteAid(journal.NudgeAnswered, a, 0, "skipped")
		return t.say(t.w.Skipped), nil
	case "without":
		t.noteAid(journal.NudgeAnswered, a, 0, "without")
		return t.endSeries(a, t.w.Without)
	case "stop":
		t.noteAid(journal.NudgeStopped, a, 0, "series")
		return t.endSeries(a, t.w.SeriesEnded)
	case "applied":
		return t.applied(a, day, answer), nil
	case "recalled":
		return t.recalled(a, day, answer), nil
	}
	return t.say(t.w.Gone), nil
}

// aside shows a card without taking over the conversation: what was on offer stays,
// and what is typed next is no answer to it.
func (t *turn) aside(c chat.Card) chat.Reply {
	before := t.s
	r := t.show(c)
	for _, o := range before.Offered {
		t.offer(o.Label, o.Action)
	}
	t.s.Awaits, t.s.View = before.Awaits, before.View
	return r
}

// lookBack is the message a number of days after the first use of an aid.
func (t *turn) lookBack(a *knowledge.Aid, day int) chat.Reply {
	t.noteAid(journal.NudgeSent, a, 0, "reflection")
	c := chat.Card{Note: chat.Strip(t.w.NudgePurpose)}
	write := primary(t.w.Write, on(verbReflect, a, "write", day))
	switch when := t.ago(day); {
	case day >= weekLater && a.FollowUp.Recall:
		c.Body = []chat.Block{chat.Text(sprintf(t.w.NudgeRecall, a.Title))}
		write.Action = on(verbReflect, a, "recall", day)
	case day >= monthLater:
		c.Body = []chat.Block{chat.Text(sprintf(t.w.NudgeMonth, when, a.Title))}
	case day >= weekLater:
		c.Body = []chat.Block{chat.Text(sprintf(t.w.NudgeWeek, when, a.Title)), t.askApplied(a, day)}
	default:
		c.Body = []chat.Block{chat.Text(sprintf(t.w.NudgeFirst, when, a.Title))}
	}
	last := len(a.FollowUp.Reflect) > 0 && day >= slices.Max(a.FollowUp.Reflect)
	if last {
		c.Body = append(c.Body, chat.Text(t.w.NudgeLast))
	}
	if day < weekLater || day >= monthLater || a.FollowUp.Recall {
		c.Buttons = append(c.Buttons, write)
	}
	if day >= monthLater {
		c.Buttons = append(c.Buttons, button(t.w.CanWithout, on(verbNudge, a, "without", day)))
	}
	c.Buttons = append(c.Buttons, t.skip(a, day))
	if !last {
		c.Buttons = append(c.Buttons, button(t.w.StopSeries, on(verbNudge, a, "stop")))
	}
	return t.typable(t.aside(c), on(verbNudge, a, "stop"), on(verbNudge, a, "skip", day))
}

// typable lets "stop" and "skip" be typed to what r shows.
func (t *turn) typable(r chat.Reply, stop, skip chat.Action) chat.Reply {
	shown := t.s.Offered
	t.s.Offered = nil
	for _, w := range t.w.Typed(verbStop) {
		t.offer(w, stop)
	}
	for _, w := range t.w.Typed("skip") {
		t.offer(w, skip)
	}
	for _, o := range shown {
		t.offer(o.Label, o.Action)
	}
	return r
}

func (t *turn) skip(a *knowledge.Aid, day int) chat.Button {
	return button(t.w.Skip, on(verbNudge, a, "skip", day))
}

// ago says in words when an aid was first used: the message about it was due a number
// of days after that, and may come later.
func (t *turn) ago(day int) string {
	due, err := time.Parse(time.RFC3339, t.e.Fields[agenda.FieldDue])
	if err != nil {
		due = t.now
	}
	first := due.AddDate(0, 0, -day)
	on := t.b.agenda.Day(t.p, first)
	switch days := t.b.agenda.Day(t.p, t.now) - on; {
	case days == 1:
		return t.w.Yesterday
	case days > 1 && days < 7:
		return sprintf(t.w.OnWeekday, t.w.Weekdays[on.Weekday()])
	case days >= 7 && days < 9:
		return t.w.WeekAgo
	case days >= 28 && days < 35:
		return t.w.MonthAgo
	}
	return sprintf(t.w.OnDate, t.w.Date(first))
}

// options are answers to one question, which a verb of [turn.nudge] takes.
func (t *turn) options(a *knowledge.Aid, what string, day int, answers []words.Reason) (bs []chat.Button) {
	for _, r := range answers {
		bs = append(bs, button(r.Label, on(verbNudge, a, what, day, r.Key)))
	}
	return bs
}

func (t *turn) askApplied(a *knowledge.Aid, day int) chat.Tap {
	return chat.Tap{Prompt: t.w.AppliedAsk, Options: t.options(a, "applied", day, t.w.Applied)}
}

// applied takes whether an aid was used at work.
func (t *turn) applied(a *knowledge.Aid, day int, answer string) chat.Reply {
	if !slices.ContainsFunc(t.w.Applied, func(r words.Reason) bool { return r.Key == answer }) {
		return t.say(t.w.Gone)
	}
	t.noteAid(journal.Applied, a, 0, answer)
	t.log[len(t.log)-1].Value = day
	switch answer {
	case "none":
		return t.say(t.w.AppliedNone)
	case "failed":
		return t.show(chat.Card{Body: []chat.Block{chat.Text(t.w.AppliedFail)}, Buttons: []chat.Button{
			primary(t.w.ShowCard, on(verbOpen, a)), button(t.w.WhoHelps, on(verbContact, a)), t.skip(a, day)}})
	}
	return t.show(chat.Card{Body: []chat.Block{chat.Text(t.w.AppliedGood)}, Buttons: []chat.Button{
		primary(t.w.Write, on(verbReflect, a, "write", day)), t.skip(a, day)}})
}

// recalled takes how much a person thinks they knew, and asks what comes next.
func (t *turn) recalled(a *knowledge.Aid, day int, answer string) chat.Reply {
	if !slices.ContainsFunc(t.w.Recalled, func(r words.Reason) bool { return r.Key == answer }) {
		return t.say(t.w.Gone)
	}
	t.noteAid(journal.Recalled, a, 0, answer)
	if day >= monthLater {
		return t.show(chat.Card{Body: []chat.Block{chat.Text(t.w.ReflectMonth)}, Buttons: []chat.Button{
			primary(t.w.Write, on(verbReflect, a, "write", day)), button(t.w.CanWithout, on(verbNudge, a, "without", day)), t.skip(a, day)}})
	}
	return t.show(chat.Card{Body: []chat.Block{t.askApplied(a, day)}, Buttons: []chat.Button{t.skip(a, day)}})
}

// endSeries takes what is planned about an aid off the agenda.
func (t *turn) endSeries(a *knowledge.Aid, text string) (chat.Reply, error) {
	err := t.b.agenda.Stop(t.tx, t.p.ID, series(a))
	return t.say(sprintf(text, a.Title)), err
}
