package post

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"time"
)

// asJSON is like [json.Marshal], but does not escape < and &: the outer encoder
// decides that.
func asJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return b.Bytes(), err
}

// seconds is a duration that is a number of seconds in JSON.
type seconds time.Duration

// MarshalJSON implements [json.Marshaler].
func (s seconds) MarshalJSON() ([]byte, error) {
	return json.Marshal(time.Duration(s).Seconds())
}

// UnmarshalJSON implements [json.Unmarshaler]. A number that overflows
// [time.Duration] is an error.
func (s *seconds) UnmarshalJSON(data []byte) error {
	var n float64
	if err := json.Unmarshal(data, &n); err != nil {
		return err
	}
	if n = math.Round(n * float64(time.Second)); math.Abs(n) >= math.MaxInt64 {
		return fmt.Errorf("%w: %s seconds, want at most %.0f", ErrValue, data, time.Duration(math.MaxInt64).Seconds())
	}
	*s = seconds(n)
	return nil
}

// An enclosureJSON is the JSON form of an [Enclosure].
type enclosureJSON struct {
	URL      string  `json:"url"`
	Type     string  `json:"type,omitempty"`
	Size     int64   `json:"size,omitempty"`
	Duration seconds `json:"duration,omitempty"`
}

// MarshalJSON implements [json.Marshaler]. The duration is in seconds.
func (e Enclosure) MarshalJSON() ([]byte, error) {
	return asJSON(enclosureJSON{e.URL, e.Type, e.Size, seconds(e.Duration)})
}

// UnmarshalJSON implements [json.Unmarshaler].
func (e *Enclosure) UnmarshalJSON(data []byte) error {
	w := enclosureJSON{e.URL, e.Type, e.Size, seconds(e.Duration)}
	if err := json.Unmarshal(data, &w); err != nil {
		return err
	}
	*e = Enclosure{w.URL, w.Type, w.Size, time.Duration(w.Duration)}
	return nil
}

// A contentsJSON is the JSON form of [Contents].
type contentsJSON struct {
	Headings    []Heading  `json:"headings"`
	Images      []Image    `json:"images"`
	Links       []Link     `json:"links"`
	Footnotes   []Footnote `json:"footnotes"`
	WordCount   int        `json:"word_count"`
	ReadingTime seconds    `json:"reading_time"`
}

func (c Contents) toJSON() contentsJSON {
	return contentsJSON{c.Headings, c.Images, c.Links, c.Footnotes, c.WordCount, seconds(c.ReadingTime)}
}

func (w contentsJSON) contents() Contents {
	return Contents{w.Headings, w.Images, w.Links, w.Footnotes, w.WordCount, time.Duration(w.ReadingTime)}
}

// MarshalJSON implements [json.Marshaler]. The reading time is in seconds.
func (c Contents) MarshalJSON() ([]byte, error) { return asJSON(c.toJSON()) }

// UnmarshalJSON implements [json.Unmarshaler].
func (c *Contents) UnmarshalJSON(data []byte) error {
	w := c.toJSON()
	if err := json.Unmarshal(data, &w); err != nil {
		return err
	}
	*c = w.contents()
	return nil
}

// A headJSON is a [Head] without its UnmarshalJSON method.
type headJSON Head

// UnmarshalJSON implements [json.Unmarshaler]. Numbers in Params become int64 if they
// are whole, and float64 otherwise; times in Params stay strings. Files is not
// changed.
func (h *Head) UnmarshalJSON(data []byte) error {
	w := struct {
		*headJSON
		Params *params `json:"params"`
	}{(*headJSON)(h), (*params)(&h.Params)}
	return json.Unmarshal(data, &w)
}

// params reads [Head.Params] from JSON.
type params map[string]any

// UnmarshalJSON implements [json.Unmarshaler].
func (p *params) UnmarshalJSON(data []byte) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var m map[string]any
	if err := dec.Decode(&m); err != nil {
		return err
	}
	for k, v := range m {
		m[k] = plainNumbers(v)
	}
	*p = m
	return nil
}

