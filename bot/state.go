package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/store"
)

// daily has the skills do what they do each day. What fails keeps nothing else from being done.
func (b *Bot) daily(ctx context.Context, now time.Time) (failed error) {
	failed = b.db.Update(ctx, func(tx *store.Tx) error { return bring(tx, b.skills) })
	for _, s := range b.skills {
		for _, name := range slices.Sorted(maps.Keys(s.Jobs)) {
			err := b.Update(ctx, "", func(t *dialog.Turn) error {
				_, err := s.Jobs[name](t, "")
				return err
			})
			if err != nil {
				failed = errors.Join(failed, fmt.Errorf("bot: job %s/%s: %w", s.Name, name, err))
			}
		}
	}
	return failed
}

// age removes what is kept for too long. What fails keeps nothing else from being done.
func (b *Bot) age(ctx context.Context, now time.Time) (failed error) {
	for _, s := range b.skills {
		if err := s.Age(ctx, b.db, now); err != nil {
			failed = errors.Join(failed, fmt.Errorf("bot: %s: what is too old: %w", s.Name, err))
		}
	}
	return failed
}

// Changed lets skills do what follows when aids came in a new major version.
func (b *Bot) Changed(ctx context.Context, ups []knowledge.Upgrade) error {
	if len(ups) == 0 {
		return nil
	}
	return b.Update(ctx, "", func(t *dialog.Turn) error {
		for _, s := range b.skills {
			if s.Changed == nil {
				continue
			}
			if err := s.Changed(t, ups); err != nil {
				return fmt.Errorf("bot: %s: %w", s.Name, err)
			}
		}
		return nil
	})
}

// View shows do what is kept, in a turn of nobody. An empty language is the usual one.
func (b *Bot) View(ctx context.Context, lang string, do func(*dialog.Turn) error) error {
	return b.db.View(ctx, func(tx *store.Tx) error { return do(b.nobody(tx, lang)) })
}

// Update has do change what is kept, in a turn of nobody: what the house does by itself, and what a command does.
// Nothing is kept if it fails. An empty language is the usual one.
func (b *Bot) Update(ctx context.Context, lang string, do func(*dialog.Turn) error) error {
	return b.db.Update(ctx, func(tx *store.Tx) error {
		t := b.nobody(tx, lang)
		if err := do(t); err != nil {
			return err
		}
		return journal.Append(tx, t.Log...)
	})
}

// nobody is a turn of nobody.
func (b *Bot) nobody(tx *store.Tx, lang string) *dialog.Turn {
	t := &turn{b: b, Turn: &dialog.Turn{Tx: tx, Now: b.now(), W: dialog.In(cmp.Or(lang, string(dialog.UsualLang))),
		Lib: b.lib, Agenda: b.agenda, Skills: b.skills, World: b.world, Conceal: func() error { return nil }}}
	t.Retract = b.retracts(tx)
	t.Unname = func(unname func(lang, text string) string) error { return b.unname(tx, t.Person, unname) }
	t.Do, t.Publish = t.do, t.publish
	return t.Turn
}

// retracts is what takes back an answer in a transaction.
func (b *Bot) retracts(tx *store.Tx) func(chat.Place, string, chat.Reply) error {
	return func(in chat.Place, event string, r chat.Reply) error { return b.retract(tx, in, event, r) }
}
