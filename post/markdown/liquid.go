package markdown

import (
	"fmt"
	"strings"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/syntax"
	"github.com/foreword-go/foreword/post/site"
)

// outputs returns the function that evaluates Liquid outputs in a post, or
// nil if Liquid does not run before the Markdown is read. Only Jekyll runs
// it, unless the post sets render_with_liquid: false.
func (p *Parser) outputs(po *work) syntax.Output {
	if p.Site == nil || p.Site.Engine != site.Jekyll {
		return nil
	}
	if on, ok := po.Params["render_with_liquid"].(bool); ok && !on {
		return nil
	}
	return func(expression string) (string, bool) {
		parts := strings.Split(expression, "|")
		if len(parts) > maxFilters {
			return "", false
		}
		v, ok := p.variable(&po.Head, strings.TrimSpace(parts[0]))
		for _, filter := range parts[1:] {
			if !ok {
				return "", false
			}
			v, ok = p.filter(v, strings.TrimSpace(filter))
		}
		return v, ok
	}
}

// maxFilters is the largest number of filters in a Liquid output.
const maxFilters = 8

// variable returns the value of a Liquid expression: quoted text, a setting
// of the site, or a front matter key. Only scalars are supported.
func (p *Parser) variable(po *post.Head, name string) (string, bool) {
	if n := len(name); n > 1 && (name[0] == '"' || name[0] == '\'') && name[n-1] == name[0] {
		return name[1 : n-1], true
	}
	if key, ok := strings.CutPrefix(name, "site."); ok {
		v, ok := p.Site.Var(key)
		return v, ok || key == "url" || key == "baseurl"
	}
	key, ok := strings.CutPrefix(name, "page.")
	if !ok {
		return "", false
	}
	switch key {
	case "title":
		return po.Title, po.Title != ""
	case "url":
		return "", false // the address is set later
	}
	switch v := po.Params[key].(type) {
	case string:
		return v, true
	case bool, int, int64, float64:
		return fmt.Sprint(v), true
	}
	return "", false
}

// filter applies a Liquid filter to v, and returns false if the filter is not
// supported.
func (p *Parser) filter(v, filter string) (string, bool) {
	name, arg, _ := strings.Cut(filter, ":")
	arg = strings.TrimSpace(arg)
	quoted := len(arg) > 1 && (arg[0] == '"' || arg[0] == '\'') && arg[len(arg)-1] == arg[0]
	switch name = strings.TrimSpace(name); name {
	case "escape", "xml_escape": // text is escaped when it is written
		return v, true
	case "strip":
		return strings.TrimSpace(v), true
	case "upcase":
		return strings.ToUpper(v), true
	case "downcase":
		return strings.ToLower(v), true
	case "append", "prepend":
		if !quoted {
			return "", false
		}
		if arg = arg[1 : len(arg)-1]; name == "append" {
			return v + arg, true
		}
		return arg + v, true
	case "relative_url", "absolute_url":
		at := strings.TrimSuffix(p.Site.Base.Value, "/") + "/" + strings.TrimPrefix(v, "/")
		if name == "absolute_url" {
			at = p.Site.URL.Value + at
		}
		return at, true
	}
	return "", false
}
