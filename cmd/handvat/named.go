package main

import (
	"cmp"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/handvat/handvat/bot/text"
)

// sayings are what all catalogues say, and what can be typed in any language: each is understood in each.
type sayings struct {
	commands, presses map[string]bool
	texts             map[string]string // by where it stands, as "aid/nl/texts.welcome"
}

// sayingsOf reads what is said.
func sayingsOf(all map[string]text.Texts) sayings {
	s := sayings{commands: map[string]bool{}, presses: map[string]bool{}, texts: map[string]string{}}
	note := func(in map[string]bool, of map[string][]string) {
		for _, ws := range of {
			for _, word := range ws {
				in[word] = true
			}
		}
	}
	for name, catalogue := range all {
		for _, lang := range catalogue.Langs() {
			note(s.commands, catalogue.Common(lang).Commands)
			note(s.presses, catalogue.Common(lang).Presses)
			catalogue.Each(lang, func(at []string, says string) {
				s.texts[name+"/"+lang+"/"+strings.Join(at, ".")] = says
			})
		}
	}
	return s
}

// How a text names a word to type: *so*, or behind a word for typing, until its sentence ends.
var (
	starred = regexp.MustCompile(`\*([^*{}\n]+)\*`)
	toType  = regexp.MustCompile(`(?i)\b(?:typ|type|typt|tippe) [^.!?\n]+`)
)

// stars are the words that a text names as *so*.
func stars(says string) (words []string) {
	for _, m := range starred.FindAllStringSubmatch(says, -1) {
		words = append(words, text.Normal(m[1]))
	}
	return words
}

// unnamed are the faults that a text names a word that was a command and is none now, or only that of a button; or,
// where it is a text of the organisation in the place of one that names more commands, one that never was.
func (s sayings) unnamed(was sayings, dir string, ours map[string]map[string]ownFile) (faults text.Faults) {
	for at, says := range s.texts {
		part := strings.SplitN(at, "/", 3)
		name, lang, key := part[0], part[1], part[2]
		own := ours[lang][name]
		f := text.Fault{File: cmp.Or(own.name, filepath.Join(dir, name, lang+".yaml"))}
		f.Line, f.Col = text.Place(own.data, strings.Split(key, ".")...)
		given := f.Line > 0
		before, known := was.texts[at]
		if !known {
			before = was.texts[name+"/en/"+key]
		}
		old, now := stars(before), stars(says)
		fewer := given && s.count(now) < was.count(old)
		dead := slices.DeleteFunc(append(now, was.typed(says)...), func(word string) bool {
			switch {
			case s.commands[word], given && s.presses[word]:
				return true
			case was.commands[word]:
				return false
			}
			return !fewer || s.presses[word] || slices.Contains(old, word)
		})
		slices.Sort(dead)
		for _, word := range slices.Compact(dead) {
			f.Says = words.Say(func(w *texts) string { return w.Clash.Named.With(key, word) }).In
			faults = append(faults, f)
		}
	}
	sortFaults(faults)
	return faults
}

// count is how many of some words are commands.
func (s sayings) count(words []string) (n int) {
	for _, word := range words {
		if s.commands[word] {
			n++
		}
	}
	return n
}

// typed are the commands that a text names behind a word for typing; not one that is a part of what it names.
func (s sayings) typed(says string) (words []string) {
	for _, part := range toType.FindAllString(says, -1) {
		part = strings.Join(strings.FieldsFunc(part, func(r rune) bool { return !unicode.IsLetter(r) }), " ") + " "
		for _, word := range slices.SortedFunc(maps.Keys(s.commands), longest) {
			if strings.Contains(part, " "+word+" ") {
				words, part = append(words, word), strings.ReplaceAll(part, " "+word+" ", " | ")
			}
		}
	}
	return words
}

// longest puts longer words first.
func longest(a, b string) int { return cmp.Or(len(b)-len(a), cmp.Compare(a, b)) }
