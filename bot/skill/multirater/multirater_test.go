package multirater_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/store"
)

// group is a stage with somebody who asked six others, and the others.
func group(t *testing.T) (s *bottest.Stage, ada *bottest.Person, others []*bottest.Person) {
	s, ps := stage(t, "adelheid", "benedict", "cornelia", "dieuwertje", "engelbert", "frederika", "gerardus")
	ada, others = ps[0], ps[1:]
	r := ada.Fill(dialog.Do("multirater/start"),
		map[string]string{"answer": "zes", "answer1": "hoe ik het overleg leid"}, bottest.Named(others...)...)
	if !strings.Contains(r.Text, "6 collega's") {
		t.Fatalf("started with %q", r.Text)
	}
	return s, ada, others
}

// answer fills in and sends the three answers.
func answer(t *testing.T, p *bottest.Person, scale int, keep, change string) {
	t.Helper()
	p.Fill(dialog.Do("multirater/answer", "1/0"),
		map[string]string{"answer": fmt.Sprint(scale), "answer1": keep, "answer2": change})
	p.Press(action(t, p, "Verstuur"))
}

// TestRoundsShowGroupsOnly plays rounds with numbers of answers around five: before the end
// nothing is seen; under five nothing ever is, and nothing is left; and a question that
// under five answered in words shows none of them.
func TestRoundsShowGroupsOnly(t *testing.T) {
	for _, answers := range []int{1, 4, 5, 6} {
		t.Run(fmt.Sprint(answers), func(t *testing.T) {
			s, ada, others := group(t)
			for i, p := range others[:answers] {
				change := fmt.Sprintf("ooievaar%d", i)
				if i >= 4 {
					change = ""
				}
				answer(t, p, 4, fmt.Sprintf("zo blijven %d", 9-i), change)
				if i < 5 { // the sixth ends it
					if said := ada.Everything("mijn feedback") +
						ada.Do("multirater/see", "1").Text; strings.Contains(said, "zo blijven") ||
						strings.Contains(said, "Gaat goed") {
						t.Fatalf("after %d answers who asked sees them", i+1)
					}
				}
			}
			s.Day(20)
			said := ada.Do("multirater/see", "1").Text + ada.Do("multirater/see", "1/0").Text +
				ada.Do("multirater/see", "1/1").Text + ada.Everything("mijn feedback")
			if shown := strings.Contains(said, "zo blijven"); shown != (answers >= 5) {
				t.Errorf("%d answers are shown: %v", answers, shown)
			}
			if strings.Contains(said, "ooievaar") {
				t.Error("what four people wrote is shown")
			}
			if answers >= 5 && !strings.Contains(said, "Minstens 5 collega's antwoordden") {
				t.Errorf("counted as\n%s", said)
			}
			for _, p := range others {
				if strings.Contains(said, p.Name) || strings.Contains(said, string(s.Person(p.Name).ID)) {
					t.Errorf("%s is in it", p.Name)
				}
			}
			s.HoldsOnly(t, "afterwards", "ooievaar")
			if answers < 5 {
				s.HoldsOnly(t, "afterwards", "zo blijven")
			} else {
				s.HoldsOnly(t, "afterwards", "zo blijven", "multirater.round")
			}
		})
	}
}

