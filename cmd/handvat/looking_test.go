package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"go.etcd.io/bbolt"
)

// looks are the commands that open what is kept to tell of it, or to show what they would change.
var looks = []string{
	"aids phrasings", "audit", "backup $BACKUP", "case import $CASE", "case import-kpi $VALUES", "case list",
	"case show terugbellen", "digest --authors", "digest --unit balie", "doctor", "doctor --deep", "export events",
	"export weeks", "people import $PEOPLE", "people units", "privacy report", "report --case terugbellen",
	"report --quarter 2026-Q4",
}

// works are the other commands with a data folder: they talk with people, change what is kept, or make a folder.
var works = []string{"ask", "case reading", "chat", "play", "restore", "serve", "simulate", "training import"}

// mayCount reports whether a command may write a bucket: one that tells figures counts the journal up to now, and keeps
// what it worked out of a week that is over, so that the same is told of it ever after.
func mayCount(words, bucket string) bool {
	verb, _, _ := strings.Cut(words, " ")
	weeks := []string{"weekly.done", "weekly.facts", "weekly.list", "weekly.rest"}
	if words == "export events" {
		weeks = []string{"weekly.event"}
	}
	return slices.Contains([]string{"digest", "export", "report"}, verb) &&
		(strings.HasPrefix(bucket, "tally.") || slices.Contains(weeks, bucket))
}

