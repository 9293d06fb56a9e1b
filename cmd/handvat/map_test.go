package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/skill/campaign"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// TestEverySkillIsWhole holds that nothing is missing of what is declared, of the house itself neither: a guard, words,
// what is in each table and how long it is there.
func TestEverySkillIsWhole(t *testing.T) {
	for _, s := range bot.Declared(skills()) {
		if err := s.Check(); err != nil {
			t.Error(err)
		}
	}
}

// TestWhatChangesIsAudited holds that no act that changes something by a right that not everybody has can be forgotten
// in the audit log: without words for it the skill is not whole, and neither is one with words for an act that only
// looks.
func TestWhatChangesIsAudited(t *testing.T) {
	do := func(*dialog.Turn, string) (chat.Reply, error) { return chat.Reply{}, nil }
	for act, as := range map[string]dialog.Act{"look": dialog.May(people.RunCampaigns, do),
		"pause": dialog.Look(people.RunCampaigns, do), "open": dialog.Mine(do).Audited(people.RunCampaigns)} {
		s := campaign.Skill
		s.Acts = maps.Clone(s.Acts)
		s.Acts[act] = as
		if err := s.Check(); err == nil || !strings.Contains(err.Error(), "act "+act+": what changes something") {
			t.Errorf("%s: %v", act, err)
		}
	}
}

// declared are the buckets of everything that is declared.
func declared(t *testing.T) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	for _, s := range bot.Declared(skills()) {
		for _, table := range s.Tables {
			for _, says := range table.Papers() {
				for _, bucket := range says.Buckets {
					if all[bucket] {
						t.Errorf("%s is declared twice", bucket)
					}
					all[bucket] = true
				}
			}
		}
	}
	return all
}

// TestEveryBucketIsDeclared plays the whole house and holds that each bucket of its store is declared: exported,
// forgotten, pruned and in the papers.
func TestEveryBucketIsDeclared(t *testing.T) {
	x := newTrial(t)
	x.use()
	all := declared(t)
	n := 0
	err := x.House.DB.View(t.Context(), func(tx *store.Tx) error {
		for bucket := range tx.Buckets() {
			if n++; !all[bucket] {
				t.Errorf("%s is in the store, and nobody declares it", bucket)
			}
		}
		return nil
	})
	if err != nil || n < 20 {
		t.Errorf("%d buckets: %v", n, err)
	}
}

// TestWhatIsWrittenIsDeclared reads the source of the whole program, and holds the declarations to the buckets that
// anything is written to: those are declared, and no others.
func TestWhatIsWrittenIsDeclared(t *testing.T) {
	found := map[string][]string{} // bucket → where it is written
	for _, top := range []string{"knowledge", "bot", "cmd", "adapters"} {
		root := filepath.Join("..", "..", top)
		err := filepath.WalkDir(root, func(dir string, e fs.DirEntry, err error) error {
			if err != nil || !e.IsDir() || e.Name() == "testdata" {
				return err
			}
			// Packages for tests have buckets of their own, and the store knows one.
			if strings.HasSuffix(dir, filepath.Join("chat", "conform")) ||
				strings.HasSuffix(dir, filepath.Join("knowledge", "store")) {
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
	all := declared(t)
	for bucket := range all {
		if found[bucket] == nil && bucket != "store.aside" {
			t.Errorf("%s is declared, and nothing writes it", bucket)
		}
	}
	for bucket, at := range found {
		if !all[bucket] {
			t.Errorf("%s, which %s writes, is not declared", bucket, at[0])
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

// TestReadmeHasEveryFolder holds README's table of folders to the tree: each folder with Go in it has a row, or is
// named in the row of the folder that it is in, and each row is of a folder that is there.
func TestReadmeHasEveryFolder(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, below, _ := strings.Cut(string(text), "\n| where | what |\n|---|---|\n")
	table, _, _ := strings.Cut(below, "\n\n")
	quoted := regexp.MustCompile("`([^`]+)`")
	rows := map[string]string{} // folder → what its row says
	for row := range strings.Lines(table) {
		cells := strings.SplitN(row, " | ", 2)
		for _, where := range quoted.FindAllStringSubmatch(cells[0], -1) {
			rows[where[1]] = cells[1]
			if info, err := os.Stat(filepath.Join("..", "..", where[1])); err != nil || !info.IsDir() {
				t.Errorf("README has a row of %s, which is no folder", where[1])
			}
		}
	}
	folders := map[string]bool{}
	err = filepath.WalkDir("../..", func(file string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() && (e.Name() == "testdata" || e.Name() == ".git") {
			return fs.SkipDir
		}
		if filepath.Ext(file) == ".go" {
			folder, _ := filepath.Rel("../..", filepath.Dir(file))
			folders[filepath.ToSlash(folder)] = true
		}
		return err
	})
	if err != nil || len(folders) < 50 || len(rows) < 20 {
		t.Fatalf("%d folders, %d rows: %v", len(folders), len(rows), err)
	}
	for folder := range folders {
		above := folder
		for rows[above] == "" && above != "." {
			above = path.Dir(above)
		}
		if above != folder && !strings.Contains(rows[above], "`"+path.Base(folder)+"`") {
			t.Errorf("README's table of folders lacks %s: give it a row, or name it in that of %s", folder, above)
		}
	}
}
