package text

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxLabel is the most characters of a label, of a button or of a choice: Slack shows no more.
const MaxLabel = 75

// Labels, as a field _ of a struct of texts, says in its tag which of them are labels.
//
//	_ text.Labels `of:"Send Drop"`
type Labels struct{}

// labels finds labels that are too long, among the texts of a struct.
func (k *checker) labels(v reflect.Value, at []string) {
	for i := range v.NumField() {
		for _, name := range strings.Fields(v.Type().Field(i).Tag.Get("of")) {
			if f, ok := v.Type().FieldByName(name); ok {
				k.label(v.FieldByIndex(f.Index), under(at, f))
			}
		}
	}
}

// label finds that a label is too long, or one of several.
func (k *checker) label(v reflect.Value, at []string) {
	switch in := v.Interface().(type) {
	case string:
		k.long(at, in)
	case map[string]string:
		for key, label := range in {
			k.long(append(at[:len(at):len(at)], key), label)
		}
	default:
		if l, ok := v.Addr().Interface().(line); ok {
			k.long(at, l.bare()...)
		}
	}
}

// long finds that the longest of the texts that a label may be is too long.
func (k *checker) long(at []string, texts ...string) {
	n := 0
	for _, text := range texts {
		n = max(n, utf8.RuneCountInString(text))
	}
	if n > MaxLabel {
		k.fault(at, func(w *facts, key string) string { return w.Faults.Long.With(key, n, MaxLabel) })
	}
}

// empty tells that a text is.
func (k *checker) empty(at ...string) {
	k.fault(at, func(w *facts, key string) string { return w.Faults.Empty.With(key) })
}

// blank reports whether nobody sees anything of a text.
func blank(s string) bool { return strings.TrimSpace(s) == "" }

// common finds what is wrong with what a file tells of a skill.
func (k *checker) common(c Common) {
	if blank(c.Title) && c.Title != "" {
		k.empty("title")
	}
	for field, all := range map[string]map[string]string{"about": c.About, "changes": c.Changes, "keeps": c.Keeps,
		"titles": c.Titles} {
		for key, says := range all {
			if blank(says) {
				k.empty(field, key)
			}
		}
	}
	for act, says := range c.About {
		k.about(act, says)
	}
	k.words("commands", c.Commands)
	k.words("presses", c.Presses)
	for act, ws := range c.Commands {
		if len(ws) > 0 { // help shows the first, and a button does
			k.long([]string{"commands", act, "0"}, ws[0])
		}
	}
}

// about finds that what help tells of a command does not go on after a colon, or cannot be made a sentence of. In a
// language of others it may well begin with a capital, as a noun does in German.
func (k *checker) about(act, says string) {
	first, _ := utf8.DecodeRuneInString(says)
	if unicode.IsUpper(first) && slices.Contains(must, k.lang.Lang) || says != strings.TrimRight(says, ".:") {
		k.fault([]string{"about", act}, func(w *facts, key string) string { return w.Faults.About.With(key) })
	}
}

// words finds words that are never what was typed, as [Normal] makes that, and what has none.
func (k *checker) words(field string, all map[string][]string) {
	for act, ws := range all {
		if len(ws) == 0 {
			k.empty(field, act)
		}
		for i, word := range ws {
			at := []string{field, act, strconv.Itoa(i)}
			switch typed := Normal(word); {
			case typed == "" && word != "?":
				k.empty(at...)
			case typed != word && typed != "":
				k.fault(at, func(w *facts, key string) string { return w.Faults.NotTyped.With(key, word, typed) })
			}
		}
	}
}

// Place is where something stands under some keys in a file that [Catalogue.Overrule] took; 0 if it does not.
func Place(data []byte, at ...string) (line, col int) {
	var k checker
	if err := k.parse(data); err != nil {
		return 0, 0
	}
	for n, i := k.root, 0; i < len(at); i++ {
		if n, _ = child(n, at[i]); n == nil {
			return 0, 0
		}
	}
	return k.place(at)
}
