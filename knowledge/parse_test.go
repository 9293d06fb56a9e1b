package knowledge

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// parseFile parses a file of testdata, in which there are no problems.
func parseFile(t *testing.T, name string) *Aid {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	a, problems := Check(name, src)
	for _, p := range problems {
		if p.Code != "minutes-long" {
			t.Error(p.String(English))
		}
	}
	if a == nil {
		t.Fatal("no aid")
	}
	return a
}

func TestParseScript(t *testing.T) {
	a := parseFile(t, "nl/feedback-4g.md")
	if a.Key().String() != "nl/feedback-4g" || a.Title != "Geef feedback met de 4 G's" || a.Type != Script ||
		a.Minutes != 5 || a.Box != Glass {
		t.Errorf("wrong fields: %+v", a)
	}
	if d := cmp.Diff(FollowUp{Reflect: []int{1, 7, 30}, Feedback: 7, Recall: true}, a.FollowUp); d != "" {
		t.Error(d)
	}
	if got := a.ReviewBy.Format("2 Jan 2006"); got != "21 Nov 2027" {
		t.Errorf("review by %s", got)
	}
	if len(a.Steps) != 5 || len(a.Pitfalls) != 3 {
		t.Fatalf("%d steps, %d pitfalls", len(a.Steps), len(a.Pitfalls))
	}
	want := Step{
		Text:   "Vraag het gewenste gedrag en luister.",
		Say:    "Wil je voortaan blijven tot we alle punten hebben gehad? Hoe kijk jij ernaar?",
		Detail: "Tel tot vijf voordat je weer praat. Misschien is er een reden die je niet kende.",
		Check:  "De ander zegt in eigen woorden wat jullie afspreken.",
	}
	if d := cmp.Diff(want, a.Steps[4]); d != "" {
		t.Error(d)
	}
	if !strings.HasPrefix(a.Quick, "Vraag of het uitkomt. Zeg daarna in vier zinnen:\n1. **Gedrag**") ||
		!strings.HasSuffix(a.Quick, "wat je vraagt.") {
		t.Errorf("quick: %q", a.Quick)
	}
	if a.Plan != "Als ik {collega} zie op {moment}, dan vraag ik of het uitkomt en begin ik met wat ik zag." {
		t.Errorf("plan: %q", a.Plan)
	}
}

func TestParseDecisionTable(t *testing.T) {
	a := parseFile(t, "en/prestatievraagstuk-analyseren.md")
	if a.Table.Conditions != 5 || len(a.Table.Header) != 7 || len(a.Table.Rows) != 6 || len(a.Steps) != 5 {
		t.Fatalf("%d asked, %d columns, %d rows, %d questions", a.Table.Conditions, len(a.Table.Header),
			len(a.Table.Rows), len(a.Steps))
	}
	if a.Table.Header[0] != "Gap clear" || a.Table.Header[6] != "Job aid" {
		t.Errorf("header: %q", a.Table.Header)
	}
	if d := cmp.Diff([]string{"no", Any, Any, Any, Any, "First record goal, current value and gap",
		"prestatiedoel-en-kloof"}, a.Table.Rows[0]); d != "" {
		t.Error(d)
	}
	if a.Steps[0].Why != "Without a gap nobody can tell whether things improved." {
		t.Errorf("why: %q", a.Steps[0].Why)
	}
	if got := a.Table.Answers(0); !cmp.Equal(got, []string{"no", "yes"}) {
		t.Errorf("answers: %q", got)
	}
}

func TestParseProcedure(t *testing.T) {
	a := parseFile(t, "nl/nabespreking-houden.md")
	var actors []string
	for _, s := range a.Steps {
		actors = append(actors, s.Actor)
	}
	if got := strings.Join(actors, " "); got != "Begeleider Begeleider Team Team Team Begeleider" {
		t.Errorf("actors: %s", got)
	}
	if a.Steps[2].Text != "Vertel wat er gebeurde, in volgorde en zonder uitleg (4 min)." {
		t.Errorf("text: %q", a.Steps[2].Text)
	}
}

