package main

import (
	"fmt"
	"io"
	"os"
	"time"
)

// progress returns what shows how far a long task is: on a terminal a line that is
// written over, elsewhere a line when a large one ends. Tasks of less than half a
// second show nothing.
func progress(w io.Writer) func(what string) func(done, total int) {
	tty := isTerminal(w)
	return func(what string) func(done, total int) {
		begin, last := time.Now(), time.Time{}
		return func(done, total int) {
			now := time.Now()
			ended := done >= total
			if now.Sub(begin) < 500*time.Millisecond || !ended && (!tty || now.Sub(last) < 100*time.Millisecond) {
				return
			}
			last = now
			if !tty && total < 1000 {
				return
			}
			if !tty {
				fmt.Fprintf(w, "%s: %d\n", what, total)
				return
			}
			fmt.Fprintf(w, "\r\x1b[K%s: %d / %d", what, done, total)
			if ended {
				fmt.Fprint(w, "\r\x1b[K")
			}
		}
	}
}

// quiet shows no progress.
func quiet(string) func(done, total int) { return nil }

// isTerminal reports whether w is a terminal.
func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
