package text

import (
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Each is every text of the catalogue in a language that is one of its own, with the keys it stands under; of one with
// plurals all of them, on lines of their own. What people type is no text.
func (c *Catalogue[T]) Each(lang string, say func(at []string, says string)) {
	if p := c.all()[lang]; p != nil {
		own := *p
		own.Commands, own.Presses = nil, nil
		each(reflect.ValueOf(&own).Elem(), nil, say)
	}
}

func each(v reflect.Value, at []string, say func(at []string, says string)) {
	if l, ok := v.Addr().Interface().(line); ok {
		say(at, strings.Join(l.all(), "\n"))
		return
	}
	key := func(s string) []string { return append(at[:len(at):len(at)], s) }
	switch v.Kind() {
	case reflect.String:
		say(at, v.String())
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				each(v.Field(i), under(at, f), say)
			}
		}
	case reflect.Map:
		for mapped, val := range v.Seq2() {
			own := reflect.New(val.Type()).Elem()
			own.Set(val)
			each(own, key(mapped.String()), say)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			each(v.Index(i), key(strconv.Itoa(i)), say)
		}
	}
}

// all are the texts, by plural.
func (f *form) all() (texts []string) {
	for _, name := range slices.Sorted(maps.Keys(f.texts)) {
		texts = append(texts, f.texts[name])
	}
	return texts
}
