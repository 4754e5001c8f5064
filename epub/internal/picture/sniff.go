package picture

import (
	"bytes"
	"strings"
)

// A Format is a file format recognised by its content.
type Format string

// The formats that [Sniff] tells apart.
const (
	PNG    Format = "PNG"
	JPEG   Format = "JPEG"
	GIF    Format = "GIF"
	WebP   Format = "WebP"
	BMP    Format = "BMP"
	TIFF   Format = "TIFF"
	SVG    Format = "SVG"
	AVIF   Format = "AVIF"
	HEIC   Format = "HEIC"
	JPEGXL Format = "JPEG XL"
	ICO    Format = "ICO"
	PDF    Format = "PDF"
	HTML   Format = "HTML page, not a picture"
)

// magic holds the first bytes of formats.
var magic = []struct {
	prefix string
	format Format
}{
	{"\x89PNG\r\n\x1a\n", PNG},
	{"\xff\xd8\xff", JPEG},
	{"GIF87a", GIF},
	{"GIF89a", GIF},
	{"BM", BMP},
	{"II*\x00", TIFF},
	{"MM\x00*", TIFF},
	{"\x00\x00\x01\x00", ICO},
	{"%PDF-", PDF},
	{"\xff\x0a", JPEGXL},
	{"\x00\x00\x00\x0cJXL \r\n\x87\n", JPEGXL},
}

// Sniff returns the format of a picture by its content, "" if it is unknown.
func Sniff(data []byte) Format {
	for _, m := range magic {
		if bytes.HasPrefix(data, []byte(m.prefix)) {
			return m.format
		}
	}
	if len(data) >= 12 {
		switch {
		case string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
			return WebP
		case string(data[4:8]) == "ftyp":
			return sniffBrand(data)
		}
	}
	return sniffMarkup(data)
}

// sniffBrand tells the formats in ISO base media files apart, by the brands
// in their first box (ISO/IEC 14496-12, section 4.3).
func sniffBrand(data []byte) Format {
	brands := data[8:min(len(data), 64)]
	for _, b := range []struct {
		brand  string
		format Format
	}{{"avif", AVIF}, {"avis", AVIF}, {"heic", HEIC}, {"heix", HEIC}, {"hevc", HEIC}, {"mif1", HEIC}} {
		if bytes.Contains(brands, []byte(b.brand)) {
			return b.format
		}
	}
	return ""
}

// sniffMarkup tells SVG from HTML, which servers answer with where a picture
// is gone. Before the root element may stand a declaration, comments and a
// document type.
func sniffMarkup(data []byte) Format {
	s := strings.TrimPrefix(string(data[:min(len(data), 4096)]), "\ufeff")
	for {
		s = strings.TrimLeft(s, " \t\r\n")
		end := ""
		switch {
		case strings.HasPrefix(s, "<?"):
			end = "?>"
		case strings.HasPrefix(s, "<!--"):
			end = "-->"
		case len(s) >= 9 && strings.EqualFold(s[:9], "<!doctype"):
			if strings.HasPrefix(strings.ToLower(strings.TrimSpace(s[9:])), "html") {
				return HTML
			}
			end = ">"
			// An internal subset ends with "]" and may hold ">" before.
			if i := strings.IndexByte(s, '['); i >= 0 && i < strings.IndexByte(s, '>') {
				end = "]"
			}
		case strings.HasPrefix(s, "]"), strings.HasPrefix(s, ">"):
			s = s[1:]
			continue
		case isTag(s, "svg"):
			return SVG
		case isTag(s, "html"), isTag(s, "head"), isTag(s, "body"):
			return HTML
		case strings.HasPrefix(s, "<") && strings.Contains(s, ":svg ") && strings.Contains(s, "http://www.w3.org/2000/svg"):
			return SVG
		default:
			return ""
		}
		_, rest, found := strings.Cut(s, end)
		if !found {
			return ""
		}
		s = rest
	}
}

func isTag(s, name string) bool {
	n := len(name) + 1
	return len(s) > n && s[0] == '<' && strings.EqualFold(s[1:n], name) && strings.IndexByte(" \t\r\n/>", s[n]) >= 0
}
