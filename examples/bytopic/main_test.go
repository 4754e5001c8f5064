package main

import (
	"bytes"
	"os"
	"testing"
)

func TestList(t *testing.T) {
	var out bytes.Buffer
	if err := list(t.Context(), &out, os.DirFS("../blog/posts"), "suicide"); err != nil {
		t.Fatal(err)
	}
	const want = "night-corridor.md: 转载 - 夜班走廊的第三盏灯 (内容预警: 自杀)\n"
	if got := out.String(); got != want {
		t.Errorf("list = %q, want %q", got, want)
	}
}

func TestUnknownTopic(t *testing.T) {
	var out bytes.Buffer
	if err := list(t.Context(), &out, os.DirFS("../blog/posts"), "weather"); err == nil {
		t.Errorf("list of an unknown topic wrote %q, want an error", out.String())
	}
}
