package weekly_test

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/digest"
	"github.com/handvat/handvat/bot/insight/weekly"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

func TestMain(m *testing.M) { bottest.Main(m) }

// An office is a stage with two teams: a manager, an author and a dozen people each.
type office struct {
	*bottest.Stage
	t    *testing.T
	zone *time.Location
}

func newOffice(t *testing.T, skills ...dialog.Skill) *office {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, zone: zone, Stage: bottest.New(t, append(skills, weekly.Skill)...)}
	var csv strings.Builder
	csv.WriteString(
		"unit,name,parent,lang\ndienst,Dienstverlening,,nl\nks,Klantservice,dienst,nl\nplan,Planning,dienst,en\n")
	o.roster("units.csv", csv.String())
	return o
}

// world is that of the office, where mail can be sent to an address on the platform post.
func (o *office) world() dialog.World {
	return dialog.World{Zone: o.zone, Counts: counts.New(o.DB, o.zone), Mail: "post"}
}

// turn is a turn of somebody, or of nobody.
func (o *office) turn(tx *store.Tx, p people.Profile) *dialog.Turn {
	return &dialog.Turn{Tx: tx, Now: o.Now, Person: p, Roles: people.RolesOf(tx, p, false), W: dialog.In("nl"),
		Lib: o.Lib, World: o.world()}
}

// roster takes a file of the roster, in which people are ada, bob, lena, and ks1 to ks12
// and plan1 to plan12.
func (o *office) roster(name, units string) {
	o.t.Helper()
	var b strings.Builder
	b.WriteString(
		"platform,user,unit,roles,manager-of\nweb,ada,ks,manager,ks\nweb,bob,plan,manager,plan\nweb,vera,ks,author,\n")
	for i := range 12 {
		fmt.Fprintf(&b, "web,ks%d,ks,employee,\nweb,plan%d,plan,employee,\n", i+1, i+1)
	}
	var r people.Roster
	problems := append(r.Read("units.csv", []byte(units)), r.Read("people.csv", []byte(b.String()))...)
	o.Update(func(tx *store.Tx) error {
		p, more, err := r.Plan(tx)
		if problems = append(problems, more...); err != nil || len(problems) > 0 {
			return fmt.Errorf("%v %w", problems, err)
		}
		return p.Apply(tx, o.Now)
	})
}

// meet lets people say hello, so that they are known.
func (o *office) meet(users ...string) map[string]*bottest.Person {
	ps := map[string]*bottest.Person{}
	for _, u := range users {
		ps[u] = o.Meet(o.t, u, map[bool]string{true: "en", false: "nl"}[strings.HasPrefix(u, "plan") || u == "bob"])
		ps[u].Say("help")
	}
	return ps
}

func (o *office) did(users []string, unit string, at time.Time, e journal.Entry) {
	o.Update(func(tx *store.Tx) error {
		for _, u := range users {
			e.Person, e.Unit, e.Time = string(o.person(tx, u)), unit, at
			if err := journal.Append(tx, e); err != nil {
				return err
			}
		}
		return nil
	})
}

func (o *office) person(tx *store.Tx, user string) people.ID {
	p, ok, err := people.Find(tx, people.Identity{Platform: "web", User: user})
	if !ok || err != nil {
		o.t.Fatalf("%s: %t, %v", user, ok, err)
	}
	return p.ID
}

// daily does what the house does each day.
func (o *office) daily() {
	if err := o.Until(o.Now); err != nil {
		o.t.Fatal(err)
	}
}

func team(name string, n int) (users []string) {
	for i := range n {
		users = append(users, fmt.Sprint(name, i+1))
	}
	return users
}

