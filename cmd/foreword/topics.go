package main

import (
	"embed"
	"strings"

	"github.com/spf13/cobra"
)

//go:embed help
var helpTexts embed.FS

// newTopics returns the help pages that are not about a verb. The first line
// of a page is its title.
func newTopics(build *cobra.Command) []*cobra.Command {
	var topics []*cobra.Command
	for _, name := range []string{"config", "warnings", "reposts", "engines", "ereaders"} {
		text, err := helpTexts.ReadFile("help/" + name + ".txt")
		if err != nil {
			panic(err) // it is part of the program
		}
		title, long, _ := strings.Cut(string(text), "\n\n")
		if name == "config" {
			_, keys, _ := strings.Cut(build.Long, ":\n\n")
			long += keys
		}
		topics = append(topics, &cobra.Command{
			Use:   name,
			Short: title[strings.Index(title, ": ")+2:],
			Long:  title + "\n\n" + strings.TrimSpace(long),
		})
	}
	return topics
}
