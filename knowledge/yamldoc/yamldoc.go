// Package yamldoc parses YAML that people write: the fields of aids, cases and rosters.
// It knows none of them; what a field may hold, and what is told when it does not, is for
// who reads it.
package yamldoc

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
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

// Syntax is where and why [Parse] stopped: a line and a column in characters from 1, and
// what the parser says in English, or "?".
func Syntax(err error) (line, col int, why string) {
	var syntax *yaml.SyntaxError
	if !errors.As(err, &syntax) {
		return 1, 1, "?"
	}
	if t := syntax.Token; t != nil && t.Position != nil {
		return max(1, t.Position.Line), max(1, t.Position.Column), syntax.Message
	}
	return 1, 1, syntax.Message
}

// Place is where n stands in the text it was parsed from: a line and a column in characters
// from 1. A mapping over several lines stands at its first key.
func Place(n ast.Node) (line, col int) {
	if m, ok := n.(*ast.MappingNode); ok && !m.IsFlowStyle && len(m.Values) > 0 {
		n = m.Values[0].Key
	}
	if t := n.GetToken(); t != nil && t.Position != nil {
		return max(1, t.Position.Line), max(1, t.Position.Column)
	}
	return 1, 1
}

// A Fault is why a value is not what its field takes, in Dutch and in English.
type Fault struct{ Code, NL, EN string }

// Scalar is the text of a single value, on one line; empty if there is none. The fault is
// nil, or says what else the value of the field is: several values, or an anchor, alias or
// tag, which are refused so that nothing can grow larger than it is written.
func Scalar(n ast.Node, field string) (text string, fault *Fault) {
	switch n := n.(type) {
	case *ast.StringNode:
		return oneLine(n.Value), nil
	case *ast.LiteralNode:
		return oneLine(n.Value.Value), nil
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return oneLine(n.GetToken().Value), nil
	case *ast.NullNode:
		return "", nil
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode, *ast.MergeKeyNode:
		return "", &Fault{"yaml-alias", "Verwijzingen en tags met &, * of ! kunnen hier niet. Schrijf de tekst uit, tussen aanhalingstekens", "References and tags with &, * or ! cannot be used here. Write the text out, between quotes"}
	case *ast.MappingNode, *ast.MappingValueNode:
		return "", &Fault{"needs-quotes", fmt.Sprintf("Bij %s staat een dubbele punt in de tekst. Zet de tekst tussen aanhalingstekens", field), fmt.Sprintf("The text at %s holds a colon. Put the text between quotes", field)}
	}
	return "", &Fault{"not-one-value", fmt.Sprintf("Bij %s hoort één waarde", field), fmt.Sprintf("%s takes one value", field)}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
