package feed

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"slices"
	"sync"
	"time"
)

// An Encoder writes feeds. Its zero value is ready to use, and it is safe for
// concurrent use as long as its fields do not change.
type Encoder struct {
	// Warned says how much of an item with a content warning is written. The
	// warning itself, the authors and a link are always written.
	Warned Policy
	// WarnedPictures lets an item with a content warning have a picture beside its
	// content: a thumbnail, a picture of an episode or an enclosure. By default it
	// has none, since readers show those in lists, where nobody has read the
	// warning. Pictures in the content stay there either way.
	WarnedPictures bool
	// Content says how much of any other item is written.
	Content Policy
	// MarkTitles writes the title of an item's content warning before the
	// title of the item, for readers that show a list of titles.
	MarkTitles bool
	// AdultRating adds <media:rating scheme="urn:simple">adult</media:rating>
	// to items with a content warning of [post.LevelDanger], and marks such
	// episodes of a podcast as explicit. Some readers and directories hide
	// these items.
	AdultRating bool
}

// A Report describes what was written, and what was not.
type Report struct {
	// Lang is the language of the feed: [Feed.Lang], or else that of more than half
	// of its items. If [Feed.Updated] is set, only the first 32 items count. If ""
	// (unknown), readers guess and validators report it.
	Lang string
	// Updated is when the feed last changed: [Feed.Updated], else the time of
	// its newest item.
	Updated time.Time
	Items   int // written
	Warned  int // of them, with a content warning
	Reposts int // of them, written by others
	// Unlisted counts the posts, such as drafts, that [FromPosts] or [Set]
	// left out.
	Unlisted int
	// Skipped holds the errors of the items that could not be read or
	// written, in order. The documents are complete but for those items.
	// Errors that were joined are listed one by one, so an item may have
	// several.
	Skipped []error
	// Problems holds what is wrong with items that were written all the same.
	Problems []*ItemError
}

// LogValue implements [slog.LogValuer]: a group of the counts.
func (r *Report) LogValue() slog.Value {
	return slog.GroupValue(
		slog.Int("items", r.Items), slog.Int("warned", r.Warned), slog.Int("reposts", r.Reposts), slog.Int("unlisted", r.Unlisted),
		slog.Int("skipped", len(r.Skipped)), slog.Int("problems", len(r.Problems)),
	)
}

// skip records the error of an item. Joined errors are recorded one by one.
func (r *Report) skip(err error) {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		all := joined.Unwrap()
		if same := errors.Join(all...); same != nil && same.Error() == err.Error() {
			for _, err := range all {
				r.skip(err)
			}
			return
		}
	}
	r.Skipped = append(r.Skipped, err)
}

// The errors that an [ItemError] may wrap. [ErrElement] and [ErrPodcast] are
// others.
var (
	// ErrNoID means that an item has neither ID nor URL. It is left out.
	ErrNoID = errors.New("neither id nor URL")
	// ErrID means that an identifier is a URI of another scheme than http,
	// https, tag and urn, which readers might turn into an unsafe link. It is
	// ignored: the item gets the identifier that it would have without ID.
	ErrID = errors.New("identifier is not an http, https, tag or urn URI")
	// ErrDuplicateID means that another item has the identifier: an older
	// post of the [Set], or an earlier item of the document. The item gets the
	// identifier that it would have without ID, else one made from its title.
	ErrDuplicateID = errors.New("identifier taken by another item")
	// ErrDate means that a time is outside the years 1 to 9999, which no
	// format can write. It is left out.
	ErrDate = errors.New("date outside the years 1 to 9999")
)

// An ItemError describes what is wrong with an item.
type ItemError struct {
	Item string // identifier of the item, else its address or title
	Err  error
}

// Error returns a message such as `feed: item "urn:x:1": identifier taken by
// another item`.
func (e *ItemError) Error() string { return fmt.Sprintf("feed: item %q: %v", e.Item, e.Err) }

// Unwrap returns e.Err.
func (e *ItemError) Unwrap() error { return e.Err }

// RSS writes f as RSS 2.0; see [Encoder.Encode].
func (e *Encoder) RSS(ctx context.Context, w io.Writer, f *Feed) (*Report, error) {
	return e.Encode(ctx, f, Output{FormatRSS, w})
}

// Atom writes f as Atom 1.0; see [Encoder.Encode].
func (e *Encoder) Atom(ctx context.Context, w io.Writer, f *Feed) (*Report, error) {
	return e.Encode(ctx, f, Output{FormatAtom, w})
}

// JSON writes f as JSON Feed 1.1; see [Encoder.Encode].
func (e *Encoder) JSON(ctx context.Context, w io.Writer, f *Feed) (*Report, error) {
	return e.Encode(ctx, f, Output{FormatJSON, w})
}

// queue is the number of items that may wait for the slowest output.
const queue = 4

