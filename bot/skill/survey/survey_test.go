package survey_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/digest"
	"github.com/handvat/handvat/bot/insight/document"
	"github.com/handvat/handvat/bot/insight/weekly"
	"github.com/handvat/handvat/bot/skill/survey"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// An office is a service of two teams of twelve: ks1 to ks12 use aids, plan1 to plan12 do
// not.
type office struct {
	*bottest.Stage
	t    *testing.T
	ps   map[string]*bottest.Person
	zone *time.Location
}

// The days before the question of a month.
const (
	january  = "2027-01-11"
	february = "2027-02-08"
)

func newOffice(t *testing.T) *office {
	o := &office{t: t, ps: map[string]*bottest.Person{}}
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	o.Stage = bottest.New(t, survey.Skill, weekly.Skill)
	o.zone = zone
	var b strings.Builder
	b.WriteString("platform,user,unit\n")
	for _, u := range append(team("ks"), team("plan")...) {
		fmt.Fprintf(&b, "web,%s,%s\n", u, strings.TrimRight(u, "0123456789"))
	}
	units := "unit,name,parent\ndienst,Dienstverlening,\nks,Klantservice,dienst\nplan,Planning,dienst\n"
	o.Roster(map[string]string{"units.csv": units, "people.csv": b.String()})
	for _, u := range append(team("ks"), team("plan")...) {
		o.ps[u] = o.Meet(t, u, "nl")
		o.ps[u].Say("help")
	}
	return o
}

func (o *office) world() dialog.World {
	return dialog.World{Zone: o.zone, Counts: counts.New(o.DB, o.zone)}
}

func team(name string) (users []string) {
	for i := range 12 {
		users = append(users, fmt.Sprint(name, i+1))
	}
	return users
}

// until lets time go by until 11:00 on a day, and then one more: what is said in it is
// returned. The day before, the users use an aid.
func (o *office) until(day string, users ...string) (said map[string][]chat.Reply) {
	o.t.Helper()
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		o.t.Fatal(err)
	}
	o.Day(int(at.Sub(o.Now.Truncate(24*time.Hour)).Hours()/24) - 1)
	for _, u := range users {
		o.ps[u].Do("aid/yes", "feedback-4g")
	}
	o.Day(1)
	return o.Day(1)
}

// week is the digest of a unit in the week of now, as Markdown.
func (o *office) week(unit string) string {
	o.t.Helper()
	w := counts.WeekOf(o.Now)
	for counts.WeekOf(o.Now) == w {
		o.Day(1)
	}
	var d digest.Week
	o.Update(func(tx *store.Tx) (err error) {
		t := &dialog.Turn{Tx: tx, Now: o.Now, W: dialog.In("nl"), Lib: o.Lib, Skills: []dialog.Skill{survey.Skill},
			World: o.world()}
		d, _, err = weekly.Week(t, unit, w, "nl")
		return err
	})
	var text strings.Builder
	if err := document.Markdown(&text, document.OfCard(digest.Card(d, "nl"), "nl")); err != nil {
		o.t.Fatal(err)
	}
	return text.String()
}

func (o *office) wants(text string, lines ...string) {
	o.t.Helper()
	for _, l := range lines {
		if !strings.Contains(text, l) {
			o.t.Errorf("%q is not in\n%s", l, text)
		}
	}
}

// TestWhatItServesIsSaidInTheirLanguage holds that who never typed a sentence reads what a
// question serves in the language of the organisation, or the one they chose.
func TestWhatItServesIsSaidInTheirLanguage(t *testing.T) {
	o := newOffice(t)
	o.ps["ks2"].Do("settings/en", "")
	o.until("2027-01-10")
	if err := o.Pass(2 * time.Hour); err != nil { // what is asked on Tuesday is on the agenda now
		t.Fatal(err)
	}
	for user, lang := range map[string]string{"ks1": "nl", "ks2": "en"} {
		want := survey.Words.In(lang).Purpose
		o.View(func(tx *store.Tx) error {
			items, err := o.Agenda.Of(tx, o.Person(user).ID)
			if len(items) != 1 || items[0].Purpose.In(lang) != want || err != nil {
				t.Errorf("%s: %+v, %v", user, items, err)
			}
			return nil
		})
	}
}

