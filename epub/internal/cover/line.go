package cover

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// notFirst and notLast are what no line begins or ends with (kinsoku shori;
// W3C Requirements for Japanese Text Layout, section 3.1.7, and for Chinese,
// section 3.1.3).
const (
	notFirst = "、。，．：；？！,.:;?!’”」』）〕】》〉)]}…—～·・ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々％%℃°"
	notLast  = "‘“「『（〔【《〈([{"
)

// The price of a line break, in squares of the width of a character: a break at
// price 4 is as bad as a line that is two characters too short.
const (
	free    = 0  // between words, after marks
	cheap   = 1  // where the script changes
	fair    = 8  // between Chinese characters
	dear    = 12 // before a particle, inside a run of kana
	dearest = 25 // inside a word of katakana, before the ending of a word
	lonely  = 99 // a line of one character
)

// isLone reports whether a line holds one character, marks aside.
func isLone(line string) bool {
	n := 0
	for _, r := range line {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n < 2
}

// A piece is text that no line break may divide, such as a word with the space
// after it, a number with its unit, or a CJK character with the marks that
// cling to it.
type piece struct {
	text  string
	price float64 // of a line break after it
}

// noBreak is a space at which no line ends.
const noBreak = "\u00a0"

// KeepName returns the name of a person so that no line ends inside it, unless
// it is too long for one.
func KeepName(name string) string {
	const longest = 24 // characters
	if utf8.RuneCountInString(name) > longest {
		return name
	}
	return strings.ReplaceAll(name, " ", noBreak)
}

func pieces(text string) (all []piece) {
	runes := []rune(text)
	start := 0
	for i := 1; i < len(runes); i++ {
		if may, price := breakAt(runes, i); may {
			all = append(all, piece{strings.ReplaceAll(string(runes[start:i]), noBreak, " "), price})
			start = i
		}
	}
	if start < len(runes) {
		all = append(all, piece{text: strings.ReplaceAll(string(runes[start:]), noBreak, " ")})
	}
	return all
}

// breakAt reports whether a line may end before runes[i], 0 < i, and at what
// price. Chinese and Japanese have no spaces: where their words end is guessed
// from particles, and from the script.
func breakAt(runes []rune, i int) (may bool, price float64) {
	prev, next := runes[i-1], runes[i]
	switch {
	case next == ' ', strings.ContainsRune(notFirst, next), strings.ContainsRune(notLast, prev):
		return false, 0
	case prev == ' ':
		// "3.5 MB", "100 米": a number and what it counts.
		if i >= 2 && unicode.IsDigit(runes[i-2]) && isUnit(runes[i:]) {
			return false, 0
		}
		return true, free
	case prev == '-', prev == '—', prev == '…', isMark(prev):
		return true, free
	case prev == '第' && unicode.IsDigit(next), unicode.IsDigit(prev) && isIdeograph(next):
		return false, 0
	case !isIdeograph(prev) && !isIdeograph(next):
		return false, 0
	case strings.ContainsRune("的了着们吗呢吧啊", next):
		return true, dear
	case strings.ContainsRune("的了着们吗呢吧", prev) && unicode.Is(unicode.Han, next):
		return true, cheap
	case prev >= 0x2e80 && strings.Contains(words, string([]rune{prev, next})):
		return true, dearest
	}
	p, n := scriptOf(prev), scriptOf(next)
	switch {
	case p == katakana && n == katakana:
		return true, dearest
	case p == han && n == hiragana:
		return true, dearest
	case p == hiragana && n == hiragana, p == katakana && n == hiragana:
		return true, dear
	case p != n || isMark(next):
		return true, cheap
	}
	return true, fair
}

// words are words of two characters that are frequent in the titles of
// articles, in Chinese or Japanese. The next word begins after a space, so no
// pair spans two of them.
const words = "一个 一些 一年 一次 不是 世界 中国 为何 为什 什么 他们 代码 优化 使用 倾向 入门 关于 内容 函数 分享 分析 初探 别人 前端 后端 商品 问题 " +
	"回忆 回顾 团队 图片 基础 处理 大学 天气 女性 如何 学习 安全 安装 实战 实现 实践 客户 家庭 对象 小说 工作 工具 平台 年度 年终 应用 开发 开始 " +
	"心得 必须 性别 性能 总结 我们 手册 技术 技巧 指南 接口 推荐 故事 数据 整理 文章 文件 方法 方案 时间 智能 最后 服务 机器 架构 框架 模型 模式 " +
	"比较 没有 测试 源码 演示 爱情 现在 理解 生命 生活 电脑 男性 目录 社区 科学 程序 笔记 算法 管理 系统 经验 综述 网站 网络 翻译 自己 解决 " +
	"解析 计算 记录 设计 访问 词典 评论 语言 说明 读书 调用 跨性 这个 这些 进阶 迁移 过程 还是 运行 选择 通过 配置 部署 随笔 面试 项目 验证 " +
	"日本 東京 学園 時間 公開 開発 方法 名前 空間 問題 記事 中央 病院 電子 書籍 安定 改善 設計 実装 入門 環境 構築 管理 利用 紹介 参加 発表 翻訳"

// isUnit reports whether text begins with a short word, such as "MB" or "ms",
// or a CJK character.
func isUnit(text []rune) bool {
	if isIdeograph(text[0]) {
		return true
	}
	n := 0
	for n < len(text) && (unicode.IsLetter(text[n]) || text[n] == '%' || text[n] == '°') && !isIdeograph(text[n]) {
		n++
	}
	return n > 0 && n <= 3
}

const (
	other = iota
	han
	hiragana
	katakana
)

func scriptOf(r rune) int {
	switch {
	case unicode.Is(unicode.Han, r):
		return han
	case unicode.Is(unicode.Hiragana, r):
		return hiragana
	case unicode.Is(unicode.Katakana, r), r == 'ー':
		return katakana
	}
	return other
}

// isMark reports whether r is a full-width or CJK mark, or a quotation mark.
func isMark(r rune) bool {
	return r >= 0x3000 && r <= 0x303f && r != '々' || r >= 0xff01 && r <= 0xff60 && !unicode.IsLetter(r) && !unicode.IsDigit(r) ||
		strings.ContainsRune("‘’“”", r)
}

// isIdeograph reports whether lines break at either side of r. Korean breaks
// at its spaces.
func isIdeograph(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r <= 0x303f || r >= 0xff01 && r <= 0xff60
}

// wrap breaks text into lines of at most width pixels: as few as can be, about
// as long as each other, with breaks where a reader would pause. The price is
// that of the breaks.
func (f *font) wrap(text string, step, width int) (lines []string, price float64) {
	lines = f.greedy(text, step, width)
	if len(lines) < 2 || len(lines) > 8 || f.breaksWord(text, step, width) {
		return lines, 0
	}
	return f.balanced(pieces(text), len(lines), step, width)
}

// balanced sets pieces in n lines at the lowest price: that of the breaks, and
// the squares of what is left free in each line. Greedy lines have shown that
// they fit.
func (f *font) balanced(all []piece, n, step, width int) (lines []string, price float64) {
	lineOf := func(from, to int) string {
		var b strings.Builder
		for _, p := range all[from:to] {
			b.WriteString(p.text)
		}
		return strings.TrimSpace(b.String())
	}
	// best[k][i] is the price of pieces up to i in k lines, from[k][i] where
	// the last of them begins.
	best, from := make([][]float64, n+1), make([][]int, n+1)
	for k := range best {
		best[k], from[k] = make([]float64, len(all)+1), make([]int, len(all)+1)
		for i := range best[k] {
			best[k][i] = math.Inf(1)
		}
	}
	best[0][0] = 0
	for i := 1; i <= len(all); i++ {
		for j := i - 1; j >= 0; j-- {
			w := f.width(lineOf(j, i), step)
			if w > width {
				break
			}
			left := float64(width-w) / float64(em*step)
			price := left * left
			if n > 1 && isLone(lineOf(j, i)) {
				price += lonely
			}
			if i < len(all) {
				price += all[i-1].price
			}
			for k := 1; k <= n; k++ {
				if sum := best[k-1][j] + price; sum < best[k][i] {
					best[k][i], from[k][i] = sum, j
				}
			}
		}
	}
	lines = make([]string, n)
	for k, i := n, len(all); k > 0; k-- {
		j := from[k][i]
		lines[k-1] = lineOf(j, i)
		if i = j; i > 0 {
			price += all[i-1].price
		}
	}
	return lines, price
}

func (f *font) greedy(text string, step, width int) (lines []string) {
	line := ""
	flush := func() {
		if s := strings.TrimSpace(line); s != "" {
			lines = append(lines, s)
		}
		line = ""
	}
	for _, p := range pieces(text) {
		word := p.text
		if f.width(strings.TrimRight(line+word, " "), step) > width {
			flush()
		}
		for f.width(strings.TrimRight(word, " "), step) > width { // longer than a line
			n := 0
			for n < len(word) {
				_, size := utf8.DecodeRuneInString(word[n:])
				if n > 0 && f.width(word[:n+size], step) > width {
					break
				}
				n += size
			}
			if n == len(word) {
				break
			}
			lines = append(lines, word[:n])
			word = word[n:]
		}
		line += word
	}
	flush()
	return lines
}

// breaksWord reports whether a piece of text is longer than a line.
func (f *font) breaksWord(text string, step, width int) bool {
	for _, p := range pieces(text) {
		if f.width(strings.TrimRight(p.text, " "), step) > width {
			return true
		}
	}
	return false
}

// cut ends a line with an ellipsis.
func (f *font) cut(line string, step, width int) string {
	const ellipsis = "…"
	for line != "" && f.width(line+ellipsis, step) > width {
		_, size := utf8.DecodeLastRuneInString(line)
		line = strings.TrimRight(line[:len(line)-size], " ")
	}
	return line + ellipsis
}
