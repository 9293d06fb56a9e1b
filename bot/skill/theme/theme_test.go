package theme_test

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/skill/theme"
)

var update = flag.Bool("update", false, "write the conversations in testdata anew")

func TestMain(m *testing.M) { bottest.Main(m) }

func TestConversations(t *testing.T) { bottest.Conversations(t, *update, theme.Skill) }

// tell lets somebody do something in the channel.
func tell(t *testing.T, s *bottest.Stage, user, act, arg string) chat.Reply {
	t.Helper()
	r, err := s.Tell(t.Context(), chat.Event{
		ID: user + act + s.Now.String(), Kind: chat.Pressed, Action: dialog.Do("theme/"+act, arg), Locale: "nl",
		From: chat.Person{Platform: "web", ID: user, Name: user}, In: chat.Place{Platform: "web", Channel: "desk"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestAThemeFromBeforeTheRoster holds that a theme which began before anybody had a unit is of the unit that who
// started it has now: who leads that stops it, and who leads another is told whose it is.
func TestAThemeFromBeforeTheRoster(t *testing.T) {
	s := bottest.New(t, theme.Skill)
	s.Meet(t, "ada", "nl").Say("hoi")
	tell(t, s, "ada", "begin", "feedback")
	s.Roster(map[string]string{"units.csv": "unit,name\nbalie,De balie\nbo,De backoffice\n",
		"people.csv": "platform,user,unit,manager-of\nweb,ada,balie,\nweb,ben,balie,\n" +
			"web,man,balie,balie\nweb,mbo,bo,bo\n"})
	for _, c := range []struct{ who, act, says string }{{"mbo", "open", "Dit is van De balie"},
		{"mbo", "stop", "De balie"},
		{"ben", "stop", "Dit is voor makers en"}, {"man", "open", "typ: stop het thema"},
		{"man", "stop", "hier komen geen berichten"}} {
		arg := map[string]string{"stop": "1"}[c.act]
		if r := tell(t, s, c.who, c.act, arg); !strings.Contains(r.Text, c.says) {
			t.Errorf("%s, %s: %q", c.who, c.act, r.Text)
		}
	}
}

// TestStopsByItself holds after how many posts a theme stops, for which of them got a
// reaction; that who started it is told so once, and that nothing of who reacted is kept.
func TestStopsByItself(t *testing.T) {
	for _, c := range []struct {
		reacted []int // posts, from 1
		posts   int
		why     string
	}{
		{nil, 3, "geen reactie"},
		{[]int{2}, 5, "geen reactie"},
		{[]int{1, 2, 3, 4, 5, 6}, 6, "alle berichten zijn geplaatst"},
		{[]int{3, 6}, 6, "alle berichten zijn geplaatst"},
	} {
		t.Run(fmt.Sprint(c.reacted), func(t *testing.T) {
			s := bottest.New(t, theme.Skill)
			lena := s.Meet(t, "lena", "nl")
			lena.Say("hoi")
			tell(t, s, "lena", "begin", "feedback")
			posts, told := 0, []string{}
			var days []string
			for range 130 {
				for to, rs := range s.Day(1) {
					for _, r := range rs {
						switch to {
						case "desk":
							posts++
							days = append(days, s.Now.Format("01-02"))
							if slices.Contains(c.reacted, posts) {
								tell(t, s, "ben", "react", "1")
								tell(t, s, "eve", "react", "1")
							}
						case "lena":
							told = append(told, r.Text)
						default:
							t.Errorf("%s is told %q", to, r.Text)
						}
					}
				}
			}
			if posts != c.posts || len(told) != 1 || !strings.Contains(told[0], c.why) {
				t.Errorf("%d posts on %v, not %d; told %q", posts, days, c.posts, told)
			}
			if in := s.Holds(string(s.Person("ben").ID)); slices.Contains(in, "theme.run") {
				t.Error("who reacted is kept")
			}
			if in := s.Holds(`"Theme":"feedback"`); c.posts == 3 && len(in) > 0 {
				t.Errorf("long after it ended it is in %q", in)
			}
		})
	}
}

// TestOneInAChannel holds that a channel follows one theme, that another channel's buttons
// do nothing here, and that in a conversation of two none begins.
func TestOneInAChannel(t *testing.T) {
	s := bottest.New(t, theme.Skill)
	tell(t, s, "lena", "begin", "feedback")
	if r := tell(t, s, "otto", "begin", "feedback"); !strings.Contains(r.Text, "loopt het thema") {
		t.Errorf("a second one: %q", r.Text)
	}
	if r := s.Meet(t, "lena", "nl").Do("theme/begin", "feedback"); !strings.Contains(r.Text, "in een kanaal") {
		t.Errorf("in a conversation of two: %q", r.Text)
	}
	if r := s.Meet(t, "lena", "nl").Do("theme/react", "1"); strings.Contains(r.Text, "Dank") {
		t.Errorf("from elsewhere: %q", r.Text)
	}
	lena := s.Meet(t, "lena", "nl")
	lena.Say("verwijder mijn gegevens")
	lena.Say("ja, verwijder alles")
	if said := s.Day(3); len(said["desk"]) != 1 {
		t.Errorf("it does not go on without who started it: %v", said)
	}
}
