package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/handvat/handvat/knowledge/backup"
)

// command runs a command of the program, and returns what it wrote.
func command(t *testing.T, want int, args ...string) (out string) {
	t.Helper()
	var all bytes.Buffer
	if status := run(t.Context(), args, stdio{strings.NewReader(""), &all, &all}); status != want {
		t.Fatalf("handvat %s: status %d: %s", strings.Join(args, " "), status, all.String())
	}
	return all.String()
}

// ownLibrary is a folder with an aid.
func ownLibrary(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	text := "---\nslug: parkeren\nlang: nl\ntitle: \"Parkeer je bakfiets\"\ntype: reference\n" +
		"source: \"https://example.org/p\"\n---\n\nZet je bakfiets in vak zeven.\n"
	if err := os.WriteFile(filepath.Join(dir, "parkeren.md"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestBackupWhileServing makes a backup of a program that serves, from a folder with a name that is too long for a
// socket, restores it, and holds that the conversation and the organisation's own aids are there; and that doctor
// looks at every page meanwhile.
func TestBackupWhileServing(t *testing.T) {
	library := ownLibrary(t)
	data := filepath.Join(t.TempDir(), strings.Repeat("a long name ", 15), "data")
	file, other := filepath.Join(t.TempDir(), "b.tar.gz"), filepath.Join(t.TempDir(), "restored")
	s := serve(t, "--data", data, "--library", library)
	v := newVisitor(t, s.url)
	v.say("hoe geef ik feedback?")
	v.sees("4 G")
	out := command(t, 0, "backup", file, "--data", data)
	if !strings.Contains(out, "0 hulpkaarten uit de chat, 1 bestand") {
		t.Error(out)
	}
	out = command(t, 0, "doctor", "--lang=en", "--deep", "--data", data)
	if !strings.Contains(out, "Every page and row can be read.") {
		t.Error(out)
	}
	s.stop()
	if out := command(t, 0, "restore", file, "--data", other); !strings.Contains(out, library) {
		t.Error(out)
	}
	if _, err := os.Stat(filepath.Join(other, "restored/authored/0/parkeren.md")); err != nil {
		t.Error(err)
	}
	s = serve(t, "--data", other, "--library", filepath.Join(other, "restored/authored/0"))
	v.url = s.url
	v.sees("4 G")
	v.say("parkeer je bakfiets")
	v.sees("vak zeven")
	if _, err := os.Stat(filepath.Join(data, underWay)); err == nil {
		t.Error("the copy is left in the data folder")
	}
}

// TestBackupsOfOddNames makes two backups at once under one name, of a library with files whose names no disk of
// another kind takes. One gets the name; the files are in it under names that are told.
func TestBackupsOfOddNames(t *testing.T) {
	library, data, folder := ownLibrary(t), t.TempDir(), t.TempDir()
	odd := []string{`a\b.txt`, "caf\xe9.txt", "c\x1b[31m.txt", "a%5Cb.txt"}
	for _, name := range odd {
		if err := os.WriteFile(filepath.Join(library, name), []byte(name), 0o644); err != nil {
			t.Skipf("no such names here: %v", err)
		}
	}
	s := serve(t, "--data", data, "--library", library)
	file := filepath.Join(folder, "b.tar.gz")
	young := file + ".part-1" // of another who makes it now
	if err := os.WriteFile(young, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var outs [2]bytes.Buffer
	var status [2]int
	var both sync.WaitGroup
	for i := range outs {
		both.Go(func() {
			status[i] = run(t.Context(), []string{"backup", file, "--data", data, "--lang", "en"},
				stdio{strings.NewReader(""), &outs[i], &outs[i]})
		})
	}
	both.Wait()
	s.stop()
	if status[0] == 0 {
		status[0], status[1], outs[0], outs[1] = status[1], status[0], outs[1], outs[0]
	}
	if status != [2]int{1, 0} || !strings.Contains(outs[0].String(), "is there already") {
		t.Errorf("%v %s %s", status, outs[0].String(), outs[1].String())
	}
	if _, err := os.Stat(young); err != nil {
		t.Error(err)
	}
	for _, told := range []string{`caf\xe9.txt" is called authored/0/caf%E9.txt in the backup`,
		`c\x1b[31m.txt" is called`, `a\\b.txt" is called authored/0/a%5Cb.txt%`} {
		if !strings.Contains(outs[1].String(), told) {
			t.Errorf("no %s in %s", told, outs[1].String())
		}
	}
	to := filepath.Join(t.TempDir(), "data")
	if out := command(t, 0, "restore", file, "--data", to, "--lang", "en"); !strings.Contains(out, `caf\xe9.txt"`) {
		t.Error(out)
	}
	for name, want := range map[string]string{"caf%E9.txt": odd[1], "a%5Cb.txt%": odd[0], "a%5Cb.txt": odd[3]} {
		got, err := os.ReadFile(filepath.Join(to, "restored/authored/0", name))
		if string(got) != want || err != nil {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

// deaths is how often something is killed or damaged; more in the nightly form, and HANDVAT_DEATHS if that is set.
func deaths() int {
	if n, err := strconv.Atoi(os.Getenv("HANDVAT_DEATHS")); err == nil {
		return n
	}
	if os.Getenv("HANDVAT_NIGHTLY") != "" {
		return 100
	}
	return 6
}

// TestKilledBackupAndRestore kills backups of a program that is at work, and restores, at random moments. Whatever has
// the name of a backup is a whole one; whatever restore leaves is a whole data folder, or one that nothing begins in
// and that can be restored again.
func TestKilledBackupAndRestore(t *testing.T) {
	data, folder := t.TempDir(), t.TempDir()
	s := serve(t, "--data", data)
	v := newVisitor(t, s.url)
	v.say("hoe geef ik feedback?")
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	busy := make(chan struct{})
	go func() {
		defer close(busy)
		for n := 0; ctx.Err() == nil; n++ {
			v.try(fmt.Sprintf("hoe voer ik gesprek %d?", n))
		}
	}()
	good := filepath.Join(folder, "good.tar.gz")
	took := dies(t, good+".part-*", 0, "backup", good, "--data", data)
	backups := 0 // that were killed at work
	for n := range deaths() {
		name := filepath.Join(folder, fmt.Sprintf("killed-%d.tar.gz", n))
		dies(t, name+".part-*", took*3/2, "backup", name, "--data", data)
		if _, err := os.Stat(name); err != nil {
			backups++
		} else if _, err := backup.Verify(name); err != nil {
			t.Errorf("it has its name: %v", err)
		}
	}
	stop()
	<-busy
	s.stop()
	to := filepath.Join(t.TempDir(), "data")
	took = dies(t, filepath.Join(to, "restoring"), 0, "restore", good, "--data", to)
	restores := 0
	for range deaths() {
		to := filepath.Join(t.TempDir(), "data")
		dies(t, filepath.Join(to, "restoring"), took/2, "restore", good, "--data", to)
		if backup.Unfinished(to) {
			restores++
			if out := command(t, 1, "people", "units", "--data", to); strings.Contains(out, "usage") {
				t.Error(out)
			}
		}
		if _, err := os.Stat(filepath.Join(to, "handvat.db")); err != nil {
			command(t, 0, "restore", good, "--data", to)
		}
		command(t, 0, "doctor", "--lang=en", "--deep", "--data", to)
	}
	t.Logf("of %d each, %d backups and %d restores were killed at work", deaths(), backups, restores)
	if deaths() >= 100 && min(backups, restores) < deaths()/10 {
		t.Error("too few of them were")
	}
}

// dies runs a command as a process of its own, and kills it at a random moment of a span after there is a file that
// shows that it began, unless it ended or the span is 0. It returns how long it took from there.
func dies(t *testing.T, file string, span time.Duration, args ...string) (took time.Duration) {
	t.Helper()
	var out bytes.Buffer
	cmd := exec.Command("handvat", args...)
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	look := time.NewTicker(100 * time.Microsecond)
	defer look.Stop()
	var began time.Time
	var kill <-chan time.Time
	for {
		select {
		case <-look.C:
			if is, _ := filepath.Glob(file); len(is) == 0 || !began.IsZero() { // the pattern is ours
				break
			}
			if began = time.Now(); span > 0 {
				kill = time.After(rand.N(span))
			}
		case <-kill:
			_ = cmd.Process.Kill() // it may have ended
			<-ended
			return time.Since(began)
		case err := <-ended:
			if err != nil {
				t.Errorf("%v: %s", err, out.String())
			}
			return time.Since(began)
		}
	}
}
