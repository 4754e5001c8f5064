// Beam makes the feeds and books of any number of sites on any number of machines, as
// a pipeline of Apache Beam:
//
//	go run . --in sites --out public
//
// Each folder below --in that holds a foreword.yaml is a site, as it is for "foreword
// build", and its outputs are the same to the byte. Both places may be on any file
// system of Beam, such as gs://bucket/sites. Without more flags the pipeline runs in
// this program; see README.md for Flink, Spark and Dataflow.
package main

import (
	"context"
	"flag"
	"log"
	"reflect"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/memfs"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

var (
	in  = flag.String("in", "", "`folder` of the sites")
	out = flag.String("out", "", "`folder` to write to: a folder for each site")
	now = flag.String("now", "", "the `time` that posts are due at, such as 2026-01-31T12:00:00Z (default: when the pipeline is started)")
)

func main() {
	flag.Parse()
	beam.Init()
	due := time.Now()
	if *now != "" {
		var err error
		if due, err = time.Parse(time.RFC3339, *now); err != nil {
			log.Fatalf("--now: %v", err)
		}
	}
	if *in == "" || *out == "" {
		log.Fatal("no places: add --in FOLDER --out FOLDER")
	}
	p, s := beam.NewPipelineWithRoot()
	build(s, *in, *out, due)
	if err := beamx.Run(context.Background(), p); err != nil {
		log.Fatal(err)
	}
}

func init() {
	beam.RegisterType(reflect.TypeFor[Site]())
	beam.RegisterType(reflect.TypeFor[Shard]())
	beam.RegisterType(reflect.TypeFor[Record]())
	register.DoFn3x1[context.Context, string, func(string, Site), error](&find{})
	register.DoFn3x0[string, Site, func(Shard)](&cut{})
	register.DoFn4x1[context.Context, Shard, func(string, Record), func(string, string), error](&parse{})
	register.DoFn6x1[context.Context, string, func(*Site) bool, func(*Record) bool, func(*string) bool, func(string), error](&write{})
	register.DoFn1x0[string](&done{})
	register.Emitter2[string, Site]()
	register.Emitter1[Shard]()
	register.Emitter1[string]()
	register.Emitter2[string, Record]()
	register.Emitter2[string, string]()
	register.Iter1[Site]()
	register.Iter1[Record]()
	register.Iter1[string]()
}

// build adds the whole work to a pipeline:
//
//	in ─► find ─► sites ─► cut ─► shards ─► parse ─► posts, problems
//	                └───────────────────────► group by site ─► write
//
// Posts are parsed by all workers; the outputs of a site are written by one worker.
// The problems of posts are a side output, "file:line:column: message".
//
// The names of written sites go through a shuffle, although nothing is done with them:
// Prism (v2.77.0) waits for a bundle without any output in a loop that never sleeps,
// which took half of the processor time of a run.
func build(s beam.Scope, in, out string, due time.Time) (problems beam.PCollection) {
	sites := beam.ParDo(s, &find{}, beam.Create(s, in))
	shards := beam.Reshuffle(s, beam.ParDo(s, &cut{}, sites))
	posts, problems := beam.ParDo2(s, &parse{}, shards)
	written := beam.ParDo(s, &write{Out: out, Due: due.UnixNano()}, beam.CoGroupByKey(s, sites, posts, problems))
	beam.ParDo0(s, &done{}, beam.Reshuffle(s, written))
	return problems
}

// A done takes the names of the sites that were written.
type done struct{}

func (*done) ProcessElement(string) {}

// A Site is a folder with a foreword.yaml.
type Site struct {
	Dir   string   // where it is
	Files []string // the names of its files below Dir, in order
}

// A find finds the sites in a folder.
type find struct{}

func (*find) ProcessElement(ctx context.Context, in string, emit func(name string, site Site)) error {
	return sitesIn(ctx, in, func(name string, site Site) { emit(name, site) })
}

// A Shard is some of the posts of a site.
type Shard struct {
	Name  string
	Site  Site
	Posts []string
}

// A cut cuts sites into shards.
type cut struct{}

// A shard has at least 64 posts, so that few listings are sent, and a site has at most
// 32 shards, so that its listings together stay small.
const (
	shardPosts = 64
	siteShards = 32
)

func (*cut) ProcessElement(name string, site Site, emit func(Shard)) {
	posts := postsOf(site.Files)
	size := max(shardPosts, (len(posts)+siteShards-1)/siteShards)
	for len(posts) > 0 {
		n := min(size, len(posts))
		emit(Shard{name, site, posts[:n]})
		posts = posts[n:]
	}
}

// A Record is a post that is sent to the worker that writes its site. Its head, as read
// from the front matter, is separate, because lists of posts are made from heads.
type Record struct {
	Path       string
	Head, Post []byte // as [markdown.Freeze] writes them
}

// A parse parses posts. A post that cannot be read is a problem and does not stop others.
type parse struct{}

func (*parse) ProcessElement(ctx context.Context, shard Shard, emit func(site string, r Record), problem func(site, line string)) error {
	fsys := newTree(ctx, shard.Site)
	conf, parser, err := siteParser(fsys)
	if err != nil {
		return nil // of the site as a whole, which write tells
	}
	fault := func(err error) {
		for _, line := range lines(err) {
			problem(shard.Name, shard.Name+"/"+line)
		}
	}
	var heads []*post.Head
	for h, err := range parser.Heads(ctx, fsys, conf.of(shard.Posts)...) {
		if err != nil {
			fault(err)
			continue
		}
		heads = append(heads, h)
	}
	if err := fsys.err(); err != nil {
		return err // of the file system: the runner tries again
	}
	i := 0
	for p, err := range parser.Posts(ctx, heads) {
		if i == len(heads) {
			break // an error of ctx
		}
		h := heads[i]
		i++
		if err != nil {
			fault(err)
			continue
		}
		r := Record{Path: h.Path}
		if r.Head, err = markdown.Freeze(&post.Post{Head: *h}); err == nil {
			r.Post, err = markdown.Freeze(p)
		}
		if err != nil {
			return err
		}
		emit(shard.Name, r)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fsys.err()
}
