package campaign_test

import (
	"flag"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/chattest"
	"github.com/handvat/handvat/bot/skill/campaign"
	"github.com/handvat/handvat/content"
	"github.com/handvat/handvat/knowledge"
	file "github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/journal"
)

var update = flag.Bool("update", false, "write the conversations in testdata anew")

func TestMain(m *testing.M) { bottest.Main(m) }

// A stage is one on which campaigns are tended every few hours.
type stage struct {
	*bottest.Stage
	t     *testing.T
	cs    *campaign.Campaigns
	files []*file.Campaign
}

func newStage(t *testing.T) *stage {
	s := &stage{Stage: bottest.New(t), t: t}
	var ps knowledge.Problems
	if s.files, ps = file.Load(content.FS, "starter"); len(ps) > 0 {
		t.Fatal(ps)
	}
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	s.cs = campaign.New(slog.New(slog.DiscardHandler), s.DB, func() ([]*file.Campaign, knowledge.Problems) { return s.files, nil }, s.Agenda, zone, func() time.Time { return s.Now })
	s.Bot.Learn(s.cs.Skill())
	return s
}

// Pass lets time go by with campaigns tended.
func (s *stage) Pass(d time.Duration) error {
	for end := s.Now.Add(d); s.Now.Before(end); {
		if err := s.cs.Tend(s.t.Context()); err != nil {
			return err
		}
		if err := s.Stage.Pass(min(6*time.Hour, end.Sub(s.Now))); err != nil {
			return err
		}
	}
	return nil
}

func (s *stage) days(n int) (told map[string]int) {
	s.t.Helper()
	if err := s.Pass(time.Duration(n) * 24 * time.Hour); err != nil {
		s.t.Fatal(err)
	}
	told = map[string]int{}
	for _, p := range s.Prompts() {
		told[p.To]++
	}
	return told
}

func TestConversations(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		script, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		got, err := chattest.Play(t.Context(), newStage(t), string(script))
		if err != nil {
			t.Fatal(err)
		}
		if *update {
			if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if d := cmp.Diff(strings.Split(string(script), "\n"), strings.Split(got, "\n")); d != "" {
			t.Errorf("%s (-was +is):\n%s", name, d)
		}
	}
}

// start lets an author start the starter campaign, and everyone named be known.
func start(s *stage, names ...string) (lena *bottest.Person) {
	for _, n := range names {
		s.Meet(s.t, n, "nl").Say("hoi")
	}
	lena = s.Meet(s.t, "lena", "nl")
	lena.Say("hoi")
	lena.Do("campaign", "feedback-vragen/go")
	return lena
}

// TestOnlyAuthorsRunCampaigns holds that nobody else can look at, start or end one.
func TestOnlyAuthorsRunCampaigns(t *testing.T) {
	s := newStage(t)
	eve := s.Meet(t, "eve", "nl")
	for _, what := range []string{"start", "go", "look/0", "pause", "end", "show"} {
		if r := eve.Do("campaign", "feedback-vragen/"+what); !strings.Contains(r.Text, "wie de hulpkaarten beheert") {
			t.Errorf("%s: %s", what, r.Text)
		}
	}
	if told := s.days(10); len(told) > 0 || s.Holds("in vier weken") != nil {
		t.Errorf("told %v", told)
	}
}

// TestPersonsAreInCharge holds that who stops a campaign gets nothing more of it, also when
// it is started again; that a pause and an end are at once; and that who is away for all of
// it is not caught up with.
func TestPersonsAreInCharge(t *testing.T) {
	s := newStage(t)
	lena := start(s, "ada", "bob")
	if told := s.days(4); told["ada"] != 1 || told["bob"] != 1 {
		t.Fatalf("told %v", told)
	}
	ada := s.Meet(t, "ada", "nl")
	ada.Do("campaign", "feedback-vragen/leave/0")
	if told := s.days(7); told["ada"] != 0 || told["bob"] != 1 {
		t.Errorf("after stopping: %v", told)
	}
	lena.Do("campaign", "feedback-vragen/pause")
	if told := s.days(7); len(told) != 0 {
		t.Errorf("in a pause: %v", told)
	}
	lena.Do("campaign", "feedback-vragen/resume")
	if told := s.days(8); told["bob"] != 1 {
		t.Errorf("after a pause: %v, want only what is yet to come", told)
	}
	lena.Do("campaign", "feedback-vragen/end")
	lena.Do("campaign", "feedback-vragen/go")
	if told := s.days(4); told["ada"] != 0 || told["bob"] != 1 {
		t.Errorf("started again: %v", told)
	}
	sent := 0
	for _, e := range s.Journal("ada") {
		if e.Kind == journal.NudgeSent && e.Detail == "campaign" {
			sent++
		}
	}
	if sent != 1 {
		t.Errorf("ada got %d messages, the journal says", sent)
	}
}

