package formula

import (
	"regexp"
	"strings"
	"testing"

	"github.com/foreword-go/foreword/internal/xhtml"
)

// set returns a formula as markup, without the element around it.
func set(tex string, display bool) (string, bool) {
	nodes, ok := MathML(tex, display)
	var b []byte
	for _, n := range nodes {
		b = xhtml.Append(b, n)
	}
	return string(b), ok
}

var mathTag = regexp.MustCompile(`^<math [^>]*>|</math>$`)

func TestMathML(t *testing.T) {
	for _, c := range []struct{ tex, want string }{
		{`x`, `<mi>x</mi>`},
		{`3.14`, `<mn>3.14</mn>`},
		{`a-b`, `<mrow><mi>a</mi><mo>−</mo><mi>b</mi></mrow>`},
		{`-b`, `<mrow><mo lspace="0" rspace="0">−</mo><mi>b</mi></mrow>`},
		{`a<b & `, ``},
		{`a \lt b`, `<mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>`},
		{`x^12`, `<mrow><msup><mi>x</mi><mn>1</mn></msup><mn>2</mn></mrow>`},
		{`x_i^2`, `<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>`},
		{`x^{}_i`, `<msubsup><mi>x</mi><mi>i</mi><mrow></mrow></msubsup>`},
		{`x^2^3`, ``},
		{`f''`, `<msup><mi>f</mi><mo lspace="0" rspace="0">′′</mo></msup>`},
		{`\frac12`, `<mfrac><mn>1</mn><mn>2</mn></mfrac>`},
		{`\frac{a}`, ``},
		{`a+b\over c`, `<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac>`},
		{`a\over b\over c`, ``},
		{`n\choose k`, `<mrow><mo form="prefix" fence="true" stretchy="true">(</mo><mfrac linethickness="0"><mi>n</mi><mi>k</mi></mfrac><mo form="postfix" fence="true" stretchy="true">)</mo></mrow>`},
		{`\sqrt[3]x`, `<mroot><mi>x</mi><mn>3</mn></mroot>`},
		{`[a]`, `<mrow><mo form="prefix" stretchy="false">[</mo><mi>a</mi><mo form="postfix" stretchy="false">]</mo></mrow>`},
		{`\sum_{i}^n`, `<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover>`},
		{`\int_0^1`, `<msubsup><mo>∫</mo><mn>0</mn><mn>1</mn></msubsup>`},
		{`\int\limits_0`, `<munder><mo movablelimits="false">∫</mo><mn>0</mn></munder>`},
		{`x\limits_0`, ``},
		{`\sin x`, `<mrow><mi>sin</mi><mspace width="0.167em"></mspace><mi>x</mi></mrow>`},
		{`\sin(x)`, `<mrow><mi>sin</mi><mo form="prefix" stretchy="false">(</mo><mi>x</mi><mo form="postfix" stretchy="false">)</mo></mrow>`},
		{`\mathrm{rank}`, `<mi>rank</mi>`},
		{`\mathrm{d}`, `<mi mathvariant="normal">d</mi>`},
		{`\mathbf{v}w`, `<mrow><mi mathvariant="bold">v</mi><mi>w</mi></mrow>`},
		{`\mathbb{R}`, `<mi mathvariant="normal">ℝ</mi>`},
		{`\mathcal{α}`, `<mi>α</mi>`},
		{`\mathcal{1}`, ``},
		{`\hat x`, `<mover accent="true"><mi>x</mi><mo stretchy="false">^</mo></mover>`},
		{`\underbrace{a}_n`, `<munder><munder accentunder="true"><mi>a</mi><mo stretchy="true">⏟</mo></munder><mi>n</mi></munder>`},
		{`\left. a \right|`, `<mrow><mi>a</mi><mo form="postfix" fence="true" stretchy="true">|</mo></mrow>`},
		{`\left( a`, ``},
		{`a \right)`, ``},
		{`\bigl(`, `<mo form="prefix" stretchy="true" minsize="1.2em" maxsize="1.2em">(</mo>`},
		{`(\mod p)`, `<mrow><mo form="prefix" stretchy="false">(</mo><mo lspace="0.667em" rspace="0.333em">mod</mo><mi>p</mi><mo form="postfix" stretchy="false">)</mo></mrow>`},
		{`\not=`, `<mo>≠</mo>`},
		{`\not\in`, `<mo>∉</mo>`},
		{`\text{if } a`, "<mrow><mtext>if\u00a0</mtext><mi>a</mi></mrow>"},
		{`\text{a $b$}`, ``},
		{`Γ\Gamma`, `<mrow><mi>Γ</mi><mi mathvariant="normal">Γ</mi></mrow>`},
		{`若x则`, `<mrow><mtext>若</mtext><mi>x</mi><mtext>则</mtext></mrow>`},
		{`\begin{matrix}a&b\\c&d\\\end{matrix}`, `<mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr><mtr><mtd><mi>c</mi></mtd><mtd><mi>d</mi></mtd></mtr></mtable>`},
		{`\begin{aligned}a&=b\\[2pt]&=c\end{aligned}`, `<mtable columnspacing="0em" displaystyle="true"><mtr><mtd columnalign="right"><mi>a</mi></mtd><mtd columnalign="left"><mrow><mo>=</mo><mi>b</mi></mrow></mtd></mtr><mtr><mtd columnalign="right"><mrow></mrow></mtd><mtd columnalign="left"><mrow><mo>=</mo><mi>c</mi></mrow></mtd></mtr></mtable>`},
		{`\begin{cases}1\\2\end{cases}`, `<mrow><mo form="prefix" fence="true" stretchy="true">{</mo><mtable><mtr><mtd columnalign="left"><mn>1</mn></mtd></mtr><mtr><mtd columnalign="left"><mn>2</mn></mtd></mtr></mtable></mrow>`},
		{`\begin{array}{c|c}a&b\end{array}`, ``},
		{`\begin{aligned}a\end{align}`, ``},
		{`a % of b`, `<mi>a</mi>`},
		{`a \\ b`, ``},
		{`\newcommand{\x}{y}\x`, ``},
		{`\color{red}x`, ``},
		{`\ce{H2O}`, ``},
		{`x #1`, ``},
		{`x $ y`, ``},
		{`{x`, ``},
		{`x}`, ``},
		{`\`, ``},
		{` `, ``},
		{"a\u200bb", ``},
	} {
		got, ok := set(c.tex, false)
		if got = mathTag.ReplaceAllString(got, ""); got != c.want || ok != (c.want != "") {
			t.Errorf("MathML(%q) = %s, %v\nwant %s", c.tex, got, ok, c.want)
		}
	}
}

func TestMathMLKeepsTeX(t *testing.T) {
	for _, c := range []struct {
		tex     string
		display bool
		want    string
	}{
		{"a\n<b", false, `<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="a &lt;b">`},
		{`"a"`, true, `<math xmlns="http://www.w3.org/1998/Math/MathML" display="block" alttext="&quot;a&quot;">`},
	} {
		if got, _ := set(c.tex, c.display); !strings.HasPrefix(got, c.want) {
			t.Errorf("MathML(%q, %v) = %s, want %s first", c.tex, c.display, got, c.want)
		}
	}
}

// TestMathMLBreaks wants pieces of a long formula that together are the whole,
// and nothing wider than a page.
func TestMathMLBreaks(t *testing.T) {
	for _, display := range []bool{false, true} {
		tex := `a_1 + ` + strings.Repeat(`b_2 = c_3 + `, 20) + `d_4`
		got, ok := set(tex, display)
		if n := strings.Count(got, "</math><wbr /><math "); !ok || n < 10 {
			t.Errorf("display %v: %d breaks in %s", display, n, got)
		}
		alt := ""
		for _, m := range regexp.MustCompile(`alttext="([^"]*)"`).FindAllStringSubmatch(got, -1) {
			alt += m[1]
		}
		if strings.ReplaceAll(alt, " ", "") != strings.ReplaceAll(tex, " ", "") {
			t.Errorf("display %v: alttext is %s, want that of %s", display, alt, tex)
		}
		if strings.Contains(got, `display="block"`) || display != strings.Contains(got, `<mstyle displaystyle="true">`) {
			t.Errorf("display %v: %s", display, got)
		}
	}
	if got, ok := set(`a = (b + c) = (d + e)`, true); !ok || strings.Contains(got, "<wbr />") {
		t.Errorf("what fits on a line of its own is broken: %s", got)
	}
	if got, ok := set(`a + b + c + d = (e + f + g + h)`, false); !ok || !strings.Contains(got, `<mo form="infix">+</mo></mrow></math><wbr />`) || !strings.HasSuffix(got, `<mo form="postfix" stretchy="false">)</mo></mrow></math>`) {
		t.Errorf("pieces of other forms: %s", got)
	}
	for _, tex := range []string{
		`\frac{` + strings.Repeat(`a + `, 20) + `b}{c}`,
		`\begin{matrix}` + strings.Repeat(`a + `, 20) + `b\end{matrix}`,
	} {
		if got, ok := set(tex, true); ok {
			t.Errorf("too wide, and yet %s", got)
		}
	}
}

