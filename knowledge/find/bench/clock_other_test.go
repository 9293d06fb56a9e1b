//go:build !linux

package bench

import "time"

var start = time.Now()

// cpu returns the time that has passed: elsewhere the measurement wants a machine that
// does nothing else.
func cpu() time.Duration { return time.Since(start) }

// work is cpu.
func work() time.Duration { return cpu() }
