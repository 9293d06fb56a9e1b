package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/handvat/handvat/knowledge/backup"
)

// clockBegins names the variable that says what the clock of the program that is killed says when it starts.
const clockBegins = "HANDVAT_TEST_CLOCK"

// mainAt is the program by a clock that a test sets, and that runs on from there.
func mainAt() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	began := time.Now()
	at, err := time.Parse(time.RFC3339Nano, os.Getenv(clockBegins))
	if err != nil {
		panic(err)
	}
	now := func() time.Time { return at.Add(time.Since(began)) }
	os.Exit(runAt(ctx, os.Args[1:], stdio{os.Stdin, os.Stdout, os.Stderr}, now))
}

// A victim is a program that serves Slack until it is killed, and the clock that it goes by.
type victim struct {
	t      *testing.T
	data   string
	public string // where Slack reaches it
	at     time.Time
	began  time.Time
	cmd    *exec.Cmd
	wiped  chan struct{} // closed when what was deleted was wiped
	ready  chan struct{} // closed when it serves
	ended  chan struct{} // closed when it has said all it says
	mu     sync.Mutex
	says   bytes.Buffer
}

func (v *victim) now() time.Time { return v.at.Add(time.Since(v.began)) }

// command is a command of the program by the clock of the victim.
func (v *victim) command(args ...string) *exec.Cmd {
	cmd := exec.Command("handvat-at", append(args, "--data", v.data)...)
	cmd.Env = append(os.Environ(), clockBegins+"="+v.now().Format(time.RFC3339Nano))
	return cmd
}

// start starts the program after time went by.
func (v *victim) start(later time.Duration) {
	v.t.Helper()
	v.at, v.began = v.now().Add(later), time.Now()
	v.ready, v.wiped, v.ended = make(chan struct{}), make(chan struct{}), make(chan struct{})
	v.says.Reset()
	v.cmd = v.command("serve", "--addr", "127.0.0.1:0", "--public-addr", v.public, "--log-level", "info")
	from, err := v.cmd.StderrPipe()
	if err = errors.Join(err, v.cmd.Start()); err != nil {
		v.t.Fatal(err)
	}
	go func(ready, wiped, ended chan struct{}) {
		defer close(ended)
		for lines := bufio.NewScanner(from); lines.Scan(); {
			v.mu.Lock()
			fmt.Fprintln(&v.says, lines.Text())
			v.mu.Unlock()
			switch {
			case strings.HasPrefix(lines.Text(), "Handvat is ready"):
				close(ready)
			case strings.Contains(lines.Text(), "is wiped"):
				close(wiped)
			}
		}
	}(v.ready, v.wiped, v.ended)
}

// stop ends the program by a signal, and holds that it did not end by itself before.
func (v *victim) stop(by os.Signal) {
	v.t.Helper()
	if err := v.cmd.Process.Signal(by); err != nil {
		v.t.Fatalf("%v: %s", err, v.said())
	}
	<-v.ended
	err := v.cmd.Wait()
	var exit *exec.ExitError
	if by == os.Kill && (!errors.As(err, &exit) || exit.Exited()) || by != os.Kill && err != nil {
		v.t.Fatalf("it ended by itself: %v: %s", err, v.said())
	}
}

func (v *victim) said() string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.says.String()
}

// is reports whether something that is told by closing a channel was told.
func is(told <-chan struct{}) bool {
	select {
	case <-told:
		return true
	default:
		return false
	}
}

// whole holds that every page and row of the data of a program that was killed can be read, and every backup is whole.
func (v *victim) whole(folder string) {
	v.t.Helper()
	if out, err := v.command("doctor", "--deep").CombinedOutput(); err != nil {
		v.t.Errorf("doctor --deep: %v: %s", err, out)
	}
	made, err := filepath.Glob(filepath.Join(folder, "*.tar.gz"))
	if err != nil {
		v.t.Fatal(err)
	}
	for _, name := range made {
		if _, err := backup.Verify(name); err != nil {
			v.t.Errorf("%s has its name: %v", name, err)
		}
	}
}

