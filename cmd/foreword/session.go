package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"

	"github.com/foreword-go/foreword/cmd/foreword/internal/kept"
	"github.com/foreword-go/foreword/internal/bidi"
	"github.com/foreword-go/foreword/post"
)

// Output for people goes to stderr: problems as they are found, one on each
// line, and the summary at the end. Output for programs goes to stdout.
// Colours and the progress bar are shown only on terminals.

// errReported means that the messages of a fault were printed already.
var errReported = errors.New("reported")

// errInterrupted is the error of a run that the user stopped.
var errInterrupted = errors.New("interrupted")

// A placedError is a fault at a place in a file. The message begins with the
// place, so that editors can jump to it.
type placedError struct {
	pos  string // file, file:line or file:line:column
	err  error
	hint string // what to do instead; "" if there is no advice
}

func (e *placedError) Error() string { return e.pos + ": " + e.err.Error() }
func (e *placedError) Unwrap() error { return e.err }

// A session is one run of the command: its streams, its outputs, and the data
// for the summary.
type session struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	quiet          bool // print only errors
	verbose        bool // print each note when it occurs

	inputs   []input              // files named on the command line, and files that those name
	folders  []string             // the folders of posts
	started  bool                 // whether the command line was valid
	failed   bool                 // whether an input was at fault
	report   func(*source, error) // receives faults of inputs; if nil, they are printed
	tally    tally
	books    []*builtBook // the books written so far
	notes    notes
	watch    watchdog
	listing  post.Listing // which posts are published
	kept     *results     // of earlier runs; nil if there are none
	alone    bool         // whether references in posts are not written anywhere
	byAuthor bool         // whether there are feeds by author, so that heads need their authors

	mu     sync.Mutex
	cache  *kept.Store // of parsed posts; nil if there is none
	out    *outputs    // nil until the first output
	writer string      // name in messages of the job that writes the outputs, such as "books[0]"
	closed bool        // no more outputs may be started
}

// An input is a file that a run reads.
type input struct {
	info fs.FileInfo
	what string // its name in messages
}

// A tally holds the numbers for the summary.
type tally struct {
	heads                            int // posts, whether or not their bodies were needed
	posts, warned, reposts, problems int
	faults                           int // problems that make a post unreadable
	written, unchanged, removed      int
	exhausted, denied                int                   // faults that the machine caused
	rules                            map[post.Rule]int     // number of posts with problems of each rule, besides those printed
	leftOut                          map[*post.Head]string // posts that are in no output, with the reason
}

// forget removes all posts from the counts, because they will be read again.
func (t *tally) forget() {
	t.posts, t.warned, t.reposts, t.rules = 0, 0, 0, nil
	t.problems = t.faults
}

func (t *tally) add(f facts) {
	t.posts++
	t.problems += f.Problems
	if t.rules == nil {
		t.rules = make(map[post.Rule]int)
	}
	for _, rule := range f.Rules {
		t.rules[rule]++
	}
	if f.Warned {
		t.warned++
	}
	if f.Repost {
		t.reposts++
	}
}

// guard runs f and returns its exit code. If f does not return soon after ctx
// is cancelled, or works on one post for too long, guard discards the outputs
// that are not in place and returns an exit code itself.
func (s *session) guard(ctx context.Context, f func(context.Context) int) int {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s.watch.fired = make(chan error, 1)
	done := make(chan int, 1)
	go func() {
		defer func() {
			if v := recover(); v != nil {
				s.discard()
				s.printError(fmt.Errorf("internal fault: %v", v))
				for line := range strings.Lines(string(debug.Stack())) {
					s.printLine(line)
				}
				done <- exitFault
			}
		}()
		done <- f(ctx)
	}()
	const grace = 2 * time.Second
	select {
	case code := <-done:
		s.discard()
		return code
	case err := <-s.watch.fired:
		s.discard()
		s.printLine(err.Error())
		return exitFault
	case <-ctx.Done():
	}
	select {
	case code := <-done:
		s.discard()
		return code
	case <-time.After(grace):
		s.discard()
		s.printError(errInterrupted)
		return exitFault
	}
}

