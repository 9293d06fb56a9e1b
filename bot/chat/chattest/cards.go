// Package chattest holds what every adapter is tested with: the canonical cards,
// which together use every block in every way the bot does, in both languages. Each
// adapter keeps one golden file per card.
package chattest

import (
	"strings"

	"github.com/handvat/handvat/bot/chat"
)

// Cards returns the canonical replies by name. The names are file names. Every one
// of them passes [chat.Reply.Validate].
func Cards() map[string]chat.Reply {
	cards := map[string]chat.Reply{
		"plain":        {Lang: "nl", Text: "Oké, ik stuur je geen seintjes meer. Vragen kan altijd."},
		"private":      {Lang: "en", Text: "Only you can see this.", Private: true},
		"answer-nl":    answer(),
		"choose-en":    choose(),
		"step-nl":      step(),
		"checklist-nl": checklist(),
		"decision-en":  decision(),
		"table-nl":     table(),
		"form-en":      form(),
		"person-nl":    person(),
		"people-en":    people(),
		"template-nl":  template(),
		"reasons-en":   reasons(),
		"plot-nl":      plot(),
		"hostile":      hostile(),
		"longest":      longest(),
		"file-nl": {Lang: "nl", Text: "Dit is alles wat ik van je weet.",
			File: &chat.File{Name: "mijn-gegevens.json", Type: "application/json", Data: []byte(`{"gevraagd": 3}`)}},
		"link-button-en": {Lang: "en", Text: "Read the page it comes from.",
			Card: &chat.Card{Title: "Travel expenses",
				Body:    []chat.Block{chat.Text("An excerpt of a page from elsewhere.")},
				Buttons: []chat.Button{{Label: "Open the page", URL: "https://example.org/travel"}},
				Note:    "Not at recipe level"}},
	}
	for name, r := range cards {
		if r.Text == "" {
			r.Text = r.Card.Plain()
			cards[name] = r
		}
	}
	return cards
}

func button(label, verb, arg string) chat.Button {
	return chat.Button{Label: label, Action: chat.Action{Verb: verb, Arg: arg}}
}

func primary(b chat.Button) chat.Button { b.Style = chat.Primary; return b }

func submit(label string) chat.Button {
	return chat.Button{Label: label, Action: chat.Action{Verb: "draft"}, Style: chat.Primary, Submit: true}
}

func answer() chat.Reply {
	return chat.Reply{Lang: "nl", Card: &chat.Card{
		Title: "Geef feedback met de 4 G's (5 min)",
		Body: []chat.Block{
			chat.Text("Vraag of het uitkomt. Zeg daarna in vier zinnen:"),
			chat.Steps{Items: []chat.Step{{Text: "**Gedrag**: wat zag of hoorde je?"},
				{Text: "**Gevoel**: wat deed dat met jou?"}, {Text: "**Gevolg**: wat gebeurde er daardoor?"},
				{Text: "**Gewenst**: wat vraag je voortaan?"}}},
			chat.Facts{{Label: "Klaar als", Value: "de ander kan navertellen wat je vraagt"}},
			chat.Tap{Prompt: "Kon je hiermee verder?",
				Options: []chat.Button{button("Ja", "helped", "yes/feedback-4g"),
					button("Een beetje", "helped", "bit/feedback-4g"), button("Nee", "helped", "no/feedback-4g")}},
		},
		Buttons: []chat.Button{primary(button("Stap voor stap", "steps", "feedback-4g")),
			button("Voorbeeld", "part", "feedback-4g/example"), button("Waarom", "why", "feedback-4g")},
		Typed: "Of typ: stappen, voorbeeld, waarom.",
		Note:  "L&D-team · versie 1.0.0 · nagekeken 21 nov 2026",
	}}
}

func choose() chat.Reply {
	return chat.Reply{Lang: "en", Text: "Which of these do you mean? 1) Give feedback with the 4 Gs " +
		"2) Ask for focused feedback 3) None of these", Card: &chat.Card{
		Title: "Which of these do you mean?",
		Buttons: []chat.Button{button("Give feedback with the 4 Gs", "open", "feedback-4g"),
			button("Ask for focused feedback", "open", "feedback-vragen"), button("None of these", "none", "")},
		Typed: "You can also type the number.",
	}}
}

