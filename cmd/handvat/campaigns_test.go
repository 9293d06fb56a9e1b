package main

import (
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/skill/campaign"
	"github.com/handvat/handvat/bot/stage"
	"github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/people"
)

// TestCampaignsSend lets an author start the starter campaign in three messages, on the house that serve builds: it
// goes out once in each of its weeks, ends by itself, and the author gets a report, although nobody reacts.
func TestCampaignsSend(t *testing.T) {
	at := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC) // a Monday
	s := campaigning(t, libraryFlags{Starter: true}, at)
	n := 0
	say := func(user, text string) string {
		n++
		ms, err := s.Tell(t.Context(), chat.Event{ID: fmt.Sprint(n), Kind: chat.Said, Text: text,
			Direct: true, Locale: "nl",
			From: chat.Person{Platform: "web", ID: user, Name: user}, In: chat.Place{Platform: "web", Channel: user}})
		if err != nil || len(ms) != 1 {
			t.Fatal(user, text, ms, err)
		}
		return ms[0].Reply.Text
	}
	names := []string{"lena", "ada", "bob", "cas", "dirk", "els"}
	for _, name := range names {
		say(name, "hoi")
	}
	for _, text := range []string{"campagnes", "start", "start"} {
		say("lena", text)
	}
	got, reports := map[string]int{}, 0
	for range 45 {
		said, err := s.Pass(t.Context(), 24*time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range said {
			switch {
			case strings.Contains(m.Reply.Text, "samen vier weken oefenen"):
				got[m.To.Channel]++
			case strings.Contains(m.Reply.Text, "campagne is afgelopen") &&
				strings.Contains(m.Reply.Text, "Hoe het liep, vertel ik niet"):
				reports++
			}
		}
	}
	for _, name := range names {
		if got[name] != 4 {
			t.Errorf("%s got %d of 4 messages", name, got[name])
		}
	}
	if text := say("lena", "campagnes"); reports != 1 || !strings.Contains(text, "afgelopen; 4 berichten") {
		t.Errorf("%d reports; shown is %s", reports, text)
	}
}

// threeSteps is a campaign of three messages on two days of the week.
const threeSteps = `id: reeks
title: {nl: "Reeks", en: "Series"}
purpose: {nl: "Waarom dit bericht: oefenen.", en: "Why this message: practice."}
responsible: ld-team
audience: {}
rhythm: {days: [mon, fri], per_week: 2}
stop: {when: never, weeks: 3}
steps:
  - {after: 0, text: {nl: "Bericht 1", en: "Message 1"}}
  - {after: 4, text: {nl: "Bericht 2", en: "Message 2"}}
  - {after: 7, text: {nl: "Bericht 3", en: "Message 3"}}
`

// TestCampaignsKeepTheirDays starts a campaign at hours of two weeks, first those late on a day. Each of
// its messages reaches each person once, on the day that its card said and the list said before; and who started it
// gets one report, on the day of its end or the next working day.
func TestCampaignsKeepTheirDays(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	starts := []string{"11-27 15:45", "11-27 16:00", "11-27 16:30", "11-30 15:20", "11-30 15:50", "11-30 21:00",
		"12-07 15:31", "12-07 16:36", "12-07 16:59", "12-08 16:45", "12-24 17:30"}
	for r := rand.New(rand.NewPCG(1, 2)); len(starts) < 16; {
		start := time.Date(2026, 11, 30+r.IntN(14), 7, 15*r.IntN(57), 0, 0, zone)
		starts = append(starts, start.Format("01-02 15:04"))
	}
	lib := t.TempDir()
	file := filepath.Join(lib, "campaigns", "1.yaml")
	err = errors.Join(os.Mkdir(filepath.Dir(file), 0o700), os.WriteFile(file, []byte(threeSteps), 0o600))
	if err != nil {
		t.Fatal(err)
	}
	for i, start := range starts {
		at, err := time.ParseInLocation("2006-01-02 15:04", "2026-"+start, zone)
		if err != nil {
			t.Fatal(err)
		}
		lang := []string{"nl", "en"}[i%2]
		t.Run(start+" "+lang, func(t *testing.T) {
			t.Parallel()
			startedAt(t, lib, at, lang)
		})
	}
}