// TestAnswersComeIntoTheDigest lets twelve people say what the help was worth, and twelve
// others whether there is room, and reads the digests of that week; then the minutes.
func TestAnswersComeIntoTheDigest(t *testing.T) {
	o := newOffice(t)
	if said := o.until(january, team("ks")...); len(said) != 24 {
		t.Fatalf("%d people were asked", len(said))
	}
	for i, u := range team("ks") {
		o.ps[u].Do("survey/value", fmt.Sprint(5-i/7*3))
		o.ps[u].Do("survey/value", "5") // once more is not counted
	}
	for i, u := range team("plan") {
		o.ps[u].Do("survey/room", fmt.Sprint(4-i%2))
	}
	for _, p := range o.ps {
		p.Do("aid/yes", "feedback-4g")
	}
	now := o.Now
	o.wants(o.week("ks"), "**Zoals mensen het ervaren (niveau 1):** Belangrijk voor het werk bij 7 van de 12 "+
		"antwoorden.")
	o.Now = now
	o.wants(o.week("plan"), "**Zoals mensen het ervaren (niveau 1):** Er is ruimte om het werk beter te maken "+
		"volgens 6 van de 12 antwoorden.")

	if said := o.until(february, team("ks")...); len(said) != 24 {
		t.Fatalf("%d people were asked", len(said))
	}
	for _, u := range team("ks") {
		o.ps[u].Do("survey/minutes", "60")
		o.ps[u].Do("survey/minutes", "60/50")
		o.ps[u].Do("survey/minutes", "60/50/60")
		o.ps[u].Do("aid/yes", "feedback-4g")
	}
	o.wants(o.week("ks"), "Voorzichtige schatting: ruim 3,5 uur per week gespaard (12 antwoorden, ") // 216 minutes
}

// TestFewAnswersAreNotTold holds that four answers show nothing, and of whom is asked
// nothing more than one question a month.
func TestFewAnswersAreNotTold(t *testing.T) {
	o := newOffice(t)
	o.until(january, team("ks")...)
	for _, u := range team("ks")[:4] {
		o.ps[u].Do("survey/value", "5")
	}
	if text := o.week("ks"); strings.Contains(text, "ervaren") {
		t.Error(text)
	}
	asked := 0
	for _, e := range o.Journal("ks1") {
		if e.Kind == journal.NudgeSent {
			asked++
		}
	}
	if asked != 1 {
		t.Errorf("asked %d times in January", asked)
	}
}

// TestWhoIsNotAsked holds who is left alone: who paused, who said stop, who met the bot
// lately, and everyone when it is switched off.
func TestWhoIsNotAsked(t *testing.T) {
	o := newOffice(t)
	o.ps["ks1"].Say("pauze")
	o.ps["ks2"].Say("korte vragen uit")
	o.ps["ks3"].Say("anoniem")
	o.Update(func(tx *store.Tx) error { return survey.LeaveOut(tx, []string{survey.Value}) })
	said := o.until(january, "ks4")
	for _, u := range []string{"ks1", "ks2", "ks3"} {
		if len(said[u]) > 0 {
			t.Errorf("%s is asked %s", u, said[u][0].Text)
		}
	}
	if len(said["ks4"]) != 1 || !strings.Contains(said["ks4"][0].Text, "ruimte") {
		t.Errorf("with value off: %v", said["ks4"])
	}
	o.Update(func(tx *store.Tx) error { return survey.LeaveOut(tx, survey.All()) })
	if said := o.until(february, "ks4"); len(said) > 0 {
		t.Errorf("switched off, and %v", said)
	}
}

