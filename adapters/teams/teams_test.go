package teams

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/chattest"
	"github.com/handvat/handvat/bot/chat/conform"
	"github.com/handvat/handvat/bot/delivery"
	"github.com/handvat/handvat/knowledge/store"
)

var quiet = slog.New(slog.DiscardHandler)

// An inbox takes events and answers them with a script.
type inbox struct {
	mu     sync.Mutex
	events []chat.Event
	reply  func(chat.Event) (chat.Reply, bool, error)
}

func (in *inbox) Accept(_ context.Context, e chat.Event) error {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.events = append(in.events, e)
	if in.reply != nil {
		_, _, err := in.reply(e)
		return err
	}
	return nil
}

func (in *inbox) Answer(_ context.Context, e chat.Event) (chat.Reply, bool, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.events = append(in.events, e)
	return in.reply(e)
}

// answering is an inbox that answers r.
func answering(r chat.Reply) *inbox {
	return &inbox{reply: func(chat.Event) (chat.Reply, bool, error) { return r, true, nil }}
}

// press is a press on a button that does what do says.
func (f *fakeTeams) press(who string, in conform.Where, do string) object {
	return f.activity(who, in, object{"type": "invoke", "name": "adaptiveCard/action", "replyToId": "m1",
		"value": object{"action": object{"type": "Action.Execute", "data": object{"do": do, "card": "c1"}}}})
}

func has(t *testing.T, w *httptest.ResponseRecorder, status int, parts ...string) {
	t.Helper()
	if w.Code != status {
		t.Errorf("answered with %d, want %d", w.Code, status)
	}
	for _, p := range parts {
		if !strings.Contains(w.Body.String(), p) {
			t.Errorf("there is no %s in\n%s", p, w.Body)
		}
	}
}

func TestOnlyPost(t *testing.T) {
	f := newFakeTeams(t)
	a := f.serve(new(inbox), nil)
	w := httptest.NewRecorder()
	a.ServeHTTP(w, httptest.NewRequest(http.MethodGet, EndpointPath, nil))
	has(t, w, http.StatusMethodNotAllowed)
}

// An inbox that is full is no acknowledgement, and the same act may come again.
func TestDown(t *testing.T) {
	f := newFakeTeams(t)
	down := errors.New("full")
	in := &inbox{reply: func(chat.Event) (chat.Reply, bool, error) { return chat.Reply{}, false, down }}
	f.serve(in, nil)
	for _, a := range []object{f.activity(conform.Ada, conform.Alone, object{"type": "message", "text": "hi"}),
		f.press(conform.Ada, conform.Alone, "go")} {
		has(t, f.tell(a), http.StatusServiceUnavailable)
		in.reply = func(chat.Event) (chat.Reply, bool, error) { return chat.Reply{Text: "later it works"}, true, nil }
		before := len(in.events)
		if w := f.tell(a); w.Code >= 300 || len(in.events) != before+1 {
			t.Errorf("the second time is answered with %d, %d events", w.Code, len(in.events)-before)
		}
		in.reply = func(chat.Event) (chat.Reply, bool, error) { return chat.Reply{}, false, down }
	}
}

// A press whose answer cannot be posted is answered on the card.
func TestPressWithoutConnector(t *testing.T) {
	f := newFakeTeams(t)
	f.serve(answering(chattest.Cards()["step-nl"]), nil)
	f.fault = conform.Broken
	has(t, f.tell(f.press(conform.Ada, conform.Alone, "steps x")), 200, `"type":"`+cardType, "Stap 2 van 5")
	f.fault = conform.Lost
	has(t, f.tell(f.press(conform.Ada, conform.Alone, "steps y")), 200, `"type":"`+cardType, "Stap 2 van 5")
	has(t, f.tell(f.press(conform.Ada, conform.Alone, "steps z")), 200, "activity.message", textsIn("nl").Done)
}

// A press that takes long is answered later, and says so.
func TestLater(t *testing.T) {
	f := newFakeTeams(t)
	in := &inbox{reply: func(chat.Event) (chat.Reply, bool, error) { return chat.Reply{}, false, nil }}
	f.serve(in, nil)
	a := f.press(conform.Ben, conform.Alone, "go")
	has(t, f.tell(a), 200, "activity.message", textsIn("en").Later)
	has(t, f.tell(a), 200, "activity.message", textsIn("en").Later)
	if len(in.events) != 1 {
		t.Errorf("%d events", len(in.events))
	}
}