// TestKilledWhileItServes kills the program at random moments in all it does, starts it again, soon or up to two days
// later, and holds that the data is whole each time. In the end whatever Slack was told is accepted was answered as it
// must be: a walk goes one step with every word. No answer came in two forms, nothing was said by itself twice.
func TestKilledWhileItServes(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	v := &victim{t: t, data: t.TempDir(), public: ln.Addr().String(), began: time.Now(),
		at: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)}
	if err := ln.Close(); err != nil {
		t.Fatal(err)
	}
	w, folder := newWorkspace(t, v), t.TempDir()
	employ(t, v)
	r := rand.New(rand.NewPCG(12, uint64(deaths())))
	during := map[string]int{}
	boot := time.Second // how long it takes until it serves, as it was measured last
	for n := range deaths() {
		later := time.Duration(r.IntN(3)) * time.Second
		if n%3 == 2 {
			later = time.Duration(1+r.IntN(40)) * time.Hour
			w.leave()
		}
		v.start(later)
		stop := w.open(6)
		during[v.dies(r, &boot, folder)]++
		stop()
		v.whole(folder)
		if t.Failed() {
			t.Fatalf("after %d kills: %s", n+1, v.said())
		}
	}
	v.start(0)
	stop := w.open(6)
	w.settle()
	stop()
	v.stop(syscall.SIGTERM)
	v.whole(folder)
	t.Logf("killed %v; %s", during, w.sums())
	if w.done < deaths() {
		t.Error("too little was going on for this to mean anything")
	}
}

// dies kills the program at a random moment of its start, of what it does first, of answering, or of a backup. It
// returns what the program was at.
func (v *victim) dies(r *rand.Rand, boot *time.Duration, folder string) (during string) {
	at := r.IntN(5)
	if at == 0 {
		select {
		case <-time.After(time.Duration(r.Int64N(int64(*boot)))):
		case <-v.ready:
		}
		v.stop(os.Kill)
		return "starting"
	}
	select {
	case <-v.ready:
		*boot = time.Since(v.began)
	case <-v.ended:
	case <-time.After(2 * time.Minute):
		v.t.Fatalf("it does not serve: %s", v.said())
	}
	switch at {
	case 1:
		time.Sleep(time.Duration(r.IntN(60)) * time.Millisecond)
	case 2:
		b := v.command("backup", "--keep", "2", folder)
		if err := b.Start(); err != nil {
			v.t.Fatal(err)
		}
		time.Sleep(time.Duration(r.IntN(400)) * time.Millisecond)
		v.stop(os.Kill)
		if r.IntN(2) == 0 {
			_ = b.Process.Kill() // it may have ended
		}
		_ = b.Wait() // whether it worked or not
		return "backing up"
	default:
		time.Sleep(time.Duration(r.IntN(1500)) * time.Millisecond)
	}
	wiping := !is(v.wiped)
	v.stop(os.Kill)
	if wiping {
		return "wiping and pruning"
	}
	return "answering"
}

// employ gives the program a roster, so that there are groups to tell of.
func employ(t *testing.T, v *victim) {
	t.Helper()
	dir := t.TempDir()
	var list strings.Builder
	list.WriteString("platform,team,user,unit,roles,manager-of\n")
	for n := range 60 { // the first leads the others
		fmt.Fprintf(&list, "slack,T1,%s,desk,,%s\n", walkerID(n), []string{"desk", ""}[min(n, 1)])
	}
	files := []string{filepath.Join(dir, "units.csv"), filepath.Join(dir, "people.csv")}
	err := errors.Join(os.WriteFile(files[0], []byte("unit,name,parent\nshop,Shop,\ndesk,Desk,shop\n"), 0o600),
		os.WriteFile(files[1], []byte(list.String()), 0o600))
	if err != nil {
		t.Fatal(err)
	}
	out, err := v.command("people", "import", "--apply", files[0], files[1]).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}
