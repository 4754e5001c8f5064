package fetch

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"syscall"
	"testing"
)

func TestFetchRefusesPrivateHosts(t *testing.T) {
	asked := false
	server := serve(t, func(http.ResponseWriter, *http.Request) { asked = true })
	port := server.URL[strings.LastIndexByte(server.URL, ':'):]
	for _, url := range []string{server.URL, "http://localhost" + port, "http://[::1]" + port, "http://[::ffff:127.0.0.1]" + port, "http://0.0.0.0" + port, "http://169.254.169.254/"} {
		if _, err := new(Fetcher).Fetch(t.Context(), url); !errors.Is(err, ErrAddress) {
			t.Errorf("Fetch(%q) error = %v, want %v", url, err, ErrAddress)
		}
	}
	if asked {
		t.Error("the server was asked")
	}
	f := &Fetcher{AllowPrivateHosts: true}
	if _, err := f.Fetch(t.Context(), "http://8.8.8.8:22/"); !errors.Is(err, ErrPort) {
		t.Errorf("Fetch of port 22 error = %v, want %v", err, ErrPort)
	}
}

// A public host that leads on to a private one, by its address or by a name of
// it, gets nothing from there: each connection is checked, not each URL. That of
// a name that answers with another address the second time is one of them.
func TestRedirectToPrivateHosts(t *testing.T) {
	asked := false
	private := serve(t, func(http.ResponseWriter, *http.Request) { asked = true })
	port := private.URL[strings.LastIndexByte(private.URL, ':'):]
	public := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, r.URL.Query().Get("to"), http.StatusFound)
	})
	f := new(Fetcher)
	client := f.newClient(f.newDialer())
	transport := client.Transport.(*http.Transport)
	guarded := transport.DialContext
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		if address == "public.example:80" { // tests have no public host
			return new(net.Dialer).DialContext(ctx, network, public.Listener.Addr().String())
		}
		return guarded(ctx, network, address)
	}
	for _, to := range []string{private.URL, "http://localhost" + port, "http://[::1]" + port, "http://0" + port, "http://2130706433" + port, "http://169.254.169.254/latest"} {
		resp, err := client.Get("http://public.example/?to=" + url.QueryEscape(to))
		if err == nil {
			resp.Body.Close()
			t.Errorf("a redirect to %s was followed", to)
		}
		if strings.Contains(to, "[") || strings.Contains(to, "127.0.0.1") || strings.Contains(to, "169.254") {
			if !errors.Is(err, ErrAddress) {
				t.Errorf("a redirect to %s: error = %v, want %v", to, err, ErrAddress)
			}
		}
	}
	if asked {
		t.Error("the private server was asked")
	}
}

// resolver answers each question for an address of a kind with the next of the
// lists, and with the last one from then on. The two kinds are asked for at once. It knows the messages of RFC 1035 that Go
// sends: one question, no compression.
type resolver struct {
	mu      sync.Mutex
	answers [][]string
	asked   map[uint16]int
}

func (r *resolver) dial(context.Context, string, string) (net.Conn, error) {
	client, server := net.Pipe()
	go func() {
		defer server.Close()
		var size [2]byte
		for {
			if _, err := io.ReadFull(server, size[:]); err != nil { // over a stream, each message has its length first
				return
			}
			query := make([]byte, binary.BigEndian.Uint16(size[:]))
			if _, err := io.ReadFull(server, query); err != nil {
				return
			}
			answer := r.answer(query)
			if _, err := server.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(answer))), answer...)); err != nil {
				return
			}
		}
	}()
	return client, nil
}

func (r *resolver) answer(query []byte) []byte {
	const header, typeA = 12, 1
	end := header + bytes.IndexByte(query[header:], 0) + 1 + 4 // of the question
	kind := binary.BigEndian.Uint16(query[end-4:])
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.asked == nil {
		r.asked = make(map[uint16]int)
	}
	list := r.answers[min(r.asked[kind], len(r.answers)-1)]
	r.asked[kind]++
	out := append(query[:2:2], 0x81, 0x80, 0, 1, 0, 0, 0, 0, 0, 0)
	out = append(out, query[header:end]...)
	for _, s := range list {
		addr := netip.MustParseAddr(s)
		if addr.Is4() != (kind == typeA) {
			continue
		}
		out[7]++                        // answers
		out = append(out, 0xc0, header) // the name: that of the question
		out = binary.BigEndian.AppendUint16(out, kind)
		out = append(out, 0, 1, 0, 0, 0, 0, 0, byte(addr.BitLen()/8)) // for no time
		out = append(out, addr.AsSlice()...)
	}
	return out
}