func TestMathMLLines(t *testing.T) {
	long := strings.Repeat(`+ b_2 `, 20)
	for _, c := range []struct{ tex, alt string }{
		{`\begin{aligned}x &= a ` + long + `\\ &= c\end{aligned}`, "x|= a"},
		{`x = a ` + long + `\\ y = c`, "x = a"},
	} {
		got, ok := set(c.tex, true)
		if !ok || strings.Count(got, "<br />") != 1 || strings.Contains(got, "<mtable") || !strings.HasSuffix(got, "<mi>c</mi></mrow></mstyle></math>") {
			t.Errorf("lines that are too long for a page: %s", got)
		}
		var alts []string
		for _, m := range regexp.MustCompile(`alttext="([^"]*)"`).FindAllStringSubmatch(got, -1) {
			alts = append(alts, m[1])
		}
		if !strings.HasPrefix(strings.Join(alts, "|"), c.alt) || strings.Contains(got, `alttext=""`) {
			t.Errorf("they are called %q, want %q first", alts, c.alt)
		}
	}
	got, ok := set(`a = b \\ c = d`, true)
	if !ok || strings.Count(got, "<mtr>") != 2 {
		t.Errorf("two lines are %s", got)
	}
	if got, ok := set(`a \tag{7}`, true); !ok || !strings.Contains(got, "<mtext>(7)</mtext>") {
		t.Errorf("a number of a formula is %s", got)
	}
}

