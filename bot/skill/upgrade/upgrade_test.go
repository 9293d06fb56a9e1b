package upgrade_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/skill/upgrade"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

var update = flag.Bool("update", false, "write the conversations in testdata anew")

func TestMain(m *testing.M) { bottest.Main(m) }

// TestConversations begins when an aid that ada used in Dutch and eve in English has
// just changed in both.
func TestConversations(t *testing.T) {
	bottest.ConversationsOn(t, *update, func(testing.TB) *bottest.Stage {
		s := stage(t)
		live(t, s, enV1)
		opens(t, s, "ada")
		eve := s.Meet(t, "eve", "en")
		eve.Say("language english")
		eve.Do("aid/open", "retour-boeken")
		live(t, s, v2, enV2)
		return s
	})
}

// aid is an aid in a version, with these steps.
func aid(lang, version, title string, steps ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `---
slug: retour-boeken
lang: %s
title: %q
type: steps
moments: [apply]
timing: [during]
audience: [employee]
task: "Een retour boeken"
trigger: ["Een klant brengt iets terug"]
questions: ["Hoe boek ik een retour?", "Wat doe ik met een retour?", "Klant brengt iets terug, hoe?"]
minutes: 5
box: glass
result: "De klant heeft zijn geld terug"
risk: low
owner: ld-team
status: published
version: %s
reviewed: 2026-11-20
review_by: 2027-11-20
---

## Snel {#quick}

Boek de retour en geef het geld terug.

## Stappen {#steps}

`, lang, title, version)
	for i, s := range steps {
		fmt.Fprintf(&b, "%d. %s\n", i+1, s)
	}
	return b.String()
}

const title = "Boek een retour"

var (
	v1 = aid("nl", "1.0.0", title, "Scan de bon.", "Leg het artikel terug in het schap.", "Geef het geld terug.")
	v2 = aid("nl", "2.0.0", title, "Vul eerst de reden in.", "Scan de bon.", "Leg het artikel in de retourbak.",
		"Geef het geld terug.")
	v3 = aid("nl", "3.0.0", title, "Vul eerst de reden in.", "Scan de bon en het artikel.", "Geef het geld terug.")

	enV1 = aid("en", "1.0.0", "Book a return", "Scan the receipt.", "Put the article in the box.",
		"Give the money back.")
	enV2 = aid("en", "2.0.0", "Book a return", "Fill in the reason first.", "Scan the receipt and the article.",
		"Give the money back.")
)

// live makes a version live, and has people told.
func live(t *testing.T, s *bottest.Stage, files ...string) (planned int) {
	t.Helper()
	for _, f := range files {
		lang := "nl"
		if strings.Contains(f, "lang: en") {
			lang = "en"
		}
		s.Write(lang+"/retour-boeken.md", f)
	}
	if err := s.Restart(); err != nil {
		t.Fatal(err)
	}
	before := plannedOn(s)
	ctx, stop := context.WithCancel(t.Context())
	go func() { stop() }()
	s.Lib.Run(ctx, func(_ context.Context, c *knowledge.Changes) {
		if err := s.Bot.Changed(t.Context(), c.Major); err != nil {
			t.Error(err)
		}
	})
	planned = plannedOn(s) - before
	if err := s.Until(s.Now); err != nil {
		t.Fatal(err)
	}
	if again := plannedOn(s) - before - planned; again != 0 {
		t.Errorf("told again: %d", again)
	}
	return planned
}

// plannedOn counts the messages that ever were on the agenda.
func plannedOn(s *bottest.Stage) (n int) {
	s.View(func(tx *store.Tx) error {
		for range tx.ScanPrefix("agenda.item", []byte("change/")) {
			n++
		}
		return nil
	})
	return n
}

func stage(t *testing.T) *bottest.Stage {
	s := bottest.New(t, upgrade.Skill)
	live(t, s, v1)
	return s
}

// opens lets people use the aid as it is now.
func opens(t *testing.T, s *bottest.Stage, users ...string) {
	t.Helper()
	for _, u := range users {
		if r := s.Meet(t, u, "nl").Do("aid/open", "retour-boeken"); !strings.Contains(r.Text, title) {
			t.Fatalf("%q", r.Text)
		}
	}
}

// TestEveryoneWhoUsedItIsToldOnce plays a change: who used the old version hears of it
// once and sees the difference; who did not, or long ago, or anonymously, does not.
func TestEveryoneWhoUsedItIsToldOnce(t *testing.T) {
	s := stage(t)
	opens(t, s, "long-ago")
	s.Now = s.Now.AddDate(0, 0, 95)
	s.Meet(t, "eve", "nl").Say("hoi")
	s.Meet(t, "unseen", "nl").Say("anoniem")
	opens(t, s, "ada", "ben", "unseen")
	if n := live(t, s, v2); n != 2 {
		t.Errorf("planned %d messages", n)
	}
	said := s.Day(7)
	if len(said) != 2 || len(said["ada"]) != 1 || len(said["ben"]) != 1 {
		t.Fatalf("said %v", said)
	}
	want := "De werkwijze voor Boek een retour is veranderd (versie 2). Nieuw: vul eerst de reden in."
	if got := said["ada"][0].Text; !strings.HasPrefix(got, want) {
		t.Errorf("ada was told %q", got)
	}
	r := s.Meet(t, "ada", "nl").Press(said["ada"][0].Card.Buttons[0].Action)
	for _, line := range []string{"Nieuw\n\n- Vul eerst de reden in.", "Anders\n\n- Leg het artikel in de retourbak.",
		"was: Leg het artikel terug in het schap."} {
		if !strings.Contains(r.Text, line) {
			t.Errorf("the difference lacks %q:\n%s", line, r.Text)
		}
	}
	if strings.Contains(r.Text, "Scan de bon") {
		t.Errorf("what stayed is told: %s", r.Text)
	}
	live(t, s, v2)
	if said := s.Day(30); len(said) != 0 {
		t.Errorf("told again: %v", said)
	}
	told := 0
	for _, e := range s.Journal("ada") {
		if e.Kind == journal.NudgeSent && e.Detail == "change" && e.Aid == "retour-boeken" {
			told++
		}
	}
	if told != 1 {
		t.Errorf("the journal knows of %d messages", told)
	}
}

