package picture

import (
	"bytes"
	"encoding/binary"
)

// Most JPEG files, and all that package image/jpeg writes, have the Huffman tables
// that the specification gives as an example (ITU-T T.81, annex K.3). Tables made
// for the picture take 5 % off such files of real sites, and change no pixel. No
// maintained library in Go makes them. Progressive scans would take 9 % off, but a
// reader needs several times the memory for them.

// optimizedJPEG returns a file that cleanJPEG or package image/jpeg wrote with
// Huffman tables made for it. It returns data itself if that is not smaller, and
// for a file that is not sequential or has several scans.
func optimizedJPEG(data []byte) []byte {
	s := scanner{head: new(jpegHead)}
	out := append(make([]byte, 0, len(data)), data[:2]...)
	for at := 2; at+4 <= len(data) && data[at] == 0xff; {
		marker, end := data[at+1], at+2+int(binary.BigEndian.Uint16(data[at+2:]))
		if end < at+4 || end > len(data) {
			return data
		}
		segment, body := data[at:end], data[at+4:end]
		at = end
		switch {
		case marker == 0xc4 && s.define(body):
			continue // there are other tables in its place
		case marker == 0xda:
			if out = s.optimize(out, segment, bytes.TrimSuffix(data[at:], []byte{0xff, 0xd9})); out == nil || len(out) >= len(data) {
				return data
			}
			return out
		case marker == 0xc4, marker == 0xdd && !s.restart(body), isFrame(marker) && (marker > 0xc1 || s.head.frame(marker, body) != nil):
			return data
		}
		out = append(out, segment...)
	}
	return data
}

// optimize appends to out the tables for the coded data of a scan, its header sos, the
// data in these tables, and the end of the image. It returns nil if data is
// something else than the codes of one scan.
func (s *scanner) optimize(out, sos, data []byte) []byte {
	var counts [tableIDs][257]int
	wide := false
	s.put = func(t *huffman, symbol byte, _ int) {
		if t != nil {
			counts[t.id][symbol]++
			wide = wide || t.id < 0x10 && symbol > 15
		}
	}
	if _, ok := s.scan(nil, sos[4:], data); !ok || s.bits.pos != len(data) || wide {
		return nil
	}
	var codes [tableIDs][256]uint32 // the code, and above it its length
	for id := range counts {
		lengths, symbols := optimalCode(&counts[id])
		if len(symbols) == 0 {
			continue
		}
		out = append(out, jpegSegment(0xc4, []byte{byte(id)}, lengths[:], symbols)...)
		code, k := uint32(0), 0
		for i, n := range lengths {
			for range n {
				codes[id][symbols[k]] = uint32(i+1)<<16 | code
				code, k = code+1, k+1
			}
			code <<= 1
		}
	}
	w := bitWriter{out: append(out, sos...)}
	s.put = func(t *huffman, symbol byte, bits int) {
		if t == nil {
			w.align()
			w.out = append(w.out, 0xff, symbol)
			return
		}
		c := codes[t.id][symbol]
		w.write(c&0xffff, int(c>>16))
		w.write(uint32(bits), int(symbol&15))
	}
	if _, ok := s.scan(nil, sos[4:], data); !ok {
		return nil
	}
	w.align()
	return append(w.out, 0xff, 0xd9)
}

// tableIDs is above every class and number of a table.
const tableIDs = 0x14

// A bitWriter writes coded data, in which 0xff is followed by a zero.
type bitWriter struct {
	out  []byte
	acc  uint64
	have int
}

func (w *bitWriter) write(bits uint32, n int) {
	w.acc = w.acc<<n | uint64(bits)
	for w.have += n; w.have >= 8; w.have -= 8 {
		c := byte(w.acc >> (w.have - 8))
		if w.out = append(w.out, c); c == 0xff {
			w.out = append(w.out, 0)
		}
	}
}

// align fills the last byte with ones.
func (w *bitWriter) align() {
	if w.have > 0 {
		w.write(1<<(8-w.have)-1, 8-w.have)
	}
}

// optimalCode returns the number of codes of each length, and the symbols by length, of
// the shortest code for symbols that occur as counted. No code is longer than 16 bits
// or has only ones (ITU-T T.81, annex K.2).
func optimalCode(counts *[257]int) (lengths [16]byte, symbols []byte) {
	freq := *counts
	freq[256] = 1 // takes the code of only ones
	var size [257]int
	var next [257]int
	for i := range next {
		next[i] = -1
	}
	for {
		a, b := -1, -1 // the two rarest, the later of equals first
		for i, n := range freq {
			switch {
			case n == 0:
			case a < 0 || n <= freq[a]:
				a, b = i, a
			case b < 0 || n <= freq[b]:
				b = i
			}
		}
		if b < 0 {
			break
		}
		freq[a], freq[b] = freq[a]+freq[b], 0
		for i, joined := a, false; i >= 0; i = next[i] {
			if size[i]++; next[i] < 0 && !joined {
				next[i], joined = b, true
			}
		}
	}
	var bits [258]int
	for _, n := range size {
		bits[n]++
	}
	for i := len(bits) - 1; i > 16; i-- { // moves pairs of codes that are too long
		for bits[i] > 0 {
			j := i - 2
			for bits[j] == 0 {
				j--
			}
			bits[i] -= 2
			bits[i-1]++
			bits[j+1] += 2
			bits[j]--
		}
	}
	for i := 16; i > 0; i-- {
		if bits[i] > 0 {
			bits[i]-- // that of 256
			break
		}
	}
	for i := range lengths {
		lengths[i] = byte(bits[i+1])
	}
	for n := 1; n < len(bits); n++ {
		for s := range 256 {
			if size[s] == n {
				symbols = append(symbols, byte(s))
			}
		}
	}
	return lengths, symbols
}
