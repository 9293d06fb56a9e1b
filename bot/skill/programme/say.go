package programme

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/terms"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
)

// When things are said, in working days before and after a touchpoint.
const (
	startDays  = 5
	beforeDays = 2
	afterDays  = 1
)

// planAll puts on the agenda of everyone in the team of a case what is sent about its
// programme, and on that of who leads the team the aid to talk about it.
func planAll(t *dialog.Turn, _ string) (chat.Reply, error) {
	all := running(t.Tx)
	if len(all) == 0 {
		return chat.Reply{}, nil
	}
	units, leads := map[*cases.Case][]string{}, map[*cases.Case][]people.ID{}
	for _, c := range all {
		u, _, err := people.UnitByID(t.Tx, c.Team)
		if err != nil {
			return chat.Reply{}, err
		}
		units[c], leads[c] = append(people.UnitsBelow(t.Tx, c.Team), c.Team), u.Managers
	}
	for p := range people.All(t.Tx) {
		if p.Home.IsZero() || p.Left {
			continue
		}
		for _, c := range all {
			if err := plan(t, c, p, slices.Contains(units[c], p.Unit()), slices.Contains(leads[c], p.ID)); err != nil {
				return chat.Reply{}, fmt.Errorf("programme: %w", err)
			}
		}
	}
	return chat.Reply{}, nil
}

// plan puts on the agenda of p what is sent about the programme of a case: what is for who
// goes through it, and what is for who leads the team. What should have been said before
// now is left out, but for the start, which comes the next day if there is time still.
func plan(t *dialog.Turn, c *cases.Case, p people.Profile, takesPart, leads bool) error {
	if !takesPart && !leads {
		return nil
	}
	own, _, err := owns.Load(t.Tx, key(p.ID, c))
	if err != nil || own.Stopped {
		return err
	}
	purpose := words.Say(func(w *texts) string { return w.Purpose.With(dialog.Fit(c.Title, 120)) })
	today := cases.DayOf(t.Now)
	add := func(due, before cases.Day, priority int, act string, rest ...any) {
		if due < today {
			return
		}
		does := visit{c: c}.do(act, rest...)
		it := agenda.Item{Key: does.Verb + "/" + string(p.ID) + "/" + does.Arg, Kind: agenda.Training, Person: p.ID,
			In: chat.Place{Platform: chat.Platform(p.Home.Platform)}, Due: due.Time().Add(12 * time.Hour), Action: does,
			Purpose: purpose, Series: series(c), Promised: true, Priority: priority}
		if before != "" {
			it.Expires = before.Time()
		}
		_, bad := t.Agenda.Add(t.Tx, it)
		err = errors.Join(err, bad)
	}
	first := first(c.Programme)
	start := max(workdays(first, -startDays), today.Plus(0, 1))
	if leads && start < first {
		add(start, first, 6, "lead")
	}
	if !takesPart {
		return err
	}
	if start < first {
		add(start, first, 7, "start")
	}
	for n, e := range c.Programme.Events {
		add(workdays(e.Date, -beforeDays), e.Date, 7, "before", n, e.Date)
		if e.Kind == cases.Feedback {
			add(e.Date, "", 6, "ask", n, e.Date)
			continue
		}
		add(workdays(e.Date, afterDays), "", 6, "after", n, e.Date)
	}
	return err
}

// first is the day of the first touchpoint of a programme that has one.
func first(p *cases.Programme) cases.Day {
	day := p.Events[0].Date
	for _, e := range p.Events {
		day = min(day, e.Date)
	}
	return day
}

// last reports whether people meet at no touchpoint after the one with this number.
func last(p *cases.Programme, n int) bool {
	for i, e := range p.Events {
		if e.Kind == cases.Feedback {
			continue
		}
		if e.Date > p.Events[n].Date || e.Date == p.Events[n].Date && i > n {
			return false
		}
	}
	return true
}

// workdays is the day a number of working days after d, or before it, weekends left out.
func workdays(d cases.Day, n int) cases.Day {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		d = d.Plus(0, step)
		if day := d.Time().Weekday(); day != time.Saturday && day != time.Sunday {
			n--
		}
	}
	return d
}

