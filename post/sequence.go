package post

import (
	"errors"
	"iter"
)

// Collect ranges over a sequence and returns all values, together with all errors
// joined: the values are useful even if the error is not nil. Sequences to collect come
// from the Heads, Posts and Dir methods of [github.com/foreword-go/foreword/post/markdown.Parser].
func Collect[T any](seq iter.Seq2[*T, error]) ([]*T, error) {
	var all []*T
	var errs []error
	for v, err := range seq {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		all = append(all, v)
	}
	return all, errors.Join(errs...)
}

// List returns a sequence of values that are in memory, such as posts that were
// selected from the result of [Collect]. It can be ranged over any number of times.
func List[T any](values ...*T) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		for _, v := range values {
			if !yield(v, nil) {
				return
			}
		}
	}
}
