package cases

import (
	"fmt"
	"strings"
	"testing"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/yamldoc"
)

// TestProblemsSayWhereAndWhat reads files with one fault each.
func TestProblemsSayWhereAndWhat(t *testing.T) {
	const head = "id: bellen\ntitle: Bellen\n"
	indicator := func(rest string) string {
		return head + "plan:\n  indicators:\n    - {id: op-tijd, name: Op tijd, level: 4, unit: \"%\", " + rest + "}\n"
	}
	for _, tt := range []struct{ src, want string }{
		{"", "1:1 empty"},
		{"just text", "1:1 yaml"},
		{"id: [broken", "1:5 yaml"},
		{"id: bellen\n", "1:1 missing"},
		{"id: Bellen!\ntitle: x\n", "1:1 id-form"},
		{head + "sponser: {name: x}\n", "3:1 unknown-field"},
		{head + "phase: maybe\n", "3:8 not-a-choice"},
		{head + "goal:\n  current: {date: 2026-10-31}\n", "4:12 missing"},
		{head + "goal:\n  current: {value: veel, date: 2026-10-31}\n", "4:20 not-a-number"},
		{head + "goal:\n  unit: \"%\"\n  current: {value: 171, date: 2026-10-31}\n", "5:13 impossible"},
		{head + "goal:\n  current: {value: 71, date: 31-10-2026}\n", "4:30 not-a-date"},
		{head + "goal:\n  current: {value: 1, date: 2026-10-31}\n  target: {value: 2, date: 2026-10-31}\n",
			"5:22 target-date"},
		{head + "goal: *x\n", "3:7 not-fields"},
		{head + "question: !!str x\n", "3:11 yaml-alias"},
		{head + "factors: none\n", "3:10 not-a-list"},
		{head + "factors:\n  - {id: aa, text: x}\n  - {id: aa, text: y}\n", "5:6 id-twice"},
		{head + "solutions:\n  - {id: aa, text: x, kind: job-aid, factor: bb}\n", "4:38 no-such-factor"},
		{indicator("readings: [{date: 2026-12-01}]"), "5:68 missing"},
		{indicator("readings: [{date: 2026-12-01, value: 101}]"), "5:87 impossible"},
		{indicator("readings: [{date: 2026-12-01, value: 1}, {date: 2026-12-01, value: 2}]"), "5:99 reading-twice"},
		{indicator("readings: [{date: 2026-12-02, value: 1}, {date: 2026-12-01, value: 2}]"), "5:99 reading-order"},
		{indicator("min: 5, max: 3"), "5:65 min-max"},
		{indicator(
			"isolation: {method: estimate, estimate: {of: 3, answered: 5, mean: 1, unit: x, per: week, attribution: " +
				"50, confidence: 0.7}}"), "5:105 answered"},
	} {
		_, _, problems := Parse("case.yaml", []byte(tt.src))
		if len(problems) == 0 {
			t.Errorf("%q: no problem, want %s", tt.src, tt.want)
			continue
		}
		p := problems[0]
		if got := fmt.Sprintf("%d:%d %s", p.Line, p.Col, p.Code); got != tt.want || p.Says.In("nl") == "" ||
			p.Says.In("en") == "" || p.Says.In("nl") == p.Says.In("en") {
			t.Errorf("%q: %s (%s), want %s", tt.src, got, p.Says.In("en"), tt.want)
		}
	}
}

// TestProblemsNameWhatTheyAreOf holds that an indicator that is not there is told by its id.
func TestProblemsNameWhatTheyAreOf(t *testing.T) {
	_, _, problems := Parse("case.yaml", []byte("id: bellen\ntitle: Bellen\nworth: {indicator: op-tijd}\n"))
	if len(problems) != 1 || !strings.Contains(problems[0].Says.In("en"), "op-tijd") {
		t.Errorf("%v", problems)
	}
}

func TestPlacesFallBackToWhatHoldsIt(t *testing.T) {
	_, at, _ := Parse("case.yaml", Example(knowledge.Dutch))
	if p := at.Of("plan.indicators[1].owner"); p.Line < 60 {
		t.Errorf("%v", p)
	}
	if p, q := at.Of("plan.indicators[0].nothing.at.all"), at.Of("plan.indicators[0]"); p != q || p.Line == 1 {
		t.Errorf("%v, want %v", p, q)
	}
	if p := at.Of("nowhere"); p != (yamldoc.Place{Line: 1, Col: 1}) {
		t.Errorf("%v", p)
	}
}

