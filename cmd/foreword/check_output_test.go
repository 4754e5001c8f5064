package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

// oddProblems are problems whose files and messages contain what the formats of
// build servers give a meaning.
var oddProblems = post.Problems{
	{Pos: post.Position{File: "posts/a.md", Line: 3, Column: 7}, Severity: post.SeverityWarning, Rule: markdown.RuleUndated, Err: errors.New("date missing")},
	{Pos: post.Position{File: "posts/100%, a: b.md"}, Severity: post.SeverityHint, Rule: markdown.RuleUndated, Key: "date", Err: errors.New("50% of\r\nit: a, b")},
	{Pos: post.Position{File: "文章/灯 %0A::error::x.md", Line: 2}, Severity: post.SeverityFatal, Err: errors.New("::warning file=x::y\n::error::z")},
	{Severity: post.SeverityWarning, Err: errors.New("no file")},
}

// TestSARIF validates logs by the schema of SARIF 2.1.0: that of odd problems, that of a
// run, and that of no problems.
func TestSARIF(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../../.ci/schemas/sarif-2.1.0-rtm.5.json")
	if err != nil {
		t.Fatal(err)
	}
	logs := map[string]*bytes.Buffer{}
	for name, problems := range map[string]post.Problems{"odd": oddProblems, "none": nil} {
		logs[name] = new(bytes.Buffer)
		if err := printJSON(logs[name], sarif(problems)); err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "50% 灯.md"), []byte("# A\n![](b.png)\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	var log, stderr bytes.Buffer
	if code := run(t.Context(), []string{"check", dir, "--format", "sarif"}, strings.NewReader(""), &log, &stderr); code != exitDone {
		t.Fatalf("exit code %d: %s", code, &stderr)
	}
	logs["run"] = &log
	for name, log := range logs {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(log.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if want := `"uri": "%E6%96%87%E7%AB%A0/%E7%81%AF%20%250A::error::x.md"`; !strings.Contains(logs["odd"].String(), want) {
		t.Errorf("no %s in\n%s", want, logs["odd"])
	}
}

// TestGitHubAnnotations reads the annotations back as the runner of GitHub Actions does:
// one command on each line, "::LEVEL NAME=VALUE,...::MESSAGE".
func TestGitHubAnnotations(t *testing.T) {
	var out bytes.Buffer
	if err := printGitHub(&out, oddProblems); err != nil {
		t.Fatal(err)
	}
	message := strings.NewReplacer("%0D", "\r", "%0A", "\n", "%25", "%")
	value := strings.NewReplacer("%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",", "%25", "%")
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if len(lines) != len(oddProblems) {
		t.Fatalf("%d lines of %d problems:\n%s", len(lines), len(oddProblems), &out)
	}
	for i, p := range oddProblems {
		level := map[post.Severity]string{post.SeverityHint: "notice", post.SeverityWarning: "warning", post.SeverityFatal: "error"}[p.Severity]
		command, text, _ := strings.Cut(strings.TrimPrefix(lines[i], "::"), "::")
		name, properties, _ := strings.Cut(command, " ")
		got := map[string]string{}
		for property := range strings.SplitSeq(properties, ",") {
			k, v, _ := strings.Cut(property, "=")
			got[k] = value.Replace(v)
		}
		if name != level || got["file"] != p.Pos.File || got["title"] != string(p.Rule) || message.Replace(text) != problemText(p) {
			t.Errorf("%q is read as %s of %v: %q", lines[i], name, got, message.Replace(text))
		}
	}
}
