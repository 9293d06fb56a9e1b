package main

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/handvat/handvat/adapters/control"
	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/stage"
	"github.com/handvat/handvat/knowledge/store"
)

// readiness waits until /readyz answers with a status and a text, for at most five seconds as is promised, or a
// little more as the machine is busy.
func (s *served) readiness(status int, says string) {
	s.t.Helper()
	var got string
	for end := time.Now().Add(8 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		resp, err := http.Get(s.url + "/readyz")
		if err != nil {
			s.t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		if err = errors.Join(err, resp.Body.Close()); err != nil {
			s.t.Fatal(err)
		}
		if got = resp.Status + " " + string(body); resp.StatusCode == status && strings.Contains(got, says) {
			return
		}
	}
	s.t.Fatalf("readyz says %s", got)
}

// TestServeNoticesALostDatabase removes, replaces and cuts off the database of a program that serves. It says so, takes
// nothing down, can still be backed up, and goes on when the file is back.
func TestServeNoticesALostDatabase(t *testing.T) {
	data := t.TempDir()
	s := serve(t, "--data", data)
	v := newVisitor(t, s.url)
	v.say("hoe geef ik feedback?")
	v.sees("4 G")
	db := filepath.Join(data, "handvat.db")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.Rename(db, db+".away"))
	s.readiness(503, "is weggehaald of vervangen")
	if out := command(t, 1, "doctor", "--lang=en", "--data", data); !strings.Contains(out, "was removed or replaced") {
		t.Error(out)
	}
	command(t, 0, "backup", filepath.Join(data, "rescue.tar.gz"), "--data", data)
	must(os.WriteFile(db, []byte("another"), 0o600))
	s.readiness(503, "is weggehaald of vervangen")
	must(os.Rename(db+".away", db))
	s.readiness(200, "klaar")
	v.say("hoe voer ik een lastig gesprek?")
	v.sees("gesprek")

	text, err := os.ReadFile(db)
	must(err)
	must(os.Truncate(db, 0))
	s.readiness(503, "beschadigd")
	f, err := os.OpenFile(db, os.O_WRONLY, 0)
	must(err)
	_, err = f.Write(text)
	must(errors.Join(err, f.Close()))
	s.readiness(200, "klaar")
	if status := s.stop(); status != 0 {
		t.Errorf("status %d: %s", status, s.logs.String())
	}
}

// TestServeNoticesAFullDisk limits the size of files, in a process of its own as the limit holds for all, and lets go.
func TestServeNoticesAFullDisk(t *testing.T) {
	if os.Getenv("HANDVAT_TEST_FULL_DISK") == "" {
		child := exec.Command(os.Args[0], "-test.run=^TestServeNoticesAFullDisk$")
		child.Env = append(os.Environ(), "HANDVAT_TEST_FULL_DISK=1")
		if out, err := child.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	s := serve(t, "--data", t.TempDir())
	var old syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &old); err != nil {
		t.Fatal(err)
	}
	limit := func(size uint64) {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: size, Max: old.Max}); err != nil {
			t.Fatal(err)
		}
	}
	limit(4096)
	s.readiness(503, "De schijf is vol: maak ruimte in de map")
	limit(old.Cur)
	s.readiness(200, "klaar")
	v := newVisitor(t, s.url)
	v.say("hoe geef ik feedback?")
	v.sees("4 G")
}

// TestFullTmpfs fills the disk of the data folder itself, where this may be mounted.
func TestFullTmpfs(t *testing.T) {
	data := t.TempDir()
	mount := exec.Command("mount", "-t", "tmpfs", "-o", "size=40m", "handvat-test", data)
	if out, err := mount.CombinedOutput(); err != nil {
		t.Skipf("no disk can be mounted here: %s", out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", data).CombinedOutput(); err != nil {
			t.Errorf("%s", out)
		}
	})
	s := serve(t, "--data", data)
	full := filepath.Join(data, "full")
	if err := os.WriteFile(full, make([]byte, 48<<20), 0o600); !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("not full: %v", err)
	}
	s.readiness(503, "De schijf is vol")
	if err := os.Remove(full); err != nil {
		t.Fatal(err)
	}
	s.readiness(200, "klaar")
	s.stop()
}

