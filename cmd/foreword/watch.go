package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

// workLimit is how long work on one post may take. The limits of the parser
// refuse costly posts much earlier; this limit is for cases that they do not
// foresee.
const workLimit = 10 * time.Second

// patience is how many times its limit work may take in elapsed time, because
// the machine may be busy or the disk slow.
const patience = 6

// fetchLimit is the additional time for a book, whose pictures may be
// downloaded.
const fetchLimit = 2 * time.Minute

// boundMemory has garbage collected early where a run would take more memory
// than it needs: most of what hostile posts take is garbage. The bound is soft,
// and higher with more posts, so that large sites and books do not wait for it.
// GOMEMLIMIT overrides it.
func boundMemory(posts int) {
	const base, each = 160 << 20, 64 << 10
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(base + each*int64(posts))
	}
}

// forFeeds has garbage collected less often until the function that it
// returns is called. Posts stream through a feed and little of them stays, so
// the heap is small and the runtime would collect it all the time. What does stay, the
// heads and the items that feeds share, is all that the bound on memory grows with.
// GOGC and GOMEMLIMIT override it.
func forFeeds(posts int) func() {
	const percent, base, each = 300, 192 << 20, 12 << 10
	undo := func() {}
	if os.Getenv("GOMEMLIMIT") == "" {
		before := debug.SetMemoryLimit(-1)
		debug.SetMemoryLimit(min(before, base+each*int64(posts)))
		undo = func() { debug.SetMemoryLimit(before) }
	}
	reset := collectAt(percent)
	return func() {
		reset()
		undo()
	}
}

// forBook sets how often garbage is collected while a book is made, until the function
// that it returns is called. What stays of many articles is compressed, so that
// collecting is cheap. Drawing the cover and laying out the pages take large pieces of
// memory, for which the runtime would ask the system while free memory is in small
// pieces; with a limit on memory it gives those back first. GOGC and GOMEMLIMIT override
// it.
func forBook(articles int) func() {
	const many, percent = 200, 30
	if articles < many {
		return func() {}
	}
	reset := collectAt(percent)
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return reset
	}
	before := debug.SetMemoryLimit(-1)
	collection.limit(before)
	return func() {
		reset()
		collection.limit(0)
		debug.SetMemoryLimit(before)
	}
}

// lazyHeads is the number of heads up to which collecting garbage early costs
// more than the memory that it frees.
const lazyHeads = 8192

// forHeads has garbage collected less often until the function that it returns is
// called. The first heads take a few MiB, and the runtime would collect such a small
// heap all the time.
func forHeads() func() { return collectAt(400) }

// collectAt has garbage collected when the heap has grown by so many percent, but not
// before it has heapFloor, until the function that it returns is called, which is safe
// to call twice. GOGC overrides it.
func collectAt(percent int) func() {
	if os.Getenv("GOGC") != "" {
		return func() {}
	}
	before := collection.set(percent)
	return sync.OnceFunc(func() { collection.set(before) })
}

// heapFloor is the size of the heap in bytes below which no garbage is collected. A run
// on a few posts ends before that, and each collection takes 2 to 5 ms of it. For a book
// of 1,000 posts there are 50 collections instead of 95, which take 0.26 s instead of
// 0.41.
const heapFloor = 30 << 20

// collectLate has no garbage collected before the heap has heapFloor. GOGC overrides it.
func collectLate() {
	if os.Getenv("GOGC") != "" {
		return
	}
	collection.collected(0)
	// Each collection finds this value unused. A large value has a page of its own, and
	// the runtime tells at once; of others, and by AddCleanup, only when the heap has
	// doubled.
	type sentinel [64 << 10]byte
	var collected func(*sentinel)
	collected = func(s *sentinel) {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(live)
		collection.collected(int64(live[0].Value.Uint64()))
		runtime.SetFinalizer(s, collected)
	}
	runtime.SetFinalizer(new(sentinel), collected)
}

// collection is how often the runtime collects garbage.
var collection = collector{percent: 100} // as the runtime does by default

type collector struct {
	mu      sync.Mutex
	percent int   // growth of the heap at which garbage is collected
	live    int64 // size of the heap after the last collection; 0 if there was none
	most    int64 // largest limit on memory; 0 if the limit does not follow the heap
}

// set changes the percentage, and returns the one before.
func (c *collector) set(percent int) (before int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	before, c.percent = c.percent, percent
	c.apply()
	return before
}

// limit has the limit on memory follow the heap up to most; if 0, it stays as it is.
func (c *collector) limit(most int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.most = most
	c.apply()
}

