package site

import (
	"cmp"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// A reference holds the parts of a reference in a post.
type reference struct {
	path     string // decoded, without the query and fragment
	fragment string
	// tag is the name of the tag that path is the argument of: "link",
	// "post_url", "post_link", "asset", "ref", "wiki", "@".
	tag  string
	lang string // of the page, as an argument of ref states it; "" for that of the post
	// own reports whether the reference is an address with the host of the
	// site. That site may have pages that are not made from these files.
	own bool
}

func (r reference) rooted() bool { return strings.HasPrefix(r.path, "/") }

var (
	liquidTag    = lazyregexp.New(`^\{%-?\s*(\w+)\s+(.*?)\s*-?%\}(.*)$`)
	liquidOutput = lazyregexp.New(`\{\{-?\s*(.*?)\s*-?\}\}`)
	hugoRef      = lazyregexp.New(`^\{\{[<%]-?\s*(?:ref|relref)\s+(.*?)\s*-?/?[>%]\}\}(.*)$`)
	hugoArg      = lazyregexp.New("(?:(\\w+)\\s*=\\s*)?(?:\"([^\"]*)\"|'([^']*)'|`([^`]*)`|([^\\s\"'`=]+))")
	wikiLink     = lazyregexp.New(`^!?\[\[([^\]|]*)(?:\|[^\]]*)?\]\]$`)
	scheme       = lazyregexp.New(`^[a-zA-Z][a-zA-Z0-9+.-]*:`)
	imageSize    = lazyregexp.New(`\s+=\d*x\d*$`)
)

// parse splits a reference into its parts. It returns a status if there is
// nothing to look up.
func (s *Site) parse(ref string) (reference, Status) {
	ref = strings.TrimSpace(ref)
	if len(ref) > maxAddress {
		return reference{}, StatusMissing
	}
	if strings.HasSuffix(ref, "]]") {
		if m := wikiLink.FindStringSubmatch(ref); m != nil {
			return wiki(m[1])
		}
	}
	if m := hugoRef.FindStringSubmatch(ref); m != nil {
		return hugoReference(m[1], m[2]), ""
	}
	ref, ok := s.fill(ref)
	if !ok {
		return reference{}, StatusComputed
	}
	if m := liquidTag.FindStringSubmatch(ref); m != nil {
		return s.tag(m[1], m[2], m[3])
	}
	if strings.Contains(ref, "{{") || strings.Contains(ref, "{%") || strings.Contains(ref, "${") {
		return reference{}, StatusComputed
	}
	if strings.Contains(ref, "=") { // the expression is tried at each byte
		ref = imageSize.ReplaceAllString(ref, "") // ![a](b.png =300x200)
	}
	own := false
	if s.URL.Value != "" { // an address on the site itself
		if rest, ok := strings.CutPrefix(ref, s.URL.Value); ok && (rest == "" || rest[0] == '/') {
			ref, own = "/"+strings.TrimPrefix(rest, "/"), true
		}
	}
	switch {
	case strings.HasPrefix(ref, "//"):
		return reference{}, StatusElsewhere
	case strings.HasPrefix(ref, "pathname://"):
		ref = strings.TrimPrefix(ref, "pathname://")
	case scheme.MatchString(ref):
		return reference{}, StatusElsewhere
	}
	r := split(ref)
	r.own = own
	if r.path == "" {
		return r, StatusSame
	}
	for _, alias := range []string{"@/", "~/", "@site/", "@@/", "~@/", "@source/"} {
		if rest, ok := strings.CutPrefix(r.path, alias); ok {
			r.path, r.tag = "/"+rest, "@"
			return r, ""
		}
	}
	if r.rooted() {
		r.path = s.withoutBase(r.path)
	}
	return r, ""
}

// split removes the query and fragment from a path and decodes it.
func split(ref string) reference {
	var r reference
	ref, r.fragment, _ = strings.Cut(ref, "#")
	ref, _, _ = strings.Cut(ref, "?")
	if plain, err := url.PathUnescape(ref); err == nil {
		ref = plain
	}
	r.path = strings.ReplaceAll(ref, `\`, "/")
	return r
}

// hugoReference parses the arguments of ref or relref, a path or path=… lang=…, with
// the text after the shortcode.
func hugoReference(args, after string) reference {
	named := make(map[string]string)
	for _, m := range hugoArg.FindAllStringSubmatch(args, 8) {
		if _, again := named[m[1]]; !again {
			named[m[1]] = m[2] + m[3] + m[4] + m[5]
		}
	}
	r := split(cmp.Or(named["path"], named[""]) + after)
	r.tag, r.lang = "ref", named["lang"]
	return r
}

func wiki(target string) (reference, Status) {
	name, fragment, _ := strings.Cut(strings.TrimSpace(target), "#")
	r := reference{path: strings.TrimSpace(name), fragment: fragment, tag: "wiki"}
	if r.path == "" {
		return r, StatusSame
	}
	return r, ""
}

// fill replaces the Liquid outputs in ref whose value is in the configuration:
// site.url, site.baseurl, other values of site, and paths with URL filters. It
// returns false if the value of one is not known.
func (s *Site) fill(ref string) (string, bool) {
	if !strings.Contains(ref, "{{") {
		return ref, true
	}
	known := true
	out := liquidOutput.ReplaceAllStringFunc(ref, func(m string) string {
		expr := liquidOutput.FindStringSubmatch(m)[1]
		v, ok := s.output(expr)
		known = known && ok
		return v
	})
	return out, known
}

// output returns the value of a Liquid output, and false if it is not known.
func (s *Site) output(expr string) (string, bool) {
	parts := strings.Split(expr, "|")
	name := strings.TrimSpace(parts[0])
	v, ok := "", false
	switch {
	case len(name) > 1 && (name[0] == '"' || name[0] == '\'') && name[len(name)-1] == name[0]:
		v, ok = name[1:len(name)-1], true
	case name == "site.baseurl", name == "site.url", name == "BASE_PATH", name == "SITE_URL", name == "site.github.url":
		ok = true
	case strings.HasPrefix(name, "site."):
		v, ok = s.Var(strings.TrimPrefix(name, "site."))
	}
	for _, filter := range parts[1:] {
		filter, arg, _ := strings.Cut(strings.TrimSpace(filter), ":")
		arg = strings.Trim(strings.TrimSpace(arg), `"'`)
		switch strings.TrimSpace(filter) {
		case "relative_url", "absolute_url", "prepend_base_url", "url":
			if v == "" || v[0] != '/' {
				v = "/" + v
			}
		case "prepend":
			if !strings.HasPrefix(arg, "site.") {
				v = arg + v
			}
		case "append":
			v += arg
		case "escape", "uri_escape", "strip", "default":
		default:
			ok = false
		}
	}
	return v, ok
}

// Var returns the value of {{ site.key }} in a Jekyll post: a scalar of
// _config.yml. Dots in key separate the names of nested tables. It returns
// false if there is no such value.
func (s *Site) Var(key string) (string, bool) {
	switch key {
	case "url":
		return s.URL.Value, true
	case "baseurl":
		return s.Base.Value, true
	}
	var at any = s.vars
	for part := range strings.SplitSeq(key, ".") {
		table, ok := at.(map[string]any)
		if !ok {
			return "", false
		}
		at = table[part]
	}
	v := text(at)
	return v, v != ""
}

// Includes returns the folder of the files that posts of Jekyll include, as named
// in the file system. It returns "" for other engines.
func (s *Site) Includes() string {
	if s.Engine != Jekyll {
		return ""
	}
	dir, ok := s.Var("includes_dir")
	if !ok {
		dir = "_includes"
	}
	return s.abs(dir)
}

// Renames reports whether the engine gives a file, as named in the file system, another
// name when it builds the site. Engines with a bundler put a hash into the names of the
// files that pages refer to, except for those in static folders (Vite, "Static Asset
// Handling"; webpack, "Asset Modules"). The name is known only after the build.
func (s *Site) Renames(file string) bool {
	if s.Engine != Astro && s.Engine != Docusaurus && s.Engine != VitePress && s.Engine != VuePress {
		return false
	}
	return !slices.ContainsFunc(s.Static, func(dir Finding[string]) bool {
		_, in := under(file, dir.Value)
		return in
	})
}

// tag parses a tag of Liquid or Nunjucks with its argument.
func (s *Site) tag(name, arg, after string) (reference, Status) {
	arg = strings.TrimSpace(arg)
	first := arg
	if strings.HasPrefix(arg, `"`) || strings.HasPrefix(arg, "'") {
		if end := strings.IndexByte(arg[1:], arg[0]); end >= 0 {
			first = arg[1 : end+1]
		}
	} else if name != "link" { // the path of link may contain spaces
		first, _, _ = strings.Cut(arg, " ")
	}
	_, fragment, _ := strings.Cut(after, "#")
	r := reference{path: first, fragment: fragment}
	switch name {
	case "link":
		r.tag = "link"
	case "post_url":
		r.tag = "post_url"
	case "post_link", "post_path":
		r.tag = "post_link"
		if at, hash, ok := strings.Cut(first, "#"); ok {
			r.path, r.fragment = at, hash
		}
	case "asset_path", "asset_link", "asset_img":
		r.tag = "asset"
		if name == "asset_img" {
			for part := range strings.FieldsSeq(arg) { // class names come before the path
				if part = strings.Trim(part, `"'`); path.Ext(part) != "" {
					r.path = part
					break
				}
			}
		}
	default:
		return r, StatusComputed
	}
	return r, ""
}