// TestLookingChangesNothing plays an organisation whose campaign has a message to plan, changes an aid beside it and
// lets a day pass; and holds that what only looks leaves every row as it is: no campaign goes on, nothing is planned
// or tended, no version is noted.
func TestLookingChangesNothing(t *testing.T) {
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	in := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	list, talk := "platform,user,unit,roles,manager-of\nweb,lena,balie,author,balie\n", ""
	for i := range 9 {
		list += fmt.Sprintf("web,p%d,balie,,\n", i)
		talk += fmt.Sprintf("> p%d: hoe geef ik feedback?\n> p%d: [Ja]\n", i, i)
	}
	people := in("people.csv", list)
	command(t, 0, "play", "--data", data, in("played.txt", "---\nroster: people.csv\n---\n"+talk+
		"> lena: campagnes\n> lena: [Start]\n> lena: [Start]\n@ +7d\n"+talk))
	terugbellen, err := os.ReadFile("testdata/rows/terugbellen.yaml")
	if err != nil {
		t.Fatal(err)
	}
	c := in("case.yaml", string(terugbellen))
	command(t, 0, "case", "import", c, "--apply", "--data", data)
	until, _ := simulatedUntil(data)
	if err := markSimulated(data, until.Add(26*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(data, "library"), os.DirFS(ownLibrary(t))); err != nil {
		t.Fatal(err)
	}
	given := map[string]string{"BACKUP": filepath.Join(dir, "backup.tar.gz"), "PEOPLE": people,
		"CASE":   in("changed.yaml", strings.Replace(string(terugbellen), "24 uur", "8 uur", 1)),
		"VALUES": in("values.csv", "case,indicator,date,value\nterugbellen,op-tijd,2026-11-30,70\n")}
	for _, words := range looks {
		args := strings.Fields(os.Expand(words, func(name string) string { return given[name] }))
		before := rows(t, data)
		command(t, 0, append(args, "--data", data)...)
		after := rows(t, data)
		for bucket := range after {
			if !maps.Equal(before[bucket], after[bucket]) && !mayCount(words, bucket) {
				t.Errorf("handvat %s changes %s", words, bucket)
			}
		}
		for bucket := range before {
			if after[bucket] == nil {
				t.Errorf("handvat %s removes %s", words, bucket)
			}
		}
	}
}

// TestLookingRaisesNoGroup holds that what only looks goes by the larger of the smallest group that is set and the one
// that holds, and keeps nothing of it; that serve alone sets it, and says so; and that a group that is larger than the
// roster is not set, for it can never be lowered.
func TestLookingRaisesNoGroup(t *testing.T) {
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	play := "---\nroster: |\n  platform,user,unit,roles,manager-of\n  web,lena,balie,author,balie\n"
	for i := range 20 {
		play += fmt.Sprintf("  web,p%d,balie,,\n", i)
	}
	play += "---\n> p1: hoe geef ik feedback?\n@ +7d\n"
	command(t, 0, "play", "--data", data, writeFile(t, "played.txt", play))
	set := func(k int) string { return writeFile(t, "c.yaml", fmt.Sprintf("privacy:\n  k: %d\n", k)) }
	before := rows(t, data)
	for _, look := range []struct{ words, says string }{
		{"digest --unit balie", "Groepscijfers van 12 of meer mensen"},
		{"digest --authors --lang en", "12 people or more"},
		{"export weeks", ""}, {"export events", ""}, {"report --quarter 2026-Q4", "groepen van 12 of meer"},
		{"privacy report", "minstens 12 verschillende mensen"}, {"doctor", ""},
	} {
		args := append(strings.Fields(look.words), "--data", data, "--config", set(12))
		if said := command(t, 0, args...); !strings.Contains(said, look.says) {
			t.Errorf("handvat %s does not say %q: %s", look.words, look.says, said)
		}
		if after := rows(t, data); !maps.EqualFunc(before, after, maps.Equal[map[string]string, map[string]string]) {
			t.Fatalf("handvat %s changes what is kept", look.words)
		}
	}
	for k, says := range map[int]string{
		4000: "privacy.k is 4000, en meer dan 100 kan niet",
		22:   "privacy.k is 22, en op de lijst staan 21 mensen",
	} {
		s, ended := tryServe(t, "--data", data, "--config", set(k))
		if !ended || !strings.Contains(s.logs.String(), says) {
			t.Errorf("k %d: %s", k, s.logs.String())
		}
	}
	const said = "privacy.k was 5 en is nu 12: cijfers gaan over 12 of meer mensen. Dat kan niet meer omlaag."
	for _, told := range []bool{true, false} {
		s := serve(t, "--data", data, "--config", set(12))
		s.stop()
		if strings.Contains(s.logs.String(), said) != told {
			t.Errorf("told is %v: %s", !told, s.logs.String())
		}
	}
	if said := prints(t, "doctor", "--lang=en", "--data", data, "--config", set(3)); !strings.Contains(said,
		"12 people or more") {
		t.Error(said)
	}
}

// TestAPlayedFolderKeepsItsTime talks in a folder that was played, serves it and works in it, and holds that its clock
// is trusted each time.
func TestAPlayedFolderKeepsItsTime(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	command(t, 0, "play", "--data", data, writeFile(t, "played.txt", "> ada: hoe geef ik feedback?\n@ +7d\n"))
	for _, words := range []string{"chat", "serve", "ask --starter feedback", "doctor --deep", "audit", "chat"} {
		if words == "serve" {
			s := serve(t, "--data", data)
			s.stop()
			if says := s.logs.String(); strings.Contains(says, "clock") {
				t.Error(says)
			}
		} else {
			command(t, 0, append(strings.Fields(words), "--data", data)...)
		}
		if says := command(t, 0, "doctor", "--lang=en", "--data", data); !strings.Contains(says,
			"It says 30 November 2026 1") ||
			!strings.Contains(says, "and is trusted.") {
			t.Errorf("after %s: %s", words, says)
		}
	}
}

// TestEveryDataFolderIsLookedAt holds that no command with a data folder is left out above.
func TestEveryDataFolderIsLookedAt(t *testing.T) {
	parser, err := kong.New(&commands{}, kong.Name("handvat"))
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, leaf := range parser.Model.Leaves(false) {
		name := strings.TrimPrefix(leaf.Path(), "handvat ")
		if !slices.ContainsFunc(leaf.Flags, func(f *kong.Flag) bool { return f.Name == "data" }) {
			continue
		}
		found++
		if !slices.Contains(works, name) && !slices.ContainsFunc(looks, func(words string) bool {
			return words == name || strings.HasPrefix(words, name+" ")
		}) {
			t.Errorf("handvat %s opens a data folder: does it only look?", name)
		}
	}
	if found < len(works) {
		t.Errorf("only %d commands have a data folder", found)
	}
}

// rows are all rows of a database, by bucket and key.
func rows(t *testing.T, data string) map[string]map[string]string {
	t.Helper()
	db, err := bbolt.Open(filepath.Join(data, "handvat.db"), 0o600, &bbolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	all := map[string]map[string]string{}
	if err := db.View(func(tx *bbolt.Tx) error {
		return tx.ForEach(func(name []byte, b *bbolt.Bucket) error {
			all[string(name)] = map[string]string{"": fmt.Sprint(b.Sequence())}
			return b.ForEach(func(k, v []byte) error { all[string(name)][string(k)] = string(v); return nil })
		})
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

// TestAStartThatFailsRaisesNoGroup holds that the smallest group is set by a serve that starts, and is in the audit log
// of a new folder then; one whose other settings are wrong sets none.
func TestAStartThatFailsRaisesNoGroup(t *testing.T) {
	data := t.TempDir()
	wrong := writeFile(t, "wrong.yaml", "privacy: {k: 60}\nmail: {host: localhost}\n")
	if s, ended := tryServe(t, "--data", data, "--config", wrong); !ended || strings.Contains(s.logs.String(), "60") {
		t.Errorf("ended is %v: %s", ended, s.logs.String())
	}
	s := serve(t, "--data", data, "--config", writeFile(t, "right.yaml", "privacy: {k: 8}\n"))
	s.stop()
	said := prints(t, "privacy", "report", "--data", data)
	if !strings.Contains(said, "minder dan 8 mensen") || strings.Contains(said, "60 mensen") {
		t.Error(said)
	}
}
