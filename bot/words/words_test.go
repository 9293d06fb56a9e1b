package words

import (
	"reflect"
	"regexp"
	"slices"
	"testing"
	"time"
)

var verbs = regexp.MustCompile(`%[a-z%]`)

// TestBothLanguagesSayEverything walks every text of both languages: none is
// empty, and formats take the same arguments.
func TestBothLanguagesSayEverything(t *testing.T) {
	compare(t, "Words", reflect.ValueOf(dutch), reflect.ValueOf(english))
}

func compare(t *testing.T, path string, a, b reflect.Value) {
	t.Helper()
	switch a.Kind() {
	case reflect.String:
		if a.String() == "" || b.String() == "" {
			t.Errorf("%s: nl %q, en %q", path, a, b)
		}
		if va, vb := verbs.FindAllString(a.String(), -1), verbs.FindAllString(b.String(), -1); !slices.Equal(va, vb) {
			t.Errorf("%s takes %v in nl, %v in en", path, va, vb)
		}
	case reflect.Struct:
		for i := range a.NumField() {
			compare(t, path+"."+a.Type().Field(i).Name, a.Field(i), b.Field(i))
		}
	case reflect.Slice, reflect.Array:
		if path[len(path)-1] == ']' { // the words one can type differ in number
			return
		}
		if a.Len() != b.Len() || a.Len() == 0 {
			t.Errorf("%s has %d in nl, %d in en", path, a.Len(), b.Len())
			return
		}
		for i := range a.Len() {
			compare(t, path, a.Index(i), b.Index(i))
		}
	case reflect.Map:
		for _, k := range a.MapKeys() {
			if !b.MapIndex(k).IsValid() {
				t.Errorf("%s[%s] is not in en", path, k)
				continue
			}
			compare(t, path+"["+k.String()+"]", a.MapIndex(k), b.MapIndex(k))
		}
		if a.Len() != b.Len() {
			t.Errorf("%s has %d in nl, %d in en", path, a.Len(), b.Len())
		}
	default:
		t.Errorf("%s is a %s", path, a.Kind())
	}
}

// TestCommandsMeanOneThing holds that no typed command means two commands.
func TestCommandsMeanOneThing(t *testing.T) {
	for _, w := range []*Words{&dutch, &english} {
		seen := map[string]string{}
		for _, list := range w.lists() {
			for verb, ws := range list {
				for _, s := range ws {
					if s != Normal(s) && s != "?" {
						t.Errorf("%s: %q is not as typed words are compared: %q", w.Lang, s, Normal(s))
					}
					if !isCommand(verb) {
						continue
					}
					if other := seen[s]; other != "" {
						t.Errorf("%s: %q means %s and %s", w.Lang, s, verb, other)
					}
					seen[s] = verb
				}
			}
		}
	}
}

func TestLabelAndDate(t *testing.T) {
	day := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	if got := In("nl-NL").Date(day) + ", " + In("en").Date(day); got != "1 mrt 2026, 1 Mar 2026" {
		t.Error(got)
	}
	if got := In("nl").Label("night-shift"); got != "night shift" {
		t.Error(got)
	}
	if got := Capital("één"); got != "Één" {
		t.Error(got)
	}
}

func TestOneAndMany(t *testing.T) {
	for _, w := range []*Words{&dutch, &english} {
		for one, many := range map[string]string{w.Digest.Authors.Expired.Of(1): w.Digest.Authors.Expired.Of(2), w.Checked.Files.Count(1): w.Checked.Files.Count(0)} {
			if one == many || one == "" || many == "" {
				t.Errorf("%s: %q for one, %q for more", w.Lang, one, many)
			}
		}
	}
	if got := dutch.Checked.Errors.Count(1) + ", " + english.Checked.Errors.Count(0); got != "1 fout, 0 errors" {
		t.Error(got)
	}
}

func TestDecimal(t *testing.T) {
	for _, tt := range []struct {
		v      float64
		digits int
		nl, en string
	}{{0, 2, "0", "0"}, {71.456, 1, "71,5", "71.5"}, {3402, 2, "3.402", "3,402"}, {-1234567.5, 1, "−1.234.567,5", "−1,234,567.5"}, {-0.001, 1, "0", "0"}, {100, 0, "100", "100"}} {
		if nl, en := dutch.Decimal(tt.v, tt.digits), english.Decimal(tt.v, tt.digits); nl != tt.nl || en != tt.en {
			t.Errorf("%v: %s, %s", tt.v, nl, en)
		}
	}
}
