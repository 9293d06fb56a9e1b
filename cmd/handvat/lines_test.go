package main

import (
	"bufio"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestLinesFit holds that no line of Go is wider than 120 columns, where a tab is four.
func TestLinesFit(t *testing.T) {
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && strings.HasPrefix(d.Name(), ".") && path != root:
			return filepath.SkipDir
		case !strings.HasSuffix(path, ".go"):
			return nil
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<20)
		for n := 1; lines.Scan(); n++ {
			wide := strings.ReplaceAll(lines.Text(), "\t", "    ")
			if c := utf8.RuneCountInString(wide); c > 120 {
				t.Errorf("%s:%d is %d columns", path, n, c)
			}
		}
		return lines.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
}
