package text

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
)

// Overrule takes the texts of one file, called name where something is wrong with it. In a language that is new
// to the catalogue, what it leaves out is said in English. Nothing changes if it returns an error. It is for
// before anything is said.
func (c *Catalogue[T]) Overrule(lang, name string, data []byte) error {
	pages := maps.Clone(c.all())
	old := pages[lang]
	if old == nil {
		old = pages["en"]
	}
	p := new(page[T])
	was, own := reflect.ValueOf(old).Elem(), reflect.ValueOf(p).Elem()
	own.Set(deepCopy(was))
	k := checker{file: name, lang: In(lang)}
	if k.decode(data, p) {
		k.merge(was, own, nil)
		k.check(reflect.ValueOf(&p.Texts).Elem(), nil, []string{"texts"})
		k.common(p.Common)
	}
	if len(k.faults) > 0 {
		slices.SortStableFunc(k.faults, func(a, b Fault) int { return cmp.Or(a.Line-b.Line, a.Col-b.Col) })
		return k.faults
	}
	pages[lang] = p
	c.pages.Store(&pages)
	return nil
}

// merge gives a page what a file leaves out of a map that is there, and finds keys that nothing reads.
func (k *checker) merge(was, own reflect.Value, at []string) {
	switch own.Kind() {
	case reflect.Struct:
		for i := range own.NumField() {
			if f := own.Type().Field(i); f.IsExported() {
				k.merge(was.Field(i), own.Field(i), under(at, f))
			}
		}
	case reflect.Map:
		for _, key := range own.MapKeys() {
			if !was.MapIndex(key).IsValid() {
				k.fault(append(at, key.String()), func(w *facts, key string) string { return w.Faults.NoKey.With(key) })
			}
		}
		for key, old := range was.Seq2() {
			val := own.MapIndex(key)
			if val.IsValid() && old.Kind() == reflect.Struct {
				val = filled(old, val)
			} else if !val.IsValid() {
				val = deepCopy(old)
			}
			own.SetMapIndex(key, val)
		}
	case reflect.Slice:
		k.choices(was, own, at)
	}
}

// filled is a struct with what it leaves out of another.
func filled(was, own reflect.Value) reflect.Value {
	out := deepCopy(own)
	for i := range out.NumField() {
		if out.Type().Field(i).IsExported() && out.Field(i).IsZero() {
			out.Field(i).Set(deepCopy(was.Field(i)))
		}
	}
	return out
}

// deepCopy is a value that shares no map or slice with v.
func deepCopy(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				out.Field(i).Set(deepCopy(v.Field(i)))
			}
		}
	case reflect.Map:
		if !v.IsNil() {
			out.Set(reflect.MakeMap(v.Type()))
		}
		for k, val := range v.Seq2() {
			out.SetMapIndex(k, deepCopy(val))
		}
	case reflect.Slice:
		out.Set(reflect.AppendSlice(reflect.MakeSlice(v.Type(), 0, v.Len()), v))
		for i := range v.Len() {
			out.Index(i).Set(deepCopy(v.Index(i)))
		}
	}
	return out
}
