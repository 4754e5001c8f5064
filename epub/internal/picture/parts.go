package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image/gif"
	"io"
)

// pngKeep are the chunks of a PNG file that say how it looks (PNG, third
// edition, section 11). Text, times, EXIF and the frames of animations are not
// among them: the default image stands for an animated PNG.
var pngKeep = map[string]bool{
	"IHDR": true, "PLTE": true, "IDAT": true, "IEND": true, "tRNS": true,
	"cHRM": true, "gAMA": true, "iCCP": true, "sBIT": true, "sRGB": true, "cICP": true, "bKGD": true, "pHYs": true,
}

// cleanPNG returns a PNG file of the chunks in data that say how it looks, up
// to the end that the file has.
func cleanPNG(data []byte) ([]byte, error) {
	const signature = 8
	out := append(make([]byte, 0, len(data)), data[:signature]...)
	for rest := data[signature:]; ; {
		if len(rest) < 12 {
			return nil, fmt.Errorf("%w: it ends too early", ErrBroken)
		}
		n := int64(binary.BigEndian.Uint32(rest)) + 12
		if n > int64(len(rest)) {
			return nil, fmt.Errorf("%w: it ends too early", ErrBroken)
		}
		chunk := rest[:n]
		rest = rest[n:]
		name := string(chunk[4:8])
		if !pngKeep[name] {
			if name[0]&0x20 == 0 {
				return nil, fmt.Errorf("%w: unknown critical part %q", ErrBroken, name)
			}
			continue
		}
		if crc32.ChecksumIEEE(chunk[4:n-4]) != binary.BigEndian.Uint32(chunk[n-4:]) {
			return nil, fmt.Errorf("%w: wrong checksum of %s", ErrBroken, name)
		}
		out = append(out, chunk...)
		if name == "IEND" {
			return out, nil
		}
	}
}

// A jpegHead is what the markers of a JPEG file say of it.
type jpegHead struct {
	width, height int
	samples       int  // of a pixel in quarters: 12 for full colour
	inks          bool // CMYK, or what Adobe makes of it
	progressive   bool
	orientation   orientation
}

// cost is the bytes of memory that image/jpeg takes for a pixel: its samples,
// for a progressive file a coefficient of four bytes for each, and for one in
// four inks the picture once more.
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

// cleanJPEG returns a JPEG file of the segments in data that say how it looks,
// up to the end of the image.
func cleanJPEG(data []byte) ([]byte, jpegHead, error) {
	head := jpegHead{orientation: upright}
	early := fmt.Errorf("%w: it ends too early", ErrBroken)
	out := append(make([]byte, 0, len(data)), 0xff, 0xd8)
	for i := 2; ; {
		if i+2 > len(data) {
			return nil, head, early
		}
		if data[i] != 0xff {
			return nil, head, fmt.Errorf("%w: no marker where one must be", ErrBroken)
		}
		marker := data[i+1]
		switch {
		case marker == 0xff: // fill
			i++
			continue
		case marker == 0xd9: // end of image
			if head.width == 0 {
				return nil, head, fmt.Errorf("%w: no frame", ErrBroken)
			}
			return append(out, 0xff, 0xd9), head, nil
		case marker == 0x01 || marker >= 0xd0 && marker <= 0xd7:
			i += 2
			continue
		}
		if i+4 > len(data) {
			return nil, head, early
		}
		n := 2 + int(binary.BigEndian.Uint16(data[i+2:]))
		if n < 4 || i+n > len(data) {
			return nil, head, early
		}
		segment := data[i : i+n]
		body := segment[4:]
		i += n
		switch {
		case marker == 0xe1:
			if bytes.HasPrefix(body, []byte("Exif\x00\x00")) {
				head.orientation = exifOrientation(body[6:])
			}
			continue
		case marker == 0xe2 && !bytes.HasPrefix(body, []byte("ICC_PROFILE\x00")),
			marker >= 0xe3 && marker <= 0xed, marker == 0xef, marker == 0xfe:
			continue
		case marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc:
			if head.width != 0 {
				return nil, head, fmt.Errorf("%w: two frames", ErrBroken)
			}
			if err := head.frame(marker, body); err != nil {
				return nil, head, err
			}
		}
		out = append(out, segment...)
		if marker == 0xda { // the coded data of a scan follow
			start := i
			for i+1 < len(data) && (data[i] != 0xff || data[i+1] == 0 || data[i+1] >= 0xd0 && data[i+1] <= 0xd7) {
				i++
			}
			out = append(out, data[start:i]...)
		}
	}
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
		maxH, maxV, sum = max(maxH, hs), max(maxV, vs), sum+hs*vs
	}
	h.samples = (4*sum + maxH*maxV - 1) / (maxH * maxV)
	h.inks = b[5] == 4
	return nil
}

// cleanGIF returns a GIF file of the parts in data that say how it looks, and
// the number of its frames. Each frame is decoded by itself, so that the
// memory is that of one. With o.Grayscale the colour tables become gray.
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

	head, ok := take(13)
	if !ok {
		return nil, 0, early
	}
	out = append(out, head...)
	if !table(head[10]) {
		return nil, 0, early
	}
	prefix := len(out)
	pixels, frames := int64(0), 0
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
			case label[0] == 0xff && bytes.HasPrefix(part[2:], []byte("\x0bNETSCAPE2.0")):
				out = append(out, part...)
			}
		case 0x2c:
			frames++
			out = append(out, control...)
			start := len(out)
			head, ok := take(9)
			if !ok {
				return nil, 0, early
			}
			w, h := int(binary.LittleEndian.Uint16(head[4:])), int(binary.LittleEndian.Uint16(head[6:]))
			pixels += int64(w) * int64(h)
			if pixels > 8*int64(o.maxPixels()) || frames > 10_000 {
				return nil, 0, fmt.Errorf("%w: %d frames", ErrTooLarge, frames)
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
