package main

import (
	"strings"
	"testing"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/chat"
)

// TestAnothersButtons holds that on each platform a button of somebody's own does nothing for a colleague, in the
// channel or anywhere else, that nobody but the colleague sees that, and that it goes on to work for who it is for.
func TestAnothersButtons(t *testing.T) {
	s := tell(t, func(*bot.Config) {})
	for _, platform := range talking {
		ada, bob := chat.Person{Platform: platform, ID: "ada"}, chat.Person{Platform: platform, ID: "bob"}
		channel := chat.Place{Platform: platform, Channel: "C1"}
		for _, typed := range []string{"verwijder mijn gegevens", "mijn plannen"} {
			card := s.hears(chat.Event{Kind: chat.Said, From: ada, In: channel, Text: typed})
			if !card.Private || card.Card == nil || len(card.Card.Buttons) == 0 {
				t.Fatalf("%s: %+v", platform, card)
			}
			press := chat.Event{Kind: chat.Pressed, From: bob, In: channel, Action: card.Card.Buttons[0].Action}
			for _, in := range []chat.Place{channel, {}} {
				press.In = in
				r := s.hears(press)
				if !strings.Contains(r.Text, "Deze kaart is van een collega") || !r.Private && in == channel {
					t.Errorf("%s, %s: %+v", platform, typed, r)
				}
			}
			press.From, press.In = ada, channel
			if r := s.hears(press); !r.Private || strings.Contains(r.Text, "van een collega") {
				t.Errorf("%s, %s, its own: %+v", platform, typed, r)
			}
		}
	}
}
