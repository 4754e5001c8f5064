package markdown

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/warning"
)

// A rule that is declared and not listed could not be switched off by name.
func TestRulesListsAll(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), "check_rules.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	listed := slices.Collect(Rules())
	declared := 0
	ast.Inspect(f, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || !strings.HasPrefix(spec.Names[0].Name, "Rule") {
			return true
		}
		declared++
		name := post.Rule(strings.Trim(spec.Values[0].(*ast.BasicLit).Value, `"`))
		if !slices.Contains(listed, name) {
			t.Errorf("Rules() lacks %s, %q", spec.Names[0].Name, name)
		}
		return true
	})
	if declared != len(listed) {
		t.Errorf("Rules() has %d rules, %d are declared", len(listed), declared)
	}
}

// The rules that the search for warnings reports under are those that are exported.
func TestWarningRules(t *testing.T) {
	for got, want := range map[post.Rule]post.Rule{warning.RulePossible: RulePossibleWarning, warning.RuleUnclosed: RuleUnclosedWarning, warning.RuleUnclosedContainer: RuleUnclosed} {
		if got != want {
			t.Errorf("rule %q, want %q", got, want)
		}
	}
}
