package campaign_test

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/skill/campaign"
	"github.com/handvat/handvat/content"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

var update = flag.Bool("update", false, "write the conversations in testdata anew")

func TestMain(m *testing.M) { bottest.Main(m) }

// file is where a library has the starter campaign.
const file = "campaigns/feedback-vragen.yaml"

// A stage is one with a library of its own.
type stage struct {
	*bottest.Stage
	t    *testing.T
	text string // of the starter campaign, as changed
}

func newStage(t *testing.T) *stage { return &stage{Stage: bottest.New(t, campaign.Skill), t: t} }

// days lets days pass, and returns how often each person was told something in them.
func (s *stage) days(n int) (told map[string]int) {
	s.t.Helper()
	told = map[string]int{}
	for to, said := range s.Day(n) {
		told[to] = len(said)
	}
	return told
}

// change puts another version of the starter campaign in the library.
func (s *stage) change(from, to string) {
	s.t.Helper()
	if s.text == "" {
		text, err := content.FS.ReadFile(file)
		if err != nil {
			s.t.Fatal(err)
		}
		s.text = string(text)
	}
	was := s.text
	if s.text = strings.Replace(was, from, to, 1); s.text == was {
		s.t.Fatalf("there is no %q", from)
	}
	s.Write(file, s.text)
}

func TestConversations(t *testing.T) { bottest.Conversations(t, *update, campaign.Skill) }

// start lets an author start the starter campaign, and everyone named be known.
func start(s *stage, names ...string) (lena *bottest.Person) {
	for _, n := range names {
		s.Meet(s.t, n, "nl").Say("hoi")
	}
	lena = s.Meet(s.t, "lena", "nl")
	lena.Say("hoi")
	lena.Do("campaign/go", "feedback-vragen")
	return lena
}

// crowd is the names of n people.
func crowd(n int) (names []string) {
	for i := range n {
		names = append(names, fmt.Sprint("p", i))
	}
	return names
}

