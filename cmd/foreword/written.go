package main

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"slices"
	"strings"
)

// written reports whether a file has the form of an output of this program, of
// whatever version: a feed that names it as its generator, a book with the parts
// of ours in their order, or one of the lists of feeds. So a folder that was
// written before there was a list of its files is one that can be written to.
func written(f *os.File) bool {
	const most = 64 << 10
	head, err := io.ReadAll(io.NewSectionReader(f, 0, most))
	if err != nil {
		return false
	}
	text := string(head)
	switch {
	case strings.HasPrefix(text, "PK\x03\x04"):
		return writtenBook(f)
	case strings.HasPrefix(text, `<?xml version="1.0" encoding="UTF-8"?><rss `):
		return strings.Contains(before(text, "<item>"), "<generator>Foreword</generator>")
	case strings.HasPrefix(text, `<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/terms/"`):
		return strings.Contains(before(text, "<entry>"), `href="opds.xml" rel="self"`)
	case strings.HasPrefix(text, `<?xml version="1.0" encoding="UTF-8"?><feed `):
		return strings.Contains(before(text, "<entry>"), `<generator uri="https://github.com/foreword-go/foreword">Foreword</generator>`)
	case strings.HasPrefix(text, "{\n  \"metadata\": {\n    \"title\": "):
		return strings.Contains(text, `"type": "application/opds+json"`)
	case strings.HasPrefix(text, "{\n  \"version\": \"https://jsonfeed.org/version/1.1\",\n  \"title\": "):
		return true
	case strings.HasPrefix(text, `<?xml version="1.0" encoding="UTF-8"?>`+"\n<opml version=\"2.0\">\n  <head>\n    <title>"):
		return strings.Contains(text, "</title>\n  </head>\n  <body>\n    <outline type=\"rss\" text=\"")
	}
	if strings.HasPrefix(text, "<!DOCTYPE html>\n<html") {
		return strings.Contains(before(text, "</head>"), `<meta name="generator" content="Foreword" />`)
	}
	return writtenLinks(head, len(head) == most)
}

// before returns the text before the first mark, or all of the text if it has no mark.
func before(text, mark string) string {
	text, _, _ = strings.Cut(text, mark)
	return text
}

// writtenLinks reports whether a text is nothing but lines of feeds.html; the
// last one may be cut off.
func writtenLinks(text []byte, cut bool) bool {
	lines := 0
	for line := range bytes.Lines(text) {
		if whole := bytes.HasSuffix(line, []byte(" />\n")); !whole && (!cut || lines == 0) ||
			!bytes.HasPrefix(line, []byte(`<link rel="alternate" type="application/`)) {
			return false
		}
		lines++
	}
	return lines > 0
}

// writtenBook reports whether a file is a book with the first entries of ours,
// none with a time.
func writtenBook(f *os.File) bool {
	info, err := f.Stat()
	if err != nil {
		return false
	}
	z, err := zip.NewReader(f, info.Size())
	if err != nil {
		return false
	}
	var names []string
	for _, entry := range z.File {
		const first = 1980 // year that a ZIP file can say
		if entry.Modified.Year() >= first || len(entry.Extra) > 0 {
			return false
		}
		names = append(names, entry.Name)
	}
	ours := []string{"mimetype", "META-INF/container.xml", "EPUB/package.opf", "EPUB/nav.xhtml", "EPUB/toc.ncx"}
	return len(names) > len(ours) && slices.Equal(names[:len(ours)], ours)
}
