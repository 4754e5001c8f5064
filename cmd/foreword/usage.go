package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/foreword-go/foreword/internal/spell"
)

// A usageError is a fault in the command line.
type usageError struct {
	err  error
	hint string // what to do instead; "" if there is no advice
}

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

// usagef returns a usageError with a hint.
func usagef(hint, format string, args ...any) error {
	return &usageError{err: fmt.Errorf(format, args...), hint: hint}
}

// seeHelp returns the hint for when there is no better one.
func seeHelp(cmd *cobra.Command) string { return "see " + cmd.CommandPath() + " --help" }

// didYouMean returns a hint that names the known word most similar to word,
// or the hint of seeHelp.
func didYouMean(cmd *cobra.Command, word, mark string, known []string) string {
	if near := spell.Nearest(word, known); near != "" {
		return "did you mean " + mark + near + "?"
	}
	return seeHelp(cmd)
}

// unknownCommand returns the error for a verb that cmd does not have.
func unknownCommand(cmd *cobra.Command, name string) error {
	if info, err := os.Stat(name); err == nil && !cmd.HasParent() {
		verb := "show"
		if info.IsDir() {
			verb = "build"
		}
		return usagef(fmt.Sprintf("%s is a path: foreword %s %[1]s", name, verb), "unknown command %q for %q", name, cmd.CommandPath())
	}
	var known []string
	for _, c := range cmd.Commands() {
		known = append(known, c.Name())
	}
	return usagef(didYouMean(cmd, name, "", known), "unknown command %q for %q", name, cmd.CommandPath())
}

// noArgs accepts no arguments; it treats an argument as an unknown verb.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return unknownCommand(cmd, args[0])
	}
	return nil
}

// noneAtAll accepts no arguments, for a verb that has no verbs below it.
func noneAtAll(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef(seeHelp(cmd), "%s takes no %q", cmd.Name(), args[0])
	}
	return nil
}

// paths accepts one or more PATHs.
func paths(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return usagef(seeHelp(cmd), "no PATH given: name a file or folder, or - for standard input")
	}
	return nil
}

// onePath accepts exactly one PATH.
func onePath(cmd *cobra.Command, args []string) error {
	if err := paths(cmd, args); err != nil {
		return err
	}
	if len(args) > 1 {
		return usagef(seeHelp(cmd), "%s takes one PATH, not %d", cmd.Name(), len(args))
	}
	return nil
}

// optionalPath accepts at most one PATH.
func optionalPath(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return onePath(cmd, args)
}

// newHelp returns the verb that explains the others.
func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "help [VERB | TOPIC]",
		Short: "Explain a verb or a topic",
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			var names []string
			for _, c := range cmd.Root().Commands() {
				if len(args) == 0 && !c.Hidden {
					names = append(names, c.Name()+"\t"+c.Short)
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			verb, rest, err := cmd.Root().Find(args)
			if err != nil {
				return err
			}
			if len(rest) > 0 {
				return unknownCommand(verb, rest[0])
			}
			return verb.Help()
		},
	}
}

// flagError returns a message about a flag: what was probably meant, or which values it
// takes.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		var known []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, f.Name) })
		return &usageError{err: err, hint: didYouMean(cmd, unknown.GetSpecifiedName(), "--", known)}
	case errors.As(err, &invalid):
		flag := invalid.GetFlag()
		var number *strconv.NumError
		if cause := errors.Unwrap(err); !errors.As(cause, &number) {
			return usagef(seeHelp(cmd), "--%s: %w", flag.Name, cause)
		}
		want := "a whole number"
		if flag.Value.Type() == "bool" {
			want = "true or false"
		} else if errors.Is(number, strconv.ErrRange) {
			want = "a number in range"
		}
		return usagef(seeHelp(cmd), "--%s: %q is not %s", flag.Name, invalid.GetValue(), want)
	}
	return &usageError{err: err, hint: seeHelp(cmd)}
}