// TestOnlyAuthorsRunCampaigns holds that nobody else can look at, start or end one.
func TestOnlyAuthorsRunCampaigns(t *testing.T) {
	s := newStage(t)
	eve := s.Meet(t, "eve", "nl")
	for _, act := range []string{"list", "start", "go", "look", "pause", "resume", "end", "show"} {
		if r := eve.Do("campaign/"+act, "feedback-vragen"); !strings.Contains(r.Text, "voor makers") {
			t.Errorf("%s: %s", act, r.Text)
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
	ada.Do("campaign/leave", "feedback-vragen/0")
	if told := s.days(7); told["ada"] != 0 || told["bob"] != 1 {
		t.Errorf("after stopping: %v", told)
	}
	lena.Do("campaign/pause", "feedback-vragen")
	if told := s.days(7); len(told) != 0 {
		t.Errorf("in a pause: %v", told)
	}
	lena.Do("campaign/resume", "feedback-vragen")
	if told := s.days(8); told["bob"] != 1 {
		t.Errorf("after a pause: %v, want only what is yet to come", told)
	}
	lena.Do("campaign/end", "feedback-vragen")
	lena.Do("campaign/go", "feedback-vragen")
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
	steps := "steps:\n"
	for i := range 9 {
		steps += fmt.Sprintf("  - {after: %d, text: {nl: hoi, en: hi}}\n", i*2)
	}
	s.change("steps:\n", steps)
	s.change("days: [tue, wed, thu]\n  per_week: 1", "per_week: 3")
	if err := s.Restart(); err != nil {
		t.Fatal(err)
	}
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
				ada.Press(p.Reply.Card.Buttons[0].Action)
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
	s.change("Feedback vragen", "Vragen")
	if err := s.Restart(); err != nil { // the library has a folder now
		t.Fatal(err)
	}
	start(s, "ada")
	s.days(4)
	s.change("Kreeg je feedback?", "Iets heel anders.")
	if said := s.Day(7)["ada"]; len(said) != 1 || !strings.Contains(said[0].Text, "Iets heel anders") {
		t.Errorf("%+v", said)
	}
}

// TestFewPeopleAreNotCounted holds that of a campaign that went to four people nothing is
// told, however many of them react, nor of one for nine, and of one to ten only after the week and roughly.
func TestFewPeopleAreNotCounted(t *testing.T) {
	for _, n := range []int{4, 9, 10} {
		s := newStage(t)
		lena := start(s, crowd(n)...) // who gets the messages too, and is not counted
		s.days(5)
		s.Meet(t, "p0", "nl").Do("campaign/useful", "feedback-vragen/0")
		now := lena.Do("campaign/show", "feedback-vragen").Text
		s.days(7)
		later := lena.Do("campaign/show", "feedback-vragen").Text
		few := "als minstens 5 mensen"
		if !strings.Contains(now, few) || strings.Contains(later, few) != (n < 10) {
			t.Errorf("to %d people: %s\nlater: %s", n, now, later)
		}
		if n == 10 && !strings.Contains(later, "Minder dan de helft") {
			t.Errorf("one of ten reacted: %s", later)
		}
	}
}

// TestWeakCampaignSaysSo holds that a campaign hardly anybody reacts to is proposed to be
// ended, after four weeks.
func TestWeakCampaignSaysSo(t *testing.T) {
	s := newStage(t)
	lena := start(s, crowd(24)...)
	if r := lena.Do("campaign/show", "feedback-vragen"); strings.Contains(r.Text, "Beter stoppen") {
		t.Error("it has hardly begun")
	}
	s.days(29)
	if r := lena.Do("campaign/show", "feedback-vragen"); !strings.Contains(r.Text, "Beter stoppen") {
		t.Errorf("nobody reacts: %s", r.Text)
	}
	s.days(10)
	if r := lena.Do("campaign/show", "feedback-vragen"); !strings.Contains(r.Text, "afgelopen") {
		t.Errorf("its weeks are over: %s", r.Text)
	}
}

// TestACampaignFromStartToReport drives a campaign by what people type and by time alone: it is started, goes out on
// its days, stands still in a pause, ends by itself in its last week, and who started it is told what became of it,
// once; and as long as people were on it.
func TestACampaignFromStartToReport(t *testing.T) {
	for _, c := range []struct {
		people, react int
		k             int
		want          []string
		not           string
	}{
		{people: 12, react: 6, want: []string{"Minstens 5 mensen kregen", "Van hen reageerden er minstens 5."},
			not: "6"},
		{people: 12, react: 12, want: []string{"Minstens 5 mensen kregen", "De helft of meer"}, not: "12 van hen"},
		{people: 12, react: 2, want: []string{"Minstens 5 mensen kregen", "Minder dan de helft"}, not: "2 van hen"},
		{people: 16, react: 6, k: 8, want: []string{"Minstens 8 mensen kregen", "Minder dan de helft"},
			not: "6 van hen"},
		{people: 17, react: 9, k: 8, want: []string{"Minstens 8 mensen kregen", "Van hen reageerden er minstens 8."},
			not: "9"},
		{people: 4, react: 2, want: []string{"Hoe het liep, vertel ik niet"}, not: "4 mensen"},
		{people: 9, react: 4, want: []string{"Hoe het liep, vertel ik niet"}, not: "5 mensen kregen"},
		{people: 7, react: 3, k: 8, want: []string{"Hoe het liep, vertel ik niet"}, not: "7 mensen"},
	} {
		t.Run(fmt.Sprint(c.people, c.react, c.k), func(t *testing.T) {
			s := newStage(t)
			s.Update(func(tx *store.Tx) error { return privacy.Raise(tx, max(c.k, 5)) })
			people := []*bottest.Person{s.Meet(t, "lena", "nl")}
			for i := 1; i <= c.people; i++ { // and lena, who is not counted
				people = append(people, s.Meet(t, fmt.Sprint("p", i), "nl"))
			}
			for _, p := range people {
				p.Say("hoi")
			}
			lena := people[0]
			lena.Say("campagnes")
			lena.Say("start")
			if r := lena.Say("start"); !strings.Contains(r.Text,
				"eerste bericht gaat uit op 24 nov 2026. Op 29 dec 2026 eindigt") {
				t.Errorf("started: %s", r.Text)
			}
			var days []string
			var reports []chat.Reply
			for day := range 66 {
				said := s.Day(1)
				if n := len(said["p1"]); n > 0 {
					days = append(days, fmt.Sprintf("%s %d", s.Now.Format("01-02"), n))
				}
				for i, p := range people {
					if len(said[p.Name]) == 0 || strings.Contains(said[p.Name][0].Text, "afgelopen") {
						continue
					}
					if i <= c.react {
						p.Say("nuttig")
						p.Say("nuttig") // counts once
					} else {
						p.Say("dank je") // is there, or the bot backs off
					}
				}
				for _, r := range said["lena"] {
					if strings.Contains(r.Text, "is afgelopen") {
						reports = append(reports, r)
					}
				}
				switch day {
				case 9:
					lena.Say("campagnes")
					if r := lena.Say("pauzeer"); !strings.Contains(r.Text, "staat stil") {
						t.Errorf("paused: %s", r.Text)
					}
				case 16:
					lena.Say("campagnes")
					if r := lena.Say("hervat"); !strings.Contains(r.Text, "volgende bericht gaat uit op 15 dec 2026") {
						t.Errorf("resumed: %s", r.Text)
					}
				case 30:
					if r := lena.Say("campagnes"); !strings.Contains(r.Text, "loopt; 4 berichten") {
						t.Errorf("it does not run: %s", r.Text)
					}
				}
			}
			if want := []string{"11-24 1", "12-01 1", "12-15 1"}; !slices.Equal(days, want) {
				t.Errorf("told on %q, want %q", days, want)
			}
			if len(reports) != 1 {
				t.Fatalf("%d reports", len(reports))
			}
			if err := reports[0].Validate(); err != nil {
				t.Error(err)
			}
			shown := lena.Say("campagnes").Text
			for _, text := range []string{reports[0].Text, shown} {
				for _, want := range c.want {
					if !strings.Contains(text, want) {
						t.Errorf("not told: %s\n%s", want, text)
					}
				}
				if c.not != "" && strings.Contains(text, c.not) {
					t.Errorf("told: %s\n%s", c.not, text)
				}
			}
			if !strings.Contains(shown, "afgelopen; 4 berichten") {
				t.Errorf("it runs: %s", shown)
			}
			if in := s.Holds(`"reacted":`); len(in) > 0 {
				t.Errorf("who reacted is still in %q", in)
			}
			people[c.people].Do("campaign/useful", "feedback-vragen/2") // too late
			if again := lena.Say("campagnes").Text; again != shown {
				t.Errorf("it changed:\n%s", again)
			}
			lena.Say("start")
			if r := lena.Say("start"); !strings.Contains(r.Text, "loopt.") {
				t.Errorf("started again: %s", r.Text)
			}
		})
	}
}

// TestStopped holds that a campaign that is stopped sends nothing more, that who started it gets the report also if
// another stopped it, and nobody does if they left.
func TestStopped(t *testing.T) {
	for _, gone := range []bool{false, true} {
		s := newStage(t)
		lena, otto := start(s, append(crowd(10), "otto")...), s.Meet(t, "otto", "nl")
		s.days(3)
		otto.Say("campagnes")
		if r := otto.Say("beëindig"); !strings.Contains(r.Text, "is beëindigd") {
			t.Errorf("stopped: %s", r.Text)
		}
		id := string(s.Person("lena").ID)
		if gone {
			lena.Say("verwijder mijn gegevens")
			lena.Say("ja, verwijder alles")
			if in := s.Holds(id); in != nil {
				t.Errorf("who started it is in %q", in)
			}
		}
		var told []string
		for to, said := range s.Day(40) {
			for _, r := range said {
				told = append(told, to+": "+r.Text)
			}
		}
		if gone && len(told) > 0 || !gone &&
			(len(told) != 1 || !strings.HasPrefix(told[0], "lena: ") ||
				!strings.Contains(told[0], "Minstens 5 mensen")) {
			t.Errorf("told %q", told)
		}
	}
}

// TestAPausedOneEnds holds that a campaign that nobody resumes ends with its weeks.
func TestAPausedOneEnds(t *testing.T) {
	s := newStage(t)
	lena := start(s, "ada")
	lena.Say("campagnes")
	lena.Say("pauzeer")
	if told := s.days(40); len(told) != 1 || told["lena"] != 1 {
		t.Errorf("told %v", told)
	}
	if r := lena.Say("campagnes"); !strings.Contains(r.Text, "afgelopen") {
		t.Error(r.Text)
	}
}
