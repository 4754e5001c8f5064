// Peers compares the processor time and memory of Foreword with those of programs that
// people use in its place; .ci/peers/run builds both and starts it.
//
//	peers feeds DIR              plain feeds of goldmark and gorilla/feeds, to nowhere
//	peers goldmark DIR           each post converted by goldmark, to nowhere
//	peers book DIR               a plain book of goldmark and go-epub, to nowhere
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
	numbers := make([]int, len(args))
	for i := range args[min(len(args), 2):] {
		n, err := strconv.Atoi(args[2+i])
		if err != nil {
			return err
		}
		numbers[2+i] = n
	}
	switch {
	case len(args) == 2:
		return plain(args[0], args[1])
	case len(args) == 3 && args[0] == "posts":
		return writePosts(args[1], numbers[2])
	case len(args) == 4 && args[0] == "compare":
		return compare(args[1], numbers[2], numbers[3])
	}
	return fmt.Errorf("usage: peers feeds|goldmark|book|head DIR, peers posts DIR N, peers compare DIR N PAIRS")
}
