package delivery

import (
	"context"
	"testing"
	"testing/synctest"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/store"
)

// TestAcceptTxIsNoticed holds that what the agenda hands over is said at once, also when
// nobody says anything meanwhile.
func TestAcceptTxIsNoticed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, handlerFunc(func(_ context.Context, e chat.Event) (Decision, error) {
			return func(*store.Tx) (chat.Reply, error) { return chat.Reply{Text: "due: " + e.Action.Verb}, nil }, nil
		}))
		r.Keep("web")
		r.run()
		synctest.Wait()
		e := chat.Event{ID: "agenda:1", Kind: chat.Due, In: chat.Place{Platform: "web", Channel: "a"},
			Action: chat.Action{Verb: "nudge"}}
		if err := r.db.Update(t.Context(), func(tx *store.Tx) error {
			_, err := r.AcceptTx(tx, e)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		r.talkIs("a", "< due: nudge")
		r.stop()
		r.empty()
	})
}