// FuzzParse: whatever is in a file, Parse returns, and what it reads without errors
// survives Format.
func FuzzParse(f *testing.F) {
	for _, lang := range knowledge.Langs {
		f.Add(Example(lang))
	}
	f.Add([]byte("id: x\nfactors: [{id: aa, severity: 4}]"))
	f.Fuzz(func(t *testing.T, src []byte) {
		c, _, problems := Parse("x.yaml", src)
		for _, p := range problems {
			if p.Line < 1 || p.Col < 1 || p.Says.In("nl") == "" || p.Says.In("en") == "" {
				t.Fatalf("unfinished problem: %+v", p)
			}
		}
		if c == nil && problems.Errors() == 0 {
			t.Fatal("no case and no error")
		}
		if problems.Errors() > 0 {
			return
		}
		Missing(c)
		Unmet(c)
		Remarks(c)
		c.Return()
		out, err := Format(c)
		if err != nil {
			t.Fatal(err)
		}
		again, _, problems := Parse("x.yaml", out)
		if problems.Errors() > 0 {
			t.Fatalf("what Format writes has errors: %v\n%s", problems, out)
		}
		if d := diff(c, again); d != nil {
			t.Fatalf("%v\n%s", d, out)
		}
	})
}

const values = `case,indicator,date,value,unit
terugbellen,op-tijd,2027-03-31,84,%
terugbellen,op-tijd,2027-03-24,82.5,%
`

func TestReadValues(t *testing.T) {
	dutch := strings.NewReplacer(",", ";", ".5", ",5").Replace(values)
	for _, src := range []string{values, "\ufeff" + strings.ReplaceAll(values, "\n", "\r\n"), dutch,
		values + "terugbellen,op-tijd,2027-03-31,84,%\n"} {
		vs, problems := ReadValues("kpi.csv", []byte(src))
		if len(problems) > 0 || len(vs) != 2 || vs[1].Reading.Value != 82.5 || vs[1].Line != 3 {
			t.Errorf("%q: %v %v", src, vs, problems)
		}
	}
}

// TestValuesAsPeopleWriteThem holds how a value is read from a file with commas and from one
// with semicolons, and that one which may mean two things is asked about at its place.
func TestValuesAsPeopleWriteThem(t *testing.T) {
	for src, want := range map[string]string{
		"case;indicator;date;value\na;b;2026-11-20;1.250\n": "x.csv:2:16: 1.250: is this 1250 or 1,25? " +
			"Write it so",
		"case,indicator,date,value\n" +
			"a,b,2026-11-20,\"1,250\"\n": "x.csv:2:16: 1,250: is this 1250 or 1.25? Write it so",
		"case\tindicator\tdate\tvalue\n" +
			"a\tb\t2026-11-20\t1.250\n": "x.csv:2:16: 1.250: is this 1250 or 1.25? Write it so",
		"case;indicator;date;value\na;b;2026-11-20;1.250,5\n":    "1250.5 ",
		"case;indicator;date;value\na;b;2026-11-20;1,250.5\n":    "1250.5 ",
		"vraagstuk;indicator;datum;waarde\na;b;2026-11-20;3,5\n": "3.5 ",
		"case;indicator;date;value\na;b;2026-11-20;71%\n":        "71 %",
		"case;indicator;date;value;unit\n" +
			"a;b;2026-11-20;71%;uur\n": "x.csv:2:16: 71% is a percentage, and the unit is uur",
		"case;indicator;date;value\na;b;2026-11-20;76,5\n;;;\n": "76.5 ",
	} {
		vs, ps := ReadValues("x.csv", []byte(src))
		got := ""
		if len(ps) > 0 {
			got = ps[0].String(knowledge.English)
		} else if len(vs) == 1 {
			got = fmt.Sprint(vs[0].Reading.Value, " ", vs[0].Unit)
		}
		if got != want {
			t.Errorf("%q: %s, want %s", src, got, want)
		}
	}
}