func step() chat.Reply {
	return chat.Reply{Lang: "nl", Card: &chat.Card{
		Title: "Stap 2 van 5",
		Body: []chat.Block{
			chat.Steps{Start: 2, Items: []chat.Step{{Text: "Noem het gedrag, zonder oordeel.",
				Say: "Vanochtend liep je weg voordat de overdracht klaar was.",
				Lines: []string{"Eén moment, kort geleden. Vermijd *altijd* en *nooit*.",
					"Check: de ander herkent het."}}}},
			chat.Heading("Waarom"),
			chat.Text("Over een feit kun je het eens worden; over een etiket ga je discussiëren."),
		},
		Buttons: []chat.Button{primary(button("Volgende", "step", "feedback-4g/3")),
			button("Terug", "step", "feedback-4g/1"), button("Stop", "stop", "feedback-4g")},
		Typed: "Of typ: volgende, terug, stop.",
	}}
}

func checklist() chat.Reply {
	item := func(n, text string, done bool) chat.Item {
		return chat.Item{Text: text, Done: done, Toggle: chat.Action{Verb: "tick", Arg: "or-instemming/" + n}}
	}
	items := chat.Checklist{item("1", "Leg het doel vast in één zin.", true),
		item("2", "Noem **welke** gegevens je bewaart.", false), item("3", "Stel de kleinste groep op vijf.", false)}
	items[1].Detail = "Ook wat je *niet* bewaart."
	return chat.Reply{Lang: "nl", Card: &chat.Card{
		Title: "Bereid de instemming van de OR voor",
		Body: []chat.Block{chat.Text("Stop hier voordat je het voorstel verstuurt."), items,
			chat.Text("1 van 3 gedaan.")},
		Buttons: []chat.Button{primary(button("Klaar", "done", "or-instemming")),
			button("Eén voor één", "steps", "or-instemming")},
		Typed: "Of typ het nummer van een punt.",
	}}
}

func decision() chat.Reply {
	return chat.Reply{Lang: "en", Card: &chat.Card{
		Title: "Question 2 of 5",
		Body: []chat.Block{chat.Text("**Is the expectation clear?** Ask three people what good work is."),
			chat.Facts{{Label: "Gap clear", Value: "yes"}}},
		Buttons: []chat.Button{button("Yes", "pick", "analyse/1/0"), button("No", "pick", "analyse/1/1"),
			button("Why?", "why", "analyse"), button("Stop", "stop", "analyse")},
		Typed: "Or type: yes, no, why, stop.",
	}}
}

func table() chat.Reply {
	return chat.Reply{Lang: "nl", Card: &chat.Card{
		Title: "Zoek op wat 70:20:10 wel en niet zegt",
		Body: []chat.Block{
			chat.Table{Header: []string{"Onderwerp", "Wat het zegt", "Wat het niet zegt"},
				Rows: [][]string{{"Verhouding", "Een **beschrijving** achteraf", "Geen norm"},
					{"Formeel leren", "Een deel van het geheel", "Dat het weg kan"}}},
			chat.List{"Gebruik het om te kijken, niet om te rekenen.", "Zie [de bron](https://example.org/702010)."},
		},
		Note: "Naslag · bron: voorbeeld",
	}}
}

func plot() chat.Reply {
	target := 90.0
	return chat.Reply{Lang: "nl", Card: &chat.Card{
		Title: "Week 47, team Klantservice",
		Body: []chat.Block{chat.Plot{
			Title: "Terugbellen binnen 24 uur",
			Says:  "Van **71 %** in week 43 naar **76 %** in week 47; het doel is 90 %. Van week 45 is er geen cijfer.",
			Unit:  "%", Target: &target,
			Points: []chat.Point{{Label: "week 43", Value: 71}, {Label: "week 44", Value: 70.5},
				{Label: "week 45", Missing: true}, {Label: "week 46", Value: 74}, {Label: "week 47", Value: 76}},
		}},
	}}
}

func form() chat.Reply {
	return chat.Reply{Lang: "en", Card: &chat.Card{
		Title: "Help write it",
		Body: []chat.Block{
			chat.Question{Field: "task", Prompt: "What is the task?",
				Hint: "For example: post a credit note", Need: true},
			chat.Question{Field: "steps", Prompt: "Which steps do you take?", Hint: "One step on a line", Long: true,
				Value: "1. Open the order"},
			chat.Question{Field: "who", Prompt: "For whom?",
				Choices: []chat.Choice{{Value: "employee", Label: "Colleagues"},
					{Value: "manager", Label: "Managers"}}, Value: "employee"},
		},
		Buttons: []chat.Button{submit("Send"), button("Not now", "cancel", "")},
	}}
}

