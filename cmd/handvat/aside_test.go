package main

import (
	"testing"
	"time"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/chat"
)

// TestAsides holds that where the bot reads along, it answers only who clearly answers it: with a word of the card that
// they got there a moment ago. What people say to each other is answered by nobody and kept nowhere.
func TestAsides(t *testing.T) {
	s := tell(t, func(*bot.Config) {})
	in := chat.Place{Platform: "slack", Channel: "C1", Thread: "1.1"}
	says := func(who, text string, aside bool, named ...chat.Person) chat.Reply {
		t.Helper()
		return s.hears(chat.Event{Kind: chat.Said, From: chat.Person{ID: who, Name: who}, In: in, Text: text,
			Aside:  aside,
			People: named})
	}
	s.wants(says("ada", "hoe geef ik feedback?", false).Text, "4 G's")
	carla := chat.Person{Platform: "slack", ID: "carla", Name: "Carla"}
	for _, text := range []string{"Carla, wat bedoel je precies?", "en waarom dan?", "ok bedankt!", "dank je", "help",
		"hoe voer ik een lastig klantgesprek?", "hoi", "mijn gegevens", "stop", "verwijder mijn gegevens",
		"42", "👍"} {
		if r := says("ada", text, true); !r.IsZero() {
			t.Errorf("%s: %s", text, r.Text)
		}
	}
	if r := says("ada", "voorbeeld", true, carla); !r.IsZero() {
		t.Errorf("what is said to a colleague: %s", r.Text)
	}
	if r := says("bob", "voorbeeld", true); !r.IsZero() {
		t.Errorf("of somebody who got no card: %s", r.Text)
	}
	s.wants(says("ada", "stap voor stap", true).Text, "Stap 1 van 5")
	s.wants(says("ada", "volgende", true).Text, "Stap 2 van 5")
	s.wants(says("ada", "hoe voer ik een lastig klantgesprek?", false).Text, "lastig klantgesprek")
	if r := says("ada", "ik wil niet meer leven", true); !r.Private {
		t.Errorf("a cry for help: %s", r.Text)
	}
	if held := s.holds("wat bedoel je"); held != "" {
		t.Errorf("%s holds what was said to somebody else", held)
	}
	s.wants(says("ada", "hoe geef ik feedback?", false).Text, "4 G's")
	s.Now = s.Now.Add(4 * time.Hour)
	if r := says("ada", "voorbeeld", true); !r.IsZero() {
		t.Errorf("hours later: %s", r.Text)
	}
	s.wants(says("ada", "voorbeeld", false).Text, "Komt het uit?")
}
