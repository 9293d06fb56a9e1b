package papers

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestTheMapNamesEveryBucket reads the source of the whole program, and holds the data
// map to the buckets that anything is written to: each is named once, and nothing else.
func TestTheMapNamesEveryBucket(t *testing.T) {
	found := map[string][]string{} // bucket → where it is written
	for _, top := range []string{"knowledge", "bot", "cmd", "adapters"} {
		root := filepath.Join("..", "..", "..", top)
		err := filepath.WalkDir(root, func(dir string, e fs.DirEntry, err error) error {
			if err != nil || !e.IsDir() || e.Name() == "testdata" {
				return err
			}
			// Packages for tests have buckets of their own, and the store knows none.
			if strings.HasSuffix(dir, filepath.Join("chat", "conform")) || strings.HasSuffix(dir, filepath.Join("knowledge", "store")) {
				return nil
			}
			for bucket, at := range bucketsIn(t, dir) {
				found[bucket] = append(found[bucket], at)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(found) < 20 {
		t.Fatalf("the test finds only %d buckets", len(found))
	}
	named := map[string]bool{}
	for _, b := range Map {
		if named[b.Bucket] {
			t.Errorf("%s is in the map twice", b.Bucket)
		}
		if named[b.Bucket] = true; found[b.Bucket] == nil {
			t.Errorf("%s is in the map, and nothing writes it", b.Bucket)
		}
		if nl, en := Words.Common("nl").Keeps[b.Bucket], Words.Common("en").Keeps[b.Bucket]; nl == "" || en == "" || nl == en {
			t.Errorf("%s: %q and %q", b.Bucket, nl, en)
		}
	}
	for bucket, at := range found {
		if !named[bucket] {
			t.Errorf("%s, which %s writes, is not in the map: say in Map of which class it is, and in the texts what it holds", bucket, at[0])
		}
	}
}

// bucketsIn finds the buckets of the tables that the Go files in a folder declare, and of what they write with Put,
// PutJSON and Next of a transaction, and where.
func bucketsIn(t *testing.T, dir string) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	var parsed []*ast.File
	texts := map[string]string{} // constants of the package
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		parsed = append(parsed, f)
		ast.Inspect(f, func(n ast.Node) bool {
			if v, ok := n.(*ast.ValueSpec); ok {
				for i, name := range v.Names {
					if i < len(v.Values) {
						if lit, ok := v.Values[i].(*ast.BasicLit); ok && lit.Kind == token.STRING {
							texts[name.Name], _ = strconv.Unquote(lit.Value)
						}
					}
				}
			}
			return true
		})
	}
	found := map[string]string{}
	for _, f := range parsed {
		ast.Inspect(f, func(n ast.Node) bool {
			if kv, ok := n.(*ast.KeyValueExpr); ok {
				name, named := kv.Key.(*ast.Ident)
				if lit, ok := kv.Value.(*ast.BasicLit); ok && named && (name.Name == "Bucket" || name.Name == "Index") {
					bucket, _ := strconv.Unquote(lit.Value)
					found[bucket] = fset.Position(kv.Pos()).String()
				}
			}
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || !slices.Contains([]string{"Put", "PutJSON", "Next"}, sel.Sel.Name) {
				return true
			}
			at := fset.Position(call.Pos()).String()
			switch arg := call.Args[0].(type) {
			case *ast.Ident:
				if text, ok := texts[arg.Name]; ok {
					found[text] = at
				} else if onTx(sel.X) && arg.Name != "bucket" {
					t.Errorf("%s: which bucket is %s?", at, arg.Name)
				}
			case *ast.BasicLit:
				if text, err := strconv.Unquote(arg.Value); err == nil && onTx(sel.X) {
					found[text] = at
				}
			case *ast.SelectorExpr:
				if onTx(sel.X) && arg.Sel.Name != "Bucket" { // of a table
					t.Errorf("%s: which bucket is %s?", at, arg.Sel.Name)
				}
			default:
				if onTx(sel.X) {
					t.Errorf("%s: a bucket that this test cannot read", at)
				}
			}
			return true
		})
	}
	return found
}

// onTx reports whether an expression is named as transactions are here.
func onTx(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.Ident:
		return x.Name == "tx" || x.Name == "Tx"
	case *ast.SelectorExpr:
		return x.Sel.Name == "tx" || x.Sel.Name == "Tx"
	}
	return false
}
