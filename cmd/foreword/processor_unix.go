//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package main

import (
	"syscall"
	"time"
)

// processorTime returns the processor time of this process, summed over all
// processors. On a busy machine it is less than the elapsed time.
func processorTime() time.Duration {
	var used syscall.Rusage
	// Getrusage cannot fail for the calling process.
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &used)
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
