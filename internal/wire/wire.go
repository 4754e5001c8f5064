// Package wire encodes plain values as bytes and decodes them to equal values. Parsed
// posts and the pages of books are kept in this format from one run to the next, or sent
// to another machine.
//
// The encodings of the standard library cost too much for thousands of values of a few
// kilobytes: gob sends the description of all types with each value, and JSON loses the
// types in an any and takes a third of the time of parsing the post again. The format is
// not stable: callers that store it make the version of the program a part of the key.
//
// Bools, integers, floats, strings, slices, maps, pointers, structs and
// [time.Time] are encoded, and also nil in an any. Unexported fields and fields of other
// interfaces are left out. Equal values have equal bytes. Decoding is safe for any input:
// it allocates no more than a small multiple of the number of bytes.
package wire

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"
)

// ErrFormat means that the bytes are not an encoding of the type.
var ErrFormat = errors.New("not the form of a kept value")

// maxDepth is the largest depth of nested values.
const maxDepth = 200

// Append appends the encoding of the value that v points to.
func Append[T any](b []byte, v *T) []byte { return write(b, reflect.ValueOf(v).Elem()) }

// Read decodes the start of src into the value that v points to, and returns the rest.
// Strings in the value share the memory of src.
func Read[T any](src string, v *T) (rest string, err error) {
	return ReadValue(src, reflect.ValueOf(v).Elem())
}

// AppendValue does the same as [Append] for a reflect.Value.
func AppendValue(b []byte, v reflect.Value) []byte { return write(b, v) }

// ReadValue does the same as [Read] for a settable reflect.Value.
func ReadValue(src string, v reflect.Value) (rest string, err error) {
	r := reader{src: src}
	r.value(v, 0)
	return r.src, r.err
}

// AppendInt appends a number.
func AppendInt(b []byte, n int) []byte { return binary.AppendVarint(b, int64(n)) }

// ReadInt reads a number.
func ReadInt(src string) (n int, rest string, err error) {
	r := reader{src: src}
	n = int(r.int())
	return n, r.src, r.err
}

var (
	timeType = reflect.TypeFor[time.Time]()
	anyType  = reflect.TypeFor[any]()
)

// fields caches the indices of the fields of a struct that are encoded.
var fields sync.Map // reflect.Type to []int

func fieldsOf(t reflect.Type) []int {
	if known, ok := fields.Load(t); ok {
		return known.([]int)
	}
	own := []int{}
	for i := range t.NumField() {
		f := t.Field(i)
		if f.IsExported() && (f.Type.Kind() != reflect.Interface || f.Type == anyType) {
			own = append(own, i)
		}
	}
	fields.Store(t, own)
	return own
}

func write(b []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			return append(b, 1)
		}
		return append(b, 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return binary.AppendVarint(b, v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return binary.AppendUvarint(b, v.Uint())
	case reflect.Float32, reflect.Float64:
		return binary.BigEndian.AppendUint64(b, math.Float64bits(v.Float()))
	case reflect.String:
		return appendString(b, v.String())
	case reflect.Slice:
		// One more than the length, and 0 for nil, which is another value.
		if v.IsNil() {
			return append(b, 0)
		}
		b = binary.AppendUvarint(b, uint64(v.Len())+1)
		for i := range v.Len() {
			b = write(b, v.Index(i))
		}
		return b
	case reflect.Map:
		return writeMap(b, v)
	case reflect.Pointer:
		if v.IsNil() {
			return append(b, 0)
		}
		return write(append(b, 1), v.Elem())
	case reflect.Interface:
		return writeAny(b, v.Interface())
	case reflect.Struct:
		if v.Type() == timeType {
			return writeTime(b, v.Interface().(time.Time))
		}
		for _, i := range fieldsOf(v.Type()) {
			b = write(b, v.Field(i))
		}
		return b
	}
	panic(fmt.Sprintf("wire: a %v cannot be kept", v.Type()))
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// writeMap writes the entries in the order of their encoded keys.
func writeMap(b []byte, v reflect.Value) []byte {
	if v.IsNil() {
		return append(b, 0)
	}
	b = binary.AppendUvarint(b, uint64(v.Len())+1)
	entries := make([]string, 0, v.Len())
	for at := v.MapRange(); at.Next(); {
		entries = append(entries, string(write(write(nil, at.Key()), at.Value())))
	}
	slices.Sort(entries)
	return append(b, strings.Join(entries, "")...)
}

// writeTime writes the offset of the zone but not its name, which no output contains.
func writeTime(b []byte, t time.Time) []byte {
	form, err := t.MarshalBinary()
	if err != nil { // an impossible offset of a zone
		form, _ = t.UTC().MarshalBinary()
	}
	return appendString(b, string(form))
}

// The values that an any may hold.
const (
	isNil byte = iota
	isString
	isBool
	isInt64
	isFloat64
	isTime
	isList
	isMap
	isText // a value of another type, as it is printed
)

func writeAny(b []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, isNil)
	case string:
		return appendString(append(b, isString), v)
	case bool:
		return write(append(b, isBool), reflect.ValueOf(v))
	case int64:
		return binary.AppendVarint(append(b, isInt64), v)
	case float64:
		return write(append(b, isFloat64), reflect.ValueOf(v))
	case time.Time:
		return writeTime(append(b, isTime), v)
	case []any:
		return write(append(b, isList), reflect.ValueOf(v))
	case map[string]any:
		return write(append(b, isMap), reflect.ValueOf(v))
	}
	return appendString(append(b, isText), fmt.Sprint(v))
}

