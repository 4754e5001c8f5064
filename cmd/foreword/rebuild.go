package main

import (
	"context"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/foreword-go/foreword/cmd/foreword/internal/treewatch"
)

// rebuild runs build now and after each change in dir, until ctx is done. A
// failed build does not end it, because the next change may correct the
// fault. Files whose content stays the same are not written again. Changes in
// out do not start a build.
func (s *session) rebuild(ctx context.Context, cmd *cobra.Command, dir, out string, build func(*session, context.Context) error) error {
	if _, err := s.openOne(dir); err != nil {
		return err
	}
	target, err := filepath.Abs(out)
	if err != nil {
		return err
	}
	once := func() {
		// Each build has its own summary.
		own := &session{stdin: s.stdin, stdout: s.stdout, stderr: s.stderr, quiet: s.quiet, verbose: s.verbose, started: true}
		own.guard(ctx, func(ctx context.Context) int {
			err := build(own, ctx)
			if err == nil {
				own.summarize()
			}
			return own.finish(ctx, cmd, err)
		})
	}
	skip := func(path string) bool {
		abs, err := filepath.Abs(path)
		return err == nil && abs == target
	}
	ready := func() {
		once()
		s.hint("watching " + dir + "; press Ctrl+C to end")
	}
	return treewatch.Watch(ctx, dir, skip, ready, once)
}
