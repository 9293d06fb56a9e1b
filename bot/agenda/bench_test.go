package agenda

import (
	"fmt"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// inSteps runs fn for 0 to n-1, a thousand to a transaction: one transaction makes
// bbolt slow when it adds much more than that.
func inSteps(d *desk, n int, fn func(tx *store.Tx, i int) error) {
	d.t.Helper()
	for from := 0; from < n; from += 1000 {
		d.update(func(tx *store.Tx) error {
			for i := from; i < min(from+1000, n); i++ {
				if err := fn(tx, i); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// pseudonym number i: they are not in order, as those drawn at random.
func pseudonym(i int) people.ID {
	return people.ID(fmt.Sprintf("%016x", uint64(i+1)*0x9e3779b97f4a7c15))
}

// crowd adds n people, who live in their own channel.
func crowd(d *desk, n int) {
	inSteps(d, n, func(tx *store.Tx, i int) error {
		user := fmt.Sprint("user", i)
		return people.Save(tx, people.Profile{ID: pseudonym(i), Identity: people.Identity{Platform: "web", User: user},
			Home: people.Home{Platform: "web", Channel: user}})
	})
}

// BenchmarkAgenda adds items and takes them when they are due, a hundred at a time,
// beside a number of items that wait for a later year. Every operation is one durable
// commit of a hundred items.
func BenchmarkAgenda(b *testing.B) {
	for _, pending := range []int{1_000, 1_000_000} {
		d := newDesk(b, time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC))
		inSteps(d, pending, func(tx *store.Tx, i int) error {
			_, err := d.a.Add(tx, reflection(pseudonym(i), "fill/"+string(pseudonym(i)), d.now.AddDate(1, 0, i%300)))
			return err
		})
		n := 0
		const hundred = 100
		addSome := func() {
			d.update(func(tx *store.Tx) error {
				for range hundred {
					n++
					it := Item{Key: fmt.Sprintf("%016x", uint64(n)*0x9e3779b97f4a7c15), Kind: Change,
						In:  chat.Place{Platform: "web", Channel: "team"},
						Due: d.now, Action: act("x"), Purpose: text.Said{"en": "p"}}
					if _, err := d.a.Add(tx, it); err != nil {
						return err
					}
				}
				return nil
			})
		}
		b.Run(fmt.Sprintf("add100/pending=%d", pending), func(b *testing.B) {
			for b.Loop() {
				addSome()
			}
		})
		for {
			got, err := d.a.Tick(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			if got == 0 {
				break
			}
		}
		b.Run(fmt.Sprintf("take100/pending=%d", pending), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				addSome()
				b.StartTimer()
				if got, err := d.a.Tick(b.Context()); err != nil || got != hundred {
					b.Fatal(got, err)
				}
			}
		})
	}
}
