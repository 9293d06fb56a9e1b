package knowledge

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func testdata(t *testing.T, name string) string {
	t.Helper()
	src, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

func TestLintFields(t *testing.T) {
	testDamage(t, recipe(t), []damage{
		{"slug: book-return", "slug: b", "error slug-form @ slug: b"},
		{"slug: book-return", "slug: Book return", "error slug-form @ slug: Book ret"},
		{"lang: en", "lang: nl", "error lang-folder @ lang: nl"},
		{"lang: en", "lang: de", "error lang @ lang: de"},
		{"title: \"Book a return\"\n", "", "error no-title @ ---"},
		{"Book a return", "Book " + strings.Repeat("a", 70), "error title-long @ title: \"Book a"},
		{"Book a return", "The return", "error title-verb @ title: \"The re"},
		{"Book a return", "How do I book a return?", "error title-verb @ title: \"How do"},
		{"Book a return", "Booking a return", "warning title-verb @ title: \"Bookin"},
		{"type: steps", "type: recipe", "error type @ type: recipe"},
		{"[apply]", "[apply, later]", "error moments @ later]"},
		{"[apply]", "[]", "error no-moments @ moments: []"},
		{"timing: [during]\n", "", "error no-timing @ ---"},
		{"[employee]", "[everyone]", "error audience @ everyone]"},
		{"task: \"Taking back goods that a customer returns\"\n", "", "error no-task @ ---"},
		{"result: \"The customer has a receipt\"\n", "", "error no-result @ ---"},
		{"\n  - \"A customer brings something back\"", "", "error no-trigger @ trigger:"},
		{"  - \"A customer brings something back\"", "  - a\n  - b\n  - c\n  - d\n  - e", "error trigger-many @ e"},
		{"where do returns go?", "How do I book a return?", "warning question-twice @ \"How do I book"},
		{"\n  - \"where do returns go?\"", "", "error questions-few @ questions:"},
		{"minutes: 5", "minutes: 0", "error minutes @ minutes: 0"},
		{"minutes: 5", "minutes: 61", "error minutes @ minutes: 61"},
		{"minutes: 5", "minutes: 11", "warning minutes-long @ minutes: 11"},
		{"minutes: 5\n", "", "error no-minutes @ ---"},
		{"box: black", "box: red", "error box @ box: red"},
		{"risk: low", "risk: none", "error risk @ risk: none"},
		{"risk: low", "risk: high", "warning review-late @ review_by: 202"},
		{"risk: low", "phase: later\nrisk: low", "error phase @ phase: later"},
		{"risk: low", "pause_point: \"Now\"\nrisk: low", "warning only-checklist @ pause_point: \""},
		{"owner: sales-team", "owner: Jan Jansen", "error id-form @ owner: Jan Jan"},
		{"owner: sales-team", "owner: jan@example.com", "error id-form @ owner: jan@exa"},
		{"owner: sales-team\n", "", "error no-owner @ ---"},
		{"status: published", "status: live", "error status @ status: live"},
		{"version: 1.0.0", "version: 1.0", "error version-form @ version: 1.0"},
		{"version: 1.0.0\n", "", "error no-version @ ---"},
		{"reviewed: 2026-11-21\n", "", "error no-reviewed @ ---"},
		{"review_by: 2027-11-21\n", "", "error no-review-by @ ---"},
		{"review_by: 2027", "review_by: 2026", "error review-by @ review_by: 202"},
		{"review_by: 2027", "review_by: 2028", "warning review-late @ review_by: 202"},
		{"risk: low", "related: [a, b, c, d, e]\nrisk: low", "error related-many @ e]"},
		{"risk: low", "related: [book-return]\nrisk: low", "warning related-self @ book-return]"},
		{"risk: low", "follow_up: {reflect: [7, 1]}\nrisk: low", "error follow-up @ follow_up: {re"},
		{"risk: low", "source: \"https://example.com\"\nrisk: low", "error page-type @ type: steps"},
	})
}

func TestLintParts(t *testing.T) {
	nine := "1. Ask for the receipt.\n"
	for i := range 8 {
		nine += fmt.Sprintf("%d. Do it.\n", i+2)
	}
	src := recipe(t)
	steps := src[strings.Index(src, "1. Ask"):]
	testDamage(t, src, []damage{
		{"## In short {#quick}\n\nLook at the goods, then book the return.\n\n", "", "error no-quick @ ---"},
		{"Look at the goods,", strings.Repeat("Look at the goods. ", 32), "error quick-long @ ## In short {#"},
		{"Look at the goods,", "1. a\n2. b\n3. c\n4. d\n5. e\n6. f\n7. g\n\n", "error quick-lines @ ## In short {#"},
		{"Look at the goods,", strings.Repeat(
			"1. Look at the goods and at the receipt, and see whether anything is missing.\n", 7)[:545], ""},
		{"Look at the goods,", "<b>Look</b>", "warning html @ <b>Look</b> th"},
		{"2. Look at", "2. The goods", "error step-verb @ The goods the"},
		{"2. Look at", "2. If needed, look at", "warning step-verb @ If needed, loo"},
		{"2. Look at", "2. Look at " + strings.Repeat("a", 300), "error text-long @ Look at aaaaaa"},
		{"3. Book the return.\n   - check: The screen says \"booked\".\n", "", "error steps-few @ ## Steps {#ste"},
		{steps, nine, ""},
		{steps, nine + "10. Stop.\n", "error steps-many @ Stop."},
		{steps, steps + "\n## Your turn {#plan}\n\nI will do it.\n", "warning plan-form @ ## Your turn {"},
		{steps, steps + "\n## Your turn {#plan}\n\nIf it comes back, then I look at it.\n", ""},
		{"type: steps", "type: procedure",
			"error no-actor @ Ask for the re; error no-actor @ Look at the go; error no-actor @ Book the retur"},
	})
}

// TestLintDraft: what only publication needs is a warning in a draft.
func TestLintDraft(t *testing.T) {
	testDamage(t, strings.Replace(recipe(t), "status: published", "status: draft", 1), []damage{
		{"result: \"The customer has a receipt\"\n", "", "warning no-result @ ---"},
		{"Book a return", "The return", "warning title-verb @ title: \"The re"},
		{"box: black", "box: red", "error box @ box: red"},
	})
}

func TestLintTypes(t *testing.T) {
	testDamage(t, testdata(t, "en/close-shop.md"), []damage{
		{"pause_point: \"Before you lock the door\"\n", "", "error no-pause-point @ ---"},
		{"check_style: do-confirm\n", "", "error no-check-style @ ---"},
		{"- Alarm on\n", "", "error items-few @ ## Items {#ite"},
		{"- Alarm on\n", "- Alarm on\n- a\n- b\n- c\n- d\n", ""},
		{"- Alarm on\n", "- Alarm on\n- a\n- b\n- c\n- d\n- e\n", "error items-many @ e"},
	})
	testDamage(t, testdata(t, "en/complaint-form.md"), []damage{
		{"   - example: A lamp\n", "", "error no-example @ **What:** What"},
		{"**What:**", "What", "error no-label @ What What did"},
		{"**What:**", "**wish**", "error label-twice @ **Wish** What"},
	})
	testDamage(t, testdata(t, "en/feedback-4g.md"), []damage{
		{"   - say: \"I felt left on my own with it.\"\n", "", "error no-say @ Say which feel"},
	})
	testDamage(t, testdata(t, "en/good-report.md"), []damage{
		{"## Items {#items}\n\n- It names the goods\n- It says what is wrong\n", "", "error no-criteria @ ---"},
		{"## Example {#example}\n\n> Lamp, bought 3 May, broken switch.\n\nIt says **what** and *when*.\n", "",
			"error no-example @ type: example"},
	})
}

func TestLintDecisionTree(t *testing.T) {
	src := testdata(t, "en/refund-or-repair.md")
	testDamage(t, src, []damage{
		{"   - answer: No → Offer a repair\n", "", "error one-answer @ Is it younger"},
		{"   - answer: Yes → [Book the return](book-return)\n   - answer: No → Offer a repair\n", "",
			"error dead-end @ Is it younger"},
		{"No → Offer a repair", "yes → Offer a repair", "error answer-twice @ answer: yes →"},
		{"No → Offer a repair", "No → 1", "error cycle @ answer: No → 1"},
		{"No → Offer a repair", "No → 2", "error cycle @ answer: No → 2"},
		{"No → Offer a repair", "No → 3", "error no-question @ answer: No → 3"},
		{"No → Offer a repair", "No", "error no-arrow @ answer: No"},
		{"Yes → 2", "Yes → Repair it", "error question-unreachable @ Is it younger"},
		{"2. Is it", "3. Is it", "error numbering @ Is it younger"},
	})
	chain := src[:strings.Index(src, "1. Is it broken?")]
	for i := range 6 {
		chain += fmt.Sprintf("%d. Is it so?\n   - answer: No → Stop\n   - answer: Yes → %d\n", i+1, i+2)
	}
	testDamage(t, strings.Replace(chain, "Yes → 7", "Yes → Stop", 1), []damage{
		{"6. Is it so?\n   - answer: No → Stop\n   - answer: Yes → Stop\n", "",
			"error no-question @ answer: Yes →"},
		{"Choose", "Choose", "error too-deep @ ## Questions {"},
	})
}

func TestLintDecisionTable(t *testing.T) {
	src := testdata(t, "en/prestatievraagstuk-analyseren.md")
	testDamage(t, src, []damage{
		{"| yes | yes | no | * | * | Change the environment: tools, process, time, support | blokkerende-factoren |\n",
			"", "error one-answer @ ? Environment"},
		{"| yes | yes | yes | no | no |", "| yes | yes | yes | no | yes |",
			"error one-answer @ ? Time to look; error row-unreachable @ yes | yes | ye"},
		{"| yes | no | * | * | * |", "| * | no | * | * | * |", ""},
		{"| no | * | * | * | * | First", "| no | no | * | * | * | First", "error table-gap @ ## Decision ta"},
		{"| yes | no | * | * | * |", "| yes | * | * | * | * |",
			"error one-answer @ ? Expectation; error row-unreachable @ yes | yes | no; error row-unreachable @ yes | " +
				"yes | ye; error row-unreachable @ yes | yes | ye; error row-unreachable @ yes | yes | ye"},
		{"| ? Gap clear |", "| Gap clear |", "error condition-order @ ? Expectation"},
		{"| no | * |", "|  | * |", "error cell-empty @ | * | * | *"},
		{
			"5. **Time to look it up?** Can someone glance for ten seconds during the task?\n" +
				"   - why: If so, it need not be known by heart.\n", "", "error questions-columns @ ## How to ask"},
	})
	_, problems := Check("en/prestatievraagstuk-analyseren.md",
		[]byte(strings.Replace(src, "| no | * | * | * | * | First", "| no | no | * | * | * | First", 1)))
	if want := "Geen rij past bij: Gap clear = no, Expectation and feedback clear = yes. Voeg een rij toe, of een " +
		"laatste rij met overal *"; len(problems) != 1 || problems[0].Says.In("nl") != want {
		t.Errorf("got %v", problems)
	}
}

// TestLintSentences: the three sentences that the field description gives.
func TestLintSentences(t *testing.T) {
	src := testdata(t, "nl/nabespreking-houden.md")
	many := ""
	for i := range 14 {
		many += fmt.Sprintf("%d. **Team** – Doe iets.\n", i+1)
	}
	many = strings.Replace(many, "4. **Team** – Doe", "4. **Team** – De", 1)
	start, end := strings.Index(src, "1. **Begeleider**"), strings.Index(src, "## Voorbeeld")
	src = src[:start] + many + "\n" + src[end:]
	src = strings.Replace(src, "result: ", "# ", 1)
	var got []string
	_, problems := Check("content/nl/nabespreking-houden.md", []byte(src))
	for _, p := range problems {
		got = append(got, p.String(Dutch))
	}
	all := strings.Join(got, "\n")
	for _, want := range []string{
		"content/nl/nabespreking-houden.md:56:4: Stap 4 begint niet met een werkwoord",
		"content/nl/nabespreking-houden.md:1:1: Geen resultaat: waaraan zie je dat het gelukt is?",
		"content/nl/nabespreking-houden.md:62:5: Deze kaart heeft 14 stappen; splits of maak er een checklist per " +
			"moment van",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q in\n%s", want, all)
		}
	}
}

