package table

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/handvat/handvat/bot/text"
)

// A Fault is why a text is not what it should be.
type Fault struct {
	Code string
	Says text.Said
}

// The codes of what can be wrong with a number.
const (
	NotNumber = "not-a-number"
	Ambiguous = "ambiguous-number"
)

// Number reads the cell as a number, and reports whether a percent sign follows it.
func (c Cell) Number() (v float64, percent bool, fault *Fault) { return Number(c.Text, c.decimal) }

var (
	money    = regexp.MustCompile(`^([-+]?)(?:€|\$|£|EUR )?\s*([-+]?.*?)(,-{1,2})?$`)
	exponent = regexp.MustCompile(`^[0-9]+([.,][0-9]+)?[eE][-+]?[0-9]+$`)
	spaced   = regexp.MustCompile(`^[0-9]{1,3}(?:([ \x{a0}\x{2007}\x{2009}\x{202f}'’])[0-9]{3})+([.,][0-9]+)?$`)
	padded   = regexp.MustCompile(`^0[0-9]+[.,]`) // a slip: 01.250 is neither 1.25 nor 1250
	digits   = regexp.MustCompile(`^[0-9]*[.,]?[0-9]*$`)
	// Groups of three, with at most one decimal sign of the other kind.
	pointGroups = regexp.MustCompile(`^[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?$`)
	commaGroups = regexp.MustCompile(`^[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$`)
	// A slip, of a group of three or of nothing: 12500 and 1.25 are both near 1.2500.
	slipped   = regexp.MustCompile(`^[0-9]{1,3}[.,](?:[0-9]{4}|[0-9]{4,}0)$`)
	slipped00 = regexp.MustCompile(`^[0-9]{1,3}[.,][0-9]{2,}00$`)
)

// Number reads a number as people write it: "71", "71.5", "71,5", "1.250.000", "1,250.5",
// "1 250", "€ 1.250,-", "71%", of which percent is true. Decimal is the sign that is known to
// stand before decimals where s comes from, '.' or ','; 0 if neither is known. What can be
// read in two ways, such as "1.250" or "1.2500" where a point is not known to be the decimal sign, is
// refused with the code [Ambiguous], everything else that is no number with [NotNumber].
func Number(s string, decimal rune) (v float64, percent bool, fault *Fault) {
	text := strings.ReplaceAll(strings.TrimSpace(s), "−", "-")
	text, percent = strings.CutSuffix(text, "%")
	m := money.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil || m[1] != "" && strings.ContainsAny(m[2], "-+") {
		return 0, false, notNumber(s)
	}
	sign, num := m[1], m[2]
	if sign == "" && num != "" && strings.ContainsRune("-+", rune(num[0])) {
		sign, num = num[:1], num[1:]
	}
	switch g := spaced.FindStringSubmatch(num); {
	case m[3] != "" && pointGroups.MatchString(num):
		num = strings.ReplaceAll(num, ".", "")
	case g != nil:
		num = strings.ReplaceAll(num, g[1], "")
	case exponent.MatchString(num):
	case pointGroups.MatchString(num) && (strings.Count(num, ".") > 1 || strings.Contains(num, ",")):
		num = strings.ReplaceAll(num, ".", "")
	case commaGroups.MatchString(num) && (strings.Count(num, ",") > 1 || strings.Contains(num, ".")):
		num = strings.ReplaceAll(num, ",", "")
	case !digits.MatchString(num) || strings.Trim(num, ".,") == "":
		return 0, false, notNumber(s)
	case padded.MatchString(num):
		return 0, false, notNumber(s)
	case num[0] == '0':
	case pointGroups.MatchString(num) && decimal != '.', commaGroups.MatchString(num) && decimal != ',':
		return 0, false, ambiguous(s, num, decimal)
	case decimal == 0 && slipped00.MatchString(num),
		decimal != 0 && !strings.ContainsRune(num, decimal) && slipped.MatchString(num):
		return 0, false, ambiguous(s, num, decimal)
	}
	v, err := strconv.ParseFloat(sign+strings.Replace(num, ",", ".", 1), 64)
	if err != nil || math.IsInf(v, 0) {
		return 0, false, notNumber(s)
	}
	return v, percent, nil
}

func notNumber(s string) *Fault {
	return &Fault{NotNumber, Words.Say(func(w *texts) string { return w.NotNumber.With(strconv.Quote(s)) })}
}

// ambiguous asks which of two numbers was meant, each written so that it can be read in one
// way only.
func ambiguous(s, num string, decimal rune) *Fault {
	i := strings.IndexAny(num, ".,")
	whole, tail := num[:i], num[i+1:]
	with := func(sign string) string {
		short := strings.TrimRight(tail, "0")
		switch {
		case short == "":
			return whole + sign + "0"
		case decimal == 0 && len(short) == 3:
			return whole + sign + short + "0"
		}
		return whole + sign + short
	}
	return &Fault{Ambiguous, Words.Say(func(w *texts) string {
		sign := w.Point
		if decimal != 0 {
			sign = string(decimal)
		}
		return w.Ambiguous.With(s, whole+tail, with(sign))
	})}
}
