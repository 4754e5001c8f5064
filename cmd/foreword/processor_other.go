//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package main

import "time"

var started = time.Now()

// processorTime returns how long this process has been running, because this
// system does not report its processor time.
func processorTime() time.Duration { return time.Since(started) }
