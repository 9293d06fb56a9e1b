// Package teamreview is the skill of what a team does together, in its channel: a fixed
// moment of ten minutes to look back, an after-action review, and a challenge of one to
// four weeks.
//
// Whether it happened is kept for the team. What is said is kept nowhere, nobody is
// ranked, and how many took part is only told from five people up.
//
// The store holds
//
//	moments.item: number → moment as JSON, until it ends; a challenge knows who took part until the week is over
package teamreview

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

const (
	bucket = "moments.item"
	verb   = "moment" // set; review/STEP/LANG; challenge; NUMBER/WHAT/DAY
)

// k is the smallest number of people whose taking part is told as a number.
const k = 5

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

// Skill lets teams plan moments.
func Skill() dialog.Skill {
	return dialog.Skill{
		Name:   "moments",
		Texts:  words,
		Verbs:  map[string]dialog.Func{verb: act},
		Forget: forget,
		Tend:   tend,
	}
}

// act carries out what has to do with moments.
func act(t *dialog.Turn, arg string) (chat.Reply, error) {
	what, rest := dialog.Cut(arg)
	switch what {
	case "review":
		return review(t, rest)
	case "set", "save", "challenge", "begin":
		if t.Event.Direct {
			return t.Say(words.In(t.W.Lang).InChannel), nil
		}
		switch what {
		case "set":
			return ask(t)
		case "save":
			return plan(t)
		case "challenge":
			return askChallenge(t), nil
		}
		return begin(t)
	}
	seq := uint64(max(dialog.Number(what), 0))
	var m moment
	ok, err := t.Tx.GetJSON(bucket, store.Num(seq), &m)
	if err != nil {
		return chat.Reply{}, err
	}
	what, day := dialog.Cut(rest)
	if !ok || m.In.Channel != t.Event.In.Channel {
		if t.Event.Kind == chat.Due {
			return chat.Reply{}, nil
		}
		return t.Say(t.W.Gone), nil
	}
	t.W = dialog.In(m.Lang)
	switch what {
	case "say":
		return say(t, seq, m, day)
	case "other":
		m.Asked++
		return question(t, seq, m, day), save(t.Tx, seq, m)
	case "done", "not":
		return settle(t, seq, m, day, what == "done")
	case "took":
		return took(t, seq, m, day)
	case "later":
		return quietly(t, words.In(t.W.Lang).GoOn), nil
	case "stop":
		return stop(t, seq)
	}
	return t.Say(t.W.Gone), nil
}

func save(tx *store.Tx, seq uint64, m moment) error { return tx.PutJSON(bucket, store.Num(seq), m) }

// quietly replies to who pressed alone, so that a channel stays quiet.
func quietly(t *dialog.Turn, text string) chat.Reply {
	r := t.Say(text)
	r.Private = !t.Event.Direct
	return r
}

// mayPlan reports whether a person may plan a fixed moment for a team: its manager, an
// author, or anyone of an organisation that has no roster.
func mayPlan(t *dialog.Turn) bool {
	return len(t.Person.Roles) == 0 || slices.Contains(t.Person.Roles, string(people.Manager)) || t.IsAuthor()
}

// ask asks when a team wants to look back, or shows when it does.
func ask(t *dialog.Turn) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	if !mayPlan(t) {
		return t.Say(w.NotYours), nil
	}
	seq, m, err := here(t)
	if err != nil {
		return chat.Reply{}, err
	}
	if seq > 0 {
		return t.Show(chat.Card{Body: []chat.Block{chat.Text(promise(t, m))}, Buttons: []chat.Button{dialog.Button(w.Stop, dialog.Do(verb, seq, "stop"))}}), nil
	}
	return form(t, ""), nil
}

// form asks for day, time and rhythm. Typed it is one line: "maandag 10:00".
func form(t *dialog.Turn, lead string) chat.Reply {
	w := words.In(t.W.Lang)
	c := chat.Card{Title: w.Title, Note: w.Purpose}
	if lead != "" {
		c.Body = append(c.Body, chat.Text(lead))
	}
	day := chat.Question{Field: dialog.Field(0), Prompt: w.AskDay, Need: true, Value: "mon"}
	for _, d := range w.Weekdays {
		day.Choices = append(day.Choices, chat.Choice{Value: d.Key, Label: d.Label})
	}
	every := chat.Question{Field: dialog.Field(2), Prompt: w.AskEvery, Value: "1"}
	for _, e := range w.Every {
		every.Choices = append(every.Choices, chat.Choice{Value: e.Key, Label: e.Label})
	}
	c.Body = append(c.Body, day, chat.Question{Field: dialog.Field(1), Prompt: w.AskTime, Value: "10:00", Need: true}, every)
	submit := dialog.Do(verb, "save")
	c.Buttons = []chat.Button{dialog.Submit(t.W.Save, submit), dialog.Button(t.W.NotNow, chat.Action{Verb: dialog.Fine})}
	return t.Form(c, submit, chat.Action{Verb: dialog.Fine}, chat.Action{Verb: dialog.Fine})
}

