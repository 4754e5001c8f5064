package feed

import (
	"context"
	"errors"
	"io"
	"slices"
)

// A CreateFunc opens the file of the slash-separated name given for writing,
// and makes its folder if there is none. Names are those of [Feed.File],
// which has no ".." and does not begin with a slash.
//
// A file is closed when its document is complete. If it also has a method
// Discard(), that is called in place of Close for a document that is not
// complete, so that the file can leave an older one as it is.
type CreateFunc func(name string) (io.WriteCloser, error)

// WriteFiles writes feeds, such as those of a [Set], each in its formats to
// the files that [Feed.File] names. If there is more than one feed, it also
// writes lists of them: feeds.opml for readers, see [OPML], and feeds.html for
// people, see [Page].
//
// It returns the report of each feed written, in their order, with an error
// too. A feed of which no item could be read, though there were some, is
// discarded. The error is what stopped the work: the feeds after it are
// missing.
func (e *Encoder) WriteFiles(ctx context.Context, create CreateFunc, feeds ...*Feed) ([]*Report, error) {
	var reports []*Report
	for _, f := range feeds {
		report, err := e.writeFeed(ctx, create, f)
		reports = append(reports, report)
		if err != nil {
			return reports, err
		}
	}
	if len(feeds) < 2 {
		return reports, nil
	}
	list := func(name string, write func(io.Writer) error) error {
		file, err := create(name)
		if err != nil {
			return err
		}
		return end(file, write(file))
	}
	return reports, errors.Join(
		list("feeds.opml", func(w io.Writer) error { return OPML(w, feeds[0].Title, feeds...) }),
		list("feeds.html", func(w io.Writer) error { return Page(w, feeds...) }),
	)
}

// writeFeed writes a feed in its formats.
func (e *Encoder) writeFeed(ctx context.Context, create CreateFunc, f *Feed) (*Report, error) {
	var outs []Output
	var files []io.WriteCloser
	var err error
	for _, format := range slices.Compact(slices.Sorted(slices.Values(f.formats()))) {
		var file io.WriteCloser
		if file, err = create(f.File(format)); err != nil {
			break
		}
		files = append(files, file)
		outs = append(outs, Output{format, file})
	}
	report := new(Report)
	if err == nil {
		report, err = e.Encode(ctx, f, outs...)
	}
	fault := err
	if err == nil && report.Items == 0 && len(report.Skipped) > 0 {
		fault = errNothing
	}
	for _, file := range files {
		if failed := end(file, fault); err == nil && failed != errNothing {
			err = failed
		}
	}
	return report, err
}

// errNothing means that none of the items of a feed could be read, so that
// its files are discarded.
var errNothing = errors.New("no item could be read")

// end closes a file, or discards it if there was an error, which it returns.
func end(file io.WriteCloser, err error) error {
	if err == nil {
		return file.Close()
	}
	if d, ok := file.(interface{ Discard() }); ok {
		d.Discard()
	} else {
		file.Close()
	}
	return err
}
