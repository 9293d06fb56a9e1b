package plan_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/skill/plan"
	"github.com/handvat/handvat/knowledge/journal"
)

const secret = "kraanvogelgoudfolie"

// make makes a plan that is read back on 7 December, for a person who is new.
func makePlan(s *bottest.Stage, t *testing.T, user string) *bottest.Person {
	p := s.Meet(t, user, "nl")
	p.Say("maak een plan")
	p.Say("doel: " + secret + "; als: het begint; dan: adem ik in; wanneer: 7 dec")
	return p
}

func mention(user string) []chat.Person {
	return []chat.Person{{Platform: "web", ID: user, Name: user}}
}

// TestPlansAreTheirMakersAlone follows a secret through everything that could show it
// to another person: while it is private, while it is shared with one, and after.
func TestPlansAreTheirMakersAlone(t *testing.T) {
	s := bottest.New(t, plan.Skill)
	ben, eve := s.Meet(t, "ben", "nl"), s.Meet(t, "eve", "nl")
	ben.Say("hoi")
	eve.Say("hoi")
	ada := makePlan(s, t, "ada")
	shows := func(p *bottest.Person) (where []string) {
		for _, text := range []string{"mijn plannen", "mijn gegevens", "exporteer", "seintjes", "mijn reflecties"} {
			if r := p.Say(text); strings.Contains(r.Text, secret) || r.File != nil &&
				strings.Contains(string(r.File.Data), secret) {
				where = append(where, text)
			}
		}
		for _, what := range []string{"show", "read", "edit", "done", "unshare", "delete", "share", "move", "alone",
			"save"} {
			if r := p.Do("plan/"+what, "1"); strings.Contains(r.Text, secret) {
				where = append(where, what)
			}
		}
		p.Say("stop") // what a form asked
		return where
	}
	if in := s.Holds(secret); !slices.Equal(in, []string{"plans.own"}) {
		t.Errorf("the plan stands in %q", in)
	}
	for _, p := range []*bottest.Person{ben, eve} {
		if where := shows(p); where != nil {
			t.Errorf("a private plan is shown to %s by %q", p.Name, where)
		}
	}
	ada.Fill(chat.Action{Verb: "plan/reader", Arg: "1"}, map[string]string{"who": "ben"}, mention("ben")...)
	said := s.Day(1)
	if len(said["ben"]) != 1 || strings.Contains(said["ben"][0].Text, secret) || len(said["eve"]) != 0 {
		t.Errorf("said %v", said)
	}
	if where := shows(eve); where != nil {
		t.Errorf("a plan shared with ben is shown to eve by %q", where)
	}
	if where := shows(ben); !slices.Equal(where, []string{"read"}) {
		t.Errorf("ben sees it by %q", where)
	}
	if r := ben.Say("exporteer"); strings.Contains(string(r.File.Data), string(s.Person("ada").ID)) {
		t.Error("ben's export tells ada's pseudonym")
	}
	if r := ada.Say("exporteer"); !strings.Contains(string(r.File.Data), secret) || !json.Valid(r.File.Data) ||
		strings.Contains(string(r.File.Data), string(s.Person("ben").ID)) {
		t.Error("its maker's export does not have it, or tells ben's pseudonym")
	}
	ada.Do("plan/unshare", "1")
	if where := shows(ben); where != nil {
		t.Errorf("a plan that was taken back is shown to ben by %q", where)
	}
	if in := s.Holds(secret); !slices.Equal(in, []string{"plans.own"}) {
		t.Errorf("after all of this it stands in %q", in)
	}
	for e, err := range journal.New(s.DB).After(t.Context(), 0) {
		if err != nil || strings.Contains(fmt.Sprint(e), secret) {
			t.Errorf("the journal has it, or %v", err)
		}
	}
}

// TestWhatWasShownIsTakenBack holds that every answer that showed a plan to its reader is
// taken back when the plan is: by its maker, when it is deleted, or with all their data.
func TestWhatWasShownIsTakenBack(t *testing.T) {
	for _, how := range []string{"unshare", "delete", "everything"} {
		s := bottest.NewKeeping(t, plan.Skill)
		shown := func() (with, all int) {
			es, err := s.House.Post.History(t.Context(), chat.Place{Platform: "web", Channel: "ben"}, 0, 100)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range es {
				switch {
				case e.Reply == nil:
				case strings.Contains(fmt.Sprintf("%+v", e.Reply), secret):
					with++
				case e.Reply.Text == "" || e.Reply.Validate() != nil:
					t.Errorf("in its place stands %q", e.Reply.Text)
				}
				all++
			}
			return with, all
		}
		ben := s.Meet(t, "ben", "nl")
		ben.Say("hoi")
		ada := makePlan(s, t, "ada")
		ada.Fill(chat.Action{Verb: "plan/reader", Arg: "1"}, nil, mention("ben")...)
		ben.Do("plan/read", "1")
		ben.Say("mijn plannen")
		ben.Do("plan/read", "1")
		if with, _ := shown(); with != 2 {
			t.Fatalf("%d answers show it", with)
		}
		if how == "everything" {
			ada.Say("verwijder mijn gegevens")
			ada.Say("ja, verwijder alles")
		} else {
			ada.Do("plan/"+how, "1")
		}
		if with, all := shown(); with != 0 || all != 8 {
			t.Errorf("%s: %d of %d lines show it still", how, with, all)
		}
	}
}

