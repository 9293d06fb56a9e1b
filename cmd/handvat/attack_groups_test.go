package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// A gathering is a world with campaigns and scans for units that lie in one another: all, the field, the field with one
// person beside it, and that person alone.
type gathering struct {
	*world
	lang string
}

// crowds are the audiences, by the name of their campaign and their scan.
var crowds = map[string]string{"all": "alles", "field": "veld", "more": "veld, solo", "one": "solo"}

// gather makes a world of one language and one k, in which everybody greeted.
func gather(t *testing.T, lang string, k int) *gathering {
	t.Helper()
	dir := t.TempDir()
	for name, units := range crowds {
		text := func(s string) string { return fmt.Sprintf("{nl: %q, en: %q}", s+" "+name, s+" "+name) }
		head := fmt.Sprintf("id: %s\ntitle: %s\npurpose: %s\nresponsible: ld-team\naudience: {units: [%s]}\n",
			name, text("reeks"), text("waarom"), units)
		for folder, rest := range map[string]string{
			"campaigns": fmt.Sprintf("rhythm: {days: [tue, wed, thu]}\nstop: {when: never, weeks: 3}\nsteps:\n"+
				"  - {after: 0, text: %s}\n  - {after: 7, text: %s}\n", text("een"), text("twee")),
			"scans": fmt.Sprintf("days: 5\nquestions:\n  - {text: %s, scale: true}\n"+
				"  - {text: %s, answers: [%s, %s, %s]}\n", text("schaal"), text("keuze"),
				text("a"), text("b"), text("c")),
		} {
			file := filepath.Join(dir, folder, name+".yaml")
			if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(head+rest), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	c := &gathering{enterWith(t, libraryFlags{Starter: true, Library: []string{dir}}), lang}
	if err := c.House.DB.Update(t.Context(), func(tx *store.Tx) error { return privacy.Raise(tx, k) }); err != nil {
		t.Fatal(err)
	}
	c.lists("solo")
	for _, who := range append(everybody(), "max", "pia", "dir", "lena", "spo") {
		c.say(who, map[string]string{"nl": "hoi, wat kun je?", "en": "hello, what can you do?"}[lang])
		c.say(who, map[string]string{"nl": "taal: nederlands", "en": "language: english"}[lang])
	}
	return c
}

// lists takes over a roster on which v0 is in a unit.
func (c *gathering) lists(unit string) {
	c.t.Helper()
	members := "platform,user,unit,roles,manager-of\nweb,max,balie,,balie\nweb,pia,planning,,planning\n" +
		"web,dir,alles,,alles\nweb,lena,veld,author,\nweb,spo,veld,sponsor,\n"
	for _, who := range everybody() {
		in := map[byte]string{'b': "balie", 'p': "planning", 'v': "veld"}[who[0]]
		if who == "v0" {
			in = unit
		}
		members += fmt.Sprintf("web,%s,%s,,\n", who, in)
	}
	var r people.Roster
	problems := append(r.Read("units.csv", []byte("unit,name,parent\nalles,Alles,\nbalie,Balie,alles\n"+
		"planning,Planning,alles\nveld,Veld,alles\nsolo,Solo,alles\n")), r.Read("people.csv", []byte(members))...)
	more, err := c.List(c.t.Context(), &r)
	if err != nil || len(problems)+len(more) > 0 {
		c.t.Fatal(err, problems, more)
	}
}

// peek has who leads a team and an author read all of campaigns, scans and cases, what the author is kept of included.
func (c *gathering) peek() {
	for _, a := range []string{"lena", "dir", "max"} {
		for _, says := range []string{"campagnes", "scans", "weekbericht", "mijn casussen", "wat weet je van mij"} {
			c.see(a+" says "+says, c.say(a, says))
		}
		for name := range crowds {
			for _, verb := range []string{"campaign/show", "campaign/start", "scan/show", "scan/start"} {
				c.see(a+" presses "+verb+" "+name, c.press(a, dialog.Do(verb, name)))
			}
		}
		for _, verb := range []string{"show", "report", "asked", "history", "add"} {
			c.see(a+" presses casework/"+verb, c.press(a, dialog.Do("casework/"+verb, "terugbellen")))
		}
		c.see(a+" exports", c.press(a, dialog.Do("mydata/export")))
	}
	slices.Sort(c.seen[len(c.seen)-3*(5+4*len(crowds)+6):])
}

// commands keeps what an administrator is told by commands.
func (c *gathering) commands() {
	c.t.Helper()
	if err := c.Close(); err != nil {
		c.t.Fatal(err)
	}
	for _, args := range [][]string{{"export", "weeks", "--accept-clock"}, {"export", "events", "--accept-clock"},
		{"report", "--case", "terugbellen", "--accept-clock"}, {"report", "--quarter", "2026-Q1", "--accept-clock"},
		{"case", "list"}, {"case", "show", "terugbellen"}, {"people", "units"}, {"privacy", "report"}} {
		var out, errs bytes.Buffer
		run(c.t.Context(), append(args, "--data", c.data), stdio{strings.NewReader(""), &out, &errs})
		c.seen = append(c.seen, strings.Join(args, " ")+":\n"+out.String()+errs.String())
	}
}

// reacts plays weeks in which campaigns and scans go to all crowds, many of the field react, and the victim does what
// victim says after the messages arrived; attackers read everything on several days.
func reacts(t *testing.T, lang string, k int, victim func(c *gathering)) []string {
	t.Helper()
	c := gather(t, lang, k)
	for _, name := range []string{"one", "field", "all"} {
		c.see("starts "+name, c.press("lena", dialog.Do("campaign/go", name)))
		c.see("scans "+name, c.press("lena", dialog.Do("scan/go", name)))
	}
	for day := range 4 {
		c.pass(1)
		if day == 2 {
			for i := range k + 2 { // so that one more or less is within a group of k
				who := member("veld", i+1)
				c.press(who, dialog.Do("campaign/useful", "field", 0))
				c.press(who, dialog.Do("campaign/useful", "all", 0))
				answersScans(c, who, i%2*4, i%2)
			}
			victim(c)
		}
		if day > 1 {
			c.peek()
		}
	}
	c.pass(3)
	for _, name := range []string{"one", "field", "all"} {
		c.see("ends "+name, c.press("lena", dialog.Do("campaign/end", name)))
		c.see("again "+name, c.press("lena", dialog.Do("campaign/go", name)))
	}
	c.peek()
	c.pass(8)
	c.peek()
	c.commands()
	for i := range c.seen {
		c.seen[i] = events.ReplaceAllString(c.seen[i], "…")
	}
	return c.seen
}

// events are numbers of what many did, rounded to five or more; one thing more may take them over the next.
var events = regexp.MustCompile(`(ruim|over) \d+ (gebeurtenissen|events)|"n":\d+`)

// answersScans has somebody answer all scans.
func answersScans(c *gathering, who string, scale, choice int) {
	for _, scan := range []string{"field", "all"} {
		c.press(who, dialog.Do("scan/answer", scan, 0, scale))
		c.press(who, dialog.Do("scan/answer", scan, 1, choice))
	}
}

// TestACrowdTellsOfNobody plays houses which differ in what one person did, who is the only one in a unit, or in a team
// of five, or one of those of whom figures are told; and holds that attackers see the same in all.
func TestACrowdTellsOfNobody(t *testing.T) {
	t.Parallel()
	says := func(nl, en string) func(*gathering, string) {
		return func(c *gathering, who string) { c.say(who, map[string]string{"nl": nl, "en": en}[c.lang]) }
	}
	press := func(verb string) func(*gathering, string) {
		return func(c *gathering, who string) {
			for _, name := range []string{"one", "field", "all"} {
				c.press(who, dialog.Do("campaign/"+verb, name, 0))
			}
		}
	}
	choose := func(scale, choice int) func(*gathering, string) {
		return func(c *gathering, who string) { answersScans(c, who, scale, choice) }
	}
	for lang, k := range map[string]int{"nl": 5, "en": 8} {
		t.Run(lang, func(t *testing.T) {
			without := reacts(t, lang, k, func(*gathering) {})
			for _, did := range []struct {
				who  string
				does []func(*gathering, string)
			}{
				{"v0", []func(*gathering, string){press("leave")}},
				{"v0", []func(*gathering, string){says("pauze", "pause")}},
				{"v19", []func(*gathering, string){choose(0, 0), press("useful")}},
				{"v19", []func(*gathering, string){choose(4, 2)}},
			} {
				with := reacts(t, lang, k, func(c *gathering) {
					for _, do := range did.does {
						do(c, did.who)
					}
				})
				if d := cmp.Diff(without, with); d != "" {
					t.Errorf("what %s did is seen (-nothing +did):\n%.3000s", did.who, d)
				}
			}
		})
	}
}
