package picture

import (
	"errors"
	"strings"
	"testing"
)

func TestSVG(t *testing.T) {
	const open = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"`
	tests := []struct {
		name, in, want string // want without the root's namespaces
		w, h           int
		err            error
	}{
		{name: "drawing", in: open + ` width="9px" height="7"><path d="M0 0h9" fill="red"/></svg>`, want: `<svg width="9px" height="7"><path d="M0 0h9" fill="red"></path></svg>`, w: 9, h: 7},
		{name: "view box", in: open + ` viewBox="0 0 30 20"></svg>`, want: `<svg viewBox="0 0 30 20"></svg>`, w: 30, h: 20},
		{name: "prologue", in: "\ufeff<?xml version=\"1.0\"?><!-- a --><!DOCTYPE svg PUBLIC \"a\" \"b\">" + open + `></svg>`, want: `<svg></svg>`},
		{name: "script", in: open + ` onload="x()"><script>x()</script><g onclick="x()">a<foreignObject><p>b</p></foreignObject></g></svg>`, want: `<svg><g></g></svg>`},
		{name: "words", in: open + `>a <g>b<text x="1">c <tspan>d</tspan></text> <title>e</title></g><![CDATA[<script/>]]></svg>`,
			want: `<svg><g><text x="1">c <tspan>d</tspan></text> <title>e</title></g></svg>`},
		{name: "ids", in: open + `><g id="a"/><path id="a" d="M1 1"/><use href="#a"/></svg>`, want: `<svg><g id="a"></g><path d="M1 1"></path><use xlink:href="#a"></use></svg>`},
		{name: "forgotten", in: open + `><circle/><polygon/><linearGradient><stop/></linearGradient></svg>`,
			want: `<svg><circle r="0"></circle><polygon points="0,0"></polygon><linearGradient><stop offset="0"></stop></linearGradient></svg>`},
		{name: "out of place", in: open + `><stop offset="1"/><tspan>a</tspan><clipPath><g><path d="M0 0"/></g><path d="M1 1"/></clipPath><rect width="1" height="1" points="1" d="M0"><g/></rect><title fill="red">b<g/></title></svg>`,
			want: `<svg><clipPath><path d="M1 1"></path></clipPath><rect width="1" height="1"></rect><title>b</title></svg>`},
		{name: "outside", in: open + `><image href="http://a.example/x.png"/><use xlink:href="http://a.example/x#y"/><a href="javascript:x()"><g/></a></svg>`, want: `<svg><use></use></svg>`},
		{name: "inside", in: open + `><g id="a"/><use xlink:href="#a" fill="url(#b)"/></svg>`, want: `<svg><g id="a"></g><use xlink:href="#a" fill="none"></use></svg>`},
		{name: "references", in: open + `><linearGradient id="a"/><clipPath id="c"/><g fill="URL(#a)" stroke="url( '#c' )" clip-path="url(#c)" mask="url(#a)"/><use href="#c"/><pattern id="d" href="#a"/><radialGradient href="#a"/></svg>`,
			want: `<svg><linearGradient id="a"></linearGradient><clipPath id="c"></clipPath><g fill="URL(#a)" stroke="none" clip-path="url(#c)"></g><use></use><pattern id="d"></pattern><radialGradient xlink:href="#a"></radialGradient></svg>`},
		{name: "use in a use", in: open + `><g id="a"><use xlink:href="#a"/></g><g><use xlink:href="#a"/></g></svg>`, want: `<svg><g id="a"></g><g><use xlink:href="#a"></use></g></svg>`},
		{name: "style", in: open + `><g style="fill:red; stroke: url(http://a.example/); behavior:x; opacity:.5"/><style>@import "x";</style></svg>`, want: `<svg><g opacity=".5" fill="red"></g></svg>`},
		{name: "sheet", in: open + `><defs><style>/* drawn */ .a,.b{fill:#123} .b { stroke : red ; fill:#456 !important } rect{opacity:.5;fill:blue} rect.a{stroke-width:2} #x{fill:lime}</style></defs>` +
			`<rect class="a" width="2"/><rect class="a b" fill="white"/><path class="b" style="stroke:none"/><rect id="x" class="a"/></svg>`,
			want: `<svg><defs></defs><rect stroke-width="2" fill="#123" opacity=".5" width="2" height="0"></rect><rect stroke-width="2" fill="#456" stroke="red" opacity=".5" width="0" height="0"></rect>` +
				`<path stroke="none" fill="#456" d="M0 0"></path><rect fill="lime" stroke-width="2" opacity=".5" id="x" width="0" height="0"></rect></svg>`},
		{name: "sheet after what it colours", in: open + `><path class="a"/><style><![CDATA[.a{fill:red}]]></style></svg>`, want: `<svg><path fill="red" d="M0 0"></path></svg>`},
		{name: "sheet that loads", in: open + `><style>@import url(http://a.example/a.css); @font-face{src:url(x)} @media print{.a{fill:red}} .a{fill:url(http://a.example/);behavior:url(x);stroke:u\72l(x)} .a:hover{fill:red} g .a{fill:red} *{fill:red} .a{opacity:1}</style><path class="a"/></svg>`, want: `<svg><path opacity="1" d="M0 0"></path></svg>`},
		{name: "sheet unclosed", in: open + `><style>.a{fill:red</style><path class="a"/><style>/* .a{fill:red}</style></svg>`, want: `<svg><path fill="red" d="M0 0"></path></svg>`},
		{name: "empty", in: open + `><g font-style="" fill=" "><path d="" stroke="red"/></g></svg>`, want: `<svg><g><path stroke="red" d="M0 0"></path></g></svg>`},
		{name: "style before attribute", in: open + `><path fill="red" style="fill:lime;fill:blue"/></svg>`, want: `<svg><path fill="blue" d="M0 0"></path></svg>`},
		{name: "sheet that grows", in: open + `><style>.a{font-family:` + strings.Repeat("x", 900) + `}</style>` + strings.Repeat(`<g class="a"/>`, 5000) + `</svg>`, err: ErrTooLarge},
		{name: "escape", in: open + `><g fill="u\72l(http://a.example/)"/></svg>`, want: `<svg><g></g></svg>`},
		{name: "entity", in: `<!DOCTYPE svg [<!ENTITY a "b">]>` + open + `>&a;</svg>`, err: ErrBroken},
		{name: "cut", in: open + `><g>`, err: ErrBroken},
		{name: "another namespace", in: `<svg xmlns="urn:x"></svg>`, err: ErrBroken},
		{name: "deep", in: open + `>` + strings.Repeat("<g>", 100), err: ErrTooLarge},
		{name: "deep in what is dropped", in: open + `>` + strings.Repeat("<x>", 100), err: ErrTooLarge},
		{name: "many", in: open + `>` + strings.Repeat("<g/>", svgMost), err: ErrTooLarge},
		{name: "many uses", in: open + `>` + strings.Repeat("<use/>", svgUses+1), err: ErrTooLarge},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p, err := Convert([]byte(test.in), Options{})
			if !errors.Is(err, test.err) {
				t.Fatalf("error = %v, want %v", err, test.err)
			}
			if err != nil {
				return
			}
			got := strings.Replace(string(p.Data), open, "<svg", 1)
			if got != test.want || p.Width != test.w || p.Height != test.h {
				t.Errorf("got  %s %d×%d\nwant %s %d×%d", got, p.Width, p.Height, test.want, test.w, test.h)
			}
		})
	}
}
