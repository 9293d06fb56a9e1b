package text

import (
	"math"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

type said struct {
	Hello string
	Runs  Line2            `args:"theme day"`
	Found Line1            `args:"n"`
	By    map[string]Line1 `args:"name"`
	Steps []string
}

const (
	dutch = "title: Proef\ntexts: {hello: Hoi, runs: '{theme} op {day}', " +
		"found: {one: één ding, other: '{n} dingen'}, by: {a: 'van {name}'}, steps: [a, b]}"
	english = "title: Trial\ntexts: {hello: Hi, runs: 'on {day}: {theme}', " +
		"found: {one: '{n} thing', other: '{n} things'}, by: {a: 'by {name}'}, steps: [a, b]}"
)

func pages(nl, en string) fstest.MapFS {
	return fstest.MapFS{"nl.yaml": {Data: []byte(nl)}, "en.yaml": {Data: []byte(en)}}
}

func TestCatalogue(t *testing.T) {
	c := Load[said](pages(dutch, english))
	if err := c.Check(); err != nil {
		t.Fatal(err)
	}
	nl, en := c.In("nl-BE"), c.In("fr")
	for got, want := range map[string]string{
		nl.Runs.With("rust", "vrijdag"):     "rust op vrijdag",
		en.Runs.With("rest", "Friday"):      "on Friday: rest",
		nl.Found.With(1) + nl.Found.With(2): "één ding2 dingen",
		en.Found.With(0) + en.Found.With(1): "0 things1 thing",
		nl.By["a"].With("Ada") + nl.Hello:   "van AdaHoi",
		en.Runs.With("It is so.", "2 Nov."): "on 2 Nov: It is so.",
		c.Common("nl").Title:                "Proef",
	} {
		if got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

func TestCheckTellsWhatIsWrong(t *testing.T) {
	for wrong, want := range map[string]string{
		strings.Replace(dutch, "hello: Hoi, ", "", 1):      "nl.yaml:2:1: texts.hello is empty",
		strings.Replace(dutch, "{day}", "{dag}", 1):        "leaves out {day}",
		strings.Replace(dutch, "op {day}", "{day} {x}", 1): "says {x}, which is not there",
		strings.Replace(dutch, "hello", "helo", 1):         "nl.yaml:2:9: texts.helo is read by nothing",
		strings.Replace(dutch, "a: 'van", "b: 'van", 1):    "by.b is not in every language",
		strings.Replace(dutch, "one:", "eén:", 1): "texts.found has the form eén, which this language does not have. " +
			"Leave it out; the language has other, one",
		strings.Replace(dutch, "steps: [a, b]", "steps: []", 1): "texts.steps is empty",
	} {
		if err := Load[said](pages(wrong, english)).Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, not %q", err, want)
		}
	}
	if err := Load[said](fstest.MapFS{"en.yaml": {Data: []byte(english)}}).Check(); err == nil {
		t.Error("a catalogue without Dutch is whole")
	}
}

// TestOverrule holds that a file of an organisation changes what it says and nothing else, that a third
// language needs no Go, and that a wrong file changes nothing.
func TestOverrule(t *testing.T) {
	c := Load[said](pages(dutch, english))
	if err := c.Overrule("nl", "nl.yaml", []byte("texts: {hello: Moi}")); err != nil || c.In("nl").Hello != "Moi" ||
		c.In("nl").Steps[1] != "b" {
		t.Errorf("%v: %+v", err, c.In("nl"))
	}
	if err := c.Overrule("de", "de.yaml", []byte("texts: {hello: Guten Tag}")); err != nil ||
		c.In("de-AT").Hello != "Guten Tag" || c.In("de").Found.With(2) != "2 things" {
		t.Errorf("%v: %+v", err, c.In("de"))
	}
	if err := c.Overrule("en", "en.yaml", []byte("texts: {runs: '{theme}'}")); err == nil ||
		c.In("en").Runs.With("a", "b") != "on b: a" {
		t.Errorf("%v: %q", err, c.In("en").Runs.With("a", "b"))
	}
}

// TestOverruleInPart holds that a file which changes some of a map leaves the rest of it, and that what is wrong
// with a file is told at its place.
func TestOverruleInPart(t *testing.T) {
	type one struct{ Name, About string }
	type said struct {
		Words map[string]string
		Ones  map[string]one
		Two   [2]string
		Pick  []Choice
	}
	const whole = "commands: {go: [go]}\ntexts:\n  words: {a: x, b: x}\n  ones: {a: {name: x, about: x}}\n" +
		"  two: [x, x]\n  pick: [{key: a, label: x}]\n"
	c := Load[said](pages(whole, whole))
	if err := c.Check(); err != nil {
		t.Fatal(err)
	}
	if err := c.Overrule("nl", "nl.yaml", []byte("texts: {words: {a: y}, ones: {a: {name: y}}}")); err != nil {
		t.Fatal(err)
	}
	if w := c.In("nl"); w.Words["a"]+w.Words["b"]+w.Ones["a"].Name+w.Ones["a"].About != "yxyx" ||
		c.In("en").Words["a"] != "x" {
		t.Errorf("%+v", w)
	}
	for wrong, want := range map[string]string{
		"texts:\n  words: {a: y, c: y}\n":      "my.yaml:2:17: texts.words.c is read by nothing",
		"commands: {stop: [stop]}\n":           "my.yaml:1:12: commands.stop is read by nothing",
		"texts:\n  words: {a: ''}\n":           "my.yaml:2:11: texts.words.a is empty",
		"texts:\n  wrds: {a: x}\n":             "my.yaml:2:3: texts.wrds is read by nothing",
		"texts: {two: [x]}":                    "my.yaml:1:9: texts.two.1 is empty",
		"texts: {two: [x, x, x]}":              "my.yaml:1:9: texts.two has more than 2",
		"texts: {pick: [{key: b, label: x}]}":  "my.yaml:1:9: texts.pick has other choices, or another order, than: a",
		"texts: [":                             "my.yaml:1:8: This cannot be read: sequence end token ']' not found",
		"texts:\n  words: {a: x}\n  words: {}": "my.yaml:3:3: This cannot be read",
	} {
		if err := c.Overrule("nl", "my.yaml", []byte(wrong)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, not %s", wrong, err, want)
		}
	}
}

func TestLanguage(t *testing.T) {
	if err := Facts.Check(); err != nil {
		t.Fatal(err)
	}
	day := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	if got := In("nl-NL").Date(day) + ", " + In("en").Date(day); got != "1 mrt 2026, 1 Mar 2026" {
		t.Error(got)
	}
	if got := In("nl").Label("night-shift") + In("en").Label("buddy") +
		In("nl").Listed([]string{"a", "b", "c"}); got != "night shiftyour buddya, b en c" {
		t.Error(got)
	}
	if got := Capital("één"); got != "Één" {
		t.Error(got)
	}
}

func TestDecimal(t *testing.T) {
	for _, tt := range []struct {
		v      float64
		digits int
		nl, en string
	}{{0, 2, "0", "0"}, {71.456, 1, "71,5", "71.5"}, {3402, 2, "3.402", "3,402"},
		{-1234567.5, 1, "−1.234.567,5", "−1,234,567.5"}, {-0.001, 1, "0", "0"}, {100, 0, "100", "100"}} {
		if nl, en := In("nl").Decimal(tt.v, tt.digits), In("en").Decimal(tt.v, tt.digits); nl != tt.nl || en != tt.en {
			t.Errorf("%v: %s, %s", tt.v, nl, en)
		}
	}
}

func TestAmount(t *testing.T) {
	for _, c := range []struct {
		v                  float64
		lang, unit, amount string
		decimals           int
	}{
		{70.55, "nl", "%", "70,6%", 1}, {2400, "nl", "€", "€ 2.400", 0}, {12.5, "en", "$", "$ 12.5", 2},
		{4, "nl", "dagen", "4 dagen", 1}, {4, "en", "", "4", 1},
		{4, "en", " days", "4 days", 1}, {math.MaxFloat64, "nl", "", "1,8e+308", 2},
	} {
		if got := In(c.lang).Amount(c.v, c.unit, c.decimals); got != c.amount {
			t.Errorf("%v %s in %s is %q, want %q", c.v, c.unit, c.lang, got, c.amount)
		}
	}
}

// FuzzOverrule holds that no file of an organisation makes the program panic, and that one with a fault changes
// nothing.
func FuzzOverrule(f *testing.F) {
	for _, s := range []string{"texts: {hello: Moi}", "texts: {runs: '{theme}'}", "texts: [", "texts: {by: {b: x}}",
		"a: &a [*a]", "texts: {found: {one: 1}}", "- x"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c := Load[said](pages(dutch, english))
		if err := c.Overrule("nl", "nl.yaml", data); err != nil && (err.Error() == "" || c.In("nl").Hello != "Hoi") {
			t.Errorf("%v: %+v", err, c.In("nl"))
		}
		c.In("nl").Runs.With("a", "b")
	})
}

// TestName holds that a name that does not show as it is, is quoted.
func TestName(t *testing.T) {
	for name, want := range map[string]string{"naam met één spatie.md": "naam met één spatie.md",
		"a\x1b[31mb": `"a\x1b[31mb"`, "b\u202ec": `"b\u202ec"`, "c\nd": `"c\nd"`, "e\xff": `"e\xff"`} {
		if got := Name(name); got != want {
			t.Errorf("%q is %s, want %s", name, got, want)
		}
	}
}
