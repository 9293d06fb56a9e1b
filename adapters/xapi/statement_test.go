package xapi

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the golden files anew")

var names = Names{Home: "https://example.org/", Key: []byte("0123456789abcdef")}

// entries are one of every kind that is told, and of those that are not.
func entries() (es []Entry) {
	add := func(kind, detail string, change func(*Entry)) {
		e := Entry{Seq: uint64(len(es) + 1), Time: time.Date(2026, 11, 23, 9, 30, len(es), 250e6, time.UTC), Kind: kind,
			Detail: detail, Person: "00112233aabbccdd",
			Platform: "slack", Lang: "nl", Aid: "feedback-4g", Version: "1.2.0", Moment: "apply",
			Title: "Geef feedback met de 4 G's", Box: "glass"}
		if change != nil {
			change(&e)
		}
		es = append(es, e)
	}
	plain := func(e *Entry) { e.Aid, e.Version, e.Title, e.Box = "", "", "", "" }
	checklist := func(e *Entry) { e.Checklist, e.Aid, e.Title = true, "or-instemming", "Bereid de instemming voor" }
	add("question_asked", "answer", plain)
	add("question_asked", "sensitive", plain)
	add("question_asked", "none", func(e *Entry) { plain(e); e.Person = "" })
	add("answer_shown", "quick", nil)
	add("answer_shown", "all", checklist)
	add("step_shown", "", func(e *Entry) { e.Step = 2 })
	add("item_ticked", "on", func(e *Entry) { checklist(e); e.Step = 3 })
	add("item_ticked", "off", func(e *Entry) { checklist(e); e.Step = 3 })
	add("run_finished", "", nil)
	add("outcome", "helped", nil)
	add("outcome", "partly", nil)
	add("outcome", "odd", nil)
	add("rated", "value", func(e *Entry) { plain(e); e.Value = 4 })
	add("rated", "value", func(e *Entry) { plain(e); e.Value = 9 })
	add("application_reported", "yes", func(e *Entry) { e.Value = 7 })
	add("application_reported", "partly", func(e *Entry) { e.Value = 30 })
	add("application_reported", "failed", func(e *Entry) { e.Value = 30 })
	add("reflection_answered", "", nil)
	add("feedback", "answered", plain)
	add("feedback", "asked", plain)
	add("setting_changed", "pause", plain)
	add("rated", "room", func(e *Entry) { plain(e); e.Value = 4 })
	return es
}

// TestStatements holds what is told to a golden file, and that file to the profile:
// the statements in it were judged by @learninglocker/xapi-validation 3.0.0.
func TestStatements(t *testing.T) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for _, e := range entries() {
		s, ok := names.statement(e)
		if !ok {
			continue
		}
		if err := enc.Encode(s); err != nil {
			t.Fatal(err)
		}
		if again, _ := names.statement(e); again.ID != s.ID {
			t.Errorf("%s has two ids", e.Kind)
		}
	}
	if err := enc.Encode(names.void("11112222-3333-5444-8555-666677778888")); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", "statements.jsonl")
	if *update {
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; run go test with -update and let the peer judge what it writes", err)
	}
	if b.String() != string(want) {
		t.Errorf("statements are\n%s\nwant\n%s", b.String(), want)
	}
	if n := strings.Count(b.String(), "\n"); n != 15 {
		t.Errorf("%d statements are told", n)
	}
	for _, bad := range []string{"00112233aabbccdd", "sensitive", "response", "mbox", `"name":""`} {
		if strings.Contains(b.String(), bad) {
			t.Errorf("a statement holds %q", bad)
		}
	}
}

// TestTheProfileDocumentsEverything holds that every name of our own is in the profile,
// and that nothing else is.
func TestTheProfileDocumentsEverything(t *testing.T) {
	var profile struct {
		ID       string
		Concepts []struct{ ID, Type, InScheme string }
	}
	if err := json.Unmarshal(Profile, &profile); err != nil || profile.ID != own {
		t.Fatalf("%s, %v", profile.ID, err)
	}
	documented := map[string]bool{}
	for _, c := range profile.Concepts {
		documented[c.ID] = true
	}
	text, err := os.ReadFile(filepath.Join("testdata", "statements.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, name := range regexp.MustCompile(regexp.QuoteMeta(own)+`/[a-z/-]+`).FindAllString(string(text), -1) {
		if used[name] = true; !documented[name] {
			t.Errorf("%s is not in the profile", name)
		}
	}
	for name := range documented {
		if !used[name] {
			t.Errorf("%s is in the profile, and no statement has it", name)
		}
	}
}

func TestNamesLeadNowhere(t *testing.T) {
	other := Names{Home: names.Home, Key: []byte("fedcba9876543210")}
	e := entries()[0]
	later := e
	later.Time = later.Time.Add(time.Millisecond)
	if names.Actor(e.Person) == other.Actor(e.Person) || names.Statement(e) == other.Statement(e) ||
		names.Statement(e) == names.Statement(later) {
		t.Error("names do not follow from the key and the entry")
	}
	uuid := regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	if !uuid.MatchString(names.Statement(e)) {
		t.Errorf("%s is no UUID of version 5", names.Statement(e))
	}
	for _, bad := range []Names{{Home: "http://example.org", Key: names.Key},
		{Home: "https://example.org", Key: []byte("short")}, {Key: names.Key}} {
		if bad.check() == nil {
			t.Errorf("%+v is accepted", bad)
		}
	}
}
