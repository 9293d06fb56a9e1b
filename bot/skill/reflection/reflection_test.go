package reflection_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/skill/reflection"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// TestReflectionsAreTheirWritersAlone follows a secret through everything that could
// show it to another person.
func TestReflectionsAreTheirWritersAlone(t *testing.T) {
	const secret, recalled = "kraanvogelgoudfolie", "waterjufferzilver"
	s := bottest.NewKeeping(t, reflection.Skill)
	ada := s.Meet(t, "ada", "nl")
	eve := s.Meet(t, "eve", "nl")
	for _, p := range []*bottest.Person{ada, eve} {
		p.Say("hoe voer ik een lastig klantgesprek?")
		p.Say("ja")
	}
	if said := s.Day(2); len(said["ada"]) != 1 || len(said["eve"]) != 1 {
		t.Fatalf("said %v", said)
	}
	ada.Say("schrijf")
	ada.Say("Wat werkte was " + secret)
	s.Day(6)
	ada.Say("schrijf")
	ada.Say("de stappen zijn " + recalled)

	if in := s.Holds(secret); !slices.Equal(in, []string{"reflect.text"}) {
		t.Errorf("the reflection stands in %q", in)
	}
	if in := s.Holds(recalled); in != nil {
		t.Errorf("what was recalled stands in %q", in)
	}
	for e, err := range journal.New(s.DB).After(t.Context(), 0) {
		if err != nil || strings.Contains(fmt.Sprint(e), secret) {
			t.Errorf("the journal has it, or %v", err)
		}
	}

	if r := ada.Say("mijn reflecties"); !strings.Contains(r.Text, secret) {
		t.Errorf("its writer reads %q", r.Text)
	}
	if r := ada.Say("exporteer"); r.File == nil || !strings.Contains(string(r.File.Data), secret) ||
		!json.Valid(r.File.Data) {
		t.Error("its writer's export does not have it")
	}
	for _, text := range []string{"mijn reflecties", "mijn gegevens", "exporteer", "seintjes", "concepten"} {
		r := eve.Say(text)
		if strings.Contains(r.Text, secret) || r.File != nil && strings.Contains(string(r.File.Data), secret) {
			t.Errorf("%s shows it to another: %q", text, r.Text)
		}
	}
	// The number of a reflection is no way to it: it is looked up among one's own.
	for seq := range 5 {
		e := chat.Event{ID: "forged", Kind: chat.Pressed, From: chat.Person{Platform: "web", ID: "eve"},
			In: chat.Place{Platform: "web", Channel: "eve"}, Direct: true,
			Action: dialog.Do("reflection/delete", seq)}
		if _, err := s.Tell(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	if in := s.Holds(secret); !slices.Equal(in, []string{"reflect.text"}) {
		t.Errorf("another deleted it: %q", in)
	}
	ada.Say("mijn reflecties")
	ada.Say("verwijder")
	if slices.Contains(s.Holds(secret), "reflect.text") {
		t.Error("it is still there after its writer deleted it")
	}
}

// TestReflectionsEnd holds that a reflection is gone after a year, and at once when a
// person deletes their data, with everything that was planned.
func TestReflectionsEnd(t *testing.T) {
	s := bottest.New(t, reflection.Skill)
	write := func(user, text string) *bottest.Person {
		p := s.Meet(t, user, "nl")
		p.Say("hoe voer ik een lastig klantgesprek?")
		p.Say("ja")
		s.Day(4)
		p.Say("schrijf")
		p.Say(text)
		return p
	}
	ada := write("ada", "tekst-van-ada")
	id := string(s.Person("ada").ID)
	ada.Say("verwijder mijn gegevens")
	ada.Say("ja, verwijder alles")
	if in := append(s.Holds("tekst-van-ada"), s.Holds(id)...); in != nil {
		t.Errorf("after deleting, %q still have something", in)
	}
	if said := s.Day(60); len(said) != 0 {
		t.Errorf("somebody who is gone was told %v", said)
	}
	write("bob", "tekst-van-bob")
	s.Day(360)
	if s.Holds("tekst-van-bob") == nil {
		t.Error("gone within a year")
	}
	s.Day(10)
	if in := s.Holds("tekst-van-bob"); in != nil {
		t.Errorf("after a year it is still in %q", in)
	}
}

// TestNoCrisisInAReflection holds that a cry for help is answered, not filed.
func TestNoCrisisInAReflection(t *testing.T) {
	s := bottest.New(t, reflection.Skill)
	ada := s.Meet(t, "ada", "nl")
	ada.Say("hoe voer ik een lastig klantgesprek?")
	ada.Say("ja")
	s.Day(2)
	ada.Say("schrijf")
	r := ada.Say("ik wil niet meer leven")
	if !strings.Contains(r.Text, "113") || s.Holds("niet meer leven") != nil {
		t.Errorf("answered with %q; kept in %q", r.Text, s.Holds("niet meer leven"))
	}
}

// TestGroupBrakeHearsNoTime holds that the reasons people give reach the limits.
func TestGroupBrakeHearsNoTime(t *testing.T) {
	s := bottest.New(t, reflection.Skill)
	for _, user := range []string{"a", "b", "c", "d", "e"} {
		p := s.Meet(t, user, "nl")
		p.Say("hoi")
		err := s.DB.Update(t.Context(), func(tx *store.Tx) error {
			q := s.Person(user)
			q.Units = []string{"balie"}
			return people.Save(tx, q)
		})
		if err != nil {
			t.Fatal(err)
		}
		p.Say("hoe voer ik een lastig klantgesprek?")
		p.Say("nee")
		p.Say("geen tijd")
	}
	if in := s.Holds("no-time"); !slices.Contains(in, "agenda.unit") {
		t.Errorf("no time is counted in %q", in)
	}
}

// TestAskingAgainBeginsAgain holds that the words that ask for the list ask for its first page, also while a button
// leads to the next one.
func TestAskingAgainBeginsAgain(t *testing.T) {
	s := bottest.New(t, reflection.Skill)
	ada := s.Meet(t, "ada", "nl")
	for _, text := range []string{"de eerste", "de laatste"} {
		ada.Do("reflection/write", "lastig-klantgesprek/1")
		ada.Say(text)
	}
	for _, said := range []string{"mijn reflecties", "mijn reflecties", "volgende", "mijn reflecties"} {
		if r := ada.Say(said); strings.Contains(r.Text, "de laatste") != (said == "mijn reflecties") {
			t.Errorf("%s: %q", said, r.Text)
		}
	}
}

// TestLongReflectionIsReadWhole holds that what somebody wrote at length can be read
// again within the limits of a card.
func TestLongReflectionIsReadWhole(t *testing.T) {
	s := bottest.New(t, reflection.Skill)
	ada := s.Meet(t, "ada", "nl")
	ada.Say("hoe voer ik een lastig klantgesprek?")
	ada.Say("ja")
	s.Day(2)
	ada.Say("schrijf")
	ada.Say(strings.TrimSpace(strings.Repeat("Het was een lange dag. ", 120)) + " Einde.")
	if r := ada.Say("mijn reflecties"); !strings.Contains(r.Text, "Einde.") {
		t.Errorf("read again: %q", r.Text)
	}
}

// TestGone holds that who blocked the bot is told nothing, until they come back.
func TestGone(t *testing.T) {
	s := bottest.New(t, reflection.Skill)
	ada := s.Meet(t, "ada", "nl")
	ada.Say("hoe voer ik een lastig klantgesprek?")
	ada.Say("ja")
	err := s.DB.Update(t.Context(), func(tx *store.Tx) error {
		return s.Bot.Gone(tx, chat.Place{Platform: "web", Channel: "ada"})
	})
	if err != nil {
		t.Fatal(err)
	}
	if said := s.Day(3); len(said) != 0 || !s.Person("ada").Left {
		t.Errorf("told %v", said)
	}
	ada.Say("hoi")
	if said := s.Day(5); len(said["ada"]) != 1 {
		t.Errorf("after coming back told %v", said)
	}
}
