package main

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/stage"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

var updateRights = flag.Bool("update-rights", false, "write testdata/rights.golden anew")

// The columns of the matrix: who somebody is.
var (
	// On the roster there is.
	listed = []string{"employee", "author", "manager", "sponsor", "works-council", "admin"}
	// Where there is a roster, and guests are let in.
	unlisted = []string{"unlisted", "guest"}
	// Where neither is so.
	elsewhere = []string{"colleague", "outsider"}
)

// seen is the column of who sees what comes of it in a channel.
const seen = "in a channel"

// TestRights holds who may do what: every act of every skill is pressed and every command is typed, as everybody
// there can be, and what the bot answered is held in testdata/rights.golden: "yes" where it did something, "-" where
// it said who may, "away" where it said that it is not for guests. What falls due is pressed as well, and is "gone",
// whoever does it. The last column is who sees what an employee, an author or a manager gets who does it in a channel:
// "all", or they "alone".
func TestRights(t *testing.T) {
	var all []dialog.Skill
	look := func(c *bot.Config) {
		c.Skills = append(skills(), dialog.Skill{Name: "look",
			Jobs: map[string]dialog.Func{"look": func(t *dialog.Turn, _ string) (chat.Reply, error) {
				all = t.Skills
				return chat.Reply{}, nil
			}}})
	}
	with := tell(t, func(c *bot.Config) { look(c); c.Guests = true })
	if _, err := with.Advance(t.Context()); err != nil {
		t.Fatal(err)
	}
	tries := triesOf(all)
	if len(all) < 20 || len(tries) < 200 {
		t.Fatalf("%d skills and %d acts and commands: those are not all", len(all), len(tries))
	}
	with.list(2 * len(tries)) // each of them does one thing, alone or in a channel
	without := tell(t, look)
	got := map[string]map[string]string{}
	for i, try := range tries {
		got[try.name] = map[string]string{}
		for _, who := range slices.Concat(listed, unlisted) {
			got[try.name][who] = with.tries(who, i, try)
		}
		for _, who := range elsewhere {
			got[try.name][who] = without.tries(who, i, try)
		}
		got[try.name][seen] = with.shown(i+len(tries), try)
	}
	for i, try := range tries { // a command is for the same people in both languages
		if i > 0 && try.does != "" && try.does == tries[i-1].does && !maps.Equal(got[try.name], got[tries[i-1].name]) {
			t.Errorf("%s: %v, and %s: %v", try.name, got[try.name], tries[i-1].name, got[tries[i-1].name])
		}
	}
	holdRights(t, matrixOf(tries, got))
}

// A try is one thing that somebody does, and what it is called in the matrix.
type try struct {
	name  string
	does  string // the command that is typed; empty if none is
	event chat.Event
	never bool // nobody may, whoever they are
}

// triesOf are all acts pressed, all commands typed in both languages, and all that comes due pressed.
func triesOf(all []dialog.Skill) (tries []try) {
	for _, s := range all {
		for _, act := range slices.Sorted(maps.Keys(s.Acts)) {
			verb := dialog.Verb(s.Name, act)
			tries = append(tries, try{name: fmt.Sprintf("press %s (%s)", verb, s.Acts[act].Right),
				event: pressing(verb)})
		}
		for _, name := range s.Commands {
			for _, lang := range []string{"nl", "en"} {
				words := s.Texts.Common(lang).Commands[name][0]
				if strings.HasSuffix(name, ":") {
					words += ": iets"
				}
				typed := try{name: "type " + words, does: s.Name + "/" + name,
					event: chat.Event{Kind: chat.Said, Text: words, Locale: lang}}
				if lang == "nl" || words != s.Texts.Common("nl").Commands[name][0] {
					tries = append(tries, typed)
				}
			}
		}
		if s.Name == "look" {
			continue
		}
		for _, does := range []map[string]dialog.Func{s.Due, s.Jobs} {
			for _, name := range slices.Sorted(maps.Keys(does)) {
				if _, also := s.Acts[name]; !also {
					verb := dialog.Verb(s.Name, name)
					tries = append(tries, try{name: "press " + verb + " (falls due)",
						event: pressing(verb), never: true})
				}
			}
		}
	}
	return tries
}

func pressing(verb string) chat.Event {
	return chat.Event{Kind: chat.Pressed, Action: chat.Action{Verb: verb}}
}

// list makes a roster of n people of each kind on each of the platforms, so that nothing that one does changes
// what the next may.
func (s *told) list(n int) {
	s.t.Helper()
	var units, rows strings.Builder
	units.WriteString("unit,name\nbalie,De balie\n")
	rows.WriteString("platform,user,unit,roles,manager-of\n")
	for _, who := range listed {
		leads := ""
		if who == "manager" {
			leads = "balie"
		}
		for i := range n {
			for _, platform := range talking {
				fmt.Fprintf(&rows, "%s,%s-%d,balie,%s,%s\n", platform, who, i, who, leads)
			}
		}
	}
	var r people.Roster
	problems := append(r.Read("units.csv", []byte(units.String())), r.Read("people.csv", []byte(rows.String()))...)
	if len(problems) == 0 {
		var err error
		if problems, err = s.List(s.t.Context(), &r); err != nil {
			s.t.Fatal(err)
		}
	}
	for _, p := range problems {
		s.t.Error(p.String("en"))
	}
}

