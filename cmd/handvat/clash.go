package main

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
)

// A typing is a word that can be typed, by where its catalogue has it: commands or presses, of an act.
type typing struct{ catalogue, field, act, word string }

// verb names what is done who types it, such as aid/browse.
func (t typing) verb() string { return dialog.Verb(t.catalogue, t.act) }

// A clash is a word of a command that stands for something else too, so that one of the two is not understood; for
// nothing else if it is never heard as the word of a command.
type clash struct{ command, other typing }

// clashes are all there are in a language. What has no texts in it is typed in English; words that stand for a button
// are those of all languages.
func clashes(all map[string]text.Texts, lang string) map[clash]bool {
	words := map[string][]typing{}
	note := func(name, field string, of map[string][]string) {
		for act, ws := range of {
			for _, word := range ws {
				words[word] = append(words[word], typing{name, field, act, word})
			}
		}
	}
	for name, catalogue := range all {
		note(name, "commands", catalogue.Common(lang).Commands)
		for _, l := range catalogue.Langs() {
			note(name, "presses", catalogue.Common(l).Presses)
		}
	}
	found := map[clash]bool{}
	for word, ts := range words {
		for _, c := range ts {
			if c.field != "commands" {
				continue
			}
			if dialog.Number(word) >= 0 || dialog.Crisis(word) {
				found[clash{command: c}] = true
			}
			for _, o := range ts {
				if o.verb() < c.verb() || o.field != c.field && o.verb() != c.verb() {
					found[clash{c, o}] = true
				}
			}
		}
	}
	return found
}

// An ownFile is a file of texts of the organisation.
type ownFile struct {
	name string
	data []byte
}

// newClashes are the faults of files of the organisation, by catalogue, that there were not before.
func newClashes(all map[string]text.Texts, lang string, was map[clash]bool, ours map[string]ownFile) text.Faults {
	var faults text.Faults
	for c := range clashes(all, lang) {
		if was[c] {
			continue
		}
		for _, t := range []typing{c.command, c.other} {
			own := ours[t.catalogue]
			common := all[t.catalogue]
			if own.data == nil || common == nil {
				continue
			}
			of := common.Common(lang).Commands
			if t.field == "presses" {
				of = common.Common(lang).Presses
			}
			line, col := text.Place(own.data, t.field, t.act, strconv.Itoa(slices.Index(of[t.act], t.word)))
			if line > 0 {
				says := words.Say(c.says)
				faults = append(faults, text.Fault{File: own.name, Line: line, Col: col, Says: says.In})
				break
			}
		}
	}
	sortFaults(faults)
	return faults
}

func sortFaults(faults text.Faults) {
	slices.SortFunc(faults, func(a, b text.Fault) int {
		return cmp.Or(cmp.Compare(a.File, b.File), a.Line-b.Line, a.Col-b.Col, cmp.Compare(a.Says("en"), b.Says("en")))
	})
}

// says tells what is wrong with it.
func (c clash) says(w *texts) string {
	switch c.other.field {
	case "":
		return w.Clash.Never.With(c.command.word, c.command.verb())
	case "presses":
		return w.Clash.Button.With(c.command.word, c.command.verb(), c.other.verb())
	}
	return w.Clash.OfTwo.With(c.command.word, c.other.verb(), c.command.verb())
}
