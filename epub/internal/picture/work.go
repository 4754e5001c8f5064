package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// The cost of decoding beyond the pixels of the result, in pixels. It was measured
// with image/jpeg, which takes about 12 ns for a pixel of a photograph.
const (
	// A scan of a progressive JPEG takes 1.4 ns for each pixel of a component
	// even where it holds next to nothing: 500 scans over 25 million pixels are
	// 22 KB, and took 17 seconds.
	scanShare = 8
	// Any part of a file takes some time by itself.
	partWork = 500
)

// Work returns the work of decoding a picture, in pixels: those that its
// header states and those that its scans or frames add. It decodes nothing
// and takes time proportional to the length of data. For an unknown format it
// returns 0.
func Work(data []byte) int64 {
	switch Sniff(data) {
	case JPEG:
		return jpegWork(data)
	case GIF:
		frames, pixels := gifFrames(data)
		return max(Pixels(data), pixels+int64(frames)*partWork)
	}
	return Pixels(data)
}

// checkWork returns an error for a JPEG file that takes unreasonably much work. The
// scans of real files add up to less than twice the picture. Frames of other formats
// are counted when they are read.
func (o Options) checkWork(data []byte) error {
	const small = 1_000_000 // for the parts of a small picture
	limit := 3*int64(o.maxPixels()) + small
	if work := jpegWork(data); work > limit {
		return fmt.Errorf("%w: as much work as %d million pixels, at most %d million", ErrWork, work/1_000_000, limit/1_000_000)
	}
	return nil
}

// Pixels returns the number of pixels that the header of a picture states, 0
// if the format is unknown.
func Pixels(data []byte) int64 {
	c, err := registeredConfig(bytes.NewReader(data))
	if err != nil {
		return 0
	}
	return int64(c.Width) * int64(c.Height)
}

// jpegWork adds up the scans of a JPEG file.
func jpegWork(data []byte) int64 {
	var head jpegHead
	work, eighths := int64(0), int64(0)
	for marker, body := range jpegSegments(data) {
		work += partWork
		switch {
		case isFrame(marker) && head.width == 0:
			if head.frame(marker, body) != nil {
				return work
			}
			work += int64(head.width) * int64(head.height)
		case marker == 0xda && len(body) > 0:
			area := int64(head.width) * int64(head.height)
			samples := area * int64(min(int(body[0]), len(head.parts)))
			if body[0] == 1 && len(body) > 1 {
				samples = area * int64(head.share(body[1])) / 4
			}
			if head.progressive {
				eighths += samples
			} else {
				eighths += samples * scanShare / 4 // decoded as a whole, again
			}
		}
	}
	return work + eighths/scanShare
}

// share returns the samples that a component has for a pixel, in quarters.
func (h *jpegHead) share(id byte) int {
	for _, p := range h.parts {
		if p.id == id {
			return max(1, 4*p.h*p.v/(h.maxH*h.maxV))
		}
	}
	return 4
}

// isFrame reports whether a marker begins the frame of a JPEG file.
func isFrame(marker byte) bool {
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc
}

// jpegSegments yields the markers of a JPEG file with the bodies of their segments, up
// to the end of the image or the first broken segment.
func jpegSegments(data []byte) func(yield func(byte, []byte) bool) {
	return func(yield func(byte, []byte) bool) {
		for i := 2; i+4 <= len(data); {
			marker := data[i+1]
			switch {
			case data[i] != 0xff || marker == 0xff: // coded data, or fill
				next := bytes.IndexByte(data[i+1:], 0xff)
				if next < 0 {
					return
				}
				i += 1 + next
			case marker == 0xd9:
				return
			case marker <= 0x01 || marker >= 0xd0 && marker <= 0xd7:
				i += 2
			default:
				n := 2 + int(binary.BigEndian.Uint16(data[i+2:]))
				if n < 4 || i+n > len(data) || !yield(marker, data[i+4:i+n]) {
					return
				}
				i += n
			}
		}
	}
}

// gifFrames returns the number of frames of a GIF file and of their pixels, as their
// headers state. It decodes nothing.
func gifFrames(data []byte) (frames int, pixels int64) {
	table := func(flags byte) int {
		if flags&0x80 == 0 {
			return 0
		}
		return 3 << (flags&7 + 1)
	}
	if len(data) < 13 {
		return 0, 0
	}
	i := 13 + table(data[10])
	for i < len(data) {
		switch data[i] {
		case 0x21:
			i += 2
		case 0x2c:
			if i+10 > len(data) {
				return frames, pixels
			}
			frames++
			pixels += int64(binary.LittleEndian.Uint16(data[i+5:])) * int64(binary.LittleEndian.Uint16(data[i+7:]))
			i += 11 + table(data[i+9])
		default:
			return frames, pixels
		}
		for i < len(data) && data[i] != 0 {
			i += 1 + int(data[i])
		}
		i++
	}
	return frames, pixels
}
