package post

import (
	"errors"
	"iter"
)

// Collect drains a sequence: the values that were read, and all errors
// joined. It is for [github.com/foreword-go/foreword/post/markdown.Parser.Heads], [github.com/foreword-go/foreword/post/markdown.Parser.Posts] and [github.com/foreword-go/foreword/post/markdown.Parser.Dir].
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

// List yields values that are there already, such as posts that were selected
// out of those of [Collect], to what takes a sequence.
func List[T any](values ...*T) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		for _, v := range values {
			if !yield(v, nil) {
				return
			}
		}
	}
}