// say is a message at the bot's own initiative, which can be refused with all that follows.
func (v visit) say(c chat.Card) (chat.Reply, error) {
	c.Note = words.In(v.W.Lang).Why
	c.Buttons = append(c.Buttons, dialog.Button(v.W.StopSeries, v.do("stop")))
	v.Note(journal.Entry{Kind: journal.NudgeSent, Detail: "training"})
	return v.Typable(v.Aside(c), v.do("stop"), v.do("fine")), nil
}

// start says why the programme is there and what is expected afterwards, and asks for an
// own goal.
func (v visit) start() (chat.Reply, error) {
	w := words.In(v.W.Lang)
	p := v.c.Programme
	card := chat.Card{Title: dialog.Fit(chat.Strip(v.c.Title), chat.MaxTitle),
		Body: []chat.Block{chat.Text(w.Start.With(v.W.Date(first(p).Time())))}}
	var facts chat.Facts
	if why := cmp.Or(v.c.Goal.What, v.c.Question); why != "" {
		facts = append(facts, chat.Fact{Label: w.Reason, Value: chat.Strip(why)})
	}
	if p.Goal != "" {
		facts = append(facts, chat.Fact{Label: w.Afterwards, Value: chat.Strip(p.Goal)})
	}
	if len(facts) > 0 {
		card.Body = append(card.Body, facts)
	}
	card.Body = append(card.Body, chat.Text(w.Ask[0]))
	card.Buttons = []chat.Button{dialog.Primary(w.MyGoal, v.do("goal")),
		dialog.Button(w.Next, dialog.Do("programme/next"))}
	v.Takes(v.do("set"))
	return v.say(card)
}

// leadAid is the aid for who leads people who go through something.
const leadAid = "gesprek-voor-en-na-training"

// lead gives who leads the team an aid to talk about the programme.
func lead(t *dialog.Turn, named string) (chat.Reply, error) {
	c, ok := find(t, named)
	if !ok {
		return chat.Reply{}, nil
	}
	leads, err := people.Leads(t.Tx, t.Person.ID)
	a, ok := t.Lib.Lookup(leadAid, t.Lang())
	if err != nil || !ok || !slices.Contains(leads, c.Team) {
		return chat.Reply{}, err
	}
	t.Note(journal.Entry{Kind: journal.NudgeSent, Detail: "training"})
	begins := words.In(t.W.Lang).Lead.With(chat.Strip(c.Title), t.W.Date(first(c.Programme).Time()))
	return t.Aside(dialog.Noted(begins, words.In(t.W.Lang).Why,
		dialog.Primary(dialog.Fit(a.Title, chat.MaxLabel), dialog.On(dialog.Open, a)))), nil
}

// named names a touchpoint: its title and how people meet.
func (v visit) named(e cases.Touchpoint) string {
	return fmt.Sprintf("%s (%s)", chat.Strip(e.Title), terms.Words.In(v.W.Lang).Kinds[string(e.Kind)])
}

// before offers the aid to prepare a touchpoint with. Without one nothing is said.
func (v visit) before(n int) (chat.Reply, error) {
	e, a := v.c.Programme.Events[n], v.aidFor(n)
	if a == nil {
		return v.Past(), nil
	}
	says := words.In(v.W.Lang).Before.With(v.W.Date(e.Date.Time()), v.named(e), a.Title)
	return v.say(dialog.Says(says, dialog.Primary(v.W.ShowCard, dialog.On(dialog.Open, a)),
		dialog.Button(v.W.Skip, v.do("fine"))))
}

// after asks, the working day after a touchpoint, whether the person was there.
func (v visit) after(n int) (chat.Reply, error) {
	w, e := words.In(v.W.Lang), v.c.Programme.Events[n]
	says := w.After.With(v.W.Date(e.Date.Time()), v.named(e))
	return v.say(dialog.Says(says, dialog.Primary(w.WasThere, v.do("was", n, e.Date)),
		dialog.Button(w.NotThere, v.do("fine"))))
}

