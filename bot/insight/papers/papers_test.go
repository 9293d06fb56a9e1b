package papers

import (
	"bytes"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/insight/document"
	"github.com/handvat/handvat/bot/text/texttest"
	"github.com/handvat/handvat/knowledge/people"
)

var facts = Facts{
	Made: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), Version: "handvat 1.2.3", K: 8,
	Channels: []Channel{{Name: "web", On: true}, {Name: "slack"}, {Name: "teams", On: true}, {Name: "discord"}, {Name: "mail", On: true, To: "smtp.example.org"},
		{Name: "xapi", On: true, To: "lrs.example.org", By: "directeur HR", Since: time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)}, {Name: "embeddings"}},
	Changes: []Change{{time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC), "k 5 → 8"}},
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
		"minstens 8 verschillende mensen": nl, "de grens 16": nl, "23 november 2026": nl, "directeur HR, 2 november 2026": nl, "120 dagen": nl, "24 maanden": nl,
		"aan: smtp.example.org": nl, "k 5 → 8": nl, "geen juridisch advies": nl, "at least 8 different people": en, "on: lrs.example.org": en, "120 days": en,
		"14 days after they left": en, "handvat 1.2.3": en,
	} {
		if !strings.Contains(in, text) {
			t.Errorf("nowhere: %s", text)
		}
	}
	for _, doc := range []string{nl, en} {
		for _, bad := range []string{"%!", "{k}", "{2k}", "| |", "TODO"} {
			if strings.Contains(doc, bad) {
				t.Errorf("the papers hold %q", bad)
			}
		}
	}
	if strings.Count(nl, "\n## ") != strings.Count(en, "\n## ") || strings.Count(nl, "\n|") != strings.Count(en, "\n|") {
		t.Error("the two languages do not have the same parts")
	}
	off := facts
	off.Channels = []Channel{{Name: "xapi"}}
	if strings.Contains(written(t, off, "nl"), "directeur HR") {
		t.Error("what is off is called approved")
	}
}

// TestBothLanguagesSayEverything holds that no text is missing in a language, and that
// both have as many points.
func TestBothLanguagesSayEverything(t *testing.T) {
	nl, en := dutch(), english()
	var compare func(path string, a, b reflect.Value)
	compare = func(path string, a, b reflect.Value) {
		switch a.Kind() {
		case reflect.String:
			if (a.String() == "") != (b.String() == "") {
				t.Errorf("%s: %q and %q", path, a, b)
			}
		case reflect.Slice:
			if a.Len() != b.Len() {
				t.Errorf("%s: %d and %d", path, a.Len(), b.Len())
				return
			}
			for i := range a.Len() {
				compare(path, a.Index(i), b.Index(i))
			}
		case reflect.Map:
			for _, k := range a.MapKeys() {
				if !b.MapIndex(k).IsValid() || a.Len() != b.Len() {
					t.Errorf("%s: %v", path, k)
					continue
				}
				compare(path, a.MapIndex(k), b.MapIndex(k))
			}
		case reflect.Struct:
			for i := range a.NumField() {
				compare(path+"."+a.Type().Field(i).Name, a.Field(i), b.Field(i))
			}
		}
	}
	compare("texts", reflect.ValueOf(nl), reflect.ValueOf(en))
	for _, tx := range []texts{nl, en} {
		for _, r := range people.Roles() {
			if tx.role[r] == "" {
				t.Errorf("no word for the role %s", r)
			}
		}
		for _, r := range people.Rights() {
			if tx.right[r] == "" {
				t.Errorf("no words for the right %s", r)
			}
		}
	}
}

// TestTheCommandsExist holds that what the papers say one can type is what the bot
// understands.
func TestTheCommandsExist(t *testing.T) {
	for lang, tx := range map[string]texts{"nl": dutch(), "en": english()} {
		typed := texttest.Typed(t, "../../..", lang)
		for i, point := range tx.rights.points {
			said := regexp.MustCompile(`^"([^"]+)":`).FindStringSubmatch(point)
			verb := []string{"cmd privacy", "cmd data", "cmd export", "cmd delete", "cmd pause", "cmd unseen"}[i]
			if said == nil || !slices.Contains(typed[verb], said[1]) {
				t.Errorf("%s: %s is not among %v", lang, point, typed[verb])
			}
		}
	}
}
