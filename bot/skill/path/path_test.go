package path_test

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/skill/path"
)

var update = flag.Bool("update", false, "write the conversations in testdata anew")

func TestMain(m *testing.M) { bottest.Main(m) }

// stage is a stage with the starter paths of the starter library, and a team of ada and ben
// led by mo; eve works elsewhere.
func stage(t testing.TB) *bottest.Stage {
	s := bottest.New(t, path.Skill)
	s.Roster(map[string]string{"units.csv": "unit,name\nbalie,Balie\nsales,Sales\n",
		"people.csv": "platform,user,unit,roles,manager of\n" +
			"web,ada,balie,employee,\nweb,ben,balie,employee,\nweb,eve,sales,employee,\nweb,mo,balie,manager,balie\n"})
	return s
}

func TestConversations(t *testing.T) { bottest.ConversationsOn(t, *update, stage) }

// set sets the path for somebody.
func set(p *bottest.Person, day string, users ...string) chat.Reply {
	var names []chat.Person
	for _, u := range users {
		names = append(names, chat.Person{Platform: "web", ID: u, Name: u})
	}
	return p.Fill(dialog.Do("path/save", "nieuwe-rol"), map[string]string{"answer": day}, names...)
}

// TestEndsByItself holds that the parts come once each, on their days, and that nothing is
// left two weeks after the last one.
func TestEndsByItself(t *testing.T) {
	s := stage(t)
	ben, mo := s.Meet(t, "ben", "nl"), s.Meet(t, "mo", "nl")
	ben.Say("hoi")
	set(mo, "morgen", "ben")
	set(mo, "morgen", "ben")
	var days []string
	if err := s.Pass(120 * 24 * 3600e9); err != nil {
		t.Fatal(err)
	}
	for _, p := range s.Prompts() {
		days = append(days, p.To+p.Time.Format(" 01-02"))
	}
	if want := []string{"ben 11-24", "ben 11-27", "ben 12-22"}; !slices.Equal(days, want) {
		t.Errorf("told on %q, want %q", days, want)
	}
	if in := s.Holds("nieuwe-rol"); slices.Contains(in, "starter.own") {
		t.Errorf("it is kept in %q", in)
	}
}

// TestWhoMaySet holds that people set a path for themselves, a manager for who they lead, an
// author for anyone; and that who sets it cannot tell whether somebody stopped it or has it
// already, and is told of who cannot be reached.
func TestWhoMaySet(t *testing.T) {
	s := stage(t)
	for _, u := range []string{"ada", "ben", "eve"} {
		s.Meet(t, u, "nl").Say("hoi")
	}
	ada, mo, lena := s.Meet(t, "ada", "nl"), s.Meet(t, "mo", "nl"), s.Meet(t, "lena", "nl")
	if r := set(ada, "vandaag", "ben"); !strings.Contains(r.Text, "niet in een team van jou") {
		t.Errorf("an employee sets it for another: %q", r.Text)
	}
	if r := set(mo, "vandaag", "eve"); !strings.Contains(r.Text, "niet in een team van jou") {
		t.Errorf("a manager sets it for another team: %q", r.Text)
	}
	said := func(r chat.Reply, name string) string { return strings.ReplaceAll(r.Text, name, "…") }
	first := said(set(lena, "morgen", "ben"), "ben")
	s.Meet(t, "ben", "nl").Do("path/stop", "nieuwe-rol")
	for _, u := range []string{"ben", "gus", "eve"} { // stopped, unknown, new
		got := said(set(lena, "morgen", u), u)
		if u == "gus" {
			got = bottest.WithoutUnreached(t, []string{got})[0]
		}
		if got != first || !strings.Contains(got, "Klaargezet") {
			t.Errorf("for %s: %q, not %q", u, got, first)
		}
	}
	if said := s.Day(40); len(said["ben"]) != 0 || len(said["eve"]) != 3 || len(said["gus"]) != 0 {
		t.Errorf("told %v", said)
	}
	lena.Say("verwijder mijn gegevens")
	lena.Say("ja, verwijder alles")
	if in := s.Holds("lena"); in != nil {
		t.Errorf("who set it and left is in %q", in)
	}
}

// TestComesLater holds that who does not know the bot gets the part of now once they do, with
// who set it.
func TestComesLater(t *testing.T) {
	s := stage(t)
	set(s.Meet(t, "lena", "nl"), "vandaag", "gus")
	s.Day(8)
	s.Meet(t, "gus", "nl").Say("hoi")
	said := s.Day(3)["gus"]
	if len(said) != 1 || !strings.Contains(said[0].Text, "zette dit startpad") ||
		!strings.Contains(said[0].Text, "eerste week") {
		t.Errorf("told %v", fmt.Sprint(said))
	}
}
