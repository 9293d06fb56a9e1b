package terms

import (
	"slices"
	"strings"
)

// Need says what is missing: by its code, and what it is of, if that is not the case.
func Need(lang, code, of string) string {
	w := Words.In(lang)
	if of == "" {
		return w.Needs[code]
	}
	return w.NeedOf.With(w.Needs[code], of)
}

// Parts says which parts of a case these fields are in, each once.
func Parts(lang string, fields []string) string {
	var parts []string
	w := Words.In(lang)
	for _, f := range fields {
		field, _, _ := strings.Cut(f, ".")
		part, ok := w.Parts[field]
		if !ok {
			part = w.Parts[""]
		}
		if !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

// Delivered says how many of a case's solutions are in use, and which kinds of support nobody takes care of yet;
// nothing if there is nothing to say.
func Delivered(lang string, n, of int, empty []string) string {
	var says, kinds []string
	w := Words.In(lang)
	if of > 0 {
		says = append(says, w.InUse.With(n, of))
	}
	for _, k := range empty {
		kinds = append(kinds, w.Kinds[k])
	}
	if len(kinds) > 0 {
		says = append(says, w.NoSupport.With(strings.Join(kinds, ", ")))
	}
	return strings.Join(says, "; ")
}
