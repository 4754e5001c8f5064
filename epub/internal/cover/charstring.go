package cover

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"sort"

	gofont "github.com/go-text/typesetting/font"
	ps "github.com/go-text/typesetting/font/cff/interpreter"
)

// outlines reads single outlines of a CFF table (Adobe Technical Note 5176). The
// package font of go-text reads the whole table and makes a slice for each of
// 65,000 outlines and 50,000 subroutines, which takes longer than drawing a cover.
type outlines struct {
	charStrings index
	global      index             // the subroutines of all outlines
	local       []index           // the subroutines of each Font DICT
	dictOf      func(gid int) int // returns the Font DICT of an outline
	known       map[gofont.GID]glyph
}

// A glyph is an outline in font units.
type glyph struct {
	segments []gofont.Segment
	bearing  float32 // the empty space before the ink
	ok       bool    // whether the font has the outline
}

// glyph returns an outline.
func (o *outlines) glyph(gid gofont.GID) glyph {
	g, known := o.known[gid]
	if !known {
		g = o.read(int(gid))
		o.known[gid] = g
	}
	return g
}

func (o *outlines) read(gid int) glyph {
	code, ok := o.charStrings.object(gid)
	dict := o.dictOf(gid)
	if !ok || dict < 0 || dict >= len(o.local) {
		return glyph{}
	}
	p := &pen{local: &o.local[dict], global: &o.global, called: make([][]byte, 1)}
	if err := o.charStrings.machine.Run(code, p.called, nil, p); err != nil {
		return glyph{}
	}
	return glyph{p.Segments, p.Bounds.ToExtents().XBearing, true}
}

// The operators that lead to the outlines.
const (
	opCharStrings = 17
	opPrivate     = 18
	opSubrs       = 19
	opFDArray     = 12<<8 | 36
	opFDSelect    = 12<<8 | 37
)

// readOutlines returns the outlines of a CFF table, none of which it reads. It
// returns false for a table in an uncommon form.
func readOutlines(table *io.SectionReader) (*outlines, bool) {
	r := &blocks{r: table, kept: make(map[int64][]byte)}
	head, ok := r.read(0, 4)
	if !ok || head[0] != 1 || head[1] != 0 {
		return nil, false
	}
	o := &outlines{known: make(map[gofont.GID]glyph)}
	// The names of the fonts, their dictionaries, texts and the global subroutines
	// follow each other.
	at := int64(head[2])
	var dicts index
	for _, x := range []*index{{}, &dicts, {}, &o.global} {
		if *x, at, ok = r.index(at); !ok {
			return nil, false
		}
	}
	if dicts.n != 1 {
		return nil, false
	}
	top, ok := dicts.dict(0)
	if !ok {
		return nil, false
	}
	if o.charStrings, _, ok = r.index(top.operand(opCharStrings, 0)); !ok {
		return nil, false
	}
	fonts := []dict{top} // one, or many of a font with a key for each character
	o.dictOf = func(int) int { return 0 }
	if top[opFDArray] != nil {
		array, _, ok := r.index(top.operand(opFDArray, 0))
		if !ok {
			return nil, false
		}
		fonts = make([]dict, array.n)
		for i := range fonts {
			if fonts[i], ok = array.dict(i); !ok {
				return nil, false
			}
		}
		if o.dictOf, ok = r.dictsOf(top.operand(opFDSelect, 0)); !ok {
			return nil, false
		}
	}
	for _, font := range fonts {
		local, ok := r.subroutines(font)
		if !ok {
			return nil, false
		}
		o.local = append(o.local, local)
	}
	return o, true
}

// subroutines returns the local subroutines of a font.
func (b *blocks) subroutines(font dict) (x index, ok bool) {
	size, at := font.operand(opPrivate, 0), font.operand(opPrivate, 1)
	if size == 0 {
		return index{}, true
	}
	raw, ok := b.read(at, int(size))
	if !ok {
		return index{}, false
	}
	private, ok := b.dict(raw)
	if !ok {
		return index{}, false
	}
	if private[opSubrs] == nil {
		return index{}, true
	}
	x, _, ok = b.index(at + private.operand(opSubrs, 0))
	return x, ok
}

