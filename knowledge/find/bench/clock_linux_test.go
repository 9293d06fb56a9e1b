package bench

import (
	"time"

	"golang.org/x/sys/unix"
)

// cpu returns the time that this thread has worked: what something costs, whatever else
// the machine does meanwhile. The goroutine must be locked to its thread.
func cpu() time.Duration {
	var t unix.Timespec
	_ = unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t) // does not fail for this clock
	return time.Duration(t.Nano())
}

// work returns the time that all threads of this process have worked.
func work() time.Duration {
	var t unix.Timespec
	_ = unix.ClockGettime(unix.CLOCK_PROCESS_CPUTIME_ID, &t)
	return time.Duration(t.Nano())
}
