package main

import (
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/chat"
)

// shown is what somebody's page shows of their conversation, private replies included.
func (u *user) shown() (all string) {
	u.t.Helper()
	es, err := u.House.Post.History(u.t.Context(), chat.Place{Platform: "web", Channel: "D" + u.id}, 0, 1000)
	if err != nil {
		u.t.Fatal(err)
	}
	for _, e := range es {
		if e.Reply != nil {
			all += e.Reply.Text + "\n"
			if e.Reply.Card != nil {
				all += e.Reply.Card.Plain() + "\n"
			}
		}
	}
	return all
}

// TestDeletionIsRemembered holds that a question which was shown to who wrote it, and is kept in memory only, names
// nobody who deleted their data since, and is still there.
func TestDeletionIsRemembered(t *testing.T) {
	zora, bob, _ := crowd(t)
	bob.does("vraag feedback")
	bob.hears(chat.Event{Kind: chat.Said, Text: "@zora-account", Locale: "nl",
		From:   chat.Person{Platform: "web", ID: bob.id, Name: bob.name},
		People: []chat.Person{{Platform: "web", ID: zora.id, Name: zora.name}}})
	const question = "Hoe vond je mijn uitleg?"
	card := bob.does(question)
	if !card.Fleeting {
		t.Fatalf("not shown as kept nowhere: %s", card.Text)
	}
	if all := bob.shown(); !strings.Contains(all, "Zoralie") || !strings.Contains(all, question) {
		t.Fatalf("not shown: %s", all)
	}
	zora.does("verwijder mijn gegevens")
	zora.does("ja")
	if all := bob.shown(); strings.Contains(all, "Zoralie") || !strings.Contains(all, question) {
		t.Errorf("shown after: %s", all)
	}
}

// TestJudgingIsKeptNowhere holds that what asks the bot to judge somebody is refused in both languages, and that the
// store has none of it, as a question for authors or in the conversation.
func TestJudgingIsKeptNowhere(t *testing.T) {
	zora, bob, _ := crowd(t)
	for _, q := range []string{"moet ik Jeroen ontslaan", "wie van mijn team is het slechtst", "is Eva lui"} {
		zora.wants(zora.does(q).Text, "oordeel ik niet")
		if where := zora.holds(q); where != "" {
			t.Errorf("%s holds %q", where, q)
		}
	}
	bob.lang = "en"
	for _, q := range []string{"should I fire Jeroen", "who is the worst in my team", "is Eva lazy"} {
		bob.wants(bob.does(q).Text, "do not judge")
		if where := bob.holds(q); where != "" {
			t.Errorf("%s holds %q", where, q)
		}
	}
	if how := "hoe leg ik Jeroen een kwartelnest uit"; !strings.Contains(zora.does(how).Text, "geef je vraag door") ||
		zora.holds("kwartelnest") == "" {
		t.Errorf("%q is not searched and kept as usual", how)
	}
}
