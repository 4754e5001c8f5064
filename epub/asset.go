package epub

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/vincent-petithory/dataurl"

	"github.com/foreword-go/foreword/epub/internal/picture"
)

// Why a picture is not in a book. Errors of [Encoder.Fetch] and of the file
// system are others, and come as they are.
var (
	ErrNoFetch     = errors.New("pictures on the web are not fetched")
	ErrNoFiles     = errors.New("the article has no files")
	ErrImageBytes  = errors.New("picture file too large")
	ErrImageBudget = errors.New("too many pictures in one book")
	ErrImage       = errors.New("not a picture that a book can hold")
)

// ImageLimits bound the pictures of one book, so that an article of another
// person's cannot make it huge. From the first one over Total or Count on, none
// is added: the others are [Missing], the same ones each time.
type ImageLimits struct {
	Bytes  int64 // of one picture, as it is read; if zero, 10 MiB
	Total  int64 // bytes of all pictures, as embedded; if zero, 100 MiB
	Count  int   // different pictures; if zero, 500
	Pixels int   // of one picture, as its header has it; if zero, 40 million
	// Ten times Pixels bounds, for all pictures together, the work beyond that for
	// 100 pixels for each byte of a file: the pixels of a picture, and what its
	// scans and frames add. No photograph has any, a screenshot little, and
	// a bomb is made of them.
}

func (l ImageLimits) complete() ImageLimits {
	if l.Bytes <= 0 {
		l.Bytes = 10 << 20
	}
	if l.Total <= 0 {
		l.Total = 100 << 20
	}
	if l.Count <= 0 {
		l.Count = 500
	}
	if l.Pixels <= 0 {
		l.Pixels = 40_000_000
	}
	return l
}

// An imageRef is a picture that a book refers to.
type imageRef struct {
	Key  string // unique in the book; the same for the same picture
	Ref  string // as it stands in the markup: an absolute URL, or for Open
	Open func(ref string) (fs.File, error)
}

// An asset is a file that a book embeds.
type asset struct {
	Name          string // "images/<hash>.jpg", below the folder of the package
	MediaType     string
	Data          []byte
	Width, Height int // pixels; 0 if unknown
	Animated      bool
}

// readAhead is how many pictures are being read or converted at once. It bounds
// the memory: each holds up to ImageLimits.Bytes.
const readAhead = 6

// gather gets the pictures of a book: those it got, and why it did not get the
// others, by key. They are read and converted several at a time, and counted in
// the order of refs, so that a bound falls on the same picture each time. From
// the first picture that a bound falls on the book is full: it takes none that
// is not in it yet, and none of them is fetched or decoded to find that out. A
// cancelled ctx ends it early.
func (e *Encoder) gather(ctx context.Context, refs []imageRef) gathered {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	limits := e.Limits.complete()
	got, why := make(map[string]asset), make(map[string]error)

	c := newConverter(picture.Options{MaxPx: e.MaxImagePx, MaxPixels: limits.Pixels, Grayscale: e.Grayscale, KeepWebP: e.KeepWebP})
	var full atomic.Bool // set by the loop below alone, and so for all that come later
	reads := make([]chan reading, len(refs))
	for i := range reads {
		reads[i] = make(chan reading, 1)
	}
	ahead := make(chan struct{}, readAhead)
	var readers sync.WaitGroup
	defer readers.Wait() // after cancel: deferred calls run in reverse order
	defer cancel()
	readers.Go(func() {
		for i, ref := range refs {
			select {
			case ahead <- struct{}{}:
			case <-ctx.Done():
				return
			}
			readers.Go(func() {
				var r reading
				if !full.Load() || !isRemote(ref.Ref) {
					var data []byte
					if data, r.err = e.read(ctx, ref, limits.Bytes); r.err == nil {
						r.sum, r.size = sha256.Sum256(data), int64(len(data))
						r.hollow = max(0, picture.Work(data)-100*int64(len(data)))
						if !full.Load() {
							r.conversion = c.convert(data, r.sum)
						}
					}
				}
				reads[i] <- r
			})
		}
	})

	over := fmt.Errorf("%w: at most %d, %d MiB, and %d million pixels with next to no bytes",
		ErrImageBudget, limits.Count, limits.Total>>20, 10*limits.Pixels/1_000_000)
	total, read, hollow := int64(0), int64(0), int64(0)
	stored := make(map[string]bool)
	done := make(map[[sha256.Size]byte]*conversion) // what became of the pictures before
	for i, ref := range refs {
		var r reading
		select {
		case r = <-reads[i]:
			<-ahead
		case <-ctx.Done():
			why[ref.Key] = ctx.Err()
			continue
		}
		was := done[r.sum]
		switch {
		case full.Load() && (was == nil && r.err == nil || isRemote(ref.Ref)):
			// Whatever a reader that was ahead of this has found.
			was = &conversion{err: over}
			if r.conversion != nil && done[r.sum] == nil {
				r.conversion.asset = asset{} // nor is it held in memory
			}
		case r.err != nil:
			was = &conversion{err: r.err}
		case was == nil:
			// Only this loop touches a conversion that is done.
			was = r.conversion
			if a := was.asset; was.err == nil && !stored[a.Name] {
				if size := int64(len(a.Data)); total+size <= limits.Total {
					stored[a.Name] = true
					total += size
					read += r.size
				} else {
					was.asset, was.err = asset{}, over
					full.Store(true)
				}
				if len(stored) == limits.Count {
					full.Store(true)
				}
			}
			if hollow += r.hollow; hollow > 10*int64(limits.Pixels) {
				full.Store(true)
			}
			done[r.sum] = was
		}
		if was.err != nil {
			why[ref.Key] = was.err
		} else {
			got[ref.Key] = was.asset
		}
		if e.Progress != nil {
			e.Progress(i+1, len(refs))
		}
	}
	return gathered{got, why, read, total}
}

