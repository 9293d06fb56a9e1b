package agenda

import "time"

// A Day is a day of the calendar, whatever the time zone: the number of days since
// 1 January 1970.
type Day int

// dayOf returns the day it is at t in loc.
func dayOf(t time.Time, loc *time.Location) Day {
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

// IsWorkday reports whether people are written to on the day it is at t where t is: no weekend, no public holiday.
func IsWorkday(t time.Time) bool { return clock{}.works(dayOf(t, t.Location())) }

// easter returns Easter Sunday by the Gregorian calendar (Meeus, Jones and Butcher).
func easter(year int) Day {
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

// isHoliday reports whether d is a public holiday in the Netherlands: New Year, Easter,
// King's Day (a day earlier when it is a Sunday), Liberation Day in lustrum years
// only, as in most collective agreements, Ascension, Whitsun and Christmas.
func isHoliday(d Day) bool {
	year, month, day := d.date()
	switch d - easter(year) {
	case 0, 1, 39, 49, 50:
		return true
	}
	kings := dayOn(year, time.April, 27)
	if kings.Weekday() == time.Sunday {
		kings--
	}
	switch month {
	case time.January:
		return day == 1
	case time.May:
		return day == 5 && year%5 == 0
	case time.December:
		return day == 25 || day == 26
	}
	return d == kings
}