// plan keeps a fixed moment, and puts the first on the agenda.
func plan(t *dialog.Turn) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	if !mayPlan(t) {
		return t.Say(w.NotYours), nil
	}
	day, clock, every := t.Filled(0), t.Filled(1), t.Filled(2)
	if t.Event.Kind != chat.Filled { // typed in one line
		fields := strings.Fields(strings.ToLower(t.Answer))
		day, clock = "", "10:00"
		for _, f := range fields {
			for _, d := range w.Weekdays {
				if strings.HasPrefix(f, strings.ToLower(d.Label)[:2]) && len(f) > 1 && !strings.ContainsAny(f, "0123456789") {
					day = d.Key
				}
			}
			if strings.ContainsAny(f, "0123456789") {
				clock = f
			}
		}
		if strings.Contains(t.Answer, "2") && strings.Contains(t.Answer, "we") {
			every = "2"
		}
	}
	minutes, ok := minutesOf(clock)
	i := slices.IndexFunc(w.Weekdays, func(r reason) bool { return r.Key == day })
	if !ok || i < 0 {
		return form(t, w.NoTime), nil
	}
	if seq, _, err := here(t); seq > 0 || err != nil {
		return t.Say(t.W.Gone), err
	}
	m := moment{Unit: t.Person.Unit(), In: t.Event.In, Lang: t.W.Lang, Every: max(dialog.Number(every), 1)}
	m.First = next(t.Agenda.Tomorrow(t.Person, t.Now), time.Weekday(i+1), minutes)
	if err := add(t.Tx, t.Agenda, m, words.In(t.W.Lang).TellPurpose, t.Now); err != nil {
		return chat.Reply{}, err
	}
	return t.Say(promise(t, m)), nil
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
	return says.With(t.W.Weekdays[m.First.Weekday()], m.First.Format("15:04"))
}

// here returns the fixed moment of the channel of the turn; 0 if it has none.
func here(t *dialog.Turn) (seq uint64, m moment, err error) {
	for key, v := range t.Tx.Scan(bucket, nil, nil) {
		m = moment{}
		if err := json.Unmarshal(v, &m); err != nil {
			return 0, m, fmt.Errorf("moments: %d: %w", store.FromNum(key), err)
		}
		if m.In.Platform == t.Event.In.Platform && m.In.Team == t.Event.In.Team && m.In.Channel == t.Event.In.Channel && m.Weeks == 0 {
			return store.FromNum(key), m, nil
		}
	}
	return 0, moment{}, nil
}

// add keeps a new moment, and puts its first times on the agenda.
func add(tx *store.Tx, a *agenda.Agenda, m moment, purpose string, now time.Time) error {
	seq, err := tx.Next(bucket)
	if err != nil {
		return err
	}
	m.In.Thread = ""
	if err := save(tx, seq, m); err != nil {
		return err
	}
	return schedule(tx, a, seq, m, purpose, now)
}

// schedule puts the times of the coming two weeks on the agenda, those that are not on
// it yet.
func schedule(tx *store.Tx, a *agenda.Agenda, seq uint64, m moment, purpose string, now time.Time) error {
	for n := 0; ; n++ {
		at := m.First.AddDate(0, 0, 7*cmp.Or(m.Every, 1)*n)
		if at.Sub(now) > 15*24*time.Hour && n > 0 || m.Weeks > 0 && n > m.Weeks {
			return nil
		}
		if at.Before(now.Add(-24 * time.Hour)) {
			continue
		}
		day := at.Format(time.DateOnly)
		_, err := a.Add(tx, agenda.Item{Key: fmt.Sprintf("moment/%d/%s", seq, day), Kind: agenda.Moment, In: m.In, Due: at,
			Expires: at.Add(24 * time.Hour), Action: dialog.Do(verb, seq, "say", day), Purpose: purpose, Priority: 6})
		if err != nil {
			return err
		}
	}
}

// stop ends a moment.
func stop(t *dialog.Turn, seq uint64) (chat.Reply, error) {
	if !mayPlan(t) {
		return t.Say(words.In(t.W.Lang).NotYours), nil
	}
	if err := t.Agenda.Cancel(t.Tx, fmt.Sprintf("moment/%d/", seq)); err != nil {
		return chat.Reply{}, err
	}
	return t.Say(words.In(t.W.Lang).Stopped), t.Tx.Delete(bucket, store.Num(seq))
}

// note enters in the journal what became of a moment of a team, without a person.
func note(t *dialog.Turn, m moment, detail string) {
	t.Log = append(t.Log, journal.Entry{Time: t.Now, Kind: journal.TeamMoment, Unit: m.Unit, Platform: string(m.In.Platform), Lang: m.Lang, Aid: m.Aid, Detail: detail})
}

// forget takes a person out of the challenges they took part in.
func forget(tx *store.Tx, id people.ID) error {
	for key, v := range tx.Scan(bucket, nil, nil) {
		var m moment
		if err := json.Unmarshal(v, &m); err != nil {
			return err
		}
		if !slices.Contains(m.Took, id) {
			continue
		}
		m.Took = slices.DeleteFunc(m.Took, func(t people.ID) bool { return t == id })
		if err := tx.PutJSON(bucket, key, m); err != nil {
			return err
		}
	}
	return nil
}

// tend puts the coming times on the agenda, and removes challenges that are over.
func tend(tx *store.Tx, a *agenda.Agenda, now time.Time) error {
	for key, v := range tx.Scan(bucket, nil, nil) {
		var m moment
		if err := json.Unmarshal(v, &m); err != nil {
			return err
		}
		if m.Weeks > 0 && now.After(m.First.AddDate(0, 0, 7*(m.Weeks+1))) {
			if err := tx.Delete(bucket, key); err != nil {
				return err
			}
			continue
		}
		if err := schedule(tx, a, store.FromNum(key), m, purposeOf(m), now); err != nil {
			return err
		}
	}
	return nil
}
