package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/draw"

	"golang.org/x/image/webp"
)

// A webpFile is a WebP file taken apart (RFC 9649, section 2).
type webpFile struct {
	clean         []byte // the file with only the chunks that affect its appearance
	width, height int    // of the canvas; 0 if the file has no canvas
	orientation   orientation
	frames        int         // of an animation; 0 for a still picture
	still         []byte      // a WebP file of one picture: this one, or the first frame
	at            image.Point // of the first frame on the canvas
	lossy         bool
}

// webpKeep holds the chunks that affect the appearance of a picture. EXIF, XMP and
// unknown chunks are dropped.
var webpKeep = map[string]bool{"VP8X": true, "ICCP": true, "ANIM": true, "ANMF": true, "ALPH": true, "VP8 ": true, "VP8L": true}

// Flags of a VP8X chunk (RFC 9649, section 2.7.1).
const (
	webpAnimation = 0x02
	webpAlpha     = 0x10
	webpICC       = 0x20
)

const webpHead = "RIFF\x00\x00\x00\x00WEBP"

// parseWebP splits data into its chunks. The frames of an animation together have at
// most eight times the pixels of one picture. If trim is true, which is only for data
// known to be within the bounds, bytes after the coded data of a chunk are removed; in
// an animation, from as many frames as together have the pixels of one picture.
func (o Options) parseWebP(data []byte, trim bool) (*webpFile, error) {
	size := int64(binary.LittleEndian.Uint32(data[4:])) + 8
	if size > int64(len(data)) || size < 12 {
		return nil, fmt.Errorf("%w: it ends too early", ErrBroken)
	}
	f := &webpFile{clean: []byte(webpHead), orientation: upright}
	pixels := int64(0)
	var first []byte
	seen := make(map[string]bool)
	head := -1 // where the VP8X chunk is in f.clean
	for name, body := range riffChunks(data[12:size]) {
		if name != "ANMF" && seen[name] {
			continue
		}
		seen[name] = true
		switch {
		case name == "VP8X" && len(body) >= 10:
			f.width, f.height = 1+uint24(body[4:]), 1+uint24(body[7:])
			body = append([]byte{body[0] & (webpICC | webpAlpha | webpAnimation), 0, 0, 0}, body[4:10]...)
			head = len(f.clean)
		case name == "ICCP":
			if body = cleanICC(body); body == nil {
				if head >= 0 {
					f.clean[head+8] &^= webpICC
				}
				continue
			}
		case name == "ANIM" && len(body) > 6:
			body = body[:6]
		case name == "VP8 " || name == "VP8L":
			f.lossy = name == "VP8 "
			if trim {
				body = trimCoded(name, body)
			}
		case name == "ALPH" && trim && head >= 0:
			body = trimAlpha(body, f.clean[head+12:head+18], data[12:size])
		case name == "EXIF":
			f.orientation = exifOrientation(bytes.TrimPrefix(body, []byte("Exif\x00\x00")))
		case name == "ANMF" && len(body) > 16:
			if f.frames++; f.frames == 1 {
				first = body
			}
			pixels += int64(1+uint24(body[6:])) * int64(1+uint24(body[9:]))
			if pixels > 8*int64(o.maxPixels()) || f.frames > maxFrames {
				return nil, fmt.Errorf("%w: %d frames", ErrTooLarge, f.frames)
			}
			body = webpFrame(body, trim && pixels <= int64(o.maxPixels()))
		}
		if webpKeep[name] {
			f.clean = appendRIFF(f.clean, name, body)
		}
	}
	closeRIFF(f.clean)
	f.still = f.clean
	if f.frames > 0 {
		return f, f.frame(first)
	}
	return f, nil
}

// webpFrame returns the body of an ANMF chunk with only the chunks of the frame.
func webpFrame(body []byte, trim bool) []byte {
	out := bytes.Clone(body[:16])
	for name, part := range riffChunks(body[16:]) {
		switch name {
		case "ALPH":
			if trim {
				part = trimAlpha(part, body[6:12], body[16:])
			}
			out = appendRIFF(out, name, part)
		case "VP8 ", "VP8L":
			if trim {
				part = trimCoded(name, part)
			}
			return appendRIFF(out, name, part)
		}
	}
	return out
}

// trimWebP removes hidden bytes after the coded data from the body of a chunk. It
// searches for the fewest bytes from which file makes a file that decodes, and adds
// zeros for decoders that read ahead. It decodes a handful of times if nothing is
// hidden, and about 20 times if much is.
func trimWebP(body []byte, file func(body []byte) []byte) []byte {
	const ahead = 16
	decodes := func(n int) bool {
		_, err := webp.Decode(bytes.NewReader(file(body[:n])))
		return err == nil
	}
	low, high := max(0, len(body)-2*ahead), len(body) // low is too few, high enough
	if !decodes(high) {
		return body // the error is returned when the picture is decoded
	}
	if low == 0 || decodes(low) {
		low, high = 0, max(low, 1)
	}
	for high-low > 1 {
		if mid := low + (high-low)/2; decodes(mid) {
			high = mid
		} else {
			low = mid
		}
	}
	if high+ahead >= len(body) {
		return body // encoders write a few bytes more than are read
	}
	out := make([]byte, high+ahead)
	copy(out, body[:high])
	return out
}

