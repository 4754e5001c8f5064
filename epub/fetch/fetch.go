// Package fetch gets pictures from the web for books, and lets the addresses
// in other people's articles do no harm.
//
//	f := &fetch.Fetcher{Cache: dir}
//	enc := &epub.Encoder{Fetch: f.Fetch}
//
// # What is refused
//
//   - Addresses that are not public: loopback, private, link-local and all the
//     others of [Public]. The check stands in the dialer, after the name was
//     resolved, so that neither a redirect nor a name that answers with another
//     address the second time gets around it.
//   - Ports other than 80 and 443, schemes other than http and https, and URLs
//     with a user name.
//   - Answers that are too large, after decompression, too slow, or redirect
//     too often.
//
// No proxy of the environment is used, no cookie kept and no referrer sent.
// What the server says of the content type does not count: who uses the bytes
// must look at them.
//
// # How it ends
//
// Each URL is fetched once, a few at a time. An answer that may be better next
// time (429 and 5xx) is asked for again after a pause. A failure is
// remembered, and after [Fetcher.HostFailures] attempts in a row that reached
// nobody a host is given up, so that a hundred pictures on a host that is gone
// cost no more than a few. [Fetcher.Total] bounds all the waiting together.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"
)

// Why nothing was fetched. Errors of [Fetcher.Fetch] wrap one of them, or that
// of the network.
var (
	ErrURL       = errors.New("not a URL that can be fetched")
	ErrScheme    = errors.New("only http and https are fetched")
	ErrAddress   = errors.New("the address is not on the public internet")
	ErrPort      = errors.New("only ports 80 and 443 are fetched from")
	ErrTooLarge  = errors.New("the file is too large")
	ErrRedirects = errors.New("redirected too often")
	ErrStatus    = errors.New("the server refused")
	ErrTime      = errors.New("no time left")
	ErrHost      = errors.New("the host did not answer before")
	ErrOffline   = errors.New("not in the cache, and offline")
)

// A Fetcher gets files from the web. Its zero value is ready to use, without a
// cache. It is safe for concurrent use as long as its fields do not change,
// must not be copied, and stands for one run: what it got and what failed, it
// remembers.
type Fetcher struct {
	// Cache is a folder that answers are kept in. It is made if it is not
	// there. Of a folder that others write to, too, their entries are passed
	// over. If "", there is none.
	Cache string
	// CacheBytes bounds the size of the folder; the answers not used for
	// longest go first. If zero, 512 MiB; negative for no bound.
	CacheBytes int64
	// Offline answers from the cache alone.
	Offline bool
	// AllowPrivateHosts lets addresses through that are not public, and on
	// those any port: what runs at home runs at ports like 8080. Public
	// addresses keep the two ports.
	AllowPrivateHosts bool
	// MaxBytes is the size of a file after decompression. If zero, 10 MiB.
	MaxBytes int64
	// MaxRedirects is how many redirects are followed. If zero, 3; negative
	// for none.
	MaxRedirects int
	// Timeout is for one request, from dialing to the last byte. If zero,
	// 10 seconds.
	Timeout time.Duration
	// Total is for all requests together, from the first. If zero, 60
	// seconds.
	Total time.Duration
	// Tries is how often a URL is asked for at most. If zero, 3.
	Tries int
	// Pause is the time before the second try; it doubles for each further
	// one. A Retry-After of the server makes it longer, to the time of one
	// request at most. If zero, half a second.
	Pause time.Duration
	// Parallel is how many requests run at once. If zero, 4.
	Parallel int
	// HostFailures is how many attempts in a row may fail to get any answer
	// from a host before it is given up. If zero, 2.
	HostFailures int
	// UserAgent is sent with requests. If "", "Foreword".
	UserAgent string
	// Progress, if not nil, is told of each URL when it is done, with its
	// size or why it failed. It may be called from several goroutines at
	// once.
	Progress func(url string, bytes int, err error)

	once   sync.Once
	client *http.Client
	slots  chan struct{}
	cache  *cache
	budget context.Context // ends with Total

	mu    sync.Mutex
	calls map[string]*call
	hosts map[string]int // failures in a row, by host and port
}

// A call is the one fetch of a URL.
type call struct {
	done chan struct{}
	data []byte
	err  error
}

func or[T int | int64 | time.Duration](v, zero T) T {
	if v == 0 {
		return zero
	}
	return v
}

