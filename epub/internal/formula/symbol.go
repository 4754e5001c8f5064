package formula

import (
	"strings"
	"sync"
)

// A symbol is a command without arguments, or a character that has a class.
type symbol struct {
	text    string
	kind    kind
	letter  bool // of Greek, which an alphabet changes
	fence   bool // it may grow, on either side
	movable bool // its scripts
}

func (s symbol) atom() atom {
	a := atom{kind: s.kind, movable: s.movable}
	switch s.kind {
	case ordinary:
		switch {
		case s.letter:
			return a // the node is the caller's to make
		case s.fence:
			a.node = token("mo", s.text, "lspace", "0", "rspace", "0", "stretchy", "false")
		default:
			a.node = token("mi", s.text, "mathvariant", "normal")
		}
	case opening:
		a.node = token("mo", s.text, "form", "prefix", "stretchy", "false")
	case closing:
		a.node = token("mo", s.text, "form", "postfix", "stretchy", "false")
	default:
		a.node = token("mo", s.text)
	}
	return a
}

// What commands stand for, by the class that TeX gives it.
const (
	greekLetters = `alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ
		varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ
		varphi φ chi χ psi ψ omega ω digamma ϝ Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ
		Omega Ω`
	ordinaries = `infty ∞ partial ∂ nabla ∇ emptyset ∅ varnothing ∅ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ ell ℓ hbar ℏ
		hslash ℏ imath ı jmath ȷ Re ℜ Im ℑ wp ℘ aleph ℵ beth ℶ gimel ℷ daleth ℸ angle ∠ measuredangle ∡ triangle △ square □
		Box □ blacksquare ■ lozenge ◊ Diamond ◇ bigstar ★ prime ′ backprime ‵ top ⊤ bot ⊥ flat ♭ natural ♮ sharp ♯
		clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠ degree ° checkmark ✓ complement ∁ eth ð mho ℧ surd √ dots … ldots …
		dotsc … dotso … cdots ⋯ dotsb ⋯ dotsm ⋯ dotsi ⋯ vdots ⋮ ddots ⋱ colon : dag † ddag ‡ pounds £ copyright © yen ¥
		% % $ $ # # & & _ _ TeX TeX LaTeX LaTeX KaTeX KaTeX`
	largeOnes = `sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ bigsqcup ⨆
		biguplus ⨄`
	integrals = `int ∫ iint ∬ iiint ∭ oint ∮ oiint ∯ oiiint ∰`
	binaries  = `pm ± mp ∓ times × div ÷ cdot ⋅ ast ∗ star ⋆ circ ∘ bullet ∙ cap ∩ cup ∪ uplus ⊎ sqcap ⊓ sqcup ⊔ vee ∨ lor ∨
		wedge ∧ land ∧ setminus ∖ smallsetminus ∖ wr ≀ diamond ⋄ bigtriangleup △ bigtriangledown ▽ triangleleft ◃
		triangleright ▹ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ bigcirc ◯ dagger † ddagger ‡ amalg ⨿ ltimes ⋉ rtimes ⋊
		bowtie ⋈ boxplus ⊞ boxminus ⊟ boxtimes ⊠ boxdot ⊡ barwedge ⊼ veebar ⊻ curlyvee ⋎ curlywedge ⋏ intercal ⊺
		divideontimes ⋇ dotplus ∔ centerdot ⋅`
	relations = `eq = ne ≠ neq ≠ lt < gt > le ≤ leq ≤ ge ≥ geq ≥ leqslant ⩽ geqslant ⩾ leqq ≦ geqq ≧ ll ≪ gg ≫ lll ⋘ ggg ⋙
		nless ≮ ngtr ≯ nleq ≰ ngeq ≱ prec ≺ succ ≻ preceq ⪯ succeq ⪰ sim ∼ nsim ≁ simeq ≃ approx ≈ approxeq ≊ cong ≅ ncong ≇
		equiv ≡ asymp ≍ doteq ≐ doteqdot ≑ propto ∝ varpropto ∝ models ⊨ vDash ⊨ nvDash ⊭ Vdash ⊩ vdash ⊢ nvdash ⊬ dashv ⊣
		in ∈ ni ∋ notin ∉ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ nsubseteq ⊈ nsupseteq ⊉ subsetneq ⊊ supsetneq ⊋ sqsubset ⊏
		sqsupset ⊐ sqsubseteq ⊑ sqsupseteq ⊒ mid ∣ nmid ∤ parallel ∥ nparallel ∦ perp ⟂ smile ⌣ frown ⌢ bumpeq ≏ Bumpeq ≎
		triangleq ≜ circeq ≗ coloneqq ≔ coloneq ≔ therefore ∴ because ∵ lesssim ≲ gtrsim ≳ lessgtr ≶ gtrless ≷ between ≬
		pitchfork ⋔ vartriangleleft ⊲ vartriangleright ⊳ trianglelefteq ⊴ trianglerighteq ⊵
		to → gets ← rightarrow → leftarrow ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ longrightarrow ⟶
		longleftarrow ⟵ longleftrightarrow ⟷ Longrightarrow ⟹ Longleftarrow ⟸ Longleftrightarrow ⟺ iff ⟺ implies ⟹
		impliedby ⟸ mapsto ↦ longmapsto ⟼ uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ Updownarrow ⇕
		nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ hookrightarrow ↪ hookleftarrow ↩ rightharpoonup ⇀ rightharpoondown ⇁
		leftharpoonup ↼ leftharpoondown ↽ rightleftharpoons ⇌ leftrightharpoons ⇋ rightleftarrows ⇄ leftrightarrows ⇆
		rightrightarrows ⇉ leftleftarrows ⇇ twoheadrightarrow ↠ twoheadleftarrow ↞ rightarrowtail ↣ leftarrowtail ↢
		rightsquigarrow ⇝ leadsto ⇝ nrightarrow ↛ nleftarrow ↚ nRightarrow ⇏ nLeftarrow ⇍ nleftrightarrow ↮ multimap ⊸
		circlearrowright ↻ circlearrowleft ↺ curvearrowright ↷ curvearrowleft ↶ dashrightarrow ⇢ dashleftarrow ⇠`
	openings     = `{ { lbrace { lbrack [ lparen ( langle ⟨ lfloor ⌊ lceil ⌈ lvert | lVert ‖ lgroup ⟮ ulcorner ⌜ llcorner ⌞`
	closings     = `} } rbrace } rbrack ] rparen ) rangle ⟩ rfloor ⌋ rceil ⌉ rvert | rVert ‖ rgroup ⟯ urcorner ⌝ lrcorner ⌟`
	fences       = `| ‖ Vert ‖ vert | backslash \`
	punctuations = `ldotp . cdotp ·`

	// What characters are, where a command does not say it.
	ordinarySigns    = `? @ " . ¬ ∞ ∅ ∀ ∃ ∂ ∇ … ⋯ ° ′ ″`
	binarySigns      = `+ * ± × ÷ · ⋅ ∗ ∘ ⊕ ⊗ ∧ ∨ ∩ ∪ ∖ ⊙`
	relationSigns    = `= < > ≤ ≥ ≠ ≈ ≡ ≦ ≧ ∈ ∉ ⊂ ⊃ ⊆ ⊇ → ← ↔ ⇒ ⇐ ⇔ ∼ ≅ ∝ ⟂ ∣ ∥ :`
	punctuationSigns = `, ;`
)

