package terms

import (
	"reflect"
	"testing"

	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/yamldoc"
)

// TestField holds that every field of a case has a name in both languages, and how they read together.
func TestField(t *testing.T) {
	var walk func(reflect.Type)
	walk = func(typ reflect.Type) {
		switch typ.Kind() {
		case reflect.Pointer, reflect.Slice:
			walk(typ.Elem())
		case reflect.Struct:
			for _, f := range yamldoc.Tags(typ) {
				for _, lang := range []string{"nl", "en"} {
					if Words.In(lang).Names[f.Name] == "" {
						t.Errorf("%s has no name in %s", f.Name, lang)
					}
				}
				of := typ.Field(f.Index).Type
				if of == reflect.TypeFor[*float64]() {
					of = of.Elem()
				}
				if of.Kind() == reflect.Float64 && Value("nl", "a."+f.Name, "75.5") != "75,5" {
					t.Errorf("%s has a point in Dutch", f.Name)
				}
				walk(of)
			}
		}
	}
	walk(reflect.TypeFor[cases.Case]())
	for path, want := range map[string]string{
		"plan.indicators.applied.moments.1.kind": "meetplan, indicator applied, meetmoment 1, soort",
		"factors.text.text":                      "factor text, tekst",
		"aids.2":                                 "hulpkaart 2",
		"call-back.goal.current.value":           "call-back, doel, nu, waarde",
		"title":                                  "titel",
	} {
		if got := Field("nl", path); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
}