// gathered is what became of the pictures of a book, by their keys.
type gathered struct {
	got           map[string]asset
	why           map[string]error // of those that it did not get
	read, written int64            // bytes of those that it got, each file once
}

// A reading is a picture as it was read: the hash of its bytes, and what it
// became, nil if that was not tried.
type reading struct {
	sum        [sha256.Size]byte
	size       int64 // in bytes
	hollow     int64 // pixels of work beyond 100 for each byte
	conversion *conversion
	err        error
}

// read returns the bytes that ref stands for, at most limit of them.
func (e *Encoder) read(ctx context.Context, ref imageRef, limit int64) ([]byte, error) {
	switch {
	case len(ref.Ref) > 5 && strings.EqualFold(ref.Ref[:5], "data:"):
		return readDataURL(ref.Ref, limit)
	case isRemote(ref.Ref):
		if e.Fetch == nil {
			return nil, ErrNoFetch
		}
		url := ref.Ref
		if strings.HasPrefix(url, "//") {
			url = "https:" + url
		}
		data, err := e.Fetch(ctx, url)
		if err == nil && int64(len(data)) > limit {
			return nil, tooLong(limit)
		}
		return data, err
	case ref.Open == nil:
		return nil, ErrNoFiles
	}
	f, err := ref.Open(ref.Ref)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%w: not a regular file", ErrImage)
	}
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > limit {
		return nil, tooLong(limit)
	}
	return data, nil
}

func tooLong(limit int64) error {
	return fmt.Errorf("%w: at most %d MiB", ErrImageBytes, limit>>20)
}

// readDataURL decodes a URL that holds the picture itself (RFC 2397).
func readDataURL(ref string, limit int64) ([]byte, error) {
	if int64(len(ref)) > 3*limit { // percent-encoding triples
		return nil, tooLong(limit)
	}
	// What it says of the type does not count, and may be anything.
	kind, body, _ := strings.Cut(ref[5:], ",")
	if kind = strings.ToLower(strings.TrimSpace(kind)); strings.HasSuffix(kind, ";base64") {
		// Line breaks inside are common, and browsers look through them.
		kind, body = ";base64", strings.Join(strings.Fields(body), "")
	} else {
		kind, body = "", escapeData(body)
	}
	u, err := dataurl.DecodeString("data:" + kind + "," + body)
	if err != nil {
		return nil, fmt.Errorf("%w: bad data: URL: %w", ErrImage, err)
	}
	if int64(len(u.Data)) > limit {
		return nil, tooLong(limit)
	}
	return u.Data, nil
}

// escapeData escapes what a URL must not hold: SVG is often written out.
func escapeData(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>[]{}\\^`|#", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// A converter converts pictures, the same bytes once. Small ones go side by
// side, a large one alone: decoded it takes up to 200 MB.
type converter struct {
	options picture.Options
	large   sync.RWMutex // held for writing by a large picture

	mu   sync.Mutex
	done map[[sha256.Size]byte]*conversion
}

// A conversion is the one of a picture.
type conversion struct {
	once  sync.Once
	asset asset
	err   error
}

// largePicture is how many pixels a large picture has.
const largePicture = 6_000_000

func newConverter(o picture.Options) *converter {
	return &converter{options: o, done: make(map[[sha256.Size]byte]*conversion)}
}

func (c *converter) convert(data []byte, sum [sha256.Size]byte) *conversion {
	c.mu.Lock()
	r := c.done[sum]
	if r == nil {
		r = new(conversion)
		c.done[sum] = r
	}
	c.mu.Unlock()
	r.once.Do(func() {
		if picture.Work(data) > largePicture {
			c.large.Lock()
			defer c.large.Unlock()
			// The next one comes before the collector would, and this is garbage.
			defer runtime.GC()
		} else {
			c.large.RLock()
			defer c.large.RUnlock()
		}
		r.asset, r.err = assetOf(picture.Convert(data, c.options))
	})
	return r
}

// assetOf names a picture by its content.
func assetOf(p *picture.Picture, err error) (asset, error) {
	if err != nil {
		return asset{}, fmt.Errorf("%w: %w", ErrImage, err)
	}
	sum := sha256.Sum256(p.Data)
	return asset{
		Name:      "images/" + hex.EncodeToString(sum[:16]) + "." + p.Ext,
		MediaType: p.MediaType,
		Data:      p.Data,
		Width:     p.Width,
		Height:    p.Height,
		Animated:  p.Animated,
	}, nil
}
