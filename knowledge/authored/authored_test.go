package authored

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/content"
	"github.com/handvat/handvat/knowledge"
)

const good = `id: a
title: {nl: t, en: t}
purpose: {nl: p, en: p}
responsible: ld-team
rhythm: {days: [tue, thu], per_week: 1}
stop: {weeks: 4}
steps:
  - {after: 0, text: {nl: a, en: a}, aid: feedback-4g}
  - {after: 1, text: {nl: b, en: b}}
  - {after: 20, text: {nl: c, en: c}}
`

func TestParseSaysWhatIsWrong(t *testing.T) {
	if _, ps := campaigns.parse("x", []byte(good), ids{}); len(ps) > 0 {
		t.Fatalf("a good campaign: %v", ps)
	}
	for _, c := range []struct{ from, to, code, place string }{
		{"purpose: {nl: p, en: p}\n", "", "purpose", "x:1:1"},
		{"purpose: {nl: p, en: p}", "purpose: {nl: p}", "purpose", "x:3:1"},
		{"id: a", "id: A b", "id", "x:1:1"},
		{"per_week: 1", "per_week: 4", "per_week", "x:5:28"},
		{"[tue, thu]", "[tue, sunday]", "days", "x:5:22"},
		{"stop: {weeks: 4}", "stop: {}", "weeks", "x:6:1"},
		{"after: 20", "after: 1", "after", "x:10:6"},
		{"responsible: ld-team", "respons: ld-team", "unknown-field", "x:4:1"},
		{"{nl: c, en: c}", "{nl: " + strings.Repeat("c", 401) + ", en: c}", "text", "x:10:24"},
		{"title: {nl: t, en: t}", "title:\n  nl: t\n  en: \"\"", "title", "x:4:3"},
		{"title: {nl: t, en: t}", "title:\n  en: t", "title", "x:2:1"},
		{"steps:\n", "steps: three\n", "not-a-list", "x:7:1"},
		{"days: [tue, thu]", "days: [tue, thu", "yaml", "x:5:"},
		{"steps:", "steps: [", "yaml", ""},
	} {
		_, ps := campaigns.parse("x", []byte(strings.Replace(good, c.from, c.to, 1)), ids{})
		i := slices.IndexFunc(ps, func(p knowledge.Problem) bool { return p.Code == c.code })
		if ps.Errors() == 0 || i < 0 || c.code != "unknown-field" && i > 0 || c.place != "" &&
			!strings.HasPrefix(ps[i].String(knowledge.English), c.place) {
			t.Errorf("%q: %v", c.to, ps)
		}
	}
}

// TestParseTellsWhatNeverGoesOut holds that a message after the last week is told of, and does not stop the rest.
func TestParseTellsWhatNeverGoesOut(t *testing.T) {
	_, ps := campaigns.parse("x", []byte(strings.Replace(good, "after: 20", "after: 28", 1)), ids{})
	if ps.Errors() > 0 || len(ps) != 1 || !strings.HasPrefix(ps[0].String(knowledge.English), "x:10:6: Message 3") {
		t.Errorf("%v", ps)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(good)
	f.Add("steps: [{after: 9999999999999999999}]")
	f.Add("a: &a [*a]")
	f.Fuzz(func(t *testing.T, src string) {
		c, ps := campaigns.parse("x", []byte(src), ids{})
		if c.ID == "" && ps.Errors() == 0 {
			t.Error("no campaign, and nothing is wrong")
		}
	})
}

// TestSchedule holds that steps keep to the days and the number a week that the rhythm allows.
func TestSchedule(t *testing.T) {
	c, _ := campaigns.parse("x", []byte(good), ids{})
	begin := time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC) // a Thursday
	var days []string
	for _, day := range c.Schedule(begin, nil, nil, nil) {
		days = append(days, day.Format("Mon 01-02"))
	}
	if got := strings.Join(days, ", "); got != "Thu 11-26, Tue 12-01, Thu 12-17" {
		t.Error(got)
	}
	c.Rhythm.Start = "2027-01-04"
	if got := c.Begin(begin); got.Format(time.DateOnly) != "2027-01-04" {
		t.Error(got)
	}
}

func TestAudience(t *testing.T) {
	a := Audience{Roles: []string{"employee"}, Units: []string{"klantservice"}}
	if !a.Has([]string{"employee"}, []string{"balie", "klantservice"}) ||
		a.Has([]string{"employee"}, []string{"ict"}) || a.Has(nil, []string{"klantservice"}) {
		t.Error("the audience is not who it says")
	}
	if !(Audience{}).Has(nil, nil) {
		t.Error("nobody is not everybody")
	}
}

// TestStarterCampaigns holds that what is shipped is right.
func TestStarterCampaigns(t *testing.T) {
	all := Files{{Name: "starter", FS: content.FS}}.Check()
	if len(all.Campaigns) == 0 || len(all.Problems) > 0 {
		t.Errorf("%d campaigns, %v", len(all.Campaigns), all.Problems)
	}
}

// TestPath holds on which days the parts of a path come: never in a weekend, and each after
// the one before.
func TestPath(t *testing.T) {
	src := "id: rol\ntitle: {nl: a, en: a}\npurpose: {nl: a, en: a}\nresponsible: ld\nparts:\n" +
		"  - {after: 0, text: {nl: a, en: a}, aids: [x, y]}\n  - {after: 4, text: {nl: b, en: b}, aids: [y]}\n"
	p, ps := paths.parse("rol.yaml", []byte(src), ids{})
	if len(ps) > 0 {
		t.Fatal(ps)
	}
	from := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC) // a Tuesday: four days on is a Saturday
	if got := p.Day(0, from).Format(time.DateOnly) + " " + p.Day(1,
		from).Format(time.DateOnly); got != "2026-11-24 2026-11-30" {
		t.Errorf("on %s", got)
	}
	for _, wrong := range []string{"aids: [y]}\n", "after: 4", "responsible: ld"} {
		bad := map[string]string{"aids: [y]}\n": "aids: []}\n", "after: 4": "after: 400",
			"responsible: ld": "responsable: ld"}[wrong]
		if _, ps := paths.parse("rol.yaml", []byte(strings.Replace(src, wrong, bad, 1)), ids{}); ps.Errors() == 0 {
			t.Errorf("%s is no error", bad)
		}
	}
}
