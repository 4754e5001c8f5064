package fetch

import (
	"context"
	"fmt"
	"net/netip"
	"syscall"
)

// reserved holds the address blocks that are not part of the public internet,
// after the IANA special-purpose address registries
// (https://www.iana.org/assignments/iana-ipv4-special-registry,
// https://www.iana.org/assignments/iana-ipv6-special-registry). It also holds
// the IPv6 blocks whose addresses contain an IPv4 address, because a
// translator may connect those to any host.
var reserved = prefixes(
	"0.0.0.0/8",       // this network
	"10.0.0.0/8",      // private
	"100.64.0.0/10",   // shared by the customers of a provider
	"127.0.0.0/8",     // loopback
	"169.254.0.0/16",  // link-local; cloud providers serve credentials here
	"172.16.0.0/12",   // private
	"192.0.0.0/24",    // protocol assignments
	"192.0.2.0/24",    // documentation
	"192.31.196.0/24", // AS112
	"192.52.193.0/24", // AMT
	"192.88.99.0/24",  // 6to4 relays
	"192.168.0.0/16",  // private
	"192.175.48.0/24", // AS112
	"198.18.0.0/15",   // benchmarking
	"198.51.100.0/24", // documentation
	"203.0.113.0/24",  // documentation
	"224.0.0.0/4",     // multicast
	"240.0.0.0/4",     // reserved, and broadcast
	"2001::/23",       // protocol assignments: Teredo, ORCHID, benchmarking
	"2001:db8::/32",   // documentation
	"2002::/16",       // 6to4
	"2620:4f:8000::/48",
	"3fff::/20", // documentation
)

// global is the part of IPv6 that is assigned to the public (RFC 4291,
// section 2.4). ULA, link-local, multicast, NAT64, mapped addresses and all
// others are outside of it.
var global = netip.MustParsePrefix("2000::/3")

func prefixes(list ...string) (all []netip.Prefix) {
	for _, s := range list {
		all = append(all, netip.MustParsePrefix(s))
	}
	return all
}

// Public reports whether addr is the address of a host on the public
// internet. An IPv4 address inside an IPv6 address is never public, because
// such a server has an IPv4 address of its own.
func Public(addr netip.Addr) bool {
	if !addr.IsValid() || addr.Zone() != "" || addr.Is6() && !global.Contains(addr) {
		return false
	}
	for _, p := range reserved {
		if p.Contains(addr) {
			return false
		}
	}
	return true
}

// A guard checks a resolved address before a connection to it is made.
type guard struct {
	private bool // allow addresses that are not public, at any port
}

func (g guard) control(_ context.Context, _, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w: %s", ErrAddress, address)
	}
	return g.check(to)
}

func (g guard) check(to netip.AddrPort) error {
	switch {
	case !Public(to.Addr()):
		if !g.private {
			return fmt.Errorf("%w: %s", ErrAddress, to.Addr())
		}
	case to.Port() != 80 && to.Port() != 443:
		return fmt.Errorf("%w: %d", ErrPort, to.Port())
	}
	return nil
}
