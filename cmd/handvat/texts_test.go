package main

import (
	"bytes"
	"go/ast"
	"go/types"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/go/packages"
)

// TestCataloguesAreWhole holds that every text is there in both languages with the same arguments, and that no
// catalogue of the program is left out: each package that loads one is found by reading the source.
func TestCataloguesAreWhole(t *testing.T) {
	all := catalogues()
	for name, c := range all {
		if err := c.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for dir := range loads(t) {
		file, err := os.ReadFile(filepath.Join(dir, "nl.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		found := ""
		for name, c := range all {
			if bytes.Equal(c.File("nl"), file) {
				found = name
			}
		}
		if folder := filepath.Base(dir); found == "" {
			t.Errorf("%s: its catalogue is not in catalogues()", dir)
		} else if found != folder && found != "synonyms" {
			t.Errorf("%s: its catalogue is called %s", dir, found)
		}
	}
}

// TestNoTextIsUnused holds that code or a page reads every field of every catalogue.
func TestNoTextIsUnused(t *testing.T) {
	used := map[*types.Var]bool{}
	fields := loads(t)
	for _, p := range parsed(t) {
		for _, sel := range p.TypesInfo.Selections {
			if v, ok := sel.Obj().(*types.Var); ok {
				used[v] = true
			}
		}
	}
	if len(fields) < 30 {
		t.Fatalf("the test finds only %d catalogues", len(fields))
	}
	for dir, texts := range fields {
		pages := pagesIn(t, dir)
		for _, f := range texts {
			if !used[f] && !pages[f.Name()] && f.Name() != "_" {
				t.Errorf("%s: nothing reads %s of its texts: remove it", dir, f.Name())
			}
		}
	}
}

// TestLabelsAreNamed holds that each text that goes on a button is among the labels that its struct names, so that one
// that does not fit is told of.
func TestLabelsAreNamed(t *testing.T) {
	named, fields := map[*types.Var]bool{}, map[*types.Var]bool{}
	for _, of := range loads(t) {
		for _, f := range of {
			fields[f] = true
		}
	}
	for _, p := range parsed(t) {
		for _, tv := range p.TypesInfo.Types {
			st, ok := tv.Type.(*types.Struct)
			for i := 0; ok && i < st.NumFields(); i++ {
				labels := strings.Fields(reflect.StructTag(st.Tag(i)).Get("of"))
				for f := range st.Fields() {
					named[f] = named[f] || slices.Contains(labels, f.Name())
				}
			}
		}
	}
	seen := 0
	for _, p := range parsed(t) {
		for _, file := range p.Syntax {
			for n := range ast.Preorder(file) {
				call, ok := n.(*ast.CallExpr)
				if !ok || len(call.Args) != 2 || !strings.HasSuffix(p.TypesInfo.TypeOf(call).String(), "chat.Button") {
					continue
				}
				label := call.Args[0]
				if with, ok := label.(*ast.CallExpr); ok {
					if fun, ok := with.Fun.(*ast.SelectorExpr); ok {
						label = fun.X
					}
				}
				sel, ok := label.(*ast.SelectorExpr)
				if !ok {
					continue
				}
				if f, ok := p.TypesInfo.ObjectOf(sel.Sel).(*types.Var); ok && fields[f] {
					if seen++; !named[f] {
						t.Errorf("%s: %s is a label, and is not named as one", p.Fset.Position(call.Pos()), f.Name())
					}
				}
			}
		}
	}
	if seen < 200 {
		t.Errorf("the test finds only %d labels", seen)
	}
}

// parsed is the program, all that it is made of, parsed and checked.
func parsed(t *testing.T) []*packages.Package {
	t.Helper()
	loaded, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}

var load = sync.OnceValues(func() ([]*packages.Package, error) {
	return packages.Load(&packages.Config{Mode: packages.LoadSyntax}, mod+"...")
})

// loads are the fields of all catalogues, by the folder that loads them.
func loads(t *testing.T) map[string][]*types.Var {
	t.Helper()
	found := map[string][]*types.Var{}
	for _, p := range parsed(t) {
		for _, err := range p.Errors {
			t.Fatal(err)
		}
		for id, inst := range p.TypesInfo.Instances {
			if obj := p.TypesInfo.Uses[id]; obj.Name() != "Load" || obj.Pkg().Path() != mod+"bot/text" {
				continue
			}
			dir := filepath.Dir(p.GoFiles[0])
			found[dir] = append(found[dir], fieldsOf(inst.TypeArgs.At(0), map[types.Type]bool{})...)
		}
	}
	return found
}

// fieldsOf are the fields of a type of texts, and of those within it.
func fieldsOf(of types.Type, seen map[types.Type]bool) (all []*types.Var) {
	if n, ok := of.(*types.Named); ok && (seen[n] || n.Obj().Pkg().Path() == mod+"bot/text" && n.Obj().Exported()) {
		return nil // a line is one text
	}
	seen[of] = true
	switch u := of.Underlying().(type) {
	case *types.Struct:
		for f := range u.Fields() {
			all = append(append(all, f), fieldsOf(f.Type(), seen)...)
		}
	case interface{ Elem() types.Type }: // a map, a slice, an array
		return fieldsOf(u.Elem(), seen)
	}
	return all
}

var onPage = regexp.MustCompile(`\.([A-Z]\w*)`)

// pagesIn are the names that HTML templates in a folder, or in one below it, read.
func pagesIn(t *testing.T, dir string) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	for _, at := range []string{"*.html", "*/*.html"} {
		pages, err := filepath.Glob(filepath.Join(dir, at))
		if err != nil {
			t.Fatal(err)
		}
		for _, page := range pages {
			src, err := os.ReadFile(page)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range onPage.FindAllSubmatch(src, -1) {
				names[string(m[1])] = true
			}
		}
	}
	return names
}
