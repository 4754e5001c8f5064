package epub

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"sync"

	"github.com/klauspost/compress/s2"
)

// compact replaces the markup of the chapter by its compressed form. S2 takes
// a tenth of the time of deflate.
func (c *Chapter) compact() {
	c.compressedClean = c.clean == c.HTML
	c.pictures = c.allPictures()
	s := squeezers.Get().(*squeezer)
	defer squeezers.Put(s)
	s.text = append(s.text[:0], c.HTML...)
	s.small = s2.Encode(s.small[:cap(s.small)], s.text)
	c.compressed = bytes.Clone(s.small)
	c.HTML, c.clean = "", ""
	for _, v := range []any{c, &c.pictures, &c.places} {
		detach(reflect.ValueOf(v).Elem())
	}
	for i, w := range c.Warnings {
		c.cleanWarnings[i] = w.HTML
	}
}

// A squeezer holds the buffers for compressing and decompressing markup.
type squeezer struct{ text, small []byte }

var squeezers = sync.Pool{New: func() any { return new(squeezer) }}

// detach replaces every string in a value by a copy, and every slice, map and
// pointer by one of its own. A string that is a part of the source or the
// markup of a post would otherwise keep all of it in memory: 40 MB in a book
// of 1,000 posts of 20 KB.
func detach(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if v.CanSet() {
			v.SetString(strings.Clone(v.String()))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() { // exported
				detach(f)
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			own := reflect.New(v.Type().Elem())
			own.Elem().Set(v.Elem())
			detach(own.Elem())
			v.Set(own)
		}
	case reflect.Slice:
		if !v.IsNil() {
			own := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
			reflect.Copy(own, v)
			for i := range own.Len() {
				detach(own.Index(i))
			}
			v.Set(own)
		}
	case reflect.Map:
		if !v.IsNil() {
			own := reflect.MakeMapWithSize(v.Type(), v.Len())
			for at := v.MapRange(); at.Next(); {
				key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
				key.Set(at.Key())
				value.Set(at.Value())
				detach(key)
				detach(value)
				own.SetMapIndex(key, value)
			}
			v.Set(own)
		}
	}
}

// whole returns the chapter with its markup, decompressed if necessary.
func (c *Chapter) whole() (*Chapter, error) {
	if c.released {
		return nil, errReleased
	}
	if c.compressed == nil || c.HTML != "" {
		return c, nil
	}
	s := squeezers.Get().(*squeezer)
	defer squeezers.Put(s)
	markup, err := s2.Decode(s.text[:cap(s.text)], c.compressed)
	if err != nil {
		return nil, err
	}
	s.text = markup
	full := *c
	full.HTML = string(markup)
	if full.compressedClean {
		full.clean = full.HTML
	}
	return &full, nil
}

// errReleased is the error for a chapter that is written a second time.
var errReleased = errors.New("epub: the markup of the chapter was released by an Encoder with Release")

// release drops compressed markup.
func (c *Chapter) release() {
	if c.compressed != nil {
		c.compressed, c.released = nil, true
	}
}