// TestRoundsKeepNoNames holds that nothing leads from an answer to who gave it, in the
// store either, and that what was not sent is its writer's alone.
func TestRoundsKeepNoNames(t *testing.T) {
	s, ada, others := group(t)
	ben, cor := others[0], others[1]
	ben.Fill(dialog.Do("multirater/answer", "1/0"), map[string]string{"answer": "2", "answer1": "kraanvogel"})
	old := action(t, ben, "Verstuur")
	s.HoldsOnly(t, "as a draft", "kraanvogel", "multirater.seat")
	if strings.Contains(ada.Everything("mijn feedback")+cor.Everything("mijn feedback"), "kraanvogel") ||
		!strings.Contains(ben.Everything("mijn feedback"), "kraanvogel") {
		t.Error("the draft is not its writer's alone")
	}
	ben.Fill(dialog.Do("multirater/answer", "1/0"), map[string]string{"answer": "3", "answer1": "waterjuffer"})
	ben.Press(old) // a button under another text
	s.HoldsOnly(t, "with an old button", "waterjuffer", "multirater.seat")
	ben.Press(action(t, ben, "Verstuur"))
	ben.Press(old)
	s.HoldsOnly(t, "sent", "waterjuffer", "multirater.round")
	if strings.Contains(ben.Everything("mijn feedback"), "waterjuffer") {
		t.Error("the store still knows whose answer it is")
	}
	answer(t, cor, 5, "aalscholver", "")
	s.View(func(tx *store.Tx) error {
		for _, v := range tx.Scan("multirater.round", nil, nil) {
			for _, p := range others {
				if id := string(s.Person(p.Name).ID); strings.Contains(string(v), id) ||
					strings.Contains(string(v), p.Name) {
					t.Errorf("the answers hold %s: %s", p.Name, v)
				}
			}
			if strings.Index(string(v), "aalscholver") > strings.Index(string(v), "waterjuffer") {
				t.Errorf("the answers stand in the order they came: %s", v)
			}
		}
		return nil
	})
	dirk := others[2]
	dirk.Fill(dialog.Do("multirater/answer", "1/0"), map[string]string{"answer": "2", "answer1": "ijsvogel"})
	id := string(s.Person(dirk.Name).ID)
	dirk.Say("verwijder mijn gegevens")
	dirk.Say("ja, verwijder alles")
	s.HoldsOnly(t, "after its writer left", "ijsvogel")
	s.HoldsOnly(t, "after its writer left", id)
	id = string(s.Person(ada.Name).ID)
	ada.Say("verwijder mijn gegevens")
	ada.Say("ja, verwijder alles")
	for _, text := range []string{"waterjuffer", "aalscholver", "hoe ik het overleg leid", id, ada.Name} {
		s.HoldsOnly(t, "after who asked left", text)
	}
	if said := s.Day(15); len(said) > 0 {
		t.Errorf("told %v", said)
	}
}

// TestForgedRounds holds that nobody sees or ends a round of another.
func TestForgedRounds(t *testing.T) {
	s, _, others := group(t)
	eve := s.Meet(t, "eve", "nl")
	eve.Say("hoi")
	for i, p := range others[:5] {
		answer(t, p, i%5+1, "kraanvogel", "ijsvogel")
	}
	s.Day(20)
	for _, p := range []*bottest.Person{eve, others[0], others[5]} {
		for _, arg := range []string{"see/1", "see/1/0", "topic/1", "put/1", "delete/1", "closed/1", "told/1", "join/1",
			"answer/1/0", "send/1", "no/1"} {
			act, arg, _ := strings.Cut(arg, "/")
			if r := p.Do("multirater/"+act, arg); strings.Contains(r.Text, "vogel") ||
				strings.Contains(r.Text, "Gaat goed: ") {
				t.Errorf("%s sees %q", p.Name, r.Text)
			}
		}
	}
	s.HoldsOnly(t, "after forging", "kraanvogel", "multirater.round")
}

// TestSilenceLooksTheSame holds that who asked a group cannot tell whether one of them says
// nothing or does not know the bot, but that this one cannot be reached; who is asked once they come.
func TestSilenceLooksTheSame(t *testing.T) {
	play := func(known, comes bool) (s *bottest.Stage, gus *bottest.Person, seen []string) {
		s, ps := stage(t, "ada", "ben", "cas", "dee", "eva", "fay")
		ada, gus := ps[0], s.Meet(t, "gus", "nl")
		if known {
			gus.Say("hoi")
		}
		r := ada.Fill(dialog.Do("multirater/start"),
			map[string]string{"answer": "zes", "answer1": "hoe ik het overleg leid"}, bottest.Named(append(ps[1:],
				gus)...)...)
		seen = append(seen, r.Text)
		for _, p := range ps[1:] {
			answer(t, p, 3, "de agenda", "")
		}
		if comes {
			s.Day(3)
			gus.Say("hoi")
			return s, gus, nil
		}
		for _, r := range s.Day(20)["ada"] {
			seen = append(seen, r.Text)
		}
		return s, gus, append(seen, ada.Do("multirater/see", "1").Text,
			varies.ReplaceAllString(ada.Everything("mijn feedback"), "…"))
	}
	_, _, silent := play(true, false)
	_, _, unknown := play(false, false)
	unknown = bottest.WithoutUnreached(t, unknown)
	if d := cmp.Diff(silent, unknown); d != "" || !strings.Contains(silent[0], "6 collega's") {
		t.Errorf("who asked can tell (-silent +unknown):\n%s", d)
	}
	s, gus, _ := play(false, true)
	if said := s.Day(3)["gus"]; len(said) != 1 || !strings.Contains(said[0].Text, "jou en 5 anderen") {
		t.Errorf("who came later is told %v", said)
	}
	answer(t, gus, 5, "", "")
}

// varies finds pseudonyms, marks made of them and moments, which differ between two stages.
var varies = regexp.MustCompile(`[0-9a-f]{16}|~[0-9a-f]{8}|T[0-9:.+]+Z?|"(seq|value)": \d+`)
