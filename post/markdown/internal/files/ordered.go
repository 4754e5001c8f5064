package files

import (
	"context"
	"iter"
	"runtime"
	"sync"
)

// The tree of a post takes up to a hundred times the memory of its source.
// The limit for the sources of all posts in progress or waiting to be yielded
// allows many posts of usual size, or one of the largest.
const (
	shares     = 64
	shareBytes = 32 << 10
)

// InOrder calls work for each input, several at a time, and yields the
// results in the order of the inputs. Only a few results wait for earlier
// ones, and fewer if the sizes of their inputs in bytes are large. An error
// in inputs is yielded in its place.
func InOrder[In, Out any](ctx context.Context, inputs iter.Seq2[In, error], work func(In) (*Out, error), size func(In) int64) iter.Seq2[*Out, error] {
	return func(yield func(*Out, error) bool) {
		parent := ctx
		ctx, cancel := context.WithCancel(ctx)
		workers := runtime.GOMAXPROCS(0)
		q := queue[In, Out]{jobs: make(chan job[In, Out]), order: make(chan job[In, Out], 4*workers), taken: make(chan struct{}, shares)}
		var wg sync.WaitGroup
		defer wg.Wait()
		defer cancel()
		wg.Go(func() { q.fill(ctx, inputs, size) })
		for range workers {
			wg.Go(func() { q.work(ctx, work) })
		}
		for j := range q.order {
			var r result[Out]
			select {
			case r = <-j.out:
			case <-ctx.Done():
			}
			if parent.Err() != nil {
				break
			}
			if !yield(r.v, r.err) {
				return
			}
			for range j.shares {
				<-q.taken
			}
		}
		if err := parent.Err(); err != nil {
			yield(nil, err)
		}
	}
}

type result[Out any] struct {
	v   *Out
	err error
}

// A job is an input, and where its result goes.
type job[In, Out any] struct {
	in     In
	shares int
	out    chan result[Out]
}

// A queue holds the jobs of one [InOrder].
type queue[In, Out any] struct {
	jobs  chan job[In, Out] // for the workers
	order chan job[In, Out] // for the one who yields
	taken chan struct{}     // the shares of the jobs that were not yielded yet
}

// fill makes a job of each input, once its shares are free, until ctx is done.
func (q *queue[In, Out]) fill(ctx context.Context, inputs iter.Seq2[In, error], size func(In) int64) {
	defer close(q.order)
	defer close(q.jobs)
	for in, err := range inputs {
		j := job[In, Out]{in: in, out: make(chan result[Out], 1)}
		if err != nil {
			j.out <- result[Out]{err: err}
		} else {
			j.shares = int(min(max(size(in)/shareBytes, 1), shares))
		}
		for range j.shares {
			if !send(ctx, q.taken, struct{}{}) {
				return
			}
		}
		if !send(ctx, q.order, j) {
			return
		}
		if err == nil && !send(ctx, q.jobs, j) {
			return
		}
	}
}

// work does the jobs of q, one after the other.
func (q *queue[In, Out]) work(ctx context.Context, work func(In) (*Out, error)) {
	for j := range q.jobs {
		var r result[Out]
		if r.err = ctx.Err(); r.err == nil {
			r.v, r.err = work(j.in)
		}
		j.out <- r
	}
}

// send sends v on c, and reports whether it could before ctx was done.
func send[T any](ctx context.Context, c chan<- T, v T) bool {
	select {
	case c <- v:
		return true
	case <-ctx.Done():
		return false
	}
}
