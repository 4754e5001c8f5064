package main

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// The runtime collects no garbage before the heap has heapFloor; from there on it
// collects at the percentage that is set.
func TestCollectLate(t *testing.T) {
	t.Setenv("GOGC", "")
	percent := func() int {
		p := debug.SetGCPercent(800)
		debug.SetGCPercent(p)
		return p
	}
	defer debug.SetGCPercent(percent())
	collectLate()
	undo := collectAt(60)
	if got := percent(); got != 800 {
		t.Errorf("before a collection: %d, want 800", got)
	}
	// The runtime tells a moment after a collection.
	after := func(want func(got int) bool) (got int) {
		runtime.GC()
		for range 1000 {
			if got = percent(); want(got) {
				break
			}
			time.Sleep(time.Millisecond)
		}
		return got
	}
	large := make([]byte, heapFloor)
	if got := after(func(got int) bool { return got == 60 }); got != 60 {
		t.Errorf("with a large heap: %d, want 60", got)
	}
	runtime.KeepAlive(large)
	large = nil
	if got := after(func(got int) bool { return got > 100 }); got <= 100 {
		t.Errorf("with a small heap again: %d, want more than 100", got)
	}
	undo()
	for live, want := range map[int64]int{0: 800, 10 << 20: 200, 20 << 20: 100, heapFloor: 100, 1 << 40: 100} {
		if got := (&collector{percent: 100, live: live}).growth(); got != want {
			t.Errorf("growth of a heap of %d bytes = %d %%, want %d", live, got, want)
		}
	}
}

// While a large book is made, the limit on memory follows the heap, and never exceeds
// the limit before, which is set again.
func TestBookMemory(t *testing.T) {
	t.Setenv("GOGC", "")
	t.Setenv("GOMEMLIMIT", "")
	defer debug.SetGCPercent(debug.SetGCPercent(100))
	limit := func() int64 { return debug.SetMemoryLimit(-1) }
	const before = 200 << 20
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(before))
	defer collection.collected(0)
	undo := forBook(1000)
	last := int64(0)
	for _, live := range []int64{1 << 20, 60 << 20, 1 << 30} {
		collection.collected(live)
		if got := limit(); got <= last || got > before || got < min(before, live+live/3) {
			t.Errorf("limit with a heap of %d bytes = %d", live, got)
		}
		last = limit()
	}
	undo()
	collection.collected(1 << 20)
	if got := limit(); got != before {
		t.Errorf("limit after the book = %d, want %d", got, before)
	}
	t.Setenv("GOGC", "70")
	debug.SetGCPercent(70)
	forBook(1000)()
	if got := debug.SetGCPercent(70); got != 70 || limit() != before {
		t.Errorf("with GOGC=70: %d %% and a limit of %d, want 70 and %d", got, limit(), before)
	}
}
