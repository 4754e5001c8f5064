package markdown

import (
	"github.com/yuin/goldmark"

	"github.com/foreword-go/foreword/post/markdown/internal/syntax"
)

// Extensions are extensions of goldmark for a [Parser], made by [Extend]. They are
// safe for concurrent use.
type Extensions struct{ syntax *syntax.Extensions }

// Extend returns extensions of goldmark, version 1: the only place where a type of
// that library is part of this package, which follows its major versions. Their
// parsers are added to those of this package and are asked in the order of their
// priorities; what they render is cleaned like all raw HTML in a post. Their cost is
// theirs to bound.
func Extend(extensions ...goldmark.Extender) *Extensions {
	return &Extensions{syntax.NewExtensions(extensions...)}
}

// inner returns what package syntax takes; nil for nil.
func (e *Extensions) inner() *syntax.Extensions {
	if e == nil {
		return nil
	}
	return e.syntax
}
