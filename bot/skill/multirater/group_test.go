package multirater_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// TestALargerGroup holds that where eight people are needed, a round asks eight, shows nothing of seven answers,
// and shows those of eight; and that the texts say so.
func TestALargerGroup(t *testing.T) {
	for _, answers := range []int{7, 8} {
		users := []string{"ada"}
		for i := range 9 {
			users = append(users, fmt.Sprint("user", i))
		}
		s, ps := stage(t, users...)
		s.Update(func(tx *store.Tx) error { return privacy.Raise(tx, 8) })
		ada, others := ps[0], ps[1:]
		ask := func(n int) string {
			return ada.Fill(dialog.Do("multirater/start"),
				map[string]string{"answer": "n",
					"answer1": "hoe ik het overleg leid"}, bottest.Named(others[:n]...)...).Text
		}
		if said := ask(7); !strings.Contains(said, "minstens acht collega's") {
			t.Fatalf("asked seven: %s", said)
		}
		if said := ask(9); !strings.Contains(said, "9 collega's") {
			t.Fatalf("asked nine: %s", said)
		}
		for _, p := range others[:answers] {
			if r := p.Do("multirater/join", "1"); !strings.Contains(r.Text, "vanaf acht antwoorden") {
				t.Fatalf("joined: %s", r.Text)
			}
			answer(t, p, 4, "zo blijven", "")
		}
		s.Day(20)
		r := ada.Do("multirater/see", "1")
		if told := strings.Contains(r.Text, "8 collega's antwoordden"); told != (answers == 8) || !told &&
			!strings.Contains(r.Text, "minder dan acht") {
			t.Errorf("%d answers: %s", answers, r.Text)
		}
		if told := strings.Contains(ada.Do("multirater/see", "1/0").Text, "zo blijven"); told != (answers == 8) {
			t.Errorf("%d sentences: told %v", answers, told)
		}
	}
}

// TestRoundsOfARaisedGroup holds that a group that was raised counts for what came of a round that was closed before.
func TestRoundsOfARaisedGroup(t *testing.T) {
	s, ada, others := group(t)
	for i, p := range others {
		change := "ooievaar"
		if i == 5 {
			change = ""
		}
		answer(t, p, 4, "zo blijven", change)
	}
	shown := func() string { return ada.Do("multirater/see", "1").Text + ada.Do("multirater/see", "1/1").Text }
	if said := shown(); !strings.Contains(said, "Minstens 5 collega's antwoordden") ||
		!strings.Contains(said, "ooievaar") {
		t.Fatalf("of six is shown %q", said)
	}
	raise := func(k int) { s.Update(func(tx *store.Tx) error { return privacy.Raise(tx, k) }) }
	raise(6)
	if said := shown(); !strings.Contains(said, "Minstens 6 collega's antwoordden") ||
		strings.Contains(said, "ooievaar") {
		t.Errorf("of six, five of whom wrote, is shown %q to six", said)
	}
	s.HoldsOnly(t, "with a group of six", "ooievaar")
	raise(8)
	s.Day(1)
	if said := ada.Everything("mijn feedback"); strings.Contains(said, "zo blijven") ||
		strings.Contains(said, "counts") {
		t.Errorf("the export has %q", said)
	}
	if said := shown(); strings.Contains(said, "collega's antwoordden") || !strings.Contains(said, "minder dan acht") {
		t.Errorf("of six is shown %q to eight", said)
	}
}

// TestHowGoodIsToldOfNobody holds that what colleagues answered on the scale is told in numbers only where five said so
// and five did not, that of ten it is told which way most went, and of fewer nothing: who asked knows whom they asked.
func TestHowGoodIsToldOfNobody(t *testing.T) {
	for _, c := range []struct {
		good, bad int
		want      string
		not       string
	}{
		{6, 0, "vanaf 10 antwoorden", "Gaat"},
		{5, 4, "vanaf 10 antwoorden", "Gaat"},
		{5, 5, "Gaat goed – Gaat heel goed: 5", "vanaf 10"},
		{10, 0, "De meesten kozen: Gaat goed", "10"},
		{9, 1, "De meesten kozen: Gaat goed", "9"},
		{2, 8, "Weinigen kozen: Gaat goed", "8"},
	} {
		var users []string
		for i := range c.good + c.bad {
			users = append(users, fmt.Sprint("user", i))
		}
		s, ps := stage(t, append(users, "ada")...)
		ada, others := ps[len(users)], ps[:len(users)]
		ada.Fill(dialog.Do("multirater/start"), map[string]string{"answer": "n", "answer1": "hoe ik het overleg leid"},
			bottest.Named(others...)...)
		for i, p := range others {
			answer(t, p, map[bool]int{true: 4 + i%2, false: 1 + i%2}[i < c.good], "zo blijven", "")
		}
		s.Day(20)
		r := ada.Do("multirater/see", "1")
		_, said, _ := strings.Cut(r.Text, "Hoe goed gaat dit?")
		if !strings.Contains(said, c.want) || strings.Contains(said, c.not) {
			t.Errorf("%d good, %d not: %s", c.good, c.bad, r.Text)
		}
	}
}
