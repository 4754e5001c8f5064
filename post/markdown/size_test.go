package markdown

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A function longer or with more branches than this does more than one thing.
const (
	functionLines    = 60
	functionBranches = 25
	fileLines        = 500
)

// TestSize holds the functions and files of this package and of those in it to their bounds.
func TestSize(t *testing.T) {
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if n := strings.Count(string(src), "\n"); n > fileLines {
			t.Errorf("%s has %d lines, want at most %d", name, n, fileLines)
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			lines, branches := fset.Position(fn.End()).Line-fset.Position(fn.Pos()).Line+1, branches(fn)
			if lines <= functionLines && branches <= functionBranches {
				continue
			}
			t.Errorf("%s: %s has %d lines and a complexity of %d, want at most %d and %d", name, fn.Name.Name, lines, branches, functionLines, functionBranches)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// branches returns the cyclomatic complexity of a function: one, and one for each decision.
func branches(fn *ast.FuncDecl) int {
	n := 1
	ast.Inspect(fn, func(x ast.Node) bool {
		switch x := x.(type) {
		case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt:
			n++
		case *ast.CaseClause:
			if x.List != nil {
				n++
			}
		case *ast.CommClause:
			if x.Comm != nil {
				n++
			}
		case *ast.BinaryExpr:
			if x.Op == token.LAND || x.Op == token.LOR {
				n++
			}
		}
		return true
	})
	return n
}
