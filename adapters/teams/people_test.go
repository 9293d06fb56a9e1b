package teams

import (
	"slices"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/conform"
)

// TestPeople holds that people are known by their ids in Microsoft Entra and called by
// their names, however the platform refers to them; and that who is not known is called
// none.
func TestPeople(t *testing.T) {
	mention := func(id, name, tag string) object {
		return object{"type": "mention", "text": tag, "mentioned": object{"id": id, "name": name}}
	}
	say := func(f *fakeTeams, in conform.Where, text string, entities ...any) object {
		return f.activity(conform.Ada, in, object{"type": "message", "text": text, "entities": entities})
	}
	pick := func(f *fakeTeams, in conform.Where, ids string) object {
		return f.activity(conform.Ada, in, object{"type": "invoke", "name": "adaptiveCard/action", "replyToId": "m1",
			"value": object{"action": object{"type": "Action.Execute",
				"data": object{"fill": "draft", "p.with": ids, "q.what": "iets"}}}})
	}
	of := func(id, name string) chat.Person {
		return chat.Person{Platform: Platform, Team: testTenant, ID: id, Name: name}
	}
	cleo := of("entra-cleo", "Cleo")
	for _, c := range []struct {
		what    string
		act     func(f *fakeTeams) object
		text    string
		answer  string
		people  []chat.Person
		lookups int
	}{
		{"who is in the group", func(f *fakeTeams) object {
			return say(f, conform.Company, "vraag <at>Cleo</at> &amp; <at>Team</at>",
				mention("19:team", "Team", "<at>Team</at>"), mention("29:cleo", "Cleo", "<at>Cleo</at>"))
		}, "vraag @Cleo & @Team", "", []chat.Person{cleo}, 1},
		{"who is nowhere", func(f *fakeTeams) object {
			return say(f, conform.Company, "vraag <at>x</at>", mention("29:dirk", "", "<at>x</at>"))
		}, "vraag @collega", "", []chat.Person{of("29:dirk", "")}, 1},
		{"by their id in Entra", func(f *fakeTeams) object {
			return say(f, conform.Company, "<at>Cleo</at>", mention("8:orgid:entra-cleo", "Cleo", "<at>Cleo</at>"))
		}, "@Cleo", "", []chat.Person{cleo}, 1},
		{"another bot", func(f *fakeTeams) object {
			return say(f, conform.Company, "<at>Bot</at> dus", mention("28:bot", "Bot", "<at>Bot</at>"))
		}, "@Bot dus", "", nil, 0},
		{"who is picked in a group", func(f *fakeTeams) object {
			return pick(f, conform.Company, "entra-cleo, entra-dirk,entra-cleo,")
		}, "", "Cleo, collega", []chat.Person{cleo, of("entra-dirk", "")}, 2},
		{"who is picked alone", func(f *fakeTeams) object {
			return pick(f, conform.Alone, "entra-cleo,entra-ada")
		}, "", "collega, ada", []chat.Person{of("entra-cleo", ""), of("entra-ada", "ada")}, 0},
		{"nobody is picked", func(f *fakeTeams) object { return pick(f, conform.Alone, " ,") }, "", "", nil, 0},
	} {
		f := newFakeTeams(t)
		in := answering(chat.Reply{Text: "oké"})
		f.serve(in, nil)
		if w := f.tell(c.act(f)); w.Code >= 300 {
			t.Fatalf("%s: %d", c.what, w.Code)
		}
		e := in.events[0]
		if e.Text != c.text || e.Fields["with"] != c.answer || !slices.Equal(e.People, c.people) {
			t.Errorf("%s: %q, %q, %+v", c.what, e.Text, e.Fields, e.People)
		}
		if f.lookups != c.lookups {
			t.Errorf("%s: looked up %d people, want %d", c.what, f.lookups, c.lookups)
		}
		f.tell(c.act(f))
		if slices.Contains(c.people, cleo) && f.lookups > 2*c.lookups-1 {
			t.Errorf("%s: Cleo is looked up again", c.what)
		}
	}
}

// Two clicks that pick different people are two acts.
func TestPickedClick(t *testing.T) {
	press := func(ids string) act {
		t.Helper()
		got, err := readJSON(t, `{"type":"invoke","name":"adaptiveCard/action","id":"1","from":{"id":"29:a"},
			"conversation":{"id":"a:1"},"value":{"action":{"data":{"fill":"go","p.with":"`+ids+`"}}}}`)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if first, again := press("x").click, press("x").click; first != again || first == press("y").click {
		t.Error("clicks are told apart by something else")
	}
	if n := len(press(strings.Repeat("x,y,z1,z2,z3,z4,z5,z6,z7,z8,z9,z10", 3)).People); n != chat.MaxPeople {
		t.Errorf("%d people are picked", n)
	}
}
