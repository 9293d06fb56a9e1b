package slack

import (
	"slices"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/chat"
)

// TestPeople holds that people are called by their names, in messages, commands and
// windows; and that who has no name that Slack tells in time is called none.
func TestPeople(t *testing.T) {
	for _, c := range []struct {
		what   string
		k      kind
		p      obj
		slow   time.Duration
		text   string
		answer string
		people []chat.Person
	}{
		{"a message", events, said("message", "U0ADA", "D0ADA", "1.1", "vraag <@U0BEN|x> &lt;@U1&gt; en <@U0BEN>"), 0,
			"vraag @Ben <@U1> en @Ben", "", []chat.Person{called("U0BEN", "Ben")}},
		{"a command", command, obj{"text": "vraag <@U7|joris>", "team_id": team, "user_id": "U0ADA", "channel_id": hall,
			"trigger_id": "t.2"}, 0, "vraag @joris", "", []chat.Person{unsure("U7", "joris")}},
		{"nobody Slack knows", events, said("message", "U0ADA", "D0ADA", "1.3", "vraag <@U7>"), 0, "vraag @collega", "",
			[]chat.Person{unsure("U7", "")}},
		{"a bot", events, said("message", "U0ADA", "D0ADA", "1.4", "vraag <@U0OTHER> niets"), 0,
			"vraag @Other niets", "", nil},
		{"Slack is slow", events, said("message", "U0ADA", "D0ADA", "1.5", "vraag <@U0BEN>"), 2 * profileWait,
			"vraag @colleague", "", []chat.Person{unsure("U0BEN", "")}},
		{"a window", interactive, obj{"type": "view_submission", "team": obj{"id": team}, "user": obj{"id": "U0ADA"},
			"view": obj{"id": "V1", "hash": "1.h", "callback_id": windowCard,
				"private_metadata": `{"c":"D0ADA","s":"draft"}`,
				"state": obj{"values": obj{"q.with": obj{idAnswer: obj{"type": "multi_users_select",
					"selected_users": []string{"U0BEN", "U7"}}},
					"q.what": obj{idAnswer: obj{"type": "plain_text_input", "value": "iets"}}}}}},
			0, "", "Ben, collega", []chat.Person{called("U0BEN", "Ben"), unsure("U7", "")}},
	} {
		in := new(inbox)
		r := serve(t, in, false)
		r.mu.Lock()
		r.slowness = c.slow
		r.mu.Unlock()
		begin := time.Now()
		if _, err := r.bring(t.Context(), c.k, c.p, 0); err != nil {
			t.Fatal(err)
		}
		e := in.last(t)
		if e.Text != c.text || e.Fields["with"] != c.answer || !slices.Equal(e.People, c.people) {
			t.Errorf("%s: %q, %q, %v", c.what, e.Text, e.Fields, e.People)
		}
		if c.slow == 0 && e.From.Name != "Ada" || time.Since(begin) > time.Second {
			t.Errorf("%s: from %q, after %v", c.what, e.From.Name, time.Since(begin))
		}
	}
}

// unsure is somebody of whom Slack does not say whether they are a guest.
func unsure(id, name string) chat.Person {
	p := called(id, name)
	p.Unsure = true
	return p
}

func called(id, name string) chat.Person {
	return chat.Person{Platform: Platform, Team: team, ID: id, Name: name}
}
