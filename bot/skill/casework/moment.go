package casework

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/people"
)

// remindAll plans what is to be asked about every case, such as those that came from a
// file.
func remindAll(t *dialog.Turn, _ string) (_ chat.Reply, err error) {
	for _, c := range cases.All(t.Tx) {
		err = errors.Join(err, remind(t, c))
	}
	return chat.Reply{}, err
}

// remind plans the questions for the readings and reviews of a case that are still to
// come: each on its day, and once more three working days later. What was answered in
// the meantime is not asked any more. Planning them again changes nothing.
func remind(t *dialog.Turn, c *cases.Case) error {
	for _, i := range c.Plan.Indicators {
		for _, m := range i.Moments {
			state, _ := i.At(m, "")
			q := question{i.Owner, m.Date, do("moment", ref(c.ID), ref(i.ID), m.Kind),
				state == cases.Met || m.Absent != "" || c.Phase == cases.Closed}
			if err := q.plan(t, c); err != nil {
				return err
			}
		}
	}
	for _, item := range c.Anchoring.Items {
		for _, months := range cases.ReviewMonths {
			day, _, r := c.Anchoring.Review(item, months, "")
			q := question{item.Owner, day, do("review", ref(c.ID), ref(item.ID), months),
				r.Answer != "" || c.Phase != cases.Anchored}
			if err := q.plan(t, c); err != nil {
				return err
			}
		}
	}
	return nil
}

// A question is to be asked on a day, of the person who is responsible for an owner's
// things.
type question struct {
	owner    string
	day      cases.Day
	act      chat.Action
	answered bool // or no longer of use
}

// plan puts q on the agenda, or takes it off when it was answered.
func (q question) plan(t *dialog.Turn, c *cases.Case) error {
	prefix := q.act.Verb + "/" + q.act.Arg + "/"
	if q.answered {
		return t.Agenda.Cancel(t.Tx, prefix)
	}
	who := people.ID(responsible(c, q.owner))
	if who == "" || q.day == "" {
		return nil
	}
	p, ok, err := people.ByID(t.Tx, who)
	if !ok || err != nil || p.Home.IsZero() {
		return err
	}
	for n, due := range []cases.Day{q.day, workdays(q.day, 3)} {
		if due < cases.DayOf(t.Now) {
			continue
		}
		if _, err := t.Agenda.Add(t.Tx, agenda.Item{
			Key: prefix + string(due) + "/" + string(who) + "/" + strconv.Itoa(n), Kind: agenda.Plan, Person: who,
			In:  chat.Place{Platform: chat.Platform(p.Home.Platform)},
			Due: due.Time().Add(12 * time.Hour), Action: q.act,
			Purpose: words.Say(func(w *texts) string { return w.Purpose }), Promised: n == 0, Priority: 6,
		}); err != nil {
			return err
		}
	}
	return nil
}

// responsible is the person who is asked for something with this owner: the one of that
// role, or else the adviser, or else the sponsor. Others are not in chat; whoever is
// asked sees whose it is.
func responsible(c *cases.Case, owner string) string {
	for _, r := range []cases.Role{c.Sponsor, c.Adviser} {
		if r.Person != "" && r.Name == owner {
			return r.Person
		}
	}
	if c.Adviser.Person != "" {
		return c.Adviser.Person
	}
	return c.Sponsor.Person
}

// moment is the message that it is time for a reading: "INDICATOR/KIND". Once there is
// one it is not sent.
func moment(t *dialog.Turn, c *cases.Case, more string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	which, kind := dialog.Cut(more)
	n := slices.IndexFunc(c.Plan.Indicators, func(i cases.Indicator) bool { return ref(i.ID) == which })
	if n < 0 {
		return chat.Reply{}, nil
	}
	i := c.Plan.Indicators[n]
	m, ok := i.Moment(cases.MomentKind(kind))
	if state, _ := i.At(m, today(t)); !ok || state == cases.Met || m.Absent != "" {
		return chat.Reply{}, nil
	}
	says := w.Moment[kind].With(chat.Strip(i.Name))
	card := dialog.Noted(says, w.Purpose, dialog.Primary(w.FillIn, do("ask", ref(c.ID), "reading", which)),
		dialog.Button(w.Absent, do("absent", ref(c.ID), which)))
	return t.Aside(card), nil
}

