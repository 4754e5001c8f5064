package fetch

import (
	"net/netip"
	"testing"
)

var addresses = []struct {
	addr   string
	public bool
}{
	{"8.8.8.8", true}, {"1.1.1.1", true}, {"93.184.216.34", true}, {"100.63.255.255", true}, {"100.128.0.0", true},
	{"172.15.255.255", true}, {"172.32.0.0", true}, {"198.17.255.255", true}, {"198.20.0.0", true}, {"223.255.255.255", true},
	{"2606:4700:4700::1111", true}, {"2400:3200::1", true}, {"2a00:1450:4001::1", true},

	{"0.0.0.0", false}, {"0.1.2.3", false}, {"10.0.0.1", false}, {"100.64.0.1", false}, {"100.127.255.255", false},
	{"127.0.0.1", false}, {"127.255.255.254", false}, {"169.254.169.254", false}, {"172.16.0.1", false}, {"172.31.255.255", false},
	{"192.0.0.8", false}, {"192.0.2.1", false}, {"192.88.99.1", false}, {"192.168.1.1", false}, {"198.18.0.1", false}, {"198.19.255.255", false},
	{"198.51.100.1", false}, {"203.0.113.1", false}, {"224.0.0.1", false}, {"240.0.0.1", false}, {"255.255.255.255", false},
	{"::", false}, {"::1", false}, {"::ffff:8.8.8.8", false}, {"::ffff:127.0.0.1", false}, {"::8.8.8.8", false},
	{"64:ff9b::808:808", false}, {"64:ff9b:1::1", false}, {"100::1", false}, {"2001::1", false}, {"2001:2::1", false}, {"2001:10::1", false},
	{"2001:db8::1", false}, {"2002:7f00:1::1", false}, {"3fff::1", false}, {"5f00::1", false}, {"fc00::1", false}, {"fd12::1", false},
	{"fe80::1", false}, {"fe80::1%eth0", false}, {"2606:4700::1%eth0", false}, {"fec0::1", false}, {"ff02::1", false},
}

func TestPublic(t *testing.T) {
	for _, test := range addresses {
		if got := Public(netip.MustParseAddr(test.addr)); got != test.public {
			t.Errorf("Public(%s) = %v, want %v", test.addr, got, test.public)
		}
	}
	if Public(netip.Addr{}) {
		t.Error("no address is public")
	}
}

func FuzzPublic(f *testing.F) {
	for _, test := range addresses {
		f.Add(netip.MustParseAddr(test.addr).WithZone("").AsSlice())
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		addr, ok := netip.AddrFromSlice(b)
		if !ok {
			return
		}
		// An IPv4 address in any clothes is no more public than in its own.
		if addr.Is4() && Public(netip.AddrFrom16(addr.As16())) {
			t.Fatalf("%v is public when mapped", addr)
		}
		if !Public(addr) {
			return
		}
		if !addr.IsGlobalUnicast() || addr.IsPrivate() || addr.IsLoopback() || addr.IsLinkLocalUnicast() || addr.IsMulticast() || addr.IsUnspecified() || addr.Is4In6() {
			t.Fatalf("%v is public", addr)
		}
		for _, p := range append(prefixes("64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "fc00::/7", "fe80::/10", "ff00::/8", "::/8"), reserved...) {
			if p.Contains(addr) {
				t.Fatalf("%v of %v is public", addr, p)
			}
		}
		if err := (guard{}).check(netip.AddrPortFrom(addr, 25)); err == nil {
			t.Fatalf("port 25 of %v is let through", addr)
		}
	})
}