// plainNumbers replaces each [json.Number] in v by an int64 or float64.
func plainNumbers(v any) any {
	switch v := v.(type) {
	case json.Number:
		if n, err := v.Int64(); err == nil {
			return n
		}
		if n, err := v.Float64(); err == nil {
			return n
		}
		return v.String()
	case []any:
		for i := range v {
			v[i] = plainNumbers(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = plainNumbers(v[k])
		}
	}
	return v
}

// A postJSON is the JSON form of a [Post].
type postJSON struct {
	*headJSON
	Params   *params  `json:"params"`
	HTML     *string  `json:"html,omitempty"`
	Problems Problems `json:"problems,omitempty"`
	contentsJSON
}

// MarshalJSON implements [json.Marshaler]. It writes the fields of the head and the
// contents, with durations in seconds, the problems, and as "html" the markup that the
// zero [Renderer] writes for the body. Files is left out.
func (p Post) MarshalJSON() ([]byte, error) {
	w := postJSON{headJSON: (*headJSON)(&p.Head), Params: (*params)(&p.Params), contentsJSON: p.Contents.toJSON(), Problems: p.Problems}
	if p.Body != nil {
		markup := new(Renderer).Body(&p)
		w.HTML = &markup
	}
	return asJSON(w)
}

// UnmarshalJSON implements [json.Unmarshaler]. The body becomes an [HTMLBody]; if
// there is no "html", it is not changed. See also [Head.UnmarshalJSON].
func (p *Post) UnmarshalJSON(data []byte) error {
	w := postJSON{headJSON: (*headJSON)(&p.Head), Params: (*params)(&p.Params), contentsJSON: p.Contents.toJSON(), Problems: p.Problems}
	if err := json.Unmarshal(data, &w); err != nil {
		return err
	}
	p.Contents, p.Problems = w.contents(), w.Problems
	if w.HTML != nil {
		p.Body = HTMLBody(*w.HTML)
	}
	return nil
}

// A warningJSON is a [Warning] without its methods.
type warningJSON Warning

// MarshalJSON implements [json.Marshaler]. If HTML or Text is empty, it is made from
// the Body.
func (w Warning) MarshalJSON() ([]byte, error) {
	if w.Body != nil && w.HTML == "" {
		w.HTML = new(Renderer).Warning(&w)
	}
	if w.Body != nil && w.Text == "" {
		w.Text = w.Body.Text()
	}
	return asJSON(warningJSON(w))
}

// UnmarshalJSON implements [json.Unmarshaler]. The markup in "html" becomes
// [Warning.HTML] and, as an [HTMLBody], [Warning.Body].
func (w *Warning) UnmarshalJSON(data []byte) error {
	wire := warningJSON(*w)
	wire.HTML = ""
	if err := json.Unmarshal(data, &wire); err != nil {
		return err
	}
	if wire.HTML != "" {
		wire.Body = HTMLBody(wire.HTML)
	} else {
		wire.HTML = w.HTML
	}
	*w = Warning(wire)
	return nil
}

// A problemJSON is the JSON form of a [Problem].
type problemJSON struct {
	Position
	Severity Severity `json:"severity"`
	Rule     Rule     `json:"rule,omitempty"`
	Key      string   `json:"key,omitempty"`
	Message  string   `json:"message"`
}

// MarshalJSON implements [json.Marshaler]. It writes the position, severity, rule and
// key, and the text of the error as "message".
func (p Problem) MarshalJSON() ([]byte, error) {
	message := ""
	if p.Err != nil {
		message = p.Err.Error()
	}
	return json.Marshal(problemJSON{p.Pos, p.Severity, p.Rule, p.Key, message})
}

// UnmarshalJSON implements [json.Unmarshaler]. Err has the message that was written,
// and wraps the error variable of this package whose text the message contains.
func (p *Problem) UnmarshalJSON(data []byte) error {
	var w problemJSON
	if err := json.Unmarshal(data, &w); err != nil {
		return err
	}
	*p = Problem{Pos: w.Position, Severity: w.Severity, Rule: w.Rule, Key: w.Key}
	if w.Message == "" {
		return nil
	}
	read := &readError{message: w.Message}
	for _, known := range []error{ErrFrontMatter, ErrDate, ErrEncoding, ErrLimit, ErrKey, ErrValue} {
		if strings.Contains(w.Message, known.Error()) {
			read.cause = known
			break
		}
	}
	p.Err = read
	return nil
}

// A readError is the error of a problem that was read from JSON.
type readError struct {
	message string
	cause   error
}

func (e *readError) Error() string { return e.message }
func (e *readError) Unwrap() error { return e.cause }

// MarshalText implements [encoding.TextMarshaler]. It is like [Category.String], but
// writes a backslash before each slash or backslash in a name.
func (c Category) MarshalText() ([]byte, error) {
	names := make([]string, len(c))
	for i, name := range c {
		names[i] = strings.NewReplacer(`\`, `\\`, `/`, `\/`).Replace(name)
	}
	return []byte(strings.Join(names, "/")), nil
}

// UnmarshalText implements [encoding.TextUnmarshaler]. It splits the text at slashes.
// A backslash makes the character after it part of a name.
func (c *Category) UnmarshalText(text []byte) error {
	*c = nil
	if len(text) == 0 {
		return nil
	}
	var name []byte
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '/':
			*c = append(*c, string(name))
			name = name[:0]
			continue
		case text[i] == '\\' && i+1 < len(text):
			i++
		}
		name = append(name, text[i])
	}
	*c = append(*c, string(name))
	return nil
}
