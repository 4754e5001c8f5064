package picture

import "encoding/binary"

// The coded data of a JPEG file may be followed by hidden bytes up to the next
// marker, which decoders skip. To remove them, a scanner reads the Huffman codes
// (ITU-T T.81, annexes F and G) without computing pixels. A file that it cannot
// follow is encoded again.

// A scanner reads the scans of a JPEG file. It holds the tables and coefficients of
// earlier segments that they depend on.
type scanner struct {
	head     *jpegHead
	tables   [2][4]*huffman // of DC and AC
	interval int            // MCUs between restarts; 0 for none
	nonzero  [][]uint64     // of each component, for each block the coefficients that are not 0
	strides  []int          // blocks of a row in nonzero
	// put, if not nil, is called for each code of a sequential scan, with the bits
	// after it, and for each restart, with no table and the last byte of its marker.
	put func(t *huffman, symbol byte, bits int)

	bits   bitReader
	eobRun int
}

// A huffman is a Huffman table (ITU-T T.81, section C.2).
type huffman struct {
	id     byte        // its class and number, as in its segment
	short  [256]uint16 // by the next eight bits: the length of the code and its value; 0 if it is longer
	values []byte
	max    [17]int32 // the last code of a length, -1 if there is none
	first  [17]int32 // added to a code, gives its index in values
}

// define reads a DHT segment.
func (s *scanner) define(b []byte) bool {
	for len(b) > 0 {
		if len(b) < 17 || b[0]>>4 > 1 || b[0]&15 > 3 {
			return false
		}
		t := &huffman{id: b[0]}
		n, code := 0, int32(0)
		for length := 1; length <= 16; length++ {
			count := int(b[length])
			t.first[length] = int32(n) - code
			if code += int32(count); code > 1<<length {
				return false
			}
			t.max[length] = code - 1
			if count == 0 {
				t.max[length] = -1
			}
			n += count
			code <<= 1
		}
		if n > 256 || len(b) < 17+n {
			return false
		}
		t.values = b[17 : 17+n]
		t.fill(b[1:17])
		s.tables[b[0]>>4][b[0]&15] = t
		b = b[17+n:]
	}
	return true
}

// fill computes the table of short codes.
func (t *huffman) fill(counts []byte) {
	code, i := 0, 0
	for length := 1; length <= 8; length++ {
		for range counts[length-1] {
			base := code << (8 - length)
			for k := range 1 << (8 - length) {
				t.short[base|k] = uint16(length)<<8 | uint16(t.values[i])
			}
			code++
			i++
		}
		code <<= 1
	}
}

// A bitReader reads coded data, in which 0xff is followed by a zero.
type bitReader struct {
	data  []byte
	pos   int
	acc   uint32
	have  int
	taken int // bits, since the last restart
}

// need reads bytes until n bits, at most 16, are ready. It returns false at the end
// of the data.
func (r *bitReader) need(n int) bool {
	for r.have < n {
		if r.pos >= len(r.data) {
			return false
		}
		c := r.data[r.pos]
		if c == 0xff {
			if r.pos+1 >= len(r.data) || r.data[r.pos+1] != 0 {
				return false
			}
			r.pos++
		}
		r.pos++
		r.acc = r.acc<<8 | uint32(c)
		r.have += 8
	}
	return true
}

func (r *bitReader) take(n int) (int, bool) {
	if n == 0 {
		return 0, true
	}
	if n > 16 || !r.need(n) {
		return 0, false
	}
	r.have -= n
	r.taken += n
	return int(r.acc>>r.have) & (1<<n - 1), true
}

func (r *bitReader) decode(t *huffman) (byte, bool) {
	if r.need(8) {
		if v := t.short[byte(r.acc>>(r.have-8))]; v != 0 {
			r.have -= int(v >> 8)
			r.taken += int(v >> 8)
			return byte(v), true
		}
	}
	code := int32(0)
	for length := 1; length <= 16; length++ {
		bit, ok := r.take(1)
		if !ok {
			return 0, false
		}
		code = code<<1 | int32(bit)
		if code <= t.max[length] {
			return t.values[t.first[length]+code], true
		}
	}
	return 0, false
}

