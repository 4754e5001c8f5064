// Bookserver serves each post of a folder as an EPUB book, made for each request.
// At most as many books are made at once as there are processors, so that the memory
// does not grow with the number of requests; the other requests wait for their turn.
//
//	go run ./examples/bookserver examples/blog/posts
//	curl -O http://localhost:8080/night-corridor.epub
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"net/http"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"time"

	"github.com/foreword-go/foreword/epub"
	"github.com/foreword-go/foreword/post/markdown"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: bookserver DIR")
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	server := &http.Server{Addr: "localhost:8080", Handler: newHandler(os.DirFS(os.Args[1])), ReadHeaderTimeout: 5 * time.Second}
	context.AfterFunc(ctx, func() { server.Close() })
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// newHandler serves the posts of fsys.
func newHandler(fsys fs.FS) http.Handler {
	turns := make(chan struct{}, runtime.GOMAXPROCS(0))
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{post...}", func(w http.ResponseWriter, r *http.Request) {
		select {
		case turns <- struct{}{}:
		case <-r.Context().Done():
			return
		}
		book, err := bookOf(r.Context(), fsys, r.PathValue("post"))
		<-turns
		switch {
		case errors.Is(err, fs.ErrNotExist):
			http.NotFound(w, r)
		case err != nil:
			log.Print(err)
			http.Error(w, "the book could not be made", http.StatusInternalServerError)
		default:
			w.Header().Set("Content-Type", "application/epub+zip")
			w.Write(book)
		}
	})
	return mux
}

// bookOf returns the book of the post that name, such as "night-corridor.epub", asks for.
func bookOf(ctx context.Context, fsys fs.FS, name string) ([]byte, error) {
	source, ok := strings.CutSuffix(name, ".epub")
	if source += ".md"; !ok || !fs.ValidPath(source) || strings.ContainsAny(source, `*?[\`) {
		return nil, fs.ErrNotExist
	}
	if _, err := fs.Stat(fsys, source); err != nil {
		return nil, err
	}
	var parser markdown.Parser
	book, err := epub.FromPosts(epub.Book{}, parser.Dir(ctx, fsys, source), epub.Layout{})
	if err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	_, err = new(epub.Encoder).Encode(ctx, &buf, book)
	return buf.Bytes(), err
}
