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

// batch is the number of inputs that [InBatches] hands over at once.
const batch = 8

// InBatches does the same as [InOrder] for small inputs whose work takes
// microseconds, which is no longer than handing one of them over: it hands over
// several at once.
func InBatches[In, Out any](ctx context.Context, inputs iter.Seq2[In, error], work func(In) (*Out, error)) iter.Seq2[*Out, error] {
	batches := InOrder(ctx, inBatches(inputs), func(ins []In) (*[]result[Out], error) {
		all := make([]result[Out], len(ins))
		for i, in := range ins {
			all[i].v, all[i].err = work(in)
		}
		return &all, nil
	}, func([]In) int64 { return 0 })
	return func(yield func(*Out, error) bool) {
		for all, err := range batches {
			if err != nil {
				if !yield(nil, err) {
					return
				}
				continue
			}
			for _, r := range *all {
				if ctx.Err() != nil {
					break // batches yields the error
				}
				if !yield(r.v, r.err) {
					return
				}
			}
		}
	}
}

// inBatches yields the values of seq several at once, and errors alone.
func inBatches[T any](seq iter.Seq2[T, error]) iter.Seq2[[]T, error] {
	return func(yield func([]T, error) bool) {
		var all []T
		for v, err := range seq {
			if err == nil {
				if all == nil {
					all = make([]T, 0, batch)
				}
				all = append(all, v)
			}
			if len(all) == batch || err != nil && len(all) > 0 {
				if !yield(all, nil) {
					return
				}
				all = nil
			}
			if err != nil && !yield(nil, err) {
				return
			}
		}
		if len(all) > 0 {
			yield(all, nil)
		}
	}
}
