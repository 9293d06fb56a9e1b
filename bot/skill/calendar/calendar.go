// Package calendar is the skill of taking what is planned to one's own calendar: a person gets, for
// themself alone, an iCalendar file (RFC 5545) of what the agenda holds for them. It keeps nothing.
package calendar

import (
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"slices"
	"time"

	ical "github.com/arran4/golang-ical"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// words are what is said here.
var words = text.Load[texts](files)

type texts struct {
	None string
	File string
}

// Skill gives people what is planned for them as a file for their calendar.
var Skill = dialog.Skill{
	Name:     "calendar",
	Texts:    words,
	Acts:     map[string]dialog.Act{"file": dialog.Mine(file)},
	Commands: []string{"file"},
}

// file gives the person what is planned for them, the first first.
func file(t *dialog.Turn, _ string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	items, err := t.Agenda.Of(t.Tx, t.Person.ID)
	if err != nil {
		return chat.Reply{}, err
	}
	if len(items) == 0 {
		return t.Say(w.None), nil
	}
	slices.SortFunc(items, func(x, y agenda.Item) int { return x.Due.Compare(y.Due) })
	cal := ical.NewCalendarFor("Handvat")
	cal.SetMethod(ical.MethodPublish)
	for _, it := range items {
		at, err := t.Agenda.When(t.Tx, it)
		if err != nil {
			return chat.Reply{}, err
		}
		e := cal.AddEvent(uid(it))
		e.SetDtStampTime(t.Now)
		e.SetSequence(it.Moves)
		e.SetSummary(chat.Strip(t.Planned(it)))
		if it.Kind == agenda.Digest || it.Kind == agenda.Moment { // these have a time; others only a day
			e.SetStartAt(at)
		} else {
			e.SetAllDayStartAt(at)
		}
	}
	r := t.Say(w.File)
	r.Fleeting = true
	r.File = &chat.File{Name: "handvat-" + t.Now.Format(time.DateOnly) + ".ics", Type: "text/calendar; charset=utf-8",
		Data: []byte(cal.Serialize(ical.WithNewLineWindows))}
	return r, nil
}

// uid is the same for an item each time, also when its day was set anew, so that a calendar does not hold it twice. It
// tells nothing of whose it is.
func uid(it agenda.Item) string {
	sum := sha256.Sum256([]byte("calendar of " + string(it.Person) + "\x00" + cmp.Or(it.Event, it.Key)))
	return hex.EncodeToString(sum[:16]) + "@handvat"
}
