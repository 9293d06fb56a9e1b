package teams

import (
	"encoding/base32"
	"encoding/json"
	"hash/fnv"
	"strings"
	"unicode/utf8"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/insight/chart"
)

// verbAgain asks for the view that a person had of a card in company.
const verbAgain = "teams.again"

// compose is r as a message. asker is the person it answers, if others see it too.
func compose(r chat.Reply, asker string) message {
	m := message{Type: "message", Locale: r.Lang}
	if r.Card == nil && !strings.ContainsAny(r.Text, "<>&") {
		m.Text, m.TextFormat = r.Text, "plain"
		return m
	}
	m.Summary, m.Attachments = summary(r), []attachment{attach(cardOf(r, asker, false))}
	return m
}

// summary is the beginning of what r says, for a notification.
func summary(r chat.Reply) string {
	s := r.Text
	if r.Card != nil && r.Card.Title != "" {
		s = r.Card.Title
	}
	return chat.Short(strings.Join(strings.Fields(s), " "), 150)
}

// cardOf is r as a card, whether it has one or only a text. With an asker, that
// person's client asks for the view they had of it. In a dialog the platform knows
// only submit. A card that is too large for the platform gets its text in one piece.
func cardOf(r chat.Reply, asker string, submit bool) *adaptiveCard {
	c := &adaptiveCard{Type: "AdaptiveCard", Schema: "http://adaptivecards.io/schemas/adaptive-card.json",
		Version: "1.5", Lang: r.Lang}
	if r.Card == nil {
		c.Body = []*element{rich(look{}.run(r.Text))}
		return c
	}
	c.FallbackText = r.Text
	if asker != "" {
		c.Refresh = &refresh{&action{Type: "Action.Execute", Verb: verbAgain,
			Data: &data{Do: verbAgain}}, []string{asker}}
	}
	draw := renderer{texts: textsIn(r.Lang), card: cardID(r.Card), submit: submit}
	if c.Body = draw.body(r.Card); checkCard(c) != nil {
		c.Body = draw.body(inOnePiece(r.Card))
	}
	return c
}

// cardID tells cards apart, so that two presses on one button are the same act only if
// nothing on the card has changed between them.
func cardID(c *chat.Card) string {
	h := fnv.New32a()
	if b, err := json.Marshal(c); err == nil {
		h.Write(b)
	}
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(h.Sum(nil))
}

// inOnePiece is c with all that can only be read in one block.
func inOnePiece(c *chat.Card) *chat.Card {
	var read, rest []chat.Block
	for _, b := range c.Body {
		switch b.(type) {
		case chat.Question, chat.Tap:
			rest = append(rest, b)
		default:
			read = append(read, b)
		}
	}
	out := *c
	out.Body = rest
	if text := (&chat.Card{Body: read}).Plain(); text != "" {
		out.Body = append([]chat.Block{chat.Code(text)}, rest...)
	}
	return &out
}

// A renderer draws the cards of one reply. All text of others stands in a textRun,
// which clients show as it is: so nothing in it can become markup or a mention, and
// nothing needs escaping.
type renderer struct {
	texts  *texts
	card   string // see cardID
	submit bool   // Action.Submit instead of Action.Execute
	form   bool   // the card has questions
}

// body draws a card: its blocks, the buttons, and the small print. The questions of one tap stand above the buttons, as
// they do everywhere, because what is typed by number is counted so.
func (d renderer) body(c *chat.Card) (out []*element) {
	if c.Title != "" {
		out = append(out, heading(c.Title, "Large"))
	}
	d.form = len(c.Questions()) > 0
	for _, b := range c.Body {
		if t, ok := b.(chat.Tap); ok {
			tap := d.tap(t)
			tap.Separator = len(out) > 0
			out = append(out, tap)
			continue
		}
		out = append(out, d.block(b)...)
	}
	out = append(out, d.buttons(c.Buttons)...)
	small := look{size: "Small", subtle: true}
	if c.Typed != "" {
		out = append(out, rich(spans(c.Typed, small)...))
	}
	if c.Note != "" {
		note := rich(small.run(c.Note))
		note.Separator = true
		out = append(out, note)
	}
	return out
}

// block draws one block.
func (d renderer) block(b chat.Block) (out []*element) {
	switch b := b.(type) {
	case chat.Text:
		return []*element{rich(spans(string(b), look{})...)}
	case chat.Heading:
		return []*element{heading(string(b), "Medium")}
	case chat.List:
		for _, s := range b {
			out = append(out, row("•", rich(spans(s, look{})...)))
		}
	case chat.Steps:
		for i, s := range b.Items {
			out = append(out, step(max(b.Start, 1)+i, s))
		}
	case chat.Checklist:
		for i, it := range b {
			out = append(out, d.item(i+1, it))
		}
	case chat.Facts:
		for _, f := range b {
			out = append(out, tight(fact(f.Label, f.Value)))
		}
	case chat.Table:
		return rows(b)
	case chat.Plot:
		out = []*element{heading(b.Title, "Default"), tight(rich(spans(b.Says, look{})...))}
		if bars := chart.Bars(b); bars != "" {
			out = append(out, tight(rich(look{subtle: true}.run(bars))))
		}
		return out
	case chat.Quote:
		return []*element{{Type: "Container", Style: "emphasis",
			Items: []*element{rich(spans(string(b), look{italic: true})...)}}}
	case chat.Code:
		text := strings.ReplaceAll(strings.TrimRight(string(b), "\n"), "  ", "\u00a0 ")
		return []*element{{Type: "Container", Style: "emphasis", Items: []*element{rich(look{mono: true}.run(text))}}}
	case chat.Question:
		return []*element{d.question(b)}
	}
	if len(out) > 0 {
		out[0].Spacing = "" // a new block
	}
	return out
}

