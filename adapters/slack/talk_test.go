package slack

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slacktest"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/chattest"
	"github.com/handvat/handvat/bot/chat/conform"
)

// TestThreads holds that the bot hears on in a thread it was named in: who named it,
// until it is told to stop.
func TestThreads(t *testing.T) {
	in := new(inbox)
	r := serve(t, in, false)
	follow := func(user, thread, text string) int {
		t.Helper()
		before := len(in.all())
		p := said("message", user, hall, r.stamp(), text)
		p["event"].(obj)["thread_ts"] = thread
		if _, err := r.bring(t.Context(), events, p, 0); err != nil {
			t.Fatal(err)
		}
		return len(in.all()) - before
	}
	ts := r.stamp()
	if _, err := r.bring(t.Context(), events, said("app_mention", "U0ADA", hall, ts, "<@U0BOT> hoi"), 0); err != nil {
		t.Fatal(err)
	}
	at := in.last(t)
	if _, err := r.a.Send(t.Context(), at.In, at.ID, chat.Reply{Text: "hoi", Lang: "nl"}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.a.Send(t.Context(), at.In, "another", chat.Reply{Text: "nog iets", Lang: "nl"}); err != nil {
		t.Fatal(err)
	}
	posts := r.kept()
	offers := []int{strings.Count(string(posts[0].blocks), idHush), strings.Count(string(posts[1].blocks), idHush)}
	if !slices.Equal(offers, []int{1, 0}) {
		t.Errorf("the offer to stop listening is there %v times, want once, on the first message", offers)
	}
	if n := follow("U0ADA", ts, "en dan?"); n != 1 {
		t.Errorf("a follow-up of the asker is heard %d times", n)
	}
	if !in.last(t).Aside || at.Aside {
		t.Error("what does not name the bot is not told from what does")
	}
	if n := follow("U0BEN", ts, "ik weet het"); n != 0 {
		t.Error("someone else is heard")
	}
	if n := follow("U0ADA", "1700000000.000001", "elders"); n != 0 {
		t.Error("another thread is heard")
	}
	r.mu.Lock()
	hush := r.pressOn(&posts[0], obj{"action_id": idHush, "value": ""}, "U0ADA", conform.Act{})
	r.mu.Unlock()
	if _, err := r.bring(t.Context(), interactive, hush, 0); err != nil {
		t.Fatal(err)
	}
	if n := follow("U0ADA", ts, "hallo?"); n != 0 {
		t.Error("the thread is heard after it was ended")
	}
	wait(t, "word that it is ended", func() bool {
		all := r.kept()
		p := all[len(all)-1]
		return p.only == "U0ADA" && p.thread == ts && strings.Contains(p.text, "niet meer mee")
	})
}

// TestWhisper holds that a private answer finds another way when one is closed.
func TestWhisper(t *testing.T) {
	r := serve(t, new(inbox), false)
	private := chat.Reply{Text: "alleen jij", Private: true}
	address := func() string {
		r.mu.Lock()
		defer r.mu.Unlock()
		return r.address(hall, "", "U0ADA")
	}
	send := func(to chat.Place, key string) post {
		t.Helper()
		if _, err := r.a.Send(t.Context(), to, key, private); err != nil {
			t.Fatal(err)
		}
		all := r.kept()
		return all[len(all)-1]
	}
	key := eventID(team, hall, "1.1", "U0ADA")
	r.a.urls.Put(key, &replyURL{url: address()})
	for range urlUses {
		if p := send(place(team, hall, ""), key); p.only != "U0ADA" {
			t.Errorf("%+v", p)
		}
	}
	if n, _ := r.called("chat.postEphemeral"); n != 0 {
		t.Errorf("an ephemeral message was posted although there was an address")
	}
	send(place(team, hall, ""), key) // the address is used up
	if n, _ := r.called("chat.postEphemeral"); n != 1 {
		t.Errorf("%d ephemeral messages", n)
	}
	if p := send(place(team, "C0ELSEWHERE", ""), key); p.channel != "D0ADA" { // the bot is not there
		t.Errorf("%+v", p)
	}
	r.a.urls.Put(key, &replyURL{url: r.srv.URL + "/hook/expired"})
	if p := send(place(team, hall, ""), key); p.only != "U0ADA" {
		t.Errorf("after an expired address: %+v", p)
	}
	r.a.urls.Put(key, &replyURL{url: "https://evil.example/hook"})
	if p := send(place(team, hall, ""), key); p.only != "U0ADA" {
		t.Errorf("after a foreign address: %+v", p)
	}
	var said *chat.SendError
	if _, err := r.a.Send(t.Context(), place(team, hall, ""), "nudge-1", private); !errors.As(err, &said) ||
		!said.Permanent {
		t.Errorf("a private message for nobody: %v", err)
	}
	if p := send(place(team, "D0ADA", ""), eventID(team, "D0ADA", "1.2", "U0ADA")); p.only != "" ||
		p.channel != "D0ADA" {
		t.Errorf("in a direct conversation: %+v", p)
	}
}

// TestExplain holds what an error means for the message, and above all that our own
// trouble opts nobody out.
func TestExplain(t *testing.T) {
	for _, c := range []struct {
		err  error
		want chat.SendError
	}{
		{&slack.RateLimitedError{RetryAfter: 7 * time.Second}, chat.SendError{RetryAfter: 7 * time.Second}},
		{slack.SlackErrorResponse{Err: "user_disabled"}, chat.SendError{Gone: true}},
		{slack.SlackErrorResponse{Err: "token_revoked"}, chat.SendError{RetryAfter: time.Minute}},
		{slack.SlackErrorResponse{Err: "invalid_blocks"}, chat.SendError{Permanent: true}},
		{slack.SlackErrorResponse{Err: "internal_error"}, chat.SendError{Ambiguous: true}},
		{slack.StatusCodeError{Code: 502}, chat.SendError{Ambiguous: true}},
		{&url.Error{Err: &net.OpError{Op: "dial", Err: errors.New("refused")}}, chat.SendError{}},
		{fmt.Errorf("failed: %w", &url.Error{Op: "Post", URL: "https://hooks.slack.com/hidden",
			Err: errors.New("EOF")}), chat.SendError{Ambiguous: true}},
	} {
		got := *explain(c.err)
		if strings.Contains(got.Error(), "hidden") {
			t.Errorf("%v tells an address", got.Err)
		}
		got.Err = nil
		if got != c.want {
			t.Errorf("%v: %+v, want %+v", c.err, got, c.want)
		}
	}
}

// TestHome holds that the home tab and windows work: what is done there is answered
// there, in words as well as in forms.
func TestHome(t *testing.T) {
	in := &inbox{reply: func(e chat.Event) chat.Reply {
		switch {
		case e.Kind == chat.Filled:
			return chat.Reply{Text: "dank", Lang: "nl"}
		case e.Text == "mijn gegevens":
			return chattest.Cards()["form-en"]
		}
		return chattest.Cards()["checklist-nl"]
	}}
	r := serve(t, in, false)
	r.a.cfg.Prompts = func(string) []string { return []string{"a", "b", "c", "d", "e"} }
	bring := func(k kind, p obj) json.RawMessage {
		t.Helper()
		back, err := r.bring(t.Context(), k, p, 0)
		if err != nil {
			t.Fatal(err)
		}
		return back
	}
	views := func(n int) shownView {
		t.Helper()
		wait(t, fmt.Sprintf("view %d", n), func() bool { r.mu.Lock(); defer r.mu.Unlock(); return len(r.views) >= n })
		var v shownView
		r.mu.Lock()
		defer r.mu.Unlock()
		if err := json.Unmarshal(r.views[n-1], &v); err != nil || len(r.views) != n {
			t.Fatal(err, len(r.views))
		}
		return v
	}
	opened := func(tab string) obj {
		return event(obj{"type": "app_home_opened", "user": "U0ADA", "channel": "D0ADA", "tab": tab,
			"event_ts": r.stamp()}, "Ev"+r.stamp())
	}
	bring(events, opened("home"))
	home := views(1)
	if home.Type != "home" || !strings.Contains(string(home.Blocks), "Verder waar ik was") {
		t.Errorf("%+v", home)
	}
	inView := func(typ, id, value string, v shownView) obj {
		return obj{"type": "block_actions", "team": obj{"id": team}, "user": obj{"id": "U0ADA"},
			"trigger_id": "trigger." + r.stamp(), "container": obj{"type": "view"},
			"view": obj{"id": "V1", "type": typ, "hash": r.stamp(), "private_metadata": v.PrivateMetadata,
				"state": obj{"values": obj{}}},
			"actions": []obj{{"type": "button", "action_id": id, "value": value, "action_ts": r.stamp()}}}
	}
	bring(interactive, inView("home", idSay+".0", "hoi", home))
	card := views(2)
	if e := in.last(t); e.Text != "hoi" || !e.Direct || e.In.Channel != "D0ADA" || e.Locale != "nl-NL" {
		t.Errorf("%+v", e)
	}
	bring(interactive, inView("modal", idDo+".1", "tick or-instemming/2", card))
	if e := in.last(t); e.Kind != chat.Pressed || e.Action.Arg != "or-instemming/2" {
		t.Errorf("%+v", e)
	}
	views(3)
	bring(interactive, inView("home", idSay+".5", "mijn gegevens", home))
	form := views(4)
	if form.Submit == nil || form.Submit.Text != "Send" {
		t.Errorf("%+v", form)
	}
	submit := func(callback string, v shownView, values obj) obj {
		return obj{"type": "view_submission", "team": obj{"id": team}, "user": obj{"id": "U0ADA"},
			"trigger_id": "trigger.1",
			"view": obj{"id": "V2", "hash": r.stamp(), "callback_id": callback,
				"private_metadata": v.PrivateMetadata, "state": obj{"values": values}}}
	}
	back := bring(interactive, submit(windowCard, form, obj{fieldBlock + "task": obj{idAnswer: obj{"value": "x"}}}))
	if e := in.last(t); e.Kind != chat.Filled || e.Action.Verb != "draft" || e.Fields["task"] != "x" {
		t.Errorf("%+v", e)
	}
	if !strings.Contains(string(back), `"response_action":"update"`) || !strings.Contains(string(back), "dank") {
		t.Errorf("%s", back)
	}
	bring(interactive, inView("home", idAsk, "", home))
	ask := views(5)
	bring(interactive, submit(windowAsk, ask, obj{fieldBlock + askField: obj{idAnswer: obj{"value": "hoe dan?"}}}))
	if e := in.last(t); e.Kind != chat.Said || e.Text != "hoe dan?" {
		t.Errorf("%+v", e)
	}

	bring(events, opened("messages"))
	bring(events, opened("messages"))
	var joined int
	for _, e := range in.all() {
		if e.Kind == chat.Joined {
			joined++
		}
	}
	if joined != 1 {
		t.Errorf("greeted %d times", joined)
	}
	wait(t, "suggested questions", func() bool {
		n,
			_ := r.called("assistant.threads.setSuggestedPrompts")
		return n == 2
	})
	if _, v := r.called("assistant.threads.setSuggestedPrompts"); v.Has("thread_ts") ||
		strings.Count(v.Get("prompts"), "title") != maxPrompts {
		t.Errorf("%v", v)
	}
}

// TestLateInWindow holds that what comes too late for a window ends up in the
// conversation, and so does what Slack does not show.
func TestLateInWindow(t *testing.T) {
	in := new(inbox)
	r := serve(t, in, false)
	m := meta{Channel: "D0ADA", Submit: "draft"}.String()
	back, err := r.bring(t.Context(), interactive,
		obj{"type": "view_submission", "team": obj{"id": team}, "user": obj{"id": "U0ADA"},
			"view": obj{"id": "V2", "hash": "1.a", "callback_id": windowCard, "private_metadata": m}}, 0)
	if err != nil || !strings.Contains(string(back), `"response_action":"clear"`) {
		t.Errorf("%s, %v", back, err)
	}
	in.reply = func(chat.Event) chat.Reply { return chattest.Cards()["answer-nl"] }
	if _, err := r.bring(t.Context(), interactive,
		obj{"type": "block_actions", "team": obj{"id": team}, "user": obj{"id": "U0ADA"}, "trigger_id": "expired",
			"view":    obj{"id": "V1", "type": "home", "private_metadata": m},
			"actions": []obj{{"action_id": idSay + ".0", "value": "hoi", "action_ts": "1.2"}}}, 0); err != nil {
		t.Fatal(err)
	}
	wait(t, "the answer in the conversation",
		func() bool { all := r.kept(); return len(all) == 1 && all[0].channel == "D0ADA" })
}

// TestFileInsideRequest holds that a file given with a command arrives once, for the
// asker alone, also when Slack refuses it at first.
func TestFileInsideRequest(t *testing.T) {
	in := &inbox{reply: func(chat.Event) chat.Reply { return chattest.Cards()["file-nl"] }}
	r := serve(t, in, false)
	r.mu.Lock()
	r.refuse = "files.completeUploadExternal"
	r.mu.Unlock()
	back, err := r.bring(t.Context(), command,
		obj{"team_id": team, "user_id": "U0ADA", "channel_id": hall, "trigger_id": "1.2", "text": "export"}, 0)
	if err != nil || !strings.Contains(string(back), "alles wat ik van je weet") {
		t.Errorf("%s, %v", back, err)
	}
	wait(t, "the file", func() bool {
		all := r.kept()
		return len(all) == 1 && all[0].channel == "D0ADA" && slices.Equal(all[0].files, []string{"mijn-gegevens.json"})
	})
}

// TestStatus holds that who waits long is told so, and that it goes away.
func TestStatus(t *testing.T) {
	in := new(inbox)
	r := serve(t, in, false)
	if _, err := r.bring(t.Context(), events,
		said("message", "U0ADA", "D0ADA", "1700000000.000100", "hoi"), 0); err != nil {
		t.Fatal(err)
	}
	status := func() (string, int) {
		n, v := r.called("assistant.threads.setStatus")
		return v.Get("status"), n
	}
	wait(t, "a status", func() bool { s, n := status(); return n == 1 && s == Words.In("nl").Wait })
	if _, err := r.a.Send(t.Context(), in.last(t).In, in.last(t).ID, chat.Reply{Text: "hoi"}); err != nil {
		t.Fatal(err)
	}
	wait(t, "no status", func() bool { s, n := status(); return n == 2 && s == "" })
	if _, err := r.bring(t.Context(), events,
		said("message", "U0ADA", "D0ADA", "1700000000.000100", "hoi"), 1); err != nil {
		t.Fatal(err)
	}
	time.Sleep(patient + 200*time.Millisecond)
	if _, n := status(); n != 2 {
		t.Error("what Slack brings again gets a status again")
	}
}

// TestSlowProfile holds that nobody waits long for Slack to tell their language.
func TestSlowProfile(t *testing.T) {
	in := new(inbox)
	r := serve(t, in, false)
	r.mu.Lock()
	r.slowness = 2 * time.Second
	r.mu.Unlock()
	begin := time.Now()
	if _, err := r.bring(t.Context(), events,
		said("message", "U0ADA", "D0ADA", "1700000000.000100", "hoi"), 0); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(begin); took > time.Second || in.last(t).Locale != "" {
		t.Errorf("took %v, locale %q", took, in.last(t).Locale)
	}
}

// TestSlacktest sends to the server that slack-go tests itself with.
func TestSlacktest(t *testing.T) {
	s := slacktest.NewTestServer()
	s.Start()
	defer s.Stop()
	a := New(nil, Config{BotToken: "xoxb-x", APIURL: s.GetAPIURL(), Memory: new(notes)}, nil)
	ref, err := a.Send(t.Context(), place(team, hall, ""), "k", chattest.Cards()["answer-nl"])
	if err != nil || ref.ID == "" {
		t.Errorf("%+v, %v", ref, err)
	}
}

// TestCheck holds that trouble is found, and said without secrets.
func TestCheck(t *testing.T) {
	f := newSlackFake(t)
	cfg := f.config()
	cfg.SigningSecret, cfg.AppToken = strings.Repeat("a1", 16), "xapp-1"
	var do []string
	for _, x := range Check(t.Context(), cfg, "en") {
		if x.Do != "" {
			do = append(do, x.What)
		}
	}
	if len(do) != 1 || !strings.Contains(do[0], "app_mentions:read") { // the fake's token tells no scopes
		t.Errorf("%q", do)
	}
	refuses := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Write([]byte(`{"ok":false,"error":"invalid_auth"}`))
	}))
	defer refuses.Close()
	bad := Check(t.Context(), Config{BotToken: "xoxb-hidden", SigningSecret: "xoxb-hidden", AppToken: "xapp-hidden",
		APIURL: refuses.URL + "/"}, "en")
	for _, x := range bad {
		if x.Do == "" || strings.Contains(x.What+x.Do, "hidden") {
			t.Errorf("%+v", x)
		}
	}
	if len(bad) != 3 {
		t.Errorf("%+v", bad)
	}
	refuses.Close()
	if away := Check(t.Context(), Config{BotToken: "xoxb-hidden",
		APIURL: refuses.URL + "/"}, "en"); !strings.Contains(away[0].What, "cannot be reached") ||
		!strings.Contains(away[0].Do, "https") {
		t.Errorf("%+v", away)
	}
}

// TestManifest holds the manifest to Slack's limits.
func TestManifest(t *testing.T) {
	for _, host := range []string{"", "handvat.example.org"} {
		m := Manifest(host, []string{"a", "b", "c", "d", "e"})
		d, f := m.Display, m.Features
		if len(d.Name) > 35 || len(d.Description) > 140 || len(d.LongDescription) < 174 ||
			len(d.LongDescription) > 4000 || len(f.AgentView.AgentDescription) > 300 ||
			len(f.AgentView.SuggestedPrompts) != maxPrompts || len(f.Shortcuts[0].Name) > 24 ||
			len(f.Shortcuts[0].Description) > 150 || len(f.SlashCommands[0].Description) > 2000 {
			t.Errorf("%+v", m)
		}
		if m.Settings.SocketModeEnabled != (host == "") || strings.Contains(string(wire(t, m)), `"request_url": ""`) {
			t.Errorf("%s", wire(t, m))
		}
	}
}
