package teams

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/chattest"
	"github.com/handvat/handvat/bot/chat/conform"
)

// A file is offered, and written to the person's own folder when they accept.
func TestFile(t *testing.T) {
	f := newFakeTeams(t)
	a := f.serve(new(inbox), nil)
	place := conversation{service: f.service(), id: conversationOf(conform.Ada, conform.Alone), tenant: testTenant,
		direct: true}.place()
	answer := func(who, action, file, address string) *httptest.ResponseRecorder {
		return f.tell(f.activity(who, conform.Alone,
			object{"type": "invoke", "name": "fileConsent/invoke", "value": object{
				"type": "fileUpload", "action": action, "context": object{"file": file},
				"uploadInfo": object{"uploadUrl": address, "contentUrl": "https://x.sharepoint.com/f", "name": "f",
					"uniqueId": "u1", "fileType": "json"},
			}}))
	}
	offered := func() string {
		t.Helper()
		if _, err := a.Send(t.Context(), place, actID("29:ada", "x"), chattest.Cards()["file-nl"]); err != nil {
			t.Fatal(err)
		}
		posts := f.saw("a:alone-ada")
		at := posts[len(posts)-1].content["attachments"].([]any)[0].(map[string]any)
		return at["content"].(map[string]any)["acceptContext"].(map[string]any)["file"].(string)
	}
	last := func() string {
		posts := f.saw("a:alone-ada")
		return string(must(encode(posts[len(posts)-1].content)))
	}

	id := offered()
	has(t, answer(conform.Ben, "accept", id, f.srv.URL+"/upload/1"), http.StatusForbidden)
	has(t, answer(conform.Ada, "accept", id, f.srv.URL+"/upload/1"), 200)
	if got := string(f.uploads["1 bytes 0-14/15"]); got != `{"gevraagd": 3}` {
		t.Errorf("saved %q of %v", got, f.uploads)
	}
	if s := last(); !strings.Contains(s, textsIn("nl").Saved) || !strings.Contains(s, fileType) {
		t.Errorf("said %s", s)
	}
	answer(conform.Ada, "accept", id, f.srv.URL+"/upload/1") // twice
	if s := last(); !strings.Contains(s, textsIn("nl").Lost) {
		t.Errorf("said %s", s)
	}
	answer(conform.Ada, "accept", offered(), "https://evil.example/")
	if s := last(); !strings.Contains(s, textsIn("nl").Refused) {
		t.Errorf("said %s", s)
	}
	before := len(f.saw("a:alone-ada")) + 1
	answer(conform.Ada, "decline", offered(), "")
	if n := len(f.saw("a:alone-ada")); n != before {
		t.Errorf("declining is answered with %d messages", n-before)
	}

	// A press that leads to a file.
	f.serve(answering(chattest.Cards()["file-nl"]), nil)
	has(t, f.tell(f.press(conform.Ada, conform.Company, "cmd export")), 200, textsIn("nl").Done)
	if n := len(f.saw("a:aside-29:ada")); n != 1 || len(f.saw("19:hall@thread.v2")) != 0 {
		t.Errorf("%d files are offered aside", n)
	}
}

// A finder finds one aid.
type finder struct{ question, lang string }

func (fd *finder) Find(_ context.Context, question, lang string, limit int) ([]Found, error) {
	fd.question, fd.lang = question, lang
	return []Found{{"Geef <b>feedback</b>", "Vier zinnen.",
		chat.Action{Verb: "open", Arg: "feedback-4g"}}}[:min(limit, 1)], nil
}

// The message extension finds aids and inserts the card of one.
func TestMessageExtension(t *testing.T) {
	f := newFakeTeams(t)
	fd := new(finder)
	in := answering(chattest.Cards()["answer-nl"])
	f.serve(in, fd)
	extension := func(name string, value any) object {
		return f.activity(conform.Ada, conform.Alone,
			object{"type": "invoke", "name": "composeExtension/" + name, "value": value})
	}
	w := f.tell(extension("query", object{"commandId": "search",
		"parameters": []any{object{"name": searchParameter, "value": " feedback "}}}))
	has(t, w, 200, `"type":"result"`, `"do":"open feedback-4g"`, "Geef <b>feedback</b>")
	if fd.question != "feedback" || fd.lang != "nl-NL" || len(in.events) != 0 {
		t.Errorf("asked for %q in %q, %d events", fd.question, fd.lang, len(in.events))
	}
	f.tell(extension("query", object{"parameters": []any{object{"name": "initialRun", "value": "true"}}}))
	if fd.question != "" {
		t.Errorf("first asked for %q", fd.question)
	}
	has(t, f.tell(extension("selectItem", object{"do": "open feedback-4g"})), 200, cardType, "Gedrag", `"preview"`)
	e := in.events[0]
	if e.Kind != chat.Pressed || e.Action != (chat.Action{Verb: "open", Arg: "feedback-4g"}) || !e.Private || e.Direct {
		t.Errorf("%+v", e)
	}
	has(t, f.tell(extension("fetchTask", object{"commandId": "about",
		"messagePayload": object{"body": object{"contentType": "html",
			"content": "<p>hoe geef ik <b>feedback</b>&nbsp;&amp; wat dan?</p>"}}})), 200,
		`"type":"continue"`, "Action.Submit")
	if e := in.events[1]; e.Text != "hoe geef ik feedback & wat dan?" || !e.Private {
		t.Errorf("%+v", e)
	}
	has(t, f.tell(extension("submitAction", object{"data": object{"do": "steps feedback-4g"}})), 200,
		`"type":"continue"`)
	has(t, f.tell(f.activity(conform.Ada, conform.Alone,
		object{"type": "invoke", "name": "task/submit",
			"value": object{"data": object{"fill": "draft", "q.task": " x "}}})), 200, `"type":"continue"`)
	if e := in.events[3]; e.Kind != chat.Filled || e.Fields["task"] != "x" || e.Private {
		t.Errorf("%+v", e)
	}
}

// Feedback under a message is taken, and heard if something was typed.
func TestFeedback(t *testing.T) {
	f := newFakeTeams(t)
	in := new(inbox)
	f.serve(in, nil)
	for _, text := range []string{`{"feedbackText":""}`, ``, `{"feedbackText":"te lang"}`} {
		has(t, f.tell(f.activity(conform.Ada, conform.Alone,
			object{"type": "invoke", "name": "message/submitAction",
				"value": object{"actionName": "feedback",
					"actionValue": object{"reaction": "dislike", "feedback": text}}})), 200, "{}")
	}
	if len(in.events) != 1 || in.events[0].Text != "te lang" || in.events[0].Kind != chat.Said {
		t.Errorf("%+v", in.events)
	}
}

// A press from a client without Action.Execute comes as a message, and twice is once.
func TestOldClient(t *testing.T) {
	f := newFakeTeams(t)
	in := new(inbox)
	f.serve(in, nil)
	for range 2 {
		has(t, f.tell(f.activity(conform.Ada, conform.Alone,
			object{"type": "message", "replyToId": "m1", "value": object{"do": "tick x/1", "card": "c1"}})), 202)
	}
	if len(in.events) != 2 || in.events[0].ID != in.events[1].ID || in.events[0].Kind != chat.Pressed ||
		in.events[0].ReplyTo.ID != "m1" {
		t.Errorf("%+v", in.events)
	}
}
