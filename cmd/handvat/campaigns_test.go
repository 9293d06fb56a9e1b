package main

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/stage"
	"github.com/handvat/handvat/knowledge/people"
)

// TestCampaignsSend lets an author start the starter campaign in three messages, on the house that serve builds: it
// goes out once in each of its weeks, ends by itself, and the author gets a report, although nobody reacts.
func TestCampaignsSend(t *testing.T) {
	at := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC) // a Monday
	c, err := program{stdio: stdio{err: t.Output()}, lg: slog.New(slog.DiscardHandler)}.house(
		t.TempDir(), libraryFlags{Starter: true}, synonymFlags{})
	if err != nil {
		t.Fatal(err)
	}
	c.Rehearsal, c.Author = true, func(who people.Identity) bool { return who.User == "lena" }
	s, err := stage.Open(t.Context(), c, at, stage.Platform{Name: "web"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	n := 0
	say := func(user, text string) string {
		n++
		ms, err := s.Tell(t.Context(), chat.Event{ID: fmt.Sprint(n), Kind: chat.Said, Text: text,
			Direct: true, Locale: "nl",
			From: chat.Person{Platform: "web", ID: user, Name: user}, In: chat.Place{Platform: "web", Channel: user}})
		if err != nil || len(ms) != 1 {
			t.Fatal(user, text, ms, err)
		}
		return ms[0].Reply.Text
	}
	names := []string{"lena", "ada", "bob", "cas", "dirk", "els"}
	for _, name := range names {
		say(name, "hoi")
	}
	for _, text := range []string{"campagnes", "start", "start"} {
		say("lena", text)
	}
	got, reports := map[string]int{}, 0
	for range 45 {
		said, err := s.Pass(t.Context(), 24*time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range said {
			switch {
			case strings.Contains(m.Reply.Text, "samen vier weken oefenen"):
				got[m.To.Channel]++
			case strings.Contains(m.Reply.Text, "campagne is afgelopen") &&
				strings.Contains(m.Reply.Text, "Hoe het liep, vertel ik niet"):
				reports++
			}
		}
	}
	for _, name := range names {
		if got[name] != 4 {
			t.Errorf("%s got %d of 4 messages", name, got[name])
		}
	}
	if text := say("lena", "campagnes"); reports != 1 || !strings.Contains(text, "afgelopen; 4 berichten") {
		t.Errorf("%d reports; shown is %s", reports, text)
	}
}