// A jpegScan holds the header of a scan.
type jpegScan struct {
	parts         []int // indices of the components
	dc, ac        []*huffman
	from, to      int // coefficients
	refine, whole bool
}

// open reads a SOS segment.
func (s *scanner) open(b []byte) (c jpegScan, ok bool) {
	if len(b) < 1 || b[0] < 1 || b[0] > 4 || len(b) != 4+2*int(b[0]) {
		return c, false
	}
	for i := range int(b[0]) {
		id, tables := b[1+2*i], b[2+2*i]
		at := -1
		for k, p := range s.head.parts {
			if p.id == id {
				at = k
			}
		}
		if at < 0 || tables>>4 > 3 || tables&15 > 3 {
			return c, false
		}
		c.parts = append(c.parts, at)
		c.dc = append(c.dc, s.tables[0][tables>>4])
		c.ac = append(c.ac, s.tables[1][tables&15])
	}
	rest := b[1+2*int(b[0]):]
	c.from, c.to, c.refine = int(rest[0]), int(rest[1]), rest[2]>>4 != 0
	if !s.head.progressive {
		c.from, c.to, c.refine, c.whole = 0, 63, false, true
	}
	first := c.from == 0 && c.to == 0
	others := 0 < c.from && c.from <= c.to && c.to <= 63 && len(c.parts) == 1
	return c, c.whole || first || others
}

// scan appends the coded data of a scan to out, without hidden bytes.
func (s *scanner) scan(out, sos, data []byte) ([]byte, bool) {
	c, ok := s.open(sos)
	if !ok {
		return nil, false
	}
	s.begin()
	across, down := s.units(c)
	s.bits = bitReader{data: data}
	begun := 0
	s.eobRun = 0
	for mcu := range across * down {
		if s.interval > 0 && mcu > 0 && mcu%s.interval == 0 {
			out = s.closeInterval(out, begun)
			next := s.bits.pos
			for next+1 < len(data) && (data[next] != 0xff || data[next+1] == 0) {
				next++
			}
			if next+1 >= len(data) || data[next+1] != 0xd0+byte(mcu/s.interval-1)%8 {
				return nil, false
			}
			out = append(out, 0xff, data[next+1])
			if s.put != nil {
				s.put(nil, data[next+1], 0)
			}
			begun = next + 2
			s.bits = bitReader{data: data, pos: begun}
			s.eobRun = 0
		}
		if !s.unit(c, mcu%across, mcu/across) {
			return nil, false
		}
	}
	return s.closeInterval(out, begun), true
}

// closeInterval appends the bytes that were read since begun. The unused bits of the
// last byte are set to one.
func (s *scanner) closeInterval(out []byte, begun int) []byte {
	at, n := begun, (s.bits.taken+7)/8
	free := n*8 - s.bits.taken
	for i := range n {
		c := s.bits.data[at]
		if at++; c == 0xff {
			at++ // the zero behind it
		}
		if i == n-1 {
			c |= 1<<free - 1
		}
		if out = append(out, c); c == 0xff {
			out = append(out, 0)
		}
	}
	s.bits.pos = at
	return out
}

// begin allocates the coefficients of a progressive file, once.
func (s *scanner) begin() {
	if s.nonzero != nil {
		return
	}
	h := s.head
	mx, my := (h.width+8*h.maxH-1)/(8*h.maxH), (h.height+8*h.maxV-1)/(8*h.maxV)
	for _, p := range h.parts {
		s.strides = append(s.strides, mx*p.h)
		n := 0
		if h.progressive {
			n = mx * p.h * my * p.v
		}
		s.nonzero = append(s.nonzero, make([]uint64, n))
	}
}

// units returns the number of units of a scan: MCUs, or blocks in a scan of a single
// component.
func (s *scanner) units(c jpegScan) (across, down int) {
	h := s.head
	w, v := 8*h.maxH, 8*h.maxV
	if len(c.parts) == 1 {
		p := h.parts[c.parts[0]]
		pw, ph := (h.width*p.h+h.maxH-1)/h.maxH, (h.height*p.v+h.maxV-1)/h.maxV
		return (pw + 7) / 8, (ph + 7) / 8
	}
	return (h.width + w - 1) / w, (h.height + v - 1) / v
}

