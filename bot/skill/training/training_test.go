package training_test

import (
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/skill/barrier"
	"github.com/handvat/handvat/bot/skill/reflection"
	"github.com/handvat/handvat/bot/skill/training"
	"github.com/handvat/handvat/content"
	"github.com/handvat/handvat/knowledge/journal"
)

var update = flag.Bool("update", false, "write the conversations in testdata anew")

func TestMain(m *testing.M) { bottest.Main(m) }

func TestConversations(t *testing.T) {
	bottest.Conversations(t, *update, reflection.Skill, barrier.Skill, training.Skill)
}

// team lets people meet the bot, and a trainer register that they finished a training.
func team(t *testing.T, s *bottest.Stage, users ...string) (lena *bottest.Person, ps []*bottest.Person) {
	t.Helper()
	lena = s.Meet(t, "lena", "nl")
	lena.Say("hoi")
	var names []chat.Person
	for _, u := range users {
		p := s.Meet(t, u, "nl")
		p.Say("hoi")
		ps = append(ps, p)
		names = append(names, chat.Person{Platform: "web", ID: u, Name: u})
	}
	for len(names) > 0 {
		n := min(len(names), chat.MaxPeople)
		lena.Fill(chat.Action{Verb: "training/save"},
			map[string]string{"answer": "Lastige gesprekken", "answer3": "lastig klantgesprek"}, names[:n]...)
		names = names[n:]
	}
	return lena, ps
}

func users(n int) (us []string) {
	for i := range n {
		us = append(us, fmt.Sprintf("u%02d", i))
	}
	return us
}

// TestNobodySeesWhoAnswersWhat plays a trainer who looks after every answer: what they are
// told is of weeks that are over,
// of five people or more, and leaves five who did otherwise; and nothing else of what people
// answer reaches them.
func TestNobodySeesWhoAnswersWhat(t *testing.T) {
	s := bottest.New(t, reflection.Skill, training.Skill)
	lena, ps := team(t, s, users(15)...)
	if said := s.Day(34); len(said["u00"]) != 3 {
		t.Fatalf("one is told %d messages in a month", len(said["u00"]))
	}
	number := regexp.MustCompile(`Na 30 dagen: .*`)
	day := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	var told []string
	look := func() {
		r := lena.Say("training: lastige gesprekken")
		if got := number.FindString(r.Text); len(told) == 0 || told[len(told)-1] != got {
			told = append(told, got)
		}
	}
	for i, p := range ps[:14] {
		p.Do("training/used", "1/"+day+"/30/"+[]string{"yes", "failed", "yes"}[i%3])
		p.Do("training/used", "1/"+day+"/30/"+[]string{"yes", "failed", "partly"}[i%3]) // once more counts once
		if look(); i == 4 || i == 13 {
			s.Day(7)
			look()
		}
	}
	if want := []string{"", "Na 30 dagen: minstens 10 mensen antwoordden. " +
		"Minstens 5 van hen gebruiken het, minstens 5 " +
		"niet."}; !slices.Equal(told, want) {
		t.Errorf("the trainer was told %q", told)
	}
	for _, text := range []string{"mijn gegevens", "exporteer", "trainingen", "seintjes"} {
		r := lena.Say(text)
		for _, word := range []string{"failed", string(s.Person("u01").ID)} {
			if strings.Contains(r.Text, word) || r.File != nil && strings.Contains(string(r.File.Data), word) {
				t.Errorf("%s tells the trainer %q", text, word)
			}
		}
	}
	if r := ps[1].Say("exporteer"); !strings.Contains(string(r.File.Data), `"30": "failed"`) ||
		strings.Contains(string(r.File.Data), string(s.Person("lena").ID)) {
		t.Error("one's own export has not one's own answer, or the pseudonym of who registered it")
	}
	// What belongs to another cannot be answered, stopped or read by who guesses it.
	eve := s.Meet(t, "eve", "nl")
	for _, what := range []string{"used", "stop", "ask", "week", "first"} {
		if r := eve.Do("training/"+what, "1/"+day+"/30/yes"); strings.Contains(r.Text, "Lastige gesprekken") {
			t.Errorf("%s: %q", what, r.Text)
		}
	}
	n := 0
	for _, e := range s.Journal("") {
		if e.Kind == journal.Applied && e.Value == 30 {
			n++
		}
	}
	if n != 14 {
		t.Errorf("%d answers are in the journal", n)
	}
}

// TestForgotten holds that what was registered goes with a person, after 190 days, and
// with the name of a trainer who deletes their data.
func TestForgotten(t *testing.T) {
	s := bottest.New(t, reflection.Skill, training.Skill)
	lena, ps := team(t, s, "ada", "bob")
	ada := string(s.Person("ada").ID)
	ps[0].Say("verwijder mijn gegevens")
	ps[0].Say("ja, verwijder alles")
	if in := s.Holds(ada); in != nil {
		t.Errorf("who deleted their data is in %q", in)
	}
	lenaID := string(s.Person("lena").ID)
	lena.Say("verwijder mijn gegevens")
	lena.Say("ja, verwijder alles")
	if in := append(s.Holds(lenaID), s.Holds("lena")...); in != nil {
		t.Errorf("the trainer who deleted their data is in %q", in)
	}
	said := s.Day(185)
	if len(said["ada"]) != 0 || len(said["bob"]) == 0 ||
		!strings.Contains(said["bob"][0].Text, "Een collega noteerde") {
		t.Errorf("said %v", said)
	}
	if !slices.Contains(s.Holds(string(s.Person("bob").ID)), "training.done") {
		t.Error("it is gone before the question after 180 days is over")
	}
	s.Day(7)
	if slices.Contains(s.Holds(string(s.Person("bob").ID)), "training.done") {
		t.Error("it is kept for more than 190 days")
	}
}

// TestHalfAYear plays half a year in which people finish trainings all the time, use aids
// besides and answer now and then: nobody is told more than the limits allow, and nobody
// who stopped hears of it again.
func TestHalfAYear(t *testing.T) {
	s := bottest.New(t, reflection.Skill, training.Skill)
	us := users(6)
	lena := s.Meet(t, "lena", "nl")
	lena.Say("hoi")
	var ps []*bottest.Person
	for _, u := range us {
		p := s.Meet(t, u, "nl")
		p.Say("hoi")
		ps = append(ps, p)
	}
	r := rand.New(rand.NewPCG(7, 11))
	aids := []string{"lastig klantgesprek", "nabespreking", "feedback 4", ""}
	days := map[string][]int{}
	stopped := map[string]string{} // by person and title: nothing after
	messages := 0
	for day := range 182 {
		if day%9 == 0 && day < 120 {
			title := fmt.Sprintf("Training %d", day/9)
			var names []chat.Person
			for _, u := range us {
				if r.IntN(3) > 0 {
					names = append(names, chat.Person{Platform: "web", ID: u, Name: u})
				}
			}
			if len(names) > 0 {
				lena.Fill(chat.Action{Verb: "training/save"},
					map[string]string{"answer": title, "answer3": aids[r.IntN(len(aids))]}, names...)
			}
		}
		if p := ps[r.IntN(len(ps))]; r.IntN(8) == 0 {
			p.Say("hoe houd ik een nabespreking?")
			p.Say("ja")
		}
		for user, rs := range s.Day(1) {
			for _, m := range rs {
				messages++
				days[user] = append(days[user], day)
				i := slices.Index(us, user)
				for title := range stopped {
					if u, name, _ := strings.Cut(title, "/"); u == user &&
						strings.Contains(m.Text, "de training "+name+" af") {
						t.Errorf("day %d: %s stopped %s and is told %q", day, u, name, m.Text)
					}
				}
				switch n := r.IntN(6); {
				case i < 0 || n > 3 || m.Card == nil:
				case n == 0 && len(m.Card.Buttons) > 1:
					for _, b := range m.Card.Buttons {
						if b.Action.Verb == "training/stop" {
							if got := ps[i].Press(b.Action); strings.Contains(got.Text, "Over de training") {
								stopped[user+"/"+strings.TrimSuffix(strings.TrimPrefix(got.Text,
									"Oké. Over de training "), " hoor je niets meer van mij. Vragen kan altijd.")] = ""
							}
						}
					}
				default:
					ps[i].Say("overslaan")
				}
			}
		}
	}
	for user, ds := range days {
		for i, d := range ds {
			if i > 0 && ds[i-1] == d {
				t.Errorf("%s is told two things on day %d", user, d)
			}
			if i >= 3 && d-ds[i-3] < 7 {
				t.Errorf("%s is told four things in the week of day %d", user, d)
			}
		}
	}
	if messages < 100 || len(stopped) < 5 {
		t.Errorf("only %d messages, and %d stopped", messages, len(stopped))
	}
	t.Logf("%d messages to %d people, %d trainings stopped", messages, len(us), len(stopped))
}

