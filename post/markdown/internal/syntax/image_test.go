package syntax

import "testing"

// What a cheap look at a line refuses, the expressions for pictures refuse too, and
// what it lets through shows that it does look.
func TestMaySpaced(t *testing.T) {
	for line, want := range map[string]bool{
		"![](night boat.jpg)": true, "![boat](a.png =300x200) and more": true, "![boat]( a b.png \"at (night)\" )": true,
		"![boat](a.png \"at (night)\" =30x)": true, "![boat](a.png\t=30%)": true,
		"![boat](https://a.example/boat.png)": false, "![boat][night]": false, "![boat": false, "![": false, "![boat](a": false,
		"![the [old] boat](a b.png)": false, "![boat]()": false,
	} {
		got := maySpaced([]byte(line))
		matches := spacedImage.FindSubmatch([]byte(line)) != nil || sizedImage.FindSubmatch([]byte(line)) != nil
		if got != want || matches != want {
			t.Errorf("maySpaced(%q) = %t and a match %t, want %t", line, got, matches, want)
		}
	}
}

// The same for the lines whose content is indented.
func TestHolds(t *testing.T) {
	for line, want := range map[string]bool{
		"- a": true, "* a": true, "+ a": true, "12. a": true, "3) a": true, ": a": true, "[^1]: a": true, "!!! a": true, "???+ a": true, "=== a": true,
		"-a": false, "12": false, "a - b": false, "> - a": false, "[a]: b": false, "": false, "雨": false,
	} {
		if got := holds([]byte(line)); got != want || holder.Match([]byte(line)) != want {
			t.Errorf("holds(%q) = %t, want %t", line, got, want)
		}
	}
}
