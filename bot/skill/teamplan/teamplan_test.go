package teamplan_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/skill/plan"
	"github.com/handvat/handvat/bot/skill/teamplan"
	"github.com/handvat/handvat/knowledge/journal"
)

// A channel is where several people talk with the bot in company.
type channel struct {
	*bottest.Stage
	t  *testing.T
	in string
	n  int
}

func open(t *testing.T) *channel {
	return &channel{Stage: bottest.New(t, teamplan.Skill, plan.Skill), t: t, in: "team"}
}

// tell does one thing in the channel.
func (c *channel) tell(user string, e chat.Event) chat.Reply {
	c.t.Helper()
	c.n++
	e.ID, e.From = fmt.Sprintf("channel-%d", c.n), chat.Person{Platform: "web", ID: user, Name: user}
	e.In = chat.Place{Platform: "web", Channel: c.in}
	e.Locale = "nl"
	r, err := c.Tell(c.t.Context(), e)
	if err != nil {
		c.t.Fatal(err)
	}
	if err := r.Validate(); err != nil {
		c.t.Fatalf("%+v: %v", e, err)
	}
	return r
}

func (c *channel) say(user, text string, named ...string) chat.Reply {
	c.t.Helper()
	e := chat.Event{Kind: chat.Said, Text: text}
	for _, n := range named {
		e.People = append(e.People, chat.Person{Platform: "web", ID: n, Name: n})
	}
	return c.tell(user, e)
}

func (c *channel) press(user, what string) chat.Reply {
	c.t.Helper()
	return c.tell(user, chat.Event{Kind: chat.Pressed, Action: do(what)})
}

// do is an act of the skill, such as "tick/1/1".
func do(what string) chat.Action {
	act, arg := dialog.Cut(what)
	return dialog.Do("teamplan/"+act, arg)
}

// agreed is a channel with a plan of ada's, in which ben has an action for Friday.
func agreed(t *testing.T) *channel {
	c := open(t)
	c.Meet(t, "ben", "nl").Say("hoi")
	c.say("ada", "actieplan")
	c.say("ada", "sneller terugbellen")
	c.say("ada", "actie toevoegen")
	c.say("ada", "actie: script bijwerken; wie: @ben; wanneer: vrijdag; klaar als: het staat er", "ben")
	return c
}

// TestPlanLivesInItsChannel plays a plan in company: it is there for all, comes back on
// its rhythm, and is ticked off by who owns the action or made the plan.
func TestPlanLivesInItsChannel(t *testing.T) {
	c := agreed(t)
	r := c.say("cleo", "actieplan")
	if !strings.Contains(r.Text, "script bijwerken – ben, 27 nov 2026") || r.Private {
		t.Errorf("cleo sees %q, private %v", r.Text, r.Private)
	}
	if r := c.press("cleo", "tick/1/1"); !r.Private || !strings.Contains(r.Text, "alleen ben") {
		t.Errorf("cleo ticks what is ben's: %q", r.Text)
	}
	if r := c.press("cleo", "end/1"); !r.Private {
		t.Errorf("cleo ends ada's plan: %q", r.Text)
	}
	if r := c.press("cleo", "own/1"); !r.Private || !strings.Contains(r.Text, "Als …") {
		t.Errorf("cleo makes a plan of her own with it: %q", r.Text)
	}
	said := c.Day(5)
	if len(said["ben"]) != 1 || !strings.Contains(said["ben"][0].Text, "script bijwerken") || len(said["team"]) != 0 {
		t.Fatalf("in the first week was said %v", said)
	}
	said = c.Day(10)
	if len(said["team"]) != 1 || !strings.Contains(said["team"][0].Text, "Over de dag: script bijwerken") {
		t.Fatalf("after two weeks was said %v", said)
	}
	c.press("ben", "tick/1/1")
	said = c.Day(14)
	if len(said["team"]) != 1 || !strings.Contains(said["team"][0].Text, "Alles is gedaan") {
		t.Errorf("after four weeks was said %v", said)
	}
	c.press("ada", "end/1")
	if said := c.Day(30); len(said) != 0 {
		t.Errorf("a plan that is closed goes on: %v", said)
	}
	if r := c.say("ada", "actieplan"); strings.Contains(r.Text, "terugbellen") && r.Card.Title != "Actieplan" {
		t.Errorf("no new plan can be made: %q", r.Text)
	}
}

// TestRhythmGoesOn holds that the rhythm survives weeks in which nothing could be said.
func TestRhythmGoesOn(t *testing.T) {
	c := agreed(t)
	c.Now = c.Now.AddDate(0, 0, 33) // switched off
	c.Day(1)
	said := c.Day(14)
	if len(said["team"]) != 1 {
		t.Errorf("after a month off was said %v", said)
	}
}

