package buddy_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/skill/buddy"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/store"
)

// ask asks somebody to be a buddy.
func ask(p *bottest.Person, user string) chat.Reply {
	return p.Fill(dialog.Do("buddy/ask"), map[string]string{"answer": user}, named(user))
}

// paired is a stage on which ada and ben are pair 1.
func paired(t *testing.T) (s *bottest.Stage, ada, ben *bottest.Person) {
	s = stage(t)
	ps := s.Greeted(t, "ada", "ben")
	ask(ps[0], "ben")
	ps[1].Do("buddy/yes", "1")
	return s, ps[0], ps[1]
}

// agreed is a stage on which ben agreed to look along with ada, today and tomorrow: look 1.
func agreed(t *testing.T) (s *bottest.Stage, ada, ben *bottest.Person) {
	s, ada, ben = paired(t)
	ada.Do("buddy/look", "1")
	ada.Fill(dialog.Do("buddy/look-take", "1/0"),
		map[string]string{"answer": "hoe ik open", "answer1": "vandaag tot morgen"})
	ada.Say("vraag het")
	ben.Do("buddy/look-yes", "1")
	return s, ada, ben
}

// TestSeenIsTheObservedsAlone follows what an observer writes until it is gone, and looks
// for it everywhere at every step.
func TestSeenIsTheObservedsAlone(t *testing.T) {
	const secret = "kraanvogelgoudfolie"
	s, ada, ben := agreed(t)
	eve := s.Greeted(t, "eve")[0]
	s.House.Post.Keep("web") // as the web page does
	unseen := func(when string, ps ...*bottest.Person) {
		t.Helper()
		for _, p := range ps {
			if strings.Contains(p.Everything("mijn maatjes", "mijn feedback"), secret) {
				t.Errorf("%s, %s sees it", when, p.Name)
			}
		}
	}
	ben.Do("buddy/fill", "1")
	ben.Say("Je noemde " + secret)
	ben.Say("Waarom " + secret + "?")
	send := ben.Last.Card.Buttons[0].Action
	s.HoldsOnly(t, "as a draft", secret, "buddy.look")
	if !ben.Last.Fleeting {
		t.Error("it is kept in a conversation")
	}
	unseen("as a draft", ada, eve)
	if !strings.Contains(ben.Everything("mijn maatjes", "mijn feedback"), secret) {
		t.Error("its writer's export does not have the draft")
	}
	if said := s.Forge(t, "eve", buddy.Skill, 3); strings.Contains(said, secret) {
		t.Error("forged buttons show the draft")
	}
	// The observed writes nothing, and sees nothing yet.
	for _, what := range []string{"fill", "facts", "question", "send", "toss", "look-yes"} {
		if r := ada.Do("buddy/"+what, "1"); strings.Contains(r.Text, secret) {
			t.Errorf("%s shows the draft to the observed", what)
		}
	}
	s.HoldsOnly(t, "after forging", secret, "buddy.look")

	if r := ben.Press(send); strings.Contains(r.Text, secret) {
		t.Error("the answer to sending shows it")
	}
	s.HoldsOnly(t, "sent", secret, "buddy.seen")
	unseen("sent", ben, eve)
	if said := s.Forge(t, "eve", buddy.Skill, 3) + s.Forge(t, "ben", buddy.Skill, 3); strings.Contains(said, secret) {
		t.Error("forged buttons show what was sent")
	}
	told := s.Day(2)
	if len(told["ada"]) == 0 || strings.Contains(fmt.Sprint(told), secret) {
		t.Errorf("told %v", told)
	}
	if r := ada.Do("buddy/read", "1"); !strings.Contains(r.Text, secret) || !r.Fleeting {
		t.Errorf("the observed reads %q; fleeting: %v", r.Text, r.Fleeting)
	}
	if !strings.Contains(ada.Everything("mijn maatjes", "mijn feedback"), secret) ||
		strings.Contains(ada.Everything("mijn maatjes", "mijn feedback"), string(s.Person("ben").ID)) {
		t.Error("the export of the observed does not have it, or has a pseudonym of another")
	}
	ben.Do("buddy/end", "1")
	s.HoldsOnly(t, "after the pair ended", secret, "buddy.seen")
	if strings.Contains(fmt.Sprint(s.Journal("")), secret) {
		t.Error("the journal has it")
	}
	ada.Do("buddy/delete", "1")
	s.HoldsOnly(t, "deleted", secret)
	s.BackupLacks(t, secret)
}