// TestAnEarlierVersionIsTakenAlong holds that who stopped before it had another bucket is not asked, and that nothing
// is left where it was.
func TestAnEarlierVersionIsTakenAlong(t *testing.T) {
	o := newOffice(t)
	id := string(o.Person("ks1").ID)
	o.Update(func(tx *store.Tx) error {
		stopped := []byte(`{"stopped":true,"sentence":{"text":"Zin","unit":"ks"}}`)
		return errors.Join(tx.Put("pulse.person", []byte(id), stopped),
			tx.Put("pulse.waiting", []byte("ks\x00"+id), nil))
	})
	if said := o.until(january); len(said["ks1"]) > 0 || len(said["ks2"]) != 1 {
		t.Errorf("said %v", said)
	}
	was := func(bucket string) bool { return strings.HasPrefix(bucket, "pulse.") }
	if in := append(o.Holds(id), o.Holds("Zin")...); slices.ContainsFunc(in, was) {
		t.Errorf("it is in %v", in)
	}
}

// TestOneInAMonth holds over two quarters that nobody is asked twice in 27 days, whatever they
// use and answer, and that the value and the minutes come once in a quarter at most.
func TestOneInAMonth(t *testing.T) {
	o := newOffice(t)
	last, kinds := map[string]time.Time{}, map[string]map[string]int{}
	w := survey.Words.In("nl")
	for day := range 218 { // to the end of June
		for u, rs := range o.Day(1) {
			for _, r := range rs {
				if !last[u].IsZero() && o.Now.Sub(last[u]) < 27*24*time.Hour {
					t.Fatalf("%s is asked on %s and %s", u, last[u], o.Now)
				}
				last[u] = o.Now
				if kinds[u] == nil {
					kinds[u] = map[string]int{}
				}
				for what, text := range map[string]string{"value": w.ValueAsk, "minutes": w.MinutesAsk,
					"room": w.Room} {
					if strings.Contains(r.Text, text) {
						kinds[u][what]++
					}
				}
				o.ps[u].Do("survey/skip", "")
			}
		}
		if day%5 == 0 {
			o.ps["ks1"].Do("aid/yes", "feedback-4g")
		}
	}
	if got := kinds["ks1"]; got["value"] != 2 || got["minutes"] != 2 || got["room"] != 2 {
		t.Errorf("who uses it: %v", got)
	}
	if got := kinds["plan1"]; got["room"] != 6 || len(got) != 1 {
		t.Errorf("who does not: %v", got)
	}
}

// write lets somebody write a sentence and share it.
func (o *office) write(user, text string) {
	o.ps[user].Do("survey/value", "4")
	o.ps[user].Do("survey/write", "")
	o.ps[user].Say(text)
	o.ps[user].Do("survey/share", "")
}

func (o *office) next(unit string) (text string) {
	o.View(func(tx *store.Tx) (err error) {
		text, err = survey.Sentences{}.Next(tx, unit, o.Now.Add(time.Minute), 10)
		return err
	})
	return text
}

// TestSentencesNeedTen holds that a sentence is told in the smallest unit of which ten
// people were asked for one, exactly as its writer read it, once.
func TestSentencesNeedTen(t *testing.T) {
	for _, c := range []struct {
		ks, plan int
		tells    string
	}{{10, 0, "ks"}, {9, 0, ""}, {9, 1, "dienst"}} {
		o := newOffice(t)
		o.until(january, append(team("ks")[:c.ks:c.ks], team("plan")[:c.plan]...)...)
		o.write("ks1", "Ik wist meteen hoe ik moest beginnen")
		preview := "“Ik wist meteen hoe ik moest beginnen” – een collega"
		for _, unit := range []string{"ks", "plan", "dienst"} {
			if told := o.next(unit) != ""; told != (unit == c.tells) {
				t.Errorf("%d and %d asked: %s tells it: %v", c.ks, c.plan, unit, told)
			}
		}
		if c.tells != "ks" {
			continue
		}
		if text := o.week("ks"); !strings.Contains(text, preview) {
			t.Errorf("it is not in\n%s", text)
		}
		for _, when := range []string{"sent", "shown again"} {
			if r := o.ps["ks2"].Say("weekbericht"); !strings.Contains(r.Text, preview) {
				t.Errorf("it is not in what is %s:\n%s", when, r.Text)
			}
		}
		if text := o.week("ks"); strings.Contains(text, preview) {
			t.Error("it is told again")
		}
		if in := o.Holds("meteen hoe"); !slices.Equal(in, []string{"weekly.sent"}) {
			t.Errorf("its text is in %v", in)
		}
		if r := o.ps["ks1"].Say("trek mijn zin terug"); r.Text != chat.Strip(survey.Words.In("nl").QuoteTold) {
			t.Errorf("taken back too late: %s", r.Text)
		}
	}
}

