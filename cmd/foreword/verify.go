package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"runtime"
	"strings"
	"sync"
)

// Each document is read back from the disk before it takes its place: these
// are the checks. They stand apart from the encoders on purpose, so that a
// fault of one is not a fault of both.

// verifier returns the check for a file by its name; nil if there is none.
func verifier(name string) func(*os.File) error {
	switch path.Ext(name) {
	case ".xml", ".opml":
		return func(f *os.File) error { return wellFormed(f) }
	case ".json":
		return validJSON
	case ".epub":
		return wholeBook
	}
	return nil
}

// wellFormed reads an XML document to its end.
func wellFormed(r io.ReadSeeker) error {
	// Most of a document is text, which encoding/xml takes byte by byte. What
	// does not pass without it is read again as it is: the decoder has the
	// last word, and says what is wrong and where.
	if decodes(newSkeleton(r)) == nil {
		return nil
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return decodes(bufio.NewReader(r))
}

func decodes(r io.Reader) error {
	d := xml.NewDecoder(r)
	d.CharsetReader = func(label string, _ io.Reader) (io.Reader, error) {
		return nil, fmt.Errorf("the encoding is %q, not UTF-8", label)
	}
	depth, roots := 0, 0
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("not well-formed: %w", err)
		}
		switch tok.(type) {
		case xml.StartElement:
			if depth == 0 {
				roots++
			}
			depth++
		case xml.EndElement:
			depth--
		}
	}
	if roots != 1 {
		return fmt.Errorf("not well-formed: %d root elements", roots)
	}
	return nil
}

func validJSON(f *os.File) error {
	d := json.NewDecoder(bufio.NewReader(f))
	depth := 0
	for n := 0; ; n++ {
		tok, err := d.Token()
		switch {
		case err == io.EOF && n > 0 && depth == 0:
			return nil
		case err != nil:
			return fmt.Errorf("not JSON: %w", err)
		case tok == json.Delim('{') || tok == json.Delim('['):
			depth++
		case tok == json.Delim('}') || tok == json.Delim(']'):
			depth--
		}
	}
}

// wholeBook reads every entry of an EPUB, whose checksums are then checked,
// and its documents as XML.
func wholeBook(f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	z, err := zip.NewReader(f, info.Size())
	if err != nil {
		return err
	}
	if len(z.File) == 0 || z.File[0].Name != "mimetype" {
		return errors.New("not an EPUB: no mimetype first")
	}
	errs := make([]error, len(z.File))
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var checks sync.WaitGroup
	for i, entry := range z.File {
		slots <- struct{}{}
		checks.Go(func() {
			if err := wholeEntry(entry); err != nil {
				errs[i] = fmt.Errorf("%s: %w", entry.Name, err)
			}
			<-slots
		})
	}
	checks.Wait()
	return cmp.Or(errs...)
}

func wholeEntry(entry *zip.File) error {
	r, err := entry.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	switch strings.ToLower(path.Ext(entry.Name)) {
	case ".xhtml", ".opf", ".ncx", ".xml", ".svg":
		doc, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		return wellFormed(bytes.NewReader(doc))
	}
	_, err = io.Copy(io.Discard, r)
	return err
}