// aWeek is what the team does on Wednesday of a week.
func (o *office) aWeek(monday time.Time) {
	at := monday.AddDate(0, 0, 2)
	ks := team("ks", 12)
	o.did(ks, "ks", at, journal.Entry{Kind: journal.Asked, Detail: "answer"})
	o.did(ks[:6], "ks", at, journal.Entry{Kind: journal.Asked, Detail: "none"})
	o.did(ks, "ks", at, journal.Entry{Kind: journal.Shown, Aid: "feedback-4g"})
	o.did(ks[:6], "ks", at, journal.Entry{Kind: journal.Outcome, Aid: "feedback-4g", Detail: "helped"})
	o.did(ks[6:], "ks", at, journal.Entry{Kind: journal.Outcome, Aid: "feedback-4g", Detail: "not"})
	o.did(ks[6:], "ks", at, journal.Entry{Kind: journal.Reason, Aid: "feedback-4g", Detail: "out-of-date"})
	o.did(ks[:7], "ks", at, journal.Entry{Kind: journal.FactorReported, Detail: "resources"})
	o.did(team("plan", 7), "plan", at, journal.Entry{Kind: journal.Asked, Detail: "answer"})
}

func TestAManagersWeeks(t *testing.T) {
	o := newOffice(t)
	ps := o.meet(append(append(team("ks", 12), team("plan", 12)...), "ada", "bob")...)
	monday := time.Date(2026, 11, 23, 10, 0, 0, 0, o.zone)
	o.aWeek(monday)
	for range 6 {
		if said := o.Day(1); len(said) > 0 {
			t.Fatalf("something was said on %s: %v", o.Now, said)
		}
	}
	// Now it is Sunday 11:00; the message comes on Monday at nine.
	said := o.Day(1)
	if len(said["ada"]) != 1 || len(said) != 2 {
		t.Fatalf("said on Monday: %v", said)
	}
	msg := said["ada"][0]
	for _, want := range []string{"Week 48, Klantservice", "Een groep van 12 mensen. 18 vragen", "Ik mis een middel",
		"1. "} {
		if !strings.Contains(msg.Text, want) {
			t.Errorf("not in the message: %q\n%s", want, msg.Text)
		}
	}
	if !strings.Contains(said["bob"][0].Text, "Week 48, Planning") ||
		!strings.Contains(said["bob"][0].Text, "questions") {
		t.Errorf("bob reads %s", said["bob"][0].Text)
	}
	if strings.Contains(msg.Text, "tap") {
		t.Error("a button without its words")
	}

	// She takes on the first, which the bot follows up, and does not need the second.
	tap := tapOf(t, msg.Card)
	r := ps["ada"].Press(tap.Options[0].Action)
	next := tapOf(t, r.Card)
	if !strings.Contains(r.Text, "Mooi") || len(next.Options) != 3 {
		t.Errorf("after taking it on: %s", r.Text)
	}
	ps["ada"].Press(next.Options[2].Action)
	if r := ps["ks1"].Press(tap.Options[0].Action); !strings.Contains(r.Text, "ander team") {
		t.Errorf("an employee settles an action: %s", r.Text)
	}
	if r := ps["bob"].Press(tap.Options[0].Action); !strings.Contains(r.Text, "another team") {
		t.Errorf("another manager settles an action: %s", r.Text)
	}

	// The team reads the same message; not that of the other team, and nobody settles on it.
	mine := ps["ks3"].Say("weekbericht")
	if !strings.Contains(mine.Text, "18 vragen") || hasTap(mine.Card) {
		t.Errorf("a member reads %s", mine.Text)
	}
	if r := ps["ks3"].Do("weekly/show", "plan"); !strings.Contains(r.Text, "ander team") {
		t.Errorf("a member reads another team's: %s", r.Text)
	}
	if r := ps["ks3"].Do("weekly/managers", ""); strings.Contains(r.Text, "Week") {
		t.Errorf("a member lets it fall due: %s", r.Text)
	}

	// A later journal changes nothing of what was told.
	o.did(team("ks", 1), "ks", monday, journal.Entry{Kind: journal.Asked, Detail: "answer"})
	if again := ps["ks3"].Say("weekbericht"); again.Text != mine.Text {
		t.Errorf("the message changed:\n%s\nit was:\n%s", again.Text, mine.Text)
	}

	// What enough people did is told to be late, when the counting comes to it.
	o.did(team("ks", 6), "ks", monday, journal.Entry{Kind: journal.Asked, Detail: "answer"})
	o.daily()
	if again := ps["ks3"].Say("weekbericht"); !strings.Contains(again.Text, "Na het versturen") ||
		!strings.Contains(again.Text, "18 vragen") {
		t.Errorf("after six were late: %s", again.Text)
	}

	// The week after, what she took on is followed up, and the other is not proposed.
	o.aWeek(monday.AddDate(0, 0, 7))
	for range 6 {
		o.Day(1)
	}
	msg = o.Day(1)["ada"][0]
	if !strings.Contains(msg.Text, "Dit pakte je op") || !strings.Contains(msg.Text, "speelt nog") {
		t.Errorf("the week after: %s", msg.Text)
	}
	if i := strings.Index(msg.Text, "Je kunt nu"); i >= 0 && strings.Contains(msg.Text[i:], "beter te maken") {
		t.Errorf("what was not needed is proposed again: %s", msg.Text)
	}

	// Then nothing happens any more; that is said after four weeks.
	quiet := 0
	for range 5 * 7 {
		if said := o.Day(1); len(said["ada"]) > 0 {
			quiet++
			if !strings.Contains(said["ada"][0].Text, "te weinig mensen") {
				t.Errorf("in a quiet week: %s", said["ada"][0].Text)
			}
		}
	}
	if quiet != 2 { // the action she took on ends once, and a month of nothing
		t.Errorf("%d messages in five quiet weeks", quiet)
	}
}