// unit reads the blocks of one unit.
func (s *scanner) unit(c jpegScan, x, y int) bool {
	if len(c.parts) == 1 {
		return s.block(c, 0, x, y)
	}
	for i, part := range c.parts {
		p := s.head.parts[part]
		for v := range p.v {
			for h := range p.h {
				if !s.block(c, i, x*p.h+h, y*p.v+v) {
					return false
				}
			}
		}
	}
	return true
}

func (s *scanner) block(c jpegScan, i, x, y int) bool {
	var nonzero *uint64
	if c.from > 0 {
		part := c.parts[i]
		nonzero = &s.nonzero[part][y*s.strides[part]+x]
	}
	if c.refine {
		if c.from == 0 {
			_, ok := s.bits.take(1)
			return ok
		}
		return c.ac[i] != nil && s.refineBlock(c, c.ac[i], nonzero)
	}
	if c.from == 0 {
		if c.dc[i] == nil {
			return false
		}
		n, ok := s.bits.decode(c.dc[i])
		if !ok || n > 16 {
			return false
		}
		bits, ok := s.bits.take(int(n))
		if !ok {
			return false
		}
		if !c.whole {
			return true
		}
		if s.put != nil {
			s.put(c.dc[i], n, bits)
		}
	}
	return c.ac[i] != nil && s.acBlock(c, c.ac[i], nonzero)
}

// acBlock reads the coefficients of a block, in their first or only scan.
func (s *scanner) acBlock(c jpegScan, t *huffman, nonzero *uint64) bool {
	if s.eobRun > 0 {
		s.eobRun--
		return true
	}
	for k := max(c.from, 1); k <= c.to; k++ {
		rs, ok := s.bits.decode(t)
		if !ok {
			return false
		}
		run, size := int(rs>>4), int(rs&15)
		switch {
		case size != 0:
			k += run
			bits, ok := s.bits.take(size)
			if !ok || k > c.to {
				return false
			}
			if s.put != nil {
				s.put(t, rs, bits)
			}
			if nonzero != nil {
				*nonzero |= 1 << k
			}
		case run == 15:
			k += 15
			if s.put != nil {
				s.put(t, rs, 0)
			}
		default:
			if c.whole && run > 0 {
				return false
			}
			more, ok := s.bits.take(run)
			s.eobRun = 1<<run + more - 1
			if s.put != nil {
				s.put(t, rs, more)
			}
			return ok
		}
	}
	return true
}

// refineBlock reads the coefficients of a block in a later scan (ITU-T
// T.81, section G.1.2.3).
func (s *scanner) refineBlock(c jpegScan, t *huffman, nonzero *uint64) bool {
	k := c.from
	for ; s.eobRun == 0 && k <= c.to; k++ {
		rs, ok := s.bits.decode(t)
		if !ok {
			return false
		}
		run, size := int(rs>>4), int(rs&15)
		switch {
		case size == 0 && run < 15:
			more, ok := s.bits.take(run)
			if !ok {
				return false
			}
			s.eobRun = 1<<run + more
		case size > 1:
			return false
		case size == 1:
			if _, ok := s.bits.take(1); !ok {
				return false
			}
		}
		if s.eobRun > 0 {
			break
		}
		if k, ok = s.correct(k, c.to, run, *nonzero); !ok {
			return false
		}
		if size == 1 {
			if k > c.to {
				return false
			}
			*nonzero |= 1 << k
		}
	}
	if s.eobRun > 0 {
		s.eobRun--
		_, ok := s.correct(k, c.to, 64, *nonzero)
		return ok
	}
	return true
}

// correct reads a bit for each nonzero coefficient, up to the first coefficient after
// the given number of zeros.
func (s *scanner) correct(k, to, zeros int, nonzero uint64) (int, bool) {
	for ; k <= to; k++ {
		if nonzero>>k&1 == 0 {
			if zeros == 0 {
				break
			}
			zeros--
			continue
		}
		if _, ok := s.bits.take(1); !ok {
			return k, false
		}
	}
	return k, true
}

// restart reads a DRI segment.
func (s *scanner) restart(b []byte) bool {
	if len(b) != 2 {
		return false
	}
	s.interval = int(binary.BigEndian.Uint16(b))
	return true
}
