package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/delivery"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/store"
)

// A tally counts what the journal of a program has, as it is read after each death, before any of it is too old.
type tally struct {
	t       *testing.T
	seq     uint64               // of the last entry that was counted
	kinds   map[journal.Kind]int // how many there were
	once    map[journal.Entry]bool
	waiting int // messages that were still to be sent at the end
	seen    int // rows by which what is brought again is known, at the end
}

func newTally(t *testing.T) *tally {
	return &tally{t: t, kinds: map[journal.Kind]int{}, once: map[journal.Entry]bool{}}
}

// steps are what the journal has of the steps of a walk: each once of a person, as nobody walks twice.
func steps() map[int]journal.Kind {
	return map[int]journal.Kind{0: journal.Asked, 1: journal.RunStarted, 6: journal.RunFinished, 7: journal.Outcome}
}

// read counts what is new in the journal of a program that does not run, and holds that nothing was done twice.
func (c *tally) read(v *victim) {
	c.t.Helper()
	db, err := store.Open(filepath.Join(v.data, "handvat.db"))
	if err != nil {
		c.t.Fatal(err)
	}
	err = db.View(c.t.Context(), func(tx *store.Tx) error {
		c.waiting, c.seen = delivery.Waiting(tx, "slack"), 0
		for range tx.Scan("delivery.seen", nil, nil) {
			c.seen++
		}
		es, err := journal.Read(tx, c.seq, -1)
		for _, e := range es {
			c.seq = e.Seq
			c.kinds[e.Kind]++
			is := journal.Entry{Kind: e.Kind, Person: e.Person, Step: e.Step}
			switch e.Kind {
			case journal.NudgeSent, journal.DigestSent: // at most one of a kind a day
				is.Time, is.Aid, is.Detail = e.Time.Truncate(24*time.Hour), e.Aid, e.Detail
			case journal.Met, journal.Asked, journal.RunStarted, journal.StepShown, journal.RunFinished,
				journal.Outcome:
			default:
				continue
			}
			if c.once[is] {
				c.t.Errorf("%s is twice in the journal of one person: %v", e.Kind, e)
			}
			c.once[is] = true
		}
		return err
	})
	if err != nil {
		c.t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		c.t.Fatal(err)
	}
}

// holds holds that each thing that was said as accepted was answered, that the journal has as much of each as Slack,
// that not more was said by itself than it has, and that what was too old was removed meanwhile.
func (c *tally) holds(w *workspace) {
	c.t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	answers, itself := map[string]string{}, 0
	amsterdam, err := time.LoadLocation("Europe/Amsterdam") // where all of them are
	if err != nil {
		c.t.Fatal(err)
	}
	for channel, posts := range w.posts {
		for _, p := range posts {
			if _, ok := w.asked[p.key]; ok {
				answers[p.key] = p.text
				continue
			}
			itself++
			// Due in the hours in which people are written to, and on its way for an hour at most.
			if at := p.at.In(amsterdam); at.Hour() < 8 || at.Hour() > 18 {
				c.t.Errorf("%s was told at %s: %s", channel, at.Format(time.DateTime), p.text)
			}
		}
	}
	for key := range w.took {
		if answers[key] == "" {
			c.t.Errorf("%q was accepted and is not answered", walk[w.asked[key]][0])
		}
	}
	got := map[int]int{}
	for key, text := range answers {
		if step := w.asked[key]; strings.Contains(text, walk[step][1]) {
			got[step]++
		}
	}
	for step, kind := range steps() {
		if c.kinds[kind] != got[step] {
			c.t.Errorf("%q was answered %d times and is %d times in the journal", walk[step][0], got[step],
				c.kinds[kind])
		}
	}
	told := c.kinds[journal.NudgeSent] + c.kinds[journal.DigestSent]
	c.t.Logf("%d accepted, of which %d are still known; %d answered; %d told by itself, %d in the journal: %v",
		len(w.took), c.seen, len(answers), itself, told, c.kinds)
	if itself > told {
		c.t.Error("more was told by itself than the journal has")
	}
	if c.waiting > 0 {
		c.t.Errorf("%d messages are not sent", c.waiting)
	}
	if deaths() >= 100 && c.seen > len(w.took)/2 {
		c.t.Error("what is too old is not removed")
	}
	if deaths() >= 100 && (c.kinds[journal.NudgeSent] == 0 || c.kinds[journal.DigestSent] == 0) {
		c.t.Error("no nudge, or no digest, was due")
	}
}

// settle waits until all that was said is answered.
func (w *workspace) settle() {
	w.t.Helper()
	w.mu.Lock()
	w.closing = true
	w.mu.Unlock()
	for end := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		w.mu.Lock()
		open := 0
		for _, p := range w.walking {
			if p.sent != "" {
				open++
			}
		}
		w.mu.Unlock()
		if open == 0 {
			return
		}
		if time.Now().After(end) {
			for _, p := range w.walking {
				if p.sent != "" {
					w.t.Errorf("%s said %q at %s, accepted: %t, and has no answer %s among %v", p.id, walk[p.step][0],
						p.sent, p.accepted, p.keyOf(), w.posts[p.channel()])
				}
			}
			w.t.Fatal(w.v.said())
		}
	}
}

// sums holds that no answer came in two forms and that nothing was said by itself twice, and tells how much there was.
func (w *workspace) sums() string {
	w.t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	again, nudges := 0, 0
	for channel, posts := range w.posts {
		texts, said := map[string]string{}, map[string]post{}
		for _, p := range posts {
			first, isAgain := texts[p.key]
			_, answers := w.asked[p.key]
			before, twice := said[p.text] // a question of each month may be the same
			twice = twice && p.at.Sub(before.at) < 14*24*time.Hour
			switch {
			case !answers && (twice || p.key != "" && isAgain):
				w.t.Errorf("%s was told twice, at %v and %v: %s", channel, before.at, p.at, p.text)
			case isAgain && answers && first != p.text:
				w.t.Errorf("%s was answered %q, and then %q", channel, first, p.text)
			case isAgain && answers:
				again++
			case !answers:
				nudges++
				said[p.text] = p
			}
			texts[p.key] = p.text
		}
	}
	return fmt.Sprintf("%d people, %d accepted and answered, %d of them hours later and %d to come again as Slack was "+
		"too slow; %d answers came again as they were; %d messages by itself, none twice", len(w.walkers), w.done,
		w.stale, w.refused, again, nudges)
}