// TestASentWeekKeepsToTheGroupThatHolds holds that a week which was sent when five people were enough tells nothing of
// six once eight are needed.
func TestASentWeekKeepsToTheGroupThatHolds(t *testing.T) {
	o := newOffice(t)
	ps := o.meet(append(append(team("ks", 12), team("plan", 12)...), "ada", "bob")...)
	o.aWeek(time.Date(2026, 11, 23, 10, 0, 0, 0, o.zone))
	for range 7 {
		o.Day(1)
	}
	for _, u := range []string{"ada", "ks3"} {
		if r := ps[u].Say("weekbericht"); !strings.Contains(r.Text, "5 of meer") ||
			!strings.Contains(r.Text, "Een groep van 12 mensen. 18 vragen") {
			t.Fatalf("%s reads, of five: %s", u, r.Text)
		}
	}
	o.Update(func(tx *store.Tx) error { return privacy.Raise(tx, 8) })
	for _, u := range []string{"ada", "ks3"} {
		r := ps[u].Say("weekbericht")
		for _, eight := range []string{"8 of meer", "minder dan 16 mensen"} { // of a team of twelve
			if !strings.Contains(r.Text, eight) {
				t.Errorf("%s does not read %q: %s", u, eight, r.Text)
			}
		}
		for _, six := range []string{"5 of meer", "6 van", " 6 ", "18 vragen", "12 reacties"} {
			if strings.Contains(r.Text, six) {
				t.Errorf("%s reads %q, of eight: %s", u, six, r.Text)
			}
		}
	}
}

// TestARaisedGroupHoldsForTheUnitsBeside holds that once eight are needed, what seven people of planning asked in a
// week that was told before cannot be found by subtracting what another team asked from what all asked.
func TestARaisedGroupHoldsForTheUnitsBeside(t *testing.T) {
	o := newOffice(t)
	ps := o.meet(append(append(team("ks", 12), team("plan", 12)...), "ada", "bob")...)
	o.aWeek(time.Date(2026, 11, 23, 10, 0, 0, 0, o.zone))
	for range 7 {
		o.Day(1)
	}
	read := func() (says []string) {
		for user, unit := range map[string]string{"ks3": "ks", "plan3": "plan", "ada": "dienst", "bob": "dienst"} {
			says = append(says, ps[user].Do("weekly/show", unit).Text)
		}
		return says
	}
	holds := func(says []string, part string) bool {
		return slices.ContainsFunc(says, func(s string) bool { return strings.Contains(s, part) })
	}
	if before := read(); !holds(before, "18 vragen") || !holds(before, "7 questions") || !holds(before, "25 ") {
		t.Fatalf("with five it is not told: %q", before)
	}
	o.Update(func(tx *store.Tx) error { return privacy.Raise(tx, 8) })
	for range 2 { // and it stays so
		after := read()
		all := holds(after, "25 vragen") || holds(after, "25 questions")
		if holds(after, "7 questions") || holds(after, "18 vragen") == all {
			t.Errorf("of eight, what seven did can be found, or nothing is told: %q", after)
		}
		o.Day(1)
	}
}

