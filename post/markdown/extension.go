package markdown

import (
	"github.com/yuin/goldmark"

	"github.com/foreword-go/foreword/post/markdown/internal/syntax"
)

// Extensions are extensions of goldmark for a [Parser], made by [Extend]. They are
// safe for concurrent use.
type Extensions struct{ syntax *syntax.Extensions }

// Extend returns the given extensions of goldmark, version 1. It is the only
// function of this package with a type of that library in its signature, so a
// new major version of goldmark breaks only this function. The parsers of the
// extensions are added to those of this package in the order of their
// priorities, and their output is cleaned like all raw HTML in a post. The
// limits of this package do not apply to the time and memory that extensions
// use.
func Extend(extensions ...goldmark.Extender) *Extensions {
	return &Extensions{syntax.NewExtensions(extensions...)}
}

// inner returns the extensions for package syntax; nil for nil.
func (e *Extensions) inner() *syntax.Extensions {
	if e == nil {
		return nil
	}
	return e.syntax
}
