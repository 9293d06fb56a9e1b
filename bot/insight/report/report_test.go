package report

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"image/png"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/handvat/handvat/bot/insight/document"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/cases"
)

func example(t *testing.T, lang knowledge.Lang) *cases.Case {
	t.Helper()
	c, _, problems := cases.Parse("", cases.Example(lang))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return c
}

var used = []Figure{
	{Key: "reach", Level: 0, Value: 61, Unit: "%", N: 23, People: 14, Period: "2026-Q4", Benefit: cases.Empowerment},
	{Key: "helped", Level: 1, Value: 87, Unit: "%", N: 31, People: 12, Period: "2026-Q4"},
	{Key: "recall", Level: 2, Value: 50, Unit: "%", N: 100, People: 4, Period: "2026-Q4", Benefit: cases.Retention},
	{Key: "applied", Level: 3, Value: 44, Unit: "%", N: 9, People: 9, Withheld: true, Period: "2026-Q4"},
}

func input(t *testing.T, lang knowledge.Lang) CaseInput {
	c := example(t, lang)
	c.Plan.Indicators = append(c.Plan.Indicators, cases.Indicator{ID: "helped", Name: "Helped",
		Level: cases.LevelReaction, Instrument: cases.ByBot})
	return CaseInput{Case: c, Today: "2027-04-10", Lang: string(lang), Used: used,
		History: []cases.Change{{At: time.Date(2026, 9, 14, 8, 30, 0, 0, time.UTC), By: cases.BySponsor,
			What: []cases.Difference{{Field: "phase", From: "precisie", To: "programma"}, {Field: "goal.current.value"},
				{Field: "goal.unit"}}}}}
}

