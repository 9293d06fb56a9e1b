package campaign

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/people"
)

// schedule settles the days of the steps from one on, none of them before a day, which is midnight, and with them the
// end. They are days of the rhythm on which the bot writes to people, and on which those it is for have room beside
// the other campaigns that run for some of them, which have settled their days before: so no two are in each other's
// way, whoever started first goes first, and each comes ([authored.Campaign.Plan]).
//
// It reports whether a message comes later than it would without them.
func (r *run) schedule(t *dialog.Turn, who []people.Profile, from int, first time.Time) (moved bool, err error) {
	c, started := &r.Campaign, r.Started.In(t.Zone)
	taken, err := r.taken(t, who)
	if err != nil {
		return false, err
	}
	notBefore := func(step int, day time.Time, _ []time.Time) bool { return step > from || !day.Before(first) }
	open := func(step int, day time.Time, before []time.Time) bool {
		return notBefore(step, day, nil) && hasRoom(day, slices.Concat(taken, before))
	}
	had, begin := r.Days[:min(from, len(r.Days), len(c.Steps))], noon(c.Begin(agenda.Opens(started)))
	r.Days, r.Ends = c.Plan(begin, had, r.Said, open)
	alone, _ := c.Plan(begin, had, r.Said, notBefore)
	return !slices.EqualFunc(r.Days, alone, time.Time.Equal), nil
}

// hasRoom reports whether a message may go out on a day, beside those of other days.
func hasRoom(day time.Time, others []time.Time) bool {
	return agenda.IsWorkday(day) && agenda.Room(day, others)
}

// Alone are the days of the messages of a campaign, and the midnight on which it is over, when it is started now and
// everybody it is for has room for it.
func Alone(c *authored.Campaign, now time.Time) (days []time.Time, ends time.Time) {
	return c.Plan(noon(c.Begin(agenda.Opens(now))), nil, nil,
		func(_ int, day time.Time, before []time.Time) bool { return hasRoom(day, before) })
}

// settle settles the days of all steps, and the end, as they are when it starts at r.Started, and reports what
// [run.schedule] does.
func (r *run) settle(t *dialog.Turn) (moved bool, err error) {
	who, err := whom(t, *r)
	if err == nil {
		moved, err = r.schedule(t, who, 0, time.Time{})
	}
	if err != nil {
		return false, err
	}
	first, err := r.first(t, who, 0)
	if err == nil && first.After(r.Days[0]) {
		r.Days = nil
		moved, err = r.schedule(t, who, 0, first)
	}
	return moved, err
}

// weeks is how many weeks it takes, or took; of one that was never started, if it is started now.
func (r run) weeks(t *dialog.Turn) (int, error) {
	if r.State == ready {
		r.Started = t.Now
		if _, err := r.settle(t); err != nil {
			return 0, err
		}
	}
	if len(r.Days) == 0 || r.Ends.IsZero() { // it ended while runs did not keep their days
		return r.Campaign.Stop.Weeks, nil
	}
	return authored.WeeksOf(r.Days[0], r.Ends), nil
}

// older is what the days of a run came from while it did not keep them, each time they were asked for.
type older struct {
	Begins  time.Time `json:",omitzero"`  // from when they count; from the start if zero
	Resumed int       `json:",omitempty"` // the step that came first since it was resumed
	From    time.Time `json:",omitzero"`  // the day before which that one does not come
}

// load returns a campaign that was started. One from when runs did not keep their days has those now that it had then;
// what is not planned yet goes beside the other campaigns.
func load(t *dialog.Turn, id string) (run, bool, error) {
	r, ok, err := runs.Load(t.Tx, []byte(id))
	if err != nil || !ok || r.State == ended || !r.Ends.IsZero() {
		return r, ok, err
	}
	was := r.older
	if r.older = (older{}); was.Begins.IsZero() {
		was.Begins = r.Campaign.Begin(r.Started.In(t.Zone))
	}
	r.Days = r.Campaign.Schedule(noon(was.Begins.In(t.Zone)), nil, nil,
		func(step int, day time.Time, _ []time.Time) bool {
			return agenda.IsWorkday(day) && (step < was.Resumed || !day.Before(was.From))
		})
	who, err := whom(t, r)
	if err == nil {
		_, err = r.schedule(t, who, r.planned(t), was.From)
	}
	return r, true, errors.Join(err, r.save(t))
}

