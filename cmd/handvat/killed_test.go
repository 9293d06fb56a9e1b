package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// aims are what the program is killed in, one after the other.
func aims() []string {
	return []string{"starting", "wiping", "tending", "pruning", "backing up", "telling", "answering"}
}

// TestKilledWhileItServes kills the program at random moments in all it does, in turn, starts it again, soon or up to
// two days later, and holds that the data is whole each time. What it was at is what it said that it began and not that
// it ended, what Slack had not taken yet, and what was accepted and not answered. In the end whatever Slack was told is
// accepted was answered as it must be: a walk goes one step with every word. No answer came in two forms, nothing was
// said by itself twice, and the journal, read after each death, has each thing that was done once.
func TestKilledWhileItServes(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	monday := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	v := &victim{t: t, data: t.TempDir(), public: ln.Addr().String(), began: time.Now(), begins: monday,
		tended: monday, took: map[string]time.Duration{"starting": time.Second}}
	if err := ln.Close(); err != nil {
		t.Fatal(err)
	}
	w, folder := newWorkspace(t, v), t.TempDir()
	employ(t, v)
	r := rand.New(rand.NewPCG(12, uint64(deaths())))
	done, during, kills := newTally(t), map[string]int{}, 0
	for n := range deaths() {
		if end, ok := t.Deadline(); ok && time.Until(end) < 2*time.Minute {
			t.Errorf("there was time for %d kills only", kills)
			break
		}
		aim := aims()[n%len(aims())]
		later := time.Duration(r.IntN(3)) * time.Second
		switch {
		case aim == "telling":
			later = v.untilTen() + time.Duration(r.IntN(60))*time.Minute
		case r.IntN(3) == 0:
			later = time.Duration(1+r.IntN(40)) * time.Hour
		}
		// By a clock that jumps two days it would do nothing by itself.
		if later = min(later, v.tended.Add(47*time.Hour).Sub(v.now())); later > time.Minute {
			w.leave()
		}
		v.start(max(later, 0))
		w.arm(aim == "telling" || r.IntN(2) == 0)
		stop := w.open(6)
		v.dies(r, aim, w, folder)
		stop()
		kills++
		for _, name := range append(v.at(), w.at()...) {
			during[name]++
		}
		v.whole(folder)
		done.read(v)
		if t.Failed() {
			t.Fatalf("after %d kills: %s", kills, v.said())
		}
		if kills%50 == 0 {
			t.Logf("%d kills %v, the clock says %s", kills, during, v.now().Format(time.DateTime))
		}
	}
	w.arm(false)
	for n := 0; n == 0 || done.waiting > 0 && n < 5; n++ {
		v.start(0)
		stop := w.open(6)
		w.settle()
		stop()
		v.stop(syscall.SIGTERM)
		v.whole(folder)
		done.read(v)
	}
	t.Logf("killed %d times, during %v; %s", kills, during, w.sums())
	done.holds(w)
	if w.done < kills {
		t.Error("too little was going on for this to mean anything")
	}
	for _, name := range append(aims(), "telling on a Monday") {
		if deaths() >= 100 && during[name] < deaths()/100 {
			t.Errorf("killed only %d times while %s", during[name], name)
		}
	}
}

// untilTen is how long it is until ten in the morning of a day in the next two: a Monday, or else a working day.
func (v *victim) untilTen() time.Duration {
	now := v.now()
	var best time.Time
	for day := range 3 {
		at := now.Truncate(24*time.Hour).AddDate(0, 0, day).Add(10 * time.Hour)
		weekend := best.Weekday() == time.Saturday || best.Weekday() == time.Sunday
		if d := at.Sub(now); d > 0 && d < 46*time.Hour && (best.IsZero() || weekend || at.Weekday() == time.Monday) {
			best = at
		}
	}
	return best.Sub(now)
}

// dies kills the program at a random moment of what is aimed at, or when it says something by itself and Slack has
// that and did not answer yet.
func (v *victim) dies(r *rand.Rand, aim string, w *workspace, folder string) {
	v.t.Helper()
	random := func(most time.Duration) <-chan time.Time { return time.After(time.Duration(r.Int64N(int64(most)))) }
	if aim == "starting" {
		select {
		case <-random(v.lasts(aim)):
		case <-v.ready:
		}
		v.stop(os.Kill)
		return
	}
	select {
	case <-v.ready:
	case <-v.ended:
	case <-time.After(2 * time.Minute):
		v.t.Fatalf("it does not serve: %s", v.said())
	}
	var b *exec.Cmd
	limit := time.After(2 * time.Minute)
	switch aim {
	case "backing up":
		b = v.command("backup", "--keep", "2", folder)
		if err := b.Start(); err != nil {
			v.t.Fatal(err)
		}
	case "telling":
		limit = time.After(3 * time.Second)
	case "answering":
		limit = random(1500 * time.Millisecond)
	}
	select {
	case <-v.begun[aim]:
		select {
		case <-random(v.lasts(aim)):
		case <-w.telling:
		}
	case <-w.telling:
	case <-v.ended:
	case <-limit:
	}
	v.stop(os.Kill)
	if b != nil {
		if r.IntN(2) == 0 {
			_ = b.Process.Kill() // it may have ended
		}
		_ = b.Wait() // whether it worked or not
	}
}

// employ gives the program a roster of all who will speak, so that there are groups to tell of, and people to tell it
// to every week: who answers nothing is left alone after a while.
func employ(t *testing.T, v *victim) {
	t.Helper()
	dir := t.TempDir()
	var list strings.Builder
	list.WriteString("platform,team,user,unit,roles,manager-of\n")
	for n := range 60 + 3*deaths() {
		fmt.Fprintf(&list, "slack,T1,%s,desk,,%s\n", walkerID(n), []string{"desk", ""}[min(n%20, 1)])
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
