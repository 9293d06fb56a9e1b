package training_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/skill/training"
	"github.com/handvat/handvat/knowledge/barriers"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/store"
)

// TestNotesAreTheirWritersAlone follows a note: it stands in one place, is shown to nobody
// else, is not in what the bot says unasked, and goes with its writer.
func TestNotesAreTheirWritersAlone(t *testing.T) {
	const secret = "kraanvogelgoudfolie"
	s := bottest.NewKeeping(t, training.Skill)
	ada, eve := s.Meet(t, "ada", "nl"), s.Meet(t, "eve", "nl")
	ada.Say("hoi")
	ada.Say("notitie: " + secret)
	said := s.Day(2)
	if len(said["ada"]) != 1 || strings.Contains(said["ada"][0].Text, secret) {
		t.Errorf("said %v", said)
	}
	if r := ada.Say("mijn notities"); !strings.Contains(r.Text, secret) || !r.Fleeting {
		t.Errorf("its writer reads %q, to be kept", r.Text)
	}
	if in := s.Holds(secret); !slices.Equal(in, []string{"training.note"}) {
		t.Errorf("it stands in %q", in)
	}
	for _, text := range []string{"mijn notities", "exporteer", "mijn gegevens"} {
		if r := eve.Say(text); strings.Contains(r.Text, secret) || r.File != nil &&
			strings.Contains(string(r.File.Data), secret) {
			t.Errorf("%s shows it to another", text)
		}
	}
	if r := ada.Say("exporteer"); !strings.Contains(string(r.File.Data), secret) {
		t.Error("it is not in one's own export")
	}
	if r := ada.Say("notitie: ik wil niet meer leven"); !strings.Contains(r.Text, "113") ||
		s.Holds("niet meer leven") != nil {
		t.Errorf("a cry for help is answered with %q", r.Text)
	}
	ada.Say("verwijder mijn gegevens")
	ada.Say("ja, verwijder alles")
	if in := s.Holds(secret); in != nil {
		t.Errorf("after deleting it stands in %q", in)
	}
}

// TestTrainerHearsInTime holds that who registered a training is told that few use it, a
// week after the question after 90 days, and only then; with what the teams they see report most.
func TestTrainerHearsInTime(t *testing.T) {
	for _, x := range []struct {
		answer         string
		answered, want int // of 24
	}{{"failed", 12, 1}, {"yes", 12, 0}, {"failed", 9, 0}} {
		s := bottest.New(t, training.Skill)
		_, ps := team(t, s, users(24)...)
		rows := "platform,user,unit\n"
		for _, u := range users(24) {
			rows += "web," + u + ",desk\n"
		}
		s.Roster(map[string]string{"units.csv": "unit,name\ndesk,Desk\n", "people.csv": rows})
		s.Day(88)
		s.Update(func(tx *store.Tx) (err error) {
			for i, u := range users(7) {
				// Process is reported by four.
				for _, c := range []cases.Category{cases.Resources, cases.Process}[:1+(i+1)/4] {
					r := barriers.Report{Person: s.Person(u).ID, Unit: "desk", Factor: barriers.Factor{Category: c},
						Time: s.Now}
					_, bad := barriers.Add(tx, r)
					err = errors.Join(err, bad)
				}
			}
			return err
		})
		s.Day(7)
		for _, p := range ps[:x.answered] {
			p.Do("training/used", "1/2026-11-23/90/"+x.answer)
		}
		told := 0
		for _, r := range s.Day(10)["lena"] {
			told++
			for _, part := range []string{"Weinigen van hen gebruiken het.", "Er is nog tijd",
				"Dit melden mensen het meest\n\n- Ik mis een middel, systeem of recht: minstens 5 mensen\n\n"} {
				if !strings.Contains(r.Text, part) {
					t.Errorf("told %q", r.Text)
				}
			}
		}
		if told != x.want {
			t.Errorf("if %d of 24 say %s, the trainer is told %d times", x.answered, x.answer, told)
		}
	}
}
