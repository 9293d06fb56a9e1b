package delivery

import (
	"context"
	"testing"
	"testing/synctest"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/store"
)

// TestConceal holds that a text that was not to be kept is gone from the conversation
// and from the inbox once the event is decided on, and that nothing else is.
func TestConceal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, handlerFunc(func(_ context.Context, e chat.Event) (Decision, error) {
			return func(tx *store.Tx) (chat.Reply, error) {
				if e.Text == "private" {
					return chat.Reply{Text: "not kept"}, Conceal(tx, e)
				}
				return chat.Reply{Text: "re: " + e.Text}, nil
			}, nil
		}))
		r.Keep("web")
		r.run()
		for i, text := range []string{"one", "private", "three"} {
			r.accept(said(string(rune('1'+i)), "a", text))
			synctest.Wait()
		}
		r.talkIs("a", "> one", "< re: one", "> ", "< not kept", "> three", "< re: three")
		r.stop()
		r.empty()
	})
}

// TestRetract holds that an answer that was taken back reads otherwise from then on, that
// nothing else does, and that one that is not kept is no error.
func TestRetract(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, handlerFunc(func(_ context.Context, e chat.Event) (Decision, error) {
			return func(tx *store.Tx) (chat.Reply, error) {
				if e.Text != "back" {
					return chat.Reply{Text: "re: " + e.Text}, nil
				}
				for _, event := range []string{"2", "never"} {
					if err := Retract(tx, e.In, event, chat.Reply{Text: "gone"}); err != nil {
						return chat.Reply{}, err
					}
				}
				return chat.Reply{Text: "done"}, nil
			}, nil
		}))
		r.Keep("web")
		r.run()
		for i, text := range []string{"one", "two", "back"} {
			r.accept(said(string(rune('1'+i)), "a", text))
			synctest.Wait()
		}
		r.talkIs("a", "> one", "< re: one", "> two", "< gone", "> back", "< done")
		r.stop()
		r.empty()
	})
}
