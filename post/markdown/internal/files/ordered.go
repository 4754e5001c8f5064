package files

import (
	"context"
	"iter"
	"runtime"
	"sync"
)

// A tree takes up to a hundred times the memory of its source. Sources of this
// many bytes are worked on and wait to be yielded at a time: many usual ones, one
// of the largest.
const (
	shares     = 64
	shareBytes = 32 << 10
)

// InOrder calls work for each input, several at a time, and yields what it
// returns in the order of the inputs. At most a few results wait for those
// before them, fewer if the inputs are of a large size in bytes. An error of
// the inputs is yielded in its place.
func InOrder[In, Out any](ctx context.Context, inputs iter.Seq2[In, error], work func(In) (*Out, error), size func(In) int64) iter.Seq2[*Out, error] {
	type result struct {
		v   *Out
		err error
	}
	type job struct {
		in     In
		shares int
		out    chan result
	}
	return func(yield func(*Out, error) bool) {
		parent := ctx
		ctx, cancel := context.WithCancel(ctx)
		workers := runtime.GOMAXPROCS(0)
		jobs := make(chan job)
		order := make(chan job, 4*workers)
		taken := make(chan struct{}, shares)
		var wg sync.WaitGroup
		defer wg.Wait()
		defer cancel()
		wg.Go(func() {
			defer close(order)
			defer close(jobs)
			for in, err := range inputs {
				j := job{in: in, out: make(chan result, 1)}
				if err != nil {
					j.out <- result{err: err}
				} else {
					j.shares = int(min(max(size(in)/shareBytes, 1), shares))
				}
				for range j.shares {
					select {
					case taken <- struct{}{}:
					case <-ctx.Done():
						return
					}
				}
				select {
				case order <- j:
				case <-ctx.Done():
					return
				}
				if err != nil {
					continue
				}
				select {
				case jobs <- j:
				case <-ctx.Done():
					return
				}
			}
		})
		for range workers {
			wg.Go(func() {
				for j := range jobs {
					var r result
					if r.err = ctx.Err(); r.err == nil {
						r.v, r.err = work(j.in)
					}
					j.out <- r
				}
			})
		}
		for j := range order {
			var r result
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
				<-taken
			}
		}
		if err := parent.Err(); err != nil {
			yield(nil, err)
		}
	}
}
