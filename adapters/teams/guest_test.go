package teams

import (
	"context"
	"testing"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/conform"
)

// TestGuests holds that guests and people of other organisations are told apart, by what the platform says when it is
// asked, once; and that of whom it says nothing that is unsure, and asked again.
func TestGuests(t *testing.T) {
	for who, guest := range map[string]bool{conform.Ada: false, conform.Ben: false, "guest": true,
		"federated": true, "unknown": false} {
		f := newFakeTeams(t)
		in := answering(chat.Reply{Text: "oké"})
		f.serve(in, nil)
		for range 2 {
			f.tell(f.activity(who, conform.Company, object{"type": "message", "text": "hoi"}))
		}
		unsure, asked := who == "unknown", 1
		if unsure {
			asked = 2
		}
		if len(in.events) != 2 || in.events[0].From.Guest != guest || in.events[1].From.Guest != guest ||
			in.events[1].From.Unsure != unsure {
			t.Errorf("%s: %+v", who, in.events)
		}
		if f.roles+f.lookups != asked {
			t.Errorf("%s: asked %d times", who, f.roles+f.lookups)
		}
	}
}

// TestGuestsFindNothing holds that the search of the message extension shows no aid to guests, and to who may be one.
func TestGuestsFindNothing(t *testing.T) {
	for who, want := range map[string]int{conform.Ada: 1, "guest": 0, "unknown": 0} {
		f := newFakeTeams(t)
		asked := 0
		f.serve(answering(chat.Reply{}), finding(func() { asked++ }))
		f.tell(f.activity(who, conform.Company, object{"type": "invoke", "name": "composeExtension/query",
			"value": object{"parameters": []object{{"name": searchParameter, "value": "feedback"}}}}))
		if asked != want {
			t.Errorf("%s: searched %d times", who, asked)
		}
	}
}

// finding is a finder that tells that it was asked.
type finding func()

func (f finding) Find(context.Context, string, string, int) ([]Found, error) {
	f()
	return nil, nil
}
