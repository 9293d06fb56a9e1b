package main

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// TestHelps holds that each long help that a tag names is there, and is named once.
func TestHelps(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]int{}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`help:"@(\w+)"`).FindAllSubmatch(src, -1) {
			named[string(m[1])]++
		}
	}
	for name := range named {
		if helps[name] == "" {
			t.Errorf("help says nothing of @%s", name)
		}
	}
	for name := range helps {
		if named[name] != 1 {
			t.Errorf("%s is named %d times", name, named[name])
		}
	}
	if out := prints(t, "serve", "--help"); !regexp.MustCompile(`--addr=\S+ +Address to listen on\.`).MatchString(out) {
		t.Errorf("help of serve:\n%s", out)
	}
}
