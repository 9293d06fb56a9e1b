package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
)

// trains registers that people finished a training on a day.
func (w *world) trains(by, title string, day time.Time, names []string) {
	for some := range slices.Chunk(names, chat.MaxPeople) {
		e := chat.Event{Kind: chat.Filled, Action: dialog.Do("training/save"),
			From:   chat.Person{Platform: "web", ID: by, Name: by},
			Fields: map[string]string{"answer": title, "answer2": day.Format("02-01-2006")}}
		for _, who := range some {
			e.People = append(e.People, chat.Person{Platform: "web", ID: who, Name: who})
		}
		w.hears(e)
	}
}

// year plays a year in which some people, of whom attackers know all but one, do much in the second week of each
// quarter; that one, who, only in the first. There are two trainings, the second of everybody but "p0", who deletes
// their data after half a year. It returns what attackers see, who look each week, with the exports of each quarter.
func year(t *testing.T, who string) []string {
	t.Helper()
	w := enter(t)
	day := w.Now.AddDate(0, 0, -28)
	w.begin()
	w.trains("dir", "Veilig duwen", day, slices.DeleteFunc(everybody(), func(s string) bool { return s == "p0" }))
	all := deeds(day.Format(time.DateOnly))
	all["answers the other training"] = func(w *world, who string) string {
		return w.press(who, dialog.Do("training/used", "2/"+day.Format(time.DateOnly)+"/30/failed")).Text
	}
	puppets := append([]string{"p3", "p4", "p5", "p6"}, everybody()[counted["balie"]+counted["planning"]:][:12]...)
	weeks := 52
	if raceEnabled {
		weeks = 16
	}
	for week := range weeks {
		if week%13 == 2 {
			does := slices.Clone(puppets)
			if week == 2 {
				does = append(does, who)
			}
			for _, deed := range []string{"asks", "is not helped", "is helped", "reports what blocks",
				"reports what helps", "answers the training", "answers the other training"} {
				if strings.HasPrefix(deed, "answers") && week > 2 {
					continue
				}
				for _, one := range does {
					all[deed](w, one)
				}
			}
		}
		if week == min(26, weeks-6) {
			if said := all["deletes their data"](w, "p0"); !strings.Contains(said, "verwijderd") {
				t.Fatal(said)
			}
		}
		if w.pass(7); week%13 > 1 && week%13 < 6 || week == min(27, weeks-5) {
			w.look()
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"export", "weeks"}, {"export", "events"}, {"aids", "phrasings"},
		{"report", "--quarter", "2026-Q1"}, {"report", "--quarter", "2026-Q2"}, {"report", "--case", "terugbellen"}} {
		var out, errs bytes.Buffer
		std := stdio{strings.NewReader(""), &out, &errs}
		if args[0] == "export" {
			args = append(args, "--accept-clock")
		}
		run(t.Context(), append(args, "--data", w.data), std)
		w.seen = append(w.seen, strings.Join(args, " ")+":\n"+out.String()+errs.String())
	}
	return w.seen
}

// TestAYearTellsNotWho plays a year twice, and holds that attackers see the same whoever of two people did what is told
// of five or more, also once one of the two deleted their data, and beside a training that this one was not in.
func TestAYearTellsNotWho(t *testing.T) {
	seen := make([][]string, 2)
	t.Run("years", func(t *testing.T) {
		for i, who := range []string{"p0", "p1"} {
			t.Run(who, func(t *testing.T) {
				t.Parallel()
				seen[i] = year(t, who)
			})
		}
	})
	if d := cmp.Diff(seen[0], seen[1]); d != "" {
		t.Errorf("it is seen who it was (-p0 +p1):\n%s", d)
	}
	for _, told := range []string{`"unit":"planning","figure":"factor/resources","value":5`, "minstens 5 mensen",
		"minstens 15 mensen antwoordden"} { // they are told something
		if !slices.ContainsFunc(seen[0], func(s string) bool { return strings.Contains(s, told) }) {
			t.Errorf("nobody is told %s", told)
		}
	}
}
