package bot

import (
	"context"
	"fmt"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/audit"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// inChat is the source of aids that were approved in chat.
const inChat = "chat"

// approved are the files of aids that were approved in chat, by "nl/slug", until [Bot.Publish] wrote them.
var approved = store.Table[string]{Bucket: "bot.approved", Class: store.Working, Keep: store.Forever}

// publish keeps an aid for [Bot.Publish], and writes down who did.
func (t *turn) publish(a *knowledge.Aid) error {
	if err := t.Audit(people.PublishAids, audit.Published, a.Key().String()); err != nil {
		return err
	}
	return approved.Save(t.Tx, []byte(a.Key().String()), string(knowledge.Format(a)))
}

// Publish hands the text of every approved draft to write, by the name its file
// should have ("nl/fold-a-crane.md"), and forgets it once write has it. A draft is
// written again if the program ended in between. It returns how many there were.
func (b *Bot) Publish(ctx context.Context, write func(name string, text []byte) error) (n int, err error) {
	ready := map[string]string{}
	err = b.db.View(ctx, func(tx *store.Tx) error {
		for k, text := range approved.All(tx) {
			ready[string(k)] = text
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	for key, text := range ready {
		if err := write(key+".md", []byte(text)); err != nil {
			return n, fmt.Errorf("bot: publish %s: %w", key, err)
		}
		err := b.db.Update(ctx, func(tx *store.Tx) error { return approved.Delete(tx, []byte(key)) })
		if err != nil {
			return n, fmt.Errorf("bot: publish %s: %w", key, err)
		}
		n++
	}
	return n, nil
}