// mounts runs mount or umount, again while somebody writes there, which is over in a moment; for at most ten seconds.
func mounts(name string, args ...string) (out []byte, err error) {
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		out, err = exec.Command(name, args...).CombinedOutput()
		if err == nil || !bytes.Contains(out, []byte("busy")) || time.Now().After(end) {
			return out, err
		}
	}
}

// TestServeNoticesAReadOnlyDisk makes the data folder one that nothing can be written in, where this may be done.
func TestServeNoticesAReadOnlyDisk(t *testing.T) {
	data := t.TempDir()
	s := serve(t, "--data", data)
	for _, args := range [][]string{{"--bind", data, data}, {"-o", "remount,bind,ro", data}} {
		if out, err := mounts("mount", args...); err != nil {
			t.Skipf("no disk can be mounted here: %s", out)
		}
		if args[0] == "--bind" {
			t.Cleanup(func() {
				s.stop()                               // which has files open there
				_ = exec.Command("umount", data).Run() // it may be gone already
			})
		}
	}
	s.readiness(503, "Er kan niet in de map met gegevens")
	if out, err := mounts("umount", data); err != nil {
		t.Fatalf("%s", out)
	}
	s.readiness(200, "klaar")
	v := newVisitor(t, s.url)
	v.say("hoe geef ik feedback?")
	v.sees("4 G")
}

