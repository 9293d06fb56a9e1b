package feedback_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/skill/feedback"
	"github.com/handvat/handvat/knowledge/store"
)

// stage is one on which everybody said hello, so that they can be written to.
func stage(t *testing.T, users ...string) (*bottest.Stage, []*bottest.Person) {
	s := bottest.New(t, feedback.Skill)
	return s, s.Greeted(t, users...)
}

// ask puts a question.
func ask(p, to *bottest.Person, question string) chat.Reply {
	return p.Fill(dialog.Do("feedback/ask"), map[string]string{"answer": to.Name, "answer1": question},
		bottest.Named(to)...)
}

// TestFeedbackIsItsOwnersAlone follows a text from the giver's head to the receiver and
// out of the world, and looks for it everywhere at every step.
func TestFeedbackIsItsOwnersAlone(t *testing.T) {
	const secret = "kraanvogelgoudfolie"
	s, ps := stage(t, "ada", "ben", "eve")
	ada, ben, eve := ps[0], ps[1], ps[2]
	s.House.Post.Keep("web") // as the web page does
	unseen := func(when string, ps ...*bottest.Person) {
		t.Helper()
		for _, p := range ps {
			if strings.Contains(p.Everything("mijn feedback"), secret) {
				t.Errorf("%s, %s sees it", when, p.Name)
			}
		}
	}
	ask(ada, ben, "Hoe ging het?")
	s.Day(1)
	ben.Say("antwoord")
	ben.Say("Het ging " + secret)
	s.HoldsOnly(t, "as a draft", secret, "feedback.exchange")
	unseen("as a draft", ada, eve)
	if !strings.Contains(ben.Everything("mijn feedback"), secret) {
		t.Error("its writer's export does not have the draft")
	}
	if strings.Contains(s.Forge(t, "eve", feedback.Skill, 2), secret) {
		t.Error("forged buttons show the draft")
	}
	s.HoldsOnly(t, "after forging", secret, "feedback.exchange")

	ben.Say("mijn feedback")
	ben.Do("feedback/check", "1")
	ben.Say("verstuur")
	s.HoldsOnly(t, "sent", secret, "feedback.exchange")
	unseen("sent and not read", ada, ben, eve)
	if said := s.Forge(t, "eve", feedback.Skill, 2); strings.Contains(said, secret) {
		t.Error("forged buttons show what was sent")
	}
	for _, rs := range s.Day(1) {
		for _, r := range rs {
			if strings.Contains(r.Text, secret) {
				t.Errorf("a message at the bot's own initiative shows it: %q", r.Text)
			}
		}
	}
	if r := ada.Say("lees"); !strings.Contains(r.Text, secret) {
		t.Errorf("its receiver reads %q", r.Text)
	}
	if !strings.Contains(ada.Everything("mijn feedback"), secret) {
		t.Error("its receiver's export does not have it")
	}
	unseen("read", ben, eve)
	s.Forge(t, "eve", feedback.Skill, 2)
	ben.Do("feedback/back", "1") // too late
	s.HoldsOnly(t, "read", secret, "feedback.exchange")
	if strings.Contains(fmt.Sprint(s.Journal("")), secret) {
		t.Error("the journal has it")
	}
	ada.Do("feedback/delete", "1")
	s.HoldsOnly(t, "deleted", secret)
	s.BackupLacks(t, secret)
}

// TestDeletingOneself holds what stays of an exchange when one of the two deletes
// everything of theirs.
func TestDeletingOneself(t *testing.T) {
	const secret = "waterjufferzilver"
	for _, c := range []struct {
		who, at string
		stays   []string
	}{
		{"benedict", "asked", nil},
		{"benedict", "draft", nil},
		{"benedict", "sent", nil},
		{"benedict", "read", []string{"feedback.exchange"}}, // it is the receiver's
		{"adelheid", "asked", nil},
		{"adelheid", "draft", nil},
		{"adelheid", "sent", nil},
		{"adelheid", "read", nil},
	} {
		t.Run(c.who+" when "+c.at, func(t *testing.T) {
			s, ps := stage(t, "adelheid", "benedict")
			ada, ben := ps[0], ps[1]
			ask(ada, ben, "Hoe ging het?")
			for i, step := range []func(){
				func() { s.Day(1) },
				func() { ben.Say("antwoord"); ben.Say(secret) },
				func() { ben.Say("verstuur"); s.Day(1) },
				func() { ada.Say("lees"); ada.Say("bedank") },
			} {
				if step(); []string{"asked", "draft", "sent", "read"}[i] == c.at {
					break
				}
			}
			id := string(s.Person(c.who).ID)
			gone, other := ada, ben
			if c.who == "benedict" {
				gone, other = ben, ada
			}
			gone.Say("verwijder mijn gegevens")
			gone.Say("ja, verwijder alles")
			s.HoldsOnly(t, "afterwards", secret, c.stays...)
			s.HoldsOnly(t, "afterwards", id)
			s.HoldsOnly(t, "afterwards", c.who)
			for user, rs := range s.Day(20) {
				for _, r := range rs {
					if user == c.who || strings.Contains(r.Text, c.who) {
						t.Errorf("%s is told %q", user, r.Text)
					}
				}
			}
			other.Say("mijn feedback")
			s.HoldsOnly(t, "weeks later", secret, c.stays...)
		})
	}
}