// A reader reads values until the first error.
type reader struct {
	src string
	err error
}

func (r *reader) fail() {
	if r.err == nil {
		r.err = ErrFormat
	}
	r.src = ""
}

func (r *reader) byte() byte {
	if r.src == "" {
		r.fail()
		return 0
	}
	c := r.src[0]
	r.src = r.src[1:]
	return c
}

func (r *reader) uint() uint64 {
	var n uint64
	for shift := 0; shift < 64; shift += 7 {
		c := r.byte()
		n |= uint64(c&0x7f) << shift
		if c < 0x80 {
			return n
		}
	}
	r.fail()
	return 0
}

func (r *reader) int() int64 {
	n := r.uint()
	return int64(n>>1) ^ -int64(n&1)
}

// length reads the number of values that follow, each of at least one byte; -1 means nil.
func (r *reader) length() int {
	n := r.uint()
	if n > uint64(len(r.src))+1 {
		r.fail()
		return -1
	}
	return int(n) - 1
}

func (r *reader) string() string {
	n := r.uint()
	if n > uint64(len(r.src)) {
		r.fail()
		return ""
	}
	s := r.src[:n]
	r.src = r.src[n:]
	return s
}

func (r *reader) value(v reflect.Value, depth int) {
	if depth > maxDepth {
		r.fail()
	}
	if r.err != nil {
		return
	}
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(r.byte() != 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(r.int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(r.uint())
	case reflect.Float32, reflect.Float64:
		v.SetFloat(math.Float64frombits(r.eight()))
	case reflect.String:
		v.SetString(r.string())
	case reflect.Slice:
		n := r.length()
		if n < 0 {
			return
		}
		// If the length is wrong, the input ends before much is allocated.
		v.Set(reflect.MakeSlice(v.Type(), 0, min(n, 256)))
		for i := 0; i < n && r.err == nil; i++ {
			v.Grow(1)
			v.SetLen(i + 1)
			r.value(v.Index(i), depth+1)
		}
	case reflect.Map:
		r.mapping(v, depth)
	case reflect.Pointer:
		if r.byte() != 0 && r.err == nil {
			v.Set(reflect.New(v.Type().Elem()))
			r.value(v.Elem(), depth+1)
		}
	case reflect.Interface:
		if x := r.any(depth); x != nil {
			v.Set(reflect.ValueOf(x))
		}
	case reflect.Struct:
		if v.Type() == timeType {
			v.Set(reflect.ValueOf(r.time()))
			return
		}
		for _, i := range fieldsOf(v.Type()) {
			r.value(v.Field(i), depth+1)
		}
	default:
		r.fail()
	}
}

func (r *reader) eight() (n uint64) {
	for range 8 {
		n = n<<8 | uint64(r.byte())
	}
	return n
}

func (r *reader) time() (t time.Time) {
	if err := t.UnmarshalBinary([]byte(r.string())); err != nil {
		r.fail()
		return time.Time{}
	}
	if t.Location() == time.Local { // of the zone of the machine, only the offset is kept
		_, offset := t.Zone()
		t = t.In(time.FixedZone("", offset))
	}
	return t
}

func (r *reader) mapping(v reflect.Value, depth int) {
	n := r.length()
	if n < 0 {
		return
	}
	v.Set(reflect.MakeMap(v.Type()))
	for i := 0; i < n && r.err == nil; i++ {
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		r.value(key, depth+1)
		r.value(value, depth+1)
		v.SetMapIndex(key, value)
	}
}

func (r *reader) any(depth int) any {
	switch r.byte() {
	case isNil:
		return nil
	case isString, isText:
		return r.string()
	case isBool:
		return r.byte() != 0
	case isInt64:
		return r.int()
	case isFloat64:
		return math.Float64frombits(r.eight())
	case isTime:
		return r.time()
	case isList:
		var list []any
		r.value(reflect.ValueOf(&list).Elem(), depth+1)
		return list
	case isMap:
		var m map[string]any
		r.value(reflect.ValueOf(&m).Elem(), depth+1)
		return m
	}
	r.fail()
	return nil
}