// dictsOf returns a function that returns the Font DICT of an outline, -1 for none
// (section 19).
func (b *blocks) dictsOf(at int64) (dictOf func(gid int) int, ok bool) {
	head, ok := b.read(at, 3)
	if !ok {
		return nil, false
	}
	switch head[0] {
	case 0:
		return func(gid int) int {
			if font, ok := b.read(at+1+int64(gid), 1); ok {
				return int(font[0])
			}
			return -1
		}, true
	case 3:
		const size = 3 // bytes of a range: its first outline and its font
		n := int(binary.BigEndian.Uint16(head[1:]))
		ranges, ok := b.read(at+3, n*size)
		return func(gid int) int {
			after := sort.Search(n, func(i int) bool { return int(binary.BigEndian.Uint16(ranges[i*size:])) > gid })
			if after == 0 {
				return -1
			}
			return int(ranges[after*size-1])
		}, ok
	}
	return nil, false
}

// A pen traces an outline by its instructions (Adobe Technical Note 5177).
type pen struct {
	ps.CharstringReader
	local, global *index
	called        [][]byte // only the subroutine that is called
	steps         int
}

var errOutline = errors.New("invalid outline")

// maxSteps is the largest number of operators in an outline: a hundred times that
// of the most intricate Chinese characters.
const maxSteps = 100_000

// Context implements [ps.OperatorHandler].
func (p *pen) Context() ps.Context { return ps.Type2Charstring }

// Apply implements [ps.OperatorHandler]. The numbers are those of Appendix A.
func (p *pen) Apply(m *ps.Machine, op ps.Operator) (err error) {
	if p.steps++; p.steps > maxSteps {
		return errOutline
	}
	if op.IsEscaped {
		return p.flex(m, op)
	}
	switch op.Operator {
	case 10: // callsubr
		return p.call(m, p.local)
	case 29: // callgsubr
		return p.call(m, p.global)
	case 11: // return
		return m.Return()
	case 14: // endchar
		p.ClosePath()
		return ps.ErrInterrupt
	case 19, 20: // hintmask, cntrmask
		p.Hintmask(m)
		return nil
	case 1, 18:
		p.Hstem(m)
	case 3, 23:
		p.Vstem(m)
	case 21:
		err = p.Rmoveto(m)
	case 22:
		err = p.Hmoveto(m)
	case 4:
		err = p.Vmoveto(m)
	case 5:
		p.Rlineto(m)
	case 6:
		p.Hlineto(m)
	case 7:
		p.Vlineto(m)
	case 8:
		p.Rrcurveto(m)
	case 24:
		err = p.Rcurveline(m)
	case 25:
		err = p.Rlinecurve(m)
	case 26:
		p.Vvcurveto(m)
	case 27:
		p.Hhcurveto(m)
	case 30:
		p.Vhcurveto(m)
	case 31:
		p.Hvcurveto(m)
	default:
		err = fmt.Errorf("%w: %v", errOutline, op)
	}
	m.ArgStack.Clear()
	return err
}

func (p *pen) flex(m *ps.Machine, op ps.Operator) (err error) {
	switch op.Operator {
	case 34:
		err = p.Hflex(m)
	case 35:
		err = p.Flex(m)
	case 36:
		err = p.Hflex1(m)
	case 37:
		err = p.Flex1(m)
	default:
		err = fmt.Errorf("%w: %v", errOutline, op)
	}
	m.ArgStack.Clear()
	return err
}

// call calls a subroutine. The machine gets a table of that one alone, in which its
// number is -107 (section 4.7).
func (p *pen) call(m *ps.Machine, x *index) error {
	if m.ArgStack.Top == 0 {
		return errOutline
	}
	bias := 32768
	switch {
	case x.n < 1240:
		bias = 107
	case x.n < 33900:
		bias = 1131
	}
	code, ok := x.object(int(m.ArgStack.Pop()) + bias)
	if !ok {
		return errOutline
	}
	p.called[0] = code
	return m.CallSubroutine(-107, true)
}

