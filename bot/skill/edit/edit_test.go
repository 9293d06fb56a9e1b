package edit_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/skill/edit"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/store"
)

// propose has somebody say how step 2 of an aid should be.
func propose(t *testing.T, s *bottest.Stage, who, text string) *bottest.Person {
	t.Helper()
	p := s.Meet(t, who, "nl")
	p.Say("hoe geef ik feedback?")
	p.Say("stap voor stap")
	p.Say("volgende")
	p.Say("deze stap klopt niet")
	p.Say(text)
	return p
}

// published returns the files that approved texts become.
func published(t *testing.T, s *bottest.Stage) map[string]*knowledge.Aid {
	t.Helper()
	aids := map[string]*knowledge.Aid{}
	_, err := s.Bot.Publish(t.Context(), func(name string, text []byte) error {
		a, ps := knowledge.Parse(name, text)
		if ps.Errors() > 0 {
			t.Errorf("%s: %v", name, ps)
		}
		aids[name] = a
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return aids
}

// TestTakenOverIsLive holds that a step that an author takes over is in a new version of
// the aid, as it was proposed, and that a second proposal does not undo it.
func TestTakenOverIsLive(t *testing.T) {
	s := bottest.New(t, edit.Skill)
	propose(t, s, "ada", "Noem het gedrag en kijk de ander aan").Say("ja, met mijn naam")
	propose(t, s, "ben", "Noem het gedrag en wacht even")
	lena := s.Meet(t, "lena", "nl")
	lena.Say("verbetervoorstellen")
	lena.Say("neem over")
	a := published(t, s)["nl/feedback-4g.md"]
	if a == nil || a.Steps[1].Text != "Noem het gedrag en kijk de ander aan" || a.Version != "1.1.0" ||
		a.BasedOn[len(a.BasedOn)-1] != "ada" {
		t.Fatalf("live is %+v", a)
	}
	lena.Say("verbetervoorstellen")
	if r := lena.Say("neem over"); !strings.Contains(r.Text, "nl/feedback-4g.md") || len(published(t, s)) != 0 {
		t.Errorf("the second undid the first: %q", r.Text)
	}
	if said := s.Day(3); len(said["ada"]) != 1 || len(said["ben"]) != 1 {
		t.Errorf("they were thanked with %v", said)
	}
	if in := s.Holds("Noem het gedrag en"); in != nil {
		t.Errorf("left in %q", in)
	}
}

// TestOwnFilesStay holds that what an organisation keeps in a file of its own is not
// covered by a copy.
func TestOwnFilesStay(t *testing.T) {
	s := bottest.New(t, edit.Skill)
	own, _ := s.Lib.Get("feedback-4g", knowledge.Dutch)
	s.Write("nl/feedback-4g.md", string(knowledge.Format(own)))
	if err := s.Restart(); err != nil {
		t.Fatal(err)
	}
	propose(t, s, "ada", "Noem het gedrag en kijk de ander aan")
	lena := s.Meet(t, "lena", "nl")
	lena.Say("verbetervoorstellen")
	if r := lena.Say("neem over"); !strings.Contains(r.Text, "nl/feedback-4g.md") || len(published(t, s)) != 0 {
		t.Errorf("answered with %q", r.Text)
	}
}

// TestProposalsAreTheirProposers holds that nobody but an author settles a proposal, that
// nobody but who wrote it puts a name to it, that it is in the writer's export, and that it
// goes with their data.
func TestProposalsAreTheirProposers(t *testing.T) {
	s := bottest.New(t, edit.Skill)
	const text = "Noem het gedrag en kijk de ander aan"
	ada, eve := propose(t, s, "ada", text), s.Meet(t, "eve", "nl")
	for _, arg := range []string{"take 1", "drop 1", "name 1/yes", "thanks 1", "list ", "save 99/feedback-4g",
		"for nothing", "take x"} {
		act, arg, _ := strings.Cut(arg, " ")
		if r := eve.Do("edit/"+act, arg); strings.Contains(r.Text, text) {
			t.Errorf("%s %s shows it to another: %q", act, arg, r.Text)
		}
	}
	if in := s.Holds(text); len(in) != 1 || in[0] != "edit.proposal" || len(published(t, s)) != 0 {
		t.Errorf("it stands in %q", in)
	}
	if r := s.Meet(t, "lena", "nl").Say("verbetervoorstellen"); !strings.Contains(r.Text, text) ||
		strings.Contains(r.Text, "ada") || strings.Contains(r.Text, "eve") {
		t.Errorf("an author reads %q", r.Text)
	}
	if r := ada.Say("exporteer"); r.File == nil || !strings.Contains(string(r.File.Data), text) {
		t.Error("its writer's export does not have it")
	}
	ada.Say("verwijder mijn gegevens")
	ada.Say("ja, verwijder alles")
	if in := s.Holds(text); in != nil {
		t.Errorf("after deleting it stands in %q", in)
	}
}

// TestOldProposalsStay holds that what an earlier version kept waits on, and is its proposer's.
func TestOldProposalsStay(t *testing.T) {
	s := bottest.New(t, edit.Skill)
	ada, lena := propose(t, s, "ada", "Noem het gedrag"), s.Meet(t, "lena", "nl")
	old := fmt.Sprintf(`{"Proposal":{"number":7,"aid":"feedback-4g","lang":"nl","title":"Geef feedback",`+
		`"version":"1.0.0","step":2,`+
		`"text":"Kijk de ander aan","time":%q},"By":%q}`, s.Now.Format(time.RFC3339), s.Person("ada").ID)
	s.Update(func(tx *store.Tx) error { return tx.Put("improve.proposal", store.Num(7), []byte(old)) })
	s.Day(1)
	lena.Say("verbetervoorstellen")
	lena.Say("niet gebruiken")
	if r := lena.Say("verbetervoorstellen"); !strings.Contains(r.Text, "Kijk de ander aan") {
		t.Errorf("next is %q", r.Text)
	}
	ada.Say("verwijder mijn gegevens")
	ada.Say("ja, verwijder alles")
	if in := s.Holds("Kijk de ander aan"); in != nil {
		t.Errorf("after deleting it stands in %q", in)
	}
}

// TestProposalsEnd holds that what nobody settles is gone after half a year.
func TestProposalsEnd(t *testing.T) {
	s := bottest.New(t, edit.Skill)
	propose(t, s, "ada", "Noem het gedrag en kijk de ander aan")
	waiting := func() (n int) {
		s.View(func(tx *store.Tx) error { n, _, _ = edit.Skill.Waiting(tx, "nl"); return nil })
		return n
	}
	if n := waiting(); n != 1 {
		t.Errorf("%d are waiting", n)
	}
	s.Day(182)
	if n := waiting(); n != 0 {
		t.Errorf("after half a year %d are waiting", n)
	}
}