// A name that is of a public address when it is looked at, and of a private one
// when it is connected to, leads nowhere: what is checked is what is dialed.
func TestNameThatChangesItsAddress(t *testing.T) {
	const public, public6 = "93.184.216.34", "2606:2800:220:1::1"
	errPublic := errors.New("let through") // tests connect to no public address
	for _, tt := range []struct {
		why     string
		answers [][]string
		want    []error
	}{
		{"public", [][]string{{public}}, []error{errPublic, errPublic}},
		{"public, then loopback", [][]string{{public}, {"127.0.0.1"}}, []error{errPublic, ErrAddress, ErrAddress}},
		{"public, then a cloud's secrets", [][]string{{public}, {"169.254.169.254"}, {public}}, []error{errPublic, ErrAddress, errPublic}},
		{"public, then IPv6 loopback", [][]string{{public6}, {"::1"}}, []error{errPublic, ErrAddress}},
		{"public, then mapped", [][]string{{public6}, {"::ffff:10.0.0.1"}}, []error{errPublic, ErrAddress}},
		{"NAT64, 6to4 and Teredo of a private one", [][]string{{"64:ff9b::a00:1"}, {"2002:a00:1::1"}, {"2001:0:a00:1::1"}}, []error{ErrAddress, ErrAddress, ErrAddress}},
		{"ULA, shared", [][]string{{"fd00::1"}, {"100.64.0.1"}}, []error{ErrAddress, ErrAddress}},
		{"private ones alone, several", [][]string{{"10.0.0.1", "192.168.0.1", "::1"}}, []error{ErrAddress}},
	} {
		r := &resolver{answers: tt.answers}
		f := new(Fetcher)
		dialer := f.newDialer()
		dialer.Resolver = &net.Resolver{PreferGo: true, StrictErrors: true, Dial: r.dial}
		guarded := dialer.ControlContext
		dialer.ControlContext = func(ctx context.Context, network, address string, c syscall.RawConn) error {
			if err := guarded(ctx, network, address, c); err != nil {
				return err
			}
			return errPublic
		}
		client := f.newClient(dialer)
		for i, want := range tt.want {
			_, err := client.Get("http://changing.example/a.png")
			if !errors.Is(err, want) {
				t.Errorf("%s, time %d: %v, want %v", tt.why, i+1, err, want)
			}
		}
	}

	// Of several addresses each is checked: the private one is not gone on to
	// when the public one does not answer.
	asked := false
	private := serve(t, func(http.ResponseWriter, *http.Request) { asked = true })
	_, port, _ := net.SplitHostPort(private.Listener.Addr().String())
	f := new(Fetcher)
	dialer := f.newDialer()
	dialer.Resolver = &net.Resolver{PreferGo: true, Dial: (&resolver{answers: [][]string{{"127.0.0.1", public}}}).dial}
	if _, err := f.newClient(dialer).Get("http://both.example:" + port + "/"); !errors.Is(err, ErrAddress) && !errors.Is(err, ErrPort) {
		t.Errorf("a name of a public and a private address: %v", err)
	}
	if asked {
		t.Error("the private server was asked")
	}
}