// TestWhatIsLeftOfANote holds when what an observer wrote is gone, and with whom it stays.
func TestWhatIsLeftOfANote(t *testing.T) {
	const secret = "waterjufferzilver"
	for _, c := range []struct {
		name string
		sent bool
		do   func(s *bottest.Stage, ada, ben *bottest.Person)
		want []string
	}{
		{"the pair ends", false, func(_ *bottest.Stage, ada, _ *bottest.Person) { ada.Do("buddy/end", "1") }, nil},
		{"it is called off", false, func(_ *bottest.Stage, _, ben *bottest.Person) { ben.Do("buddy/look-off", "1") },
			nil},
		{"thrown away", false, func(_ *bottest.Stage, _, ben *bottest.Person) { ben.Do("buddy/toss", "1") }, nil},
		{"the days are over", false, func(s *bottest.Stage, _, _ *bottest.Person) { s.Day(7) }, nil},
		{"the observer goes before sending", false, func(_ *bottest.Stage, _, ben *bottest.Person) { bye(ben) }, nil},
		{"the observed goes before sending", false, func(_ *bottest.Stage, ada, _ *bottest.Person) { bye(ada) }, nil},
		{"the observer goes", true, func(_ *bottest.Stage, _, ben *bottest.Person) { bye(ben) },
			[]string{"buddy.seen"}},
		{"the observed goes", true, func(_ *bottest.Stage, ada, _ *bottest.Person) { bye(ada) }, nil},
		{"a year", true, func(s *bottest.Stage, _, _ *bottest.Person) { s.Now = s.Now.AddDate(1, 0, 2); s.Day(1) },
			nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, ada, ben := agreed(t)
			id := string(s.Person("ben").ID)
			ben.Fill(dialog.Do("buddy/facts", "1"), map[string]string{"answer": secret})
			if c.sent {
				ben.Say("verstuur")
			}
			c.do(s, ada, ben)
			s.HoldsOnly(t, "afterwards", secret, c.want...)
			if strings.Contains(c.name, "observer goes") {
				s.HoldsOnly(t, "afterwards", id)
				s.HoldsOnly(t, "afterwards", `"Name":"ben"`)
			}
		})
	}
}

// bye deletes everything of a person.
func bye(p *bottest.Person) {
	p.Say("verwijder mijn gegevens")
	p.Say("ja, verwijder alles")
}

// TestBothConfirm holds that nothing comes of a pair or of looking along without the yes of
// both, whatever is pressed by whom.
func TestBothConfirm(t *testing.T) {
	s := stage(t)
	ps := s.Greeted(t, "ada", "ben", "eve")
	ada, ben := ps[0], ps[1]
	ask(ada, "ben")
	s.Forge(t, "eve", buddy.Skill, 3)
	for _, what := range []string{"yes", "draft", "look", "put", "open", "end"} {
		if r := ada.Do("buddy/"+what, "1"); !strings.Contains(r.Text, "Dat is er niet") {
			t.Errorf("who asked can %s: %q", what, r.Text)
		}
	}
	if r := ben.Do("buddy/open", "1"); !strings.Contains(r.Text, "Dat is er niet") {
		t.Errorf("a pair before both said yes: %q", r.Text)
	}
	ben.Do("buddy/yes", "1")
	ada.Do("buddy/look", "1")
	for _, bad := range []map[string]string{
		{"answer": "", "answer1": "morgen"}, {"answer": "openen", "answer1": "gisteren"}, {"answer": "openen",
			"answer1": ""},
		{"answer": "openen", "answer1": "vandaag tot 1 juli 2027"},
	} {
		if r := ada.Fill(dialog.Do("buddy/look-take", "1/0"), bad); strings.Contains(r.Text, "Ik vraag") {
			t.Errorf("%v is taken: %q", bad, r.Text)
		}
	}
	ada.Fill(dialog.Do("buddy/look-take", "1/0"),
		map[string]string{"answer": "openen", "answer1": "vandaag tot morgen"})
	if r := ben.Do("buddy/look-yes", "1"); !strings.Contains(r.Text, "Dat is er niet") {
		t.Errorf("agreed before it was asked: %q", r.Text)
	}
	put := ada.Last.Card.Buttons[0].Action
	ada.Fill(dialog.Do("buddy/look-take", "1/0"),
		map[string]string{"answer": "afsluiten", "answer1": "vandaag tot morgen"})
	if r := ada.Press(put); !strings.Contains(r.Text, "Dat is er niet") {
		t.Errorf("asked other than was shown: %q", r.Text)
	}
	ada.Press(dialog.Do("buddy/look-put", "1"))
	if r := ben.Do("buddy/fill", "1"); !strings.Contains(r.Text, "Dat is er niet") {
		t.Errorf("filled before both confirmed: %q", r.Text)
	}
	if said := s.Day(1)["ben"]; len(said) != 0 {
		t.Errorf("ben is told %v", said)
	}
}

