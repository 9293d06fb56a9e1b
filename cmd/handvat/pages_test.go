package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"
)

// TestDamagedPagesAreTold flips bytes in pages of the database of a program that was used, with fixed seeds, and runs
// the program over it. It is refused with what to do, or it serves: who asks gets an answer or is told that there is
// none, doctor tells what is damaged, a backup is whole or refused, and the program ends as it should.
func TestDamagedPagesAreTold(t *testing.T) {
	data := t.TempDir()
	s := serve(t, "--data", data)
	v := newVisitor(t, s.url)
	for _, said := range []string{"hoe geef ik feedback?", "ja", "maak een plan",
		"hoe voer ik een lastig gesprek?", "nee"} {
		v.say(said)
	}
	s.stop()
	text, err := os.ReadFile(filepath.Join(data, "handvat.db"))
	if err != nil {
		t.Fatal(err)
	}
	used := usedPages(t, filepath.Join(data, "handvat.db"))
	refused, told, seeds := 0, 0, uint64(deaths())
	for seed := uint64(0); seed < seeds || refused+told < 2 && seed < 10*seeds; seed++ { // some pages are hardly in use
		r := rand.New(rand.NewPCG(seed, 12))
		bad, at := bytes.Clone(text), used[r.IntN(len(used))]*4096
		within := 4096
		if seed%2 == 1 {
			within = 24 // the head of the page and where its first row lies
		}
		for range 1 + r.IntN(20) {
			bad[at+r.IntN(within)] ^= byte(1 + r.IntN(255))
		}
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "handvat.db"), bad, 0o600); err != nil {
			t.Fatal(err)
		}
		switch ok, says := runsOver(t, dir); {
		case !ok:
			refused++
		case strings.Contains(says, "FAIL"), strings.Contains(says, "unreadable"):
			told++
		}
	}
	t.Logf("of %d or more %d were refused, and damage was told of %d", seeds, refused, told)
	if refused+told < 2 {
		t.Error("too little was damaged for this to mean anything")
	}
}

// usedPages are those of a file of bbolt that hold what is in it: what is damaged in others harms nobody.
func usedPages(t *testing.T, path string) (used []int) {
	t.Helper()
	db, err := bolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tx, err := db.Begin(true) // Page looks at what is free
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	for id := 2; ; id++ {
		page, err := tx.Page(id)
		if err != nil {
			t.Fatal(err)
		}
		if page == nil {
			return used
		}
		if page.Type == "leaf" || page.Type == "branch" {
			used = append(used, id)
		}
	}
}

// runsOver runs the program over a data folder. It reports whether it serves, and what doctor says.
func runsOver(t *testing.T, dir string) (ok bool, says string) {
	t.Helper()
	var out bytes.Buffer
	if run(t.Context(), []string{"people", "units", "--data", dir}, stdio{strings.NewReader(""), &out, &out}) != 0 {
		if !strings.Contains(out.String(), "beschadigd") || !strings.Contains(out.String(), "handvat") {
			t.Errorf("it is refused with %s", out.String())
		}
		return false, ""
	}
	s, ended := tryServe(t, "--data", dir)
	if ended {
		if !strings.Contains(s.logs.String(), "beschadigd") {
			t.Errorf("it does not serve: %s", s.logs.String())
		}
		return false, ""
	}
	v := newVisitor(t, s.url)
	for _, said := range []string{"hoe geef ik feedback?", "mijn gegevens", "mijn plannen"} {
		v.try(said)
	}
	out.Reset()
	run(t.Context(), []string{"doctor", "--lang=en", "--deep", "--data", dir}, stdio{strings.NewReader(""), &out, &out})
	says = out.String()
	out.Reset()
	file := filepath.Join(t.TempDir(), "b.tar.gz")
	if run(t.Context(), []string{"backup", file, "--data", dir}, stdio{strings.NewReader(""), &out, &out}) != 0 {
		if _, err := os.Stat(file); err == nil || !strings.Contains(out.String(), "beschadigd") {
			t.Errorf("a backup that failed: %v, %s", err, out.String())
		}
	}
	if status := s.stop(); status != 0 && !strings.Contains(s.logs.String(), "beschadigd") {
		t.Errorf("status %d: %s", status, s.logs.String())
	}
	return true, says + fmt.Sprint(len(s.logs.String()))
}

// TestFreePagesThatCannotBe damages the list of free pages of a program that was used: a page far beyond the end or
// before the beginning, and one that is in use. Each command refuses, says that it is damage and not a full disk, and
// what to do, in both languages.
func TestFreePagesThatCannotBe(t *testing.T) {
	data := t.TempDir()
	s := serve(t, "--data", data)
	v := newVisitor(t, s.url)
	v.say("hoe geef ik feedback?")
	v.say("nee")
	s.stop()
	file := filepath.Join(data, "handvat.db")
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	list, used := freeList(whole), usedPages(t, file)
	if n := binary.LittleEndian.Uint16(whole[list+10:]); n == 0 {
		t.Fatal("no page is free")
	}
	for _, id := range []uint64{1 << 30, 1 << 51, 1<<64 - 2, 0, uint64(used[0])} {
		bad := bytes.Clone(whole)
		binary.LittleEndian.PutUint64(bad[list+16:], id)
		if err := os.WriteFile(file, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		for lang, says := range map[string]string{"nl": "is beschadigd", "en": "is damaged"} {
			for _, args := range [][]string{{"serve", "--addr=127.0.0.1:0"}, {"doctor", "--deep"}, {"doctor"},
				{"ask", "feedback"}, {"backup", filepath.Join(t.TempDir(), "b.tar.gz")}} {
				out := command(t, 1, append(args, "--lang", lang, "--data", data)...)
				for _, want := range []string{says, "handvat doctor --deep", "handvat restore"} {
					if !strings.Contains(out, want) {
						t.Errorf("%d: %v: %s", id, args, out)
					}
				}
			}
		}
	}
}

// freeList is where the list of free pages is in a file of bbolt, as the later of its two first pages says.
func freeList(file []byte) int {
	word := func(at int) uint64 { return binary.LittleEndian.Uint64(file[at:]) }
	meta := 16
	if word(4096+16+48) > word(16+48) {
		meta += 4096
	}
	return int(word(meta+32)) * 4096
}

// TestErasingAsksTwice presses what deletes one's data without the card that asks whether it may go, as no page does.
func TestErasingAsksTwice(t *testing.T) {
	s := serve(t, "--data", t.TempDir())
	v := newVisitor(t, s.url)
	v.say("hoe geef ik feedback?")
	v.press("mydata/erase")
	v.sees("Wil je alles verwijderen")
	v.press("mydata/keep")
	v.press("mydata/erase")
	v.sees("Wil je alles verwijderen")
	v.press("mydata/erase")
	if page := v.page(); strings.Contains(page, "<article") { // the conversation is gone with all else
		t.Error(page)
	}
}