// varies finds pseudonyms, marks made of them and moments, which differ between two stages.
var varies = regexp.MustCompile(`[0-9a-f]{16}|~[0-9a-f]{8}|T[0-9:.+]+Z?|"(seq|value)": \d+`)

// TestSilenceLooksTheSame plays a year with somebody who says nothing, who declines, who
// left the bot, and who does not know it: who asks or writes to them can never tell, from
// anything they get, but of the last that they cannot be reached.
func TestSilenceLooksTheSame(t *testing.T) {
	play := func(how string) (seen []string) {
		s, ps := stage(t, "ada", "cas")
		ada, cas, ben := ps[0], ps[1], s.Meet(t, "ben", "nl")
		if how != "unknown" {
			ben.Say("hoi")
		}
		if how == "left" {
			e := chat.Event{ID: "left", Kind: chat.Left, From: bottest.Named(ben)[0],
				In: chat.Place{Platform: "web", Channel: "ben"}, Direct: true}
			if _, err := s.Tell(t.Context(), e); err != nil {
				t.Fatal(err)
			}
		}
		watch := func(days int) {
			s.Now = s.Now.AddDate(0, 0, max(days-30, 0))
			for _, r := range s.Day(min(days, 30))["ada"] {
				seen = append(seen, r.Text)
			}
			if err := s.Until(s.Now); err != nil {
				t.Fatal(err)
			}
			seen = append(seen, varies.ReplaceAllString(ada.Everything("mijn feedback"), "…"))
		}
		ask(ada, ben, "Hoe ging het?")
		ada.Fill(dialog.Do("feedback/give"), map[string]string{"answer": "ben"}, bottest.Named(ben)...)
		ada.Say("Je hielp goed.")
		seen = append(seen, ada.Say("verstuur").Text)
		watch(1)
		if how == "declined" {
			ben.Say("niet nu")
		}
		watch(2)
		for _, name := range []*bottest.Person{ben, cas, cas} { // a second question to the same, to another, and again
			seen = append(seen, ask(ada, name, "En hoe kwam het over?").Text)
		}
		watch(5)
		watch(10)
		seen = append(seen, ask(ada, ben, "En nu?").Text)
		watch(1)
		watch(60)
		watch(250)
		return seen
	}
	silence := play("silence")
	if said := strings.Join(silence, "\n"); !strings.Contains(said, "vraag aan ben kwam geen antwoord") ||
		!strings.Contains(said, "Gegeven aan ben") {
		t.Fatal("nothing was asked or given, or it did not close")
	}
	for _, how := range []string{"declined", "left", "unknown"} {
		seen := play(how)
		if how == "unknown" {
			seen = bottest.WithoutUnreached(t, seen)
		}
		if d := cmp.Diff(silence, seen); d != "" {
			t.Errorf("who asked can tell (-silence +%s):\n%s", how, d)
		}
	}
}