// In company a card changes for the person who pressed, whose client can ask for it
// again. Others get the card that everyone sees.
func TestViews(t *testing.T) {
	f := newFakeTeams(t)
	in := answering(chattest.Cards()["step-nl"])
	a := f.serve(in, nil)
	place := conversation{service: f.service(), id: conversationOf("", conform.Company), tenant: testTenant}.place()
	ref, err := a.Send(t.Context(), place, actID("29:ada", "x"), chattest.Cards()["answer-nl"])
	if err != nil {
		t.Fatal(err)
	}
	posted := f.saw("19:hall@thread.v2")[0]
	if !strings.Contains(string(must(encode(posted.content))), `"userIds":["29:ada"]`) {
		t.Errorf("who asked gets no view of their own: %v", posted.content)
	}
	press := f.press(conform.Ada, conform.Company, "steps feedback-4g")
	press["replyToId"] = ref.ID
	has(t, f.tell(press), 200, cardType, "Stap 2 van 5")
	if e := in.events[0]; !e.Private || e.Direct {
		t.Errorf("only who pressed sees the answer, but the event is %+v", e)
	}
	again := func(who, id string) *httptest.ResponseRecorder {
		a := f.press(who, conform.Company, verbAgain)
		a["replyToId"] = id
		return f.tell(a)
	}
	has(t, again(conform.Ada, ref.ID), 200, "Stap 2 van 5")
	has(t, again(conform.Ben, ref.ID), 200, "Geef feedback met de 4 G")
	has(t, again(conform.Ben, "other"), 200, `"statusCode":404`)
	if posted.edits != 0 || len(f.saw("19:hall@thread.v2")) != 1 {
		t.Error("others see what one person pressed")
	}
}

// A message that only one person may see is never posted in company.
func TestAside(t *testing.T) {
	f := newFakeTeams(t)
	a := f.serve(new(inbox), nil)
	place := conversation{service: f.service(), id: "19:hall@thread.v2", tenant: testTenant}.place()
	private := chat.Reply{Text: "Alleen voor jou.", Private: true, Replace: chat.Ref{Place: place, ID: "m1"}}
	for range 2 {
		ref, err := a.Send(t.Context(), place, actID("29:ada", "x"), private)
		if err != nil || ref.Place.Channel == place.Channel {
			t.Errorf("%v %v", ref, err)
		}
	}
	var said *chat.SendError
	if _, err := a.Send(t.Context(), place, "nudge-1", private); !errors.As(err, &said) ||
		!said.Permanent {
		t.Errorf("a private message for nobody: %v", err)
	}
	f.status, f.code = 403, "BotNotInConversationRoster"
	if _, err := a.Send(t.Context(), place, actID("29:ben", "x"), private); !errors.As(err, &said) ||
		!said.Permanent || said.Gone {
		t.Errorf("a person without the app: %v", err)
	}
	if len(f.saw("19:hall@thread.v2")) != 0 || len(f.saw("a:aside-29:ada")) != 2 {
		t.Error("a private message is elsewhere")
	}

	someone := Person(testTenant, "entra-ben")
	if _, err := (hosts{}).conversation(someone); err != nil {
		t.Error(err)
	}
	someone.Channel = strings.Replace(someone.Channel, "https://"+connectors[0]+"/teams", f.service(), 1)
	for range 2 {
		if _, err := a.Send(t.Context(), someone, "test", chat.Reply{Text: "hoi"}); err != nil {
			t.Error(err)
		}
	}
	if len(f.saw("a:aside-entra-ben")) != 2 {
		t.Error("a message to a person is elsewhere")
	}
}