// TestNoActionWithoutOwnerOrDay tries what must not be saved.
func TestNoActionWithoutOwnerOrDay(t *testing.T) {
	for _, try := range []struct {
		text  string
		named []string
		says  string
	}{
		{"actie: iets; wanneer: vrijdag", nil, "geen eigenaar"},
		{"actie: iets; wie: @ben @cleo; wanneer: vrijdag", []string{"ben", "cleo"}, "precies één eigenaar"},
		{"actie: iets; wie: ik", nil, "geen dag"},
		{"actie: iets; wie: @ben; wanneer: ooit", []string{"ben"}, "begrijp ik niet"},
		{"actie: iets; wie: @ben; wanneer: gisteren", []string{"ben"}, "al geweest"},
		{"wie: @ben; wanneer: vrijdag", []string{"ben"}, "wat gaat er gebeuren"},
		{"iets", nil, "geen eigenaar"},
	} {
		c := open(t)
		c.say("ada", "actieplan")
		c.say("ada", "sneller terugbellen")
		c.say("ada", "actie toevoegen")
		if r := c.say("ada", try.text, try.named...); !strings.Contains(r.Text, try.says) {
			t.Errorf("%q is answered with %q", try.text, r.Text)
		}
		if in := c.Holds(`"What":"`); in != nil {
			t.Errorf("%q is saved", try.text)
		}
	}
}

// TestOthersDoNotSeeIt holds that a plan is shown in its channel and to who has a part in
// it, and nowhere else.
func TestOthersDoNotSeeIt(t *testing.T) {
	c := agreed(t)
	eve := c.Meet(t, "eve", "nl")
	for _, what := range []string{"show/1", "add/1", "tick/1/1", "change/1", "which/1", "end/1", "own/1", "look/1",
		"take/1/1", "remind/1/1", "when/1/1", "did/1/1"} {
		if r := eve.Press(do(what)); strings.Contains(r.Text, "terugbellen") || strings.Contains(r.Text, "script") {
			t.Errorf("%s shows eve %q", what, r.Text)
		}
	}
	c.in = "elsewhere"
	if r := c.press("eve", "show/1"); strings.Contains(r.Text, "terugbellen") {
		t.Errorf("another channel shows %q", r.Text)
	}
	if in := c.Holds("script bijwerken"); !slices.Equal(in, []string{"teamplans.plan"}) {
		t.Errorf("the action stands in %q", in)
	}
}

// TestLeaversLeaveNoTrace holds that who deletes their data is in no plan any more, while
// the action stays with the team and asks for an owner.
func TestLeaversLeaveNoTrace(t *testing.T) {
	c := agreed(t)
	ben := c.Meet(t, "ben", "nl")
	id := string(c.Person("ben").ID)
	if r := ben.Say("exporteer"); !strings.Contains(string(r.File.Data), "script bijwerken") {
		t.Error("his export does not have his action")
	}
	ben.Say("verwijder mijn gegevens")
	ben.Say("ja, verwijder alles")
	if in := c.Holds(id); in != nil {
		t.Errorf("his pseudonym is in %q", in)
	}
	if r := c.say("ada", "actieplan"); strings.Contains(r.Text, "ben") ||
		!strings.Contains(r.Text, "zoekt een eigenaar") {
		t.Errorf("the plan now reads %q", r.Text)
	}
	said := c.Day(15)
	if len(said["team"]) != 1 || len(said["team"][0].Card.Buttons) != 2 {
		t.Fatalf("said %v", said)
	}
	if r := c.press("cleo", "take/1/1"); !strings.Contains(r.Text, "– cleo") {
		t.Errorf("cleo took it over: %q", r.Text)
	}
	c.BackupLacks(t, id)
}

// TestAFullPlanFitsACard holds that ten actions at their longest can be shown, and that
// an eleventh is refused.
func TestAFullPlanFitsACard(t *testing.T) {
	c := open(t)
	long := strings.Repeat("heel erg lang ", 30)
	c.tell("ada", chat.Event{Kind: chat.Filled, Action: do("make"),
		Fields: map[string]string{"answer": long, "serves": long, "weeks": "1"}})
	for range 11 {
		c.press("ada", "add/1")
		c.tell("ada", chat.Event{Kind: chat.Filled, Action: do("save/1"),
			Fields: map[string]string{"what": long, "check": long, "day": "vrijdag"},
			People: []chat.Person{{Platform: "web", ID: "b", Name: long}}})
	}
	if r := c.press("ada", "add/1"); !strings.Contains(r.Text, "Tien acties") {
		t.Errorf("an eleventh action: %q", r.Text)
	}
	for _, r := range c.Day(8)["team"] {
		if err := r.Validate(); err != nil {
			t.Error(err)
		}
	}
	made := 0
	for _, e := range c.Journal("") {
		if e.Kind == journal.TeamPlanMade {
			made += e.Value
		}
	}
	if made != 10 {
		t.Errorf("the journal knows of %d actions", made)
	}
}
