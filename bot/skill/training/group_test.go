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

// TestALargerGroup holds that where eight people are needed, what seven answer of a training is not told, what eight
// do is, and nothing changes until there are eight more; and that the texts say so.
func TestALargerGroup(t *testing.T) {
	s := bottest.New(t, reflection.Skill, training.Skill)
	s.Update(func(tx *store.Tx) error { return privacy.Raise(tx, 8) })
	lena, ps := team(t, s, users(16)...)
	if !strings.Contains(lena.Last.Text, "vanaf 8 antwoorden") {
		t.Errorf("registered: %s", lena.Last.Text)
	}
	if first := s.Day(34)["u00"][0]; !strings.Contains(first.Text, "vanaf 8 mensen") {
		t.Errorf("the first message: %s", first.Text)
	}
	day := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	for i, p := range ps {
		p.Do("training/used", "1/"+day+"/30/"+[]string{"yes", "failed"}[i%2])
		text, n := lena.Say("training: lastige gesprekken").Text, i+1
		if strings.Contains(text, "antwoordden er 8") != (n >= 8 && n < 16) ||
			strings.Contains(text, "antwoordden er 16") != (n == 16) {
			t.Errorf("%d answers: %s", n, text)
		}
		if n == 8 && !strings.Contains(text, "weer 8 antwoorden") {
			t.Errorf("it does not say when it changes: %s", text)
		}
	}
}