func written(t *testing.T, d document.Document, as func(io.Writer, document.Document) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := as(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestCaseReport holds that a report says what a manager needs, in both languages.
func TestCaseReport(t *testing.T) {
	for lang, wants := range map[knowledge.Lang][]string{
		knowledge.Dutch: {"van 71% (31 okt 2026) naar 84% (31 mrt 2027)", "ligt achter",
			"Kloof: 19 procentpunt (hoger is beter)",
			"126 minuten per week (12 van 40 mensen, eigen schatting, gecorrigeerd voor aandeel en zekerheid: 12 × " +
				"30 × 0,5 × 0,7). De andere 28 tellen als nul",
			"13 procentpunt komt naar schatting 8 procentpunt door de aanpak",
			"Rendement: 41,75%", "ROI-methode van Phillips", "niet gemeten: Te weinig antwoorden",
			"Nieuwe telefooncentrale", "Precisie → Programma", "87% (n = 31, minstens 12 mensen, 2026-Q4)",
			"Twee dagen geen naam", "30 apr 2027",
			"opdrachtgever", "de fase, het doel, Precisie → Programma"},
		knowledge.English: {"from 71% (31 Oct 2026) to 84% (31 Mar 2027)", "behind",
			"Gap: 19 percentage points (higher is better)",
			"126 minutes a week (12 of 40 people, their own estimate, adjusted for share and confidence: 12 × 30 × " +
				"0.5 × 0.7). The other 28 count as zero",
			"13 percentage points an estimated 8 percentage points comes from the approach",
			"Return on investment: 41.75%", "€ 3,402", "not measured: Too few answers",
			"Say that it helped: 87% (n = 31, at least 12 people, 2026-Q4)"},
	} {
		d := Case(input(t, lang))
		for _, as := range []func(io.Writer, document.Document) error{document.Markdown, document.HTML} {
			text := strings.ReplaceAll(written(t, d, as), "\u00a0", " ")
			for _, want := range wants {
				if !strings.Contains(text, want) {
					t.Errorf("%s: no %q", lang, want)
				}
			}
		}
	}
}

// TestOnlyWhatThePlanHolds holds that what the bot keeps besides never reaches the report
// of a case: a figure at a level for which the plan has it collect nothing.
func TestOnlyWhatThePlanHolds(t *testing.T) {
	in := input(t, knowledge.Dutch)
	d := Case(in)
	text := strings.ReplaceAll(written(t, d, document.Markdown), "\u00a0", " ")
	for _, other := range []string{"61%", "Deel van de groep dat in een week iets vroeg", "Wist de stappen nog"} {
		if strings.Contains(text, other) {
			t.Errorf("the report has %q", other)
		}
	}
	for _, r := range d.Rows {
		if r.Kind == "use" && r.Level != cases.LevelReaction && r.Level != cases.LevelApplication {
			t.Errorf("a row has %+v", r)
		}
	}
	if !strings.Contains(text, "87%") || !strings.Contains(text, Words.In("nl").NotAgreed) {
		t.Error("what the plan holds is not there, or it does not say what is not")
	}
	if in.Used = used[1:2]; strings.Contains(written(t, Case(in), document.Markdown), Words.In("nl").NotAgreed) {
		t.Error("it says that something is left out where nothing is")
	}
}

// TestEveryLevelIsMirrored holds that the plan sets need, objective and outcome side by
// side for each of the levels 5 to 0.
func TestEveryLevelIsMirrored(t *testing.T) {
	for lang, want := range map[knowledge.Lang][]string{
		knowledge.Dutch: {"5 Rendement | Kosten: € 2.400 | – | 41,75%",
			"4 Resultaat | Terugbelverzoeken die op tijd zijn gebeld: 71% | Terugbelverzoeken die op tijd zijn " +
				"gebeld: 90%; Minuten die het scheelt, volgens gebruikers | 84% (31 mrt 2027); 126",
			"3 Toepassing | Klanten binnen 24 uur terugbellen | Zegt het te doen, van wie antwoordt: 70% | 69%",
			"2 Leren | Boze klanten terugbellen is lastig | – | nog geen cijfers",
			"1 Reactie | – | Helped | niet gemeten",
			"0 Bereik | De 14 medewerkers van Klantservice | – | nog geen cijfers"},
		knowledge.English: {"5 Return", "4 Result", "3 Application", "2 Learning",
			"1 Reaction | – | Helped | not measured", "0 Reach"},
	} {
		text := strings.ReplaceAll(written(t, Case(input(t, lang)), document.Markdown), "\u00a0", " ")
		at := 0
		for _, w := range want {
			i := strings.Index(text[at:], w)
			if i < 0 {
				t.Fatalf("%s: no %q after %d in\n%s", lang, w, at, text)
			}
			at += i
		}
	}
}

// TestFewPeopleAreNotShown holds that a figure of fewer than five people is in no format
// of a report, not even when it is not marked as withheld.
func TestFewPeopleAreNotShown(t *testing.T) {
	in := input(t, knowledge.Dutch)
	in.Used = []Figure{{Key: "recall", Level: 2, Value: 12.34, Unit: "%", N: 100, People: 4, Benefit: cases.Retention},
		{Key: "applied", Level: 3, Value: 56.78, N: 9, People: 9, Withheld: true, Benefit: cases.Consistency}}
	in.Case.Plan.Indicators[1].Isolation.Estimate.Answered = 4
	q := QuarterInput{Quarter: Quarter{2027, 1}, Used: in.Used, Cases: []*cases.Case{in.Case}, Lang: "nl"}
	for _, d := range []document.Document{Case(in), ByQuarter(q)} {
		for _, as := range []func(io.Writer, document.Document) error{document.Markdown, document.HTML, document.CSV} {
			if text := written(t, d, as); strings.Contains(text, "12,34") || strings.Contains(text, "12.34") ||
				strings.Contains(text, "56,78") || strings.Contains(text, "56.78") ||
				strings.Contains(text, "4 × 30") {
				t.Errorf("a figure of few people is shown:\n%s", text)
			}
		}
	}
}

// TestTheSmallestGroupCanBeRaised holds that readings and estimates of fewer people than
// an organisation agreed on are missing.
func TestTheSmallestGroupCanBeRaised(t *testing.T) {
	in := input(t, knowledge.English)
	in.K = 13
	text := written(t, Case(in), document.Markdown)
	if strings.Contains(text, "62%") || !strings.Contains(text, "69%") || strings.Contains(text, "126") ||
		strings.Contains(text, "87%") || !strings.Contains(text, "not measured: too little data") ||
		!strings.Contains(text, "groups of 13 or more") {
		t.Error(text)
	}
}

// TestNothingIsCalledAnEffect holds that without a baseline or a method no report
// speaks of an effect, an impact or a return, whatever the figure did.
func TestNothingIsCalledAnEffect(t *testing.T) {
	for _, lang := range knowledge.Langs {
		for what, change := range map[string]func(*cases.Indicator){
			"baseline": func(i *cases.Indicator) { i.Baseline = nil },
			"method":   func(i *cases.Indicator) { i.Isolation.Method = "" },
		} {
			in := input(t, lang)
			for n := range in.Case.Plan.Indicators {
				change(&in.Case.Plan.Indicators[n])
			}
			d := Case(in)
			text := written(t, d, document.Markdown)
			for _, word := range []string{"impact", "komt naar schatting", "an estimated", "Voorzichtige schatting",
				"Conservative estimate", "ROI", "Som:", "Sum:"} {
				if strings.Contains(text, word) {
					t.Errorf("%s without %s: %q", lang, what, word)
				}
			}
			for _, r := range d.Rows {
				if r.Kind == "effect" || r.Kind == "roi" {
					t.Errorf("%s without %s: %+v", lang, what, r)
				}
			}
		}
	}
}

// TestEveryFigureHasItsLevel holds that no row is without a level, and that a missing
// value is empty and says why.
func TestEveryFigureHasItsLevel(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(written(t, Case(input(t, knowledge.English)), document.CSV))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	missing := 0
	for _, r := range rows[1:] {
		if r[1] == "" {
			t.Errorf("no level: %v", r)
		}
		if r[5] == "" {
			missing++
			if r[9] == "" {
				t.Errorf("missing without a reason: %v", r)
			}
		}
	}
	if missing != 2 { // one moment, one withheld figure
		t.Errorf("%d missing", missing)
	}
}

// TestNoTargetRatio holds that nothing in a report makes 70:20:10 a target.
func TestNoTargetRatio(t *testing.T) {
	in := input(t, knowledge.Dutch)
	in.Case.Plan.Indicators[2].Target.Value = 66
	in.Case.Plan.Indicators[1].Isolation.Estimate.Confidence = 0.8
	for _, as := range []func(io.Writer, document.Document) error{document.Markdown, document.CSV} {
		if text := written(t, Case(in), as); strings.Contains(text, "70:20") || strings.Contains(text, "70/20") ||
			strings.Contains(text, "70%") {
			t.Error("a ratio is shown")
		}
	}
}

// TestSameInputSameBytes holds that a report can be made again.
func TestSameInputSameBytes(t *testing.T) {
	for _, as := range []func(io.Writer, document.Document) error{document.Markdown, document.HTML, document.CSV} {
		first := written(t, Case(input(t, knowledge.Dutch)), as)
		for range 5 {
			if written(t, Case(input(t, knowledge.Dutch)), as) != first {
				t.Fatal("another time it is different")
			}
		}
	}
}

// TestHTMLTakesNothingFromOutside holds that what people wrote is text in the page, and
// that the page loads nothing.
func TestHTMLTakesNothingFromOutside(t *testing.T) {
	in := input(t, knowledge.English)
	in.Case.Title = `<script>alert(1)</script>`
	in.Case.Solutions[0].Link = `https://x"onmouseover="alert(1)`
	in.Case.Solutions[1].Link = `javascript:alert(1)`
	text := written(t, Case(in), document.HTML)
	for _, bad := range []string{"<script", `"onmouseover`, `href="javascript`, "src=", "url(", "@import"} {
		if strings.Contains(text, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	if n := strings.Count(text, "<svg "); n != 3 || strings.Count(text, `role="img" aria-labelledby="`) != n {
		t.Errorf("%d plots", n)
	}
}

func TestWorkbook(t *testing.T) {
	in := input(t, knowledge.Dutch)
	in.Case.Notes[0].Text = "=1+1"
	in.Case.ID = "=cmd"
	f, err := excelize.OpenReader(strings.NewReader(written(t, Case(in), document.XLSX)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Cijfers")
	if err != nil || len(rows) < 15 || rows[1][0] != "'=cmd" {
		t.Fatalf("%v %v", rows, err)
	}
	pictures := 0
	for row := range 200 {
		ps, err := f.GetPictures("Handvat", fmt.Sprintf("A%d", row+1))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range ps {
			pictures++
			if _, err := png.Decode(bytes.NewReader(p.File)); err != nil || p.Format.AltText == "" {
				t.Errorf("%v, alternative %q", err, p.Format.AltText)
			}
		}
		formula, err := f.GetCellFormula("Handvat", fmt.Sprintf("B%d", row+1))
		if formula != "" || err != nil {
			t.Errorf("a formula: %s %v", formula, err)
		}
	}
	if pictures != 3 {
		t.Errorf("%d pictures", pictures)
	}
}

func TestTrendIsDrawn(t *testing.T) {
	in := input(t, knowledge.English)
	i := in.Case.Indicator("on-time")
	i.Isolation = cases.Isolation{Method: cases.Trend}
	for n, v := range []float64{68, 70, 69, 71, 70, 72} {
		i.Isolation.Points = append(i.Isolation.Points,
			cases.Figure{Value: v, Date: cases.Day("2026-05-01").Plus(n, 0)})
	}
	text := written(t, Case(in), document.HTML)
	if !strings.Contains(text, "The dotted line is what was expected") ||
		!strings.Contains(text, "Without the approach") {
		t.Error("no trend")
	}
}

// TestQuarter holds that each of the seven benefits has a line, "not measured" where
// nothing was, and that reference lines come only when asked for, with their origin.
func TestQuarter(t *testing.T) {
	for _, lang := range knowledge.Langs {
		r := Words.In(string(lang))
		in := QuarterInput{Quarter: Quarter{2027, 1}, Cases: []*cases.Case{example(t, lang)}, Used: used,
			Today: "2027-04-10", Lang: string(lang)}
		text := written(t, ByQuarter(in), document.Markdown)
		for _, b := range cases.Benefits {
			if !strings.Contains(text, "| "+r.Benefits[string(b)]+" |") {
				t.Errorf("%s: no line for %s", lang, b)
			}
		}
		if n := strings.Count(text, r.NotMeasured); n != 3 { // competency, consistency and what people experience
			t.Errorf("%s: %d not measured\n%s", lang, n, text)
		}
		if !strings.Contains(text, "| 84% |") || !strings.Contains(text, "| 61% | 23 | 14 |") ||
			strings.Contains(text, "73%") {
			t.Errorf("%s:\n%s", lang, text)
		}
		in.Used = append(slices.Clone(used), Figure{Key: "value", Level: 1, Value: 58, Unit: "%", N: 12, People: 10,
			Period: "2027-Q1"}, Figure{Key: "room", Level: 1, Withheld: true})
		if text := written(t, ByQuarter(in), document.Markdown); !strings.Contains(text, "## "+r.Experienced) ||
			!strings.Contains(text, "| "+r.Measures["value"]+" | 1 | 58% | 12 | 10 |") ||
			!strings.Contains(text, "| "+r.Measures["room"]+" | 1 | "+r.TooLittle+" |") {
			t.Errorf("%s: as experienced\n%s", lang, text)
		}
		in.References = true
		text = written(t, ByQuarter(in), document.Markdown)
		if !strings.Contains(text, "73%") || !strings.Contains(text, r.Reference[2].Origin) ||
			!strings.Contains(text, r.ReferenceNote) {
			t.Errorf("%s: references\n%s", lang, text)
		}
	}
}

// TestAQuarterKnowsNoLater holds that the report of a quarter does not change when later
// readings come.
func TestAQuarterKnowsNoLater(t *testing.T) {
	in := QuarterInput{Quarter: Quarter{2026, 4}, Cases: []*cases.Case{example(t, knowledge.English)}, Lang: "en",
		Today: "2027-04-10"}
	text := written(t, ByQuarter(in), document.Markdown)
	if !strings.Contains(text, "79% (31\u00a0Dec\u00a02026)") || strings.Contains(text, "84%") {
		t.Error(text)
	}
	if last, _ := in.Cases[0].Indicator("on-time").Latest(); last.Value != 84 {
		t.Error("the case was changed")
	}
}

func TestParseQuarter(t *testing.T) {
	q, err := ParseQuarter("2026-Q4")
	if err != nil || q != (Quarter{2026, 4}) || q.First() != "2026-10-01" || q.Last() != "2026-12-31" {
		t.Errorf("%v %v %s %s", q, err, q.First(), q.Last())
	}
	for _, s := range []string{"", "2026", "2026-Q5", "2026-Q0", "26-Q1", "2026-Q1x", "2026-q1"} {
		if _, err := ParseQuarter(s); err == nil {
			t.Errorf("%q is a quarter", s)
		}
	}
}

// TestTeamsThatReflect holds that a quarter tells of how many teams made time for
// reflection, as teams, and says nothing where that is not known.
func TestTeamsThatReflect(t *testing.T) {
	in := QuarterInput{Quarter: Quarter{2027, 1}, Lang: "nl", Teams: 6, Reflecting: 4}
	d := ByQuarter(in)
	if text := written(t, d, document.Markdown); !strings.Contains(text,
		"maakten minstens 4 van de 6 teams tijd voor reflectie (67%)") || strings.Contains(text, "90%") {
		t.Error("it is not told, or a target is told unasked")
	}
	if r := d.Rows[len(d.Rows)-1]; r.Section != "reflection" || r.Level != cases.LevelInput || r.N != 6 {
		t.Errorf("the row is %+v", r)
	}
	in.Lang, in.References = "en", true
	if text := written(t, ByQuarter(in), document.Markdown); !strings.Contains(text,
		"at least 4 of the 6 teams made time for reflection") || !strings.Contains(text, "90%") {
		t.Error("in English, with references, it is not told")
	}
	if in.Teams = 0; strings.Contains(written(t, ByQuarter(in), document.Markdown), "teams made time") {
		t.Error("something is told of no teams")
	}
}
