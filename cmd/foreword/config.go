package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"github.com/foreword-go/foreword/internal/spell"
)

// configName is the name of the file that says what to build from a site.
const configName = "foreword.yaml"

// A config holds the contents of foreword.yaml. The help of build documents
// its keys.
type config struct {
	Title     string            `yaml:"title"`
	URL       string            `yaml:"url"`
	Author    string            `yaml:"author"`
	Lang      string            `yaml:"lang"`
	Location  string            `yaml:"location"`
	Engine    string            `yaml:"engine"`
	Permalink string            `yaml:"permalink"`
	Posts     []string          `yaml:"posts"`
	Topics    map[string]string `yaml:"topics"`
	Only      selection         `yaml:"only"`
	Exclude   []string          `yaml:"exclude"`
	Drafts    bool              `yaml:"drafts"`
	Future    bool              `yaml:"future"`
	Expired   bool              `yaml:"expired"`
	Pages     bool              `yaml:"pages"`
	Feeds     feedsConfig       `yaml:"feeds"`
	Books     []bookConfig      `yaml:"books"`

	name string // name of the file
	src  []byte
}

// fault returns an error about the value at a path such as "books[0].css",
// with its place in the file. If the value is missing, the place is that of
// the mapping or list around it. err may be a usageError, whose exit code
// then no longer applies.
func (c *config) fault(path string, err error) error {
	line, column := c.place(path)
	return &placedError{pos: fmt.Sprintf("%s:%d:%d", c.name, line, column), err: fmt.Errorf("%s: %w", path, err)}
}

// place returns the line and column of the value at a path such as "books[0].css".
func (c *config) place(path string) (line, column int) {
	line, column = 1, 1
	for at := path; at != ""; at = at[:max(strings.LastIndexAny(at, ".["), 0)] {
		p, perr := yaml.PathString("$." + at)
		if perr != nil {
			continue
		}
		if node, nerr := p.ReadNode(bytes.NewReader(c.src)); nerr == nil {
			if first := firstToken(node); first != nil {
				line, column = first.Position.Line, first.Position.Column
			}
			break
		}
	}
	return line, column
}

// firstToken returns the first token of a node. For a mapping the decoder
// would otherwise return its first colon.
func firstToken(n ast.Node) *token.Token {
	switch m := n.(type) {
	case *ast.MappingNode:
		if !m.IsFlowStyle && len(m.Values) > 0 {
			return m.Values[0].Key.GetToken()
		}
	case *ast.MappingValueNode:
		return m.Key.GetToken()
	}
	return n.GetToken()
}

type feedsConfig struct {
	Formats       []string      `yaml:"formats"`
	Limit         int           `yaml:"limit"`
	Only          selection     `yaml:"only"`
	Warned        string        `yaml:"warned_as"`
	Content       string        `yaml:"content"`
	MarkTitles    bool          `yaml:"mark_titles"`
	Tags          bool          `yaml:"tags"`
	Categories    bool          `yaml:"categories"`
	Sections      bool          `yaml:"sections"`
	Authors       bool          `yaml:"authors"`
	Per           string        `yaml:"per"`
	OnlyWarned    bool          `yaml:"only_warned"`
	WithoutWarned bool          `yaml:"without_warned"`
	Archives      bool          `yaml:"archives"`
	WarnedImages  bool          `yaml:"warned_pictures"`
	VerbatimIDs   bool          `yaml:"verbatim_ids"`
	Footer        string        `yaml:"footer"`
	ReplyTo       string        `yaml:"reply_to"`
	Podcast       podcastConfig `yaml:"podcast"`
	Description   string        `yaml:"description"`
	Rights        string        `yaml:"rights"`
	Icon          string        `yaml:"icon"`
	Hub           string        `yaml:"hub"`
}

type bookConfig struct {
	File        string    `yaml:"file"`
	Title       string    `yaml:"title"`
	ID          string    `yaml:"id"`
	Subtitle    string    `yaml:"subtitle"`
	Publisher   string    `yaml:"publisher"`
	Description string    `yaml:"description"`
	Rights      string    `yaml:"rights"`
	Tags        []string  `yaml:"tags"`
	Categories  []string  `yaml:"categories"`
	Authors     []string  `yaml:"authors"`
	Years       []int     `yaml:"years"`
	Paths       []string  `yaml:"paths"`
	Only        selection `yaml:"only"`
	Group       string    `yaml:"group"`
	Sort        string    `yaml:"sort"`
	Images      string    `yaml:"images"`
	Warnings    string    `yaml:"warnings"`
	Formulas    string    `yaml:"formulas"`
	Each        bool      `yaml:"each"`
	Per         string    `yaml:"per"`
	Split       int       `yaml:"split"`
	Series      string    `yaml:"series"`
	SeriesNo    string    `yaml:"series_number"`
	Cover       string    `yaml:"cover"`
	Font        string    `yaml:"font"`
	NoCover     bool      `yaml:"no_cover"`
	Quotes      string    `yaml:"quotes"`
	Reposts     bool      `yaml:"reposts"`
	OnlyWarned  bool      `yaml:"only_warned"`
	For         string    `yaml:"for"`
	CSS         string    `yaml:"css"`
	TOCDepth    int       `yaml:"toc_depth"`
	MaxImagePx  int       `yaml:"max_image_px"`
	Grayscale   bool      `yaml:"grayscale"`
	KeepWebP    bool      `yaml:"keep_webp"`
	Vertical    bool      `yaml:"vertical"`
}