// TestAPlanTakenBackBeforeItWasRead holds that nobody is told of it.
func TestAPlanTakenBackBeforeItWasRead(t *testing.T) {
	s := bottest.New(t, plan.Skill)
	s.Meet(t, "ben", "nl").Say("hoi")
	s.Now = s.Now.AddDate(0, 0, -2) // a Saturday: nothing is said yet
	ada := makePlan(s, t, "ada")
	ada.Fill(chat.Action{Verb: "plan/reader", Arg: "1"}, nil, mention("ben")...)
	ada.Do("plan/unshare", "1")
	if said := s.Day(5); len(said) != 0 {
		t.Errorf("said %v", said)
	}
}

// TestPlansEnd holds that deleting one's data leaves nothing of one's plans, of who
// could read them, nor of oneself as a reader; also not in a backup made after it.
func TestPlansEnd(t *testing.T) {
	s := bottest.New(t, plan.Skill)
	s.Meet(t, "ben", "nl").Say("hoi")
	ada := makePlan(s, t, "ada")
	share := func(p *bottest.Person, n int, with string) {
		p.Fill(dialog.Do("plan/reader", n), nil, mention(with)...)
	}
	share(ada, 1, "ben")
	eve := makePlan(s, t, "eve")
	share(eve, 2, "ada")
	id := string(s.Person("ada").ID)
	ada.Say("verwijder mijn gegevens")
	ada.Say("ja, verwijder alles")
	for _, b := range s.Holds(id) {
		t.Errorf("her pseudonym is still in %s", b)
	}
	if in := s.Holds(secret); !slices.Equal(in, []string{"plans.own"}) { // eve's
		t.Errorf("the plan stands in %q", in)
	}
	if r := eve.Say("mijn plannen"); strings.Contains(r.Text, "ada") {
		t.Errorf("eve's plan is still shared: %s", r.Text)
	}
	eve.Do("plan/delete", "2")
	s.BackupLacks(t, secret)
	if said := s.Day(20); len(said) != 0 {
		t.Errorf("plans that are gone were asked after: %v", said)
	}
}

// TestPlansAreKeptAYear holds that a plan that nobody touched goes after a year, and who might read it with it.
func TestPlansAreKeptAYear(t *testing.T) {
	s := bottest.New(t, plan.Skill)
	makePlan(s, t, "ada").Fill(chat.Action{Verb: "plan/reader", Arg: "1"}, nil, mention("ben")...)
	s.Day(360)
	if s.Holds(secret) == nil {
		t.Error("gone within a year")
	}
	s.Day(10)
	if in := append(s.Holds(secret), s.Holds(`"Owner":`)...); in != nil {
		t.Errorf("after a year it is still in %q", in)
	}
}

// TestNoCrisisInAPlan holds that a cry for help is answered, not filed.
func TestNoCrisisInAPlan(t *testing.T) {
	s := bottest.New(t, plan.Skill)
	ada := s.Meet(t, "ada", "nl")
	ada.Say("maak een plan")
	if r := ada.Say("ik wil niet meer leven"); !strings.Contains(r.Text, "113") || s.Holds("niet meer leven") != nil {
		t.Errorf("answered with %q; kept in %q", r.Text, s.Holds("niet meer leven"))
	}
}

// TestPlanInTheJournal holds what is noted of a plan: that it was made, moved and done.
func TestPlanInTheJournal(t *testing.T) {
	s := bottest.New(t, plan.Skill)
	ada := makePlan(s, t, "ada")
	ada.Fill(chat.Action{Verb: "plan/move", Arg: "1"}, map[string]string{"answer": "8 dec"})
	ada.Do("plan/done", "1")
	var got []string
	for _, e := range s.Journal("ada") {
		if e.Kind == journal.PlanMade || e.Kind == journal.PlanDone {
			got = append(got, e.Kind.String()+" "+e.Detail)
		}
	}
	if want := []string{"plan_made ", "plan_done moved", "plan_done done"}; !slices.Equal(got, want) {
		t.Errorf("noted %q, want %q", got, want)
	}
	if said := s.Day(30); len(said) != 0 {
		t.Errorf("a plan that is done was asked after: %v", said)
	}
}

// TestAPlanFitsOnePage holds that the longest plan can be shown and changed.
func TestAPlanFitsOnePage(t *testing.T) {
	s := bottest.New(t, plan.Skill)
	ada := s.Meet(t, "ada", "en")
	long := strings.Repeat("very long ", 200)
	ada.Fill(chat.Action{Verb: "plan/save", Arg: "0/"},
		map[string]string{"goal": long, "if": long, "then": long, "support": long, "day": "7 Dec"})
	ada.Do("plan/show", "1")
	ada.Do("plan/edit", "1") // Person.Tell checks the limits of every reply
}

// TestIfThenIsUnderstood types the two halves in ways people do.
func TestIfThenIsUnderstood(t *testing.T) {
	s := bottest.New(t, plan.Skill)
	ada := s.Meet(t, "ada", "nl")
	for text, want := range map[string]string{
		"Als het begint, dan adem ik in.":           "Als: het begint\nDan: adem ik in",
		"als het begint dan adem ik in":             "Als: het begint\nDan: adem ik in",
		"als: het begint; dan: adem ik in":          "Als: het begint\nDan: adem ik in",
		"ALS: als het begint;\ndan: dan adem ik in": "Als: het begint\nDan: adem ik in",
	} {
		ada.Do("plan/aid", "feedback-4g")
		if r := ada.Say(text); !strings.Contains(r.Text, want) {
			t.Errorf("%q is understood as %q", text, r.Text)
		}
	}
	ada.Do("plan/aid", "feedback-4g")
	ada.Say("het begint")
	if r := ada.Say("adem ik in"); !strings.Contains(r.Text, "Als: het begint\nDan: adem ik in") {
		t.Errorf("one after the other: %q", r.Text)
	}
}
