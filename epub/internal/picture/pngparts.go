package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
)

// pngKeep maps the chunks of a PNG file that affect its appearance to their largest
// length (PNG, third edition, section 11). Text, times, EXIF and animation frames are
// dropped: an animated PNG becomes its default image.
var pngKeep = map[string]int{
	"IHDR": 13, "PLTE": 3 * 256, "IDAT": 1<<31 - 1, "IEND": 0, "tRNS": 256,
	"cHRM": 32, "gAMA": 4, "iCCP": maxICC, "sBIT": 4, "sRGB": 1, "cICP": 4, "bKGD": 6, "pHYs": 9,
}

// cleanPNG returns a PNG file with only the chunks of data that affect its
// appearance, each once, up to its IEND chunk.
func cleanPNG(data []byte) ([]byte, error) {
	const signature = 8
	early := fmt.Errorf("%w: it ends too early", ErrBroken)
	out := append(make([]byte, 0, len(data)), data[:signature]...)
	seen := make(map[string]bool)
	var image [][]byte // the chunks of the pixels, which follow each other
	ended := false
	for rest := data[signature:]; ; {
		if len(rest) < 12 {
			return nil, early
		}
		n := int64(binary.BigEndian.Uint32(rest)) + 12
		if n > int64(len(rest)) {
			return nil, early
		}
		chunk := rest[:n]
		rest = rest[n:]
		name := string(chunk[4:8])
		most, keep := pngKeep[name]
		if !keep {
			if name[0]&0x20 == 0 {
				return nil, fmt.Errorf("%w: unknown critical part %q", ErrBroken, name)
			}
			ended = len(image) > 0
			continue
		}
		if crc32.ChecksumIEEE(chunk[4:n-4]) != binary.BigEndian.Uint32(chunk[n-4:]) {
			return nil, fmt.Errorf("%w: wrong checksum of %s", ErrBroken, name)
		}
		switch {
		case name == "IEND":
			pixels, err := cleanIDAT(out[signature:], image)
			if err != nil {
				return nil, err
			}
			return append(append(out, pixels...), pngChunk("IEND", nil)...), nil
		case name == "IDAT":
			if !ended { // no decoder reads a later one
				image = append(image, chunk)
			}
		case len(image) > 0:
			ended = true // no chunk that is kept comes after the pixels
		case !seen[name] && int(n)-12 <= most:
			seen[name] = true
			if name == "iCCP" {
				chunk = cleanICCP(chunk[8 : n-4])
			}
			out = append(out, chunk...)
		}
	}
}

// cleanIDAT returns the pixel chunks without any bytes after the end of the
// compressed stream in them. Head begins with the IHDR chunk.
func cleanIDAT(head []byte, chunks [][]byte) ([]byte, error) {
	if len(head) < 25 || len(chunks) == 0 {
		return nil, fmt.Errorf("%w: no image", ErrBroken)
	}
	var stream []byte
	for _, chunk := range chunks {
		stream = append(stream, chunk[8:len(chunk)-4]...)
	}
	in := bytes.NewReader(stream) // a ByteReader, so that the decompressor does not read ahead
	z, err := zlib.NewReader(in)
	if err != nil {
		return nil, broken(err)
	}
	const most = 8 // bytes of a pixel
	w, h := int64(binary.BigEndian.Uint32(head[8:])), int64(binary.BigEndian.Uint32(head[12:]))
	limit := 2*(w*most+1)*h + 1<<16 // with the rows of an interlaced one
	n, err := io.Copy(io.Discard, io.LimitReader(z, limit))
	if err != nil {
		return nil, broken(err)
	}
	if n == limit {
		return nil, fmt.Errorf("%w: more pixels than its size", ErrBroken)
	}
	if in.Len() == 0 {
		return bytes.Join(chunks, nil), nil
	}
	return pngChunk("IDAT", stream[:len(stream)-in.Len()]), nil
}

// cleanICCP returns an iCCP chunk with the numbers of the profile in an iCCP chunk,
// without its names. It returns nil if the profile is not kept.
func cleanICCP(body []byte) []byte {
	_, packed, found := bytes.Cut(body, []byte{0})
	if !found || len(packed) < 1 || packed[0] != 0 {
		return nil
	}
	z, err := zlib.NewReader(bytes.NewReader(packed[1:]))
	if err != nil {
		return nil
	}
	profile, err := io.ReadAll(io.LimitReader(z, maxICC))
	if err != nil {
		return nil
	}
	if profile = cleanICC(profile); profile == nil {
		return nil
	}
	var b bytes.Buffer
	b.WriteString("ICC\x00\x00")
	w := zlib.NewWriter(&b)
	if _, err := w.Write(profile); err != nil || w.Close() != nil {
		return nil
	}
	return pngChunk("iCCP", b.Bytes())
}

func pngChunk(name string, body []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(append(b, name...), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}
