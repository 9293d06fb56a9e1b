package main

import (
	"context"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/stage"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// TestHelpNamesWhatOneMay holds that help names everything that who asks may type, and nothing that they may not, in
// cards that every platform can show.
func TestHelpNamesWhatOneMay(t *testing.T) {
	c, err := houseOf(slog.New(slog.DiscardHandler), nil, stdio{strings.NewReader(""), io.Discard, io.Discard}, t.TempDir(), libraryFlags{Starter: true}, synonymFlags{})
	if err != nil {
		t.Fatal(err)
	}
	c.Rehearsal = true
	s, err := stage.Open(t.Context(), c, time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC), stage.Platform{Name: "web"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	n := 0
	tell := func(who string, e chat.Event) chat.Reply {
		n++
		e.ID, e.From, e.In, e.Direct = time.Duration(n).String(), chat.Person{Platform: "web", ID: who}, chat.Place{Platform: "web", Channel: who}, true
		e.Locale = "nl"
		said, err := s.Tell(t.Context(), e)
		if err != nil || len(said) != 1 {
			t.Fatal(said, err)
		}
		if err := said[0].Reply.Validate(); err != nil {
			t.Error(err)
		}
		return said[0].Reply
	}
	for _, role := range people.Roles() {
		who := string(role)
		tell(who, chat.Event{Kind: chat.Said, Text: "hoi"})
		if err := s.House.DB.Update(context.Background(), func(tx *store.Tx) error {
			p, _, err := people.Find(tx, people.Identity{Platform: "web", User: who})
			p.Roles = []string{string(people.Employee), who}
			if err != nil {
				return err
			}
			return people.Save(tx, p)
		}); err != nil {
			t.Fatal(err)
		}
		all, pages := "", 0
		for r := tell(who, chat.Event{Kind: chat.Said, Text: "help"}); ; pages++ {
			all += "\n" + r.Text
			more := r.Card.Buttons[0]
			if more.Action.Verb != dialog.Help || pages > 9 {
				break
			}
			r = tell(who, chat.Event{Kind: chat.Pressed, Action: more.Action})
		}
		for _, skill := range skills() {
			for _, name := range skill.Commands {
				common, act := skill.Texts.Common("nl"), strings.TrimSuffix(name, ":")
				about := common.About[name]
				if about == "" {
					if verb := dialog.Verb(skill.Name, act); verb != dialog.Hello {
						t.Errorf("nothing is said about %s", verb)
					}
					continue
				}
				may := people.May([]people.Role{people.Employee, role}, skill.Acts[act].Right)
				if named := strings.Contains(all, chat.Strip("*"+common.Commands[name][0]+"*: "+about)); named != may {
					t.Errorf("%s: %s/%s is named: %v, may: %v", role, skill.Name, act, named, may)
				}
			}
		}
	}
}
