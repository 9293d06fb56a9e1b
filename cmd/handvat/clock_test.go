package main

import (
	"errors"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/stage"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/store"
)

// kept counts the rows of a house in each bucket that retention would take from, and the messages that wait.
func (s *told) kept() map[string]int {
	s.t.Helper()
	n := map[string]int{}
	s.read(func(tx *store.Tx) error {
		for _, b := range []string{"journal.entry", "journal.question", "delivery.talk", "bot.session", "agenda.item",
			"reflection.entry", "feedback.exchange"} {
			for range tx.Scan(b, nil, nil) {
				n[b]++
			}
		}
		return nil
	})
	return n
}

// used is a house in which two people did what leaves something in many tables, and then some days went by.
func used(t *testing.T) *told {
	t.Helper()
	s := tellOn(t, func(*bot.Config) {}, stage.Platform{Name: "web", Keep: true},
		stage.Platform{Name: "slack", Clock: true})
	for _, who := range []string{"ada", "bob"} {
		for _, text := range []string{"hoe geef ik feedback?", "stappen", "volgende", "stop", "ja",
			"hoe vouw ik een kraanvogel van goudfolie?"} {
			s.onPage(who, text)
		}
	}
	if _, err := s.Pass(t.Context(), 3*24*time.Hour); err != nil {
		t.Fatal(err)
	}
	s.onPage("ada", "hoe vouw ik een kraanvogel van goudfolie?")
	return s
}

// onPage is what the bot answers somebody who says something on the web page.
func (s *told) onPage(who, text string) string {
	s.t.Helper()
	return s.hears(chat.Event{Kind: chat.Said, From: chat.Person{Platform: "web", ID: who}, Text: text}).Text
}

// jump starts the program again with the clock moved, and lets time go by.
func (s *told) jump(d time.Duration, pass time.Duration) (sent []stage.Message) {
	s.t.Helper()
	s.Now = s.Now.Add(d)
	if err := s.Restart(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
	sent, err := s.Pass(s.t.Context(), pass)
	if err != nil {
		s.t.Fatal(err)
	}
	return sent
}

// TestTheClockJumps starts the program with a clock that is wrong: nothing goes and nothing is said by itself,
// questions are answered, and with the clock right again, or accepted, all goes on.
func TestTheClockJumps(t *testing.T) {
	for name, by := range map[string]time.Duration{"ahead": 400 * 24 * time.Hour, "back": -400 * 24 * time.Hour,
		"three days ahead": 72 * time.Hour, "three days back": -72 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			s := used(t)
			before := s.kept()
			if before["journal.entry"] == 0 || before["journal.question"] == 0 || before["bot.session"] == 0 ||
				before["agenda.item"] == 0 {
				t.Fatalf("nothing to lose: %v", before)
			}
			const meanwhile = 2 * 24 * time.Hour
			sent := s.jump(by, meanwhile)
			if len(sent) > 0 {
				t.Errorf("said by itself: %q", sent[0].Reply.Text)
			}
			if got := s.kept(); !same(got, before) {
				t.Errorf("kept %v, want %v", got, before)
			}
			if s.House.Doubt() == "" {
				t.Error("nothing says why")
			}
			s.wants(s.onPage("ada", "hoe geef ik feedback?"), "Geef feedback")
			s.jump(-by-meanwhile, 0)
			if doubt := s.House.Doubt(); doubt != "" {
				t.Error("with the clock right again: ", doubt)
			}
			if sent := s.jump(0, 9*24*time.Hour); len(sent) == 0 {
				t.Error("nothing goes on")
			}
		})
	}
}

func same(a, b map[string]int) bool {
	for k := range b {
		if a[k] < b[k] {
			return false
		}
	}
	return true
}

// TestASlowClockIsNoJump lets days go by, in hours, with a restart on each day: none of it is a jump.
func TestASlowClockIsNoJump(t *testing.T) {
	s := used(t)
	for range 8 {
		s.jump(0, 23*time.Hour)
		s.jump(time.Hour, 0)
		if doubt := s.House.Doubt(); doubt != "" {
			t.Fatal(doubt)
		}
	}
}

