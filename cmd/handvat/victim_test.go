package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
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
	public string    // where Slack reaches it
	begins time.Time // by its clock
	began  time.Time
	cmd    *exec.Cmd
	ready  chan struct{}            // closed when it serves
	ended  chan struct{}            // closed when it has said all it says
	begun  map[string]chan struct{} // by state, closed when it says that it begins
	took   map[string]time.Duration // by state, how long it lasted when it last ended
	tended time.Time                // when it last did its daily work
	mu     sync.Mutex
	says   bytes.Buffer
}

// A state is what the program is at from what it says when that begins to what it says when that ends.
type state struct{ name, begins, ends string }

const tending, pruning = "the daily work begins", "what is too old is being removed"

func states() []state {
	return []state{
		{"starting", "", "Handvat is ready"},
		{"wiping", "what was deleted is being wiped", "what was deleted is wiped"},
		{"tending", tending, pruning},
		{"pruning", pruning, "the daily work ended"},
		{"backing up", "a backup begins", "a backup ended"},
	}
}

// at lists the states that a program died in, by all it said.
func (v *victim) at() (names []string) {
	said := v.said()
	for _, s := range states() {
		begins := 0 // of starting, which it says nothing of
		if s.begins != "" {
			begins = strings.LastIndex(said, s.begins)
		}
		if begins > strings.LastIndex(said, s.ends) {
			names = append(names, s.name)
		}
	}
	return names
}

func (v *victim) now() time.Time { return v.begins.Add(time.Since(v.began)) }

// command is a command of the program by the clock of the victim.
func (v *victim) command(args ...string) *exec.Cmd {
	cmd := exec.Command("handvat-at", append(args, "--data", v.data)...)
	cmd.Env = append(os.Environ(), "LANG=en_US.UTF-8", clockBegins+"="+v.now().Format(time.RFC3339Nano))
	return cmd
}

// start starts the program after time went by.
func (v *victim) start(later time.Duration) {
	v.t.Helper()
	v.begins, v.began = v.now().Add(later), time.Now()
	v.ready, v.ended, v.begun = make(chan struct{}), make(chan struct{}), map[string]chan struct{}{}
	for _, s := range states() {
		v.begun[s.name] = make(chan struct{})
	}
	v.says.Reset()
	v.cmd = v.command("serve", "--addr", "127.0.0.1:0", "--public-addr", v.public, "--log-level", "debug")
	from, err := v.cmd.StderrPipe()
	if err = errors.Join(err, v.cmd.Start()); err != nil {
		v.t.Fatal(err)
	}
	go v.listen(bufio.NewScanner(from))
}

// listen takes what the program says until it ends.
func (v *victim) listen(lines *bufio.Scanner) {
	defer close(v.ended)
	began := map[string]time.Time{}
	for lines.Scan() {
		line := lines.Text()
		v.mu.Lock()
		fmt.Fprintln(&v.says, line)
		for _, s := range states() {
			switch _, again := began[s.name]; {
			case s.begins != "" && strings.Contains(line, s.begins) && !again:
				began[s.name] = time.Now()
				close(v.begun[s.name])
			case again && strings.Contains(line, s.ends):
				v.took[s.name] = time.Since(began[s.name])
			}
		}
		if strings.Contains(line, pruning) {
			v.tended = v.begins
		}
		v.mu.Unlock()
		if strings.HasPrefix(line, "Handvat is ready") {
			close(v.ready)
		}
	}
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

// lasts is how long a state lasted when it last ended.
func (v *victim) lasts(name string) time.Duration {
	v.mu.Lock()
	defer v.mu.Unlock()
	return max(v.took[name], time.Millisecond)
}

// whole holds that every page and row of the data of a program that was killed can be read, and every backup is whole.
func (v *victim) whole(folder string) {
	v.t.Helper()
	var out bytes.Buffer
	to := stdio{strings.NewReader(""), &out, &out}
	if status := runAt(v.t.Context(), []string{"doctor", "--lang=en", "--deep", "--data", v.data}, to,
		v.now); status != 0 {
		v.t.Errorf("doctor --deep: status %d: %s", status, out.String())
	}
	if strings.Contains(v.said(), "clock not trusted") {
		v.t.Errorf("it does nothing by itself any more: %s", v.said())
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
