package main

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestRows plays what capabilities promise, a file for each: a conversation, or a script where it is about a command.
// A name such as S4-25 is that of a row of the list of capabilities. A script finds the others in the folder $ROWS.
func TestRows(t *testing.T) {
	files, err := filepath.Glob("testdata/rows/*.txt*")
	if err != nil || len(files) == 0 {
		t.Fatalf("%v, %v", files, err)
	}
	for _, file := range files {
		ext := filepath.Ext(file)
		t.Run(strings.TrimSuffix(filepath.Base(file), ext), func(t *testing.T) {
			if ext == ".txtar" {
				rows, err := filepath.Abs(filepath.Dir(file))
				if err != nil {
					t.Fatal(err)
				}
				in := func(env *testscript.Env) error { env.Setenv("ROWS", rows); return nil }
				testscript.Run(t, testscript.Params{Files: []string{file}, Cmds: serving(t), Setup: in})
				return
			}
			t.Parallel()
			text, err := os.ReadFile(file)
			if err != nil || !strings.Contains(string(text), "\n<") {
				t.Fatalf("nothing is expected: %v", err)
			}
			var out, errs bytes.Buffer
			status := run(t.Context(), []string{"play", file}, stdio{strings.NewReader(""), &out, &errs})
			if status != 0 || errs.Len() > 0 {
				t.Errorf("status %d\n%s%s", status, out.String(), errs.String())
			}
		})
	}
}

// serving are the commands of a script by which the program serves while files change: "serves ARGS" starts it, "asks
// QUESTION TEXT" has somebody on the page ask until the answer says that (with "!" once, and it must not), and "logs
// TEXT" waits until the program logs that. "gets PATH LANGUAGE TEXT" holds that a page that is not there says that,
// and "misused ARGS" that the program does not understand them.
func serving(t *testing.T) map[string]func(ts *testscript.TestScript, neg bool, args []string) {
	var s *served
	var v *visitor
	await := func(ts *testscript.TestScript, text string, seen func() bool) {
		for end := time.Now().Add(20 * time.Second); !seen(); time.Sleep(50 * time.Millisecond) {
			if time.Now().After(end) {
				ts.Fatalf("%q is not seen: %s\n%s", text, s.logs.String(), v.page())
			}
		}
	}
	return map[string]func(*testscript.TestScript, bool, []string){
		"serves": func(ts *testscript.TestScript, _ bool, args []string) {
			for i, arg := range args {
				if !strings.HasPrefix(arg, "--") {
					args[i] = ts.MkAbs(arg)
				}
			}
			s = serve(t, args...)
			v = newVisitor(t, s.url)
		},
		"asks": func(ts *testscript.TestScript, neg bool, args []string) {
			asked := func() bool { v.say(args[0]); return v.has(args[1]) }
			if !neg {
				await(ts, args[1], asked)
			} else if asked() {
				ts.Fatalf("%q is said", args[1])
			}
		},
		"gets": func(ts *testscript.TestScript, _ bool, args []string) {
			r, err := http.NewRequestWithContext(t.Context(), "GET", s.url+args[0], nil)
			ts.Check(err)
			r.Header.Set("Accept-Language", args[1])
			resp, err := http.DefaultClient.Do(r)
			ts.Check(err)
			defer resp.Body.Close()
			said, err := io.ReadAll(resp.Body)
			ts.Check(err)
			if resp.StatusCode != http.StatusNotFound || strings.TrimSpace(string(said)) != args[2] {
				ts.Fatalf("%d %s", resp.StatusCode, said)
			}
		},
		"misused": func(ts *testscript.TestScript, _ bool, args []string) {
			var exit *exec.ExitError
			if err := ts.Exec("handvat", args...); !errors.As(err, &exit) || exit.ExitCode() != 2 {
				ts.Fatalf("it ends with %v", err)
			}
		},
		"logs": func(ts *testscript.TestScript, _ bool, args []string) {
			await(ts, args[0], func() bool { return strings.Contains(s.logs.String(), args[0]) })
		},
	}
}
