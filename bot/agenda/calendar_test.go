package agenda

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/handvat/handvat/knowledge/store"
)

func dates(days []Day) string {
	var s []string
	for _, d := range days {
		s = append(s, d.At(0, time.UTC).Format("2006-01-02"))
	}
	return strings.Join(s, " ")
}

// TestDutchHolidays compares with the days that rijksoverheid.nl published.
func TestDutchHolidays(t *testing.T) {
	for year, want := range map[int]string{
		2024: "2024-01-01 2024-03-31 2024-04-01 2024-04-27 2024-05-09 2024-05-19 2024-05-20 2024-12-25 2024-12-26",
		2025: "2025-01-01 2025-04-20 2025-04-21 2025-04-26 2025-05-05 2025-05-29 2025-06-08 2025-06-09 2025-12-25 " +
			"2025-12-26",
		2026: "2026-01-01 2026-04-05 2026-04-06 2026-04-27 2026-05-14 2026-05-24 2026-05-25 2026-12-25 2026-12-26",
	} {
		var days []Day
		for d := dayOn(year, time.January, 1); d <= dayOn(year, time.December, 31); d++ {
			if isHoliday(d) {
				days = append(days, d)
			}
		}
		if d := cmp.Diff(want, dates(days)); d != "" {
			t.Errorf("%d (-want +got):\n%s", year, d)
		}
	}
}

func TestEaster(t *testing.T) { // earliest, latest, and some from the tables of the US Naval Observatory
	for _, want := range []string{"1818-03-22", "1943-04-25", "2000-04-23", "2019-04-21", "2038-04-25", "2285-03-22"} {
		on, err := time.Parse("2006-01-02", want)
		if err != nil {
			t.Fatal(err)
		}
		if got := dates([]Day{easter(on.Year())}); got != want {
			t.Errorf("Easter %d is %s, want %s", on.Year(), got, want)
		}
	}
}

func TestDay(t *testing.T) {
	ams, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	// The last two are the days on which the clock changes.
	for _, at := range []string{"1969-12-31T23:30:00+01:00", "2026-03-29T10:00:00+02:00", "2026-10-25T10:00:00+01:00"} {
		when, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := dayOf(when, ams).At(when.In(ams).Hour()*60+when.In(ams).Minute(), ams); !got.Equal(when) {
			t.Errorf("%s became %s", at, got)
		}
	}
}

// TestWorkday counts over a weekend, the end of summer time and Christmas.
func TestWorkday(t *testing.T) {
	d := newDesk(t, at(t, "2026-10-21 15:30"))
	ada := d.person("ada", nil)
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-10-21 15:30", 0, "2026-10-21 15:30"},
		{"2026-10-21 15:30", 3, "2026-10-26 15:30"}, // the clock went back on the 25th
		{"2026-10-24 09:00", 1, "2026-10-26 09:00"},
		{"2026-12-23 10:00", 10, "2027-01-08 10:00"}, // without 25 December and 1 January
	} {
		d.update(func(tx *store.Tx) error {
			got, err := d.a.Workday(tx, ada, at(t, c.from), c.n)
			if !got.Equal(at(t, c.want)) {
				t.Errorf("%d working days after %s: %s, want %s", c.n, c.from, got, c.want)
			}
			return err
		})
	}
}