// collected adapts to the size of the heap after a collection.
func (c *collector) collected(live int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.live = live
	c.apply()
}

func (c *collector) apply() {
	debug.SetGCPercent(c.growth())
	if c.most > 0 {
		// Besides the heap, the limit counts about 8 MiB of the runtime itself and the
		// space between objects. If it is close to the heap, most of the time is spent
		// collecting.
		const least, small = 42 << 20, 26 << 20
		debug.SetMemoryLimit(min(c.most, least+max(0, c.live-small)*3/2))
	}
}

// growth returns the percentage, or the larger one with which the heap grows to
// heapFloor. That is at most 800: the runtime counts the heap as at least 4 MiB.
func (c *collector) growth() int {
	live := max(c.live, heapFloor/9)
	return max(c.percent, int((heapFloor-live)*100/live))
}

// A watchdog sees that work on one post ends, and shows how far the work is.
type watchdog struct {
	fired chan error           // gets what took too long
	spent func() time.Duration // of the processors on this process; if nil, processorTime

	mu     sync.Mutex
	timer  *time.Timer
	name   string  // of the work
	src    *source // if the work is on the post at path of src; nil if name is set
	path   string
	begun  time.Time
	before time.Duration // spent when the work began
	bar    bar
}

// start begins work on n posts.
func (w *watchdog) start(s *session, n int) {
	w.bar.start(s, "posts", n)
}

// work says that the post before is done and the one named is next; "" if
// there is none.
func (w *watchdog) work(name string) {
	if name != "" {
		name += ":1"
	}
	w.within(name, workLimit)
}

// paced is [watchdog.work] for steps that take microseconds. The time for a
// step is measured from one that began at most pace earlier, because reading
// the clocks takes as long as some steps.
func (w *watchdog) paced(src *source, path string) {
	const pace = time.Millisecond
	w.mu.Lock()
	if w.timer != nil && !w.bar.shown() && time.Since(w.begun) < pace {
		w.src, w.path = src, path
		w.mu.Unlock()
		return
	}
	w.mu.Unlock()
	w.work(src.display(path))
}

// within is work on something other than a post, which may take longer.
func (w *watchdog) within(name string, limit time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.timer != nil {
		w.timer.Stop()
		w.timer = nil
		w.bar.step()
	}
	if name == "" {
		return
	}
	w.begin()
	w.name, w.src = name, nil
	var timer *time.Timer
	timer = time.AfterFunc(limit, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		if w.timer != timer {
			return // done after all
		}
		left := min(limit-(w.spent()-w.before), patience*limit-time.Since(w.begun))
		if left > 0 {
			timer.Reset(left)
			return
		}
		select {
		case w.fired <- fmt.Errorf("%s: over a limit: it took longer than %v", w.named(), limit):
		default:
		}
	})
	w.timer = timer
}

// named returns the name of the work; w.mu is locked.
func (w *watchdog) named() string {
	if w.src != nil {
		return w.src.display(w.path) + ":1"
	}
	return w.name
}

// begin says that the work begins now; w.mu is locked.
func (w *watchdog) begin() {
	if w.spent == nil {
		w.spent = processorTime
	}
	w.begun, w.before = time.Now(), w.spent()
}

// alive says that the work gets on, and may take limit from now: a book may
// have any number of pictures.
func (w *watchdog) alive(limit time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.timer != nil {
		w.begin()
		w.timer.Reset(limit)
	}
}

// stop ends the work.
func (w *watchdog) stop() {
	w.work("")
	w.bar.hide()
}

// A bar is a progress bar on a terminal, and nothing elsewhere.
type bar struct {
	mu  sync.Mutex
	bar *progressbar.ProgressBar
}

// start shows a bar for n steps, or, where -1 says that nobody knows how many there
// are, one that counts them.
func (b *bar) start(s *session, what string, n int) {
	// Work on a few posts is over before a bar can be read.
	const few = 20
	if n >= 0 && n < few || s.quiet || !terminal(s.stderr) {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.bar = progressbar.NewOptions(n,
		progressbar.OptionSetWriter(s.stderr),
		progressbar.OptionSetDescription(what),
		progressbar.OptionShowCount(),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)
}

// shown reports whether there is a bar, which counts each step.
func (b *bar) shown() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.bar != nil
}

func (b *bar) step() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.bar != nil {
		b.bar.Add(1)
	}
}

// hide clears the line of the bar, for other text.
func (b *bar) hide() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.bar != nil {
		b.bar.Clear()
	}
}
