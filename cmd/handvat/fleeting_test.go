package main

import (
	"bytes"
	"path/filepath"
	"slices"
	"testing"

	"github.com/handvat/handvat/knowledge/store"
)

// TestPrivateTextIsKeptOnce follows private texts through a whole program: after they were
// written, shown, listed and exported on the page, each stands in its own part of the
// database alone, and so it is in a backup.
func TestPrivateTextIsKeptOnce(t *testing.T) {
	data := t.TempDir()
	s := serve(t, "--data", data)
	v := newVisitor(t, s.url)
	const reflected, goal = "kraanvogelgoudfolie", "waterjufferzilver"
	v.say("hoi")
	v.press("reflection/write lastig-klantgesprek/1")
	v.say("Wat werkte was " + reflected)
	v.say("mijn reflecties")
	v.sees(reflected)
	v.say("maak een plan")
	v.say("doel: " + goal + "; als: er een klant belt; dan: vat ik samen; steun: niemand; datum: over 2 weken")
	v.say("mijn plannen")
	v.sees(goal)
	v.say("maak een plan")
	v.say("doel: nog een; als: er een klant mailt; dan: bel ik; steun: niemand; datum: over 2 weken")
	v.say("mijn plannen")
	v.sees(goal)
	v.say("exporteer")
	if status := s.stop(); status != 0 {
		t.Fatalf("serve ended with %d: %s", status, s.logs.String())
	}
	backup, other := filepath.Join(t.TempDir(), "copy.tar.gz"), t.TempDir()
	command(t, 0, "backup", "--data", data, backup)
	command(t, 0, "restore", "--data", other, backup)
	copied := filepath.Join(other, "handvat.db")
	for _, file := range []string{filepath.Join(data, "handvat.db"), copied} {
		for text, want := range map[string]string{reflected: "reflect.text", goal: "plans.own"} {
			if in := holding(t, file, text); !slices.Equal(in, []string{want}) {
				t.Errorf("%s: %s stands in %q", filepath.Base(file), text, in)
			}
		}
	}

	s = serve(t, "--data", data) // it can be asked for again
	v.url = s.url
	v.say("mijn reflecties")
	v.sees(reflected)
}

// holding returns the buckets of a database in which a text stands.
func holding(t *testing.T, file, text string) (in []string) {
	t.Helper()
	db, err := store.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.View(t.Context(), func(tx *store.Tx) error {
		for b := range tx.Buckets() {
			for k, row := range tx.Scan(b, nil, nil) {
				if bytes.Contains(k, []byte(text)) || bytes.Contains(row, []byte(text)) {
					in = append(in, b)
					break
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return in
}
