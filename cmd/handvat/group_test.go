package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/insight/digest"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// usedBy are what people did in a week of which a figure of the digest tells.
var usedBy = []struct {
	figure    string // of the digest, or the beginning of a row of the export
	entry     journal.Entry
	sensitive bool
}{
	{digest.Reach, journal.Entry{Kind: journal.Asked, Detail: "answer"}, false},
	{digest.Asked, journal.Entry{Kind: journal.Asked, Detail: "answer"}, false},
	{digest.Answered, journal.Entry{Kind: journal.Asked, Detail: "answer"}, false},
	{"most/feedback-4g", journal.Entry{Kind: journal.Shown, Aid: "feedback-4g", Detail: "quick"}, false},
	{digest.Helped, journal.Entry{Kind: journal.Outcome, Aid: "feedback-4g", Detail: "helped"}, false},
	{"hard/lastig-klantgesprek", journal.Entry{Kind: journal.Outcome, Aid: "lastig-klantgesprek",
		Detail: "not"}, false},
	{"reason/outdated", journal.Entry{Kind: journal.Reason, Aid: "lastig-klantgesprek", Detail: "outdated"}, false},
	{digest.Valued, journal.Entry{Kind: journal.Rated, Detail: "value", Value: 5}, false},
	{digest.Room, journal.Entry{Kind: journal.Rated, Detail: "room", Value: 5}, false},
	{digest.Saved, journal.Entry{Kind: journal.Rated, Detail: "minutes-50-60", Value: 60}, false},
	{digest.Planned, journal.Entry{Kind: journal.PlanMade}, false},
	{digest.Knew, journal.Entry{Kind: journal.Recalled, Detail: "yes"}, false},
	{digest.Used, journal.Entry{Kind: journal.Applied, Detail: "yes"}, false},
	{digest.Exchanged, journal.Entry{Kind: journal.FeedbackMoved, Detail: "given"}, false},
	{digest.Proposed, journal.Entry{Kind: journal.AidProposed}, false},
	{digest.Reflected, journal.Entry{Kind: journal.Reflected}, false},
	{digest.Factor + "resources", journal.Entry{Kind: journal.FactorReported, Detail: "resources"}, false},
	{digest.Factor + "leadership", journal.Entry{Kind: journal.FactorReported, Detail: "leadership"}, true},
}

