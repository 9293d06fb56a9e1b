package main

import (
	"cmp"
	"testing"

	"github.com/alecthomas/kong"

	"github.com/handvat/handvat/cmd/handvat/help"
)

// TestHelps holds that help says something of every command, flag and argument in both languages, and that it has
// nothing to say that is never said.
func TestHelps(t *testing.T) {
	parser, err := kong.New(&commands{}, kong.Name("handvat"))
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"nl", "en"} {
		w, said := help.Words.In(lang), map[string]bool{}
		help.Explain(parser.Model.Node, lang)
		says := func(command, of, says string) {
			at := command + " " + of
			if w.Of[at] == "" {
				at = of
			}
			if said[at] = true; says == "" || says != w.Of[at] {
				t.Errorf("%s: of %s %s help says %q", lang, command, of, says)
			}
		}
		var walk func(*kong.Node)
		walk = func(n *kong.Node) {
			path := n.Path()
			if path != "" {
				says("", path, n.Help)
			}
			for _, f := range n.Flags {
				says(path, "--"+f.Name, f.Help)
			}
			for _, p := range n.Positional {
				says(path, "<"+p.Name+">", p.Help)
			}
			if w.More[path] != n.Detail {
				t.Errorf("%s: more of %s is %q", lang, path, n.Detail)
			}
			for _, below := range n.Children {
				walk(below)
			}
		}
		walk(parser.Model.Node)
		for of := range w.Of {
			if !said[of] {
				t.Errorf("%s: %s is never said", lang, of)
			}
		}
		if cmp.Or(w.Handvat, parser.Model.Help) != parser.Model.Help {
			t.Errorf("%s: of itself help says %q", lang, parser.Model.Help)
		}
	}
}