// fault prints the faults of an input, one line for each problem, with file
// names as the user would type them, and records that the run failed.
func (s *session) fault(src *source, err error) {
	s.failed = true
	if s.report != nil {
		s.report(src, err)
		return
	}
	for _, err := range flatten(err) {
		s.tally.problems++
		s.tally.blame(err)
		if s.tally.faults++; s.tally.faults > maxFaults && !s.verbose {
			continue
		}
		var p *post.Problem
		if errors.As(err, &p) {
			err = src.locate(p)
		}
		s.printLine(err.Error())
	}
}

// hint prints advice.
func (s *session) hint(text string) {
	if !s.quiet {
		s.printLine("hint: " + text)
	}
}

// flatten returns the errors that err joins, or only err itself.
func flatten(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all []error
		for _, err := range joined.Unwrap() {
			all = append(all, flatten(err)...)
		}
		return all
	}
	return []error{err}
}

// printError prints a fault that has no place in a file.
func (s *session) printError(err error) {
	s.printLine("foreword: " + err.Error())
}

// printLine prints a line for people, after making it safe to print.
func (s *session) printLine(line string) {
	s.watch.bar.hide()
	line = message(strings.TrimSuffix(line, "\n"))
	for prefix, colour := range map[string]string{"foreword: ": red, "warning: ": yellow, "hint: ": cyan} {
		if rest, ok := strings.CutPrefix(line, prefix); ok {
			line = s.paint(s.stderr, colour, strings.TrimSuffix(prefix, " ")) + " " + rest
		}
	}
	fmt.Fprintln(s.stderr, line)
}

// printable returns text that is safe for a terminal and for the log of a
// build server: on one line, without control characters that could change the
// screen or reverse text, and without anything that a build server reads as a
// command (::error:: and ##[error] of GitHub, ##vso[ of Azure).
func printable(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\r', r == '\u2028', r == '\u2029':
			return ' '
		case r < ' ' && r != '\t', r >= 0x7f && r < 0xa0,
			bidi.IsControl(r):
			return '\uFFFD'
		}
		return r
	}, s)
	if trimmed := strings.TrimLeft(s, " \t"); strings.HasPrefix(trimmed, "::") {
		s = "./" + trimmed
	}
	return strings.NewReplacer("##[", "## [", "##vso[", "## vso[", "##teamcity[", "## teamcity[").Replace(s)
}

// message returns a line about an input for a terminal. If the line is long,
// its middle is cut out: a picture may be written out in a reference.
func message(line string) string {
	const most, begin, end = 2000, 1500, 400
	if len(line) > most {
		line = strings.ToValidUTF8(line[:begin], "") + " … " + strings.ToValidUTF8(line[len(line)-end:], "")
	}
	return printable(line)
}

// summarize prints the short summary that ends a run.
func (s *session) summarize() {
	if s.quiet {
		return
	}
	s.printNotes()
	s.printRules()
	if rest := s.tally.faults - maxFaults; rest > 0 && !s.verbose {
		s.printLine("and " + count(rest, "more post", "more posts") + " could not be read; foreword check lists them")
	}
	t := s.tally
	read := count(t.posts, "post", "posts") + " read"
	if t.posts < t.heads {
		read = fmt.Sprintf("%d of %d posts read", t.posts, t.heads)
	}
	parts := []string{
		read,
		fmt.Sprintf("%d with a content warning", t.warned),
		count(t.reposts, "repost", "reposts"),
	}
	if t.written+t.unchanged > 0 {
		parts = append(parts, count(t.written, "file", "files")+" written")
	}
	if t.unchanged > 0 {
		parts = append(parts, fmt.Sprintf("%d unchanged", t.unchanged))
	}
	if t.removed > 0 {
		parts = append(parts, fmt.Sprintf("%d removed", t.removed))
	}
	parts = append(parts, count(t.problems, "problem", "problems"))
	s.printLine(strings.Join(parts, ", "))
	if line := t.leftOutLine(); line != "" {
		s.printLine(line)
	}
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// terminal reports whether w is a terminal.
func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