// trimCoded does the same as trimWebP for the chunk of a picture.
func trimCoded(name string, body []byte) []byte {
	return trimWebP(body, func(body []byte) []byte {
		file := appendRIFF([]byte(webpHead), name, body)
		closeRIFF(file)
		return file
	})
}

// trimAlpha does the same as trimWebP for an ALPH chunk. Size is the size of the
// picture as in a header, and chunks are the chunks after it.
func trimAlpha(body, size, chunks []byte) []byte {
	var coded []byte
	for name, part := range riffChunks(chunks) {
		if name == "VP8 " {
			coded = part
			break
		}
	}
	return trimWebP(body, func(body []byte) []byte {
		file := appendRIFF([]byte(webpHead), "VP8X", append([]byte{webpAlpha, 0, 0, 0}, size...))
		file = appendRIFF(appendRIFF(file, "ALPH", body), "VP8 ", coded)
		closeRIFF(file)
		return file
	})
}

// frame returns the first frame of an animation as a file of its own.
func (f *webpFile) frame(body []byte) error {
	f.at = image.Pt(2*uint24(body), 2*uint24(body[3:]))
	w, h := 1+uint24(body[6:]), 1+uint24(body[9:])
	if f.at.X+w > f.width || f.at.Y+h > f.height {
		return fmt.Errorf("%w: a frame outside its canvas", ErrBroken)
	}
	f.still = []byte(webpHead)
	for name, part := range riffChunks(body[16:]) {
		switch name {
		case "ALPH":
			extended := append([]byte{webpAlpha, 0, 0, 0}, body[6:12]...) // flags, then the size as the frame has it
			f.still = appendRIFF(f.still, "VP8X", extended)
			f.still = appendRIFF(f.still, name, part)
		case "VP8 ", "VP8L":
			f.lossy = name == "VP8 "
			f.still = appendRIFF(f.still, name, part)
			closeRIFF(f.still)
			return nil
		}
	}
	return fmt.Errorf("%w: no frame", ErrBroken)
}

func (o Options) webp(data []byte) (*Picture, error) {
	f, err := o.parseWebP(data, false)
	if err != nil {
		return nil, err
	}
	c, err := webp.DecodeConfig(bytes.NewReader(f.still))
	if err != nil {
		return nil, broken(err)
	}
	if f.frames == 0 {
		f.width, f.height = c.Width, c.Height
	}
	for _, size := range []image.Point{{c.Width, c.Height}, {f.width, f.height}} {
		if err := o.size(size.X, size.Y, 4); err != nil {
			return nil, err
		}
	}
	img, err := webp.Decode(bytes.NewReader(f.still))
	if err != nil {
		return nil, broken(err)
	}
	switch m := img.(type) {
	case *image.YCbCr:
		fullRange(m)
	case *image.NYCbCrA:
		fullRange(&m.YCbCr)
	}
	canvas := image.Rect(0, 0, f.width, f.height)
	if b := img.Bounds().Add(f.at); !b.In(canvas) {
		return nil, fmt.Errorf("%w: a frame outside its canvas", ErrBroken)
	} else if b != canvas {
		// What the frame leaves free is clear: browsers pass over the
		// background colour, which the specification calls a hint.
		whole := image.NewNRGBA(canvas)
		draw.Draw(whole, b, img, img.Bounds().Min, draw.Src)
		img = whole
	}
	if o.KeepWebP && o.fits(img) && !o.Grayscale && f.orientation == upright {
		if f, err = o.parseWebP(data, true); err != nil {
			return nil, err
		}
		return &Picture{Data: f.clean, MediaType: "image/webp", Ext: "webp", Width: canvas.Dx(), Height: canvas.Dy(), Animated: f.frames > 1}, nil
	}
	return o.encode(img, f.orientation, f.lossy)
}

// fullRange stretches the samples of a lossy WebP, brightness from 16 to 235
// and colour from 16 to 240 (RFC 6386, section 9.2, after ITU-R BT.601), to the
// full range of image.YCbCr. Package x/image/webp does not do it, which makes white
// gray.
func fullRange(m *image.YCbCr) {
	var luma, chroma [256]byte
	for i := range 256 {
		luma[i] = byte(min(max((2*(i-16)*255+219)/(2*219), 0), 255))
		chroma[i] = byte(min(max((2*(i-128)*255+224*257)/(2*224), 0), 255))
	}
	for i, v := range m.Y {
		m.Y[i] = luma[v]
	}
	for i, v := range m.Cb {
		m.Cb[i] = chroma[v]
	}
	for i, v := range m.Cr {
		m.Cr[i] = chroma[v]
	}
}

// riffChunks yields the names and bodies of chunks, up to a broken one.
func riffChunks(b []byte) func(yield func(string, []byte) bool) {
	return func(yield func(string, []byte) bool) {
		for len(b) >= 8 {
			n := int64(binary.LittleEndian.Uint32(b[4:]))
			if n > int64(len(b)-8) || !yield(string(b[:4]), b[8:8+n]) {
				return
			}
			b = b[min(int64(len(b)), 8+n+n&1):]
		}
	}
}

func appendRIFF(b []byte, name string, body []byte) []byte {
	b = append(b, name...)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(body)))
	b = append(b, body...)
	if len(body)%2 == 1 {
		b = append(b, 0)
	}
	return b
}

// closeRIFF writes the size of a file into its head.
func closeRIFF(b []byte) { binary.LittleEndian.PutUint32(b[4:], uint32(len(b)-8)) }

func uint24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }
