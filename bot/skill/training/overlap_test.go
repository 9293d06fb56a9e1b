package training_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/skill/reflection"
	"github.com/handvat/handvat/bot/skill/training"
)

// A finished is how many people, in order, finished a training so many days before it is registered.
type finished struct {
	course, people, back int
}

// answered lets people finish trainings, and all who are asked after a month answer, half of them that they use it;
// then a week goes by.
func answered(t *testing.T, all ...finished) (s *bottest.Stage, lena *bottest.Person, ps []*bottest.Person) {
	t.Helper()
	s = bottest.New(t, reflection.Skill, training.Skill)
	lena = s.Meet(t, "lena", "nl")
	lena.Say("hoi")
	names := users(16)
	for _, u := range names {
		ps = append(ps, s.Meet(t, u, "nl"))
		ps[len(ps)-1].Say("hoi")
	}
	on := func(f finished) time.Time { return time.Date(2026, 11, 23-f.back, 0, 0, 0, 0, time.UTC) }
	for _, f := range all {
		for some := range slices.Chunk(names[:f.people], chat.MaxPeople) {
			var who []chat.Person
			for _, u := range some {
				who = append(who, chat.Person{Platform: "web", ID: u, Name: u})
			}
			lena.Fill(dialog.Do("training/save"), map[string]string{"answer": fmt.Sprint("Training ", f.course),
				"answer2": on(f).Format("02-01-2006")}, who...)
		}
	}
	for range 60 {
		for who, said := range s.Day(1) {
			if i := slices.Index(names, who); i >= 0 && len(said) > 0 {
				ps[i].Say("overslaan") // else they are told nothing more
			}
		}
	}
	for _, f := range all {
		for i, p := range ps[:f.people] {
			p.Do("training/used", fmt.Sprintf("%d/%s/30/%s", f.course, on(f).Format(time.DateOnly),
				[]string{"yes", "failed"}[i%2]))
		}
	}
	s.Day(7)
	return s, lena, ps
}

// want holds of which trainings answers are told, by who looks at them in order: of two the first that is looked at is
// told of.
func want(t *testing.T, lena *bottest.Person, told map[int]bool) {
	t.Helper()
	for _, course := range slices.Sorted(maps.Keys(told)) {
		is := told[course]
		said := lena.Say(fmt.Sprint("training: training ", course)).Text
		if strings.Contains(said, "antwoordden") != is || is && !strings.Contains(said,
			"minstens 10 mensen antwoordden. Minstens 5 van hen gebruiken het, minstens 5 niet.") {
			t.Errorf("of training %d is told: %s", course, said)
		}
	}
}

// TestTwoTrainingsTellOfNobody holds that of two trainings of nearly the same people one is told of, also once somebody
// deleted their data; and of the same people both.
func TestTwoTrainingsTellOfNobody(t *testing.T) {
	s, lena, ps := answered(t, finished{1, 16, 0}, finished{2, 15, 0}, finished{3, 16, 0})
	want(t, lena, map[int]bool{1: true, 2: false, 3: true})
	ps[15].Say("verwijder mijn gegevens")
	ps[15].Say("ja, verwijder alles")
	s.Day(7)
	want(t, lena, map[int]bool{1: true, 2: false, 3: true})
}

// TestAllWhoAnswered holds that nothing is told of a training of which all but a few answered, so that it would be
// known of whom: who finished it on more days counts once.
func TestAllWhoAnswered(t *testing.T) {
	_, lena, _ := answered(t, finished{1, 14, 0}, finished{1, 2, 9})
	want(t, lena, map[int]bool{1: false})
}
