package main

import (
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/stage"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/content"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// TestSkillsAreWhole holds that every skill declares what the house needs of it.
func TestSkillsAreWhole(t *testing.T) {
	for _, s := range skills() {
		if err := s.Check(); err != nil {
			t.Error(err)
		}
	}
}

// TestHelpLinesHaveOneForm holds that what help says of a command goes on after a colon, in each language: it begins
// with a small letter and does not end, as help of one command makes a sentence of it.
func TestHelpLinesHaveOneForm(t *testing.T) {
	for _, s := range skills() {
		for _, lang := range s.Texts.Langs() {
			for name, about := range s.Texts.Common(lang).About {
				first, _ := utf8.DecodeRuneInString(about)
				if !unicode.IsLower(first) || strings.ContainsAny(about[len(about)-1:], ".:") {
					t.Errorf("%s of %s in %s: %q", name, s.Name, lang, about)
				}
			}
		}
	}
}

// TestWhatIsDeclaredRuns moves the clock and sees that the house runs each declared job within a day, and does each
// kind of thing that comes due, once, in the weeks after it was put on the agenda.
func TestWhatIsDeclaredRuns(t *testing.T) {
	ran := map[string]int{}
	watched := func(of map[string]dialog.Func, what, skill string) map[string]dialog.Func {
		all := maps.Clone(of)
		for name, do := range of {
			all[name] = func(t *dialog.Turn, arg string) (chat.Reply, error) {
				ran[what+" "+dialog.Verb(skill, name)]++
				return do(t, arg)
			}
		}
		return all
	}
	list := skills()
	var want []string
	for i, s := range list {
		for name := range s.Jobs {
			want = append(want, "job "+dialog.Verb(s.Name, name))
		}
		for name := range s.Due {
			want = append(want, "due "+dialog.Verb(s.Name, name))
		}
		list[i].Jobs, list[i].Due = watched(s.Jobs, "job", s.Name), watched(s.Due, "due", s.Name)
	}
	c := bot.Config{Log: slog.New(slog.DiscardHandler), Rehearsal: true, Data: t.TempDir(), Skills: list,
		Sources: []knowledge.Source{{Name: "starter", FS: content.FS, Ours: true}}}
	monday := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	s, err := stage.Open(t.Context(), c, monday, stage.Platform{Name: "web"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	for i, verb := range want { // everyone gets one message, so that nobody's limits are in the way
		kind, name := verb[:3], verb[4:]
		if kind != "due" {
			continue
		}
		user := fmt.Sprint("p", i)
		hello := chat.Event{ID: user, Kind: chat.Said, Text: "help", From: chat.Person{Platform: "web", ID: user},
			In: chat.Place{Platform: "web", Channel: user}, Direct: true}
		if _, err := s.Tell(t.Context(), hello); err != nil {
			t.Fatal(err)
		}
		err := s.House.DB.Update(t.Context(), func(tx *store.Tx) error {
			p, _, err := people.Find(tx, people.Identity{Platform: "web", User: user})
			if err != nil {
				return err
			}
			_, err = s.House.Agenda.Add(tx, agenda.Item{Key: name, Kind: agenda.Plan, Person: p.ID,
				In:  chat.Place{Platform: "web"},
				Due: monday.AddDate(0, 0, 1), Action: chat.Action{Verb: name},
				Purpose: text.Said{"en": "to see that it comes"}})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Pass(t.Context(), 7*24*time.Hour); err != nil {
		t.Error(err)
	}
	slices.Sort(want)
	for _, what := range want {
		if n := ran[what]; n == 0 || what[:3] == "due" && n > 1 {
			t.Errorf("%s ran %d times", what, n)
		}
	}
	if len(want) < 30 {
		t.Errorf("the test finds only %d", len(want))
	}
}
