package main

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// Until the first collection of garbage the percentage is high, whatever else sets it;
// then it is what was set.
func TestCollectLate(t *testing.T) {
	t.Setenv("GOGC", "")
	percent := func() int {
		p := debug.SetGCPercent(latePercent)
		debug.SetGCPercent(p)
		return p
	}
	defer debug.SetGCPercent(percent())
	collectLate()
	undo := collectAt(60)
	if got := percent(); got != latePercent {
		t.Errorf("before a collection: %d, want %d", got, latePercent)
	}
	runtime.GC()
	for range 1000 { // the runtime tells a moment later
		if percent() == 60 {
			break
		}
		time.Sleep(time.Millisecond)
	}
	if got := percent(); got != 60 {
		t.Errorf("after a collection: %d, want 60", got)
	}
	undo()
	if got := percent(); got != 100 {
		t.Errorf("after the work: %d, want 100", got)
	}
}
