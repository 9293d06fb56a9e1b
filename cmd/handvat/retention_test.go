package main

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/knowledge/store"
)

// held is every row of the buckets that are kept for some time only: bucket NUL key → value.
func (x *trial) held() map[string]string {
	x.t.Helper()
	rows := map[string]string{}
	x.update(func(tx *store.Tx) error {
		for bucket := range keeps() {
			for k, v := range tx.Scan(bucket, nil, nil) {
				rows[bucket+"\x00"+string(k)] = string(v)
			}
		}
		return nil
	})
	return rows
}

// keeps is how long each bucket is kept that does not stay for good.
func keeps() map[string]time.Duration {
	all := map[string]time.Duration{}
	for _, s := range bot.Declared(skills()) {
		for _, table := range s.Tables {
			for _, says := range table.Papers() {
				if says.Keep != store.Forever {
					all[says.Buckets[0]] = says.Keep
				}
			}
		}
	}
	return all
}

// TestRetentionIsKept lives on in a house that was used, day by day, and holds that what is written there is gone when
// the data map says so, and not before: of the tables that nothing else removes from to the day, and of all of them
// after some years.
func TestRetentionIsKept(t *testing.T) {
	x := newTrial(t)
	exact := map[string]bool{"journal.entry": false, "journal.question": false, "delivery.talk": false,
		"delivery.ref": false, "delivery.seen": false}
	begun := x.Now
	x.say(0, "hoe geef ik feedback?")
	x.say(1, "hoe geef ik feedback?")
	x.say(1, "ja")
	x.say(0, "hoe vouw ik een kraanvogel van goudfolie?")
	first, keep := x.held(), keeps()
	for day := 1; day <= 122; day++ {
		x.pass(24 * time.Hour)
		now := x.held()
		for row, was := range first {
			bucket, _, _ := strings.Cut(row, "\x00")
			if _, ok := exact[bucket]; !ok {
				continue
			}
			val, still := now[row]
			age := x.Now.Sub(begun)
			// Work is done once a day; a question, and that somebody counted, are of a day and not of an hour.
			switch {
			case still && val == was && age > keep[bucket]+24*time.Hour:
				t.Errorf("day %d: %s is kept for longer than %v", day, bucket, keep[bucket])
				delete(first, row)
			case !still && age < keep[bucket]-24*time.Hour:
				t.Errorf("day %d: %s is not kept for %v", day, bucket, keep[bucket])
				fallthrough
			case !still:
				exact[bucket] = true
				delete(first, row)
			}
		}
	}
	for bucket, went := range exact {
		if !went {
			t.Errorf("%s held nothing, or it never went", bucket)
		}
	}
	x.use()
	last := x.held()
	if len(last) < 20 {
		t.Fatalf("only %d rows", len(last))
	}
	x.Now = x.Now.AddDate(3, 0, 0)
	if err := x.House.Trust(t.Context()); err != nil {
		t.Fatal(err)
	}
	x.pass(49 * time.Hour)
	now := x.held()
	for row, was := range last {
		bucket, _, _ := strings.Cut(row, "\x00")
		if now[row] == was && was != "" {
			t.Errorf("%s is kept for longer than %v: %q", bucket, keep[bucket], was)
		}
	}
}

// TestEarlierBuckets holds that what an earlier version kept in other buckets is brought along once, that those are no
// more, and that doctor tells of one that nobody knows.
func TestEarlierBuckets(t *testing.T) {
	x := newTrial(t)
	x.update(func(tx *store.Tx) error {
		return errors.Join(
			tx.Put("notes", []byte("slack\x00\x00C1\x001"), []byte(`{"Text":"ada","Until":"2099-01-01T00:00:00Z"}`)),
			tx.Put("bot.draft", store.Num(4), []byte("{")), tx.Put("pairs.of", []byte("x"), nil),
			tx.Put("steer.list", []byte("x"), nil), tx.Put("of.later", []byte("x"), nil))
	})
	if err := x.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	x.update(func(tx *store.Tx) error {
		if _, ok := tx.Get("delivery.note", []byte("slack\x00\x00C1\x001")); !ok {
			t.Error("a note is lost")
		}
		if n := store.Aside(tx)["draft.proposal"]; n != 1 {
			t.Errorf("%d of what cannot be read is set aside", n)
		}
		if left := bot.Undeclared(tx, skills()); !slices.Equal(left, []string{"of.later"}) {
			t.Errorf("nobody knows %q", left)
		}
		return nil
	})
	found := inspection{}.aside(outsideState{Unknown: []string{"of.later"}})
	if len(found) != 1 || !strings.Contains(found[0].what, "of.later") {
		t.Errorf("doctor says %v", found)
	}
}
