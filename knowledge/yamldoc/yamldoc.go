// Package yamldoc parses YAML that people write: the fields of aids, cases and rosters.
// It knows none of them; what a field may hold, and what is told when it does not, is for
// who reads it.
package yamldoc

import (
	"errors"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// Parse is the YAML parser, with a panic in it turned into an error.
func Parse(src []byte) (f *ast.File, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.New("yaml")
		}
	}()
	return parser.ParseBytes(src, 0)
}

// Fields are the keys with their values of a mapping; nil if n is none.
func Fields(n ast.Node) []*ast.MappingValueNode {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}
	}
	return nil
}