// Encode writes f to all outputs at once, in one pass over its items. It holds
// a few items at a time, and writes the same bytes for the same feed each time.
//
// The report is never nil, with an error too. Errors of single items are in the
// report; the error says what stopped the work. An invalid feed leaves the
// outputs untouched, with an error that wraps [ErrTitle], [ErrURL], [ErrLang],
// [ErrFormat] or [ErrPolicy]. Any other error is that of a writer, of ctx,
// [ErrOnce] or [ErrIncomplete], and the outputs concerned are incomplete.
func (e *Encoder) Encode(ctx context.Context, f *Feed, outs ...Output) (*Report, error) {
	report := &Report{Unlisted: f.unlisted}
	if err := f.check(); err != nil {
		return report, err
	}
	for _, p := range []Policy{e.Warned, e.Content} {
		if err := p.check(); err != nil {
			return report, fmt.Errorf("feed: %w", err)
		}
	}
	for _, o := range outs {
		if err := o.Format.check(); err != nil {
			return report, fmt.Errorf("feed: %w", err)
		}
	}
	d, err := newDocument(e, f)
	if err != nil {
		return report, err
	}
	items, err := d.gather(ctx)
	if err != nil {
		return report, err
	}
	lanes := d.lanes(outs)
	errs := []error{e.hand(ctx, d, items, report, lanes)}
	report.Lang, report.Updated = d.lang, d.updated
	for i, l := range lanes {
		if l.err != nil {
			errs = append(errs, fmt.Errorf("feed: write %v: %w", outs[i].Format, l.err))
		}
	}
	return report, errors.Join(errs...)
}

// hand prepares each item and sends it to all lanes that still take items. It
// returns when all lanes have ended.
func (e *Encoder) hand(ctx context.Context, d *document, items iter.Seq2[*Item, error], report *Report, lanes []*lane) error {
	var wg sync.WaitGroup
	// The head of a document is written with the first item, so that the
	// outputs stay untouched if the items cannot be read.
	start := sync.OnceFunc(func() {
		for _, l := range lanes {
			wg.Go(func() { l.run(d) })
		}
	})
	defer func() {
		start()
		for _, l := range lanes {
			close(l.in)
		}
		wg.Wait()
	}()
	for it, err := range items {
		if cause := ends(ctx, err); cause != nil {
			for _, l := range lanes {
				l.cut = cause
			}
			return cause
		}
		var en *entry
		if err == nil {
			en, err = d.prepare(it)
		}
		if err != nil {
			report.skip(err)
			continue
		}
		report.count(en)
		start()
		for _, l := range lanes {
			select {
			case l.in <- en:
			case <-l.done:
			}
		}
		if len(lanes) > 0 && !slices.ContainsFunc(lanes, func(l *lane) bool { return !l.failed() }) {
			return nil
		}
	}
	return nil
}

func (r *Report) count(en *entry) {
	r.Items++
	if len(en.warnings) > 0 {
		r.Warned++
	}
	if en.repost != nil {
		r.Reposts++
	}
	r.Problems = append(r.Problems, en.problems...)
}

// A lane sends entries to one output.
type lane struct {
	out  Output
	in   chan *entry
	done chan struct{} // closed when the output is written or has failed
	cut  error         // why in was closed before the end; set before in is closed
	err  error         // valid once done is closed
}

func (d *document) lanes(outs []Output) []*lane {
	lanes := make([]*lane, len(outs))
	for i, o := range outs {
		lanes[i] = &lane{out: o, in: make(chan *entry, queue), done: make(chan struct{})}
	}
	return lanes
}

// run writes the output until the entries end or an error occurs.
func (l *lane) run(d *document) {
	defer close(l.done)
	l.err = d.write(l.out, l.entries())
}

func (l *lane) failed() bool {
	select {
	case <-l.done:
		return true
	default:
		return false
	}
}

// entries yields the entries that the lane receives, and an error if they end
// too early.
func (l *lane) entries() iter.Seq2[*entry, error] {
	return func(yield func(*entry, error) bool) {
		for en := range l.in {
			if !yield(en, nil) {
				return
			}
		}
		if l.cut != nil {
			yield(nil, l.cut)
		}
	}
}

// write writes the document in the format of an output.
func (d *document) write(o Output, entries iter.Seq2[*entry, error]) error {
	switch o.Format {
	case FormatRSS:
		return d.writeRSS(o.W, entries)
	case FormatAtom:
		return d.writeAtom(o.W, entries)
	case FormatJSON:
		return d.writeJSON(o.W, entries)
	}
	return nil
}

// pieceSize is the number of bytes from which a piece of an output is written.
const pieceSize = 64 << 10

// inPieces writes what add appends to buf for each entry to w, several entries at a
// time.
func inPieces(w io.Writer, buf *[]byte, entries iter.Seq2[*entry, error], add func(*entry) error) error {
	for en, err := range entries {
		if err != nil {
			return err
		}
		if err := add(en); err != nil {
			return err
		}
		if len(*buf) >= pieceSize {
			if _, err := w.Write(*buf); err != nil {
				return err
			}
			*buf = (*buf)[:0]
		}
	}
	_, err := w.Write(*buf)
	return err
}
