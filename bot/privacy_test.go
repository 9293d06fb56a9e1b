package bot_test

import (
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/skill/draft"
	"github.com/handvat/handvat/bot/skill/edit"
	"github.com/handvat/handvat/bot/skill/reflection"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// TestDeleteMeansGone lets a person leave traces everywhere, and delete them.
func TestDeleteMeansGone(t *testing.T) {
	s := bottest.New(t, reflection.Skill)
	p := s.Meet(t, "ada-on-the-platform", "nl")
	for _, text := range []string{"hoe geef ik feedback?", "stappen", "volgende", "stop", "ja",
		"hoe maak ik een persoonlijk plan?", "invullen", "mijn geheime doel",
		"stop", "schrijf mee", "a", "b", "c", "d", "e", "hoe vouw ik een kraanvogel van goudfolie?"} {
		p.Say(text)
	}
	id := string(s.Person(p.Name).ID)
	if in := s.Holds(p.Name); len(in) == 0 {
		t.Error("the test looks for nothing")
	}
	for _, b := range s.Holds(p.Name) {
		who := b == "people.identity" || b == "people.profile" || b == "people.name"
		if !who && b != "bot.session" && b != "delivery.ref" {
			t.Errorf("the name on the platform is in %s", b)
		}
	}
	if got := s.Holds("mijn geheime doel"); strings.Join(got, " ") != "aid.run" {
		t.Errorf("what was filled in is in %v", got)
	}
	p.Say("verwijder mijn gegevens")
	p.Say("ja, verwijder alles")
	for _, trace := range []string{p.Name, id, "mijn geheime doel"} {
		if in := s.Holds(trace); len(in) > 0 {
			t.Errorf("after deletion %q is in %v", trace, in)
		}
	}
	for e, err := range journal.New(s.DB).After(t.Context(), 0) {
		if err != nil || e.Person == id {
			t.Errorf("after deletion the journal holds %+v, %v", e, err)
		}
	}
}

// TestWhoLeftIsForgotten holds that of a person who left the organisation nothing stays
// but facts that lead to nobody.
func TestWhoLeftIsForgotten(t *testing.T) {
	s := bottest.New(t, reflection.Skill)
	p := s.Meet(t, "ada-on-the-platform", "nl")
	for _, text := range []string{"hoe geef ik feedback?", "ja", "hoe maak ik een persoonlijk plan?", "invullen",
		"mijn geheime doel"} {
		p.Say(text)
	}
	left := s.Person(p.Name)
	left.Listed, left.Leaves = true, s.Now.Add(time.Hour)
	if err := s.DB.Update(t.Context(), func(tx *store.Tx) error { return people.Save(tx, left) }); err != nil {
		t.Fatal(err)
	}
	if err := s.Until(s.Now); err != nil || s.Person(p.Name).ID != left.ID {
		t.Errorf("forgotten before it is time, or %v", err)
	}
	if err := s.Until(left.Leaves); err != nil {
		t.Error(err)
	}
	for _, trace := range []string{p.Name, "mijn geheime doel"} {
		if in := s.Holds(trace); len(in) > 0 {
			t.Errorf("%q is still in %v", trace, in)
		}
	}
	if in := s.Holds(string(left.ID)); len(in) > 0 { // in the journal it is not text
		t.Errorf("the pseudonym is still in %v", in)
	}
}

// TestNobodySeesAnother holds that nothing one person did or wrote is shown to another.
func TestNobodySeesAnother(t *testing.T) {
	s := bottest.New(t, reflection.Skill)
	ada, lena := s.Meet(t, "ada", "nl"), s.Meet(t, "lena", "nl") // lena is an author
	for _, text := range []string{"hoe geef ik feedback?", "nee", "hoe maak ik een persoonlijk plan?", "invullen",
		"mijn geheime doel"} {
		ada.Say(text)
	}
	adas := string(s.Person("ada").ID)
	for _, text := range []string{"mijn gegevens", "exporteer", "concepten", "help", "privacy",
		"mijn gegevens van ada"} {
		r := lena.Say(text)
		file := ""
		if r.File != nil {
			file = string(r.File.Data)
		}
		for _, secret := range []string{adas, "geheime", `"ada"`} {
			if strings.Contains(r.Text, secret) || strings.Contains(file, secret) {
				t.Errorf("%q shows %q of ada:\n%s%s", text, secret, r.Text, file)
			}
		}
	}
}

// TestAnonymous holds that nothing of who asks anonymously is logged with them.
func TestAnonymous(t *testing.T) {
	s := bottest.New(t, reflection.Skill)
	p := s.Meet(t, "ada", "nl")
	p.Say("anoniem")
	before := len(s.Journal("ada"))
	for _, text := range []string{"hoe geef ik feedback?", "stappen", "volgende", "stop", "ja"} {
		p.Say(text)
	}
	if after := len(s.Journal("ada")); after != before {
		t.Errorf("%d facts with a person were added", after-before)
	}
	n := 0
	for e := range journal.New(s.DB).After(t.Context(), 0) {
		if e.Kind == journal.Outcome && e.Aid == "feedback-4g" && e.Person == "" {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d anonymous outcomes, want 1: the aid still learns", n)
	}
}

// TestSensitiveIsNotKept holds that what is about somebody's wellbeing, or is not right, is nowhere, and that who can
// help is named.
func TestSensitiveIsNotKept(t *testing.T) {
	s := bottest.NewKeeping(t, reflection.Skill)
	nl, en := s.Meet(t, "ada", "nl"), s.Meet(t, "bob", "en")
	for _, c := range []struct {
		who        *bottest.Person
		text, word string
		help       string
	}{
		{nl, "ik word gepest door Henk van de magazijnploeg", "magazijnploeg", "vertrouwenspersoon"},
		{nl, "mijn baas pest mij sinds de fusie", "fusie", "vertrouwenspersoon"},
		{nl, "mijn leidinggevende fraudeert met bonnetjes", "bonnetjes", "vertrouwenspersoon"},
		{nl, "ik ben opgebrand door het zilveren project", "zilveren", "bedrijfsarts"},
		{en, "my boss bullies me in the boathouse", "boathouse", "confidential adviser"},
		{en, "my manager takes bribes from Globex", "Globex", "confidential adviser"},
		{en, "my colleague has a drinking problem since Tripoli", "Tripoli", "company doctor"},
	} {
		if r := c.who.Say(c.text); !strings.Contains(r.Text, c.help) {
			t.Errorf("%q: nobody is named:\n%s", c.text, r.Text)
		}
		if in := s.Holds(c.word); len(in) > 0 {
			t.Errorf("%q is in %v", c.text, in)
		}
	}
}

// TestWhatGoesOnIsNotKept holds that what is said after something personal, and is no question, is kept nowhere for ten
// minutes, and a question is.
func TestWhatGoesOnIsNotKept(t *testing.T) {
	s := bottest.NewKeeping(t, reflection.Skill)
	p := s.Meet(t, "ada", "nl")
	p.Say("mijn baas pest mij")
	for _, said := range []string{"hij doet dat elke dag bij de zilverkast", "en de zilverkast valt dan ook"} {
		if r := p.Say(said); !strings.Contains(r.Text, "vertrouwenspersoon") {
			t.Errorf("%q:\n%s", said, r.Text)
		}
	}
	if in := s.Holds("zilverkast"); len(in) > 0 {
		t.Errorf("it is in %v", in)
	}
	if r := p.Say("hoe geef ik feedback?"); !strings.Contains(r.Text, "4 G's") {
		t.Errorf("a question gets no aid:\n%s", r.Text)
	}
	p.Say("mijn baas pest mij")
	if err := s.Pass(11 * time.Minute); err != nil {
		t.Fatal(err)
	}
	if p.Say("de goudkast moet gepoetst"); len(s.Holds("goudkast")) == 0 {
		t.Error("a question of later is not kept")
	}
}

// TestPersonalProposalsAreNotSent holds that who writes for an aid, or opens a case, about what somebody does to them
// or how somebody is, is answered privately, and that names of the roster are not in what is sent.
func TestPersonalProposalsAreNotSent(t *testing.T) {
	s := bottest.NewKeeping(t, draft.Skill, edit.Skill)
	p, bob := s.Meet(t, "ada", "nl"), s.Meet(t, "bob", "nl")
	bob.Say("hoi")
	p.Say("hoe geef ik feedback?")
	p.Say("dit kan beter")
	if r := p.Say("Kees van de zilverkast pest mij en raakt me aan"); !strings.Contains(r.Text, "vertrouwenspersoon") {
		t.Errorf("a proposal is sent:\n%s", r.Text)
	}
	p.Say("schrijf mee")
	if r := p.Say("Kees de Wit pest mij bij de zilverkast"); !strings.Contains(r.Text, "vertrouwenspersoon") {
		t.Errorf("a draft goes on:\n%s", r.Text)
	}
	p.Say("schrijf mee")
	p.Say("Vul de Excel in")
	if r := p.Say("mijn baas Kees raakt me aan bij de zilverkast"); !strings.Contains(r.Text, "vertrouwenspersoon") {
		t.Errorf("a draft goes on:\n%s", r.Text)
	}
	if in := s.Holds("zilverkast"); len(in) > 0 {
		t.Errorf("it is in %v", in)
	}
}

// TestNamesAreNotKept holds that a name in a question is nowhere afterwards, and that of who asks anonymously the
// question is not either.
func TestNamesAreNotKept(t *testing.T) {
	s := bottest.New(t, reflection.Skill)
	p := s.Meet(t, "ada", "nl")
	p.Say("hoe vouw ik een kraanvogel van goudfolie voor Willemijn Overgaauw? Groet, Ada")
	p.Say("hoe geef ik feedback aan Willemijn Overgaauw?")
	p.Say("nee")
	s.HoldsOnly(t, "after a question", "goudfolie", "journal.question")
	for _, name := range []string{"Willemijn", "Overgaauw", "willemijn", "overgaauw"} {
		s.HoldsOnly(t, "after questions", name)
	}
	p.Say("anoniem")
	p.Say("hoe vouw ik een zwaan van zilverpapier?")
	s.HoldsOnly(t, "asked anonymously", "zilverpapier")
	if r := p.Say("hoe geef ik feedback?"); !strings.Contains(r.Text, "4 G's") {
		t.Errorf("who asks anonymously is not helped:\n%s", r.Text)
	}
}

// TestTeamLeft holds that when a team removes the bot everyone of it has left, nobody
// else has, and no profile of nobody is made.
func TestTeamLeft(t *testing.T) {
	s := bottest.New(t, reflection.Skill)
	for _, who := range []chat.Person{{Platform: "web", Team: "a", ID: "ada"},
		{Platform: "web", Team: "b", ID: "bob"}} {
		e := chat.Event{ID: who.ID, Kind: chat.Said, Text: "help", From: who,
			In: chat.Place{Platform: "web", Channel: who.ID}, Direct: true}
		if _, err := s.Tell(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	if r, err := s.Tell(t.Context(),
		chat.Event{ID: "gone", Kind: chat.Left, From: chat.Person{Platform: "web", Team: "a"},
			In: chat.Place{Platform: "web", Team: "a"}}); err != nil || !r.IsZero() {
		t.Errorf("%v, %v", r, err)
	}
	left := map[string]bool{}
	err := s.DB.View(t.Context(), func(tx *store.Tx) error {
		for p := range people.All(tx) {
			left[p.Identity.User] = p.Left
		}
		return nil
	})
	if err != nil || len(left) != 2 || !left["ada"] || left["bob"] {
		t.Errorf("%v, %v", left, err)
	}
}

// TestRetention holds that sessions and runs go on their day.
func TestRetention(t *testing.T) {
	s := bottest.New(t, reflection.Skill)
	p := s.Meet(t, "ada", "nl")
	p.Say("hoe geef ik feedback?")
	p.Say("stappen")
	id := string(s.Person("ada").ID)
	for _, c := range []struct {
		pass time.Duration
		want string
	}{{7 * 24 * time.Hour, "aid.run bot.session people.identity people.name people.profile"},
		{time.Hour, "bot.session people.identity people.name people.profile"},
		{23 * 24 * time.Hour, "people.identity people.name people.profile"}} {
		if err := s.Pass(c.pass); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(s.Holds(id), " "); got != c.want {
			t.Errorf("%v later: in %s, want %s", c.pass, got, c.want)
		}
	}
	expired := 0
	for e := range journal.New(s.DB).After(t.Context(), 0) {
		if e.Kind == journal.RunExpired && e.Aid == "feedback-4g" && e.Person == "" {
			expired++
		}
	}
	if expired != 1 {
		t.Errorf("%d runs expired in the journal", expired)
	}
}
