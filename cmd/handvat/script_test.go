package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/handvat/handvat/bot"
)

// TestMain lets scripts call the program as "handvat".
// tests are run without the language of who runs them.
type tests struct{ *testing.M }

func (t tests) Run() int {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		os.Unsetenv(name)
	}
	known, err := starterHouse()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer known()
	return t.M.Run()
}

// starterHouse opens a house of the starter library, so that those of tests share what it was trained on. Done closes
// it.
func starterHouse() (done func(), err error) {
	data, err := os.MkdirTemp("", "handvat-test-")
	if err != nil {
		return nil, err
	}
	p := program{stdio: stdio{nil, io.Discard, io.Discard}, lg: slog.New(slog.DiscardHandler), now: time.Now}
	c, err := p.house(data, libraryFlags{Starter: true}, synonymFlags{})
	if err != nil {
		return nil, err
	}
	c.Rehearsal = true
	h, err := bot.New(context.Background(), c)
	return func() { _, _ = h.Close(), os.RemoveAll(data) }, err
}

func TestMain(m *testing.M) {
	testscript.Main(tests{m}, map[string]func(){"handvat": main, "handvat-at": mainAt})
}

// TestScripts plays the whole program from the outside.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata"})
}

// served is a program that serves.
type served struct {
	t    *testing.T
	url  string
	logs logs
	stop func() int
}

// logs is what the program writes, which the test reads meanwhile.
type logs struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (l *logs) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.all.Write(b)
}

func (l *logs) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.all.String()
}

// serve starts the program in the test, as main does, and waits until it is ready.
// It ends with the test.
func serve(t *testing.T, args ...string) *served {
	t.Helper()
	s, ended := tryServe(t, args...)
	if ended {
		t.Fatalf("serve ended: %s", s.logs.String())
	}
	return s
}

// freeAddr is an address of this machine that nobody uses.
func freeAddr(t *testing.T) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := ln.Close(); err != nil {
		t.Fatal(err)
	}
	return ln.Addr().String()
}

// tryServe is serve, and reports whether the program ended before it was ready.
func tryServe(t *testing.T, args ...string) (s *served, ended bool) {
	t.Helper()
	addr := freeAddr(t)
	s = &served{t: t, url: "http://" + addr}
	ctx, cancel := context.WithCancel(context.Background())
	over := make(chan int, 1)
	go func() {
		over <- run(ctx, append([]string{"serve", "--addr", addr}, args...),
			stdio{strings.NewReader(""), io.Discard, &s.logs})
	}()
	s.stop = func() int {
		cancel()
		status := <-over
		over <- status
		return status
	}
	t.Cleanup(func() { s.stop() })
	for wait := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		resp, err := http.Get(s.url + "/readyz")
		if err == nil {
			_ = resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				return s, false
			}
		}
		select {
		case status := <-over:
			over <- status
			return s, true
		default:
		}
		if time.Now().After(wait) {
			t.Fatal("not ready after a minute")
		}
	}
}

func TestServeEndsAtOnceAndCleanly(t *testing.T) {
	s := serve(t, "--data", t.TempDir())
	resp, err := http.Get(s.url + "/events") // a page that stays open
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	begin := time.Now()
	if status := s.stop(); status != 0 {
		t.Errorf("status %d: %s", status, s.logs.String())
	}
	if took := time.Since(begin); took > 10*time.Second {
		t.Errorf("took %v", took)
	}
}

// TestServeTellsWhileStarting holds that the page says so while the library is read.
func TestServeTellsWhileStarting(t *testing.T) {
	page := newFront("")
	w := &recorder{header: http.Header{}}
	page.show(w, nil)
	if w.status != http.StatusServiceUnavailable || !strings.Contains(w.body.String(), "hulpkaarten worden gelezen") {
		t.Errorf("%d %s", w.status, w.body.String())
	}
}

type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header         { return r.header }
func (r *recorder) WriteHeader(status int)      { r.status = status }
func (r *recorder) Write(b []byte) (int, error) { return r.body.Write(b) }

func TestLoopbackOnly(t *testing.T) {
	for addr, ok := range map[string]bool{
		"localhost:8080": true, "127.0.0.1:0": true, "[::1]:80": true, "127.1.2.3:80": true,
		":8080": false, "0.0.0.0:8080": false, "[::]:8080": false, "192.168.1.2:80": false, "example.org:80": false,
		"localhost.example.org:80": false, "8080": false,
	} {
		if err := loopbackOnly(addr); (err == nil) != ok {
			t.Errorf("%s: %v", addr, err)
		}
	}
}

// TestPersonalTextIsNotKept holds that what sounds personal is answered, and is not on
// the page any more after that.
func TestPersonalTextIsNotKept(t *testing.T) {
	s := serve(t, "--data", t.TempDir())
	v := newVisitor(t, s.url)
	v.say("ik word gepest door mijn leidinggevende")
	v.sees("vertrouwenspersoon")
	if page := v.page(); strings.Contains(page, "gepest") || !strings.Contains(page, "Deze tekst is niet bewaard") {
		t.Errorf("the page still has it:\n%s", page)
	}
}

// TestDataFolderInUse holds that a second program on the same data folder is refused
// with what to do.
func TestDataFolderInUse(t *testing.T) {
	data := t.TempDir()
	serve(t, "--data", data)
	var errs bytes.Buffer
	if status := run(t.Context(), []string{"chat", "--lang", "en", "--data", data},
		stdio{strings.NewReader(""), io.Discard, &errs}); status != 1 ||
		!strings.Contains(errs.String(), "Another Handvat uses the data folder ("+data+")") {
		t.Errorf("%d: %s", status, errs.String())
	}
}

// TestLibraryIsLiveWithinTwoSeconds changes a file of a library that is served, and
// asks. A bad file does not go live.
func TestLibraryIsLiveWithinTwoSeconds(t *testing.T) {
	dir := t.TempDir()
	aid := func(title, extra string) {
		text := fmt.Sprintf("---\nslug: parkeren\nlang: nl\ntitle: %q\ntype: reference\n"+
			"source: \"https://example.org/p\"\n%s---\n\nZet je auto in vak zeven.\n", title, extra)
		if err := os.WriteFile(filepath.Join(dir, "parkeren.md"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	aid("Parkeer je bakfiets", "")
	s := serve(t, "--data", t.TempDir(), "--library", dir)
	c := newVisitor(t, s.url)
	c.say("parkeer je bakfiets")
	c.sees("Parkeer je bakfiets")
	aid("Parkeer je bakfiets overdekt", "")
	changed := time.Now()
	for {
		c.say("parkeer je bakfiets")
		if c.has("Parkeer je bakfiets overdekt") {
			break
		}
		if time.Since(changed) > 10*time.Second { // two seconds, on a machine that does nothing else
			t.Fatal("the change is not live")
		}
	}
	t.Logf("live after %v", time.Since(changed).Round(time.Millisecond))
	aid("Parkeer je tank", "unknown: x\nalso: [broken\n")
	time.Sleep(2500 * time.Millisecond)
	c.say("parkeer je bakfiets")
	if c.has("tank") {
		t.Error("a bad file went live")
	}
}
