package xhtml

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
)

// SafeURL returns ref as a URI reference that is safe to follow, and false if
// it is not safe. Safe references are relative, from the root,
// protocol-relative, or have the scheme http, https or mailto. The scheme is
// read as the most lenient reader would: percent escapes are decoded, and
// control characters and white space removed.
//
// The result is a valid URI reference (RFC 3986): characters beyond ASCII are
// percent-encoded, host names beyond ASCII are in their IDNA form, stray
// percent signs are escaped, and backslashes in paths become slashes. It must
// still be escaped for an attribute. SafeURL does not change its own results.
// The caller must decode entities before the call.
func SafeURL(ref string) (string, bool) {
	if IsPlainWeb(ref) {
		return ref, true
	}
	return mendURL(ref)
}

// mendURL does the work of [SafeURL].
func mendURL(ref string) (string, bool) {
	ref = strings.TrimFunc(Legal(ref), func(r rune) bool { return r <= ' ' || r == 0x7F || unicode.IsSpace(r) })
	if strings.ContainsAny(ref, "\t\n\r") { // browsers remove these
		ref = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(ref)
	}
	if ref == "" {
		return "", false
	}
	scheme, rest, ok := cutScheme(ref)
	if !ok {
		return "", false
	}
	switch scheme {
	case "mailto":
		// A mailto: address has no host (RFC 6068, section 2), but people
		// write one.
		if rest = strings.TrimLeft(rest, "/"); rest == "" {
			return "", false
		}
		return "mailto:" + EscapeURL(rest), true
	case "http", "https":
		rest = turnSlashes(rest)
		if !strings.HasPrefix(rest, "//") {
			return "", false
		}
		rest, ok := withHost(rest)
		return scheme + ":" + rest, ok
	}
	ref = turnSlashes(ref)
	if strings.HasPrefix(ref, "//") {
		return withHost(ref)
	}
	// A colon in the first segment would be read as the end of a scheme (RFC
	// 3986, section 4.2).
	first, _, _ := strings.Cut(ref, "/")
	first, _, _ = strings.Cut(first, "?")
	first, _, _ = strings.Cut(first, "#")
	if strings.Contains(first, ":") {
		ref = "./" + ref
	}
	return EscapeURL(ref), true
}

// IsPlainWeb reports whether ref is the address of a page of the web with
// nothing in it that [SafeURL] would change or refuse: a scheme and a host name
// in lower case, and characters that need no escaping. Most addresses are
// like this.
func IsPlainWeb(ref string) bool {
	host, ok := strings.CutPrefix(ref, "https://")
	if !ok {
		if host, ok = strings.CutPrefix(ref, "http://"); !ok {
			return false
		}
	}
	tail := ""
	if i := strings.IndexAny(host, "/?#"); i >= 0 {
		host, tail = host[:i], host[i:]
	}
	fragments := 0
	for _, c := range []byte(tail) {
		if !urlByte(c) {
			return false
		}
		if c == '#' {
			fragments++
		}
	}
	return fragments <= 1 && isHost(host) && !strings.Contains(strings.ToLower(host), "xn--")
}

// cutScheme splits ref after its scheme, which is returned in lower case, ""
// for a relative reference. It returns false if the scheme is not allowed.
func cutScheme(ref string) (scheme, rest string, ok bool) {
	head := ref
	if i := strings.IndexAny(head, "/?#\\"); i >= 0 {
		head = head[:i]
	}
	if !strings.ContainsAny(head, ":%") {
		return "", ref, true
	}
	seen := head
	for range 3 { // safe for readers that decode more than once
		seen = strings.ToLower(strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
				return -1
			}
			return r
		}, seen))
		if name, _, found := strings.Cut(seen, ":"); found && isScheme(name) {
			switch name {
			case "http", "https", "mailto":
				if plain, after, _ := strings.Cut(ref, ":"); strings.EqualFold(plain, name) {
					return name, after, true
				}
			}
			return "", "", false
		}
		decoded := unescape(seen)
		if decoded == seen {
			break
		}
		seen = decoded
	}
	return "", ref, true
}

// isScheme reports whether s has the form of a scheme (RFC 3986, section 3.1).
func isScheme(s string) bool {
	for i, c := range []byte(s) {
		switch {
		case 'a' <= c && c <= 'z':
		case i > 0 && ('0' <= c && c <= '9' || c == '+' || c == '-' || c == '.'):
		default:
			return false
		}
	}
	return s != ""
}