// person asks for one colleague, and people for several beside another question.
func person() chat.Reply {
	return chat.Reply{Lang: "nl", Card: &chat.Card{
		Title: "Vraag gericht feedback",
		Body: []chat.Block{chat.Question{Field: "who", Prompt: "Aan wie vraag je het?", Hint: "Iemand die erbij was",
			Need: true, Person: true}},
		Buttons: []chat.Button{submit("Vraag het"), button("Niet nu", "cancel", "")},
	}}
}

func people() chat.Reply {
	return chat.Reply{Lang: "en", Card: &chat.Card{
		Title: "Plan it together",
		Body: []chat.Block{
			chat.Question{Field: "what", Prompt: "What will you do?", Need: true},
			chat.Question{Field: "with", Prompt: "Who will help you?", Hint: "One or more colleagues",
				Person: true, Many: true},
		},
		Buttons: []chat.Button{submit("Save"), button("Not now", "cancel", "")},
	}}
}

func template() chat.Reply {
	return chat.Reply{Lang: "nl", Card: &chat.Card{
		Title: "Maak een als-dan-plan",
		Body: []chat.Block{chat.Code("Als {situatie},\ndan {wat ik doe}.\n"),
			chat.Quote("Als het teamoverleg begint, dan vraag ik eerst wat er goed ging.")},
		Buttons: []chat.Button{primary(button("Dit hielp", "helped", "yes"))},
	}}
}

func reasons() chat.Reply {
	var bs []chat.Button
	// The sixth, "other", is typed.
	for _, l := range []string{"Too long", "Not my situation", "Out of date", "I lack a tool or right", "No time"} {
		bs = append(bs, button(l, "reason", strings.ToLower(strings.ReplaceAll(l, " ", "-"))))
	}
	return chat.Reply{Lang: "en", Text: "Sorry about that. What got in the way?",
		Card: &chat.Card{Body: []chat.Block{chat.Text("Sorry about that. What got in the way?")}, Buttons: bs,
			Typed: "Or say it in your own words."}}
}

// hostile is text that must never become markup, a mention or a command.
func hostile() chat.Reply {
	const bad = `<script>alert(1)</script> <!channel> <@U1> @everyone @here <at>X</at> &lt; [x](javascript:alert(1)) ` +
		"```" + ` {{.}} \* | > #`
	return chat.Reply{Lang: "en", Text: bad, Card: &chat.Card{
		Title: bad, Note: bad, Typed: bad,
		Body: []chat.Block{
			chat.Text(bad), chat.Heading("<b>@everyone"), chat.List{bad},
			chat.Steps{Items: []chat.Step{{Text: bad, Say: bad, Lines: []string{bad}}}},
			chat.Checklist{{Text: bad, Detail: bad, Toggle: chat.Action{Verb: "tick", Arg: `"><x`}}},
			chat.Facts{{Label: bad, Value: bad}}, chat.Table{Header: []string{bad}, Rows: [][]string{{bad}}},
			chat.Quote(bad), chat.Code(bad),
			chat.Tap{Prompt: bad, Options: []chat.Button{button(`<i>@here</i>`, "helped", `<x`)}},
		},
		Buttons: []chat.Button{{Label: `<b>@everyone</b> "x"`, Action: chat.Action{Verb: "go", Arg: `'"><x`}},
			{Label: "Link", URL: "https://example.org/?a=1&b=<x>"}},
	}}
}

// longest is a card at the limits of the vocabulary.
func longest() chat.Reply {
	word := "verantwoordelijkheid "
	fill := func(n int) string { return strings.TrimSpace(strings.Repeat(word, n/len(word))) }
	c := &chat.Card{Title: fill(chat.MaxTitle),
		Body: []chat.Block{chat.Text(fill(chat.MaxText)), chat.Code(fill(chat.MaxText))}, Note: fill(200)}
	for i := len(c.Body); i < chat.MaxBlocks; i++ {
		c.Body = append(c.Body, chat.List{"a"})
	}
	for i := range chat.MaxButtons {
		c.Buttons = append(c.Buttons, button(strings.Repeat("m", chat.MaxLabel-1)+string(rune('a'+i)), "go",
			strings.Repeat("x", chat.MaxAction-4)+string(rune('a'+i))))
	}
	return chat.Reply{Lang: "nl", Card: c}
}
