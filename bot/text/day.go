package text

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// dayTokens are what the words that tell a day mean, in both languages because people
// mix them: t days from now, d weekday, u unit in days, n number, m month. Words that
// say nothing about which day it is mean nothing.
var dayTokens = tokens(map[string]string{
	"t-1": "gisteren yesterday", "t0": "vandaag today", "t1": "morgen tomorrow", "t2": "overmorgen",

	"d0": "zondag zo sunday sun", "d1": "maandag ma monday mon", "d2": "dinsdag di tuesday tue",
	"d3": "woensdag wo wednesday wed", "d4": "donderdag do thursday thu", "d5": "vrijdag vr friday fri",
	"d6": "zaterdag za saturday sat",

	"u1": "dag dagen day days", "u7": "week weken weeks", "u30": "maand maanden month months",
	"u365": "jaar year years",

	"n1": "een één a an one", "n2": "twee two", "n3": "drie three", "n4": "vier four", "n5": "vijf five",
	"n6": "zes six", "n8": "acht eight", "n10": "tien ten",

	"m1": "jan januari january", "m2": "feb februari february", "m3": "mrt maart mar march", "m4": "apr april",
	"m5": "mei may", "m6": "jun juni june", "m7": "jul juli july", "m8": "aug augustus august",
	"m9": "sep sept september", "m10": "okt oktober oct october", "m11": "nov november", "m12": "dec december",

	"next": "volgende next", "end": "eind einde end", "in": "over in binnen within",
	"": "op voor uiterlijk per tegen vanaf komende aanstaande aankomende a.s deze de van het " +
		"on by before this coming the of",
})

func tokens(of map[string]string) map[string]string {
	all := map[string]string{}
	for token, ws := range of {
		for w := range strings.FieldsSeq(ws) {
			all[w] = token
		}
	}
	return all
}