// absent takes that there is no value for the moment that is open.
func absent(t *dialog.Turn, c *cases.Case, which string) (chat.Reply, error) {
	for n := range c.Plan.Indicators {
		if i := &c.Plan.Indicators[n]; ref(i.ID) == which && i.Absent(words.In(t.W.Lang).AbsentWhy, today(t)) {
			return t.Say(words.In(t.W.Lang).AbsentSaid), save(t, c)
		}
	}
	return show(t, c, "")
}

// reviewOf is the item and the number of months that a review is of, ITEM/MONTHS, and its answer behind that.
func reviewOf(c *cases.Case, rest string) (item *cases.Anchor, months int, said string, ok bool) {
	which, rest := dialog.Cut(rest)
	num, said := dialog.Cut(rest)
	n := slices.IndexFunc(c.Anchoring.Items, func(a cases.Anchor) bool { return ref(a.ID) == which })
	if months = dialog.Number(num); n < 0 || !slices.Contains(cases.ReviewMonths, months) {
		return nil, 0, "", false
	}
	return &c.Anchoring.Items[n], months, said, true
}

// review asks whether something is still there after a number of months.
func review(t *dialog.Turn, c *cases.Case, rest string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	item, months, _, ok := reviewOf(c, rest)
	if !ok || slices.ContainsFunc(item.Reviews, func(r cases.Review) bool { return r.Months == months }) {
		return chat.Reply{}, nil
	}
	card := dialog.Noted(w.Review.With(months, chat.Strip(item.What)), w.Purpose)
	for _, r := range w.Reviews {
		card.Buttons = append(card.Buttons,
			dialog.Button(r.Label, do("answer", ref(c.ID), ref(item.ID), months, r.Key)))
	}
	return t.Aside(card), nil
}

// answered takes the answer to a review.
func answered(t *dialog.Turn, c *cases.Case, rest string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	item, months, said, ok := reviewOf(c, rest)
	if !ok || !slices.ContainsFunc(w.Reviews, func(r text.Choice) bool { return r.Key == said }) {
		return t.Say(t.W.Gone), nil
	}
	item.Reviews = slices.DeleteFunc(slices.Clone(item.Reviews),
		func(r cases.Review) bool { return r.Months == months })
	item.Reviews = append(item.Reviews, cases.Review{Months: months, Answer: cases.StillThere(said), Date: today(t)})
	if err := save(t, c); err != nil {
		return chat.Reply{}, err
	}
	if said != string(cases.Slipped) {
		return t.Say(w.ReviewGood), nil
	}
	card := dialog.Says(w.ReviewBad)
	if a, ok := t.Lib.Lookup("borgingsplan", t.Lang()); ok {
		card.Buttons = []chat.Button{dialog.Primary(dialog.Fit(a.Title, chat.MaxLabel), dialog.On(dialog.Open, a)),
			dialog.Button(t.W.WhoHelps, dialog.On(dialog.Contact, a))}
	}
	return t.Show(card), nil
}

// pending is the indicator whose reading is asked for now: the one that waits longest,
// or else the first.
func pending(c *cases.Case, today cases.Day) *cases.Indicator {
	var best *cases.Indicator
	var since cases.Day
	for n := range c.Plan.Indicators {
		i := &c.Plan.Indicators[n]
		for _, m := range i.Moments {
			state, _ := i.At(m, today)
			open := (state == cases.Due || state == cases.Missed) && m.Absent == ""
			if open && (best == nil || m.Date < since) {
				best, since = i, m.Date
			}
		}
	}
	if best == nil && len(c.Plan.Indicators) > 0 {
		best = &c.Plan.Indicators[0]
	}
	return best
}

// workdays is the day a number of working days after d, weekends left out.
func workdays(d cases.Day, n int) cases.Day {
	for n > 0 {
		d = d.Plus(0, 1)
		if day := d.Time().Weekday(); day != time.Saturday && day != time.Sunday {
			n--
		}
	}
	return d
}
