// Package teamreview is the skill of what a team does together, in its channel: a fixed
// moment of ten minutes to look back, an after-action review, and a challenge of one to
// four weeks.
//
// Whether it happened is kept for the team. What is said is kept nowhere, nobody is
// ranked, and how many took part is only told of a [privacy.Group].
package teamreview

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// Skill lets teams look back at a fixed moment, after an action, or every week of a challenge. Who takes part may begin
// a review or a challenge; the fixed moment is for who leads the unit it is of, or one above.
var Skill = dialog.Skill{
	Name:   name,
	Texts:  words,
	Tables: []store.Declared{&items},
	Acts: map[string]dialog.Act{
		"review":    dialog.May(people.TakePart, review).Shared(),
		"leave":     dialog.May(people.TakePart, leave).Shared(),
		"challenge": dialog.May(people.TakePart, inChannel(askChallenge)).Shared(),
		"begin":     dialog.May(people.TakePart, inChannel(begin)).Shared(),
		"took":      dialog.May(people.TakePart, of(took)),
		"later":     dialog.May(people.TakePart, of(later)),
		"done":      dialog.May(people.TakePart, of(done)).Shared(),
		"not":       dialog.May(people.TakePart, of(notDone)).Shared(),
		"other":     dialog.May(people.TakePart, of(other)).Shared(),
		"set":       dialog.Look(people.LeadMoments, inChannel(ask)).Shared(),
		"save":      dialog.May(people.LeadMoments, inChannel(plan)).Shared(),
		"stop":      dialog.May(people.LeadMoments, of(stop)).Shared(),
	},
	Commands: []string{"review", "challenge", "set"},
	Due:      map[string]dialog.Func{"say": of(say)},
	Jobs:     map[string]dialog.Func{"schedule": scheduleAll},
}

const name = "teamreview"

// do is the action of an act of this skill.
func do(act string, parts ...any) chat.Action { return dialog.Do(dialog.Verb(name, act), parts...) }

// A moment is something a team does again and again.
type moment struct {
	Unit  string // whose it is; empty if that is not known
	In    chat.Place
	Lang  string
	First time.Time // of the first time
	Every int       // weeks

	// Of a fixed moment to look back.
	Asked   int      // questions asked so far
	Results []result // the last few times, the newest last

	// Of a challenge.
	Goal  string
	Weeks int // 0 if it is no challenge
	Aid   string
	Took  []people.ID // who took part this week
	Week  string      // the day this week's question was asked
}

// A result says whether a team took its moment on a day.
type result struct {
	Day  string
	Done bool
}

// items are the moments, by number. A challenge stays for a week after its last.
var items = store.Table[moment]{
	Bucket: "teamreview.item", Was: "moments.item", Class: store.Shared,
	Owners: func(m moment) (ids []string) {
		for _, id := range m.Took {
			ids = append(ids, string(id))
		}
		return ids
	},
	Without: func(m *moment, person string) bool {
		m.Took = slices.DeleteFunc(m.Took, func(id people.ID) bool { return string(id) == person })
		return true
	},
	Export: func(m moment, _ string) any { return struct{ Goal, Week string }{m.Goal, m.Week} },
	Keep:   privacy.KeepBegun,
	Since: func(m moment) (over time.Time) {
		if m.Weeks > 0 {
			over = m.First.AddDate(0, 0, 7*m.Weeks)
		}
		return over
	},
}

// inChannel is an act that makes no sense where there is no team.
func inChannel(act func(*dialog.Turn) (chat.Reply, error)) dialog.Func {
	return func(t *dialog.Turn, _ string) (chat.Reply, error) {
		if t.Event.Direct {
			return t.Say(words.In(t.W.Lang).InChannel), nil
		}
		return act(t)
	}
}

// of is an act on a moment of the channel, in the language of its team; its argument is "NUMBER/DAY".
func of(act func(t *dialog.Turn, seq uint64, m moment, day string) (chat.Reply, error)) dialog.Func {
	return func(t *dialog.Turn, arg string) (chat.Reply, error) {
		n, day := dialog.Cut(arg)
		seq := dialog.Seq(n)
		m, ok, err := items.Load(t.Tx, store.Num(seq))
		if err != nil || !ok || !m.isIn(t.Event.In) {
			return t.Past(), err
		}
		t.W = dialog.In(m.Lang)
		t.Subject = m.Unit
		return act(t, seq, m, day)
	}
}