// TestManagersRegisterTheirOwnPeople holds that a manager registers trainings of who they
// lead, an employee of nobody, and an author of everyone.
func TestManagersRegisterTheirOwnPeople(t *testing.T) {
	s := bottest.New(t, training.Skill)
	for _, u := range []string{"mia", "ada", "bob"} {
		s.Meet(t, u, "nl").Say("hoi")
	}
	s.Roster(map[string]string{"units.csv": "unit,name\nbalie,Balie\npost,Post\n",
		"people.csv": "platform,user,unit,roles,manager-of\n" +
			"web,mia,balie,manager,balie\nweb,ada,balie,,\nweb,bob,post,,\n"})
	named := []chat.Person{{Platform: "web", ID: "ada", Name: "Ada"}, {Platform: "web", ID: "bob", Name: "Bob"}}
	save := chat.Action{Verb: "training/save"}
	fields := map[string]string{"answer": "Voorzitten"}
	if r := s.Meet(t, "mia", "nl").Fill(save, fields, named...); !strings.Contains(r.Text, "door Ada.") ||
		!strings.Contains(r.Text, "Niet in een team van jou: Bob.") {
		t.Errorf("the manager is told %q", r.Text)
	}
	if r := s.Meet(t, "ada", "nl").Fill(save, fields, named...); !strings.Contains(r.Text,
		"Dit is voor makers") {
		t.Errorf("the employee is told %q", r.Text)
	}
	lena := s.Meet(t, "lena", "nl")
	if r := lena.Fill(save, fields, named...); !strings.Contains(r.Text, "door Bob.") ||
		!strings.Contains(r.Text, "Stond er al: Ada.") {
		t.Errorf("the author is told %q", r.Text)
	}
}

// TestQuestionsWithoutAnAid holds that whoever finished a training is asked after 30, 90 and 180 days, in words that
// tell about which one, also if no aid goes with it, or one that authors took away: then after a week too.
func TestQuestionsWithoutAnAid(t *testing.T) {
	aid, err := fs.ReadFile(content.FS, "nl/feedback-4g.md")
	if err != nil {
		t.Fatal(err)
	}
	const question = " geleden rondde je de training Voorzitten af.\n\nHeb je wat je leerde in je werk gebruikt?"
	for which, want := range map[string][]string{"": {"Een maand", "Drie maanden", "Een half jaar"},
		"proefkaart": {"Een week", "Een maand", "Drie maanden", "Een half jaar"}} {
		s := bottest.New(t, reflection.Skill, training.Skill)
		write := func(slug string) {
			s.Write("nl/proef.md", strings.Replace(string(aid), "slug: feedback-4g", "slug: "+slug, 1))
			if err := s.Restart(); err != nil {
				t.Fatal(err)
			}
		}
		write("proefkaart")
		lena, ada := s.Meet(t, "lena", "nl"), s.Meet(t, "ada", "nl")
		ada.Say("hoi")
		r := lena.Fill(chat.Action{Verb: "training/save"}, map[string]string{"answer": "Voorzitten", "answer3": which},
			chat.Person{Platform: "web", ID: "ada", Name: "Ada"})
		if !strings.Contains(r.Text, "door Ada") {
			t.Fatalf("not registered: %q", r.Text)
		}
		write("iets-anders")
		var asked []string
		for range 190 {
			for _, r := range s.Day(1)["ada"] {
				if ago, _, ok := strings.Cut(r.Text, question); ok {
					asked = append(asked, ago)
					ada.Say("overslaan")
				} else if !strings.Contains(r.Text, "noteerde dat je de training Voorzitten afrondde") {
					t.Errorf("told %q", r.Text)
				}
			}
		}
		if !slices.Equal(asked, want) {
			t.Errorf("with aid %q asked after %q", which, asked)
		}
	}
}

// TestAnAnswerLeadsToALookBack holds that who uses it is asked to write: after a week what went well, after a month
// what changed.
func TestAnAnswerLeadsToALookBack(t *testing.T) {
	aid, err := fs.ReadFile(content.FS, "nl/feedback-4g.md")
	if err != nil {
		t.Fatal(err)
	}
	s := bottest.New(t, reflection.Skill, training.Skill)
	change := strings.NewReplacer("slug: feedback-4g", "slug: proefkaart", "recall: true", "recall: false")
	s.Write("nl/proef.md", change.Replace(string(aid)))
	if err := s.Restart(); err != nil {
		t.Fatal(err)
	}
	lena, ada := s.Meet(t, "lena", "nl"), s.Meet(t, "ada", "nl")
	ada.Say("hoi")
	lena.Fill(chat.Action{Verb: "training/save"}, map[string]string{"answer": "Voorzitten", "answer3": "proefkaart"},
		chat.Person{Platform: "web", ID: "ada", Name: "Ada"})
	w := dialog.In("nl")
	for day, want := range map[int]string{7: w.AppliedGood, 30: w.ReflectMonth} {
		if r := ada.Do("training/used", fmt.Sprintf("1/2026-11-23/%d/yes", day)); !strings.Contains(r.Text,
			chat.Strip(want)) {
			t.Errorf("after %d days: %q", day, r.Text)
		}
	}
}