// Whatever a server says in place of HTTP, there is an answer soon, and it is
// bounded.
func TestFetchFromAServerThatLies(t *testing.T) {
	ok := "HTTP/1.1 200 OK\r\n"
	for name, answer := range map[string]string{
		"nothing":                    "",
		"HTTP/0.9":                   "\x89PNG\r\n\x1a\n",
		"HTTP/3.7":                   "HTTP/3.7 200 OK\r\n\r\n",
		"another protocol":           "220 mail.example ESMTP\r\n",
		"a status that is none":      "HTTP/1.1 20x OK\r\n\r\n",
		"a header that is too large": ok + "X: " + strings.Repeat("x", 1<<20) + "\r\n\r\n",
		"headers without end":        ok + strings.Repeat("X: y\r\n", 100_000),
		"a NUL in a header":          ok + "X\x00: y\r\n\r\n",
		"no end of the header":       ok + "X: y\r\n",
		"lengths that differ":        ok + "Content-Length: 3\r\nContent-Length: 5\r\n\r\nabcde",
		"a negative length":          ok + "Content-Length: -1\r\n\r\nabcde",
		"a huge length":              ok + "Content-Length: 99999999999999999999\r\n\r\nabcde",
		"a length that is too long":  ok + "Content-Length: 500\r\n\r\nabcde",
		"chunks that are none":       ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n",
		"a chunk that is too large":  ok + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nabc\r\n",
		"a chunk that is cut":        ok + "Transfer-Encoding: chunked\r\n\r\n10\r\nabc",
		"an extension without end":   ok + "Transfer-Encoding: chunked\r\n\r\n1;" + strings.Repeat("x", 1<<20),
		"gzip that is none":          ok + "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nabcde",
		"early hints without end":    strings.Repeat("HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n", 10_000),
		"continue without end":       strings.Repeat("HTTP/1.1 100 Continue\r\n\r\n", 10_000),
		"another protocol agreed":    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
		"a place that is none":       "HTTP/1.1 302 Found\r\nLocation: http://%zz/\r\n\r\n",
		"a place with a NUL":         "HTTP/1.1 302 Found\r\nLocation: /\x00\r\n\r\n",
		"no place":                   "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			go func() {
				for {
					c, err := l.Accept()
					if err != nil {
						return
					}
					go func() {
						defer c.Close()
						if _, err := http.ReadRequest(bufio.NewReader(c)); err == nil {
							io.WriteString(c, answer)
						}
					}()
				}
			}()
			if data, err := local().Fetch(t.Context(), "http://"+l.Addr().String()+"/a.png"); err == nil && len(data) > 0 {
				t.Errorf("Fetch() = %q, want an error or nothing", data)
			}
		})
	}
}

// There are many ways to write an address.
func TestAddressesInDisguise(t *testing.T) {
	asked := false
	server := serve(t, func(http.ResponseWriter, *http.Request) { asked = true })
	_, port, _ := net.SplitHostPort(server.Listener.Addr().String())
	f := &Fetcher{Tries: 1}
	dialer := f.newDialer()
	// Names that are no addresses to Go are none to this resolver either.
	dialer.Resolver = &net.Resolver{PreferGo: true, Dial: (&resolver{answers: [][]string{{"127.0.0.1"}}}).dial}
	f.once.Do(f.start)
	f.client = f.newClient(dialer)
	for _, host := range []string{
		"127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "017700000001", "0177.0.0.1", "127.0.0.01",
		"0", "0.0.0.0", "localhost", "localhost.", "LOCALHOST", "127.0.0.1.", "１２７.0.0.1", "127。0。0。1", "①②⑦.0.0.1",
		"[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]",
		"[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]", "[fe80::1%25lo]", "[::1%25lo]", "[fec0::1]", "[fd00::1]", "a.localhost",
	} {
		for _, at := range []string{host + ":" + port, host} {
			if _, err := f.Fetch(t.Context(), "http://"+at+"/a.png"); err == nil {
				t.Errorf("%s was fetched from", at)
			}
		}
	}
	for _, raw := range []string{
		"http://a@127.0.0.1:" + port, "http://:b@127.0.0.1:" + port, "http://a.example:99999/", "http://a.example:-1/", "http://a.example:x/",
		"http:127.0.0.1:" + port, "http:/127.0.0.1:" + port, "http:\\\\127.0.0.1:" + port, "HTTP ://127.0.0.1", " http://127.0.0.1:" + port,
		"unix:///tmp/x", "data:image/png,x", "gopher://127.0.0.1:" + port, "http+unix://x", "http://127.0.0.1\x00.example/", "http://a.example\r\nX: y/",
	} {
		if _, err := f.Fetch(t.Context(), raw); err == nil {
			t.Errorf("%q was fetched", raw)
		}
	}
	if asked {
		t.Error("the server was asked")
	}
}