// planned is how many steps are planned.
func (r run) planned(t *dialog.Turn) (n int) {
	for n < len(r.Days) && r.Days[n].Sub(t.Now) < ahead {
		n++
	}
	return n
}

// reschedule settles the days of the steps anew that are not planned yet.
func (r *run) reschedule(t *dialog.Turn) error {
	who, err := whom(t, *r)
	if err != nil || r.over(t) {
		return err
	}
	_, err = r.schedule(t, who, r.planned(t), time.Time{})
	return err
}

// taken are the days of the other campaigns that run for some of who.
func (r run) taken(t *dialog.Turn, who []people.Profile) (days []time.Time, err error) {
	mine := map[people.ID]bool{}
	for _, p := range who {
		mine[p.ID] = true
	}
	for id, o := range runs.All(t.Tx) {
		if string(id) == r.Campaign.ID || o.State != running || o.over(t) {
			continue
		}
		theirs, bad := whom(t, o)
		err = errors.Join(err, bad)
		if slices.ContainsFunc(theirs, func(p people.Profile) bool { return mine[p.ID] }) {
			days = append(days, o.Days...)
		}
	}
	return days, err
}

// noon is noon of the day it is at t.
func noon(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 12, 0, 0, 0, t.Location())
}

// first is the first day on which a step can be told to those it is for, as it is planned now; of few, whatever room
// each of them has.
func (r run) first(t *dialog.Turn, who []people.Profile, step int) (time.Time, error) {
	if hides, err := r.hides(t); err != nil || !hides {
		return noon(agenda.Opens(t.Now.In(t.Zone))).Add(-12 * time.Hour), err
	}
	return t.Agenda.First(t.Tx, who, agenda.Item{Kind: agenda.Campaign, Due: r.Days[step], Days: r.Campaign.Days()},
		t.Zone)
}

// says notes that a message goes out now, for as long as its week may be gone on in, and reports whether it is the
// first of its day.
func (r *run) says(t *dialog.Turn) bool {
	now := noon(t.Now.In(t.Zone))
	if n := len(r.Said); n > 0 && noon(r.Said[n-1].In(t.Zone)).Equal(now) {
		return false
	}
	r.Said = append(slices.DeleteFunc(r.Said, func(d time.Time) bool { return now.Sub(d) > 7*24*time.Hour }), now)
	return true
}

// out are the days of the last week on which messages went out, as far as it may be seen: of a campaign for few those
// on which they were to, or it would be known whether somebody got it, but for the day it was started.
func (r run) out(t *dialog.Turn) (days []time.Time, err error) {
	hides, err := r.hides(t)
	if err != nil || hides {
		return r.Said, err
	}
	now := noon(t.Now.In(t.Zone))
	today := noon(r.Started.In(t.Zone)).Equal(now)
	for _, day := range r.Days {
		if !day.After(now) && !(today && day.Equal(now)) && now.Sub(day) <= 7*24*time.Hour {
			days = append(days, day)
		}
	}
	return days, nil
}

// dates are the days on which messages are yet to go out, as people read them, given those on which some did.
func (r run) dates(t *dialog.Turn, out []time.Time) string {
	var says []string
	step, _ := r.next(t)
	for _, day := range r.Days[step:] {
		if n := len(out); n == 0 || out[n-1].Before(day) {
			says = append(says, t.W.Date(day.In(t.Zone)))
		}
	}
	return strings.Join(says, ", ")
}