func TestParseOtherTypes(t *testing.T) {
	if d := cmp.Diff([]Step{
		{Text: "Ask for the receipt.", Say: "May I see your receipt?"},
		{Text: "Look at the goods.", Detail: "Look for wear, and for parts that are missing.",
			Why: "Worn goods cannot be sold again."},
		{Text: "Book the return.", Check: `The screen says "booked".`},
	}, parseFile(t, "en/book-return.md").Steps); d != "" {
		t.Error(d)
	}
	check := parseFile(t, "en/close-shop.md")
	if len(check.Steps) != 5 || check.Steps[1].Why == "" || check.PausePoint == "" || check.CheckStyle != DoConfirm {
		t.Errorf("checklist: %+v", check)
	}
	if d := cmp.Diff([]Node{
		{Question: "Is it broken?", Detail: "Try it yourself.", Answers: []Branch{
			{Label: "Yes", Next: 1},
			{Label: "No", Next: -1, Outcome: "Give the money back"},
		}},
		{Question: "Is it younger than two years?", Why: "The guarantee lasts two years.", Answers: []Branch{
			{Label: "Yes", Next: -1, Outcome: "Book the return", Aid: "book-return"},
			{Label: "No", Next: -1, Outcome: "Offer a repair"},
		}},
	}, parseFile(t, "en/refund-or-repair.md").Tree); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]Field{
		{Label: "What", Prompt: "What did the customer buy?", Example: "A lamp"},
		{Label: "Wish", Prompt: "What does the customer want?", Example: "The money back",
			Detail: "In the customer's own words.", Why: "People often want something else than we think."},
	}, parseFile(t, "en/complaint-form.md").Fields); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(&Table{Header: []string{"Goods", "Term"},
		Rows: [][]string{{"Lamps", "14 days"}, {"Food | drink", "none"}}},
		parseFile(t, "en/return-terms.md").Table); d != "" {
		t.Error(d)
	}
	if a := parseFile(t, "en/good-report.md"); len(a.Steps) != 2 ||
		a.Example != "> Lamp, bought 3 May, broken switch.\n\nIt says **what** and *when*." {
		t.Errorf("example: %+v", a)
	}
	if a := parseFile(t, "en/return-letter.md"); a.Template != "Dear {name},\n\nYour {goods} came back on {date}." {
		t.Errorf("template: %q", a.Template)
	}
}

func TestParsePage(t *testing.T) {
	a := parseFile(t, "en/gitlab-page.md")
	if a.IsRecipe() || a.Status != Published {
		t.Errorf("not a page that is served: %+v", a)
	}
	if a.Body != "Ask a colleague to look at your work.\n\n# Any heading\n\n1. Open the page.\n\n<b>HTML</b> is text." {
		t.Errorf("body: %q", a.Body)
	}
}

// TestParseReadsOddEncodings: a byte order mark and other line ends change nothing.
func TestParseReadsOddEncodings(t *testing.T) {
	src, err := os.ReadFile("testdata/en/book-return.md")
	if err != nil {
		t.Fatal(err)
	}
	want, _ := Parse("x.md", src)
	for _, end := range []string{"\r\n", "\r"} {
		got, problems := Parse("x.md", []byte("\ufeff"+strings.ReplaceAll(string(src), "\n", end)))
		if d := cmp.Diff(want, got); d != "" || len(problems) > 0 {
			t.Errorf("%q: %v %s", end, problems, d)
		}
	}
}

