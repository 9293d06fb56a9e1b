package feedback_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/skill/feedback"
)

// TestConversationsKeepNone holds that a conversation that is kept, as that of the web
// page is, shows no text any more after the button on its card sent or deleted it.
func TestConversationsKeepNone(t *testing.T) {
	const secret = "kraanvogelgoudfolie"
	s, ctx := bottest.NewKeeping(t, feedback.Skill), t.Context()
	n := 0
	last := map[string]chat.Reply{}
	tell := func(who string, e chat.Event) {
		t.Helper()
		n++
		e.ID, e.From = fmt.Sprint("e", n), chat.Person{Platform: "web", ID: who, Name: who}
		e.In, e.Direct = chat.Place{Platform: "web", Channel: who}, true
		e.Locale, e.Time = "nl", s.Now
		r, err := s.Tell(ctx, e)
		if err != nil {
			t.Fatalf("%+v: %v", e, err)
		}
		last[who] = r
	}
	history := func(who string) (all string, shown chat.Ref) {
		t.Helper()
		es, err := s.House.Post.History(ctx, chat.Place{Platform: "web", Channel: who}, 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range es {
			all += fmt.Sprintf("%+v %+v\n", e.Event, e.Reply)
			if e.Reply != nil {
				all += e.Reply.Text
				shown = chat.Ref{Place: chat.Place{Platform: "web", Channel: who}, ID: e.Key}
			}
		}
		return all, shown
	}
	press := func(who, label string) {
		t.Helper()
		_, shown := history(who)
		for _, b := range last[who].Card.Buttons {
			if b.Label == label {
				tell(who, chat.Event{Kind: chat.Pressed, Action: b.Action, ReplyTo: shown})
				return
			}
		}
		t.Fatalf("no button %s: %s", label, last[who].Text)
	}
	tell("ada", chat.Event{Kind: chat.Said, Text: "hoi"})
	tell("ben", chat.Event{Kind: chat.Said, Text: "hoi"})
	tell("ada", chat.Event{Kind: chat.Filled, Action: dialog.Do("feedback/ask"),
		Fields: map[string]string{"answer": "ben", "answer1": "Hoe ging het?"},
		People: []chat.Person{{Platform: "web", ID: "ben", Name: "ben"}}})
	tell("ben", chat.Event{Kind: chat.Pressed, Action: dialog.Do("feedback/write", "1")})
	tell("ben", chat.Event{Kind: chat.Said, Text: "Het ging " + secret})
	if all, _ := history("ben"); strings.Count(all, secret) == 0 {
		t.Fatalf("the draft is not shown:\n%s", all)
	}
	press("ben", "Aanpassen")
	press("ben", "Bekijk") // nothing was filled in: the draft stands
	_, form := history("ben")
	tell("ben", chat.Event{Kind: chat.Pressed, Action: dialog.Do("feedback/check", "1"), ReplyTo: form})
	press("ben", "Verstuur")
	if all, _ := history("ben"); strings.Contains(all, secret) {
		t.Errorf("the giver's conversation still has it after sending:\n%s", all)
	}
	tell("ada", chat.Event{Kind: chat.Pressed, Action: dialog.Do("feedback/read", "1")})
	if all, _ := history("ada"); !strings.Contains(all, secret) {
		t.Errorf("the receiver cannot read it:\n%s", all)
	}
	press("ada", "Verwijder")
	if all, _ := history("ada"); strings.Contains(all, secret) {
		t.Errorf("the receiver's conversation still has it after deleting:\n%s", all)
	}
	in := s.Holds(secret)
	if in != nil {
		t.Errorf("after deleting it stands in %q", in)
	}
}
