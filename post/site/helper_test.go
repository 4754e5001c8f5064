package site

import (
	"errors"
	"maps"
	"testing"
	"testing/fstest"
	"time"
)

// tree makes a file system of names and texts.
func tree(files map[string]string) fstest.MapFS {
	fsys := make(fstest.MapFS)
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// findIn finds the site in a tree, and fails the test if it cannot be read.
func findIn(t *testing.T, files map[string]string, dir string) *Site {
	t.Helper()
	s, err := Find(tree(files), dir)
	if err != nil {
		t.Fatalf("Find: %v", err)
	}
	return s
}

// with returns files with one more.
func with(files map[string]string, name, text string) map[string]string {
	all := maps.Clone(files)
	all[name] = text
	return all
}

func day(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

// front makes the values of a front matter.
type front = map[string]any

// An addressTest is a page and its address on a site with a configuration.
type addressTest struct {
	name   string
	config string // appended to the configuration of the table
	page   Page
	want   string
	err    error
}

// checkAddresses runs a table over the sites that files make with the
// configuration of each test.
func checkAddresses(t *testing.T, files map[string]string, config string, tests []addressTest) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := findIn(t, with(files, config, files[config]+test.config), ".")
			got, err := s.Address(&test.page)
			if !errors.Is(err, test.err) {
				t.Fatalf("Address(%s) error = %v, want %v", test.page.Path, err, test.err)
			}
			if got != test.want {
				t.Errorf("Address(%s) = %q, want %q", test.page.Path, got, test.want)
			}
		})
	}
}

// A kindTest is a page and what it is.
type kindTest struct {
	page Page
	want Kind
}

func checkKinds(t *testing.T, s *Site, tests []kindTest) {
	t.Helper()
	for _, test := range tests {
		if got := s.Kind(&test.page); got.Kind != test.want {
			t.Errorf("Kind(%s %v) = %s (%s), want %s", test.page.Path, test.page.Front, got.Kind, got.Reason, test.want)
		}
	}
}

// A refTest is a reference and the file that it leads to; "" if it is missing,
// and "elsewhere", "same" and "computed" for the other outcomes.
type refTest struct{ from, ref, want string }

func checkRefs(t *testing.T, x *Index, tests []refTest) {
	t.Helper()
	for _, test := range tests {
		target := x.Resolve(test.from, test.ref)
		got := target.File
		if target.Status != StatusFile && target.Status != StatusMissing {
			got = string(target.Status)
		}
		if got != test.want {
			t.Errorf("Resolve(%q, %q) = %q, want %q", test.from, test.ref, got, test.want)
		}
	}
}
