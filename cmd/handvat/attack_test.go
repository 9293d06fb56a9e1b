package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/stage"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// A world is an organisation that is attacked: a house as serve builds it, with a team of five and its manager, one of
// fourteen, and one of twenty. Everything is driven by what people do and by time.
type world struct {
	*told
	data string
	seen []string // what attackers asked each week, and were sent
}

// attackers are who together read all that anybody is told of groups, with what they ask and press each week: who
// leads the team of five and the one of fourteen, who leads all, an author, a sponsor, and two members who tell them
// what they are told.
var attackers = []attacker{
	{"max", []string{"weekbericht", "factoren", "trainingen", "training: veilig tillen"}, []chat.Action{
		dialog.Do("training/show", "1")}},
	{"pia", []string{"weekbericht", "factoren"}, []chat.Action{dialog.Do("casework/report", "terugbellen")}},
	{"dir", []string{"weekbericht", "training: veilig tillen", "training: veilig duwen"}, []chat.Action{
		dialog.Do("barrier/unit", "balie"), dialog.Do("barrier/unit", "planning"),
		dialog.Do("barrier/unit", "veld"), dialog.Do("barrier/unit", "alles"),
		dialog.Do("weekly/show", "balie"), dialog.Do("weekly/show", "planning"), dialog.Do("weekly/show", "veld")}},
	{"lena", []string{"auteurslijst", "scans", "campagnes"}, []chat.Action{dialog.Do("scan/show", "werkscan"),
		dialog.Do("campaign/show", "feedback-vragen"), dialog.Do("casework/report", "terugbellen")}},
	{"spo", []string{"opdrachtgever"}, nil},
	{"b4", []string{"weekbericht", "factoren"}, nil},
	{"p13", []string{"weekbericht", "factoren"}, nil},
}

// An attacker is somebody, with what they ask and press.
type attacker struct {
	who     string
	asks    []string
	presses []chat.Action
}

// enter makes a world that begins on a Monday long ago, so that all its weeks are over.
func enter(t *testing.T) *world {
	t.Helper()
	return enterWith(t, libraryFlags{Starter: true})
}

// enterWith is enter with a library.
func enterWith(t *testing.T, lib libraryFlags) *world {
	t.Helper()
	w := &world{told: &told{t: t}, data: t.TempDir()}
	begin := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	db, err := store.Open(filepath.Join(w.data, "handvat.db"))
	if err != nil {
		t.Fatal(err)
	}
	members := "platform,user,unit,roles,manager-of\nweb,max,balie,,balie\nweb,pia,planning,,planning\n" +
		"web,dir,alles,,alles\nweb,lena,veld,author,\nweb,spo,veld,sponsor,\n"
	for unit, n := range counted {
		for i := range n {
			members += fmt.Sprintf("web,%s,%s,,\n", member(unit, i), unit)
		}
	}
	var r people.Roster
	problems := append(r.Read("units.csv", []byte("unit,name,parent\nalles,Alles,\nbalie,Balie,alles\n"+
		"planning,Planning,alles\nveld,Veld,alles\n")), r.Read("people.csv", []byte(members))...)
	err = errors.Join(db.Update(t.Context(), func(tx *store.Tx) error {
		// The same pseudonyms in each world, so that chance is no clue.
		for i, who := range append(everybody(), "max", "pia", "dir", "lena", "spo") {
			if err := people.Enrol(tx, people.ID(fmt.Sprintf("%016x", 0x9e3779b97f4a7c15*uint64(i+1))),
				people.Identity{Platform: "web", User: who}); err != nil {
				return err
			}
		}
		plan, more, err := r.Plan(tx)
		earlier := strings.NewReplacer("2026-", "2025-", "2027-", "2026-")
		c, _, wrong := cases.Parse("", []byte(earlier.Replace(string(cases.Example(knowledge.Dutch)))))
		if err != nil || len(problems)+len(more)+len(wrong) > 0 {
			t.Fatal(err, problems, more, wrong)
		}
		c.ID, c.Team = "terugbellen", "planning"
		_, err = cases.Save(tx, c, cases.ByFile, begin)
		return errors.Join(err, plan.Apply(tx, begin))
	}), db.Close())
	if err != nil {
		t.Fatal(err)
	}
	c, err := program{stdio: stdio{nil, io.Discard, io.Discard}, lg: slog.New(slog.DiscardHandler)}.house(
		w.data, lib, synonymFlags{})
	if err != nil {
		t.Fatal(err)
	}
	c.Rehearsal = true
	if w.Stage, err = stage.Open(t.Context(), c, begin, stage.Platform{Name: "web"}); err != nil {
		t.Fatal(err)
	}
	return w
}

// counted is how many people are counted in each team.
var counted = map[string]int{"balie": 5, "planning": 14, "veld": 20}

// member is somebody of a team: "b0" to "b4", "p0" to "p13", "v0" to "v19".
func member(unit string, i int) string { return fmt.Sprintf("%c%d", unit[0], i) }

