package picture

import (
	"bytes"
	"encoding/binary"
)

// A colour profile contains, besides its numbers, its author, date, program and
// device, and texts in any number of languages. Only the numbers of a profile for a
// display or camera are kept: primaries, white point and tone curves (ICC.1:2022,
// sections 7 to 10). Profiles of printers, which are tables, are dropped, because
// pictures in inks are encoded again anyway.

// iccTags lists the tags that are kept, in order, and whether a colour profile must
// have them.
var iccTags = []struct {
	name string
	must bool
}{
	{"wtpt", true}, {"chad", false}, {"rXYZ", true}, {"gXYZ", true}, {"bXYZ", true},
	{"rTRC", true}, {"gTRC", true}, {"bTRC", true}, {"kTRC", false},
}

const (
	iccHead    = 128
	maxICC     = 4 << 20
	maxICCTags = 100
	maxICCTag  = 12 + 2*4096
)

// cleanICC returns a profile with only the numbers of the profile b, or nil if the
// profile is not kept.
func cleanICC(b []byte) []byte {
	if len(b) < iccHead+4 || len(b) > maxICC || string(b[36:40]) != "acsp" {
		return nil
	}
	gray := string(b[16:20]) == "GRAY"
	if !gray && string(b[16:20]) != "RGB " {
		return nil
	}
	type tag struct {
		name string
		data []byte
	}
	v4 := b[8] >= 4
	tags := []tag{{"desc", iccText(v4, true)}, {"cprt", iccText(v4, false)}}
	for _, t := range iccTags {
		data := iccTag(b, t.name)
		must := t.must && !gray || gray && (t.name == "kTRC" || t.name == "wtpt")
		if data == nil && must {
			return nil
		}
		if data != nil {
			tags = append(tags, tag{t.name, data})
		}
	}
	out := make([]byte, iccHead, iccHead+4+12*len(tags))
	copy(out[8:24], b[8:24]) // version, class, colours
	clear(out[10:12])
	copy(out[36:40], "acsp")
	copy(out[64:80], b[64:80]) // intent and white
	out = binary.BigEndian.AppendUint32(out, uint32(len(tags)))
	at := len(out) + 12*len(tags)
	for _, t := range tags {
		out = append(out, t.name...)
		out = binary.BigEndian.AppendUint32(out, uint32(at))
		out = binary.BigEndian.AppendUint32(out, uint32(len(t.data)))
		at += (len(t.data) + 3) &^ 3
	}
	for _, t := range tags {
		out = append(out, t.data...)
		out = append(out, make([]byte, -len(t.data)&3)...)
	}
	binary.BigEndian.PutUint32(out, uint32(len(out)))
	if len(out) > 60_000 { // one segment of a JPEG file
		return nil
	}
	return out
}

// iccTag returns the numbers of a tag without trailing bytes, or nil if the tag is
// missing or has a type that is not kept.
func iccTag(b []byte, name string) []byte {
	n := int(min(binary.BigEndian.Uint32(b[iccHead:]), maxICCTags))
	for i := range n {
		entry := b[min(len(b), iccHead+4+12*i):]
		if len(entry) < 12 {
			return nil
		}
		if string(entry[:4]) != name {
			continue
		}
		offset, size := int64(binary.BigEndian.Uint32(entry[4:])), int64(binary.BigEndian.Uint32(entry[8:]))
		if offset+size > int64(len(b)) || size < 12 || size > maxICCTag {
			return nil
		}
		data := b[offset : offset+size]
		length := iccLength(data)
		if length == 0 || length > len(data) {
			return nil
		}
		data = bytes.Clone(data[:length])
		clear(data[4:8])
		return data
	}
	return nil
}

// iccLength returns the length of the numbers of a tag, 0 for a type that is not kept.
func iccLength(data []byte) int {
	switch string(data[:4]) {
	case "XYZ ":
		return 20
	case "sf32":
		return 8 + 9*4
	case "curv":
		return int(min(12+2*int64(binary.BigEndian.Uint32(data[8:])), maxICC))
	case "para":
		if kind := binary.BigEndian.Uint16(data[8:]); kind <= 4 {
			return 12 + 4*[]int{1, 3, 4, 5, 7}[kind]
		}
	}
	return 0
}

// iccText returns the required text tag for the description or the copyright, in the
// form of the profile's version.
func iccText(v4, description bool) []byte {
	const text = "RGB"
	var b []byte
	switch {
	case v4:
		b = append(b, "mluc\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x0cenUS\x00\x00\x00\x06\x00\x00\x00\x1c"...)
		for _, c := range []byte(text) {
			b = append(b, 0, c)
		}
	case description:
		b = append(b, "desc\x00\x00\x00\x00\x00\x00\x00\x04"+text+"\x00"...)
		b = append(b, make([]byte, 4+4+2+1+67)...) // no text in other scripts
	default:
		b = append(b, "text\x00\x00\x00\x00"+text+"\x00"...)
	}
	return b
}