func (f *Fetcher) start() {
	f.slots = make(chan struct{}, max(1, or(f.Parallel, 4)))
	f.calls = make(map[string]*call)
	f.hosts = make(map[string]int)
	f.client = f.newClient(f.newDialer())
	if f.Cache != "" {
		f.cache = &cache{dir: f.Cache, limit: or(f.CacheBytes, 512<<20), max: f.MaxBytes}
	}
	total := or(f.Total, 60*time.Second)
	// Not a child of the first caller's context: it serves all of them.
	var cancel context.CancelCauseFunc
	f.budget, cancel = context.WithCancelCause(context.Background())
	time.AfterFunc(total, func() { cancel(fmt.Errorf("%w: all fetches together took %v", ErrTime, total)) })
}

// Fetch returns what is at rawURL, an absolute http or https URL. Calls for the
// same URL, but for its fragment, share one fetch; the bytes are shared too and
// must not be changed.
func (f *Fetcher) Fetch(ctx context.Context, rawURL string) ([]byte, error) {
	f.once.Do(f.start)
	u, err := checkURL(rawURL)
	if err != nil {
		return nil, err
	}
	u.Fragment, u.RawFragment = "", ""
	key := u.String()

	f.mu.Lock()
	c, again := f.calls[key]
	if !again {
		c = &call{done: make(chan struct{})}
		f.calls[key] = c
	}
	f.mu.Unlock()
	if again {
		select {
		case <-c.done:
			return c.data, c.err
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	c.data, c.err = f.get(ctx, u, key)
	// The caller's end is no answer for others, and what is in the cache need
	// not stay in memory.
	if ctx.Err() != nil || c.err == nil && f.cache != nil {
		f.mu.Lock()
		delete(f.calls, key)
		f.mu.Unlock()
	}
	close(c.done)
	if f.Progress != nil {
		f.Progress(rawURL, len(c.data), c.err)
	}
	return c.data, c.err
}

func (f *Fetcher) get(ctx context.Context, u *url.URL, key string) ([]byte, error) {
	if data, ok := f.cache.get(key); ok {
		return data, nil
	}
	if f.Offline {
		return nil, ErrOffline
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	defer context.AfterFunc(f.budget, func() { cancel(context.Cause(f.budget)) })()

	select {
	case f.slots <- struct{}{}:
		defer func() { <-f.slots }()
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	pause := or(f.Pause, 500*time.Millisecond)
	for try := 1; ; try++ {
		if err := f.hostErr(u.Host); err != nil {
			return nil, err
		}
		data, wait, err := f.request(ctx, u)
		if err == nil {
			// A cache that cannot be written makes the next run slower, and
			// this one no worse.
			_ = f.cache.put(key, data)
			return data, nil
		}
		if cause := context.Cause(ctx); cause != nil {
			return nil, cause
		}
		if wait < 0 || try >= or(f.Tries, 3) {
			return nil, err
		}
		select {
		case <-time.After(min(max(pause, wait), or(f.Timeout, 10*time.Second))):
			pause *= 2
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
}

// request asks once. After an error that may pass, wait is how long the server
// wants to be left alone, else negative.
func (f *Fetcher) request(ctx context.Context, u *url.URL) (data []byte, wait time.Duration, err error) {
	limit := or(f.Timeout, 10*time.Second)
	ctx, cancel := context.WithTimeoutCause(ctx, limit, fmt.Errorf("%w: no whole answer within %v", ErrTime, limit))
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, -1, fmt.Errorf("%w: %w", ErrURL, err)
	}
	agent := f.UserAgent
	if agent == "" {
		agent = "Foreword"
	}
	req.Header.Set("User-Agent", agent)
	req.Header.Set("Accept", "image/png,image/jpeg,image/gif,image/webp,image/svg+xml,image/*;q=0.5")
	resp, err := f.client.Do(req)
	if err != nil {
		return nil, -1, f.failed(ctx, u, err)
	}
	defer resp.Body.Close()
	switch code := resp.StatusCode; {
	case code == http.StatusTooManyRequests || code >= 500:
		return nil, retryAfter(resp.Header.Get("Retry-After")), fmt.Errorf("%w: %s", ErrStatus, status(code))
	case code != http.StatusOK:
		return nil, -1, fmt.Errorf("%w: %s", ErrStatus, status(code))
	}
	limitBytes := or(f.MaxBytes, 10<<20)
	if resp.ContentLength > limitBytes {
		return nil, -1, tooLarge(limitBytes)
	}
	data, err = io.ReadAll(io.LimitReader(resp.Body, limitBytes+1))
	switch {
	case int64(len(data)) > limitBytes:
		return nil, -1, tooLarge(limitBytes)
	case err != nil && context.Cause(ctx) != nil:
		return nil, -1, f.failed(ctx, u, err)
	case err != nil: // the connection broke
		return nil, 0, fmt.Errorf("the answer broke off: %w", err)
	}
	f.answered(u.Host)
	return data, 0, nil
}

func tooLarge(limit int64) error { return fmt.Errorf("%w: at most %d bytes", ErrTooLarge, limit) }

// status names a status code; what the server calls it is not repeated.
func status(code int) string {
	if text := http.StatusText(code); text != "" {
		return strconv.Itoa(code) + " " + text
	}
	return strconv.Itoa(code)
}

// retryAfter reads the seconds of a Retry-After (RFC 9110, section 10.2.3). The
// form with a date, rare and of the server's clock, counts as none.
func retryAfter(s string) time.Duration {
	n, err := strconv.ParseUint(s, 10, 32)
	if err != nil {
		return 0
	}
	return time.Duration(n) * time.Second
}

// failed returns why there was no answer, and counts it where the host is to
// blame.
func (f *Fetcher) failed(ctx context.Context, u *url.URL, err error) error {
	var ue *url.Error
	if errors.As(err, &ue) { // it repeats method and URL
		err = ue.Err
	}
	for _, refusal := range []error{ErrAddress, ErrPort, ErrScheme, ErrURL, ErrRedirects} {
		if errors.Is(err, refusal) {
			return err
		}
	}
	// Which server was asked for the address is of this machine alone.
	var unknown *net.DNSError
	if errors.As(err, &unknown) {
		plain := *unknown
		plain.Server = ""
		err = &plain
	}
	cause := context.Cause(ctx)
	if cause != nil {
		err = cause
	}
	if cause == nil || errors.Is(cause, ErrTime) {
		f.mu.Lock()
		f.hosts[u.Host]++
		f.mu.Unlock()
	}
	return err
}

func (f *Fetcher) answered(host string) {
	f.mu.Lock()
	f.hosts[host] = 0
	f.mu.Unlock()
}

func (f *Fetcher) hostErr(host string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.hosts[host] >= or(f.HostFailures, 2) {
		return fmt.Errorf("%w: %s", ErrHost, host)
	}
	return nil
}

// checkURL parses a URL and refuses what no fetch can make good.
func checkURL(raw string) (*url.URL, error) {
	u, err := url.Parse(raw)
	if err != nil {
		return nil, fmt.Errorf("%w: %q", ErrURL, raw)
	}
	return u, refuseURL(u)
}

func refuseURL(u *url.URL) error {
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("%w: %q", ErrScheme, u.Scheme)
	case u.User != nil:
		return fmt.Errorf("%w: it has a user name", ErrURL)
	case u.Hostname() == "":
		return fmt.Errorf("%w: it has no host", ErrURL)
	}
	return nil
}

// newDialer returns a dialer that asks the guard about each address that a name
// has, when it is about to connect to it.
func (f *Fetcher) newDialer() *net.Dialer {
	g := guard{private: f.AllowPrivateHosts}
	return &net.Dialer{Timeout: min(5*time.Second, or(f.Timeout, 10*time.Second)), ControlContext: g.control}
}

// newClient returns a client that connects by dialer alone, and whose every
// redirect is checked.
func (f *Fetcher) newClient(dialer *net.Dialer) *http.Client {
	redirects := max(0, or(f.MaxRedirects, 3))
	return &http.Client{
		Transport: &http.Transport{
			Proxy:                  nil, // the guard would see the proxy's address
			DialContext:            dialer.DialContext,
			ForceAttemptHTTP2:      true,
			MaxIdleConnsPerHost:    max(1, or(f.Parallel, 4)),
			IdleConnTimeout:        5 * time.Second,
			TLSHandshakeTimeout:    5 * time.Second,
			MaxResponseHeaderBytes: 64 << 10,
		},
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			req.Header.Del("Referer")
			if len(via) > redirects {
				return fmt.Errorf("%w: %d times", ErrRedirects, len(via))
			}
			return refuseURL(req.URL)
		},
	}
}
