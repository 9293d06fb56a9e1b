package calendar_test

import (
	"bytes"
	"flag"
	"slices"
	"strings"
	"testing"
	"time"

	ical "github.com/arran4/golang-ical"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/skill/calendar"
	"github.com/handvat/handvat/bot/skill/plan"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/store"
)

var update = flag.Bool("update", false, "write the conversations in testdata anew")

func TestMain(m *testing.M) { bottest.Main(m) }

func TestConversations(t *testing.T) { bottest.Conversations(t, *update, plan.Skill, calendar.Skill) }

// event is what a calendar reads of one.
type event struct{ uid, sequence, start, summary string }

// events reads the file of a reply as a calendar does.
func events(t *testing.T, r chat.Reply) (es []event) {
	t.Helper()
	if r.File == nil || !r.Fleeting || r.Validate() != nil {
		t.Fatalf("no file, or not one to forget: %+v, %v", r, r.Validate())
	}
	if n := bytes.Count(r.File.Data, []byte("\n")); n != bytes.Count(r.File.Data, []byte("\r\n")) {
		t.Error("lines do not end as RFC 5545 says")
	}
	cal, err := ical.ParseCalendar(bytes.NewReader(r.File.Data))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range cal.Events() {
		if _, err := e.GetDtStampTime(); err != nil {
			t.Error(err)
		}
		es = append(es, event{e.Id(), e.GetProperty(ical.ComponentPropertySequence).Value,
			e.GetProperty(ical.ComponentPropertyDtStart).Value, e.GetProperty(ical.ComponentPropertySummary).Value})
	}
	return es
}

// TestFile holds what a calendar reads: the day by the person's own clock, or the time if there is one; texts with
// commas, semicolons and newlines whole; the same UID every time and nowhere a pseudonym; and only one's own.
func TestFile(t *testing.T) {
	s := bottest.New(t, plan.Skill, calendar.Skill)
	ada, eve := s.Meet(t, "ada", "nl"), s.Meet(t, "eve", "nl")
	ada.Say("hoi")
	eve.Say("hoi")
	ada.Say("maak een plan")
	ada.Say("doel: rustig; als: het begint; dan: adem ik in; wanneer: 7 dec")
	id := s.Person("ada").ID
	s.Update(func(tx *store.Tx) error {
		_, err := s.House.Agenda.Add(tx, agenda.Item{Key: "cijfers", Kind: agenda.Digest, Person: id,
			In: chat.Place{Platform: "web"}, Due: time.Date(2026, 12, 9, 9, 30, 0, 0, time.UTC),
			Action:  chat.Action{Verb: "plan/ask", Arg: "9"},
			Purpose: text.Said{"en": "Waarom ik dit vraag: cijfers, dagen; en\nnog een regel."}})
		return err
	})
	r := ada.Say("zet in mijn agenda")
	got := events(t, r)
	if len(got) != 2 {
		t.Fatalf("%d events: %v", len(got), got)
	}
	if got[0].start != "20261207" || !strings.Contains(string(r.File.Data), "DTSTART;VALUE=DATE:20261207\r\n") {
		t.Errorf("the plan begins %q in\n%s", got[0].start, r.File.Data)
	}
	if got[1].start != "20261209T093000Z" || got[1].summary != "Cijfers, dagen; en\nnog een regel" {
		t.Errorf("the figures are %q", got[1])
	}
	if !strings.Contains(string(r.File.Data), `SUMMARY:Cijfers\, dagen\; en\nnog een regel`) {
		t.Errorf("not escaped:\n%s", r.File.Data)
	}
	if got[0].uid == got[1].uid || strings.Contains(string(r.File.Data), string(id)) {
		t.Errorf("UIDs %q and %q, or a pseudonym in\n%s", got[0].uid, got[1].uid, r.File.Data)
	}
	s.Day(1)
	if again := events(t, ada.Say("agenda-afspraak")); !slices.Equal(again, got) {
		t.Errorf("a day later it is %v, not %v", again, got)
	}
	if r := eve.Say("agenda-afspraak"); r.File != nil {
		t.Errorf("eve gets\n%s", r.File.Data)
	}
}

// TestMoved holds that what is moved to another day is the same event of a calendar, in a later version, and that it is
// called what it is called in the language that the person speaks now.
func TestMoved(t *testing.T) {
	s := bottest.New(t, plan.Skill, calendar.Skill)
	ada := s.Meet(t, "ada", "nl")
	ada.Say("maak een plan")
	ada.Say("doel: rustig; als: het begint; dan: adem ik in; wanneer: 7 dec")
	before := events(t, ada.Say("zet in mijn agenda"))[0]
	ada.Do("plan/when", "1")
	ada.Say("14 dec")
	ada.Do("settings/en", "")
	after := events(t, ada.Say("add to my calendar"))
	if len(after) != 1 || after[0].uid != before.uid || after[0].sequence <= before.sequence {
		t.Errorf("%+v became %+v", before, after)
	}
	if after[0].start != "20261214" || after[0].summary != "A plan you look back on is more likely to happen" {
		t.Errorf("it is on %s: %s", after[0].start, after[0].summary)
	}
}
