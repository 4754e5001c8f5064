// Package fetch downloads pictures from the web for books, and keeps
// addresses in other people's articles from doing harm.
//
//	f := &fetch.Fetcher{Cache: dir}
//	enc := &epub.Encoder{Fetch: f.Fetch}
//
// # What is refused
//
//   - Addresses that are not public: loopback, private, link-local and all
//     others for which [Public] returns false. The dialer checks them after
//     the name was resolved. A redirect, or a name that resolves to another
//     address the second time, therefore does not get around the check.
//   - Ports other than 80 and 443, schemes other than http and https, and
//     URLs with a user name.
//   - Answers that are too large after decompression, take too long, or
//     redirect too often.
//
// Proxies set in the environment are not used, cookies are not kept, and no
// referrer is sent. The content type that the server states is ignored: the
// program that uses the bytes must examine them.
//
// # Retries and limits
//
// Each URL is fetched once, and a few at a time. A request is repeated after
// a pause if the server answers with a status that may pass (429 and 5xx).
// Failures are remembered. After [Fetcher.HostFailures] attempts in a row
// without any answer, a host is given up, so that a hundred pictures on a
// dead host cost no more time than a few. [Fetcher.Total] limits the time of
// all requests together.
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

// The reasons why nothing was fetched. Errors of [Fetcher.Fetch] wrap one of
// them or an error of the network or of ctx.
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

// A Fetcher downloads files from the web. Its zero value is ready to use,
// without a cache. It is safe for concurrent use as long as its fields do not
// change, and must not be copied. Use a new Fetcher for each run of a
// program: it remembers what it fetched and what failed.
type Fetcher struct {
	// Cache is the folder in which answers are kept. It is created if it does
	// not exist. Files in it that other users can change are ignored. If "",
	// there is no cache.
	Cache string
	// CacheBytes is the largest size of the cache. The answers that have not
	// been used for longest are deleted first. If zero, 512 MiB; if negative,
	// there is no limit.
	CacheBytes int64
	// Offline uses only the cache and sends no requests.
	Offline bool
	// AllowPrivateHosts allows addresses that are not public, at any port,
	// because servers at home often run at ports such as 8080. For public
	// addresses only ports 80 and 443 remain allowed.
	AllowPrivateHosts bool
	// MaxBytes is the largest size of a file after decompression. If zero, 10
	// MiB.
	MaxBytes int64
	// MaxRedirects is the number of redirects that are followed. If zero, 3;
	// if negative, none.
	MaxRedirects int
	// Timeout is the time for one request, from dialing to the last byte. If
	// zero, 10 seconds.
	Timeout time.Duration
	// Total is the time for all requests together, from the first call of
	// Fetch. If zero, 60 seconds.
	Total time.Duration
	// Tries is the largest number of requests for one URL. If zero, 3.
	Tries int
	// Pause is the time before the second try. It doubles for each further
	// try. A Retry-After of the server makes it longer, but not longer than
	// Timeout. If zero, half a second.
	Pause time.Duration
	// Parallel is the number of requests at the same time. If zero, 4.
	Parallel int
	// HostFailures is the number of attempts in a row without any answer
	// after which a host is given up. If zero, 2.
	HostFailures int
	// UserAgent is the User-Agent header of requests. If "", "Foreword".
	UserAgent string
	// Progress, if not nil, is called after each URL with its size or the
	// reason why it failed. It may be called from several goroutines at once.
	Progress func(url string, bytes int, err error)

	once   sync.Once
	client *http.Client
	slots  chan struct{}
	cache  *cache
	budget context.Context // done after Total

	mu    sync.Mutex
	calls map[string]*call
	hosts map[string]int // number of failures in a row, by host and port
}

// A call is the fetch of a URL, shared by all callers that ask for it.
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
	// This is not a child of the first caller's context, because it serves
	// all callers.
	var cancel context.CancelCauseFunc
	f.budget, cancel = context.WithCancelCause(context.Background())
	time.AfterFunc(total, func() { cancel(fmt.Errorf("%w: all fetches together took %v", ErrTime, total)) })
}

// Fetch returns the file at rawURL, an absolute http or https URL. Calls for
// the same URL, ignoring its fragment, share one fetch and the returned
// bytes, which must not be changed.
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
	// Later callers must not get the error of this caller's ctx. A file that
	// is in the cache need not stay in memory.
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
			// The error is ignored: if the cache cannot be written, only the
			// next run is slower.
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

// request sends one request. If a later request may succeed, wait is the time
// for which the server asks clients to wait, or 0; otherwise wait is
// negative.
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

// status describes a status code. The text that the server sends with it is
// not repeated.
func status(code int) string {
	if text := http.StatusText(code); text != "" {
		return strconv.Itoa(code) + " " + text
	}
	return strconv.Itoa(code)
}

// retryAfter returns the seconds of a Retry-After (RFC 9110, section 10.2.3).
// The form with a date is ignored: it is rare and depends on the clock of the
// server.
func retryAfter(s string) time.Duration {
	n, err := strconv.ParseUint(s, 10, 32)
	if err != nil {
		return 0
	}
	return time.Duration(n) * time.Second
}

// failed returns the reason why there was no answer, and counts the failure
// if the host caused it.
func (f *Fetcher) failed(ctx context.Context, u *url.URL, err error) error {
	var ue *url.Error
	if errors.As(err, &ue) { // a url.Error repeats the method and the URL
		err = ue.Err
	}
	for _, refusal := range []error{ErrAddress, ErrPort, ErrScheme, ErrURL, ErrRedirects} {
		if errors.Is(err, refusal) {
			return err
		}
	}
	// The message names the DNS server that was asked, which depends on this
	// machine.
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

// checkURL parses a URL and returns an error if no fetch of it can succeed.
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

// newDialer returns a dialer that asks the guard about each resolved address
// before it connects.
func (f *Fetcher) newDialer() *net.Dialer {
	g := guard{private: f.AllowPrivateHosts}
	return &net.Dialer{Timeout: min(5*time.Second, or(f.Timeout, 10*time.Second)), ControlContext: g.control}
}

// newClient returns a client that connects only through dialer and checks
// every redirect.
func (f *Fetcher) newClient(dialer *net.Dialer) *http.Client {
	redirects := max(0, or(f.MaxRedirects, 3))
	return &http.Client{
		Transport: &http.Transport{
			Proxy:                  nil, // with a proxy, the guard would see only the address of the proxy
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
