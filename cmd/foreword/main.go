// Foreword turns Markdown posts into feeds and EPUB books.
//
// Usage:
//
//	foreword build [DIR] [-o OUT]      all that DIR/foreword.yaml asks for
//	foreword feed PATH... [-o DIR]     RSS, Atom and JSON feeds
//	foreword epub PATH... -o FILE      a book of the posts given
//	foreword check PATH...             problems of the posts, one a line
//	foreword show PATH [--json]        what is understood of one post or site
//	foreword init [DIR]                a foreword.yaml with what is found of the site
//
// A PATH is a file or a folder; - is standard input. See foreword help.
//
// The exit code is 0 when all went well, 1 when the input or an output is at
// fault, and 2 when the command line is.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	goepub "github.com/go-shiori/go-epub"
	"github.com/spf13/cobra"
)

func main() {
	collectLate()
	// If the reader of the output goes away, writing returns an error. A
	// signal would end the program with incomplete files.
	signal.Ignore(syscall.SIGPIPE)
	if filepath.Separator == '/' { // the in-memory file system of go-epub supports only slashes
		// With it, books need no folder for temporary files, and a killed
		// process leaves none behind.
		if err := goepub.Use(goepub.MemoryFS); err != nil {
			fmt.Fprintln(os.Stderr, "foreword:", err)
			os.Exit(exitFault)
		}
	}
	// net/http logs unexpected answers of servers here.
	log.SetOutput(io.Discard)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// The exit codes.
const (
	exitDone  = 0
	exitFault = 1 // the input or an output is at fault
	exitUsage = 2 // the command line is at fault
)

// run runs the command and returns its exit code. args do not contain the
// name of the program.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	s := &session{stdin: stdin, stdout: stdout, stderr: stderr}
	root := newRoot(s)
	root.SetArgs(args)
	root.SetIn(stdin)
	help := &checkedWriter{w: stdout}
	root.SetOut(help)
	root.SetErr(stderr)
	return s.guard(ctx, func(ctx context.Context) int {
		cmd, err := root.ExecuteContextC(ctx)
		if help.err != nil {
			s.printError(help.err)
			return exitFault
		}
		return s.finish(ctx, cmd, err)
	})
}

// A checkedWriter records the first error of w, for callers that do not check
// errors.
type checkedWriter struct {
	w   io.Writer
	err error
}

func (c *checkedWriter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.err = cmp.Or(c.err, err)
	return n, err
}

// newRoot returns the root command with all verbs.
func newRoot(s *session) *cobra.Command {
	root := &cobra.Command{
		Use:   "foreword",
		Short: "Turn Markdown posts into feeds and EPUB books",
		Long: `Foreword turns a folder of Markdown posts into RSS, Atom and JSON feeds and EPUB
books. It never loses what readers must know first: the content warning of a post,
and who really wrote it.`,
		Example: `  foreword build blog -o public          the feeds and books of blog/foreword.yaml
  foreword feed posts -o public          rss.xml, atom.xml and feed.json
  foreword epub posts -o blog.epub       one book of all posts
  foreword check posts                   the problems of the posts
  foreword show posts/a.md --json        how one post was read`,
		Version:       version(),
		Args:          noArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		PersistentPreRun: func(*cobra.Command, []string) {
			s.started = true
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetVersionTemplate("foreword {{.Version}}\n")
	root.SetFlagErrorFunc(flagError)
	root.SetHelpCommand(newHelp())
	root.PersistentFlags().BoolVarP(&s.quiet, "quiet", "q", false, "print errors alone: no warnings, hints, progress and summary")
	root.PersistentFlags().BoolVarP(&s.verbose, "verbose", "v", false, "print every warning by itself, when it is found")
	root.MarkFlagsMutuallyExclusive("quiet", "verbose")
	build := newBuild(s)
	root.AddCommand(build, newFeed(s), newEpub(s), newCheck(s), newShow(s), newInit(s), newPreview(s), newServe(s), newVersion(s))
	root.AddCommand(newTopics(build)...)
	for _, cmd := range root.Commands() {
		completeWords(cmd)
	}
	return root
}

// finish prints the error and returns the exit code.
func (s *session) finish(ctx context.Context, cmd *cobra.Command, err error) int {
	var usage *usageError
	var placed *placedError
	var unmatched *selectionError
	switch {
	case err == nil && !s.failed:
		return exitDone
	case errors.Is(err, errReported), err == nil:
		return exitFault
	case ctx.Err() != nil && errors.Is(err, ctx.Err()):
		s.printError(errInterrupted)
		return exitFault
	case errors.As(err, &unmatched):
		if errors.As(err, &placed) {
			s.printLine(err.Error())
		} else {
			s.printError(err)
		}
		if unmatched.hint != "" {
			s.printLine("hint: " + unmatched.hint)
		}
		return exitFault
	case errors.As(err, &placed):
		s.printLine(err.Error())
		if placed.hint != "" {
			s.printLine("hint: " + placed.hint)
		}
		return exitFault
	case errors.As(err, &usage):
		s.printError(err)
		if usage.hint != "" {
			s.printLine("hint: " + usage.hint)
		}
		return exitUsage
	case !s.started:
		s.printError(err)
		s.printLine("hint: " + seeHelp(cmd))
		return exitUsage
	}
	s.printError(err)
	return exitFault
}