// campaigning is the house of a library at a moment, on the web, of which lena is the author.
func campaigning(t *testing.T, flags libraryFlags, at time.Time) *stage.Stage {
	t.Helper()
	c, err := program{stdio: stdio{err: t.Output()}, lg: slog.New(slog.DiscardHandler)}.house(
		t.TempDir(), flags, synonymFlags{})
	if err != nil {
		t.Fatal(err)
	}
	c.Rehearsal, c.Author = true, func(who people.Identity) bool { return who.User == "lena" }
	s, err := stage.Open(t.Context(), c, at, stage.Platform{Name: "web"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// startedAt has lena start the campaign of a library at a moment, and holds that it becomes what was said.
func startedAt(t *testing.T, lib string, at time.Time, lang string) {
	s := campaigning(t, libraryFlags{Library: []string{lib}}, at)
	n := 0
	say := func(user, text string) string {
		n++
		ms, err := s.Tell(t.Context(), chat.Event{ID: fmt.Sprint(n), Kind: chat.Said, Text: text, Direct: true,
			Locale: lang, From: chat.Person{Platform: "web", ID: user, Name: user},
			In: chat.Place{Platform: "web", Channel: user}})
		if err != nil || len(ms) != 1 {
			t.Fatal(user, text, ms, err)
		}
		return ms[0].Reply.Text
	}
	list := map[string]string{"nl": "campagnes", "en": "campaigns"}[lang]
	for _, said := range [][2]string{{"ada", "hoi"}, {"lena", list}, {"lena", "start"}} {
		say(said[0], said[1])
	}
	started, card := say("lena", "start"), say("lena", list)
	m := regexp.MustCompile(`(?i)(?:uit op|out on): (.*)\n.*(?:eindigt op|ends on): (.*)`).FindStringSubmatch(card)
	if m == nil {
		t.Fatal(card)
	}
	days := strings.Split(m[1], ", ")
	ends, err := time.ParseInLocation("2 Jan 2006", m[2], at.Location())
	if err != nil || len(days) != 3 || !strings.Contains(started, " "+days[0]+".") {
		t.Fatal(err, days, started)
	}
	listed, _ := campaign.Alone(authored.ByID(s.House.Authored.Campaigns(), "reeks"), at)
	got, reports := map[string]int{}, 0
	said, err := s.Pass(t.Context(), 50*24*time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	next := ends.AddDate(0, 0, 1)
	for !agenda.IsWorkday(next) {
		next = next.AddDate(0, 0, 1)
	}
	for _, m := range said {
		for i, day := range days {
			if strings.Contains(m.Reply.Text, fmt.Sprintf("Bericht %d", i+1)) ||
				strings.Contains(m.Reply.Text, fmt.Sprintf("Message %d", i+1)) {
				got[fmt.Sprint(m.To.Channel, i+1)]++
				if on := m.Time.Format("2 Jan 2006"); !strings.EqualFold(on, day) ||
					listed[i].Format("2 Jan 2006") != on {
					t.Errorf("%s got message %d on %s; said was %s, listed %s", m.To.Channel, i+1, on, day, listed[i])
				}
			}
		}
		if strings.Contains(m.Reply.Text, "campagne is afgelopen") ||
			strings.Contains(m.Reply.Text, "campaign has ended") {
			if reports++; m.Time.Before(ends) || !m.Time.Before(next.AddDate(0, 0, 1)) {
				t.Errorf("the end is %s, the report comes at %s", ends, m.Time)
			}
		}
	}
	want := map[string]int{"ada1": 1, "ada2": 1, "ada3": 1, "lena1": 1, "lena2": 1, "lena3": 1}
	if !maps.Equal(got, want) || reports != 1 {
		t.Errorf("got %v and %d reports", got, reports)
	}
}
