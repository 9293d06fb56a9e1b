package agenda

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Day is a day of the calendar, whatever the time zone: the number of days since
// 1 January 1970.
type Day int

// DayOf returns the day it is at t in loc.
func DayOf(t time.Time, loc *time.Location) Day {
	y, m, d := t.In(loc).Date()
	return dayOn(y, m, d)
}

func dayOn(y int, m time.Month, d int) Day {
	return Day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// At returns the moment a clock in loc shows this time of the day.
func (d Day) At(minutes int, loc *time.Location) time.Time {
	y, m, day := d.date()
	return time.Date(y, m, day, 0, minutes, 0, 0, loc)
}

func (d Day) date() (int, time.Month, int) { return time.Unix(int64(d)*86400, 0).UTC().Date() }

// Weekday returns the day of the week.
func (d Day) Weekday() time.Weekday { return time.Unix(int64(d)*86400, 0).UTC().Weekday() }

// Easter returns Easter Sunday by the Gregorian calendar (Meeus, Jones and Butcher).
func Easter(year int) Day {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return dayOn(year, time.Month(n/31), n%31+1)
}

// Dutch is the calendar of public holidays in the Netherlands: New Year, Easter,
// King's Day (a day earlier when it is a Sunday), Liberation Day in lustrum years
// only, as in most collective agreements, Ascension, Whitsun and Christmas.
const Dutch = "01-01 easter easter+1 04-27<sun 05-05/5 easter+39 easter+49 easter+50 12-25 12-26"

// A Calendar is the days on which people do not work besides the weekend.
type Calendar struct{ rules []func(year int) Day }

// ParseCalendar reads a calendar that is computed, so that it holds for every year.
// Its rules are separated by spaces:
//
//	12-25       every 25 December
//	05-05/5     5 May in years divisible by 5
//	04-27<sun   27 April, or the day before when that is a Sunday
//	01-01>sun   1 January, or the day after when that is a Sunday
//	easter-2    Good Friday: two days before Easter Sunday
//	09-mon1     the first Monday of September; mon-1 is the last
func ParseCalendar(s string) (Calendar, error) {
	var c Calendar
	for _, word := range strings.Fields(s) {
		rule, err := parseRule(word)
		if err != nil {
			return Calendar{}, fmt.Errorf("agenda: calendar: %q: %w", word, err)
		}
		c.rules = append(c.rules, rule)
	}
	return c, nil
}

func parseRule(s string) (func(year int) Day, error) {
	if offset, ok := strings.CutPrefix(s, "easter"); ok {
		n := 0
		var err error
		if offset != "" {
			n, err = strconv.Atoi(offset)
		}
		return func(year int) Day { return Easter(year) + Day(n) }, err
	}
	month, rest, ok := strings.Cut(s, "-")
	m, err := strconv.Atoi(month)
	if !ok || err != nil || m < 1 || m > 12 {
		return nil, fmt.Errorf("it must begin with easter or a month, such as 12-25")
	}
	if len(rest) > 3 && slices.Contains(weekdays[:], rest[:3]) {
		return nthWeekday(time.Month(m), rest)
	}
	rest, every, hasEvery := strings.Cut(rest, "/")
	step := 1
	if hasEvery {
		if step, err = strconv.Atoi(every); err != nil || step < 1 {
			return nil, fmt.Errorf("a number of years must follow the slash")
		}
	}
	move := Day(0)
	var when time.Weekday
	if i := strings.IndexAny(rest, "<>"); i >= 0 {
		move = 1
		if rest[i] == '<' {
			move = -1
		}
		if when = time.Weekday(slices.Index(weekdays[:], rest[i+1:])); when < 0 {
			return nil, fmt.Errorf("a day of the week must follow %q, such as sun", rest[i])
		}
		rest = rest[:i]
	}
	d, err := strconv.Atoi(rest)
	if err != nil || d < 1 || d > 31 {
		return nil, fmt.Errorf("the day must be a number from 1 to 31")
	}
	return func(year int) Day {
		if year%step != 0 {
			return never
		}
		day := dayOn(year, time.Month(m), d)
		if move != 0 && day.Weekday() == when {
			day += move
		}
		return day
	}, nil
}

// never is a day that no year has.
const never = Day(-1 << 40)

var weekdays = [7]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// nthWeekday reads "mon1" (the first Monday) and "mon-1" (the last).
func nthWeekday(m time.Month, s string) (func(year int) Day, error) {
	wd := slices.Index(weekdays[:], s[:3])
	n, err := strconv.Atoi(s[3:])
	if err != nil || n == 0 || n > 4 || n < -4 {
		return nil, fmt.Errorf("a number from 1 to 4 must follow the weekday, or -1 to -4 to count from the end")
	}
	return func(year int) Day {
		if n > 0 {
			first := dayOn(year, m, 1)
			return first + Day((wd-int(first.Weekday())+7)%7+7*(n-1))
		}
		last := dayOn(year, m+1, 0)
		return last - Day((int(last.Weekday())-wd+7)%7+7*(-n-1))
	}, nil
}

// Has reports whether d is a holiday.
func (c Calendar) Has(d Day) bool {
	year, _, _ := d.date()
	for _, rule := range c.rules {
		if rule(year) == d {
			return true
		}
	}
	return false
}

// In returns the holidays of a year, in order.
func (c Calendar) In(year int) (days []Day) {
	for _, rule := range c.rules {
		if d := rule(year); d != never {
			days = append(days, d)
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}