// unescape decodes the percent escapes in s and keeps invalid ones.
func unescape(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && isEscape(s[i:]) {
			b.WriteByte(unhex(s[i+1])<<4 | unhex(s[i+2]))
			i += 2
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func isEscape(s string) bool {
	return len(s) >= 3 && s[0] == '%' && isHex(s[1]) && isHex(s[2])
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func unhex(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c <= 'F':
		return c - 'A' + 10
	}
	return c - 'a' + 10
}

// turnSlashes replaces the backslashes in a path by slashes, as browsers do.
func turnSlashes(s string) string {
	end := len(s)
	if i := strings.IndexAny(s, "?#"); i >= 0 {
		end = i
	}
	return strings.ReplaceAll(s[:end], `\`, "/") + s[end:]
}

// withHost checks and escapes a reference that begins with "//".
func withHost(ref string) (string, bool) {
	ref = strings.TrimLeft(ref, "/")
	authority, tail := ref, ""
	if i := strings.IndexAny(ref, "/?#"); i >= 0 {
		authority, tail = ref[:i], ref[i:]
	}
	user, host := "", authority
	if i := strings.LastIndexByte(authority, '@'); i >= 0 {
		user, host = EscapeURL(authority[:i])+"@", authority[i+1:]
	}
	port := ""
	if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
		host, port = host[:i], host[i:]
		if n, err := strconv.ParseUint(port[1:], 10, 16); port != ":" && (err != nil || n == 0) {
			return "", false
		}
	}
	if host == "" {
		return "", false
	}
	if strings.HasPrefix(host, "[") {
		// A zone belongs to one machine, and is not allowed in a URL on the
		// web.
		addr, err := netip.ParseAddr(strings.Trim(host, "[]"))
		if err != nil || !addr.Is6() || addr.Zone() != "" {
			return "", false
		}
	} else {
		var ok bool
		if host, ok = asciiHost(host); !ok {
			return "", false
		}
	}
	out := "//" + user + host + port + EscapeURL(tail)
	if user != "" || host[0] == '[' {
		if u, err := url.Parse(out); err != nil || u.Host == "" {
			return "", false
		}
	}
	return out, true
}

// asciiHost returns a host name in its IDNA form (RFC 5891). A name that is
// in this form already is checked too.
func asciiHost(host string) (string, bool) {
	host = unescape(host)
	if !isHost(host) || strings.Contains(strings.ToLower(host), "xn--") {
		ascii, err := idna.Lookup.ToASCII(host)
		if err != nil || !isHost(ascii) {
			return "", false
		}
		// Bytes that are not UTF-8 are encoded as U+FFFD, which no name
		// contains.
		if again, err := idna.Lookup.ToASCII(ascii); err != nil || again != ascii {
			return "", false
		}
		host = ascii
	}
	return host, true
}

// isHost reports whether s is a host name of ASCII letters, digits, hyphens,
// and underscores, which occur in practice, without an empty label.
func isHost(s string) bool {
	dot := true
	for _, c := range []byte(s) {
		switch {
		case c == '.' && dot:
			return false
		case c == '.', 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '_':
			dot = c == '.'
		default:
			return false
		}
	}
	return s != "" && len(s) <= 253
}

// EscapeURL percent-encodes the characters that RFC 3986 does not allow in a
// path, query or fragment. A second "#" is escaped too.
func EscapeURL(s string) string {
	const hex = "0123456789ABCDEF"
	clean := true
	for i := 0; i < len(s) && clean; i++ {
		clean = urlByte(s[i])
	}
	if clean && strings.Count(s, "#") <= 1 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + len(s)/2)
	fragment := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '%' && isEscape(s[i:]), c == '#' && !fragment, c != '#' && c != '%' && urlByte(c):
			fragment = fragment || c == '#'
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}

// urlByte reports whether c needs no escaping: reserved and unreserved
// characters of RFC 3986, section 2, except brackets, which only hosts may
// contain. The percent sign is not among them, because it must be checked.
func urlByte(c byte) bool {
	switch {
	case 'a' <= c && c <= 'z', '?' <= c && c <= 'Z', '&' <= c && c <= ';':
		return true
	}
	return c == '!' || c == '#' || c == '$' || c == '=' || c == '_' || c == '~'
}

// SafeImageURL does the same as [SafeURL] for the source of a picture, which
// may also be a data: URL of a PNG, JPEG, GIF or WebP picture in base64 (RFC
// 2397).
func SafeImageURL(ref string) (string, bool) {
	ref = strings.TrimSpace(ref)
	if !isData(ref) {
		return SafeURL(ref)
	}
	kind, data, ok := strings.Cut(ref[5:], ",")
	kind, found := strings.CutSuffix(strings.ToLower(kind), ";base64")
	switch kind {
	case "image/png", "image/jpeg", "image/gif", "image/webp":
	default:
		return "", false
	}
	if !ok || !found || data == "" {
		return "", false
	}
	for _, c := range []byte(data) {
		if !isWordByte(c) && c != '+' && c != '/' && c != '=' || c == '_' {
			return "", false
		}
	}
	return "data:" + kind + ";base64," + data, true
}

// isData reports whether ref, which has no surrounding space, is a data: URL.
func isData(ref string) bool { return len(ref) >= 5 && strings.EqualFold(ref[:5], "data:") }