// tries has the i-th person of a kind do something on each platform, and tells how the bot took it.
func (s *told) tries(who string, i int, try try) (took string) {
	s.t.Helper()
	for _, platform := range talking {
		e := try.event
		e.From = chat.Person{Platform: platform, ID: fmt.Sprintf("%s-%d", who, i),
			Guest: who == "guest" || who == "outsider"}
		here := s.took(who, e, try)
		if took = cmp.Or(took, here); here != took {
			s.t.Errorf("%s of %s: %s on %s, and %s on %s", try.name, who, here, platform, took, talking[0])
		}
	}
	return took
}

// took tells how the bot takes an event of somebody of a kind.
func (s *told) took(who string, e chat.Event, try try) string {
	s.t.Helper()
	said := s.hears(e).Text
	w := dialog.In(cmp.Or(e.Locale, "nl"))
	switch {
	case strings.HasPrefix(said, "Er ging iets mis") || strings.HasPrefix(said, "Something went wrong"):
		s.t.Errorf("%s of %s fails: %s", try.name, who, said)
	case said == w.Gone && try.never:
		return "gone"
	case try.never && who != "outsider":
		s.t.Errorf("%s is let through for %s: %s", try.name, who, said)
	case s.refuses(w)[said]:
		return "-"
	case strings.Contains(said, "als gast hoor je"), strings.Contains(said, "as a guest"):
		return "away"
	case said == "":
		s.t.Errorf("%s: nothing is said to %s", try.name, who)
	}
	return "yes"
}

// refuses returns each way to say in a language that something is for others, by the table of rights. Colleagues are
// named only where there is no roster.
func (s *told) refuses(w *dialog.Words) map[string]bool {
	says := map[string]bool{}
	s.read(func(tx *store.Tx) error {
		roster := people.HasRoster(tx)
		for _, right := range people.Rights() {
			var who []string
			for _, r := range people.Everybody() {
				if people.ScopeOf(r, right) != people.Nowhere && !(roster && r == people.Colleague) {
					who = append(who, w.Roles[string(r)])
				}
			}
			says[w.Refused.With(w.Listed(who))] = true
		}
		return nil
	})
	return says
}

// shown has the i-th employee, author and manager do something in a channel, and tells who
// sees what the bot says there. Acts are filled in, so that those pass too that only who has the card may press.
func (s *told) shown(i int, try try) string {
	s.t.Helper()
	shown := "alone"
	for j, who := range []string{"employee", "author", "manager"} {
		e := try.event
		if e.Kind == chat.Pressed {
			e.Kind = chat.Filled
		}
		s.events++
		e.ID, e.Locale = fmt.Sprint("e", s.events), cmp.Or(e.Locale, "nl")
		e.From = chat.Person{Platform: talking[i%len(talking)], ID: fmt.Sprintf("%s-%d", who, i)}
		e.In = chat.Place{Platform: e.From.Platform, Channel: fmt.Sprintf("C%d-%d", i, j)}
		sent, err := s.Tell(s.t.Context(), e)
		if err != nil {
			s.t.Fatal(err)
		}
		if slices.ContainsFunc(sent, func(m stage.Message) bool { return m.To == e.In && !m.Reply.Private }) {
			shown = "all"
		}
	}
	return shown
}

// matrixOf writes a line for each act and command, and a column for everybody.
func matrixOf(tries []try, got map[string]map[string]string) string {
	var b strings.Builder
	widest := len(slices.MaxFunc(tries, func(x, y try) int { return cmp.Compare(len(x.name), len(y.name)) }).name)
	everybody := append(slices.Concat(listed, unlisted, elsewhere), seen)
	line := func(name string, cell func(who string) string) {
		row := fmt.Sprintf("%-*s", widest, name)
		for _, who := range everybody {
			row += fmt.Sprintf("  %-*s", len(who), cell(who))
		}
		b.WriteString(strings.TrimRight(row, " ") + "\n")
	}
	line("", func(who string) string { return who })
	for _, try := range tries {
		line(try.name, func(who string) string { return got[try.name][who] })
	}
	return b.String()
}

// holdRights compares the matrix with the one that is held.
func holdRights(t *testing.T, got string) {
	t.Helper()
	const golden = "testdata/rights.golden"
	if *updateRights {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := gocmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); d != "" {
		t.Errorf("who may do what is not what it was (-was +is); if that is meant, run with -update-rights:\n%s", d)
	}
}
