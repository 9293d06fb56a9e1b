package weekly

import (
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/digest"
	"github.com/handvat/handvat/knowledge/privacy"
)

// why says why a small team sees little, what it does see, and what group figures do not protect against.
func why(t *dialog.Turn, _ string) (chat.Reply, error) {
	group, err := privacy.Load(t.Tx)
	w := digest.Words.In(t.W.Lang)
	card := chat.Card{Body: []chat.Block{chat.Text(w.SmallWhy.With(group.K(), 2*group.K())), chat.Text(w.SmallLimits)}}
	return t.Show(card), err
}
