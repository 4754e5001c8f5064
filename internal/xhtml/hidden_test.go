package xhtml_test

import (
	"strings"
	"testing"

	"github.com/foreword-go/foreword/internal/xhtml"
)

func TestCleanHidden(t *testing.T) {
	for in, want := range map[string]string{
		`<p>a</p><div hidden><div>no</div>no</div><p>b</p>`:                `<p>a</p><p>b</p>`,
		`<p>a <span style="color:red; Display : None">no</span>b</p>`:      `<p>a b</p>`,
		`<p style='visibility:hidden'>no<p>b</p>`:                          `<p>b</p>`,
		`<p>a</p><template><p>no</p></template>`:                           `<p>a</p>`,
		`<p>a<img hidden src="no.png" alt="no">b</p>`:                      `<p>ab</p>`,
		`<p>a</p><section HIDDEN="hidden">no`:                              `<p>a</p>`,
		`<p hidden="until-found">a</p>`:                                    `<p>a</p>`,
		`<p aria-hidden="true">a</p>`:                                      `<p>a</p>`,
		`<details><summary>s</summary><p>a</p></details>`:                  `<details><summary>s</summary><p>a</p></details>`,
		`<template v-slot:x><p>a</p></template>`:                           `<p>a</p>`,
		`<p>a</p><p hidden>no</p><!-- <div hidden> --><p>the hidden b</p>`: `<p>a</p><p>the hidden b</p>`,
	} {
		if got := xhtml.Clean(in, xhtml.Options{}); strings.TrimSpace(got) != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}