// TestOncePerCase holds that a buddy is asked only once per case to look at a draft: over
// days without an answer, after they stopped and began again, and the other way round.
func TestOncePerCase(t *testing.T) {
	s, ada, ben := paired(t)
	times := 0
	pass := func(days int) {
		for _, r := range s.Day(days)["ben"] {
			if strings.Contains(r.Text, "naar mijn concept") {
				times++
			}
		}
	}
	show := func(n string) chat.Reply {
		ada.Do("buddy/draft", n)
		ada.Fill(dialog.Do("buddy/draft", n), map[string]string{"answer": "de stappen: helder?"})
		return ada.Say("vraag het")
	}
	show("1")
	show("1")
	pass(16)
	if times != 1 {
		t.Errorf("asked %d times", times)
	}
	ben.Do("buddy/end", "1")
	ask(ben, "ada") // the sides change
	ada.Do("buddy/yes", "2")
	show("2")
	pass(10)
	if times != 1 {
		t.Errorf("after they began again asked %d times", times)
	}
	if r := ben.Do("buddy/open", "2"); !strings.Contains(strings.Join(labels(r), " "), "Laat mijn concept zien") {
		t.Errorf("the other cannot ask: %v", labels(r))
	}
}

func labels(r chat.Reply) (ls []string) {
	for _, b := range r.Card.Buttons {
		ls = append(ls, b.Label)
	}
	return ls
}

// varies finds pseudonyms, marks made of them and moments, which differ between two stages.
var varies = regexp.MustCompile(`[0-9a-f]{16}|~[0-9a-f]{8}|T[0-9:.+]+Z?|"(seq|value)": \d+`)

// TestSilenceLooksTheSame plays weeks with somebody who says nothing, who declines, and who
// does not know the bot: who asks can never tell, but of the last that they cannot be
// reached.
func TestSilenceLooksTheSame(t *testing.T) {
	play := func(how string) (seen []string) {
		s := stage(t)
		ada := s.Greeted(t, "ada")[0]
		ben := s.Meet(t, "ben", "nl")
		if how != "unknown" {
			ben.Say("hoi")
		}
		watch := func(days int) {
			for _, r := range s.Day(days)["ada"] {
				seen = append(seen, r.Text)
			}
			if err := s.Until(s.Now); err != nil {
				t.Fatal(err)
			}
			seen = append(seen, varies.ReplaceAllString(ada.Everything("mijn maatjes", "mijn feedback"), "…"))
		}
		seen = append(seen, ask(ada, "ben").Text)
		watch(1)
		if how == "declined" {
			ben.Do("buddy/no", "1")
		}
		seen = append(seen, ask(ada, "ben").Text)
		watch(6)
		watch(12)
		seen = append(seen, ask(ada, "ben").Text)
		watch(1)
		for range 4 {
			watch(20)
		}
		return seen
	}
	silence := play("silence")
	if said := strings.Join(silence, "\n"); !strings.Contains(said, "kwam geen antwoord") {
		t.Fatal("it did not close")
	}
	for _, how := range []string{"declined", "unknown"} {
		seen := play(how)
		if how == "unknown" {
			seen = bottest.WithoutUnreached(t, seen)
		}
		if d := cmp.Diff(silence, seen); d != "" {
			t.Errorf("who asked can tell (-silence +%s):\n%s", how, d)
		}
	}
}

// TestLimits holds that many who ask one person are within that person's own limits.
func TestLimits(t *testing.T) {
	s := stage(t)
	ps := s.Greeted(t, "ada", "ben", "cas")
	ask(ps[0], "ben")
	ask(ps[2], "ben")
	if err := s.Pass(14 * 24 * time.Hour); err != nil {
		t.Fatal(err)
	}
	days := map[string]int{}
	for _, p := range s.Prompts() {
		if p.To == "ben" {
			days[p.Time.Format(time.DateOnly)]++
		}
	}
	for day, n := range days {
		if n > 1 {
			t.Errorf("%d messages on %s", n, day)
		}
	}
	if len(days) == 0 || len(days) > 4 {
		t.Errorf("told on %v", days)
	}
}

// TestWithTheCase holds that a pair goes with its case, and that one belongs to it.
func TestWithTheCase(t *testing.T) {
	s, ada, ben := paired(t)
	var id string
	s.View(func(tx *store.Tx) error {
		id = cases.All(tx)[0].ID
		return nil
	})
	put(t, s, func(c *cases.Case) { c.ID, c.Title = "second-case", "Answer at once" })
	ask(ada, "cas")
	if ls := labels(ada.Last); !slices.Contains(ls, "Answer at once") || len(ls) != 2 {
		t.Errorf("offered %v", ls)
	}
	ada.Say("Answer at once")
	if !strings.Contains(ada.Last.Text, "Answer at once") || !strings.Contains(ada.Last.Text, "cas") {
		t.Errorf("asked %q", ada.Last.Text)
	}
	s.Update(func(tx *store.Tx) error { return cases.Delete(tx, id) })
	s.Day(1)
	if said := ben.Everything("mijn maatjes", "mijn feedback"); strings.Contains(said, "Maatje van") {
		t.Error("a pair outlives its case")
	}
	if said := ada.Say("mijn maatjes").Text; !strings.Contains(said, "Gevraagd aan cas") {
		t.Errorf("the other request is gone too: %q", said)
	}
}