func tapOf(t *testing.T, c *chat.Card) chat.Tap {
	t.Helper()
	for _, b := range c.Body {
		if tap, ok := b.(chat.Tap); ok {
			return tap
		}
	}
	t.Fatalf("no tap in %s", c.Plain())
	return chat.Tap{}
}

func hasTap(c *chat.Card) bool {
	return slices.ContainsFunc(c.Body, func(b chat.Block) bool { _, ok := b.(chat.Tap); return ok })
}

func TestAnAuthorsWeek(t *testing.T) {
	o := newOffice(t, dialog.Skill{Name: "proposals", Waiting: func(*store.Tx, string) (int, string, chat.Action) {
		return 2, "2 concepten", chat.Action{Verb: dialog.Drafts}
	}})
	ps := o.meet(append(team("ks", 12), "vera", "ada")...)
	o.aWeek(time.Date(2026, 11, 23, 10, 0, 0, 0, o.zone))
	o.Update(func(tx *store.Tx) error {
		for g := range 6 {
			q := journal.Question{Day: o.Now, Lang: "nl", Outcome: "none", Group: g + 1}
			q.Text = privacy.Scrubber{}.Scrub("hoe moet ik een creditnota boeken? " + strings.Repeat("graag ", g))
			if err := journal.Keep(tx, q); err != nil {
				return err
			}
		}
		return journal.Keep(tx, journal.Question{Day: o.Now, Lang: "nl",
			Text: privacy.Scrubber{}.Scrub("hoe vervang ik de toner"), Outcome: "none", Group: 1})
	})
	for range 7 {
		o.Day(1)
	}
	if said := o.Day(1); len(said["vera"]) != 1 || len(said["ada"]) != 0 {
		t.Fatalf("said on Tuesday: %v", said)
	}
	r := ps["vera"].Say("auteurslijst")
	for _, want := range []string{"creditnota boeken", "Minstens 5 mensen", "Reden: verouderd", "hielp 6 van 12 keer",
		"Wacht op een tweede paar ogen [2 concepten]",
		"Staat het meest in de weg: Ik mis een middel, systeem of recht (minstens 5 mensen)"} {
		if !strings.Contains(r.Text, want) {
			t.Errorf("not on the list: %q\n%s", want, r.Text)
		}
	}
	if strings.Contains(r.Text, "toner") {
		t.Errorf("what one asked is on the list:\n%s", r.Text)
	}
	if r := ps["vera"].Say("2 concepten"); !strings.Contains(r.Text, "Er wachten geen concepten") {
		t.Errorf("to see what waits: %s", r.Text)
	}
	draft := ps["vera"].Do("weekly/draft", "0")
	if !strings.Contains(draft.Text, "creditnota") || len(draft.Card.Buttons) != 1 {
		t.Errorf("to start a draft: %s", draft.Text)
	}
	if see := ps["vera"].Do("weekly/see", "feedback-4g"); !strings.Contains(see.Text, "Gedrag") && see.Card == nil {
		t.Errorf("to see the aid: %s", see.Text)
	}
	if good := ps["vera"].Do("weekly/good", "feedback-4g"); !strings.Contains(good.Text, "nog goed") {
		t.Errorf("still right: %s", good.Text)
	}
	if r := ps["ada"].Say("auteurslijst"); strings.Contains(r.Text, "creditnota") {
		t.Errorf("a manager reads questions: %s", r.Text)
	}
	for _, b := range o.Holds("creditnota boeken") {
		if b != "journal.question" && b != "aid-versions" { // an aid has it as an example
			t.Errorf("%s holds a question", b)
		}
	}
}