// TestWhoAcceptsTheClock switches the program off for a week. It goes on when somebody accepts the clock beside it,
// or when a platform that has a clock of its own tells the same time; a platform without one changes nothing.
func TestWhoAcceptsTheClock(t *testing.T) {
	held := func(t *testing.T, s *told, want bool) {
		t.Helper()
		if _, err := s.Pass(t.Context(), time.Hour); err != nil {
			t.Fatal(err)
		}
		if doubt := s.House.Doubt(); doubt != "" != want {
			t.Errorf("held is %v: %s", doubt != "", doubt)
		}
	}
	t.Run("by doctor", func(t *testing.T) {
		s := used(t)
		s.jump(7*24*time.Hour, 0)
		held(t, s, true)
		if err := bot.AcceptClock(s.House.Data, s.Now.Add(-400*24*time.Hour)); err != nil {
			t.Fatal(err)
		}
		held(t, s, true) // another clock than this one was accepted
		if err := bot.AcceptClock(s.House.Data, s.Now); err != nil {
			t.Fatal(err)
		}
		held(t, s, false)
		s.jump(0, 0)
		held(t, s, false)
	})
	t.Run("by a platform", func(t *testing.T) {
		s := used(t)
		s.jump(7*24*time.Hour, 0)
		s.onPage("ada", "hoi")
		held(t, s, true)
		s.says("ada", "hoi")
		held(t, s, false)
	})
}

