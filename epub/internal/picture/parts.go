package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image/gif"
	"io"
)

// A jpegHead holds the properties of a JPEG file that its markers state.
type jpegHead struct {
	width, height int
	parts         []jpegPart
	maxH, maxV    int  // of the parts
	samples       int  // for each pixel, in quarters: 12 for full colour
	inks          bool // CMYK, or YCCK of Adobe
	progressive   bool
	orientation   orientation
	odd           bool // whether scanner could not follow its coded data
}

// A jpegPart holds a component and its sampling factors.
type jpegPart struct {
	id   byte
	h, v int
}

// cost returns the bytes of memory that image/jpeg takes for a pixel: its samples,
// in a progressive file a coefficient of four bytes for each sample, and in a file of
// four inks a second copy of the picture.
func (h jpegHead) cost() int {
	again := 0
	if h.inks {
		again = 4
	}
	if h.progressive {
		return (h.samples*5+3)/4 + again
	}
	return (h.samples+3)/4 + again
}

// cleanJPEG returns a JPEG file with only the segments of data that affect its
// appearance, up to the end of the image, each reduced to the necessary bytes.
func (o Options) cleanJPEG(data []byte) ([]byte, *jpegHead, error) {
	c := jpegCleaner{head: jpegHead{orientation: upright}, check: o.size, out: make([]byte, 0, len(data))}
	c.scans.head = &c.head
	if err := c.clean(data); err != nil {
		return nil, nil, err
	}
	first := []byte{0xff, 0xd8}
	first = append(append(append(first, c.jfif...), c.profile()...), c.adobe...)
	return append(append(first, c.out...), 0xff, 0xd9), &c.head, nil
}

// A jpegCleaner collects the necessary parts of a JPEG file.
type jpegCleaner struct {
	head        jpegHead
	scans       scanner
	check       func(w, h, cost int) error
	jfif, adobe []byte // segments
	icc         []byte // a colour profile, joined from its segments
	out         []byte // all other segments
}

// The lengths to which segments that may contain metadata or thumbnails are cut.
const (
	jfifLen  = 14 // with a thumbnail of no pixels
	adobeLen = 12
)

func (c *jpegCleaner) clean(data []byte) error {
	early := fmt.Errorf("%w: it ends too early", ErrBroken)
	for i := 2; ; {
		if i+2 > len(data) {
			return early
		}
		if data[i] != 0xff { // stray bytes, which decoders skip
			next := bytes.IndexByte(data[i:], 0xff)
			if next < 0 {
				return early
			}
			i += next
			continue
		}
		marker := data[i+1]
		switch {
		case marker == 0xff: // fill
			i++
			continue
		case marker == 0: // a stray byte
			i += 2
			continue
		case marker == 0xd9: // end of image
			if c.head.width == 0 {
				return fmt.Errorf("%w: no frame", ErrBroken)
			}
			return nil
		case marker == 0x01 || marker >= 0xd0 && marker <= 0xd7:
			i += 2
			continue
		}
		if i+4 > len(data) {
			return early
		}
		n := 2 + int(binary.BigEndian.Uint16(data[i+2:]))
		if n < 4 || i+n > len(data) {
			return early
		}
		segment := data[i : i+n]
		i += n
		if err := c.segment(marker, segment); err != nil {
			return err
		}
		if marker == 0xda { // the coded data of a scan follow
			start := i
			for i+1 < len(data) && (data[i] != 0xff || data[i+1] == 0 || data[i+1] >= 0xd0 && data[i+1] <= 0xd7) {
				i++
			}
			c.scan(segment[4:], data[start:i])
		}
	}
}

// scan keeps the coded data of a scan.
func (c *jpegCleaner) scan(head, data []byte) {
	if !c.head.odd && c.head.width > 0 {
		if out, ok := c.scans.scan(c.out, head, data); ok {
			c.out = out
			return
		}
	}
	c.head.odd = true
	c.out = append(c.out, data...)
}

// segment keeps a segment if it affects the appearance of the picture.
func (c *jpegCleaner) segment(marker byte, segment []byte) error {
	body := segment[4:]
	switch {
	case marker == 0xe0:
		if c.jfif == nil && len(body) >= jfifLen && bytes.HasPrefix(body, []byte("JFIF\x00")) {
			c.jfif = jpegSegment(marker, body[:jfifLen-2], []byte{0, 0})
		}
		return nil
	case marker == 0xe1:
		if bytes.HasPrefix(body, []byte("Exif\x00\x00")) {
			c.head.orientation = exifOrientation(body[6:])
		}
		return nil
	case marker == 0xe2:
		const head = "ICC_PROFILE\x00"
		if bytes.HasPrefix(body, []byte(head)) && len(body) > len(head)+2 {
			c.icc = append(c.icc, body[len(head)+2:]...)
		}
		return nil
	case marker == 0xee:
		if c.adobe == nil && len(body) >= adobeLen && bytes.HasPrefix(body, []byte("Adobe")) {
			c.adobe = jpegSegment(marker, body[:adobeLen])
		}
		return nil
	case marker >= 0xe3 && marker <= 0xef, marker == 0xfe:
		return nil
	case isFrame(marker):
		if c.head.width != 0 {
			return fmt.Errorf("%w: two frames", ErrBroken)
		}
		if err := c.head.frame(marker, body); err != nil {
			return err
		}
		if err := c.check(c.head.width, c.head.height, c.head.cost()); err != nil {
			return err
		}
	case marker == 0xc4 && !c.scans.define(body), marker == 0xdd && !c.scans.restart(body):
		c.head.odd = true
	}
	c.out = append(c.out, segment...)
	return nil
}

