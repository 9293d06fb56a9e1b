package programme_test

import (
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/skill/programme"
	"github.com/handvat/handvat/bot/skill/reflection"
	"github.com/handvat/handvat/bot/skill/training"
)

// TestWhoWasThereIsAskedLater holds that who was there at the last day is asked after 30
// days whether they use it, is not told what they said themselves, and that saying it twice
// counts once.
func TestWhoWasThereIsAskedLater(t *testing.T) {
	s := stage(t, reflection.Skill, training.Skill, programme.Skill)
	ada := s.Meet(t, "ada", "en")
	ada.Say("hello")
	if err := s.Pass(19 * 24 * time.Hour); err != nil { // to Saturday 12 December
		t.Fatal(err)
	}
	s.Prompts()
	ada.Do("programme/was", "call-back/1/2026-12-10")
	ada.Do("programme/was", "call-back/1/2026-12-10")
	asked := 0
	for range 45 {
		for _, r := range s.Day(1)["ada"] {
			if strings.Contains(r.Text, "noted that you") {
				t.Errorf("ada is told what she said: %s", r.Text)
			}
			if strings.Contains(r.Text, "A month ago you finished the training Call customers back") {
				asked++
			}
			ada.Do("programme/next", "") // messages go on
		}
	}
	if asked != 1 {
		t.Errorf("asked %d times in six weeks", asked)
	}
}
