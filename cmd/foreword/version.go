package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

// version returns the version of the module that this program was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}

// commit returns the commit that this program was built from and its date, as
// "3f2a1bc 2026-11-30"; "" if it was not built in a checkout.
func commit(settings []debug.BuildSetting) string {
	values := make(map[string]string)
	for _, s := range settings {
		values[s.Key] = s.Value
	}
	const short = 12
	parts := notEmpty(values["vcs.revision"], values["vcs.time"])
	if len(parts) == 0 {
		return ""
	}
	parts[0] = parts[0][:min(short, len(parts[0]))]
	if len(parts) > 1 {
		parts[1], _, _ = strings.Cut(parts[1], "T")
	}
	if values["vcs.modified"] == "true" {
		parts = append(parts, "with changes")
	}
	return strings.Join(parts, " ")
}

func newVersion(s *session) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version, commit and date",
		Args:  noneAtAll,
		RunE: func(*cobra.Command, []string) error {
			line := "foreword " + version()
			if info, ok := debug.ReadBuildInfo(); ok {
				if c := commit(info.Settings); c != "" {
					line += " (" + c + ")"
				}
			}
			_, err := fmt.Fprintf(s.stdout, "%s %s %s/%s\n", line, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
}