// profile returns the segment of the colour profile.
func (c *jpegCleaner) profile() []byte {
	icc := cleanICC(c.icc)
	if icc == nil {
		return nil
	}
	return jpegSegment(0xe2, []byte("ICC_PROFILE\x00\x01\x01"), icc)
}

func jpegSegment(marker byte, parts ...[]byte) []byte {
	body := bytes.Join(parts, nil)
	b := binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(body)+2))
	return append(b, body...)
}

func (h *jpegHead) frame(marker byte, b []byte) error {
	if len(b) < 6 || b[5] == 0 || len(b) < 6+3*int(b[5]) {
		return fmt.Errorf("%w: bad frame", ErrBroken)
	}
	h.progressive = marker == 0xc2
	h.height, h.width = int(binary.BigEndian.Uint16(b[1:])), int(binary.BigEndian.Uint16(b[3:]))
	if h.width == 0 || h.height == 0 {
		return fmt.Errorf("%w: size %d×%d", ErrBroken, h.width, h.height)
	}
	maxH, maxV, sum := 1, 1, 0
	for c := range int(b[5]) {
		f := b[6+3*c+1]
		hs, vs := int(f>>4), int(f&15)
		if hs < 1 || hs > 4 || vs < 1 || vs > 4 {
			return fmt.Errorf("%w: bad sampling", ErrBroken)
		}
		if b[5] == 1 {
			hs, vs = 1, 1 // the sampling factors of a single component have no effect
		}
		h.parts = append(h.parts, jpegPart{b[6+3*c], hs, vs})
		maxH, maxV, sum = max(maxH, hs), max(maxV, vs), sum+hs*vs
	}
	h.maxH, h.maxV = maxH, maxV
	h.samples = (4*sum + maxH*maxV - 1) / (maxH * maxV)
	h.inks = b[5] == 4
	return nil
}

// maxFrames is the largest number of frames of an animation.
const maxFrames = 10_000

// cleanGIF returns a GIF file with only the parts of data that affect its appearance,
// and the number of its frames. Frames are decoded one by one, which takes the memory
// of one. If o.Grayscale is set, the colour tables become gray.
func cleanGIF(data []byte, o Options) ([]byte, int, error) {
	early := fmt.Errorf("%w: it ends too early", ErrBroken)
	out := make([]byte, 0, len(data))
	i := 0
	take := func(n int) ([]byte, bool) {
		if n > len(data)-i {
			return nil, false
		}
		i += n
		return data[i-n : i], true
	}
	table := func(flags byte) bool {
		if flags&0x80 == 0 {
			return true
		}
		colors, ok := take(3 << (flags&7 + 1))
		start := len(out)
		out = append(out, colors...)
		if o.Grayscale {
			grayTable(out[start:])
		}
		return ok
	}
	blocks := func() (int, bool) { // the length of a chain of data blocks
		start := i
		for {
			n, ok := take(1)
			if !ok {
				return 0, false
			}
			if n[0] == 0 {
				return i - start, true
			}
			if _, ok := take(int(n[0])); !ok {
				return 0, false
			}
		}
	}

	// All frames are counted before the first is decoded.
	if n, pixels := gifFrames(data); pixels > 8*int64(o.maxPixels()) || n > maxFrames {
		return nil, 0, fmt.Errorf("%w: %d frames", ErrTooLarge, n)
	}
	head, ok := take(13)
	if !ok {
		return nil, 0, early
	}
	out = append(out, head...)
	if !table(head[10]) {
		return nil, 0, early
	}
	prefix := len(out)
	frames, loops := 0, false
	var control []byte
	for {
		kind, ok := take(1)
		if !ok {
			return nil, 0, early
		}
		switch kind[0] {
		case 0x3b:
			if frames == 0 {
				return nil, 0, fmt.Errorf("%w: no frame", ErrBroken)
			}
			return append(out, 0x3b), frames, nil
		case 0x21:
			start := i - 1
			label, ok := take(1)
			if !ok {
				return nil, 0, early
			}
			if _, ok := blocks(); !ok {
				return nil, 0, early
			}
			switch part := data[start:i]; {
			case label[0] == 0xf9 && len(part) == 8:
				control = part
			case label[0] == 0xff && bytes.HasPrefix(part[2:], []byte("\x0bNETSCAPE2.0\x03\x01")) && len(part) >= 19 && !loops:
				out = append(append(out, part[:18]...), 0) // the number of repetitions
				loops = true
			}
		case 0x2c:
			frames++
			out = append(out, control...)
			start := len(out)
			head, ok := take(9)
			if !ok {
				return nil, 0, early
			}
			out = append(append(out, 0x2c), head...)
			if !table(head[8]) {
				return nil, 0, early
			}
			size, ok := take(1)
			if !ok {
				return nil, 0, early
			}
			n, ok := blocks()
			if !ok {
				return nil, 0, early
			}
			out = append(append(out, size...), data[i-n:i]...)
			frame := io.MultiReader(bytes.NewReader(out[:prefix]), bytes.NewReader(control), bytes.NewReader(out[start:]), bytes.NewReader([]byte{0x3b}))
			if _, err := gif.Decode(frame); err != nil {
				return nil, 0, broken(err)
			}
			control = nil
		default:
			return nil, 0, fmt.Errorf("%w: unknown part", ErrBroken)
		}
	}
}

func grayTable(colors []byte) {
	for c := 0; c+2 < len(colors); c += 3 {
		y := luma(colors[c], colors[c+1], colors[c+2])
		colors[c], colors[c+1], colors[c+2] = y, y, y
	}
}
