package teams

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/handvat/handvat/bot/chat"
)

const testService = "https://smba.trafficmanager.net/emea"

var testTime = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func readJSON(t testing.TB, s string) (act, error) {
	t.Helper()
	var a activity
	if err := json.Unmarshal([]byte(s), &a); err != nil {
		t.Fatal(err)
	}
	return read(&a, testService, testTime)
}

// A message in a channel, as the platform sends it.
const inChannel = `{"type":"message","id":"1611","timestamp":"2026-11-21T11:59:58.123Z",
	"localTimezone":"Europe/Amsterdam",
"serviceUrl":"https://smba.trafficmanager.net/emea/","channelId":"msteams",
"from":{"id":"29:1abc","name":"Ada","aadObjectId":"entra-ada"},"recipient":{"id":"28:app","name":"Handvat"},
"conversation":{"isGroup":true,"conversationType":"channel","tenantId":"t1","id":"19:x@thread.tacv2;messageid=1600"},
"text":"<at>Handvat</at> zegt <at>Ben &amp; co</at>:&nbsp;1 &lt; 2?\r\n",
"entities":[{"type":"mention","text":"<at>Handvat</at>","mentioned":{"id":"28:app","name":"Handvat"}},
{"type":"mention","text":"<at>Ben &amp; co</at>","mentioned":{"id":"29:ben","name":"Ben & co"}},
{"type":"clientInfo","locale":"nl-NL","country":"NL","platform":"Web","timezone":"Europe/Brussels"}],
"channelData":{"tenant":{"id":"t1"},"team":{"id":"19:team"}}}`

func TestReadChannel(t *testing.T) {
	got, err := readJSON(t, inChannel)
	if err != nil {
		t.Fatal(err)
	}
	want := chat.Event{
		ID: got.ID, Kind: chat.Said, Time: testTime.Add(-1877 * time.Millisecond),
		From: chat.Person{Platform: Platform, Team: "t1", ID: "entra-ada", Name: "Ada"},
		In: chat.Place{Platform: Platform, Team: "t1",
			Channel: "company " + testService + "/v3/conversations/19:x@thread.tacv2", Thread: "1600"},
		Text: "zegt @Ben & co: 1 < 2?", People: []chat.Person{{Platform: Platform, Team: "t1", ID: "29:ben",
			Name: "Ben & co"}}, Locale: "nl-NL", Zone: "Europe/Amsterdam",
	}
	if d := cmp.Diff(want, got.Event); d != "" {
		t.Error(d)
	}
	if actor(got.ID) != "29:1abc" {
		t.Errorf("by %q", actor(got.ID))
	}
}