// TestMathMLBounds wants long and deep formulas in time that grows with their length.
func TestMathMLBounds(t *testing.T) {
	for _, part := range []string{`x^{`, `\frac{`, `\left(`, `\sqrt[`, `{`, `(`, `\hat`, `\not`, `a_1+`, `\begin{matrix}`, `&`, `\\`, ` `, `%`, `'`, `^`, `\over`, `\displaystyle`, `\text{`, `若`, `\mathbf`} {
		for _, display := range []bool{false, true} {
			set(strings.Repeat(part, maxTeX/len(part)), display)
		}
	}
	if _, ok := set(strings.Repeat("a+", maxTeX), false); ok {
		t.Error("a formula over the bound is known")
	}
}

// digits are those of a formula in the order in which they are set: a degree
// comes after what it is of.
func digits(s string) map[rune]int {
	n := make(map[rune]int)
	for _, r := range s {
		if r >= '0' && r <= '9' {
			n[r]++
		}
	}
	return n
}

// tag matches markup, with what stands in attributes.
var tag = regexp.MustCompile(`<[^>]*>`)

func FuzzMathML(f *testing.F) {
	for _, s := range []string{
		`x^{12}_i + \frac{a}{b} \le \sqrt[3]{c'}`, `\begin{aligned}a&=\text{b c}\\&\not=\mathbb{Z}\end{aligned}`, `\left\{\begin{cases}1&x\in A\\2\end{cases}\right.`,
		`\sum_{\substack{i\\j}}\limits \hat{\mathbf{x}} \overset{a}{=} \bigl( 若 1{,}000 \bigr) \pmod{7}`, `a \over b`, `\lim_{n\to\infty} \operatorname{rank} \tag{1}`,
	} {
		f.Add(s, false)
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, tex string, display bool) {
		tex = xhtml.Legal(tex)
		got, ok := set(tex, display)
		if again, _ := set(tex, display); again != got {
			t.Fatalf("two times it is two things:\n%s\n%s", got, again)
		}
		if ok != (got != "") {
			t.Fatalf("ok is %v for %q", ok, got)
		}
		if len(got) > 400+200*len(tex) {
			t.Fatalf("%d bytes become %d", len(tex), len(got))
		}
		if err := xhtml.WellFormed("<p>" + got + "</p>"); err != nil {
			t.Fatalf("%v:\n%s", err, got)
		}
		if clean := xhtml.Clean(got, xhtml.Options{}); clean != got {
			t.Fatalf("not what the allow-list leaves:\n%s\n%s", got, clean)
		}
		// Numbers are lost nowhere, but where TeX takes them for something else.
		if ok && !strings.ContainsAny(tex, "%[") && !strings.Contains(tex, `\label`) {
			want, have := digits(tex), digits(tag.ReplaceAllString(got, ""))
			for r, n := range want {
				if have[r] != n && !strings.Contains(tex, "mathbb") && !strings.Contains(tex, "Bbb") {
					t.Fatalf("%d of the digit %c are %d:\n%s", n, r, have[r], got)
				}
			}
		}
	})
}