// TestAnEmptyDatabaseIsNoNewOne starts in a folder where the file of the database is empty, and after a restore that
// was emptied; and once where a first start was killed before it wrote.
func TestAnEmptyDatabaseIsNoNewOne(t *testing.T) {
	data, to := t.TempDir(), filepath.Join(t.TempDir(), "data")
	db := filepath.Join(data, "handvat.db")
	refused := func(data string, says ...string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(data, "handvat.db"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{{"serve", "--addr", "127.0.0.1:0"}, {"doctor"}} {
			out := command(t, 1, append(args, "--data", data)...)
			for _, want := range append(says, "handvat restore") {
				if !strings.Contains(out, want) {
					t.Errorf("no %q in %s", want, out)
				}
			}
		}
	}
	refused(data, db+" ", "0 bytes")
	if err := os.WriteFile(db+".mark", []byte(`{"Size":0}`), 0o600); err != nil {
		t.Fatal(err)
	}
	serve(t, "--data", data).stop()
	file := filepath.Join(t.TempDir(), "b.tar.gz")
	command(t, 0, "backup", file, "--data", data)
	command(t, 0, "restore", file, "--data", to)
	refused(to, "handvat.db.mark")
}

// TestReadOnlyIsNotLost holds that doctor and backup say of a disk that takes no writing that it is that, and not that
// anything is lost, while the program serves and after.
func TestReadOnlyIsNotLost(t *testing.T) {
	data := t.TempDir()
	serve(t, "--data", data).stop()
	for _, args := range [][]string{{"--bind", data, data}, {"-o", "remount,bind,ro", data}} {
		if out, err := mounts("mount", args...); err != nil {
			t.Skipf("no disk can be mounted here: %s", out)
		}
		if args[0] == "--bind" {
			t.Cleanup(func() {
				if out, err := mounts("umount", data); err != nil {
					t.Errorf("%s", out)
				}
			})
		}
	}
	out := command(t, 1, "doctor", "--deep", "--data", data, "--lang", "en")
	if !strings.Contains(out, "Make the folder and the disk writable") || strings.Contains(out, "earlier backup") {
		t.Error(out)
	}
	out = command(t, 1, "backup", filepath.Join(t.TempDir(), "b.tar.gz"), "--data", data, "--lang", "en")
	if !strings.Contains(out, "copy the folder to a disk that is") {
		t.Error(out)
	}
}

// TestAnUnreadableGroupHasAWayOut damages the smallest group that is told of: a backup can still be made, doctor and a
// start say what to do, and with a group that is as large as the last one known the program starts; not with less.
func TestAnUnreadableGroupHasAWayOut(t *testing.T) {
	data := t.TempDir()
	config := func(k string) string { return writeFile(t, "handvat.yaml", "privacy:\n  k: "+k+"\n") }
	serve(t, "--data", data, "--config", config("8")).stop()
	spoil(t, data, "k", "privacy.group")
	command(t, 0, "backup", filepath.Join(t.TempDir(), "b.tar.gz"), "--data", data)
	out := command(t, 1, "doctor", "--data", data, "--lang", "en")
	if !strings.Contains(out, "Set privacy.k to the largest that ever held") {
		t.Error(out)
	}
	for _, args := range [][]string{nil, {"--config", config("7")}} {
		out := command(t, 1, append([]string{"serve", "--data", data, "--addr", "127.0.0.1:0"}, args...)...)
		if !strings.Contains(out, "op 8 ") && !strings.Contains(out, "to 8 at least") {
			t.Error(out)
		}
	}
	serve(t, "--data", data, "--config", config("8")).stop()
	serve(t, "--data", data).stop()
	if out := command(t, 1, "doctor", "--data", data); strings.Contains(out, "privacy.group: unreadable: 1.") {
		t.Error(out)
	}
}

// TestCommandsAreHeardAgain keeps the program from hearing commands when it starts, and lets go.
func TestCommandsAreHeardAgain(t *testing.T) {
	data := t.TempDir()
	file := filepath.Join(data, "control")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s := serve(t, "--data", data)
	if !strings.Contains(s.logs.String(), "commands cannot reach") {
		t.Fatal("it is not logged")
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		_, err := control.Call(t.Context(), data, control.Request{}, control.Answer{})
		if !errors.Is(err, control.ErrNobody) {
			return
		}
	}
	t.Fatal("no command is heard")
}

// TestPeopleAreToldThatNothingIsKept holds that who says something on a chat platform while nothing can be kept gets
// one sentence, in their language, and is answered when it is delivered again.
func TestPeopleAreToldThatNothingIsKept(t *testing.T) {
	data := t.TempDir()
	c := bot.Config{Log: slog.New(slog.NewTextHandler(new(bytes.Buffer), nil)), Data: data, Skills: skills()}
	s, err := stage.Open(t.Context(), c, time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC), stage.Platform{Name: "slack"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	db := filepath.Join(data, "handvat.db")
	if err := os.Rename(db, db+".away"); err != nil {
		t.Fatal(err)
	}
	e := chat.Event{ID: "one", Kind: chat.Said, Direct: true, Locale: "en", Text: "help",
		From: chat.Person{Platform: "slack", ID: "ada"}, In: chat.Place{Platform: "slack", Channel: "ada"}}
	for range 3 { // the platform delivers again
		if _, err := s.Tell(t.Context(), e); !errors.Is(err, store.ErrLost) {
			t.Fatalf("accepted: %v", err)
		}
	}
	sent, _ := s.Advance(t.Context())
	if err := s.House.Trouble(); !errors.Is(err, store.ErrLost) {
		t.Errorf("the house sees %v", err)
	}
	if len(sent) != 1 || !strings.HasPrefix(sent[0].Reply.Text, "I cannot keep anything just now") {
		t.Errorf("%+v", sent)
	}
	if err := os.Rename(db+".away", db); err != nil {
		t.Fatal(err)
	}
	if sent, err = s.Tell(t.Context(), e); err != nil || len(sent) == 0 {
		t.Errorf("%+v, %v", sent, err)
	}
}

// TestReportOnAFullDisk holds that a report that cannot be written whole leaves the one that is there as it is, and
// nothing beside it. The program that serves makes it, and the one that writes it may make no large files.
func TestReportOnAFullDisk(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip(err)
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	data, folder := organised(t, 8), t.TempDir()
	serve(t, "--data", data)
	out := filepath.Join(folder, "report.md")
	if err := os.WriteFile(out, []byte("of before\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, limit := range []string{"ulimit -f 1; ", ""} {
		report := exec.Command(sh, "-c", limit+`exec "$0" report --case terugbellen --lang en --data "$1" --out "$2"`,
			filepath.Join(t.TempDir(), "handvat"), data, out)
		if err := os.Symlink(program, report.Args[3]); err != nil {
			t.Fatal(err)
		}
		said, failed := report.CombinedOutput()
		is, err := os.ReadFile(out)
		beside, bad := os.ReadDir(folder)
		switch {
		case err != nil || bad != nil:
			t.Fatal(err, bad)
		case (failed != nil) != (limit != ""), string(is) == "of before\n" != (limit != ""), len(beside) != 1:
			t.Errorf("%q: %v: %s, and left %s, in %v", limit, failed, said, is, beside)
		}
	}
}
