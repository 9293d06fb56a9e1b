package text

import (
	"cmp"
	"embed"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// A Language is how one language writes things. The zero value is not one; see [In].
type Language struct {
	Lang string // BCP 47
	tag  language.Tag
}

//go:embed *.yaml
var files embed.FS

// Facts are what is known of languages.
var Facts = Load[facts](files)

type facts struct {
	Own        string            // name of the language
	Languages  map[string]string // names of those that an organisation may add, and of those there are
	Selves     map[string]string // what those call themselves
	Months     [12]string        // short
	FullMonths [12]string
	Weekdays   [7]string // from Sunday
	Thousands  string
	Point      string
	And        string

	PercentPoints string // what percentages differ by

	Numbers []string          // in letters, from 0
	Labels  map[string]string // of the ids that aids use for roles and processes
	Faults  faults
	System  system
}

// faults are what can be wrong with a catalogue.
type faults struct {
	NoFile      Line1 `args:"file"`
	NotRead     Line1 `args:"why"`
	OtherKind   string
	Empty       Line1 `args:"key"`
	NoOther     Line1 `args:"key"`
	NoPlural    Line3 `args:"key form have"`
	NeedsPlural Line2 `args:"key form"`
	Long        Line3 `args:"key n most"` // a label
	About       Line1 `args:"key"`
	LeavesOut   Line2 `args:"key argument"`
	Strange     Line2 `args:"key argument"`
	OneOnly     Line1 `args:"key"`
	NoKey       Line1 `args:"key"`
	TooMany     Line2 `args:"key n"`
	Choices     Line2 `args:"key keys"`
	NotTyped    Line3 `args:"key word typed"` // a word of a command or a button
}

// In returns a language by its tag, such as "nl" or "en-GB".
func In(lang string) *Language { return &Language{Lang: lang, tag: language.Make(lang)} }

// Own is what a language calls itself, such as "Nederlands".
func Own(lang string) string {
	if slices.Contains(Facts.Langs(), lang) { // where there is no file, In would look for the nearest, which takes long
		if own := Facts.In(lang).Own; lang == "en" || own != Facts.In("en").Own {
			return own
		}
	}
	return cmp.Or(Facts.In("en").Selves[base(lang)], lang)
}

// Name is what another language is called in this one, such as "Engels".
func (l *Language) Name(lang string) string {
	return cmp.Or(Facts.In(l.Lang).Languages[base(lang)], Own(lang))
}

// Named are the languages of which it is known what they are called.
func Named() []string { return slices.Sorted(maps.Keys(Facts.In("en").Languages)) }

// base is a language without its region.
func base(lang string) string {
	b, _ := language.Make(lang).Base()
	return b.String()
}

// Names are what people call a language: first its tag, then what it calls itself and what each of some languages
// calls it. They are as what is typed is compared.
func Names(lang string, in []string) []string {
	names := []string{Normal(lang), Normal(Own(lang))}
	for _, l := range in {
		names = append(names, Normal(In(l).Name(lang)))
	}
	return names
}

// Match returns which of some languages serves somebody who wants one, as BCP 47 tags or a locale of the
// environment; "en" if none does.
func Match(want string, have []string) string {
	slices.Sort(have)
	have = append([]string{"en"}, have...)
	tags := make([]language.Tag, len(have))
	for i, h := range have {
		tags[i] = language.Make(h)
	}
	want, _, _ = strings.Cut(strings.ReplaceAll(want, "_", "-"), ".")
	_, i, sure := language.NewMatcher(tags).Match(language.Make(want))
	if sure == language.No {
		return "en"
	}
	return have[i]
}

// Accepted is the language, of some, that the header Accept-Language of a request asks for first, or else otherwise.
func Accepted(header string, have []string, otherwise string) string {
	best, lang := 0.0, otherwise
	for part := range strings.SplitSeq(header, ",") {
		tag, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		q := 1.0
		if v, ok := strings.CutPrefix(strings.TrimSpace(params), "q="); ok {
			var err error
			if q, err = strconv.ParseFloat(v, 64); err != nil {
				continue
			}
		}
		primary, _, _ := strings.Cut(strings.ToLower(tag), "-")
		if slices.Contains(have, primary) && q > best {
			best, lang = q, primary
		}
	}
	return lang
}

// First puts a language before others, which it may be one of.
func First(lang string, others []string) []string {
	return append([]string{lang}, slices.DeleteFunc(others, func(l string) bool { return l == lang })...)
}

// Date is a day, such as "21 nov 2026".
func (l *Language) Date(t time.Time) string { return l.Short(t) + t.Format(" 2006") }

// Long is a day with its month in full, such as "21 november 2026".
func (l *Language) Long(t time.Time) string {
	return t.Format("2 ") + Facts.In(l.Lang).FullMonths[t.Month()-1] + t.Format(" 2006")
}

// Short is a day without its year, such as "21 nov".
func (l *Language) Short(t time.Time) string {
	return t.Format("2 ") + Facts.In(l.Lang).Months[t.Month()-1]
}

// Weekday is the name of a day of the week.
func (l *Language) Weekday(d time.Weekday) string { return Facts.In(l.Lang).Weekdays[d] }

// Listed puts things after each other: a, b and c.
func (l *Language) Listed(things []string) string {
	n := len(things)
	if n < 2 {
		return strings.Join(things, "")
	}
	return strings.Join(things[:n-1], ", ") + " " + Facts.In(l.Lang).And + " " + things[n-1]
}

// Label is the name of an id that aids use. An id without one is shown as its words: "night-shift" becomes
// "night shift".
func (l *Language) Label(id string) string {
	if label, ok := Facts.In(l.Lang).Labels[id]; ok {
		return label
	}
	return strings.ReplaceAll(id, "-", " ")
}

// Decimal is a number, rounded to at most so many decimals, without zeros at the end.
func (l *Language) Decimal(v float64, decimals int) string {
	p := math.Pow10(decimals)
	if rounded := math.Round(v*p) / p; !math.IsInf(v*p, 0) {
		v = rounded
	}
	return l.Figure(v)
}

// Figure is a number with all its decimals.
func (l *Language) Figure(v float64) string {
	f, digits := Facts.In(l.Lang), strconv.FormatFloat(v, 'f', -1, 64)
	if math.Abs(v) > 1<<53 { // nothing that anyone counts
		digits = strconv.FormatFloat(v, 'g', 2, 64)
	}
	whole, part, _ := strings.Cut(digits, ".")
	whole, negative := strings.CutPrefix(whole, "-")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + f.Thousands + whole[i:]
	}
	if part != "" {
		whole += f.Point + part
	}
	if negative && whole != "0" {
		return "−" + whole
	}
	return whole
}