// Two clicks have something in common only if the button, the card, what was filled in
// and the person are the same.
func TestClick(t *testing.T) {
	press := func(id, who, on, card, do, filled string) act {
		t.Helper()
		got, err := readJSON(t, `{"type":"invoke","name":"adaptiveCard/action","id":"`+id+`","from":{"id":"`+who+
			`"},"conversation":{"id":"a:1"},"replyToId":"`+on+`","value":{"action":{"data":{"fill":"`+do+`","card":"`+
			card+`","q.a":"`+filled+`"}}}}`)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	first := press("1", "29:a", "m1", "c1", "go", "x")
	if again := press("2", "29:a", "m1", "c1", "go", "x"); again.click != first.click || again.ID == first.ID {
		t.Error("a second click is another")
	}
	for _, other := range []act{press("2", "29:b", "m1", "c1", "go", "x"), press("2", "29:a", "m2", "c1", "go", "x"),
		press("2", "29:a", "m1", "c2", "go", "x"), press("2", "29:a", "m1", "c1", "stop", "x"),
		press("2", "29:a", "m1", "c1", "go", "y")} {
		if other.click == first.click {
			t.Errorf("%+v is the same click", other.Event)
		}
	}
}

func TestActor(t *testing.T) {
	for id, want := range map[string]string{
		actID("29:a.b", "x"): "29:a.b", actID("", "x"): "", actID(strings.Repeat("x", 300), "x"): "",
		"nudge-1": "", "t.": "", "t.short.29:a": "", "digest/2026/ld-team/t.x": "",
	} {
		if got := actor(id); got != want {
			t.Errorf("%s is by %q, want %q", id, got, want)
		}
		if len(id) > maxID {
			t.Errorf("%s is %d bytes", id, len(id))
		}
	}
}

func TestPlaces(t *testing.T) {
	for _, c := range []conversation{
		{service: testService, id: "a:1x/y%z", tenant: "t", direct: true}, {service: testService, id: "19:x@thread.v2"},
		{service: testService, id: "19:x@thread.tacv2;messageid=16", tenant: "t"},
	} {
		got, err := (hosts{}).conversation(c.place())
		if err != nil || got != c {
			t.Errorf("%+v became %+v: %v", c, got, err)
		}
	}
}

// Whatever comes in, what is read is an event that the rest can work with.
func FuzzRead(f *testing.F) {
	f.Add([]byte(inChannel))
	for _, s := range []string{
		`{"type":"invoke","name":"adaptiveCard/action","id":"1","from":{"id":"29:a"},"conversation":{"id":"a:1"},
			"value":{"action":{"verb":"x","data":{"fill":"draft","card":"c","q.task":"x","q.n":1}}}}`,
		`{"type":"message","id":"1","from":{"id":"29:a"},"conversation":{"id":"a:1"},
			"value":{"do":"tick a/1"},"replyToId":"m"}`,
		`{"type":"invoke","name":"composeExtension/fetchTask","from":{"id":"29:a"},"conversation":{"id":"19:u@unq",
			"conversationType":"personal"},"value":{"messagePayload":{"body":{"contentType":"html",
			"content":"<p>x"}}}}`,
		`{"type":"invoke","name":"task/fetch","from":{"id":"29:a"},"conversation":{"id":"a:1"},
			"value":{"data":{"do":"open x"}}}`,
		`{"type":"invoke","name":"message/submitAction","from":{"id":"29:a"},"conversation":{"id":"a:1"},
			"value":{"actionValue":{"feedback":"{\"feedbackText\":\"x\"}"}}}`,
		`{"type":"message","id":"1","from":{"id":"29:a"},"conversation":{"id":";messageid=1"}}`,
		`{"type":"installationUpdate","action":"add","from":{"id":"29:a"},"conversation":{"id":"a:1"}}`,
		`{"type":"conversationUpdate","membersRemoved":[{"id":"28:b"}],"recipient":{"id":"28:b"},"from":{"id":"29:a"},
			"conversation":{"id":"a:1"}}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var a activity
		if json.Unmarshal(b, &a) != nil {
			return
		}
		got, err := read(&a, testService, testTime)
		if err != nil || got.way == 0 {
			return
		}
		e := got.Event
		if e.ID == "" || len(e.ID) > maxID || e.Kind < chat.Said || e.Kind > chat.Left ||
			e.From.ID == "" || e.Time.IsZero() {
			t.Errorf("%+v", e)
		}
		if (e.Kind == chat.Pressed || e.Kind == chat.Filled) != (e.Action.Verb != "") ||
			len(e.Action.Verb)+len(e.Action.Arg) > chat.MaxAction {
			t.Errorf("action %+v", e.Action)
		}
		if e.Kind == chat.Filled && len(e.Fields) > 2*chat.MaxQuestion {
			t.Errorf("%d fields", len(e.Fields))
		}
		if strings.ContainsRune(e.Text, 0) || utf8.RuneCountInString(e.Text) > maxSaid ||
			!utf8.ValidString(e.Text+e.ID+e.From.ID+e.In.Channel+e.Action.Arg+e.ReplyTo.ID) {
			t.Errorf("text %q", e.Text)
		}
		where, err := (hosts{}).conversation(e.In)
		if err != nil || where.service != testService || where.direct != e.Direct {
			t.Errorf("place %+v: %v", e.In, err)
		}
	})
}
