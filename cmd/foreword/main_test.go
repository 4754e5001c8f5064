package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/pflag"
)

func TestMain(m *testing.M) {
	// The scripts wait for disks more than they compute. The command line overrides this.
	if err := flag.Set("test.parallel", "6"); err != nil {
		panic(err)
	}
	testscript.Main(m, map[string]func(){"foreword": main})
}

// TestScripts runs testdata/*.txtar: each is one behaviour, with its files.
func TestScripts(t *testing.T) {
	caches := t.TempDir() // one index of the installed fonts for all of them
	testscript.Run(t, testscript.Params{
		Files:               scripts(t),
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"nowhere": nowhere, "holds": holds},
		Setup: func(env *testscript.Env) error {
			env.Setenv("XDG_CACHE_HOME", caches)
			env.Setenv("GOGC", "400") // of processes that end soon, most memory needs no collection
			blog := filepath.Join(env.WorkDir, "blog")
			if err := os.CopyFS(blog, os.DirFS("../../examples/blog")); err != nil {
				return err
			}
			// The covers of the blog are set in the built-in font, which is quicker to load.
			config, err := os.ReadFile(filepath.Join(blog, configName))
			if err != nil {
				return err
			}
			config = bytes.ReplaceAll(config, []byte("\n    file: "), []byte("\n    font: builtin\n    file: "))
			return os.WriteFile(filepath.Join(blog, configName), config, 0o666)
		},
	})
}

// scripts returns the scripts to run: all of them, or in short tests, which the race
// detector gets and is slow with, those of verbs that work in parallel.
func scripts(t *testing.T) []string {
	var all []string
	patterns := []string{"*"}
	if testing.Short() {
		patterns = []string{"build", "catalog", "check", "feed", "serve"}
	}
	for _, p := range patterns {
		files, err := filepath.Glob(filepath.Join("testdata", p+".txtar"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no scripts %s: %v", p, err)
		}
		all = append(all, files...)
	}
	return all
}

func TestRunReturnsTheExitCode(t *testing.T) {
	for _, tt := range []struct {
		args []string
		want int
	}{
		{[]string{"version"}, exitDone},
		{[]string{"help", "show"}, exitDone},
		{[]string{"completion", "bash"}, exitDone},
		{[]string{"help", "shwo"}, exitUsage},
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

// Whoever asks for help is told when it cannot be written.
func TestHelpCannotBeWritten(t *testing.T) {
	for _, args := range [][]string{nil, {"help"}, {"help", "feed"}, {"feed", "--help"}, {"--version"}, {"version"}, {"completion", "bash"}} {
		var stderr bytes.Buffer
		code := run(t.Context(), args, nil, fullDisk{}, &stderr)
		if code != exitFault || !strings.Contains(stderr.String(), syscall.ENOSPC.Error()) {
			t.Errorf("run(%q) = %d, want %d\n%s", args, code, exitFault, &stderr)
		}
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

// TestREADME runs the commands of the transcript in the README: it is true.
func TestREADME(t *testing.T) {
	t.Chdir("../..")
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, transcript, _ := strings.Cut(string(readme), "```console\n")
	transcript, _, _ = strings.Cut(transcript, "```")
	out := t.TempDir()
	n := 0
	for block := range strings.SplitSeq(transcript, "$ foreword ") {
		if block == "" {
			continue
		}
		command, want, _ := strings.Cut(block, "\n")
		args := strings.Fields(command)
		for i, arg := range args {
			if arg == "public" {
				args[i] = out
			}
		}
		var got bytes.Buffer
		if code := run(t.Context(), args, strings.NewReader(""), &got, &got); code != exitDone {
			t.Errorf("foreword %s: exit code %d", command, code)
		}
		// The fonts are those of the machine.
		printed := regexp.MustCompile(`(?m)^.*: cover set in .*\n`).ReplaceAllString(got.String(), "")
		if printed != want {
			t.Errorf("foreword %s prints\n%s\nand the README says\n%s", command, printed, want)
		}
		n++
	}
	if n == 0 {
		t.Error("the README has no transcript")
	}
}

// Each word that a shell offers for a flag is one that the flag takes.
func TestOfferedWords(t *testing.T) {
	n := 0
	for _, cmd := range newRoot(new(session)).Commands() {
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			for _, word := range offered(f) {
				n++
				if err := f.Value.Set(word); err != nil {
					t.Errorf("%s --%s %s: %v", cmd.Name(), f.Name, word, err)
				}
			}
		})
	}
	if n == 0 {
		t.Error("no flag offers words")
	}
}
