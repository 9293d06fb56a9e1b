package chattest

import (
	"reflect"
	"testing"

	"github.com/handvat/handvat/bot/chat"
)

func TestCards(t *testing.T) {
	used := map[reflect.Type]bool{}
	for name, r := range Cards() {
		if err := r.Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if r.Lang == "" {
			t.Errorf("%s has no language", name)
		}
		if r.Card != nil {
			for _, b := range r.Card.Body {
				used[reflect.TypeOf(b)] = true
			}
		}
	}
	for _, b := range []chat.Block{chat.Text(""), chat.Heading(""), chat.List{}, chat.Steps{}, chat.Checklist{},
		chat.Facts{}, chat.Table{}, chat.Plot{}, chat.Quote(""), chat.Code(""), chat.Question{}, chat.Tap{}} {
		if !used[reflect.TypeOf(b)] {
			t.Errorf("no card has a %T", b)
		}
	}
}