// readConfig reads the foreword.yaml of dir. Without that file it returns the
// defaults.
func readConfig(dir string) (*config, error) {
	const limit = 64 << 10
	if info, err := os.Stat(dir); err != nil {
		return nil, unreadable(dir, err)
	} else if !info.IsDir() {
		return nil, notFolder(dir)
	}
	c := &config{Feeds: feedsConfig{Formats: []string{"rss", "atom", "json"}, Limit: 20, Warned: "full", Content: "full"}}
	name := filepath.Join(dir, configName)
	c.name = name
	src, err := readExtra(name, limit)
	if errors.Is(err, fs.ErrNotExist) {
		c.Books = []bookConfig{{File: "book.epub"}}
		return c, nil
	}
	if err != nil {
		return nil, err
	}
	c.src = src
	if len(bytes.TrimSpace(src)) == 0 {
		return c, nil
	}
	if line := tooDeep(src); line > 0 {
		return nil, &placedError{pos: fmt.Sprintf("%s:%d", name, line), err: fmt.Errorf("over a limit: lists and mappings are nested more than %d deep", maxNesting)}
	}
	if err := yaml.UnmarshalWithOptions(src, c, yaml.Strict()); err != nil {
		return nil, configError(name, err)
	}
	return c, nil
}

// maxNesting is the largest depth of lists and mappings in foreword.yaml,
// which needs four levels. Without a limit the decoder takes a minute and a
// gigabyte for 64 KiB of "[".
const maxNesting = 32

// tooDeep returns the line at which src is nested too deeply, 0 if there is
// none. It counts only brackets and other openings within a line, because
// nesting by indentation takes a number of spaces that grows with the square
// of the depth.
func tooDeep(src []byte) int {
	depth, line := 0, 0
	for text := range bytes.Lines(src) {
		line++
		marks := 0
		for _, field := range bytes.Fields(text) {
			if len(field) != 1 || field[0] != '-' && field[0] != '?' && field[0] != ':' {
				break
			}
			marks++
		}
		for _, c := range text {
			switch c {
			case '[', '{':
				depth++
			case ']', '}':
				depth = max(0, depth-1)
			}
			if depth+marks > maxNesting {
				return line
			}
		}
	}
	return 0
}

// configError converts an error of the YAML decoder to the form of our own
// errors.
func configError(name string, err error) error {
	var at yaml.Error
	if !errors.As(err, &at) || at.GetToken() == nil {
		return &placedError{pos: name + ":1:1", err: err}
	}
	message := at.GetMessage()
	var unknown *yaml.UnknownFieldError
	var kind *yaml.TypeError
	var node *yaml.UnexpectedNodeTypeError
	switch {
	case errors.As(err, &unknown):
		key := at.GetToken().Value
		message = unknownKey(key)
	case errors.As(err, &kind):
		message = fmt.Sprintf("%s, want %s", valueName(at.GetToken()), kindName(kind.DstType))
	case errors.As(err, &node):
		message = fmt.Sprintf("%s, want %s", nodeName(node.Actual), nodeName(node.Expected))
	}
	pos := at.GetToken().Position
	return &placedError{pos: fmt.Sprintf("%s:%d:%d", name, pos.Line, pos.Column), err: errors.New(message)}
}

// valueName describes a value by its first token.
func valueName(t *token.Token) string {
	switch t.Type {
	case token.SequenceStartType, token.SequenceEntryType:
		return "a list"
	case token.MappingStartType, token.MappingValueType:
		return "a mapping"
	}
	return strconv.Quote(t.Value)
}

func nodeName(t ast.NodeType) string {
	switch t {
	case ast.SequenceType:
		return "a list"
	case ast.MappingType:
		return "a mapping"
	case ast.StringType, ast.LiteralType:
		return "text"
	case ast.IntegerType, ast.FloatType, ast.InfinityType, ast.NanType:
		return "a number"
	}
	return t.YAMLName()
}

// unknownKey describes a key that is not known where it stands: it names the
// keys under which it is, or else the known key that is spelled most like it.
func unknownKey(key string) string {
	var names, under []string
	for _, path := range configPaths(reflect.TypeFor[config](), "") {
		at := strings.LastIndexByte(path, '.')
		names = append(names, path[at+1:])
		if at >= 0 && path[at+1:] == key {
			under = append(under, strconv.Quote(path[:at]))
		}
	}
	if len(under) > 0 {
		return fmt.Sprintf("unknown key %q here, want it under %s", key, strings.Join(under, " or "))
	}
	if near := spell.Nearest(key, names); near != "" && near != key {
		return fmt.Sprintf("unknown key %q (did you mean %q?)", key, near)
	}
	return fmt.Sprintf("unknown key %q", key)
}

// configPaths returns the paths of the keys of a struct and of the structs in
// it, such as "feeds.only.warned".
func configPaths(t reflect.Type, prefix string) []string {
	for t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil
	}
	var keys []string
	for i := range t.NumField() {
		f := t.Field(i)
		path := prefix + strings.Split(f.Tag.Get("yaml"), ",")[0]
		keys = append(keys, path)
		keys = append(keys, configPaths(f.Type, path+".")...)
	}
	return keys
}

func kindName(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.Int:
		return "a whole number"
	case reflect.String:
		return "text"
	case reflect.Slice:
		return "a list"
	}
	return "a mapping"
}
