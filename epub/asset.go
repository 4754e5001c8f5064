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

// The reasons why a picture is not in a book. Errors of [Encoder.Fetch] and
// of the file system are returned unchanged and are not in this list.
var (
	ErrNoFetch     = errors.New("pictures on the web are not fetched")
	ErrNoFiles     = errors.New("the article has no files")
	ErrImageBytes  = errors.New("picture file too large")
	ErrImageBudget = errors.New("too many pictures in one book")
	ErrImage       = errors.New("not a picture that a book can hold")
)

// ImageLimits limit the pictures of one book, so that one article with many
// or huge pictures cannot make the book huge. After the first picture that
// exceeds Total or Count, no further picture is added: the others are
// [Missing]. Which ones are missing does not change between runs.
type ImageLimits struct {
	Bytes  int64 // of one picture file, before conversion; if zero, 10 MiB
	Total  int64 // bytes of all pictures together, as embedded; if zero, 100 MiB
	Count  int   // number of different pictures; if zero, 500
	Pixels int   // of one picture, according to its header; if zero, 40 million
	// Pixels also limits decompression bombs. A file of n bytes may take the
	// work of 100·n pixels: its own pixels, and those of further scans and
	// frames. The work beyond that, summed over all pictures, is at most ten
	// times Pixels. Photographs need none of it and screenshots little.
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

// An imageRef is a reference to a picture in an article.
type imageRef struct {
	Key  string // the same for the same picture, unique in the book
	Ref  string // as in the markup: an absolute URL, or an argument for Open
	Open func(ref string) (fs.File, error)
}

// An asset is a file that a book embeds.
type asset struct {
	Name          string // "images/<hash>.jpg", below the folder of the package
	MediaType     string
	Data          []byte
	Width, Height int // pixels; 0 if unknown
	Animated      bool
	Look          picture.Look
}

// readAhead is the largest number of pictures that are read or converted at
// the same time. It limits the memory: each takes up to ImageLimits.Bytes.
const readAhead = 6

// gather reads and converts the pictures of a book. It returns the pictures
// it got, and the reason for each one it did not get, by their keys. Several
// pictures are handled at a time, but they are counted in the order of refs,
// so that a limit excludes the same pictures each time. After the first
// picture that exceeds the total size or count, the book is full: further new
// pictures are neither fetched nor decoded. A cancelled ctx ends gather
// early.
func (e *Encoder) gather(ctx context.Context, refs []imageRef) gathered {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	limits := e.Limits.complete()
	got, why := make(map[string]asset), make(map[string]error)

	c := newConverter(picture.Options{MaxPx: e.MaxImagePx, MaxPixels: limits.Pixels, Grayscale: e.Grayscale, KeepWebP: e.KeepWebP})
	var full atomic.Bool // set only by the loop below, which all later readings follow
	reads := make([]chan reading, len(refs))
	for i := range reads {
		reads[i] = make(chan reading, 1)
	}
	ahead := make(chan struct{}, readAhead)
	var readers sync.WaitGroup
	defer readers.Wait() // deferred calls run in reverse order, so this one is after cancel
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
	done := make(map[[sha256.Size]byte]*conversion) // the results of earlier pictures
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
			// A reader running ahead may have another result; the limit
			// decides.
			was = &conversion{err: over}
			if r.conversion != nil && done[r.sum] == nil {
				r.conversion.asset = asset{} // so that the memory is released
			}
		case r.err != nil:
			was = &conversion{err: r.err}
		case was == nil:
			// Only this loop accesses a finished conversion.
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

// gathered holds the result of gather: the pictures of a book, by their keys.
type gathered struct {
	got           map[string]asset
	why           map[string]error // the reason for each picture that is missing
	read, written int64            // total bytes of the embedded pictures, each file counted once
}

// A reading is a picture file that has been read: the hash of its bytes and
// the result of its conversion, which is nil if no conversion was tried.
type reading struct {
	sum        [sha256.Size]byte
	size       int64 // in bytes
	hollow     int64 // pixels of work beyond 100 for each byte; see ImageLimits
	conversion *conversion
	err        error
}

// read returns the content of the picture that ref refers to. It returns an
// error if it is longer than limit bytes.
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

// readDataURL decodes a data: URL, which contains the picture itself (RFC
// 2397).
func readDataURL(ref string, limit int64) ([]byte, error) {
	if int64(len(ref)) > 3*limit { // percent-encoding makes each byte up to three times as long
		return nil, tooLong(limit)
	}
	// The media type in the URL is ignored, because it may be anything.
	kind, body, _ := strings.Cut(ref[5:], ",")
	if kind = strings.ToLower(strings.TrimSpace(kind)); strings.HasSuffix(kind, ";base64") {
		// Line breaks in base64 are common, and browsers ignore them.
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

// escapeData percent-encodes characters that a URL must not contain: SVG is
// often written unescaped.
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

// A converter converts pictures, and the same bytes only once. Small pictures
// are converted in parallel. A large picture is converted while no other one
// is, because it takes up to 200 MB when decoded.
type converter struct {
	options picture.Options
	large   sync.RWMutex // held for writing while a large picture is converted

	mu   sync.Mutex
	done map[[sha256.Size]byte]*conversion
}

// A conversion is the state and result of converting one picture.
type conversion struct {
	once  sync.Once
	asset asset
	err   error
}

// largePicture is the number of pixels from which a picture counts as large.
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
			// Release the decoded pixels now: the next large picture may come
			// before the garbage collector runs by itself.
			defer runtime.GC()
		} else {
			c.large.RLock()
			defer c.large.RUnlock()
		}
		r.asset, r.err = assetOf(picture.Convert(data, c.options))
	})
	return r
}

// assetOf returns a converted picture as an asset, named after the hash of
// its content.
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
		Look:      p.Look,
	}, nil
}