// askFeedback says, on the day for it, that the person may ask a colleague for feedback.
func (v visit) askFeedback(n int) (chat.Reply, error) {
	w := words.In(v.W.Lang)
	return v.say(dialog.Says(w.Feedback.With(chat.Strip(v.c.Programme.Events[n].Title)),
		dialog.Primary(w.AskFeedback, dialog.Do("feedback/ask")), dialog.Button(v.W.Skip, v.do("fine"))))
}

// was takes that the person was at a touchpoint, and asks what they take with them. After
// the last one they are asked later whether they use it.
func (v visit) was(n int) (chat.Reply, error) {
	w := words.In(v.W.Lang)
	a := v.aidFor(n)
	card := dialog.Says(w.TakeAway)
	if e := v.c.Programme.Events[n]; last(v.c.Programme, n) && cases.DayOf(v.Today()) >= e.Date {
		by := v.c.Adviser
		f := dialog.Training{Title: v.c.Title, Day: e.Date.Time(), Aid: v.aidFor(-1), By: by.Name,
			ByID: people.ID(by.Person)}
		if err := v.Trained(f); err != nil {
			return chat.Reply{}, err
		}
		card.Body = append(card.Body, chat.Text(w.Later))
	}
	if v.own.Goal != "" {
		card.Body = append(card.Body, chat.Facts{{Label: w.MyGoal, Value: chat.Strip(v.own.Goal)}})
	}
	if a != nil {
		card.Buttons = []chat.Button{dialog.Primary(v.W.Write, dialog.On(dialog.Reflect, a, 0))}
	} else {
		card.Buttons = []chat.Button{dialog.Primary(v.W.PlanMake, dialog.Do(dialog.PlanNew))}
	}
	card.Buttons = append(card.Buttons, dialog.Button(v.W.Skip, v.do("fine")))
	return v.Fleeting(card), nil
}

// maxComing is how many things to come are listed of a programme.
const maxComing = 8

// next shows what comes of the person's programmes: one line of time, with what to prepare
// and when they are asked whether they use it.
func next(t *dialog.Turn, _ string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	card := chat.Card{Title: text.Capital(w.Next), Note: w.Private}
	today := cases.DayOf(t.Today())
	for _, c := range running(t.Tx) {
		if !takesPart(t.Tx, c, t.Person) {
			continue
		}
		v := visit{Turn: t, c: c}
		v.own, _, _ = owns.Load(t.Tx, key(t.Person.ID, c)) // an error fails the transaction
		coming := v.coming(today)
		if len(coming) == 0 || len(card.Body)+4 > chat.MaxBlocks {
			continue
		}
		card.Body = append(card.Body, chat.Heading(dialog.Fit(chat.Strip(c.Title), chat.MaxTitle)), coming)
		if v.own.Goal != "" {
			card.Body = append(card.Body, chat.Facts{{Label: w.MyGoal, Value: chat.Strip(v.own.Goal)}})
		}
		if len(card.Buttons) == 0 {
			card.Buttons = []chat.Button{dialog.Button(w.MyGoal, v.do("goal"))}
			if !v.own.Stopped {
				card.Buttons = append(card.Buttons, dialog.Button(t.W.StopSeries, v.do("stop")))
			}
		}
	}
	if len(card.Body) == 0 {
		return t.Say(w.Nothings), nil
	}
	return t.Fleeting(card), nil
}

// coming lists what is still to come of a programme, in order of day.
func (v visit) coming(today cases.Day) (list chat.List) {
	w := words.In(v.W.Lang)
	all := v.c.Programme.Events
	order := make([]int, len(all))
	for n := range order {
		order[n] = n
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(all[a].Date, all[b].Date) })
	for _, n := range order {
		e := all[n]
		if e.Date < today {
			continue
		}
		line := "**" + v.W.Date(e.Date.Time()) + "** " + v.named(e)
		if a := v.aidFor(n); a != nil {
			line += ". " + w.Prepare.With(a.Title)
		}
		list = append(list, line)
	}
	list = list[:min(len(list), maxComing)]
	for i, day := range v.c.Programme.Asks() {
		if day >= today {
			list = append(list, "**"+v.W.Date(day.Time())+"** "+w.AskedAt.With(strconv.Itoa(cases.AskDays[i])))
		}
	}
	return list
}
