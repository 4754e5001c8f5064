// Judge compares Foreword with the site generators that it reads the sites of.
//
//	judge record FACTS... SITE BUILT    the record of a site that its engine has built
//	judge compare ACCOUNTED DIR         the faults of the feeds in DIR that are not accounted for
//	judge same RECORD RECORD            how two records of a site differ
//
// For each record NAME.json in DIR compare reads NAME.feed.json, which Foreword made of the site, and
// NAME.posts.feed.json, which it made of the folder of posts alone, where the facts name one.
//
// A record lists what the engine published: see [Record]. It goes to standard
// output. The layouts of the sample sites mark the body of each page for it: see [pageOf].
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "judge:", err)
		os.Exit(1)
	}
}

var errUsage = errors.New("usage: judge record FACTS... SITE BUILT | compare ACCOUNTED DIR | same RECORD RECORD")

func run(args []string, w io.Writer) error {
	switch {
	case len(args) >= 4 && args[0] == "record":
		n := len(args)
		r, err := record(args[1:n-2], args[n-2], args[n-1])
		if err != nil {
			return err
		}
		return r.write(w)
	case len(args) == 3 && args[0] == "compare":
		return compareAll(w, args[1], args[2])
	case len(args) == 3 && args[0] == "same":
		return sameFiles(w, args[1], args[2])
	}
	return errUsage
}

// A Record holds what an engine made of a site.
type Record struct {
	Facts
	// Entries are the pages made of a source file, ordered by it and their address.
	Entries []*Entry `json:"entries"`
	// Unpublished are the Markdown files of the site that made no page, such as drafts.
	Unpublished []string `json:"unpublished"`
	// Files are all files that the engine wrote, as paths on the site below the base
	// path. Stylesheets, scripts, fonts and what bundlers rename are left out.
	Files []string `json:"files"`
}

// Facts hold what the configuration of a site says. They are written by hand, one file for
// each sample site and one for what differs in a variant.
type Facts struct {
	Engine      string `json:"engine"`
	Variant     string `json:"variant,omitempty"`
	Title       string `json:"title"`
	Description string `json:"description,omitempty"`
	// URL is the address of the site's first page, which ends in the base path.
	URL string `json:"url"`
	// Lang is the language of the site, and Langs all of them where there are several.
	Lang   string   `json:"lang,omitempty"`
	Langs  []string `json:"langs,omitempty"`
	Author string   `json:"author,omitempty"`
	// Zone is the IANA name of the time zone of dates without one, or empty for UTC.
	Zone string `json:"zone,omitempty"`
	// Content are the folders below which the engine looks for Markdown, if it does not
	// look everywhere.
	Content []string `json:"content,omitempty"`
	// Root is the folder that the engine is run on, if it is not the site.
	Root string `json:"root,omitempty"`
	// Posts is a folder of posts that an author may name instead of the site.
	Posts string `json:"posts,omitempty"`
	// Kinds has the kind of entries that their layout does not know, by source. See [Entry].
	Kinds map[string]string `json:"kinds,omitempty"`
	// Given are the flags that Foreword needs, because no file of the site says so.
	Given []string `json:"given,omitempty"`
	// FreeAnchors is true if no rule is known for the ids of headings: links are compared without.
	FreeAnchors bool `json:"free_anchors,omitempty"`
	// ByHand says why the record of the site was written by hand, with the sources of the rules.
	ByHand string `json:"by_hand,omitempty"`
}

// An Entry is a page that an engine made of a source file.
type Entry struct {
	// Source is the path of the file in the site.
	Source string `json:"source"`
	// Kind is one of
	//
	//	post      belongs in the feed
	//	page      does not: section and index pages, 404, archives, pages that stand alone
	//	unlisted  does not, although it is published: its author said so
	//	document  may be in the feed or not, as the engine has no rule of its own
	Kind string `json:"kind"`
	// Address is the path of the page on the site, as the engine writes it, percent-encoded.
	Address string `json:"address"`
	Title   string `json:"title,omitempty"`
	// Date is when the post was published, in RFC 3339, or empty if the engine knows no date.
	Date string `json:"date,omitempty"`
	// Published and Modified are the dates of the page in the engine's feeds, sitemaps and metadata,
	// each once, in RFC 3339 with the offset that the engine wrote.
	Published []string `json:"published,omitempty"`
	Modified  []string `json:"modified,omitempty"`
	Lang      string   `json:"lang,omitempty"`
	// IDs are those of the headings in the body, in their order.
	IDs []string `json:"ids,omitempty"`
	// Anchors are the ids of all other elements in the body.
	Anchors []string `json:"anchors,omitempty"`
	// Links and Images are where the body leads to, in its order: absolute paths on the
	// site, or addresses with a scheme. See [bundled] for images that have no name to know.
	Links  []string `json:"links,omitempty"`
	Images []string `json:"images,omitempty"`
	// Captions are the titles of the pictures, which show on no page but may be captions in a feed.
	Captions []string `json:"captions,omitempty"`
	// Pictures are the files of the site with the same bytes as the images, one for each; empty
	// where none has. A bundler renames files or writes them into the page.
	Pictures []string `json:"pictures,omitempty"`
	// Embeds are the sources of the frames, videos and sounds in the body.
	Embeds []string `json:"embeds,omitempty"`
	// Breaks is the number of line breaks in the body.
	Breaks int `json:"breaks,omitempty"`
	// Text is the text of the body with one space between words, a line for each block.
	Text string `json:"text"`
}

func (r *Record) write(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(r)
}

func readJSON(name string, v any) error {
	src, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(src, v); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// sameFiles prints each line in which two records differ.
func sameFiles(w io.Writer, a, b string) error {
	var lines [2][]string
	for i, name := range []string{a, b} {
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		lines[i] = strings.Split(string(src), "\n")
	}
	kept := common(lines[0], lines[1])
	n := 0
	for i, sign := range []string{"-", "+"} {
		for j, line := range lines[i] {
			if !kept[i][j] {
				n++
				fmt.Fprintf(w, "%s %s\n", sign, line)
			}
		}
	}
	if n > 0 {
		return fmt.Errorf("%s and %s differ", a, b)
	}
	return nil
}
