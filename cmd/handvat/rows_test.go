package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

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
				testscript.Run(t, testscript.Params{Files: []string{file}, Setup: func(env *testscript.Env) error {
					env.Setenv("ROWS", rows)
					return nil
				}})
				return
			}
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