// everybody is who is in the teams, in the same order each time.
func everybody() (names []string) {
	for _, unit := range []string{"balie", "planning", "veld"} {
		for i := range counted[unit] {
			names = append(names, member(unit, i))
		}
	}
	return names
}

func (w *world) say(who, text string) chat.Reply {
	return w.hears(chat.Event{Kind: chat.Said, Text: text, From: chat.Person{Platform: "web", ID: who, Name: who}})
}

func (w *world) press(who string, a chat.Action) chat.Reply {
	return w.hears(chat.Event{Kind: chat.Pressed, Action: a, From: chat.Person{Platform: "web", ID: who, Name: who}})
}

// pass lets days go by and keeps what attackers are sent in them.
func (w *world) pass(days int) {
	w.t.Helper()
	for range days {
		w.Now = w.Now.Add(24 * time.Hour)
		sent, err := w.Advance(w.t.Context())
		if err != nil {
			w.t.Fatal(err)
		}
		for _, m := range sent {
			who := m.To.Channel[1:]
			if slices.ContainsFunc(attackers, func(a attacker) bool { return a.who == who }) {
				w.see(who+" is sent", m.Reply)
			}
		}
	}
}

// see keeps what an attacker is told, with the file that comes with it.
func (w *world) see(what string, r chat.Reply) {
	text := w.Now.Format("2006-01-02 ") + what + ": " + r.Text
	if r.File != nil {
		text += "\n" + string(r.File.Data)
	}
	w.seen = append(w.seen, text)
}

// look has the attackers read all that they can.
func (w *world) look() {
	for _, a := range attackers {
		for _, text := range a.asks {
			w.see(a.who+" says "+text, w.say(a.who, text))
		}
		for _, act := range a.presses {
			w.see(a.who+" presses "+act.Verb+" "+act.Arg, w.press(a.who, act))
		}
	}
}

// begin lets everybody greet, has managers register a training, and the author start a scan and a campaign.
func (w *world) begin() {
	names := everybody()
	for _, who := range append(slices.Clone(names), "max", "pia", "dir", "lena", "spo") {
		w.say(who, "hoi")
	}
	day := w.Now.AddDate(0, 0, -28).Format("02-01-2006")
	for some := range slices.Chunk(names, chat.MaxPeople) {
		e := chat.Event{Kind: chat.Filled, Action: dialog.Do("training/save"),
			From:   chat.Person{Platform: "web", ID: "dir", Name: "dir"},
			Fields: map[string]string{"answer": "Veilig tillen", "answer2": day}}
		for _, who := range some {
			e.People = append(e.People, chat.Person{Platform: "web", ID: who, Name: who})
		}
		w.hears(e)
	}
	w.press("lena", dialog.Do("scan/go", "werkscan"))
	w.press("lena", dialog.Do("campaign/go", "feedback-vragen"))
}

// deeds are what people do of which figures tell, by name; day is that of the training.
func deeds(day string) map[string]func(w *world, who string) string {
	pressed := func(verb, arg string) func(*world, string) string {
		return func(w *world, who string) string { return w.press(who, dialog.Do(verb, arg)).Text }
	}
	return map[string]func(*world, string) string{
		"asks": func(w *world, who string) string { return w.say(who, "hoe geef ik feedback?").Text },
		"is not helped": func(w *world, who string) string {
			w.say(who, "hoe voer ik een lastig klantgesprek?")
			w.say(who, "nee")
			return w.say(who, "verouderd").Text
		},
		"is helped": func(w *world, who string) string {
			w.say(who, "hoe geef ik feedback?")
			return w.say(who, "ja").Text
		},
		"asks what has no aid": func(w *world, who string) string {
			return w.say(who, "hoe vervang ik de toner van de printer?").Text
		},
		"reports what blocks":  pressed("barrier/said", "resources/"),
		"reports what helps":   pressed("barrier/said", "helps-skill/"),
		"answers the training": pressed("training/used", "1/"+day+"/30/failed"),
		"answers the scan":     pressed("scan/answer", "werkscan/0/4"),
		"likes the campaign":   pressed("campaign/useful", "feedback-vragen/0"),
		"leaves the campaign":  pressed("campaign/leave", "feedback-vragen/0"),
		"pauses":               func(w *world, who string) string { return w.say(who, "pauze").Text },
		"deletes their data": func(w *world, who string) string {
			w.say(who, "verwijder mijn gegevens")
			return w.say(who, "ja, verwijder alles").Text
		},
	}
}

// when a deed comes, in days since the second Tuesday: whoever deletes their data does so later, so that it is tried
// whether weeks that are past change.
func later(deed string) int { return map[string]int{"deletes their data": 7, "pauses": 7}[deed] }

// attacks plays a world for each of some groups of people who do all, side by side, and returns what attackers see.
func attacks(t *testing.T, groups ...[]string) [][]string {
	t.Helper()
	seen := make([][]string, len(groups))
	t.Run("worlds", func(t *testing.T) {
		for i, who := range groups {
			t.Run(fmt.Sprint(i), func(t *testing.T) {
				t.Parallel()
				seen[i] = attack(t, who)
			})
		}
	})
	return seen
}