func save(t *dialog.Turn, seq uint64, m moment) error { return items.Save(t.Tx, store.Num(seq), m) }

// isIn reports whether a place is the channel of a moment, or a thread in it.
func (m moment) isIn(p chat.Place) bool {
	return m.In.Platform == p.Platform && m.In.Team == p.Team && m.In.Channel == p.Channel
}

// quietly replies to who pressed alone, so that a channel stays quiet.
func quietly(t *dialog.Turn, text string) chat.Reply { return t.Alone(t.Say(text)) }

// ask asks when a team wants to look back, or shows when it does.
func ask(t *dialog.Turn) (chat.Reply, error) {
	if seq, m := here(t); seq > 0 {
		others, err := t.OfOthers(people.LeadMoments, m.Unit)
		if others != "" || err != nil {
			return t.Say(promise(t, m) + " " + others), err
		}
		stop := dialog.Button(words.In(t.W.Lang).Stop, do("stop", seq))
		return t.Show(dialog.Says(promise(t, m), stop)), nil
	}
	return form(t, ""), nil
}

// form asks for day, time and rhythm. Typed it is one line: "maandag 10:00".
func form(t *dialog.Turn, lead string) chat.Reply {
	w := words.In(t.W.Lang)
	c := chat.Card{Title: w.Title, Note: w.Purpose, Body: dialog.Led(lead)}
	day := chat.Question{Field: dialog.Field(0), Prompt: w.AskDay, Need: true, Value: "mon"}
	day.Choices = dialog.Choices(w.Weekdays)
	every := chat.Question{Field: dialog.Field(2), Prompt: w.AskEvery, Value: "1"}
	every.Choices = dialog.Choices(w.Every)
	clock := chat.Question{Field: dialog.Field(1), Prompt: w.AskTime, Value: "10:00", Need: true}
	c.Body = append(c.Body, day, clock, every)
	submit, not := do("save"), dialog.Do(dialog.Fine)
	c.Buttons = []chat.Button{dialog.Submit(t.W.Save, submit), dialog.Button(t.W.NotNow, not)}
	return t.Form(c, submit, not, not)
}

// plan keeps a fixed moment, and puts the first on the agenda.
func plan(t *dialog.Turn) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	unit, ok, err := t.LedUnit(people.LeadMoments)
	if err != nil || !ok {
		return t.Refuse(people.LeadMoments), err
	}
	day, clock, every := t.Filled(0), t.Filled(1), t.Filled(2)
	if t.Event.Kind != chat.Filled {
		day, clock, every = typed(w, t.Answer)
	}
	minutes, ok := minutesOf(clock)
	i := slices.IndexFunc(w.Weekdays, func(c text.Choice) bool { return c.Key == day })
	if !ok || i < 0 {
		return form(t, w.NoTime), nil
	}
	if seq, _ := here(t); seq > 0 {
		return ask(t)
	}
	m := moment{Unit: unit, In: t.Event.In, Lang: t.W.Lang, Every: max(dialog.Number(every), 1)}
	m.First = next(t.Agenda.Tomorrow(t.Person, t.Now), time.Weekday(i+1), minutes)
	t.Subject = m.Unit
	return t.Say(promise(t, m)), add(t, m)
}

// typed reads a moment in one line, such as "maandag 10:00, om de week". Without a time it is at ten, and without a
// rhythm every week.
func typed(w *texts, line string) (day, clock, every string) {
	line, clock = strings.ToLower(line), "10:00"
	for _, says := range w.Fortnightly {
		if before, after, ok := strings.Cut(line, says); ok {
			line, every = before+" "+after, "2"
		}
	}
	for _, f := range strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(" \n\t,;", r) }) {
		if strings.ContainsAny(f, "0123456789") {
			clock = f
			continue
		}
		for _, d := range w.Weekdays {
			whole := strings.ToLower(d.Label)
			if len(f) > 1 && strings.HasPrefix(whole, f) || strings.HasPrefix(f, whole) {
				day = d.Key
			}
		}
	}
	return day, clock, every
}

