//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package main

import "time"

var started = time.Now()

// processorTime returns how long this process has run, as this system does not
// say how long it had a processor.
func processorTime() time.Duration { return time.Since(started) }
