package main

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/stage"
	"github.com/handvat/handvat/content"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// A trial is the whole house with all its skills on a stage, two people who used much of it, and its log.
type trial struct {
	*stage.Stage
	t   *testing.T
	log *bytes.Buffer
	n   int

	broken bool // whoever says that an aid helped gets no answer
}

// fail makes an event fail if that is asked for, since a row that cannot be read makes none fail.
func (x *trial) fail(*dialog.Turn, *knowledge.Aid) (string, error) {
	if x.broken {
		return "", errors.New("broken")
	}
	return "", nil
}

// tried are the people of a trial, by their account.
var tried = []string{"ada-account", "bob-account"}

func newTrial(t *testing.T) *trial {
	t.Helper()
	x := &trial{t: t, log: new(bytes.Buffer)}
	begin := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	now := func() time.Time {
		if x.Stage == nil {
			return begin
		}
		return x.Now
	}
	lg := (&commands{LogLevel: slog.LevelDebug, now: now}).logger(x.log)
	c := bot.Config{Log: lg, Rehearsal: true, Data: t.TempDir(),
		Skills:  append(skills(), dialog.Skill{Name: "broken", Used: x.fail}),
		Sources: []knowledge.Source{{Name: "starter", FS: content.FS, Ours: true}},
		Author:  func(who people.Identity) bool { return who.User == tried[0] }}
	var err error
	if x.Stage, err = stage.Open(t.Context(), c, begin,
		stage.Platform{Name: "slack"}, stage.Platform{Name: "web", Keep: true}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	return x
}

// use has each of the people say what leaves a trace in many tables, and lets days pass.
func (x *trial) use() {
	for i := range tried {
		for _, text := range []string{"hoe geef ik feedback?", "stappen", "volgende", "stop", "ja",
			"hoe maak ik een persoonlijk plan?", "invullen", "mijn doel",
			"stop", "schrijf mee", "a", "b", "c", "d", "e", "hoe vouw ik een kraanvogel van goudfolie?",
			"stille uren", "nieuwe case"} {
			x.say(i, text)
		}
	}
	x.pass(9 * 24 * time.Hour)
}

// say has a person say something. What fails is logged, as the program would.
func (x *trial) say(person int, text string) {
	x.n++
	user, on := tried[person], []chat.Platform{"slack", "web"}[person]
	e := chat.Event{ID: fmt.Sprintf("channel-of-%s/%d", user, x.n), Kind: chat.Said, Direct: true,
		Text: text, Locale: "nl",
		From: chat.Person{ID: user, Name: "Ada", Platform: on},
		In:   chat.Place{Platform: on, Channel: "channel-of-" + user}}
	if _, err := x.Tell(x.t.Context(), e); err != nil {
		x.House.Log.Error("told", "err", err)
	}
}

// pass lets time go by.
func (x *trial) pass(d time.Duration) {
	if _, err := x.Pass(x.t.Context(), d); err != nil {
		x.House.Log.Error("passed", "err", err)
	}
}

// told are what the log calls those who it tells of, one after the other, since it was last asked.
func (x *trial) told() (names []string) {
	for _, m := range regexp.MustCompile(`who=(\S+)`).FindAllStringSubmatch(x.log.String(), -1) {
		names = append(names, m[1])
	}
	x.log.Reset()
	return slices.Compact(names) // of one event several lines tell
}

// TestNoLogLineTellsWhoSomebodyIs damages a row of each bucket in turn, and holds that whatever fails then, no line of
// the log has a pseudonym or an account, or where somebody talks. It has a name for them that is another each day.
func TestNoLogLineTellsWhoSomebodyIs(t *testing.T) {
	x := newTrial(t)
	x.use()
	var names []string
	rows := map[string][2][]byte{} // bucket → key and value of a row
	err := x.House.DB.View(t.Context(), func(tx *store.Tx) error {
		for p := range people.All(tx) {
			names = append(names, string(p.ID))
		}
		for bucket := range tx.Buckets() {
			for k, v := range tx.Scan(bucket, nil, nil) {
				rows[bucket] = [2][]byte{k, v}
				break
			}
		}
		return nil
	})
	if err != nil || len(names) < len(tried) || len(rows) < 20 {
		t.Fatalf("%d people, %d buckets: %v", len(names), len(rows), err)
	}
	for _, bucket := range slices.Sorted(maps.Keys(rows)) {
		put := func(val []byte) {
			if err := x.House.DB.Update(t.Context(), func(tx *store.Tx) error {
				return tx.Put(bucket, rows[bucket][0], val)
			}); err != nil {
				t.Fatal(err)
			}
		}
		put([]byte("{"))
		for i := range tried {
			for _, text := range []string{"mijn gegevens", "hoe geef ik feedback?", "ja"} {
				x.say(i, text)
			}
		}
		x.pass(24 * time.Hour)
		put(rows[bucket][1])
	}
	log := x.log.String()
	x.log.Reset()
	x.broken = true
	var days [2][]string
	for day := range days {
		for _, person := range []int{0, 1, 0} {
			x.say(person, "hoe geef ik feedback?")
			x.say(person, "ja")
		}
		log += x.log.String()
		days[day] = x.told()
		x.pass(24 * time.Hour)
	}
	names = append(names, tried...)
	for line := range strings.Lines(log) {
		if slices.ContainsFunc(names, func(n string) bool { return strings.Contains(line, n) }) {
			t.Errorf("somebody is named: %s", line)
		}
	}
	for i, day := range days {
		if len(day) != 3 || day[0] == day[1] || day[0] != day[2] || !strings.HasPrefix(day[0], "~") {
			t.Errorf("on day %d the log calls them %q", i, day)
		}
		if slices.ContainsFunc(days[1-i], func(name string) bool { return slices.Contains(day, name) }) {
			t.Errorf("one name on two days: %q", days)
		}
	}
}
