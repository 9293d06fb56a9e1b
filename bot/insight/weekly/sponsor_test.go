package weekly_test

import (
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// change saves a case, as who works on it does.
func (o *office) change(id string, f func(*cases.Case)) {
	o.t.Helper()
	o.Update(func(tx *store.Tx) error {
		c, ok := cases.Get(tx, id)
		if !ok {
			var problems knowledge.Problems
			if c, _, problems = cases.Parse("", cases.Example(knowledge.Dutch)); len(problems) > 0 {
				o.t.Fatal(problems)
			}
			c.ID = id
		}
		f(c)
		_, err := cases.Save(tx, c, cases.ByFile, o.Now)
		return err
	})
}

// weeks lets so many weeks go by, and returns what one person was told in them.
func (o *office) weeks(n int, user string) (said []chat.Reply) {
	for range 7 * n {
		said = append(said, o.Day(1)[user]...)
	}
	return said
}

// TestASponsorOfAnotherUnit holds that who is the sponsor of a case of a unit they do not
// lead is told on Wednesday how it stands: solutions in use, each kind of support, what was
// not measured, and at most three things to do; then only what changed, or after four weeks.
// Values of fewer people than figures need are not told.
func TestASponsorOfAnotherUnit(t *testing.T) {
	o := newOffice(t)
	o.Update(func(tx *store.Tx) error { return privacy.Raise(tx, 10) })
	ps := o.meet("ks1", "plan2", "ada")
	day := func(n int) cases.Day { return cases.DayOf(o.Now.AddDate(0, 0, n)) }
	person := func(user string) (id string) {
		o.View(func(tx *store.Tx) error { id = string(o.person(tx, user)); return nil })
		return id
	}
	o.change("terugbellen", func(c *cases.Case) {
		c.Team, c.Phase, c.Sponsor.Person = "ks", cases.Programma, person("ks1")
		c.Support.Financial, c.Support.Managerial.Owner, c.Solutions[2].Delivered = cases.Backing{}, "", ""
		kpi, minutes, applied := &c.Plan.Indicators[0], &c.Plan.Indicators[1], &c.Plan.Indicators[2]
		kpi.Baseline.Date, kpi.Moments[1].Date = day(-90), day(-30)
		kpi.Readings = []cases.Reading{{Date: day(-60), Value: 72, People: 12}, {Date: day(-3), Value: 99, People: 7}}
		minutes.Owner, minutes.Readings = "", nil
		minutes.Moments[1].Date, minutes.Moments[2].Date = day(-50), day(-40)
		applied.Moments, applied.Readings = nil, nil
	})
	o.change("planning", func(c *cases.Case) { c.Team, c.Sponsor.Person = "ks", person("ada") }) // she leads it

	var when time.Time
	var msg chat.Reply
	for range 14 {
		for user, said := range o.Day(1) {
			if user == "ada" { // of her unit, with the goal of the case
				if strings.Contains(said[0].Text, "99") {
					t.Errorf("of seven people:\n%s", said[0].Text)
				}
				continue
			}
			if user != "ks1" || !when.IsZero() {
				t.Fatalf("%s is told on %s: %v", user, o.Now, said)
			}
			when, msg = o.Now, said[0]
		}
	}
	if err := msg.Validate(); err != nil {
		t.Error(err)
	}
	if when.IsZero() || when.Weekday() != time.Wednesday {
		t.Fatalf("told on %s", when)
	}
	for _, want := range []string{"Fase: Programma", "72%", "2 van 3 in gebruik",
		"Steun (middelen): IT-servicedesk, geregeld", "Steun (geld en tijd): Nog niemand",
		"Steun (leiding): Nog niemand",
		"tussenmeting Terugbelverzoeken", "eindmeting Minuten",
		"tussenmeting Minuten die het scheelt, volgens gebruikers (Te weinig antwoorden)",
		"aan Teamleider Klantservice", "Zoek uit wie de eindmeting", "minder dan 10 mensen", "opdrachtgever"} {
		if !strings.Contains(msg.Text, want) {
			t.Errorf("not told: %q\n%s", want, msg.Text)
		}
	}
	if strings.Contains(msg.Text, "99") || strings.Contains(msg.Text, "\n4. ") {
		t.Errorf("of seven people, or a fourth thing to do:\n%s", msg.Text)
	}
	if a := msg.Card.Buttons[0].Action; a.Verb != "casework/show" || a.Arg != "terugbellen" {
		t.Errorf("the button does %v", a)
	}

	if said := o.weeks(2, "ks1"); len(said) != 0 {
		t.Errorf("nothing changed, and told is %s", said[0].Text)
	}
	o.change("terugbellen", func(c *cases.Case) { c.Solutions[2].Delivered, c.Phase = day(0), cases.Precisie })
	said := o.weeks(2, "ks1")
	if len(said) != 1 || !strings.Contains(said[0].Text, "3 van 3 in gebruik, 1 meer") ||
		!strings.Contains(said[0].Text, "was: Programma") {
		t.Errorf("after a change: %v", said)
	}
	if said := o.weeks(6, "ks1"); len(said) != 1 {
		t.Errorf("%d messages in six quiet weeks", len(said))
	}

	// Asked for, they see it at once; nobody else does, and nobody lets it fall due.
	if r := ps["ks1"].Say("opdrachtgever"); !strings.Contains(r.Text, "3 van 3") || strings.Contains(r.Text, "1 meer") {
		t.Errorf("asked for: %s", r.Text)
	}
	if r := ps["ada"].Say("opdrachtgever"); strings.Contains(r.Text, "Nog niemand") {
		t.Errorf("another sponsor sees %s", r.Text)
	}
	if r := ps["plan2"].Do("weekly/cases", ""); !strings.Contains(r.Text, "not the sponsor") {
		t.Errorf("a stranger sees %s", r.Text)
	}
	if r := ps["ks1"].Do("weekly/sponsors", ""); strings.Contains(r.Text, "Nog niemand") {
		t.Errorf("it falls due by hand: %s", r.Text)
	}
}
