package barrier_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/journal"
)

const blocked = "Ik mis een middel"

// do is an act of the skill, such as "unit/desk".
func do(what string) chat.Action {
	act, arg := dialog.Cut(what)
	return dialog.Do("barrier/"+act, arg)
}

// say lets people say the same, again and again.
func say(t *testing.T, s *bottest.Stage, times int, arg string, users ...string) {
	t.Helper()
	for i := range times {
		u := users[i%len(users)]
		s.Meet(t, u, "nl").Press(do(arg))
	}
}

// TestFourPeopleStayHidden holds that a hundred reports of four people are shown to
// nobody, by any way, and that who leads them cannot answer what they may not know.
func TestFourPeopleStayHidden(t *testing.T) {
	s := raise(t)
	say(t, s, 100, "said/resources/", "ada", "ben", "cleo", "dirk")
	s.Day(7)
	mia, lena := s.Meet(t, "mia", "nl"), s.Meet(t, "lena", "nl")
	for _, p := range []*bottest.Person{mia, lena, s.Meet(t, "ada", "nl")} {
		for _, arg := range []string{"list", "unit/desk", "unit/service", "unit/field", "agree/resources/desk",
			"gone/resources/desk", "ask/resources/desk"} {
			r := p.Press(do(arg))
			if strings.Contains(r.Text, blocked) {
				t.Errorf("%s shows %s %q", arg, p.Name, r.Text)
			}
		}
	}
	mia.Fill(do("save/resources/desk/remove"), map[string]string{"who": "ik"})
	if in := s.Holds(`"Response"`); in != nil {
		t.Error("an answer to what four people said was kept")
	}
	say(t, s, 1, "said/resources/", "eve")
	s.Day(7)
	if r := mia.Do("barrier/unit", "desk"); !strings.Contains(r.Text, blocked) {
		t.Errorf("five people are not shown: %q", r.Text)
	}
}

// TestOnlyTheirOwnUnits plays who may see and who may answer.
func TestOnlyTheirOwnUnits(t *testing.T) {
	s := raise(t)
	say(t, s, 6, "said/resources/", "ada", "ben", "cleo", "dirk", "eve", "fay")
	s.Day(7)
	for _, c := range []struct {
		user, arg string
		sees      bool
	}{
		{"ada", "unit/desk", true}, {"ada", "unit/service", true}, {"ada", "unit/field", false}, {"ada",
			"agree/resources/desk", false},
		{"mia", "unit/desk", true}, {"mia", "agree/resources/desk", true}, {"mia", "agree/resources/service", false},
		{"lou", "unit/desk", false}, {"lou", "agree/resources/desk", false},
		{"lena", "unit/desk", true}, {"lena", "agree/resources/service", true},
		{"root", "unit/desk", false}, {"root", "agree/resources/desk", false},
		{"guest", "unit/desk", false}, {"guest", "agree/resources/desk", false},
	} {
		if r := s.Meet(t, c.user, "nl").Press(do(c.arg)); strings.Contains(r.Text, blocked) != c.sees {
			t.Errorf("%s, %s: %q", c.user, c.arg, r.Text)
		}
	}
	lou := s.Meet(t, "lou", "nl")
	lou.Fill(do("save/resources/desk/remove"), map[string]string{"who": "ik"})
	if in := s.Holds(`"Response"`); in != nil {
		t.Error("another's manager answered")
	}
}

// TestReportsAreTheReportersAlone holds where a report stands, that it is in its
// reporter's export and nobody else's, and that deleting removes it everywhere.
func TestReportsAreTheReportersAlone(t *testing.T) {
	s := raise(t)
	ada, mia := s.Meet(t, "ada", "nl"), s.Meet(t, "mia", "nl")
	ada.Do("barrier/said", "leadership/feedback-4g")
	mia.Say("hoi")
	if in := s.Holds("leadership"); !slices.Equal(in,
		[]string{"barrier.mine", "barrier.report", "bot.session", "journal.word"}) {
		t.Errorf("the report stands in %q", in)
	}
	if r := ada.Say("exporteer"); !strings.Contains(string(r.File.Data), "leadership") {
		t.Error("her export does not have it")
	}
	if r := mia.Say("exporteer"); strings.Contains(string(r.File.Data), "leadership") {
		t.Error("her manager's export has it")
	}
	id := string(s.Person("ada").ID)
	ada.Say("verwijder mijn gegevens")
	ada.Say("ja, verwijder alles")
	for _, b := range s.Holds(id) {
		t.Errorf("her pseudonym is still in %s", b)
	}
	s.BackupLacks(t, id)
}

// TestWhoAsksAnonymouslyIsNotCounted holds that nothing is kept of who said it.
func TestWhoAsksAnonymouslyIsNotCounted(t *testing.T) {
	s := raise(t)
	ada := s.Meet(t, "ada", "nl")
	ada.Say("anoniem")
	if r := ada.Do("barrier/said", "skill/"); !strings.Contains(r.Text, "anoniem") {
		t.Errorf("told %q", r.Text)
	}
	if in := s.Holds(string(s.Person("ada").ID)); slices.Contains(in, "barrier.report") ||
		slices.Contains(in, "barrier.mine") {
		t.Errorf("she is in %q", in)
	}
}

// TestFactorsInTheJournal holds what is noted: each report once, and the answer.
func TestFactorsInTheJournal(t *testing.T) {
	s := raise(t)
	say(t, s, 10, "said/resources/", "ada", "ben", "cleo", "dirk", "eve")
	say(t, s, 1, "said/helps-skill/feedback-4g", "ada")
	s.Day(7)
	mia := s.Meet(t, "mia", "nl")
	mia.Say("hoi")
	mia.Fill(do("save/resources/desk/reduce"),
		map[string]string{"who": "ik", "day": "over 2 weken", "what": "Rechten aanvragen"})
	count := map[string]int{}
	for _, e := range s.Journal("") {
		if e.Kind == journal.FactorReported || e.Kind == journal.FactorAnswered {
			count[e.Kind.String()+" "+e.Detail+" "+e.Aid]++
		}
	}
	if len(count) != 3 || count["factor_reported resources "] != 5 ||
		count["factor_reported helps-skill feedback-4g"] != 1 || count["factor_answered reduce "] != 1 {
		t.Errorf("noted %v", count)
	}
}