// A dict holds the operands of a DICT by their operator (section 4).
type dict map[int][]float64

func (b *blocks) dict(raw []byte) (dict, bool) {
	d := make(dict)
	err := b.machine.Run(raw, nil, nil, d)
	return d, err == nil
}

// Context implements [ps.OperatorHandler].
func (dict) Context() ps.Context { return ps.TopDict }

// Apply implements [ps.OperatorHandler].
func (d dict) Apply(m *ps.Machine, op ps.Operator) error {
	key := int(op.Operator)
	if op.IsEscaped {
		key |= 12 << 8
	}
	d[key] = slices.Clone(m.ArgStack.Vals[:m.ArgStack.Top])
	m.ArgStack.Clear()
	return nil
}

// operand returns operand i of an operator, counted from 0. It returns 0 if the
// DICT lacks the operator or has fewer operands for it.
func (d dict) operand(op, i int) int64 {
	if i >= len(d[op]) {
		return 0
	}
	return int64(d[op][i])
}

// An index is an INDEX, whose objects are read when they are asked for (section 5).
type index struct {
	*blocks
	at   int64 // the first offset
	n    int   // number of objects
	size int   // bytes of an offset
}

// index returns the INDEX at a place in the table, and where it ends.
func (b *blocks) index(at int64) (x index, end int64, ok bool) {
	head, ok := b.read(at, 3)
	if !ok {
		return index{}, 0, false
	}
	x = index{b, at + 3, int(binary.BigEndian.Uint16(head)), int(head[2])}
	if x.n == 0 {
		return index{}, at + 2, true
	}
	if x.size < 1 || x.size > 4 {
		return index{}, 0, false
	}
	last, ok := x.offset(x.n)
	return x, last, ok
}

// offset returns where the i-th object starts, which is where the one before ends.
func (x index) offset(i int) (at int64, ok bool) {
	raw, ok := x.read(x.at+int64(i*x.size), x.size)
	if !ok {
		return 0, false
	}
	n := int64(0)
	for _, c := range raw {
		n = n<<8 | int64(c)
	}
	return x.at + int64((x.n+1)*x.size) - 1 + n, true
}

// object returns the i-th object.
func (x index) object(i int) ([]byte, bool) {
	if i < 0 || i >= x.n {
		return nil, false
	}
	start, ok := x.offset(i)
	end, also := x.offset(i + 1)
	if !ok || !also {
		return nil, false
	}
	return x.read(start, int(end-start))
}

// dict returns the i-th object, which is a DICT.
func (x index) dict(i int) (dict, bool) {
	raw, ok := x.object(i)
	if !ok {
		return nil, false
	}
	return x.blocks.dict(raw)
}

// blocks reads a file in blocks and keeps them: what is read next is near what was
// read.
type blocks struct {
	r       *io.SectionReader
	kept    map[int64][]byte // by number
	machine ps.Machine       // which reads what is in them
}

const blockSize = 4 << 10

// read returns n bytes at off, which must not be changed.
func (b *blocks) read(off int64, n int) ([]byte, bool) {
	if off < 0 || n < 0 || off > b.r.Size()-int64(n) {
		return nil, false
	}
	number := off / blockSize
	from := int(off % blockSize)
	if from+n > blockSize {
		p := make([]byte, n)
		_, err := b.r.ReadAt(p, off)
		return p, err == nil || err == io.EOF
	}
	block, known := b.kept[number]
	if !known {
		block = make([]byte, min(blockSize, b.r.Size()-number*blockSize))
		if _, err := b.r.ReadAt(block, number*blockSize); err != nil && err != io.EOF {
			return nil, false
		}
		b.kept[number] = block
	}
	return block[from : from+n : from+n], true
}