// TestServeHoldsTheClock serves data whose clock was last trusted long ago: the program answers, says what waits and
// why, and doctor accepts the clock while it serves.
func TestServeHoldsTheClock(t *testing.T) {
	data := t.TempDir()
	lastTrusted(t, data, time.Now().AddDate(0, 0, -9))
	s := serve(t, "--data", data)
	ready := func() string {
		resp, err := http.Get(s.url + "/readyz")
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		text, err := io.ReadAll(resp.Body)
		if err != nil || resp.StatusCode != http.StatusOK {
			t.Fatal(resp.Status, err)
		}
		return string(text)
	}
	if says := ready(); !strings.Contains(says, "wacht") || !strings.Contains(says, "--accept-clock") {
		t.Errorf("/readyz does not say what waits: %s", says)
	}
	for wait := time.Now().Add(10 * time.Second); !isFile(filepath.Join(data, outsideFile)); {
		if time.Now().After(wait) {
			t.Fatal("nothing written for doctor")
		}
		time.Sleep(20 * time.Millisecond)
	}
	if says := prints(t, "doctor", "--lang=en", "--data", data); !strings.Contains(says, "Nothing is deleted") {
		t.Errorf("doctor says nothing of the clock: %s", says)
	}
	prints(t, "doctor", "--lang=en", "--data", data, "--accept-clock")
	for wait := time.Now().Add(20 * time.Second); strings.Contains(ready(), "waiting"); {
		if time.Now().After(wait) {
			t.Fatal("the clock was accepted, and it still waits")
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// TestDoctorTellsOfAnUnreadableClock damages the row with the last time that the clock was trusted, which nobody met,
// and holds that doctor tells so without --deep; and after the program met it and wrote it anew.
func TestDoctorTellsOfAnUnreadableClock(t *testing.T) {
	data := t.TempDir()
	lastTrusted(t, data, time.Now())
	spoil(t, data, "last", "house.clock")
	tells := func(says ...string) {
		t.Helper()
		out := command(t, 1, "doctor", "--lang=en", "--data", data)
		for _, want := range says {
			if !strings.Contains(out, want) {
				t.Errorf("not %q:\n%s", want, out)
			}
		}
	}
	tells("FAIL  database house.clock: unreadable: 1.", "soon  clock ", "When it was trusted last is unreadable")
	serve(t, "--data", data).stop()
	tells("house.clock: unreadable and set aside: 1.", "and is trusted")
}

// TestDoctorTellsWhereRowsAreUnreadable holds that a row is told of by the bucket that it is in, also where a table has
// several.
func TestDoctorTellsWhereRowsAreUnreadable(t *testing.T) {
	data := t.TempDir()
	lastTrusted(t, data, time.Now())
	damaged := []string{"agenda.item", "agenda.person", "people.unit"}
	spoil(t, data, "broken", damaged...)
	out := command(t, 1, "doctor", "--lang=en", "--data", data)
	for _, bucket := range damaged {
		if !strings.Contains(out, bucket+": unreadable: 1.") {
			t.Errorf("not of %s:\n%s", bucket, out)
		}
	}
}

// TestADamagedProfileIsTold damages the row of somebody on the roster, and holds that they are not told that nobody has
// their address, that doctor says so by its exit status too, and that what is told to do helps.
func TestADamagedProfileIsTold(t *testing.T) {
	data := t.TempDir()
	list := writeFile(t, "people.csv", "mail,unit\nada@example.org,balie\nmax@example.org,balie\n")
	units := writeFile(t, "units.csv", "unit,name\nbalie,Balie\n")
	command(t, 0, "people", "import", units, list, "--apply", "--data", data)
	ada := ""
	for key, row := range rows(t, data)["people.profile"] {
		if strings.Contains(row, "ada@example.org") {
			ada = key
		}
	}
	spoil(t, data, ada, "people.profile")
	as := func(status int, mail, lang, says string) {
		t.Helper()
		said := command(t, status, "chat", "--data", data, "--as", mail, "--lang", lang)
		if says != "" && !strings.Contains(said, says) {
			t.Errorf("%s: %s", mail, said)
		}
	}
	for range 2 { // as it is met, and when it was set aside
		as(1, "ada@example.org", "nl", "er zijn beschadigde gegevens van mensen (1)")
		as(1, "ada@example.org", "en", "the data of some people is damaged (1)")
		as(0, "max@example.org", "nl", "")
		command(t, 1, "doctor", "--lang=en", "--data", data)
		command(t, 0, "people", "import", list, "--data", data)
	}
	command(t, 0, "people", "import", list, "--apply", "--data", data)
	as(0, "ada@example.org", "nl", "")
	if row := rows(t, data)["people.profile"][ada]; !strings.Contains(row, "ada@example.org") {
		t.Errorf("she is somebody else now: %q", row)
	}
	as(1, "adda@example.org", "nl", "niemand op de lijst van de organisatie heeft dit mailadres")
}

// spoil puts in buckets of a database that nobody uses a row that cannot be read.
func spoil(t *testing.T, data, key string, buckets ...string) {
	t.Helper()
	db, err := store.Open(filepath.Join(data, "handvat.db"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Update(t.Context(), func(tx *store.Tx) (err error) {
		for _, bucket := range buckets {
			err = errors.Join(err, tx.Put(bucket, []byte(key), garbage))
		}
		return err
	}), db.Close()); err != nil {
		t.Fatal(err)
	}
}

// lastTrusted makes a data folder of a house that trusted its clock last at a time.
func lastTrusted(t *testing.T, data string, at time.Time) {
	t.Helper()
	h, err := bot.New(t.Context(), bot.Config{Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return at },
		Data: data, Sources: []knowledge.Source{{Name: "none", FS: os.DirFS(t.TempDir())}}, Skills: skills()})
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Trust(t.Context()); err != nil {
		t.Error(err)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestCommandsHoldTheClock holds that what a command works out of weeks that are over waits for a clock that is
// trusted, and that the last week is never one of the future.
func TestCommandsHoldTheClock(t *testing.T) {
	data := organised(t, 12)
	lastTrusted(t, data, time.Now().AddDate(0, 0, 400))
	for _, args := range [][]string{{"digest", "--unit", "desk"}, {"digest", "--authors"}, {"export", "weeks"},
		{"export", "events"}, {"report", "--quarter", "2026-Q4"}} {
		args = append(args, "--data", data)
		if says := prints(t, args...); !strings.Contains(says, "--accept-clock") {
			t.Errorf("%v does not wait: %s", args, says)
		}
	}
	week := prints(t, "digest", "--unit", "desk", "--data", data, "--json", "--accept-clock")
	if last := (counts.WeekOf(time.Now()) - 1).String(); !strings.Contains(week, last) {
		t.Errorf("the last week is not %s: %s", last, week)
	}
}
