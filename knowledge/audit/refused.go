package audit

import (
	"bytes"
	"time"

	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// Code is what a wrong code for the first author is counted as; the rest is counted by where it came in.
const Code = "code"

// A Refusal is how often a sign-in, a token, a signature or a code was not right, where it came in and on a day. It
// tells neither what was given nor by whom.
type Refusal struct {
	Day   time.Time // midnight UTC of it
	What  string
	Times int
}

// refusals are counts by day NUL what.
var refusals = store.Table[int]{Bucket: "audit.refused", Class: store.Working, Keep: privacy.KeepLapsed,
	SinceKey: func(key []byte) time.Time {
		day, _, _ := bytes.Cut(key, []byte{0})
		at, _ := time.Parse(time.DateOnly, string(day)) // of a key that nobody wrote: long ago
		return at
	}}

// Refuse counts that something was refused a number of times on the day of now.
func Refuse(tx *store.Tx, what string, times int, now time.Time) error {
	key := store.Key(now.UTC().Format(time.DateOnly), what)
	n, _, err := refusals.Load(tx, key)
	if err != nil {
		return err
	}
	return refusals.Save(tx, key, n+times)
}

// Refusals are what is kept of them, the oldest first.
func Refusals(tx *store.Tx) (all []Refusal) {
	for k, n := range refusals.All(tx) {
		_, what, _ := bytes.Cut(k, []byte{0})
		all = append(all, Refusal{refusals.SinceKey(k), string(what), n})
	}
	return all
}