var (
	dayNumber = regexp.MustCompile(`^(\d{1,4})(?:e|ste|de|st|nd|rd|th)?$`)
	dayFirst  = regexp.MustCompile(`^(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}))?$`)
	yearFirst = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})$`)
)

// token is what one word means; ok is false if it has nothing to do with a day.
func token(w string) (t string, ok bool) {
	if n := dayFirst.FindStringSubmatch(w); n != nil {
		return strings.TrimSuffix("n"+n[1]+" m"+n[2]+" n"+n[3], " n"), true
	}
	if n := yearFirst.FindStringSubmatch(w); n != nil {
		return "n" + n[3] + " m" + n[2] + " n" + n[1], true
	}
	w = strings.TrimRight(w, ".,")
	if n := dayNumber.FindStringSubmatch(w); n != nil {
		return "n" + n[1], true
	}
	t, ok = dayTokens[w]
	return t, ok
}

// A telling is a day as somebody tells it, seen from today: the numbers in what they said, in order.
type telling struct {
	today time.Time
	n     []int
}

// dayForms are the ways to tell a day, with how to find it. A year of 0 is the next time from today on.
var dayForms = []struct {
	form *regexp.Regexp
	find func(t telling) (time.Time, bool)
}{
	{regexp.MustCompile(`^t(-?\d)$`), func(t telling) (time.Time, bool) { return t.today.AddDate(0, 0, t.n[0]), true }},
	{regexp.MustCompile(`^d(\d)$`), func(t telling) (time.Time, bool) { return weekday(t.tomorrow(), t.n[0]), true }},
	{regexp.MustCompile(`^(?:next d(\d)|d(\d) next u7|next u7 d(\d))$`), func(t telling) (time.Time, bool) {
		return weekday(weekday(t.tomorrow(), 1), t.n[0]), true
	}},
	{regexp.MustCompile(`^next u(\d+)$`), func(t telling) (time.Time, bool) { return after(t.today, 1, t.n[0]), true }},
	{regexp.MustCompile(`^(?:in )?n(\d{1,3}) u(\d+)$`), func(t telling) (time.Time, bool) {
		return after(t.today, t.n[0], t.n[1]), true
	}},
	{regexp.MustCompile(`^end u7$`), func(t telling) (time.Time, bool) { return weekday(t.today, 5), true }},
	{regexp.MustCompile(`^end u30$`), func(t telling) (time.Time, bool) {
		return date(t.today, t.today.Year(), int(t.today.Month())+1, 0)
	}},
	{regexp.MustCompile(`^end u365$`), func(t telling) (time.Time, bool) {
		return date(t.today, t.today.Year(), 12, 31)
	}},
	{regexp.MustCompile(`^end m(\d+)$`), func(t telling) (time.Time, bool) { return date(t.today, 0, t.n[0]+1, 0) }},
	{regexp.MustCompile(`^(?:d\d )?n(\d+) m(\d+)(?: n(\d{4}))?$`), func(t telling) (time.Time, bool) {
		return date(t.today, t.year(), t.n[1], t.n[0])
	}},
	{regexp.MustCompile(`^(?:d\d )?m(\d+) n(\d+)(?: n(\d{4}))?$`), func(t telling) (time.Time, bool) {
		return date(t.today, t.year(), t.n[0], t.n[1])
	}},
}

func (t telling) tomorrow() time.Time { return t.today.AddDate(0, 0, 1) }

// year is the third of the numbers; 0 if there are two.
func (t telling) year() int {
	if len(t.n) < 3 {
		return 0
	}
	return t.n[2]
}

// Day reads a day as people type one, in Dutch or English: "vrijdag", "over 2 weken",
// "1 dec", "by Friday", "end of the month", "2026-12-01". A day of the week is the next
// one after today, "next Friday" the one in the week after this, and in figures the day
// comes before the month. The result is midnight in the zone of today, and lies before
// today only if the text says so.
func Day(text string, today time.Time) (day time.Time, ok bool) {
	today = midnight(today)
	said, ok := saying(text)
	if !ok {
		return time.Time{}, false
	}
	for _, f := range dayForms {
		found := f.form.FindStringSubmatch(said)
		if found == nil {
			continue
		}
		told := telling{today: today}
		for _, s := range found[1:] {
			if v, err := strconv.Atoi(s); err == nil {
				told.n = append(told.n, v)
			}
		}
		return f.find(told)
	}
	return time.Time{}, false
}

var (
	lastWords  = regexp.MustCompile(`^(?:afgelopen|vorige|last|past) `)
	saysDay    = regexp.MustCompile(`^d(\d)$`)
	saysNoYear = regexp.MustCompile(`^(?:d\d )?(?:n\d+ m\d+|m\d+ n\d+)$`)
)

// PastDay reads a day that has been as people type one, as [Day] does: a day of the week
// is the last one before today, and so is a day of the year. The result lies after today
// only if the text says so.
func PastDay(text string, today time.Time) (day time.Time, ok bool) {
	today = midnight(today)
	text = lastWords.ReplaceAllString(Normal(text), "")
	day, ok = Day(text, today)
	said, _ := saying(text)
	switch n := saysDay.FindStringSubmatch(said); {
	case !ok || !day.After(today):
	case n != nil:
		return weekday(today.AddDate(0, 0, -7), int(day.Weekday())), true
	case saysNoYear.MatchString(said):
		return day.AddDate(-1, 0, 0), true
	}
	return day, ok
}

func midnight(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}

// saying is what a text says about a day, as [dayTokens] between spaces; ok is false if
// it says something else too.
func saying(text string) (said string, ok bool) {
	var all []string
	text = strings.TrimPrefix(Normal(text), "the ")
	for w := range strings.FieldsSeq(strings.ReplaceAll(text, "day after tomorrow", "overmorgen")) {
		t, ok := token(w)
		if !ok {
			return "", false
		}
		if t != "" {
			all = append(all, t)
		}
	}
	return strings.Join(all, " "), true
}

// weekday is the first day with this number in the week, Sunday being 0, from a day on.
func weekday(from time.Time, n int) time.Time {
	return from.AddDate(0, 0, (n-int(from.Weekday())+7)%7)
}

// after is a number of units of so many days later. A month later is the same day of
// the month, or its last.
func after(today time.Time, n, unit int) time.Time {
	switch unit {
	case 30:
		later := today.AddDate(0, n, 0)
		if later.Day() != today.Day() {
			later = later.AddDate(0, 0, -later.Day())
		}
		return later
	case 365:
		return today.AddDate(n, 0, 0)
	}
	return today.AddDate(0, 0, n*unit)
}

// date is a day of a year, or with year 0 the first such day from today on. Day 0 is the
// last of the month before. It reports false for a day that no month has.
func date(today time.Time, year, month, day int) (time.Time, bool) {
	y := year
	if y == 0 {
		y = today.Year()
	}
	t := time.Date(y, time.Month(month), day, 0, 0, 0, 0, today.Location())
	if day > 0 && (t.Day() != day || int(t.Month()) != month) {
		return time.Time{}, false
	}
	if year == 0 && t.Before(today) {
		t = time.Date(y+1, time.Month(month), day, 0, 0, 0, 0, today.Location())
	}
	return t, true
}
