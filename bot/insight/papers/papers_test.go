package papers

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/insight/document"
	"github.com/handvat/handvat/bot/text/texttest"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/settings"
)

var facts = Facts{
	Made: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), Version: "handvat 1.2.3", Group: 8,
	Channels: []Channel{{Name: "web", On: true}, {Name: "slack"}, {Name: "teams", On: true}, {Name: "discord"},
		{Name: "mail", On: true, To: "smtp.example.org"},
		{Name: "xapi", On: true, To: "lrs.example.org", By: "directeur HR",
			Since: time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)}, {Name: "embeddings"}},
	Changes: []settings.Change{{Time: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC), What: "k 5 → 8"}},
}

func written(t *testing.T, f Facts, lang string) string {
	t.Helper()
	var md, html bytes.Buffer
	d := Write(f, lang)
	if err := document.Markdown(&md, d); err != nil {
		t.Fatal(err)
	}
	if err := document.HTML(&html, d); err != nil || !strings.Contains(html.String(), "<table") {
		t.Errorf("HTML: %v", err)
	}
	return md.String()
}

func TestThePapersSayWhatIsSetUp(t *testing.T) {
	nl, en := written(t, facts, "nl"), written(t, facts, "en")
	for text, in := range map[string]string{
		"minstens 8 verschillende mensen": nl, "de grens 16": nl, "23 november 2026": nl,
		"directeur HR, 2 november 2026": nl, "120 dagen": nl, "24 maanden": nl,
		"aan: smtp.example.org": nl, "k 5 → 8": nl, "geen juridisch advies": nl, "at least 8 different people": en,
		"on: lrs.example.org": en, "120 days": en,
		"14 days after they left": en, "handvat 1.2.3": en,
	} {
		if !strings.Contains(in, text) {
			t.Errorf("nowhere: %s", text)
		}
	}
	for _, doc := range []string{nl, en} {
		for _, bad := range []string{"%!", "{k}", "{sensitive}", "| |", "TODO"} {
			if strings.Contains(doc, bad) {
				t.Errorf("the papers hold %q", bad)
			}
		}
	}
	if strings.Count(nl, "\n## ") != strings.Count(en, "\n## ") ||
		strings.Count(nl, "\n|") != strings.Count(en, "\n|") {
		t.Error("the two languages do not have the same parts")
	}
	off := facts
	off.Channels = []Channel{{Name: "xapi"}}
	if strings.Contains(written(t, off, "nl"), "directeur HR") {
		t.Error("what is off is called approved")
	}
}

// TestBothLanguagesSayEverything holds that no text is missing in a language, that both have as many points, and
// that what the program knows has a name.
func TestBothLanguagesSayEverything(t *testing.T) {
	if err := Words.Check(); err != nil {
		t.Fatal(err)
	}
	nl, en := Words.In("nl"), Words.In("en")
	for _, two := range [][2]int{
		{len(nl.Purposes.Points), len(en.Purposes.Points)}, {len(nl.Never.Points), len(en.Never.Points)},
		{len(nl.Groups.Points), len(en.Groups.Points)},
		{len(nl.Roles.Notes), len(en.Roles.Notes)}, {len(nl.Rights.Points), len(en.Rights.Points)},
		{len(nl.Law.Points), len(en.Law.Points)},
		{len(nl.Assessment.Points), len(en.Assessment.Points)}, {len(nl.Risks.Rows), len(en.Risks.Rows)},
		{len(nl.Open.Points), len(en.Open.Points)},
		{len(nl.Changes.Points), len(en.Changes.Points)}, {len(nl.Sign.Points), len(en.Sign.Points)},
	} {
		if two[0] != two[1] {
			t.Errorf("%d points in Dutch, %d in English", two[0], two[1])
		}
	}
	for _, lang := range Words.Langs() {
		w := Words.In(lang)
		for _, r := range people.Everybody() {
			if w.Roles.Role[r] == "" {
				t.Errorf("%s: no word for the role %s", lang, r)
			}
		}
		for _, r := range people.Rights() {
			if w.Roles.Right[r] == "" {
				t.Errorf("%s: no words for the right %s", lang, r)
			}
		}
		for _, c := range classes {
			if w.DataMap.Classes[c.class].Name == "" ||
				strings.Contains(w.DataMap.Classes[c.class].Kept.With(c.n, c.m, weekMonths), "{n}") {
				t.Errorf("%s: no words for the class %s", lang, c.class)
			}
			if says := w.DataMap.Classes[c.class].Kept; (says.With(0, 0, 0) == says.With(7, 0, 0)) != (c.n == 0) {
				t.Errorf("%s: how long %s is kept has a number of its own", lang, c.class)
			}
		}
		if len(w.DataMap.Classes) != len(classes) {
			t.Errorf("%s: words for %d classes of %d", lang, len(w.DataMap.Classes), len(classes))
		}
	}
}

// TestTheCommandsExist holds that what the papers say one can type is what the bot
// understands.
func TestTheCommandsExist(t *testing.T) {
	for _, lang := range Words.Langs() {
		typed := texttest.Typed(t, "../../..", lang)
		for i, point := range Words.In(lang).Rights.Points {
			said := regexp.MustCompile(`^"([^"]+)":`).FindStringSubmatch(point)
			verb := []string{"mydata/privacy", "mydata/show", "mydata/export", "mydata/delete", "settings/pause",
				"settings/unseen"}[i]
			if said == nil || !slices.Contains(typed[verb], said[1]) {
				t.Errorf("%s: %s is not among %v", lang, point, typed[verb])
			}
		}
	}
}