// TestSentencesAreTheWriters holds that nothing is told without consent, after it was
// taken back or after its writer left, and that what sounds personal is not kept.
func TestSentencesAreTheWriters(t *testing.T) {
	o := newOffice(t)
	o.until(january, team("ks")...)
	o.ps["ks1"].Do("survey/value", "4")
	o.ps["ks1"].Do("survey/write", "")
	o.ps["ks1"].Say("Zonder mijn toestemming")
	if o.next("ks") != "" {
		t.Error("told without consent")
	}
	o.write("ks2", "Ik ben overspannen van mijn chef")
	if in := o.Holds("overspannen"); len(in) > 0 {
		t.Errorf("what is personal is kept in %v", in)
	}
	o.write("ks3", "Dit trek ik terug")
	o.ps["ks3"].Say("trek mijn zin terug")
	o.write("ks4", "Hierna verwijder ik alles")
	o.ps["ks4"].Do("mydata/delete", "")
	o.ps["ks4"].Do("mydata/erase", "")
	if text := o.next("ks"); text != "" {
		t.Errorf("%q is told", text)
	}
	for _, text := range []string{"trek ik terug", "verwijder ik alles"} {
		if in := o.Holds(text); len(in) > 0 {
			t.Errorf("%q is in %v", text, in)
		}
	}
	o.ps["ks5"].Do("survey/value", "4")
	o.ps["ks5"].Do("survey/write", "")
	if r := o.ps["ks5"].Say("hoe geef ik feedback?"); r.Card == nil || !strings.Contains(r.Card.Title, "feedback") {
		t.Errorf("a question is taken for a sentence: %s", r.Text)
	}
	o.Day(20)
	if in := o.Holds("Zonder mijn"); slices.Contains(in, "survey.person") {
		t.Error("a draft is kept for three weeks")
	}
}

// TestOthersSeriesGoOn holds that a question does not end a series a person is in.
func TestOthersSeriesGoOn(t *testing.T) {
	o := newOffice(t)
	var p people.Profile
	o.View(func(tx *store.Tx) (err error) {
		p, _, err = people.Find(tx, people.Identity{Platform: "web", User: "ks1"})
		return err
	})
	o.Update(func(tx *store.Tx) error {
		for i := range 3 {
			_, err := o.Agenda.Add(tx, agenda.Item{Key: fmt.Sprint("x", i), Kind: agenda.Reflection, Person: p.ID,
				In: chat.Place{Platform: "web"}, Due: o.Now.AddDate(0, 6, i),
				Action:  chat.Action{Verb: "nudge", Arg: "x"},
				Purpose: text.Said{"en": "test"}, Series: fmt.Sprint("aid/", i)})
			if err != nil {
				return err
			}
		}
		return nil
	})
	o.until(january)
	items := 0
	if err := o.DB.View(context.Background(), func(tx *store.Tx) error {
		is, err := o.Agenda.Of(tx, p.ID)
		items = len(is)
		return err
	}); err != nil || items != 3 {
		t.Errorf("%d items left, %v", items, err)
	}
}