// next is the first of a weekday from a midnight on, at a number of minutes.
func next(midnight time.Time, day time.Weekday, minutes int) time.Time {
	d := midnight.AddDate(0, 0, (int(day)-int(midnight.Weekday())+7)%7)
	return time.Date(d.Year(), d.Month(), d.Day(), minutes/60, minutes%60, 0, 0, d.Location())
}

// minutesOf reads a time of the working day, such as 10:00, 9.30 or 10u.
func minutesOf(s string) (int, bool) {
	s = strings.NewReplacer(".", ":", "u", ":", "h", ":").Replace(strings.TrimSpace(strings.ToLower(s)))
	h, m, _ := strings.Cut(s, ":")
	hour, minute := dialog.Number(h), 0
	if m = strings.Trim(m, ": "); m != "" {
		minute = dialog.Number(m)
	}
	at := hour*60 + minute
	return at, hour >= 0 && minute >= 0 && minute < 60 && at >= 8*60+30 && at <= 17*60+30
}

// promise says when a team looks back.
func promise(t *dialog.Turn, m moment) string {
	says := words.In(t.W.Lang).Planned
	if m.Every == 2 {
		says = words.In(t.W.Lang).Fortnight
	}
	return says.With(t.W.Weekday(m.First.Weekday()), m.First.Format("15:04"))
}

// here returns the fixed moment of the channel of the turn; 0 if it has none.
func here(t *dialog.Turn) (seq uint64, m moment) {
	for k, m := range items.All(t.Tx) {
		if m.isIn(t.Event.In) && m.Weeks == 0 {
			return store.FromNum(k), m
		}
	}
	return 0, moment{}
}

// add keeps a new moment, and puts its first times on the agenda.
func add(t *dialog.Turn, m moment) error {
	m.In.Thread = ""
	seq, err := items.Add(t.Tx, m)
	if err != nil {
		return err
	}
	return schedule(t, seq, m)
}

// schedule puts the times of the coming two weeks on the agenda, those that are not on
// it yet.
func schedule(t *dialog.Turn, seq uint64, m moment) error {
	for n := 0; ; n++ {
		at := m.First.AddDate(0, 0, 7*cmp.Or(m.Every, 1)*n)
		if at.Sub(t.Now) > 15*24*time.Hour && n > 0 || m.Weeks > 0 && n > m.Weeks {
			return nil
		}
		if at.Before(t.Now.Add(-24 * time.Hour)) {
			continue
		}
		day := at.Format(time.DateOnly)
		_, err := t.Agenda.Add(t.Tx, agenda.Item{Key: key(seq) + day, Kind: agenda.Moment, In: m.In, Due: at,
			Expires: at.Add(24 * time.Hour), Action: do("say", seq, day), Purpose: purposeOf(m), Priority: 6})
		if err != nil {
			return err
		}
	}
}

// key is what the keys on the agenda of a moment begin with.
func key(seq uint64) string { return fmt.Sprintf("%s/%d/", name, seq) }

// scheduleAll puts the coming times of all moments on the agenda.
func scheduleAll(t *dialog.Turn, _ string) (chat.Reply, error) {
	for k, m := range items.All(t.Tx) {
		if err := schedule(t, store.FromNum(k), m); err != nil {
			return chat.Reply{}, err
		}
	}
	return chat.Reply{}, nil
}

// stop ends a moment.
func stop(t *dialog.Turn, seq uint64, m moment, _ string) (chat.Reply, error) {
	if others, err := t.OfOthers(people.LeadMoments, m.Unit); others != "" || err != nil {
		return quietly(t, others), err
	}
	if err := t.Agenda.Cancel(t.Tx, key(seq)); err != nil {
		return chat.Reply{}, err
	}
	return t.Say(words.In(t.W.Lang).Stopped), items.Delete(t.Tx, store.Num(seq))
}

// note enters in the journal what became of a moment of a team, without a person.
func note(t *dialog.Turn, m moment, detail string) {
	t.Log = append(t.Log, journal.Entry{Time: t.Now, Kind: journal.TeamMoment, Unit: m.Unit,
		Platform: string(m.In.Platform), Lang: m.Lang, Aid: m.Aid, Detail: detail})
}
