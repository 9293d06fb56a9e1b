package teamreview_test

import (
	"flag"
	"slices"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/skill/teamreview"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/store"
)

var update = flag.Bool("update", false, "write the conversations in testdata anew")

func TestMain(m *testing.M) { bottest.Main(m) }

func TestConversations(t *testing.T) { bottest.Conversations(t, *update, teamreview.Skill) }

var desk = chat.Place{Platform: "web", Channel: "desk"}

// tell lets somebody do something in the channel of the team.
func tell(t *testing.T, s *bottest.Stage, user string, e chat.Event) chat.Reply {
	t.Helper()
	e.ID, e.From, e.In, e.Locale = user+time.Now().String(), chat.Person{Platform: "web", ID: user}, desk, "en"
	r, err := s.Tell(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func fill(act string, fields ...string) chat.Event {
	e := chat.Event{Kind: chat.Filled, Action: chat.Action{Verb: "teamreview/" + act}, Fields: map[string]string{}}
	for i, f := range fields {
		e.Fields[[]string{"answer", "answer1", "answer2"}[i]] = f
	}
	return e
}

// happened are the moments of teams in the journal.
func happened(t *testing.T, s *bottest.Stage) (ds []string) {
	for _, e := range s.Journal("") {
		if e.Kind == journal.TeamMoment {
			if ds = append(ds, e.Detail); e.Person != "" {
				t.Errorf("%s is kept with a person", e.Detail)
			}
		}
	}
	return ds
}

// TestAMonthOffDoesNotFlood holds that a fixed moment goes on after the program was off
// for a month, with one question a week and none made up for.
func TestAMonthOffDoesNotFlood(t *testing.T) {
	s := bottest.New(t, teamreview.Skill)
	tell(t, s, "ada", fill("save", "wed", "10:00", "1"))
	if said := s.Day(3); len(said["desk"]) != 1 {
		t.Fatalf("said %d times", len(said["desk"]))
	}
	s.Now = s.Now.AddDate(0, 0, 35) // off, from a Thursday to a Thursday
	if said := s.Day(1); len(said["desk"]) != 0 {
		t.Errorf("made up for %d", len(said["desk"]))
	}
	if said := s.Day(14); len(said["desk"]) != 2 {
		t.Errorf("two weeks later %d", len(said["desk"]))
	}
}

// TestAnEarlierVersionIsTakenAlong holds that a moment of before the skill had another bucket goes on.
func TestAnEarlierVersionIsTakenAlong(t *testing.T) {
	s := bottest.New(t, teamreview.Skill)
	s.Update(func(tx *store.Tx) error {
		return tx.Put("moments.item", store.Num(3), []byte(`{"In":{"Platform":"web","Channel":"desk"},"Lang":"en",`+
			`"First":"2026-11-04T10:00:00Z","Every":1}`))
	})
	s.Day(1)
	if said := s.Day(14); len(said["desk"]) != 2 || slices.Contains(s.Holds("2026"), "moments.item") {
		t.Errorf("said %v", said)
	}
}

// TestOnlyManagersPlan holds that who is on the roster as an employee cannot plan or stop
// a fixed moment for others, and that what happened is counted for the team.
func TestOnlyManagersPlan(t *testing.T) {
	s := bottest.New(t, teamreview.Skill)
	for _, user := range []string{"ada", "eve"} {
		tell(t, s, user, chat.Event{Kind: chat.Said, Text: "help"})
	}
	s.Roster(map[string]string{"units.csv": "unit,name\nbalie,Balie\n",
		"people.csv": "platform,user,unit,manager of\nweb,ada,balie,balie\nweb,eve,balie,\n"})
	tell(t, s, "eve", fill("save", "wed", "10:00", "1"))
	if said := s.Day(7); len(said) != 0 {
		t.Error("an employee planned it")
	}
	tell(t, s, "ada", fill("save", "wed", "10:00", "1"))
	tell(t, s, "eve", chat.Event{Kind: chat.Pressed, Action: chat.Action{Verb: "teamreview/stop", Arg: "1"}})
	said := s.Day(7)
	if len(said["desk"]) != 1 {
		t.Fatalf("said %v", said)
	}
	done := said["desk"][0].Card.Buttons[0].Action
	for _, user := range []string{"eve", "ada", "eve"} {
		tell(t, s, user, chat.Event{Kind: chat.Pressed, Action: done})
	}
	if got := happened(t, s); !slices.Equal(got, []string{"reflection/done"}) {
		t.Errorf("in the journal %v", got)
	}
	for _, e := range s.Journal("") {
		if e.Kind == journal.TeamMoment && e.Unit != "balie" {
			t.Errorf("counted for %q", e.Unit)
		}
	}
}

// TestChallengeForgets holds that who took part is forgotten with a new week, and when they
// delete their data.
func TestChallengeForgets(t *testing.T) {
	s := bottest.New(t, teamreview.Skill)
	tell(t, s, "ada", fill("begin", "sum up every talk", "2"))
	said := s.Day(8)["desk"]
	if len(said) != 1 {
		t.Fatalf("said %v", said)
	}
	for _, user := range []string{"ada", "bea"} {
		tell(t, s, user, chat.Event{Kind: chat.Pressed, Action: said[0].Card.Buttons[0].Action})
	}
	adas, beas := string(s.Person("ada").ID), string(s.Person("bea").ID)
	if !slices.Contains(s.Holds(beas), "teamreview.item") {
		t.Fatal("nobody took part")
	}
	s.Meet(t, "ada", "en").Say("delete my data")
	s.Meet(t, "ada", "en").Say("yes, delete everything")
	if in := s.Holds(adas); in != nil {
		t.Errorf("ada is in %v", in)
	}
	s.Day(7)
	if slices.Contains(s.Holds(beas), "teamreview.item") {
		t.Error("bea is there in the next week")
	}
	s.Day(14)
	want := []string{"challenge/begun", "challenge/done", "challenge/not"}
	if got := happened(t, s); !slices.Equal(got, want) || s.Holds("sum up") != nil {
		t.Errorf("%v; the goal is in %v", got, s.Holds("sum up"))
	}
}
