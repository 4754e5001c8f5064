package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/foreword-go/foreword/cmd/foreword/internal/fileserver"
)

func newServe(s *session) *cobra.Command {
	var addr string
	cmd := &cobra.Command{
		Use:   "serve [OUT]",
		Short: "Serve feeds and books to readers on this machine or network",
		Long: `Serve serves the files of OUT over HTTP, the folder that build wrote (default: public):
feeds, books, and the OPDS catalogue opds.xml, from which KOReader, Thorium, Librera
and other readers load books.

By default, only this machine can connect. --addr :8765 serves everyone on the network.
Files whose names begin with a dot, and links that lead out of OUT, are not served.
Press Ctrl+C to stop it.`,
		Example: `  foreword build blog -o public && foreword serve
  foreword serve public --addr :8765           for an e-reader on the same network`,
		Args: optionalPath,
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := "public"
			if len(args) > 0 {
				dir = args[0]
			}
			return s.serve(cmd.Context(), dir, addr)
		},
	}
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:8765", "`address` to listen on, as HOST:PORT or :PORT")
	return cmd
}

// serve serves dir until ctx is done.
func (s *session) serve(ctx context.Context, dir, addr string) error {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return usagef("--addr :8765 serves the network, --addr 127.0.0.1:8765 this machine", "--addr: %q is not HOST:PORT", addr)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		if info, _ := os.Stat(dir); info != nil && !info.IsDir() {
			err = syscall.ENOTDIR
		}
		err = unreadable(dir, err)
		var placed *placedError
		if errors.As(err, &placed) {
			placed.hint = "name the folder that foreword build, feed or epub wrote to"
		}
		return err
	}
	defer root.Close()
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", net.JoinHostPort(host, port))
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w; choose another with --addr", addr, err)
	}
	at := l.Addr().(*net.TCPAddr)
	abs, err := filepath.Abs(dir)
	title := filepath.Base(cmp.Or(abs, dir))
	if err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, "%s is served at\n\n", printable(dir))
	for _, name := range hosts(at) {
		fmt.Fprintf(s.stdout, "  http://%s/\n", net.JoinHostPort(name, fmt.Sprint(at.Port)))
	}
	fmt.Fprintln(s.stdout)
	if _, err := root.Stat("opds.xml"); err == nil {
		s.hint("for readers with OPDS, add opds.xml to the address")
	} else if !hasOutputs(root.FS()) {
		s.hint("there are no feeds and books in " + dir + ": name the folder that foreword build, feed or epub wrote to")
	}
	s.hint("press Ctrl+C to end it")
	server := &http.Server{
		Handler:           fileserver.New(root, title, at.IP.IsLoopback()),
		ReadHeaderTimeout: 10 * time.Second,
		WriteTimeout:      10 * time.Minute, // a large book over a slow network
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          log.New(io.Discard, "", 0),
	}
	stop := context.AfterFunc(ctx, func() { server.Close() })
	defer stop()
	if err := server.Serve(l); ctx.Err() == nil {
		return err
	}
	return nil
}

// hasOutputs reports whether a folder contains a feed or book by its name.
func hasOutputs(dir fs.FS) bool {
	for _, pattern := range []string{"*.epub", "*.xml", "feed.json"} {
		if names, err := fs.Glob(dir, pattern); err == nil && len(names) > 0 {
			return true
		}
	}
	return false
}

// hosts returns the addresses at which a listener can be reached. If it
// listens on all interfaces, they are the addresses of this machine in its
// networks.
func hosts(at *net.TCPAddr) []string {
	if !at.IP.IsUnspecified() {
		return []string{at.IP.String()}
	}
	names := []string{"localhost"}
	addrs, err := net.InterfaceAddrs()
	if err != nil {
		return names
	}
	for _, a := range addrs {
		if n, ok := a.(*net.IPNet); ok && n.IP.To4() != nil && !n.IP.IsLoopback() {
			names = append(names, n.IP.String())
		}
	}
	return names
}