// TestNobodyAsksAboutAnother holds that who is asked about is who asks, whatever they
// are: a manager, with any form, in company, or with a forged button.
func TestNobodyAsksAboutAnother(t *testing.T) {
	s, ps := stage(t, "max", "ben", "eve")
	max, ben, eve := ps[0], ps[1], ps[2]
	s.Update(func(tx *store.Tx) error { return lead(tx, s.Person("max")) })
	for _, r := range []chat.Reply{
		max.Fill(dialog.Do("feedback/ask"), map[string]string{"answer": "ben", "answer1": "Wat vind je van @eve?"},
			bottest.Named(ben)...),
		max.Fill(dialog.Do("feedback/ask"), map[string]string{"answer": "ben, eve", "answer1": "Hoe werkt zij?"},
			bottest.Named(ben, eve)...),
		max.Tell(chat.Event{Kind: chat.Said, Text: "vraag feedback aan @ben", People: bottest.Named(ben)}),
		max.Tell(chat.Event{Kind: chat.Said, Text: "Hoe doet @eve het?", People: bottest.Named(eve)}),
		max.Tell(chat.Event{Kind: chat.Said, Text: "vraag feedback over @eve aan @ben", People: bottest.Named(eve,
			ben)}),
	} {
		if strings.Contains(r.Text, "rustig moment") || r.Text == "" {
			t.Errorf("it was asked: %q", r.Text)
		}
	}
	for _, arg := range []string{"ask/eve", "ask/1/eve", "ask//eve", "question/1/eve", "question//eve", "give/eve",
		"put/eve/ben"} {
		act, arg, _ := strings.Cut(arg, "/")
		max.Do("feedback/"+act, arg)
	}
	if said := s.Day(3); len(said["ben"])+len(said["eve"]) > 0 {
		t.Errorf("somebody was asked: %v", said)
	}
	ask(max, ben, "Hoe leid ik het overleg?")
	s.Day(1)
	maxs := string(s.Person("max").ID)
	s.View(func(tx *store.Tx) error {
		for k, v := range tx.Scan("feedback.exchange", nil, nil) {
			var e struct{ Asker string }
			if err := json.Unmarshal(v, &e); err != nil || e.Asker != maxs {
				t.Errorf("exchange %x is about %q, not about who asked: %v", k, e.Asker, err)
			}
		}
		return nil
	})
	// What a manager says unasked goes to the person, and to nobody else.
	max.Fill(dialog.Do("feedback/give"), map[string]string{"answer": "eve"}, bottest.Named(eve)...)
	max.Say("Je hielp de nieuwe collega.")
	if said := s.Day(4); len(said["eve"]) > 0 {
		t.Errorf("sent before it was confirmed: %v", said)
	}
	max.Say("verstuur")
	if said := s.Day(2); len(said["eve"]) != 1 || len(said) > 1 {
		t.Errorf("told %v", said)
	}
}

// TestUnaskedIsTheGiversUntilSent holds that who a message is for can do nothing with it
// before it is sent, and is told nothing of it.
func TestUnaskedIsTheGiversUntilSent(t *testing.T) {
	const secret = "kraanvogelgoudfolie"
	s, ps := stage(t, "ben", "eve")
	ben, eve := ps[0], ps[1]
	ben.Fill(dialog.Do("feedback/give"), map[string]string{"answer": "eve"}, bottest.Named(eve)...)
	ben.Say(secret)
	if said := s.Forge(t, "eve", feedback.Skill, 2) + eve.Everything("mijn feedback"); strings.Contains(said, secret) ||
		strings.Contains(said, "Ben") || strings.Contains(said, "Ingetrokken") {
		t.Errorf("who it is for sees or removes it:\n%s", said)
	}
	s.HoldsOnly(t, "after forging", secret, "feedback.exchange")
	ben.Do("feedback/check", "1")
	ben.Say("verstuur")
	ben.Say("haal terug")
	s.Forge(t, "eve", feedback.Skill, 2)
	s.HoldsOnly(t, "called back", secret, "feedback.exchange")
	if said := s.Day(5); len(said) > 0 {
		t.Errorf("told %v", said)
	}
}

// TestWhoMayNotTakePartIsNotAsked holds that somebody who is on no roster that there is, who could not answer, is not
// asked; who asked hears what they hear of silence.
func TestWhoMayNotTakePartIsNotAsked(t *testing.T) {
	for _, roster := range []string{"web,ada,desk\nweb,ben,desk\n", "web,ada,desk\n"} {
		s, ps := stage(t, "ada", "ben")
		s.Roster(map[string]string{"units.csv": "unit,name\ndesk,Desk\n", "people.csv": "platform,user,unit\n" +
			roster})
		if r := ask(ps[0], ps[1], "Hoe ging het?"); !strings.Contains(r.Text, "rustig moment") {
			t.Fatalf("asked: %q", r.Text)
		}
		said := s.Day(20)
		if told, listed := len(said["ben"]) > 0, strings.Contains(roster, "ben"); told != listed {
			t.Errorf("ben, who is on the roster: %v, is told %v", listed, said["ben"])
		}
		if len(said["ada"]) != 1 || !strings.Contains(said["ada"][0].Text, "kwam geen antwoord") {
			t.Errorf("ada is told %v", said["ada"])
		}
	}
}