// symbols are the commands that stand for a symbol.
var symbols = sync.OnceValue(func() map[string]symbol {
	m := make(map[string]symbol)
	add := func(list string, s symbol) {
		words := strings.Fields(list)
		for i := 0; i+1 < len(words); i += 2 {
			s.text = words[i+1]
			m[words[i]] = s
		}
	}
	add(ordinaries, symbol{})
	add(greekLetters, symbol{letter: true})
	add(largeOnes, symbol{kind: large, movable: true})
	add(integrals, symbol{kind: large})
	add(binaries, symbol{kind: binary})
	add(relations, symbol{kind: relation})
	add(openings, symbol{kind: opening})
	add(closings, symbol{kind: closing})
	add(fences, symbol{fence: true})
	add(punctuations, symbol{kind: punctuation})
	return m
})

// characters are those that are no letter and no number.
var characters = sync.OnceValue(func() map[string]symbol {
	m := make(map[string]symbol)
	add := func(list string, s symbol) {
		for _, s.text = range strings.Fields(list) {
			m[s.text] = s
		}
	}
	add(ordinarySigns, symbol{})
	add(binarySigns, symbol{kind: binary})
	add(relationSigns, symbol{kind: relation})
	add(punctuationSigns, symbol{kind: punctuation})
	add("( [ ⟨ ⌊ ⌈", symbol{kind: opening})
	add(") ] ⟩ ⌋ ⌉", symbol{kind: closing})
	add("| ‖ /", symbol{fence: true})
	add("∫ ∬ ∮", symbol{kind: large})
	add("∑ ∏ ⋃ ⋂", symbol{kind: large, movable: true})
	m["-"] = symbol{text: "−", kind: binary}
	m["*"] = symbol{text: "∗", kind: binary}
	m["!"] = symbol{text: "!", kind: closing}
	return m
})

