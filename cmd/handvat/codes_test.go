package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/cryptotest"
	"time"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/stage"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/store"
)

// codeTable are the lines of a table of what people type about codes.
func codeTable(t *testing.T, name string) (lines []string) {
	t.Helper()
	text, err := os.ReadFile("testdata/codes/" + name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	return lines
}

// asked counts the questions that a house holds: those in its journal, and those it keeps for its authors.
func (s *told) asked() (journalled, kept int) {
	s.read(func(tx *store.Tx) error {
		es, err := journal.Read(tx, 0, 1<<20)
		for _, e := range es {
			if e.Kind == journal.Asked {
				journalled++
			}
		}
		kept = len(journal.Questions(tx))
		return err
	})
	return journalled, kept
}

// TestOtherCodesAreQuestions holds that a question about another code is answered as any question is, while a code is
// offered as well as when none is.
func TestOtherCodesAreQuestions(t *testing.T) {
	cryptotest.SetGlobalRandom(t, 1) // a code may hold four signs of another, once in ten thousand times
	offered := tell(t, func(c *bot.Config) { c.Code = func(string) {} })
	none := tell(t, func(*bot.Config) {})
	for i, question := range codeTable(t, "asked.txt") {
		with, without := offered.says("ada", question), none.says("ada", question)
		n, _ := offered.asked()
		m, _ := none.asked()
		if with != without || n != i+1 || m != i+1 {
			t.Fatalf("%q is question %d, and %d where no code is offered, want %d: %s\n%s", question, n, m, i+1, with,
				without)
		}
	}
	_, kept := offered.asked()
	if _, without := none.asked(); kept < 20 || kept != without {
		t.Errorf("%d questions are kept for the authors, and %d where no code is offered", kept, without)
	}
}

// TestPartsAreNotGuessed holds that who types many groups does not find out which are right: after a day's worth of
// them no part is looked at, whatever it is typed as, and who has the code still gets in.
func TestPartsAreNotGuessed(t *testing.T) {
	cryptotest.SetGlobalRandom(t, 1)
	var code string
	s := tell(t, func(c *bot.Config) { c.Code = func(told string) { code = told } })
	const asked = "wat doe ik met bon A7B2?"
	for range 10 {
		s.wants(s.says("eve", "wat is "+strings.Repeat("a2", 200)+"?"), "nog geen hulpkaart")
	}
	s.wants(s.says("eve", "wat is "+strings.Repeat("a2", 200)+"?"), "klopt niet")
	s.wants(s.says("ada", "hoe geef ik feedback?"), "4 G's")
	s.Now = s.Now.Add(24 * time.Hour)
	s.wants(s.says("bob", asked), "nog geen hulpkaart")
	s.says("eve", "wat is "+strings.Repeat("a2", 3000)+"?")
	s.wants(s.says("bob", asked), "klopt niet")
	s.wants(s.says("ada", "de code is "+code), "maker van hulpkaarten en beheerder")
}

// TestNoPartOfTheCodeIsAQuestion holds that what somebody types with a part of the code that is offered is no question,
// and kept nowhere: as text where they are alone with the bot and where they are not, on a platform whose conversations
// are kept, and in a field of a form.
func TestNoPartOfTheCodeIsAQuestion(t *testing.T) {
	cryptotest.SetGlobalRandom(t, 1)
	var code string
	s := tellOn(t, func(c *bot.Config) { c.Code = func(told string) { code = told } },
		stage.Platform{Name: "web", Keep: true}, stage.Platform{Name: "slack"})
	off := func(group string) string { return group[:1] + "9" + group[2:] }
	var fill []string
	groups := strings.Split(code, "-")
	for i, group := range groups {
		n := string(rune('1' + i))
		fill = append(fill, "{{"+n+"}}", strings.ToUpper(group), "{"+n+"}", group, "{"+n+"a}", group[:2],
			"{"+n+"b}", group[2:], "{"+n+"~}", off(group))
	}
	for i, form := range codeTable(t, "tried.txt") {
		typed := strings.NewReplacer(fill...).Replace(form)
		for _, e := range []chat.Event{{Kind: chat.Said, Text: typed, From: chat.Person{Platform: "web"}},
			{Kind: chat.Said, Text: typed, From: chat.Person{Platform: "slack"},
				In: chat.Place{Platform: "slack", Channel: "C1"}},
			{Kind: chat.Filled, From: chat.Person{Platform: "slack"}, Action: chat.Action{Verb: "casework/open"},
				Fields: map[string]string{"answer": typed}}} {
			s.Now = s.Now.Add(time.Hour) // the guesses of everybody count for an hour
			e.From.ID = fmt.Sprint("p", i)
			if says := s.hears(e).Text; !strings.Contains(says, " code") && !strings.Contains(says, "odes") {
				t.Errorf("%q: %s", typed, says)
			}
		}
		for _, part := range append(groups, typed) {
			for _, part := range []string{part, strings.ToUpper(part)} {
				if held := s.holds(part); held != "" {
					t.Errorf("%s holds %q of %q", held, part, typed)
				}
			}
		}
	}
	if n, kept := s.asked(); n+kept > 0 {
		t.Errorf("%d questions, %d kept for the authors", n, kept)
	}
}