// recipe is a correct aid for tests to damage.
func recipe(t *testing.T) string {
	t.Helper()
	src, err := os.ReadFile("testdata/en/book-return.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

// A damage replaces a part of a correct aid, and says what must then be found.
type damage struct{ old, new, want string }

// testDamage checks that each damage to src leads to exactly the problems wanted,
// written as the severity, the code, and what stands in the file at the place.
func testDamage(t *testing.T, src string, damages []damage) {
	t.Helper()
	for _, c := range damages {
		if !strings.Contains(src, c.old) {
			t.Fatalf("nothing to replace: %q", c.old)
		}
		damaged := strings.Replace(src, c.old, c.new, 1)
		_, problems := Check("en/"+slugOf(src)+".md", []byte(damaged))
		var got []string
		for _, p := range problems {
			line := []rune(strings.Split(damaged, "\n")[p.Line-1])
			at := line[p.Col-1:]
			if strings.Contains(p.Says.In("nl")+p.Says.In("en"), "%!") {
				t.Errorf("unfinished sentence: %+v", p)
			}
			got = append(got, fmt.Sprintf("%s %s @ %s", p.Severity, p.Code,
				strings.TrimSpace(string(at[:min(len(at), 14)]))))
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%q → %q:\n got %s\nwant %s", c.old, c.new, s, c.want)
		}
	}
}

func slugOf(src string) string {
	_, rest, _ := strings.Cut(src, "slug: ")
	slug, _, _ := strings.Cut(rest, "\n")
	return slug
}

func TestParseProblems(t *testing.T) {
	testDamage(t, recipe(t), []damage{
		{"---\nslug", "slug", "error no-front-matter @ slug: book-ret"},
		{"2027-11-21\n---", "2027-11-21\n", "error front-matter-open @ ---"},
		{"box: black", "bax: black", "error no-box @ ---; error unknown-field @ bax: black"},
		{"box: black", "box: black\nbox: glass", "error field-twice @ box: glass"},
		{"box: black", "box: [black", "error yaml @ [black"},
		{"minutes: 5", "minutes: five", "error not-a-number @ five"},
		{"2026-11-21", "21-11-2026", "error not-a-date @ 21-11-2026"},
		{"risk: low", "follow_up: soon\nrisk: low", "error not-follow-up @ soon"},
		{"risk: low", "follow_up: {reflex: [1]}\nrisk: low", "error unknown-field @ reflex: [1]}"},
		{`- "where do returns go?"`, "- where: do returns go?",
			"error questions-few @ questions:; error needs-quotes @ where: do retu"},
		{"[returns, refund]", "&all [returns, refund]", "error yaml-alias @ &all [returns,"},
		{"[returns, refund]", "[returns, *all]", "error yaml-alias @ *all]"},
		{"[returns, refund]", "{a: [b]}", "error needs-quotes @ {a: [b]}"},
		{"box: black", "box: [black, glass]", "error not-one-value @ [black, glass]"},
		{"the goods, then", "the goods\a, then", "error control-character @ \a, then book t"},
		{"the goods, then", "the goods\xff, then", "error not-utf8 @ �, then book t"},
		{"Look at the goods, then book the return.", "", "error empty-section @ ## In short {#"},
		{"## In short {#quick}", "Hello.\n\n## In short {#quick}", "error text-outside @ Hello."},
		{"## Steps", "## More\n\nText.\n\n## Steps", "error heading-without-anchor @ ## More"},
		{"## Steps {#steps}", "## Steps {#stepz}", "error unknown-anchor @ ## Steps {#ste"},
		{"## Steps {#steps}", "## Script {#script}", "error anchor-for-type @ ## Script {#sc"},
		{"type: steps", "type: recipe", "error type @ type: recipe"},
		{"type: steps", "type: worksheet", "error anchor-for-type @ ## Steps {#ste"},
		{"## Steps", "## Short {#quick}\n\nAgain.\n\n## Steps", "error anchor-twice @ ## Short {#qui"},
		{"1. Ask for", "Do this:\n\n1. Ask for", "error text-in-list @ Do this:"},
		{"   - say: ", "   - zeg: ", "error unknown-mark @ zeg: \"May I se"},
		{"   - say: ", "   - sya: ", "error unknown-mark @ sya: \"May I se"},
		{"   - say: ", "   - ", "error no-mark @ \"May I see you"},
		{`   - say: "May I see your receipt?"`, "   - say:", "error empty-item @ say:"},
		{"   - why: ", "   - detail: ", "error mark-twice @ detail: Worn g"},
		{"   - why: Worn", "   Text.\n\n   - why: Worn", ""}, // it is part of the detail above
		{"   - why: Worn", "\n   More text.\n\n   - why: Worn", "error text-in-item @ More text."},
		{"2. Look at the goods.", "2.", "error empty-item @ 2."},
		{"2. Look", "3. Look", "warning numbering @ Look at the go"},
		{"2. Look at", "2. - Look at", "error empty-item @ 2. - Look at t; error no-mark @ Look at the go"},
	})
}

// TestParseForgivesIndent: marks indented too little belong to the step above.
func TestParseForgivesIndent(t *testing.T) {
	src := recipe(t)
	want, _ := Parse("x.md", []byte(src))
	got, problems := Parse("x.md",
		[]byte(strings.ReplaceAll(strings.ReplaceAll(src, "   - ", " - "), "     that", "that")))
	if d := cmp.Diff(want, got); d != "" || len(problems) > 0 {
		t.Errorf("%v %s", problems, d)
	}
}

func TestParseTableProblems(t *testing.T) {
	src, err := os.ReadFile("testdata/en/return-terms.md")
	if err != nil {
		t.Fatal(err)
	}
	testDamage(t, string(src), []damage{
		{"| Lamps | 14 days |", "| Lamps | 14 | days |", "error row-length @ Lamps | 14 | d"},
		{"|---|---|\n", "", "error no-table @ ## Table {#tab"},
		{"| Goods |", "Terms:\n\n| Goods |", "error text-in-table @ Terms:"},
		{"| Goods | Term |", "| Goods | ? Term |",
			"error asked-columns @ ## Table {#tab; error condition-order @ ? Term |"},
		{"| Goods |", "| ? Goods |", "error asked-columns @ ## Table {#tab"},
		{`based_on: ["Terms of sale, 2026-10-01"]`, "based_on:", "error no-basis @ based_on:"},
	})
}

func TestParseTemplateProblems(t *testing.T) {
	src, err := os.ReadFile("testdata/en/return-letter.md")
	if err != nil {
		t.Fatal(err)
	}
	testDamage(t, string(src), []damage{
		{"{date}.\n```", "{date}.", "error fence-open @ ```"},
		{"{date}.\n```", "{date}.\n     ```", "error fence-open @ ```"},
		{"{date}.\n```", "{date}.\n``", "error fence-open @ ```"},
		{"```\nDear", "Copy this:\n\n```\nDear", "error text-in-template @ Copy this:"},
		{"Dear {name},\n\nYour {goods} came back on {date}.", "Dear sir,", "error no-fill-in @ ```"},
	})
}

// TestParseRefusesBombs: a file that would grow when read is refused, quickly.
func TestParseRefusesBombs(t *testing.T) {
	var bomb strings.Builder
	bomb.WriteString("---\na: &a [x]\n")
	for c := 'b'; c <= 'z'; c++ {
		fmt.Fprintf(&bomb, "%c: &%c [*%c, *%c, *%c, *%c]\n", c, c, c-1, c-1, c-1, c-1)
	}
	bomb.WriteString("---\n")
	for name, src := range map[string]string{
		"bomb":   bomb.String(),
		"alias":  "---\nkeywords: &a [x]\nneeds: *a\n---\n",
		"merge":  "---\nfollow_up: {<<: {recall: true}}\n---\n",
		"tag":    "---\ntitle: !!binary aGk=\n---\n",
		"deep":   "---\nkeywords: " + strings.Repeat("[", 10000) + "\n---\n",
		"front":  "---\ntitle: " + strings.Repeat("a", maxFront) + "\n---\n",
		"file":   "---\nslug: a\n---\n" + strings.Repeat("text ", maxFile),
		"empty":  "",
		"dashes": "---\n---\n",
		"list":   "---\n- a\n---\n",
		"two":    "---\na: 1\n...\nb: 2\n---\n",
	} {
		if _, problems := Check("x.md", []byte(src)); problems.Errors() == 0 {
			t.Errorf("%s: no error", name)
		}
	}
}