// TestLintWithoutFile: an aid that was never in a file has the same problems,
// without a place.
func TestLintWithoutFile(t *testing.T) {
	a, _ := Parse("", []byte(recipe(t)))
	a.Title, a.Steps = "The return", a.Steps[:2]
	got := Lint(a)
	if len(got) != 2 || got[0].Code != "title-verb" || got[1].Code != "steps-few" || got[0].Line != 0 ||
		got[0].String(English) != got[0].Says.In("en") {
		t.Errorf("got %+v", got)
	}
}

func TestBeginning(t *testing.T) {
	for lang, titles := range map[Lang][]string{
		Dutch: {"Analyseer een prestatievraagstuk", "Houd een intake met de lijn",
			"Formuleer een prestatiedoel en bereken de kloof", "Breng blokkerende factoren in kaart",
			"Observeer het werk op de vloer", "Interview iemand die het goed doet",
			"Kies tussen hulpkaart, oefening en training", "Ontwerp terug vanaf de werkplek",
			"Zoek op wat 70:20:10 wel en niet zegt", "Bereid de instemming van de OR voor",
			"Stap over op een nieuwe werkwijze", "Start goed in een nieuwe rol", "Reflecteer met STARR",
			"**Vraag** of het uitkomt", "Leer feedback geven"},
		English: {"Analyse a performance problem", "Run an intake with the line",
			"Set a performance goal and work out the gap", "Isolate the effect of your solution",
			"Hold the talk before and after a training", "Switch to a new way of working",
			"Look up what 70:20:10 does and does not say", "Bring the goods back", "Witness a signature",
			"\"Open\" the door"},
	} {
		for _, s := range titles {
			if got := beginning(s, lang); got != maybeVerb {
				t.Errorf("%s: %q is judged %d", lang, s, got)
			}
		}
	}
	for _, c := range []struct {
		s    string
		lang Lang
		want int
	}{
		{"Een retour boeken", Dutch, noVerb}, {"Hoe boek ik een retour?", Dutch, noVerb},
		{"Retour boeken", Dutch, perhapsNoVerb},
		{"Begeleiding van intervisie", Dutch, perhapsNoVerb},
		{"Als de klant belt, vraag naar de naam", Dutch, perhapsNoVerb},
		{"Your return", English, noVerb}, {"Giving feedback", English, perhapsNoVerb},
		{"Translation of a page", English, perhapsNoVerb},
	} {
		if got := beginning(c.s, c.lang); got != c.want {
			t.Errorf("%s: %q is judged %d, want %d", c.lang, c.s, got, c.want)
		}
	}
}

