package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"foreword": main})
}

// TestScripts runs testdata/*.txtar: each is one behaviour, with its files.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			return os.CopyFS(filepath.Join(env.WorkDir, "blog"), os.DirFS("../../examples/blog"))
		},
	})
}

func TestRunReturnsTheExitCode(t *testing.T) {
	for _, tt := range []struct {
		args []string
		want int
	}{
		{[]string{"version"}, exitDone},
		{[]string{"help", "show"}, exitDone},
		{[]string{"completion", "bash"}, exitDone},
		{[]string{"show", "no-such-file.md"}, exitFault},
		{[]string{"show"}, exitUsage},
		{[]string{"shwo", "x.md"}, exitUsage},
		{[]string{"show", "--jsno", "x.md"}, exitUsage},
		{[]string{"show", "--location", "Mars/Olympus", "x.md"}, exitUsage},
	} {
		null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := run(context.Background(), tt.args, null, null, null); got != tt.want {
			t.Errorf("run(%q) = %d, want %d", tt.args, got, tt.want)
		}
		null.Close()
	}
}
