package syntax

import (
	"bytes"
	"cmp"
	"html"
	"strings"
	"unicode"

	"github.com/foreword-go/foreword/post/markdown/internal/containers"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// pictures are the tags that show an image, by theme.
var pictures = map[string]bool{
	"figure": true, "img": true, "image": true, "asset_img": true, "fancybox": true, "dual_theme_image": true, "dimmable_image": true,
	"full_width_image": true, "resize_image": true, "invertible_image": true, "picture": true, "zoomimage": true,
}

// inline returns the node for the output of t in a line of text: an image, a link, a
// reading, or its words. It returns nil if there is none.
func (s *state) inline(t *tag) ast.Node {
	if t.closing || t.kind == commentTag || t.kind == detailsTag {
		return nil
	}
	if v, ok := s.filled(t); ok {
		return ast.NewString([]byte(v))
	}
	name := strings.ToLower(t.name)
	args := t.parseArgs(s.src)
	isLiquid := t.kind == liquidTag
	if isLiquid && isControl(name) && !(name == "include" && s.showsPicture(args)) {
		return nil
	}
	named, plain := s.splitArgs(args)
	switch {
	case isLiquid && name == "include":
		return s.picture(named, plain[1:], true) // but for the template
	case pictures[name]:
		return s.picture(named, plain, isLiquid)
	case isLiquid && (t.name == "asset_link" || t.name == "post_link"):
		return s.hexoLink(t, plain)
	case t.mate != nil:
		return nil
	}
	if n := s.dressed(t, name, named, plain); n != nil {
		return n
	}
	if n := labelled(t, named); n != nil {
		return n
	}
	if t.kind == outputTag || t.kind == componentTag {
		return nil
	}
	if v := s.words(name, plain); v != "" {
		return ast.NewString([]byte(v))
	}
	return nil
}

// words returns the argument that a tag without an end shows, or "": {{< tag/pos "较低" >}},
// {% post_link slug 'A title' %}, {{< sub "2" >}}.
func (s *state) words(name string, plain []arg) string {
	for _, a := range plain {
		v := s.value(a)
		switch {
		case isWords(v):
			return v
		case len(plain) == 1 && (name == "sub" || name == "sup" || name == "super" || name == "kbd"):
			return v
		}
	}
	return ""
}

// dressed returns the output of a tag that an engine or theme is known to have: a frame of
// another site, words of Hexo, or a reading. It returns nil for any other tag.
func (s *state) dressed(t *tag, name string, named map[string]string, plain []arg) ast.Node {
	if t.kind != outputTag || t.args < t.argsEnd && s.src[t.args] == '(' {
		words := make([]string, len(plain))
		for i, a := range plain {
			words[i] = s.value(a)
		}
		if n := embed(name, named, words, t.start); n != nil {
			return n
		}
	}
	if t.kind == liquidTag {
		if n := hexoWords(name, string(s.src[t.args:t.argsEnd])); n != nil {
			return n
		}
	}
	if (name == "ruby" || name == "rt") && len(plain) > 1 {
		return &Ruby{Base: s.value(plain[0]), Reading: s.value(plain[1])}
	}
	return nil
}

// splitArgs returns the values of the arguments that have a key, and those without.
func (s *state) splitArgs(args []arg) (named map[string]string, plain []arg) {
	named = make(map[string]string, len(args))
	for _, a := range args {
		if a.key != "" {
			named[strings.TrimLeft(a.key, ":")] = s.value(a)
		} else {
			plain = append(plain, a)
		}
	}
	return named, plain
}

// labelled returns the link of a tag with an address and a label, the text of a
// component that has one alone, <Badge text="beta" />, or nil. A value in braces is an
// expression.
func labelled(t *tag, named map[string]string) ast.Node {
	href := firstOf(named, "href", "link", "url", "to")
	label := firstOf(named, "title", "text", "label", "name")
	if label == "" || strings.HasPrefix(label, "{") {
		return nil
	}
	if href != "" && !strings.HasPrefix(href, "{") {
		link := ast.NewLink()
		link.Destination = []byte(href)
		link.SetPos(t.start)
		link.AppendChild(link, ast.NewString([]byte(label)))
		return link
	}
	if t.kind == componentTag && t.alone && named["text"] != "" {
		return ast.NewString([]byte(label))
	}
	return nil
}

func (s *state) value(a arg) string { return string(s.src[a.start:a.end]) }

// isWords reports whether a value is text for people rather than a path, a
// name or a number.
func isWords(v string) bool {
	if strings.ContainsAny(v, "/{}<>|=") {
		return false
	}
	return strings.Contains(strings.TrimSpace(v), " ") || strings.IndexFunc(v, func(r rune) bool { return r > 0x7f && unicode.IsLetter(r) }) >= 0
}

func firstOf(m map[string]string, keys ...string) string {
	for _, k := range keys {
		if v := m[k]; v != "" {
			return v
		}
	}
	return ""
}

// showsPicture reports whether Jekyll's {% include %} is of a template for
// pictures, as themes have it: figure image_path="a.png", image.html url="a.png".
func (s *state) showsPicture(args []arg) bool {
	if len(args) == 0 || args[0].key != "" {
		return false
	}
	switch file, _, _ := strings.Cut(s.value(args[0]), "."); file[strings.LastIndexByte(file, '/')+1:] {
	case "figure", "image", "img", "picture", "responsive-image":
		return true
	}
	return false
}

// hexoLink makes a link of {% asset_link file title %} and {% post_link slug
// title %}, whose text is the slug without a title. Only the site knows where the
// post is: the whole tag is the address of the link, for the site to resolve.
func (s *state) hexoLink(t *tag, plain []arg) ast.Node {
	var words []string
	for i, a := range plain {
		if v := s.value(a); i > 0 && (v != "true" && v != "false" || i < len(plain)-1) { // whether to escape the title
			words = append(words, v)
		}
	}
	if len(plain) == 0 || len(words) == 0 && t.name != "post_link" {
		return nil
	}
	to := s.value(plain[0])
	link := ast.NewLink()
	link.Destination = []byte(to)
	if t.name == "post_link" {
		link.Destination = s.src[t.start:t.end]
		if len(words) == 0 {
			slug, _, _ := strings.Cut(to, "#")
			words = []string{slug}
		}
	}
	link.SetPos(t.start)
	link.AppendChild(link, ast.NewString([]byte(strings.Join(words, " "))))
	return link
}

// hexoWords makes text or a link of a tag of Hexo's themes that dresses up the
// words it is given, or returns nil: {% label info@text %} of NexT and Fluid,
// {% span red, text %} and {% kbd K %} of Volantis and Stellar, {% btn url,
// text %} of all of them.
func hexoWords(name, args string) ast.Node {
	switch name {
	case "label":
		if class, words, ok := strings.Cut(args, "@"); ok && containers.Named(strings.TrimSpace(class)).Is(containers.Argument) || ok && strings.TrimSpace(class) == "" {
			args = words
		} else if i := strings.LastIndexByte(args, ' '); i > 0 && containers.Named(args[i+1:]).Is(containers.Argument) { // Butterfly's
			args = args[:i]
		}
	case "span", "p":
		if _, words, ok := strings.Cut(args, ","); ok {
			args = words
		}
	case "hideinline": // {% hideInline text,label,… %} of Butterfly shows the text on a click
		args, _, _ = strings.Cut(args, ",")
	case "mark", "psw", "u", "emp", "wavy", "del", "kbd", "sup", "sub":
		if i := strings.LastIndex(args, " color:"); i > 0 {
			args = args[:i]
		}
	case "btn", "button", "link":
		var label, href string
		for _, v := range strings.Split(args, ",") {
			switch v = strings.Trim(v, ` "'`); {
			case strings.HasPrefix(v, "/") || strings.Contains(v, "://") || v == "#":
				if href == "" {
					href = v
				}
			case label == "":
				label = v
			}
		}
		if href == "" || label == "" {
			return nil
		}
		link := ast.NewLink()
		link.Destination = []byte(href)
		link.AppendChild(link, ast.NewString([]byte(label)))
		return link
	default:
		return nil
	}
	if args = strings.Trim(args, ` "'`); args == "" {
		return nil
	}
	return ast.NewString([]byte(args))
}

// isSize reports whether v is the width or height of a picture.
func isSize(v string) bool {
	return strings.Trim(v, "0123456789.%px") == ""
}

// picture makes an image of the arguments of a tag. Those of Hexo's end with
// a title that needs no quotes.
func (s *state) picture(named map[string]string, plain []arg, hexo bool) ast.Node {
	src := firstOf(named, "src", "url", "light_src", "link", "image_path", "path", "file")
	alt := firstOf(named, "alt", "caption", "title")
	for _, a := range plain { // {% img [class] path [width] [height] "title" 'alt' %}
		v := s.value(a)
		switch {
		case src == "" && strings.ContainsAny(v, "./"):
			src = v
		case src != "" && (a.quoted || hexo && !isSize(v) || alt == "" && isWords(v)):
			alt = strings.TrimSpace(alt + " " + strings.Trim(v, `"'`))
		}
	}
	if src == "" || strings.HasPrefix(src, "{") {
		return nil
	}
	link := ast.NewLink()
	link.Destination = []byte(src)
	caption, title := named["caption"], named["title"]
	if caption != "" && title != "" && title != caption { // Hugo shows both, one above the other
		caption = title + " — " + caption
	}
	if shown := cmp.Or(caption, title); shown != "" && shown != alt {
		link.Title = []byte(shown)
	}
	img := ast.NewImage(link)
	if caption != "" {
		img.Title = []byte(caption)
		img.SetAttributeString("caption", []byte("caption"))
	}
	if alt != "" {
		img.AppendChild(img, ast.NewString([]byte(alt)))
	}
	return img
}

// linkTags rewrites, in a copy of src with the same offsets, the destinations
// of links that tags make up: [x]({{< ref "/a" >}}) becomes [x](/a  …).
func (s *state) linkTags() {
	if len(s.tags) == 0 {
		return
	}
	s.refsInHTML()
	copied := false
	at := 0
	for {
		i := bytes.IndexByte(s.src[at:], ']')
		if i < 0 || at+i+2 >= len(s.src) {
			return
		}
		at += i + 1
		start, closers := at+1, ")"
		switch {
		case s.src[at] == ':' && definesLink(s.src[:at]):
			for start < len(s.src) && s.src[start] == ' ' {
				start++
			}
			closers = " \n"
		case s.src[at] != '(':
			continue
		}
		dest, end, ok := s.destination(start, closers)
		var inTitle []*tag
		if !ok && closers == ")" {
			inTitle = s.titleTags(start)
		}
		if !ok && len(inTitle) == 0 {
			continue
		}
		if !copied {
			s.src = bytes.Clone(s.src)
			copied = true
		}
		for _, t := range inTitle {
			_, plain := s.splitArgs(t.parseArgs(s.src))
			n := copy(s.src[t.start:t.end], s.words(strings.ToLower(t.name), plain))
			for k := t.start + n; k < t.end; k++ {
				s.src[k] = insideByte
			}
			delete(s.tags, t.start)
		}
		if !ok {
			continue
		}
		n := copy(s.src[start:end], dest)
		for k := start; k < end; k++ {
			if k >= start+n {
				s.src[k] = ' '
			}
			delete(s.tags, k)
		}
		at = end
	}
}

// titleTags returns the tags in the title of a link or picture whose destination
// begins at at, if there is no tag in that: ![a](b.png "CO{{< sub "2" >}}"). Quotes in
// them do not end the title.
func (s *state) titleTags(at int) (tags []*tag) {
	end := min(lineEnd(s.src, at), at+tagBytes)
	i := bytes.IndexAny(s.src[at:end], " )\n")
	if i < 0 || s.src[at+i] != ' ' {
		return nil
	}
	for at += i; at < end && s.src[at] == ' '; at++ {
	}
	if at >= end || s.src[at] != '"' {
		return nil
	}
	for at++; at < end && s.src[at] != '"'; at++ {
		t := s.tags[at]
		if t == nil {
			continue
		}
		if t.kind != shortcodeTag || t.mate != nil || t.end > end {
			return nil
		}
		tags = append(tags, t)
		at = t.end - 1
	}
	return tags
}

// definesLink reports whether src, which ends in a bracket, ends in the label of
// a definition: [x]: address.
func definesLink(src []byte) bool {
	const most = 256 // bytes of the line
	line := src[max(len(src)-most, 0):]
	line = line[bytes.LastIndexByte(line, '\n')+1:]
	return len(line) < most && len(line) > 2 && bytes.TrimLeft(line, " >")[0] == '['
}

// destination reads tags and plain text up to one of closers. It is not ok
// without a tag.
func (s *state) destination(at int, closers string) (dest []byte, end int, ok bool) {
	start, tags := at, 0
	for at < len(s.src) && at-start < tagBytes {
		if t := s.tags[at]; t != nil {
			if t.closing || t.mate != nil || t.kind == componentTag || t.kind == detailsTag {
				return nil, 0, false
			}
			dest = append(dest, s.target(t)...)
			at, tags = t.end, tags+1
			continue
		}
		c := s.src[at]
		if strings.IndexByte(closers, c) >= 0 {
			break
		}
		if isSpace(c) || c == '(' {
			return nil, 0, false
		}
		dest = append(dest, c)
		at++
	}
	if tags == 0 || at < len(s.src) && strings.IndexByte(closers, s.src[at]) < 0 || at == len(s.src) && closers == ")" {
		return nil, 0, false
	}
	if bytes.IndexByte(dest, ' ') >= 0 {
		dest = append(append([]byte("<"), dest...), '>')
	}
	return dest, at, len(dest) <= at-start && bytes.IndexByte(dest, '\n') < 0
}

// target returns the path that a tag in a link names: that of ref, post_url,
// or "/x" | relative_url. What the site would know is left out.
func (s *state) target(t *tag) []byte {
	if t.name == "param" || t.kind == outputTag && t.name != "" && s.src[min(t.args, len(s.src)-1)] != '(' {
		return s.settingOf(t) // {{ site.baseurl }}, {{< param version >}}
	}
	if t.isRef() {
		return s.refTo(t)
	}
	for _, a := range t.parseArgs(s.src) {
		if a.quoted || t.kind != outputTag {
			return s.src[a.start:a.end]
		}
	}
	return nil
}

// braces reads what braces mean besides tags: attributes behind an image or
// link, and readings.
func (s *state) braces(parent ast.Node, line []byte, seg text.Segment, block text.Reader) ast.Node {
	if n := ruby(line); n != nil {
		block.Advance(n.width)
		return &n.Ruby
	}
	last := parent.LastChild()
	if last == nil {
		return nil
	}
	switch last.Kind() {
	case ast.KindImage, ast.KindLink, ast.KindCodeSpan, ast.KindEmphasis, ast.KindAutoLink:
	default:
		if !bytes.HasPrefix(line, []byte("{:")) {
			return nil
		}
	}
	attrs, n := attributes(line)
	if n == 0 || seg.Start > 0 && isSpace(s.src[seg.Start-1]) && line[1] != ':' {
		return nil
	}
	for _, a := range attrs {
		last.SetAttributeString(a.Key, []byte(a.Value))
	}
	block.Advance(n)
	if id := statedID(line); id != "" {
		return &statedInline{html: `<span id="` + html.EscapeString(id) + `"></span>`}
	}
	return &droppedInline{}
}