// TestLintMarkup: what other programs would show as something else is told in every part, at its
// place; what is meant as it stands is not.
func TestLintMarkup(t *testing.T) {
	for mark, code := range map[string]string{`\*`: "markup", `2\_A`: "markup", "<br>": "html", "<BR/>": "html",
		"<!-- x -->": "html", "&nbsp;": "markup", "&#39;": "markup", "&#xA0;": "markup", "![a](b.png)": "picture",
		"![[a.png]]": "picture", "[[page]]": "picture", "[a][b]": "markup", "[^1]": "markup", "~~no~~": "markup",
		"==so==": "markup", "$$x$$": "markup", "[a](b.md)": "link", "[a](http://b.example)": "link",
		"[a](mailto:b@example.org)": "link", "***so***": "markup", "<b class=x>": "html", "__so__": "markup",
		":smile:": "markup"} {
		for _, part := range []string{"Ask for", "May I", "Look at the goods, then", "Look for wear", "goods cannot",
			"screen says"} {
			word, rest, _ := strings.Cut(part, " ")
			at := strings.TrimPrefix(mark, "2")
			damaged := strings.Replace(recipe(t), part, word+" "+mark+" "+rest, 1)
			_, ps := Check("en/book-return.md", []byte(damaged))
			if len(ps) != 1 || ps[0].Code != code || ps[0].Severity != Warning {
				t.Fatalf("%s in %s: %v", mark, part, ps)
			}
			if line := []rune(strings.Split(damaged, "\n")[ps[0].Line-1]); !strings.HasPrefix(
				string(line[ps[0].Col-1:]), at[:1]) {
				t.Errorf("%s in %s is told at %d:%d", mark, part, ps[0].Line, ps[0].Col)
			}
		}
	}
	testDamage(t, recipe(t), []damage{
		{"Look at the goods,", "> [!note] Look at the goods,", "warning markup @ > [!note] Look"},
		{"Look at the goods,", "- [ ] Look at the goods,", "warning markup @ [ ] Look at th"},
		{"Look at the goods,", "Look at this:\n\n| a | b |\n\nThen,", "warning markup @ | a | b |"},
		{"\"Book a return\"", "“Book a return”", "warning smart-quotes @ title: “Book a"},
		{"\"Book a return\"", "\"Book a <b>return</b>\"", "warning html @ title: \"Book a"},
		{"Look at the goods,", "Look at `<br>` and `&nbsp;`: 5 < 6 & 7 > 3, 2 * 3, C:\\Temp, <name>, a_b_c,", ""},
		{"Look at the goods,", "Look at **all** of *it* (10:30) [here](https://example.org/a_b),", ""},
	})
	a, _ := Parse("en/book-return.md", []byte(recipe(t)))
	a.Steps[1].Detail = "Look<br>well"
	if ps := Lint(a); len(ps) != 1 || ps[0].Code != "html" || ps[0].Line != 0 {
		t.Errorf("written in chat: %v", ps)
	}
	a.Steps[1].Detail = "Look \u202ewell"
	if ps := Lint(a); len(ps) != 1 || ps[0].Code != "control-character" || ps[0].Line != 0 {
		t.Errorf("turned around in chat: %v", ps)
	}
}
