//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package main

import (
	"syscall"
	"time"
)

// processorTime returns how long this process had a processor, or several: on a
// busy machine that is less than the clock says.
func processorTime() time.Duration {
	var used syscall.Rusage
	// It fails for no process that asks about itself.
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &used)
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