// TestPersonalLimitsComeFirst holds that a campaign of three a week does not make more
// than one a day and three a week with everything else, and goes out on working days.
func TestPersonalLimitsComeFirst(t *testing.T) {
	s := newStage(t)
	c := *s.files[0]
	c.Rhythm.Days, c.Rhythm.PerWeek = nil, 3
	c.Steps = nil
	for i := range 9 {
		c.Steps = append(c.Steps, file.Step{After: i * 2, Text: file.Text{NL: "hoi", EN: "hi"}})
	}
	s.files[0] = &c
	start(s, "ada")
	ada := s.Meet(t, "ada", "nl")
	ada.Say("hoe voer ik een lastig klantgesprek?")
	ada.Say("ja")
	weeks := map[int]int{}
	for range 28 {
		if err := s.Pass(24 * time.Hour); err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, p := range s.Prompts() {
			if p.To != "ada" {
				continue
			}
			n++
			_, w := p.Time.ISOWeek()
			weeks[w]++
			if d := p.Time.Weekday(); d == time.Saturday || d == time.Sunday {
				t.Errorf("told on %v", p.Time)
			}
			if len(p.Reply.Card.Buttons) > 0 { // react, or the bot backs off
				ada.Press(chat.Action{Verb: "campaign", Arg: "feedback-vragen/useful/0"})
			}
		}
		if n > 1 {
			t.Errorf("%d in a day", n)
		}
	}
	for w, n := range weeks {
		if n > 3 {
			t.Errorf("%d in week %d", n, w)
		}
	}
	if len(weeks) < 3 {
		t.Errorf("told in %v", weeks)
	}
}

// TestChangeReachesWhatIsNotSent holds that a changed file changes the messages to come.
func TestChangeReachesWhatIsNotSent(t *testing.T) {
	s := newStage(t)
	start(s, "ada")
	s.days(4)
	c := *s.files[0]
	c.Steps = append([]file.Step(nil), c.Steps...)
	c.Steps[1].Text = file.Text{NL: "Iets heel anders.", EN: "Something else entirely."}
	s.files = []*file.Campaign{&c}
	if err := s.Pass(7 * 24 * time.Hour); err != nil {
		t.Fatal(err)
	}
	ps := s.Prompts()
	if len(ps) == 0 || !strings.Contains(ps[0].Reply.Text, "Iets heel anders") {
		t.Errorf("%+v", ps)
	}
}

// TestFewPeopleAreNotCounted holds that of a campaign that went to four people nothing is
// told, however many of them react, and of one to five only after the week and roughly.
func TestFewPeopleAreNotCounted(t *testing.T) {
	for _, who := range [][]string{{"ada", "bob", "cas"}, {"ada", "bob", "cas", "dirk"}} {
		s := newStage(t)
		lena := start(s, who...) // who gets the messages too
		s.days(5)
		s.Meet(t, "ada", "nl").Do("campaign", "feedback-vragen/useful/0")
		now := lena.Do("campaign", "feedback-vragen/show").Text
		s.days(7)
		later := lena.Do("campaign", "feedback-vragen/show").Text
		few := "minstens 5 mensen"
		if !strings.Contains(now, few) || strings.Contains(later, few) != (len(who) < 4) {
			t.Errorf("to %d people: %s\nlater: %s", len(who)+1, now, later)
		}
		if len(who) == 4 && !strings.Contains(later, "minder dan de helft") {
			t.Errorf("one of five reacted: %s", later)
		}
	}
}

// TestWeakCampaignSaysSo holds that a campaign hardly anybody reacts to is proposed to be
// ended, after four weeks.
func TestWeakCampaignSaysSo(t *testing.T) {
	s := newStage(t)
	lena := start(s, "ada", "bob", "cas", "dirk", "els")
	if r := lena.Do("campaign", "feedback-vragen/show"); strings.Contains(r.Text, "Beter stoppen") {
		t.Error("it has hardly begun")
	}
	s.days(29)
	if r := lena.Do("campaign", "feedback-vragen/show"); !strings.Contains(r.Text, "Beter stoppen") {
		t.Errorf("nobody reacts: %s", r.Text)
	}
	s.days(10)
	if r := lena.Do("campaign", "feedback-vragen/show"); !strings.Contains(r.Text, "afgelopen") {
		t.Errorf("its weeks are over: %s", r.Text)
	}
}