// organised makes a data folder of an organisation of which n people of a team of forty did what figures are
// about, and n plus eight what is sensitive; another team has n people.
func organised(t *testing.T, n int) (data string) {
	t.Helper()
	data = t.TempDir()
	db, err := store.Open(filepath.Join(data, "handvat.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var members strings.Builder
	members.WriteString("platform,user,unit\n")
	for i := range 40 + n {
		fmt.Fprintf(&members, "web,u%d,%s\n", i, map[bool]string{true: "desk", false: "field"}[i < 40])
	}
	var r people.Roster
	problems := append(r.Read("units.csv", []byte("unit,name,parent\nservice,Service,\ndesk,Balie,service\n"+
		"field,Buiten,\n")), r.Read("people.csv", []byte(members.String()))...)
	at := time.Now().AddDate(0, 0, -7)
	if err := db.Update(t.Context(), func(tx *store.Tx) error {
		plan, more, err := r.Plan(tx)
		if err != nil || len(problems)+len(more) > 0 {
			t.Fatal(err, problems, more)
		}
		for _, did := range usedBy {
			if did.figure == digest.Asked || did.figure == digest.Answered {
				continue // as for reach
			}
			for p := range n + map[bool]int{true: 8}[did.sensitive] {
				e := did.entry
				e.Time, e.Unit, e.Person = at, "desk", fmt.Sprintf("%016x", p+1)
				if err := journal.Append(tx, e); err != nil {
					return err
				}
			}
		}
		for group := range min(n, journal.Groups) {
			if err := journal.Keep(tx, journal.Question{Day: at, Lang: "nl",
				Outcome: "none", Group: group + 1,
				Text: privacy.Scrubber{}.Scrub("hoe vervang ik de toner van de printer")}); err != nil {
				return err
			}
		}
		c, _, wrong := cases.Parse("", cases.Example(knowledge.Dutch))
		if len(wrong) > 0 {
			t.Fatal(wrong)
		}
		c.ID, c.Team = "terugbellen", "desk"
		c.Plan.Indicators[1].Readings[0].People, c.Plan.Indicators[1].Isolation.Estimate.Answered = n, n
		if _, err := cases.Save(tx, c, cases.ByFile, at); err != nil {
			return err
		}
		return plan.Apply(tx, at)
	}); err != nil {
		t.Fatal(err)
	}
	return data
}

// prints returns what a command of the program prints, whether it works or not.
func prints(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	run(t.Context(), args, stdio{strings.NewReader(""), &out, &errs})
	return out.String() + errs.String()
}

// TestEveryCommandKeepsToTheGroup holds that with k = 8, set by serve, no command tells a figure of seven
// people, and each tells it of eight.
func TestEveryCommandKeepsToTheGroup(t *testing.T) {
	config := filepath.Join(t.TempDir(), "handvat.yaml")
	lower := filepath.Join(t.TempDir(), "lower.yaml")
	least := filepath.Join(t.TempDir(), "least.yaml")
	for file, text := range map[string]string{config: "privacy:\n  k: 8\n", lower: "privacy:\n  k: 6\n",
		least: "privacy:\n  k: 3\n"} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for i, n := range []int{7, 8, 7} {
		data := organised(t, n)
		if i == 2 { // the week was worked out, and told, when five were enough
			if weeks := prints(t, "export", "weeks", "--data", data); !strings.Contains(weeks,
				`"figure":"helped","value":7,"level":1`) {
				t.Errorf("of five or more is told\n%s", weeks)
			}
		}
		if s := serve(t, "--data", data, "--config", config); s.stop() != 0 || !strings.Contains(s.logs.String(),
			"privacy.k was 5 en is nu 8: cijfers gaan over 8 of meer mensen. Dat kan niet meer omlaag.") {
			t.Error(s.logs.String())
		}
		weeks := prints(t, "export", "weeks", "--data", data)
		var d digest.Week
		if err := json.Unmarshal([]byte(prints(t, "digest", "--data", data, "--unit", "desk", "--json")),
			&d); err != nil {
			t.Fatal(err)
		}
		if d.K != 8 {
			t.Errorf("the digest says %d", d.K)
		}
		for _, did := range usedBy {
			row := regexp.MustCompile(`"unit":"desk","figure":"` + did.figure + `",[^\n]*`).FindString(weeks)
			told := row != "" && !strings.Contains(row, "withheld")
			if fig, ok := d.Figures[did.figure]; ok {
				if !fig.Withheld != told {
					t.Errorf("%s of %d: the digest tells %v, the export %s", did.figure, n, fig, row)
				}
				if told && fig.People > 0 && fig.People%8 != 0 {
					t.Errorf("%s of %d is told as %d people", did.figure, n, fig.People)
				}
			}
			if told != (n == 8) {
				t.Errorf("%s of %d people: %s", did.figure, n, row)
			}
		}
		for _, c := range []struct {
			name, figure string
			args         []string
		}{
			{"events", `"kind":"plan_made","n":8,"people":8`, []string{"export", "events"}},
			{"a sensitive event", `"kind":"factor_reported","detail":"leadership","n":16,"people":16`,
				[]string{"export", "events"}},
			{"an aid for authors", `"kind": "aid"`, []string{"digest", "--authors", "--json"}},
			{"a topic for authors", `"kind": "topic"`, []string{"digest", "--authors", "--json"}},
			{"use in a report", "Minuten gespaard, gecorrigeerd voor zekerheid: 120 min",
				[]string{"report", "--case", "terugbellen"}},
			{"a reading in a report", "126", []string{"report", "--case", "terugbellen"}},
			{"the size of a unit", `    8  field`, []string{"people", "units"}},
			{"the size of a unit as data", `"people":8`, []string{"people", "units", "--json"}},
		} {
			said := prints(t, append(c.args, "--data", data)...)
			if told := strings.Contains(said, c.figure); told != (n == 8) {
				t.Errorf("%s of %d people: told %v\n%s", c.name, n, told, said)
			}
		}
		for name, c := range map[string]struct {
			says string
			args []string
		}{
			"the papers": {"minstens 8 verschillende mensen", []string{"privacy", "report"}},
			"the digest": {"Groepscijfers van 8 of meer mensen", []string{"digest", "--unit", "desk"}},
			"the list":   {"waar 8 of meer mensen", []string{"digest", "--authors"}},
			"the report": {"groepen van 8 of meer", []string{"report", "--case", "terugbellen"}},
			"a value of seven": {"Een cijfer van 7 mensen wordt niet bewaard: 8 is het minste",
				[]string{"case", "reading", "terugbellen", "tijd", "130", "--people", "7"}},
			"a lower k": {"privacy.k is 6: cijfers gaan over 8 of meer mensen. Dat kan alleen omhoog",
				[]string{"report", "--case", "terugbellen", "--config", lower}},
			"a k that can nowhere be": {"privacy.k is 3: cijfers gaan over 8 of meer mensen. Dat kan alleen omhoog",
				[]string{"privacy", "report", "--config", least}},
			"a lower k, abroad": {"privacy.k is 6: figures are shown of 8 people or more. It can be raised only",
				[]string{"digest", "--unit", "desk", "--lang", "en", "--config", lower}},
		} {
			if said := prints(t, append(c.args, "--data", data)...); !strings.Contains(said, c.says) {
				t.Errorf("%s does not say %q:\n%s", name, c.says, said)
			}
		}
	}
}