// functions have their scripts beside, limits below and above.
var functions = names(`arccos arcsin arctan arg cos cosh cot coth csc deg dim exp hom ker lg ln log sec sin sinh tan tanh`)

var limits = func() map[string]string {
	m := names(`det gcd inf lim max min Pr sup`)
	m["limsup"], m["liminf"] = "lim sup", "lim inf"
	return m
}()

func names(list string) map[string]string {
	m := make(map[string]string)
	for _, n := range strings.Fields(list) {
		m[n] = n
	}
	return m
}

var spaces = map[string]string{
	",": "0.167em", "thinspace": "0.167em", ":": "0.222em", ">": "0.222em", "medspace": "0.222em",
	";": "0.278em", "thickspace": "0.278em", "!": "-0.167em", "negthinspace": "-0.167em",
	" ": "0.333em", "\n": "0.333em", "space": "0.333em", "nobreakspace": "0.333em", "enspace": "0.5em", "quad": "1em", "qquad": "2em",
}

// alphabets are the values of mathvariant. Script, fraktur and double-struck
// letters are characters of their own, as a letter without its stroke is another
// one; bold and the like are styles, as few fonts have those characters.
var alphabets = map[string]string{
	"mathrm": "normal", "mathup": "normal", "mathbf": "bold", "boldsymbol": "bold-italic", "bm": "bold-italic", "pmb": "bold-italic",
	"mathit": "italic", "mathsf": "sans-serif", "mathtt": "monospace", "mathbb": "double-struck", "Bbb": "double-struck",
	"mathcal": "script", "mathscr": "script", "mathfrak": "fraktur", "frak": "fraktur",
}

// The letters of an alphabet follow each other in Unicode, but for those that
// were there before.
var letterBlocks = map[string]struct {
	upper, lower, digit rune
	before              map[rune]rune
}{
	"double-struck": {0x1D538, 0x1D552, 0x1D7D8, map[rune]rune{'C': 'ℂ', 'H': 'ℍ', 'N': 'ℕ', 'P': 'ℙ', 'Q': 'ℚ', 'R': 'ℝ', 'Z': 'ℤ'}},
	"script":        {0x1D49C, 0x1D4B6, 0, map[rune]rune{'B': 'ℬ', 'E': 'ℰ', 'F': 'ℱ', 'H': 'ℋ', 'I': 'ℐ', 'L': 'ℒ', 'M': 'ℳ', 'R': 'ℛ', 'e': 'ℯ', 'g': 'ℊ', 'o': 'ℴ'}},
	"fraktur":       {0x1D504, 0x1D51E, 0, map[rune]rune{'C': 'ℭ', 'H': 'ℌ', 'I': 'ℑ', 'R': 'ℜ', 'Z': 'ℨ'}},
}

// lettersOf returns text in an alphabet, false if it has not all of it.
func lettersOf(alphabet, text string) (string, bool) {
	block := letterBlocks[alphabet]
	var b strings.Builder
	for _, r := range text {
		switch {
		case block.before[r] != 0:
			b.WriteRune(block.before[r])
		case r >= 'A' && r <= 'Z':
			b.WriteRune(block.upper + r - 'A')
		case r >= 'a' && r <= 'z':
			b.WriteRune(block.lower + r - 'a')
		case r >= '0' && r <= '9' && block.digit != 0:
			b.WriteRune(block.digit + r - '0')
		default:
			return "", false
		}
	}
	return b.String(), true
}
