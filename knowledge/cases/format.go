package cases

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/handvat/handvat/knowledge/yamldoc"
)

// Format writes c as the YAML file that [Parse] reads. Who took a role in chat is not
// in it.
func Format(c *Case) ([]byte, error) {
	out, err := yaml.MarshalWithOptions(c, yaml.Indent(2), yaml.IndentSequence(true),
		yaml.CustomMarshaler(func(f float64) ([]byte, error) { return []byte(decimal(f)), nil }))
	if err != nil {
		return nil, fmt.Errorf("cases: format %s: %w", c.ID, err)
	}
	return out, nil
}

// A Difference is one field of a case that differs. Items of lists are called by their
// id, or by their number from 1.
type Difference struct {
	Field    string `json:"field"` // such as "factors.geen-recht.owner"
	From, To string // as in a file; empty if there was or is none
}

// diff returns what must change in a to make it b, in the order of b. Either may be nil.
func diff(a, b *Case) []Difference {
	old, now := flat(a), flat(b)
	var list []Difference
	for _, f := range now.order {
		if old.text[f] != now.text[f] {
			list = append(list, Difference{f, old.text[f], now.text[f]})
		}
	}
	for _, f := range old.order {
		if _, still := now.text[f]; !still {
			list = append(list, Difference{f, old.text[f], ""})
		}
	}
	return list
}

// A flatCase is a case as fields and their texts.
type flatCase struct {
	order []string
	text  map[string]string
}

func flat(c *Case) flatCase {
	f := flatCase{text: make(map[string]string)}
	if c != nil {
		f.add(reflect.ValueOf(*c), "")
	}
	return f
}

func (f *flatCase) add(v reflect.Value, path string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			f.add(v.Elem(), path)
		}
	case reflect.Struct:
		for _, t := range yamldoc.Tags(v.Type()) {
			if inner := v.Field(t.Index); !t.Optional || !inner.IsZero() {
				f.add(inner, strings.TrimPrefix(path+"."+t.Name, "."))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			f.add(v.Index(i), path+"."+label(v.Index(i), i))
		}
	default:
		text := fmt.Sprint(v.Interface())
		if v.Kind() == reflect.Float64 {
			text = decimal(v.Float())
		}
		f.order, f.text[path] = append(f.order, path), text
	}
}

// label is how an item of a list is called: by its id, its date, or its number.
func label(v reflect.Value, i int) string {
	if v.Kind() == reflect.Struct {
		for _, name := range []string{"ID", "Date"} {
			if id := v.FieldByName(name); id.IsValid() && id.String() != "" &&
				(name == "ID" || v.Type() == reflect.TypeFor[Reading]()) {
				return id.String()
			}
		}
	}
	return strconv.Itoa(i + 1)
}
