package bot

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// day lets a day pass and returns what was said in it, by person.
func (s *stage) day(n int) (said map[string][]chat.Reply) {
	s.t.Helper()
	if err := s.Pass(time.Duration(n) * 24 * time.Hour); err != nil {
		s.t.Fatal(err)
	}
	said = map[string][]chat.Reply{}
	for _, p := range s.Prompts() {
		said[p.To] = append(said[p.To], p.Reply)
	}
	return said
}

// TestReflectionsAreTheirWritersAlone follows a secret through everything that could
// show it to another person.
func TestReflectionsAreTheirWritersAlone(t *testing.T) {
	const secret, recalled = "kraanvogelgoudfolie", "waterjufferzilver"
	s := newStage(t)
	var concealed []string
	s.bot.OnConceal(func(_ *store.Tx, e chat.Event) error {
		concealed = append(concealed, e.Text)
		return nil
	})
	ada := &talker{stage: s, t: t, id: "ada", lang: "nl"}
	eve := &talker{stage: s, t: t, id: "eve", lang: "nl"}
	for _, p := range []*talker{ada, eve} {
		p.say("hoe voer ik een lastig klantgesprek?")
		p.say("ja")
	}
	if said := s.day(2); len(said["ada"]) != 1 || len(said["eve"]) != 1 {
		t.Fatalf("said %v", said)
	}
	ada.say("schrijf")
	ada.say("Wat werkte was " + secret)
	s.day(6)
	ada.say("schrijf")
	ada.say("de stappen zijn " + recalled)

	if in := s.holds(secret); !slices.Equal(in, []string{"bot.reflection"}) {
		t.Errorf("the reflection stands in %q", in)
	}
	if in := s.holds(recalled); in != nil {
		t.Errorf("what was recalled stands in %q", in)
	}
	if len(concealed) != 2 || !strings.Contains(concealed[0], secret) || !strings.Contains(concealed[1], recalled) {
		t.Errorf("concealed %q", concealed)
	}
	var out bytes.Buffer
	if err := journal.New(s.db).ExportJSONL(t.Context(), &out); err != nil || strings.Contains(out.String(), secret) {
		t.Errorf("the export of the journal has it, or %v", err)
	}

	if r := ada.say("mijn reflecties"); !strings.Contains(r.Text, secret) {
		t.Errorf("its writer reads %q", r.Text)
	}
	if r := ada.say("exporteer"); r.File == nil || !strings.Contains(string(r.File.Data), secret) || !json.Valid(r.File.Data) {
		t.Error("its writer's export does not have it")
	}
	for _, text := range []string{"mijn reflecties", "mijn gegevens", "exporteer", "seintjes", "concepten"} {
		r := eve.say(text)
		if strings.Contains(r.Text, secret) || r.File != nil && strings.Contains(string(r.File.Data), secret) {
			t.Errorf("%s shows it to another: %q", text, r.Text)
		}
	}
	// The number of a reflection is no way to it: it is looked up among one's own.
	for seq := range 5 {
		e := chat.Event{ID: "forged", Kind: chat.Pressed, From: chat.Person{Platform: "web", ID: "eve"}, In: chat.Place{Platform: "web", Channel: "eve"}, Direct: true,
			Action: chat.Action{Verb: verbReflect, Arg: sprintf("-/delete/%d", seq)}}
		if _, err := s.Tell(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	if in := s.holds(secret); !slices.Equal(in, []string{"bot.reflection"}) {
		t.Errorf("another deleted it: %q", in)
	}
	ada.say("mijn reflecties")
	ada.say("verwijder")
	if slices.Contains(s.holds(secret), "bot.reflection") {
		t.Error("it is still there after its writer deleted it")
	}
}

// TestReflectionsEnd holds that a reflection is gone after a year, and at once when a
// person deletes their data, with everything that was planned.
func TestReflectionsEnd(t *testing.T) {
	s := newStage(t)
	write := func(user, text string) *talker {
		p := &talker{stage: s, t: t, id: user, lang: "nl"}
		p.say("hoe voer ik een lastig klantgesprek?")
		p.say("ja")
		s.day(4)
		p.say("schrijf")
		p.say(text)
		return p
	}
	ada := write("ada", "tekst-van-ada")
	id := string(s.person("ada").ID)
	ada.say("verwijder mijn gegevens")
	ada.say("ja, verwijder alles")
	if in := append(s.holds("tekst-van-ada"), s.holds(id)...); in != nil {
		t.Errorf("after deleting, %q still have something", in)
	}
	if said := s.day(60); len(said) != 0 {
		t.Errorf("somebody who is gone was told %v", said)
	}
	write("bob", "tekst-van-bob")
	s.day(360)
	if s.holds("tekst-van-bob") == nil {
		t.Error("gone within a year")
	}
	s.day(10)
	if in := s.holds("tekst-van-bob"); in != nil {
		t.Errorf("after a year it is still in %q", in)
	}
}

// TestNoCrisisInAReflection holds that a cry for help is answered, not filed.
func TestNoCrisisInAReflection(t *testing.T) {
	s := newStage(t)
	ada := &talker{stage: s, t: t, id: "ada", lang: "nl"}
	ada.say("hoe voer ik een lastig klantgesprek?")
	ada.say("ja")
	s.day(2)
	ada.say("schrijf")
	r := ada.say("ik wil niet meer leven")
	if !strings.Contains(r.Text, "113") || s.holds("niet meer leven") != nil {
		t.Errorf("answered with %q; kept in %q", r.Text, s.holds("niet meer leven"))
	}
}

// TestGroupBrakeHearsNoTime holds that the reasons people give reach the limits.
func TestGroupBrakeHearsNoTime(t *testing.T) {
	s := newStage(t)
	for _, user := range []string{"a", "b", "c", "d", "e"} {
		p := &talker{stage: s, t: t, id: user, lang: "nl"}
		p.say("hoi")
		err := s.db.Update(t.Context(), func(tx *store.Tx) error {
			q := s.person(user)
			q.Units = []string{"balie"}
			return people.Save(tx, q)
		})
		if err != nil {
			t.Fatal(err)
		}
		p.say("hoe voer ik een lastig klantgesprek?")
		p.say("nee")
		p.say("geen tijd")
	}
	if in := s.holds("no-time"); !slices.Contains(in, "agenda.unit") {
		t.Errorf("no time is counted in %q", in)
	}
}

// TestLongReflectionIsReadWhole holds that what somebody wrote at length can be read
// again within the limits of a card.
func TestLongReflectionIsReadWhole(t *testing.T) {
	s := newStage(t)
	ada := &talker{stage: s, t: t, id: "ada", lang: "nl"}
	ada.say("hoe voer ik een lastig klantgesprek?")
	ada.say("ja")
	s.day(2)
	ada.say("schrijf")
	ada.say(strings.TrimSpace(strings.Repeat("Het was een lange dag. ", 120)) + " Einde.")
	if r := ada.say("mijn reflecties"); !strings.Contains(r.Text, "Einde.") {
		t.Errorf("read again: %q", r.Text)
	}
}

// TestGone holds that who blocked the bot is told nothing, until they come back.
func TestGone(t *testing.T) {
	s := newStage(t)
	ada := &talker{stage: s, t: t, id: "ada", lang: "nl"}
	ada.say("hoe voer ik een lastig klantgesprek?")
	ada.say("ja")
	err := s.db.Update(t.Context(), func(tx *store.Tx) error {
		return s.bot.Gone(tx, chat.Place{Platform: "web", Channel: "ada"})
	})
	if err != nil {
		t.Fatal(err)
	}
	if said := s.day(3); len(said) != 0 || !s.person("ada").Left {
		t.Errorf("told %v", said)
	}
	ada.say("hoi")
	if said := s.day(5); len(said["ada"]) != 1 {
		t.Errorf("after coming back told %v", said)
	}
}
