package counts

import (
	"errors"
	"fmt"
	"time"
)

// A Week is an ISO week, Monday to Sunday in the zone of the [Counts]: how many Mondays
// there were since 1970, so that the week after w is w+1. It is kept in this form.
type Week uint32

// firstMonday is the day of week 0, in days since 1970.
const firstMonday = 4

// WeekOf returns the week that holds t, by the clock of t's own location.
func WeekOf(t time.Time) Week {
	y, m, d := t.Date()
	days := time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 3600)
	return Week((days - firstMonday) / 7)
}

// errWeek is wrapped by the error of a text that names no week.
var errWeek = errors.New("not a week such as 2026-W47")

// ParseWeek reads a week as [Week.String] writes it.
func ParseWeek(s string) (Week, error) {
	var year, n int
	if _, err := fmt.Sscanf(s, "%4d-W%2d", &year, &n); err != nil || year < 1970 {
		return 0, fmt.Errorf("tally: week %q: %w", s, errWeek)
	}
	w := WeekOf(time.Date(year, 1, 11, 0, 0, 0, 0, time.UTC)) + Week(n-2) // 11 January is always in week 2
	if w.String() != s {
		return 0, fmt.Errorf("tally: week %q: %w", s, errWeek)
	}
	return w, nil
}

// String is the ISO form, such as "2026-W47".
func (w Week) String() string {
	y, n := w.Monday(time.UTC).ISOWeek()
	return fmt.Sprintf("%04d-W%02d", y, n)
}

// Number is the number of the week in its year, from 1 to 53.
func (w Week) Number() int {
	_, n := w.Monday(time.UTC).ISOWeek()
	return n
}

// Monday is the moment the week begins in a zone: 00:00 on its Monday, or the first
// moment there is.
func (w Week) Monday(zone *time.Location) time.Time {
	return time.Date(1970, 1, 1+firstMonday+7*int(w), 0, 0, 0, 0, zone)
}

// MarshalText gives w its ISO form.
func (w Week) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText reads the ISO form.
func (w *Week) UnmarshalText(b []byte) (err error) {
	*w, err = ParseWeek(string(b))
	return err
}

// A span is the milliseconds of one week and of each of its days, so that most
// moments are placed without asking a calendar.
type span struct {
	week Week
	from [8]int64 // the beginning of each day, and of the next week
}

func spanOf(millis int64, zone *time.Location) (s span) {
	s.week = WeekOf(time.UnixMilli(millis).In(zone))
	monday := s.week.Monday(zone)
	for i := range s.from {
		s.from[i] = time.Date(monday.Year(), monday.Month(), monday.Day()+i, 0, 0, 0, 0, zone).UnixMilli()
	}
	return s
}

func (s *span) holds(millis int64) bool { return s.from[0] <= millis && millis < s.from[7] }

// day is the day of the week of a moment that s holds, 0 for Monday.
func (s *span) day(millis int64) int {
	d := 0
	for d < 6 && s.from[d+1] <= millis {
		d++
	}
	return d
}
