package feed

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/foreword-go/foreword/post"
)

// made describes how a [Set] made a feed.
type made struct {
	src   *source
	heads []*post.Head // of the posts that may be in the feed
	own   bool         // whether the feed depends on functions of the caller
}

// Key returns a hash of everything that the documents of a feed of a [Set]
// are made from, except the [Encoder] and Footer: the metadata of the feed,
// the posts that may be in it, and the paths and addresses of all posts of
// the set, which decide where links lead. While it stays the same, an Encoder
// writes the same bytes, and a program may keep the files of an earlier run.
//
// of returns a hash of everything that a post is made from, such as
// [github.com/foreword-go/foreword/post/markdown.Parser.Key], or false if
// that is not known. The files of a post that a feed measures, such as its
// picture, are not part of that hash; see [post.Files]. Key returns false if
// of does for one of the posts, if the feed is not one of a Set or has a
// Vocabulary, or if the Set has a Renderer, Edit or Groups.
func (f *Feed) Key(of func(*post.Head) ([sha256.Size]byte, bool)) (key [sha256.Size]byte, ok bool) {
	if f.made == nil || f.made.own || f.Vocabulary != nil {
		return key, false
	}
	sum := sha256.New()
	fmt.Fprintln(sum, "foreword feed 1")
	v := reflect.ValueOf(*f)
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if !field.IsExported() || field.Type.Kind() == reflect.Func {
			continue
		}
		b, err := json.Marshal(v.Field(i).Interface())
		if err != nil {
			return key, false
		}
		fmt.Fprintf(sum, "%s %s\n", field.Name, b)
	}
	fmt.Fprintf(sum, "%q %q %x\n", f.group, f.member, f.made.src.env())
	for _, h := range f.made.heads {
		k, ok := of(h)
		if !ok {
			return key, false
		}
		sum.Write(k[:])
	}
	return [sha256.Size]byte(sum.Sum(nil)), true
}

// Heads returns the heads of the posts that may be in a feed of a [Set], nil
// for any other feed. Whether some of them are depends on their text.
func (f *Feed) Heads() []*post.Head {
	if f.made == nil {
		return nil
	}
	return f.made.heads
}

// environment returns a hash of what the items of all feeds depend on besides
// their own posts.
func (s *source) environment(limit int, listed, absent []*post.Head) []byte {
	sum := sha256.New()
	fmt.Fprintf(sum, "%d %q\n", limit, s.adapter.refs.home)
	for _, h := range listed {
		fmt.Fprintf(sum, "%q %q\n", h.Place(), s.claimed[h])
	}
	fmt.Fprintln(sum)
	for _, h := range absent {
		fmt.Fprintf(sum, "%q\n", h.Place())
	}
	return sum.Sum(nil)
}