// attack plays five weeks in which who is named does each deed, and returns all that the attackers see, with the
// exports that an administrator makes in the end.
func attack(t *testing.T, does []string) []string {
	t.Helper()
	w := enter(t)
	day := w.Now.AddDate(0, 0, -28).Format(time.DateOnly)
	w.begin()
	w.pass(15) // until each was sent what they react to
	all := deeds(day)
	for week := range 3 {
		for _, deed := range slices.Sorted(maps.Keys(all)) {
			if later(deed) != 7*week {
				continue
			}
			for _, who := range does {
				if said := all[deed](w, who); said == "" || strings.Contains(said, "geldt niet meer") {
					t.Fatalf("%s %s: %q", who, deed, said)
				}
			}
		}
		w.pass(7)
		w.look()
	}
	w.press("lena", dialog.Do("campaign/end", "feedback-vragen"))
	w.pass(1)
	w.look()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"export", "weeks", "--accept-clock"}, {"export", "events", "--accept-clock"},
		{"aids", "phrasings"}} {
		var out, errs bytes.Buffer
		std := stdio{strings.NewReader(""), &out, &errs}
		if status := run(t.Context(), append(args, "--data", w.data), std); status != 0 {
			t.Fatalf("%q: %s", args, errs.String())
		}
		said := out.String()
		w.seen = append(w.seen, strings.Join(args, " ")+":\n"+said)
	}
	return w.seen
}

// TestAnAttackerLearnsNothing plays worlds that differ only in what one person did, of a team of five and of one of
// fourteen, and holds that attackers see the same in them where fewer than five people in all did it: the managers of
// both and of all, an author and a sponsor, who know the roster, read all that they can each week, have reports and
// exports, and are told by members what these did. It does not try that four who do what they say make one more seen:
// then it is known that somebody of the others did, and the other test holds that it is not known who.
func TestAnAttackerLearnsNothing(t *testing.T) {
	others := []string{"b1", "b2", "p1"}
	groups := [][]string{others, append([]string{"b0"}, others...), append([]string{"p0"}, others...)}
	if raceEnabled {
		groups = groups[:2]
	}
	seen := attacks(t, groups...)
	for i := range seen {
		if d := cmp.Diff(seen[0], seen[i]); d != "" {
			t.Errorf("of %s is seen (-did nothing +did):\n%s", groups[i][0], d)
		}
	}
}

// ofTeams is what is seen of the teams by themselves.
func ofTeams(seen []string) (said []string) {
	for _, s := range seen {
		for _, unit := range []string{"balie", "planning", "veld"} {
			if strings.Contains(s, "presses barrier/unit "+unit) {
				said = append(said, s)
			}
			said = append(said, regexp.MustCompile(`.*"unit":"`+unit+`".*`).FindAllString(s, -1)...)
		}
	}
	return said
}

// TestATeamIsNotToldOf plays worlds in which the figures of teams are the same with and without one person: of whom
// fewer than five in their team did it, beside twelve of another; and who is the fifth of a team of five, of all of
// whom it would be known.
func TestATeamIsNotToldOf(t *testing.T) {
	if raceEnabled {
		t.Skip("the other worlds run the same at once")
	}
	crowd := everybody()[counted["balie"]+counted["planning"]:][:12]
	few := append([]string{"b1", "p1", "p2"}, crowd...)
	groups := [][]string{few, append([]string{"p0"}, few...),
		{"b1", "b2", "b3", "b4"}, {"b0", "b1", "b2", "b3", "b4"}}
	seen := attacks(t, groups...)
	for i := 0; i < len(seen); i += 2 {
		with := ofTeams(seen[i+1])
		if d := cmp.Diff(ofTeams(seen[i]), with); d != "" || len(with) < 50 {
			t.Errorf("of %s is seen (-did nothing +did):\n%s", groups[i+1][0], d)
		}
	}
}

// TestAnAttackerLearnsNotWho plays worlds in which as many of a team do everything as are told of, of whom the
// attackers know all but one; and holds that all that they see is the same whoever that one is.
func TestAnAttackerLearnsNotWho(t *testing.T) {
	puppets := append([]string{"p3", "p4", "p5", "p6"}, everybody()[counted["balie"]+counted["planning"]:][:12]...)
	seen := attacks(t, append([]string{"p0"}, puppets...), append([]string{"p1"}, puppets...))
	if d := cmp.Diff(seen[0], seen[1]); d != "" {
		t.Errorf("it is seen who it was (-p0 +p1):\n%s", d)
	}
	for _, told := range []string{`"unit":"planning","figure":"factor/resources","value":5`, `"kind":"answer_shown"`,
		"minstens 5 mensen", "minstens 15 mensen antwoordden"} { // they are told something
		if !slices.ContainsFunc(seen[0], func(s string) bool { return strings.Contains(s, told) }) {
			t.Errorf("nobody is told %s", told)
		}
	}
}
