// Package help is what handvat help says of each command, flag and argument, in the language of who reads.
package help

import (
	"cmp"
	"embed"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// Words are what help says.
var Words = text.Load[texts](files)

type texts struct {
	Handvat string // what the program is for

	// Of is what is said of a command, such as "people import", of a flag, "--data", and of an argument, "<file>". A
	// flag or argument that says something else at a command has that before it: "backup --data".
	Of   map[string]string
	More map[string]string // what a command says of itself below its arguments

	// Names are what stands for what people give: of flags such as FILE, of arguments such as question.
	Names map[string]string
}

// Explain puts what is said of a command, and of all below it, in its place.
func Explain(n *kong.Node, lang string) {
	w := Words.In(lang)
	path := n.Path()
	n.Help, n.Detail = w.Of[path], w.More[path]
	if path == "" {
		n.Help = w.Handvat
	}
	for _, f := range n.Flags {
		f.Help = w.at(path, "--"+f.Name)
	}
	for _, p := range n.Positional {
		p.Help = w.at(path, "<"+p.Name+">")
	}
	for _, below := range n.Children {
		Explain(below, lang)
	}
}

// Name calls what people give to a command, and to all below it, as the language does. Nothing is explained afterwards.
func Name(n *kong.Node, lang string) {
	w := Words.In(lang)
	for _, f := range n.Flags {
		if of := cmp.Or(f.PlaceHolder, strings.ToUpper(f.Tag.TypeName)); !f.HasDefault || f.PlaceHolder != "" {
			names := strings.Split(of, ",")
			for i, name := range names {
				names[i] = cmp.Or(w.Names[name], name)
			}
			f.PlaceHolder = strings.Join(names, ",")
		}
	}
	for _, p := range n.Positional {
		p.Name = cmp.Or(w.Names[p.Name], p.Name)
	}
	for _, below := range n.Children {
		Name(below, lang)
	}
}

// Named is a text of kong in which what people give is called as help does in a language.
func Named(says, lang string) string {
	w := Words.In(lang)
	return given.ReplaceAllStringFunc(says, func(s string) string {
		name := strings.Trim(s, "<=>")
		return strings.Replace(s, name, cmp.Or(w.Names[name], name), 1)
	})
}

// given is how kong calls what people give.
var given = regexp.MustCompile(`<[a-z-]+>|=[A-Z]+`)

// at is what is said of a flag or an argument at a command.
func (w *texts) at(command, name string) string { return cmp.Or(w.Of[command+" "+name], w.Of[name]) }