// Amount is a number with its unit, such as 71%, € 12.50 or 4 days; the unit may be empty.
func (l *Language) Amount(v float64, unit string, decimals int) string {
	n := l.Decimal(v, decimals)
	switch unit = strings.TrimSpace(unit); unit {
	case "", "%":
		return n + unit
	case "€", "$", "£":
		return unit + " " + n
	}
	return n + " " + unit
}

// Difference is how far apart two numbers with a unit are: of percentages in percentage points.
func (l *Language) Difference(v float64, unit string, decimals int) string {
	if slices.Contains([]string{"%", "procent", "percent"}, strings.TrimSpace(unit)) {
		unit = Facts.In(l.Lang).PercentPoints
	}
	return l.Amount(v, unit, decimals)
}

// Spelled is a number in letters if it is a small one, and in digits otherwise.
func (l *Language) Spelled(n int) string {
	if in := Facts.In(l.Lang).Numbers; n >= 0 && n < len(in) {
		return in[n]
	}
	return l.Decimal(float64(n), 0)
}

// forms are the names of plural forms, in the order of [plural.Form].
var forms = []string{"other", "zero", "one", "two", "few", "many"}

// plural is the name of the plural form for a number; "other" if it is none.
func (l *Language) plural(n any) string {
	i, ok := n.(int)
	if !ok {
		return "other"
	}
	return forms[plural.Cardinal.MatchPlural(l.tag, max(i, -i), 0, 0, 0, 0)]
}

// plurals are the names of the plural forms that whole numbers have, of which other is always one.
func (l *Language) plurals() []string {
	have := []string{"other"}
	for n := range 201 {
		if name := l.plural(n); !slices.Contains(have, name) {
			have = append(have, name)
		}
	}
	return have
}

// Normal is how typed words are compared: lower case, without punctuation at the ends, single spaces.
func Normal(s string) string {
	s = strings.ToLower(strings.Join(strings.Fields(s), " "))
	return strings.Trim(s, " .,!?:;\"'’“”()…/")
}

// Capital is s with its first letter in upper case.
func Capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
