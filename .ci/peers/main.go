// Peers compares the processor time and memory of Foreword with those of programs that
// people use in its place; .ci/peers/run builds both and starts it.
//
//	peers feeds DIR OUT          plain feeds of goldmark and gorilla/feeds, to the folder OUT
//	peers goldmark DIR           each post converted by goldmark, to nowhere
//	peers book DIR OUT           a plain book of goldmark and go-epub, to the file OUT
//	peers head DIR               the first 4 KB of each post read
//	peers posts DIR N            write N posts
//	peers compare DIR N PAIRS    all of it, beside the program DIR/foreword
package main

import (
	"fmt"
	"os"
	"strconv"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	work := ""
	if len(args) > 0 {
		work, args = args[0], args[1:]
	}
	switch {
	case len(args) == 1 && (work == "goldmark" || work == "head"):
		return plain(work, args[0], "")
	case len(args) == 2 && (work == "feeds" || work == "book"):
		return plain(work, args[0], args[1])
	case len(args) == 2 && work == "posts":
		n, err := strconv.Atoi(args[1])
		if err != nil {
			return err
		}
		return writePosts(args[0], n)
	case len(args) == 3 && work == "compare":
		posts, err := strconv.Atoi(args[1])
		if err != nil {
			return err
		}
		pairs, err := strconv.Atoi(args[2])
		if err != nil {
			return err
		}
		return compare(args[0], posts, pairs)
	}
	return fmt.Errorf("usage: peers goldmark|head DIR, peers feeds|book DIR OUT, peers posts DIR N, peers compare DIR N PAIRS")
}