// TestEachInTheirOwnZone holds that the message comes at nine on the Monday of who gets
// it, on both sides of the change to winter time: in their own zone, else in that of the
// unit they lead, else in that of the organisation.
func TestEachInTheirOwnZone(t *testing.T) {
	for _, c := range []struct{ own, unit, all, want string }{
		{"", "", "", "Europe/Amsterdam"},
		{"America/New_York", "", "", "America/New_York"},
		{"", "America/New_York", "Asia/Kolkata", "America/New_York"},
		{"", "", "Asia/Kolkata", "Asia/Kolkata"},
		{"Asia/Kolkata", "America/New_York", "", "Asia/Kolkata"},
	} {
		t.Run(c.own+","+c.unit+","+c.all, func(t *testing.T) {
			zone, err := time.LoadLocation(c.want)
			if err != nil {
				t.Fatal(err)
			}
			o := newOffice(t)
			o.Now = time.Date(2026, 10, 19, 20, 0, 0, 0, time.UTC)
			ps := o.meet(append(team("ks", 12), "ada")...)
			ps["ada"].Tell(chat.Event{Kind: chat.Said, Text: "help", Zone: c.own})
			o.roster("units.csv", "unit,parent,zone\ndienst,,"+c.all+"\nks,dienst,"+c.unit+"\nplan,dienst,\n")
			var times []string
			for range 3 { // the clock goes back on Sunday 25 October, in New York a week later
				o.did(team("ks", 12), "ks", o.Now, journal.Entry{Kind: journal.Asked, Detail: "answer"})
				for range 7 { // until Monday evening
					o.daily()
					if err := o.Pass(24 * time.Hour); err != nil {
						t.Fatal(err)
					}
					for _, p := range o.Prompts() {
						if p.To == "ada" {
							times = append(times, p.Time.In(zone).Format("Mon 02 15"))
						}
					}
				}
			}
			if want := []string{"Mon 26 09", "Mon 02 09", "Mon 09 09"}; !slices.Equal(times, want) {
				t.Errorf("told at %v, want %v", times, want)
			}
		})
	}
}

// TestWhoDeletesTheirDataLeavesTheCounts holds that no pseudonym stays behind in what is
// counted or told, and that what was told stays as it was.
func TestWhoDeletesTheirDataLeavesTheCounts(t *testing.T) {
	o := newOffice(t)
	ps := o.meet(append(team("ks", 12), "ada")...)
	o.aWeek(o.Now)
	for range 7 {
		o.Day(1)
	}
	before := ps["ks2"].Say("weekbericht").Text
	id := string(o.Stage.Person("ks1").ID)
	raw, err := hex.DecodeString(id)
	if err != nil {
		t.Fatal(err)
	}
	if len(o.Holds(string(raw))) == 0 {
		t.Fatal("nothing was counted")
	}
	ps["ks1"].Say("verwijder mijn gegevens")
	ps["ks1"].Say("ja, verwijder alles")
	if in := append(o.Holds(string(raw)), o.Holds(id)...); len(in) > 0 {
		t.Errorf("who deleted their data is still in %v", in)
	}
	if after := ps["ks2"].Say("weekbericht").Text; after != before {
		t.Errorf("what was told changed:\n%s\nit was:\n%s", after, before)
	}
}

