package delivery

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/store"
)

// history is the conversation in a channel of web in short: ">" for the person,
// "<" for us.
func (r *rig) history(channel string, after uint64, limit int) (lines []string) {
	r.t.Helper()
	entries, err := r.History(context.Background(), chat.Place{Platform: "web", Channel: channel}, after, limit)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, e := range entries {
		switch {
		case e.Event != nil:
			lines = append(lines, "> "+e.Event.Text)
		default:
			lines = append(lines, "< "+e.Reply.Text)
		}
	}
	return lines
}

// is expects that the conversation in a channel is want.
func (r *rig) talkIs(channel string, want ...string) {
	r.t.Helper()
	if got := r.history(channel, 0, 100); strings.Join(got, "\n") != strings.Join(want, "\n") {
		r.t.Errorf("conversation %s: got %q, want %q", channel, got, want)
	}
}

func TestConversationIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, echo)
		r.Keep("web")
		r.run()
		r.accept(said("1", "a", "one"))
		r.accept(said("1", "a", "one"))
		r.accept(said("2", "b", "two"))
		synctest.Wait()
		r.talkIs("a", "> one", "< re: one")
		r.talkIs("b", "> two", "< re: two")
		joined := said("3", "a", "")
		joined.Kind = chat.Joined
		r.accept(joined)
		late := nudge("nudge", "a")
		late.After = time.Now().Add(time.Minute)
		r.post(late)
		time.Sleep(30 * time.Second)
		r.talkIs("a", "> one", "< re: one", "< re: ") // a nudge is there when it is sent
		time.Sleep(time.Minute)
		r.stop()

		r = restart(t, r)
		r.talkIs("a", "> one", "< re: one", "< re: ", "< nudge")
		entries, err := r.History(t.Context(), chat.Place{Platform: "web", Channel: "a"}, 0, 2)
		if err != nil || len(entries) != 2 || entries[1].Reply.Text != "nudge" || entries[1].Key != "nudge" {
			t.Fatalf("the last two: %+v, %v", entries, err)
		}
		if got := r.history("a", entries[0].Seq, 100); fmt.Sprint(got) != "[< nudge]" {
			t.Errorf("after the last but one: %q", got)
		}
		if at := entries[1].Time.Sub(late.After); at < 0 || at > 2*time.Second {
			t.Errorf("the nudge was said %v after it was due", at)
		}
	})
}

func TestEditsChangeTheConversation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, handlerFunc(func(_ context.Context, e chat.Event) (Decision, error) {
			return func(*store.Tx) (chat.Reply, error) {
				return chat.Reply{Text: e.Text + "!", Replace: e.ReplyTo}, nil
			}, nil
		}))
		r.Keep("web")
		r.run()
		r.accept(said("1", "a", "one"))
		synctest.Wait()
		r.accept(said("2", "a", "two"))
		synctest.Wait()
		press := said("3", "a", "tick")
		press.Kind, press.ReplyTo = chat.Pressed, chat.Ref{Place: press.In, ID: "1"}
		r.accept(press)
		elsewhere := said("4", "b", "strange")
		elsewhere.ReplyTo = chat.Ref{Place: press.In, ID: "1"}
		r.accept(elsewhere)
		synctest.Wait()
		r.stop()
		r.talkIs("a", "> one", "< tick!", "> two", "< two!", "> tick")
		r.talkIs("b", "> strange", "< strange!")
		if n := len(r.web.all); n != 4 || r.web.all[2].reply.Replace.ID != "1" {
			t.Errorf("%d notifications: %+v", n, r.web.all)
		}
	})
}

func TestForget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		here := chat.Place{Platform: "web", Channel: "a"}
		r := newRig(t, handlerFunc(func(ctx context.Context, e chat.Event) (Decision, error) {
			if e.Text != "forget me" {
				return echo(ctx, e)
			}
			return func(tx *store.Tx) (chat.Reply, error) {
				return chat.Reply{Text: "forgotten"}, forget(tx, here)
			}, nil
		}))
		r.Keep("web")
		r.run()
		for _, channel := range []string{"a", "aa", "b"} {
			r.accept(said("1"+channel, channel, "one"))
			e := said("2"+channel, channel, "two")
			e.In.Thread = strings.Repeat("t", 200)
			r.accept(e)
			m := nudge("n"+channel, channel)
			m.After = time.Now().Add(time.Minute)
			r.post(m)
		}
		time.Sleep(time.Second)
		r.accept(said("3", "a", "forget me"))
		r.accept(said("4", "a", "what now?")) // accepted before it is forgotten, or after
		time.Sleep(2 * time.Minute)
		r.stop()
		if got := r.history("a", 0, 10); len(got) == 0 || got[0] != "< forgotten" && got[0] != "> what now?" {
			t.Errorf("left of it: %q", got)
		}
		r.talkIs("aa", "> one", "< re: one", "< naa")
		r.talkIs("b", "> one", "< re: one", "< nb")
		for _, bucket := range []string{talk.Bucket, refs.Bucket} {
			if err := r.db.View(t.Context(), func(tx *store.Tx) error {
				for k := range tx.ScanPrefix(bucket,
					placeKey(chat.Place{Platform: "web", Channel: "a", Thread: strings.Repeat("t", 200)})) {
					t.Errorf("%s: %q is left of a thread", bucket, k)
				}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		}
		for _, k := range r.web.keys() {
			if k == "na" {
				t.Error("it was nudged after it was forgotten")
			}
		}
		r.empty()
	})
}

func TestOldConversationsGo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, echo)
		r.Keep("web")
		r.run()
		for i := range 3 {
			r.accept(said(fmt.Sprint(i), "a", fmt.Sprint(i)))
			time.Sleep(20 * 24 * time.Hour)
		}
		r.stop()
		r.prune()
		r.talkIs("a", "> 2", "< re: 2")
		if n := r.count(refs.Bucket); n != 1 {
			t.Errorf("%d references are left", n)
		}
	})
}

func TestPlacesAreNotMixedUp(t *testing.T) {
	places := []chat.Place{
		{Platform: "web"}, {Platform: "we", Team: "b"}, {Platform: "web", Team: "a"}, {Platform: "web", Channel: "a"},
		{Platform: "web", Thread: "a"}, {Platform: "web", Team: "a\x00b"}, {Platform: "web", Team: "a", Channel: "b"},
		{Platform: "web", Channel: strings.Repeat("x", 300)}, {Platform: "web", Channel: "a",
			Thread: strings.Repeat("é", 100)},
	}
	for _, p := range places {
		key := placeKey(p)
		if got := parsePlace(key); got != p {
			t.Errorf("%+v became %+v", p, got)
		}
		place, rest, err := cutPlace(append(key, "rest"...))
		if string(place) != string(key) || string(rest) != "rest" || err != nil {
			t.Errorf("%+v: %q, %q, %v", p, place, rest, err)
		}
		for n := range len(key) {
			if _, _, err := cutPlace(key[:n]); err == nil {
				t.Errorf("%+v: the first %d bytes are a place", p, n)
			}
		}
		for _, q := range places {
			if p != q && strings.HasPrefix(string(placeKey(q)), string(key)) {
				t.Errorf("the key of %+v begins with that of %+v", q, p)
			}
		}
	}
}
