package delivery

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/store"
)

// holds returns the buckets in which a text stands.
func (r *rig) holds(text string) (in []string) {
	r.t.Helper()
	err := r.db.View(context.Background(), func(tx *store.Tx) error {
		for b := range tx.Buckets() {
			for _, v := range tx.Scan(b, nil, nil) {
				if bytes.Contains(v, []byte(text)) {
					in = append(in, b)
					break
				}
			}
		}
		return nil
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return in
}

// TestFleeting holds that a private reply can be shown, once and again for an hour, but
// is written down nowhere once it was sent, also if what it says was edited into another
// message.
func TestFleeting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, handlerFunc(func(_ context.Context, e chat.Event) (Decision, error) {
			return func(*store.Tx) (chat.Reply, error) {
				switch e.Text {
				case "secret":
					return chat.Reply{Text: "the secret", Fleeting: true}, nil
				case "more":
					return chat.Reply{Text: "another secret", Fleeting: true,
						Replace: chat.Ref{Place: e.In, ID: "1"}}, nil
				case "hide":
					return chat.Reply{Text: "hidden", Replace: chat.Ref{Place: e.In, ID: "1"}}, nil
				}
				return chat.Reply{Text: "re: " + e.Text}, nil
			}, nil
		}))
		r.Keep("web")
		r.run()
		r.accept(said("1", "a", "secret"))
		synctest.Wait()
		r.accept(said("2", "a", "two"))
		synctest.Wait()
		time.Sleep(2 * settleAfter)
		r.talkIs("a", "> secret", "< the secret", "> two", "< re: two")
		if in := r.holds("the secret"); in != nil {
			t.Errorf("it is written down in %q", in)
		}
		r.accept(said("3", "a", "more"))
		synctest.Wait()
		r.talkIs("a", "> secret", "< another secret", "> two", "< re: two", "> more")
		if in := r.holds("another secret"); in != nil {
			t.Errorf("what it was changed into is written down in %q", in)
		}
		r.accept(said("4", "a", "hide"))
		synctest.Wait()
		r.accept(said("5", "a", "secret"))
		synctest.Wait()
		r.talkIs("a", "> secret", "< hidden", "> two", "< re: two", "> more", "> hide", "> secret", "< the secret")
		time.Sleep(fleetingLife + time.Minute)
		r.talkIs("a", "> secret", "< hidden", "> two", "< re: two", "> more", "> hide", "> secret", "< ")
		r.stop()
	})
}

// TestFleetingAfterACrash holds that a private reply that was not sent yet when the
// program ended is shown when it is.
func TestFleetingAfterACrash(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, echo)
		r.Keep("web")
		err := r.db.Update(t.Context(), func(tx *store.Tx) error {
			in := accepted{Event: said("1", "a", "secret")}
			_, err := r.putReply(tx, in, chat.Reply{Text: "the secret", Fleeting: true})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		r = newRigOn(t, r.db, echo) // another process
		r.Keep("web")
		r.talkIs("a", "< ")
		r.run()
		synctest.Wait()
		r.talkIs("a", "< the secret")
		if in := r.holds("the secret"); in != nil {
			t.Errorf("it is written down in %q", in)
		}
		r.stop()
	})
}

// TestUnname holds that buttons to somebody whose data is deleted go, of what is kept and of what is only remembered,
// and that what names others stays.
func TestUnname(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, handlerFunc(func(_ context.Context, e chat.Event) (Decision, error) {
			return func(*store.Tx) (chat.Reply, error) {
				choose := []chat.Button{{Label: "sam@a.example", Action: chat.Action{Verb: "a"}},
					{Label: "sam@b.example", Action: chat.Action{Verb: "b"}}}
				return chat.Reply{Text: "Sam?", Fleeting: e.Text == "secret", Card: &chat.Card{Title: "Sam?",
					Buttons: choose, Body: []chat.Block{chat.Tap{Prompt: "Sam", Options: choose}}}}, nil
			}, nil
		}))
		r.Keep("web")
		r.run()
		r.accept(said("1", "a", "kept"))
		r.accept(said("2", "a", "secret"))
		synctest.Wait()
		err := r.db.Update(t.Context(), func(tx *store.Tx) error {
			return r.Unname(tx, func(chat.Person) bool { return false }, func(_, text string) string {
				return strings.ReplaceAll(text, "sam@a.example", "a colleague")
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		said, err := r.History(t.Context(), chat.Place{Platform: "web", Channel: "a"}, 0, 9)
		if len(said) != 4 || err != nil {
			t.Fatal(said, err)
		}
		for _, e := range said {
			if e.Reply == nil {
				continue
			}
			for _, b := range e.Reply.Card.Offers() {
				if b.Label != "sam@b.example" {
					t.Errorf("%s offers %q", e.Key, b.Label)
				}
			}
			if n := len(e.Reply.Card.Offers()); n != 2 {
				t.Errorf("%s offers %d buttons", e.Key, n)
			}
		}
		r.stop()
	})
}

// TestFleetingIsBounded holds that only so many are remembered.
func TestFleetingIsBounded(t *testing.T) {
	var f fleeting
	now := time.Now()
	for i := range maxFleeting + 10 {
		f.hold(chat.Place{Platform: "web"}, string(rune(i+1)), chat.Reply{Text: "x"}, now)
	}
	f.get(chat.Place{}, "", now)
	if len(f.of) != maxFleeting {
		t.Errorf("%d are remembered", len(f.of))
	}
}