// TestCountsForgetWhoTheyWere holds that with the time the journal keeps its entries, nobody can be found by the counts
// either, and that what was told stays.
func TestCountsForgetWhoTheyWere(t *testing.T) {
	o := newOffice(t)
	o.aWeek(o.Now)
	w := counts.WeekOf(o.Now)
	raw, err := hex.DecodeString(string(o.Stage.Person("ks1").ID))
	if err != nil {
		t.Fatal(err)
	}
	o.Day(8)
	if in := o.Holds(string(raw)); !slices.Contains(in, "tally.cell") {
		t.Fatalf("nobody was counted: %v", in)
	}
	o.Day(150)
	if in := o.Holds(string(raw)); len(in) > 0 {
		t.Errorf("after five months they are still in %v", in)
	}
	o.Update(func(tx *store.Tx) error {
		d, ok, err := weekly.Week(o.turn(tx, people.Profile{}), "ks", w, "nl")
		if !ok || d.Figures[digest.Asked].Value != 18 {
			t.Errorf("of that week is told %v", d.Figures[digest.Asked])
		}
		return err
	})
}

// TestWhatPeopleAskIsToldAsItWas holds that a case gets the aids that enough people of its
// team asked for, as the weekly message told; and questions only for who may see them.
func TestWhatPeopleAskIsToldAsItWas(t *testing.T) {
	o := newOffice(t)
	ps := o.meet(append(team("ks", 12), "ada", "vera")...)
	o.aWeek(o.Now.AddDate(0, 0, -7))
	o.did(team("ks", 4), "ks", o.Now.AddDate(0, 0, -5), journal.Entry{Kind: journal.Shown, Aid: "starr"})
	o.Update(func(tx *store.Tx) error {
		for g := range 6 {
			q := journal.Question{Day: o.Now.AddDate(0, 0, -5), Lang: "nl",
				Outcome: "none", Group: g + 1,
				Text: privacy.Scrubber{}.Scrub("koffieautomaat ontkalken" + strings.Repeat(" graag", g))}
			if err := journal.Keep(tx, q); err != nil {
				return err
			}
		}
		return nil
	})
	for user, sees := range map[string]bool{"ada": false, "vera": true} {
		ps[user].Say("hoi")
		o.Update(func(tx *store.Tx) error {
			p := o.Person(user)
			turn := o.turn(tx, p)
			most, open, err := weekly.Asked(turn, "ks")
			if err != nil {
				return err
			}
			if len(most) != 1 || !strings.Contains(most[0], "eedback") {
				t.Errorf("%s is told %q", user, most)
			}
			if got := len(open) == 1 && strings.Contains(open[0], "koffie"); got != sees || !sees && len(open) > 0 {
				t.Errorf("%s is told of the questions %q", user, open)
			}
			if most, _, err := weekly.Asked(turn, "plan"); err != nil || len(most) > 0 {
				t.Errorf("of a team that asked nothing: %q, %v", most, err)
			}
			return nil
		})
	}
}

// TestTheDigestCountsSolutions holds that the weekly message counts what was in use before
// it, and says which support nobody takes care of; of a case in its analysis it says nothing.
func TestTheDigestCountsSolutions(t *testing.T) {
	o := newOffice(t)
	o.meet("ada")
	c, _, problems := cases.Parse("", cases.Example(knowledge.Dutch))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	c.Team, c.Support.Financial = "ks", cases.Backing{}
	if len(c.Solutions) != 3 {
		t.Fatalf("the example has %d solutions", len(c.Solutions))
	}
	c.Solutions[0].Delivered, c.Solutions[1].Delivered, c.Solutions[2].Delivered = "2026-11-10", "2027-01-10", ""
	for phase, want := range map[cases.Phase]string{cases.Precisie: "",
		cases.Praktijk: "1 van 3 in gebruik; steun nog leeg: geld en tijd"} {
		c.Phase = phase
		o.Update(func(tx *store.Tx) error {
			if _, err := cases.Save(tx, c, cases.ByFile, o.Now); err != nil {
				return err
			}
			d, ok, err := weekly.Week(o.turn(tx, people.Profile{}), "ks", counts.WeekOf(o.Now)-1, "nl")
			if !ok || err != nil {
				t.Fatal(ok, err)
			}
			card := digest.Card(d, "nl")
			if text := card.Plain(); want != "" && !strings.Contains(text, want) || want == "" &&
				strings.Contains(text, "in gebruik") {
				t.Errorf("%s: want %q in\n%s", phase, want, text)
			}
			return nil
		})
	}
}
