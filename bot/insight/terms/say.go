package terms

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/handvat/handvat/bot/text"
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

// Field is what people call a field of a case, such as "plan, indicator on-time, moment 1, kind" for
// plan.indicators.on-time.moments.1.kind. What is no name of a field stands as it is, behind what it is one of.
func Field(lang, path string) string {
	var b strings.Builder
	names := Words.In(lang).Names
	list := false // the next part says which of a list it is
	for i, part := range strings.Split(path, ".") {
		name, known := names[part]
		switch {
		case list || !known:
			if name, list = part, false; i > 0 {
				b.WriteByte(' ')
			}
		default:
			if list = slices.Contains(lists, part); i > 0 {
				b.WriteString(", ")
			}
		}
		b.WriteString(name)
	}
	return b.String()
}

// figures are the fields of a case that are numbers with decimals.
var figures = []string{"anchoring", "anchoring-hours", "attribution", "confidence", "delivering", "making", "max",
	"mean", "min", "per-unit", "users-time", "value"}

// Value is what people call what is in a field of a case: a phase, a state or a kind by its name, a figure with the
// decimal sign of the language, all else as it is.
func Value(lang, path, value string) string {
	w := Words.In(lang)
	named := map[string]map[string]string{"phase": w.Phases, "category": w.Categories, "response": w.Responses,
		"state": w.States, "kind": w.Kinds, "method": w.Methods, "per": w.Periods,
		"direction": {"up": w.Higher, "down": w.Lower}}
	field := path[strings.LastIndexByte(path, '.')+1:]
	if v, err := strconv.ParseFloat(value, 64); err == nil && slices.Contains(figures, field) {
		return text.In(lang).Figure(v)
	}
	return cmp.Or(named[field][value], value)
}

// lists are the fields of a case that are lists.
var lists = []string{"aids", "changed", "factors", "indicators", "inputs", "intake", "items", "moments",
	"not-in-money", "points", "readings", "reviews", "solutions", "touchpoints"}

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
