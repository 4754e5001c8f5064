package picture

import (
	"encoding/binary"
	"fmt"
)

// A webpHead is what the container of a WebP file says of it.
type webpHead struct {
	size        int // bytes of the file, without what follows
	lossy       bool
	animated    bool
	orientation orientation
}

// stillWebP returns a WebP file of one picture: the one in data, or the first
// frame of an animation (WebP container specification, RFC 9649, section 2).
func stillWebP(data []byte) ([]byte, webpHead, error) {
	head := webpHead{orientation: upright}
	size := int64(binary.LittleEndian.Uint32(data[4:])) + 8
	if size > int64(len(data)) || size < 12 {
		return nil, head, fmt.Errorf("%w: it ends too early", ErrBroken)
	}
	head.size = int(size)
	data = data[:size]
	frame := []byte(nil)
	for name, body := range riffChunks(data[12:]) {
		switch name {
		case "VP8 ":
			head.lossy = true
		case "EXIF":
			head.orientation = exifOrientation(body)
		case "ANMF":
			if frame == nil && len(body) > 16 {
				frame = body
			}
		}
	}
	if frame == nil {
		return data, head, nil
	}

	head.animated = true
	var alpha, pixels []byte
	pixelsName := ""
	for name, body := range riffChunks(frame[16:]) {
		switch name {
		case "ALPH":
			alpha = body
		case "VP8 ", "VP8L":
			pixelsName, pixels = name, body
		}
	}
	if pixels == nil {
		return nil, head, fmt.Errorf("%w: no frame", ErrBroken)
	}
	head.lossy = pixelsName == "VP8 "
	still := []byte("RIFF\x00\x00\x00\x00WEBP")
	if alpha != nil {
		// Flags: alpha. Width and height less one, 24 bits each, as the frame has them.
		extended := append([]byte{0x10, 0, 0, 0}, frame[6:12]...)
		still = appendRIFF(still, "VP8X", extended)
		still = appendRIFF(still, "ALPH", alpha)
	}
	still = appendRIFF(still, pixelsName, pixels)
	binary.LittleEndian.PutUint32(still[4:], uint32(len(still)-8))
	return still, head, nil
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
