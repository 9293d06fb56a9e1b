package training_test

import (
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/skill/reflection"
	"github.com/handvat/handvat/bot/skill/training"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// TestALargerGroup holds that where eight people are needed, what fifteen answer of a training is not told, what
// sixteen do is, in the week after; eight or more of those asked may not have; and that the texts say so.
func TestALargerGroup(t *testing.T) {
	s := bottest.New(t, reflection.Skill, training.Skill)
	s.Update(func(tx *store.Tx) error { return privacy.Raise(tx, 8) })
	lena, ps := team(t, s, users(40)...)
	if !strings.Contains(lena.Last.Text, "vanaf 16 antwoorden") {
		t.Errorf("registered: %s", lena.Last.Text)
	}
	if first := s.Day(34)["u00"][0]; !strings.Contains(first.Text, "vanaf 8 mensen") {
		t.Errorf("the first message: %s", first.Text)
	}
	day := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	for i, p := range ps[:34] {
		p.Do("training/used", "1/"+day+"/30/"+map[bool]string{true: "yes", false: "failed"}[i%2 == 0])
		same, n := lena.Say("training: lastige gesprekken").Text, i+1
		if n != 15 && n != 16 && n != 31 && n != 32 {
			continue
		}
		s.Day(7)
		text := lena.Say("training: lastige gesprekken").Text
		told := map[int]string{
			16: "minstens 16 mensen antwoordden. Minstens 8 van hen gebruiken het, minstens 8 niet",
			31: "minstens 16 mensen", 32: "minstens 32 mensen antwoordden. Minstens 16"}[n]
		if !strings.Contains(text, told) ||
			strings.Contains(text, "antwoordden") != (told != "") || (n == 16 || n == 32) && same == text {
			t.Errorf("%d answers: %s", n, text)
		}
		if n == 16 && !strings.Contains(text, "weer 16 antwoorden") {
			t.Errorf("it does not say when it changes: %s", text)
		}
	}
}