// TestTwoChangesInAWeek holds that a message that waits tells of both changes at once,
// and that after one that was sent the next waits a week.
func TestTwoChangesInAWeek(t *testing.T) {
	s := stage(t)
	opens(t, s, "ada")
	s.Now = time.Date(2026, 11, 27, 20, 0, 0, 0, time.UTC) // Friday night
	live(t, s, v2)
	s.Now = s.Now.AddDate(0, 0, 1)
	if n := live(t, s, v3); n != 0 {
		t.Errorf("planned %d more", n)
	}
	said := s.Day(4)
	if len(said["ada"]) != 1 || !strings.Contains(said["ada"][0].Text, "versie 3") {
		t.Fatalf("said %v", said)
	}
	if said := s.Day(20); len(said) != 0 {
		t.Errorf("told again: %v", said)
	}

	s = stage(t)
	opens(t, s, "ada")
	live(t, s, v2)
	if said := s.Day(2); len(said["ada"]) != 1 {
		t.Fatalf("said %v", said)
	}
	if n := live(t, s, v3); n != 1 {
		t.Errorf("planned %d", n)
	}
	if said := s.Day(4); len(said) != 0 {
		t.Errorf("told twice in a week: %v", said)
	}
	said = s.Day(4)
	if len(said["ada"]) != 1 || !strings.Contains(said["ada"][0].Text, "versie 3") {
		t.Fatalf("after a week was said %v", said)
	}
}

// TestNothingIsLost holds that when more people used an aid than are told of at once, the
// others are told by what the house does each day, also after it was closed.
func TestNothingIsLost(t *testing.T) {
	const all = 2100
	s := stage(t)
	s.Update(func(tx *store.Tx) error {
		for n := range all {
			p, _, err := people.Meet(tx, people.Identity{Platform: "web", User: fmt.Sprint("user", n)}, s.Now)
			p.Home = people.Home{Platform: "web", Channel: fmt.Sprint("user", n)}
			use := journal.Entry{Time: s.Now, Kind: journal.Shown, Person: string(p.ID), Aid: "retour-boeken",
				Version: "1.0.0", Lang: "nl"}
			if err = errors.Join(err, people.Save(tx, p), journal.Append(tx, use)); err != nil {
				return err
			}
		}
		return nil
	})
	up := knowledge.Upgrade{Key: knowledge.Key{Slug: "retour-boeken", Lang: "nl"}, From: "1.0.0", To: "2.0.0"}
	if err := s.Bot.Changed(t.Context(), []knowledge.Upgrade{up}); err != nil {
		t.Fatal(err)
	}
	if n := plannedOn(s); n == 0 || n == all {
		t.Errorf("%d of %d are told at once", n, all)
	}
	if err := s.Restart(); err != nil {
		t.Fatal(err)
	}
	for range 2 { // also if it is noted again
		if err := s.Until(s.Now); err != nil {
			t.Fatal(err)
		}
		if n := plannedOn(s); n != all {
			t.Errorf("%d of %d are told", n, all)
		}
		if err := s.Bot.Changed(t.Context(), []knowledge.Upgrade{up}); err != nil {
			t.Fatal(err)
		}
	}
}

// TestUsersOfTheOtherLanguageAreNotTold holds that a change in one language is told to
// who used that one.
func TestUsersOfTheOtherLanguageAreNotTold(t *testing.T) {
	s := stage(t)
	live(t, s, enV1)
	opens(t, s, "ada")
	eve := s.Meet(t, "eve", "en")
	eve.Say("language english")
	eve.Do("aid/open", "retour-boeken")
	live(t, s, enV2)
	said := s.Day(7)
	if len(said) != 1 || !strings.HasPrefix(said["eve"][0].Text,
		"The way to do Book a return has changed (version 2). New: fill in the reason first.") {
		t.Errorf("said %v", said)
	}
}

// TestForgotten holds that who deletes their data is not told, and leaves nothing.
func TestForgotten(t *testing.T) {
	s := stage(t)
	opens(t, s, "ada")
	live(t, s, v2)
	id := string(s.Person("ada").ID)
	ada := s.Meet(t, "ada", "nl")
	ada.Say("verwijder mijn gegevens")
	ada.Say("ja, verwijder alles")
	if in := s.Holds(id); in != nil {
		t.Errorf("she is still in %q", in)
	}
	if said := s.Day(7); len(said) != 0 {
		t.Errorf("said %v", said)
	}
}

// TestForgedDifferences holds that made-up buttons are answered.
func TestForgedDifferences(t *testing.T) {
	s := stage(t)
	ada := s.Meet(t, "ada", "nl")
	for _, arg := range []string{"", "retour-boeken", "nothing/1.0.0", "retour-boeken/0.9.0", "retour-boeken/9"} {
		if r := ada.Do("upgrade/diff", arg); r.IsZero() {
			t.Errorf("%q: silence", arg)
		}
	}
	if r := ada.Do("upgrade/told", "retour-boeken/0.9.0"); strings.Contains(r.Text, title) {
		t.Errorf("what is due can be pressed: %q", r.Text)
	}
}
