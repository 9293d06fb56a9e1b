package text

import (
	"testing"
	"time"
)

func TestDay(t *testing.T) {
	today := time.Date(2026, 11, 25, 15, 4, 0, 0, time.UTC) // a Wednesday
	for text, want := range map[string]string{
		"vandaag": "2026-11-25", "Morgen": "2026-11-26", "overmorgen": "2026-11-27", "tomorrow.": "2026-11-26",
		"the day after tomorrow": "2026-11-27",
		"vrijdag":                "2026-11-27", "uiterlijk vrijdag": "2026-11-27", "by Friday": "2026-11-27",
		"woensdag": "2026-12-02", "aanstaande maandag": "2026-11-30", "ma": "2026-11-30",
		"volgende vrijdag": "2026-12-04", "next Friday": "2026-12-04", "vrijdag volgende week": "2026-12-04",
		"volgende week vrijdag": "2026-12-04", "Friday next week": "2026-12-04",
		"volgende week": "2026-12-02", "next week": "2026-12-02", "volgende maand": "2026-12-25",
		"over 2 weken": "2026-12-09", "in 2 weeks": "2026-12-09", "over een week": "2026-12-02",
		"in a month": "2026-12-25", "binnen drie dagen": "2026-11-28", "2 weken": "2026-12-09",
		"eind van de week": "2026-11-27", "end of the month": "2026-11-30", "eind december": "2026-12-31",
		"einde van het jaar": "2026-12-31", "end of January": "2027-01-31",
		"1 dec": "2026-12-01", "1 december 2026": "2026-12-01", "op 1 dec.": "2026-12-01", "Dec 1": "2026-12-01",
		"December 1st, 2027": "2027-12-01", "the 1st of December": "2026-12-01",
		"vrijdag 4 december": "2026-12-04", "1 nov": "2027-11-01", "25 nov": "2026-11-25", "1 nov 2026": "2026-11-01",
		"29 feb 2028": "2028-02-29",
		"2026-12-01":  "2026-12-01", "1-12": "2026-12-01", "1-12-2026": "2026-12-01", "1/12": "2026-12-01",
		"01.12.2026": "2026-12-01",
		"":           "", "ooit": "", "30 feb": "", "32 dec": "", "1-13": "", "snel": "", "week": "", "5": "",
		"vrijdag of maandag": "", "binnenkort": "", "over weken": "",
	} {
		day, ok := Day(text, today)
		got := ""
		if ok {
			got = day.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	last := time.Date(2027, 1, 31, 0, 0, 0, 0, time.UTC)
	if day, _ := Day("over een maand", last); day.Format(time.DateOnly) != "2027-02-28" {
		t.Errorf("a month after 31 January is %v", day)
	}
}

func FuzzDay(f *testing.F) {
	f.Add("vrijdag 4 december 2026")
	f.Add("in 999 years")
	f.Fuzz(func(t *testing.T, text string) {
		today := time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)
		if day, ok := Day(text, today); ok && (day.Hour() != 0 || day.Year() < 1) {
			t.Errorf("%q is %v", text, day)
		}
	})
}

func TestPastDay(t *testing.T) {
	today := time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC) // a Monday
	for text, want := range map[string]string{
		"vandaag": "2026-11-23", "gisteren": "2026-11-22", "vrijdag": "2026-11-20", "last Friday": "2026-11-20",
		"afgelopen maandag": "2026-11-16",
		"1 dec":             "2025-12-01", "20 nov": "2026-11-20", "20-11-2026": "2026-11-20",
		"2026-12-01": "2026-12-01", "tomorrow": "2026-11-24", "volgende week": "2026-11-30",
	} {
		if day, ok := PastDay(text, today); !ok || day.Format(time.DateOnly) != want {
			t.Errorf("%s is %s, want %s", text, day.Format(time.DateOnly), want)
		}
	}
	if _, ok := PastDay("vorige eeuw", today); ok {
		t.Error("a century is no day")
	}
}