// What the connector answers, and what delivery makes of it.
func TestSendErrors(t *testing.T) {
	f := newFakeTeams(t)
	a := f.serve(new(inbox), nil)
	place := conversation{service: f.service(), id: "a:1", tenant: testTenant, direct: true}.place()
	for _, c := range []struct {
		status int
		code   string
		want   chat.SendError
	}{
		{429, "", chat.SendError{}},
		{412, "", chat.SendError{}},
		{408, "", chat.SendError{Ambiguous: true}},
		{500, "ServiceError", chat.SendError{Ambiguous: true}},
		{502, "", chat.SendError{Ambiguous: true}},
		{503, "", chat.SendError{Ambiguous: true}},
		{504, "", chat.SendError{Ambiguous: true}},
		{400, "BadSyntax", chat.SendError{Permanent: true}},
		{403, "BotDisabledByAdmin", chat.SendError{Permanent: true}},
		{403, "MessageWritesBlocked", chat.SendError{Gone: true}},
		{403, "BotNotInConversationRoster", chat.SendError{Gone: true}},
		{404, "ConversationNotFound", chat.SendError{Gone: true}},
		{404, "ActivityNotFoundInConversation", chat.SendError{Permanent: true}},
		{413, "MessageSizeTooBig", chat.SendError{Permanent: true}},
	} {
		f.status, f.code = c.status, c.code
		_, err := a.Send(t.Context(), place, "k", chat.Reply{Text: "hoi"})
		var got *chat.SendError
		if !errors.As(err, &got) {
			t.Errorf("%d %s: %v", c.status, c.code, err)
			continue
		}
		if got.Gone != c.want.Gone || got.Permanent != c.want.Permanent || got.Ambiguous != c.want.Ambiguous {
			t.Errorf("%d %s: %+v", c.status, c.code, got)
		}
	}
	if len(f.saw("a:1")) != 0 {
		t.Error("something was sent")
	}

	f.fault = conform.TooMany
	var said *chat.SendError
	if _, err := a.Send(t.Context(), place, "k", chat.Reply{Text: "hoi"}); !errors.As(err, &said) ||
		said.RetryAfter != time.Second {
		t.Errorf("Retry-After: %v", err)
	}
	slow, cancel := context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	if _, err := a.Send(slow, place, "k", chat.Reply{Text: "hoi"}); !errors.As(err, &said) ||
		said.Permanent || said.Gone {
		t.Errorf("a timeout: %v", err)
	}
	for _, bad := range []chat.Place{
		{Platform: "web", Channel: place.Channel}, {Platform: Platform},
		{Platform: Platform, Channel: "direct https://evil.example/v3/conversations/a:1"},
		{Platform: Platform, Channel: strings.TrimPrefix(place.Channel, "direct ")},
	} {
		if _, err := a.Send(t.Context(), bad, "k", chat.Reply{Text: "hoi"}); !errors.As(err, &said) ||
			!said.Permanent || !errors.Is(err, errAddress) {
			t.Errorf("%v: %v", bad, err)
		}
	}
	_, err := a.Send(t.Context(), place, "k", chat.Reply{Text: strings.Repeat("x", maxMessage/2)})
	if !errors.As(err, &said) || !said.Permanent {
		t.Errorf("too large: %v", err)
	}
	f.srv.Close()
	if _, err := a.Send(t.Context(), place, "k", chat.Reply{Text: "hoi"}); !errors.As(err, &said) ||
		said.Ambiguous || said.Permanent {
		t.Errorf("nobody there: %v", err)
	}
	if strings.Contains(said.Error(), "a:1") {
		t.Errorf("the error names the conversation: %v", said)
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	for h, want := range map[string]time.Duration{
		"": 0, "3": 3 * time.Second, "1.5": 1500 * time.Millisecond, "-1": 0, "99999": time.Hour, "soon": 0,
		"Sat, 21 Nov 2026 12:00:07 GMT": 7 * time.Second, "Sat, 21 Nov 2026 11:00:00 GMT": 0,
	} {
		var said *chat.SendError
		err := refusal(&http.Response{Header: http.Header{"Retry-After": {h}}}, "", now)
		if !errors.As(err, &said) || said.RetryAfter != want {
			t.Errorf("%q: %+v, want %v", h, said, want)
		}
	}
}

// A token that the connector refuses is renewed once.
func TestTokenRefused(t *testing.T) {
	f := newFakeTeams(t)
	now := time.Now()
	cfg := f.config()
	cfg.Now = func() time.Time { return now }
	a, err := New(quiet, cfg, new(inbox), nil)
	if err != nil {
		t.Fatal(err)
	}
	place := conversation{service: f.service(), id: "a:1", tenant: testTenant, direct: true}.place()
	for range 2 {
		if _, err := a.Send(t.Context(), place, "k", chat.Reply{Text: "hoi"}); err != nil {
			t.Fatal(err)
		}
		f.valid = "revoked"
		now = now.Add(tokenApart)
	}
	f.status, f.code = 401, "Unauthorized"
	if _, err := a.Send(t.Context(), place, "k", chat.Reply{Text: "hoi"}); err != nil {
		t.Errorf("once refused: %v", err)
	}
	if f.tokens != 3 {
		t.Errorf("%d tokens", f.tokens)
	}
}

// Our token does not follow a redirect.
func TestRedirect(t *testing.T) {
	f := newFakeTeams(t)
	a := f.serve(new(inbox), nil)
	reached := false
	evil := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	defer evil.Close()
	moved := httptest.NewServer(http.RedirectHandler(evil.URL, http.StatusTemporaryRedirect))
	defer moved.Close()
	place := conversation{service: moved.URL, id: "a:1", tenant: testTenant, direct: true}.place()
	if _, err := a.Send(t.Context(), place, "k", chat.Reply{Text: "hoi"}); err == nil || reached {
		t.Errorf("reached %v: %v", reached, err)
	}
}

// A nudge needs nothing but the place of an earlier event, also after a restart.
func TestProactive(t *testing.T) {
	f := newFakeTeams(t)
	in := new(inbox)
	f.serve(in, nil)
	thread := f.activity(conform.Ada, conform.Company, object{"type": "message", "text": "hi"})
	thread["conversation"] = object{"id": "19:x@thread.tacv2;messageid=170",
		"conversationType": "channel", "isGroup": true}
	f.tell(thread)
	f.tell(f.activity(conform.Ada, conform.Alone, object{"type": "message", "text": "hi"}))
	a := f.serve(in, nil)
	for i, want := range []string{"19:x@thread.tacv2;messageid=170", "a:alone-ada"} {
		if _, err := a.Send(t.Context(), in.events[i].In, "nudge", chat.Reply{Text: "Ging het goed?"}); err != nil {
			t.Error(err)
		}
		if len(f.saw(want)) != 1 {
			t.Errorf("nothing in %s", want)
		}
	}
	if in.events[0].In.Thread != "170" || in.events[0].In.Team != testTenant {
		t.Errorf("%+v", in.events[0].In)
	}
}

// An installation is told twice, in two kinds of activity.
func TestInstall(t *testing.T) {
	f := newFakeTeams(t)
	in := new(inbox)
	f.serve(in, nil)
	bot := []any{object{"id": "28:" + testApp}}
	for _, more := range []object{
		{"type": "installationUpdate", "action": "add"},
		{"type": "conversationUpdate", "membersAdded": bot},
		{"type": "conversationUpdate", "membersAdded": []any{object{"id": "29:ben"}}},
		{"type": "installationUpdate", "action": "remove"},
		{"type": "conversationUpdate", "membersRemoved": bot},
	} {
		f.tell(f.activity(conform.Ada, conform.Alone, more))
	}
	f.tell(f.activity(conform.Ada, conform.Company,
		object{"type": "installationUpdate", "action": "remove"})) // opts nobody out
	var kinds []chat.Kind
	ids := map[string]bool{}
	for _, e := range in.events {
		kinds = append(kinds, e.Kind)
		ids[e.ID] = true
	}
	if !slices.Equal(kinds, []chat.Kind{chat.Joined, chat.Joined, chat.Left, chat.Left}) || len(ids) != 2 {
		t.Errorf("kinds %v, %d ids", kinds, len(ids))
	}
}

func BenchmarkAccept(b *testing.B) {
	db, err := store.Open(filepath.Join(b.TempDir(), "db"))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	f := newFakeTeams(b)
	f.serve(delivery.New(quiet, db, nil, time.Now), nil)
	token := "Bearer " + f.token(mint{})
	b.ReportAllocs()
	b.SetParallelism(8)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			body := must(encode(f.activity(conform.Ada, conform.Alone,
				object{"type": "message", "text": "hoe kan ik feedback geven?"})))
			if w := f.deliver(body, token); w.Code != http.StatusAccepted {
				b.Fatalf("answered with %d", w.Code)
			}
		}
	})
}