// step draws a step beside its number.
func step(n int, s chat.Step) *element {
	items := []*element{rich(spans(s.Text, look{})...)}
	for _, l := range s.Lines {
		items = append(items, tight(rich(spans(l, look{subtle: true})...)))
	}
	if s.Say != "" {
		said := append([]*textRun{look{italic: true}.run("“")}, spans(s.Say, look{italic: true})...)
		items = append(items, tight(rich(append(said, look{italic: true}.run("”"))...)))
	}
	return row(number(n), items...)
}

// item draws an item of a checklist, all of which can be pressed.
func (d renderer) item(n int, it chat.Item) *element {
	box, does := "☐", d.texts.Tick
	if it.Done {
		box, does = "☑", d.texts.Untick
	}
	items := []*element{rich(append([]*textRun{look{}.run(number(n) + " ")}, spans(it.Text, look{})...)...)}
	if it.Detail != "" {
		items = append(items, tight(rich(spans(it.Detail, look{subtle: true})...)))
	}
	out := row(box, items...)
	out.SelectAction = d.action(chat.Button{Label: does + ": " + chat.Strip(it.Text), Action: it.Toggle})
	return out
}

// rows draws a table row by row, because a phone has no room for columns.
func rows(t chat.Table) (out []*element) {
	for _, cells := range t.Rows {
		r := &element{Type: "Container", Separator: true}
		for i, cell := range cells {
			r.Items = append(r.Items, tight(fact(t.Header[i], cell)))
		}
		out = append(out, r)
	}
	return out
}

// tap draws a question with its buttons.
func (d renderer) tap(t chat.Tap) *element {
	return &element{Type: "Container", Items: append([]*element{rich(spans(t.Prompt, look{})...)},
		d.buttons(t.Options)...)}
}

// question draws an input. Its label says all, so that it is read out with the input.
func (d renderer) question(q chat.Question) *element {
	e := &element{Type: "Input.Text", ID: fieldPrefix + q.Field,
		Label: strings.TrimSpace(chat.Strip(q.Prompt) + " " + chat.Strip(q.Hint)), IsMultiline: q.Long, Value: q.Value}
	if q.Need {
		e.IsRequired, e.ErrorMessage = true, d.texts.Need
	}
	if q.Person {
		e.Type, e.ID, e.IsMultiline, e.Value = "Input.ChoiceSet", personPrefix+q.Field, false, ""
		e.Choices, e.ChoicesData, e.IsMulti = []choice{}, &search{"Data.Query", directory}, q.Many
		return e
	}
	if len(q.Choices) == 0 {
		return e
	}
	e.Type, e.IsMultiline, e.Value = "Input.ChoiceSet", false, ""
	e.Style = "expanded"
	for _, c := range q.Choices {
		e.Choices = append(e.Choices, choice{c.Label, c.Value})
		if !bare(c.Label) || len(q.Choices) > 5 { // clients read Markdown in expanded choices
			e.Style = "compact"
		}
		if c.Value == q.Value {
			e.Value = q.Value
		}
	}
	return e
}

// How much room there is for the labels of buttons, in characters. Clients cut what
// does not fit.
const (
	maxRow   = 50 // side by side, with what is around each label
	around   = 4
	maxAlone = 42 // of one label
)

// buttons draws buttons side by side, or below each other if they do not fit. A label
// too long for a button becomes text that wraps and can be pressed.
func (d renderer) buttons(bs []chat.Button) (out []*element) {
	wide := 0
	for _, b := range bs {
		wide += utf8.RuneCountInString(b.Label) + around
	}
	for _, b := range bs {
		a := d.action(b)
		switch {
		case utf8.RuneCountInString(b.Label) > maxAlone:
			out = append(out, &element{Type: "Container", Style: "emphasis", Spacing: "Small",
				Items: []*element{rich(look{bold: true}.run(b.Label))}, SelectAction: a})
		case wide <= maxRow && len(out) == 1:
			out[0].Actions = append(out[0].Actions, a)
		default:
			out = append(out, &element{Type: "ActionSet", Spacing: "Small", Actions: []*action{a}})
		}
	}
	if len(out) > 0 {
		out[0].Spacing = ""
	}
	return out
}

// action is what a press on b does.
func (d renderer) action(b chat.Button) *action {
	if b.URL != "" {
		return &action{Type: "Action.OpenUrl", Title: b.Label, URL: b.URL}
	}
	does := b.Action.String()
	a := &action{Type: "Action.Submit", Title: b.Label, Data: &data{Do: does, Card: d.card}}
	switch b.Style {
	case chat.Primary:
		a.Style = "positive"
	case chat.Danger:
		a.Style = "destructive"
	}
	if b.Submit {
		a.Data = &data{Fill: does, Card: d.card}
	} else if d.form {
		a.Inputs = "none" // a question left open is no reason not to press it
	}
	if d.submit {
		return a
	}
	execute := *a
	execute.Type, execute.Verb, execute.Fallback = "Action.Execute", b.Action.Verb, a
	return &execute
}