func TestValuesThatCannotBe(t *testing.T) {
	c := example(t)
	for _, tt := range []struct{ row, want string }{
		{"terugbellen,op-tijd,2027-03-31,,%", "4 empty"},
		{"terugbellen,op-tijd,31-3-2027,84,%", "4 not-a-date"},
		{"terugbellen,op-tijd,2027-04-01,vier,%", "4 not-a-number"},
		{"terugbellen,op-tijd,2027-04-01,NaN,%", "4 not-a-number"},
		{"terugbellen,op-tijd,2027-03-31,85,%", "4 twice"},
		{"terugbellen,op-tijd,2027-04-01,184,%", "4 impossible"},
		{"terugbellen,op-tijd,2027-04-01,-1,%", "4 impossible"},
		{"terugbellen,op-tijd,2027-04-01,84,minuten", "4 wrong-unit"},
		{"terugbellen,nergens,2027-04-01,84,%", "4 no-such-indicator"},
		{"terugbellen,op-tijd,2030-01-01,84,%", "4 future"},
		{`terugbellen,"op-tijd,2027-04-01,84,%`, "4 quote"},
	} {
		vs, problems := ReadValues("kpi.csv", []byte(values+tt.row+"\n"))
		problems = append(problems, c.Merge("kpi.csv", vs, "2027-06-01", 0)...)
		if len(problems) != 1 || fmt.Sprintf("%d %s", problems[0].Line, problems[0].Code) != tt.want ||
			problems[0].Says.In("nl") == problems[0].Says.In("en") {
			t.Errorf("%s: %v, want %s", tt.row, problems, tt.want)
		}
	}
	c.Indicator("op-tijd").Baseline = nil
	vs, _ := ReadValues("kpi.csv", []byte(values))
	if problems := c.Merge("kpi.csv", vs, "2027-06-01", 0); len(problems) == 0 || problems[0].Code != "no-baseline" {
		t.Errorf("measured without a beginning: %v", problems)
	}
	if _, problems := ReadValues("kpi.csv", []byte("case,indicator,bedrag\n")); len(problems) != 3 {
		t.Errorf("%v", problems)
	}
}

// TestMergeTwiceIsOnce holds that reading the same file again changes nothing, and that
// a corrected value replaces the one of its day.
func TestMergeTwiceIsOnce(t *testing.T) {
	c, before := example(t), example(t)
	vs, _ := ReadValues("kpi.csv", []byte(values))
	if p := c.Merge("kpi.csv", vs, "2027-06-01", 0); p != nil {
		t.Fatal(p)
	}
	want := []Difference{{"plan.indicators.op-tijd.readings.2027-03-24.date", "", "2027-03-24"},
		{"plan.indicators.op-tijd.readings.2027-03-24.value", "", "82.5"}}
	if d := diff(before, c); fmt.Sprint(d) != fmt.Sprint(want) {
		t.Errorf("%v", d)
	}
	once := diff(nil, c)
	c.Merge("kpi.csv", vs, "2027-06-01", 0)
	if fmt.Sprint(diff(nil, c)) != fmt.Sprint(once) {
		t.Error("a second time it is different")
	}
	vs[0].Reading.Value = 85
	c.Merge("kpi.csv", vs, "2027-06-01", 0)
	if last, _ := c.Indicator("op-tijd").Latest(); last.Value != 85 || len(c.Indicator("op-tijd").Readings) != 6 {
		t.Errorf("%v", c.Indicator("op-tijd").Readings)
	}
}

// FuzzReadValues: whatever is in a file, it is read, and every value is a number on a
// day.
func FuzzReadValues(f *testing.F) {
	f.Add([]byte(values))
	f.Add([]byte("case;indicator;date;value\na;b;2027-01-01;1,5\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		vs, problems := ReadValues("x.csv", src)
		for _, p := range problems {
			if p.Line < 1 || p.Says.In("nl") == "" || p.Says.In("en") == "" {
				t.Fatalf("unfinished problem: %+v", p)
			}
		}
		for _, v := range vs {
			if v.Date.Time().IsZero() && v.Date != "0001-01-01" || v.Reading.Value != v.Reading.Value || v.Case == "" ||
				v.Line < 2 {
				t.Fatalf("%+v", v)
			}
		}
	})
}
